//! What can be minimised besides a whole network: formulas of two parameters, and networks of which only some parameters
//! are free.
//!
//! In these the picture can be the whole truth: with two free numbers the surface leaves nothing out and the ball is the
//! model. This module knows nothing of data sets, of training or of pictures.

mod closed_form;
mod free;

pub use closed_form::ClosedForm;
pub use free::Free;

/// The part of a plane of two parameters that is worth looking at: low and high end along each.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Window {
    /// Along the first parameter.
    pub a: [f64; 2],
    /// Along the second parameter.
    pub b: [f64; 2],
}

impl Window {
    /// The same window around its middle, doubled as often as it takes to hold the place, at most four times: a ball that
    /// is thrown far out would shrink everything else to a point.
    #[must_use]
    pub fn holding(self, place: [f32; 2]) -> Self {
        let grown = |times: i32| {
            let grow = |[low, high]: [f64; 2]| {
                let (middle, half) = ((low + high) / 2.0, (high - low) / 2.0 * f64::from(1 << times));
                [middle - half, middle + half]
            };
            Self { a: grow(self.a), b: grow(self.b) }
        };
        let holds = |window: &Self| {
            let [a, b] = place.map(f64::from);
            (window.a[0]..=window.a[1]).contains(&a) && (window.b[0]..=window.b[1]).contains(&b)
        };
        (0..4).map(grown).find(holds).unwrap_or_else(|| grown(4))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_grows_around_its_middle() {
        let window = Window { a: [0.0, 4.0], b: [-1.0, 1.0] };
        assert_eq!(window.holding([1.0, 0.5]), window);
        assert_eq!(window.holding([1.0, 1.5]), Window { a: [-2.0, 6.0], b: [-2.0, 2.0] });
        assert_eq!(window.holding([1e9, 0.0]), Window { a: [-30.0, 34.0], b: [-16.0, 16.0] });
        assert_eq!(window.holding([f32::NAN, 0.0]), Window { a: [-30.0, 34.0], b: [-16.0, 16.0] });
    }
}
