//! One value of one field, and the check that stands at every door: link, JSON, later attributes.

use super::branch::{Branch, format_branches, parse_branches};
use super::events::parse_events;
use super::name::{self, is_name};
use super::schema::{Level, When};
use crate::dataset::is_table;
use crate::json::Given;
use crate::math::decimal;
use crate::math::shortest::Shortest;

/// The value of a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A whole number.
    Integer(u32),
    /// A finite number.
    Number(f64),
    /// One of a closed set, by name.
    Choice(&'static str),
    /// Whole numbers; `16-8-4` as text, links and JSON alike.
    List(Vec<u32>),
    /// Runs that leave the run of the spec; `120:lr:0.3` as text, links and JSON alike.
    Branches(Vec<Branch>),
    /// What people call the run of the spec; empty if nothing.
    Name(String),
    /// What was done to the run by hand; `120:lr:0.3` as text, links and JSON alike.
    Events(String),
    /// A visitor's own table; one word as text, links and JSON alike.
    Table(String),
}

impl Value {
    /// Text from a stranger, cut to a length that fits into a notice.
    pub(super) fn shortened(text: &str) -> String {
        const LONGEST: usize = 40;
        match text.char_indices().nth(LONGEST) {
            Some((end, _)) => format!("{}…", &text[..end]),
            None => text.to_owned(),
        }
    }
}

impl std::fmt::Display for Value {
    /// As it stands in a link. Rust prints the shortest decimal that reads back as the same number.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Integer(value) => write!(f, "{value}"),
            Self::Number(value) => Shortest::from(*value).fmt(f),
            Self::Choice(name) => f.write_str(name),
            Self::List(values) => {
                for (index, value) in values.iter().enumerate() {
                    write!(f, "{}{value}", if index > 0 { "-" } else { "" })?;
                }
                Ok(())
            }
            Self::Branches(branches) => f.write_str(&format_branches(branches)),
            Self::Name(text) | Self::Events(text) | Self::Table(text) => f.write_str(text),
        }
    }
}

/// Whether equal steps of a control add or multiply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Equal steps add.
    Linear,
    /// Equal steps multiply.
    Log,
}

/// A text in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    /// English.
    pub en: &'static str,
    /// Simplified Chinese.
    pub zh: &'static str,
}

impl Text {
    /// The text in a program that shows words, nothing in one that does not (the feature `words`).
    #[must_use]
    pub(super) const fn if_read(self) -> Self {
        if cfg!(feature = "words") { self } else { Self { en: "", zh: "" } }
    }
}

/// One member of a closed set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Its name in links and JSON.
    pub value: &'static str,
    /// Whether it is offered in a first lesson.
    pub level: Level,
    /// When it can be chosen: if all of these hold. Empty: always.
    pub when: &'static [When],
    /// What the control shows.
    pub label: Text,
    /// What it means, in one sentence.
    pub help: Text,
}

/// What a field accepts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// Whole numbers from `min` to `max`, both included.
    Integer {
        /// Least.
        min: u32,
        /// Greatest.
        max: u32,
    },
    /// Finite numbers from `min` to `max`, both included.
    Number {
        /// Least.
        min: f64,
        /// Greatest.
        max: f64,
        /// Distance between two notches of a control: a difference, or on a log scale a part of a decade.
        step: f64,
        /// How a control moves.
        scale: Scale,
    },
    /// One of these.
    Choice(&'static [Choice]),
    /// A list of up to `length` whole numbers from `min` to `max`; it may be empty.
    List {
        /// Least.
        min: u32,
        /// Greatest.
        max: u32,
        /// Longest.
        length: usize,
    },
    /// What [`parse_branches`] reads.
    Branches,
    /// What people may call a run, or nothing.
    Name,
    /// What [`read_events`](super::read_events) reads.
    Events,
    /// What [`OwnTable`](crate::dataset::OwnTable) writes, or nothing.
    Table,
}

