//! The last step of one parameter, with everything that went into it.

use super::trainer::Trainer;

/// One parameter's part in a step.
#[derive(Clone, Debug, PartialEq)]
pub struct Update {
    /// The parameter: the one with the largest derivative.
    pub entry: usize,
    /// η of the step.
    pub learning_rate: f32,
    /// Its value before, and after.
    pub values: [f32; 2],
    /// Its derivative as the optimizer saw it: of the step's rows, with noise, clipped.
    pub gradient: f32,
    /// What the optimizer remembered of it before, as [`Optimizer::state`](crate::optimizer::Optimizer::state) orders it; 0
    /// where it remembers nothing.
    pub memory: Vec<f32>,
    /// Steps that the optimizer had made with this one.
    pub count: u64,
}

impl Trainer {
    /// The last step of the parameter with the largest derivative in it; none at the start, where something was put elsewhere by hand, or at the start
    /// of a branch. The run is afterwards where it was. Cost: a way back of one step.
    pub fn last_update(&mut self) -> Option<Update> {
        let (step, blow_up) = (self.state.step, self.blow_up);
        let was_placed = self.drops.at(step).next().is_some();
        if step == 0 || was_placed {
            return None;
        }
        let after = self.state.params.clone();
        self.rewind_to(step - 1);
        let update = (self.state.step == step - 1).then(|| {
            let grads = self.engine.seen_gradient(&self.state);
            let entry = (0..grads.len()).max_by(|&a, &b| grads[a].abs().total_cmp(&grads[b].abs())).unwrap_or(0);
            let memory =
                self.state.optimizer.state().iter().map(|all| all.get(entry).copied().unwrap_or(0.0)).collect();
            Update {
                entry,
                learning_rate: self.scheduled_rate(),
                values: [self.state.params[entry], after[entry]],
                gradient: grads[entry],
                memory,
                count: self.state.optimizer.step_count() + 1,
            }
        });
        self.advance(step - self.state.step);
        self.blow_up = blow_up;
        update
    }
}
