//! From the text in a link to rows. Total: whatever is not exactly a table is none.

use super::bits::{Reader, width_of};
use super::{
    Answer, Answers, MAX_CLASSES, MAX_INPUTS, MAX_RECIPE, MAX_ROWS, MAX_TABLE_LENGTH, Rows, Told, usual_classes,
    usual_names,
};

/// Whether a text is a table, or says which one must be brought.
pub(crate) fn is_table(text: &str) -> bool {
    told(text).is_some()
}

#[inline(never)]
pub(super) fn told(text: &str) -> Option<Told> {
    if text.len() > MAX_TABLE_LENGTH {
        return None;
    }
    if let Some(inside) = text.strip_prefix('1') {
        return rows(inside).map(Told::Inside);
    }
    let (digits, rest) = text.strip_prefix('0')?.split_at_checked(16)?;
    let answer = match rest.bytes().next()? {
        b'c' => Answer::Class,
        b'v' => Answer::Value,
        _ => return None,
    };
    let recipe = &rest[1..];
    let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    let is_plain = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'z' | b'.' | b'-');
    let is_well = digits.bytes().all(is_digit) && recipe.len() <= MAX_RECIPE && recipe.bytes().all(is_plain);
    is_well.then_some(Told::Brought(answer))
}

#[inline(never)]
fn rows(text: &str) -> Option<Rows> {
    let mut reader = Reader::new(text);
    let features = 1 + reader.count(MAX_INPUTS - 1)?;
    let classes = reader.count(MAX_CLASSES)?;
    if classes == 1 {
        return None;
    }
    let names: Option<Vec<String>> = match reader.bits(1)? {
        0 => None,
        _ => Some((0..=features + classes).map(|_| reader.name()).collect::<Option<_>>()?),
    };
    let count = 1 + reader.count(MAX_ROWS - 1)?;
    let mut columns = Vec::with_capacity(features);
    for _ in 0..features {
        columns.push(reader.numbers(count)?);
    }
    let mut answers = if classes == 0 {
        Answers::Values(reader.numbers(count)?)
    } else {
        let width = width_of(classes as u64 - 1);
        let label = |reader: &mut Reader<'_>| reader.bits(width).filter(|&label| label < classes as u64);
        let mut labels = Vec::with_capacity(count);
        for _ in 0..count {
            labels.push(label(&mut reader)? as u16);
        }
        Answers::Classes { labels, names: usual_classes(classes) }
    };
    if !reader.is_over() {
        return None;
    }
    let (mut feature_names, target, _) = usual_names(features, &answers);
    let mut target_name = target.to_owned();
    if let Some(mut given) = names {
        let class_names = given.split_off(features + 1);
        target_name = given.pop()?;
        feature_names = given;
        if let Answers::Classes { names, .. } = &mut answers {
            *names = class_names;
        }
    }
    let inputs = (0..count).flat_map(|row| columns.iter().map(move |column: &Vec<f64>| column[row])).collect();
    Some(Rows { inputs, features, answers, dropped: 0, feature_names, target_name })
}
