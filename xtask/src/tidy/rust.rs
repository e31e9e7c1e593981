//! Import arrows between the modules of `crate/src/`: who may know whom.

use super::{Source, without_comments};

/// Each module with the modules it may import. What is not listed is forbidden.
const ARROWS: &[(&str, &[&str])] = &[
    ("error", &[]),
    ("json", &["math"]),
    ("random", &[]),
    // `samples` says how many rows a group of lanes has.
    ("math", &["samples"]),
    ("samples", &["error"]),
    ("network", &["error", "random", "math", "samples"]),
    ("optimizer", &["error", "math"]),
    ("dataset", &["error", "random", "math", "samples"]),
    ("objective", &["error", "math"]),
    ("clusters", &["error", "random"]),
    ("training", &["error", "json", "random", "math", "samples", "network", "objective", "optimizer", "dataset"]),
    ("landscape", &["error", "random", "math", "samples", "network", "objective"]),
    ("diagnostics", &["error", "random", "math", "samples", "network"]),
    (
        "experiment",
        &[
            "error",
            "json",
            "random",
            "math",
            "samples",
            "network",
            "objective",
            "optimizer",
            "dataset",
            "training",
            "landscape",
            "diagnostics",
        ],
    ),
    // Command lines use the library from outside.
    ("bin", &[]),
    ("answers", &["error", "math", "network", "samples"]),
    ("chart", &["error"]),
    (
        "wasm",
        &[
            "error",
            "json",
            "random",
            "samples",
            "network",
            "objective",
            "dataset",
            "clusters",
            "training",
            "landscape",
            "diagnostics",
            "experiment",
            "answers",
            "chart",
        ],
    ),
];

pub(super) fn check(source: &Source, offences: &mut Vec<String>) {
    let Some(module) = module_of(&source.path) else { return };
    let Some((_, allowed)) = ARROWS.iter().find(|(name, _)| *name == module) else {
        offences.push(format!("{}: module '{module}' has no row in xtask/src/tidy/rust.rs", source.path));
        return;
    };
    for (line, imported) in imports(&source.text) {
        if imported != module && !allowed.contains(&imported.as_str()) && is_module(&imported) {
            offences.push(format!("{}:{line}: {module} must not import {imported}", source.path));
        }
    }
}

/// The top-level module that a file of the core belongs to; none for `lib.rs` and for other crates.
fn module_of(path: &str) -> Option<&str> {
    let inside = path.strip_prefix("crate/src/")?.strip_suffix(".rs")?;
    let module = inside.split('/').next()?;
    (module != "lib").then_some(module)
}

/// Items that `lib.rs` re-exports (`crate::Error`, `crate::Result`) come from the leaf `error`, which everybody may import.
fn is_module(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
}

/// Line and first path segment of every `crate::…`, with `crate::{a::…, b}` opened.
fn imports(text: &str) -> Vec<(usize, String)> {
    let text = without_comments(text);
    let mut found = Vec::new();
    for (at, _) in text.match_indices("crate::") {
        let before = text[..at].chars().next_back();
        if before.is_some_and(|character| character.is_alphanumeric() || "_$".contains(character)) {
            continue;
        }
        let line = text[..at].matches('\n').count() + 1;
        let rest = &text[at + "crate::".len()..];
        if let Some(group) = rest.strip_prefix('{') {
            found.extend(group_heads(group).into_iter().map(|name| (line, name)));
        } else {
            found.push((line, identifier(rest)));
        }
    }
    found
}

/// The first names of a group, `a::{b, c}, d` giving `a` and `d`; `group` starts behind its opening brace.
fn group_heads(group: &str) -> Vec<String> {
    let mut depth = 0_usize;
    let mut heads = Vec::new();
    let mut is_head = true;
    for (at, character) in group.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => is_head = true,
            _ if character.is_whitespace() => {}
            _ if is_head && depth == 0 => {
                heads.push(identifier(&group[at..]));
                is_head = false;
            }
            _ => {}
        }
    }
    heads
}

fn identifier(text: &str) -> String {
    text.chars().take_while(|character| character.is_alphanumeric() || *character == '_').collect()
}

#[cfg(test)]
mod tests {
    use super::{Source, check};

    fn offences(path: &str, text: &str) -> Vec<String> {
        let mut offences = Vec::new();
        check(&Source { path: path.to_owned(), text: text.to_owned() }, &mut offences);
        offences
    }

    #[test]
    fn an_allowed_arrow_passes() {
        assert_eq!(offences("crate/src/network/mlp.rs", "use crate::{Error, math, random::Random};"), [""; 0]);
    }

    #[test]
    fn a_forbidden_arrow_is_named_with_its_line() {
        let found = offences("crate/src/network/mlp.rs", "// crate::wasm\n\nuse crate::training::Trainer;");
        assert_eq!(found, ["crate/src/network/mlp.rs:3: network must not import training"]);
    }

    #[test]
    fn groups_are_opened_at_every_place() {
        let text = "use crate::{\n    math::{exp, ln},\n    chart,\n    optimizer::Sgd,\n};";
        assert_eq!(offences("crate/src/landscape/plane.rs", text).len(), 2);
    }

    #[test]
    fn a_path_inside_code_counts() {
        assert_eq!(offences("crate/src/chart/line.rs", "fn f() { crate::network::relu(1.0); }").len(), 1);
    }

    #[test]
    fn a_module_without_a_row_is_an_offence() {
        assert_eq!(offences("crate/src/surprise.rs", "").len(), 1);
    }
}
