//! The one table of an experiment's fields: name, link key, range, place and words of each.
//!
//! Controls, links, checks, help and JSON are made from it; defaults are those of `Spec::default`. To add a setting,
//! add a field to `Spec`, a row to the file of its group, and its name to [`FIELDS`]. Link keys are for ever: an old link
//! must keep opening.

mod data;
mod network;
mod training;
mod view;

use super::schema::{Field, Group, Level};
use super::value::{Choice, Kind, Text, Value};

/// Every field, in the order of the controls.
pub const FIELDS: &[Field] = &[
    data::DATASET,
    data::SAMPLES,
    data::NOISE,
    network::HIDDEN_LAYERS,
    network::WIDTH,
    network::ACTIVATION,
    network::RESIDUAL,
    network::INIT,
    training::OPTIMIZER,
    training::LEARNING_RATE,
    training::BATCH_SIZE,
    training::SEED,
    view::PLANE,
    view::HEIGHT,
    view::LANGUAGE,
    view::THEME,
];

/// What most rows have in common; a row names what is its own.
const BASE: Field = Field {
    name: "",
    key: "",
    group: Group::Data,
    level: Level::More,
    live: false,
    branch: false,
    kind: Kind::Choice(&[]),
    when: &[],
    zero: None,
    label: Text { en: "", zh: "" },
    help: Text { en: "", zh: "" },
    get: |_| Value::Integer(0),
    set: |_, _| {},
};

const fn choice(value: &'static str, label: [&'static str; 2], help: [&'static str; 2]) -> Choice {
    let [en, zh] = label;
    let label = Text { en, zh };
    let [en, zh] = help;
    Choice { value, label, help: Text { en, zh } }
}

// The setters take values that `Kind` has checked; a value of another type cannot come and changes nothing.

fn set_choice<T>(place: &mut T, value: &Value, from_name: fn(&str) -> Option<T>) {
    if let Value::Choice(name) = value
        && let Some(chosen) = from_name(name)
    {
        *place = chosen;
    }
}

fn set_integer(place: &mut u32, value: &Value) {
    if let Value::Integer(number) = value {
        *place = *number;
    }
}

fn set_number(place: &mut f64, value: &Value) {
    if let Value::Number(number) = value {
        *place = *number;
    }
}
