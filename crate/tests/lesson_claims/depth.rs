//! Chapters 12 and 13: depth, and the way around.

use crate::{has_learned, knows_nothing, losses_at, over_seeds, race, spec};
use downhill::experiment::Spec;
use downhill::landscape::{Plane, Sampler, relief};
use downhill::network::Loss;
use downhill::random::{Random, Stream};
use downhill::training::Trainer;
use std::f64::consts::LN_2;

// 12. Deeper and deeper, and stuck.

#[test]
fn the_gradient_thins_out_with_depth() {
    let second_layer = |link: &str| race(&spec(link), 0).remove(0).layer_gradients()[1];
    let three = second_layer("v=1&data=circle&noise=0&layers=2&width=16&init=uniform&lr=0.3");
    let ten = second_layer("v=1&data=circle&noise=0&layers=9&width=16&init=uniform&lr=0.3");
    let thirty = second_layer("v=1&data=circle&noise=0&layers=29&width=16&init=uniform&lr=0.3");
    assert!(three > ten + 1.0 && ten > thirty + 3.0, "{three} {ten} {thirty}");
    over_seeds("v=1&data=circle&noise=0&layers=2&width=16&init=uniform&lr=0.3", |spec| {
        race(spec, 300).remove(0).train_loss() < 0.1
    });
}

#[test]
fn thirty_layers_learn_nothing() {
    over_seeds("v=1&data=circle&noise=0&layers=29&width=16&init=uniform&lr=0.3", |spec| {
        let mut run = race(spec, 0).remove(0);
        let gradients = run.layer_gradients();
        run.advance(300);
        let is_flat = (run.train_loss() - LN_2).abs() < 1e-3;
        is_flat && gradients[28] - gradients[1] > 2.0 && gradients[1] < -7.0
    });
    // 3000 steps and other rates: `tests/lessons/deep.rs`.
}

#[test]
fn weights_too_large_break_at_once_and_clipping_saves_the_run() {
    let link = "v=1&data=moons&layers=19&width=16&act=relu&init=normal&var=4&loss=mse";
    over_seeds(link, |spec| {
        let mut run = race(spec, 5).remove(0);
        run.blow_up().is_some_and(|blow_up| blow_up.step == 1) && run.train_loss() > 1000.0
    });
    assert!(race(&Spec { clip: 1.0, ..spec(link) }, 300).remove(0).train_loss() < 0.3);
    over_seeds(link, |spec| race(&Spec { clip: 1.0, ..spec.clone() }, 300).remove(0).blow_up().is_none());
    let learned =
        (0..12).filter(|&seed| race(&Spec { clip: 1.0, seed, ..spec(link) }, 300).remove(0).train_loss() < 0.2).count();
    assert!((6..12).contains(&learned), "not every seed, but most: {learned}");
}

#[test]
fn slopes_below_one_do_not_keep_a_gradient_from_growing() {
    over_seeds("v=1&data=circle&noise=0&layers=49&width=16&init=normal&var=9&lr=0.01", |spec| {
        let gradients = race(spec, 0).remove(0).layer_gradients();
        gradients[1] - gradients[48] > 4.0
    });
}

#[test]
fn positive_weights_multiply_by_eight_and_kill_relu_in_one_step() {
    let link = "v=1&data=moons&layers=9&width=16&act=relu&init=unit";
    over_seeds(link, |spec| {
        let losses = losses_at(spec, &[0, 1, 300]);
        losses[0].0 > 1e7 && losses[1].0 < 1.0 && (losses[2].0 - LN_2).abs() < 1e-3
    });
    let he = Spec { init: spec("v=1&init=he").init, ..spec(link) };
    assert!(race(&he, 300).remove(0).train_loss() < 0.1);
    over_seeds(link, |spec| race(&Spec { init: he.init, ..spec.clone() }, 300).remove(0).train_loss() < 0.1);
    // Four layers with a sigmoid do not learn from them either.
    over_seeds("v=1&data=moons&layers=3&width=16&act=sigmoid&init=unit", |spec| {
        knows_nothing(&mut race(spec, 300).remove(0))
    });
}

