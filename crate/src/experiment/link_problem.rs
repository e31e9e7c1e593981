//! What of a link was not used, as data: the page words it in the reader's language.

use super::schema::Field;
use super::spec::Spec;
use super::value::{Choice, Fault, Value};
use crate::json::Json;

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
    /// No name for a run, or no room for one beside its branches.
    NotAName,
    /// Not a change by hand, or not in its place.
    NotEvents,
    /// Not a table, or one of a version to come.
    NotATable,
    /// Written for another version; it was read as this one.
    BadVersion,
    /// Longer than [`MAX_LINK_LENGTH`](super::MAX_LINK_LENGTH) characters; the rest was not read.
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
            Self::NotAName => "not_a_name",
            Self::NotEvents => "not_events",
            Self::NotATable => "not_a_table",
            Self::BadVersion => "bad_version",
            Self::TooLong => "too_long",
        }
    }
}

/// What [`decode_link`](super::decode_link) found, as one JSON object `{"spec": {…}, "problems": [{field, kind, got, min?, max?, choices?, used}]}`.
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
    pub(super) fn new(field: &str, kind: ProblemKind, got: &str, used: String) -> Self {
        let (field, got) = (Value::shortened(field), Value::shortened(got));
        Self { field, kind, got, min: None, max: None, choices: None, used }
    }

    pub(super) fn of_field(field: &Field, fault: Fault, got: &str, used: Value) -> Self {
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
            Fault::NotAName => (ProblemKind::NotAName, None, None),
            Fault::NotEvents(_) => (ProblemKind::NotEvents, None, None),
            Fault::NotATable => (ProblemKind::NotATable, None, None),
        };
        let (min, max) = (range.map(|(min, _)| min), range.map(|(_, max)| max));
        Self { min, max, choices, ..Self::new(field.name, kind, got, used.to_string()) }
    }
}
