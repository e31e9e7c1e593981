//! The sources of rows, and what each needs.

/// Where the rows come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DatasetKind {
    /// Palmer penguins: three species by their sizes (Gorman et al. 2014, CC0).
    Penguins,
    /// Palmer penguins: body mass by the other sizes, a regression.
    PenguinMass,
    /// Iris flowers: three species by petals and sepals (Fisher 1936, CC BY 4.0).
    Iris,
    /// Wine: three cultivars by chemical analysis (Aeberhard & Forina 1992, CC BY 4.0).
    Wine,
    /// Handwritten digits, 8×8 grey values (Alpaydin & Kaynak 1998, CC BY 4.0).
    Digits,
    /// A disc inside a ring.
    Circle,
    /// Two spiral arms.
    Spiral,
    /// Two half moons.
    Moons,
    /// Four squares, opposite ones alike.
    Xor,
    /// Two normal clouds.
    TwoGaussians,
    /// One normal cloud, labelled by chance.
    RandomLabels,
    /// A true but blurred sign of a person, and a sharp one, the chair, that holds everywhere but in the final exam.
    Chairs,
    /// One input, its sine with noise: a regression.
    Sine,
    /// An inclined plane over two inputs: a regression.
    Plane,
    /// Three hills and three hollows over two inputs: a regression.
    MultiGauss,
    /// A table that the user brings.
    Own,
}

impl DatasetKind {
    /// Every kind, in the order they are offered.
    pub const ALL: [Self; 16] = [
        Self::Penguins,
        Self::Circle,
        Self::Spiral,
        Self::Moons,
        Self::Xor,
        Self::TwoGaussians,
        Self::Iris,
        Self::Wine,
        Self::Digits,
        Self::RandomLabels,
        Self::Chairs,
        Self::PenguinMass,
        Self::Sine,
        Self::Plane,
        Self::MultiGauss,
        Self::Own,
    ];

    /// Its name in links and cases.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Penguins => "penguins",
            Self::PenguinMass => "penguin_mass",
            Self::Iris => "iris",
            Self::Wine => "wine",
            Self::Digits => "digits",
            Self::Circle => "circle",
            Self::Spiral => "spiral",
            Self::Moons => "moons",
            Self::Xor => "xor",
            Self::TwoGaussians => "two_gaussians",
            Self::RandomLabels => "random_labels",
            Self::Chairs => "chairs",
            Self::Sine => "sine",
            Self::Plane => "plane",
            Self::MultiGauss => "multi_gauss",
            Self::Own => "own",
        }
    }

    /// The kind called `name`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The file that must be given for it (see [`Dataset::with_file`](super::Dataset::with_file)) where the program does
    /// not carry it: without the feature `bundled-data`, as in the page's core, these are all tables but the penguins.
    #[must_use]
    pub const fn file(self) -> Option<&'static str> {
        match self {
            Self::Iris => Some("iris.csv"),
            Self::Wine => Some("wine.csv"),
            Self::Digits => Some("digits.csv"),
            Self::Own => Some("a table with a header line, the answer in its last column"),
            _ => None,
        }
    }
}

/// Which columns of a table become inputs. Synthetic data has only those it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Features {
    /// The two that separate the classes best, so that a picture can show them; one for a curve. All pixels of digits,
    /// which have no such two.
    Picture,
    /// Every measured column.
    All,
}

impl Features {
    /// Every choice.
    pub const ALL: [Self; 2] = [Self::Picture, Self::All];

    /// Its name in links and cases.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Picture => "picture",
            Self::All => "all",
        }
    }

    /// The choice called `name`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|features| features.name() == name)
    }
}
