//! Lessons 2, 3, 12 and 13: rates, fitting too much, the edge of stability.

use crate::support::{SEEDS, Setup, Table, adam, count, dataset, median, no_skip, over_seeds, sgd, spread};
use downhill::dataset::DatasetKind;
use downhill::math::eigen::lanczos_extremes;
use downhill::network::{Activation, Init, Loss};
use downhill::optimizer::{AdamConfig, OptimizerConfig};
use downhill::random::{Random, Stream};

fn sine(rows: usize, rate: f32) -> Setup {
    Setup {
        data: DatasetKind::Sine,
        rows,
        noise: 0.1,
        label_noise: 0.0,
        hidden: vec![16, 16],
        activation: Activation::Tanh,
        residual: no_skip(),
        init: Init::XavierNormal,
        loss: Loss::Mse,
        optimizer: sgd(),
        rate,
        clip: None,
    }
}

pub(crate) fn rates_on_a_network(table: &mut Table) {
    for (rate, low, high, expected) in [
        (0.001, 0.097, 0.177, ".139 [.097, .177]"),
        (0.01, 0.062, 0.137, ".103 [.062, .137]"),
        (0.1, 0.014, 0.022, ".018 [.014, .022]"),
        (0.3, 0.015, 0.178, ".023 [.015, .178]"),
    ] {
        let losses = sine(64, rate).over_seeds(|mut run| run.advance(300));
        let held = count(&losses, |loss| (low / 1.5..=high * 1.5).contains(loss));
        let lesson = format!("sine, 1-16-16-1 tanh, MSE, rate {rate}: loss after 300 steps");
        table.line(&lesson, &spread(&losses), expected, held, 12, 10);
    }
    for (rate, expected, wanted) in [(0.5, "8 of 12 NaN", 6), (0.7, "12 of 12 NaN within 100 steps", 10)] {
        let losses = sine(64, rate).over_seeds(|mut run| run.advance(if rate > 0.6 { 100 } else { 300 }));
        let held = count(&losses, |loss| !loss.is_finite());
        table.line(&format!("rate {rate}"), &spread(&losses), expected, held, 12, wanted);
    }
}

pub(crate) fn a_bounded_gradient_bounces(table: &mut Table) {
    let moons = |rate| Setup {
        data: DatasetKind::Moons,
        rows: 128,
        noise: 0.15,
        hidden: vec![8, 8],
        loss: Loss::BceLogits,
        ..sine(128, rate)
    };
    let mut medians = Vec::new();
    for (rate, expected) in
        [(0.001, ".553 [.327, .749]"), (0.1, ".192"), (1.0, ".0041 [.0025, .040]"), (30.0, "4.1 [.28, 48], never NaN")]
    {
        let seen = moons(rate).over_seeds(|mut run| {
            let (loss, test) = (run.advance(500), run.data.test.clone());
            (loss, run.test(&test).1)
        });
        let (losses, accuracies): (Vec<f64>, Vec<f64>) = seen.into_iter().unzip();
        let lesson = format!("moons, 2-8-8-1 tanh, BCE, rate {rate}: loss after 500 steps");
        table.line(&lesson, &spread(&losses), expected, count(&losses, |loss| loss.is_finite()), 12, 12);
        if rate == 1.0 {
            table.once("its test accuracy", &spread(&accuracies), ".984", median(&accuracies) > 0.96);
        }
        medians.push(median(&losses));
    }
    let ordered = medians[2] < medians[1] && medians[1] < medians[0] && medians[0] < medians[3];
    table.once("order of the medians", &format!("{medians:.4?}"), "1 < .1 < .001 < 30", ordered);
}

