//! Real tables: which columns of them are inputs, and whether the program carries them.
//!
//! Source and licence of each file stand in `data/README.md`. The penguins are always inside, since they are the first
//! thing a visitor sees. The others are inside with the feature `bundled-data`; without it (the page's core, which must
//! be light) whoever asks for them hands in the file.

use super::kind::{DatasetKind, Features};
use super::own;
use super::rows::Rows;
use super::table::{self, Answer, Columns};
use crate::error::{Error, Result};

/// Palmer penguins (Gorman et al. 2014, CC0): 344 rows, 8 columns.
const PENGUINS: &str = include_str!("../../data/penguins.csv");

/// Sizes of the penguins, the pair of the best picture first.
const SIZES: [&str; 4] = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"];
/// What a penguin's mass is estimated from, the best one first.
const LENGTHS: [&str; 3] = ["flipper_length_mm", "bill_length_mm", "bill_depth_mm"];
/// Likewise for irises.
const PETALS: [&str; 4] = ["petal_length_cm", "petal_width_cm", "sepal_length_cm", "sepal_width_cm"];
/// Likewise for wines.
const CONTENTS: [&str; 13] = [
    "alcohol",
    "flavanoids",
    "malic_acid",
    "ash",
    "alcalinity_of_ash",
    "magnesium",
    "total_phenols",
    "nonflavanoid_phenols",
    "proanthocyanins",
    "colour_intensity",
    "hue",
    "od280_od315",
    "proline",
];
/// Grey values of a digit, 8×8.
const PIXELS: usize = 64;

/// The rows of a table, or `None` if `kind` is made from a formula. `own` is what a link says of a visitor's table.
///
/// # Errors
/// Names `file` if it must be given and is not, or is given and not needed, or is not UTF-8 text; otherwise what the
/// reader of tables finds in it.
pub(super) fn rows(kind: DatasetKind, features: Features, own: &str, file: Option<&[u8]>) -> Result<Option<Rows>> {
    let is_picture = features == Features::Picture;
    let named = |columns: &'static [&'static str], picture: usize, target, answer| Columns::Named {
        inputs: if is_picture { &columns[..picture] } else { columns },
        target,
        answer,
    };
    let columns = match kind {
        DatasetKind::Penguins => named(&SIZES, 2, "species", Answer::Class),
        DatasetKind::PenguinMass => named(&LENGTHS, 1, "body_mass_g", Answer::Value),
        DatasetKind::Iris => named(&PETALS, 2, "species", Answer::Class),
        DatasetKind::Wine => named(&CONTENTS, 2, "cultivar", Answer::Class),
        // No two pixels make a picture.
        DatasetKind::Digits => Columns::LastIsTarget { inputs: PIXELS, answer: Answer::Either },
        DatasetKind::Own => return own::rows(own, if is_picture { 2 } else { usize::MAX }, file).map(Some),
        _ => return if file.is_some() { Err(not_needed(kind)) } else { Ok(None) },
    };
    let text = match (file, inside(kind)) {
        (Some(_), _) if kind.file().is_none() => return Err(not_needed(kind)),
        (Some(file), _) => table::text(file)?,
        (None, Some(text)) => text,
        (None, None) => {
            let wanted = kind.file().unwrap_or_default();
            return Err(Error::new("file", format!("must be given for the data set {}: {wanted}", kind.name())));
        }
    };
    let rows = table::read(text, &columns)?;
    if kind == DatasetKind::Digits && rows.features != PIXELS {
        let problem = format!("must have {PIXELS} pixels and the digit in each line, got {} pixels", rows.features);
        return Err(Error::new("file", problem));
    }
    Ok(Some(rows))
}

fn not_needed(kind: DatasetKind) -> Error {
    let kinds = DatasetKind::ALL.into_iter().filter(|kind| kind.file().is_some());
    let names: Vec<&str> = kinds.map(DatasetKind::name).collect();
    let problem = format!("belongs to the data sets {}; {} takes none", names.join(", "), kind.name());
    Error::new("file", problem)
}

