//! Lessons 4 to 11: what depth does to gradients, and what skips, initialisation and clipping do about it.

use crate::support::{Run, Setup, Table, adam, count, median, skip, spread, steps_seen};
use downhill::dataset::DatasetKind;
use downhill::network::{Activation, Alpha, Init, Loss};

/// Loss ln 2 and half of the rows right: the network says the same to every row.
fn is_stuck(loss: f64, accuracy: f64) -> bool {
    (loss - std::f64::consts::LN_2).abs() < 5e-3 && accuracy < 0.65
}

fn sizes(table: &mut Table, lesson: &str, setup: &Setup, expected: &str, holds: impl Fn([f64; 3]) -> bool) {
    let seen = setup.over_seeds(|mut run| run.gradient_sizes());
    let column = |at: usize| spread(&seen.iter().map(|sizes| sizes[at]).collect::<Vec<_>>());
    let text = format!("{} \\| {} \\| {}", column(0), column(1), column(2));
    let middle = [0, 1, 2].map(|at| median(&seen.iter().map(|sizes| sizes[at]).collect::<Vec<_>>()));
    table.once(&format!("{lesson}: log10 of gradients, layers 2 \\| middle \\| D−1"), &text, expected, holds(middle));
}

fn stuck(table: &mut Table, lesson: &str, setup: &Setup, steps: usize, expected: &str, wanted: usize) {
    let seen = setup.over_seeds(|mut run| (run.advance(steps), run.accuracy()));
    let (losses, accuracies): (Vec<f64>, Vec<f64>) = seen.iter().copied().unzip();
    let held = count(&seen, |(loss, accuracy)| is_stuck(*loss, *accuracy));
    let text = format!("loss {}, accuracy {}", spread(&losses), spread(&accuracies));
    table.line(&format!("{lesson}, after {steps} steps"), &text, expected, held, seen.len(), wanted);
}

fn learns(table: &mut Table, lesson: &str, setup: &Setup, at_most: usize, expected: &str, wanted: usize) {
    let steps = setup.over_seeds(|mut run| run.steps_to_learn(at_most));
    let held = count(&steps, Option::is_some);
    table.line(&format!("{lesson}: training accuracy .95"), &steps_seen(&steps), expected, held, 12, wanted);
}

pub(crate) fn the_gradient_vanishes(table: &mut Table) {
    let plain = Setup::deep(30);
    let name = "circle, D = 30, tanh, U(±1/√fan_in), plain";
    sizes(table, name, &plain, "−8.3 \\| −5.4 \\| −2.0, ratio 10^−6 ± 1", |[second, _, last]| {
        (second - last + 6.0).abs() < 1.0
    });
    for rate in [0.003, 0.03, 0.3, 1.0] {
        let setup = Setup { rate, ..plain.clone() };
        stuck(table, &format!("gradient descent {rate}"), &setup, 300, "loss .6931, accuracy .50", 10);
    }
    stuck(table, "gradient descent 0.3", &plain, 3000, "loss .6931, accuracy .50", 10);
    let creeping = Setup { optimizer: adam(), rate: 0.001, ..plain };
    let losses = creeping.over_seeds(|mut run| run.advance(3000));
    let held = count(&losses, |loss| (0.5..0.7).contains(loss));
    table.line("Adam .001, loss after 3000 steps", &spread(&losses), ".68: it creeps", held, 12, 6);
    for rate in [0.001, 0.01] {
        let setup = Setup { optimizer: adam(), rate, ..Setup::deep(50) };
        stuck(table, &format!("D = 50, Adam {rate}"), &setup, 1000, "stuck at .50", 10);
    }
}

pub(crate) fn the_skip_rescues(table: &mut Table) {
    let scaled = Setup::deep(30).skipped();
    let name = "the same, skip α = 1/√B";
    sizes(table, name, &scaled, "−1.8 \\| −1.8 \\| −1.8", |sizes| {
        sizes.iter().all(|size| (size + 1.8).abs() < 0.5)
    });
    learns(table, name, &scaled, 300, "step 60 [40, 70]", 12);
    let seen = scaled.over_seeds(|mut run| (run.advance(300), run.accuracy()));
    let losses: Vec<f64> = seen.iter().map(|seen| seen.0).collect();
    let held = count(&seen, |seen| seen.1 == 1.0);
    table.line(
        "accuracy 1.0 after 300 steps; its loss",
        &spread(&losses),
        ".0042 [.0032, .0092], 12 of 12",
        held,
        12,
        12,
    );
    for (data, noise, expected) in
        [(DatasetKind::Moons, 0.1, "step 105 [80, 250]"), (DatasetKind::Xor, 0.0, "step 50 [30, 100]")]
    {
        let setup = Setup { data, noise, ..scaled.clone() };
        learns(table, data.name(), &setup, 400, expected, 10);
    }
    let spiral = Setup { data: DatasetKind::Spiral, optimizer: adam(), rate: 0.01, ..scaled.clone() };
    learns(table, "spiral, Adam .01", &spiral, 400, "step 105 [60, 170]", 10);
    let plain = Setup { residual: crate::support::no_skip(), ..spiral };
    let accuracies = plain.over_seeds(|mut run| {
        run.advance(300);
        run.accuracy()
    });
    let held = count(&accuracies, |accuracy| *accuracy < 0.7);
    table.line("spiral without the skip: accuracy after 300 steps", &spread(&accuracies), ".52", held, 12, 10);
    for (width, expected) in [(8, "step 100 [60, 150]"), (32, "step 40 [20, 70]")] {
        let setup = Setup { hidden: vec![width; 29], ..scaled.clone() };
        learns(table, &format!("width {width}"), &setup, 400, expected, 10);
    }
    for (depth, expected) in [(50, "step 65 [50, 80]"), (100, "step 60 [50, 90]")] {
        learns(table, &format!("D = {depth}"), &Setup::deep(depth).skipped(), 400, expected, 10);
    }
}

