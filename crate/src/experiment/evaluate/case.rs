//! A case as checked values.

use super::directions::DirectionsRequest;
use super::input::Input;
use super::objective::{Constants, Objective, Rows, to_single};
use super::optimizers::WalkRequest;
use super::pca::PcaRequest;
use crate::error::Result;
use crate::network::{Activation, Alpha, Loss, Mlp, MlpConfig, Residual, ResidualKind};
use crate::objective::ClosedForm;
use crate::samples::{RowTargets, Samples};

/// Points a grid may have.
const MAX_GRID_POINTS: usize = 1 << 20;

/// What is asked of which problem.
pub(super) struct Case {
    pub(super) objective: Objective,
    /// The parameters as given, in double precision.
    pub(super) params: Vec<f64>,
    pub(super) directions: Option<DirectionsRequest>,
    pub(super) grid: Option<Axes>,
    pub(super) walks: Vec<WalkRequest>,
    pub(super) pca: Option<PcaRequest>,
    pub(super) hessian: bool,
}

/// Where a grid is sampled.
#[derive(Clone, Debug)]
pub(super) struct Axes {
    pub(super) a: Vec<f64>,
    pub(super) b: Vec<f64>,
}

impl Axes {
    /// Reads `a` and `b` of `input`.
    pub(super) fn read(input: &Input<'_>) -> Result<Self> {
        let axes = Self { a: input.required("a")?.numbers()?, b: input.required("b")?.numbers()? };
        if axes.a.len().saturating_mul(axes.b.len()) > MAX_GRID_POINTS {
            return Err(input.error(format!("may have {MAX_GRID_POINTS} points at most")));
        }
        Ok(axes)
    }
}

impl Case {
    pub(super) fn read(case: &Input<'_>) -> Result<Self> {
        let model = case.required("model")?;
        let objective = match model.member("function")? {
            Some(name) => {
                let names = ClosedForm::ALL.map(ClosedForm::name);
                Objective::surface(name.choice(|name| ClosedForm::from_name(name).ok(), &names)?)
            }
            None => read_network(case, &model)?,
        };
        let params_input = case.required("params")?;
        let params = params_input.numbers_of_single_size()?;
        let count = objective.param_count();
        if params.len() != count {
            return Err(params_input.error(format!("needs {count} numbers, got {}", params.len())));
        }
        let mut read =
            Self { objective, params, directions: None, grid: None, walks: Vec::new(), pca: None, hessian: false };
        if let Some(requests) = case.member("requests")? {
            read.read_requests(&requests)?;
        }
        Ok(read)
    }

    fn read_requests(&mut self, requests: &Input<'_>) -> Result<()> {
        let count = self.params.len();
        if let Some(directions) = requests.member("directions")? {
            self.directions = Some(DirectionsRequest::read(&directions, count)?);
        }
        if let Some(grid) = requests.member("grid")? {
            requests.required("directions")?;
            self.grid = Some(Axes::read(&grid)?);
        }
        if let Some(walks) = requests.member("optimizers")? {
            self.walks = WalkRequest::read_all(&walks, count, self.objective.row_count())?;
        }
        if let Some(pca) = requests.member("pca")? {
            let steps: Vec<usize> = self.walks.iter().map(WalkRequest::steps).collect();
            self.pca = Some(PcaRequest::read(&pca, count, &steps)?);
        }
        if let Some(hessian) = requests.member("hessian")? {
            self.hessian = hessian.flag()?;
        }
        Ok(())
    }
}

fn read_network(case: &Input<'_>, model: &Input<'_>) -> Result<Objective> {
    let mlp = read_model(model)?;
    let loss_input = case.required("loss")?;
    let loss = read_loss(&loss_input)?;
    let exact = |input: &Input<'_>, key: &str| input.member(key)?.map(|value| value.number()).transpose();
    let constants = Constants {
        leaky_slope: exact(model, "leaky_slope")?,
        huber_delta: if let Loss::Huber { .. } = loss { exact(&loss_input, "delta")? } else { None },
        alphas: read_exact_alphas(model, mlp.block_count())?,
    };
    let data = case.required("data")?;
    let (samples, rows) = read_samples(&data, &mlp, loss)?;
    data.locate(mlp.check(&samples, loss))?;
    Ok(Objective::network(mlp, samples, rows, loss, constants))
}

