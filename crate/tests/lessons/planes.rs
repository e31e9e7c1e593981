//! Lesson 14: loss surfaces with and without a skip, counted. Lesson 17: double descent.

use crate::support::{Run, Setup, Table, adam, median, over_seeds, spread};
use downhill::landscape::{Plane, Sampler};
use downhill::math::eigen::symmetric_eigen;
use downhill::network::{Activation, Init, Loss};
use downhill::random::{Random, Stream};

const SIDE: usize = 25;
const PLANE_SEEDS: u32 = 8;

/// What a plane around a trained network looks like.
struct Counts {
    minima: f64,
    downward: f64,
    greatest: f64,
    accuracy: f64,
}

fn counts(mut run: Run, seed: u32) -> Counts {
    while run.accuracy() < 1.0 && run.steps < 3000 {
        run.advance(10);
    }
    let accuracy = run.accuracy();
    let plane = Plane::random(&run.mlp, &run.params, &mut Random::new(seed, Stream::Plane)).unwrap();
    let mut sampler = Sampler::new(run.mlp.clone(), run.data.train.clone(), Loss::BceLogits).unwrap();
    sampler.set_plane(&plane).unwrap();
    let axis: Vec<f32> = (0..SIDE).map(|at| -1.0 + 2.0 * at as f32 / (SIDE - 1) as f32).collect();
    let mut heights = vec![[0.0; SIDE]; SIDE];
    for (row, b) in heights.iter_mut().zip(&axis) {
        sampler.row(&axis, *b, row).unwrap();
    }
    let middle = SIDE / 2;
    let (mut minima, mut steps, mut down, mut greatest) = (0, 0, 0, f32::MIN);
    for j in 0..SIDE {
        for i in 0..SIDE {
            let here = heights[j][i];
            greatest = greatest.max(here);
            let inside = (1..SIDE - 1).contains(&i) && (1..SIDE - 1).contains(&j);
            let around = (0..9).filter(|at| *at != 4).map(|at| (j + at / 3, i + at % 3));
            minima += usize::from(inside && around.clone().all(|(y, x)| heights[y - 1][x - 1] > here));
            // The step one further from the middle along each axis.
            for (y, x, outward) in [
                (j, i + 1, i >= middle),
                (j, i.wrapping_sub(1), i <= middle),
                (j + 1, i, j >= middle),
                (j.wrapping_sub(1), i, j <= middle),
            ] {
                if outward && y < SIDE && x < SIDE {
                    steps += 1;
                    down += usize::from(heights[y][x] < here);
                }
            }
        }
    }
    Counts { minima: minima as f64, downward: down as f64 / steps as f64, greatest: f64::from(greatest), accuracy }
}

pub(crate) fn landscapes(table: &mut Table) {
    let tanh = |depth| Setup { init: Init::XavierNormal, optimizer: adam(), rate: 0.003, ..Setup::deep(depth) };
    let relu = |depth| Setup { activation: Activation::Relu, init: Init::HeNormal, rate: 0.001, ..tanh(depth) };
    let mut medians = Vec::new();
    for (name, setup, expected) in [
        ("plain tanh, D = 30", tanh(30), "11 [8, 19] minima, .43 down"),
        ("skip, D = 30", tanh(30).skipped(), "2 [1, 3] minima, .06 down"),
        ("plain tanh, D = 8", tanh(8), "1 [1, 2] minima, .16 down"),
        ("plain ReLU, He, D = 30", relu(30), "greatest loss 3e6"),
        ("skip, ReLU, He, D = 30", relu(30).skipped(), "greatest loss 38"),
    ] {
        let seen = over_seeds(PLANE_SEEDS, |seed| counts(setup.run(seed), seed));
        let column = |pick: fn(&Counts) -> f64| seen.iter().map(pick).collect::<Vec<_>>();
        let (minima, greatest) = (column(|seen| seen.minima), column(|seen| seen.greatest));
        let text = format!(
            "{} minima, share of outward steps that go down {}, greatest loss {}; training accuracy {}",
            spread(&minima),
            spread(&column(|seen| seen.downward)),
            spread(&greatest),
            spread(&column(|seen| seen.accuracy))
        );
        table.show(&format!("circle, Adam to accuracy 1.0, random plane ±1, 25 × 25: {name}"), &text, expected);
        medians.push((median(&minima), median(&greatest)));
    }
    let factor = medians[0].0 / medians[1].0.max(1.0);
    table.once("minima, plain : skip", &format!("{factor:.1}"), "at least 3", factor >= 3.0);
    let factor = medians[3].1 / medians[4].1;
    table.once("greatest loss with ReLU, plain : skip", &format!("{factor:.1e}"), "about 10^5", factor > 1e3);
}

