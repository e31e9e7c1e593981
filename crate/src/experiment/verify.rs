//! A run held against computations that share nothing with it but its numbers: the loss in double precision, the gradient by
//! central differences, and the last step of one parameter with everything that went into it.

use crate::diagnostics::{GradientCheck, central_difference};
use crate::training::{Trainer, Update};

/// What was found about a run at its present step.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// Training loss as the run has it.
    pub loss: f64,
    /// The same in double precision throughout.
    pub precise_loss: f64,
    /// The run's gradient over all training rows against central differences in double precision.
    pub check: GradientCheck,
    /// Entries that were checked.
    pub entries: usize,
    /// The last step of one parameter; none at the start, after a drop of the ball, or at the start of a branch.
    pub update: Option<Update>,
}

/// Checks up to `most_entries` of the gradient, spread over all, and the last step. The run is afterwards where it was.
///
/// Cost: two losses in double precision an entry, and a way back of one step.
pub fn check_run(run: &mut Trainer, most_entries: usize) -> Verdict {
    let params = run.params().to_vec();
    let grads = run.gradient().to_vec();
    let loss = run.train_loss();
    let count = params.len();
    let entries: Vec<usize> = match most_entries.min(count) {
        checked if checked == count => (0..count).collect(),
        checked => (0..checked).map(|at| at * count / checked).collect(),
    };
    let (precise_loss, check) = match (run.mlp(), run.train_rows(), run.loss(), run.closed_form()) {
        (Some(mlp), Some(samples), Some(loss), _) => {
            let free = run.free();
            let mut whole: Vec<f64> = run.all_params().into_iter().map(f64::from).collect();
            let precise_loss = mlp.precise_loss(&whole, samples, loss);
            let check = GradientCheck::of(entries.iter().map(|&entry| {
                let place = free.map_or(entry, |free| free.places()[entry]);
                let measured = central_difference(mlp, &mut whole, samples, loss, place).value;
                (entry, f64::from(grads[entry]), measured)
            }));
            (precise_loss, check)
        }
        (.., Some(form)) => {
            let place = [0, 1].map(|at| f64::from(params[at]));
            let check = GradientCheck::of(entries.iter().map(|&entry| {
                let h = 1e-6 * place[entry].abs().max(1.0);
                let [above, below] = [h, -h].map(|by| {
                    let mut moved = place;
                    moved[entry] += by;
                    form.value(moved[0], moved[1])
                });
                (entry, f64::from(grads[entry]), (above - below) / (2.0 * h))
            }));
            (form.value(place[0], place[1]), check)
        }
        // A run is of a network with its rows or of a formula.
        _ => (f64::NAN, GradientCheck::of(std::iter::empty())),
    };
    Verdict { loss, precise_loss, check, entries: entries.len(), update: run.last_update() }
}

#[cfg(test)]
mod tests {
    use super::{Verdict, check_run};
    use crate::experiment::decode_link;

    fn verdict(link: &str, steps: u64) -> Verdict {
        let mut run = decode_link(link).0.trainer().unwrap();
        run.advance(steps);
        let (digest, step) = (run.digest(), run.steps());
        let found = check_run(&mut run, 64);
        assert_eq!((run.digest(), run.steps()), (digest, step), "it changes nothing");
        found
    }

    #[test]
    fn right_runs_pass() {
        for (link, steps) in [
            ("data=moons&layers=3&width=6", 30),
            ("data=sine&act=gelu&opt=adam&lr=0.01", 30),
            ("data=iris&batch=8&opt=momentum", 30),
            ("data=circle&layers=8&skip=scaled", 30),
            ("problem=rosenbrock&lr=0.0005", 30),
            ("problem=judges&lr=1", 3),
        ] {
            let found = verdict(link, steps);
            assert!((found.loss - found.precise_loss).abs() <= 1e-5 * found.loss.max(1e-3), "{link}: {found:?}");
            assert!(found.check.relative_error < 1e-3, "{link}: {found:?}");
            assert!(found.update.is_some(), "{link}");
        }
    }

    #[test]
    fn a_plain_step_is_its_formula() {
        let update = verdict("data=moons&lr=0.3", 12).update.unwrap();
        let [before, after] = update.values;
        assert_eq!(before - update.learning_rate * update.gradient, after);
        assert_eq!((update.learning_rate, update.count), (0.3, 12));
        assert!(verdict("data=moons", 0).update.is_none(), "no step has been made");
        // The velocity before, and the step that it makes.
        let update = verdict("data=moons&opt=momentum&mom=0.5&lr=0.1", 9).update.unwrap();
        let velocity = 0.5 * update.memory[0] + update.gradient;
        assert_eq!(update.values[0] - 0.1 * velocity, update.values[1]);
    }
}
