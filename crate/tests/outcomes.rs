//! How runs whose end is known are read: the pit, a bowl, networks that learn, vanish and explode.

use downhill::experiment::decode_link;
use downhill::training::{Outcome, PathPoint, read_outcome};

fn of(link: &str, steps: u64, lowest: f64) -> Outcome {
    let (spec, problems) = decode_link(link);
    assert!(problems.is_empty(), "{link}");
    let mut trainer = spec.trainer().unwrap();
    trainer.advance(steps);
    read_outcome(trainer.path(), lowest, trainer.blow_up().is_some()).unwrap().outcome
}

#[test]
fn the_pit_tells_all_of_them() {
    let pit = |rate: &str| of(&format!("problem=pit&starta=5.5&startb=0.2&lr={rate}"), 100, 0.0);
    // SCIENCE: thresholds 2/57.006 = 0.0351 of the pit, 1 and 2 of the valley.
    assert_eq!(pit("0.01"), Outcome::IsStuck);
    assert_eq!(pit("0.3"), Outcome::Settles);
    assert_eq!(pit("1.6"), Outcome::ZigZags);
    assert_eq!(pit("2.1"), Outcome::BlowsUp);
    assert_eq!(pit("0.00001"), Outcome::IsStuck);
}

#[test]
fn a_bowl_goes_by_its_steepest_curvature() {
    // It bends by 10 along y and by 1 along x: 1/λ = 0.1, 2/λ = 0.2.
    let bowl = |rate: &str| of(&format!("problem=bowl&lr={rate}"), 60, 0.0);
    assert_eq!(bowl("0.005"), Outcome::GoesDown);
    assert_eq!(bowl("0.08"), Outcome::Settles);
    assert_eq!(bowl("0.195"), Outcome::ZigZags);
    assert_eq!(bowl("0.25"), Outcome::BlowsUp);
}

#[test]
fn networks_have_them_too() {
    assert_eq!(of("", 100, f64::NAN), Outcome::GoesDown);
    assert_eq!(of("data=circle&noise=0&layers=29&width=16&init=uniform&lr=0.3", 100, f64::NAN), Outcome::IsStuck);
    assert_eq!(of("lr=100&act=relu&layers=8", 100, f64::NAN), Outcome::BlowsUp);
}

#[test]
fn a_single_point_has_none() {
    let point = PathPoint { step: 0, loss: 1.0, params: vec![0.0] };
    assert_eq!(read_outcome(std::slice::from_ref(&point), 0.0, false), None);
    assert_eq!(read_outcome(&[], 0.0, true), None);
}
