//! Comma-separated tables with a header line, in the form of RFC 4180: quoted cells, doubled quotes, LF or CRLF.
//!
//! The reader only cuts text into cells, one line at a time, and borrows them from the text: whatever a stranger's file
//! says, one line of cells is all it ever holds. Semicolons or tabs separate as well as commas; which of them is taken
//! from the header. Which column is a number, and what a missing value looks like, is the caller's business. It knows
//! nothing of files or networks.

use std::borrow::Cow;

use crate::error::{Error, Result};
use crate::math::decimal;

/// The most bytes of a table that are read: more than any lesson needs, and little for a browser's tab.
pub const MAX_BYTES: usize = 8 << 20;

/// The most columns a table may have.
pub const MAX_COLUMNS: usize = 256;

/// Names of columns that an error lists at most.
const LISTED: usize = 12;

/// A table read line by line.
#[derive(Debug)]
pub struct Reader<'a> {
    columns: Vec<String>,
    cells: Cells<'a>,
}

impl<'a> Reader<'a> {
    /// Reads the header. Cost of the header and all lines together: one pass over the text.
    ///
    /// # Errors
    /// Names `file` if there is more text than [`MAX_BYTES`], and `line 1` if it does not name 1 to [`MAX_COLUMNS`]
    /// columns. A first line that holds nothing but numbers is taken for a forgotten header.
    pub fn new(text: &'a str) -> Result<Self> {
        if text.len() > MAX_BYTES {
            let problem = format!("must have at most {MAX_BYTES} bytes, got {}", text.len());
            return Err(Error::new("file", problem));
        }
        let mut cells = Cells::new(text);
        let mut header = Vec::new();
        let number = cells.line_into(&mut header)?.unwrap_or(1);
        if header.iter().all(|cell| cell.trim().is_empty()) {
            return Err(Error::new(format!("line {number}"), "must name the columns"));
        }
        if header.iter().all(|cell| decimal::parse(cell.trim()).is_some()) {
            return Err(Error::new(format!("line {number}"), "must name the columns, got only numbers"));
        }
        let columns = header.iter().map(|cell| cell.trim().to_owned()).collect();
        Ok(Self { columns, cells })
    }

    /// Names of the columns, as written in the first line but for blanks around them.
    #[must_use]
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The number of the column called `name`.
    ///
    /// # Errors
    /// Names the column if there is none, and lists those that exist.
    pub fn column(&self, name: &str) -> Result<usize> {
        self.columns.iter().position(|column| column == name).ok_or_else(|| {
            let names: Vec<_> = self.columns.iter().take(LISTED).map(|column| shortened(column)).collect();
            let more = if self.columns.len() > LISTED { ", …" } else { "" };
            Error::new(name, format!("is not a column; there are {}{more}", names.join(", ")))
        })
    }

    /// Reads the next line that is not blank into `row`, which then is as long as the header. Returns its number,
    /// counted from 1, or `None` at the end.
    ///
    /// # Errors
    /// Names the line where a row has another length than the header or a quote is not closed. Nothing is read behind
    /// an error.
    pub fn next_into(&mut self, row: &mut Vec<Cow<'a, str>>) -> Result<Option<usize>> {
        let Some(number) = self.cells.line_into(row)? else { return Ok(None) };
        if row.len() != self.columns.len() {
            self.cells.rest = "";
            let problem = format!("must have {} cells as the header has, got {}", self.columns.len(), row.len());
            return Err(Error::new(format!("line {number}"), problem));
        }
        Ok(Some(number))
    }
}

/// Text of a stranger, cut to a length that fits into a message.
pub(super) fn shortened(text: &str) -> Cow<'_, str> {
    const LONGEST: usize = 40;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}

/// Cuts lines into cells.
#[derive(Debug)]
struct Cells<'a> {
    rest: &'a str,
    separator: char,
    /// The line that was read last.
    line: usize,
}

impl<'a> Cells<'a> {
    fn new(text: &'a str) -> Self {
        let rest = text.strip_prefix('\u{feff}').unwrap_or(text);
        let header = rest.trim_start_matches(['\r', '\n']).lines().next().unwrap_or("");
        let separator = [',', ';', '\t'].into_iter().find(|&separator| header.contains(separator)).unwrap_or(',');
        Self { rest, separator, line: 0 }
    }

    /// Reads the next line that is not blank, quoted line breaks included, and returns its number.
    fn line_into(&mut self, cells: &mut Vec<Cow<'a, str>>) -> Result<Option<usize>> {
        while !self.rest.is_empty() {
            self.line += 1;
            let number = self.line;
            cells.clear();
            if let Err(problem) = self.cells_into(cells) {
                // What follows has no meaning.
                self.rest = "";
                return Err(Error::new(format!("line {number}"), problem));
            }
            if cells.len() > 1 || cells.iter().any(|cell| !cell.trim().is_empty()) {
                return Ok(Some(number));
            }
        }
        Ok(None)
    }

    fn cells_into(&mut self, cells: &mut Vec<Cow<'a, str>>) -> std::result::Result<(), String> {
        loop {
            if cells.len() == MAX_COLUMNS {
                return Err(format!("must have at most {MAX_COLUMNS} cells"));
            }
            let quoted = match self.rest.strip_prefix('"') {
                Some(inside) => Some(self.quoted(inside)?),
                None => None,
            };
            let end = self.rest.find([self.separator, '\n']).unwrap_or(self.rest.len());
            let has_more = self.rest[end..].starts_with(self.separator);
            let plain = &self.rest[..end];
            let plain = if has_more { plain } else { plain.strip_suffix('\r').unwrap_or(plain) };
            self.rest = self.rest.get(end + 1..).unwrap_or("");
            cells.push(match quoted {
                Some(_) if !plain.trim().is_empty() => return Err("has text behind a closing quote".to_owned()),
                Some(cell) => cell,
                None => Cow::Borrowed(plain),
            });
            if !has_more {
                return Ok(());
            }
        }
    }

