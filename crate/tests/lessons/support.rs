//! Runs over many seeds, and the table of what was seen in them.

use downhill::dataset::{Dataset, DatasetConfig, DatasetKind, Features, LabelOrder, Split};
use downhill::diagnostics::log10_norm;
use downhill::math::norm::norm;
use downhill::network::{Activation, Alpha, Init, Loss, Mlp, MlpConfig, Residual, ResidualKind, Workspace, accuracy};
use downhill::optimizer::{Momentum, Optimizer, OptimizerConfig, SgdConfig, clip_global_norm};
use downhill::random::{Random, Stream};
use downhill::samples::Samples;

/// Seeds of data and weights, both drawn anew.
pub(crate) const SEEDS: u32 = 12;

/// Two rows of synthetic data for each training row.
pub(crate) fn dataset(kind: DatasetKind, train_rows: usize, noise: f64, label_noise: f64, seed: u32) -> Dataset {
    let config = DatasetConfig {
        kind,
        features: Features::Picture,
        samples: 2 * train_rows,
        noise,
        label_noise,
        label_order: LabelOrder::Kept,
        seed,
        split: Split::default(),
    };
    Dataset::new(&config).unwrap()
}

/// What a run is made of.
#[derive(Clone)]
pub(crate) struct Setup {
    pub(crate) data: DatasetKind,
    pub(crate) rows: usize,
    pub(crate) noise: f64,
    pub(crate) label_noise: f64,
    pub(crate) hidden: Vec<usize>,
    pub(crate) activation: Activation,
    pub(crate) residual: Residual,
    pub(crate) init: Init,
    pub(crate) loss: Loss,
    pub(crate) optimizer: OptimizerConfig,
    pub(crate) rate: f32,
    pub(crate) clip: Option<f64>,
}

pub(crate) fn no_skip() -> Residual {
    Residual::default()
}

pub(crate) fn skip(alpha: Alpha) -> Residual {
    Residual { kind: ResidualKind::Preact, alpha, learn_alpha: false }
}

pub(crate) fn sgd() -> OptimizerConfig {
    OptimizerConfig::Sgd(SgdConfig { momentum: Momentum::None, weight_decay: 0.0 })
}

pub(crate) fn adam() -> OptimizerConfig {
    OptimizerConfig::from_name("adam").unwrap()
}

impl Setup {
    /// The network of the depth lessons: circle, 128 rows, width 16, D weight layers, tanh, U(±1/√fan_in), gradient descent 0.3.
    pub(crate) fn deep(depth: usize) -> Self {
        Self {
            data: DatasetKind::Circle,
            rows: 128,
            noise: 0.0,
            label_noise: 0.0,
            hidden: vec![16; depth - 1],
            activation: Activation::Tanh,
            residual: no_skip(),
            init: Init::FanInUniform,
            loss: Loss::BceLogits,
            optimizer: sgd(),
            rate: 0.3,
            clip: None,
        }
    }

    /// With the scaled skip.
    pub(crate) fn skipped(self) -> Self {
        Self { residual: skip(Alpha::InverseSqrtBlocks), ..self }
    }

    pub(crate) fn run(&self, seed: u32) -> Run {
        let data = dataset(self.data, self.rows, self.noise, self.label_noise, seed);
        let widths = [&[data.train.features()][..], &self.hidden, &[1]].concat();
        let config =
            MlpConfig { widths, activation: self.activation, leaky_slope: 0.0, residual: self.residual.clone() };
        let mlp = Mlp::new(config).unwrap();
        mlp.check(&data.train, self.loss).unwrap();
        let params = self.init.initialise(&mlp, &mut Random::new(seed, Stream::Init));
        Run {
            optimizer: Optimizer::new(&self.optimizer, params.len()),
            workspace: Workspace::new(&mlp),
            grads: vec![0.0; params.len()],
            setup: self.clone(),
            steps: 0,
            mlp,
            params,
            data,
        }
    }

    /// What `see` sees in a run of each seed, two at a time.
    pub(crate) fn over_seeds<T: Send>(&self, see: impl Fn(Run) -> T + Sync) -> Vec<T> {
        over_seeds(SEEDS, |seed| see(self.run(seed)))
    }
}

/// `see` for each seed, two at a time.
pub(crate) fn over_seeds<T: Send>(count: u32, see: impl Fn(u32) -> T + Sync) -> Vec<T> {
    let every_other = |first: u32| (first..count).step_by(2).map(|seed| (seed, see(seed))).collect::<Vec<_>>();
    let mut seen = std::thread::scope(|scope| {
        let odd = scope.spawn(|| every_other(1));
        let even = every_other(0);
        even.into_iter().chain(odd.join().unwrap()).collect::<Vec<_>>()
    });
    seen.sort_by_key(|(seed, _)| *seed);
    seen.into_iter().map(|(_, seen)| seen).collect()
}

/// A run in the f32 core, full batch. Unlike the library's trainer it goes on after a blow-up, to see that nothing comes back.
pub(crate) struct Run {
    pub(crate) mlp: Mlp,
    pub(crate) data: Dataset,
    pub(crate) params: Vec<f32>,
    pub(crate) steps: usize,
    setup: Setup,
    optimizer: Optimizer,
    workspace: Workspace,
    grads: Vec<f32>,
}

