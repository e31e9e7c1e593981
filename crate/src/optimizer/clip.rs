//! Gradient clipping.

/// Scales `grads` down so that their Euclidean norm is at most `max_norm`, and returns the norm before (Pascanu, Mikolov
/// & Bengio 2013). As in PyTorch, the factor is `max_norm / (norm + 10⁻⁶)` where that is below 1.
pub fn clip_global_norm(grads: &mut [f32], max_norm: f64) -> f64 {
    let norm = grads.iter().map(|&grad| f64::from(grad) * f64::from(grad)).sum::<f64>().sqrt();
    let factor = max_norm / (norm + 1e-6);
    if factor < 1.0 {
        grads.iter_mut().for_each(|grad| *grad *= factor as f32);
    }
    norm
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_gradients_are_shortened_and_short_ones_kept() {
        let mut grads = [3.0, 4.0];
        assert_eq!(clip_global_norm(&mut grads, 10.0), 5.0);
        assert_eq!(grads, [3.0, 4.0]);
        assert_eq!(clip_global_norm(&mut grads, 1.0), 5.0);
        assert!((grads[0] - 0.6).abs() < 1e-6 && (grads[1] - 0.8).abs() < 1e-6);
    }
}
