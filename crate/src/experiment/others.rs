//! Runs that walk beside the run of a spec, in lockstep with it.
//!
//! The clock counts steps. At clock n every run has made n steps, unless it has blown up before (it stays where it stands) or
//! starts later. State is a function of spec, clock and the recorded changes made by hand; not of the way there.
//!
//! Length: one clock, everything that moves it, and the tests that the way there makes no difference.

use super::branch::{Branch, leave};
use super::spec::Spec;
use crate::error::{Error, Result};
use crate::training::{Trainer, digest_of};
use std::mem;

/// The branches of a spec as runs beside that of the spec itself, the lead.
#[derive(Debug)]
pub struct Others {
    list: Vec<Other>,
    clock: u64,
}

#[derive(Debug)]
struct Other {
    branch: Branch,
    spec: Spec,
    /// How it came about, from the lead on: the same text, the same run.
    lineage: String,
    /// Whether the dial of the lead is not its own.
    has_own_rate: bool,
    /// There from the step of its branch on.
    run: Option<Trainer>,
}

impl Others {
    /// The branches of `spec` beside its run, which stands at step 0.
    ///
    /// # Errors
    /// As [`Spec::branch_specs`].
    pub fn new(spec: &Spec, lead: &mut Trainer) -> Result<Self> {
        let mut others = Self { list: Vec::new(), clock: lead.steps() };
        others.replace(spec, lead)?;
        Ok(others)
    }

    /// Takes the branches of `spec` in place of those of now. Runs that stay as they are stay where they are; new ones
    /// start and have to catch up.
    ///
    /// # Errors
    /// As [`Spec::branch_specs`]; then the old ones stay.
    pub fn replace(&mut self, spec: &Spec, lead: &mut Trainer) -> Result<()> {
        if !crate::WHOLE && !spec.branches.is_empty() {
            return Err(Error::new("branches", "must be none: this core has one run only"));
        }
        let specs = spec.branch_specs()?;
        let mut before = mem::take(&mut self.list);
        for (branch, spec) in spec.branches.iter().zip(specs) {
            let parent = branch.parent.checked_sub(1).map(|at| &self.list[at]);
            let itself = Branch { parent: 0, name: String::new(), ..branch.clone() };
            let lineage = format!("{}/{itself}", parent.map_or("", |parent| &parent.lineage));
            let has_own_rate = parent.is_some_and(|parent| parent.has_own_rate)
                || branch.changes.iter().any(|(name, _)| *name == "learning_rate");
            let known = before.iter_mut().find(|other| other.run.is_some() && other.lineage == lineage);
            let run = known.and_then(|other| other.run.take());
            self.list.push(Other { branch: branch.clone(), spec, lineage, has_own_rate, run });
        }
        if self.is_over(lead) {
            // Whoever kept the clock going is gone.
            self.clock = self.runs().map(|(_, run)| run.steps()).fold(lead.steps(), u64::max);
        }
        self.start_due(lead);
        Ok(())
    }

    /// Steps that the runs have made together.
    #[must_use]
    pub fn clock(&self) -> u64 {
        self.clock
    }

    /// The run of a branch, counted from 1, if it is there by now.
    #[must_use]
    pub fn run(&self, index: usize) -> Option<&Trainer> {
        self.list.get(index.checked_sub(1)?)?.run.as_ref()
    }

    /// The same, to be looked at: a look remembers what it has computed.
    pub fn run_mut(&mut self, index: usize) -> Option<&mut Trainer> {
        self.list.get_mut(index.checked_sub(1)?)?.run.as_mut()
    }

    /// Those that are there by now, in order.
    pub fn runs(&self) -> impl Iterator<Item = (usize, &Trainer)> {
        self.list.iter().enumerate().filter_map(|(at, other)| Some((at + 1, other.run.as_ref()?)))
    }

    /// Makes up to `steps` steps of the clock and returns how many were made: fewer once every run has blown up. Runs that are
    /// behind catch up first.
    pub fn advance(&mut self, lead: &mut Trainer, steps: u64) -> u64 {
        self.catch_up(lead, u64::MAX);
        (0..steps).take_while(|_| self.tick(lead)).count() as u64
    }

