//! Points that come and go elsewhere while they gather.

use super::lloyd::{Clusters, HalfStep, MAX_POINTS, NONE};
use crate::error::{Error, Result};

/// Coordinates beyond this are refused: their squares could not be added up.
const LARGEST: f64 = 1e100; // as the message says it

impl Clusters {
    /// Adds a point, which chooses its centre at the next assignment, and returns its number.
    ///
    /// # Errors
    /// Names `point` unless it has as many numbers as the others, `points` if there are [`MAX_POINTS`] already.
    pub fn add_point(&mut self, point: &[f64]) -> Result<usize> {
        self.check_point(point)?;
        if self.labels.len() == MAX_POINTS {
            return Err(Error::new("points", format!("must be at most {MAX_POINTS}")));
        }
        self.points.extend_from_slice(point);
        self.labels.push(NONE);
        self.begin_anew();
        Ok(self.labels.len() - 1)
    }

    /// Moves a point; it keeps its centre until the next assignment.
    ///
    /// # Errors
    /// Names `index` if there is no such point, `point` unless it has as many numbers as the others.
    pub fn move_point(&mut self, index: usize, point: &[f64]) -> Result<()> {
        self.check_point(point)?;
        place(&mut self.points, self.features, index, point)?;
        self.begin_anew();
        Ok(())
    }

    /// Takes a point away; those behind it move up by one number. Centres that nobody has chosen any longer stay where they are.
    ///
    /// # Errors
    /// Names `index` if there is no such point, `points` if it is the last one.
    pub fn remove_point(&mut self, index: usize) -> Result<()> {
        let count = self.labels.len();
        if index >= count {
            return Err(no_such(index, count));
        }
        if count == 1 {
            return Err(Error::new("points", "must be at least 1".to_owned()));
        }
        self.points.drain(index * self.features..(index + 1) * self.features);
        self.labels.remove(index);
        self.begin_anew();
        Ok(())
    }

    /// Puts a centre somewhere else, for a start by hand; points choose anew at the next assignment.
    ///
    /// # Errors
    /// Names `index` if there is no such centre, `point` unless it has as many numbers as the points.
    pub fn move_centre(&mut self, index: usize, point: &[f64]) -> Result<()> {
        self.check_point(point)?;
        place(&mut self.centres, self.features, index, point)?;
        self.begin_anew();
        Ok(())
    }

    /// Points may choose otherwise now, and centres may no longer stand in the middle of those who do not.
    fn begin_anew(&mut self) {
        self.next = HalfStep::Assign;
        self.is_edited = true;
    }

    fn check_point(&self, point: &[f64]) -> Result<()> {
        if point.len() != self.features {
            return Err(Error::new("point", format!("must have {} numbers, got {}", self.features, point.len())));
        }
        check("point", point)
    }
}

/// Refuses what cannot be calculated with.
///
/// # Errors
/// Names the number by its place in `name`.
pub(super) fn check(name: &str, numbers: &[f64]) -> Result<()> {
    match numbers.iter().position(|number| !(-LARGEST..=LARGEST).contains(number)) {
        Some(at) => {
            let problem = format!("must be a number of at most 1e100 in size, got {}", numbers[at]);
            Err(Error::new(format!("{name}[{at}]"), problem))
        }
        None => Ok(()),
    }
}

fn place(rows: &mut [f64], features: usize, index: usize, point: &[f64]) -> Result<()> {
    let count = rows.len() / features;
    let Some(row) = rows.chunks_exact_mut(features).nth(index) else {
        return Err(no_such(index, count));
    };
    row.copy_from_slice(point);
    Ok(())
}

fn no_such(index: usize, count: usize) -> Error {
    Error::new("index", format!("must be 0 to {}, got {index}", count - 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clusters::StartRule;

    #[test]
    fn a_moved_point_keeps_its_centre_until_it_may_choose() {
        let mut found = Clusters::new(&[0.0, 1.0, 10.0, 11.0], 1, 2, StartRule::PlusPlus, 2).unwrap();
        found.settle(100);
        let before = found.labels().next();
        found.move_point(0, &[10.5]).unwrap();
        assert_eq!((found.labels().next(), found.next()), (before, HalfStep::Assign));
        found.settle(100);
        assert_eq!(found.labels().next(), found.labels().nth(2));
        assert_eq!(found.sizes().iter().max(), Some(&3));
    }

    #[test]
    fn centres_follow_a_point_that_moves_among_its_own() {
        let mut found = Clusters::new(&[0.0, 1.0, 10.0, 11.0], 1, 2, StartRule::PlusPlus, 2).unwrap();
        found.settle(100);
        found.move_point(1, &[3.0]).unwrap();
        assert!(found.settle(100) > 0);
        assert!(found.centres().contains(&1.5), "{:?}", found.centres());
    }

    #[test]
    fn a_removed_point_leaves_the_others_with_their_centres() {
        let mut found = Clusters::new(&[0.0, 1.0, 10.0, 11.0], 1, 2, StartRule::PlusPlus, 2).unwrap();
        found.settle(100);
        let labels: Vec<_> = found.labels().collect();
        found.remove_point(1).unwrap();
        assert_eq!(found.points(), [0.0, 10.0, 11.0]);
        assert_eq!(found.labels().collect::<Vec<_>>(), [labels[0], labels[2], labels[3]]);
        assert_eq!(found.next(), HalfStep::Assign);
        found.settle(100);
        let mut centres = found.centres().to_vec();
        centres.sort_by(f64::total_cmp);
        assert_eq!(centres, [0.0, 10.5]);
        assert_eq!(found.remove_point(3).unwrap_err().to_string(), "index: must be 0 to 2, got 3");
        found.remove_point(2).unwrap();
        found.remove_point(0).unwrap();
        assert_eq!(found.remove_point(0).unwrap_err().to_string(), "points: must be at least 1");
    }
}
