//! Which plane a run is drawn over.

use super::gauge::CurvatureGauge;
use crate::error::{Error, Result};
use crate::landscape::{Centring, Plane, PlaneKind};
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

/// Operations that a search for the Hessian's eigenvectors may cost: about a second of one core.
const EIGENVECTOR_WORK: f64 = 1e9;

/// A plane of this kind for the present state of a run.
///
/// - `Random`: through the present weights; the same `seed` gives the same directions, scaled by the weights.
/// - `Path`, `PathMean`: the main directions of the walked path and of a rehearsal of up to `ahead` steps, fewer for large
///   networks, made on a copy of the run. Where that gives no plane (fewer than three places, or a path that does not bend) the
///   plane is a random one, as its [`Plane::kind`] then tells.
/// - `Ends`: from where the run started to where it is (before the first step, to where its rehearsal ends), and a random
///   direction of the same `seed`. Where the two ends are the same, again a random one.
/// - `Hessian`: through the present weights along the eigenvectors of the largest and the smallest curvature, found by
///   [`CurvatureMeter`](crate::diagnostics::CurvatureMeter), drawn as far as the steepest parabola is three times as high as the
///   loss here.
/// - `Weights`: the two parameters numbered `weights`; their values are the coordinates.
///
/// A run of two parameters has one plane only, whatever is asked for: all there is, over the window of its problem, widened if
/// the ball is outside.
///
/// # Errors
/// Names a direction if there is no random plane either: all weights are zero. Names `weight_a` or `weight_b` if there is no
/// such parameter, or if both are the same.
pub fn lay_plane(trainer: &Trainer, kind: PlaneKind, weights: [usize; 2], ahead: u64, seed: u32) -> Result<Plane> {
    if let (Some(window), &[a, b]) = (trainer.window(), trainer.params()) {
        return Plane::exact(window.holding([a, b]));
    }
    let Some(mlp) = trainer.mlp().filter(|mlp| mlp.param_count() == trainer.params().len()) else {
        return Err(Error::new("plane", "needs a whole network or two parameters"));
    };
    let across = || Random::new(seed, Stream::Plane);
    let random = || Plane::random(mlp, trainer.params(), &mut across());
    match kind {
        PlaneKind::Random | PlaneKind::Exact => random(),
        PlaneKind::Path => {
            on_path(trainer, ahead, |places| Plane::of_path(places, Centring::Last)).or_else(|_| random())
        }
        PlaneKind::PathMean => {
            on_path(trainer, ahead, |places| Plane::of_path(places, Centring::Mean)).or_else(|_| random())
        }
        PlaneKind::Ends => {
            let ahead =
                if trainer.path().first().is_some_and(|start| start.step < trainer.steps()) { 0 } else { ahead };
            let ends = |places: &[&[f32]]| Plane::of_ends(mlp, places[0], places[places.len() - 1], &mut across());
            on_path(trainer, ahead, ends).or_else(|_| random())
        }
        PlaneKind::Hessian => on_eigenvectors(trainer).or_else(|_| random()),
        PlaneKind::Weights => Plane::of_weights(trainer.params(), weights),
    }
}

fn on_eigenvectors(trainer: &Trainer) -> Result<Plane> {
    let mut gauge = CurvatureGauge::default();
    let curvature = gauge.read_hessian(trainer, EIGENVECTOR_WORK);
    let Some(vectors) = gauge.vectors() else {
        return Err(Error::new("plane", "needs a finite curvature"));
    };
    let here = trainer.path().last().map_or(f64::NAN, |point| point.loss);
    let steepest = curvature.lambda_max.max(-curvature.lambda_min);
    Plane::of_eigenvectors(trainer.params(), vectors, (6.0 * here / steepest).sqrt())
}

