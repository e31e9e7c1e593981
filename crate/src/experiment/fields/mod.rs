//! The one table of an experiment's fields: name, link key, range, place and words of each.
//!
//! Controls, links, checks, help and JSON are made from it; defaults are those of `Spec::default`. To add a setting,
//! add a field to `Spec`, a row to the file of its group, and its name to [`FIELDS`]. Link keys are for ever: an old link
//! must keep opening.

mod data;
mod network;
mod optimizer;
mod problem;
mod training;
mod view;

use super::branch::Branch;
use super::schema::{Branching, Field, Group, Level, View, When};
use super::value::{Choice, Kind, Text, Value};

/// Every field, in the order of the controls.
pub const FIELDS: &[Field] = &spoken([
    data::DATASET,
    data::FEATURES,
    data::OWN_TABLE,
    data::SAMPLES,
    data::NOISE,
    data::TRAIN_SHARE,
    data::LABEL_NOISE,
    data::LABEL_ORDER,
    problem::PROBLEM,
    problem::START_A,
    problem::START_B,
    network::HIDDEN_LAYERS,
    network::WIDTH,
    network::WIDTHS,
    network::ACTIVATION,
    network::LEAKY_SLOPE,
    network::RESIDUAL,
    network::ALPHA,
    network::BLOCK,
    network::INIT,
    network::INIT_VARIANCE,
    network::GAIN,
    training::LOSS,
    training::HUBER_DELTA,
    optimizer::OPTIMIZER,
    optimizer::MOMENTUM,
    optimizer::BETA1,
    optimizer::BETA2,
    optimizer::RHO,
    optimizer::EPSILON,
    optimizer::L2,
    optimizer::WEIGHT_DECAY,
    training::LEARNING_RATE,
    training::SCHEDULE,
    training::SCHEDULE_STEPS,
    training::SCHEDULE_DECAY,
    training::WARMUP,
    training::CLIP,
    training::GRADIENT_NOISE,
    training::BATCH_SIZE,
    training::SEED,
    training::LEAD_NAME,
    training::BRANCHES,
    training::STEP,
    training::EVENTS,
    view::PLANE,
    view::WEIGHT_A,
    view::WEIGHT_B,
    view::GROUND,
    view::MOUNTAINS,
    view::HEIGHT,
    view::EXAM,
    view::PREDICT,
    view::LANGUAGE,
    view::THEME,
]);

/// The field of this name.
#[inline(never)] // One copy in the page's core, whoever asks.
pub(super) fn named(name: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.name == name)
}

/// The rows, without what people read where nobody does: then the words are not in the program at all.
const fn spoken<const COUNT: usize>(mut fields: [Field; COUNT]) -> [Field; COUNT] {
    let mut at = 0;
    while at < COUNT {
        fields[at].label = fields[at].label.if_read();
        fields[at].help = fields[at].help.if_read();
        at += 1;
    }
    fields
}

/// What most rows have in common; a row names what is its own.
const BASE: Field = Field {
    name: "",
    key: "",
    group: Group::Data,
    level: Level::More,
    live: false,
    branch: Branching::Never,
    kind: Kind::Choice(&[]),
    when: &[],
    zero: None,
    views: View::OF_RUN,
    label: Text { en: "", zh: "" },
    help: Text { en: "", zh: "" },
    get: |_| Value::Integer(0),
    set: |_, _| {},
};

const fn choice(value: &'static str, label: [&'static str; 2], help: [&'static str; 2]) -> Choice {
    let [[label_en, label_zh], [help_en, help_zh]] = [label, help];
    let label = Text { en: label_en, zh: label_zh }.if_read();
    let help = Text { en: help_en, zh: help_zh }.if_read();
    Choice { value, level: Level::Basic, when: &[], label, help }
}

/// The same, one click away.
const fn deeper(choice: Choice) -> Choice {
    Choice { level: Level::More, ..choice }
}

/// The same, if all of these hold.
const fn only(when: &'static [When], choice: Choice) -> Choice {
    Choice { when, ..choice }
}

/// What 0 is called where it takes something away.
const OFF: Option<Text> = Some(Text { en: "off", zh: "关" });

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

fn set_list(place: &mut Vec<u32>, value: &Value) {
    if let Value::List(numbers) = value {
        place.clone_from(numbers);
    }
}

fn set_branches(place: &mut Vec<Branch>, value: &Value) {
    if let Value::Branches(branches) = value {
        place.clone_from(branches);
    }
}

fn set_name(place: &mut String, value: &Value) {
    if let Value::Name(name) = value {
        place.clone_from(name);
    }
}

fn set_events(place: &mut String, value: &Value) {
    if let Value::Events(events) = value {
        place.clone_from(events);
    }
}

fn set_table(place: &mut String, value: &Value) {
    if let Value::Table(text) = value {
        place.clone_from(text);
    }
}
