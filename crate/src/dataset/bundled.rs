//! Real data that travels inside the program. Source and licence of each file stand in `data/README.md`.

use super::csv;
use super::rows::Rows;
use crate::error::Result;

/// Palmer penguins (Gorman et al. 2014, CC0): 344 rows, 8 columns.
const PENGUINS: &str = include_str!("../../data/penguins.csv");

/// How the penguin table writes "not measured".
const MISSING: &str = "NA";

/// Bill length and depth in millimetres, and the species (0 Adelie, 1 Chinstrap, 2 Gentoo).
///
/// # Errors
/// None with the bundled file; the reader's errors are passed on rather than hidden.
pub(super) fn penguins() -> Result<Rows> {
    class_table(PENGUINS, &["bill_length_mm", "bill_depth_mm"], "species")
}

/// Takes `features` as numbers and `target` as class names, numbered in alphabetical order. Rows where one of them is
/// missing are dropped and counted.
fn class_table(text: &str, features: &[&str], target: &str) -> Result<Rows> {
    let table = csv::parse(text)?;
    let columns = features.iter().map(|name| table.column(name)).collect::<Result<Vec<_>>>()?;
    let target = table.column(target)?;

    let mut class_names: Vec<String> = table.rows.iter().map(|row| row[target].clone()).collect();
    class_names.retain(|name| name != MISSING);
    class_names.sort_unstable();
    class_names.dedup();

    let mut rows = Rows {
        inputs: Vec::with_capacity(table.rows.len() * features.len()),
        features: features.len(),
        labels: Vec::with_capacity(table.rows.len()),
        dropped: 0,
        feature_names: features.iter().map(ToString::to_string).collect(),
        class_names,
    };
    for row in &table.rows {
        let numbers: Option<Vec<f64>> = columns.iter().map(|&column| number(&row[column])).collect();
        match (numbers, rows.class_names.binary_search(&row[target])) {
            (Some(numbers), Ok(class)) => {
                rows.inputs.extend(numbers);
                rows.labels.push(class as u16);
            }
            _ => rows.dropped += 1,
        }
    }
    Ok(rows)
}

/// A finite number, or `None` where the cell holds anything else.
fn number(cell: &str) -> Option<f64> {
    cell.trim().parse().ok().filter(|value: &f64| value.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn penguins_are_complete() {
        let rows = penguins().unwrap();
        assert_eq!(rows.class_names, ["Adelie", "Chinstrap", "Gentoo"]);
        // 152, 68 and 124 birds, of which an Adelie and a Gentoo were not measured.
        let count = |class| rows.labels.iter().filter(|&&label| label == class).count();
        assert_eq!([count(0), count(1), count(2), rows.dropped], [151, 68, 123, 2]);
        assert_eq!(rows.inputs[..2], [39.1, 18.7]);
        assert_eq!(rows.inputs.len(), 2 * 342);
    }

    #[test]
    fn missing_and_unreadable_cells_are_dropped_and_counted() {
        let rows = class_table("x,kind\n1,b\nNA,a\ntwo,b\n3,NA\n4,a\n", &["x"], "kind").unwrap();
        assert_eq!((rows.inputs, rows.labels, rows.dropped), (vec![1.0, 4.0], vec![1, 0], 3));
    }
}
