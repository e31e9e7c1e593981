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
    lay_common_plane(trainer, &[], kind, weights, ahead, seed)
}

/// The same for several runs with as many parameters: the directions of `Path` and `PathMean` are those of all paths, so that
/// all walks are in the picture; each rehearsal gets its share of the work. What the directions explain is still counted on
/// the path of `trainer`, the lead, and all other kinds are its own.
///
/// # Errors
/// As [`lay_plane`].
pub fn lay_common_plane(
    trainer: &Trainer,
    others: &[&Trainer],
    kind: PlaneKind,
    weights: [usize; 2],
    ahead: u64,
    seed: u32,
) -> Result<Plane> {
    if let (Some(window), &[a, b]) = (trainer.window(), trainer.params()) {
        return Plane::exact(window.holding([a, b]));
    }
    let Some(mlp) = trainer.mlp().filter(|mlp| crate::WHOLE && mlp.param_count() == trainer.params().len()) else {
        return Err(Error::new("plane", "needs a whole network or two parameters"));
    };
    let across = || Random::new(seed, Stream::Plane);
    let random = || Plane::random(mlp, trainer.params(), &mut across());
    match kind {
        PlaneKind::Random | PlaneKind::Exact => random(),
        PlaneKind::Path => on_paths(trainer, others, ahead, Centring::Last).or_else(|_| random()),
        PlaneKind::PathMean => on_paths(trainer, others, ahead, Centring::Mean).or_else(|_| random()),
        PlaneKind::Ends => {
            let ahead =
                if trainer.path().first().is_some_and(|start| start.step < trainer.steps()) { 0 } else { ahead };
            let rehearsal = rehearsal(trainer, ahead, 1);
            let places = places(trainer, rehearsal.as_ref(), f64::INFINITY);
            Plane::of_ends(mlp, places[0], places[places.len() - 1], &mut across()).or_else(|_| random())
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

/// A rehearsal of up to `ahead` steps, one of `runs`; none if no steps are wanted.
fn rehearsal(trainer: &Trainer, ahead: u64, runs: usize) -> Option<Trainer> {
    let affordable = affordable_steps(trainer).div_ceil(runs as u64);
    (ahead > 0).then(|| trainer.rehearse(ahead.min(affordable)))
}

/// The places that a run has been at, is at, and will be at by its rehearsal, as far as their loss is not above `highest`: at
/// least the present one.
fn places<'a>(trainer: &'a Trainer, rehearsal: Option<&'a Trainer>, highest: f64) -> Vec<&'a [f32]> {
    let here = trainer.steps();
    let walked = trainer.path().iter().filter(|point| point.step < here);
    let low = walked.take_while(|point| point.loss.is_nan() || point.loss <= highest);
    let mut places: Vec<&[f32]> = low.map(|point| point.params.as_slice()).chain([trainer.params()]).collect();

    if let Some(rehearsal) = rehearsal {
        let future = || rehearsal.path().iter().filter(|point| point.step >= here);
        let present_loss = future().next().map_or(f64::NAN, |point| point.loss);
        let tame = future().skip(1).take_while(|point| point.loss <= HIGHEST_LOSS * present_loss);
        places.extend(tame.map(|point| point.params.as_slice()));
    }
    places
}

/// A plane of the places of all runs.
fn on_paths(trainer: &Trainer, others: &[&Trainer], ahead: u64, centring: Centring) -> Result<Plane> {
    let count = 1 + others.len();
    let own_rehearsal = rehearsal(trainer, ahead, count);
    let own = places(trainer, own_rehearsal.as_ref(), f64::INFINITY);
    if others.is_empty() {
        return Plane::of_path(&own, centring);
    }
    // One that has climbed out of the picture would frame nothing but its end.
    let highest = HIGHEST_LOSS * trainer.path().first().map_or(f64::NAN, |start| start.loss);
    let is_low = |run: &&&Trainer| run.path().last().is_some_and(|last| last.loss <= highest);
    let low: Vec<&Trainer> = others.iter().filter(is_low).copied().collect();
    let rehearsals: Vec<Option<Trainer>> = low.iter().map(|run| rehearsal(run, ahead, count)).collect();
    let theirs = low.iter().zip(&rehearsals).flat_map(|(run, ahead)| places(run, ahead.as_ref(), highest));
    // The lead comes last: the last place is the centre of `Centring::Last`.
    let all: Vec<&[f32]> = theirs.chain(own.iter().copied()).collect();
    Ok(Plane::of_path(&all, centring)?.explaining(&own, centring))
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
    use crate::experiment::{Others, Preset, Spec, parse_branches};

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
    fn the_plane_of_several_paths_holds_all_of_them_but_those_that_climb_out() {
        let spec = Spec { branches: parse_branches("0:opt:adam:lr:0.02,0:lr:100").unwrap(), ..Spec::default() };
        let mut lead = spec.trainer().unwrap();
        let mut others = Others::new(&spec, &mut lead).unwrap();
        others.advance(&mut lead, 60);
        let runs: Vec<&Trainer> = others.runs().map(|(_, run)| run).collect();
        let wild = runs[1].path().last().unwrap().loss;
        assert!(wild.is_nan() || wild > HIGHEST_LOSS * lead.path()[0].loss, "{wild}");
        for kind in [PlaneKind::Path, PlaneKind::PathMean] {
            let plane = lay_common_plane(&lead, &runs, kind, [0, 1], 0, 0).unwrap();
            let is_inside = |params: &[f32]| {
                let place = plane.project(params);
                let ([a0, a1], [b0, b1]) = (plane.a_range(), plane.b_range());
                (a0..=a1).contains(&place.a) && (b0..=b1).contains(&place.b)
            };
            for run in [&lead, runs[0]] {
                assert!(run.path().iter().all(|point| is_inside(&point.params)), "{kind:?}");
            }
            assert!(!is_inside(runs[1].params()));
            // What the directions explain is told of the lead: at most what its own main directions explain.
            let [common, own] = [plane, lay_plane(&lead, kind, [0, 1], 0, 0).unwrap()].map(|plane| {
                let explained = plane.explained().unwrap();
                (explained.shares[0] + explained.shares[1], explained.random_walk)
            });
            assert!(common.0 < own.0 && common.0 > 0.3 && common.1 == own.1, "{common:?} {own:?}");
        }
        // Without others, and for kinds that are the lead's, nothing is different.
        for kind in PlaneKind::ALL {
            let alone = lay_plane(&lead, kind, [3, 20], 50, 7).unwrap();
            let is_common = matches!(kind, PlaneKind::Path | PlaneKind::PathMean);
            assert_eq!(lay_common_plane(&lead, &runs, kind, [3, 20], 50, 7).unwrap() == alone, !is_common);
        }
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
