//! The members of one JSON object, as settings come: numbers, texts and truth values. serde_json would read them into a tree, with tables
//! and messages that weigh 6 kB in the page's cores.

use crate::math::decimal;

/// A value of JSON. Lists and objects are recognised, and not looked into.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Given {
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    List,
    Object,
}

impl Given {
    pub(crate) fn number(&self) -> Option<f64> {
        if let Self::Number(number) = self { Some(*number) } else { None }
    }

    pub(crate) fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }
}

/// Names and values of the members of an object, in their order. What follows a list or an object is not read: no setting is one, so
/// whoever asked refuses it.
///
/// # Errors
/// Where the text is not an object of JSON: after so many bytes.
pub(crate) fn members(text: &str) -> Result<Vec<(String, Given)>, usize> {
    let mut reader = Reader { text, at: 0 };
    reader.members().ok_or(reader.at)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn members(&mut self) -> Option<Vec<(String, Given)>> {
        let mut members = Vec::new();
        self.sign(b'{')?;
        if self.sign(b'}').is_none() {
            loop {
                self.sign(b'"')?;
                let name = self.string()?;
                self.sign(b':')?;
                let value = self.value()?;
                let is_flat = !matches!(value, Given::List | Given::Object);
                members.push((name, value));
                if !is_flat {
                    return Some(members);
                }
                if self.sign(b',').is_none() {
                    break;
                }
            }
            self.sign(b'}')?;
        }
        self.skip_space();
        (self.at == self.text.len()).then_some(members)
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.byte() {
            self.at += 1;
        }
    }

    /// Goes past space and this sign, if it is the next.
    fn sign(&mut self, sign: u8) -> Option<()> {
        self.skip_space();
        (self.byte()? == sign).then(|| self.at += 1)
    }

    fn value(&mut self) -> Option<Given> {
        self.skip_space();
        for (word, value) in [
            ("null", Given::Null),
            ("true", Given::Bool(true)),
            ("false", Given::Bool(false)),
            ("[", Given::List),
            ("{", Given::Object),
        ] {
            if self.text.as_bytes()[self.at..].starts_with(word.as_bytes()) {
                self.at += word.len();
                return Some(value);
            }
        }
        if self.sign(b'"').is_some() { self.string().map(Given::Text) } else { self.number().map(Given::Number) }
    }

    /// A number as JSON has it: stricter than [`decimal::parse`], which lets zeros stand in front and digits miss on one side.
    fn number(&mut self) -> Option<f64> {
        let start = self.at;
        while let Some(b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E') = self.byte() {
            self.at += 1;
        }
        let number = &self.text[start..self.at];
        let unsigned = number.strip_prefix('-').unwrap_or(number).as_bytes();
        let is_json = match unsigned {
            [b'0', b'0'..=b'9', ..] => false,
            [b'0'..=b'9', ..] => {
                !unsigned.windows(2).any(|pair| pair[0] == b'.' && !pair[1].is_ascii_digit())
                    && !unsigned.ends_with(b".")
            }
            _ => false,
        };
        decimal::parse(number).filter(|_| is_json)
    }

    /// The rest of a string, behind its first quotation mark.
    fn string(&mut self) -> Option<String> {
        let mut string = String::new();
        loop {
            let start = self.at;
            while !matches!(self.byte()?, b'"' | b'\\' | 0..b' ') {
                self.at += 1;
            }
            // Both ends lie beside ASCII, so no character is cut.
            string.push_str(&self.text[start..self.at]);
            self.at += 1;
            match self.text.as_bytes()[self.at - 1] {
                b'"' => return Some(string),
                b'\\' => string.push(self.escaped()?),
                _ => return None,
            }
        }
    }

    fn escaped(&mut self) -> Option<char> {
        let byte = self.byte()?;
        self.at += 1;
        Some(match byte {
            b'"' | b'\\' | b'/' => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                // A character beyond the first 65536 is written as two halves.
                let first = self.unit()?;
                let rest = if (0xd800..0xdc00).contains(&first) { self.low_half() } else { None };
                char::decode_utf16([first].into_iter().chain(rest)).next()?.ok()?
            }
            _ => return None,
        })
    }

    fn low_half(&mut self) -> Option<u16> {
        self.text.as_bytes()[self.at..].starts_with(b"\\u").then(|| self.at += 2)?;
        self.unit()
    }

    fn unit(&mut self) -> Option<u16> {
        let digits = self.text.as_bytes().get(self.at..self.at + 4)?;
        self.at += 4;
        digits.iter().try_fold(0, |unit, &digit| Some(unit << 4 | char::from(digit).to_digit(16)? as u16))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    /// As serde_json reads it, or refused as it refuses it.
    fn same(text: &str) {
        let expected = match serde_json::from_str(text) {
            Ok(Value::Object(expected)) => Some(expected),
            _ => None,
        };
        let read = members(text).ok();
        assert_eq!(read.is_some(), expected.is_some(), "{text}");
        for (name, given) in read.into_iter().flatten() {
            let value = &expected.as_ref().unwrap()[&name];
            let is_same = match given {
                Given::Null => value.is_null(),
                Given::Bool(given) => value.as_bool() == Some(given),
                Given::Number(given) => value.as_f64() == Some(given),
                Given::Text(given) => value.as_str() == Some(&given),
                Given::List => value.is_array(),
                Given::Object => value.is_object(),
            };
            assert!(is_same, "{name} of {text}");
        }
    }

    #[test]
    fn objects_are_read_as_by_serde_json() {
        for text in [
            "{}",
            " {\t}\n",
            r#"{"a":1,"b":-0.5,"c":1e3,"d":2E-2,"e":0,"f":-0,"g":12.0}"#,
            r#"{ "a" : true , "b" : false, "c":null }"#,
            r#"{"":"","\"\\\/":"\b\f\n\r\t","山":"\u5c71 \ud83c\udfd4 🏔"}"#,
            r#"{"a":[]}"#,
            r#"{"a":{}}"#,
        ] {
            same(text);
        }
    }

    #[test]
    fn what_is_no_object_is_refused_as_by_serde_json() {
        for text in [
            "",
            "{",
            "}",
            "[]",
            "1",
            "null",
            "{,}",
            "{\"a\"}",
            "{\"a\":}",
            "{\"a\":1,}",
            "{\"a\":1}x",
            "{a:1}",
            "{\"a\":01}",
            "{\"a\":.5}",
            "{\"a\":5.}",
            "{\"a\":5.e1}",
            "{\"a\":+1}",
            "{\"a\":1e}",
            "{\"a\":-}",
            "{\"a\":NaN}",
            "{\"a\":\"",
            "{\"a\":\"\n\"}",
            "{\"a\":\"\\x\"}",
            "{\"a\":\"\\u12\"}",
            "{\"a\":\"\\ud800\"}",
            "{\"a\":\"\\udc00\"}",
            "{\"a\":tru}",
            "{\"a\":1 \"b\":2}",
        ] {
            same(text);
        }
    }

    #[test]
    fn every_beginning_of_a_text_is_read_or_refused() {
        let text = r#"{"learning_rate":0.1,"events":"1:lr:2","é\u00e9":null}"#;
        for (end, _) in text.char_indices() {
            same(&text[..end]);
        }
    }
}
