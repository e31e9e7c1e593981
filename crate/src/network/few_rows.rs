//! Losses and gradients over a few rows, one after another.
//!
//! A tile of eight rows costs as much as one of them, and packing the parameters costs more than a row's products: for small
//! batches it pays to let vectors run over the units of one row instead. All that the outside asks about so few rows goes this
//! way, so that a loss is the same number whether a gradient comes with it or not.

use super::lanes::{Lanes, units, units_mut};
use super::workspace::load_targets;
use super::{Loss, Mlp, Workspace};
use crate::samples::{ROW_GROUP, Samples};
use wide::f32x4;

/// Up to this many rows are taken one by one; from a full group of rows on, a tile is faster (2-16-16-1: 10 rows take 3.6 µs
/// as a tile, 4.2 µs one by one; 1 row 2.8 µs and 0.6 µs).
pub(super) const FEW_ROWS: usize = 7;

impl Mlp {
    /// [`Mlp::loss_and_gradient`], row by row: sums over rows are taken in their order. `see` gets the outputs of each row.
    pub(super) fn loss_and_gradient_of_few_rows(
        &self,
        params: &[f32],
        samples: &Samples,
        loss: Loss,
        workspace: &mut Workspace,
        grads: &mut [f32],
        mut see: impl FnMut(&[f32]),
    ) -> f64 {
        assert_eq!(grads.len(), self.param_count(), "the gradient belongs to another network");
        workspace.prepare_gradient(self);
        self.begin_rows(params, workspace);
        let terms = loss.terms(samples.rows(), self.outputs());
        let mut alpha_grads = vec![0.0; self.block_count()];
        let mut sum = 0.0;
        for row in 0..samples.rows() {
            self.forward_row(params, samples, row, workspace, &mut see);
            sum += self.row_loss(row, samples, loss, workspace);
            self.row_gradient(loss, (1.0 / terms) as f32, workspace);
            self.load_delta(workspace);
            self.backward_from_outputs(Lanes::Units { params }, workspace, &mut alpha_grads, |_, _| {});
        }
        grads.copy_from_slice(&workspace.sums);
        self.finish_alphas(params, &workspace.alphas, grads, alpha_grads);
        sum / terms
    }

    /// [`Mlp::loss`], row by row, the same number as with a gradient. `see` gets the outputs of each row.
    pub(super) fn loss_of_few_rows(
        &self,
        params: &[f32],
        samples: &Samples,
        loss: Loss,
        workspace: &mut Workspace,
        mut see: impl FnMut(&[f32]),
    ) -> f64 {
        workspace.prepare_forward();
        self.begin_rows(params, workspace);
        let mut sum = 0.0;
        for row in 0..samples.rows() {
            self.forward_row(params, samples, row, workspace, &mut see);
            sum += self.row_loss(row, samples, loss, workspace);
        }
        sum / loss.terms(samples.rows(), self.outputs())
    }

    fn begin_rows(&self, params: &[f32], workspace: &mut Workspace) {
        assert_eq!(params.len(), self.param_count(), "the parameters belong to another network");
        workspace.bounded.fill(false);
        self.alphas_into(params, &mut workspace.alphas);
    }

    /// Takes a row through all layers and its outputs to every lane of `workspace.outputs`.
    fn forward_row(
        &self,
        params: &[f32],
        samples: &Samples,
        row: usize,
        workspace: &mut Workspace,
        see: &mut impl FnMut(&[f32]),
    ) {
        let mut inputs = workspace.value.take(0);
        for (feature, input) in units_mut(&mut inputs)[..samples.features()].iter_mut().enumerate() {
            *input = samples.feature(feature)[row];
        }
        workspace.value.put(0, inputs);
        let lanes = Lanes::Units { params };
        self.forward_from(0, lanes, workspace);
        let width = self.outputs();
        let z = &units(workspace.z.get(self.layers().len(), lanes.size(width)))[..width];
        see(z);
        for (output, z) in workspace.outputs.iter_mut().zip(z) {
            *output = [f32x4::splat(*z); 2];
        }
    }

