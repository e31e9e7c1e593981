//! Where grid lines stand and what is written beside them: few, at round numbers, at both ends of the axis.

/// The most gaps between grid lines.
const MAX_GAPS: f64 = 4.0;

/// Grid lines of one axis, in ascending order. The first and last are the ends of the axis.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Ticks {
    /// Places in the units of the axis: values if it is linear, decimal logarithms if it is logarithmic.
    pub(super) at: Vec<f64>,
    /// What is written at each.
    pub(super) labels: Vec<String>,
}

impl Ticks {
    pub(super) fn low(&self) -> f64 {
        self.at[0]
    }

    pub(super) fn high(&self) -> f64 {
        self.at[self.at.len() - 1]
    }
}

/// Three to six lines around finite `low <= high`, at multiples of 1, 2 or 5 times a power of ten.
pub(super) fn linear(low: f64, high: f64) -> Ticks {
    // A flat curve still needs an axis of some height, and one that does not blow up its last digits.
    let least = (low.abs().max(high.abs()) * 0.05).max(1e-9);
    let (low, high) = if high - low < least { (low - least / 2.0, high + least / 2.0) } else { (low, high) };
    let step = round_step((high - low) / MAX_GAPS);
    let decimals = (-step.log10().floor()).clamp(0.0, 12.0) as usize;
    let (first, last) = ((low / step + 1e-9).floor(), (high / step - 1e-9).ceil());
    // Beyond a million the zeros are hard to count; two digits then tell the lines of one axis apart.
    let is_large = last.abs().max(first.abs()) * step >= 1e6;
    let at: Vec<f64> = (0..=(last - first) as usize).map(|index| (first + index as f64) * step).collect();
    let label = |value: &f64| if is_large { format!("{value:.1e}") } else { format!("{value:.decimals$}") };
    let labels = at.iter().map(|value| signed(&label(value))).collect();
    Ticks { at, labels }
}

/// Lines at whole decades around finite `low <= high` (decimal logarithms), labelled with the value: `0.001`, `1e−7`.
pub(super) fn logarithmic(low: f64, high: f64) -> Ticks {
    let Ticks { at, .. } = decades(low, high);
    let label = |decade: f64| {
        let decade = decade as i32;
        if (-3..=4).contains(&decade) { format!("{}", 10_f64.powi(decade)) } else { format!("1e{decade}") }
    };
    let labels = at.iter().map(|decade| signed(&label(*decade))).collect();
    Ticks { at, labels }
}

/// Lines at whole decades around finite `low <= high` (decimal logarithms), labelled with the exponent: `−3`.
pub(super) fn decades(low: f64, high: f64) -> Ticks {
    let (low, high) = (low.floor(), high.ceil().max(low.floor() + 1.0));
    let stride = [1.0, 2.0, 3.0, 5.0, 10.0, 15.0, 20.0, 30.0, 50.0, 100.0]
        .into_iter()
        .find(|stride| (high / stride).ceil() - (low / stride).floor() <= MAX_GAPS)
        .unwrap_or(200.0);
    let (first, last) = ((low / stride).floor() as i32, (high / stride).ceil() as i32);
    let at: Vec<f64> = (first..=last).map(|index| f64::from(index) * stride).collect();
    let labels = at.iter().map(|decade| signed(&format!("{decade:.0}"))).collect();
    Ticks { at, labels }
}

/// The next 1, 2 or 5 times a power of ten at or above `least`.
fn round_step(least: f64) -> f64 {
    let power = 10_f64.powf(least.log10().floor());
    [1.0, 2.0, 5.0].into_iter().map(|factor| factor * power).find(|step| *step >= least * 0.999).unwrap_or(10.0 * power)
}

/// With a minus sign as wide as a digit, and none before a zero.
pub(super) fn signed(label: &str) -> String {
    let is_zero = label.chars().all(|character| "-0.".contains(character));
    label.replace('-', if is_zero { "" } else { "\u{2212}" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(ticks: &Ticks, expected: &[&str]) {
        assert_eq!(ticks.labels, expected);
        assert_eq!(ticks.at.len(), ticks.labels.len());
    }

    #[test]
    fn linear_ticks_are_round_and_few() {
        check(&linear(0.1, 0.7), &["0.0", "0.2", "0.4", "0.6", "0.8"]);
        check(&linear(0.0, 0.031), &["0.00", "0.01", "0.02", "0.03", "0.04"]);
        check(&linear(0.0, 100.0), &["0", "50", "100"]);
        check(&linear(-1.0, 1.0), &["−1.0", "−0.5", "0.0", "0.5", "1.0"]);
        check(&linear(0.0, 3e7), &["0.0e0", "1.0e7", "2.0e7", "3.0e7"]);
    }

    #[test]
    fn linear_ticks_hold_the_range_at_any_size() {
        for exponent in -30..=30 {
            for (low, high) in [(0.0, 1.0), (0.37, 0.92), (-3.3, 7.1), (1.0, 1.0), (5.0, 5.000_000_1)] {
                let scale = 10_f64.powi(exponent);
                let (low, high) = (low * scale, high * scale);
                let ticks = linear(low, high);
                let slack = (high.abs() + low.abs()) * 1e-8;
                assert!(ticks.low() <= low + slack && ticks.high() >= high - slack, "{low} {high} {ticks:?}");
                assert!((2..=6).contains(&ticks.at.len()), "{low} {high} {ticks:?}");
            }
        }
    }

    #[test]
    fn decades_have_a_round_stride() {
        check(&decades(-8.3, -1.2), &["−9", "−6", "−3", "0"]);
        check(&decades(-1.7, -1.2), &["−2", "−1"]);
        check(&decades(-44.0, 0.0), &["−45", "−30", "−15", "0"]);
        for low in -60..0 {
            assert!(decades(f64::from(low), 3.0).at.len() <= 5);
        }
    }

    #[test]
    fn logarithmic_labels_are_values() {
        check(&logarithmic(-2.5, 0.1), &["0.001", "0.01", "0.1", "1", "10"]);
        check(&logarithmic(-16.0, 0.0), &["1e−20", "1e−15", "1e−10", "1e−5", "1"]);
    }
}
