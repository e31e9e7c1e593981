//! Residual blocks: which layers a skip goes around, and how strongly the layer is added.

/// Where a skip starts and ends. The skip has no parameters: every kind reads the same flat vector as the plain network.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ResidualKind {
    /// z_l = W_l φ(z_{l−1}) + b_l: the plain network.
    #[default]
    None,
    /// z_l = z_{l−1} + α (W_l φ(z_{l−1}) + b_l) for hidden layers l ≥ 2 as wide as the one before (He et al. 2016b, one
    /// layer a block).
    Preact,
    /// h_l = h_{l−1} + α φ(W_l h_{l−1} + b_l) for hidden layers l ≥ 2 as wide as the one before.
    Postact,
    /// z_{l+1} = z_{l−1} + α (W_{l+1} φ(W_l φ(z_{l−1}) + b_l) + b_{l+1}) for the pairs (2, 3), (4, 5)… of hidden layers
    /// that come back to the width they started from (He et al. 2016b).
    Preact2,
}

impl ResidualKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::None, Self::Preact, Self::Postact, Self::Preact2];

    /// The name used in specs and reference cases.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Preact => "preact",
            Self::Postact => "postact",
            Self::Preact2 => "preact2",
        }
    }

    /// The kind of that [`ResidualKind::name`].
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// The factor α of what a block adds to its skip; B is the number of blocks.
#[derive(Clone, Debug, PartialEq)]
pub enum Alpha {
    /// The same number for every block; 1 is the sum of the article.
    Value(f32),
    /// 1/√B: activations and gradients stay within a factor e at any depth.
    InverseSqrtBlocks,
    /// 1/B: the blocks add almost nothing at initialisation.
    InverseBlocks,
    /// One number for each block, in order.
    PerBlock(Vec<f32>),
}

impl Alpha {
    /// α of each of `blocks` blocks. [`super::Mlp::new`] has checked the length of [`Alpha::PerBlock`].
    pub(crate) fn values(&self, blocks: usize) -> Vec<f32> {
        let count = blocks.max(1) as f64;
        match self {
            Self::Value(value) => vec![*value; blocks],
            Self::InverseSqrtBlocks => vec![(1.0 / count.sqrt()) as f32; blocks],
            Self::InverseBlocks => vec![(1.0 / count) as f32; blocks],
            Self::PerBlock(values) => values.clone(),
        }
    }
}

/// The residual part of a network's configuration.
#[derive(Clone, Debug, PartialEq)]
pub struct Residual {
    /// Where the skips are.
    pub kind: ResidualKind,
    /// How strongly the layers are added.
    pub alpha: Alpha,
    /// Whether α is trained: then one parameter a block stands at the end of the flat vector, and
    /// [`Residual::alpha`] says where it starts.
    pub learn_alpha: bool,
}

impl Default for Residual {
    fn default() -> Self {
        Self { kind: ResidualKind::None, alpha: Alpha::Value(1.0), learn_alpha: false }
    }
}

/// How the result of one layer is joined with what came before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Join {
    /// The layer's result replaces what came before.
    Plain,
    /// z_l = z_from + α·(W h + b), `from` the number of an earlier layer.
    SkipSum { from: usize, block: usize },
    /// h_l = h_{l−1} + α·φ(z_l).
    SkipHidden { block: usize },
}

impl Join {
    /// The join of each layer (index 0 = first layer) for layer widths n_0 … n_D.
    pub(crate) fn plan(kind: ResidualKind, widths: &[usize]) -> Vec<Self> {
        let depth = widths.len() - 1;
        let mut joins = vec![Self::Plain; depth];
        let mut block = 0;
        let mut next_block = || {
            block += 1;
            block - 1
        };
        match kind {
            ResidualKind::None => {}
            ResidualKind::Preact => {
                for layer in (2..depth).filter(|&layer| widths[layer] == widths[layer - 1]) {
                    joins[layer - 1] = Self::SkipSum { from: layer - 1, block: next_block() };
                }
            }
            ResidualKind::Postact => {
                for layer in (2..depth).filter(|&layer| widths[layer] == widths[layer - 1]) {
                    joins[layer - 1] = Self::SkipHidden { block: next_block() };
                }
            }
            ResidualKind::Preact2 => {
                for layer in (3..depth).step_by(2).filter(|&layer| widths[layer] == widths[layer - 2]) {
                    joins[layer - 1] = Self::SkipSum { from: layer - 2, block: next_block() };
                }
            }
        }
        joins
    }

    pub(crate) fn block(self) -> Option<usize> {
        match self {
            Self::Plain => None,
            Self::SkipSum { block, .. } | Self::SkipHidden { block } => Some(block),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined_layers(kind: ResidualKind, widths: &[usize]) -> Vec<usize> {
        let joins = Join::plan(kind, widths);
        (1..widths.len()).filter(|&layer| joins[layer - 1] != Join::Plain).collect()
    }

    #[test]
    fn skips_go_around_equal_widths_only() {
        assert_eq!(joined_layers(ResidualKind::Preact, &[2, 4, 4, 3, 3, 1]), [2, 4]);
        assert_eq!(joined_layers(ResidualKind::Postact, &[4, 4, 4, 4]), [2]);
        assert_eq!(joined_layers(ResidualKind::None, &[4, 4, 4, 4]), [0; 0]);
    }

    #[test]
    fn pairs_start_at_the_second_layer_and_stay_below_the_last() {
        assert_eq!(joined_layers(ResidualKind::Preact2, &[2, 4, 4, 4, 4, 4, 1]), [3, 5]);
        assert_eq!(joined_layers(ResidualKind::Preact2, &[2, 4, 4, 4, 4, 1]), [3]);
        assert_eq!(joined_layers(ResidualKind::Preact2, &[2, 4, 9, 4, 4, 1]), [3]);
        assert_eq!(joined_layers(ResidualKind::Preact2, &[2, 4, 4, 1]), [0; 0]);
    }

    #[test]
    fn alpha_follows_the_number_of_blocks() {
        assert_eq!(Alpha::InverseSqrtBlocks.values(4), [0.5; 4]);
        assert_eq!(Alpha::InverseBlocks.values(4), [0.25; 4]);
        assert_eq!(Alpha::Value(0.1).values(0), [0.0; 0]);
    }
}