/// Why a value is not accepted.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Fault {
    NotANumber,
    NotAnInteger,
    TooSmall {
        min: f64,
        max: f64,
    },
    TooLarge {
        min: f64,
        max: f64,
    },
    NotAChoice(&'static [Choice]),
    TooMany(usize),
    /// The choice does not go together with what another field holds.
    DoesNotFit(&'static When),
    /// No list of branches, for this reason.
    NotBranches(String),
    /// Nothing that a run can be called.
    NotAName,
    /// No list of events, for this reason.
    NotEvents(String),
    /// No table, or of a version to come.
    NotATable,
}

impl Fault {
    /// What would have been accepted, as the rest of a sentence.
    pub(super) fn wanted(&self) -> String {
        match self {
            Self::NotANumber => "must be a number".to_owned(),
            Self::NotAnInteger => "must be a whole number".to_owned(),
            Self::TooSmall { min, max } | Self::TooLarge { min, max } => {
                format!("must be {} to {}", Shortest::from(*min), Shortest::from(*max))
            }
            Self::NotAChoice(choices) => {
                let names: Vec<&str> = choices.iter().map(|choice| choice.value).collect();
                match names.split_last() {
                    Some((last, [])) => format!("must be {last}"),
                    Some((last, others)) => format!("must be {} or {last}", others.join(", ")),
                    None => "has no accepted value".to_owned(),
                }
            }
            Self::TooMany(length) => format!("must be at most {length} numbers"),
            Self::DoesNotFit(when) => format!("goes only with {}: {}", when.field, when.is.join(", ")),
            Self::NotBranches(problem) | Self::NotEvents(problem) => problem.clone(),
            Self::NotAName => format!("must be {}", name::wanted()),
            Self::NotATable => "must be a table as the page writes it".to_owned(),
        }
    }
}

impl Kind {
    /// Reads the text of a link.
    pub(super) fn read_text(&self, text: &str) -> Result<Value, Fault> {
        match self {
            Self::Choice(choices) => choice(choices, text),
            Self::List { length, .. } => self.read_list(text, *length),
            Self::Branches => read_branches(text),
            Self::Name => read_name(text),
            Self::Events => read_events(text),
            Self::Table => read_table(text),
            _ => self.read_number(decimal::parse(text.trim()).ok_or(Fault::NotANumber)?),
        }
    }

    /// Reads a JSON value: numbers as numbers, choices as strings.
    pub(super) fn read_json(&self, json: &Given) -> Result<Value, Fault> {
        match self {
            Self::Choice(choices) => choice(choices, json.text().unwrap_or("")),
            Self::List { length, .. } => self.read_list(json.text().ok_or(Fault::NotANumber)?, *length),
            Self::Branches => read_branches(json.text().unwrap_or("?")),
            Self::Name => read_name(json.text().ok_or(Fault::NotAName)?),
            Self::Events => read_events(json.text().unwrap_or("?")),
            Self::Table => read_table(json.text().unwrap_or("?")),
            _ => self.read_number(json.number().ok_or(Fault::NotANumber)?),
        }
    }

    fn read_list(&self, text: &str, length: usize) -> Result<Value, Fault> {
        let parts = text.split('-').map(str::trim).filter(|_| !text.trim().is_empty());
        let mut values = Vec::new();
        for part in parts {
            if values.len() == length {
                return Err(Fault::TooMany(length));
            }
            match self.read_number(decimal::parse(part).ok_or(Fault::NotANumber)?)? {
                Value::Integer(value) => values.push(value),
                _ => return Err(Fault::NotAnInteger),
            }
        }
        Ok(Value::List(values))
    }

    fn read_number(&self, number: f64) -> Result<Value, Fault> {
        let (min, max) = match self {
            Self::Integer { min, max } | Self::List { min, max, .. } => (f64::from(*min), f64::from(*max)),
            Self::Number { min, max, .. } => (*min, *max),
            Self::Choice(choices) => return Err(Fault::NotAChoice(choices)),
            Self::Branches | Self::Name | Self::Events | Self::Table => return Err(Fault::NotANumber),
        };
        match self {
            _ if number.is_nan() => Err(Fault::NotANumber),
            _ if number < min => Err(Fault::TooSmall { min, max }),
            _ if number > max => Err(Fault::TooLarge { min, max }),
            Self::Integer { .. } | Self::List { .. } if number.fract() != 0.0 => Err(Fault::NotAnInteger),
            Self::Integer { .. } | Self::List { .. } => Ok(Value::Integer(number as u32)),
            // Adding zero turns -0 into 0: one number, one spelling, one digest.
            _ => Ok(Value::Number(number + 0.0)),
        }
    }
}

fn choice(choices: &'static [Choice], text: &str) -> Result<Value, Fault> {
    let found = choices.iter().find(|choice| choice.value == text);
    found.map(|choice| Value::Choice(choice.value)).ok_or(Fault::NotAChoice(choices))
}

fn read_branches(text: &str) -> Result<Value, Fault> {
    parse_branches(text).map(Value::Branches).map_err(|error| Fault::NotBranches(error.problem))
}

fn read_name(text: &str) -> Result<Value, Fault> {
    if text.is_empty() || is_name(text) { Ok(Value::Name(text.to_owned())) } else { Err(Fault::NotAName) }
}

fn read_events(text: &str) -> Result<Value, Fault> {
    parse_events(text).map(Value::Events).map_err(|error| Fault::NotEvents(error.problem))
}

fn read_table(text: &str) -> Result<Value, Fault> {
    if text.is_empty() || is_table(text) { Ok(Value::Table(text.to_owned())) } else { Err(Fault::NotATable) }
}
