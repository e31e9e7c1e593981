//! Where the centres start.

use super::lloyd::squared_distance;
use crate::random::Random;

/// How the first centres are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StartRule {
    /// Points far from the centres drawn so far are likelier: with a probability in proportion to the squared distance
    /// (k-means++, Arthur & Vassilvitskii 2007).
    PlusPlus,
    /// Any points, each as likely as another (Forgy 1965): may put two centres into one group.
    RandomPoints,
}

impl StartRule {
    /// Every rule.
    pub const ALL: [Self; 2] = [Self::PlusPlus, Self::RandomPoints];

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::PlusPlus => "plus_plus",
            Self::RandomPoints => "random_points",
        }
    }

    /// The rule called `name`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.name() == name)
    }

    /// The numbers of `count` different points, of at least as many (`[point][feature]`). Where all that are left
    /// coincide with centres, the first of them is taken.
    pub(super) fn draw(self, points: &[f64], features: usize, count: usize, random: &mut Random) -> Vec<usize> {
        let total = points.len() / features;
        if self == Self::RandomPoints {
            let mut order: Vec<usize> = (0..total).collect();
            random.shuffle(&mut order);
            order.truncate(count);
            return order;
        }
        let mut chosen = vec![random.below(total)];
        // Squared distance to the nearest centre so far; a chosen point has none.
        let mut distances = vec![f64::INFINITY; total];
        while chosen.len() < count {
            let last = chosen[chosen.len() - 1];
            let centre = &points[last * features..(last + 1) * features];
            for (distance, point) in distances.iter_mut().zip(points.chunks_exact(features)) {
                *distance = distance.min(squared_distance(point, centre));
            }
            let mut lot = random.uniform() * distances.iter().sum::<f64>();
            let by_lot = distances.iter().position(|&distance| {
                lot -= distance;
                distance > 0.0 && lot < 0.0
            });
            // Rounding may leave a rest of the lot behind the last point.
            let next = by_lot
                .or_else(|| distances.iter().rposition(|&distance| distance > 0.0))
                .or_else(|| (0..total).find(|point| !chosen.contains(point)));
            chosen.extend(next);
        }
        chosen
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Stream;

    fn draw(rule: StartRule, points: &[f64], count: usize, seed: u32) -> Vec<usize> {
        rule.draw(points, 1, count, &mut Random::new(seed, Stream::Clusters))
    }

    #[test]
    fn starts_are_different_points_even_where_points_coincide() {
        for rule in StartRule::ALL {
            for seed in 0..50 {
                for points in [[0.0; 6], [0.0, 0.0, 0.0, 5.0, 5.0, 5.0], [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]] {
                    for count in 1..=6 {
                        let mut chosen = draw(rule, &points, count, seed);
                        chosen.sort_unstable();
                        chosen.dedup();
                        assert_eq!(chosen.len(), count, "{}", rule.name());
                    }
                }
            }
            assert_eq!(StartRule::from_name(rule.name()), Some(rule));
        }
    }

    #[test]
    fn plus_plus_takes_far_points_in_proportion_to_their_squares() {
        // From 0 the others are 1, 2 and 3 away: shares 1/14, 4/14, 9/14 of the second draws that started at 0.
        let mut counts = [0_u32; 4];
        for seed in 0..8000 {
            let chosen = draw(StartRule::PlusPlus, &[0.0, 1.0, 2.0, 3.0], 2, seed);
            if chosen[0] == 0 {
                counts[chosen[1]] += 1;
            }
        }
        let total = f64::from(counts.iter().sum::<u32>());
        assert!(counts[0] == 0 && (total - 2000.0).abs() < 5.0 * 1500.0_f64.sqrt(), "{counts:?}");
        for (count, share) in counts[1..].iter().zip([1.0, 4.0, 9.0]) {
            let p = share / 14.0;
            // Five standard errors of a binomial.
            assert!((f64::from(*count) - total * p).abs() < 5.0 * (total * p * (1.0 - p)).sqrt(), "{counts:?}");
        }
    }
}
