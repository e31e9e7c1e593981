//! The stretches of a function that are run as a whole or not at all, and a copy of a module that notes which are run.

use std::collections::HashSet;

use walrus::ir::{Instr, InstrSeqId, Value};
use walrus::{ConstExpr, FunctionId, LocalFunction, Module, ValType};

/// Exports of the marked copy: 1 once the stretch of that number has been run.
const MARK: &str = "run";

/// Instructions of a sequence: up to where another one is entered, or left on a condition.
#[derive(Clone, Copy)]
pub(super) struct Segment {
    pub(super) seq: InstrSeqId,
    pub(super) start: usize,
}

/// All of a function, its beginning first; those of one sequence in their order.
pub(super) fn of(function: &LocalFunction) -> Vec<Segment> {
    let mut found = Vec::new();
    let mut waiting = vec![function.entry_block()];
    while let Some(seq) = waiting.pop() {
        let instrs = &function.block(seq).instrs;
        let mut start = 0;
        for (place, (instr, _)) in instrs.iter().enumerate() {
            let inner = inner_of(instr);
            if !inner.is_empty() || matches!(instr, Instr::BrIf(_)) {
                found.push(Segment { seq, start });
                start = place + 1;
            }
            waiting.extend(inner);
        }
        if start < instrs.len() {
            found.push(Segment { seq, start });
        }
    }
    found
}

/// The sequences that an instruction enters.
pub(super) fn inner_of(instr: &Instr) -> Vec<InstrSeqId> {
    match instr {
        Instr::Block(block) => vec![block.seq],
        Instr::Loop(body) => vec![body.seq],
        Instr::IfElse(arms) => vec![arms.consequent, arms.alternative],
        _ => Vec::new(),
    }
}

/// Functions of a module that are not imported, in the order in which all numbers count.
pub(super) fn functions(module: &Module) -> Vec<FunctionId> {
    module.funcs.iter_local().map(|(id, _)| id).collect()
}

/// Each stretch notes that it was run, in an exported global of its own.
pub(super) fn mark(module: &mut Module) {
    let mut number = 0;
    for id in functions(module) {
        let segments = of(module.funcs.get(id).kind.unwrap_local());
        // From the last one on, so that places before it stay what they are.
        for (place, segment) in segments.iter().enumerate().rev() {
            let mark = module.globals.add_local(ValType::I32, true, false, ConstExpr::Value(Value::I32(0)));
            module.exports.add(&format!("{MARK}{}", number + place), mark);
            let function = module.funcs.get_mut(id).kind.unwrap_local_mut();
            let mut seq = function.builder_mut().instr_seq(segment.seq);
            seq.const_at(segment.start, Value::I32(1)).global_set_at(segment.start + 1, mark);
        }
        number += segments.len();
    }
}

/// Numbers of the beginnings of all functions.
pub(super) fn beginnings(module: &Module) -> HashSet<usize> {
    let mut number = 0;
    let beginning = |id| {
        let first = number;
        number += of(module.funcs.get(id).kind.unwrap_local()).len();
        first
    };
    functions(module).into_iter().map(beginning).collect()
}

/// A function and the stretches of it that were not run.
pub(super) struct Used {
    pub(super) id: FunctionId,
    /// False if it was never entered.
    pub(super) is_called: bool,
    pub(super) idle: Vec<Segment>,
}

/// What the numbers of a marked copy say of its original.
pub(super) fn used(module: &Module, run: &HashSet<usize>) -> Vec<Used> {
    let mut number = 0;
    let look = |id| {
        let segments = of(module.funcs.get(id).kind.unwrap_local());
        let first = number;
        number += segments.len();
        let was_run = |place: usize| run.contains(&(first + place));
        let idle = segments.iter().enumerate().filter(|&(place, _)| !was_run(place)).map(|(_, &segment)| segment);
        Used { id, is_called: segments.is_empty() || was_run(0), idle: idle.collect() }
    };
    functions(module).into_iter().map(look).collect()
}
