//! What of a module's data only the rest speaks of: messages, tables, places of panics. It travels with the rest, and comes into the
//! memory when the rest does.
//!
//! Which bytes belong together, and which instructions and which other bytes name them, is what a linker knows and forgets; it is asked
//! to write it down (`--emit-relocs`). Every address that compiled code holds was put there for a symbol, with something added or taken
//! away. So a symbol none of whose addresses stands in the lead, and to which nothing that stays points, cannot be reached by the lead.
//! Format: WebAssembly tool conventions, "Linking".

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use serde_json::{Value as Json, json};
use walrus::ir::{Const, Load, LoadSimd, MemArg, Store, Value, Visitor, dfs_in_order};
use walrus::{ConstExpr, DataKind, Module};
use wasmparser::{
    BinaryReader, DataKind as Placed, Linking, LinkingSectionReader, Operator, Parser, Payload, RelocSectionReader,
    RelocationEntry, RelocationType, SymbolInfo,
};

use crate::run::Result;

/// Between two symbols, bytes that none has: at most those that align the second one.
const PADDING: u32 = 16;

/// Bytes that belong together.
struct Symbol {
    place: Range<u32>,
    /// What stands in the code where it is meant.
    addresses: Vec<u32>,
    /// Numbers of the symbols to which its bytes point.
    points_to: Vec<usize>,
}

/// What the linker says of a module's data.
pub(crate) struct Symbols(Vec<Symbol>);

/// Symbols of a linked module, and the module without the sections that only tell of it.
pub(crate) fn symbols(linked: &[u8]) -> Result<(Symbols, Vec<u8>)> {
    Linked::read(linked)
        .and_then(|read| Ok((read.symbols()?, read.plain)))
        .map_err(|error| format!("what the linker says of the core's data cannot be used: {error}"))
}

/// A segment of data: where it stands in the file, and in memory.
struct Segment {
    file: Range<usize>,
    start: u32,
}

/// A linked module, as far as it is of interest.
struct Linked<'a> {
    bytes: &'a [u8],
    plain: Vec<u8>,
    /// Contents of all sections, by number.
    sections: Vec<Range<usize>>,
    code: Range<usize>,
    segments: Vec<Segment>,
    /// Symbols of the data, by their number in the linker's table.
    places: HashMap<u32, Range<u32>>,
    relocations: Vec<RelocSectionReader<'a>>,
}

impl<'a> Linked<'a> {
    fn read(bytes: &'a [u8]) -> Result<Self> {
        let mut read = Self {
            bytes,
            plain: bytes.get(..8).ok_or("it is no module")?.to_vec(),
            sections: Vec::new(),
            code: 0..0,
            segments: Vec::new(),
            places: HashMap::new(),
            relocations: Vec::new(),
        };
        let mut until = 8;
        for payload in Parser::new(0).parse_all(bytes) {
            let payload = payload.map_err(text)?;
            let mut is_kept = true;
            match &payload {
                Payload::CodeSectionStart { range, .. } => read.code = range.clone(),
                Payload::DataSection(section) => {
                    for data in section.clone() {
                        let data = data.map_err(text)?;
                        let Placed::Active { offset_expr, .. } = data.kind else {
                            return Err("data without a place".into());
                        };
                        let place = offset_expr.get_operators_reader().read().map_err(text)?;
                        let Operator::I32Const { value } = place else { return Err(format!("data at {place:?}")) };
                        let file = data.range.end - data.data.len()..data.range.end;
                        read.segments.push(Segment { file, start: value.cast_unsigned() });
                    }
                }
                Payload::CustomSection(custom) => {
                    let contents = BinaryReader::new(custom.data(), custom.data_offset());
                    is_kept = false;
                    match custom.name() {
                        "linking" => read.places = places(contents, &read.segments)?,
                        name if name.starts_with("reloc.") => {
                            read.relocations.push(RelocSectionReader::new(contents).map_err(text)?);
                        }
                        name => is_kept = !name.starts_with(".debug"),
                    }
                }
                _ => {}
            }
            let Some((_, contents)) = payload.as_section() else { continue };
            if is_kept {
                read.plain.extend_from_slice(&bytes[until..contents.end]);
            }
            until = contents.end;
            read.sections.push(contents);
        }
        Ok(read)
    }

