//! Room for a file: within the limit, and on the drive. What is gone from the computer goes first, then, where there is a limit, what was
//! modified longest ago, but never for a file that is older still: what stays is the newest that fits, in whatever order files come.

use super::{LeftOut, Reason, Trouble, manifest::Look, mirror::Mirror};
use crate::{
    model::{Apath, FileOperation, Timestamp},
    platform,
};

/// Left free on the drive, for its own records.
const RESERVE: u64 = 1 << 20;

impl Mirror {
    /// Makes room for a version of a path. `false` if there is none, which is noted.
    pub fn make_room(&mut self, path: &Apath, look: &Look) -> Result<bool, Trouble> {
        let size = look.size;
        let left_out = if self.largest_file.is_some_and(|largest| size > largest) {
            Some(Reason::TooLarge)
        } else {
            self.room(path, look)?
        };
        match left_out {
            None => Ok(true),
            Some(reason) => {
                // An old copy that the limit has no room for any more is not kept beside what it has room for.
                if matches!(reason, Reason::Limit | Reason::LargerThanLimit) {
                    self.withdraw(path)?;
                }
                self.leave_out(path, look, reason, String::new())?;
                Ok(false)
            }
        }
    }

    fn room(&mut self, path: &Apath, look: &Look) -> Result<Option<Reason>, Trouble> {
        if let Some(limit) = self.setting.limit {
            if look.size > limit {
                return Ok(Some(Reason::LargerThanLimit));
            }
            if self.is_waiting() && self.excess(path, look.size, limit)? > 0 {
                self.flush()?;
            }
            let excess = self.excess(path, look.size, limit)?;
            if excess > 0 && !self.manifest.can_free(excess, Some(look.modified), path)? {
                return Ok(Some(Reason::Limit));
            }
            while self.excess(path, look.size, limit)? > 0 && self.evict_first(Some(look.modified), path)? {}
        }
        let free = |mirror: &Self| {
            platform::free_space(&mirror.drive.folder).map_err(|source| mirror.trouble(FileOperation::LookAt, source))
        };
        while free(self)? < look.size.saturating_add(RESERVE) {
            if self.is_waiting() {
                self.flush()?;
            } else if !self.evict_first(None, path)? {
                return Ok(Some(Reason::Full));
            }
        }
        Ok(None)
    }

    /// Bytes above the limit with a file of this size.
    fn excess(&self, path: &Apath, size: u64, limit: u64) -> Result<u64, Trouble> {
        let old = self.manifest.held(path)?.map_or(0, |held| held.look.size);
        Ok((self.manifest.used() + self.waiting_bytes() + size).saturating_sub(old).saturating_sub(limit))
    }

    /// Removes what is to go first; `false` if there is nothing.
    fn evict_first(&mut self, before: Option<Timestamp>, but: &Apath) -> Result<bool, Trouble> {
        let Some(held) = self.manifest.first_to_go(before, but)? else { return Ok(false) };
        self.evict(&held)?;
        self.done.evicted.add(held.look.size);
        if held.gone.is_none() {
            let (path, size) = (held.path, held.look.size);
            self.manifest.leave_out(&LeftOut { path, size, reason: Reason::Limit, detail: String::new() })?;
        }
        Ok(true)
    }

