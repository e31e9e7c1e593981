//! Initial parameters.

use super::Mlp;
use crate::random::Random;

/// How the first weights are drawn. Biases are zero except for [`Init::FanInUniform`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Init {
    /// N(0, 2 / (fan_in + fan_out)) (Glorot & Bengio 2010)
    XavierNormal,
    /// U(±√(6 / (fan_in + fan_out))): the same variance as [`Init::XavierNormal`]
    XavierUniform,
    /// N(0, 1 / fan_in) (LeCun et al. 1998)
    LecunNormal,
    /// U(±√(3 / fan_in)): the same variance as [`Init::LecunNormal`]
    LecunUniform,
    /// N(0, 2 / fan_in) (He et al. 2015)
    HeNormal,
    /// U(±√(6 / fan_in)): the same variance as [`Init::HeNormal`]
    HeUniform,
    /// U(±1 / √fan_in) for weights and biases: what PyTorch's `Linear` does
    FanInUniform,
    /// U(0, 1): all weights positive, so that each layer multiplies its mean by fan_in / 2
    UnitUniform,
    /// All weights 0: hidden units stay alike for ever
    Zeros,
    /// N(0, variance / fan_in)
    ScaledNormal {
        /// σ_w² of mean-field theory.
        variance: f32,
    },
    /// Rows (or columns, whichever are fewer) orthonormal (Saxe et al. 2014)
    Orthogonal,
}

impl Init {
    /// Every initialisation; [`Init::ScaledNormal`] with variance 1.
    pub const ALL: [Self; 11] = [
        Self::XavierNormal,
        Self::XavierUniform,
        Self::LecunNormal,
        Self::LecunUniform,
        Self::HeNormal,
        Self::HeUniform,
        Self::FanInUniform,
        Self::UnitUniform,
        Self::Zeros,
        Self::ScaledNormal { variance: 1.0 },
        Self::Orthogonal,
    ];

    /// The name used in specs and links.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::XavierNormal => "xavier_normal",
            Self::XavierUniform => "xavier_uniform",
            Self::LecunNormal => "lecun_normal",
            Self::LecunUniform => "lecun_uniform",
            Self::HeNormal => "he_normal",
            Self::HeUniform => "he_uniform",
            Self::FanInUniform => "fan_in_uniform",
            Self::UnitUniform => "unit_uniform",
            Self::Zeros => "zeros",
            Self::ScaledNormal { .. } => "scaled_normal",
            Self::Orthogonal => "orthogonal",
        }
    }

    /// The initialisation of that [`Init::name`].
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|init| init.name() == name)
    }

    /// A flat parameter vector for `mlp`. Weights are drawn layer by layer, row by row; the residual kind draws nothing,
    /// so the plain and the residual network of one seed start from the same weights. Learned α start at the
    /// configuration's values.
    #[must_use]
    pub fn initialise(self, mlp: &Mlp, random: &mut Random) -> Vec<f32> {
        let mut params = vec![0.0; mlp.param_count()];
        for layer in mlp.layers() {
            let (fan_in, fan_out) = (layer.fan_in as f64, layer.fan_out as f64);
            let weights = &mut params[layer.weights.clone()];
            match self {
                Self::XavierNormal => fill_normal(weights, 2.0 / (fan_in + fan_out), random),
                Self::XavierUniform => fill_uniform(weights, (6.0 / (fan_in + fan_out)).sqrt(), random),
                Self::LecunNormal => fill_normal(weights, 1.0 / fan_in, random),
                Self::LecunUniform => fill_uniform(weights, (3.0 / fan_in).sqrt(), random),
                Self::HeNormal => fill_normal(weights, 2.0 / fan_in, random),
                Self::HeUniform => fill_uniform(weights, (6.0 / fan_in).sqrt(), random),
                Self::FanInUniform => {
                    let bound = 1.0 / fan_in.sqrt();
                    fill_uniform(weights, bound, random);
                    fill_uniform(&mut params[layer.biases.clone()], bound, random);
                }
                Self::UnitUniform => weights.fill_with(|| random.uniform() as f32),
                Self::Zeros => {}
                Self::ScaledNormal { variance } => fill_normal(weights, f64::from(variance) / fan_in, random),
                Self::Orthogonal => fill_orthogonal(weights, layer.fan_in, layer.fan_out, random),
            }
        }
        if mlp.config().residual.learn_alpha {
            let alphas = mlp.config().residual.alpha.values(mlp.block_count());
            params[mlp.learned_alphas()].copy_from_slice(&alphas);
        }
        params
    }
}

fn fill_normal(weights: &mut [f32], variance: f64, random: &mut Random) {
    let deviation = variance.sqrt();
    weights.fill_with(|| (deviation * random.normal()) as f32);
}

fn fill_uniform(weights: &mut [f32], bound: f64, random: &mut Random) {
    weights.fill_with(|| random.uniform_in(-bound, bound) as f32);
}

