//! A visitor's own table, for the page's dialog and for points that are edited in a picture.

use crate::dataset::OwnTable;
use crate::error::Result;
use crate::json::Json;
use wasm_bindgen::prelude::wasm_bindgen;

/// A table as a link or a file holds it.
#[wasm_bindgen(js_name = OwnTable)]
#[derive(Debug)]
pub struct Table {
    table: OwnTable,
}

#[wasm_bindgen(js_class = OwnTable)]
impl Table {
    /// Reads the bytes of a table with a header line and the answer, a `class` or a `value`, in its last column.
    ///
    /// # Errors
    /// Names `file`, `answer`, or the line and column that cannot be read.
    pub fn from_file(file: &[u8], answer: &str) -> Result<Self> {
        Ok(Self { table: OwnTable::from_file(file, answer)? })
    }

    /// The table that a link's `table` holds.
    ///
    /// # Errors
    /// Names `table` if it holds none.
    pub fn from_text(text: &str) -> Result<Self> {
        Ok(Self { table: OwnTable::from_text(text)? })
    }

    /// What a link's `table` says to hold it; empty if it is too large for that.
    #[must_use]
    pub fn text(&self) -> String {
        self.table.to_text().unwrap_or_default()
    }

    /// Sixteen hexadecimal digits that change with any name, number or answer.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        self.table.fingerprint()
    }

    /// Inputs a row has.
    #[must_use]
    pub fn features(&self) -> usize {
        self.table.features()
    }

    /// All inputs, `[row][feature]`.
    #[must_use]
    pub fn inputs(&self) -> Vec<f64> {
        self.table.inputs().to_vec()
    }

    /// What belongs to each row: the number of its class, or a value.
    #[must_use]
    pub fn answers(&self) -> Vec<f64> {
        self.table.answers()
    }

    /// `{"names": […]}`: of the inputs, then of the answer, then of the classes if there are any.
    #[must_use]
    pub fn names(&self) -> String {
        Json::object(|json| json.texts("names", &self.table.names()))
    }

    /// The table as a CSV file.
    #[must_use]
    pub fn csv(&self) -> String {
        self.table.to_csv()
    }
}
