//! Reading JSON so that every complaint names its field.

use crate::error::{Error, Result};
use serde_json::Value;

/// A value of the case, with the way to it.
#[derive(Clone, Debug)]
pub(super) struct Input<'a> {
    path: String,
    value: &'a Value,
}

impl<'a> Input<'a> {
    /// The whole case.
    pub(super) fn root(value: &'a Value) -> Self {
        Self { path: String::new(), value }
    }

    pub(super) fn error(&self, problem: impl Into<String>) -> Error {
        Error::new(if self.path.is_empty() { "case" } else { &self.path }, problem)
    }

    fn path_to(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// The member called `key`; `None` if it is missing or null.
    pub(super) fn member(&self, key: &str) -> Result<Option<Input<'a>>> {
        let object = self.value.as_object().ok_or_else(|| self.error("must be an object"))?;
        let value = object.get(key).filter(|value| !value.is_null());
        Ok(value.map(|value| Input { path: self.path_to(key), value }))
    }

    pub(super) fn required(&self, key: &str) -> Result<Input<'a>> {
        self.member(key)?.ok_or_else(|| Error::new(self.path_to(key), "is missing"))
    }

    /// Complains about the first member that is not in `known`.
    pub(super) fn only(&self, known: &[&str]) -> Result<()> {
        let object = self.value.as_object().ok_or_else(|| self.error("must be an object"))?;
        match object.keys().find(|key| !known.contains(&key.as_str())) {
            Some(key) => Err(Error::new(self.path_to(key), format!("is unknown; known are {}", known.join(", ")))),
            None => Ok(()),
        }
    }

    pub(super) fn is_array(&self) -> bool {
        self.value.is_array()
    }

    pub(super) fn items(&self) -> Result<Vec<Input<'a>>> {
        let items = self.value.as_array().ok_or_else(|| self.error("must be a list"))?;
        let item = |(index, value)| Input { path: format!("{}[{index}]", self.path), value };
        Ok(items.iter().enumerate().map(item).collect())
    }

    pub(super) fn text(&self) -> Result<&'a str> {
        self.value.as_str().ok_or_else(|| self.error("must be a text"))
    }

    pub(super) fn flag(&self) -> Result<bool> {
        self.value.as_bool().ok_or_else(|| self.error("must be true or false"))
    }

    /// A finite number.
    pub(super) fn number(&self) -> Result<f64> {
        let number = self.value.as_f64().filter(|number| number.is_finite());
        number.ok_or_else(|| self.error("must be a finite number"))
    }

    /// A number that f32 can hold.
    pub(super) fn single(&self) -> Result<f32> {
        let number = self.number()? as f32;
        if number.is_finite() { Ok(number) } else { Err(self.error("must be a number up to 3.4e38")) }
    }

    /// A whole number of at most `max`.
    pub(super) fn count(&self, max: usize) -> Result<usize> {
        let number = self.number()?;
        if number >= 0.0 && number <= max as f64 && number == (number as usize) as f64 {
            return Ok(number as usize);
        }
        Err(self.error(format!("must be a whole number from 0 to {max}, got {number}")))
    }

    pub(super) fn numbers(&self) -> Result<Vec<f64>> {
        self.items()?.iter().map(Input::number).collect()
    }

    /// Numbers up to the largest that f32 can hold, not rounded to it.
    pub(super) fn numbers_of_single_size(&self) -> Result<Vec<f64>> {
        self.items()?.iter().map(|item| item.single().and_then(|_| item.number())).collect()
    }

    pub(super) fn singles(&self) -> Result<Vec<f32>> {
        self.items()?.iter().map(Input::single).collect()
    }

    /// One of `names` as read by `find`.
    pub(super) fn choice<T>(&self, find: impl Fn(&str) -> Option<T>, names: &[&str]) -> Result<T> {
        let name = self.text()?;
        find(name).ok_or_else(|| self.error(format!("must be one of {}, got {name:?}", names.join(", "))))
    }

    /// Puts this input's path before the field of an error that a constructor reported.
    pub(super) fn locate<T>(&self, result: Result<T>) -> Result<T> {
        result.map_err(|error| Error::new(self.path_to(&error.field), error.problem))
    }
}
