//! The one place where what goes wrong becomes an exception, and where numbers and texts of JavaScript are taken in.

use crate::error::Error;
#[cfg(any(feature = "drawings", feature = "engine", feature = "networks", feature = "verify"))]
use crate::error::Result;
#[cfg(feature = "verify")]
use crate::experiment::{Spec, decode_link};
#[cfg(any(feature = "engine", feature = "networks"))]
use crate::json::Shortest;
use js_sys::WebAssembly::RuntimeError;
#[cfg(feature = "drawings")]
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

/// The largest integer up to which a number of JavaScript counts without gaps.
#[cfg(any(feature = "engine", feature = "networks"))]
const MAX_SAFE_INTEGER: f64 = 9_007_199_254_740_991.0;

/// Thrown wherever a function of the boundary returns an error.
impl From<Error> for JsValue {
    fn from(error: Error) -> Self {
        js_sys::Error::new(&error.to_string()).into()
    }
}

/// Ends a panic as an exception that says what happened and where, instead of the bare "unreachable" of a trap.
///
/// It is of the same type as a trap, so that the host has one thing to look for. What the panic has left half done stays
/// so, in both cases.
pub(super) fn throw_panic(message: &str) {
    wasm_bindgen::throw_val(RuntimeError::new(message).into());
}

/// A count that comes as a JavaScript number.
#[cfg(any(feature = "engine", feature = "networks"))]
pub(super) fn count(field: &str, value: f64) -> Result<u64> {
    if value.trunc() == value && (0.0..=MAX_SAFE_INTEGER).contains(&value) {
        Ok(value as u64)
    } else {
        Err(Error::new(field, format!("must be a whole number from 0, got {}", Shortest::from(value))))
    }
}

/// The experiment of a link of which everything is accepted.
#[cfg(feature = "verify")]
pub(super) fn checked_link(link: &str) -> Result<Spec> {
    let (spec, problems) = decode_link(link);
    match problems.first() {
        None => Ok(spec),
        Some(problem) => {
            Err(Error::new(&problem.field, format!("{} in the link, got {}", problem.kind.name(), problem.got)))
        }
    }
}

/// One JSON object, named `field` in errors.
#[cfg(feature = "drawings")]
pub(super) fn object<T: DeserializeOwned>(field: &str, text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| Error::new(field, error.to_string()))
}
