//! One value of one field, and the check that stands at every door: link, JSON, later attributes.

use serde::Serialize;

/// The value of a field.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// A whole number.
    Integer(u32),
    /// A finite number.
    Number(f64),
    /// One of a closed set, by name.
    Choice(&'static str),
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
            Self::Number(value) => write!(f, "{value}"),
            Self::Choice(name) => f.write_str(name),
        }
    }
}

/// Whether equal steps of a control add or multiply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Scale {
    /// Equal steps add.
    Linear,
    /// Equal steps multiply.
    Log,
}

/// A text in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Text {
    /// English.
    pub en: &'static str,
    /// Simplified Chinese.
    pub zh: &'static str,
}

/// One member of a closed set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// Its name in links and JSON.
    pub value: &'static str,
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
}

/// Why a value is not accepted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Fault {
    NotANumber,
    NotAnInteger,
    TooSmall { min: f64, max: f64 },
    TooLarge { min: f64, max: f64 },
    NotAChoice(&'static [Choice]),
}

impl Fault {
    /// What would have been accepted, as the rest of a sentence.
    pub(super) fn wanted(&self) -> String {
        match self {
            Self::NotANumber => "must be a number".to_owned(),
            Self::NotAnInteger => "must be a whole number".to_owned(),
            Self::TooSmall { min, max } | Self::TooLarge { min, max } => format!("must be {min} to {max}"),
            Self::NotAChoice(choices) => {
                let names: Vec<&str> = choices.iter().map(|choice| choice.value).collect();
                match names.split_last() {
                    Some((last, [])) => format!("must be {last}"),
                    Some((last, others)) => format!("must be {} or {last}", others.join(", ")),
                    None => "has no accepted value".to_owned(),
                }
            }
        }
    }
}

impl Kind {
    /// Reads the text of a link.
    pub(super) fn read_text(&self, text: &str) -> Result<Value, Fault> {
        match self {
            Self::Choice(choices) => choice(choices, text),
            _ => self.read_number(text.trim().parse().map_err(|_| Fault::NotANumber)?),
        }
    }

    /// Reads a JSON value: numbers as numbers, choices as strings.
    pub(super) fn read_json(&self, json: &serde_json::Value) -> Result<Value, Fault> {
        match self {
            Self::Choice(choices) => choice(choices, json.as_str().unwrap_or("")),
            _ => self.read_number(json.as_f64().ok_or(Fault::NotANumber)?),
        }
    }

    fn read_number(&self, number: f64) -> Result<Value, Fault> {
        let (min, max) = match self {
            Self::Integer { min, max } => (f64::from(*min), f64::from(*max)),
            Self::Number { min, max, .. } => (*min, *max),
            Self::Choice(choices) => return Err(Fault::NotAChoice(choices)),
        };
        match self {
            _ if number.is_nan() => Err(Fault::NotANumber),
            _ if number < min => Err(Fault::TooSmall { min, max }),
            _ if number > max => Err(Fault::TooLarge { min, max }),
            Self::Integer { .. } if number.fract() != 0.0 => Err(Fault::NotAnInteger),
            Self::Integer { .. } => Ok(Value::Integer(number as u32)),
            // Adding zero turns -0 into 0: one number, one spelling, one digest.
            _ => Ok(Value::Number(number + 0.0)),
        }
    }
}

fn choice(choices: &'static [Choice], text: &str) -> Result<Value, Fault> {
    let found = choices.iter().find(|choice| choice.value == text);
    found.map(|choice| Value::Choice(choice.value)).ok_or(Fault::NotAChoice(choices))
}
