//! Lloyd's algorithm in half-steps.

use super::edit::check;
use super::start::StartRule;
use crate::error::{Error, Result};
use crate::random::{Random, Stream};

/// The most points.
pub const MAX_POINTS: usize = 100_000;

/// The most numbers a point may have.
pub const MAX_FEATURES: usize = 256;

/// The most clusters.
pub const MAX_CLUSTERS: usize = 100;

/// What comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HalfStep {
    /// Every point chooses the nearest centre.
    Assign,
    /// Every centre moves to the mean of its points.
    Move,
    /// Nothing: no point would choose another centre.
    Rest,
}

impl HalfStep {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Assign => "assign",
            Self::Move => "move",
            Self::Rest => "rest",
        }
    }
}

/// Points and the centres that they gather around.
///
/// Rules: a point that is equally near to several centres belongs to the first of them. A centre that no point has
/// chosen stays where it is, and may win points later. Sums run in the order of the points, in 64-bit numbers, so that
/// the same points give the same bits everywhere. A point that is added or moved belongs to no centre (see
/// [`Clusters::labels`]) or keeps its own until the next assignment.
///
/// Memory: 8 bytes for each coordinate and 2 for each point.
#[derive(Clone, Debug, PartialEq)]
pub struct Clusters {
    pub(super) features: usize,
    /// `[point][feature]`.
    pub(super) points: Vec<f64>,
    /// `[centre][feature]`.
    pub(super) centres: Vec<f64>,
    /// The centre of each point; [`NONE`] before it has chosen.
    pub(super) labels: Vec<u16>,
    pub(super) next: HalfStep,
    /// Whether a hand has been here since centres moved to the middle of their points.
    pub(super) is_edited: bool,
}

/// The label of a point that has not chosen yet.
pub(super) const NONE: u16 = u16::MAX;

impl Clusters {
    /// Takes `points` row by row (`[point][feature]`), at least `clusters` of them, and draws the first centres among
    /// them. Cost: points × features × clusters.
    ///
    /// # Errors
    /// Names `features`, `points` or `clusters` and what it accepts.
    pub fn new(points: &[f64], features: usize, clusters: usize, start: StartRule, seed: u32) -> Result<Self> {
        if !(1..=MAX_FEATURES).contains(&features) {
            return Err(Error::new("features", format!("must be 1 to {MAX_FEATURES}, got {features}")));
        }
        let count = points.len() / features;
        if points.is_empty() || !points.len().is_multiple_of(features) || count > MAX_POINTS {
            let problem = format!("must be 1 to {MAX_POINTS} rows of {features} numbers, got {} numbers", points.len());
            return Err(Error::new("points", problem));
        }
        let most = count.min(MAX_CLUSTERS);
        if !(1..=most).contains(&clusters) {
            return Err(Error::new("clusters", format!("must be 1 to {most}, got {clusters}")));
        }
        check("points", points)?;
        let mut random = Random::new(seed, Stream::Clusters);
        let chosen = start.draw(points, features, clusters, &mut random);
        let centres = chosen.iter().flat_map(|point| &points[point * features..(point + 1) * features]);
        Ok(Self {
            features,
            centres: centres.copied().collect(),
            labels: vec![NONE; count],
            points: points.to_vec(),
            next: HalfStep::Assign,
            is_edited: false,
        })
    }

    /// Numbers a point has.
    #[must_use]
    pub fn features(&self) -> usize {
        self.features
    }

    /// All points, `[point][feature]`.
    #[must_use]
    pub fn points(&self) -> &[f64] {
        &self.points
    }

    /// All centres, `[centre][feature]`.
    #[must_use]
    pub fn centres(&self) -> &[f64] {
        &self.centres
    }

    /// The centre of each point, from 0; `None` for points that have not chosen yet.
    pub fn labels(&self) -> impl Iterator<Item = Option<usize>> {
        self.labels.iter().map(|&label| (label != NONE).then_some(usize::from(label)))
    }

    /// What [`Clusters::half_step`] will do.
    #[must_use]
    pub fn next(&self) -> HalfStep {
        self.next
    }

    /// How many points each centre has.
    #[must_use]
    pub fn sizes(&self) -> Vec<usize> {
        let mut sizes = vec![0; self.centres.len() / self.features];
        for label in self.labels().flatten() {
            sizes[label] += 1;
        }
        sizes
    }

    /// The sum of squared distances between points and the centres they have chosen; points without one do not count.
    #[must_use]
    pub fn inertia(&self) -> f64 {
        let rows = self.points.chunks_exact(self.features).zip(self.labels());
        rows.filter_map(|(point, label)| Some(squared_distance(point, self.centre(label?)))).sum()
    }