const ROWS: usize = 40;
const INPUTS: usize = 5;

/// Test error of the least-norm least squares on `features` random ReLU features of 40 noisy rows of a linear truth.
fn least_squares(features: usize, seed: u32) -> f64 {
    let mut random = Random::new(seed, Stream::Data);
    let truth: Vec<f64> = (0..INPUTS).map(|_| random.normal() / (INPUTS as f64).sqrt()).collect();
    let directions: Vec<f64> = (0..features * INPUTS).map(|_| random.normal() / (INPUTS as f64).sqrt()).collect();
    let mut draw = |noise: f64| {
        let x: Vec<f64> = (0..INPUTS).map(|_| random.normal()).collect();
        let dot = |weights: &[f64]| x.iter().zip(weights).map(|(x, w)| x * w).sum::<f64>();
        let value = dot(&truth) + noise * random.normal();
        let seen: Vec<f64> = directions.chunks_exact(INPUTS).map(|weights| dot(weights).max(0.0)).collect();
        (seen, value)
    };
    let train: Vec<_> = (0..ROWS).map(|_| draw(0.3)).collect();
    // Over the Gram matrix of the rows, K = ΦΦᵀ: w = Φᵀ K⁺ y is the solution of least norm.
    let inner = |left: &[f64], right: &[f64]| left.iter().zip(right).map(|(l, r)| l * r).sum::<f64>();
    let gram: Vec<f64> = train.iter().flat_map(|left| train.iter().map(|right| inner(&left.0, &right.0))).collect();
    let eigen = symmetric_eigen(&gram, ROWS);
    let mut weights = vec![0.0; ROWS];
    let values: Vec<f64> = train.iter().map(|row| row.1).collect();
    for (value, vector) in eigen.values.iter().zip(&eigen.vectors).rev().take(features.min(ROWS)) {
        let along = inner(vector, &values) / value;
        weights.iter_mut().zip(vector).for_each(|(weight, entry)| *weight += along * entry);
    }
    let error: f64 = (0..500)
        .map(|_| {
            let (seen, value) = draw(0.0);
            let predicted: f64 = train.iter().zip(&weights).map(|(row, weight)| weight * inner(&row.0, &seen)).sum();
            (predicted - value) * (predicted - value)
        })
        .sum();
    error / 500.0
}

pub(crate) fn double_descent(table: &mut Table) {
    let mut medians = Vec::new();
    for (features, expected) in [(10, ".32"), (36, "2.2"), (40, "27"), (44, "3.9"), (80, ".63"), (1000, ".27")] {
        let errors = over_seeds(30, |seed| least_squares(features, seed));
        let lesson = format!("least norm on {features} random ReLU features of 40 rows, 30 draws: test MSE");
        table.show(&lesson, &spread(&errors), expected);
        medians.push(median(&errors));
    }
    let holds =
        medians[2] > 5.0 * medians[0] && medians[2] > medians[1] && medians[2] > medians[3] && medians[5] < medians[0];
    table.once("medians", &format!("{medians:.2?}"), "peak at 40, 1000 below 10", holds);
}
