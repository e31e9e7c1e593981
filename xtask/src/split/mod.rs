//! A wasm module in two files: the *lead* has the functions that the first picture calls, the *rest* all others.
//!
//! The two are one program: the rest borrows the lead's memory, tables and globals, and every function has its bits of before. In the
//! place of each function that went away and that somebody in the lead may call, the lead has a stand-in. It sees to it that the rest
//! is there (the host is asked for it, once, and puts it in) and calls the true function through the table. So nothing is lost if
//! something is called earlier than expected; it only waits for a file.
//!
//! Which stretches of code the first picture runs is not written down anywhere: [`marked`] is a copy of the module that notes what it
//! runs, and a script makes the first picture with it. Of a function that is called, stretches that were not run become functions of
//! their own first (`outline`): a compiler puts much into one function of which a picture needs half.

mod copying;
mod data;
mod liveness;
mod order;
mod outline;
mod segments;
mod spoken;

use std::collections::HashSet;

use walrus::ir::{self, UnaryOp, Visitor};
use walrus::{
    ConstExpr, DataKind, ElementItems, ElementKind, ExportItem, FunctionBuilder, FunctionId, FunctionKind, GlobalId,
    GlobalKind, ImportKind, ImportedFunction, Module, ModuleConfig, TableId, ValType,
};

use crate::run::Result;
pub(crate) use data::{Symbols, symbols};
use outline::Door;

/// By which the host is asked for the rest: the crate imports it (`wasm/rest.rs`).
const ASK: &str = "bring_rest";
/// Where the rest finds what it borrows: the host gives it the lead's exports under this name.
const LEAD: &str = "lead";

/// The module, each stretch of code noting in an exported global that it was run.
pub(crate) fn marked(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut module = read(wasm)?;
    segments::mark(&mut module);
    Ok(module.emit_wasm())
}

/// Lead and rest. `run` are the numbers of the stretches that the lead keeps, as [`marked`] counts them; `symbols` tell the data of one
/// from that of the other.
pub(crate) fn split(wasm: &[u8], run: &HashSet<usize>, symbols: &Symbols) -> Result<(Vec<u8>, Vec<u8>)> {
    let mut lead = Cut::of(read(wasm)?, run)?.into_lead();
    let beyond = symbols.beyond(&lead);
    let data = data::take(&mut lead, &beyond);
    let halves = (lead.emit_wasm(), Cut::of(read(wasm)?, run)?.into_rest(data).emit_wasm());
    let halves = (order::sorted(&halves.0)?, order::sorted(&halves.1)?);
    // Reading checks every instruction.
    read(&halves.0)?;
    read(&halves.1)?;
    Ok(halves)
}

/// The numbers of the beginnings of all functions: a cut that leaves nothing else in the lead takes out all that can be, for tests.
pub(crate) fn beginnings(wasm: &[u8]) -> Result<HashSet<usize>> {
    Ok(segments::beginnings(&read(wasm)?))
}

fn read(wasm: &[u8]) -> Result<Module> {
    let mut config = ModuleConfig::new();
    config.generate_name_section(false).generate_producers_section(false);
    config.parse(wasm).map_err(|error| format!("the core cannot be cut: {error:#}"))
}

/// Where a module is cut. Found anew for each half, always in the same order, so both give what crosses the same names.
struct Cut {
    module: Module,
    /// Places of the table where the rest puts functions: from `base` on those that were taken out of others, then those that have a
    /// stand-in.
    table: TableId,
    base: i32,
    taken_out: Vec<FunctionId>,
    stood_for: Vec<FunctionId>,
    /// Sees to it that the rest is there.
    ensure: FunctionId,
    is_whole: GlobalId,
    borrowed: Named,
}

