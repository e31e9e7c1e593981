//! Links are for ever: those of the first page mean what they meant, and no text can do harm.
//!
//! `tests/golden/links.json` was written by hand from the links of the first page, its README and measurements, and is never
//! written by a program: `defaults` is what a link says by silence, `spec` what it says aloud. A new setting adds its neutral
//! value to `defaults`; nothing there may change.

use downhill::experiment::{FIELDS, Kind, MAX_LINK_LENGTH, MAX_PROBLEMS, Spec, decode_link, encode_link, replay};
use downhill::network::{Alpha, ResidualKind};
use downhill::optimizer::OptimizerConfig;
use downhill::random::{Random, Stream};
use serde_json::Value;

fn read(name: &str) -> Value {
    let path = format!("{}/../tests/golden/{name}", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).expect("the file is there")).expect("JSON")
}

fn golden() -> Value {
    read("links.json")
}

/// `tests/golden/replays.json`: links with a step and what was done by hand, and the fingerprint that everybody finds there. The
/// same file is opened in every browser (`tests/browser/replay.test.js`).
#[test]
fn a_link_replays_to_its_step() {
    for entry in read("replays.json").as_array().unwrap() {
        let link = entry["link"].as_str().unwrap();
        let (spec, problems) = decode_link(link);
        assert_eq!(problems, [], "{link}");
        let (lead, others) = replay(&spec, None).unwrap();
        assert_eq!(others.clock(), u64::from(spec.step), "{link}");
        assert_eq!(Value::from(others.digest(&lead)), entry["digest"], "{link}");
    }
}

#[test]
fn old_links_mean_what_they_meant() {
    let golden = golden();
    let defaults = golden["defaults"].as_object().unwrap();
    let links = golden["links"].as_array().unwrap();
    assert!(links.len() >= 20);
    for entry in links {
        let link = entry["link"].as_str().unwrap();
        let (spec, problems) = decode_link(link);
        assert_eq!(problems, [], "{link}");
        let said = entry["spec"].as_object().unwrap();
        let read: Value = serde_json::from_str(&spec.to_json()).unwrap();
        for (name, silent) in defaults {
            assert_eq!(&read[name], said.get(name).unwrap_or(silent), "{link}: {name}");
        }
        assert!(said.keys().all(|name| defaults.contains_key(name)), "{link}");
        assert!(spec.trainer().is_ok(), "{link}");
    }
}

#[test]
fn every_setting_has_its_neutral_value_pinned() {
    let golden = golden();
    let defaults = golden["defaults"].as_object().unwrap();
    for field in FIELDS {
        assert!(defaults.contains_key(field.name), "add {} to the defaults of tests/golden/links.json", field.name);
    }
}

#[test]
fn the_first_page_s_choices_build_what_they_built() {
    let trainer = |link: &str| decode_link(link).0.trainer().unwrap();
    for (link, kind, alpha) in [
        ("skip=off", ResidualKind::None, Alpha::Value(1.0)),
        ("skip=sum", ResidualKind::Preact, Alpha::Value(1.0)),
        ("skip=scaled", ResidualKind::Preact, Alpha::InverseSqrtBlocks),
    ] {
        let trainer = trainer(link);
        let residual = &trainer.mlp().unwrap().config().residual;
        assert_eq!((residual.kind, &residual.alpha, residual.learn_alpha), (kind, &alpha, false), "{link}");
    }
    for (link, name) in [("init=xavier", "xavier_normal"), ("init=he", "he_normal"), ("init=uniform", "fan_in_uniform")]
    {
        assert_eq!(decode_link(link).0.init().name(), name);
    }
    for (link, name) in [("opt=sgd", "sgd"), ("opt=adam", "adam")] {
        assert_eq!(decode_link(link).0.optimizer(), OptimizerConfig::from_name(name).unwrap());
    }
}

/// Texts made of every key, every choice, numbers, and what does not belong into a link.
#[test]
fn no_text_can_do_harm() {
    let mut pieces: Vec<String> = FIELDS.iter().map(|field| format!("{}=", field.key)).collect();
    for field in FIELDS {
        if let Kind::Choice(choices) = field.kind {
            pieces.extend(choices.iter().map(|choice| choice.value.to_owned()));
        }
    }
    let odd = [
        "&",
        "&",
        "&",
        "=",
        "#",
        "%",
        "%2",
        "%00",
        "%F0%9F",
        "\0",
        "é",
        "学",
        "😀",
        "-",
        "--",
        ".",
        "e",
        "1",
        "64",
        "0.5",
        "1e-400",
        "inf",
        "NaN",
        "-0",
        "99999999999999999999",
        "16-8-4",
        "1-1-1-1-",
        "v=1",
        "v=2",
        "__proto__",
        "<script>",
        "\"",
        "\n",
        "+",
        ";",
        ",",
        ":",
        "@",
        "\u{202e}",
    ];
    pieces.extend(odd.map(str::to_owned));
    let mut random = Random::new(6, Stream::Data);
    for _ in 0..20_000 {
        let text: String = (0..random.below(40)).map(|_| pieces[random.below(pieces.len())].as_str()).collect();
        let (spec, problems) = decode_link(&text);
        assert!(problems.len() <= MAX_PROBLEMS);
        // Whatever was understood is accepted at the other door, and is written back the same way.
        assert_eq!(Spec::from_json(&spec.to_json()).as_ref(), Ok(&spec), "{text}");
        let link = encode_link(&spec);
        assert!(link.len() < MAX_LINK_LENGTH / 2, "{link}");
        assert_eq!(decode_link(&link), (spec, vec![]), "{text}");
    }
    let bytes: Vec<u8> = (0..100_000).map(|_| random.below(256) as u8).collect();
    let (spec, problems) = decode_link(&String::from_utf8_lossy(&bytes));
    assert!(!problems.is_empty() && Spec::from_json(&spec.to_json()).is_ok());
}

/// `tests/golden/hostile_links.json`: 500 texts that nobody should put behind a `#`. What is understood of each is pinned in
/// `hostile_answers.json` (`BLESS=1` writes it), so that the core as WebAssembly (`tests/wasm/links.test.js`) must understand the same.
#[test]
fn five_hundred_hostile_texts_are_survived() {
    let texts = read("hostile_links.json");
    let texts: Vec<&str> = texts.as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect();
    assert_eq!(texts.len(), 500);
    let mut answers = Vec::new();
    for text in texts {
        let (spec, problems) = decode_link(text);
        assert!(problems.len() <= MAX_PROBLEMS, "{text}");
        assert_eq!(Spec::from_json(&spec.to_json()).as_ref(), Ok(&spec), "{text}");
        let link = encode_link(&spec);
        assert!(link.len() < 2000 && link.is_ascii(), "{link}");
        assert_eq!(decode_link(&link), (spec, vec![]), "{text}");
        answers.push(format!("  [{}, {}]", problems.len(), Value::from(link)));
    }
    let answers = format!("[\n{}\n]\n", answers.join(",\n"));
    let path = format!("{}/../tests/golden/hostile_answers.json", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(path, answers).expect("tests/golden is writable");
        return;
    }
    assert!(answers == std::fs::read_to_string(path).unwrap(), "what is understood of a hostile text has changed");
}
