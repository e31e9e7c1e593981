//! Branches as data: which run is left at which step, and what is different from there on.
//!
//! A spec and a list of branches say everything about a bundle of runs: [`runs`] makes it anew, bit for bit. As text a
//! branch is `120:lr:0.3:opt:adam`, at step 120 of the run of the spec, and `300@1:clip:1` at step 300 of the first branch;
//! keys are those of links, and a list is joined by commas. `0:skip:scaled` is the residual twin: at step 0 nothing has been
//! learned yet, so a branch may also have another network with as many parameters. At its end a branch may have a name that people
//! gave it, `120:lr:0.3:name:with a steady hand`; it changes nothing.
//!
//! Length: one text, its parts, the runs that it means, and the property tests of both ways.

use super::choices::{ProblemChoice, Skip};
use super::fields::{FIELDS, named};
use super::name::{self, is_name, linked_length};
use super::schema::Branching;
use super::spec::Spec;
use super::value::Value;
use crate::error::{Error, Result};
use crate::training::{Trainer, TrainerConfig};
use std::fmt;

/// Branches of one experiment. Each is a run with path and snapshots of its own ([`Trainer`] says how much memory that is).
pub const MAX_BRANCHES: usize = 8;

/// The latest step that a branch may start at.
pub const MAX_BRANCH_STEP: u64 = 1_000_000;

/// Characters of a list of branches as it stands in a link, together with the name of the run that they leave: a link with the
/// longest ones stays below 2,000.
pub const MAX_BRANCHES_LENGTH: usize = 500;

/// A run that leaves another one.
#[derive(Clone, Debug, PartialEq)]
pub struct Branch {
    /// The run that it leaves: 0 is that of the spec, n the n-th branch.
    pub parent: usize,
    /// The step of its parent where it starts.
    pub step: u64,
    /// Names of fields that [`Field::branch`](super::Field::branch) allows here, and what they hold from here on.
    pub changes: Vec<(&'static str, Value)>,
    /// What people call it; empty if nothing.
    pub name: String,
}

impl Branch {
    /// The parent's spec with the changes.
    #[must_use]
    pub fn spec(&self, parent: &Spec) -> Spec {
        let mut spec = Spec { branches: Vec::new(), lead_name: String::new(), ..parent.clone() };
        for (name, value) in &self.changes {
            if let Some(field) = named(name) {
                (field.set)(&mut spec, value);
            }
        }
        spec
    }

    /// Whether it is another network, which has to start anew.
    #[must_use]
    pub fn has_own_network(&self) -> bool {
        let of_network = |name| named(name).is_some_and(|field| field.branch == Branching::AtStart);
        self.changes.iter().any(|(name, _)| of_network(name))
    }

    fn parse(text: &str) -> Result<Self> {
        let mut parts = text.split(':');
        let place = parts.next().unwrap_or_default();
        let (step, parent) = place.split_once('@').unwrap_or((place, "0"));
        let (step, parent) =
            (whole_number(step, MAX_BRANCH_STEP)?, whole_number(parent, MAX_BRANCHES as u64)? as usize);
        let mut changes: Vec<(&'static str, Value)> = Vec::new();
        let mut name = String::new();
        while let Some(key) = parts.next() {
            if key == "name" {
                name = parts
                    .next()
                    .filter(|name| is_name(name))
                    .map(str::to_owned)
                    .ok_or_else(|| problem(format!("must have {}", name::wanted())))?;
                if parts.next().is_some() {
                    return Err(problem("must have the name at the end".to_owned()));
                }
                break;
            }
            let allowed = |branching| match branching {
                Branching::Never => false,
                Branching::AtStart => step == 0,
                Branching::Anywhere => true,
            };
            let Some(field) = FIELDS.iter().find(|field| allowed(field.branch) && field.key == key) else {
                let fields = FIELDS.iter().filter(|field| allowed(field.branch));
                let keys: Vec<&str> = fields.map(|field| field.key).collect();
                let key = Value::shortened(key);
                return Err(problem(format!("may change {} at step {step}, got {key}", keys.join(", "))));
            };
            let text = parts.next().unwrap_or_default();
            let value = field.kind.read_text(text).map_err(|fault| {
                problem(format!("{} {}, got {}", field.name, fault.wanted(), Value::shortened(text)))
            })?;
            if changes.iter().any(|(name, _)| *name == field.name) {
                return Err(problem(format!("must change {} once", field.name)));
            }
            changes.push((field.name, value));
        }
        Ok(Self { parent, step, changes, name })
    }
}

impl fmt::Display for Branch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.step)?;
        if self.parent > 0 {
            write!(f, "@{}", self.parent)?;
        }
        for (name, value) in &self.changes {
            let key = named(name).map_or(*name, |field| field.key);
            write!(f, ":{key}:{value}")?;
        }
        if !self.name.is_empty() {
            write!(f, ":name:{}", self.name)?;
        }
        Ok(())
    }
}

