//! The order of a module's functions: each beside the one that it is most like. What a packer has just seen it writes shorter; nothing
//! else changes.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{Encode, RawSection};
use wasmparser::{CustomSectionReader, FunctionBody, Parser, Payload, TypeRef};

use crate::run::Result;

/// Bytes that are compared as one.
const GRAM: usize = 5;
/// What more functions than this have in common says nothing.
const COMMON: usize = 60;
/// Added to the length of a function when likenesses are compared, so that the shortest ones do not come first.
const SHORT: usize = 20;
/// Functions before the next one that it is compared with.
const BEFORE: usize = 2;

/// The same module with its functions in another order, and without sections that only tell of it.
pub(super) fn sorted(wasm: &[u8]) -> Result<Vec<u8>> {
    let problem = |error: &dyn std::fmt::Display| format!("functions cannot be put in order: {error}");
    let mut bodies: Vec<FunctionBody> = Vec::new();
    let mut imported = 0;
    for payload in Parser::new(0).parse_all(wasm) {
        match payload.map_err(|error| problem(&error))? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    let import = import.map_err(|error| problem(&error))?;
                    imported += u32::from(matches!(import.ty, TypeRef::Func(_) | TypeRef::FuncExact(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body),
            _ => {}
        }
    }
    let order = order(&bodies.iter().map(FunctionBody::as_bytes).collect::<Vec<_>>());
    let mut numbers = vec![0; order.len()];
    for (place, &old) in (imported..).zip(&order) {
        numbers[old] = place;
    }
    let mut renumbered = wasm_encoder::Module::new();
    Renumber { imported, numbers }
        .parse_core_module(&mut renumbered, Parser::new(0), wasm)
        .map_err(|error| problem(&error))?;
    // References are right now; types and bodies of the functions are still in their old order.
    let bytes = renumbered.finish();
    let mut module = wasm_encoder::Module::new();
    for payload in Parser::new(0).parse_all(&bytes) {
        let payload = payload.map_err(|error| problem(&error))?;
        let Some((id, contents)) = payload.as_section() else { continue };
        let old = &bytes[contents.clone()];
        let new = match &payload {
            Payload::FunctionSection(types) => {
                let entries = types.clone().into_iter_with_offsets().collect::<std::result::Result<Vec<_>, _>>();
                let starts = entries.map_err(|error| problem(&error))?.into_iter().map(|(start, _)| start);
                in_order(&bytes, contents.end, &starts.collect::<Vec<_>>(), &order)
            }
            Payload::CodeSectionStart { .. } => {
                let bodies = Parser::new(0).parse_all(&bytes).filter_map(|payload| match payload {
                    Ok(Payload::CodeSectionEntry(body)) => Some(body.range()),
                    _ => None,
                });
                sized(&bytes, &bodies.collect::<Vec<_>>(), &order)
            }
            _ => old.to_vec(),
        };
        module.section(&RawSection { id, data: &new });
    }
    Ok(module.finish())
}

/// Entries of a section, one behind the other from these starts on, in another order.
fn in_order(bytes: &[u8], end: usize, starts: &[usize], order: &[usize]) -> Vec<u8> {
    let mut section = Vec::new();
    order.len().encode(&mut section);
    for &old in order {
        section.extend_from_slice(&bytes[starts[old]..*starts.get(old + 1).unwrap_or(&end)]);
    }
    section
}

/// Bodies of functions, each behind its length, in another order.
fn sized(bytes: &[u8], bodies: &[Range<usize>], order: &[usize]) -> Vec<u8> {
    let mut section = Vec::new();
    order.len().encode(&mut section);
    for &old in order {
        bytes[bodies[old].clone()].encode(&mut section);
    }
    section
}

/// Gives functions other numbers.
struct Renumber {
    imported: u32,
    /// By the number among those that are not imported.
    numbers: Vec<u32>,
}

impl Reencode for Renumber {
    type Error = std::convert::Infallible;

    fn function_index(&mut self, function: u32) -> std::result::Result<u32, Error<Self::Error>> {
        let own = function.checked_sub(self.imported).and_then(|own| self.numbers.get(own as usize));
        Ok(own.copied().unwrap_or(function))
    }

    fn parse_custom_section(
        &mut self,
        _: &mut wasm_encoder::Module,
        _: CustomSectionReader<'_>,
    ) -> std::result::Result<(), Error<Self::Error>> {
        Ok(())
    }
}

/// Beginning with the longest one, each time the one that has most in common with the last ones.
fn order(bodies: &[&[u8]]) -> Vec<usize> {
    let grams: Vec<HashSet<&[u8]>> = bodies.iter().map(|body| body.windows(GRAM).collect()).collect();
    let mut users: HashMap<&[u8], Vec<usize>> = HashMap::new();
    for (number, grams) in grams.iter().enumerate() {
        for &gram in grams {
            users.entry(gram).or_default().push(number);
        }
    }
    users.retain(|_, users| (2..=COMMON).contains(&users.len()));
    let mut by_length: Vec<usize> = (0..bodies.len()).collect();
    by_length.sort_by_key(|&number| std::cmp::Reverse(bodies[number].len()));
    let mut is_placed = vec![false; bodies.len()];
    let mut order: Vec<usize> = Vec::new();
    let mut longest = by_length.iter();
    while order.len() < bodies.len() {
        let mut likeness: HashMap<usize, usize> = HashMap::new();
        for &last in order.iter().rev().take(BEFORE) {
            for user in grams[last].iter().filter_map(|gram| users.get(gram)).flatten() {
                if !is_placed[*user] {
                    *likeness.entry(*user).or_default() += 1;
                }
            }
        }
        // Squares, so that it is the same on every machine.
        let rank = |(&number, &shared): (&usize, &usize)| {
            let square = u128::from(shared as u64).pow(2) << 32;
            (square / (grams[number].len() + SHORT) as u128, std::cmp::Reverse(number))
        };
        let most = likeness.iter().max_by_key(|&pair| rank(pair)).map(|(&number, _)| number);
        let next = most.or_else(|| longest.find(|&&number| !is_placed[number]).copied());
        let Some(next) = next else { break };
        is_placed[next] = true;
        order.push(next);
    }
    order
}

#[cfg(test)]
mod tests {
    use walrus::ir::BinaryOp;
    use walrus::{FunctionBuilder, Module, ModuleConfig, ValType};

    use super::*;

    #[test]
    fn a_function_stands_beside_its_like() {
        let bodies: [&[u8]; 4] = [b"aaaabbbbccccdddd", b"1234567890", b"aaaabbbbccccddd", b"0123456789"];
        assert_eq!(order(&bodies), [0, 2, 1, 3]);
    }

    /// `first()` calls the others, and each leaves another number; `second` is like `fourth`.
    #[test]
    fn calls_and_exports_find_their_functions() {
        let mut module = Module::default();
        let add = |module: &mut Module, name: &str, numbers: &[i32], called: &[walrus::FunctionId]| {
            let mut function = FunctionBuilder::new(&mut module.types, &[], &[ValType::I32]);
            let mut body = function.func_body();
            body.i32_const(0);
            for &number in numbers {
                body.i32_const(number).binop(BinaryOp::I32Add);
            }
            for &id in called {
                body.call(id).binop(BinaryOp::I32Xor);
            }
            let id = function.finish(Vec::new(), &mut module.funcs);
            module.exports.add(name, id);
            id
        };
        let second = add(&mut module, "second", &[1001, 1002, 1003, 1004], &[]);
        let third = add(&mut module, "third", &[5, 6, 7, 8, 9], &[]);
        let fourth = add(&mut module, "fourth", &[1001, 1002, 1003], &[]);
        add(&mut module, "first", &[70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80], &[second, third, fourth]);
        let told = |wasm: &[u8]| {
            let module = ModuleConfig::new().parse(wasm).unwrap();
            let bodies = module.exports.iter().map(|export| {
                let walrus::ExportItem::Function(id) = export.item else { panic!("a function") };
                (export.name.clone(), calls(&module, id))
            });
            bodies.collect::<Vec<_>>()
        };
        let before = module.emit_wasm();
        let after = sorted(&before).unwrap();
        assert_ne!(before, after);
        assert_eq!(told(&before), told(&after));
    }

    /// All that a function does, as text, with what it calls.
    fn calls(module: &Module, id: walrus::FunctionId) -> String {
        let function = module.funcs.get(id).kind.unwrap_local();
        let block = function.block(function.entry_block());
        let texts = block.instrs.iter().map(|(instr, _)| match instr {
            walrus::ir::Instr::Call(call) => format!("({})", calls(module, call.func)),
            other => format!("{other:?}"),
        });
        texts.collect::<Vec<_>>().join(" ")
    }
}