/// Gram–Schmidt, twice for stability (Giraud et al. 2005), on normal vectors of the longer side.
fn fill_orthogonal(weights: &mut [f32], fan_in: usize, fan_out: usize, random: &mut Random) {
    let (count, length) = (fan_in.min(fan_out), fan_in.max(fan_out));
    let mut basis: Vec<Vec<f64>> = Vec::with_capacity(count);
    while basis.len() < count {
        let mut vector: Vec<f64> = (0..length).map(|_| random.normal()).collect();
        for _ in 0..2 {
            for earlier in &basis {
                let along: f64 = earlier.iter().zip(&vector).map(|(e, v)| e * v).sum();
                vector.iter_mut().zip(earlier).for_each(|(v, e)| *v -= along * e);
            }
        }
        let norm = vector.iter().map(|v| v * v).sum::<f64>().sqrt();
        // A normal vector that lies in the span of the others has probability 0; draw again rather than divide by 0.
        if norm > 1e-6 {
            vector.iter_mut().for_each(|v| *v /= norm);
            basis.push(vector);
        }
    }
    for (index, weight) in weights.iter_mut().enumerate() {
        let (row, column) = (index / fan_in, index % fan_in);
        *weight = if fan_out <= fan_in { basis[row][column] } else { basis[column][row] } as f32;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::{Activation, Alpha, MlpConfig, Residual, ResidualKind};
    use crate::random::Stream;

    fn mlp(widths: &[usize], kind: ResidualKind) -> Mlp {
        let residual = Residual { kind, alpha: Alpha::InverseSqrtBlocks, learn_alpha: kind != ResidualKind::None };
        let config = MlpConfig { widths: widths.to_vec(), activation: Activation::Tanh, leaky_slope: 0.0, residual };
        Mlp::new(config).unwrap()
    }

    #[test]
    fn variances_are_as_named() {
        let network = mlp(&[300, 200], ResidualKind::None);
        for (init, mean, variance) in [
            (Init::XavierNormal, 0.0, 2.0 / 500.0),
            (Init::XavierUniform, 0.0, 2.0 / 500.0),
            (Init::LecunNormal, 0.0, 1.0 / 300.0),
            (Init::LecunUniform, 0.0, 1.0 / 300.0),
            (Init::HeNormal, 0.0, 2.0 / 300.0),
            (Init::HeUniform, 0.0, 2.0 / 300.0),
            (Init::FanInUniform, 0.0, 1.0 / 900.0),
            (Init::UnitUniform, 0.5, 1.0 / 12.0),
            (Init::Zeros, 0.0, 0.0),
            (Init::ScaledNormal { variance: 4.0 }, 0.0, 4.0 / 300.0),
            (Init::Orthogonal, 0.0, 1.0 / 300.0),
        ] {
            let params = init.initialise(&network, &mut Random::new(1, Stream::Init));
            let weights = &params[network.layers()[0].weights.clone()];
            let count = weights.len() as f64;
            let measured_mean = weights.iter().map(|&w| f64::from(w)).sum::<f64>() / count;
            let measured = weights.iter().map(|&w| (f64::from(w) - measured_mean).powi(2)).sum::<f64>() / count;
            // 60,000 draws: five standard errors are 2.04 % of a deviation and 2.9 % of a normal's variance.
            assert!((measured_mean - mean).abs() <= 0.0205 * f64::sqrt(variance), "{} {measured_mean}", init.name());
            assert!((measured - variance).abs() <= 0.029 * variance, "{} {measured}", init.name());
        }
    }

    #[test]
    fn orthogonal_rows_or_columns_are_orthonormal() {
        for (fan_in, fan_out) in [(7, 5), (5, 7)] {
            let network = mlp(&[fan_in, fan_out], ResidualKind::None);
            let weights = Init::Orthogonal.initialise(&network, &mut Random::new(2, Stream::Init));
            let entry = |vector: usize, at: usize| {
                f64::from(if fan_out <= fan_in { weights[vector * fan_in + at] } else { weights[at * fan_in + vector] })
            };
            for (first, second) in (0..5).flat_map(|i| (0..5).map(move |j| (i, j))) {
                let product: f64 = (0..7).map(|at| entry(first, at) * entry(second, at)).sum();
                assert!((product - f64::from(u8::from(first == second))).abs() < 1e-6);
            }
        }
    }

    #[test]
    fn plain_and_residual_start_from_the_same_weights() {
        let widths = [2, 4, 4, 4, 1];
        let draw = |kind| Init::FanInUniform.initialise(&mlp(&widths, kind), &mut Random::new(3, Stream::Init));
        let (plain, residual) = (draw(ResidualKind::None), draw(ResidualKind::Preact));
        assert_eq!(residual[..plain.len()], plain);
        assert_eq!(residual[plain.len()..], [std::f32::consts::FRAC_1_SQRT_2; 2]);
    }

    #[test]
    fn names_are_found_again() {
        for init in Init::ALL {
            assert_eq!(Init::from_name(init.name()), Some(init));
        }
    }
}