pub(super) fn read_model(model: &Input<'_>) -> Result<Mlp> {
    let widths = model.required("widths")?.items()?;
    let widths = widths.iter().map(|width| width.count(Mlp::MAX_WIDTH)).collect::<Result<Vec<_>>>()?;
    let activation = model.required("activation")?;
    let leaky_slope = model.member("leaky_slope")?.map_or(Ok(0.01), |slope| slope.single())?;
    let residual = model.member("residual")?;
    let config = MlpConfig {
        widths,
        activation: activation.choice(Activation::from_name, &Activation::ALL.map(Activation::name))?,
        leaky_slope,
        residual: residual.as_ref().map_or(Ok(Residual::default()), read_residual)?,
    };
    model.locate(Mlp::new(config))
}

fn read_residual(residual: &Input<'_>) -> Result<Residual> {
    let kind = match residual.member("kind")? {
        Some(kind) => kind.choice(ResidualKind::from_name, &ResidualKind::ALL.map(ResidualKind::name))?,
        None => ResidualKind::None,
    };
    let alpha = match residual.member("alpha")? {
        None => Alpha::Value(1.0),
        Some(alpha) if alpha.is_array() => Alpha::PerBlock(alpha.singles()?),
        Some(alpha) => match alpha.text() {
            Ok("1/sqrt(B)") => Alpha::InverseSqrtBlocks,
            Ok("1/B") => Alpha::InverseBlocks,
            Ok(_) => return Err(alpha.error("must be a number, \"1/sqrt(B)\", \"1/B\" or a list of numbers")),
            Err(_) => Alpha::Value(alpha.single()?),
        },
    };
    let learn_alpha = residual.member("learn_alpha")?.map_or(Ok(false), |learn| learn.flag())?;
    Ok(Residual { kind, alpha, learn_alpha })
}

/// α of every block before it is rounded to f32; `None` where it has a name.
fn read_exact_alphas(model: &Input<'_>, blocks: usize) -> Result<Option<Vec<f64>>> {
    let Some(residual) = model.member("residual")? else { return Ok(None) };
    match residual.member("alpha")? {
        Some(alpha) if alpha.is_array() => alpha.numbers().map(Some),
        Some(alpha) if alpha.text().is_err() => Ok(Some(vec![alpha.number()?; blocks])),
        _ => Ok(None),
    }
}

pub(super) fn read_loss(loss: &Input<'_>) -> Result<Loss> {
    let kind = loss.required("kind")?.choice(Loss::from_name, &Loss::ALL.map(Loss::name))?;
    match (kind, loss.member("delta")?) {
        (Loss::Huber { .. }, Some(delta)) => {
            let value = delta.single()?;
            if value > 0.0 { Ok(Loss::Huber { delta: value }) } else { Err(delta.error("must be above 0")) }
        }
        _ => Ok(kind),
    }
}

fn read_samples(data: &Input<'_>, mlp: &Mlp, loss: Loss) -> Result<(Samples, Rows)> {
    let features = mlp.inputs();
    let x = read_rows(&data.required("x")?, features)?;
    let rows = x.len() / features;
    let y_input = data.required("y")?;
    let given = y_input.items()?;
    if given.len() != rows {
        return Err(y_input.error(format!("needs one entry for each of {rows} rows, got {}", given.len())));
    }
    let inputs = to_single(&x);
    let outputs = mlp.outputs();
    if loss == Loss::SoftmaxCe {
        let labels = given.iter().map(|label| Ok(label.count(outputs - 1)? as u16)).collect::<Result<Vec<_>>>()?;
        let targets = RowTargets::Classes { classes: outputs, labels: &labels };
        let samples = data.locate(Samples::from_rows(&inputs, features, targets))?;
        let y = labels.into_iter().map(f64::from).collect();
        return Ok((samples, Rows { features, x, y, targets: 1 }));
    }
    // With one output, plain numbers (or the class numbers 0 and 1) do as well as lists of one.
    let plain = outputs == 1 && given.iter().all(|entry| !entry.is_array());
    let y = if plain { y_input.numbers_of_single_size()? } else { read_rows(&y_input, outputs)? };
    let targets = RowTargets::Values { outputs, values: &to_single(&y) };
    let samples = data.locate(Samples::from_rows(&inputs, features, targets))?;
    Ok((samples, Rows { features, x, y, targets: outputs }))
}

/// A list of rows of `width` numbers, as one flat list.
fn read_rows(input: &Input<'_>, width: usize) -> Result<Vec<f64>> {
    let mut flat = Vec::new();
    for row in input.items()? {
        let values = row.numbers_of_single_size()?;
        if values.len() != width {
            return Err(row.error(format!("needs {width} numbers, got {}", values.len())));
        }
        flat.extend(values);
    }
    Ok(flat)
}
