//! From settings to an engine.

use super::choices::{Block, LossChoice, Rule, Skip, Start};
use super::spec::Spec;
use crate::dataset::{Dataset, DatasetConfig, Split, Task};
use crate::error::{Error, Result};
use crate::network::{Alpha, Init, Loss, MlpConfig, Residual, ResidualKind};
use crate::optimizer::{AdagradConfig, AdamConfig, AdamWConfig, Momentum, OptimizerConfig, RmsPropConfig, SgdConfig};
use crate::training::{Problem, Schedule, Trainer, TrainerConfig};

impl Spec {
    /// The run that these settings describe, at step 0: [`Spec::trainer_with`] without a file.
    ///
    /// # Errors
    /// As [`Spec::trainer_with`].
    pub fn trainer(&self) -> Result<Trainer> {
        self.trainer_with(None)
    }

    /// The run that these settings describe, at step 0. `file` holds the bytes of the data set's table where it has one
    /// that the program does not carry; see [`Dataset::with_file`].
    ///
    /// # Errors
    /// Names a field whose value the engine does not accept; a spec that came through a checked door has none. Names
    /// `file`, or a line and column of it, if the table is missing, not wanted or not readable.
    pub fn trainer_with(&self, file: Option<&[u8]>) -> Result<Trainer> {
        Trainer::new(self.problem_with(file)?, &self.walk())
    }

    /// How the run walks.
    #[must_use]
    pub fn walk(&self) -> TrainerConfig {
        TrainerConfig {
            optimizer: self.optimizer(),
            learning_rate: self.learning_rate as f32,
            schedule: self.schedule(),
            clip: (self.clip > 0.0).then_some(self.clip),
            // What has mini-batches is noisy by them.
            gradient_noise: if self.problem.closed_form().is_some() { self.gradient_noise } else { 0.0 },
            batch_size: self.batch_size as usize,
            seed: self.seed,
        }
    }

    /// The whole network on its data.
    pub(super) fn network_problem(&self, file: Option<&[u8]>) -> Result<Problem> {
        self.network_on(Dataset::with_own(&self.dataset_config(), &self.table, file)?)
    }

    /// The whole network on these data.
    pub(super) fn network_on(&self, data: Dataset) -> Result<Problem> {
        Ok(Problem::Network {
            model: self.model(&data),
            loss: self.loss(&data)?,
            init: self.init(),
            gain: if self.init == Start::Normal { 1.0 } else { self.gain as f32 },
            data,
        })
    }

    /// What to make or load.
    #[must_use]
    pub fn dataset_config(&self) -> DatasetConfig {
        DatasetConfig {
            kind: self.dataset,
            features: self.features,
            samples: self.samples as usize,
            noise: self.noise,
            label_noise: self.label_noise,
            label_order: self.label_order,
            seed: self.seed,
            split: Split::with_train_share(self.train_share),
        }
    }

    /// The network for `data`: its inputs and outputs, the hidden layers between them.
    #[must_use]
    pub fn model(&self, data: &Dataset) -> MlpConfig {
        let hidden = self.hidden_layers as usize;
        let mut widths = vec![data.train.features()];
        widths.extend(self.widths.iter().map(|&width| width as usize).take(hidden));
        widths.resize(1 + hidden, self.width as usize);
        widths.push(data.task.outputs());
        let kind = match (self.residual, self.block) {
            (Skip::Off, _) => ResidualKind::None,
            (_, Block::Preact) => ResidualKind::Preact,
            (_, Block::Postact) => ResidualKind::Postact,
            (_, Block::Preact2) => ResidualKind::Preact2,
        };
        let alpha = match self.residual {
            Skip::Off | Skip::Sum => Alpha::Value(1.0),
            Skip::Scaled => Alpha::InverseSqrtBlocks,
            Skip::Average => Alpha::InverseBlocks,
            Skip::Fixed | Skip::Learned => Alpha::Value(self.alpha as f32),
        };
        let residual = Residual { kind, alpha, learn_alpha: self.residual == Skip::Learned };
        MlpConfig { widths, activation: self.activation, leaky_slope: self.leaky_slope as f32, residual }
    }