impl Spec {
    /// Whether a branch of a run of `parent` may have these settings. What only concerns the picture may differ.
    ///
    /// # Errors
    /// Names the first field that differs and may not.
    pub fn check_branch_of(&self, parent: &Self) -> Result<()> {
        let fixed = FIELDS.iter().filter(|field| field.branch != Branching::Anywhere && !field.live);
        for field in fixed {
            let (was, is) = ((field.get)(parent), (field.get)(self));
            if was != is {
                return Err(Error::new(field.name, format!("must stay {was} in a branch, got {is}")));
            }
        }
        Ok(())
    }

    /// Whether the name of this run has room in a link beside its branches.
    #[must_use]
    pub(super) fn has_room_for_name(&self) -> bool {
        linked_length(&self.lead_name) + linked_length(&format_branches(&self.branches)) <= MAX_BRANCHES_LENGTH
    }

    /// The settings of each branch, in order; they have no branches and no name themselves.
    ///
    /// # Errors
    /// Names `branches` if two runs would have different numbers of parameters: learned factors of residual blocks are
    /// parameters, so all runs have them or none.
    pub fn branch_specs(&self) -> Result<Vec<Self>> {
        let mut specs = vec![Self { branches: Vec::new(), ..self.clone() }];
        for branch in &self.branches {
            let Some(parent) = specs.get(branch.parent) else {
                return Err(problem(format!("must leave a run that stands before them, got @{}", branch.parent)));
            };
            let spec = branch.spec(parent);
            let learns = |spec: &Self| spec.residual == Skip::Learned && spec.problem == ProblemChoice::Network;
            if learns(&spec) != learns(parent) || learns(&spec) && spec.block != parent.block {
                return Err(problem(
                    "must have as many parameters as the run they leave: all runs learn α or none".to_owned(),
                ));
            }
            specs.push(spec);
        }
        specs.remove(0);
        Ok(specs)
    }
}

/// The branches of a text; none of an empty one.
///
/// # Errors
/// Names `branches`: what is no branch, a field that a branch may not change or a value that is not accepted, a parent
/// that does not stand before its branch or starts later, more than [`MAX_BRANCHES`], or a text that is longer than
/// [`MAX_BRANCHES_LENGTH`].
pub fn parse_branches(text: &str) -> Result<Vec<Branch>> {
    let mut branches: Vec<Branch> = Vec::new();
    if linked_length(text) > MAX_BRANCHES_LENGTH {
        return Err(problem(format!("must be at most {MAX_BRANCHES_LENGTH} characters")));
    }
    for part in text.split(',').filter(|_| !text.is_empty()) {
        if branches.len() == MAX_BRANCHES {
            return Err(problem(format!("must be at most {MAX_BRANCHES}")));
        }
        let branch = Branch::parse(part)?;
        if branch.parent > branches.len() {
            let parent = branch.parent;
            return Err(problem(format!("must leave a run that stands before them, got @{parent}")));
        }
        let first = branch.parent.checked_sub(1).map_or(0, |at| branches[at].step);
        if branch.step < first {
            return Err(problem(format!("must start at step {first} of that run or later, got {}", branch.step)));
        }
        branches.push(branch);
    }
    Ok(branches)
}

