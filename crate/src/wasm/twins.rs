//! Runs beside a run, and pictures of a network's own: what a formula has no use for, or the first picture.

use super::convert::count;
use super::plane::PlaneData;
use super::session::{Session, chosen};
use crate::error::{Error, Result};
use crate::experiment::{self, Spec};
use crate::landscape::PlaneKind;
use crate::network::Place;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
impl Session {
    /// Other branches in place of those of the spec, as its field `branches` has them. A branch that stays as it was keeps
    /// its run; a new one has to catch up.
    ///
    /// # Errors
    /// Names `branches` if the text is not accepted or does not fit this experiment; then the old ones stay.
    pub fn set_branches(&mut self, branches: &str) -> Result<()> {
        let spec = Spec { branches: experiment::parse_branches(branches)?, ..self.spec.clone() };
        self.others.replace(&spec, &mut self.trainer)?;
        self.spec = spec;
        self.second = None;
        self.trails.truncate(1);
        Ok(())
    }

    /// The two parameters, by their numbers in the flat vector, that planes of the kind `weights` are laid along from now
    /// on, in place of those of the spec.
    ///
    /// # Errors
    /// Names `weight_a` or `weight_b` unless it is a whole number below the number of parameters.
    pub fn choose_weights(&mut self, first: f64, second: f64) -> Result<()> {
        let parameters = self.trainer.params().len();
        let checked = |name: &str, number: f64| match count(name, number)? {
            number if number < parameters as u64 => Ok(number as u32),
            number => {
                Err(Error::new(name, format!("must be below the number of parameters, {parameters}, got {number}")))
            }
        };
        (self.spec.weight_a, self.spec.weight_b) = (checked("weight_a", first)?, checked("weight_b", second)?);
        Ok(())
    }

    /// What the two chosen parameters are, three numbers each: the layer from 1, the unit of the layer before that is read from 0 (−1 for
    /// a bias), and the unit from 0. Empty where they are not both part of a layer.
    #[must_use]
    pub fn chosen_weights(&self) -> Vec<i32> {
        let places = [self.spec.weight_a, self.spec.weight_b]
            .map(|weight| self.trainer.mlp().and_then(|mlp| mlp.place_of(weight as usize)));
        let [Some(first), Some(second)] = places else { return Vec::new() };
        let numbers = |Place { layer, from, to }| [layer as i32, from.map_or(-1, |from| from as i32), to as i32];
        [numbers(first), numbers(second)].concat()
    }

    /// Lays the plane of a second mountain, that of a branch, as the lead's was laid: of the same kind and with the same chance,
    /// but through the branch's weights and scaled by them. A plane along the paths holds those of all runs: it serves both. Until
    /// a plane is laid again the branch is seen in its own.
    ///
    /// # Errors
    /// Names `plane` if none has been laid, or `run`.
    pub fn lay_second_plane(&mut self, run: u32) -> Result<PlaneData> {
        let first = self.plane.as_ref().ok_or_else(|| Error::new("plane", "must be laid before a second one"))?;
        let trainer = chosen(&mut self.trainer, &mut self.others, Some(run))?;
        let weights = [self.spec.weight_a, self.spec.weight_b].map(|weight| weight as usize);
        let plane = match first.kind() {
            PlaneKind::Path | PlaneKind::PathMean => first.clone(),
            kind => experiment::lay_plane(trainer, kind, weights, 0, self.spec.seed)?,
        };
        let data = PlaneData::new(&plane);
        self.second = Some((run, plane));
        self.trails.clear();
        Ok(data)
    }
}
