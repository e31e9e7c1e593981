//! The chain rule for one parameter, factor by factor.
//!
//! ∂L/∂w is a sum over all paths from w to the loss; the product of the local derivatives along a path is its part. One path is
//! followed here: from unit to unit through the connection that brings back most of the derivative. Beside the product stands
//! what all paths together bring to each unit, as backpropagation finds it, so that one sees how much the one path explains.

use crate::network::{Join, Mlp, Place, RowPass};

/// What a factor of the chain is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum FactorKind {
    /// ∂L/∂z of an output: where the loss begins.
    Loss,
    /// The weight from a unit to one of the layer above.
    Weight,
    /// φ′(z) of a unit.
    Slope,
    /// The derivative 1 of a skip from a unit to the same one further up.
    Skip,
    /// The factor α of a residual block.
    Alpha,
    /// h of the unit that the parameter reads; 1 for a bias.
    Input,
}

/// A local derivative on the way from the loss to a parameter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Factor {
    /// What it is.
    pub kind: FactorKind,
    /// The layer that it stands in, 1 … D; of a weight the upper one; 0 for an input that is a feature.
    pub layer: usize,
    /// The unit there, from 0.
    pub unit: usize,
    /// The local derivative.
    pub value: f64,
    /// The product of all factors so far, from the loss on.
    pub product: f64,
    /// ∂L/∂z of the unit that the chain has come to, over all paths, where it has come to one; else NaN.
    pub all_paths: f64,
}

/// The chain rule for one parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Chain {
    /// From the loss to the parameter.
    pub factors: Vec<Factor>,
    /// How many paths there are from the parameter to the outputs; infinite beyond 10³⁰⁸.
    pub paths: f64,
}

/// The chain from the loss of a row to parameter `entry` of the flat vector; `None` for a learned α, which has no place in
/// a single unit. Products are in double precision, so that they do not end where f32 does. Cost: one operation for each
/// weight of the units on the way.
///
/// # Panics
/// If `pass` or `params` belong to another network, or there is no such entry.
#[must_use]
pub fn chain(mlp: &Mlp, params: &[f32], pass: &RowPass, entry: usize) -> Option<Chain> {
    assert!(entry < mlp.param_count(), "there is no such parameter");
    let Place { layer: number, from, to: unit } = mlp.place_of(entry)?;
    let walk = Walk { mlp, params, pass, alphas: mlp.alphas(params) };
    // A bias reads a 1.
    let input = from.map_or(1.0, |from| f64::from(pass.hidden[pass.units_of(number - 1).start + from]));
    let mut factors = vec![factor(FactorKind::Input, number - 1, from.unwrap_or(unit), input)];
    walk.push_alpha_of_sum(number, &mut factors);
    walk.climb(number, unit, &mut factors);
    factors.reverse();
    let mut product = 1.0;
    for factor in &mut factors {
        product *= factor.value;
        factor.product = product;
    }
    Some(Chain { factors, paths: walk.paths_from(number) })
}

fn factor(kind: FactorKind, layer: usize, unit: usize, value: f64) -> Factor {
    Factor { kind, layer, unit, value, product: 0.0, all_paths: f64::NAN }
}

struct Walk<'a> {
    mlp: &'a Mlp,
    params: &'a [f32],
    pass: &'a RowPass,
    alphas: Vec<f32>,
}

