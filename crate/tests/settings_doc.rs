//! `docs/settings.md` is the table of fields as a document; this test keeps it current. `BLESS=1 cargo test --test settings_doc`
//! writes it anew.

use std::fmt::Write;
use std::path::PathBuf;

use downhill::experiment::{Branching, FIELDS, Field, Group, Kind, Spec};

fn file() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs/settings.md")
}

/// What a field accepts, in a few words.
fn range(kind: Kind) -> String {
    match kind {
        Kind::Integer { min, max } => format!("whole number, {min} to {max}"),
        Kind::Number { min, max, .. } => format!("number, {min} to {max}"),
        Kind::Choice(choices) => {
            choices.iter().map(|choice| format!("`{}`", choice.value)).collect::<Vec<_>>().join(", ")
        }
        Kind::List { min, max, length } => format!("up to {length} whole numbers of {min} to {max}, joined by `-`"),
        Kind::Branches => "runs that leave this one, joined by `,`".to_owned(),
        Kind::Name => "what people call it: up to 16 characters".to_owned(),
        Kind::Events => "changes by hand in the order of steps, joined by `,`".to_owned(),
        Kind::Table => "a table of one's own, packed".to_owned(),
    }
}

/// When a field has a meaning.
fn conditions(field: &Field) -> String {
    let one = |when: &downhill::experiment::When| format!("{} is {}", when.field, when.is.join(", "));
    field.when.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// What a change of it does to a run, and what of the page shows it.
fn effect(field: &Field) -> String {
    let run = match (field.live, field.branch) {
        (true, _) => "the run goes on",
        (false, Branching::Never) => "another run",
        (false, Branching::AtStart) => "another run, or a rival from step 0",
        (false, Branching::Anywhere) => "another run, or a branch",
    };
    let views: Vec<&str> = field.views.iter().map(|view| view.name()).collect();
    format!("{run}; {}", views.join(", "))
}

fn document() -> String {
    let mut text = String::from(
        "# Settings\n\nMade from the table of fields (`crate/src/experiment/fields/`), which controls, links, checks and help are made \
         from, too. Do not edit: `BLESS=1 cargo test -p downhill --test settings_doc` writes it.\n\nA link is the page's address with \
         `#v=1` and, for every setting that differs from its default, `&key=value` behind it.\n",
    );
    let spec = Spec::default();
    for (group, title) in
        [(Group::Data, "Data"), (Group::Network, "Network"), (Group::Training, "Training"), (Group::View, "View")]
    {
        // Writing to a string cannot fail.
        let _ = write!(text, "\n## {title}\n");
        for field in FIELDS.iter().filter(|field| field.group == group) {
            let default = (field.get)(&spec).to_string();
            let _ = write!(
                text,
                "\n### {} · {}\n\n{}\n{}\n\n",
                field.label.en, field.label.zh, field.help.en, field.help.zh
            );
            let _ = writeln!(text, "- name `{}`, key `{}`", field.name, field.key);
            let default = if default.is_empty() { "nothing".to_owned() } else { format!("`{default}`") };
            let _ = writeln!(text, "- {}; by default {default}", range(field.kind));
            if !field.when.is_empty() {
                let _ = writeln!(text, "- has a meaning where {}", conditions(field));
            }
            let _ = writeln!(text, "- a change: {}", effect(field));
            if let Kind::Choice(choices) = field.kind {
                text.push_str("\n| value | | |\n|---|---|---|\n");
                for choice in choices {
                    let [value, label, help] = [choice.value, choice.label.en, choice.help.en];
                    let _ = writeln!(text, "| `{value}` | {label} · {} | {help} {} |", choice.label.zh, choice.help.zh);
                }
            }
        }
    }
    text
}

#[test]
fn the_document_of_settings_is_current() {
    let now = document();
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(file(), now).expect("docs is writable");
        return;
    }
    let then = std::fs::read_to_string(file()).expect("docs/settings.md is there");
    assert!(
        then == now,
        "docs/settings.md is not what the table of fields says: BLESS=1 cargo test --test settings_doc"
    );
}
