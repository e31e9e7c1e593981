//! Copies a stretch of a function into another one, with locals, sequences and ends of its own.

use std::collections::HashMap;

use walrus::ir::{Block, Br, Const, IfElse, Instr, InstrSeqId, LocalSet, Loop, Value};
use walrus::{FunctionBuilder, FunctionId, LocalId, Module};

use super::outline::{End, code_of};
use super::segments::inner_of;

/// A region being copied into a function of its own.
pub(super) struct Copying<'a> {
    pub(super) builder: FunctionBuilder,
    pub(super) locals: HashMap<LocalId, LocalId>,
    pub(super) sequences: HashMap<InstrSeqId, InstrSeqId>,
    /// Left when the region ends.
    pub(super) out: InstrSeqId,
    pub(super) ends: &'a [End],
    pub(super) code: Option<LocalId>,
    /// For what is left by falling off the end, and by a return.
    pub(super) slots: (Vec<LocalId>, Vec<LocalId>),
}

impl Copying<'_> {
    pub(super) fn sequence(&mut self, module: &mut Module, id: FunctionId, instrs: &[Instr], into: InstrSeqId) {
        for instr in instrs {
            match instr {
                Instr::Br(branch) if !self.sequences.contains_key(&branch.block) => {
                    self.end(self.end_at(branch.block), into, true);
                }
                Instr::Return(_) => self.end(End::Return, into, true),
                Instr::BrIf(branch) if !self.sequences.contains_key(&branch.block) => {
                    let consequent = self.builder.dangling_instr_seq(None).id();
                    let alternative = self.builder.dangling_instr_seq(None).id();
                    self.end(self.end_at(branch.block), consequent, true);
                    self.add(into, IfElse { consequent, alternative });
                }
                Instr::Block(_) | Instr::Loop(_) | Instr::IfElse(_) => {
                    let inner: Vec<InstrSeqId> =
                        inner_of(instr).into_iter().map(|seq| self.inner(module, id, seq)).collect();
                    match (instr, &inner[..]) {
                        (Instr::Block(_), &[seq]) => self.add(into, Block { seq }),
                        (Instr::Loop(_), &[seq]) => self.add(into, Loop { seq }),
                        (_, &[consequent, alternative]) => self.add(into, IfElse { consequent, alternative }),
                        _ => unreachable!("blocks and loops have one sequence, choices two"),
                    }
                }
                _ => {
                    let mut instr = instr.clone();
                    self.translate(module, &mut instr);
                    self.add(into, instr);
                }
            }
        }
    }

    fn inner(&mut self, module: &mut Module, id: FunctionId, seq: InstrSeqId) -> InstrSeqId {
        let block = module.funcs.get(id).kind.unwrap_local().block(seq);
        let instrs: Vec<Instr> = block.instrs.iter().map(|(instr, _)| instr.clone()).collect();
        let into = self.builder.dangling_instr_seq(block.ty).id();
        self.sequences.insert(seq, into);
        self.sequence(module, id, &instrs, into);
        into
    }

    /// Locals and branches of the new function.
    fn translate(&mut self, module: &mut Module, instr: &mut Instr) {
        let mut own = |local: &mut LocalId| {
            let ty = module.locals.get(*local).ty();
            *local = *self.locals.entry(*local).or_insert_with(|| module.locals.add(ty));
        };
        match instr {
            Instr::LocalGet(get) => own(&mut get.local),
            Instr::LocalSet(set) => own(&mut set.local),
            Instr::LocalTee(tee) => own(&mut tee.local),
            Instr::Br(branch) => branch.block = self.sequences[&branch.block],
            Instr::BrIf(branch) => branch.block = self.sequences[&branch.block],
            Instr::BrTable(branch) => {
                for block in branch.blocks.iter_mut().chain([&mut branch.default]) {
                    *block = self.sequences[block];
                }
            }
            _ => {}
        }
    }

    fn end_at(&self, block: InstrSeqId) -> End {
        if self.ends.contains(&End::To(block)) { End::To(block) } else { End::Return }
    }

    /// The region ends: its values go to their places, and it is said how.
    pub(super) fn end(&mut self, end: End, into: InstrSeqId, leaves: bool) {
        let slots = match end {
            End::Fall => self.slots.0.clone(),
            End::To(_) => Vec::new(),
            End::Return => self.slots.1.clone(),
        };
        for local in slots.into_iter().rev() {
            self.add(into, LocalSet { local });
        }
        let place = self.ends.iter().position(|&known| known == end).expect("all ends are known");
        if let Some(local) = self.code {
            let value = if place + 1 == self.ends.len() { 0 } else { code_of(place) };
            self.add(into, Const { value: Value::I32(value) });
            self.add(into, LocalSet { local });
        }
        if leaves {
            self.add(into, Br { block: self.out });
        }
    }

    fn add(&mut self, into: InstrSeqId, instr: impl Into<Instr>) {
        self.builder.instr_seq(into).instr(instr);
    }
}
