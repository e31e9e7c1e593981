//! From settings to an engine.

use super::choices::{Rule, Skip, Start};
use super::spec::Spec;
use crate::dataset::{Dataset, DatasetConfig, Split, Task};
use crate::error::Result;
use crate::network::{Alpha, Init, Loss, MlpConfig, Residual, ResidualKind};
use crate::optimizer::{AdamConfig, OptimizerConfig, SgdConfig};
use crate::training::{Problem, Trainer, TrainerConfig};

impl Spec {
    /// The run that these settings describe, at step 0.
    ///
    /// # Errors
    /// Names a field whose value the engine does not accept; a spec that came through a checked door has none.
    pub fn trainer(&self) -> Result<Trainer> {
        let data = Dataset::new(&self.dataset_config())?;
        let problem = Problem::Network {
            model: self.model(&data),
            loss: self.loss(&data),
            init: match self.init {
                Start::Xavier => Init::XavierNormal,
                Start::He => Init::HeNormal,
                Start::Uniform => Init::FanInUniform,
            },
            data,
        };
        let config = TrainerConfig {
            optimizer: match self.optimizer {
                Rule::Sgd => OptimizerConfig::Sgd(SgdConfig::default()),
                Rule::Adam => OptimizerConfig::Adam(AdamConfig::default()),
            },
            learning_rate: self.learning_rate as f32,
            batch_size: self.batch_size as usize,
            seed: self.seed,
        };
        Trainer::new(problem, &config)
    }

    /// What to make or load.
    #[must_use]
    pub fn dataset_config(&self) -> DatasetConfig {
        DatasetConfig {
            kind: self.dataset,
            samples: self.samples as usize,
            noise: self.noise,
            seed: self.seed,
            split: Split::default(),
        }
    }

    /// The network for `data`: its inputs and outputs, hidden layers of one width between them.
    #[must_use]
    pub fn model(&self, data: &Dataset) -> MlpConfig {
        let mut widths = vec![data.train.features()];
        widths.extend(std::iter::repeat_n(self.width as usize, self.hidden_layers as usize));
        widths.push(data.task.outputs());
        let (kind, alpha) = match self.residual {
            Skip::Off => (ResidualKind::None, Alpha::Value(1.0)),
            Skip::Sum => (ResidualKind::Preact, Alpha::Value(1.0)),
            Skip::Scaled => (ResidualKind::Preact, Alpha::InverseSqrtBlocks),
        };
        let residual = Residual { kind, alpha, learn_alpha: false };
        MlpConfig { widths, activation: self.activation, leaky_slope: 0.01, residual }
    }

    /// The loss that fits the task of `data`.
    #[must_use]
    pub fn loss(&self, data: &Dataset) -> Loss {
        match data.task {
            Task::Binary => Loss::BceLogits,
            Task::Multiclass(_) => Loss::SoftmaxCe,
            Task::Regression(_) => Loss::Mse,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::{FIELDS, Kind, Value};

    #[test]
    fn every_accepted_extreme_builds() {
        for field in FIELDS {
            let extremes = match field.kind {
                Kind::Integer { min, max } => vec![Value::Integer(min), Value::Integer(max)],
                Kind::Number { min, max, .. } => vec![Value::Number(min), Value::Number(max)],
                Kind::Choice(choices) => choices.iter().map(|choice| Value::Choice(choice.value)).collect(),
            };
            for value in extremes {
                let mut spec = Spec { dataset: crate::dataset::DatasetKind::Circle, ..Spec::default() };
                (field.set)(&mut spec, &value);
                assert!(spec.trainer().is_ok(), "{} {value}", field.name);
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
    fn the_skip_changes_no_starting_weight() {
        let plain = Spec::default().trainer().unwrap();
        let skip = Spec { residual: Skip::Scaled, ..Spec::default() }.trainer().unwrap();
        assert_eq!(plain.params(), skip.params());
        assert_eq!(skip.mlp().unwrap().block_count(), 3);
    }
}
