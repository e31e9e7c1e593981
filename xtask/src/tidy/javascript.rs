//! Import arrows between the folders of `www/`, and who may import packages.

use super::{Source, without_comments};

/// Each part of the page with the parts it may import. What is not listed is forbidden. Type imports stand in comments and are free.
const ARROWS: &[(&str, &[&str])] = &[
    (
        "main",
        &[
            "lab", "lesson", "gallery", "share", "offline", "embed", "stage", "charts", "state", "engine", "i18n",
            "style",
        ],
    ),
    ("lab", &["stage", "charts", "state", "engine", "i18n", "style"]),
    // A lesson is told beside the Lab's stage, with the Lab's helpers for elements.
    ("lesson", &["lab", "stage", "charts", "state", "engine", "i18n", "style"]),
    // An experiment in somebody else's page: the same run and the Lab's helpers, put together anew.
    ("embed", &["lab", "stage", "charts", "state", "engine", "i18n", "style"]),
    // Ready-made experiments: links with pictures, in the colours that the Lab's helpers read.
    ("gallery", &["lab", "stage", "i18n", "style"]),
    ("share", &["lab", "stage", "state", "engine", "i18n", "style"]),
    ("offline", &["i18n"]),
    ("stage", &["i18n"]),
    ("charts", &["stage", "i18n"]),
    ("state", &["engine", "pkg", "data"]),
    // `spawn.js` names the workers' files; their code runs on another thread.
    ("engine", &["engine worker"]),
    ("engine worker", &["engine", "pkg"]),
    ("i18n", &[]),
];

/// The only folder that may import three.js: it is big, and its API changes between minor versions.
const THREE: &str = "www/stage/mountain/";

/// The only file that makes QR codes.
const QR_CODE: &str = "www/share/qr.js";

/// Views that the core's plotters draw, on the page's own instance of the core.
const CHARTS: &[&str] = &["stage/curves/", "stage/flow/", "stage/fallback/", "stage/fit/", "stage/clusters/"];

/// A view that stands in for another one draws the same scene by its rules: it may know that one, but not three.js.
const STANDS_IN: (&str, &str) = ("fallback", "mountain");

pub(super) fn check(source: &Source, offences: &mut Vec<String>) {
    if !source.path.starts_with("www/") || source.extension() != "js" {
        return;
    }
    let part = part_of(&source.path);
    let Some((_, allowed)) = ARROWS.iter().find(|(name, _)| *name == part) else {
        offences.push(format!("{}: '{part}' has no row in xtask/src/tidy/javascript.rs", source.path));
        return;
    };
    if part.starts_with("engine") {
        for (number, line) in without_comments(&source.text).lines().enumerate() {
            if line.contains("document.") || line.contains("window.") {
                offences.push(format!("{}:{}: the engine knows no document", source.path, number + 1));
            }
        }
    }
    for (line, name) in imports(&source.text) {
        let place = format!("{}:{line}", source.path);
        if !name.starts_with('.') {
            let is_three = name == "three" || name.starts_with("three/");
            if name == "uqr" && source.path == QR_CODE {
                continue;
            }
            if !is_three {
                offences.push(format!("{place}: the page imports no package but three and uqr, not '{name}'"));
            } else if !source.path.starts_with(THREE) {
                offences.push(format!("{place}: only {THREE} imports three"));
            }
            continue;
        }
        let target = resolve(&source.path, &name);
        if let (Some(view), Some(other)) = (view_of(&source.path), view_of(&target))
            && view != other
            && (view, other) != STANDS_IN
        {
            offences.push(format!("{place}: the view {view} must not know the view {other}"));
        }
        let imported = part_of(&target);
        if imported != part && !allowed.contains(&imported.as_str()) {
            offences.push(format!("{place}: {part} must not import {imported} ('{name}')"));
        }
    }
}

/// The view whose folder a file lies in.
fn view_of(path: &str) -> Option<&str> {
    let (view, _) = path.strip_prefix("www/stage/")?.split_once('/')?;
    Some(view)
}

