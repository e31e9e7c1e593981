//! The problems of two parameters, made ready: what each minimises, where to look and where to start.

use super::choices::ProblemChoice;
use super::spec::Spec;
use crate::dataset::{Dataset, DatasetConfig, DatasetKind};
use crate::error::{Error, Result};
use crate::network::{Activation, Loss, MlpConfig, Residual};
use crate::objective::{ClosedForm, Free, Window};
use crate::random::{Random, Stream};
use crate::samples::{RowTargets, Samples, Targets};
use crate::training::{Problem, Rows};

/// The line that the points of [`ProblemChoice::Line`] scatter around: slope and intercept.
const TRUE_LINE: [f64; 2] = [1.5, -0.5];

/// The article's neuron: three judges' scores, their first weights, and what was wanted.
const SCORES: [f32; 3] = [0.1, 0.1, 0.4];
const WEIGHTS: [f32; 3] = [0.5, 0.1, 0.4];
const WANTED: f32 = 0.6;

/// What a page has to know to offer a problem of two parameters.
#[derive(Clone, Debug, PartialEq)]
pub struct ProblemView {
    /// Its name, as the field `problem` has it.
    pub name: &'static str,
    /// What the two parameters are called on the axes.
    pub parameters: [&'static str; 2],
    /// The window's ends along the first parameter.
    pub a: [f64; 2],
    /// The window's ends along the second parameter.
    pub b: [f64; 2],
    /// A good place to start.
    pub start: [f32; 2],
    /// A good rate for plain gradient descent from there.
    pub learning_rate: f64,
    /// λ_max of the Hessian at minima whose limits for the learning rate one should know.
    pub landmarks: &'static [f64],
}

/// The pit's minimum (3.92983, 0) and the wide valley's (0, 0).
const PIT_LANDMARKS: &[f64] = &[57.006, 1.0];

impl ProblemChoice {
    /// The formula, if it is one.
    #[must_use]
    pub fn closed_form(self) -> Option<ClosedForm> {
        ClosedForm::from_name(self.name()).ok()
    }

    /// What there is to know of a problem of two parameters; a whole network has no view.
    #[must_use]
    pub fn view(self) -> Option<ProblemView> {
        let square = |low: f64, high: f64| Window { a: [low, high], b: [low, high] };
        let (parameters, window, start, learning_rate) = match (self, self.closed_form()) {
            (_, Some(form)) => (["x", "y"], form.window(), form.start(), form.learning_rate()),
            (Self::Line, _) => (["w", "b"], square(-3.0, 4.0), [-2.0, 3.0], 0.2),
            (Self::Neuron, _) => (["w1", "w2"], square(-4.0, 6.0), [-2.0, 1.0], 0.3),
            (Self::Judges, _) => {
                (["w1", "w3"], Window { a: [-3.0, 5.0], b: [-2.0, 4.0] }, [WEIGHTS[0], WEIGHTS[2]], 1.0)
            }
            _ => return None,
        };
        let (name, Window { a, b }) = (self.name(), window);
        let landmarks = if self == Self::Pit { PIT_LANDMARKS } else { &[] };
        Some(ProblemView { name, parameters, a, b, start, learning_rate, landmarks })
    }
}

/// The views of all problems of two parameters, in the order they are offered.
pub(super) fn views() -> Vec<ProblemView> {
    ProblemChoice::ALL.iter().filter_map(|choice| choice.view()).collect()
}

impl Spec {
    /// What the run minimises, and where it starts. `file` is the table of a whole network's data, as for
    /// [`Spec::trainer_with`]; the other problems need none and look at none.
    ///
    /// # Errors
    /// As [`Spec::trainer_with`].
    pub fn problem_with(&self, file: Option<&[u8]>) -> Result<Problem> {
        let start = [self.start_a as f32, self.start_b as f32];
        match (self.problem, self.problem.closed_form()) {
            (_, Some(form)) => Ok(Problem::ClosedForm { form, start }),
            _ if !crate::WHOLE => Err(Error::new("problem", "must be a formula: this core has no networks")),
            (ProblemChoice::Line, _) => self.partial(self.line()?, vec![1, 1], vec![0.0; 2], vec![0, 1], start),
            // One unit z = tanh(w1 x1 + w2 x2), answered as it is: the output layer multiplies by 1 and adds nothing.
            (ProblemChoice::Neuron, _) => {
                self.partial(self.neuron()?, vec![2, 1, 1], vec![0.0, 0.0, 0.0, 1.0, 0.0], vec![0, 1], start)
            }
            (ProblemChoice::Judges, _) => {
                let targets = RowTargets::Values { outputs: 1, values: &[WANTED] };
                let train = Samples::from_rows(&SCORES, SCORES.len(), targets)?;
                let rows = Rows { train, validation: None, test: None };
                let params = [&WEIGHTS[..], &[0.0]].concat();
                self.partial(rows, vec![3, 1], params, vec![0, 2], start)
            }
            _ => self.network_problem(file),
        }
    }

