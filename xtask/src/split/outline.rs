//! Takes the stretches that were not run out of functions that were, each as a function of its own, which can then go elsewhere.
//!
//! Such a stretch reaches to the end of its sequence: whatever comes after something that was not run was not run either. The new
//! function is given the locals that the stretch reads, gives back those that it may have changed and that matter afterwards, and says
//! how it ended: by falling off its end, by a branch out of it, or by a return. The caller does the same then.
//!
//! Left alone is what would not pay, and what a compiler hardly ever writes: a stretch that finds values on the stack, a branch out
//! of it that carries some.

use std::collections::HashMap;

use walrus::ir::{
    BinaryOp, Block, Br, BrIf, Call, CallIndirect, Const, IfElse, Instr, InstrLocId, InstrSeqId, LocalGet, LocalSet,
    Return, Unreachable, Value,
};
use walrus::{FunctionBuilder, FunctionId, LocalFunction, LocalId, Module, TableId, ValType};

use super::copying::Copying;
use super::liveness::Liveness;
use super::segments::{Segment, inner_of};
use super::spoken::{Spoken, arity, effect, results_of};

/// How a stretch is called that went away.
pub(super) struct Door {
    /// Sees to it that all stretches are there.
    pub(super) ensure: FunctionId,
    /// Where they will be, one place after the other.
    pub(super) table: TableId,
    pub(super) next_place: i32,
}

/// What instructions take, by and large, in half bytes; and a call with its function, a value that crosses, a way on from there. A
/// stretch that takes less than twice what its call does stays: in between the first half gets a little lighter still, and the rest much
/// heavier (docs/measurements.md).
const INSTRUCTION: usize = 5;
const CALL: usize = 24;
const VALUE: usize = 4;
const WAY_ON: usize = 10;

/// How a stretch ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Fall,
    To(InstrSeqId),
    Return,
}

/// A stretch that can go.
struct Region {
    seq: InstrSeqId,
    start: usize,
    /// Locals that it is given, and those that it gives back.
    given: Vec<LocalId>,
    back: Vec<LocalId>,
    ends: Vec<End>,
    /// Values that it leaves when it falls off its end, and when it returns.
    left: Vec<ValType>,
    returned: Vec<ValType>,
}

/// Makes functions of a called function's idle stretches, and gives them in the order of their places.
pub(super) fn outline(module: &mut Module, id: FunctionId, idle: &[Segment], door: &mut Door) -> Vec<FunctionId> {
    let function = module.funcs.get(id).kind.unwrap_local();
    let mut first_idle = HashMap::new();
    for segment in idle {
        first_idle.entry(segment.seq).or_insert(segment.start);
    }
    let live = Liveness::of(function, &|seq, place| first_idle.get(&seq).is_some_and(|&first| place >= first));
    let mut finder = Finder { module, function, first_idle, live, regions: Vec::new() };
    finder.look(function.entry_block());
    let regions = finder.regions;
    regions.iter().map(|region| take_out(module, id, region, door)).collect()
}

struct Finder<'a> {
    module: &'a Module,
    function: &'a LocalFunction,
    first_idle: HashMap<InstrSeqId, usize>,
    live: Liveness,
    regions: Vec<Region>,
}

