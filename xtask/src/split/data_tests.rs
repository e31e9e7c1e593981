//! Tests of `data.rs`: what of a module stays, and what travels.

use walrus::FunctionBuilder;

use super::*;

/// A module whose one function holds these numbers, and 40 bytes of data from place 1000 on, each its own number.
fn module(numbers: &[i32]) -> Module {
    let mut module = Module::default();
    let memory = module.memories.add_local(false, false, 1, None, None);
    let offset = ConstExpr::Value(Value::I32(1000));
    module.data.add(DataKind::Active { memory, offset }, (1..=40).collect());
    let mut function = FunctionBuilder::new(&mut module.types, &[], &[]);
    for &number in numbers {
        function.func_body().i32_const(number).drop();
    }
    function.finish(Vec::new(), &mut module.funcs);
    module
}

fn symbol(place: Range<u32>, addresses: &[u32], points_to: &[usize]) -> Symbol {
    Symbol { place, addresses: addresses.to_vec(), points_to: points_to.to_vec() }
}

#[test]
fn what_is_named_stays_and_what_it_points_to() {
    let symbols = Symbols(vec![
        // Named by an address before its beginning, as a table whose first entry is never read.
        symbol(1000..1008, &[992], &[1]),
        symbol(1008..1012, &[], &[]),
        symbol(1012..1020, &[1012], &[3]),
        symbol(1020..1024, &[], &[0]),
        symbol(1030..1040, &[1034], &[]),
    ]);
    assert_eq!(symbols.beyond(&module(&[992])), vec![1012..1040]);
    assert_eq!(symbols.beyond(&module(&[1034])), vec![1000..1024]);
    // The one that is named points to one that points to another.
    assert_eq!(symbols.beyond(&module(&[1012])), vec![1030..1040]);
    assert_eq!(symbols.beyond(&module(&[992, 1012, 1034])), []);
    let written = Symbols::of_json(&symbols.to_json()).unwrap();
    assert_eq!(written.beyond(&module(&[992])), vec![1012..1040]);
}

#[test]
fn bytes_that_two_symbols_share_stay_with_the_one_that_stays() {
    let symbols = Symbols(vec![symbol(1000..1020, &[1000], &[]), symbol(1004..1008, &[1004], &[])]);
    assert_eq!(symbols.beyond(&module(&[1004])), [1000..1004, 1008..1020]);
    assert_eq!(symbols.beyond(&module(&[1000])), []);
}

#[test]
fn padding_travels_only_between_two_that_do() {
    let symbols = Symbols(vec![
        symbol(1000..1003, &[], &[]),
        symbol(1004..1007, &[], &[]),
        symbol(1008..1009, &[1008], &[]),
        symbol(1012..1016, &[], &[]),
    ]);
    assert_eq!(symbols.beyond(&module(&[1008])), [1000..1007, 1012..1016]);
}

#[test]
fn where_something_was_taken_there_are_zeros() {
    let mut module = module(&[]);
    assert_eq!(take(&mut module, &[1002..1004, 1038..1040]), [(1002, vec![3, 4]), (1038, vec![39, 40])]);
    let data = module.data.iter().next().unwrap();
    assert_eq!(data.value[..6], [1, 2, 0, 0, 5, 6]);
    assert_eq!(data.value[36..], [37, 38, 0, 0]);
}

#[test]
fn a_linker_that_tells_nothing_is_an_error() {
    let problem = symbols(&module(&[]).emit_wasm()).err().unwrap();
    assert!(problem.contains("names no data"), "{problem}");
}

#[test]
fn numbers_are_read_as_a_linker_writes_them() {
    assert_eq!(leb(&[0x80, 0x80, 0xc0, 0x80, 0x00], 0), Some(0x10_0000));
    // -8, with its sign.
    assert_eq!(leb(&[0xf8, 0xff, 0xff, 0xff, 0x7f], 0), Some(8_u32.wrapping_neg()));
    assert_eq!(leb(&[0x80], 0), None);
    assert_eq!(word(&[0, 1, 2, 3, 4], 1), Some(0x0403_0201));
}
