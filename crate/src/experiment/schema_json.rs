//! The table of fields, the presets and the problems of two parameters as JSON, for controls, help and tests of the page.
//!
//! Written by a few plain functions: derived code would be made anew for every member of every type, and weigh the page's
//! core several times as much.

use super::fields::FIELDS;
use super::presets::PRESETS;
use super::problems;
use super::schema::{Field, Group, Level, VERSION, When};
use super::spec::Spec;
use super::value::{Choice, Kind, Scale, Text, Value};
use std::fmt::{Display, Write};

/// The table of fields, the presets and the problems of two parameters as JSON.
#[must_use]
pub fn schema() -> String {
    let defaults = Spec::default();
    let mut json = Json(String::with_capacity(1 << 16));
    json.open('{');
    json.plain("version", &VERSION);
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
        json.plain("learning_rate", &view.learning_rate);
        json.numbers("landmarks", view.landmarks);
    });
    json.close('}');
    json.0
}

/// An object in the making. Names are ours and need no escapes.
struct Json(String);

impl Json {
    fn open(&mut self, bracket: char) {
        self.0.push(bracket);
    }

    fn close(&mut self, bracket: char) {
        self.0.push(bracket);
    }

    /// A comma unless something has just been opened.
    fn next(&mut self) {
        if !self.0.ends_with(['{', '[']) {
            self.0.push(',');
        }
    }

    fn key(&mut self, name: &str) {
        self.next();
        self.quoted(name);
        self.0.push(':');
    }

    fn quoted(&mut self, text: &str) {
        self.0.push('"');
        for character in text.chars() {
            if matches!(character, '"' | '\\') {
                self.0.push('\\');
            }
            self.0.push(character);
        }
        self.0.push('"');
    }

    fn text(&mut self, name: &str, text: &str) {
        self.key(name);
        self.quoted(text);
    }

    /// Numbers and truth values.
    fn plain(&mut self, name: &str, value: &dyn Display) {
        self.key(name);
        // Writing to a string cannot fail.
        let _ = write!(self.0, "{value}");
    }

    fn value(&mut self, name: &str, value: &Value) {
        match value {
            Value::Integer(_) | Value::Number(_) => self.plain(name, value),
            Value::Choice(_) | Value::List(_) | Value::Branches(_) => self.text(name, &value.to_string()),
        }
    }

    fn texts(&mut self, name: &str, texts: &[&str]) {
        self.key(name);
        self.open('[');
        for text in texts {
            self.next();
            self.quoted(text);
        }
        self.close(']');
    }

    fn numbers<T: Display>(&mut self, name: &str, numbers: &[T]) {
        self.key(name);
        self.open('[');
        for number in numbers {
            self.next();
            let _ = write!(self.0, "{number}");
        }
        self.close(']');
    }

    fn words(&mut self, name: &str, Text { en, zh }: Text) {
        self.key(name);
        self.open('{');
        self.text("en", en);
        self.text("zh", zh);
        self.close('}');
    }

    fn list<T>(&mut self, name: &str, items: &[T], mut members: impl FnMut(&mut Self, &T)) {
        self.key(name);
        self.open('[');
        for item in items {
            self.next();
            self.open('{');
            members(self, item);
            self.close('}');
        }
        self.close(']');
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
                self.plain("length", &length);
            }
            Kind::Branches => self.text("type", "branches"),
        }
        self.value("default", &(field.get)(defaults));
        self.plain("live", &field.live);
        self.text("branch", field.branch.name());
        self.conditions(field.when);
        if let Some(zero) = field.zero {
            self.words("zero", zero);
        }
        self.words("label", field.label);
        self.words("help", field.help);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_backslashes_are_escaped() {
        let mut json = Json(String::new());
        json.open('{');
        json.text("a", "say \"φ\" or \\");
        json.plain("b", &true);
        json.numbers("c", &[1e-12, -3.5]);
        json.close('}');
        let read: serde_json::Value = serde_json::from_str(&json.0).unwrap();
        assert_eq!(read, serde_json::json!({ "a": "say \"φ\" or \\", "b": true, "c": [1e-12, -3.5] }));
    }
}
