//! JSON written by a few plain functions, and read ([`members`]). Derived code would be made anew for every member of every type, and
//! serde_json and the standard library bring tables and messages that no packer makes smaller: too much for what a visitor waits for.

mod read;

use std::fmt::{Display, Write};

pub(crate) use crate::math::shortest::Shortest;
pub(crate) use read::{Given, members};

/// A JSON text in the making.
#[derive(Default)]
pub(crate) struct Json(String);

impl Json {
    /// One object with the members that `members` writes.
    pub(crate) fn object(members: impl FnOnce(&mut Self)) -> String {
        let mut json = Self::default();
        json.braces(members);
        json.0
    }

    /// A comma unless something has just been opened or named.
    fn next(&mut self) {
        if !self.0.is_empty() && !self.0.ends_with(['{', '[', ':']) {
            self.0.push(',');
        }
    }

    fn braces(&mut self, members: impl FnOnce(&mut Self)) {
        self.next();
        self.0.push('{');
        members(self);
        self.0.push('}');
    }

    fn key(&mut self, name: &str) {
        self.quoted(name);
        self.0.push(':');
    }

    fn quoted(&mut self, text: &str) {
        self.next();
        self.0.push('"');
        for character in text.chars() {
            match character {
                '"' | '\\' => self.0.extend(['\\', character]),
                // Writing to a string cannot fail.
                '\0'..' ' => drop(write!(self.0, "\\u{:04x}", u32::from(character))),
                _ => self.0.push(character),
            }
        }
        self.0.push('"');
    }

    /// A member that is a text.
    pub(crate) fn text(&mut self, name: &str, text: &str) {
        self.key(name);
        self.quoted(text);
    }

    /// A member that is a truth value or a whole number.
    pub(crate) fn plain(&mut self, name: &str, value: impl Display) {
        self.key(name);
        let _ = write!(self.0, "{value}");
    }

    /// A member that is a number, by the shortest decimal that reads back as the same; `null` for what JSON has no number for.
    pub(crate) fn number(&mut self, name: &str, value: f64) {
        self.key(name);
        self.digits(value);
    }

    fn digits(&mut self, value: impl Into<Shortest> + Into<f64> + Copy) {
        self.next();
        let wide: f64 = value.into();
        let shortest: Shortest = value.into();
        let _ = if wide.is_finite() { write!(self.0, "{shortest}") } else { write!(self.0, "null") };
        // Readers that tell integers from other numbers find it told.
        if wide.is_finite() && wide == wide.trunc() {
            self.0.push_str(".0");
        }
    }

    /// A member that is a list of numbers.
    pub(crate) fn numbers(&mut self, name: &str, numbers: &[impl Into<Shortest> + Into<f64> + Copy]) {
        self.brackets(name, |json| numbers.iter().for_each(|&number| json.digits(number)));
    }

    /// A member that is a list of texts.
    pub(crate) fn texts(&mut self, name: &str, texts: &[impl AsRef<str>]) {
        self.brackets(name, |json| texts.iter().for_each(|text| json.quoted(text.as_ref())));
    }

    /// A member that is a list of objects, one for each item.
    pub(crate) fn list<T>(&mut self, name: &str, items: &[T], mut members: impl FnMut(&mut Self, &T)) {
        self.brackets(name, |json| items.iter().for_each(|item| json.braces(|json| members(json, item))));
    }

    /// A member that is an object.
    pub(crate) fn inner(&mut self, name: &str, members: impl FnOnce(&mut Self)) {
        self.key(name);
        self.braces(members);
    }

    fn brackets(&mut self, name: &str, items: impl FnOnce(&mut Self)) {
        self.key(name);
        self.0.push('[');
        items(self);
        self.0.push(']');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let json = Json::object(|json| {
            json.text("a", "say \"φ\" or \\\n\u{1}");
            json.plain("b", true);
            json.numbers("c", &[1e-12, -3.5, f64::NAN, 1e300]);
            json.inner("d", |json| json.texts("e", &["one", ","]));
            json.list("f", &[1_u32, 2], |json, number| json.plain("n", number));
            json.number("g", f64::INFINITY);
            json.list::<u32>("h", &[], |_, _| {});
        });
        let read: serde_json::Value = serde_json::from_str(&json).unwrap();
        let expected = serde_json::json!({
            "a": "say \"φ\" or \\\n\u{1}", "b": true, "c": [1e-12, -3.5, null, 1e300], "d": { "e": ["one", ","] },
            "f": [{ "n": 1 }, { "n": 2 }], "g": null, "h": [],
        });
        assert_eq!(read, expected);
    }
}
