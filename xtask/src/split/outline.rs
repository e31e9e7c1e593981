//! Takes the stretches that were not run out of functions that were, each as a function of its own, which can then go elsewhere.
//!
//! Such a stretch reaches to the end of its sequence: whatever comes after something that was not run was not run either. The new
//! function is given the locals that the stretch reads, gives back those that it may have changed and that matter afterwards, and says
//! how it ended: by falling off its end, by a branch out of it, or by a return. The caller does the same then.
//!
//! Left alone is what would not pay, and what a compiler hardly ever writes: a stretch that finds values on the stack, a branch out
//! of it that carries some.

use std::collections::{HashMap, HashSet};

use walrus::ir::{
    BinaryOp, Block, Br, BrIf, Call, CallIndirect, Const, IfElse, Instr, InstrLocId, InstrSeqId, InstrSeqType,
    LocalGet, LocalSet, Loop, Return, Unreachable, Value,
};
use walrus::{FunctionBuilder, FunctionId, LocalFunction, LocalId, Module, TableId, TypeId, ValType};

use super::liveness::Liveness;
use super::segments::{Segment, inner_of};

/// How a stretch is called that went away.
pub(super) struct Door {
    /// Sees to it that all stretches are there.
    pub(super) ensure: FunctionId,
    /// Where they will be, one place after the other.
    pub(super) table: TableId,
    pub(super) next_place: i32,
}

/// Bytes that an instruction takes, by and large, and those of a call with its ways on.
const INSTRUCTION: usize = 5; // halves of a byte
const CALL: usize = 24;
const LOCAL: usize = 4;
const WAY_ON: usize = 10;

