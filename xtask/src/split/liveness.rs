//! Which locals of a function matter at a place: those that some way on from there reads before it writes them.
//!
//! The usual analysis, backwards over structured code: a branch brings what matters at its label, a loop is looked at until what
//! matters at its beginning no longer grows.

use std::collections::{BTreeSet, HashMap};

use walrus::ir::{Instr, InstrSeqId};
use walrus::{LocalFunction, LocalId};

pub(super) type Locals = BTreeSet<LocalId>;

pub(super) struct Liveness {
    /// What matters where branches to a sequence lead, and where one falls off its end.
    labels: HashMap<InstrSeqId, Locals>,
    ends: HashMap<InstrSeqId, Locals>,
    /// What matters before the instruction of a place, for the places that were asked for.
    places: HashMap<(InstrSeqId, usize), Locals>,
}

impl Liveness {
    /// `is_wanted` says of which places it will be asked.
    pub(super) fn of(function: &LocalFunction, is_wanted: &impl Fn(InstrSeqId, usize) -> bool) -> Self {
        let mut found = Self { labels: HashMap::new(), ends: HashMap::new(), places: HashMap::new() };
        let entry = function.entry_block();
        found.labels.insert(entry, Locals::new());
        found.look(function, entry, Locals::new(), is_wanted);
        found
    }

    pub(super) fn at_label(&self, seq: InstrSeqId) -> &Locals {
        &self.labels[&seq]
    }

    pub(super) fn at_end(&self, seq: InstrSeqId) -> &Locals {
        &self.ends[&seq]
    }

    pub(super) fn before(&self, seq: InstrSeqId, place: usize) -> &Locals {
        &self.places[&(seq, place)]
    }

    /// What matters before a sequence, given what does after it.
    fn look(
        &mut self,
        function: &LocalFunction,
        seq: InstrSeqId,
        after: Locals,
        is_wanted: &impl Fn(InstrSeqId, usize) -> bool,
    ) -> Locals {
        let mut live = after.clone();
        self.ends.insert(seq, after);
        for (place, (instr, _)) in function.block(seq).instrs.iter().enumerate().rev() {
            match instr {
                Instr::LocalGet(get) => drop(live.insert(get.local)),
                Instr::LocalSet(set) => drop(live.remove(&set.local)),
                Instr::LocalTee(tee) => drop(live.remove(&tee.local)),
                Instr::Br(branch) => live.clone_from(&self.labels[&branch.block]),
                Instr::BrIf(branch) => live.extend(&self.labels[&branch.block]),
                Instr::BrTable(branch) => {
                    live.clone_from(&self.labels[&branch.default]);
                    for block in &branch.blocks {
                        live.extend(&self.labels[block]);
                    }
                }
                Instr::Return(_) | Instr::Unreachable(_) => live.clear(),
                Instr::Block(block) => {
                    self.labels.insert(block.seq, live.clone());
                    live = self.look(function, block.seq, live, is_wanted);
                }
                Instr::IfElse(arms) => {
                    for arm in [arms.consequent, arms.alternative] {
                        self.labels.insert(arm, live.clone());
                    }
                    let other = self.look(function, arms.alternative, live.clone(), is_wanted);
                    live = self.look(function, arms.consequent, live, is_wanted);
                    live.extend(other);
                }
                Instr::Loop(body) => {
                    self.labels.insert(body.seq, Locals::new());
                    live = loop {
                        let again = self.look(function, body.seq, live.clone(), is_wanted);
                        if again == self.labels[&body.seq] {
                            break again;
                        }
                        self.labels.insert(body.seq, again);
                    };
                }
                _ => {}
            }
            if is_wanted(seq, place) {
                self.places.insert((seq, place), live.clone());
            }
        }
        live
    }
}