    /// Makes the next half-step and returns which one it was. Cost: points × features, times clusters to assign.
    pub fn half_step(&mut self) -> HalfStep {
        let made = self.next;
        self.next = match made {
            HalfStep::Assign if self.assign() == 0 && !self.is_edited => HalfStep::Rest,
            HalfStep::Assign => HalfStep::Move,
            HalfStep::Move => {
                self.move_centres();
                self.is_edited = false;
                HalfStep::Assign
            }
            HalfStep::Rest => HalfStep::Rest,
        };
        made
    }

    /// Makes half-steps until nothing changes, at most `at_most`, and returns how many were made.
    pub fn settle(&mut self, at_most: usize) -> usize {
        (0..at_most).take_while(|_| self.half_step() != HalfStep::Rest).count()
    }

    /// Lets every point choose and returns how many changed their mind.
    fn assign(&mut self) -> usize {
        let mut changes = 0;
        for (point, label) in self.points.chunks_exact(self.features).zip(&mut self.labels) {
            let mut nearest = (f64::INFINITY, NONE);
            for (index, centre) in self.centres.chunks_exact(self.features).enumerate() {
                let distance = squared_distance(point, centre);
                if distance < nearest.0 {
                    nearest = (distance, index as u16);
                }
            }
            changes += usize::from(*label != nearest.1);
            *label = nearest.1;
        }
        changes
    }

    fn move_centres(&mut self) {
        let sizes = self.sizes();
        let mut sums = vec![0.0; self.centres.len()];
        for (point, label) in self.points.chunks_exact(self.features).zip(self.labels()) {
            let Some(label) = label else { continue };
            for (sum, coordinate) in sums[label * self.features..].iter_mut().zip(point) {
                *sum += coordinate;
            }
        }
        let centres = self.centres.chunks_exact_mut(self.features).zip(sums.chunks_exact(self.features));
        for ((centre, sum), size) in centres.zip(sizes).filter(|(_, size)| *size > 0) {
            for (coordinate, sum) in centre.iter_mut().zip(sum) {
                *coordinate = sum / size as f64;
            }
        }
    }

    fn centre(&self, index: usize) -> &[f64] {
        &self.centres[index * self.features..(index + 1) * self.features]
    }
}

