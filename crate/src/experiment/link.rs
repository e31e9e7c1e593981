//! Experiments as links: `v=1&data=circle&lr=0.3`.
//!
//! Length: the decoder, the encoder and the property tests of both.
//!
//! The decoder is total. Whatever a stranger wrote, it returns a valid spec and the list of what it could not use; it
//! reads a bounded number of characters and allocates nothing by what they say.

use super::branch::format_branches;
use super::events::read_events;
use super::fields::FIELDS;
use super::link_problem::{Problem, ProblemKind};
use super::name::percent_encode;
use super::schema::VERSION;
use super::spec::Spec;
use super::value::{Fault, Kind, Value};
use crate::dataset::brought;
use std::fmt::Write;

/// Characters of a link that are read; the rest is reported as [`ProblemKind::TooLong`]. More than twice the longest link
/// that [`encode_link`] writes.
pub const MAX_LINK_LENGTH: usize = 4096;

/// Problems that are listed. More would not fit into a notice.
pub const MAX_PROBLEMS: usize = 20;

/// Reads a link's hash, with or without its `#`. Total: see the module's text. Of a key that comes twice, the last one
/// counts. Values may be percent-encoded.
#[must_use]
pub fn decode_link(text: &str) -> (Spec, Vec<Problem>) {
    let mut spec = Spec::default();
    let mut problems = Vec::new();
    let text = text.strip_prefix('#').unwrap_or(text);
    let read = match text.char_indices().nth(MAX_LINK_LENGTH) {
        Some((end, _)) => {
            problems.push(Problem::new("link", ProblemKind::TooLong, text, String::new()));
            &text[..end]
        }
        None => text,
    };

    let mut values: [Option<String>; FIELDS.len()] = std::array::from_fn(|_| None);
    let mut version = None;
    for part in read.split('&').filter(|part| !part.is_empty()) {
        let (key, value) = part.split_once('=').unwrap_or((part, ""));
        let (key, value) = (percent_decoded(key), percent_decoded(value));
        if key == "v" {
            version = Some(value);
        } else if let Some(index) = FIELDS.iter().position(|field| field.key == key) {
            values[index] = Some(value);
        } else {
            problems.push(Problem::new(&key, ProblemKind::Unknown, &value, String::new()));
        }
    }

    if let Some(version) = version.filter(|version| *version != VERSION.to_string()) {
        problems.push(Problem::new("v", ProblemKind::BadVersion, &version, VERSION.to_string()));
    }
    for (field, text) in FIELDS.iter().zip(values) {
        let Some(text) = text else { continue };
        if matches!(field.kind, Kind::Events) {
            // One wrong part does not spoil the others.
            let (events, refused) = read_events(&text);
            spec.events = events;
            let problem = |part| Problem::new(field.name, ProblemKind::NotEvents, part, String::new());
            problems.extend(refused.into_iter().take(MAX_PROBLEMS).map(problem));
            continue;
        }
        match field.kind.read_text(&text) {
            Ok(value) => (field.set)(&mut spec, &value),
            Err(fault) => problems.push(Problem::of_field(field, fault, &text, (field.get)(&spec))),
        }
    }
    let defaults = Spec::default();
    for field in FIELDS {
        if let Some(when) = field.misfit(&spec) {
            let (got, used) = ((field.get)(&spec).to_string(), (field.get)(&defaults));
            (field.set)(&mut spec, &used);
            problems.push(Problem::of_field(field, Fault::DoesNotFit(when), &got, used));
        }
    }
    if spec.branch_specs().is_err() {
        let got = format_branches(&std::mem::take(&mut spec.branches));
        problems.push(Problem::new("branches", ProblemKind::NotBranches, &got, String::new()));
    }
    if !spec.has_room_for_name() {
        let got = std::mem::take(&mut spec.lead_name);
        problems.push(Problem::new("lead_name", ProblemKind::NotAName, &got, String::new()));
    }
    problems.truncate(MAX_PROBLEMS);
    (spec, problems)
}

/// Characters of a link, at most, if there is a table of the visitor's own in it.
const LONGEST: usize = 2000;

/// Writes the shortest link of `spec`: the version, then every field that differs from its default, in the order of the
/// schema. `decode_link` of it gives the same spec and no problem; only a table of the visitor's own that would make it longer
/// than 2,000 characters gives way to its fingerprint.
#[must_use]
pub fn encode_link(spec: &Spec) -> String {
    let link = written(spec);
    if link.len() <= LONGEST || spec.table.is_empty() {
        return link;
    }
    written(&Spec { table: brought(&spec.table), ..spec.clone() })
}

