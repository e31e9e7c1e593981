//! What a row of the table of fields holds, and when it has a meaning.

use super::fields::named;
use super::spec::Spec;
use super::value::{Kind, Text, Value};

/// The version of links and schema. It changes only if an old link would mean something else.
pub const VERSION: u32 = 1;

/// Where a control stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// What is learned from.
    Data,
    /// What learns.
    Network,
    /// How it learns.
    Training,
    /// How it is shown.
    View,
}

/// When a control is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// In a first lesson.
    Basic,
    /// One click away.
    More,
    /// Two clicks away: fine tuning.
    Expert,
    /// It has none: other parts of a page change it.
    Hidden,
}

/// A part of the page that a setting changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// The loss surface.
    Mountain,
    /// Units, weights and the chain rule.
    Network,
    /// What the network answers.
    Fit,
    /// Loss and accuracy over steps.
    Curves,
    /// The gradient of each layer.
    Flow,
    /// Homework, mock exam, final exam.
    Exam,
    /// Where the runs stand and have been.
    TimeLine,
    /// The question before a run.
    Predict,
    /// Words and colours of everything.
    Page,
}

impl View {
    /// What shows a run: every setting that makes another run changes all of these.
    pub const OF_RUN: &'static [Self] =
        &[Self::Mountain, Self::Network, Self::Fit, Self::Curves, Self::Flow, Self::Exam];

    /// Its name towards the page.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mountain => "mountain",
            Self::Network => "network",
            Self::Fit => "fit",
            Self::Curves => "curves",
            Self::Flow => "flow",
            Self::Exam => "exam",
            Self::TimeLine => "time_line",
            Self::Predict => "predict",
            Self::Page => "page",
        }
    }
}

/// Where a branch may hold another value than the run that it leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Branching {
    /// Nowhere: the runs would not be comparable.
    Never,
    /// At step 0, where nothing has been learned yet: another network with as many parameters.
    AtStart,
    /// At every step.
    Anywhere,
}

impl Branching {
    /// Its name towards the page.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::AtStart => "start",
            Self::Anywhere => "any",
        }
    }
}

/// A condition on another field: it holds one of these choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When {
    /// The other field's name.
    pub field: &'static str,
    /// Names of its choices.
    pub is: &'static [&'static str],
}

impl When {
    /// Whether it holds for `spec`.
    #[must_use]
    pub fn holds(&self, spec: &Spec) -> bool {
        named(self.field).is_some_and(|field| match (field.get)(spec) {
            Value::Choice(name) => self.is.contains(&name),
            _ => false,
        })
    }
}

/// One setting of an experiment.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name in [`Spec`], in JSON and in errors.
    pub name: &'static str,
    /// Its key in links.
    pub key: &'static str,
    /// Where its control stands.
    pub group: Group,
    /// When its control is shown.
    pub level: Level,
    /// Whether it may change while the network trains, without starting again.
    pub live: bool,
    /// Where a branch of a run may hold another value than the run that it leaves.
    pub branch: Branching,
    /// What it accepts.
    pub kind: Kind,
    /// When it has a meaning: if all of these hold. Empty: always. A value without meaning changes nothing.
    pub when: &'static [When],
    /// What a control says for 0, if that is not a number to its reader (`all`, `off`).
    pub zero: Option<Text>,
    /// What of the page it changes.
    pub views: &'static [View],
    /// What its control is called.
    pub label: Text,
    /// What it means, in one or two sentences.
    pub help: Text,
    /// Reads it.
    pub get: fn(&Spec) -> Value,
    /// Writes a value that [`Field::kind`] accepts.
    pub set: fn(&mut Spec, &Value),
}

impl Field {
    /// Whether it has a meaning in `spec`.
    #[must_use]
    pub fn matters(&self, spec: &Spec) -> bool {
        self.when.iter().all(|when| when.holds(spec))
    }

    /// The condition that the chosen value of `spec` needs and does not have.
    #[must_use]
    pub fn misfit(&self, spec: &Spec) -> Option<&'static When> {
        let (Kind::Choice(choices), Value::Choice(name)) = (self.kind, (self.get)(spec)) else { return None };
        let chosen = choices.iter().find(|choice| choice.value == name)?;
        chosen.when.iter().find(|when| !when.holds(spec))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::{FIELDS, parse_branches, read_events, schema};
    use std::collections::HashSet;