impl Finder<'_> {
    /// The outermost stretches that pay.
    fn look(&mut self, seq: InstrSeqId) {
        let instrs = &self.function.block(seq).instrs;
        let mut end = instrs.len();
        if let Some(&start) = self.first_idle.get(&seq) {
            // One that begins a little later may do where this one does not.
            let starts = (start..instrs.len()).filter(|&at| at == start || begins_segment(&instrs[at - 1].0));
            if let Some(region) = starts.into_iter().find_map(|start| self.region(seq, start)) {
                end = region.start;
                self.regions.push(region);
            }
        }
        for (instr, _) in &self.function.block(seq).instrs[..end] {
            for inner in inner_of(instr) {
                self.look(inner);
            }
        }
    }

    fn region(&self, seq: InstrSeqId, start: usize) -> Option<Region> {
        let Self { module, function, .. } = *self;
        if self.height(seq, start)? != 0 {
            return None;
        }
        let own = Spoken::of(function, seq, start);
        if !own.is_plain {
            return None;
        }
        let mut ends = Vec::new();
        for &to in &own.branches {
            if own.sequences.contains(&to) {
                continue;
            }
            let is_entry = to == function.entry_block();
            let (_, values) = arity(module, function.block(to).ty);
            // The beginning of a loop is carried to without values, the end of anything else with its results.
            if values > 0 && (!is_entry || own.has_conditional_end(to)) {
                return None;
            }
            let end = if is_entry { End::Return } else { End::To(to) };
            if !ends.contains(&end) {
                ends.push(end);
            }
        }
        if own.returns && !ends.contains(&End::Return) {
            ends.push(End::Return);
        }
        let last = &function.block(seq).instrs.last()?.0;
        let falls = !matches!(last, Instr::Br(_) | Instr::BrTable(_) | Instr::Return(_) | Instr::Unreachable(_));
        if falls {
            ends.push(End::Fall); // the last one: nothing is left to do then
        }
        let before = self.live.before(seq, start);
        let matters_after = |local: &LocalId| {
            ends.iter().any(|end| match *end {
                End::Fall => self.live.at_end(seq).contains(local),
                End::To(block) => self.live.at_label(block).contains(local),
                End::Return => false,
            })
        };
        let of_own = |is_so: &dyn Fn(&LocalId) -> bool| own.order.iter().copied().filter(is_so).collect::<Vec<_>>();
        let given = of_own(&|local| before.contains(local));
        let back = of_own(&|local| own.writes.contains(local) && matters_after(local));
        let results = |ty| results_of(module, ty);
        let left = if falls { results(function.block(seq).ty) } else { Vec::new() };
        let returned =
            if ends.contains(&End::Return) { module.types.results(function.ty()).to_vec() } else { Vec::new() };
        let cost = CALL + VALUE * (given.len() + back.len() + left.len() + returned.len()) + WAY_ON * ends.len();
        (own.size * INSTRUCTION > 2 * cost).then_some(Region { seq, start, given, back, ends, left, returned })
    }

    /// Values on the stack before an instruction, above those of the sequence's beginning; `None` where that is not known.
    fn height(&self, seq: InstrSeqId, before: usize) -> Option<usize> {
        let block = self.function.block(seq);
        let mut height = arity(self.module, block.ty).0;
        for (instr, _) in &block.instrs[..before] {
            let (taken, left) = effect(self.module, self.function, instr)?;
            height = height.checked_sub(taken)? + left;
        }
        Some(height)
    }
}

/// Whether the next instruction begins a stretch.
fn begins_segment(before: &Instr) -> bool {
    matches!(before, Instr::BrIf(_)) || !inner_of(before).is_empty()
}

/// Makes a function of a region and calls it in its place.
fn take_out(module: &mut Module, id: FunctionId, region: &Region, door: &mut Door) -> FunctionId {
    let made = function_of(module, id, region);
    call_in_place(module, id, region, made, door);
    made
}