/// A plane of the places that a run has been at, is at, and will be at: at least the present one.
fn on_path(trainer: &Trainer, ahead: u64, lay: impl FnOnce(&[&[f32]]) -> Result<Plane>) -> Result<Plane> {
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
    lay(&places)
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
        let plane = lay_plane(&trainer, PlaneKind::Path, [0, 1], 200, spec.seed).unwrap();
        assert_eq!((plane.kind(), trainer.steps()), (PlaneKind::Path, 0));
        let ([a0, a1], [b0, b1]) = (plane.a_range(), plane.b_range());
        for _ in 0..=200 {
            let place = plane.project(trainer.params());
            assert!((a0..=a1).contains(&place.a) && (b0..=b1).contains(&place.b), "{place:?}");
            trainer.step().unwrap();
        }
        // The walked path gives the same plane as its rehearsal.
        trainer.rewind_to(200);
        assert_eq!(lay_plane(&trainer, PlaneKind::Path, [0, 1], 0, spec.seed).unwrap(), plane);
    }

    #[test]
    fn without_a_path_the_plane_is_random_through_the_present_weights() {
        let spec = Spec::default();
        let trainer = spec.trainer().unwrap();
        let plane = lay_plane(&trainer, PlaneKind::Path, [0, 1], 0, spec.seed).unwrap();
        assert_eq!((plane.kind(), plane.origin()), (PlaneKind::Random, trainer.params()));
        assert_eq!(plane, lay_plane(&trainer, PlaneKind::Random, [0, 1], 0, spec.seed).unwrap());
        assert_ne!(plane, lay_plane(&trainer, PlaneKind::Random, [0, 1], 0, spec.seed + 1).unwrap());
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
        let plane = lay_plane(&trainer, PlaneKind::Path, [0, 1], 200, spec.seed).unwrap();
        let [a0, a1] = plane.a_range();
        assert!(a1 > a0 && a1 - a0 < 1e3, "{:?} {a0} {a1}", plane.kind());
    }

    #[test]
    fn every_kind_of_plane_can_be_laid_before_and_after_steps() {
        let spec = Spec::default();
        let mut trainer = spec.trainer().unwrap();
        for steps in [0, 40] {
            trainer.advance(steps);
            let loss = trainer.train_loss();
            for kind in PlaneKind::ALL {
                let plane = lay_plane(&trainer, kind, [3, 20], 50, 7).unwrap();
                let expected = if kind == PlaneKind::Exact { PlaneKind::Random } else { kind };
                assert_eq!((plane.kind(), plane.explained().is_some()), (expected, kind.name().starts_with("path")));
                let here = plane.project(trainer.params());
                let ([a0, a1], [b0, b1]) = (plane.a_range(), plane.b_range());
                assert!((a0..=a1).contains(&here.a) && (b0..=b1).contains(&here.b), "{kind:?} {here:?}");
                if matches!(kind, PlaneKind::Hessian | PlaneKind::Weights | PlaneKind::Ends) {
                    assert!(here.distance < 1e-5, "{kind:?} {here:?}");
                }
                assert_eq!(plane, lay_plane(&trainer, kind, [3, 20], 50, 7).unwrap());
            }
            assert_eq!((trainer.steps(), trainer.train_loss()), (steps, loss));
        }
        let error = lay_plane(&trainer, PlaneKind::Weights, [0, 1 << 30], 0, 7).unwrap_err();
        assert_eq!(error.field, "weight_b");
    }

    #[test]
    fn along_the_top_eigenvector_the_surface_bends_as_the_gauge_says() {
        let mut trainer = Spec { learning_rate: 0.05, ..Spec::default() }.trainer().unwrap();
        trainer.advance(100);
        let plane = lay_plane(&trainer, PlaneKind::Hessian, [0, 1], 0, 0).unwrap();
        let curvature = CurvatureGauge::default().read_hessian(&trainer, 1e12);
        let mlp = trainer.mlp().unwrap();
        let loss = |a: f64, b: f64| {
            let mut place = vec![0.0; trainer.params().len()];
            plane.place_into(a as f32, b as f32, &mut place);
            let place: Vec<f64> = place.into_iter().map(f64::from).collect();
            mlp.precise_loss(&place, trainer.train_rows().unwrap(), trainer.loss().unwrap())
        };
        let h = 0.02;
        for (measured, expected) in [
            ((loss(h, 0.0) - 2.0 * loss(0.0, 0.0) + loss(-h, 0.0)) / (h * h), curvature.lambda_max),
            ((loss(0.0, h) - 2.0 * loss(0.0, 0.0) + loss(0.0, -h)) / (h * h), curvature.lambda_min),
        ] {
            assert!((measured - expected).abs() < 0.02 * curvature.lambda_max, "{measured} {expected}");
        }
    }
}
