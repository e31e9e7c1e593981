//! Short names for what a module gives to its own JavaScript: whoever fetches the page fetches each name twice, with the module and with
//! the JavaScript, and nobody reads it there.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use walrus::ModuleConfig;

use crate::run::Result;

/// Names of before, and the short ones.
pub(crate) type Names = BTreeMap<String, String>;

/// Begins with a capital letter: the names by which the halves of a core know each other (`split/`) do not.
const FIRST: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const MORE: &[u8] = b"0123456789abcdefghijklmnopqrstuvwxyz";

/// Short names for all that `NAME_bg.wasm` in a folder exports but its memory, which has one name everywhere.
pub(crate) fn of(folder: &Path, name: &str) -> Result<Names> {
    let module = read(&folder.join(format!("{name}_bg.wasm")))?;
    let mut names: Vec<_> = module.exports.iter().map(|export| export.name.clone()).collect();
    names.retain(|name| name != "memory");
    names.sort();
    Ok(names.into_iter().enumerate().map(|(number, name)| (name, short(number))).collect())
}

/// Gives the module `NAME_bg.wasm` in a folder other names, and writes them into its JavaScript and its types.
pub(crate) fn give(names: &Names, folder: &Path, name: &str) -> Result<()> {
    let wasm = folder.join(format!("{name}_bg.wasm"));
    let mut module = read(&wasm)?;
    for export in module.exports.iter_mut() {
        if let Some(short) = names.get(&export.name) {
            export.name.clone_from(short);
        }
    }
    fs::write(&wasm, module.emit_wasm()).map_err(|error| format!("{}: {error}", wasm.display()))?;
    for (file, before) in [("NAME.js", "wasm."), ("NAME.d.ts", "readonly "), ("NAME_bg.wasm.d.ts", "export const ")] {
        let path = folder.join(file.replace("NAME", name));
        let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        fs::write(&path, renamed(&text, before, names)).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(())
}

fn read(file: &Path) -> Result<walrus::Module> {
    let mut config = ModuleConfig::new();
    config.generate_name_section(false).generate_producers_section(false);
    config.parse_file(file).map_err(|error| format!("{}: {error:#}", file.display()))
}

fn short(number: usize) -> String {
    let (more, first) = (number / FIRST.len(), number % FIRST.len());
    let mut name = String::from(char::from(FIRST[first]));
    let mut left = more;
    while left > 0 {
        left -= 1;
        name.push(char::from(MORE[left % MORE.len()]));
        left /= MORE.len();
    }
    name
}

/// A text in which the names that stand behind `before` are the short ones.
fn renamed(text: &str, before: &str, names: &Names) -> String {
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '$';
    let mut parts = text.split(before);
    let mut result = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        // `mywasm.` is another word.
        let is_word = !result.ends_with(is_part);
        let end = part.find(|letter| !is_part(letter)).unwrap_or(part.len());
        let short = names.get(&part[..end]).filter(|_| is_word);
        result.push_str(before);
        result.push_str(short.map_or(&part[..end], String::as_str));
        result.push_str(&part[end..]);
    }
    result
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn names_differ_and_none_is_one_of_the_halves() {
        let names: Vec<_> = (0..2000).map(short).collect();
        assert_eq!(names.iter().collect::<HashSet<_>>().len(), 2000);
        assert!(names.iter().all(|name| name.starts_with(|letter: char| letter.is_ascii_uppercase())));
        assert_eq!((&*names[0], &*names[25], &*names[26], &*names[26 * 37]), ("A", "Z", "A0", "A00"));
    }

    #[test]
    fn a_text_changes_where_a_whole_name_stands() {
        let names = Names::from([("free".to_owned(), "A".to_owned())]);
        let text = "wasm.free(); wasm.freed(); mywasm.free(); free(wasm.memory)";
        assert_eq!(renamed(text, "wasm.", &names), "wasm.A(); wasm.freed(); mywasm.free(); free(wasm.memory)");
    }
}
