//! From the text of a table to rows of numbers.

use std::borrow::Cow;

use super::csv::{self, Reader};
use super::rows::{Answers, Rows};
use crate::error::{Error, Result};
use crate::math::decimal;

/// The most rows a table may have.
pub(super) const MAX_ROWS: usize = 100_000;

/// The most classes a column may name.
const MAX_CLASSES: usize = 100;

/// A column of numbers with more different values than this is something to be estimated, not a class.
const FEW: usize = 20;

/// Squares of larger numbers leave the range of 64-bit numbers once they are added up.
const LARGEST: f64 = 1e100; // as the message says it: writing it by `{:e}` would bring 20 kB of code along

/// How a table writes "not measured"; so does an empty cell.
const MISSING: [&str; 2] = ["NA", "?"];

/// Which columns are read as what.
pub(super) enum Columns<'a> {
    /// Inputs by name, and the column of the answer.
    Named { inputs: &'a [&'a str], target: &'a str, answer: Answer },
    /// The last column is the answer, these first ones of the others are inputs.
    LastIsTarget { inputs: usize, answer: Answer },
}

/// What a column of answers holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Answer {
    /// Names of classes.
    Class,
    /// Numbers.
    Value,
    /// Numbers with a fraction, or more than [`FEW`] different ones, are values; anything else is classes.
    Either,
}

/// The bytes of a table as text.
///
/// # Errors
/// Names `file` if they are not UTF-8.
pub(super) fn text(file: &[u8]) -> Result<&str> {
    std::str::from_utf8(file)
        .map_err(|error| Error::new("file", format!("must be UTF-8 text; the byte at {} is not", error.valid_up_to())))
}

/// Reads `text` into rows. Rows where a wanted value is missing are left out and counted. Classes are numbered in
/// alphabetical order; where all their names are numbers, in that of the numbers.
///
/// Memory: eight bytes for each number that is used, so at most four times the text.
///
/// # Errors
/// Names the line and the column of a cell that is no number, the column of the answer if it names fewer than 2 or more
/// than [`MAX_CLASSES`] classes, or `file` if it has no complete row or more than [`MAX_ROWS`].
pub(super) fn read(text: &str, columns: &Columns<'_>) -> Result<Rows> {
    let mut reader = Reader::new(text)?;
    let (inputs, target, answer) = match *columns {
        Columns::Named { inputs, target, answer } => {
            let inputs = inputs.iter().map(|name| reader.column(name)).collect::<Result<Vec<_>>>()?;
            (inputs, reader.column(target)?, answer)
        }
        Columns::LastIsTarget { inputs, answer } => {
            let target = reader.columns().len() - 1;
            if target == 0 {
                return Err(Error::new("line 1", "must name at least two columns, the answer last"));
            }
            ((0..target.min(inputs)).collect(), target, answer)
        }
    };
    let names = |column: &usize| reader.columns()[*column].clone();
    let (feature_names, target_name): (Vec<_>, _) = (inputs.iter().map(names).collect(), names(&target));

    let mut numbers = Vec::new();
    let mut answers = Column::new(answer);
    let (mut rows, mut dropped) = (0_usize, 0);
    let mut cells = Vec::new();
    while let Some(line) = reader.next_into(&mut cells)? {
        if rows + dropped == MAX_ROWS {
            return Err(Error::new("file", format!("must have at most {MAX_ROWS} rows")));
        }
        if inputs.iter().chain([&target]).any(|&column| is_missing(&cells[column])) {
            dropped += 1;
            continue;
        }
        for (&column, name) in inputs.iter().zip(&feature_names) {
            numbers.push(number(&cells[column]).ok_or_else(|| not_a_number(line, name, &cells[column]))?);
        }
        answers.push(cells[target].trim()).map_err(|()| not_a_number(line, &target_name, &cells[target]))?;
        rows += 1;
    }
    if rows == 0 {
        let problem = format!("must have a row in which no value is missing; {dropped} rows have gaps");
        return Err(Error::new("file", problem));
    }
    let answers = answers.finish(&target_name)?;
    Ok(Rows { inputs: numbers, features: inputs.len(), answers, dropped, feature_names, target_name })
}