fn written(spec: &Spec) -> String {
    let defaults = Spec::default();
    let mut link = format!("v={VERSION}");
    for field in FIELDS {
        let value = (field.get)(spec);
        if value != (field.get)(&defaults) {
            // Writing to a string cannot fail. Names are the only text that people write.
            let _ = write!(link, "&{}=", field.key);
            match value {
                Value::Branches(_) | Value::Name(_) => percent_encode(&value.to_string(), &mut link),
                _ => drop(write!(link, "{value}")),
            }
        }
    }
    link
}

/// Undoes `%41`. A `%` without two hexadecimal digits stands for itself; bytes that are not UTF-8 become U+FFFD.
fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, others @ ..] = rest {
        let decoded = match (first, others) {
            (b'%', [high, low, ..]) => hex(*high).zip(hex(*low)).map(|(high, low)| high * 16 + low),
            _ => None,
        };
        bytes.push(decoded.unwrap_or(*first));
        rest = if decoded.is_some() { &others[2..] } else { others };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).map(|value| value as u8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::OwnTable;
    use crate::experiment::Skip;
    use crate::experiment::branch::tests::random_branches;
    use crate::experiment::events::tests::random_events;
    use crate::experiment::name::tests::random_name;
    use crate::experiment::{Field, MAX_BRANCHES_LENGTH, MAX_EVENTS_LENGTH, decoded_json};
    use crate::random::{Random, Stream};

    fn kinds(link: &str) -> Vec<(String, ProblemKind)> {
        decode_link(link).1.into_iter().map(|problem| (problem.field, problem.kind)).collect()
    }

    /// Nothing, a table that must be brought, or one inside: of a few rows or of as many as fit.
    fn random_table(random: &mut Random) -> String {
        match random.below(4) {
            0 => String::new(),
            1 => format!("0{:016x}{}t3.i0-2", random.below(usize::MAX), ["c", "v"][random.below(2)]),
            size => {
                let rows = if size == 2 { 3 + random.below(20) } else { 400 };
                let number = |random: &mut Random| (random.below(201) as f64 - 100.0) / 100.0;
                let row = |random: &mut Random| format!("{},{},{}\n", number(random), number(random), random.below(7));
                let rows: String = (0..rows).map(|_| row(random)).collect();
                OwnTable::from_file(format!("x1,x2,y\n{rows}").as_bytes(), "value").unwrap().to_text().unwrap()
            }
        }
    }

    /// A spec with every field drawn from its whole range.
    fn random_spec(random: &mut Random) -> Spec {
        let mut spec = Spec::default();
        for field in FIELDS {
            let value = match field.kind {
                Kind::Integer { min, max } => Value::Integer(min + random.below((max - min) as usize + 1) as u32),
                Kind::Number { min, max, .. } => Value::Number(random.uniform_in(min, max)),
                Kind::Choice(choices) => Value::Choice(choices[random.below(choices.len())].value),
                Kind::List { min, max, length } => {
                    let length = random.below(length + 1);
                    Value::List((0..length).map(|_| min + random.below((max - min) as usize + 1) as u32).collect())
                }
                Kind::Branches => Value::Branches(random_branches(random)),
                Kind::Name => Value::Name(random_name(random)),
                Kind::Events => Value::Events(random_events(random)),
                Kind::Table => Value::Table(random_table(random)),
            };
            (field.set)(&mut spec, &value);
        }
        for field in FIELDS.iter() {
            // Some choices do not go together.
            if field.misfit(&spec).is_some() {
                (field.set)(&mut spec, &(field.get)(&Spec::default()));
            }
        }
        if spec.branch_specs().is_err() {
            spec.branches.clear();
        }
        if !spec.has_room_for_name() {
            spec.lead_name.clear();
        }
        spec
    }

    #[test]
    fn decoding_undoes_encoding() {
        let mut random = Random::new(1, Stream::Data);
        let (mut inside, mut outside) = (0, 0);
        for _ in 0..2000 {
            let mut spec = random_spec(&mut random);
            let link = encode_link(&spec);
            assert!(link.len() <= LONGEST, "{link}");
            if link.contains("&table=1") {
                inside += 1;
            } else if spec.table.starts_with('1') {
                // It had no room: the link says which one it was.
                outside += 1;
                spec.table = brought(&spec.table);
            }
            assert_eq!(decode_link(&link), (spec.clone(), vec![]), "{link}");
            assert_eq!(decode_link(&format!("#{link}")).0, spec);
        }
        assert!(inside > 300 && outside > 300, "{inside} {outside}");
        assert_eq!(encode_link(&Spec::default()), "v=1");
    }

    #[test]
    fn a_link_of_every_setting_at_its_longest_stays_below_the_limit() {
        let mut random = Random::new(5, Stream::Data);
        let brought = "00123456789abcdefvi0-3.t4.l2000".len();
        // Branches and the name of the run share their room.
        let longest = |field: &Field, random: &mut Random| match field.kind {
            Kind::Integer { min, max } => [min, max].map(|number| number.to_string().len()).into_iter().max().unwrap(),
            Kind::Number { min, max, .. } => {
                // Six digits are more than anybody reads from a control.
                let text = |number: f64| Value::Number(format!("{number:.5e}").parse().unwrap()).to_string().len();
                (0..500).map(|_| text(random.uniform_in(min, max))).max().unwrap()
            }
            Kind::Choice(choices) => choices.iter().map(|choice| choice.value.len()).max().unwrap(),
            Kind::List { max, length, .. } => length * (max.to_string().len() + 1),
            Kind::Branches => MAX_BRANCHES_LENGTH,
            Kind::Name => 0,
            Kind::Events => MAX_EVENTS_LENGTH,
            Kind::Table => brought,
        };
        let length: usize = FIELDS.iter().map(|field| "&=".len() + field.key.len() + longest(field, &mut random)).sum();
        assert!("v=1".len() + length < LONGEST, "{length}");
    }

    #[test]
    fn a_name_that_finds_no_room_beside_the_branches_is_left_out_and_named() {
        let branch = "9:lr:0.123456:clip:1.234567:sched:cosine:period:123:mom:0.98:name:a%20steady%20one";
        let full = [branch; 6].join(",");
        let (spec, problems) = decode_link(&format!("name=%E7%A8%B3&branches={full}"));
        assert_eq!((spec.lead_name.as_str(), spec.branches.len()), ("", 6));
        assert_eq!((problems[0].field.as_str(), problems[0].kind), ("lead_name", ProblemKind::NotAName));
        assert_eq!(problems[0].got, "稳");
        let (spec, problems) = decode_link(&format!("name=%E7%A8%B3&branches={branch}"));
        assert_eq!((spec.lead_name.as_str(), problems), ("稳", vec![]));
        assert_eq!(spec.branch_specs().unwrap()[0].lead_name, "", "a branch is called otherwise");
    }

    #[test]
    fn old_links_keep_opening() {
        let (spec, problems) =
            decode_link("#v=1&data=circle&noise=0&layers=29&width=16&skip=scaled&init=uniform&lr=.3");
        assert_eq!(problems, []);
        assert_eq!((spec.dataset.name(), spec.noise, spec.hidden_layers, spec.width), ("circle", 0.0, 29, 16));
        assert_eq!((spec.residual, spec.init.name(), spec.learning_rate), (Skip::Scaled, "uniform", 0.3));
    }

    #[test]
    fn a_bad_value_falls_to_its_default_and_is_named() {
        let (spec, problems) = decode_link("v=1&layers=900&lr=0.5");
        assert_eq!((spec.hidden_layers, spec.learning_rate), (Spec::default().hidden_layers, 0.5));
        let expected = r#"[{"field":"hidden_layers","kind":"too_large","got":"900","min":0.0,"max":100.0,"used":"4"}]"#;
        assert!(decoded_json(&spec, &problems).ends_with(&format!("\"problems\":{expected}}}")));

        assert_eq!(kinds("lr=1e999"), [("learning_rate".into(), ProblemKind::TooLarge)]);
        assert_eq!(kinds("lr=-1"), [("learning_rate".into(), ProblemKind::TooSmall)]);
        assert_eq!(kinds("lr=NaN"), [("learning_rate".into(), ProblemKind::NotANumber)]);
        assert_eq!(kinds("lr=0,1"), [("learning_rate".into(), ProblemKind::NotANumber)]);
        assert_eq!(kinds("seed=4294967296"), [("seed".into(), ProblemKind::TooLarge)]);
        assert_eq!(kinds("layers=2.5"), [("hidden_layers".into(), ProblemKind::NotAnInteger)]);
        assert_eq!(kinds("skip=on"), [("residual".into(), ProblemKind::NotAChoice)]);
        assert_eq!(kinds("depth=3"), [("depth".into(), ProblemKind::Unknown)]);
        assert_eq!(kinds("v=2&layers=3"), [("v".into(), ProblemKind::BadVersion)]);
        assert_eq!(decode_link("v=2&layers=3").0.hidden_layers, 3);
    }

    #[test]
    fn a_wrong_event_is_named_and_the_others_are_kept() {
        let (spec, problems) = decode_link("step=40&events=9:lr:0.5,x:lr:1,12:lr:900,20:drop:1:2");
        assert_eq!((spec.step, spec.events.as_str()), (40, "9:lr:0.5,20:drop:1:2"));
        let named: Vec<_> = problems.iter().map(|problem| (problem.kind, problem.got.as_str())).collect();
        assert_eq!(named, [(ProblemKind::NotEvents, "x:lr:1"), (ProblemKind::NotEvents, "12:lr:900")]);
        assert_eq!(kinds("step=1000001"), [("step".into(), ProblemKind::TooLarge)]);
    }

    #[test]
    fn a_wrong_table_is_named() {
        assert_eq!(kinds("data=own&table=1AB"), [("table".into(), ProblemKind::NotATable)]);
        assert_eq!(kinds("data=own&table=2AB"), [("table".into(), ProblemKind::NotATable)]);
        assert_eq!(kinds("data=own&table=00123456789abcdefc"), []);
    }

    #[test]
    fn the_last_of_two_counts_and_escapes_are_read() {
        assert_eq!(decode_link("lr=oops&lr=0.5").0.learning_rate, 0.5);
        assert_eq!(kinds("lr=oops&lr=0.5"), []);
        assert_eq!(decode_link("lr=0%2E5&&data=%63ircle").0.learning_rate, 0.5);
        assert_eq!(kinds("data=%"), [("dataset".into(), ProblemKind::NotAChoice)]);
        assert_eq!(decode_link("noise=-0").0.noise.to_bits(), 0);
    }

    #[test]
    fn a_long_link_is_read_up_to_its_limit() {
        let link = format!("lr=0.5&{}&layers=9", "&".repeat(MAX_LINK_LENGTH));
        let (spec, problems) = decode_link(&link);
        assert_eq!((spec.learning_rate, spec.hidden_layers), (0.5, Spec::default().hidden_layers));
        assert_eq!(problems[0].kind, ProblemKind::TooLong);
        assert!(problems[0].got.chars().count() <= 41);
        let many = "x&".repeat(2000);
        assert_eq!(decode_link(&many).1.len(), MAX_PROBLEMS);
    }

    #[test]
    fn hostile_links_are_survived_and_give_accepted_values() {
        let pieces = [
            "lr",
            "layers",
            "seed",
            "data",
            "v",
            "skip",
            "n",
            "=",
            "&",
            "#",
            "%",
            "%2",
            "%F0%9F",
            "%00",
            "\0",
            "é",
            "学",
            "😀",
            "1",
            "-",
            ".",
            "e",
            "999999999999999999999999",
            "1e-400",
            "inf",
            "NaN",
            "circle",
            "__proto__",
            "<script>",
            "\"",
            "\\",
            "\n",
            " ",
            "+",
            ";",
            "0x10",
            "constructor",
            "\u{202e}",
            "lr=lr=lr",
            "&&&&",
            "====",
        ];
        let mut random = Random::new(2, Stream::Data);
        for _ in 0..5000 {
            let length = random.below(60);
            let link: String = (0..length).map(|_| pieces[random.below(pieces.len())]).collect();
            let (spec, problems) = decode_link(&link);
            assert!(problems.len() <= MAX_PROBLEMS);
            for field in FIELDS {
                let value = (field.get)(&spec);
                assert_eq!(field.kind.read_text(&value.to_string()), Ok(value), "{link}");
            }
            for problem in problems {
                assert!(problem.got.chars().count() <= 41 && problem.field.chars().count() <= 41);
            }
            // What was understood is written back the same way.
            assert_eq!(decode_link(&encode_link(&spec)), (spec, vec![]));
        }
    }
}
