//! One unit by itself, in double precision: what it says, how wrong that is, and which way is down for each of its weights.

use crate::error::{Error, Result};
use crate::network::{Activation, Loss};

/// How wrong an answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrongness {
    /// |answer − target|
    Absolute,
    /// (answer − target)²
    Squared,
    /// −(t ln a + (1 − t) ln(1 − a)): the answer is a probability, the target, too. Infinite at an answer of 0 or 1 that is not the target.
    CrossEntropy,
}

impl Wrongness {
    /// `absolute`, `squared` or `cross_entropy`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "absolute" => Some(Self::Absolute),
            "squared" => Some(Self::Squared),
            "cross_entropy" => Some(Self::CrossEntropy),
            _ => None,
        }
    }

    /// The wrongness of `answer` and its derivative by the answer. At the kink of the absolute value the derivative is 0.
    #[must_use]
    pub fn of(self, answer: f64, target: f64) -> [f64; 2] {
        match self {
            Self::Absolute => term(Loss::Mae, answer, target),
            Self::Squared => term(Loss::Mse, answer, target),
            Self::CrossEntropy => {
                let part = |share: f64, of: f64| if share == 0.0 { 0.0 } else { -share * libm::log(of) };
                let value = part(target, answer) + part(1.0 - target, 1.0 - answer);
                [value, (answer - target) / (answer * (1.0 - answer))]
            }
        }
    }
}

fn term(loss: Loss, answer: f64, target: f64) -> [f64; 2] {
    let [value, slope, _] = loss.derivatives(1.0, answer, target);
    [value, slope]
}

/// One unit: Σ wᵢxᵢ + b, through an activation.
#[derive(Clone, Debug, PartialEq)]
pub struct Neuron {
    inputs: Vec<f64>,
    weights: Vec<f64>,
    bias: f64,
    activation: Activation,
}

impl Neuron {
    /// A unit with these inputs and as many weights.
    ///
    /// # Errors
    /// Names `weights` if there are not as many as inputs, and `inputs`, `weights` or `bias` if a number is not finite.
    pub fn new(inputs: Vec<f64>, weights: Vec<f64>, bias: f64, activation: Activation) -> Result<Self> {
        if inputs.len() != weights.len() {
            let problem = format!("must be as many as inputs ({}), got {}", inputs.len(), weights.len());
            return Err(Error::new("weights", problem));
        }
        for (field, numbers) in [("inputs", &inputs[..]), ("weights", &weights[..]), ("bias", &[bias])] {
            if !numbers.iter().all(|number| number.is_finite()) {
                return Err(Error::new(field, "must be finite"));
            }
        }
        Ok(Self { inputs, weights, bias, activation })
    }

    /// The weights as they are now.
    #[must_use]
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// Σ wᵢxᵢ + b
    #[must_use]
    pub fn sum(&self) -> f64 {
        self.products().sum::<f64>() + self.bias
    }

    /// wᵢxᵢ of every input.
    pub fn products(&self) -> impl Iterator<Item = f64> + '_ {
        self.inputs.iter().zip(&self.weights).map(|(input, weight)| input * weight)
    }

    /// What it says, φ(sum), and φ′(sum).
    #[must_use]
    pub fn answer(&self) -> [f64; 2] {
        response(self.activation, self.sum())
    }

    /// ∂(wrongness)/∂wᵢ of every weight.
    #[must_use]
    pub fn gradient(&self, wrongness: Wrongness, target: f64) -> Vec<f64> {
        let [answer, slope] = self.answer();
        let [_, upstream] = wrongness.of(answer, target);
        self.inputs.iter().map(|input| upstream * slope * input).collect()
    }

    /// One step of gradient descent: wᵢ ← wᵢ − rate · ∂(wrongness)/∂wᵢ.
    pub fn step(&mut self, wrongness: Wrongness, target: f64, rate: f64) {
        let gradient = self.gradient(wrongness, target);
        self.weights.iter_mut().zip(gradient).for_each(|(weight, slope)| *weight -= rate * slope);
    }

    /// The largest rate at which descent on [`Wrongness::Squared`] comes to rest, 2/λ with λ = 2 Σ xᵢ². For a unit that says its sum.
    #[must_use]
    pub fn squared_limit(&self) -> f64 {
        1.0 / self.inputs.iter().map(|input| input * input).sum::<f64>()
    }

    /// The wrongness at `count` values of weight `index` from `low` to `high`, the others as they are; none for a weight that there is not.
    #[must_use]
    pub fn valley(
        &self,
        index: usize,
        [low, high]: [f64; 2],
        count: usize,
        wrongness: Wrongness,
        target: f64,
    ) -> Vec<f64> {
        let mut moved = self.clone();
        if index >= moved.weights.len() {
            return Vec::new();
        }
        evenly([low, high], count)
            .map(|weight| {
                moved.weights[index] = weight;
                wrongness.of(moved.answer()[0], target)[0]
            })
            .collect()
    }
}

/// φ(z) and φ′(z).
#[must_use]
pub fn response(activation: Activation, z: f64) -> [f64; 2] {
    let [value, slope, _] = activation.derivatives(0.01, z);
    [value, slope]
}