pub(crate) fn the_careless_skip(table: &mut Table) {
    let relu = Setup { activation: Activation::Relu, init: Init::HeNormal, rate: 0.01, ..Setup::deep(50) };
    let sum = Setup { residual: skip(Alpha::Value(1.0)), ..relu.clone() };
    let name = "circle, D = 50, ReLU, He, α = 1";
    sizes(table, name, &sum, "5.9 \\| 6.3 \\| 6.0", |sizes| sizes.iter().all(|size| (size - 6.1).abs() < 1.0));
    let starts = sum.over_seeds(|mut run| run.loss());
    table.line("loss at step 0", &spread(&starts), "about 10^6", count(&starts, |loss| *loss > 1e4), 12, 10);
    for rate in [0.01, 0.03, 0.1, 0.3] {
        let seen = Setup { rate, ..sum.clone() }.over_seeds(|mut run| (run.advance(300), run.accuracy()));
        let lost = count(&seen, |seen| !seen.0.is_finite());
        let learned = count(&seen, |seen| seen.0.is_finite() && seen.1 > 0.9);
        let text = format!("{lost} not finite, {learned} learned");
        let held = if learned == 0 { lost } else { 0 };
        table.line(&format!("gradient descent {rate}"), &text, "9–12 NaN, none learns", held, 12, 8);
    }
    let scaled = Setup { rate: 0.1, ..relu.skipped() };
    sizes(table, "α = 1/√B", &scaled, "−1.1 flat", |sizes| sizes.iter().all(|size| (size + 1.1).abs() < 0.6));
    learns(table, "α = 1/√B, gradient descent .1", &scaled, 300, "step 40–55", 10);
}

pub(crate) fn degradation(table: &mut Table) {
    let mut ends = Vec::new();
    for (depth, plain_expected, skip_expected) in [
        (5, ".0032", ".0094"),
        (10, ".0013", ".0056"),
        (20, ".587", ".0036"),
        (30, ".591", ".0036"),
        (50, ".693", ".0038"),
    ] {
        let plain = Setup { init: Init::XavierNormal, ..Setup::deep(depth) };
        let losses = [plain.clone(), plain.skipped()].map(|setup| setup.over_seeds(|mut run| run.advance(300)));
        let name = format!("circle, tanh, Xavier, .3, D = {depth}: training loss after 300 steps, plain; skip");
        let text = format!("{}; {}", spread(&losses[0]), spread(&losses[1]));
        table.show(&name, &text, &format!("{plain_expected}; {skip_expected}"));
        ends.push([median(&losses[0]), median(&losses[1])]);
    }
    let holds = ends[4][0] > 20.0 * ends[0][0] && ends[4][1] < 0.02;
    let text = format!("plain {:.4} at 5, {:.3} at 50; skip {:.4} at 50", ends[0][0], ends[4][0], ends[4][1]);
    table.once("medians", &text, "plain(50) > 20 × plain(5), skip(50) < .02", holds);
}

pub(crate) fn initialisation_alone(table: &mut Table) {
    let he = Setup {
        activation: Activation::Relu,
        init: Init::HeNormal,
        rate: 0.03,
        hidden: vec![32; 29],
        ..Setup::deep(30)
    };
    learns(table, "circle, D = 30, ReLU, width 32, .03, He", &he, 400, "step 40", 10);
    let xavier = Setup { init: Init::XavierNormal, ..he };
    let steps = xavier.over_seeds(|mut run| run.steps_to_learn(400));
    let held = count(&steps, Option::is_none);
    table.line("Xavier: training accuracy .95", &steps_seen(&steps), "11 of 12 never", held, 12, 10);
}

