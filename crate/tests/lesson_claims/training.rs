//! Chapters 9 to 11: the loop, its rate and its other knobs.

use crate::{losses_at, over_seeds, race, spec, walked};
use downhill::experiment::{CurvatureGauge, Spec};
use downhill::training::Trainer;

// 9. The loop.

#[test]
fn five_rounds_change_little_and_three_hundred_everything() {
    over_seeds("v=1&data=circle&noise=0&layers=2&lr=0.5", |spec| {
        let losses = losses_at(spec, &[0, 5, 300]);
        losses[1].0 > 0.9 * losses[0].0 && losses[2].0 < 0.1
    });
}

#[test]
fn the_second_hundred_rounds_take_off_much_less() {
    over_seeds("v=1", |spec| {
        let losses = losses_at(spec, &[0, 100, 200]);
        let [start, one, two] = [0, 1, 2].map(|index| losses[index].0);
        one < 0.2 * start && one - two < 0.25 * (start - one)
    });
}

#[test]
fn a_smaller_rate_calms_a_run_that_shakes() {
    /// How far the loss jumps from one step to the next, at rest of a hundred steps.
    fn jumps(run: &mut Trainer) -> f64 {
        let mut last = run.train_loss();
        let mut sum = 0.0;
        for _ in 0..100 {
            run.advance(1);
            sum += (run.train_loss() - last).abs();
            last = run.train_loss();
        }
        sum / 100.0
    }
    over_seeds("v=1&data=moons&noise=0.2&layers=2&lr=0.3&batch=2", |spec| {
        let mut run = race(spec, 300).remove(0);
        let shaking = jumps(&mut run);
        run.set_learning_rate(0.01).unwrap();
        run.advance(100);
        jumps(&mut run) < 0.2 * shaking
    });
}

// 10. The learning rate.

const PIT: &str = "v=1&problem=pit&starta=5.5&startb=0.1&lr=0.02";

#[test]
fn the_pit_holds_small_steps_neither_middle_ones_nor_lets_them_go_and_loses_large_ones() {
    let at = |learning_rate| race(&Spec { learning_rate, ..spec(PIT) }, 2000).remove(0).train_loss();
    let trapped = |loss: f64| (loss - 0.861_059).abs() < 1e-4;
    assert!([0.001, 0.005, 0.01, 0.02, 0.034].map(at).into_iter().all(trapped));
    // Between 2/57.006 and about 0.06 it can neither rest nor leave.
    let between = at(0.045);
    assert!((2.0..2.6).contains(&between), "{between}");
    assert!([0.07, 0.1, 0.5, 1.6, 1.99].map(at).into_iter().all(|loss| loss.abs() < 1e-6));
    let large = Spec { learning_rate: 2.1, ..spec(PIT) };
    assert!(race(&large, 20).remove(0).train_loss() > 500.0);
    // Whatever the rate of a hop at 0.045 is: it comes back to the same two places.
    let mut hops = race(&Spec { learning_rate: 0.045, ..spec(PIT) }, 500).remove(0);
    let here = hops.params().to_vec();
    hops.advance(1);
    let there = hops.params().to_vec();
    hops.advance(1);
    let distance = |a: &[f32], b: &[f32]| (a[0] - b[0]).hypot(a[1] - b[1]);
    assert!(distance(&here, &there) > 0.3 && distance(&here, hops.params()) < 1e-4);
}

#[test]
fn a_heavy_ball_crosses_the_pit_but_not_at_every_rate() {
    let link = "v=1&problem=pit&starta=5.5&startb=0.1&opt=momentum&lr=0.005";
    assert!(walked(link, 100).train_loss() < 0.01);
    let slow = Spec { learning_rate: 0.001, ..spec(link) };
    assert!((race(&slow, 20_000).remove(0).train_loss() - 0.861_059).abs() < 1e-4);
}

#[test]
fn of_three_rates_the_middle_one_learns() {
    over_seeds("v=1&data=sine&n=128&layers=2&width=16&branches=0:lr:0.01,0:lr:0.7", |spec| {
        let mut runs = race(spec, 300);
        let [middle, small] = [0, 1].map(|index| runs[index].train_loss());
        let broke = runs[2].blow_up().is_some_and(|blow_up| blow_up.step <= 30);
        assert_eq!(runs[0].params().len(), 321);
        middle < 0.03 && small > 2.0 * middle && broke
    });
}

#[test]
fn a_rate_can_be_found_by_trying() {
    over_seeds("v=1&data=sine&n=128&layers=2&width=16&lr=0.001", |spec| {
        let at = |learning_rate| race(&Spec { learning_rate, ..spec.clone() }, 200).remove(0).train_loss();
        at(0.001) > 0.05 && at(0.01) > 0.03 && at(0.1) < 0.03
    });
}

// 11. The other knobs.

#[test]
fn four_rows_a_step_are_enough() {
    over_seeds("v=1&batch=4&ground=batch", |spec| {
        let mut run = race(spec, 100).remove(0);
        assert_eq!(run.data().unwrap().train.rows(), 172);
        run.figures().train_accuracy > 0.9
    });
}

#[test]
fn plain_descent_is_last_on_the_spiral_unless_it_is_given_another_rate_and_time() {
    over_seeds("v=1&data=spiral&width=16&branches=0:opt:momentum,0:opt:rmsprop:lr:0.01,0:opt:adam:lr:0.01", |spec| {
        let losses: Vec<f64> = race(spec, 600).iter_mut().map(Trainer::train_loss).collect();
        losses[1..].iter().all(|loss| *loss < losses[0]) && losses[0] > 0.5
    });
    over_seeds("v=1&data=spiral&width=16&lr=0.3", |spec| race(spec, 2000).remove(0).figures().train_accuracy > 0.95);
}

#[test]
fn without_a_bend_there_is_no_ring_and_a_sigmoid_of_five_layers_waits() {
    let at = |link: &str, most: f64| {
        over_seeds(link, |spec| race(spec, 300).remove(0).train_loss() < most);
    };
    over_seeds("v=1&data=circle&noise=0&act=identity&lr=0.3", |spec| race(spec, 300).remove(0).train_loss() > 0.67);
    over_seeds("v=1&data=circle&noise=0&act=sigmoid&lr=0.3", |spec| race(spec, 300).remove(0).train_loss() > 0.69);
    at("v=1&data=circle&noise=0&lr=0.3", 0.05);
    at("v=1&data=circle&noise=0&act=relu&lr=0.3", 0.05);
}

#[test]
fn the_valley_comes_to_meet_the_rate() {
    over_seeds("v=1&data=sine&n=64&layers=2&width=16&lr=0.2", |spec| {
        let mut run = race(spec, 500).remove(0);
        let mut gauge = CurvatureGauge::default();
        let readings: Vec<f64> = (0..10)
            .map(|_| {
                run.advance(7);
                run.learning_rate() as f64 / gauge.read(&run, 60.0 * run.hessian_product_work()).limits.diverge
            })
            .collect();
        let mean = readings.iter().sum::<f64>() / 10.0;
        (0.85..1.15).contains(&mean)
    });
}