    fn tick(&mut self, lead: &mut Trainer) -> bool {
        let mut has_walked = lead.step().is_ok();
        for run in self.list.iter_mut().filter_map(|other| other.run.as_mut()) {
            has_walked |= run.step().is_ok();
        }
        if has_walked {
            self.clock += 1;
            self.start_due(lead);
        }
        has_walked
    }

    /// Makes up to `steps` steps of runs that are behind the clock; whether all have caught up.
    pub fn catch_up(&mut self, lead: &mut Trainer, steps: u64) -> bool {
        let (clock, mut left) = (self.clock, steps);
        let mut walk = |run: &mut Trainer| {
            while run.steps() < clock && left > 0 && run.step().is_ok() {
                left -= 1;
            }
            run.steps() == clock || run.blow_up().is_some()
        };
        let mut are_there = walk(lead);
        for at in 0..self.list.len() {
            self.start(lead, at);
            if let Some(run) = &mut self.list[at].run {
                are_there &= walk(run);
            }
        }
        are_there
    }

    /// Whether no run can go on.
    #[must_use]
    pub fn is_over(&self, lead: &Trainer) -> bool {
        lead.blow_up().is_some() && self.runs().all(|(_, run)| run.blow_up().is_some())
    }

    /// Goes back to an earlier step, to the bit; what starts later is gone until then.
    pub fn rewind_to(&mut self, lead: &mut Trainer, step: u64) {
        if step < lead.steps() || lead.steps() == self.clock {
            lead.rewind_to(step);
        }
        if step >= self.clock {
            return;
        }
        self.clock = step;
        for other in &mut self.list {
            match &mut other.run {
                Some(_) if step < other.branch.step => other.run = None,
                Some(run) if step < run.steps() => run.rewind_to(step),
                _ => {}
            }
        }
    }

    /// Goes back to the latest step at or before `step` where the lead need not make a step again: from there on all walk to `step`
    /// as far as somebody waits for it.
    pub fn rewind_near(&mut self, lead: &mut Trainer, step: u64) {
        let near = if step < lead.steps() { lead.kept_until(step) } else { step };
        self.rewind_to(lead, near);
    }

    /// Back to step 0 as [`Trainer::reset`].
    pub fn reset(&mut self, lead: &mut Trainer) {
        lead.reset();
        self.start_anew(lead);
    }

    /// The dial of the lead, and of all who have no rate of their own. See [`Trainer::set_learning_rate`]; a lead that had
    /// blown up catches up.
    ///
    /// # Errors
    /// As there; then nothing has changed.
    pub fn set_learning_rate(&mut self, lead: &mut Trainer, rate: f32) -> Result<()> {
        // A change belongs to one step of the clock, for everybody.
        self.catch_up(lead, u64::MAX);
        lead.set_learning_rate(rate)?;
        for other in self.list.iter_mut().filter(|other| !other.has_own_rate) {
            if let Some(run) = &mut other.run {
                run.set_learning_rate(rate)?;
            }
        }
        Ok(())
    }

    /// Puts the ball of the lead down somewhere else ([`Trainer::drop_ball`]). With others it is put there at step 0: a race
    /// begins anew, and all begin there.
    ///
    /// # Errors
    /// As there; then nothing has changed.
    pub fn drop_ball(&mut self, lead: &mut Trainer, place: [f32; 2]) -> Result<()> {
        if !self.list.is_empty() && lead.params().len() == place.len() && place.iter().all(|entry| entry.is_finite()) {
            lead.rewind_to(0);
        }
        lead.drop_ball(place)?;
        self.start_anew(lead);
        Ok(())
    }

