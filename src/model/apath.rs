//! Paths as the catalog knows them: independent of the system that reads them.

/// An absolute path in a device's catalog: its components, each after a `/`. The root itself is empty.
///
/// Components are bytes: on Unix those of the file system, on Windows the UTF-16 units written as WTF-8 (so that unpaired
/// surrogates survive). No component is empty or holds `/`; a Windows drive (`C:`) or share (`\\server\share`) is
/// the first component.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Apath(Vec<u8>);

impl Apath {
    /// The root, which holds everything.
    pub const ROOT: Apath = Apath(Vec::new());

    /// The path of these bytes, if every component is one that a catalog may hold.
    pub fn from_bytes(bytes: impl Into<Vec<u8>>) -> Option<Self> {
        let bytes = bytes.into();
        if bytes.is_empty() {
            return Some(Self(bytes));
        }
        let rest = bytes.strip_prefix(b"/")?;
        rest.split(|&byte| byte == b'/').all(is_component).then_some(Self(bytes))
    }

    /// The bytes: empty for the root, else `/component/component`.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The path one component further down. `name` must be a component: see [`is_component`].
    #[must_use]
    pub fn join(&self, name: &[u8]) -> Self {
        debug_assert!(is_component(name));
        let mut bytes = Vec::with_capacity(self.0.len() + 1 + name.len());
        bytes.extend_from_slice(&self.0);
        bytes.push(b'/');
        bytes.extend_from_slice(name);
        Self(bytes)
    }

    /// The folder that holds this path and its name in it; `None` for the root.
    pub fn split(&self) -> Option<(Self, &[u8])> {
        let slash = self.0.iter().rposition(|&byte| byte == b'/')?;
        Some((Self(self.0[..slash].to_vec()), &self.0[slash + 1..]))
    }

    /// The last component; `None` for the root.
    pub fn name(&self) -> Option<&[u8]> {
        self.0.rsplit(|&byte| byte == b'/').next().filter(|name| !name.is_empty())
    }

    /// The components from the root down.
    pub fn components(&self) -> impl Iterator<Item = &[u8]> {
        self.0.split(|&byte| byte == b'/').skip(1)
    }

    /// Whether this path is `other` or lies below it.
    pub fn is_within(&self, other: &Apath) -> bool {
        self.0.strip_prefix(other.0.as_slice()).is_some_and(|rest| rest.is_empty() || rest[0] == b'/')
    }

    /// The deepest folder that holds both.
    #[must_use]
    pub fn common(&self, other: &Apath) -> Apath {
        let mut shared = Apath::ROOT;
        for (mine, theirs) in self.components().zip(other.components()) {
            if mine != theirs {
                break;
            }
            shared = shared.join(mine);
        }
        shared
    }
}

/// Whether bytes can be one component of a path: not empty, no separator, no NUL, and not a step (`.` or `..`), so that no
/// catalog, however damaged or hostile, can lead a restore out of its folder.
pub fn is_component(name: &[u8]) -> bool {
    !name.is_empty() && name != b"." && name != b".." && !name.iter().any(|&byte| byte == b'/' || byte == 0)
}

impl std::fmt::Display for Apath {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.0.is_empty() {
            return f.write_str("/");
        }
        f.write_str(&String::from_utf8_lossy(&self.0))
    }
}

impl std::fmt::Debug for Apath {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Apath({:?})", String::from_utf8_lossy(&self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn apath(text: &str) -> Apath {
        Apath::from_bytes(text).unwrap()
    }

    #[test]
    fn steps_and_empty_components_are_no_paths() {
        for wrong in ["a", "/", "//a", "/a/", "/a//b", "/a/../b", "/.", "/a\0b"] {
            assert_eq!(Apath::from_bytes(wrong), None, "{wrong:?}");
        }
        assert_eq!(Apath::from_bytes(""), Some(Apath::ROOT));
    }

    #[test]
    fn containment_is_by_component() {
        assert!(apath("/a/b").is_within(&apath("/a")));
        assert!(apath("/a").is_within(&apath("/a")));
        assert!(apath("/a").is_within(&Apath::ROOT));
        assert!(!apath("/ab").is_within(&apath("/a")));
        assert_eq!(apath("/a/b/c").common(&apath("/a/bc")), apath("/a"));
    }

    #[test]
    fn split_and_join_are_inverse() {
        let (folder, name) = {
            let path = apath("/a/b");
            let (folder, name) = path.split().unwrap();
            (folder, name.to_vec())
        };
        assert_eq!(folder.join(&name), apath("/a/b"));
        assert_eq!(Apath::ROOT.split(), None);
        assert_eq!(Apath::ROOT.name(), None);
    }
}
