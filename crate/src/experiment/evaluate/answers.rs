//! The answers to a case, as JSON.

use super::agreement::{self, Agreement};
use super::case::{Axes, Case};
use super::curvature::curvature;
use super::objective::{NetworkObjective, Objective, to_double};
use super::optimizers::Walk;
use super::pca::{PcaRequest, Source};
use crate::diagnostics::{LayerStatistics, log10_norm, precise_statistics};
use crate::error::Result;
use serde_json::{Map, Value, json};

/// A number, or its name if it is not finite.
pub(super) fn number(value: f64) -> Value {
    if value.is_nan() {
        "nan".into()
    } else if value.is_infinite() {
        if value > 0.0 { "inf".into() } else { "-inf".into() }
    } else {
        value.into()
    }
}

pub(super) fn numbers(values: impl IntoIterator<Item = f64>) -> Value {
    values.into_iter().map(number).collect()
}

fn table(rows: &[Vec<f64>]) -> Value {
    rows.iter().map(|row| numbers(row.iter().copied())).collect()
}

/// Answers everything the case asks for.
pub(super) fn answer(case: Case) -> Result<Value> {
    let Case { mut objective, params, directions, grid, walks, pca, hessian } = case;
    let mut agreement = Agreement::default();
    let mut answers = match &mut objective {
        Objective::Network(network) => network_answers(network, &params, &mut agreement),
        Objective::Surface(form) => {
            let gradient = form.gradient(params[0], params[1]);
            let mut answers = Map::new();
            answers.insert("loss".into(), number(form.value(params[0], params[1])));
            answers.insert("grad".into(), numbers(gradient));
            answers
        }
    };
    if let Some(request) = directions {
        let mlp = match &objective {
            Objective::Network(network) => Some(&network.mlp),
            Objective::Surface(_) => None,
        };
        let directions = request.directions(mlp, &params);
        answers.insert("directions".into(), table(&directions));
        if let Some(axes) = grid {
            let values = sample("grid", &mut objective, &params, &directions, &axes, &mut agreement);
            answers.insert("grid".into(), values);
        }
    }
    let walks: Vec<[Walk; 2]> = walks
        .iter()
        .map(|request| [request.walk(&mut objective, &params), request.precise_walk(&objective, &params)])
        .collect();
    if !walks.is_empty() {
        let walked = walks.iter().enumerate().map(|(index, [single, double])| {
            let walk = agreement.choose_walk(&format!("optimizers[{index}]"), single, double);
            json!({ "path": table(&walk.path), "losses": numbers(walk.losses.iter().copied()) })
        });
        answers.insert("optimizers".into(), walked.collect());
    }
    if let Some(request) = pca {
        let path = match &request.source {
            Source::Given(path) => path,
            Source::Walk(index) => {
                // The small bends of a nearly straight path lie below the digits of f32.
                let [single, double] = &walks[*index];
                let outside = double.path.iter().any(|place| agreement::leaves_range(place));
                if outside { &single.path } else { &double.path }
            }
        };
        answers.insert("pca".into(), pca_answers(&request, path, &mut objective, &mut agreement));
    }
    if hessian {
        answers.insert("hessian".into(), curvature(&objective, &params));
    }
    if !agreement.in_double().is_empty() {
        answers.insert("in_double".into(), json!(agreement.in_double()));
    }
    Ok(Value::Object(answers))
}