    /// Gives one weight of the lead another value, from where it stands on ([`Trainer::set_weight`]). Runs that have left the
    /// lead before keep theirs; whoever leaves it at this step or later has the new one.
    ///
    /// # Errors
    /// As there; then nothing has changed.
    pub fn set_weight(&mut self, lead: &mut Trainer, weight: usize, value: f32) -> Result<()> {
        self.catch_up(lead, u64::MAX);
        lead.set_weight(weight, value)?;
        let mut begins_anew = Vec::with_capacity(self.list.len());
        for other in &mut self.list {
            let is_of_old = match other.branch.parent {
                0 => other.branch.step >= lead.steps() && !other.branch.has_own_network(),
                parent => begins_anew[parent - 1],
            };
            if is_of_old {
                other.run = None;
            }
            begins_anew.push(is_of_old);
        }
        self.start_due(lead);
        Ok(())
    }

    /// A fingerprint of all runs that are there; that of a lead alone is its own.
    #[must_use]
    pub fn digest(&self, lead: &Trainer) -> String {
        digest_of([lead].into_iter().chain(self.runs().map(|(_, run)| run)))
    }

    fn start_anew(&mut self, lead: &mut Trainer) {
        self.clock = lead.steps();
        self.list.iter_mut().for_each(|other| other.run = None);
        self.start_due(lead);
    }

    fn start_due(&mut self, lead: &Trainer) {
        (0..self.list.len()).for_each(|at| self.start(lead, at));
    }