impl Cut {
    fn of(mut module: Module, run: &HashSet<usize>) -> Result<Self> {
        let table = module.tables.main_function_table().ok().flatten().ok_or("the core has no table of functions")?;
        let base = i32::try_from(module.tables.get(table).initial).map_err(|_| "the core's table is too long")?;
        let ask = module.imports.iter().find(|import| import.name.contains(ASK)).map(|import| import.kind.clone());
        let Some(ImportKind::Function(ask)) = ask else {
            return Err(format!("the core does not import `{ASK}`"));
        };
        if let Some(stranger) = module.funcs.iter_local().find_map(|(_, function)| spoken::stranger(&module, function))
        {
            return Err(format!("the core has an instruction that its cut does not know: {stranger}"));
        }
        let used = segments::used(&module, run);
        let is_whole = module.globals.add_local(ValType::I32, true, false, ConstExpr::Value(ir::Value::I32(0)));
        let mut ensure = FunctionBuilder::new(&mut module.types, &[], &[]);
        ensure.func_body().global_get(is_whole).unop(UnaryOp::I32Eqz).if_else(
            None,
            |then| {
                then.call(ask);
            },
            |_| {},
        );
        let ensure = ensure.finish(Vec::new(), &mut module.funcs);

        let mut door = Door { ensure, table, next_place: base };
        let mut taken_out = Vec::new();
        let mut gone = HashSet::new();
        for function in used {
            if function.is_called {
                taken_out.extend(outline::outline(&mut module, function.id, &function.idle, &mut door));
            } else {
                gone.insert(function.id);
            }
        }
        gone.extend(&taken_out);

        let mut kept = Named::default();
        let mut borrowed = Named::default();
        for (id, function) in module.funcs.iter_local() {
            let names = if gone.contains(&id) { &mut borrowed } else { &mut kept };
            ir::dfs_in_order(names, function, function.entry_block());
        }
        for element in module.elements.iter() {
            if let ElementItems::Functions(items) = &element.items {
                kept.functions.extend(items);
            }
        }
        kept.functions.extend(module.exports.iter().filter_map(|export| match export.item {
            ExportItem::Function(id) => Some(id),
            _ => None,
        }));
        let mut stood_for = once(kept.functions);
        stood_for.retain(|id| gone.contains(id));
        let mut functions = once(borrowed.functions);
        functions.retain(|id| !gone.contains(id));
        let mut tables = once(borrowed.tables);
        tables.retain(|&id| id != table);
        let borrowed = Named { functions, globals: once(borrowed.globals), tables };
        // Both halves speak of the same table.
        let more = (taken_out.len() + stood_for.len()) as u64;
        let places = module.tables.get_mut(table);
        places.initial += more;
        places.maximum = places.maximum.map(|most| most + more);
        Ok(Self { module, table, base, taken_out, stood_for, ensure, is_whole, borrowed })
    }

    fn into_lead(self) -> Module {
        let Self { mut module, table, base, taken_out, stood_for, ensure, is_whole, borrowed } = self;
        for (place, &id) in (base + as_place(taken_out.len())..).zip(&stood_for) {
            let of = module.funcs.get(id).ty();
            let (params, results) = (module.types.params(of).to_vec(), module.types.results(of).to_vec());
            let arguments: Vec<_> = params.iter().map(|&of| module.locals.add(of)).collect();
            let mut builder = FunctionBuilder::new(&mut module.types, &params, &results);
            let mut body = builder.func_body();
            body.call(ensure);
            for &argument in &arguments {
                body.local_get(argument);
            }
            body.i32_const(place).call_indirect(of, table);
            module.funcs.get_mut(id).kind = FunctionKind::Local(builder.local_func(arguments));
        }
        for (number, &id) in borrowed.functions.iter().enumerate() {
            module.exports.add(&function_name(number), id);
        }
        for (number, &id) in borrowed.globals.iter().enumerate() {
            module.exports.add(&global_name(number), id);
        }
        for (number, &id) in borrowed.tables.iter().enumerate() {
            module.exports.add(&table_name(number), id);
        }
        module.exports.add(TABLE, table);
        module.exports.add(IS_WHOLE, is_whole);
        walrus::passes::gc::run(&mut module);
        module
    }

