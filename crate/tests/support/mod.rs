//! What the snapshot tests share: the look of the light theme, and the comparison with `tests/snapshots/`.

use downhill::chart::Style;
use std::path::Path;

pub(crate) fn style() -> Style {
    Style::from_json(
        r##"{"scale":2,"ink":"#1d2126","soft":"#656b73","line":"#e4e1da","plain":"#8a5a9e","skip":"#1f7a8c",
            "accent":"#d9482b","runs":["#2466c8","#22262b","#d46fb0"],"panel":"#ffffff","font":"sans-serif"}"##,
    )
    .unwrap()
}

pub(crate) fn check(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots").join(format!("{name}.svg"));
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    if text != expected {
        let seen = path.with_extension("changed.svg");
        std::fs::write(&seen, text).unwrap();
        panic!("{name}.svg has changed: compare {} and, if it is right, bless it with BLESS=1", seen.display());
    }
}