pub(crate) fn sigmoid_is_worse(table: &mut Table) {
    let sigmoid =
        |depth| Setup { activation: Activation::Sigmoid, init: Init::XavierNormal, rate: 3.0, ..Setup::deep(depth) };
    learns(table, "circle, sigmoid, Xavier, 3, D = 3", &sigmoid(3), 1000, "1.0 at step 410", 10);
    for (depth, expected) in [(5, "accuracy .54"), (8, "accuracy .53")] {
        stuck(table, &format!("D = {depth}"), &sigmoid(depth), 1000, expected, 10);
    }
    sizes(table, "D = 30", &sigmoid(30), "layer 2: −18.6", |[second, ..]| (second + 18.6).abs() < 1.0);
    let rescued = Setup { optimizer: adam(), rate: 0.01, ..sigmoid(30).skipped() };
    sizes(table, "D = 30, skip α = 1/√B", &rescued, "−1.6 flat", |sizes| {
        sizes.iter().all(|size| (size + 1.6).abs() < 0.5)
    });
    learns(table, "the same, Adam .01", &rescued, 400, "step 90", 10);
}

pub(crate) fn explosions(table: &mut Table) {
    let wild = Setup {
        data: DatasetKind::Moons,
        noise: 0.1,
        activation: Activation::Relu,
        init: Init::ScaledNormal { variance: 4.0 },
        loss: Loss::Mse,
        ..Setup::deep(20)
    };
    sizes(table, "moons, D = 20, ReLU, σw² = 4, MSE", &wild, "5.6 everywhere", |sizes| {
        sizes.iter().all(|size| (size - 5.6).abs() < 1.0)
    });
    let starts = wild.over_seeds(|mut run| run.loss());
    table.line("loss at step 0", &spread(&starts), "about 10^5", count(&starts, |loss| *loss > 3e3), 12, 10);
    for rate in [1e-4, 1e-3, 1e-2, 1e-1] {
        let losses = Setup { rate, ..wild.clone() }.over_seeds(|mut run| run.advance(300));
        let held = count(&losses, |loss| !loss.is_finite());
        table.line(&format!("gradient descent {rate}"), &spread(&losses), "12 of 12 NaN", held, 12, 10);
    }
    let clipped = Setup { rate: 0.1, clip: Some(1.0), ..wild };
    let losses = clipped.over_seeds(|mut run| run.advance(300));
    let held = count(&losses, |loss| *loss < 0.6);
    table.line(".1 with the norm clipped at 1: loss", &spread(&losses), ".105 [.028, .35], no NaN", held, 12, 10);

    let backwards = Setup { init: Init::ScaledNormal { variance: 9.0 }, ..Setup::deep(50) };
    sizes(
        table,
        "circle, D = 50, tanh, σw² = 9",
        &backwards,
        "4.8 \\| 2.3 \\| −0.4, ratio 10^5.2 ± 1",
        |[second, _, last]| (second - last - 5.2).abs() < 1.0,
    );
}

/// Weights from U(0, 1), as in the article: the mean of 8 multiplies each layer.
pub(crate) fn all_weights_positive(table: &mut Table) {
    let setup = |activation, depth| Setup {
        data: DatasetKind::Moons,
        noise: 0.1,
        activation,
        init: Init::UnitUniform,
        rate: 0.1,
        ..Setup::deep(depth)
    };
    let starts = setup(Activation::Relu, 10).over_seeds(|mut run: Run| run.loss());
    table.line(
        "moons, D = 10, U(0, 1), ReLU: loss at step 0",
        &spread(&starts),
        "2e7",
        count(&starts, |loss| *loss > 1e6),
        12,
        10,
    );
    stuck(table, "ReLU", &setup(Activation::Relu, 10), 300, "dead after one step, loss .6931", 12);
    for (activation, depth, expected, size) in [
        (Activation::Sigmoid, 10, "layer 2: −17.8", -17.8),
        (Activation::Tanh, 10, "layer 2: −24", -24.0),
        (Activation::Sigmoid, 4, "layer 2: −3.5", -3.5),
    ] {
        let name = format!("{}, D = {depth}", activation.name());
        sizes(table, &name, &setup(activation, depth), expected, |[second, ..]| (second - size).abs() < 2.0);
        if activation == Activation::Sigmoid {
            stuck(table, &name, &setup(activation, depth), 300, "12 of 12 stuck", 10);
            continue;
        }
        // All units saturate on the side of a line that a row lies on: that one bit is all the last layer ever gets.
        let accuracies = setup(activation, depth).over_seeds(|mut run| {
            run.advance(300);
            run.accuracy()
        });
        let held = count(&accuracies, |accuracy| *accuracy < 0.8);
        table.line(&format!("{name}: accuracy after 300 steps"), &spread(&accuracies), "12 of 12 stuck", held, 12, 12);
    }
}