    /// ∂L/∂z_D of the row at hand from `workspace.output_delta`, unit beside unit.
    fn load_delta(&self, workspace: &mut Workspace) {
        let delta = units_mut(&mut workspace.delta);
        for (delta, of_row) in delta.iter_mut().zip(&workspace.output_delta) {
            *delta = of_row[0].as_array_ref()[0];
        }
        let width = self.outputs();
        delta[width..width.next_multiple_of(ROW_GROUP)].fill(0.0);
    }

    /// The loss of the row whose outputs stand in every lane of `workspace.outputs`. Loads its targets.
    pub(super) fn row_loss(&self, row: usize, samples: &Samples, loss: Loss, workspace: &mut Workspace) -> f64 {
        load_targets(samples, row, 1, &mut workspace.targets);
        loss.sum(&workspace.outputs, &workspace.targets, self.outputs(), 1)
    }

    /// After [`Mlp::row_loss`]: `scale · ∂loss/∂z_D` in `workspace.output_delta`.
    pub(super) fn row_gradient(&self, loss: Loss, scale: f32, workspace: &mut Workspace) {
        let (outputs, targets, width) = (&workspace.outputs, &workspace.targets, self.outputs());
        loss.gradient(outputs, targets, width, 1, scale, &mut workspace.output_delta);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::norm::norm;
    use crate::network::{Activation, Alpha, Init, MlpConfig, Residual, ResidualKind};
    use crate::random::{Random, Stream};
    use crate::samples::RowTargets;

    #[test]
    fn rows_one_by_one_have_the_gradient_of_the_tile() {
        let inputs: Vec<f32> = (0..33).map(|index| libm::sinf(index as f32)).collect();
        let labels = [0, 2, 1, 3, 0, 4, 2, 1, 0, 3, 4];
        let classes = RowTargets::Classes { classes: 5, labels: &labels };
        for kind in ResidualKind::ALL {
            for activation in [Activation::Tanh, Activation::Sigmoid, Activation::Softplus] {
                let residual = Residual { kind, alpha: Alpha::Value(0.7), learn_alpha: kind != ResidualKind::None };
                let widths = vec![3, 9, 9, 9, 6, 6, 5];
                let mlp = Mlp::new(MlpConfig { widths, activation, leaky_slope: 0.0, residual }).unwrap();
                let params = Init::FanInUniform.initialise(&mlp, &mut Random::new(3, Stream::Init));
                let mut workspace = Workspace::new(&mlp);
                for rows in [1, 2, 11] {
                    let all = Samples::from_rows(&inputs, 3, classes).unwrap();
                    let samples = all.subset(&(0..rows).collect::<Vec<_>>());
                    let (mut grads, mut expected) = (vec![f32::NAN; params.len()], vec![f32::NAN; params.len()]);
                    let loss = Loss::SoftmaxCe;
                    let tile =
                        mlp.loss_and_gradient_seen(&params, &samples, loss, &mut workspace, &mut expected, &mut |_| {});
                    let single =
                        mlp.loss_and_gradient_of_few_rows(&params, &samples, loss, &mut workspace, &mut grads, |_| {});
                    let alone = mlp.loss_of_few_rows(&params, &samples, loss, &mut workspace, |_| {});
                    assert_eq!(alone, single, "{kind:?} {activation:?} {rows}");
                    assert!((tile - single).abs() < 1e-6 * tile, "{kind:?} {activation:?}: {tile} {single}");
                    let difference: Vec<f32> = grads.iter().zip(&expected).map(|(a, b)| a - b).collect();
                    assert!(norm(&difference) < 1e-5 * norm(&expected), "{kind:?} {activation:?} {rows}");
                }
            }
        }
    }
}
