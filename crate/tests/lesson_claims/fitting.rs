//! Chapters 14 to 16: what is learned, and how one finds out.

use crate::{losses_at, over_seeds, over_seeds_at_least, race, spec, walked};
use downhill::experiment::Spec;
use downhill::network::Workspace;
use downhill::samples::Targets;
use downhill::training::Trainer;

// 14. Too simple, too clever.

const SIMPLE: &str = "v=1&data=circle&n=2000&noise=0&train=0.03&flip=0.15&layers=1&width=1&opt=adam&lr=0.02";
const SIX: &str = "v=1&data=circle&n=2000&noise=0&train=0.03&flip=0.15&layers=1&width=6&opt=adam&lr=0.02";
const CLEVER: &str = "v=1&data=circle&n=2000&noise=0&train=0.03&flip=0.15&layers=2&width=32&opt=adam&lr=0.01";
const HELD: &str = "v=1&data=circle&n=2000&noise=0&train=0.03&flip=0.15&layers=2&width=32&opt=adam&l2=0.01&lr=0.01";

/// Rows of the training set that the network answers wrongly: how many, and how many of them carry a wrong label.
fn mistakes(link: &str, steps: u64) -> (usize, usize) {
    let run = walked(link, steps);
    let truth = Spec { label_noise: 0.0, ..spec(link) }.trainer().unwrap();
    let (mlp, train) = (run.mlp().unwrap(), &run.data().unwrap().train);
    let mut outputs = Vec::new();
    mlp.predict(run.params(), train, &mut Workspace::new(mlp), &mut outputs);
    let labels = |trainer: &Trainer| match trainer.data().unwrap().train.targets() {
        Targets::Classes { labels, .. } => labels.clone(),
        Targets::Values { .. } => panic!("two classes"),
    };
    let (given, true_ones) = (labels(&run), labels(&truth));
    let wrong: Vec<usize> = (0..train.rows()).filter(|&row| (outputs[row] > 0.0) != (given[row] == 1)).collect();
    (wrong.len(), wrong.iter().filter(|&&row| given[row] != true_ones[row]).count())
}

#[test]
fn one_unit_is_too_simple_and_six_do() {
    over_seeds(SIMPLE, |spec| {
        let figures = race(spec, 2000).remove(0).figures();
        figures.train_accuracy < 0.8 && figures.validation_accuracy < 0.72
    });
    over_seeds(SIX, |spec| {
        let mut run = race(spec, 300).remove(0);
        assert_eq!(run.data().unwrap().train.rows(), 60);
        run.figures().validation_accuracy > 0.8
    });
    let (wrong, of_wrong_labels) = mistakes(SIX, 300);
    assert!(2 * of_wrong_labels > wrong, "{of_wrong_labels} of {wrong}");
}

#[test]
fn a_large_network_learns_sixty_points_by_heart() {
    over_seeds(CLEVER, |spec| {
        let mut run = race(spec, 0).remove(0);
        let [soon, later, figures] = [50, 450, 500].map(|more| {
            run.advance(more);
            run.figures()
        });
        let climbs =
            later.validation_loss > 1.25 * soon.validation_loss && figures.validation_loss > later.validation_loss;
        climbs && figures.train_accuracy > 0.98 && figures.validation_accuracy < 0.93
    });
}

#[test]
fn a_penalty_or_more_points_hold_it_back() {
    over_seeds(HELD, |spec| {
        let validation = |spec: &Spec| race(spec, 300).remove(0).figures().validation_accuracy;
        let wild = validation(&Spec { l2: 0.0, ..spec.clone() });
        let more = validation(&Spec { l2: 0.0, train_share: 0.5, ..spec.clone() });
        validation(spec) > wild && more > wild
    });
}

/// The clue that holds in the rooms of the homework is learned, and deceives elsewhere.
#[test]
fn who_asks_the_chair_is_deceived_elsewhere() {
    over_seeds("v=1&data=chairs&n=1000&layers=1&width=4&lr=0.3", |spec| {
        let mut run = race(spec, 300).remove(0);
        let same_rooms = run.figures().validation_accuracy;
        same_rooms > 0.9 && run.test_accuracy() < same_rooms - 0.15
    });
}

// 15. Homework, mock exam, final exam.

#[test]
fn the_mock_exam_chooses_four_units() {
    let link = "v=1&data=circle&n=2000&noise=0&train=0.03&flip=0.15&layers=2&width=1&opt=adam&lr=0.01";
    over_seeds_at_least(9, link, |spec| {
        let [one, four, many] = [1, 4, 32].map(|width| race(&Spec { width, ..spec.clone() }, 300).remove(0).figures());
        let chosen =
            four.validation_accuracy > many.validation_accuracy && many.validation_accuracy > one.validation_accuracy;
        chosen && many.train_accuracy > four.train_accuracy
    });
}

/// Whoever has chosen by few looks at the mock exam finds the same in the final one.
#[test]
fn the_final_exam_says_what_the_mock_exam_said() {
    over_seeds("v=1&data=circle&n=2000&noise=0&train=0.03&flip=0.15&layers=2&width=4&opt=adam&lr=0.01", |spec| {
        let mut run = race(spec, 300).remove(0);
        (run.test_accuracy() - run.figures().validation_accuracy).abs() < 0.05
    });
}

#[test]
fn who_opens_the_seal_of_many_finds_luck() {
    let spec = spec("v=1&data=random_labels&n=128");
    let tests: Vec<f64> =
        (0..20).map(|seed| race(&Spec { seed, ..spec.clone() }, 300).remove(0).test_accuracy()).collect();
    let best = tests.iter().copied().fold(0.0, f64::max);
    let mean = tests.iter().sum::<f64>() / 20.0;
    assert!(best > 0.7 && (0.45..0.55).contains(&mean), "{tests:?}");
}

// 16. Understood, or memorised?

#[test]
fn labels_by_chance_are_learned_to_the_last_and_help_with_nothing_new() {
    over_seeds("v=1&data=random_labels&n=1000&train=0.06&layers=2&width=32&opt=adam&lr=0.01", |spec| {
        let figures = race(spec, 1000).remove(0).figures();
        figures.train_accuracy > 0.99 && (0.44..0.56).contains(&figures.validation_accuracy)
    });
}

const DEALT: &str = "v=1&data=circle&n=1000&noise=0&train=0.06&labels=shuffled&layers=2&width=32&opt=adam&lr=0.01";

#[test]
fn a_rule_is_learned_sooner_than_a_list() {
    over_seeds("v=1&data=circle&n=1000&noise=0&train=0.06&layers=2&width=32&opt=adam&lr=0.01", |spec| {
        let dealt = Spec { label_order: crate::spec(DEALT).label_order, ..spec.clone() };
        let [soon, late] = [spec, &dealt].map(|spec| losses_at(spec, &[50])[0].0);
        let [rule, list] = [spec, &dealt].map(|spec| race(spec, 2000).remove(0).figures());
        soon < 0.2
            && late > 0.3
            && rule.validation_accuracy > 0.88
            && list.train_accuracy > 0.95
            && list.validation_accuracy < 0.75
    });
}
