//! The gradient over a few rows of a network without skips, one after another.
//!
//! The same sums in the same order as [`super::few_rows`], and so the same numbers, with nothing between them: no copies of rows,
//! no rings of layers, gradients written where they belong. With one row of a small network that is most of the time.

use super::lanes::{units, units_mut};
use super::{Loss, Mlp, Workspace};
use crate::math::row;
use crate::math::simd::{ROWS_ZERO, Rows};
use crate::samples::{ROW_GROUP, Samples, Targets};
use wide::f32x4;

/// What is kept of one row on its way: units side by side, each layer from a whole vector on, lanes beyond the last unit 0 in
/// `z`. Layer 0 of `value` holds the inputs.
#[derive(Clone, Debug, Default)]
pub(super) struct RowMemory {
    z: Vec<Rows>,
    value: Vec<Rows>,
    delta: Vec<Rows>,
    upstream: Vec<Rows>,
}

/// What becomes of the gradient of a row.
#[derive(Clone, Copy, Debug)]
enum Sums {
    /// It overwrites what was there: nothing has to be set to 0 before.
    Start,
    /// It is added to the rows before.
    Continue,
}

fn vectors(units: usize) -> usize {
    units.div_ceil(ROW_GROUP)
}

impl RowMemory {
    fn fit(&mut self, widths: &[usize]) {
        if self.z.is_empty() {
            let all = widths.iter().map(|&width| vectors(width)).sum();
            let widest = widths.iter().map(|&width| vectors(width)).max().unwrap_or(0);
            (self.z, self.value) = (vec![ROWS_ZERO; all], vec![ROWS_ZERO; all]);
            (self.delta, self.upstream) = (vec![ROWS_ZERO; widest], vec![ROWS_ZERO; widest]);
        }
    }
}

impl Mlp {
    /// [`Mlp::loss_and_gradient`] over some rows of `samples`, at least one, row by row. Only for networks without skips.
    pub(super) fn loss_and_gradient_of_plain_rows(
        &self,
        params: &[f32],
        samples: &Samples,
        rows: impl ExactSizeIterator<Item = usize>,
        loss: Loss,
        workspace: &mut Workspace,
        grads: &mut [f32],
    ) -> f64 {
        assert_eq!(params.len(), self.param_count(), "the parameters belong to another network");
        assert_eq!(grads.len(), self.param_count(), "the gradient belongs to another network");
        let mut memory = std::mem::take(&mut workspace.row);
        memory.fit(&self.config().widths);
        let terms = loss.terms(rows.len(), self.outputs());
        let scale = (1.0 / terms) as f32;
        let mut sum = 0.0;
        for (count, row) in rows.enumerate() {
            self.row_forward(params, samples, row, &mut memory);
            sum += self.row_loss_and_delta(row, samples, loss, scale, workspace, &mut memory);
            self.row_backward(params, &mut memory, grads, if count == 0 { Sums::Start } else { Sums::Continue });
        }
        workspace.row = memory;
        sum / terms
    }

    fn row_forward(&self, params: &[f32], samples: &Samples, row: usize, memory: &mut RowMemory) {
        let RowMemory { z, value, .. } = memory;
        for (feature, input) in units_mut(value)[..samples.features()].iter_mut().enumerate() {
            *input = samples.inputs()[feature * samples.padded_rows() + row];
        }
        let (activation, slope) = (self.config().activation, self.config().leaky_slope);
        let depth = self.layers().len();
        let mut start = 0;
        for (index, layer) in self.layers().iter().enumerate() {
            let (next, size) = (start + vectors(layer.fan_in), vectors(layer.fan_out));
            let (below, above) = value.split_at_mut(next);
            let input = &units(&below[start..])[..layer.fan_in];
            let z = &mut z[next..next + size];
            let (weights, biases) = (&params[layer.weights.clone()], &params[layer.biases.clone()]);
            row::multiply(weights, biases, input, &mut units_mut(z)[..layer.fan_out]);
            if index + 1 < depth {
                activation.apply(slope, false, z, &mut above[..size]);
            }
            start = next;
        }
    }