    /// `data`: what comes into the memory along with it, by where.
    fn into_rest(self, data: Vec<(u32, Vec<u8>)>) -> Module {
        let Self { mut module, table, base, mut taken_out, stood_for, is_whole, borrowed, .. } = self;
        for id in module.exports.iter().map(walrus::Export::id).collect::<Vec<_>>() {
            module.exports.delete(id);
        }
        for id in module.elements.iter().map(walrus::Element::id).collect::<Vec<_>>() {
            module.elements.delete(id);
        }
        for id in module.data.iter().map(walrus::Data::id).collect::<Vec<_>>() {
            module.data.delete(id);
        }
        for table in module.tables.iter_mut() {
            table.elem_segments.clear();
        }
        for memory in module.memories.iter_mut() {
            memory.data_segments.clear();
        }
        for (number, &id) in borrowed.functions.iter().enumerate() {
            let (name, ty) = (function_name(number), module.funcs.get(id).ty());
            if let FunctionKind::Import(function) = &module.funcs.get(id).kind {
                let import = module.imports.get_mut(function.import);
                (import.module, import.name) = (LEAD.into(), name);
            } else {
                let import = module.imports.add(LEAD, &name, id);
                module.funcs.get_mut(id).kind = FunctionKind::Import(ImportedFunction { import, ty });
            }
        }
        for (number, &id) in borrowed.globals.iter().enumerate() {
            let import = module.imports.add(LEAD, &global_name(number), id);
            module.globals.get_mut(id).kind = GlobalKind::Import(import);
        }
        for (number, &id) in borrowed.tables.iter().enumerate() {
            module.tables.get_mut(id).import = Some(module.imports.add(LEAD, &table_name(number), id));
        }
        module.tables.get_mut(table).import = Some(module.imports.add(LEAD, TABLE, table));
        module.globals.get_mut(is_whole).kind = GlobalKind::Import(module.imports.add(LEAD, IS_WHOLE, is_whole));
        for memory in module.memories.iter_mut() {
            memory.import = Some(module.imports.add(LEAD, "memory", memory.id()));
        }
        let memory = module.memories.iter().next().map(walrus::Memory::id);
        for (start, bytes) in data {
            let Some(memory) = memory else { continue };
            let offset = ConstExpr::Value(ir::Value::I32(start.cast_signed()));
            let id = module.data.add(DataKind::Active { memory, offset }, bytes);
            module.memories.get_mut(memory).data_segments.insert(id);
        }
        // Instantiation puts the true functions into their places, and then says so.
        let offset = ConstExpr::Value(ir::Value::I32(base));
        taken_out.extend(stood_for);
        let places = ElementKind::Active { table, offset };
        let functions = module.elements.add(places, ElementItems::Functions(taken_out));
        module.tables.get_mut(table).elem_segments.insert(functions);
        let mut start = FunctionBuilder::new(&mut module.types, &[], &[]);
        start.func_body().i32_const(1).global_set(is_whole);
        module.start = Some(start.finish(Vec::new(), &mut module.funcs));
        walrus::passes::gc::run(&mut module);
        module
    }
}

/// Names of what crosses, as short as they can be.
const TABLE: &str = "t";
const IS_WHOLE: &str = "w";
fn function_name(number: usize) -> String {
    format!("f{number}")
}
fn global_name(number: usize) -> String {
    format!("g{number}")
}
fn table_name(number: usize) -> String {
    format!("t{number}")
}

/// A number of functions as instructions say it.
fn as_place(count: usize) -> i32 {
    i32::try_from(count).expect("a module has fewer functions")
}

/// Everything that function bodies name.
#[derive(Default)]
struct Named {
    functions: Vec<FunctionId>,
    globals: Vec<GlobalId>,
    tables: Vec<TableId>,
}

impl Visitor<'_> for Named {
    fn visit_function_id(&mut self, id: &FunctionId) {
        self.functions.push(*id);
    }

    fn visit_global_id(&mut self, id: &GlobalId) {
        self.globals.push(*id);
    }

    fn visit_table_id(&mut self, id: &TableId) {
        self.tables.push(*id);
    }
}

/// Each once, in the order of their first mention.
fn once<T: Copy + Eq + std::hash::Hash>(mut list: Vec<T>) -> Vec<T> {
    let mut seen = HashSet::new();
    list.retain(|&item| seen.insert(item));
    list
}