pub(crate) fn too_little_and_too_much(table: &mut Table) {
    let decaying = OptimizerConfig::Adam(AdamConfig { weight_decay: 0.01, ..AdamConfig::default() });
    let mut medians = Vec::new();
    for (name, hidden, rate, steps, optimizer, expected) in [
        ("2-1-1", vec![1], 0.02, 2000, adam(), "train .73, test .657"),
        ("2-6-1", vec![6], 0.02, 300, adam(), "train .875, test .916"),
        ("2-32-32-1", vec![32, 32], 0.01, 2000, adam(), "train 1.00, test .835"),
        ("2-32-32-1 with L2 .01", vec![32, 32], 0.01, 2000, decaying, "train .85, test .922"),
    ] {
        let setup =
            Setup { rows: 60, label_noise: 0.15, hidden, init: Init::XavierNormal, optimizer, rate, ..Setup::deep(3) };
        let seen = setup.over_seeds(|mut run| {
            run.advance(steps);
            // A quarter of 4,000 fresh rows, labelled right.
            let clean = dataset(DatasetKind::Circle, 2000, 0.0, 0.0, 1000).test;
            (run.accuracy(), run.test(&clean).1)
        });
        let (train, test): (Vec<f64>, Vec<f64>) = seen.into_iter().unzip();
        let lesson = format!("circle, 60 rows, 15 % of labels flipped, tanh {name}, Adam: accuracy");
        table.show(&lesson, &format!("train {}, test {}", spread(&train), spread(&test)), expected);
        medians.push((median(&train), median(&test)));
    }
    let [under, good, over, regular] = medians[..] else { unreachable!("four networks") };
    let holds = under.1 < over.1 && over.1 < good.1 && over.1 < regular.1 && over.0 > 0.98;
    let seen = format!("test {:.3}, {:.3}, {:.3}, {:.3}", under.1, good.1, over.1, regular.1);
    table.once("order of the medians", &seen, "under < over < good, over < regularised, over learns all", holds);
}

pub(crate) fn the_edge_of_stability(table: &mut Table) {
    for (rate, steps) in [(0.1, 3000), (0.2, 1500)] {
        let seen = over_seeds(SEEDS, |seed| {
            let mut run = sine(32, rate).run(seed);
            let sharpness = |run: &crate::support::Run| {
                let params: Vec<f64> = run.params.iter().copied().map(f64::from).collect();
                let mut random = Random::new(seed, Stream::Plane);
                let start: Vec<f64> = params.iter().map(|_| random.normal()).collect();
                let product = |v: &[f64]| run.mlp.hessian_vector_product(&params, &run.data.train, Loss::Mse, v);
                lanczos_extremes(product, &start, 1e-3, 200).top
            };
            let first = sharpness(&run);
            let mut losses = Vec::new();
            // At the edge sharpness swings around 2/η: its mean over the last tenth.
            let mut late = Vec::new();
            for step in 0..steps {
                losses.push(run.step());
                if step >= steps * 9 / 10 && step % 10 == 0 {
                    late.push(sharpness(&run));
                }
            }
            let rises = losses.windows(2).filter(|pair| pair[1] > pair[0]).count() as f64 / losses.len() as f64;
            let share = late.iter().sum::<f64>() / late.len() as f64 * f64::from(rate) / 2.0;
            (first, share, rises, losses[losses.len() - 1] / losses[0])
        });
        let shares: Vec<f64> = seen.iter().map(|seen| seen.1).collect();
        let column = |pick: fn(&(f64, f64, f64, f64)) -> f64| spread(&seen.iter().map(pick).collect::<Vec<_>>());
        let text = format!(
            "λη/2 {}; λ at step 0 {}; share of steps that go up {}",
            spread(&shares),
            column(|seen| seen.0),
            column(|seen| seen.2)
        );
        let held = count(&seen, |seen| (0.97..1.05).contains(&seen.1) && seen.3 < 0.5);
        let lesson = format!("sine, 32 rows, 1-16-16-1 tanh, MSE, rate {rate}, {steps} steps");
        table.line(&lesson, &text, "1.00 ± .02, from 12–15; 3–38 % of steps go up", held, 12, 10);
    }
}
