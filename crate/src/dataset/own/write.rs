//! From rows to the text in a link, and back to a file: what the page's dialog needs and a run does not.

use super::bits::{Writer, width_of};
use super::{
    Answer, Answers, Columns, MAX_CLASSES, MAX_INPUTS, MAX_ROWS, MAX_TABLE_LENGTH, Rows, Told, fingerprint, read,
    table, usual_names,
};
use crate::error::{Error, Result};
use std::fmt::Write as _;

/// A visitor's own table, outside a run.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnTable {
    rows: Rows,
}

impl OwnTable {
    /// Reads the bytes of a table with a header line and the answer in its last column; `answer` is `class` or `value`.
    ///
    /// # Errors
    /// As [`Dataset::with_file`](super::super::Dataset::with_file); names `answer` if it is another word.
    pub fn from_file(file: &[u8], answer: &str) -> Result<Self> {
        let answer = match answer {
            "class" => Answer::Class,
            "value" => Answer::Value,
            _ => return Err(Error::new("answer", format!("must be class or value, got {answer}"))),
        };
        let columns = Columns::LastIsTarget { inputs: usize::MAX, answer };
        Ok(Self { rows: table::read(table::text(file)?, &columns)? })
    }

    /// The table that a text of a link holds.
    ///
    /// # Errors
    /// Names `table` if the text holds none.
    pub fn from_text(text: &str) -> Result<Self> {
        match read::told(text) {
            Some(Told::Inside(rows)) => Ok(Self { rows }),
            _ => Err(Error::new("table", "must be a table inside a link")),
        }
    }

    /// The text that holds it in a link; `None` if it is too large, or has numbers of more than 15 digits.
    #[must_use]
    pub fn to_text(&self) -> Option<String> {
        let Rows { inputs, features, answers, feature_names, target_name, .. } = &self.rows;
        let count = inputs.len() / features;
        let classes: &[String] = if let Answers::Classes { names, .. } = answers { names } else { &[] };
        if *features > MAX_INPUTS || count > MAX_ROWS || classes.len() > MAX_CLASSES {
            return None;
        }
        let mut writer = Writer::default();
        writer.count(features - 1);
        writer.count(classes.len());
        let (usual, target, usual_classes) = usual_names(*features, answers);
        if *feature_names == usual && target_name == target && *classes == usual_classes[..] {
            writer.bits(0, 1);
        } else {
            writer.bits(1, 1);
            for name in feature_names.iter().chain([target_name]).chain(classes) {
                writer.name(name)?;
            }
        }
        writer.count(count - 1);
        for column in 0..*features {
            let numbers: Vec<f64> = inputs.iter().skip(column).step_by(*features).copied().collect();
            writer.numbers(&numbers)?;
        }
        match answers {
            Answers::Values(values) => writer.numbers(values)?,
            Answers::Classes { labels, names } => {
                let width = width_of(names.len() as u64 - 1);
                labels.iter().for_each(|&label| writer.bits(u64::from(label), width));
            }
        }
        let text = format!("1{}", writer.finish());
        (text.len() <= MAX_TABLE_LENGTH).then_some(text)
    }

    /// Sixteen hexadecimal digits that change with any name, number or answer.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        fingerprint(&self.rows)
    }

    /// Inputs a row has.
    #[must_use]
    pub fn features(&self) -> usize {
        self.rows.features
    }

    /// All inputs, `[row][feature]`.
    #[must_use]
    pub fn inputs(&self) -> &[f64] {
        &self.rows.inputs
    }

    /// What belongs to each row: the number of its class, or a value.
    #[must_use]
    pub fn answers(&self) -> Vec<f64> {
        match &self.rows.answers {
            Answers::Classes { labels, .. } => labels.iter().map(|&label| f64::from(label)).collect(),
            Answers::Values(values) => values.clone(),
        }
    }

    /// Names of the inputs, then of the answer, then of the classes if it has any.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let classes: &[String] = if let Answers::Classes { names, .. } = &self.rows.answers { names } else { &[] };
        self.rows.feature_names.iter().chain([&self.rows.target_name]).chain(classes).cloned().collect()
    }

    /// The table as a file that reads back as the same rows.
    #[must_use]
    pub fn to_csv(&self) -> String {
        let Rows { inputs, features, answers, feature_names, target_name, .. } = &self.rows;
        let names: Vec<String> = feature_names.iter().chain([target_name]).map(|name| quoted(name)).collect();
        let mut csv = names.join(",") + "\n";
        for (row, numbers) in inputs.chunks_exact(*features).enumerate() {
            for number in numbers {
                // Writing to a string cannot fail.
                let _ = write!(csv, "{number},");
            }
            match answers {
                Answers::Values(values) => drop(write!(csv, "{}", values[row])),
                Answers::Classes { labels, names } => csv += &quoted(&names[usize::from(labels[row])]),
            }
            csv.push('\n');
        }
        csv
    }
}