    fn partial(
        &self,
        rows: Rows,
        widths: Vec<usize>,
        mut params: Vec<f32>,
        places: Vec<usize>,
        start: [f32; 2],
    ) -> Result<Problem> {
        places.iter().zip(start).for_each(|(&place, value)| params[place] = value);
        let model = MlpConfig { widths, activation: Activation::Tanh, leaky_slope: 0.0, residual: Residual::default() };
        let window = self.problem.view().map(|view| Window { a: view.a, b: view.b });
        Ok(Problem::Partial { rows, model, loss: Loss::Mse, free: Free::new(params, places)?, window })
    }

    /// Points around a line, x uniform in 0..2: because x is not centred, slope and intercept lean on each other and the
    /// valley is oblique.
    fn line(&self) -> Result<Rows> {
        let count = self.samples as usize;
        let mut random = Random::new(self.seed, Stream::Data);
        let (mut inputs, mut values) = (Vec::with_capacity(count), Vec::with_capacity(count));
        for _ in 0..count {
            let x = random.uniform_in(0.0, 2.0);
            let y = TRUE_LINE[0] * x + TRUE_LINE[1] + self.noise * random.normal();
            inputs.push(x as f32);
            values.push(y as f32);
        }
        let all = Samples::from_rows(&inputs, 1, RowTargets::Values { outputs: 1, values: &values })?;
        Ok(halved(&all))
    }