#[test]
fn a_good_start_alone_lets_thirty_plain_layers_learn() {
    let link = "v=1&data=circle&noise=0&layers=29&width=32&act=relu&lr=0.03";
    let he = spec("v=1&init=he").init;
    over_seeds(link, |spec| {
        let mut good = race(&Spec { init: he, ..spec.clone() }, 100).remove(0);
        knows_nothing(&mut race(spec, 100).remove(0)) && good.train_loss() < 0.3
    });
}

// 13. Residual connections.

#[test]
fn the_residual_twin_learns_and_the_plain_one_does_not() {
    over_seeds("v=1&data=circle&noise=0&layers=29&width=16&init=uniform&lr=0.3&branches=0:skip:scaled", |spec| {
        let mut runs = race(spec, 200);
        knows_nothing(&mut runs[0]) && has_learned(&mut runs[1])
    });
    over_seeds("v=1&data=circle&noise=0&layers=29&width=16&skip=scaled&init=uniform&lr=0.3", |spec| {
        let gradients = &race(spec, 0).remove(0).layer_gradients()[1..29];
        let spread =
            gradients.iter().fold(f64::MIN, |a, &b| a.max(b)) - gradients.iter().fold(f64::MAX, |a, &b| a.min(b));
        spread < 1.0
    });
}

#[test]
fn one_rate_does_for_every_depth() {
    let end = |spec: &Spec, hidden_layers| {
        let mut runs = race(&Spec { hidden_layers, ..spec.clone() }, 200);
        [0, 1].map(|index| runs[index].train_loss())
    };
    over_seeds("v=1&data=circle&noise=0&layers=49&width=16&lr=0.3&branches=0:skip:scaled", |spec| {
        let [shallow, deep] = [end(spec, 4), end(spec, 49)];
        shallow[0] < shallow[1] && shallow[1] < 0.1 && deep[1] < 0.1 && deep[0] > 0.3
    });
}

/// Hollows on a random cut through where the run is, one unit each way, 25 by 25 points.
fn hollows(run: &Trainer, seed: u32) -> usize {
    const SIDE: usize = 25;
    let (mlp, train) = (run.mlp().unwrap(), &run.data().unwrap().train);
    let plane = Plane::random(mlp, run.params(), &mut Random::new(seed, Stream::Plane)).unwrap();
    let mut sampler = Sampler::new(mlp.clone(), train.clone(), Loss::BceLogits).unwrap();
    sampler.set_plane(&plane).unwrap();
    let axis: Vec<f32> = (0..SIDE).map(|at| -1.0 + 2.0 * at as f32 / (SIDE - 1) as f32).collect();
    let mut heights = vec![0.0; SIDE * SIDE];
    for (row, b) in heights.chunks_exact_mut(SIDE).zip(&axis) {
        sampler.row(&axis, *b, row).unwrap();
    }
    relief(&heights, SIDE).unwrap().minima
}

#[test]
fn without_a_way_around_the_ground_has_more_hollows() {
    over_seeds("v=1&data=circle&noise=0&layers=29&width=16&opt=adam&lr=0.003&branches=0:skip:scaled", |spec| {
        let runs = race(spec, 60);
        let [plain, residual] = [0, 1].map(|index| hollows(&runs[index], spec.seed));
        // Seen on thirteen seeds: 6 to 18 against 1.
        plain >= 5 && residual == 1
    });
}

#[test]
fn plain_addition_explodes_and_only_the_scaled_one_learns() {
    let sum = "v=1&data=circle&noise=0&layers=49&width=16&act=relu&skip=sum&init=he";
    over_seeds(sum, |spec| race(spec, 0).remove(0).train_loss() > 1000.0);
    let link = "v=1&data=circle&noise=0&layers=49&width=16&act=relu&skip=scaled&init=he&branches=0:skip:off,0:skip:sum";
    over_seeds(link, |spec| {
        let mut runs = race(spec, 300);
        has_learned(&mut runs[0]) && runs[1].train_loss() > 0.3 && knows_nothing(&mut runs[2])
    });
}

#[test]
fn three_hidden_layers_need_no_way_around() {
    over_seeds("v=1&data=circle&noise=0&layers=3&width=16&lr=0.3&branches=0:skip:scaled", |spec| {
        let mut runs = race(spec, 200);
        let [plain, residual] = [0, 1].map(|index| runs[index].train_loss());
        plain < residual && residual < 0.1
    });
}