/// A cell of a file.
fn quoted(cell: &str) -> String {
    if cell.contains(['"', ',', ';', '\t', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// What takes the place of a table that has no room in a link: that it must be brought. Other texts stay.
#[must_use]
pub fn brought(text: &str) -> String {
    match read::told(text) {
        Some(Told::Inside(rows)) => {
            let answer = if matches!(rows.answers, Answers::Values(_)) { 'v' } else { 'c' };
            format!("0{}{answer}", fingerprint(&rows))
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{MAX_TABLE_LENGTH, is_table, rows};
    use super::*;
    use crate::random::{Random, Stream};

    /// A table of whatever a visitor may bring, small enough for a link or not.
    fn random_csv(random: &mut Random, answer: &str) -> String {
        let (features, count) = (1 + random.below(4), 3 + random.below(120));
        let odd = ["plain", "学习率", "a,b", "say \"x\"", "two\nlines", "x1"];
        let mut csv = String::new();
        for column in 0..features {
            let name = if random.below(2) == 0 {
                format!("x{}", column + 1)
            } else {
                format!("{column}{}", odd[random.below(6)])
            };
            csv += &format!("{},", quoted(&name));
        }
        csv += "class\n";
        for row in 0..count {
            for _ in 0..features {
                let digits = 10_f64.powi(random.below(6) as i32);
                csv += &format!("{},", (random.uniform_in(-50.0, 50.0) * digits).round() / digits);
            }
            // Every class at least once.
            let class = if row < 3 { row } else { random.below(3) };
            csv += &if answer == "class" { quoted(odd[class]) } else { format!("{}", random.below(9)) };
            csv.push('\n');
        }
        csv
    }

    #[test]
    fn a_table_in_a_link_is_the_table_of_the_file() {
        let mut random = Random::new(8, Stream::Data);
        let (mut inside, mut outside) = (0, 0);
        for round in 0..600 {
            let answer = if round % 2 == 0 { "class" } else { "value" };
            let csv = random_csv(&mut random, answer);
            let table = OwnTable::from_file(csv.as_bytes(), answer).unwrap();
            assert_eq!(OwnTable::from_file(table.to_csv().as_bytes(), answer).as_ref(), Ok(&table), "{csv}");
            let Some(text) = table.to_text() else {
                outside += 1;
                continue;
            };
            inside += 1;
            assert!(text.len() <= MAX_TABLE_LENGTH && is_table(&text), "{text}");
            assert_eq!(OwnTable::from_text(&text).as_ref(), Ok(&table), "{csv}");
            assert_eq!(OwnTable::from_text(&text).unwrap().to_text(), Some(text.clone()));
            // Whoever brings the file has the same rows, told by the same fingerprint.
            let told = brought(&text);
            assert!(is_table(&told) && told.contains(&table.fingerprint()));
            let brought = rows(&told, usize::MAX, Some(csv.as_bytes())).unwrap();
            assert_eq!(brought, rows(&text, usize::MAX, None).unwrap());
        }
        assert!(inside > 200 && outside > 50, "{inside} {outside}");
    }

    /// Links are for ever: these were written by the first version.
    #[test]
    fn old_tables_read_as_they_did() {
        for (text, told, csv, answer) in [
            (
                "1BxydpRGdoZQrs0ODN6IrlmbkREjt6KbIXZkdCDtQ9AFau8ABFSOoqA",
                "a535f1c3a7bfdfa8",
                "width,height,kind\n1.5,2,red\n2,3,blue\n0.5,1,red\n1,4,blue\n2.5,2,red\n3,1,blue\n1,1,red\n2,2,blue\n",
                "class",
            ),
            (
                "1AgSkQLAEEDSlF-DooAUolW",
                "c543f796ca8651c2",
                "x1,y\n-1,0.5\n-0.6,0.1\n-0.2,-0.3\n0.2,-0.25\n0.6,0.15\n1,0.6\n",
                "value",
            ),
        ] {
            let table = OwnTable::from_text(text).unwrap();
            assert_eq!((table.to_csv().as_str(), table.fingerprint().as_str()), (csv, told));
            assert_eq!(OwnTable::from_file(csv.as_bytes(), answer).unwrap().to_text().as_deref(), Some(text));
        }
    }

    #[test]
    fn four_hundred_drawn_points_fit_into_a_link() {
        let mut random = Random::new(2, Stream::Data);
        let mut csv = String::from("x1,x2,class\n");
        for row in 0..400 {
            let place = |random: &mut Random| (f64::from(random.below(201) as u32) - 100.0) / 100.0;
            csv += &format!("{},{},{}\n", place(&mut random), place(&mut random), ["A", "B", "C", "D"][row % 4]);
        }
        let text = OwnTable::from_file(csv.as_bytes(), "class").unwrap().to_text().unwrap();
        assert!(text.len() < 1250, "{}", text.len());
    }

    #[test]
    fn a_broken_text_is_no_table_and_harms_nobody() {
        let mut random = Random::new(4, Stream::Data);
        let whole = OwnTable::from_file(b"x1,x2,class\n1,2,A\n3,4,B\n0.5,1,A\n", "class").unwrap().to_text().unwrap();
        for length in 0..whole.len() {
            assert!(!is_table(&whole[..length]), "{length}");
        }
        assert!(!is_table(&format!("{whole}A")));
        let alphabet: Vec<char> = "01ABCxyz019-_.cv#é\0".chars().collect();
        let mut accepted = 0;
        for _ in 0..60_000 {
            let length = random.below(60);
            let text: String = (0..length).map(|_| alphabet[random.below(alphabet.len())]).collect();
            for text in [text.clone(), format!("1{text}"), format!("0{text}")] {
                if is_table(&text) && text.starts_with('1') {
                    accepted += 1;
                    let table = OwnTable::from_text(&text).unwrap();
                    assert!(table.inputs().len() <= MAX_ROWS * MAX_INPUTS);
                    assert_eq!(table.answers().len() * table.features(), table.inputs().len());
                }
            }
        }
        // Rows that are all the same take no bits, so short tables exist.
        assert!(accepted < 30_000, "{accepted}");
        assert!(is_table("00123456789abcdefc") && is_table("00123456789abcdefvi0-3.t4.l2000"));
        for bad in ["", "0", "1", "2AAAA", "00123456789abcdef", "00123456789abcdeFc", "00123456789abcdefc/", "é"] {
            assert!(!is_table(bad), "{bad}");
        }
        assert!(!is_table(&format!("1{}", "A".repeat(MAX_TABLE_LENGTH))));
    }
}