#[cfg(test)]
mod tests {
    use walrus::RefType;
    use walrus::ir::{BinaryOp, Value};

    use super::*;

    /// `pick(x)`: from `x == 0` on a long way that gives 100 back, else `x + 1`; and `never()`, which nobody calls.
    fn module() -> Vec<u8> {
        let mut module = Module::default();
        let none = module.types.add(&[], &[]);
        module.add_import_func("./core.js", "__wbg_bring_rest_0123", none);
        module.tables.add_local(false, 1, Some(1), RefType::FUNCREF);
        let memory = module.memories.add_local(false, false, 1, None, None);
        module.exports.add("memory", memory);
        let [x, y] = [0, 1].map(|_| module.locals.add(ValType::I32));
        let mut pick = FunctionBuilder::new(&mut module.types, &[ValType::I32], &[ValType::I32]);
        let mut body = pick.func_body();
        body.block(None, |out| {
            let id = out.id();
            out.local_get(x).br_if(id).i32_const(0).local_set(y);
            for _ in 0..100 {
                out.local_get(y).i32_const(1).binop(BinaryOp::I32Add).local_set(y);
            }
            out.local_get(y).return_();
        });
        body.local_get(x).i32_const(1).binop(BinaryOp::I32Add);
        let pick = pick.finish(vec![x], &mut module.funcs);
        module.exports.add("pick", pick);
        let mut never = FunctionBuilder::new(&mut module.types, &[], &[ValType::I32]);
        never.func_body().const_(Value::I32(7)).call(pick);
        let never = never.finish(Vec::new(), &mut module.funcs);
        module.exports.add("never", never);
        module.emit_wasm()
    }

    #[test]
    fn each_stretch_has_a_mark() {
        let marked = read(&marked(&module()).unwrap()).unwrap();
        let marks = marked.exports.iter().filter(|export| export.name.starts_with("run")).count();
        // The block of `pick` up to its branch and from there on, what comes after the block, and all of `never`; and the entry of the block.
        assert_eq!(marks, 5);
    }

    #[test]
    fn halves_are_modules_that_fit_together() {
        let whole = module();
        let nothing = Symbols::of_json("[]").unwrap();
        let segments: Vec<_> = segments::used(&read(&whole).unwrap(), &HashSet::new());
        // As if only `pick(1)` had been asked for: all of it but the long way.
        let mut number = 0;
        let mut run = HashSet::new();
        for function in &segments {
            let is_pick = function.idle.len() > 1;
            run.extend((0..function.idle.len()).map(|place| number + place).filter(|_| is_pick));
            number += function.idle.len();
        }
        let uncut = split(&whole, &run, &nothing).unwrap();
        let long = (0..number).filter(|place| run.contains(place)).map(|place| {
            let less: HashSet<usize> = run.iter().copied().filter(|&other| other != place).collect();
            split(&whole, &less, &nothing).unwrap()
        });
        let (lead, rest) = long.min_by_key(|(lead, _)| lead.len()).unwrap();
        assert!(lead.len() + 200 < uncut.0.len(), "{} of {}", lead.len(), uncut.0.len());
        assert!(rest.len() > uncut.1.len() + 200);
        let (lead, rest) = (read(&lead).unwrap(), read(&rest).unwrap());
        for import in rest.imports.iter() {
            assert_eq!(import.module, LEAD);
            assert!(lead.exports.iter().any(|export| export.name == import.name), "{}", import.name);
        }
        for name in ["pick", "never", "memory"] {
            assert!(lead.exports.iter().any(|export| export.name == name), "{name}");
        }
        assert!(rest.start.is_some());
    }

    #[test]
    fn a_module_that_asks_for_no_rest_is_refused() {
        let mut module = read(&module()).unwrap();
        let import = module.imports.iter().next().unwrap().id();
        module.imports.delete(import);
        let problem = Cut::of(module, &HashSet::new()).err().unwrap();
        assert!(problem.contains("bring_rest"), "{problem}");
    }
}
