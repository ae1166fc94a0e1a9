//! The objects of a store, looked at and changed past the program.

use std::{
    collections::BTreeMap,
    path::Path as FilePath,
    sync::{Arc, OnceLock},
};

use futures::TryStreamExt;
use object_store::{ObjectStore, ObjectStoreExt, PutPayload, local::LocalFileSystem, path::Path};
use tokio::runtime::Runtime;

use super::outside::Outside;

/// Objects below a prefix, by their names within it.
#[derive(Clone)]
pub struct Objects {
    client: Arc<dyn ObjectStore>,
    prefix: Path,
}

impl Objects {
    /// Those that are the files of a folder.
    pub fn in_folder(folder: &FilePath) -> Self {
        let client = LocalFileSystem::new_with_prefix(folder).expect("the folder is there");
        Self { client: Arc::new(client), prefix: Path::default() }
    }

    /// Those of a store outside.
    pub fn of_outside(outside: &Outside, prefix: &str) -> Self {
        Self { client: outside.client(), prefix: Path::from(prefix) }
    }

    /// The names of those below a folder, in order.
    #[track_caller]
    pub fn names(&self, below: &str) -> Vec<String> {
        let stream = self.client.list(Some(&self.path(below)));
        let listed: Vec<_> = runtime().block_on(stream.try_collect()).expect("a list");
        let name = |path: &Path| {
            let parts = path.prefix_match(&self.prefix).expect("below the prefix");
            parts.map(|part| part.as_ref().to_owned()).collect::<Vec<_>>().join("/")
        };
        let mut names: Vec<String> = listed.iter().map(|object| name(&object.location)).collect();
        names.sort();
        names
    }

    /// What one holds.
    #[track_caller]
    pub fn read(&self, name: &str) -> Vec<u8> {
        let path = self.path(name);
        let read = runtime().block_on(async { self.client.get(&path).await?.bytes().await });
        read.unwrap_or_else(|error| panic!("read {name}: {error}")).to_vec()
    }

    /// Puts one there, in the place of another if need be.
    #[track_caller]
    pub fn write(&self, name: &str, bytes: Vec<u8>) {
        let written = runtime().block_on(self.client.put(&self.path(name), PutPayload::from(bytes)));
        written.unwrap_or_else(|error| panic!("write {name}: {error}"));
    }

    /// Takes one away.
    #[track_caller]
    pub fn remove(&self, name: &str) {
        let removed = runtime().block_on(self.client.delete(&self.path(name)));
        removed.unwrap_or_else(|error| panic!("remove {name}: {error}"));
    }

    /// All that there is.
    #[track_caller]
    pub fn all(&self) -> BTreeMap<String, Vec<u8>> {
        let names = self.names("").into_iter();
        names.map(|name| (name.clone(), self.read(&name))).collect()
    }

    /// How many bytes there are.
    #[track_caller]
    pub fn size(&self) -> u64 {
        let stream = self.client.list(Some(&self.prefix));
        let listed: Vec<_> = runtime().block_on(stream.try_collect()).expect("a list");
        listed.iter().map(|object| object.size).sum()
    }

    /// Makes the store hold just this.
    #[track_caller]
    pub fn put_back(&self, wanted: &BTreeMap<String, Vec<u8>>) {
        let there = self.all();
        for name in there.keys().filter(|name| !wanted.contains_key(*name)) {
            self.remove(name);
        }
        for (name, bytes) in wanted.iter().filter(|(name, bytes)| there.get(*name) != Some(bytes)) {
            self.write(name, bytes.clone());
        }
    }

    fn path(&self, name: &str) -> Path {
        self.prefix.parts().chain(Path::from(name).parts()).map(|part| part.as_ref().to_owned()).collect()
    }
}

/// Clients keep connections, which live as long as their runtime.
fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| {
        let mut builder = tokio::runtime::Builder::new_multi_thread();
        builder.worker_threads(1).enable_all().build().expect("a thread for the client")
    })
}