fn network_answers(network: &mut NetworkObjective, params: &[f64], agreement: &mut Agreement) -> Map<String, Value> {
    let (loss, gradient, predictions) = network.single(params);
    let precise = precise_statistics(&network.precise(), params, &network.rows, network.loss, &gradient);
    let parts: Vec<_> = network
        .mlp
        .layers()
        .iter()
        .flat_map(|layer| [layer.weights.clone(), layer.biases.clone()])
        .chain([network.mlp.learned_alphas()])
        .collect();
    let loss = agreement.choose("loss", vec![loss], vec![precise.loss], agreement::VALUES);
    let gradient =
        agreement.choose_by_parts("grad", to_double(&gradient), precise.gradient, agreement::GRADIENTS, &parts);
    let predictions = agreement.choose("predictions", to_double(&predictions), precise.predictions, agreement::VALUES);
    let rows = predictions.chunks_exact(network.mlp.outputs()).map(|row| numbers(row.iter().copied()));
    let offsets = network.mlp.layers().iter().map(|layer| json!([layer.weights.start, layer.biases.start]));
    let mut answers = Map::new();
    answers.insert("loss".into(), number(loss[0]));
    answers.insert("grad".into(), numbers(gradient));
    answers.insert("predictions".into(), rows.collect());
    answers.insert("param_offsets".into(), offsets.collect());
    answers.insert("blocks".into(), network.mlp.block_count().into());
    answers.insert("layers".into(), precise.layers.iter().map(layer_answers).collect());
    answers
}

fn layer_answers(layer: &LayerStatistics) -> Value {
    let mut answers = Map::new();
    for (name, value) in [
        ("grad_w_norm", layer.grad_w_norm),
        ("grad_b_norm", layer.grad_b_norm),
        ("grad_norm", layer.grad_norm),
        ("w_norm", layer.w_norm),
        ("delta_norm", layer.delta_norm),
        ("z_mean", layer.z_mean),
        ("z_std", layer.z_std),
        ("z_rms", layer.z_rms),
        ("h_mean", layer.h_mean),
        ("h_std", layer.h_std),
        ("h_rms", layer.h_rms),
        ("h_sample_std", layer.h_sample_std),
    ] {
        answers.insert(name.into(), number(value));
    }
    answers.insert("log10_grad_norm".into(), log10_norm(layer.grad_norm).map_or(Value::Null, number));
    if let Some(share) = layer.zero_fraction {
        answers.insert("zero_fraction".into(), number(share));
    }
    if let Some(count) = layer.dead_units {
        answers.insert("dead_units".into(), count.into());
    }
    if let Some(share) = layer.saturated_fraction {
        answers.insert("saturated_fraction".into(), number(share));
    }
    Value::Object(answers)
}

/// `values[j][i]` = value at centre + aᵢ·d₁ + bⱼ·d₂.
fn sample(
    name: &str,
    objective: &mut Objective,
    centre: &[f64],
    directions: &[Vec<f64>],
    axes: &Axes,
    agreement: &mut Agreement,
) -> Value {
    let mut place = centre.to_vec();
    let (mut single, mut double) = (Vec::new(), Vec::new());
    for (b, a) in axes.b.iter().flat_map(|b| axes.a.iter().map(move |a| (b, a))) {
        for (entry, place) in place.iter_mut().enumerate() {
            *place = centre[entry] + a * directions[0][entry] + b * directions[1][entry];
        }
        single.push(objective.value(&place));
        double.push(objective.precise_value(&place));
    }
    let points: Vec<_> = (0..double.len()).map(|at| at..at + 1).collect();
    let values = agreement.choose_by_parts(name, single, double, agreement::GRADIENTS, &points);
    let rows: Vec<Vec<f64>> = values.chunks(axes.a.len().max(1)).map(<[f64]>::to_vec).collect();
    json!({ "values": table(&rows) })
}

fn pca_answers(request: &PcaRequest, path: &[Vec<f64>], objective: &mut Objective, agreement: &mut Agreement) -> Value {
    let pca = request.components(path);
    let mut answers = json!({
        "directions": table(&pca.directions),
        "ratio": numbers(pca.ratio),
        "coords": table(&pca.coords),
        "centre": numbers(pca.centre.iter().copied()),
    });
    if let Some(axes) = &request.grid {
        answers["grid"] = sample("pca.grid", objective, &pca.centre, &pca.directions, axes, agreement);
    }
    answers
}