/// A function that does what a region does. It gives back how the region ended, if there are several ways; what it leaves then; and locals.
fn function_of(module: &mut Module, id: FunctionId, region: &Region) -> FunctionId {
    let Region { seq, start, given, back, ends, left, returned } = region;
    let type_of = |module: &Module, local: &LocalId| module.locals.get(*local).ty();
    let params: Vec<ValType> = given.iter().map(|local| type_of(module, local)).collect();
    let code = (ends.len() > 1).then(|| module.locals.add(ValType::I32));
    let mut results: Vec<ValType> = code.map(|_| ValType::I32).into_iter().collect();
    results.extend(left.iter().chain(returned));
    results.extend(back.iter().map(|local| type_of(module, local)));

    let slots: Vec<LocalId> = left.iter().chain(returned).map(|&ty| module.locals.add(ty)).collect();
    let mut builder = FunctionBuilder::new(&mut module.types, &params, &results);
    let out = builder.dangling_instr_seq(None).id();
    let mut arguments = Vec::new();
    let mut locals = HashMap::new();
    for local in given {
        let own = module.locals.add(type_of(module, local));
        locals.insert(*local, own);
        arguments.push(own);
    }
    let slots_of = (slots[..left.len()].to_vec(), slots[left.len()..].to_vec());
    let mut copy = Copying { builder, locals, sequences: HashMap::new(), out, ends, code, slots: slots_of };
    let source = &module.funcs.get(id).kind.unwrap_local().block(*seq).instrs[*start..];
    let instrs: Vec<Instr> = source.iter().map(|(instr, _)| instr.clone()).collect();
    copy.sequence(module, id, &instrs, out);
    if ends.contains(&End::Fall) {
        copy.end(End::Fall, out, false);
    }
    let Copying { mut builder, locals, .. } = copy;
    let mut body = builder.func_body();
    body.instr(Block { seq: out });
    for local in code.iter().chain(&slots) {
        body.local_get(*local);
    }
    for local in back {
        body.local_get(locals[local]); // written in it, so it has one
    }
    if ends.is_empty() {
        body.unreachable(); // never reached: the region does not end
    }
    builder.finish(arguments, &mut module.funcs)
}

/// Puts a call of the function through the table into the region's place, and then does as it says.
fn call_in_place(module: &mut Module, id: FunctionId, region: &Region, made: FunctionId, door: &mut Door) {
    let Region { seq, start, given, back, ends, left, returned } = region;
    let ty = module.funcs.get(made).ty();
    let code = module.locals.add(ValType::I32);
    let slots: Vec<LocalId> = left.iter().chain(returned).map(|&ty| module.locals.add(ty)).collect();
    let (left, returned) = slots.split_at(left.len());
    let function = module.funcs.get_mut(id).kind.unwrap_local_mut();
    function.block_mut(*seq).instrs.truncate(*start);
    let mut new: Vec<Instr> = vec![Call { func: door.ensure }.into()];
    new.extend(given.iter().map(|&local| LocalGet { local }.into()));
    new.push(Const { value: Value::I32(door.next_place) }.into());
    new.push(CallIndirect { ty, table: door.table }.into());
    door.next_place += 1;
    new.extend(back.iter().rev().map(|&local| LocalSet { local }.into()));
    new.extend(slots.iter().rev().map(|&local| LocalSet { local }.into()));
    let way = |end: End| -> Vec<Instr> {
        match end {
            End::Fall => left.iter().map(|&local| LocalGet { local }.into()).collect(),
            End::To(block) => vec![Br { block }.into()],
            End::Return => returned.iter().map(|&local| LocalGet { local }.into()).chain([Return {}.into()]).collect(),
        }
    };
    let Some((&last, others)) = ends.split_last() else {
        new.push(Unreachable {}.into());
        push(function, *seq, new);
        return;
    };
    // The code of the last end is 0, of the others their place from 1 on. With two of them it is a condition as it is.
    let is_choice = others.len() > 1;
    if is_choice {
        new.push(LocalSet { local: code }.into());
    }
    for (place, &end) in others.iter().enumerate() {
        if is_choice {
            new.push(LocalGet { local: code }.into());
            new.push(Const { value: Value::I32(code_of(place)) }.into());
            new.push(walrus::ir::Binop { op: BinaryOp::I32Eq }.into());
        }
        if let End::To(block) = end {
            new.push(BrIf { block }.into());
            continue;
        }
        let consequent = function.builder_mut().dangling_instr_seq(None).id();
        let alternative = function.builder_mut().dangling_instr_seq(None).id();
        push(function, consequent, way(end));
        new.push(IfElse { consequent, alternative }.into());
    }
    new.extend(way(last));
    push(function, *seq, new);
}

fn push(function: &mut LocalFunction, seq: InstrSeqId, instrs: Vec<Instr>) {
    let instrs = instrs.into_iter().map(|instr| (instr, InstrLocId::default()));
    function.block_mut(seq).instrs.extend(instrs);
}

/// What the function says of an end that is not its last one.
pub(super) fn code_of(place: usize) -> i32 {
    i32::try_from(place).expect("a function has fewer ends") + 1
}