    /// What is minimised on `data`.
    ///
    /// # Errors
    /// Names `loss` and what fits if it does not fit the task: squared, absolute and Huber's error are for numbers and
    /// two classes, binary cross-entropy for two classes, softmax cross-entropy for more.
    pub fn loss(&self, data: &Dataset) -> Result<Loss> {
        let (of_task, fitting) = match data.task {
            Task::Binary => (Loss::BceLogits, "auto, mse, half_mse, mae, huber or bce_logits"),
            Task::Multiclass(_) => (Loss::SoftmaxCe, "auto or softmax_ce"),
            Task::Regression(_) => (Loss::Mse, "auto, mse, half_mse, mae or huber"),
        };
        if !fitting.split([',', ' ']).any(|name| name == self.loss.name()) {
            let problem = format!("must be {fitting} for {}, got {}", data.kind.name(), self.loss.name());
            return Err(Error::new("loss", problem));
        }
        Ok(match self.loss {
            LossChoice::Auto => of_task,
            LossChoice::Mse => Loss::Mse,
            LossChoice::HalfMse => Loss::HalfMse,
            LossChoice::Mae => Loss::Mae,
            LossChoice::Huber => Loss::Huber { delta: self.huber_delta as f32 },
            LossChoice::BceLogits => Loss::BceLogits,
            LossChoice::SoftmaxCe => Loss::SoftmaxCe,
        })
    }

    /// How the first weights are drawn.
    #[must_use]
    pub fn init(&self) -> Init {
        match self.init {
            Start::Xavier => Init::XavierNormal,
            Start::XavierUniform => Init::XavierUniform,
            Start::Lecun => Init::LecunNormal,
            Start::LecunUniform => Init::LecunUniform,
            Start::He => Init::HeNormal,
            Start::HeUniform => Init::HeUniform,
            Start::Uniform => Init::FanInUniform,
            Start::Unit => Init::UnitUniform,
            Start::Zeros => Init::Zeros,
            Start::Normal => Init::ScaledNormal { variance: self.init_variance as f32 },
            Start::Orthogonal => Init::Orthogonal,
        }
    }

    /// The update rule with its options; what the spec does not name has PyTorch's default.
    #[must_use]
    pub fn optimizer(&self) -> OptimizerConfig {
        let (betas, eps, l2) = ([self.beta1, self.beta2], self.epsilon, self.l2);
        let sgd = |momentum| OptimizerConfig::Sgd(SgdConfig { momentum, weight_decay: l2 });
        match self.optimizer {
            Rule::Sgd => sgd(Momentum::None),
            // A ball without mass is plain descent.
            Rule::Momentum | Rule::Nesterov if self.momentum == 0.0 => sgd(Momentum::None),
            Rule::Momentum => sgd(Momentum::classic(self.momentum)),
            Rule::Nesterov => sgd(Momentum::Nesterov { factor: self.momentum }),
            Rule::Adagrad => OptimizerConfig::Adagrad(AdagradConfig { weight_decay: l2, ..Default::default() }),
            Rule::RmsProp => {
                OptimizerConfig::RmsProp(RmsPropConfig { alpha: self.rho, eps, weight_decay: l2, ..Default::default() })
            }
            Rule::Adam => OptimizerConfig::Adam(AdamConfig { betas, eps, weight_decay: l2, ..Default::default() }),
            Rule::AdamW => OptimizerConfig::AdamW(AdamWConfig {
                betas,
                eps,
                weight_decay: self.weight_decay,
                ..Default::default()
            }),
        }
    }

