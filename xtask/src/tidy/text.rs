//! Rules for any text file: its length, and no trace of one machine.

use super::Source;

/// Above this a file of code must say why in its first lines ("Length: …").
const LINES_WITHOUT_REASON: usize = 400;
/// Above this it must be cut.
const LINES_AT_MOST: usize = 500;
/// A reason for a file's length stands in its header, which is this many lines at most.
const HEADER_LINES: usize = 30;

/// Files of code. Data (goldens, lock files) and prose may be as long as they need.
const CODE: &[&str] = &["rs", "js", "css", "html", "py"];

/// Folders of people on ordinary systems; written in halves, or this file would be its own first offence.
const MACHINE_FOLDERS: &[(&str, &str)] =
    &[("/ho", "me/"), ("/ro", "ot/"), ("/Us", "ers/"), (":\\Us", "ers\\"), ("/wo", "rk/"), ("/tm", "p/")];

pub(super) fn check(source: &Source, offences: &mut Vec<String>) {
    check_length(source, offences);
    check_machine_paths(source, offences);
    check_lock_files(source, offences);
}

fn check_length(source: &Source, offences: &mut Vec<String>) {
    let lines = source.text.lines().count();
    if !CODE.contains(&source.extension()) || source.path.starts_with("tests/golden/") {
        return;
    }
    let has_reason = source.text.lines().take(HEADER_LINES).any(|line| line.contains("Length: "));
    if lines > LINES_AT_MOST {
        offences.push(format!("{}: {lines} lines, at most {LINES_AT_MOST}: cut it by subject", source.path));
    } else if lines > LINES_WITHOUT_REASON && !has_reason {
        offences.push(format!(
            "{}: {lines} lines: above {LINES_WITHOUT_REASON} the header gives a reason (\"Length: …\")",
            source.path
        ));
    }
}

fn check_machine_paths(source: &Source, offences: &mut Vec<String>) {
    for (number, line) in source.text.lines().enumerate() {
        for (first, second) in MACHINE_FOLDERS {
            let folder = format!("{first}{second}");
            for (at, _) in line.match_indices(&folder) {
                // `https://host/home/` and `./usr/` are not folders of a machine.
                let before = line[..at].chars().next_back();
                if before.is_none_or(|character| " \"'`=(:[".contains(character)) {
                    offences.push(format!("{}:{}: a folder of one machine: {folder}", source.path, number + 1));
                }
            }
        }
    }
}

fn check_lock_files(source: &Source, offences: &mut Vec<String>) {
    if source.path.ends_with("package-lock.json") && source.text.contains("\"resolved\":") {
        offences.push(format!("{}: names download addresses; write it again with this .npmrc", source.path));
    }
    if source.path.ends_with("Cargo.lock") {
        let public = "registry+https://github.com/rust-lang/crates.io-index";
        for line in source.text.lines().filter(|line| line.starts_with("source = ")) {
            if !line.contains(public) {
                offences.push(format!("{}: not from the public registry: {line}", source.path));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Source, check};

    fn offences(path: &str, text: &str) -> usize {
        let mut offences = Vec::new();
        check(&Source { path: path.to_owned(), text: text.to_owned() }, &mut offences);
        offences.len()
    }

    #[test]
    fn long_files_need_a_reason_and_have_an_end() {
        assert_eq!(offences("a.rs", &"x\n".repeat(400)), 0);
        assert_eq!(offences("a.rs", &"x\n".repeat(401)), 1);
        assert_eq!(offences("a.rs", &format!("//! Length: a table.\n{}", "x\n".repeat(450))), 0);
        assert_eq!(offences("a.rs", &format!("//! Length: a table.\n{}", "x\n".repeat(500))), 1);
        assert_eq!(offences("a.md", &"x\n".repeat(900)), 0);
    }

    #[test]
    fn folders_of_a_machine_are_found() {
        let home = ["/ho", "me/"].concat();
        assert_eq!(offences("a.md", &format!("see `{home}ann/x`")), 1);
        assert_eq!(offences("a.md", &format!("see https://example.org{home}ann")), 0);
    }

    #[test]
    fn lock_files_name_no_address() {
        assert_eq!(offences("package-lock.json", "\"resolved\": \"x\""), 1);
        assert_eq!(offences("Cargo.lock", "source = \"registry+https://github.com/rust-lang/crates.io-index\""), 0);
        assert_eq!(offences("Cargo.lock", "source = \"git+https://example.org\""), 1);
    }
}