    /// Starts the run of a branch if its time has come and its parent has been there: one that has blown up before is left
    /// by nobody.
    fn start(&mut self, lead: &Trainer, at: usize) {
        let (before, rest) = self.list.split_at_mut(at);
        let other = &mut rest[0];
        let step = other.branch.step;
        if !crate::WHOLE || other.run.is_some() || step > self.clock {
            return;
        }
        let parent = match other.branch.parent {
            0 => Some(lead),
            parent => before[parent - 1].run.as_ref(),
        };
        let Some(parent) = parent.filter(|parent| parent.steps() >= step) else { return };
        let rate = if other.has_own_rate { other.spec.learning_rate as f32 } else { parent.learning_rate_at(step) };
        other.run = leave(parent, &other.branch, &other.spec, rate).ok();
        if let Some(run) = other.run.as_mut().filter(|_| !other.has_own_rate) {
            // The dial has been turned for it, too, however late it came.
            run.follow_dial_of(parent);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::{ProblemChoice, parse_branches};

    fn bundle(spec: &Spec, branches: &str) -> (Trainer, Others) {
        let spec = Spec { branches: parse_branches(branches).unwrap(), ..spec.clone() };
        let mut lead = spec.trainer().unwrap();
        let others = Others::new(&spec, &mut lead).unwrap();
        (lead, others)
    }

    fn steps(lead: &Trainer, others: &Others) -> Vec<Option<u64>> {
        let theirs = (1..=others.list.len()).map(|index| others.run(index).map(Trainer::steps));
        [Some(lead.steps())].into_iter().chain(theirs).collect()
    }

    const TREE: &str = "0:opt:adam:lr:0.01,0:skip:scaled,30@1:lr:0.05,40:batch:8";

    #[test]
    fn all_walk_in_lockstep_and_each_is_the_run_it_would_be_alone() {
        let (mut lead, mut others) = bundle(&Spec::default(), TREE);
        assert_eq!(steps(&lead, &others), [Some(0), Some(0), Some(0), None, None]);
        assert_eq!(others.advance(&mut lead, 35), 35);
        assert_eq!(steps(&lead, &others), [Some(35), Some(35), Some(35), Some(35), None]);
        others.advance(&mut lead, 25);
        let spec = Spec { branches: parse_branches(TREE).unwrap(), ..Spec::default() };
        let mut alone = crate::experiment::runs(&spec, None, &spec.branches).unwrap();
        for (index, run) in alone.iter_mut().enumerate().skip(1) {
            run.advance(60 - run.steps());
            assert_eq!(others.run(index).unwrap().digest(), run.digest(), "{index}");
        }
    }

    #[test]
    fn the_way_there_makes_no_difference() {
        let (mut lead, mut others) = bundle(&Spec::default(), TREE);
        others.advance(&mut lead, 20);
        others.set_learning_rate(&mut lead, 0.3).unwrap();
        others.advance(&mut lead, 40);
        let end = others.digest(&lead);
        // Back over the starts of two branches and the change of the rate, and on again.
        others.rewind_to(&mut lead, 7);
        assert_eq!((others.clock(), steps(&lead, &others)), (7, vec![Some(7), Some(7), Some(7), None, None]));
        others.advance(&mut lead, 53);
        assert_eq!(others.digest(&lead), end);
        // Back to where a state is kept, and from there to where one wants to be.
        let curve = lead.curve();
        others.rewind_near(&mut lead, 47);
        assert_eq!(others.clock(), 40);
        others.advance(&mut lead, 20);
        assert_eq!((others.digest(&lead), lead.curve()), (end.clone(), curve));
        others.rewind_near(&mut lead, 70);
        assert_eq!(others.clock(), 60, "a later step changes nothing");
        // Branches that are added late, in any order, catch up in pieces.
        let (mut lead, mut others) = bundle(&Spec::default(), "0:skip:scaled");
        others.advance(&mut lead, 20);
        others.set_learning_rate(&mut lead, 0.3).unwrap();
        others.advance(&mut lead, 40);
        others.replace(&Spec { branches: parse_branches(TREE).unwrap(), ..Spec::default() }, &mut lead).unwrap();
        let mut pieces = 0;
        while !others.catch_up(&mut lead, 16) {
            pieces += 1;
        }
        // 60 of Adam, 30 of its branch, 20 of the last one.
        assert_eq!((pieces, others.digest(&lead)), (110 / 16, end));
        // Also one that starts before the dial was turned and has no rate of its own.
        let (mut lead, mut others) = bundle(&Spec::default(), "0:opt:momentum");
        others.advance(&mut lead, 20);
        others.set_learning_rate(&mut lead, 0.3).unwrap();
        others.advance(&mut lead, 40);
        let end = others.digest(&lead);
        others.replace(&Spec::default(), &mut lead).unwrap();
        others
            .replace(&Spec { branches: parse_branches("0:opt:momentum").unwrap(), ..Spec::default() }, &mut lead)
            .unwrap();
        others.advance(&mut lead, 0);
        assert_eq!(others.digest(&lead), end);
    }

    #[test]
    fn the_dial_turns_for_all_who_have_no_rate_of_their_own() {
        let (mut lead, mut others) = bundle(&Spec::default(), "0:opt:momentum,0:lr:0.02,5@2:clip:1,9:opt:adam");
        others.advance(&mut lead, 3);
        others.set_learning_rate(&mut lead, 0.25).unwrap();
        others.advance(&mut lead, 7);
        let rates: Vec<f32> = others.runs().map(|(_, run)| run.learning_rate()).collect();
        assert_eq!((lead.learning_rate(), rates), (0.25, vec![0.25, 0.02, 0.02, 0.25]));
        others.reset(&mut lead);
        let rates: Vec<f32> = others.runs().map(|(_, run)| run.learning_rate()).collect();
        assert_eq!((others.clock(), lead.learning_rate(), rates), (0, 0.25, vec![0.25, 0.02]));
        assert_eq!(others.set_learning_rate(&mut lead, -1.0).unwrap_err().field, "learning_rate");
    }

    #[test]
    fn who_has_blown_up_stands_and_the_others_walk_on() {
        let bowl = Spec { problem: ProblemChoice::Bowl, learning_rate: 100.0, ..Spec::default() };
        let (mut lead, mut others) = bundle(&bowl, "0:lr:0.05,2:opt:adam,0:lr:2");
        assert_eq!(others.advance(&mut lead, 50), 50);
        let stood = lead.steps();
        assert!(stood < 50 && lead.blow_up().is_some() && !others.is_over(&lead));
        assert_eq!((others.run(1).unwrap().steps(), others.run(2).unwrap().steps()), (50, 50));
        // A tame dial takes it along again, from where it stood to where the others are.
        others.set_learning_rate(&mut lead, 0.05).unwrap();
        assert!(!others.catch_up(&mut lead, 49 - stood) && others.catch_up(&mut lead, 1));
        assert_eq!((lead.steps(), lead.blow_up()), (50, None));
        // Whom nobody keeps company ends the clock, and a branch of a step that was never reached does not start.
        let alone = Spec { branches: parse_branches("0:lr:2,400:lr:0.001").unwrap(), ..bowl };
        let mut lead = alone.trainer().unwrap();
        let mut others = Others::new(&alone, &mut lead).unwrap();
        let made = others.advance(&mut lead, 500);
        assert!(made < 500 && others.is_over(&lead) && others.run(2).is_none(), "{made}");
        assert_eq!(others.clock(), made);
    }

    #[test]
    fn a_dropped_ball_starts_the_race_anew_for_all() {
        let ravine = Spec { problem: ProblemChoice::Ravine, learning_rate: 0.01, ..Spec::default() };
        let (mut lead, mut others) = bundle(&ravine, "0:opt:momentum,0:opt:adam,10:lr:0.02");
        others.advance(&mut lead, 20);
        others.drop_ball(&mut lead, [0.5, -0.25]).unwrap();
        assert_eq!((others.clock(), steps(&lead, &others)), (0, vec![Some(0), Some(0), Some(0), None]));
        assert!(others.runs().all(|(_, run)| run.params() == [0.5, -0.25]) && lead.params() == [0.5, -0.25]);
        others.advance(&mut lead, 20);
        let end = others.digest(&lead);
        others.rewind_to(&mut lead, 0);
        others.advance(&mut lead, 20);
        assert_eq!(others.digest(&lead), end);
        assert_eq!(others.drop_ball(&mut lead, [f32::NAN, 0.0]).unwrap_err().field, "a");
        assert_eq!((others.clock(), others.digest(&lead)), (20, end));
    }

    #[test]
    fn a_weight_set_by_hand_is_inherited_by_whoever_leaves_later() {
        let (mut lead, mut others) = bundle(&Spec::default(), "5:clip:1,20:opt:momentum,30:lr:0.02,25@2:clip:1");
        others.advance(&mut lead, 20);
        others.set_weight(&mut lead, 3, 0.75).unwrap();
        assert_eq!(lead.params()[3], 0.75);
        assert_eq!((others.run(2).unwrap().params()[3], others.run(2).unwrap().steps()), (0.75, 20));
        assert_ne!(others.run(1).unwrap().params()[3], 0.75);
        others.advance(&mut lead, 20);
        let end = others.digest(&lead);
        for step in [33, 20, 4] {
            others.rewind_to(&mut lead, step);
            others.advance(&mut lead, 40 - step);
            assert_eq!(others.digest(&lead), end, "back to {step}");
        }
        // The one beside it is the run it would be without.
        let (mut plain, mut same) = bundle(&Spec::default(), "5:clip:1");
        same.advance(&mut plain, 40);
        assert_eq!(same.run(1).unwrap().digest(), others.run(1).unwrap().digest());
        assert_ne!(plain.digest(), lead.digest());
        let parameters = lead.params().len();
        assert_eq!(others.set_weight(&mut lead, parameters, 0.0).unwrap_err().field, "weight");
        assert_eq!(others.set_weight(&mut lead, 0, f32::NAN).unwrap_err().field, "value");
        assert_eq!(others.digest(&lead), end);
        // Anew from the start the seed's own weights hold again.
        others.reset(&mut lead);
        assert_eq!(lead.params(), Spec::default().trainer().unwrap().params());
    }

    #[test]
    fn a_lead_alone_has_the_clock_and_the_digest_of_its_own() {
        let (mut lead, mut others) = bundle(&Spec::default(), "");
        assert_eq!(others.advance(&mut lead, 12), 12);
        assert_eq!((others.clock(), others.digest(&lead)), (lead.steps(), lead.digest()));
        let (mut twins, mut same) = bundle(&Spec::default(), "0");
        same.advance(&mut twins, 12);
        assert_eq!(same.run(1).unwrap().digest(), lead.digest());
        assert_ne!(same.digest(&twins), lead.digest());
    }
}