    /// Reads a quoted cell whose opening quote is already gone; leaves the text behind its closing quote.
    fn quoted(&mut self, inside: &'a str) -> std::result::Result<Cow<'a, str>, String> {
        let mut cell = Cow::Borrowed("");
        let mut rest = inside;
        loop {
            let Some(end) = rest.find('"') else { return Err("has a quote that is not closed".to_owned()) };
            self.line += rest[..end].matches('\n').count();
            // Most cells hold no quote of their own and stay where they are.
            if cell.is_empty() {
                cell = Cow::Borrowed(&rest[..end])
            } else {
                cell.to_mut().push_str(&rest[..end])
            }
            rest = &rest[end + 1..];
            let Some(behind) = rest.strip_prefix('"') else {
                self.rest = rest;
                return Ok(cell);
            };
            cell.to_mut().push('"');
            rest = behind;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Random, Stream};

    /// The header and all rows, as owned text.
    fn read(text: &str) -> Result<Vec<Vec<String>>> {
        let mut reader = Reader::new(text)?;
        let mut table = vec![reader.columns().to_vec()];
        let mut row = Vec::new();
        while reader.next_into(&mut row)?.is_some() {
            table.push(row.iter().map(ToString::to_string).collect());
        }
        Ok(table)
    }

    fn rows(text: &str) -> Vec<Vec<String>> {
        read(text).unwrap().split_off(1)
    }

    #[test]
    fn cells_lines_and_blank_lines() {
        assert_eq!(read("a, b\n1,2\r\n\r\n  \n3,\n").unwrap(), [["a", "b"], ["1", "2"], ["3", ""]]);
        assert_eq!(rows("a,b\n1,2"), rows("\u{feff}a,b\n1,2\n"));
        assert_eq!(rows("a\n1\n"), [["1"]]);
    }

    #[test]
    fn the_header_says_what_separates() {
        let wanted = [["1,5", "2"]];
        assert_eq!(rows("a;b\n1,5;2\n"), wanted);
        assert_eq!(rows("a\tb\r\n1,5\t2\r\n"), wanted);
        assert_eq!(rows("a,b;c\n\"1,5\",2\n"), wanted);
    }

    #[test]
    fn quotes_protect_commas_quotes_and_line_breaks() {
        assert_eq!(rows("a,b\n\"x,\"\"y\"\"\",\"two\nlines\"\n"), [["x,\"y\"", "two\nlines"]]);
        assert_eq!(rows("a,b\n\"\"\"x\",\"\"\n"), [["\"x", ""]]);
        assert_eq!(rows("a,b\nx\"y,2\n"), [["x\"y", "2"]]);
    }

    #[test]
    fn a_cell_without_a_doubled_quote_is_not_copied() {
        let mut reader = Reader::new("a,b\n\"x,y\",z\n").unwrap();
        let mut row = Vec::new();
        reader.next_into(&mut row).unwrap();
        assert!(row.iter().all(|cell| matches!(cell, Cow::Borrowed(_))));
    }

    #[test]
    fn problems_name_their_line() {
        let problem = |text: &str| read(text).unwrap_err().to_string();
        assert_eq!(problem(""), "line 1: must name the columns");
        assert_eq!(problem("\n,,\n1,2,3"), "line 2: must name the columns");
        assert_eq!(problem("5.1,3.5\n4.9,3.0\n"), "line 1: must name the columns, got only numbers");
        assert_eq!(problem("a,b\n1,2\n3\n"), "line 3: must have 2 cells as the header has, got 1");
        assert_eq!(problem("a,b\n\"x\ny\",2\n1,2,3\n"), "line 4: must have 2 cells as the header has, got 3");
        assert_eq!(problem("a,b\n1,\"2\n"), "line 2: has a quote that is not closed");
        assert_eq!(problem("a,b\n1,\"2\"3\n"), "line 2: has text behind a closing quote");
    }

    #[test]
    fn what_is_too_large_is_refused_before_it_is_held() {
        assert_eq!(read(&"a,".repeat(MAX_BYTES)).unwrap_err().field, "file");
        let wide = format!("a\n{}", ",".repeat(MAX_COLUMNS));
        assert_eq!(read(&wide).unwrap_err().to_string(), "line 2: must have at most 256 cells");
    }

    #[test]
    fn an_unknown_column_is_named_with_those_that_exist() {
        let error = Reader::new("a,b\n1,2").unwrap().column("c").unwrap_err();
        assert_eq!(error.to_string(), "c: is not a column; there are a, b");
        let many: Vec<String> = (0..20).map(|index| format!("{index}{}", "x".repeat(100))).collect();
        let error = Reader::new(&many.join(",")).unwrap().column("c").unwrap_err();
        assert!(error.problem.chars().count() < 600 && error.problem.ends_with(", …"), "{error}");
    }

    #[test]
    fn whatever_stands_there_is_read_or_refused() {
        let pieces = ["a", "1", ",", ";", "\t", "\"", "\"\"", "\n", "\r\n", "\r", " ", "学", "\u{feff}", "\0", "1e999"];
        let mut random = Random::new(1, Stream::Data);
        for _ in 0..5000 {
            let length = random.below(40);
            let text: String = (0..length).map(|_| pieces[random.below(pieces.len())]).collect();
            if let Ok(table) = read(&text) {
                assert!(table.iter().all(|row| row.len() == table[0].len()), "{text:?}");
            }
        }
    }
}
