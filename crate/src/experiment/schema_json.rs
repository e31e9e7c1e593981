//! The table of fields, the presets and the problems of two parameters as JSON, for controls, help and tests of the page.

use super::fields::FIELDS;
use super::presets::PRESETS;
use super::problems;
use super::schema::{Field, Group, Level, VERSION, When};
use super::spec::Spec;
use super::value::{Choice, Kind, Scale, Text, Value};
use crate::json::Json;

/// The table of fields, the presets and the problems of two parameters as JSON.
#[must_use]
pub fn schema() -> String {
    let defaults = Spec::default();
    Json::object(|json| {
        json.plain("version", VERSION);
        json.list("fields", FIELDS, |json, field| json.field(field, &defaults));
        json.list("presets", PRESETS, |json, preset| {
            json.text("name", preset.name);
            json.words("label", preset.label);
            json.words("help", preset.help);
            json.text("link", preset.link);
        });
        json.list("problems", &problems::views(), |json, view| {
            json.text("name", view.name);
            json.texts("parameters", &view.parameters);
            json.numbers("a", &view.a);
            json.numbers("b", &view.b);
            json.numbers("start", &view.start);
            json.number("learning_rate", view.learning_rate);
            json.numbers("landmarks", view.landmarks);
        });
    })
}

impl Json {
    /// A setting's value, as [`Spec::to_json`] writes it.
    pub(super) fn value(&mut self, name: &str, value: &Value) {
        match value {
            Value::Integer(value) => self.plain(name, value),
            Value::Number(value) => self.number(name, *value),
            _ => self.text(name, &value.to_string()),
        }
    }

    fn words(&mut self, name: &str, Text { en, zh }: Text) {
        self.inner(name, |json| {
            json.text("en", en);
            json.text("zh", zh);
        });
    }

    fn conditions(&mut self, conditions: &[When]) {
        if !conditions.is_empty() {
            self.list("when", conditions, |json, when| {
                json.text("field", when.field);
                json.texts("is", when.is);
            });
        }
    }

    fn range(&mut self, kind: &str, scale: Scale, [min, max, step]: [Value; 3]) {
        self.text("type", kind);
        self.text("scale", if scale == Scale::Log { "log" } else { "linear" });
        self.value("min", &min);
        self.value("max", &max);
        self.value("step", &step);
    }

    fn choice(&mut self, choice: &Choice) {
        self.text("value", choice.value);
        self.level(choice.level);
        self.conditions(choice.when);
        self.words("label", choice.label);
        self.words("help", choice.help);
    }

    fn level(&mut self, level: Level) {
        let name = match level {
            Level::Basic => "basic",
            Level::More => "more",
            Level::Expert => "expert",
            Level::Hidden => "hidden",
        };
        self.text("level", name);
    }

    fn field(&mut self, field: &Field, defaults: &Spec) {
        let group = match field.group {
            Group::Data => "data",
            Group::Network => "network",
            Group::Training => "training",
            Group::View => "view",
        };
        self.text("name", field.name);
        self.text("key", field.key);
        self.text("group", group);
        self.level(field.level);
        match field.kind {
            Kind::Integer { min, max } => self.range("integer", Scale::Linear, [min, max, 1].map(Value::Integer)),
            Kind::Number { min, max, step, scale } => self.range("number", scale, [min, max, step].map(Value::Number)),
            Kind::Choice(choices) => {
                self.text("type", "choice");
                self.list("choices", choices, Self::choice);
            }
            Kind::List { min, max, length } => {
                self.range("list", Scale::Linear, [min, max, 1].map(Value::Integer));
                self.plain("length", length);
            }
            Kind::Branches => self.text("type", "branches"),
            Kind::Name => self.text("type", "name"),
            Kind::Events => self.text("type", "events"),
            Kind::Table => self.text("type", "table"),
        }
        self.value("default", &(field.get)(defaults));
        self.plain("live", field.live);
        self.text("branch", field.branch.name());
        let views: Vec<&str> = field.views.iter().map(|view| view.name()).collect();
        self.texts("views", &views);
        self.conditions(field.when);
        if let Some(zero) = field.zero {
            self.words("zero", zero);
        }
        self.words("label", field.label);
        self.words("help", field.help);
    }
}
