//! Heights as colours: viridis, which is even to the eye and safe for the colour-blind.

use super::style::Colour;

/// Ten even samples of matplotlib's viridis (CC0, by Smith, van der Walt and Firing).
const VIRIDIS: [Colour; 10] = [
    Colour(68, 1, 84),
    Colour(72, 40, 120),
    Colour(62, 74, 137),
    Colour(49, 104, 142),
    Colour(38, 130, 142),
    Colour(31, 158, 137),
    Colour(53, 183, 121),
    Colour(109, 205, 89),
    Colour(180, 222, 44),
    Colour(253, 231, 37),
];

/// The colour of a height, from 0 (lowest, dark) to 1 (highest, bright). Heights outside take the colour of the nearer end.
#[must_use]
pub fn viridis(height: f64) -> Colour {
    let place = height.clamp(0.0, 1.0) * (VIRIDIS.len() - 1) as f64;
    let below = (place as usize).min(VIRIDIS.len() - 2);
    VIRIDIS[below].mix(VIRIDIS[below + 1], place - below as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_and_samples_are_met() {
        assert_eq!((viridis(-1.0), viridis(0.0)), (VIRIDIS[0], VIRIDIS[0]));
        assert_eq!((viridis(1.0), viridis(9.0)), (VIRIDIS[9], VIRIDIS[9]));
        assert_eq!(viridis(4.0 / 9.0), VIRIDIS[4]);
    }

    #[test]
    fn higher_is_brighter() {
        // Luma of ITU-R BT.709 on the encoded values; strict for so smooth a map.
        let luma = |c: Colour| 0.2126 * f64::from(c.0) + 0.7152 * f64::from(c.1) + 0.0722 * f64::from(c.2);
        let lumas: Vec<f64> = (0..=90).map(|step| luma(viridis(f64::from(step) / 90.0))).collect();
        assert!(lumas.windows(2).all(|pair| pair[1] > pair[0]));
    }
}
