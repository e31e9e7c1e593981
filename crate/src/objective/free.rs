//! A parameter vector of which only some entries may move.

use crate::error::{Error, Result};

/// A full parameter vector, and the places in it that are free. All others are frozen at their value.
///
/// A run over it sees the free numbers only, so that no optimizer can move a frozen one, not even by weight decay.
#[derive(Clone, Debug, PartialEq)]
pub struct Free {
    all: Vec<f32>,
    places: Vec<usize>,
}

impl Free {
    /// The entries of `all` at `places` are free, in that order.
    ///
    /// # Errors
    /// Names `free` if no place is given, one is given twice or lies outside, `params` if a number is not finite.
    pub fn new(all: Vec<f32>, places: Vec<usize>) -> Result<Self> {
        if places.is_empty() {
            return Err(Error::new("free", "must name at least one parameter"));
        }
        for (index, &place) in places.iter().enumerate() {
            if place >= all.len() {
                let problem = format!("must be below the number of parameters, {}, got {place}", all.len());
                return Err(Error::new(format!("free[{index}]"), problem));
            }
            if places[..index].contains(&place) {
                return Err(Error::new(format!("free[{index}]"), format!("must be named once, got {place} again")));
            }
        }
        if let Some(at) = all.iter().position(|value| !value.is_finite()) {
            return Err(Error::new(format!("params[{at}]"), "must be a finite number"));
        }
        Ok(Self { all, places })
    }

    /// Which entries of the full vector are free.
    #[must_use]
    pub fn places(&self) -> &[usize] {
        &self.places
    }

    /// The full vector at the start: the frozen values, and where the free ones begin.
    #[must_use]
    pub fn all(&self) -> &[f32] {
        &self.all
    }

    /// The free entries of a full vector, written to `out`.
    ///
    /// # Panics
    /// If a length does not fit.
    pub fn pick_into(&self, all: &[f32], out: &mut [f32]) {
        assert_eq!((all.len(), out.len()), (self.all.len(), self.places.len()), "vectors of another network");
        for (out, &place) in out.iter_mut().zip(&self.places) {
            *out = all[place];
        }
    }

    /// Writes free numbers to their places in a full vector; its other entries stay.
    ///
    /// # Panics
    /// If a length does not fit.
    pub fn place_into(&self, free: &[f32], all: &mut [f32]) {
        assert_eq!((all.len(), free.len()), (self.all.len(), self.places.len()), "vectors of another network");
        for (&value, &place) in free.iter().zip(&self.places) {
            all[place] = value;
        }
    }

    /// The full vector at these free numbers.
    ///
    /// # Panics
    /// If the length does not fit.
    #[must_use]
    pub fn whole(&self, free: &[f32]) -> Vec<f32> {
        let mut all = self.all.clone();
        self.place_into(free, &mut all);
        all
    }

    /// A direction of the free numbers as one of the full vector: 0 where it is frozen.
    ///
    /// # Panics
    /// If the length does not fit.
    #[must_use]
    pub fn spread(&self, direction: &[f32]) -> Vec<f32> {
        let mut all = vec![0.0; self.all.len()];
        self.place_into(direction, &mut all);
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn free_numbers_go_to_their_places_and_frozen_ones_stay() {
        let free = Free::new(vec![1.0, 2.0, 3.0, 4.0], vec![3, 1]).unwrap();
        assert_eq!(free.whole(&[9.0, 8.0]), [1.0, 8.0, 3.0, 9.0]);
        assert_eq!(free.spread(&[9.0, 8.0]), [0.0, 8.0, 0.0, 9.0]);
        let mut picked = [0.0; 2];
        free.pick_into(&[5.0, 6.0, 7.0, 8.0], &mut picked);
        assert_eq!(picked, [8.0, 6.0]);
    }

    #[test]
    fn wrong_places_are_named() {
        let field = |all: &[f32], places: &[usize]| Free::new(all.to_vec(), places.to_vec()).unwrap_err().field;
        assert_eq!(field(&[1.0], &[]), "free");
        assert_eq!(field(&[1.0], &[0, 1]), "free[1]");
        assert_eq!(field(&[1.0, 2.0, 3.0], &[2, 0, 2]), "free[2]");
        assert_eq!(field(&[1.0, f32::NAN], &[0]), "params[1]");
    }
}
