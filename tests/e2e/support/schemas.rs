//! Every document that the program writes for programs, in whichever test, is held against its schema in `docs/schema`.

use std::{collections::BTreeMap, fs, path::Path, sync::OnceLock};

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::Value;

/// What documents may look like.
struct Known {
    schemas: Schemas,
    names: BTreeMap<String, SchemaIndex>,
}

/// Holds what a run of the program wrote against the schemas, as far as it was asked for documents.
#[track_caller]
pub fn check(arguments: &[&str], stdout: &str, stderr: &str) {
    let has = |argument: &str| arguments.contains(&argument);
    if has("--json") && !has("cat") {
        // A program that was killed may leave half a line.
        for line in stdout.split_inclusive('\n').filter(|line| line.ends_with('\n')) {
            let document: Value =
                serde_json::from_str(line).unwrap_or_else(|error| panic!("{arguments:?}: {error} in {line}"));
            hold(&name_of(&document), &document, arguments);
        }
    }
    if has("--progress") && has("json") || has("--progress=json") {
        for line in stderr.lines().filter(|line| line.starts_with("{\"")) {
            // The last one may be cut by a fault that a test wants.
            let Ok(event) = serde_json::from_str::<Value>(line) else { continue };
            hold("progress", &event, arguments);
        }
    }
}

/// The names of all schemas but that of what several have in common.
pub fn names() -> Vec<String> {
    known().names.keys().cloned().collect()
}

/// Whether a document fits a schema.
pub fn fits(name: &str, document: &Value) -> bool {
    let known = known();
    known.schemas.validate(document, known.names[name]).is_ok()
}

fn name_of(document: &Value) -> String {
    match (&document["command"], &document["error"]) {
        (Value::String(command), _) => command.replace(' ', "-"),
        (_, Value::Object(_)) => "error".to_owned(),
        // Only lines of the log that are followed have neither.
        _ => "log-line".to_owned(),
    }
}

/// A document, which must fit a schema.
#[track_caller]
pub fn fitting(name: &str, document: Value) -> Value {
    hold(name, &document, &[]);
    document
}

#[track_caller]
fn hold(name: &str, document: &Value, arguments: &[&str]) {
    let known = known();
    let Some(&schema) = known.names.get(name) else {
        panic!("aosbox {arguments:?} writes a document without a schema: docs/schema/{name}.json\n{document:#}");
    };
    if let Err(error) = known.schemas.validate(document, schema) {
        panic!("aosbox {arguments:?} writes what docs/schema/{name}.json does not allow:\n{error:#}\n{document:#}");
    }
}

fn known() -> &'static Known {
    static KNOWN: OnceLock<Known> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schema");
        let (mut compiler, mut schemas) = (Compiler::new(), Schemas::new());
        compiler.enable_format_assertions();
        let mut found = Vec::new();
        for entry in fs::read_dir(&folder).expect("the schemas are there") {
            let path = entry.expect("the folder can be listed").path();
            let text = fs::read_to_string(&path).expect("a schema can be read");
            let schema = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            compiler.add_resource(&address(&name), schema).expect("an address is read");
            found.push(name);
        }
        found.retain(|name| name != "common");
        let names = found.into_iter().map(|name| {
            let compiled = compiler.compile(&address(&name), &mut schemas);
            let index = compiled.unwrap_or_else(|error| panic!("docs/schema/{name}.json: {error:#}"));
            (name, index)
        });
        let names = names.collect();
        Known { schemas, names }
    })
}

/// Schemas name one another by their files; nothing is fetched from anywhere.
fn address(name: &str) -> String {
    format!("https://schema.invalid/{name}.json")
}
