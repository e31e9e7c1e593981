//! What goes through each layer and comes back: figures of all rows in one pass of training, cheap enough to follow a run.
//!
//! They are in f32, so what training does not see is an exact 0 here. [`super::network_statistics`] is the slow and precise look.
//!
//! Length: the figures, and the network by its definitions that they are held against.

use crate::math::simd::Rows;
use crate::network::{Activation, Loss, Mlp, Workspace};
use crate::samples::Samples;

/// |z| beyond which tanh lies above 0.99.
const TANH_EDGE: f32 = 2.646_652_4;

/// |z| beyond which the logistic function lies above 0.99 or below 0.01: ln 99.
const SIGMOID_EDGE: f32 = 4.595_12;

/// The figures of one layer over all rows.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LayerFlow {
    /// √(mean of h²) over rows and units. h is what the layer above reads, in the last layer z_D.
    pub h_rms: f64,
    /// ‖∂L/∂h‖ over rows and units, of the mean loss: by h on every way that leads on from here. In a network of pre-activation
    /// blocks that is the sum z_l, which the layer above reads through φ and a skip as it is (He et al. 2016b call it x_l).
    pub upstream_norm: f64,
    /// Units and rows through which hardly any gradient comes back; `None` where nothing of the kind is defined.
    pub blocked: Option<Blocked>,
}

/// Dead (φ = 0, with ReLU) or saturated (|φ| > 0.99 with tanh, φ > 0.99 or < 0.01 with sigmoid).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Blocked {
    /// Units that are so on every row.
    pub units: usize,
    /// Share of all rows and units.
    pub share: f64,
}

/// One entry a layer, from input to output. Cost: a gradient, and its memory.
///
/// # Panics
/// As [`Mlp::loss_and_gradient`].
#[must_use]
pub fn layer_flow(
    mlp: &Mlp,
    params: &[f32],
    samples: &Samples,
    loss: Loss,
    workspace: &mut Workspace,
) -> Vec<LayerFlow> {
    let (rows, depth) = (samples.rows(), mlp.layers().len());
    let edge = |layer| (layer < depth).then(|| Edge::of(mlp.config().activation)).flatten();
    let hands_on_sum: Vec<bool> = (1..=depth).map(|layer| mlp.hands_on_sum(layer)).collect();
    let mut sums: Vec<Sums> = mlp.layers().iter().map(|layer| Sums::new(layer.fan_out)).collect();
    let mut grads = vec![0.0; mlp.param_count()];
    mlp.loss_and_gradient_seen(params, samples, loss, workspace, &mut grads, &mut |seen| {
        let sums = &mut sums[seen.layer - 1];
        sums.hidden += squares(seen.hidden, sums.blocked.len(), seen.rows);
        let back = if hands_on_sum[seen.layer - 1] { seen.delta } else { seen.upstream };
        sums.upstream += squares(back, sums.blocked.len(), seen.rows);
        if let Some(edge) = edge(seen.layer) {
            each(seen.z, sums.blocked.len(), seen.rows, |unit, z| {
                sums.blocked[unit] += usize::from(edge.blocks(z));
            });
        }
    });
    let figures = sums.into_iter().zip(1..).map(|(sums, layer)| {
        let count = (rows * sums.blocked.len()) as f64;
        LayerFlow {
            h_rms: (sums.hidden / count).sqrt(),
            upstream_norm: sums.upstream.sqrt(),
            blocked: edge(layer).map(|_| Blocked {
                units: sums.blocked.iter().filter(|&&times| times == rows).count(),
                share: sums.blocked.iter().sum::<usize>() as f64 / count,
            }),
        }
    });
    figures.collect()
}

/// Sums over the rows of one layer; of `blocked` one for each unit.
struct Sums {
    hidden: f64,
    upstream: f64,
    blocked: Vec<usize>,
}

impl Sums {
    fn new(width: usize) -> Self {
        Self { hidden: 0.0, upstream: 0.0, blocked: vec![0; width] }
    }
}

/// From which z on an activation hardly moves.
#[derive(Clone, Copy)]
enum Edge {
    Below(f32),
    Beyond(f32),
}

