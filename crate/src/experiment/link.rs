//! Experiments as links: `v=1&data=circle&lr=0.3`.
//!
//! Length: the decoder, its problems and the property tests of both.
//!
//! The decoder is total. Whatever a stranger wrote, it returns a valid spec and the list of what it could not use; it
//! reads a bounded number of characters and allocates nothing by what they say.

use super::branch::format_branches;
use super::events::read_events;
use super::fields::FIELDS;
use super::schema::{Field, VERSION};
use super::spec::Spec;
use super::value::{Choice, Fault, Kind, Value};
use crate::json::Json;
use std::fmt::Write;

/// Characters of a link that are read; the rest is reported as [`ProblemKind::TooLong`]. More than twice the longest link
/// that [`encode_link`] writes.
pub const MAX_LINK_LENGTH: usize = 4096;

/// Problems that are listed. More would not fit into a notice.
pub const MAX_PROBLEMS: usize = 20;

/// Why a part of a link was not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// There is no such key.
    Unknown,
    /// A number was wanted.
    NotANumber,
    /// A whole number was wanted.
    NotAnInteger,
    /// Below the least accepted number.
    TooSmall,
    /// Above the greatest accepted number.
    TooLarge,
    /// Not in the closed set.
    NotAChoice,
    /// A list with too many numbers.
    TooMany,
    /// A choice that does not go together with what another field holds.
    DoesNotFit,
    /// Not a list of branches that this experiment can have.
    NotBranches,
    /// Not a change by hand, or not in its place.
    NotEvents,
    /// Written for another version; it was read as this one.
    BadVersion,
    /// Longer than [`MAX_LINK_LENGTH`] characters; the rest was not read.
    TooLong,
}

/// One part of a link that was not used, as data: the page words it in the reader's language.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// The field's name; for an unknown key that key, for the link as a whole `link`, for the version `v`.
    pub field: String,
    /// What was wrong.
    pub kind: ProblemKind,
    /// What stood there, shortened.
    pub got: String,
    /// The least accepted number.
    pub min: Option<f64>,
    /// The greatest accepted number.
    pub max: Option<f64>,
    /// The closed set.
    pub choices: Option<Vec<&'static str>>,
    /// The value used instead; empty where nothing takes its place.
    pub used: String,
}

impl ProblemKind {
    /// As in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::NotANumber => "not_a_number",
            Self::NotAnInteger => "not_an_integer",
            Self::TooSmall => "too_small",
            Self::TooLarge => "too_large",
            Self::NotAChoice => "not_a_choice",
            Self::TooMany => "too_many",
            Self::DoesNotFit => "does_not_fit",
            Self::NotBranches => "not_branches",
            Self::NotEvents => "not_events",
            Self::BadVersion => "bad_version",
            Self::TooLong => "too_long",
        }
    }
}

/// What [`decode_link`] found, as one JSON object `{"spec": {…}, "problems": [{field, kind, got, min?, max?, choices?, used}]}`.
#[must_use]
pub fn decoded_json(spec: &Spec, problems: &[Problem]) -> String {
    Json::object(|json| {
        json.inner("spec", |json| spec.write_json(json));
        json.list("problems", problems, |json, problem| {
            json.text("field", &problem.field);
            json.text("kind", problem.kind.name());
            json.text("got", &problem.got);
            for (name, number) in [("min", problem.min), ("max", problem.max)] {
                if let Some(number) = number {
                    json.number(name, number);
                }
            }
            if let Some(choices) = &problem.choices {
                json.texts("choices", choices);
            }
            json.text("used", &problem.used);
        });
    })
}

impl Problem {
    fn new(field: &str, kind: ProblemKind, got: &str, used: String) -> Self {
        let (field, got) = (Value::shortened(field), Value::shortened(got));
        Self { field, kind, got, min: None, max: None, choices: None, used }
    }

    fn of_field(field: &Field, fault: Fault, got: &str, used: Value) -> Self {
        let names = |choices: &'static [Choice]| choices.iter().map(|choice| choice.value).collect();
        let (kind, range, choices) = match fault {
            Fault::NotANumber => (ProblemKind::NotANumber, None, None),
            Fault::NotAnInteger => (ProblemKind::NotAnInteger, None, None),
            Fault::TooSmall { min, max } => (ProblemKind::TooSmall, Some((min, max)), None),
            Fault::TooLarge { min, max } => (ProblemKind::TooLarge, Some((min, max)), None),
            Fault::NotAChoice(choices) => (ProblemKind::NotAChoice, None, Some(names(choices))),
            Fault::TooMany(length) => (ProblemKind::TooMany, Some((0.0, length as f64)), None),
            Fault::DoesNotFit(when) => (ProblemKind::DoesNotFit, None, Some(when.is.to_vec())),
            Fault::NotBranches(_) => (ProblemKind::NotBranches, None, None),
            Fault::NotEvents(_) => (ProblemKind::NotEvents, None, None),
        };
        let (min, max) = (range.map(|(min, _)| min), range.map(|(_, max)| max));
        Self { min, max, choices, ..Self::new(field.name, kind, got, used.to_string()) }
    }
}

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
    problems.truncate(MAX_PROBLEMS);
    (spec, problems)
}

/// Writes the shortest link of `spec`: the version, then every field that differs from its default, in the order of the
/// schema. `decode_link` of it gives the same spec and no problem.
#[must_use]
pub fn encode_link(spec: &Spec) -> String {
    let defaults = Spec::default();
    let mut link = format!("v={VERSION}");
    for field in FIELDS {
        let value = (field.get)(spec);
        if value != (field.get)(&defaults) {
            // Names and numbers need no escape, and writing to a string cannot fail.
            let _ = write!(link, "&{}={value}", field.key);
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
    use crate::experiment::Skip;
    use crate::experiment::branch::tests::random_branches;
    use crate::experiment::events::tests::random_events;
    use crate::random::{Random, Stream};

    fn kinds(link: &str) -> Vec<(String, ProblemKind)> {
        decode_link(link).1.into_iter().map(|problem| (problem.field, problem.kind)).collect()
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
                Kind::Events => Value::Events(random_events(random)),
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
        spec
    }

    #[test]
    fn decoding_undoes_encoding() {
        let mut random = Random::new(1, Stream::Data);
        for _ in 0..2000 {
            let spec = random_spec(&mut random);
            let link = encode_link(&spec);
            assert!(link.len() < 2000, "{link}");
            assert_eq!(decode_link(&link), (spec.clone(), vec![]), "{link}");
            assert_eq!(decode_link(&format!("#{link}")).0, spec);
        }
        assert_eq!(encode_link(&Spec::default()), "v=1");
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
