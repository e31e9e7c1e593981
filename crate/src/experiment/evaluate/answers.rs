//! The answers to a case, as JSON.

use super::case::{Axes, Case};
use super::curvature::curvature;
use super::objective::{NetworkObjective, Objective, to_double};
use super::pca::{PcaRequest, Source};
use crate::diagnostics::{LayerStatistics, log10_norm};
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
    let mut answers = match &mut objective {
        Objective::Network(network) => network_answers(network, &params),
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
            answers.insert("grid".into(), sample(&mut objective, &params, &directions, &axes));
        }
    }
    let walks: Vec<_> = walks.iter().map(|request| request.walk(&mut objective, &params)).collect();
    if !walks.is_empty() {
        let walked = walks
            .iter()
            .map(|walk| json!({ "path": table(&walk.path), "losses": numbers(walk.losses.iter().copied()) }));
        answers.insert("optimizers".into(), walked.collect());
    }
    if let Some(request) = pca {
        let path = match &request.source {
            Source::Given(path) => path,
            Source::Walk(index) => &walks[*index].path,
        };
        answers.insert("pca".into(), pca_answers(&request, path, &mut objective));
    }
    if hessian {
        answers.insert("hessian".into(), curvature(&objective, &params));
    }
    Ok(Value::Object(answers))
}

fn network_answers(network: &mut NetworkObjective, params: &[f64]) -> Map<String, Value> {
    let statistics = network.statistics(params);
    let predictions = to_double(&network.predictions(params));
    let rows = predictions.chunks_exact(network.mlp.outputs()).map(|row| numbers(row.iter().copied()));
    let offsets = network.mlp.layers().iter().map(|layer| json!([layer.weights.start, layer.biases.start]));
    let mut answers = Map::new();
    answers.insert("loss".into(), number(statistics.loss));
    answers.insert("grad".into(), numbers(to_double(&statistics.gradient)));
    answers.insert("predictions".into(), rows.collect());
    answers.insert("param_offsets".into(), offsets.collect());
    answers.insert("blocks".into(), network.mlp.block_count().into());
    answers.insert("layers".into(), statistics.layers.iter().map(layer_answers).collect());
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
fn sample(objective: &mut Objective, centre: &[f64], directions: &[Vec<f64>], axes: &Axes) -> Value {
    let mut place = centre.to_vec();
    let values: Vec<Vec<f64>> = axes
        .b
        .iter()
        .map(|b| {
            axes.a
                .iter()
                .map(|a| {
                    for (entry, place) in place.iter_mut().enumerate() {
                        *place = centre[entry] + a * directions[0][entry] + b * directions[1][entry];
                    }
                    objective.value(&place)
                })
                .collect()
        })
        .collect();
    json!({ "values": table(&values) })
}

fn pca_answers(request: &PcaRequest, path: &[Vec<f64>], objective: &mut Objective) -> Value {
    let pca = request.components(path);
    let mut answers = json!({
        "directions": table(&pca.directions),
        "ratio": numbers(pca.ratio),
        "coords": table(&pca.coords),
        "centre": numbers(pca.centre.iter().copied()),
    });
    if let Some(axes) = &request.grid {
        answers["grid"] = sample(objective, &pca.centre, &pca.directions, axes);
    }
    answers
}