    /// The course of the learning rate.
    #[must_use]
    pub fn schedule(&self) -> Schedule {
        let (steps, decay, warmup) = (self.schedule_steps, self.schedule_decay, self.warmup);
        Schedule { course: self.schedule, steps, decay, warmup }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::DatasetKind;
    use crate::experiment::{FIELDS, Kind, Value};
    use crate::network::Activation;

    #[test]
    fn every_accepted_extreme_builds() {
        for field in FIELDS {
            let extremes = match field.kind {
                Kind::Integer { min, max } => vec![Value::Integer(min), Value::Integer(max)],
                Kind::Number { min, max, .. } => vec![Value::Number(min), Value::Number(max)],
                Kind::Choice(choices) => choices.iter().map(|choice| Value::Choice(choice.value)).collect(),
                Kind::List { min, max, length } => {
                    vec![Value::List(vec![]), Value::List(vec![min; length]), Value::List(vec![max; 3])]
                }
                Kind::Branches => vec![Value::Branches(vec![])],
                Kind::Name => vec![Value::Name(String::new())],
                Kind::Events => vec![Value::Events(String::new())],
                Kind::Table => vec![Value::Table(String::new())],
            };
            for value in extremes {
                let mut spec = Spec { dataset: DatasetKind::Circle, ..Spec::default() };
                (field.set)(&mut spec, &value);
                if field.misfit(&spec).is_some() {
                    continue;
                }
                let own = (spec.dataset == DatasetKind::Own).then_some(&b"x,y\n1,a\n2,b\n3,a\n4,b\n5,a\n6,b\n"[..]);
                assert!(spec.trainer_with(own).is_ok(), "{} {value}", field.name);
            }
        }
    }

    #[test]
    fn depth_and_width_count_hidden_layers() {
        let trainer = Spec { hidden_layers: 29, width: 16, ..Spec::default() }.trainer().unwrap();
        assert_eq!(trainer.mlp().unwrap().layers().len(), 30);
        assert_eq!(trainer.mlp().unwrap().config().widths[..3], [2, 16, 16]);
        assert_eq!((trainer.mlp().unwrap().outputs(), trainer.mlp().unwrap().block_count()), (3, 0));
    }

    #[test]
    fn the_first_widths_can_be_named_one_by_one() {
        let widths = |hidden_layers, widths: &[u32]| {
            let spec = Spec { hidden_layers, widths: widths.to_vec(), ..Spec::default() };
            spec.trainer().unwrap().mlp().unwrap().config().widths.clone()
        };
        assert_eq!(widths(4, &[16, 5]), [2, 16, 5, 8, 8, 3]);
        assert_eq!(widths(1, &[16, 5]), [2, 16, 3]);
        assert_eq!(widths(0, &[16, 5]), [2, 3]);
    }

    #[test]
    fn a_loss_fits_where_the_table_says_and_is_named_elsewhere() {
        // A table of one's own may hold any kind of answer.
        for dataset in DatasetKind::ALL.into_iter().filter(|&kind| kind != DatasetKind::Own) {
            for &loss in LossChoice::ALL {
                let spec = Spec { dataset, loss, ..Spec::default() };
                let fits = FIELDS.iter().all(|field| field.misfit(&spec).is_none());
                match spec.trainer() {
                    Ok(_) => assert!(fits, "{dataset:?} {loss:?}"),
                    Err(error) => assert!(!fits && error.field == "loss", "{dataset:?} {error}"),
                }
            }
        }
        let error = Spec { loss: LossChoice::Mse, ..Spec::default() }.trainer().unwrap_err();
        assert_eq!(error.to_string(), "loss: must be auto or softmax_ce for penguins, got mse");
    }

    #[test]
    fn with_steps_between_layers_only_the_last_layer_learns() {
        let spec = Spec { activation: Activation::Step, ..Spec::default() };
        let mut trainer = spec.trainer().unwrap();
        let gradients = trainer.layer_gradients();
        assert!(gradients[..4].iter().all(|&log10| log10 == f64::NEG_INFINITY) && gradients[4] > -3.0, "{gradients:?}");
        let (start, last) = (trainer.params().to_vec(), trainer.mlp().unwrap().layers()[4].weights.start);
        trainer.advance(20);
        assert_eq!(trainer.params()[..last], start[..last]);
        assert_ne!(trainer.params()[last..], start[last..]);
    }

    #[test]
    fn gain_multiplies_weights_and_leaves_biases() {
        let spec = Spec { init: Start::Uniform, ..Spec::default() };
        let (plain, doubled) = (spec.trainer().unwrap(), Spec { gain: 2.0, ..spec }.trainer().unwrap());
        for layer in plain.mlp().unwrap().layers() {
            for place in layer.weights.clone() {
                assert_eq!(doubled.params()[place], 2.0 * plain.params()[place]);
            }
            assert_eq!(doubled.params()[layer.biases.clone()], plain.params()[layer.biases.clone()]);
        }
    }

    #[test]
    fn the_skip_changes_no_starting_weight() {
        let plain = Spec::default().trainer().unwrap();
        let skip = Spec { residual: Skip::Scaled, ..Spec::default() }.trainer().unwrap();
        assert_eq!(plain.params(), skip.params());
        assert_eq!(skip.mlp().unwrap().block_count(), 3);
    }
}
