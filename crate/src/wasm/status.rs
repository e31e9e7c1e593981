//! Where a run stands, as plain numbers.

use crate::landscape::Plane;
use crate::training::Trainer;
use wasm_bindgen::prelude::wasm_bindgen;

/// Where a run stands. NaN where there is no number: no plane, no validation rows, no next step after a blow-up.
#[wasm_bindgen(getter_with_clone)]
#[derive(Clone, Debug)]
pub struct Status {
    /// Steps made.
    #[wasm_bindgen(readonly)]
    pub step: f64,
    /// η as the dial shows it.
    #[wasm_bindgen(readonly)]
    pub learning_rate: f64,
    /// The rate of the next step: η times the schedule's factor.
    #[wasm_bindgen(readonly)]
    pub scheduled_rate: f64,
    /// Over all training rows, whatever the batch size.
    #[wasm_bindgen(readonly)]
    pub train_loss: f64,
    /// 0 to 1.
    #[wasm_bindgen(readonly)]
    pub train_accuracy: f64,
    /// Over all validation rows.
    #[wasm_bindgen(readonly)]
    pub validation_loss: f64,
    /// 0 to 1.
    #[wasm_bindgen(readonly)]
    pub validation_accuracy: f64,
    /// Euclidean norm of the gradient over all training rows.
    #[wasm_bindgen(readonly)]
    pub gradient_norm: f64,
    /// The ball in the plane, along the first direction.
    #[wasm_bindgen(readonly)]
    pub a: f64,
    /// Along the second direction.
    #[wasm_bindgen(readonly)]
    pub b: f64,
    /// How far the parameters are from the plane, in their units.
    #[wasm_bindgen(readonly)]
    pub distance: f64,
    /// Where the next step would land.
    #[wasm_bindgen(readonly)]
    pub next_a: f64,
    /// Along the second direction.
    #[wasm_bindgen(readonly)]
    pub next_b: f64,
    /// The training loss there.
    #[wasm_bindgen(readonly)]
    pub next_loss: f64,
    /// Share of the gradient's squared length inside the plane, 0 to 1.
    #[wasm_bindgen(readonly)]
    pub gradient_share: f64,
    /// Which way is down: the plane's direction of steepest descent at the ball, of unit length; along the first direction.
    #[wasm_bindgen(readonly)]
    pub down_a: f64,
    /// Along the second direction.
    #[wasm_bindgen(readonly)]
    pub down_b: f64,
    /// Share of the squared way from the start to here inside the plane, 0 to 1.
    #[wasm_bindgen(readonly)]
    pub path_share: f64,
    /// The step that could not be made; −1 if all went well.
    #[wasm_bindgen(readonly)]
    pub blow_up_step: f64,
    /// What was not finite there: `loss`, `gradient` or `parameter`; empty if all went well.
    #[wasm_bindgen(readonly)]
    pub blow_up_cause: String,
    /// The layer where it was met first, from 1; 0 if it belongs to none.
    #[wasm_bindgen(readonly)]
    pub blow_up_layer: u32,
}

impl Status {
    /// Looks at a run; about three passes through the network and one step.
    pub(super) fn of(trainer: &mut Trainer, plane: Option<&Plane>) -> Self {
        let gradient_norm = trainer.gradient_norm();
        let gradient_share = plane.map(|plane| plane.share_inside(trainer.gradient()));
        let down = plane.map(|plane| plane.steepest_descent(trainer.gradient()));
        let figures = trainer.figures();
        let landing = trainer.peek_next();
        let here = plane.map(|plane| plane.project(trainer.params()));
        let next = plane.zip(landing.as_ref()).map(|(plane, landing)| plane.project(&landing.params));
        let path_share =
            plane.zip(trainer.path().first()).map(|(plane, start)| plane.share_of_way(&start.params, trainer.params()));
        let blow_up = trainer.blow_up();
        let or_nan = |number: Option<f64>| number.unwrap_or(f64::NAN);
        Self {
            step: trainer.steps() as f64,
            learning_rate: f64::from(trainer.learning_rate()),
            scheduled_rate: f64::from(trainer.scheduled_rate()),
            train_loss: figures.train_loss,
            train_accuracy: figures.train_accuracy,
            validation_loss: figures.validation_loss,
            validation_accuracy: figures.validation_accuracy,
            gradient_norm,
            a: or_nan(here.map(|place| place.a)),
            b: or_nan(here.map(|place| place.b)),
            distance: or_nan(here.map(|place| place.distance)),
            next_a: or_nan(next.map(|place| place.a)),
            next_b: or_nan(next.map(|place| place.b)),
            next_loss: or_nan(landing.map(|landing| landing.loss)),
            gradient_share: or_nan(gradient_share),
            down_a: or_nan(down.map(|[a, _]| a)),
            down_b: or_nan(down.map(|[_, b]| b)),
            path_share: or_nan(path_share),
            blow_up_step: blow_up.map_or(-1.0, |blow_up| blow_up.step as f64),
            blow_up_cause: blow_up.map_or("", |blow_up| blow_up.cause.name()).to_owned(),
            blow_up_layer: blow_up.and_then(|blow_up| blow_up.layer).map_or(0, |layer| layer as u32),
        }
    }
}