fn is_missing(cell: &str) -> bool {
    let cell = cell.trim();
    cell.is_empty() || MISSING.contains(&cell)
}

/// A number that can be calculated with, or `None` where the cell holds anything else.
fn number(cell: &str) -> Option<f64> {
    // Adding zero turns −0 into 0.
    decimal::parse(cell.trim()).filter(|value| value.abs() <= LARGEST).map(|value| value + 0.0)
}

fn not_a_number(line: usize, column: &str, cell: &str) -> Error {
    let place = format!("line {line}, column {}", csv::shortened(column));
    let got: Cow<'_, str> = csv::shortened(cell.trim());
    Error::new(place, format!("must be a number of at most 1e100 in size, or empty or NA, got {got}"))
}

/// The column of answers while it is read.
struct Column {
    answer: Answer,
    /// Different cells in the order they came; given up when there are too many of them to be classes.
    names: Vec<String>,
    labels: Vec<u16>,
    /// All cells as numbers, until one is none.
    values: Option<Vec<f64>>,
    has_fraction: bool,
    has_too_many_names: bool,
}

impl Column {
    fn new(answer: Answer) -> Self {
        let values = (answer != Answer::Class).then(Vec::new);
        Self { answer, names: vec![], labels: vec![], values, has_fraction: false, has_too_many_names: false }
    }

    fn push(&mut self, cell: &str) -> std::result::Result<(), ()> {
        let value = number(cell);
        if value.is_none() && self.answer == Answer::Value {
            return Err(());
        }
        self.has_fraction |= value.is_some_and(|value| value.trunc() != value);
        match (&mut self.values, value) {
            (Some(values), Some(value)) => values.push(value),
            _ => self.values = None,
        }
        if !self.has_too_many_names && self.answer != Answer::Value {
            let known = self.names.iter().position(|name| name == cell);
            self.has_too_many_names = known.is_none() && self.names.len() == MAX_CLASSES;
            if !self.has_too_many_names {
                self.labels.push(known.unwrap_or(self.names.len()) as u16);
                if known.is_none() {
                    self.names.push(cell.to_owned());
                }
            }
        }
        Ok(())
    }

    fn finish(self, name: &str) -> Result<Answers> {
        let is_value = match self.answer {
            Answer::Class => false,
            Answer::Value => true,
            Answer::Either => self.has_fraction || self.names.len() > FEW,
        };
        if let Some(values) = self.values.filter(|_| is_value) {
            return Ok(Answers::Values(values));
        }
        let column = || format!("column {}", csv::shortened(name));
        if self.has_too_many_names {
            return Err(Error::new(column(), format!("must name at most {MAX_CLASSES} classes")));
        }
        if let [only] = &self.names[..] {
            let problem = format!("must name at least two classes, got only {}", csv::shortened(only));
            return Err(Error::new(column(), problem));
        }
        Ok(sorted(&self.names, &self.labels))
    }
}