impl Walk<'_> {
    fn join(&self, layer: usize) -> Join {
        self.mlp.joins()[layer - 1]
    }

    fn delta(&self, layer: usize, unit: usize) -> f64 {
        f64::from(self.pass.delta[self.pass.units_of(layer).start + unit])
    }

    /// From z of a unit up to the loss, through the greatest part of its derivative each time.
    fn climb(&self, mut layer: usize, mut unit: usize, factors: &mut Vec<Factor>) {
        let depth = self.mlp.layers().len();
        loop {
            let delta = self.delta(layer, unit);
            if layer == depth {
                factors.push(Factor { all_paths: delta, ..factor(FactorKind::Loss, layer, unit, delta) });
                return;
            }
            let slope = self.slope(layer, unit);
            // Where a skip starts at z of this unit, it may bring more than φ does.
            let skip = self.sum_skip_from(layer).map(|above| (above, self.delta(above, unit)));
            let (through, from, to) = self.strongest_reader(layer, unit);
            let gate = self.alpha_of_hidden(layer);
            if let Some((above, brought)) = skip
                && brought.abs() > (gate * slope * through).abs()
            {
                factors.push(Factor { all_paths: delta, ..factor(FactorKind::Skip, above, unit, 1.0) });
                layer = above;
                continue;
            }
            factors.push(Factor { all_paths: delta, ..factor(FactorKind::Slope, layer, unit, slope) });
            if let Join::SkipHidden { .. } = self.join(layer) {
                factors.push(factor(FactorKind::Alpha, layer, unit, gate));
            }
            // Post-activation skips: the same unit, layer after layer.
            for above in layer + 1..=from {
                factors.push(factor(FactorKind::Skip, above, unit, 1.0));
            }
            let weight = self.weight(from + 1, unit, to);
            factors.push(factor(FactorKind::Weight, from + 1, to, weight));
            self.push_alpha_of_sum(from + 1, factors);
            (layer, unit) = (from + 1, to);
        }
    }

    /// Of all units that read h of this one, itself or as a part of the running sums above: the one that brings back most.
    /// Says what it brings, the layer whose h it reads and its number.
    fn strongest_reader(&self, layer: usize, unit: usize) -> (f64, usize, usize) {
        let depth = self.mlp.layers().len();
        let mut best = (0.0_f64, layer, 0);
        let mut from = layer;
        loop {
            let above = from + 1;
            let alpha = self.alpha_of_sum(above);
            for to in 0..self.mlp.layers()[above - 1].fan_out {
                let part = alpha * self.weight(above, unit, to) * self.delta(above, to);
                if part.abs() > best.0.abs() {
                    best = (part, from, to);
                }
            }
            if above == depth || !matches!(self.join(above), Join::SkipHidden { .. }) {
                return best;
            }
            from = above;
        }
    }

    /// w of layer `layer` from unit `from` below to unit `to`.
    fn weight(&self, layer: usize, from: usize, to: usize) -> f64 {
        let layer = &self.mlp.layers()[layer - 1];
        f64::from(self.params[layer.weights.start + to * layer.fan_in + from])
    }

    /// φ′ at the z of training.
    fn slope(&self, layer: usize, unit: usize) -> f64 {
        let config = self.mlp.config();
        let z = self.pass.z[self.pass.units_of(layer).start + unit];
        config.activation.derivatives(f64::from(config.leaky_slope), f64::from(z))[1]
    }

    /// The layer whose sum the z of this layer is added to.
    fn sum_skip_from(&self, layer: usize) -> Option<usize> {
        let reads = |above: &usize| matches!(self.join(*above), Join::SkipSum { from, .. } if from == layer);
        (layer + 1..=self.mlp.layers().len()).take(2).find(reads)
    }

    fn alpha_of_sum(&self, layer: usize) -> f64 {
        match self.join(layer) {
            Join::SkipSum { block, .. } => f64::from(self.alphas[block]),
            _ => 1.0,
        }
    }

    fn alpha_of_hidden(&self, layer: usize) -> f64 {
        match self.join(layer) {
            Join::SkipHidden { block } => f64::from(self.alphas[block]),
            _ => 1.0,
        }
    }

    fn push_alpha_of_sum(&self, layer: usize, factors: &mut Vec<Factor>) {
        if let Join::SkipSum { .. } = self.join(layer) {
            factors.push(factor(FactorKind::Alpha, layer, 0, self.alpha_of_sum(layer)));
        }
    }

    /// Paths from z of a unit of this layer to the outputs. All units of a layer have as many.
    fn paths_from(&self, layer: usize) -> f64 {
        let depth = self.mlp.layers().len();
        // From z_l and from h_l.
        let (mut of_z, mut of_hidden) = (vec![1.0; depth + 1], vec![0.0; depth + 1]);
        for below in (layer..depth).rev() {
            let above = below + 1;
            of_hidden[below] = self.mlp.config().widths[above] as f64 * of_z[above];
            if let Join::SkipHidden { .. } = self.join(above) {
                of_hidden[below] += of_hidden[above];
            }
            of_z[below] = of_hidden[below] + self.sum_skip_from(below).map_or(0.0, |above| of_z[above]);
        }
        of_z[layer]
    }
}