impl Run {
    /// One step; the loss before it.
    pub(crate) fn step(&mut self) -> f64 {
        let loss = self.gradient();
        if let Some(max_norm) = self.setup.clip {
            clip_global_norm(&mut self.grads, max_norm);
        }
        self.optimizer.step(self.setup.rate, &mut self.params, &self.grads);
        self.steps += 1;
        loss
    }

    /// Up to `steps` steps; the loss after them, which is not finite if one on the way was not.
    pub(crate) fn advance(&mut self, steps: usize) -> f64 {
        for _ in 0..steps {
            let loss = self.step();
            if !loss.is_finite() {
                return loss;
            }
        }
        self.loss()
    }

    fn gradient(&mut self) -> f64 {
        let Self { mlp, params, data, workspace, grads, setup, .. } = self;
        mlp.loss_and_gradient(params, &data.train, setup.loss, workspace, grads)
    }

    pub(crate) fn loss(&mut self) -> f64 {
        self.mlp.loss(&self.params, &self.data.train, self.setup.loss, &mut self.workspace)
    }

    fn accuracy_on(&mut self, samples: &Samples) -> f64 {
        let mut outputs = Vec::new();
        self.mlp.predict(&self.params, samples, &mut self.workspace, &mut outputs);
        accuracy(&outputs, samples.targets(), self.setup.loss)
    }

    pub(crate) fn accuracy(&mut self) -> f64 {
        let train = self.data.train.clone();
        self.accuracy_on(&train)
    }

    pub(crate) fn test(&mut self, samples: &Samples) -> (f64, f64) {
        let loss = self.mlp.loss(&self.params, samples, self.setup.loss, &mut self.workspace);
        (loss, self.accuracy_on(samples))
    }

    /// log10 of the norm of ∂L/∂W of layers 2, the middle one and D−1.
    pub(crate) fn gradient_sizes(&mut self) -> [f64; 3] {
        self.gradient();
        let depth = self.mlp.layers().len();
        [2, depth.div_ceil(2), depth - 1].map(|layer| {
            let weights = self.mlp.layers()[layer - 1].weights.clone();
            log10_norm(norm(&self.grads[weights])).unwrap_or(f64::NEG_INFINITY)
        })
    }

    /// The first step, in tens, at which training accuracy reaches 0.95.
    pub(crate) fn steps_to_learn(&mut self, at_most: usize) -> Option<usize> {
        while self.steps < at_most {
            self.advance(10);
            if self.accuracy() >= 0.95 {
                return Some(self.steps);
            }
        }
        None
    }
}

pub(crate) fn median(values: &[f64]) -> f64 {
    let mut values = values.to_vec();
    values.sort_unstable_by(f64::total_cmp);
    (values[values.len() / 2] + values[(values.len() - 1) / 2]) / 2.0
}

/// "median [least, greatest]", and how many are not finite.
pub(crate) fn spread(values: &[f64]) -> String {
    let finite: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
    let lost = values.len() - finite.len();
    let number = |value: f64| {
        if value != 0.0 && !(1e-3..1e4).contains(&value.abs()) {
            format!("{value:.1e}")
        } else if value.fract() == 0.0 {
            format!("{value}")
        } else {
            format!("{value:.3}")
        }
    };
    let ends = |pick: fn(f64, f64) -> f64| number(finite.iter().copied().reduce(pick).unwrap());
    match (finite.is_empty(), lost) {
        (true, _) => format!("{lost} not finite"),
        (_, 0) => format!("{} [{}, {}]", number(median(&finite)), ends(f64::min), ends(f64::max)),
        _ => format!("{} [{}, {}], {lost} not finite", number(median(&finite)), ends(f64::min), ends(f64::max)),
    }
}

/// Steps of those who learned, and how many did not.
pub(crate) fn steps_seen(steps: &[Option<usize>]) -> String {
    let known: Vec<f64> = steps.iter().flatten().map(|&steps| steps as f64).collect();
    let never = steps.len() - known.len();
    match (known.is_empty(), never) {
        (true, _) => "never".into(),
        (_, 0) => format!("step {}", spread(&known)),
        _ => format!("step {}, {never} never", spread(&known)),
    }
}

/// What is seen, beside what is expected.
#[derive(Default)]
pub(crate) struct Table {
    lines: Vec<String>,
    missed: Vec<String>,
}

impl Table {
    /// One line: of `total` seeds `held` hold, and at least `wanted` must.
    pub(crate) fn line(&mut self, lesson: &str, seen: &str, expected: &str, held: usize, total: usize, wanted: usize) {
        let verdict = if held >= wanted { "" } else { " **missed**" };
        let line = format!("| {lesson} | {seen} | {expected} | {held} of {total}{verdict} |");
        println!("{line}");
        if held < wanted {
            self.missed.push(line.clone());
        }
        self.lines.push(line);
    }

    /// A line about the median of all seeds.
    pub(crate) fn once(&mut self, lesson: &str, seen: &str, expected: &str, holds: bool) {
        self.line(lesson, seen, expected, usize::from(holds), 1, 1);
    }

    /// A line that is judged with others.
    pub(crate) fn show(&mut self, lesson: &str, seen: &str, expected: &str) {
        let line = format!("| {lesson} | {seen} | {expected} | – |");
        println!("{line}");
        self.lines.push(line);
    }

    pub(crate) fn text(&self) -> String {
        self.lines.join("\n")
    }

    pub(crate) fn missed(&self) -> &[String] {
        &self.missed
    }
}

pub(crate) fn count<T>(items: &[T], holds: impl Fn(&T) -> bool) -> usize {
    items.iter().filter(|item| holds(item)).count()
}