/// Numbers the classes by their names.
fn sorted(names: &[String], labels: &[u16]) -> Answers {
    let values: Option<Vec<f64>> = names.iter().map(|name| number(name)).collect();
    let is_before = |a: usize, b: usize| match &values {
        // The same number may be written in two ways.
        Some(values) => (values[a], a) < (values[b], b),
        None => names[a] < names[b],
    };
    // A class's number is how many stand before it. There are few, and a sorter is thousands of bytes of program.
    let place: Vec<usize> = (0..names.len()).map(|a| (0..names.len()).filter(|&b| is_before(b, a)).count()).collect();
    let mut in_order = vec![String::new(); names.len()];
    for (name, &place) in names.iter().zip(&place) {
        in_order[place].clone_from(name);
    }
    let labels = labels.iter().map(|&label| place[usize::from(label)] as u16).collect();
    Answers::Classes { labels, names: in_order }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(text: &str) -> Result<Rows> {
        read(text, &Columns::LastIsTarget { inputs: usize::MAX, answer: Answer::Either })
    }

    fn classes(text: &str) -> (Vec<u16>, Vec<String>) {
        match own(text).unwrap().answers {
            Answers::Classes { labels, names } => (labels, names),
            Answers::Values(_) => panic!("{text}: values"),
        }
    }

    #[test]
    fn missing_values_drop_their_row_and_are_counted() {
        let columns = Columns::Named { inputs: &["x"], target: "kind", answer: Answer::Class };
        let rows = read("x,kind,y\n1,b,NA\nNA,a,1\n,b,1\n3, ? ,1\n4,a,1\n", &columns).unwrap();
        assert_eq!((rows.inputs, rows.dropped, rows.target_name.as_str()), (vec![1.0, 4.0], 3, "kind"));
        let names = ["a", "b"].map(String::from).to_vec();
        assert_eq!(rows.answers, Answers::Classes { labels: vec![1, 0], names });
    }

    #[test]
    fn the_last_column_says_whether_it_names_classes_or_measures() {
        assert_eq!(classes("x,y\n1,b\n2,a\n"), (vec![1, 0], vec!["a".into(), "b".into()]));
        // Few whole numbers are classes, in the order of numbers.
        assert_eq!(classes("x,y\n1,10\n2,2\n"), (vec![1, 0], vec!["2".into(), "10".into()]));
        assert_eq!(own("x,y\n1,0.5\n2,1\n").unwrap().answers, Answers::Values(vec![0.5, 1.0]));
        let many: String = (0..=20).map(|row| format!("\n0,{row}")).collect();
        let values = (0..=20).map(f64::from).collect();
        assert_eq!(own(&format!("x,y{many}")).unwrap().answers, Answers::Values(values));
        assert_eq!(classes("x,y\n1,1.0\n2,1\n3,-1\n"), (vec![1, 2, 0], vec!["-1".into(), "1.0".into(), "1".into()]));
        // A word among them makes them all names.
        assert_eq!(classes("x,y\n1,0.5\n2,none\n").1, ["0.5", "none"]);
    }

    #[test]
    fn only_as_many_inputs_as_wanted_are_read() {
        let rows =
            read("a,b,c,y\n1,2,x,0\n3,4,x,1\n", &Columns::LastIsTarget { inputs: 2, answer: Answer::Either }).unwrap();
        assert_eq!((rows.inputs, rows.feature_names), (vec![1.0, 2.0, 3.0, 4.0], vec!["a".into(), "b".into()]));
    }

    #[test]
    fn what_cannot_be_used_is_named_by_line_and_column() {
        let problem = |text: &str| own(text).unwrap_err().to_string();
        let wanted = "must be a number of at most 1e100 in size, or empty or NA, got";
        for bad in ["red", "NaN", "inf", "-1e101", "1 2"] {
            assert_eq!(problem(&format!("x,y\n1,a\n{bad},b\n")), format!("line 3, column x: {wanted} {bad}"));
        }
        assert_eq!(problem("x,y\n1,a\n2,a\n"), "column y: must name at least two classes, got only a");
        assert_eq!(problem("x,y\n,a\n2,\n"), "file: must have a row in which no value is missing; 2 rows have gaps");
        assert_eq!(problem("x\n1\n"), "line 1: must name at least two columns, the answer last");
        let many: String = (0..=100).map(|row| format!("\n0,n{row}")).collect();
        assert_eq!(problem(&format!("x,y{many}")), "column y: must name at most 100 classes");
        let long = "z".repeat(1000);
        assert!(problem(&format!("{long},y\n{long},b\n")).chars().count() < 200);

        let columns = Columns::Named { inputs: &["x"], target: "y", answer: Answer::Value };
        let error = read("x,y\n1,2\n1,heavy\n", &columns).unwrap_err();
        assert_eq!(error.to_string(), format!("line 3, column y: {wanted} heavy"));
        let rows = format!("x,y\n{}", "1,2\n".repeat(MAX_ROWS + 1));
        assert_eq!(problem(&rows), "file: must have at most 100000 rows");
    }
}
