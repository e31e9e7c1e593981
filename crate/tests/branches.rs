//! Branches: a way on from any step, bit for bit what it would have been, and no trace in the run that was left.

use downhill::dataset::DatasetKind;
use downhill::experiment::{Rule, Spec};
use downhill::training::{Course, Trainer};

/// Full batch and mini-batches, rules with and without memory, a rate that changes by itself.
fn kinds_of_run() -> Vec<Spec> {
    let base = Spec { dataset: DatasetKind::Spiral, width: 6, hidden_layers: 3, samples: 120, ..Spec::default() };
    let rules = [Rule::Sgd, Rule::Momentum, Rule::Nesterov, Rule::Adagrad, Rule::RmsProp, Rule::Adam, Rule::AdamW];
    let of_rule = |optimizer| {
        let whole = Spec { optimizer, learning_rate: 0.01, ..base.clone() };
        let batches = Spec { batch_size: 24, ..whole.clone() };
        let course = Spec { schedule: Course::Cosine, schedule_steps: 90, warmup: 9, clip: 0.5, ..batches.clone() };
        [whole, batches, course]
    };
    rules.into_iter().flat_map(of_rule).collect()
}

fn digests(trainer: &mut Trainer, steps: u64) -> Vec<String> {
    (0..steps).map(|_| (trainer.step().unwrap(), trainer.digest()).1).collect()
}

#[test]
fn a_branch_that_changes_nothing_is_the_same_run() {
    for spec in kinds_of_run() {
        let mut run = spec.trainer().unwrap();
        run.advance(60);
        let end = run.digest();
        for step in [0, 1, 7, 8, 37, 60] {
            let mut branch = run.branch(step, &spec.walk()).unwrap();
            assert_eq!((branch.steps(), branch.first_step()), (step, step));
            branch.advance(60 - step);
            assert_eq!(branch.digest(), end, "{:?} from {step}", spec.optimizer);
            assert_eq!((branch.curve().first().unwrap().step, branch.curve().len() as u64), (step, 61 - step));
            assert_eq!((branch.path().first().unwrap().step, branch.path().len() as u64), (step, 61 - step));
        }
        assert_eq!((run.steps(), run.digest()), (60, end), "the run that was left has not moved");
    }
}

#[test]
fn a_branch_with_another_rate_is_the_run_whose_dial_was_turned() {
    for spec in kinds_of_run() {
        let mut run = spec.trainer().unwrap();
        run.advance(50);
        let mut branch = run.branch(31, &Spec { learning_rate: 0.003, ..spec.clone() }.walk()).unwrap();
        run.rewind_to(31);
        run.set_learning_rate(0.003).unwrap();
        assert_eq!(digests(&mut branch, 40), digests(&mut run, 40), "{:?}", spec.optimizer);
    }
}

#[test]
fn a_branch_follows_its_own_settings_and_repeats_them() {
    let spec = Spec { batch_size: 24, ..kinds_of_run()[0].clone() };
    let mut run = spec.trainer().unwrap();
    // The dial's way up to the branching point is a part of the run, not of the branch.
    run.advance(10);
    run.set_learning_rate(0.02).unwrap();
    run.advance(50);
    let end = run.digest();
    let others = [
        Spec { optimizer: Rule::Adam, ..spec.clone() },
        Spec { optimizer: Rule::Momentum, ..spec.clone() },
        Spec { batch_size: 0, ..spec.clone() },
        Spec { batch_size: 7, ..spec.clone() },
        Spec { schedule: Course::Step, schedule_steps: 45, ..spec.clone() },
        Spec { clip: 0.01, ..spec.clone() },
        Spec { l2: 0.1, ..spec.clone() },
        Spec { learning_rate: 0.5, ..spec },
    ];
    let mut ends = vec![end.clone()];
    for other in others {
        let mut branch = run.branch(40, &other.walk()).unwrap();
        let walked = digests(&mut branch, 40);
        assert_eq!(digests(&mut run.branch(40, &other.walk()).unwrap(), 40), walked);
        ends.push(walked[19].clone());
        // Every step of a branch is reached again, back to its first and no further.
        for step in [79, 64, 63, 41] {
            branch.rewind_to(step);
            assert_eq!((branch.steps(), &branch.digest()), (step, &walked[step as usize - 41]));
        }
        branch.rewind_to(3);
        assert_eq!(branch.steps(), 40);
        branch.advance(20);
        branch.reset();
        assert_eq!((branch.steps(), branch.curve().len()), (40, 1));
        branch.advance(20);
        assert_eq!(branch.digest(), walked[19]);
    }
    let different: std::collections::HashSet<_> = ends.iter().collect();
    assert_eq!(different.len(), ends.len(), "each of them led elsewhere");
    assert_eq!(run.digest(), end);
}

#[test]
fn branches_of_branches() {
    let spec = &kinds_of_run()[1];
    let mut run = spec.trainer().unwrap();
    run.advance(20);
    let faster = Spec { learning_rate: 0.1, ..spec.clone() };
    let mut branch = run.branch(15, &faster.walk()).unwrap();
    branch.advance(20);
    let mut twig = branch.branch(30, &faster.walk()).unwrap();
    twig.advance(5);
    assert_eq!(twig.digest(), branch.digest());
    let error = branch.branch(14, &faster.walk()).unwrap_err();
    assert_eq!(error.to_string(), "step: must be 15 or more, where this branch begins, got 14");
}

#[test]
fn where_a_run_has_not_been_there_is_no_branch() {
    let spec = &kinds_of_run()[0];
    let mut run = spec.trainer().unwrap();
    run.advance(5);
    let field = |step, spec: &Spec| run.branch(step, &spec.walk()).unwrap_err().field;
    assert_eq!(field(6, spec), "step");
    assert_eq!(field(3, &Spec { learning_rate: -1.0, ..spec.clone() }), "learning_rate");
    assert_eq!(field(3, &Spec { clip: f64::INFINITY, ..spec.clone() }), "clip");
    assert_eq!(field(3, &Spec { schedule_decay: 2.0, ..spec.clone() }), "schedule.decay");
}

#[test]
fn a_branch_leads_past_a_blow_up() {
    let spec = Spec { learning_rate: 100.0, activation: downhill::network::Activation::Relu, ..Spec::default() };
    let mut run = spec.trainer().unwrap();
    run.advance(200);
    let blow_up = run.blow_up().expect("a rate of 100 is far too large");
    let tame = Spec { learning_rate: 1e-4, ..spec };
    let mut branch = run.branch(blow_up.step.saturating_sub(1).min(1), &tame.walk()).unwrap();
    assert_eq!(branch.blow_up(), None);
    assert_eq!(branch.advance(5), 5);
    assert!(run.blow_up().is_some());
}