    /// Two clouds, to be answered with 1 and −1.
    fn neuron(&self) -> Result<Rows> {
        let config = DatasetConfig { kind: DatasetKind::TwoGaussians, ..self.dataset_config() };
        let data = Dataset::new(&config)?;
        let signed = |samples: &Samples| -> Result<Samples> {
            let Targets::Classes { labels, .. } = samples.targets() else {
                return Err(Error::new("dataset", "must have two classes"));
            };
            let values: Vec<f32> = labels.iter().map(|&label| if label == 0 { 1.0 } else { -1.0 }).collect();
            let inputs: Vec<f32> =
                (0..samples.rows()).flat_map(|row| [0, 1].map(|feature| samples.feature(feature)[row])).collect();
            Samples::from_rows(&inputs, 2, RowTargets::Values { outputs: 1, values: &values })
        };
        Ok(Rows {
            train: signed(&data.train)?,
            validation: Some(signed(&data.validation)?),
            test: Some(signed(&data.test)?),
        })
    }
}

/// Half of the rows to learn from, a quarter each for validation and test. The rows come in no order.
fn halved(all: &Samples) -> Rows {
    let count = all.rows();
    let (train_end, validation_end) = (count / 2, count - count / 4);
    let part = |range: std::ops::Range<usize>| all.subset(&range.collect::<Vec<_>>());
    Rows {
        train: part(0..train_end),
        validation: Some(part(train_end..validation_end)),
        test: Some(part(validation_end..count)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spec(problem: ProblemChoice) -> Spec {
        let view = problem.view().unwrap();
        Spec {
            problem,
            start_a: f64::from(view.start[0]),
            start_b: f64::from(view.start[1]),
            learning_rate: view.learning_rate,
            ..Spec::default()
        }
    }

    fn small() -> impl Iterator<Item = ProblemChoice> {
        ProblemChoice::ALL.iter().copied().filter(|problem| problem.view().is_some())
    }

    #[test]
    fn every_formula_is_offered_and_every_problem_but_the_network_has_two_parameters() {
        let formulas = ProblemChoice::ALL.iter().filter(|problem| problem.closed_form().is_some()).count();
        assert_eq!(formulas, ClosedForm::ALL.len());
        assert_eq!(small().count(), ProblemChoice::ALL.len() - 1);
        for problem in small() {
            let trainer = spec(problem).trainer().unwrap();
            assert_eq!((trainer.params().len(), trainer.window().is_some()), (2, true), "{}", problem.name());
            assert_eq!(trainer.params(), problem.view().unwrap().start);
        }
    }

    #[test]
    fn the_pit_tells_its_two_limits_where_they_are_measured() {
        let form = ClosedForm::Pit;
        for (lambda, [x, y]) in PIT_LANDMARKS.iter().zip([[3.929_83, 0.0], [0.0, 0.0]]) {
            assert!(form.gradient(x, y).iter().all(|part| part.abs() < 1e-3), "{x}, {y} is a minimum");
            let [xx, xy, yy] = form.hessian(x, y);
            let largest = f64::midpoint(xx, yy) + ((xx - yy) / 2.0).hypot(xy);
            assert!((largest - lambda).abs() < 1e-3, "{largest} at {x}, {y}, not {lambda}");
        }
    }

    #[test]
    fn from_its_start_each_problem_goes_down_and_stays_in_its_window() {
        for problem in small() {
            let spec = spec(problem);
            let (mut trainer, view) = (spec.trainer().unwrap(), problem.view().unwrap());
            let first = trainer.train_loss();
            let falls_for_ever = matches!(problem, ProblemChoice::Saddle | ProblemChoice::Monkey);
            trainer.advance(if falls_for_ever { 20 } else { 400 });
            assert_eq!(trainer.blow_up(), None, "{}", problem.name());
            let last = trainer.train_loss();
            assert!(last < first - 0.05 * first.abs(), "{}: {first} to {last}", problem.name());
            for point in trainer.path() {
                let [a, b] = [point.params[0], point.params[1]].map(f64::from);
                let inside = (view.a[0]..=view.a[1]).contains(&a) && (view.b[0]..=view.b[1]).contains(&b);
                assert!(inside, "{}: {a} {b} at step {}", problem.name(), point.step);
            }
        }
    }

    #[test]
    fn the_judges_are_the_articles_neuron() {
        let mut trainer = spec(ProblemChoice::Judges).trainer().unwrap();
        // 0.22 is answered, 0.6 wanted.
        assert!((trainer.train_loss() - 0.38 * 0.38).abs() < 1e-7);
        let gradient = trainer.gradient().to_vec();
        assert!((gradient[0] + 0.076).abs() < 1e-6 && (gradient[1] + 0.304).abs() < 1e-6, "{gradient:?}");
        assert_eq!(trainer.all_params(), [0.5, 0.1, 0.4, 0.0]);
        // λ = 2 (0.1² + 0.4²) along the gradient: one step of 1/λ reaches what was wanted.
        trainer.set_learning_rate(1.0 / 0.34).unwrap();
        trainer.step().unwrap();
        assert!(trainer.train_loss() < 1e-12 && trainer.all_params()[1] == 0.1);
    }

    #[test]
    fn the_line_finds_the_least_squares_solution() {
        let mut trainer = Spec { learning_rate: 0.4, ..spec(ProblemChoice::Line) }.trainer().unwrap();
        trainer.advance(2000);
        let rows = trainer.train_rows().unwrap();
        let Targets::Values { values, .. } = rows.targets() else { panic!("a line has numbers for targets") };
        let n = rows.rows() as f64;
        let mean = |value: &dyn Fn(usize) -> f64| (0..rows.rows()).map(value).sum::<f64>() / n;
        let (x, y) = (|row: usize| f64::from(rows.feature(0)[row]), |row: usize| f64::from(values[row]));
        let (mx, my) = (mean(&x), mean(&y));
        let slope = (mean(&|row| x(row) * y(row)) - mx * my) / (mean(&|row| x(row) * x(row)) - mx * mx);
        let [w, b] = [trainer.params()[0], trainer.params()[1]].map(f64::from);
        assert!((w - slope).abs() < 1e-4 && (b - (my - slope * mx)).abs() < 1e-4, "{w} {b} against {slope}");
        assert!((w - TRUE_LINE[0]).abs() < 0.1 && (b - TRUE_LINE[1]).abs() < 0.1);
    }
}
