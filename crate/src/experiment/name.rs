//! What people call a run: the name of the run of a spec and those of its branches.
//!
//! It is the only text in a link that people write, so what it may hold is said here, and how it is spelled there.

use std::fmt::Write;

/// Characters of a name.
pub const MAX_NAME: usize = 16;

/// Whether a run may be called so: no signs that mean something in the text of branches, none that cannot be seen, no space at
/// either end.
pub(super) fn is_name(name: &str) -> bool {
    let is_plain =
        |sign: char| !matches!(sign, ':' | ',' | '@') && (sign == ' ' || !sign.is_whitespace() && is_visible(sign));
    (1..=MAX_NAME).contains(&name.chars().count()) && name.trim() == name && name.chars().all(is_plain)
}

/// What a name may be, as the rest of a sentence.
pub(super) fn wanted() -> String {
    format!("names of 1 to {MAX_NAME} characters, none of them : , @ or invisible")
}

/// Whether a sign is seen where it stands: not a control, and none that turns the direction of writing or has no width.
fn is_visible(sign: char) -> bool {
    let is_format = matches!(sign, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffd}');
    !sign.is_control() && !is_format
}

/// Whether a byte stands for itself in a link.
fn is_plain_in_links(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b':' | b',' | b'@' | b'.' | b'-' | b'_' | b'!' | b'=' | b'*' | b'~')
}

/// Characters that a text takes in a link, as [`percent_encode`] writes it.
pub(super) fn linked_length(text: &str) -> usize {
    text.bytes().map(|byte| if is_plain_in_links(byte) { 1 } else { 3 }).sum()
}

/// Writes a text so that no link ends or breaks in it: what is neither ASCII nor plain as `%41`, byte by byte.
pub(super) fn percent_encode(text: &str, link: &mut String) {
    for byte in text.bytes() {
        if is_plain_in_links(byte) {
            link.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(link, "%{byte:02X}");
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::random::Random;

    /// A name of up to the longest length, of signs that mean something in links, in markup, or take several bytes; or none.
    pub(in crate::experiment) fn random_name(random: &mut Random) -> String {
        let signs = ['a', 'Z', '7', '-', '%', '&', '#', '+', '=', '残', 'é', '😀', '"', '<'];
        (0..random.below(MAX_NAME + 1)).map(|_| signs[random.below(signs.len())]).collect()
    }

    #[test]
    fn a_name_is_what_can_be_seen_and_means_nothing_in_a_link() {
        for name in ["a", "with a steady 手", "A/B & 50 % = <b>", "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀"]
        {
            assert!(is_name(name), "{name}");
            let mut linked = String::new();
            percent_encode(name, &mut linked);
            assert_eq!(linked.len(), linked_length(name), "{name}");
            assert!(!linked.contains(['&', '#', ' ', '+', '<']), "{linked}");
        }
        for name in
            ["", " a", "a ", "a:b", "a,b", "a@b", "a\u{202e}b", "a\tb", "seventeen letters", "\u{200b}", "a\u{a0}b"]
        {
            assert!(!is_name(name), "{name:?}");
        }
    }
}
