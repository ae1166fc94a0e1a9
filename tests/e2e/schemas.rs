//! The schemas themselves. That documents fit them is seen to by [`crate::support::schemas`] in every test that asks for one.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};

use crate::support::schemas::{fits, names};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources() -> Vec<(PathBuf, String)> {
    let (mut found, mut folders) = (Vec::new(), vec![root().join("src/cli"), root().join("src/cli.rs")]);
    while let Some(path) = folders.pop() {
        if path.is_dir() {
            folders.extend(fs::read_dir(path).expect("listed").map(|entry| entry.expect("listed").path()));
        } else {
            let text = fs::read_to_string(&path).expect("a source can be read");
            found.push((path, text));
        }
    }
    found
}

/// Texts in quotes that follow a beginning.
fn quoted_after<'a>(text: &'a str, beginning: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(beginning).skip(1).filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next())
}

#[test]
fn every_command_that_writes_a_document_has_a_schema() {
    let names: BTreeSet<String> = names().into_iter().collect();
    let mut commands = BTreeSet::new();
    for (_, text) in sources() {
        commands.extend(quoted_after(&text, "printer.document(").map(|command| command.replace(' ', "-")));
    }
    assert!(commands.len() > 35, "{commands:?}");
    let missing: Vec<_> = commands.difference(&names).collect();
    assert!(missing.is_empty(), "docs/schema lacks {missing:?}");
}

#[test]
fn every_kind_of_error_is_in_the_schema_and_in_the_documentation() {
    let exit = fs::read_to_string(root().join("src/cli/mistakes/exit.rs")).expect("a source can be read");
    let (_, kinds) = exit.split_once("pub fn kind(&self)").expect("the kinds");
    let (kinds, _) = kinds.split_once("pub fn is_closed_pipe").expect("what comes after");
    let kinds: Vec<&str> = quoted_after(kinds, "=>").collect();
    assert!(kinds.len() > 30, "{kinds:?}");
    let documentation = fs::read_to_string(root().join("docs/json.md")).expect("the documentation");
    for kind in kinds {
        let document = json!({ "schema": 1, "error": { "kind": kind, "message": "", "hint": null } });
        assert!(fits("error", &document), "docs/schema/error.json lacks {kind}");
        assert!(documentation.contains(&format!("`{kind}`")), "docs/json.md lacks {kind}");
    }
}

#[test]
fn every_field_of_a_document_is_in_the_documentation() {
    let read = |name: &str| fs::read_to_string(root().join(name)).expect("the documentation");
    let documentation = read("docs/json.md") + &read("docs/hooks.md");
    for entry in fs::read_dir(root().join("docs/schema")).expect("the schemas are there") {
        let path = entry.expect("listed").path();
        let schema: Value = serde_json::from_str(&fs::read_to_string(&path).expect("read")).expect("JSON");
        let mut fields = BTreeSet::new();
        collect(&schema, &mut fields);
        for field in fields {
            let field = field.trim_end_matches("_base64");
            let is_named =
                [format!("`{field}`"), format!("\"{field}\"")].iter().any(|name| documentation.contains(name));
            assert!(is_named, "docs/json.md lacks {field} of {}", path.display());
        }
    }
}

/// The fields that a schema names. Of none may there be more than are named.
fn collect(schema: &Value, fields: &mut BTreeSet<String>) {
    match schema {
        Value::Object(object) => {
            if let Some(Value::Object(properties)) = object.get("properties") {
                assert_eq!(object.get("additionalProperties"), Some(&json!(false)), "{schema:#}");
                fields.extend(properties.keys().cloned());
            }
            object.values().for_each(|value| collect(value, fields));
        }
        Value::Array(values) => values.iter().for_each(|value| collect(value, fields)),
        _ => {}
    }
}

#[test]
fn what_is_not_documented_does_not_fit() {
    let pause = json!({ "schema": 1, "command": "pause", "paused": true, "until": null, "running": false });
    assert!(fits("pause", &pause));
    for (field, value) in [("more", json!(1)), ("until", json!("soon")), ("schema", json!(2)), ("paused", json!(null))]
    {
        let mut wrong = pause.clone();
        wrong[field] = value;
        assert!(!fits("pause", &wrong), "{wrong}");
    }
    assert!(!fits("error", &json!({ "schema": 1, "error": { "kind": "bad luck", "message": "", "hint": null } })));
}
