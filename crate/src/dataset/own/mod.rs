//! A visitor's own table as it stands in a link: a small one itself, of a larger one its fingerprint.
//!
//! `1…` is a table inside: bits, six in a character, the lowest first. `0…` is a table that whoever opens the link must bring:
//! sixteen hexadecimal digits of its [`fingerprint`], `c` or `v` for what the answer is (a class, a value), and how the file was
//! read, which only the reader of files understands. A later version begins with another character. Checking allocates nothing
//! by what a text says before its counts are known to be small.

mod bits;
mod read;
mod write;

pub use write::{OwnTable, brought};

pub(crate) use read::is_table;

use super::rows::{Answers, Rows};
use super::table::{self, Answer, Columns};
use crate::error::{Error, Result};

/// Characters of a table in a link, at most: the rest of a usual experiment has room beside it in 2,000.
pub const MAX_TABLE_LENGTH: usize = 1500;

/// Rows of a table in a link, at most.
const MAX_ROWS: usize = 2000;

/// Columns of a table in a link, at most.
const MAX_INPUTS: usize = 64;

/// Classes of a table in a link, at most.
const MAX_CLASSES: usize = 100;

/// Characters of what says how a file was read.
const MAX_RECIPE: usize = 160;

/// What a text in a link says of a table.
enum Told {
    /// The table itself.
    Inside(Rows),
    /// It must be brought.
    Brought(Answer),
}

/// The rows of a visitor's table: those that the link holds, else those of the file.
///
/// # Errors
/// Names `file` if it is missing, or what the reader of tables finds in it.
pub(super) fn rows(own: &str, most_inputs: usize, file: Option<&[u8]>) -> Result<Rows> {
    let answer = match read::told(own) {
        Some(Told::Inside(rows)) => return Ok(narrowed(rows, most_inputs)),
        Some(Told::Brought(answer)) => answer,
        None => Answer::Either,
    };
    let file = file.ok_or_else(|| {
        Error::new(
            "file",
            "must be given for the data set own: a table with a header line, the answer in its last column",
        )
    })?;
    table::read(table::text(file)?, &Columns::LastIsTarget { inputs: most_inputs, answer })
}

/// The same rows with at most so many inputs.
fn narrowed(mut rows: Rows, most_inputs: usize) -> Rows {
    if rows.features > most_inputs {
        rows.inputs = rows.inputs.chunks_exact(rows.features).flat_map(|row| &row[..most_inputs]).copied().collect();
        rows.features = most_inputs;
        rows.feature_names.truncate(most_inputs);
    }
    rows
}

/// What the columns are called that nobody has named: inputs, the answer, classes.
fn usual_names(inputs: usize, answers: &Answers) -> (Vec<String>, &'static str, Vec<String>) {
    let numbered = (1..=inputs).map(|number| format!("x{number}")).collect();
    match answers {
        Answers::Values(_) => (numbered, "y", Vec::new()),
        Answers::Classes { names, .. } => (numbered, "class", usual_classes(names.len())),
    }
}

/// `A`, `B` and so on; numbers behind `Z`.
fn usual_classes(count: usize) -> Vec<String> {
    let letter = |class: usize| char::from(b'A' + class as u8).to_string();
    (0..count).map(|class| if class < 26 { letter(class) } else { class.to_string() }).collect()
}

/// A fingerprint of names, numbers and answers, the same however a file writes them (FNV-1a, 64 bits).
#[inline(never)]
fn fingerprint(rows: &Rows) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut take = |bytes: &[u8]| {
        for &byte in bytes {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    let classes: &[String] = if let Answers::Classes { names, .. } = &rows.answers { names } else { &[] };
    for name in rows.feature_names.iter().chain([&rows.target_name]).chain(classes) {
        take(name.as_bytes());
        take(&[0]);
    }
    rows.inputs.iter().for_each(|number| take(&number.to_bits().to_le_bytes()));
    match &rows.answers {
        Answers::Classes { labels, .. } => labels.iter().for_each(|label| take(&label.to_le_bytes())),
        Answers::Values(values) => values.iter().for_each(|value| take(&value.to_bits().to_le_bytes())),
    }
    format!("{hash:016x}")
}
