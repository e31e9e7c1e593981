//! A wasm module in two files: the *lead* has the functions that the first picture calls, the *rest* all others.
//!
//! The two are one program: the rest borrows the lead's memory, tables and globals, and every function has its bits of before. In the
//! place of each function that went away and that somebody in the lead may call, the lead has a stand-in. It sees to it that the rest
//! is there (the host is asked for it, once, and puts it in) and calls the true function through the table. So nothing is lost if
//! something is called earlier than expected; it only waits for a file.
//!
//! Which functions those are is not written down anywhere: [`marked`] is a copy of the module that notes its calls, and a script makes
//! the first picture with it.

use std::collections::HashSet;

use walrus::ir::{self, UnaryOp, Visitor};
use walrus::{
    ConstExpr, ElementItems, ElementKind, ExportItem, FunctionBuilder, FunctionId, FunctionKind, GlobalId, GlobalKind,
    ImportedFunction, Module, ModuleConfig, TableId, ValType,
};

use crate::run::Result;

/// By which the host is asked for the rest: the crate imports it (`wasm/rest.rs`).
const ASK: &str = "bring_rest";
/// Exports of the marked copy: 1 once the function of that number has been called.
const MARK: &str = "called";
/// Where the rest finds what it borrows: the host gives it the lead's exports under this name.
const LEAD: &str = "lead";

/// The module, each function noting that it was called in an exported global of its own.
pub(crate) fn marked(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut module = read(wasm)?;
    let functions: Vec<FunctionId> = module.funcs.iter_local().map(|(id, _)| id).collect();
    for (number, id) in functions.into_iter().enumerate() {
        let mark = module.globals.add_local(ValType::I32, true, false, zero());
        module.exports.add(&format!("{MARK}{number}"), mark);
        let mut body = module.funcs.get_mut(id).kind.unwrap_local_mut().builder_mut().func_body();
        body.const_at(0, ir::Value::I32(1)).global_set_at(1, mark);
    }
    Ok(module.emit_wasm())
}

/// Lead and rest. `called` are the numbers of the functions that the lead keeps, as [`marked`] counts them.
pub(crate) fn split(wasm: &[u8], called: &HashSet<usize>) -> Result<(Vec<u8>, Vec<u8>)> {
    Ok((Cut::of(read(wasm)?, called)?.into_lead()?, Cut::of(read(wasm)?, called)?.into_rest()))
}

fn read(wasm: &[u8]) -> Result<Module> {
    let mut config = ModuleConfig::new();
    config.generate_name_section(false).generate_producers_section(false);
    config.parse(wasm).map_err(|error| format!("the core cannot be cut: {error:#}"))
}

const fn zero() -> ConstExpr {
    ConstExpr::Value(ir::Value::I32(0))
}

/// Where a module is cut. Found anew for each half, always in the same order, so both give what crosses the same names.
struct Cut {
    module: Module,
    /// Functions of the rest that have a stand-in, in the order of their places in the table, from `base` on.
    stood_for: Vec<FunctionId>,
    base: u64,
    table: TableId,
    /// What the rest borrows; of the imports of the whole, too.
    borrowed: Borrowed,
}

#[derive(Default)]
struct Borrowed {
    functions: Vec<FunctionId>,
    globals: Vec<GlobalId>,
    tables: Vec<TableId>,
}

impl Cut {
    fn of(module: Module, called: &HashSet<usize>) -> Result<Self> {
        let table = module.tables.main_function_table().ok().flatten().ok_or("the core has no table of functions")?;
        let functions: Vec<FunctionId> = module.funcs.iter_local().map(|(id, _)| id).collect();
        let numbered = functions.iter().enumerate();
        let gone: HashSet<_> = numbered.filter(|(number, _)| !called.contains(number)).map(|(_, &id)| id).collect();

        let mut named = Named::default();
        let mut borrowed = Named::default();
        for &id in &functions {
            let names = if gone.contains(&id) { &mut borrowed } else { &mut named };
            let function = module.funcs.get(id).kind.unwrap_local();
            ir::dfs_in_order(names, function, function.entry_block());
        }
        for element in module.elements.iter() {
            if let ElementItems::Functions(items) = &element.items {
                named.functions.extend(items);
            }
        }
        named.functions.extend(module.exports.iter().filter_map(|export| match export.item {
            ExportItem::Function(id) => Some(id),
            _ => None,
        }));
        let mut stood_for = once(named.functions);
        stood_for.retain(|id| gone.contains(id));
        let mut functions = once(borrowed.functions);
        functions.retain(|id| !gone.contains(id));
        let mut tables = once(borrowed.tables);
        tables.retain(|&id| id != table);
        let borrowed = Borrowed { functions, globals: once(borrowed.globals), tables };
        let base = module.tables.get(table).initial;
        Ok(Self { module, stood_for, base, table, borrowed })
    }

    fn into_lead(mut self) -> Result<Vec<u8>> {
        self.lengthen_table();
        let Self { mut module, stood_for, base, table, borrowed } = self;
        let ask = module.imports.iter().find(|import| import.name.contains(ASK)).map(|import| import.kind.clone());
        let Some(walrus::ImportKind::Function(ask)) = ask else {
            return Err(format!("the core does not import `{ASK}`"));
        };
        let is_whole = module.globals.add_local(ValType::I32, true, false, zero());
        for (place, &id) in stood_for.iter().enumerate() {
            let of = module.funcs.get(id).ty();
            let (params, results) = (module.types.params(of).to_vec(), module.types.results(of).to_vec());
            let arguments: Vec<_> = params.iter().map(|&of| module.locals.add(of)).collect();
            let mut builder = FunctionBuilder::new(&mut module.types, &params, &results);
            let mut body = builder.func_body();
            body.global_get(is_whole).unop(UnaryOp::I32Eqz);
            body.if_else(
                None,
                |then| {
                    then.call(ask);
                },
                |_| {},
            );
            for &argument in &arguments {
                body.local_get(argument);
            }
            body.i32_const(place_at(base, place)).call_indirect(of, table);
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
        Ok(module.emit_wasm())
    }

    fn into_rest(mut self) -> Vec<u8> {
        self.lengthen_table();
        let Self { mut module, stood_for, base, table, borrowed } = self;
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
        for memory in module.memories.iter_mut() {
            memory.import = Some(module.imports.add(LEAD, "memory", memory.id()));
        }
        // Instantiation puts the true functions into their places, and then says so.
        let offset = ConstExpr::Value(ir::Value::I32(place_at(base, 0)));
        let places = ElementKind::Active { table, offset };
        let true_ones = module.elements.add(places, ElementItems::Functions(stood_for));
        module.tables.get_mut(table).elem_segments.insert(true_ones);
        let (is_whole, _) = module.add_import_global(LEAD, IS_WHOLE, ValType::I32, true, false);
        let mut start = FunctionBuilder::new(&mut module.types, &[], &[]);
        start.func_body().i32_const(1).global_set(is_whole);
        module.start = Some(start.finish(Vec::new(), &mut module.funcs));
        walrus::passes::gc::run(&mut module);
        module.emit_wasm()
    }

    /// Both halves speak of the same table: that of the whole, and a place for each stand-in's function.
    fn lengthen_table(&mut self) {
        let more = self.stood_for.len() as u64;
        let table = self.module.tables.get_mut(self.table);
        table.initial += more;
        table.maximum = table.maximum.map(|most| most + more);
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

/// A place in the table as an instruction says it.
fn place_at(base: u64, place: usize) -> i32 {
    i32::try_from(base + place as u64).expect("a table of functions has fewer places")
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
