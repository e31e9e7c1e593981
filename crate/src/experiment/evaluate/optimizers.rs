//! Walks of the optimizers.

use super::input::Input;
use super::objective::{Objective, to_double, to_single};
use crate::error::Result;
use crate::optimizer::{
    AdagradConfig, AdamConfig, AdamWConfig, Momentum, Optimizer, OptimizerConfig, RmsPropConfig, SgdConfig,
};

/// Numbers that the paths of all walks of a case may hold together.
const MAX_PATH_NUMBERS: usize = 8_000_000;

const KINDS: [&str; 7] = ["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw"];
const COMMON: [&str; 6] = ["name", "kind", "lr", "steps", "batches", "weight_decay"];

/// How to walk.
pub(super) struct WalkRequest {
    config: OptimizerConfig,
    learning_rate: f64,
    steps: usize,
    batches: Vec<Vec<usize>>,
}

/// Where a walk went.
pub(super) struct Walk {
    /// The start and the place after each step.
    pub(super) path: Vec<Vec<f64>>,
    /// The value on all rows at each of them.
    pub(super) losses: Vec<f64>,
}

impl WalkRequest {
    /// Every walk of a case.
    pub(super) fn read_all(input: &Input<'_>, param_count: usize, rows: usize) -> Result<Vec<Self>> {
        let mut room = MAX_PATH_NUMBERS / param_count;
        let mut walks = Vec::new();
        for input in input.items()? {
            let walk = Self::read(&input, room, rows)?;
            // The start is a point of the path, too.
            room = room.saturating_sub(walk.steps + 1);
            walks.push(walk);
        }
        Ok(walks)
    }

    fn read(input: &Input<'_>, room: usize, rows: usize) -> Result<Self> {
        let config = read_optimizer(input, &COMMON)?;
        let steps = input.required("steps")?.count(room)?;
        let mut batches = Vec::new();
        if let Some(given) = input.member("batches")? {
            for batch in given.items()? {
                if rows == 0 {
                    return Err(given.error("are for networks only: a surface has no rows"));
                }
                let batch_rows = batch.items()?.iter().map(|row| row.count(rows - 1)).collect::<Result<Vec<_>>>()?;
                if batch_rows.is_empty() {
                    return Err(batch.error("needs at least one row"));
                }
                batches.push(batch_rows);
            }
        }
        let rate = input.required("lr")?;
        rate.single()?;
        Ok(Self { config, learning_rate: rate.number()?, steps, batches })
    }

    /// How many steps it makes.
    pub(super) fn steps(&self) -> usize {
        self.steps
    }

    /// The walk in f32, as training makes it.
    pub(super) fn walk(&self, objective: &mut Objective, start: &[f64]) -> Walk {
        let mut params = to_single(start);
        let mut grads = vec![0.0; params.len()];
        let mut optimizer = Optimizer::new(&self.config, params.len());
        let mut walk = Walk { losses: vec![objective.value(start)], path: vec![start.to_vec()] };
        for step in 0..self.steps {
            objective.gradient(&params, self.batch(step), &mut grads);
            optimizer.step(self.learning_rate as f32, &mut params, &grads);
            let place = to_double(&params);
            walk.losses.push(objective.value(&place));
            walk.path.push(place);
        }
        walk
    }

    /// The same walk in double precision.
    pub(super) fn precise_walk(&self, objective: &Objective, start: &[f64]) -> Walk {
        let mut params = start.to_vec();
        let mut optimizer = Optimizer::new(&self.config, params.len());
        let mut walk = Walk { losses: vec![objective.precise_value(start)], path: vec![start.to_vec()] };
        for step in 0..self.steps {
            let grads = objective.precise_gradient(&params, self.batch(step));
            optimizer.step(self.learning_rate, &mut params, &grads);
            walk.losses.push(objective.precise_value(&params));
            walk.path.push(params.clone());
        }
        walk
    }

    /// The rows that a step sees; `None` for all.
    fn batch(&self, step: usize) -> Option<&[usize]> {
        (!self.batches.is_empty()).then(|| self.batches[step % self.batches.len()].as_slice())
    }
}

/// A rule with its options; `common` are the members that every kind may have.
pub(super) fn read_optimizer(input: &Input<'_>, common: &[&str]) -> Result<OptimizerConfig> {
    let kind = input.required("kind")?.choice(|name| KINDS.into_iter().find(|kind| *kind == name), &KINDS)?;
    let config = read_config(input, kind, common)?;
    input.locate(config.check())?;
    Ok(config)
}

fn read_config(input: &Input<'_>, kind: &str, common: &[&str]) -> Result<OptimizerConfig> {
    let only = |options: &[&str]| input.only(&[common, options].concat());
    let number = |key: &str, default: f64| input.member(key)?.map_or(Ok(default), |value| value.number());
    let flag = |key: &str| input.member(key)?.map_or(Ok(false), |value| value.flag());
    Ok(match kind {
        "adagrad" => {
            only(&["lr_decay", "initial_accumulator_value", "eps"])?;
            let default = AdagradConfig::default();
            OptimizerConfig::Adagrad(AdagradConfig {
                lr_decay: number("lr_decay", default.lr_decay)?,
                weight_decay: number("weight_decay", default.weight_decay)?,
                initial_accumulator_value: number("initial_accumulator_value", default.initial_accumulator_value)?,
                eps: number("eps", default.eps)?,
            })
        }
        "rmsprop" => {
            only(&["alpha", "eps", "momentum", "centered"])?;
            let default = RmsPropConfig::default();
            OptimizerConfig::RmsProp(RmsPropConfig {
                alpha: number("alpha", default.alpha)?,
                eps: number("eps", default.eps)?,
                weight_decay: number("weight_decay", default.weight_decay)?,
                momentum: number("momentum", default.momentum)?,
                centered: flag("centered")?,
            })
        }
        "adam" | "adamw" => {
            only(&["betas", "eps", "amsgrad"])?;
            let default = AdamConfig::default();
            let betas = match input.member("betas")? {
                None => default.betas,
                Some(betas) => match betas.numbers()?[..] {
                    [beta1, beta2] => [beta1, beta2],
                    _ => return Err(betas.error("needs 2 numbers")),
                },
            };
            let (eps, amsgrad) = (number("eps", default.eps)?, flag("amsgrad")?);
            if kind == "adam" {
                let weight_decay = number("weight_decay", default.weight_decay)?;
                OptimizerConfig::Adam(AdamConfig { betas, eps, weight_decay, amsgrad })
            } else {
                let weight_decay = number("weight_decay", AdamWConfig::default().weight_decay)?;
                OptimizerConfig::AdamW(AdamWConfig { betas, eps, weight_decay, amsgrad })
            }
        }
        _ => {
            only(&["momentum", "dampening", "nesterov"])?;
            let factor = number("momentum", if kind == "sgd" { 0.0 } else { 0.9 })?;
            let nesterov = input.member("nesterov")?.map_or(Ok(kind == "nesterov"), |value| value.flag())?;
            let dampening = number("dampening", 0.0)?;
            if nesterov && dampening != 0.0 {
                return Err(input.required("dampening")?.error("must be 0 with nesterov"));
            }
            let momentum = if nesterov {
                Momentum::Nesterov { factor }
            } else if factor == 0.0 {
                Momentum::None
            } else {
                Momentum::Classic { factor, dampening }
            };
            OptimizerConfig::Sgd(SgdConfig { momentum, weight_decay: number("weight_decay", 0.0)? })
        }
    })
}