    fn symbols(&self) -> Result<Symbols> {
        let mut numbers = HashMap::new();
        let mut symbols: Vec<_> = Vec::new();
        for (&number, place) in &self.places {
            numbers.insert(number, symbols.len());
            symbols.push(Symbol { place: place.clone(), addresses: Vec::new(), points_to: Vec::new() });
        }
        // Several may share their bytes.
        let mut order: Vec<_> = (0..symbols.len()).collect();
        order.sort_by_key(|&number| symbols[number].place.start);
        let longest = symbols.iter().map(|symbol| symbol.place.len()).max().ok_or("it names no data")?;
        let longest = as_u32(longest);

        for relocations in &self.relocations {
            let section = self.sections.get(relocations.section_index() as usize).ok_or("it speaks of no section")?;
            let is_code = section.end == self.code.end;
            if !is_code && !self.segments.iter().any(|segment| section.contains(&segment.file.start)) {
                continue;
            }
            for entry in relocations.entries() {
                let entry = entry.map_err(text)?;
                // Without a number here: places that the linker makes, such as the end of the data.
                let Some(&target) = means_data(&entry)?.and_then(|symbol| numbers.get(&symbol)) else { continue };
                let at = section.start + entry.offset as usize;
                let written = if is_code { leb(self.bytes, at) } else { word(self.bytes, at) };
                let added = u32::try_from(entry.addend.rem_euclid(1 << 32)).map_err(|error| error.to_string())?;
                let meant = symbols[target].place.start.wrapping_add(added);
                if written != Some(meant) {
                    return Err(format!("where it says {meant} there is {written:?}"));
                }
                if is_code {
                    symbols[target].addresses.push(meant);
                    continue;
                }
                let of =
                    self.segments.iter().find(|segment| segment.file.contains(&at)).ok_or("a pointer in no data")?;
                let holder = of.start + as_u32(at - of.file.start);
                // All symbols in whose bytes it stands.
                let until = order.partition_point(|&number| symbols[number].place.start <= holder);
                let near =
                    order[..until].iter().rev().take_while(|&&number| symbols[number].place.start + longest > holder);
                let holders: Vec<_> = near.copied().filter(|&number| symbols[number].place.contains(&holder)).collect();
                if holders.is_empty() {
                    return Err(format!("the pointer at {holder} belongs to nothing"));
                }
                for number in holders {
                    symbols[number].points_to.push(target);
                }
            }
        }
        if symbols.iter().all(|symbol| symbol.addresses.is_empty()) {
            return Err("no instruction names any data".into());
        }
        Ok(Symbols(symbols))
    }
}

/// Places of the symbols of the data, by their number in the linker's table.
fn places(linking: BinaryReader, segments: &[Segment]) -> Result<HashMap<u32, Range<u32>>> {
    let mut places = HashMap::new();
    for part in LinkingSectionReader::new(linking).map_err(text)?.subsections() {
        let Linking::SymbolTable(table) = part.map_err(text)? else { continue };
        for (number, symbol) in table.into_iter().enumerate() {
            let SymbolInfo::Data { symbol: Some(data), .. } = symbol.map_err(text)? else { continue };
            // What is all zeros at first is in no segment.
            let Some(segment) = segments.get(data.index as usize) else { continue };
            let start = segment.start + data.offset;
            places.insert(as_u32(number), start..start + data.size);
        }
    }
    Ok(places)
}

/// The symbol, if a relocation is one of an address in memory.
fn means_data(entry: &RelocationEntry) -> Result<Option<u32>> {
    use RelocationType as Kind;
    match entry.ty {
        Kind::MemoryAddrLeb | Kind::MemoryAddrSleb | Kind::MemoryAddrI32 => Ok(Some(entry.index)),
        Kind::FunctionIndexLeb
        | Kind::FunctionIndexI32
        | Kind::TableIndexSleb
        | Kind::TableIndexI32
        | Kind::TypeIndexLeb
        | Kind::GlobalIndexLeb
        | Kind::GlobalIndexI32
        | Kind::EventIndexLeb
        | Kind::TableNumberLeb => Ok(None),
        other => Err(format!("it has a relocation that is not known here: {other:?}")),
    }
}

impl Symbols {
    /// Bytes that only the rest can reach, as places in memory.
    pub(super) fn beyond(&self, lead: &Module) -> Vec<Range<u32>> {
        let mut spoken = Immediates::default();
        for (_, function) in lead.funcs.iter_local() {
            dfs_in_order(&mut spoken, function, function.entry_block());
        }
        let named = |symbol: &Symbol| symbol.addresses.iter().any(|address| spoken.0.contains(address));
        let mut reached: HashSet<usize> = HashSet::new();
        let mut waiting: Vec<_> = (0..self.0.len()).filter(|&number| named(&self.0[number])).collect();
        while let Some(number) = waiting.pop() {
            if reached.insert(number) {
                waiting.extend(&self.0[number].points_to);
            }
        }
        let places = |is_reached: bool| {
            let some = self.0.iter().enumerate().filter(move |(number, _)| reached.contains(number) == is_reached);
            joined(some.map(|(_, symbol)| symbol.place.clone()).collect())
        };
        without(&places.clone()(false), &places(true))
    }

