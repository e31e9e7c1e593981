//! `cargo xtask tidy`: what the compilers do not check. Import arrows, file lengths, and nothing of one machine in the project.
//!
//! The rules read text, not syntax trees: they see the forms that rustfmt and Biome write, which the other checks enforce.

mod javascript;
mod rust;
mod text;

use std::fs;
use std::path::Path;

use crate::project;
use crate::run::{self, Result};

/// One tracked text file.
struct Source {
    /// Path below the project's folder, with forward slashes.
    path: String,
    text: String,
}

/// Reports every offence of every rule, then fails if there was one.
pub(crate) fn tidy() -> Result<()> {
    let sources = tracked()?;
    let mut offences = Vec::new();
    for source in &sources {
        text::check(source, &mut offences);
        rust::check(source, &mut offences);
        javascript::check(source, &mut offences);
    }
    for offence in &offences {
        eprintln!("{offence}");
    }
    match offences.len() {
        0 => {
            eprintln!("tidy: {} files, no offence", sources.len());
            Ok(())
        }
        count => Err(format!("tidy: {count} offences in {} files", sources.len())),
    }
}

/// Every text file that git tracks or would add.
fn tracked() -> Result<Vec<Source>> {
    let names = run::output(&mut run::command("git", &["ls-files", "--cached", "--others", "--exclude-standard"]))?;
    let mut sources = Vec::new();
    for path in names.lines() {
        // Deleted in the work tree but not yet in the index, or not text: nothing to read.
        if let Ok(text) = fs::read_to_string(project::at(path)) {
            sources.push(Source { path: path.to_owned(), text });
        }
    }
    Ok(sources)
}

impl Source {
    fn extension(&self) -> &str {
        Path::new(&self.path).extension().and_then(|extension| extension.to_str()).unwrap_or("")
    }
}

/// The text without `//` and `/* */` comments; line breaks stay, so that line numbers hold. Strings are kept whole.
fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    let mut quote: Option<char> = None;
    while let Some(character) = characters.next() {
        match (quote, character) {
            (Some(open), _) => {
                out.push(character);
                if character == '\\' {
                    out.extend(characters.next());
                } else if character == open || (character == '\n' && open == '\'') {
                    // A lifetime's lone apostrophe ends with its line.
                    quote = None;
                }
            }
            (None, '"' | '`' | '\'') => {
                quote = Some(character);
                out.push(character);
            }
            (None, '/') if characters.peek() == Some(&'/') => {
                while characters.peek().is_some_and(|next| *next != '\n') {
                    characters.next();
                }
            }
            (None, '/') if characters.peek() == Some(&'*') => {
                characters.next();
                let mut last = ' ';
                for inside in characters.by_ref() {
                    if inside == '\n' {
                        out.push('\n');
                    }
                    if last == '*' && inside == '/' {
                        break;
                    }
                    last = inside;
                }
            }
            _ => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::without_comments;

    #[test]
    fn comments_go_and_lines_and_strings_stay() {
        let text = "a // b\n/* c\n d */ e \"// f\" `/* g */`\n'x' h";
        assert_eq!(without_comments(text), "a \n\n e \"// f\" `/* g */`\n'x' h");
    }

    #[test]
    fn a_lifetime_hides_nothing_below_its_line() {
        assert_eq!(without_comments("fn f<'a>() {}\n// g\nh"), "fn f<'a>() {}\n\nh");
    }
}