/// How a stretch ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
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
            if values > 0 && !is_entry || is_entry && own.has_conditional_end(to) && values > 0 {
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
        let cost = CALL + LOCAL * (given.len() + back.len() + left.len() + returned.len()) + WAY_ON * ends.len();
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

/// What instructions from a place on speak of.
#[derive(Default)]
struct Spoken {
    /// Locals in the order of their first mention, and those that are written.
    order: Vec<LocalId>,
    known: HashSet<LocalId>,
    writes: HashSet<LocalId>,
    /// Where branches lead, and which sequences are inside.
    branches: Vec<InstrSeqId>,
    conditional: HashSet<InstrSeqId>,
    sequences: HashSet<InstrSeqId>,
    returns: bool,
    size: usize,
    /// False if it has an instruction that is not copied here.
    is_plain: bool,
}

impl Spoken {
    fn of(function: &LocalFunction, seq: InstrSeqId, start: usize) -> Self {
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
                Instr::TryTable(_) | Instr::ReturnCall(_) | Instr::ReturnCallIndirect(_) => self.is_plain = false,
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

    fn has_conditional_end(&self, to: InstrSeqId) -> bool {
        self.conditional.contains(&to)
    }
}

/// Values that a sequence takes and leaves.
fn arity(module: &Module, ty: InstrSeqType) -> (usize, usize) {
    match ty {
        InstrSeqType::Simple(left) => (0, usize::from(left.is_some())),
        InstrSeqType::MultiValue(ty) => (module.types.params(ty).len(), module.types.results(ty).len()),
    }
}

fn results_of(module: &Module, ty: InstrSeqType) -> Vec<ValType> {
    match ty {
        InstrSeqType::Simple(left) => left.into_iter().collect(),
        InstrSeqType::MultiValue(ty) => module.types.results(ty).to_vec(),
    }
}

/// Values that an instruction takes from the stack and leaves there; `None` for those that nothing follows, and for strangers.
fn effect(module: &Module, function: &LocalFunction, instr: &Instr) -> Option<(usize, usize)> {
    let of = |ty: TypeId| (module.types.params(ty).len(), module.types.results(ty).len());
    let sequence = |seq: InstrSeqId| arity(module, function.block(seq).ty);
    Some(match instr {
        Instr::Const(_) | Instr::LocalGet(_) | Instr::GlobalGet(_) | Instr::MemorySize(_) | Instr::RefNull(_) => (0, 1),
        Instr::LocalSet(_) | Instr::GlobalSet(_) | Instr::Drop(_) => (1, 0),
        Instr::LocalTee(_)
        | Instr::Unop(_)
        | Instr::Load(_)
        | Instr::LoadSimd(_)
        | Instr::MemoryGrow(_)
        | Instr::TableGet(_) => (1, 1),
        Instr::Binop(_) | Instr::I8x16Swizzle(_) | Instr::I8x16Shuffle(_) => (2, 1),
        Instr::Store(_) | Instr::TableSet(_) => (2, 0),
        Instr::Select(_) | Instr::TernOp(_) | Instr::V128Bitselect(_) => (3, 1),
        Instr::MemoryCopy(_) | Instr::MemoryFill(_) => (3, 0),
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

/// Makes a function of a region and calls it in its place.
fn take_out(module: &mut Module, id: FunctionId, region: &Region, door: &mut Door) -> FunctionId {
    let Region { seq, start, given, back, ends, left, returned } = region;
    let of = |module: &Module, local: &LocalId| module.locals.get(*local).ty();
    let params: Vec<ValType> = given.iter().map(|local| of(module, local)).collect();
    let has_code = ends.len() > 1;
    let mut results: Vec<ValType> = has_code.then_some(ValType::I32).into_iter().collect();
    results.extend(left.iter().chain(returned));
    results.extend(back.iter().map(|local| of(module, local)));

    // The function, with locals of its own.
    let code = module.locals.add(ValType::I32);
    let slots: Vec<LocalId> = left.iter().chain(returned).map(|&ty| module.locals.add(ty)).collect();
    let mut builder = FunctionBuilder::new(&mut module.types, &params, &results);
    let out = builder.dangling_instr_seq(None).id();
    let mut copy = Copy {
        builder,
        locals: HashMap::new(),
        sequences: HashMap::new(),
        out,
        ends,
        code: has_code.then_some(code),
        slots: (slots[..left.len()].to_vec(), slots[left.len()..].to_vec()),
    };
    let mut arguments = Vec::new();
    for local in given {
        let own = module.locals.add(of(module, local));
        copy.locals.insert(*local, own);
        arguments.push(own);
    }
    let instrs: Vec<Instr> = module.funcs.get(id).kind.unwrap_local().block(*seq).instrs[*start..]
        .iter()
        .map(|(it, _)| it.clone())
        .collect();
    copy.sequence(module, id, &instrs, out);
    if ends.contains(&End::Fall) {
        copy.end(End::Fall, out, false);
    }
    let locals = copy.locals;
    let mut builder = copy.builder;
    let mut body = builder.func_body();
    body.instr(Block { seq: out });
    for local in has_code.then_some(&code).into_iter().chain(&slots) {
        body.local_get(*local);
    }
    for local in back {
        body.local_get(locals[local]); // written in it, so it has one
    }
    if ends.is_empty() {
        body.unreachable(); // never reached: the region does not end
    }
    let made = builder.finish(arguments, &mut module.funcs);

    // In its place, the call and the ways on.
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
        return made;
    };
    // The code of the last end is 0, of the others their place from 1 on.
    if others.len() > 1 {
        new.push(LocalSet { local: code }.into());
    }
    for (place, &end) in others.iter().enumerate() {
        if others.len() > 1 {
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
    made
}

fn push(function: &mut LocalFunction, seq: InstrSeqId, instrs: Vec<Instr>) {
    let instrs = instrs.into_iter().map(|instr| (instr, InstrLocId::default()));
    function.block_mut(seq).instrs.extend(instrs);
}

/// What the function says of an end that is not its last one.
fn code_of(place: usize) -> i32 {
    i32::try_from(place).expect("a function has fewer ends") + 1
}

/// A region being copied into a function of its own.
struct Copy<'a> {
    builder: FunctionBuilder,
    locals: HashMap<LocalId, LocalId>,
    sequences: HashMap<InstrSeqId, InstrSeqId>,
    /// Left when the region ends.
    out: InstrSeqId,
    ends: &'a [End],
    code: Option<LocalId>,
    /// For what is left by falling off the end, and by a return.
    slots: (Vec<LocalId>, Vec<LocalId>),
}

impl Copy<'_> {
    fn sequence(&mut self, module: &mut Module, id: FunctionId, instrs: &[Instr], into: InstrSeqId) {
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
    fn end(&mut self, end: End, into: InstrSeqId, leaves: bool) {
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