/// The part of the page that a file belongs to: its first folder, with the two exceptions that the thread boundary makes; tables are data.
fn part_of(path: &str) -> String {
    if path.starts_with("crate/data/") {
        return "data".to_owned();
    }
    let inside = path.strip_prefix("www/").unwrap_or(path);
    if inside.starts_with("engine/") && inside.ends_with("_worker.js") {
        return "engine worker".to_owned();
    }
    if CHARTS.iter().any(|folder| inside.starts_with(folder)) {
        return "charts".to_owned();
    }
    inside.split('/').next().unwrap_or(inside).trim_end_matches(".js").to_owned()
}

/// Line and name of every static or dynamic import, re-export and `new URL(…, import.meta.url)`.
fn imports(text: &str) -> Vec<(usize, String)> {
    let text = without_comments(text);
    let mut found = Vec::new();
    for opening in [" from \"", "}from \"", "import \"", "import(\"", "new URL(\""] {
        for (at, _) in text.match_indices(opening) {
            let name: String = text[at + opening.len()..].chars().take_while(|character| *character != '"').collect();
            // A sentence in a string may hold the word `from`; a module's name holds no space.
            if !name.contains(char::is_whitespace) && !name.is_empty() {
                found.push((text[..at].matches('\n').count() + 1, name));
            }
        }
    }
    found.sort();
    found
}

/// The path below the project's folder that `name`, written in `file`, means.
fn resolve(file: &str, name: &str) -> String {
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    for step in name.split('/') {
        match step {
            "." => {}
            ".." => {
                parts.pop();
            }
            _ => parts.push(step),
        }
    }
    parts.join("/")
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
    fn allowed_arrows_pass() {
        let text = "import { en } from \"../i18n/en.js\";\nimport { Client } from \"../engine/client.js\";";
        assert_eq!(offences("www/lab/dial.js", text), [""; 0]);
        assert_eq!(offences("www/engine/training_worker.js", "import init from \"../pkg/downhill.js\";"), [""; 0]);
        assert_eq!(offences("www/stage/mountain/mountain.js", "import { Mesh } from \"three\";"), [""; 0]);
    }

    #[test]
    fn a_view_knows_no_controls_and_a_client_no_core() {
        let found = offences("www/stage/mountain/ball.js", "\nimport { dial } from \"../../lab/dial.js\";");
        assert_eq!(found, ["www/stage/mountain/ball.js:2: stage must not import lab ('../../lab/dial.js')"]);
        assert_eq!(offences("www/engine/client.js", "const m = await import(\"../pkg/downhill.js\");").len(), 1);
    }

    #[test]
    fn views_do_not_know_each_other_and_the_engine_no_document() {
        assert_eq!(offences("www/stage/flow/flow.js", "import x from \"../curves/curves.js\";").len(), 1);
        assert_eq!(offences("www/stage/flow/flow.js", "import x from \"../chart_canvas.js\";"), [""; 0]);
        assert_eq!(offences("www/stage/fallback/hand.js", "import x from \"../mountain/keys.js\";"), [""; 0]);
        // Refused twice: one view must not know another, and nothing but charts may lead to the charts.
        assert_eq!(offences("www/stage/mountain/keys.js", "import x from \"../fallback/hand.js\";").len(), 2);
        assert_eq!(offences("www/engine/post.js", "document.title = 1; // document.").len(), 1);
    }

    #[test]
    fn three_stays_in_the_mountain_and_is_the_only_package() {
        assert_eq!(offences("www/main.js", "import \"three\";").len(), 1);
        assert_eq!(offences("www/stage/mountain/mountain.js", "import x from \"lodash\";").len(), 1);
    }

    #[test]
    fn types_in_comments_are_free() {
        assert_eq!(offences("www/state/store.js", "/** @type {import(\"../lab/x.js\").X} */\nlet x;"), [""; 0]);
    }
}