    #[test]
    fn names_and_keys_are_unique_and_plain() {
        let names: HashSet<_> = FIELDS.iter().map(|field| field.name).collect();
        let keys: HashSet<_> = FIELDS.iter().map(|field| field.key).collect();
        assert_eq!((names.len(), keys.len()), (FIELDS.len(), FIELDS.len()));
        for key in &keys {
            assert!(
                key.len() <= 8 && key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()) && *key != "v",
                "{key}"
            );
        }
    }

    #[test]
    fn every_choice_can_be_made_and_read_back() {
        for field in FIELDS {
            let Kind::Choice(choices) = field.kind else { continue };
            for choice in choices {
                let mut spec = Spec::default();
                (field.set)(&mut spec, &Value::Choice(choice.value));
                assert_eq!((field.get)(&spec), Value::Choice(choice.value), "{}", field.name);
            }
        }
    }

    #[test]
    fn setting_one_field_changes_only_that_field() {
        for field in FIELDS {
            let other = match field.kind {
                Kind::Integer { max, .. } => Value::Integer(max),
                Kind::Number { max, .. } => Value::Number(max),
                Kind::Choice(choices) => Value::Choice(choices[choices.len() - 1].value),
                Kind::List { max, length, .. } => Value::List(vec![max; length]),
                Kind::Branches => Value::Branches(parse_branches("7:lr:0.5").unwrap()),
                Kind::Name => Value::Name("steady 手".to_owned()),
                Kind::Events => Value::Events(read_events("7:lr:0.5").0),
                Kind::Table => Value::Table("00123456789abcdefc".to_owned()),
            };
            let mut spec = Spec::default();
            (field.set)(&mut spec, &other);
            for check in FIELDS {
                let wanted = if check.name == field.name { other.clone() } else { (check.get)(&Spec::default()) };
                assert_eq!((check.get)(&spec), wanted, "setting {} and reading {}", field.name, check.name);
            }
        }
    }

    #[test]
    fn defaults_are_accepted_by_their_own_field() {
        for field in FIELDS {
            let default = (field.get)(&Spec::default());
            assert_eq!(field.kind.read_text(&default.to_string()), Ok(default), "{}", field.name);
        }
    }

    #[test]
    fn words_are_there_in_both_languages() {
        for field in FIELDS {
            let mut texts = vec![(field.label, false), (field.help, true)];
            if let Kind::Choice(choices) = field.kind {
                texts.extend(choices.iter().flat_map(|choice| [(choice.label, false), (choice.help, true)]));
            }
            for (text, is_sentence) in texts {
                assert!(!text.en.is_empty() && !text.zh.is_empty(), "{}", field.name);
                assert!(!text.en.contains("  ") && !text.zh.contains(' ') || text.zh.is_ascii() || is_sentence);
                if is_sentence {
                    assert!(text.en.ends_with('.') && text.zh.ends_with('。'), "{}: {text:?}", field.name);
                }
            }
        }
    }

    #[test]
    fn six_controls_cover_a_first_lesson() {
        assert_eq!(FIELDS.iter().filter(|field| field.level == Level::Basic).count(), 6);
    }

    #[test]
    fn json_has_ranges_choices_and_words() {
        let json: serde_json::Value = serde_json::from_str(&schema()).unwrap();
        assert_eq!(json["version"], 1);
        let fields = json["fields"].as_array().unwrap();
        assert_eq!(fields.len(), FIELDS.len());
        let rate = fields.iter().find(|field| field["name"] == "learning_rate").unwrap();
        assert_eq!((rate["min"].as_f64(), rate["max"].as_f64()), (Some(1e-5), Some(100.0)));
        assert_eq!((&rate["type"], &rate["scale"]), (&"number".into(), &"log".into()));
        assert_eq!((&rate["live"], &rate["default"]), (&true.into(), &Spec::default().learning_rate.into()));
        let residual = fields.iter().find(|field| field["key"] == "skip").unwrap();
        assert_eq!(residual["choices"][2]["value"], "scaled");
        assert_eq!(residual["choices"][2]["label"]["zh"], "缩放相加");
        assert!(residual.get("min").is_none());
    }
}