/// The sum over coordinates, in their order.
pub(super) fn squared_distance(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `count` points around each of `centres` on a plane, with this spread.
    fn clouds(centres: &[[f64; 2]], count: usize, spread: f64, seed: u32) -> Vec<f64> {
        let mut random = Random::new(seed, Stream::Data);
        let around = |centre: &[f64; 2], random: &mut Random| centre.map(|place| place + spread * random.normal());
        (0..count)
            .flat_map(|_| centres.iter().flat_map(|centre| around(centre, &mut random)).collect::<Vec<_>>())
            .collect()
    }

    fn made(points: &[f64], clusters: usize, seed: u32) -> Clusters {
        Clusters::new(points, 2, clusters, StartRule::PlusPlus, seed).unwrap()
    }

    #[test]
    fn inertia_never_rises() {
        let mut random = Random::new(1, Stream::Data);
        for seed in 0..200 {
            let (features, count) = (1 + random.below(4), 2 + random.below(60));
            let clusters = 1 + random.below(count.min(9));
            // A coarse grid half of the time: many points and distances coincide.
            let step = if seed % 2 == 0 { 0.5 } else { 1e-9 };
            let points: Vec<f64> = (0..count * features).map(|_| (random.normal() / step).round() * step).collect();
            let rule = StartRule::ALL[random.below(2)];
            let mut found = Clusters::new(&points, features, clusters, rule, seed).unwrap();
            assert_eq!(found.half_step(), HalfStep::Assign);
            let mut inertia = found.inertia();
            let mut steps = 1;
            while found.half_step() != HalfStep::Rest {
                // A mean is rounded, so a centre may be beside it by a last bit.
                assert!(found.inertia() <= inertia * (1.0 + 1e-15), "{inertia} {}", found.inertia());
                inertia = found.inertia();
                steps += 1;
                assert!(steps < 200);
            }
            // At rest each centre is the mean of its points, and nobody is nearer to another one.
            let labels: Vec<usize> = found.labels().map(Option::unwrap).collect();
            let before = found.clone();
            found.move_centres();
            assert_eq!((found.assign(), found.centres()), (0, before.centres()));
            assert_eq!(found.sizes().iter().sum::<usize>(), labels.len());
        }
    }

    #[test]
    fn clouds_far_apart_are_found_from_every_start() {
        let centres = [[0.0, 0.0], [10.0, 0.0], [0.0, 10.0], [10.0, 10.0]];
        let points = clouds(&centres, 50, 0.5, 3);
        for seed in 0..20 {
            let mut found = made(&points, 4, seed);
            found.settle(1000);
            assert_eq!((found.next(), found.sizes()), (HalfStep::Rest, vec![50; 4]));
            // Two coordinates of 200 points with variance 1/4, four means taken out: 98, five standard errors.
            assert!((found.inertia() - 98.0).abs() < 35.0, "{}", found.inertia());
            // Every fourth point comes from the same cloud.
            let labels: Vec<_> = found.labels().collect();
            assert!((4..200).all(|point| labels[point] == labels[point % 4]));
        }
    }

    #[test]
    fn the_two_half_steps_by_hand() {
        let mut found = Clusters::new(&[0.0, 1.0, 5.0, 9.0], 1, 2, StartRule::RandomPoints, 1).unwrap();
        found.move_centre(0, &[1.0]).unwrap();
        found.move_centre(1, &[9.0]).unwrap();
        assert_eq!(found.half_step(), HalfStep::Assign);
        // 5 is as near to 1 as to 9: it belongs to the first.
        assert_eq!(found.labels().collect::<Vec<_>>(), [Some(0), Some(0), Some(0), Some(1)]);
        assert_eq!((found.inertia(), found.next()), (17.0, HalfStep::Move));
        found.half_step();
        assert_eq!((found.centres(), found.inertia()), (&[2.0, 9.0][..], 14.0));
        assert_eq!((found.half_step(), found.next()), (HalfStep::Assign, HalfStep::Rest));
        assert_eq!((found.half_step(), found.half_step()), (HalfStep::Rest, HalfStep::Rest));
    }

    #[test]
    fn a_centre_without_points_stays_and_may_win_some_later() {
        let mut found = Clusters::new(&[0.0, 1.0, 2.0], 1, 2, StartRule::RandomPoints, 1).unwrap();
        found.move_centre(0, &[1.0]).unwrap();
        found.move_centre(1, &[50.0]).unwrap();
        found.settle(100);
        assert_eq!((found.sizes(), found.centres()), (vec![3, 0], &[1.0, 50.0][..]));
        assert_eq!(found.add_point(&[40.0]), Ok(3));
        assert_eq!((found.next(), found.labels().last()), (HalfStep::Assign, Some(None)));
        found.settle(100);
        assert_eq!((found.sizes(), found.centres()), (vec![3, 1], &[1.0, 40.0][..]));
    }

    #[test]
    fn the_same_seed_gives_the_same_bits() {
        let points = clouds(&[[0.0, 0.0], [1.0, 1.0]], 100, 0.6, 4);
        let run = |seed| {
            let mut found = made(&points, 5, seed);
            found.settle(1000);
            found
        };
        assert_eq!(run(1), run(1));
        assert_ne!(run(1).centres(), run(2).centres());
    }

    #[test]
    fn bad_values_name_their_field() {
        let new = |points: &[f64], features, clusters| {
            Clusters::new(points, features, clusters, StartRule::PlusPlus, 1).unwrap_err().to_string()
        };
        assert_eq!(new(&[1.0, 2.0], 0, 1), "features: must be 1 to 256, got 0");
        assert_eq!(new(&[1.0, 2.0, 3.0], 2, 1), "points: must be 1 to 100000 rows of 2 numbers, got 3 numbers");
        assert_eq!(new(&[], 2, 1), "points: must be 1 to 100000 rows of 2 numbers, got 0 numbers");
        assert_eq!(new(&[1.0, 2.0], 1, 3), "clusters: must be 1 to 2, got 3");
        assert_eq!(new(&[1.0, 2.0], 1, 0), "clusters: must be 1 to 2, got 0");
        assert_eq!(new(&[0.0; 500], 1, 101), "clusters: must be 1 to 100, got 101");
        assert_eq!(new(&[1.0, f64::NAN], 1, 1), "points[1]: must be a number of at most 1e100 in size, got NaN");
        let mut found = made(&[1.0, 2.0, 3.0, 4.0], 1, 1);
        assert_eq!(found.add_point(&[1.0]).unwrap_err().to_string(), "point: must have 2 numbers, got 1");
        assert_eq!(found.move_point(2, &[1.0, 2.0]).unwrap_err().to_string(), "index: must be 0 to 1, got 2");
        assert_eq!(found.move_centre(1, &[1.0, 2.0]).unwrap_err().to_string(), "index: must be 0 to 0, got 1");
        assert_eq!(found.move_centre(0, &[1.0, f64::INFINITY]).unwrap_err().field, "point[1]");
        assert_eq!(found.points(), [1.0, 2.0, 3.0, 4.0]);
    }
}
