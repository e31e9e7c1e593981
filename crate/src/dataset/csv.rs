//! Comma-separated tables with a header line, in the form of RFC 4180: quoted cells, doubled quotes, LF or CRLF.
//!
//! The reader only cuts text into cells. Which column is a number, and what a missing value looks like, is the caller's
//! business. It knows nothing of files or networks.

use crate::error::{Error, Result};

/// A header and rows of cells, every row as long as the header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Column names, as written in the first line.
    pub columns: Vec<String>,
    /// The rows below it, in the order of the file; blank lines are left out.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// The number of the column called `name`.
    ///
    /// # Errors
    /// Names the column if there is none, and lists those that exist.
    pub fn column(&self, name: &str) -> Result<usize> {
        self.columns
            .iter()
            .position(|column| column == name)
            .ok_or_else(|| Error::new(name, format!("is not a column; there are {}", self.columns.join(", "))))
    }
}

/// Cuts `text` into a [`Table`]. Cost: one pass over the text.
///
/// # Errors
/// Names the line (counted from 1) where a row has another length than the header, or where a quote is not closed.
pub fn parse(text: &str) -> Result<Table> {
    let mut lines = Cells::new(text);
    let columns = lines.next().unwrap_or(Ok((1, Vec::new())))?.1;
    if columns.iter().all(String::is_empty) {
        return Err(Error::new("line 1", "must name the columns"));
    }
    let mut rows = Vec::new();
    for line in lines {
        let (number, cells) = line?;
        if cells.len() != columns.len() {
            let problem = format!("must have {} cells as the header has, got {}", columns.len(), cells.len());
            return Err(Error::new(format!("line {number}"), problem));
        }
        rows.push(cells);
    }
    Ok(Table { columns, rows })
}

/// Iterates over lines that are not blank, as `(line number, cells)`.
struct Cells<'a> {
    rest: &'a str,
    line: usize,
}

impl<'a> Cells<'a> {
    fn new(text: &'a str) -> Self {
        Self { rest: text.strip_prefix('\u{feff}').unwrap_or(text), line: 0 }
    }

    /// Reads a quoted cell whose opening quote is already gone; leaves the text behind its closing quote.
    fn quoted(&mut self) -> Result<String> {
        let first_line = self.line;
        let mut cell = String::new();
        loop {
            let Some(end) = self.rest.find('"') else {
                return Err(Error::new(format!("line {first_line}"), "has a quote that is not closed"));
            };
            cell.push_str(&self.rest[..end]);
            self.line += self.rest[..end].matches('\n').count();
            self.rest = &self.rest[end + 1..];
            match self.rest.strip_prefix('"') {
                Some(rest) => {
                    cell.push('"');
                    self.rest = rest;
                }
                None => return Ok(cell),
            }
        }
    }

    /// Reads one line, quoted line breaks included.
    fn cells(&mut self) -> Result<Vec<String>> {
        let mut cells = Vec::new();
        loop {
            let mut cell = String::new();
            if let Some(rest) = self.rest.strip_prefix('"') {
                self.rest = rest;
                cell = self.quoted()?;
            }
            let end = self.rest.find([',', '\n']).unwrap_or(self.rest.len());
            cell.push_str(self.rest[..end].trim_end_matches('\r'));
            cells.push(cell);
            let more = self.rest[end..].starts_with(',');
            self.rest = self.rest.get(end + 1..).unwrap_or("");
            if !more {
                return Ok(cells);
            }
        }
    }
}

impl Iterator for Cells<'_> {
    type Item = Result<(usize, Vec<String>)>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.rest.is_empty() {
            self.line += 1;
            let number = self.line;
            match self.cells() {
                Ok(cells) if cells.len() == 1 && cells[0].is_empty() => {}
                Ok(cells) => return Some(Ok((number, cells))),
                Err(error) => {
                    // What follows an open quote has no meaning.
                    self.rest = "";
                    return Some(Err(error));
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        parse(text).unwrap().rows
    }

    #[test]
    fn cells_lines_and_blank_lines() {
        let table = parse("a,b\n1,2\r\n\r\n3,\n").unwrap();
        assert_eq!(table.columns, ["a", "b"]);
        assert_eq!(table.rows, [["1", "2"], ["3", ""]]);
        assert_eq!(rows("a,b\n1,2"), rows("\u{feff}a,b\n1,2\n"));
    }

    #[test]
    fn quotes_protect_commas_quotes_and_line_breaks() {
        assert_eq!(rows("a,b\n\"x,\"\"y\"\"\",\"two\nlines\"\n"), [["x,\"y\"", "two\nlines"]]);
    }

    #[test]
    fn problems_name_their_line() {
        assert_eq!(parse("").unwrap_err().field, "line 1");
        assert_eq!(parse("a,b\n1,2\n3\n").unwrap_err().field, "line 3");
        assert_eq!(parse("a,b\n\"x\ny\",2\n1,2,3\n").unwrap_err().field, "line 4");
        assert_eq!(parse("a,b\n1,\"2\n").unwrap_err().field, "line 2");
    }

    #[test]
    fn an_unknown_column_is_named_with_those_that_exist() {
        let error = parse("a,b\n1,2").unwrap().column("c").unwrap_err();
        assert_eq!(error.to_string(), "c: is not a column; there are a, b");
    }
}
