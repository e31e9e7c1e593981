//! The kinds of planes, by name.

/// How the two directions of a [`Plane`](super::Plane) were chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PlaneKind {
    /// Random, filter-normalised (Li et al. 2018).
    Random,
    /// The main directions of a path (PCA), centred on its last point.
    Path,
    /// The main directions of a path (PCA), centred on its mean.
    PathMean,
    /// From where a run started to where it is, and a random direction at right angles to that.
    Ends,
    /// The eigenvectors of the largest and the smallest curvature.
    Hessian,
    /// Two single weights.
    Weights,
    /// The only two parameters there are: nothing is left out.
    Exact,
}

impl PlaneKind {
    /// Every kind; the last one is no choice but a fact.
    pub const ALL: [Self; 7] =
        [Self::Random, Self::Path, Self::PathMean, Self::Ends, Self::Hessian, Self::Weights, Self::Exact];

    /// The kind called `name`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Its name towards the page.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Random => "random",
            Self::Path => "path",
            Self::PathMean => "path_mean",
            Self::Ends => "ends",
            Self::Hessian => "hessian",
            Self::Weights => "weights",
            Self::Exact => "exact",
        }
    }
}