/// The table that the program carries, if it does.
fn inside(kind: DatasetKind) -> Option<&'static str> {
    match kind {
        DatasetKind::Penguins | DatasetKind::PenguinMass => Some(PENGUINS),
        #[cfg(feature = "bundled-data")]
        DatasetKind::Iris => Some(include_str!("../../data/iris.csv")),
        #[cfg(feature = "bundled-data")]
        DatasetKind::Wine => Some(include_str!("../../data/wine.csv")),
        #[cfg(feature = "bundled-data")]
        DatasetKind::Digits => Some(include_str!("../../data/digits.csv")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::rows::Answers;

    fn of(kind: DatasetKind, features: Features) -> Rows {
        rows(kind, features, "", None).unwrap().unwrap()
    }

    /// How many rows each class has, in the order of their names.
    fn counts(rows: &Rows) -> Vec<usize> {
        let Answers::Classes { labels, names } = &rows.answers else { panic!("classes expected") };
        (0..names.len()).map(|class| labels.iter().filter(|&&label| usize::from(label) == class).count()).collect()
    }

    /// Mean and population deviation of each column.
    fn statistics(rows: &Rows) -> Vec<[f64; 2]> {
        let count = (rows.inputs.len() / rows.features) as f64;
        let column = |feature: usize| rows.inputs.iter().skip(feature).step_by(rows.features);
        let of_column = |feature: usize| {
            let mean = column(feature).sum::<f64>() / count;
            [mean, (column(feature).map(|value| (value - mean).powi(2)).sum::<f64>() / count).sqrt()]
        };
        (0..rows.features).map(of_column).collect()
    }

    fn assert_close(got: &[[f64; 2]], expected: &[[f64; 2]]) {
        assert_eq!(got.len(), expected.len());
        for (got, expected) in got.iter().flatten().zip(expected.iter().flatten()) {
            // As many digits as the expected numbers were printed with.
            assert!((got - expected).abs() < 1e-7 * expected.abs().max(1.0), "{got} {expected}");
        }
    }

    #[test]
    fn penguins_are_complete() {
        let penguins = of(DatasetKind::Penguins, Features::Picture);
        let Answers::Classes { names, .. } = &penguins.answers else { panic!("classes expected") };
        assert_eq!(names, &["Adelie", "Chinstrap", "Gentoo"]);
        // 152, 68 and 124 birds, of which an Adelie and a Gentoo were not measured.
        assert_eq!((counts(&penguins), penguins.dropped), (vec![151, 68, 123], 2));
        assert_eq!(penguins.inputs[..2], [39.1, 18.7]);
        assert_eq!((penguins.features, of(DatasetKind::Penguins, Features::All).features), (2, 4));
    }

    #[test]
    fn the_mass_of_penguins_goes_with_their_flippers() {
        let penguins = of(DatasetKind::PenguinMass, Features::Picture);
        let Answers::Values(masses) = &penguins.answers else { panic!("values expected") };
        assert_eq!((penguins.target_name.as_str(), masses[0], penguins.inputs[0]), ("body_mass_g", 3750.0, 181.0));
        let count = masses.len() as f64;
        let mean = |values: &[f64]| values.iter().sum::<f64>() / count;
        let (flipper, mass) = (mean(&penguins.inputs), mean(masses));
        let product = |a: &[f64], a_mean: f64, b: &[f64], b_mean: f64| {
            a.iter().zip(b).map(|(a, b)| (a - a_mean) * (b - b_mean)).sum::<f64>()
        };
        let both = product(&penguins.inputs, flipper, masses, mass);
        let squares =
            product(&penguins.inputs, flipper, &penguins.inputs, flipper) * product(masses, mass, masses, mass);
        // R² of the straight line, 0.759 in the literature.
        assert!((both * both / squares - 0.759).abs() < 5e-4, "{}", both * both / squares);
        assert_eq!(of(DatasetKind::PenguinMass, Features::All).features, 3);
    }

    // Expected means and deviations: numpy 2 over sklearn.datasets of scikit-learn 1.9.1, not over these files.

    #[test]
    #[cfg(feature = "bundled-data")]
    fn iris_and_wine_have_the_known_statistics() {
        let iris = of(DatasetKind::Iris, Features::All);
        assert_eq!((counts(&iris), iris.dropped), (vec![50, 50, 50], 0));
        let expected =
            [[3.758, 1.75940407], [1.19933333, 0.75969263], [5.84333333, 0.82530129], [3.05733333, 0.43441097]];
        assert_close(&statistics(&iris), &expected);
        assert_close(&statistics(&of(DatasetKind::Iris, Features::Picture)), &expected[..2]);

        let wine = of(DatasetKind::Wine, Features::All);
        assert_eq!((counts(&wine), wine.features), (vec![59, 71, 48], 13));
        let expected = [[13.0006180, 0.809542915], [2.02926966, 0.996048950]];
        assert_close(&statistics(&of(DatasetKind::Wine, Features::Picture)), &expected);
        assert_close(&statistics(&wine)[12..], &[[746.893258, 314.021657]]);
    }

    #[test]
    #[cfg(feature = "bundled-data")]
    fn digits_are_all_there() {
        for features in Features::ALL {
            let digits = of(DatasetKind::Digits, features);
            assert_eq!(counts(&digits), [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]);
            assert_eq!((digits.features, digits.inputs.iter().sum::<f64>()), (64, 561_718.0));
            assert!(digits.inputs.iter().all(|grey| (0.0..=16.0).contains(grey) && grey.fract() == 0.0));
        }
    }

    #[test]
    fn a_file_stands_in_for_one_that_is_not_inside() {
        let file = b"petal_width_cm,petal_length_cm,species\n1,2,a\n3,4,b\n";
        let given = rows(DatasetKind::Iris, Features::Picture, "", Some(file)).unwrap().unwrap();
        assert_eq!(given.inputs, [2.0, 1.0, 4.0, 3.0]);
        let problem = |kind, file: Option<&[u8]>| rows(kind, Features::All, "", file).unwrap_err().to_string();
        let own = problem(DatasetKind::Own, None);
        assert!(own.starts_with("file: must be given for the data set own: a table with a header line"), "{own}");
        let sets = "iris, wine, digits, own";
        for kind in [DatasetKind::Penguins, DatasetKind::Circle] {
            let expected = format!("file: belongs to the data sets {sets}; {} takes none", kind.name());
            assert_eq!(problem(kind, Some(file)), expected);
        }
        let digits = problem(DatasetKind::Digits, Some(b"a,b,c\n1,2,3\n4,5,6\n"));
        assert_eq!(digits, "file: must have 64 pixels and the digit in each line, got 2 pixels");
        let garbled = problem(DatasetKind::Own, Some(b"x,y\n\xff"));
        assert_eq!(garbled, "file: must be UTF-8 text; the byte at 4 is not");
        assert!(problem(DatasetKind::Wine, Some(file)).starts_with("alcohol: is not a column; there are petal_width"));
        assert_eq!(rows(DatasetKind::Circle, Features::All, "", None), Ok(None));
    }

    #[test]
    fn every_file_has_its_source_and_licence() {
        let readme = include_str!("../../data/README.md");
        for file in ["penguins.csv", "iris.csv", "wine.csv", "digits.csv"] {
            let (_, section) = readme.split_once(&format!("\n## {file}\n")).expect(file);
            let section = section.split("\n## ").next().unwrap();
            for word in ["**Licence**", "**Source**", "**Cite**", "https://doi.org/10.", "creativecommons.org/"] {
                assert!(section.contains(word), "{file}: {word}");
            }
        }
    }
}