    /// Brings the copy below its limit, if that was lowered.
    pub fn keep_limit(&mut self) -> Result<(), Trouble> {
        let Some(limit) = self.setting.limit else { return Ok(()) };
        let everything = Timestamp { seconds: i64::MAX, nanoseconds: 0 };
        while self.manifest.used() > limit && self.evict_first(Some(everything), &Apath::ROOT)? {}
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::{
        collections::BTreeMap,
        fs::{self, File, FileTimes},
        path::{Path, PathBuf},
        sync::Arc,
        time::{Duration, SystemTime},
    };

    use proptest::prelude::*;

    use super::super::{Drive, Filters, Owner, Setting};
    use super::*;
    use crate::{
        model::{AccountId, DeviceId, Stat, time::Clock},
        monitor::Cancel,
        platform::Seen,
    };

    struct Noon;

    impl Clock for Noon {
        fn now(&self) -> Timestamp {
            Timestamp::new(1_800_000_000, 0)
        }

        fn zone(&self) -> String {
            "UTC".to_owned()
        }
    }

    fn mirror(folder: &Path, limit: u64) -> Mirror {
        let owner = Owner {
            account: AccountId([1; 16]),
            device: DeviceId([2; 16]),
            device_name: "laptop".into(),
            system: platform::SYSTEM.into(),
        };
        let path = folder.join("usb");
        Drive::enable(&path, &owner, 0).unwrap();
        let (manifest, lock) = (folder.join("manifest.sqlite"), folder.join("lock"));
        let (filters, clock, cancel) = (Filters::new(&[]).unwrap(), Arc::new(Noon), Cancel::default());
        let setting = Setting { path, owner, limit: Some(limit), filters, manifest, lock, clock, cancel };
        Mirror::open(setting, false).unwrap()
    }

    /// Makes a file of this size and age; where it is, and how it looks.
    fn make(folder: &Path, name: u8, size: usize, day: u64) -> (PathBuf, Apath, Stat) {
        let path = folder.join(format!("file {name}"));
        fs::write(&path, vec![name; size]).unwrap();
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000 + day * 86_400);
        File::options().write(true).open(&path).unwrap().set_times(FileTimes::new().set_modified(time)).unwrap();
        let Ok(Seen::Entry(stat)) = platform::stat(&path) else { panic!("a file that was made is there") };
        (path, Apath::ROOT.join(format!("file {name}").as_bytes()), stat)
    }

    fn on_drive(mirror: &Mirror) -> BTreeMap<String, u64> {
        let entries = fs::read_dir(&mirror.drive.folder).unwrap().flatten();
        let files = entries.filter(|entry| !super::super::drive::is_own(&platform::name_bytes(&entry.file_name())));
        files.map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.metadata().unwrap().len())).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn the_limit_holds_and_the_newest_that_fit_stay(
            files in prop::collection::vec((0u8..12, 1usize..4000, 0u64..1000, prop::bool::weighted(0.2)), 1..30),
        ) {
            const LIMIT: u64 = 9000;
            let folder = tempfile::tempdir().unwrap();
            let mut mirror = mirror(folder.path(), LIMIT);
            let mut there = BTreeMap::new();
            for (name, size, day, gone) in files {
                let (path, apath, stat) = make(folder.path(), name, size, day);
                mirror.copy(&path, &apath, &stat, Look::from(&stat)).unwrap();
                there.insert(apath.clone(), (path, stat));
                if gone {
                    mirror.gone(&apath).unwrap();
                    there.remove(&apath);
                }
                prop_assert!(mirror.manifest.used() <= LIMIT);
            }
            // As a pass does it, however the files came: the newest first, each that fits.
            let mut newest: Vec<_> = there.iter().collect();
            newest.sort_by_key(|(path, (_, stat))| (std::cmp::Reverse(stat.modified), (*path).clone()));
            let mut room = LIMIT;
            let mut expected = BTreeMap::new();
            for (path, (_, stat)) in &newest {
                if stat.size <= room {
                    room -= stat.size;
                    expected.insert(String::from_utf8_lossy(path.name().unwrap()).into_owned(), stat.size);
                }
            }
            for round in 0..2 {
                let before = mirror.done;
                for (path, (source, stat)) in &newest {
                    mirror.copy(source, path, stat, Look::from(stat)).unwrap();
                }
                mirror.flush().unwrap();
                let on_drive = on_drive(&mirror);
                prop_assert!(on_drive.values().sum::<u64>() <= LIMIT);
                let current = mirror.manifest.after(None, 100).unwrap();
                let current: BTreeMap<String, u64> = current
                    .iter()
                    .filter(|held| held.gone.is_none())
                    .map(|held| (String::from_utf8_lossy(held.path.name().unwrap()).into_owned(), held.look.size))
                    .collect();
                prop_assert_eq!(&current, &expected);
                for (name, size) in &expected {
                    prop_assert_eq!(on_drive.get(name), Some(size));
                }
                if round == 1 {
                    prop_assert_eq!((mirror.done.copied, mirror.done.evicted), (before.copied, before.evicted));
                }
            }
        }
    }
}
