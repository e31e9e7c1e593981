//! What instructions speak of, and what they do to the stack.

use std::collections::HashSet;

use walrus::ir::{Instr, InstrSeqId, InstrSeqType};
use walrus::{LocalFunction, LocalId, Module, TypeId, ValType};

use super::segments::inner_of;

/// What instructions from a place on speak of.
#[derive(Default)]
pub(super) struct Spoken {
    /// Locals in the order of their first mention, and those that are written.
    pub(super) order: Vec<LocalId>,
    known: HashSet<LocalId>,
    pub(super) writes: HashSet<LocalId>,
    /// Where branches lead, and which sequences are inside.
    pub(super) branches: Vec<InstrSeqId>,
    conditional: HashSet<InstrSeqId>,
    pub(super) sequences: HashSet<InstrSeqId>,
    pub(super) returns: bool,
    pub(super) size: usize,
    /// False if it has an instruction that is not copied here.
    pub(super) is_plain: bool,
}

impl Spoken {
    pub(super) fn of(function: &LocalFunction, seq: InstrSeqId, start: usize) -> Self {
        let mut found = Self { is_plain: true, ..Self::default() };
        found.add(function, seq, start);
        // A table of branches is copied only if all of them stay inside.
        let tables = found.conditional.iter().filter(|to| !found.sequences.contains(to)).count();
        found.is_plain &= tables == 0 || !found.has_outer_table(function, seq, start);
        found
    }

    fn add(&mut self, function: &LocalFunction, seq: InstrSeqId, start: usize) {
        for (instr, _) in &function.block(seq).instrs[start..] {
            self.size += 1;
            match instr {
                Instr::LocalGet(get) => self.note(get.local, false),
                Instr::LocalSet(set) => self.note(set.local, true),
                Instr::LocalTee(tee) => self.note(tee.local, true),
                Instr::Br(branch) => self.branches.push(branch.block),
                Instr::BrIf(branch) => {
                    self.branches.push(branch.block);
                    self.conditional.insert(branch.block);
                }
                Instr::BrTable(branch) => {
                    self.branches.extend(branch.blocks.iter().chain([&branch.default]));
                    self.conditional.extend(branch.blocks.iter().chain([&branch.default]));
                }
                Instr::Return(_) => self.returns = true,
                _ => {}
            }
            for inner in inner_of(instr) {
                self.sequences.insert(inner);
                self.add(function, inner, 0);
            }
        }
    }

    fn has_outer_table(&self, function: &LocalFunction, seq: InstrSeqId, start: usize) -> bool {
        function.block(seq).instrs[start..].iter().any(|(instr, _)| match instr {
            Instr::BrTable(branch) => {
                branch.blocks.iter().chain([&branch.default]).any(|to| !self.sequences.contains(to))
            }
            _ => inner_of(instr).into_iter().any(|inner| self.has_outer_table(function, inner, 0)),
        })
    }

    fn note(&mut self, local: LocalId, is_written: bool) {
        if self.known.insert(local) {
            self.order.push(local);
        }
        if is_written {
            self.writes.insert(local);
        }
    }

    pub(super) fn has_conditional_end(&self, to: InstrSeqId) -> bool {
        self.conditional.contains(&to)
    }
}

/// Values that a sequence takes and leaves.
pub(super) fn arity(module: &Module, ty: InstrSeqType) -> (usize, usize) {
    match ty {
        InstrSeqType::Simple(left) => (0, usize::from(left.is_some())),
        InstrSeqType::MultiValue(ty) => (module.types.params(ty).len(), module.types.results(ty).len()),
    }
}

pub(super) fn results_of(module: &Module, ty: InstrSeqType) -> Vec<ValType> {
    match ty {
        InstrSeqType::Simple(left) => left.into_iter().collect(),
        InstrSeqType::MultiValue(ty) => module.types.results(ty).to_vec(),
    }
}

/// Values that an instruction takes from the stack and leaves there; `None` for those that nothing follows, and for strangers.
pub(super) fn effect(module: &Module, function: &LocalFunction, instr: &Instr) -> Option<(usize, usize)> {
    let of = |ty: TypeId| (module.types.params(ty).len(), module.types.results(ty).len());
    let sequence = |seq: InstrSeqId| arity(module, function.block(seq).ty);
    Some(match instr {
        Instr::Const(_)
        | Instr::LocalGet(_)
        | Instr::GlobalGet(_)
        | Instr::MemorySize(_)
        | Instr::RefNull(_)
        | Instr::RefFunc(_)
        | Instr::TableSize(_) => (0, 1),
        Instr::LocalSet(_) | Instr::GlobalSet(_) | Instr::Drop(_) => (1, 0),
        Instr::LocalTee(_)
        | Instr::Unop(_)
        | Instr::Load(_)
        | Instr::LoadSimd(_)
        | Instr::MemoryGrow(_)
        | Instr::RefIsNull(_)
        | Instr::TableGet(_) => (1, 1),
        Instr::Binop(_) | Instr::I8x16Swizzle(_) | Instr::I8x16Shuffle(_) | Instr::TableGrow(_) => (2, 1),
        Instr::Store(_) | Instr::TableSet(_) => (2, 0),
        Instr::Select(_) | Instr::TernOp(_) | Instr::V128Bitselect(_) => (3, 1),
        Instr::MemoryCopy(_) | Instr::MemoryFill(_) | Instr::TableFill(_) => (3, 0),
        Instr::Call(call) => of(module.funcs.get(call.func).ty()),
        Instr::CallIndirect(call) => {
            let (taken, left) = of(call.ty);
            (taken + 1, left)
        }
        Instr::Block(block) => sequence(block.seq),
        Instr::Loop(body) => sequence(body.seq),
        Instr::IfElse(arms) => {
            let (taken, left) = sequence(arms.consequent);
            (taken + 1, left)
        }
        // Values that it would carry stay where they are.
        Instr::BrIf(_) => (1, 0),
        _ => return None,
    })
}

/// An instruction of a function that this tool was not made for: exceptions, tail calls, branches on references, sequences that take
/// values. What it says of locals and ends would be wrong.
pub(super) fn stranger(module: &Module, function: &LocalFunction) -> Option<String> {
    let mut waiting = vec![function.entry_block()];
    while let Some(seq) = waiting.pop() {
        if seq != function.entry_block() && arity(module, function.block(seq).ty).0 > 0 {
            return Some("a sequence that takes values".to_owned());
        }
        for (instr, _) in &function.block(seq).instrs {
            let is_end = matches!(instr, Instr::Br(_) | Instr::BrTable(_) | Instr::Return(_) | Instr::Unreachable(_));
            if !is_end && effect(module, function, instr).is_none() {
                return Some(format!("{instr:?}"));
            }
            waiting.extend(inner_of(instr));
        }
    }
    None
}
