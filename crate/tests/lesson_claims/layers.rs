//! Chapters 2, 5 and 8: what the tasks ask for can be reached, and what the pictures show is so.

use crate::{over_seeds, over_seeds_at_least, race, spec};
use downhill::experiment::Spec;

const CARDS: &str = "data=moons&n=200&noise=0.1&layers=1&width=8&opt=adam&lr=0.05";
const BOX: &str = "data=moons&n=200&layers=2&width=4&lr=0.5";
const SPIRAL: &str = "data=spiral&noise=0&n=200&layers=1&width=8&opt=adam&lr=0.02";
const RING: &str = "data=circle&noise=0&n=200&layers=1&width=1&opt=adam&lr=0.05&seed=2";

/// The best share of right answers on the training rows within so many steps, looked at every ten.
fn best_accuracy(spec: &Spec, steps: u64) -> f64 {
    let mut run = race(spec, 0).remove(0);
    let mut best = 0.0_f64;
    for _ in 0..steps / 10 {
        run.advance(10);
        best = best.max(run.figures().train_accuracy);
    }
    best
}

#[test]
fn ninety_five_of_a_hundred_cards_can_be_learned() {
    over_seeds(CARDS, |spec| best_accuracy(spec, 600) >= 0.95);
}

#[test]
fn the_box_comes_to_know_ninety_of_a_hundred() {
    over_seeds_at_least(12, BOX, |spec| best_accuracy(spec, 1000) >= 0.9);
}

/// Two lines leave an open side, three fence the middle in.
#[test]
fn three_units_cut_a_ring_from_its_middle_and_two_do_not() {
    for width in [1, 2] {
        let narrow = |spec: &Spec| best_accuracy(&Spec { width, ..spec.clone() }, 3000);
        over_seeds_at_least(12, RING, |spec| narrow(spec) < 0.95);
    }
    over_seeds(RING, |spec| best_accuracy(&Spec { width: 3, ..spec.clone() }, 2000) >= 0.95);
    assert_eq!(spec(RING).hidden_layers, 1);
}

/// One layer of eight does not tell the arms of the spiral apart, two layers do, and so does one of sixteen.
#[test]
fn a_second_layer_untangles_the_spiral() {
    let best = |spec: &Spec, hidden_layers, width| best_accuracy(&Spec { hidden_layers, width, ..spec.clone() }, 1000);
    over_seeds(SPIRAL, |spec| best(spec, 1, 8) < 0.97);
    over_seeds(SPIRAL, |spec| best(spec, 2, 8) >= 0.97);
    over_seeds(SPIRAL, |spec| best(spec, 1, 16) >= 0.97);
}