    /// The loss of a row that has gone forward; leaves `scale · ∂loss/∂z_D` in `memory.delta`.
    fn row_loss_and_delta(
        &self,
        row: usize,
        samples: &Samples,
        loss: Loss,
        scale: f32,
        workspace: &mut Workspace,
        memory: &mut RowMemory,
    ) -> f64 {
        let width = self.outputs();
        let start = memory.z.len() - vectors(width);
        let z = &units(&memory.z[start..])[..width];
        let delta = &mut units_mut(&mut memory.delta)[..width];
        if let (Loss::Mse, Targets::Values { values, .. }) = (loss, samples.targets()) {
            let mut sum = 0.0;
            for (output, (z, delta)) in z.iter().zip(delta).enumerate() {
                let difference = z - values[output * samples.padded_rows() + row];
                sum += difference * difference;
                *delta = scale * (2.0 * difference);
            }
            return f64::from(sum);
        }
        for (output, z) in workspace.outputs.iter_mut().zip(z) {
            *output = [f32x4::splat(*z); 2];
        }
        let sum = self.row_loss(row, samples, loss, workspace);
        self.row_gradient(loss, scale, workspace);
        for (delta, of_row) in delta.iter_mut().zip(&workspace.output_delta) {
            *delta = of_row[0].as_array_ref()[0];
        }
        sum
    }

    fn row_backward(&self, params: &[f32], memory: &mut RowMemory, grads: &mut [f32], sums: Sums) {
        let RowMemory { z, value, delta, upstream } = memory;
        let (activation, slope) = (self.config().activation, self.config().leaky_slope);
        let mut end = z.len();
        for (index, layer) in self.layers().iter().enumerate().rev() {
            let size = vectors(layer.fan_in);
            let next = end - vectors(layer.fan_out);
            let start = next - size;
            let deltas = &units(delta)[..layer.fan_out];
            let (weight_grads, bias_grads) =
                grads[layer.weights.start..layer.biases.end].split_at_mut(layer.weights.len());
            let inputs = &units(&value[start..next])[..layer.fan_in];
            match sums {
                Sums::Start => row::set_outer(deltas, inputs, weight_grads, bias_grads),
                Sums::Continue => row::add_outer(deltas, inputs, weight_grads, bias_grads),
            }
            if index == 0 {
                break;
            }
            let weights = &params[layer.weights.clone()];
            row::multiply_transposed(weights, deltas, &mut units_mut(upstream)[..layer.fan_in]);
            activation.chain(slope, &z[start..next], &value[start..next], &upstream[..size], &mut delta[..size]);
            end = next;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::network::{Activation, Init, Loss, Mlp, MlpConfig, Residual, Workspace};
    use crate::random::{Random, Stream};
    use crate::samples::{RowTargets, Samples};

    /// Exactly the numbers of the general way, for widths around the size of a vector.
    #[test]
    fn the_gradient_is_that_of_rows_in_general() {
        let inputs: Vec<f32> = (0..35).map(|index| libm::sinf(index as f32)).collect();
        let values: Vec<f32> = (0..35).map(|index| libm::cosf(index as f32)).collect();
        for widths in [vec![5, 5], vec![5, 1, 5], vec![5, 9, 8, 5], vec![5, 16, 3, 17, 5]] {
            for (activation, loss) in
                [(Activation::Tanh, Loss::Mse), (Activation::Gelu, Loss::Mae), (Activation::Softplus, Loss::BceLogits)]
            {
                let config =
                    MlpConfig { widths: widths.clone(), activation, leaky_slope: 0.0, residual: Residual::default() };
                let mlp = Mlp::new(config).unwrap();
                let params = Init::FanInUniform.initialise(&mlp, &mut Random::new(3, Stream::Init));
                let samples =
                    Samples::from_rows(&inputs, 5, RowTargets::Values { outputs: 5, values: &values }).unwrap();
                let mut workspace = Workspace::new(&mlp);
                let (mut grads, mut expected) = (vec![f32::NAN; params.len()], vec![f32::NAN; params.len()]);
                for rows in [[6].as_slice(), &[0, 3, 3, 5]] {
                    let batch = samples.subset(rows);
                    let chosen = rows.iter().copied();
                    let plain = mlp.loss_and_gradient_of_plain_rows(
                        &params,
                        &samples,
                        chosen,
                        loss,
                        &mut workspace,
                        &mut grads,
                    );
                    let general =
                        mlp.loss_and_gradient_of_few_rows(&params, &batch, loss, &mut workspace, &mut expected, |_| {});
                    assert_eq!((plain, &grads), (general, &expected), "{activation:?} {widths:?} {rows:?}");
                }
            }
        }
    }
}