/// `count` numbers from `low` to `high`, both included.
pub fn evenly([low, high]: [f64; 2], count: usize) -> impl Iterator<Item = f64> {
    let last = count.saturating_sub(1).max(1) as f64;
    (0..count).map(move |index| low + (high - low) * index as f64 / last)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TARGET: f64 = 0.6;

    /// The article's three judges.
    fn judges() -> Neuron {
        Neuron::new(vec![0.1, 0.1, 0.4], vec![0.5, 0.1, 0.4], 0.0, Activation::Identity).unwrap()
    }

    fn near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-12, "{found} instead of {expected}");
    }

    #[test]
    fn the_judges_say_0_22() {
        near(judges().answer()[0], 0.22);
        near(Wrongness::Absolute.of(0.22, TARGET)[0], 0.38);
        near(Wrongness::Squared.of(0.22, TARGET)[0], 0.1444);
        for (found, expected) in judges().gradient(Wrongness::Absolute, TARGET).iter().zip([-0.1, -0.1, -0.4]) {
            near(*found, expected);
        }
        for (found, expected) in judges().gradient(Wrongness::Squared, TARGET).iter().zip([-0.076, -0.076, -0.304]) {
            near(*found, expected);
        }
    }

    #[test]
    fn half_the_limit_lands_exactly_and_beyond_it_the_answer_leaves() {
        let (mut neuron, limit) = (judges(), judges().squared_limit());
        near(limit, 1.0 / 0.18);
        neuron.step(Wrongness::Squared, TARGET, limit / 2.0);
        near(neuron.answer()[0], TARGET);
        for (share, comes) in [(0.99, true), (1.01, false)] {
            let mut neuron = judges();
            for _ in 0..100 {
                neuron.step(Wrongness::Squared, TARGET, limit * share);
            }
            assert_eq!((neuron.answer()[0] - TARGET).abs() < 0.38, comes);
        }
    }

    #[test]
    fn absolute_error_rocks_for_ever() {
        let mut neuron = judges();
        let mut answers = Vec::new();
        for _ in 0..8 {
            neuron.step(Wrongness::Absolute, TARGET, 1.0);
            answers.push(neuron.answer()[0]);
        }
        // 0.22 + 0.18 + 0.18 + 0.18, then back and forth.
        for (found, expected) in answers.iter().zip([0.4, 0.58, 0.76, 0.58, 0.76, 0.58, 0.76, 0.58]) {
            near(*found, expected);
        }
    }

    #[test]
    fn slopes_are_those_of_central_differences() {
        for wrongness in [Wrongness::Absolute, Wrongness::Squared, Wrongness::CrossEntropy] {
            for answer in [0.05, 0.22, 0.5, 0.9] {
                let difference =
                    (wrongness.of(answer + 1e-6, TARGET)[0] - wrongness.of(answer - 1e-6, TARGET)[0]) / 2e-6;
                assert!((difference - wrongness.of(answer, TARGET)[1]).abs() < 1e-6, "{wrongness:?} at {answer}");
            }
        }
        // −(0.6 ln 0.22 + 0.4 ln 0.78), by hand.
        assert!((Wrongness::CrossEntropy.of(0.22, TARGET)[0] - 1.007_862).abs() < 1e-6);
        assert_eq!(Wrongness::CrossEntropy.of(0.0, 1.0)[0], f64::INFINITY);
        assert_eq!(Wrongness::CrossEntropy.of(1.0, 1.0)[0], 0.0);
    }

    #[test]
    fn a_switch_blames_nobody() {
        let mut neuron = Neuron::new(vec![0.1, 0.1, 0.4], vec![0.5, 0.1, 0.4], -0.5, Activation::Step).unwrap();
        assert_eq!(neuron.answer(), [0.0, 0.0]);
        assert!(neuron.gradient(Wrongness::Squared, TARGET).iter().all(|slope| *slope == 0.0));
        let before = neuron.clone();
        neuron.step(Wrongness::Squared, TARGET, 100.0);
        assert_eq!(neuron, before);
    }

    #[test]
    fn a_valley_is_the_wrongness_of_moved_units() {
        let valley = judges().valley(2, [-1.0, 4.0], 101, Wrongness::Squared, TARGET);
        // 0.05 + 0.01 + 0.4 w = 0.6 at w = 1.35.
        assert_eq!(valley.iter().enumerate().min_by(|a, b| a.1.total_cmp(b.1)).map(|(index, _)| index), Some(47));
        near(valley[47], 0.0);
        assert!(judges().valley(3, [0.0, 1.0], 5, Wrongness::Squared, TARGET).is_empty());
    }

    #[test]
    fn wrong_numbers_are_named() {
        let error = Neuron::new(vec![1.0], vec![], 0.0, Activation::Relu).unwrap_err();
        assert_eq!(error.to_string(), "weights: must be as many as inputs (1), got 0");
        let error = Neuron::new(vec![f64::NAN], vec![1.0], 0.0, Activation::Relu).unwrap_err();
        assert_eq!(error.to_string(), "inputs: must be finite");
    }
}