/// The text of branches; [`parse_branches`] of it gives the same ones.
#[must_use]
pub fn format_branches(branches: &[Branch]) -> String {
    branches.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

/// The run of `spec` and its branches, in this order, each far enough for those that leave it: the last ones stand where
/// they start. `file` is the table of the data set, as for [`Spec::trainer_with`]. Cost: the steps up to the branching points.
///
/// # Errors
/// Names a field of the spec, or `branches` if a run blows up before it is left.
pub fn runs(spec: &Spec, file: Option<&[u8]>, branches: &[Branch]) -> Result<Vec<Trainer>> {
    let mut runs: Vec<(Spec, Trainer)> = vec![(spec.clone(), spec.trainer_with(file)?)];
    for branch in branches {
        let (parent_spec, parent) = runs
            .get_mut(branch.parent)
            .ok_or_else(|| problem(format!("must leave a run that stands before them, got @{}", branch.parent)))?;
        parent.advance(branch.step.saturating_sub(parent.steps()));
        if let Some(blow_up) = parent.blow_up().filter(|_| parent.steps() < branch.step) {
            return Err(problem(format!("must start where their run has been, got {}: {blow_up}", branch.step)));
        }
        let spec = branch.spec(parent_spec);
        let run = leave(parent, branch, &spec, spec.learning_rate as f32)?;
        runs.push((spec, run));
    }
    Ok(runs.into_iter().map(|(_, run)| run).collect())
}

/// The run of `branch` at its first step, with the settings `spec` but for the rate of its first step.
///
/// # Errors
/// Names `step` if the parent has not been there, or `branches` if another network has another number of parameters.
pub(super) fn leave(parent: &Trainer, branch: &Branch, spec: &Spec, learning_rate: f32) -> Result<Trainer> {
    let walk = TrainerConfig { learning_rate, ..spec.walk() };
    let Some(data) = parent.data().filter(|_| branch.has_own_network()) else {
        return parent.branch(branch.step, &walk);
    };
    let run = Trainer::new(spec.network_on(data.clone())?, &walk)?;
    let (has, wanted) = (run.params().len(), parent.params().len());
    if has != wanted {
        return Err(problem(format!("must have {wanted} parameters as the run they leave, got {has}")));
    }
    Ok(run)
}

/// A number up to `max` that is written with digits alone.
pub(super) fn whole_number(text: &str, max: u64) -> Result<u64> {
    let number = text.parse().ok().filter(|&number: &u64| number <= max);
    number.ok_or_else(|| problem(format!("must be a whole number up to {max}, got {}", Value::shortened(text))))
}

fn problem(problem: String) -> Error {
    Error::new("branches", problem)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::experiment::Kind;
    use crate::experiment::name::tests::random_name;
    use crate::random::{Random, Stream};

    /// Branches with every field that they may change, each value drawn from its whole range.
    pub(in crate::experiment) fn random_branches(random: &mut Random) -> Vec<Branch> {
        let mut branches: Vec<Branch> = Vec::new();
        for index in 0..random.below(MAX_BRANCHES + 1) {
            let parent = random.below(index + 1);
            let first = parent.checked_sub(1).map_or(0, |at| branches[at].step);
            let step = match random.below(3) {
                0 => first,
                _ => first + random.below((MAX_BRANCH_STEP - first) as usize + 1) as u64,
            };
            let mut changes = Vec::new();
            for field in FIELDS.iter().filter(|field| field.branch != Branching::Never) {
                if random.below(6) > 0 || field.branch == Branching::AtStart && step > 0 {
                    continue;
                }
                let value = match field.kind {
                    Kind::Integer { min, max } => Value::Integer(min + random.below((max - min) as usize + 1) as u32),
                    Kind::Number { min, max, .. } => Value::Number(random.uniform_in(min, max)),
                    Kind::Choice(choices) => Value::Choice(choices[random.below(choices.len())].value),
                    Kind::List { .. } | Kind::Branches | Kind::Name | Kind::Events | Kind::Table => continue,
                };
                changes.push((field.name, value));
            }
            branches.push(Branch { parent, step, changes, name: random_name(random) });
            if linked_length(&format_branches(&branches)) > MAX_BRANCHES_LENGTH {
                branches.pop();
                break;
            }
        }
        branches
    }

    #[test]
    fn parsing_undoes_formatting() {
        let mut random = Random::new(3, Stream::Data);
        for _ in 0..500 {
            let branches = random_branches(&mut random);
            assert_eq!(parse_branches(&format_branches(&branches)), Ok(branches));
        }
        assert_eq!(parse_branches(""), Ok(vec![]));
    }

    #[test]
    fn hostile_texts_are_refused_or_read() {
        let pieces =
            ["120", "@", ":", ",", "lr", "0.3", "opt", "adam", "-", "1e9", "é", "\0", "seed", "@9", "::", "NaN", "8"];
        let mut random = Random::new(4, Stream::Data);
        for _ in 0..5000 {
            let text: String = (0..random.below(30)).map(|_| pieces[random.below(pieces.len())]).collect();
            match parse_branches(&text) {
                Ok(branches) => assert_eq!(parse_branches(&format_branches(&branches)), Ok(branches), "{text}"),
                Err(error) => assert_eq!(error.field, "branches", "{text}"),
            }
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        let error = |text: &str| parse_branches(text).unwrap_err().to_string();
        assert_eq!(error("x"), "branches: must be a whole number up to 1000000, got x");
        assert!(error("5:data:circle").starts_with("branches: may change opt, "));
        assert!(error("5:skip:sum").ends_with(" at step 5, got skip"));
        assert_eq!(error("9,5@1"), "branches: must start at step 9 of that run or later, got 5");
        assert_eq!(error(&"0".repeat(501)), "branches: must be at most 500 characters");
        assert_eq!(error("5:lr:900"), "branches: learning_rate must be 0.00001 to 100, got 900");
        assert_eq!(error("5:lr:1:lr:2"), "branches: must change learning_rate once");
        assert_eq!(error("5@1"), "branches: must leave a run that stands before them, got @1");
        assert_eq!(error(&["5"; 9].join(",")), "branches: must be at most 8");
        for name in ["", " a", "a ", "a\u{202e}b", "a\tb", "seventeen letters", "\u{200b}"] {
            assert!(error(&format!("5:name:{name}")).starts_with("branches: must have names of 1 to 16"), "{name}");
        }
        assert_eq!(error("5:name:a:lr:1"), "branches: must have the name at the end");
        assert_eq!(parse_branches("5:lr:1:name:with a steady 手").unwrap()[0].name, "with a steady 手");
    }

    #[test]
    fn a_spec_and_its_branches_make_the_same_runs_again() {
        let spec = Spec { batch_size: 16, ..Spec::default() };
        let text = "20:lr:0.5,35:opt:adam:lr:0.01:batch:0,30@1:sched:cosine:period:50:clip:1,0:opt:momentum";
        let branches = parse_branches(text).unwrap();
        let ends = || {
            let mut runs = runs(&spec, None, &branches).unwrap();
            assert_eq!(runs.iter().map(Trainer::first_step).collect::<Vec<_>>(), [0, 20, 35, 30, 0]);
            runs.iter_mut().map(|run| (run.advance(60), run.digest()).1).collect::<Vec<_>>()
        };
        let digests = ends();
        assert_eq!(ends(), digests);
        let different: std::collections::HashSet<_> = digests.iter().collect();
        assert_eq!(different.len(), digests.len(), "{digests:?}");
    }

    #[test]
    fn what_a_branch_may_change_is_in_the_table() {
        let parent = Spec::default();
        let error = |spec: Spec| spec.check_branch_of(&parent).unwrap_err().to_string();
        assert_eq!(error(Spec { seed: 6, ..Spec::default() }), "seed: must stay 5 in a branch, got 6");
        assert_eq!(error(Spec { width: 9, ..Spec::default() }), "width: must stay 8 in a branch, got 9");
        for branch in parse_branches("3:lr:0.5,4:opt:adam:batch:8:clip:1:sched:step").unwrap() {
            assert_eq!(branch.spec(&parent).check_branch_of(&parent), Ok(()));
        }
    }

    #[test]
    fn at_step_0_a_branch_may_be_another_network_of_as_many_parameters() {
        let spec = Spec {
            branches: parse_branches("0:skip:scaled,0:act:relu:init:he,40@1:lr:0.5").unwrap(),
            ..Spec::default()
        };
        let mut all = runs(&spec, None, &spec.branches).unwrap();
        let specs = spec.branch_specs().unwrap();
        assert_eq!((specs[2].residual, specs[2].learning_rate, specs[2].branches.len()), (Skip::Scaled, 0.5, 0));
        for (run, spec) in all[1..3].iter_mut().zip(&specs) {
            let mut alone = spec.trainer().unwrap();
            alone.advance(60);
            run.advance(60 - run.steps());
            assert_eq!(run.digest(), alone.digest());
        }
        let learned = |text| Spec { branches: parse_branches(text).unwrap(), ..Spec::default() }.branch_specs();
        assert!(learned("0:skip:learned").unwrap_err().to_string().contains("all runs learn α or none"));
        let formula = Spec { problem: ProblemChoice::Bowl, ..spec };
        assert_eq!(runs(&formula, None, &formula.branches).unwrap()[2].params(), formula.trainer().unwrap().params());
    }

    #[test]
    fn a_run_that_blows_up_cannot_be_left_later() {
        let spec = crate::experiment::Preset::named("careless_skip").unwrap().spec();
        let error = runs(&spec, None, &parse_branches("500").unwrap()).unwrap_err();
        assert!(error.to_string().contains("is not a finite number"), "{error}");
    }
}
