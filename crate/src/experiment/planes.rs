//! Which plane a run is drawn over.

use crate::error::{Error, Result};
use crate::landscape::{Plane, PlaneKind};
use crate::random::{Random, Stream};
use crate::samples::Samples;
use crate::training::Trainer;

/// Rehearsed places are left out from the first one on whose loss is this many times the present one: a run that is about
/// to blow up would frame nothing but its end.
const HIGHEST_LOSS: f64 = 10.0;

/// Operations that a rehearsal may cost: about a third of a second of one core. Counted, not timed, so that the plane of a
/// run is the same on every machine.
const REHEARSAL_WORK: f64 = 5e9;

/// Steps that a rehearsal makes even if one of them costs more.
const SHORTEST_REHEARSAL: u64 = 8;

/// A plane of this kind for the present state of a run.
///
/// `Random`: through the present weights; the same `seed` gives the same directions, scaled by the weights. `Path`: the
/// main directions of the walked path and of a rehearsal of up to `ahead` steps, fewer for large networks, made on a copy
/// of the run. Where that gives no plane (fewer than three places, or a path that does not bend) the plane is a random one, as its
/// [`Plane::kind`] then tells. A run of two parameters has one plane only, whatever is asked for: all there is, over the window
/// of its problem, widened if the ball is outside.
///
/// # Errors
/// Names a direction if there is no random plane either: all weights are zero.
pub fn lay_plane(trainer: &Trainer, kind: PlaneKind, ahead: u64, seed: u32) -> Result<Plane> {
    if let (Some(window), &[a, b]) = (trainer.window(), trainer.params()) {
        return Plane::exact(window.holding([a, b]));
    }
    let Some(mlp) = trainer.mlp() else {
        return Err(Error::new("plane", "needs a network or two parameters"));
    };
    let random = || Plane::random(mlp, trainer.params(), &mut Random::new(seed, Stream::Plane));
    match kind {
        PlaneKind::Random | PlaneKind::Exact => random(),
        PlaneKind::Path => along_path(trainer, ahead).or_else(|_| random()),
    }
}

fn along_path(trainer: &Trainer, ahead: u64) -> Result<Plane> {
    let here = trainer.steps();
    let walked = trainer.path().iter().filter(|point| point.step < here).map(|point| point.params.as_slice());
    let mut places: Vec<&[f32]> = walked.chain([trainer.params()]).collect();

    let rehearsal = (ahead > 0).then(|| trainer.rehearse(ahead.min(affordable_steps(trainer))));
    if let Some(rehearsal) = &rehearsal {
        let future = || rehearsal.path().iter().filter(|point| point.step >= here);
        let present_loss = future().next().map_or(f64::NAN, |point| point.loss);
        let tame = future().skip(1).take_while(|point| point.loss <= HIGHEST_LOSS * present_loss);
        places.extend(tame.map(|point| point.params.as_slice()));
    }
    Plane::of_path(&places)
}

/// A gradient costs six operations for each parameter and row (see [`crate::network::Mlp::loss_and_gradient`]).
fn affordable_steps(trainer: &Trainer) -> u64 {
    let rows = trainer.train_rows().map_or(1, Samples::rows);
    let step_work = 6.0 * trainer.params().len() as f64 * rows as f64;
    ((REHEARSAL_WORK / step_work) as u64).max(SHORTEST_REHEARSAL)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::{Preset, Spec};

    #[test]
    fn the_plane_of_a_rehearsed_path_holds_the_run_that_follows() {
        let spec = Spec::default();
        let mut trainer = spec.trainer().unwrap();
        let plane = lay_plane(&trainer, PlaneKind::Path, 200, spec.seed).unwrap();
        assert_eq!((plane.kind(), trainer.steps()), (PlaneKind::Path, 0));
        let ([a0, a1], [b0, b1]) = (plane.a_range(), plane.b_range());
        for _ in 0..=200 {
            let place = plane.project(trainer.params());
            assert!((a0..=a1).contains(&place.a) && (b0..=b1).contains(&place.b), "{place:?}");
            trainer.step().unwrap();
        }
        // The walked path gives the same plane as its rehearsal.
        trainer.rewind_to(200);
        assert_eq!(lay_plane(&trainer, PlaneKind::Path, 0, spec.seed).unwrap(), plane);
    }

    #[test]
    fn without_a_path_the_plane_is_random_through_the_present_weights() {
        let spec = Spec::default();
        let trainer = spec.trainer().unwrap();
        let plane = lay_plane(&trainer, PlaneKind::Path, 0, spec.seed).unwrap();
        assert_eq!((plane.kind(), plane.origin()), (PlaneKind::Random, trainer.params()));
        assert_eq!(plane, lay_plane(&trainer, PlaneKind::Random, 0, spec.seed).unwrap());
        assert_ne!(plane, lay_plane(&trainer, PlaneKind::Random, 0, spec.seed + 1).unwrap());
    }

    #[test]
    fn a_rehearsal_is_as_long_as_its_work_allows() {
        let steps = |layers, width| {
            affordable_steps(&Spec { hidden_layers: layers, width, ..Spec::default() }.trainer().unwrap())
        };
        assert!(steps(4, 8) > 10_000);
        assert!((500..1000).contains(&steps(29, 16)), "{}", steps(29, 16));
        assert!((8..16).contains(&steps(100, 64)));
    }

    #[test]
    fn a_run_that_blows_up_still_has_a_plane_of_finite_size() {
        let spec = Preset::named("careless_skip").unwrap().spec();
        let trainer = spec.trainer().unwrap();
        let plane = lay_plane(&trainer, PlaneKind::Path, 200, spec.seed).unwrap();
        let [a0, a1] = plane.a_range();
        assert!(a1 > a0 && a1 - a0 < 1e3, "{:?} {a0} {a1}", plane.kind());
    }
}
