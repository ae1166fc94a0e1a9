//! A file of the backup to standard output: which version, byte for byte, and nothing where it is damaged.

use std::{fs, io::Read, path::PathBuf};

use tempfile::TempDir;

use crate::support::{
    account::Place,
    program::{Computer, SMALL_PACKS, text},
};

struct Desk {
    computer: Computer,
    place: Place,
    folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        let place = Place::new();
        let folder = tempfile::tempdir().expect("a folder to back up");
        let computer = Computer::with_settings(&[SMALL_PACKS]);
        place.create(&computer, "laptop");
        Self { computer, place, folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, content: &[u8]) {
        fs::write(self.path(name), content).expect("written");
    }

    fn backup(&self) {
        self.computer.ok(&["backup", text(self.folder.path())]);
    }

    /// Standard output of `cat`, byte for byte, and the exit code.
    fn cat(&self, arguments: &[&str]) -> (Vec<u8>, Option<i32>) {
        let mut child = self.computer.spawn(&[&["cat"], arguments].concat());
        let mut bytes = Vec::new();
        child.stdout.take().expect("a pipe").read_to_end(&mut bytes).expect("read");
        (bytes, child.wait().expect("waited for").code())
    }

    fn assert_prints(&self, arguments: &[&str], content: &[u8]) {
        let (bytes, code) = self.cat(arguments);
        assert_eq!(code, Some(0));
        assert!(bytes == content, "{} bytes instead of {}", bytes.len(), content.len());
    }
}

/// Bytes that neither compress nor repeat.
fn noise(seed: u64, length: usize) -> Vec<u8> {
    let mut random = fastrand::Rng::with_seed(seed);
    let mut bytes = vec![0; length];
    random.fill(&mut bytes);
    bytes
}

#[test]
fn every_version_comes_byte_for_byte() {
    let desk = Desk::new();
    let first = noise(1, 5_000_000);
    // Pieces of the first lie between new ones, so that blocks are gone back to.
    let second: Vec<u8> = first
        .chunks(300_000)
        .enumerate()
        .flat_map(|(n, chunk)| [noise(n as u64 + 2, 40_000), chunk.to_vec()].concat())
        .collect();
    let path = desk.path("big.bin");
    for content in [&first, &second] {
        desk.write("big.bin", content);
        desk.write("empty", b"");
        desk.write("note.txt", b"remember\n");
        desk.backup();
    }
    desk.assert_prints(&[text(&path)], &second);
    desk.assert_prints(&[text(&path), "--version", "1"], &first);
    desk.assert_prints(&[text(&path), "--as-of", "now"], &second);
    desk.assert_prints(&[text(&desk.path("empty"))], b"");
    let other = Computer::new();
    desk.place.login(&other, "desk").expect_code(0);
    assert_eq!(other.ok(&["cat", text(&desk.path("note.txt")), "--device", "laptop"]).stdout, "remember\n");
    let told = desk.computer.run(&["cat", text(&path), "--version", "3"]).expect_code(1);
    assert!(told.stderr.contains("2 versions"), "{told}");
}

#[test]
fn holes_are_zeros() {
    let desk = Desk::new();
    let path = desk.path("sparse.bin");
    let file = fs::File::create(&path).expect("made");
    file.set_len(3_000_000).expect("a hole");
    drop(file);
    desk.backup();
    desk.assert_prints(&[text(&path)], &vec![0; 3_000_000]);
}

#[test]
fn what_is_no_file_is_refused_with_a_reason() {
    let desk = Desk::new();
    fs::create_dir(desk.path("folder")).expect("made");
    desk.write("gone.txt", b"it was here");
    desk.backup();
    fs::remove_file(desk.path("gone.txt")).expect("removed");
    desk.backup();
    let told = desk.computer.run(&["cat", text(&desk.path("folder"))]).expect_code(2);
    assert!(
        told.stdout.is_empty() && told.stderr.contains("is a folder") && told.stderr.contains("aosbox ls"),
        "{told}"
    );
    let told = desk.computer.run(&["cat", text(&desk.path("gone.txt"))]).expect_code(1);
    assert!(told.stderr.contains("aosbox versions"), "{told}");
    desk.assert_prints(&[text(&desk.path("gone.txt")), "--version", "1"], b"it was here");
    desk.computer.run(&["cat", text(&desk.path("never"))]).expect_code(1);
}

#[cfg(unix)]
#[test]
fn links_are_followed_within_the_backup() {
    use std::os::unix::fs::symlink;
    let desk = Desk::new();
    fs::create_dir(desk.path("folder")).expect("made");
    desk.write("note.txt", b"remember");
    symlink("../note.txt", desk.path("folder/link")).expect("a link");
    symlink("folder/link", desk.path("second")).expect("a link");
    symlink("round", desk.path("round")).expect("a link");
    symlink("/nowhere/at all", desk.path("astray")).expect("a link");
    desk.backup();
    desk.assert_prints(&[text(&desk.path("second"))], b"remember");
    for (link, target) in [("round", "round"), ("astray", "/nowhere/at all")] {
        let told = desk.computer.run(&["cat", text(&desk.path(link))]).expect_code(1);
        assert!(told.stdout.is_empty() && told.stderr.contains(target), "{told}");
    }
}

#[test]
fn nothing_wrong_is_written_of_what_is_damaged() {
    let desk = Desk::new();
    let content = noise(9, 4_000_000);
    desk.write("big.bin", &content);
    desk.backup();
    let objects = desk.place.objects();
    let packs = objects.names("packs");
    assert!(packs.len() > 1, "{} packs are too few", packs.len());
    let path = desk.path("big.bin");
    for pack in &packs {
        let whole = objects.read(pack);
        let mut flipped = whole.clone();
        let middle = flipped.len() / 2;
        flipped[middle] ^= 1;
        objects.write(pack, flipped);
        let (bytes, code) = desk.cat(&[text(&path)]);
        assert_eq!(code, Some(1));
        assert!(bytes.len() < content.len() && content.starts_with(&bytes), "{} bytes are wrong", bytes.len());
        objects.remove(pack);
        let told = desk.computer.run(&["cat", text(&path)]).expect_code(1);
        assert!(!told.stderr.is_empty());
        objects.write(pack, whole);
    }
    desk.assert_prints(&[text(&path)], &content);
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let desk = Desk::new();
    desk.write("big.bin", &noise(3, 4_000_000));
    desk.backup();
    let mut child = desk.computer.spawn(&["cat", text(&desk.path("big.bin"))]);
    let mut first = [0; 10];
    let mut pipe = child.stdout.take().expect("a pipe");
    pipe.read_exact(&mut first).expect("the first bytes come");
    drop(pipe);
    let mut said = String::new();
    child.stderr.take().expect("a pipe").read_to_string(&mut said).expect("read");
    assert_eq!((child.wait().expect("waited for").code(), said.as_str()), (Some(0), ""));
}