    pub(crate) fn to_json(&self) -> String {
        let symbols = self
            .0
            .iter()
            .map(|Symbol { place, addresses, points_to }| json!([place.start, place.end, addresses, points_to]));
        Json::Array(symbols.collect()).to_string()
    }

    pub(crate) fn of_json(text: &str) -> Result<Self> {
        let rows: Vec<(u32, u32, Vec<u32>, Vec<usize>)> =
            serde_json::from_str(text).map_err(|error| error.to_string())?;
        let symbol = |(start, end, addresses, points_to)| Symbol { place: start..end, addresses, points_to };
        Ok(Self(rows.into_iter().map(symbol).collect()))
    }
}

/// Numbers in instructions that may be places in memory.
#[derive(Default)]
struct Immediates(HashSet<u32>);

impl Immediates {
    fn note(&mut self, memory: MemArg) {
        self.0.extend(u32::try_from(memory.offset));
    }
}

impl Visitor<'_> for Immediates {
    fn visit_const(&mut self, instr: &Const) {
        if let Value::I32(value) = instr.value {
            self.0.insert(value.cast_unsigned());
        }
    }

    // These are all that name a place in memory: a core with others is refused (`spoken::stranger`).
    fn visit_load(&mut self, instr: &Load) {
        self.note(instr.arg);
    }

    fn visit_load_simd(&mut self, instr: &LoadSimd) {
        self.note(instr.arg);
    }

    fn visit_store(&mut self, instr: &Store) {
        self.note(instr.arg);
    }
}

/// Takes places out of the module's data; where they were there are zeros. Gives back what was there.
pub(super) fn take(module: &mut Module, places: &[Range<u32>]) -> Vec<(u32, Vec<u8>)> {
    let mut taken = Vec::new();
    for id in module.data.iter().map(walrus::Data::id).collect::<Vec<_>>() {
        let data = module.data.get_mut(id);
        let DataKind::Active { offset: ConstExpr::Value(Value::I32(start)), .. } = data.kind else { continue };
        let start = start.cast_unsigned();
        let segment = start..start + as_u32(data.value.len());
        for place in places.iter().filter(|place| segment.contains(&place.start) && place.end <= segment.end) {
            let bytes = &mut data.value[(place.start - start) as usize..(place.end - start) as usize];
            taken.push((place.start, bytes.to_vec()));
            bytes.fill(0);
        }
    }
    taken
}

/// Ranges in their order, those that touch or overlap as one.
fn joined(mut places: Vec<Range<u32>>) -> Vec<Range<u32>> {
    places.retain(|place| !place.is_empty());
    places.sort_by_key(|place| place.start);
    let mut all: Vec<Range<u32>> = Vec::new();
    for place in places {
        match all.last_mut() {
            Some(last) if place.start <= last.end => last.end = last.end.max(place.end),
            _ => all.push(place),
        }
    }
    all
}

/// What of some ranges is in none of others, with the padding between two of them; all in their order.
fn without(some: &[Range<u32>], others: &[Range<u32>]) -> Vec<Range<u32>> {
    let mut left: Vec<Range<u32>> = Vec::new();
    for place in some {
        let mut start = place.start;
        for other in others.iter().filter(|other| other.start < place.end && place.start < other.end) {
            left.push(start..other.start.max(start));
            start = start.max(other.end);
        }
        left.push(start..place.end.max(start));
    }
    let mut all: Vec<Range<u32>> = Vec::new();
    for place in joined(left) {
        let is_padding = |from: u32, to: u32| {
            to - from < PADDING && !others.iter().any(|other| other.start < to && from < other.end)
        };
        match all.last_mut() {
            Some(last) if is_padding(last.end, place.start) => last.end = place.end,
            _ => all.push(place),
        }
    }
    all
}

/// The number in an instruction, as a linker writes it: seven bits a byte. Signs are of no matter below 32 bits.
fn leb(bytes: &[u8], at: usize) -> Option<u32> {
    let mut number = 0u64;
    for place in 0..5 {
        let byte = *bytes.get(at + place)?;
        number |= u64::from(byte & 0x7f) << (7 * place);
        if byte & 0x80 == 0 {
            break;
        }
    }
    u32::try_from(number & 0xffff_ffff).ok()
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn as_u32(count: usize) -> u32 {
    u32::try_from(count).expect("a module is smaller than 4 GB")
}

fn text(error: wasmparser::BinaryReaderError) -> String {
    error.to_string()
}

#[cfg(test)]
#[path = "data_tests.rs"]
mod tests;