impl Edge {
    fn of(activation: Activation) -> Option<Self> {
        match activation {
            Activation::Relu => Some(Self::Below(0.0)),
            Activation::Tanh => Some(Self::Beyond(TANH_EDGE)),
            Activation::Sigmoid => Some(Self::Beyond(SIGMOID_EDGE)),
            _ => None,
        }
    }

    fn blocks(self, z: f32) -> bool {
        match self {
            Self::Below(edge) => z <= edge,
            Self::Beyond(edge) => z.abs() > edge,
        }
    }
}

/// Sum of squares over the real rows of a tile: no f32 is too small or too large for it.
fn squares(values: &[Rows], width: usize, rows: usize) -> f64 {
    let mut sum = 0.0;
    each(values, width, rows, |_, value| sum += f64::from(value) * f64::from(value));
    sum
}

/// Every number of a tile, `[group][unit]`, with its unit, but for the padding.
fn each(values: &[Rows], width: usize, rows: usize, mut see: impl FnMut(usize, f32)) {
    let mut left = rows;
    for group in values.chunks_exact(width) {
        for (unit, halves) in group.iter().enumerate() {
            let lanes = halves.iter().flat_map(|half| half.to_array());
            lanes.take(left).for_each(|value| see(unit, value));
        }
        left = left.saturating_sub(size_of::<Rows>() / size_of::<f32>());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::precise_statistics;
    use crate::network::{Alpha, Init, MlpConfig, Residual, ResidualKind};
    use crate::random::{Random, Stream};
    use crate::samples::RowTargets;

    /// More rows than a tile, and no whole number of groups.
    const ROWS: usize = 75;

    fn samples() -> Samples {
        let mut random = Random::new(3, Stream::Data);
        let inputs: Vec<f32> = (0..2 * ROWS).map(|_| random.normal() as f32).collect();
        let labels: Vec<u16> = inputs.chunks(2).map(|row| u16::from(row[0] * row[1] > 0.0)).collect();
        Samples::from_rows(&inputs, 2, RowTargets::Classes { classes: 2, labels: &labels }).unwrap()
    }

    fn network(activation: Activation, kind: ResidualKind) -> (Mlp, Vec<f32>) {
        network_of(vec![2, 5, 5, 5, 5, 1], activation, kind)
    }

    fn network_of(widths: Vec<usize>, activation: Activation, kind: ResidualKind) -> (Mlp, Vec<f32>) {
        let residual = Residual { kind, alpha: Alpha::InverseSqrtBlocks, learn_alpha: false };
        let mlp = Mlp::new(MlpConfig { widths, activation, leaky_slope: 0.0, residual }).unwrap();
        let mut random = Random::new(5, Stream::Init);
        let mut params = Init::XavierNormal.initialise(&mlp, &mut random);
        mlp.scale_weights(&mut params, 1.5).unwrap();
        // With biases of 0 a row whose units are all off would stand on the next layer's kink.
        let biases = mlp.layers().iter().flat_map(|layer| layer.biases.clone());
        biases.for_each(|place| params[place] = 0.3 * random.normal() as f32);
        (mlp, params)
    }

    fn flow_of(mlp: &Mlp, params: &[f32], samples: &Samples) -> Vec<LayerFlow> {
        layer_flow(mlp, params, samples, Loss::BceLogits, &mut Workspace::new(mlp))
    }

    /// ∂L/∂h_l measured: what lies above layer l is a network of its own whose inputs are h_l, and they are moved one by one.
    #[test]
    fn what_comes_back_is_what_moving_the_outputs_of_a_layer_does_to_the_loss() {
        let (samples, loss) = (samples(), Loss::BceLogits);
        for activation in [Activation::Tanh, Activation::Relu, Activation::Sigmoid] {
            let (mlp, params) = network(activation, ResidualKind::None);
            let precise: Vec<f64> = params.iter().copied().map(f64::from).collect();
            let mut hidden = vec![Vec::new(); mlp.layers().len()];
            let _ = mlp.precise_layers(&precise, &samples, loss, |row| {
                hidden[row.layer - 1].extend(row.h.iter().map(|&h| h as f32));
            });
            let flow = flow_of(&mlp, &params, &samples);
            for (layer, inputs) in (1..mlp.layers().len()).zip(&hidden) {
                let widths = mlp.config().widths[layer..].to_vec();
                let above = Mlp::new(MlpConfig { widths, ..mlp.config().clone() }).unwrap();
                let params = &precise[mlp.layers()[layer].weights.start..];
                let rows = Moved { inputs: inputs.iter().copied().map(f64::from).collect(), samples: &samples };
                let width = above.inputs();
                let mut square = 0.0;
                for place in 0..inputs.len() {
                    let slope = rows.slope(place, width, |rows| above.precise().loss(params, rows, loss));
                    square += slope * slope;
                }
                let (got, expected) = (flow[layer - 1].upstream_norm, square.sqrt());
                assert!(
                    (got / expected - 1.0).abs() < 1e-4,
                    "{activation:?} layer {layer}: {got}, measured {expected}"
                );
            }
        }
    }

    /// Rows whose inputs can be moved.
    struct Moved<'a> {
        inputs: Vec<f64>,
        samples: &'a Samples,
    }

    impl Moved<'_> {
        fn slope(&self, place: usize, width: usize, loss: impl Fn(&Row<'_>) -> f64) -> f64 {
            const STEP: f64 = 1e-6;
            let at = |by: f64| {
                let mut inputs = self.inputs.clone();
                inputs[place] += by;
                loss(&Row { inputs, width, samples: self.samples })
            };
            (at(STEP) - at(-STEP)) / (2.0 * STEP)
        }
    }

    struct Row<'a> {
        inputs: Vec<f64>,
        width: usize,
        samples: &'a Samples,
    }

    impl crate::network::PreciseRows for Row<'_> {
        fn rows(&self) -> usize {
            self.samples.rows()
        }

        fn input(&self, row: usize, feature: usize) -> f64 {
            self.inputs[row * self.width + feature]
        }

        fn target(&self, row: usize, output: usize) -> f64 {
            crate::network::PreciseRows::target(self.samples, row, output)
        }
    }

    /// z_l is handed on where a block has added to it or a skip starts at it, as the kinds are defined. Layers are counted from 1.
    fn is_block(kind: ResidualKind, widths: &[usize], layer: usize) -> bool {
        let back = match kind {
            ResidualKind::None => return false,
            ResidualKind::Preact | ResidualKind::Postact => 1,
            ResidualKind::Preact2 => 2,
        };
        let is_end = kind != ResidualKind::Preact2 || layer % 2 == 1;
        layer > back && is_end && layer + 1 < widths.len() && widths[layer] == widths[layer - back]
    }

    /// A place in the outputs of a layer, and how far it is moved.
    #[derive(Clone, Copy)]
    struct Move {
        layer: usize,
        unit: usize,
        by: f64,
    }

    /// The loss of one row by the definitions of the kinds, in double precision, with one output of one layer moved on every way that
    /// leads on from it.
    fn loss_of_moved(mlp: &Mlp, params: &[f64], [x, y]: [f64; 2], target: f64, moved: Move) -> f64 {
        let (config, depth) = (mlp.config(), mlp.layers().len());
        let (kind, widths) = (config.residual.kind, &config.widths);
        let block = |layer| is_block(kind, widths, layer);
        let alpha = 1.0 / ((1..depth).filter(|&layer| block(layer)).count().max(1) as f64).sqrt();
        let back = if kind == ResidualKind::Preact2 { 2 } else { 1 };
        let sums = matches!(kind, ResidualKind::Preact | ResidualKind::Preact2);
        let activation = |z: f64| match config.activation {
            Activation::Tanh => z.tanh(),
            Activation::Relu => z.max(0.0),
            _ => 1.0 / (1.0 + (-z).exp()),
        };
        let (mut z, mut h) = (vec![vec![]], vec![vec![x, y]]);
        for layer in 1..=depth {
            let place = &mlp.layers()[layer - 1];
            let rows = params[place.weights.clone()].chunks(place.fan_in).zip(&params[place.biases.clone()]);
            let mut sum: Vec<f64> = rows
                .map(|(row, bias)| {
                    bias + row.iter().zip(&h[layer - 1]).map(|(weight, input)| weight * input).sum::<f64>()
                })
                .collect();
            if sums && block(layer) {
                sum = sum.iter().zip(&z[layer - back]).map(|(sum, skipped)| skipped + alpha * sum).collect();
            }
            let is_handed_on = sums && layer < depth && (block(layer) || block(layer + back));
            if moved.layer == layer && (is_handed_on || layer == depth) {
                sum[moved.unit] += moved.by;
            }
            let mut out: Vec<f64> = sum.iter().map(|&z| activation(z)).collect();
            if kind == ResidualKind::Postact && block(layer) {
                out = out.iter().zip(&h[layer - 1]).map(|(out, skipped)| skipped + alpha * out).collect();
            }
            if moved.layer == layer && !is_handed_on && layer < depth {
                out[moved.unit] += moved.by;
            }
            z.push(sum);
            h.push(out);
        }
        let logit = z[depth][0];
        logit.max(0.0) - logit * target + (-logit.abs()).exp().ln_1p()
    }

    #[test]
    fn what_comes_back_counts_every_way_of_every_kind() {
        const STEP: f64 = 1e-6;
        let samples = samples();
        // A layer of another width has no skip to the one below.
        for (widths, kind) in [vec![2, 5, 5, 5, 5, 5, 1], vec![2, 4, 5, 5, 5, 5, 1]]
            .into_iter()
            .flat_map(|widths| ResidualKind::ALL.map(|kind| (widths.clone(), kind)))
        {
            for activation in [Activation::Tanh, Activation::Relu, Activation::Sigmoid] {
                let (mlp, params) = network_of(widths.clone(), activation, kind);
                let precise: Vec<f64> = params.iter().copied().map(f64::from).collect();
                let flow = flow_of(&mlp, &params, &samples);
                for layer in 1..widths.len() {
                    let mut square = 0.0;
                    for row in 0..ROWS {
                        let input = [0, 1].map(|feature| f64::from(samples.feature(feature)[row]));
                        let target = crate::network::PreciseRows::target(&samples, row, 0);
                        let at = |unit, by| loss_of_moved(&mlp, &precise, input, target, Move { layer, unit, by });
                        for unit in 0..widths[layer] {
                            square += ((at(unit, STEP) - at(unit, -STEP)) / (2.0 * STEP * ROWS as f64)).powi(2);
                        }
                    }
                    let (got, expected) = (flow[layer - 1].upstream_norm, square.sqrt());
                    assert!(
                        (got / expected - 1.0).abs() < 1e-4,
                        "{widths:?} {activation:?} {kind:?} layer {layer}: {got}, measured {expected}"
                    );
                }
            }
        }
    }

    /// Blocks whose layers answer nothing: the skip alone brings all of it back.
    #[test]
    fn what_goes_round_by_the_skip_arrives_whole() {
        for kind in [ResidualKind::Preact, ResidualKind::Preact2, ResidualKind::Postact] {
            let (mlp, mut params) = network_of(vec![2, 5, 5, 5, 5, 5, 1], Activation::Tanh, kind);
            for layer in &mlp.layers()[1..5] {
                params[layer.weights.start..layer.biases.end].fill(0.0);
            }
            let flow = flow_of(&mlp, &params, &samples());
            // Between the two layers of a block nothing goes round.
            let handed_on = [0, 2, 4].map(|index| flow[index].upstream_norm);
            assert!(
                handed_on[0] > 0.0 && handed_on.iter().all(|&norm| norm == handed_on[2]),
                "{kind:?}: {handed_on:?}"
            );
        }
    }

    /// Against the pass in double precision, which is held against PyTorch: sizes of h, and ‖∂L/∂z‖ ≤ max φ′ · ‖∂L/∂h‖.
    #[test]
    fn sizes_and_counts_are_those_of_the_precise_look() {
        let samples = samples();
        let kinds = [ResidualKind::None, ResidualKind::Preact, ResidualKind::Preact2, ResidualKind::Postact];
        for (activation, kind) in
            [Activation::Tanh, Activation::Relu, Activation::Sigmoid].iter().flat_map(|a| kinds.map(|kind| (*a, kind)))
        {
            let (mlp, params) = network(activation, kind);
            let precise: Vec<f64> = params.iter().copied().map(f64::from).collect();
            let mut seen = vec![0.0; mlp.param_count()];
            let mut workspace = Workspace::new(&mlp);
            mlp.loss_and_gradient(&params, &samples, Loss::BceLogits, &mut workspace, &mut seen);
            let expected = precise_statistics(&mlp.precise(), &precise, &samples, Loss::BceLogits, &seen);
            for (layer, (flow, statistics)) in flow_of(&mlp, &params, &samples).iter().zip(&expected.layers).enumerate()
            {
                let place = format!("{activation:?} {kind:?} layer {}", layer + 1);
                assert!((flow.h_rms / statistics.h_rms - 1.0).abs() < 1e-5, "{place}");
                if layer + 1 == mlp.layers().len() {
                    assert!((flow.upstream_norm / statistics.delta_norm - 1.0).abs() < 1e-5, "{place}");
                    assert_eq!(flow.blocked, None, "{place}");
                } else if kind != ResidualKind::Postact {
                    // There h is a running sum, of which the counts of `layers` are.
                    let blocked = flow.blocked.unwrap();
                    let share = statistics.zero_fraction.or(statistics.saturated_fraction).unwrap();
                    assert!((blocked.share - share).abs() < 1e-9, "{place}: {} and {share}", blocked.share);
                    if let Some(dead) = statistics.dead_units {
                        assert_eq!(blocked.units, dead, "{place}");
                    }
                }
            }
        }
    }

    #[test]
    fn figures_done_by_hand() {
        // z = (x, −x, 9x), loss = mean (w·relu(z))² with targets 0 and weights (1, 2, 0).
        let config = MlpConfig {
            widths: vec![1, 3, 1],
            activation: Activation::Relu,
            leaky_slope: 0.0,
            residual: Residual::default(),
        };
        let mlp = Mlp::new(config.clone()).unwrap();
        let params = [1.0, -1.0, 9.0, 0.0, 0.0, 0.0, 1.0, 2.0, 0.0, 0.0];
        let targets = RowTargets::Values { outputs: 1, values: &[0.0; 2] };
        let samples = Samples::from_rows(&[1.0, 2.0], 1, targets).unwrap();
        let [first, last] = layer_flow(&mlp, &params, &samples, Loss::Mse, &mut Workspace::new(&mlp))[..] else {
            panic!("two layers")
        };
        let close = |got: f64, expected: f64| assert!((got - expected).abs() < 1e-6, "{got}, expected {expected}");
        // h = (1, 0, 9) and (2, 0, 18); ∂L/∂z₂ = (1, 2); ∂L/∂h = that times the weights.
        close(first.h_rms, (410.0_f64 / 6.0).sqrt());
        close(last.upstream_norm, 5.0_f64.sqrt());
        close(first.upstream_norm, 5.0);
        assert_eq!(first.blocked, Some(Blocked { units: 1, share: 1.0 / 3.0 }));
        // Of tanh the third unit is saturated on both rows, the first two on neither.
        let tanh = Mlp::new(MlpConfig { activation: Activation::Tanh, ..config }).unwrap();
        let flow = layer_flow(&tanh, &params, &samples, Loss::Mse, &mut Workspace::new(&tanh));
        assert_eq!(flow[0].blocked, Some(Blocked { units: 1, share: 1.0 / 3.0 }));
    }

    #[test]
    fn what_training_does_not_see_is_an_exact_zero() {
        let (mlp, mut params) = network(Activation::Relu, ResidualKind::None);
        // Layer 3 is dead: nothing comes back below it.
        let biases = mlp.layers()[2].biases.clone();
        params[biases].fill(-1e3);
        let flow = flow_of(&mlp, &params, &samples());
        assert_eq!((flow[0].upstream_norm, flow[1].upstream_norm), (0.0, 0.0));
        assert_eq!(flow[2].blocked, Some(Blocked { units: 5, share: 1.0 }));
        assert!(flow[2].upstream_norm > 0.0 && flow[2].h_rms == 0.0);
    }
}
