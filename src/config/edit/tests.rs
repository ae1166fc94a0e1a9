use jiff::tz::TimeZone;

use super::*;

const FILE: &str = "/etc/aosbox/config.toml";

fn bearings() -> Bearings<'static> {
    static ZONE: TimeZone = TimeZone::UTC;
    Bearings { home: Some(Path::new("/home/u")), zone: &ZONE }
}

fn edited(text: &str, changes: &[Change]) -> String {
    let (new, _) = apply(text, Path::new(FILE), bearings(), changes).unwrap();
    Config::parse(&new, Path::new(FILE), bearings()).unwrap_or_else(|mistake| panic!("{mistake:?}\n{new}"));
    new
}

fn exclude(expression: &str) -> FilterDraft {
    FilterDraft { exclude: Some(expression.into()), ..FilterDraft::default() }
}

#[test]
fn a_file_is_begun() {
    let path = || Change::AddPath("/home/u/Projects".into());
    assert_eq!(edited("", &[path()]), "[selection]\npaths = [\"~/Projects\"]\n");
    let text = edited(
        "",
        &[
            Change::AddCategory(Category::Mail),
            Change::AddCategory(Category::Pictures),
            path(),
            Change::AddFilter(exclude("*.tmp")),
            Change::AddExclusion("/x".into(), Some("why".into())),
            Change::AutoExclude(false),
        ],
    );
    assert_eq!(
        text,
        "[selection]\ncategories = [\"mail\", \"pictures\"]\npaths = [\"~/Projects\"]\n\n[[filter]]\nexclude = \"*.tmp\"\n\n\
         [auto_exclude]\nenabled = false\n\n[[auto_exclude.add]]\npath = \"/x\"\nnote = \"why\"\n"
    );
}

#[test]
fn comments_and_order_stay() {
    let text = "\
# My settings.

account = \"home\" # the one at home

[backup]   # speed
jobs = 2

[selection] # what
# of the boss
paths = [
  # first
  \"~/a\", # mine
  \"/srv\", # theirs
]
hidden   =   false

# end
";
    let added = edited(text, &[Change::AddPath("/home/u/b".into()), Change::AddCategory(Category::Mail)]);
    assert_eq!(
        added,
        text.replace("# theirs\n", "# theirs\n  \"~/b\",\n").replace("false\n", "false\ncategories = [\"mail\"]\n")
    );
    let removed = edited(text, &[Change::RemovePath("/srv".into())]);
    assert_eq!(
        removed,
        text.replace("  \"/srv\", # theirs\n", "  # theirs\n").replace("mine\n  # theirs", "mine # theirs")
    );
}

#[test]
fn filters_are_changed_one_by_one() {
    let text = "\
# About this file.

# Cuttings.
[[filter]]
path = \"~/Videos\" # where
exclude = \"*.tmp\"   # what

# Large ones.
# Really large.
[[filter]]
larger_than = \"2GB\"

[log]
level = \"info\"
";
    let draft = FilterDraft { only: Some("*.mp4".into()), clear: vec!["path"], ..FilterDraft::default() };
    assert_eq!(
        edited(text, &[Change::EditFilter(1, draft)]),
        text.replace("path = \"~/Videos\" # where\n", "").replace("exclude = \"*.tmp\"   # what", "only = \"*.mp4\"")
    );
    let draft = FilterDraft { larger_than: Some("3GB".into()), ..FilterDraft::default() };
    assert_eq!(edited(text, &[Change::EditFilter(2, draft)]), text.replace("2GB", "3GB"));
    assert_eq!(
        edited(text, &[Change::AddFilter(exclude("*.bak"))]),
        text.replace("\"2GB\"\n", "\"2GB\"\n\n[[filter]]\nexclude = \"*.bak\"\n")
    );
    let begin = text.find("# Large").unwrap();
    let end = text.find("[log]").unwrap();
    let expected = [&text[..begin], &text[end..]].concat();
    assert_eq!(edited(text, &[Change::RemoveFilter(2)]), expected);
    let first = edited(text, &[Change::RemoveFilter(1)]);
    assert_eq!(first, format!("# About this file.\n\n{}", &text[begin..]));
    let error = apply(text, Path::new(FILE), bearings(), &[Change::RemoveFilter(3)]).unwrap_err();
    assert!(matches!(error, EditError::NoFilter { number: 3, count: 2 }));
    let error = apply(text, Path::new(FILE), bearings(), &[Change::EditFilter(0, exclude("x"))]).unwrap_err();
    assert!(matches!(error, EditError::NoFilter { number: 0, count: 2 }));
}

#[test]
fn exclusions_come_and_go() {
    let text = edited("[auto_exclude]\nremove = [\"~/.cache\"]\n", &[Change::AddExclusion("/tmp/x".into(), None)]);
    assert_eq!(text, "[auto_exclude]\nremove = [\"~/.cache\"]\n\n[[auto_exclude.add]]\npath = \"/tmp/x\"\n");
    let noted = edited(&text, &[Change::AddExclusion("/tmp/x".into(), Some("y".into()))]);
    assert_eq!(noted, format!("{text}note = \"y\"\n"));
    assert_eq!(
        edited(&noted, &[Change::RemoveExclusion("/tmp/x".into()), Change::TakeExclusion("/home/u/.cache".into())]),
        "[auto_exclude]\nremove = []\n"
    );
    assert_eq!(
        edited("", &[Change::DropExclusion("/home/u/.cache".into())]),
        "[auto_exclude]\nremove = [\"~/.cache\"]\n"
    );
    let error = apply("", Path::new(FILE), bearings(), &[Change::RemoveExclusion("/x".into())]).unwrap_err();
    assert!(matches!(error, EditError::NotThere(0)));
}

#[test]
fn every_way_of_writing_is_understood() {
    let text =
        "selection.paths = [\"~/a\"]\nfilter = [{ exclude = \"x\" }]\nauto_exclude = { add = [{ path = \"/y\" }] }\n";
    let new = edited(
        text,
        &[
            Change::AddPath("/b".into()),
            Change::AddCategory(Category::Mail),
            Change::AddFilter(exclude("y")),
            Change::RemoveFilter(1),
            Change::AddExclusion("/z".into(), None),
            Change::RemoveExclusion("/y".into()),
            Change::AutoExclude(false),
        ],
    );
    let config = Config::parse(&new, Path::new(FILE), bearings()).unwrap().selection;
    assert_eq!(config.paths, [Path::new("/home/u/a"), Path::new("/b")]);
    assert_eq!(config.categories, [Category::Mail]);
    assert_eq!(config.filters.len(), 1);
    assert_eq!(config.auto_exclude_added[0].path, Path::new("/z"));
    assert!(!config.auto_exclude);
    assert_eq!(new.lines().count(), 4, "no line breaks within braces: {new}");
}

#[test]
fn lists_in_one_line_stay_in_one() {
    let text = "[selection]\ncategories = [\"画像\", \"mail\"] # two\n";
    assert_eq!(
        edited(text, &[Change::AddCategory(Category::Pictures), Change::AddCategory(Category::Music)]),
        "[selection]\ncategories = [\"画像\", \"mail\", \"music\"] # two\n"
    );
    assert_eq!(
        edited(text, &[Change::RemoveCategory(Category::Pictures)]),
        "[selection]\ncategories = [\"mail\"] # two\n"
    );
    let error = apply(text, Path::new(FILE), bearings(), &[Change::RemoveCategory(Category::Music)]).unwrap_err();
    assert!(matches!(error, EditError::NotThere(0)));
}

#[test]
fn a_last_value_without_a_comma_keeps_its_comment() {
    let text = "[selection]\npaths = [\n\t\"/a\" # mine\n]\n";
    assert_eq!(
        edited(text, &[Change::AddPath("/b".into())]),
        "[selection]\npaths = [\n\t\"/a\", # mine\n\t\"/b\",\n]\n"
    );
    let text = "[selection]\npaths = [\n  # none yet\n]\n";
    assert_eq!(edited(text, &[Change::AddPath("/b".into())]), "[selection]\npaths = [\n  # none yet\n    \"/b\",\n]\n");
}

#[test]
fn a_file_of_comments_keeps_them_above() {
    let text = "# Nothing is set.\n#[selection]\n#paths = []\n";
    assert_eq!(
        edited(text, &[Change::AddPath("/b".into())]),
        "# Nothing is set.\n#[selection]\n#paths = []\n\n[selection]\npaths = [\"/b\"]\n"
    );
    let example = include_str!("../../../config.example.toml");
    let new = edited(example, &[Change::AddPath("/b".into()), Change::AddFilter(exclude("*.tmp"))]);
    assert!(new.starts_with(example), "{new}");
}

#[test]
fn the_line_ends_of_windows_and_a_mark_stay() {
    let new = edited("\u{feff}[selection]\r\npaths = []\r\n", &[Change::AddPath("/b".into())]);
    assert_eq!(new, "\u{feff}[selection]\r\npaths = [\"/b\"]\r\n");
}

#[test]
fn names_that_need_quoting_come_back() {
    for name in ["/a \"b\"", "/back\\slash", "/tab\tnew\nline", "/'", "/名前", "/\u{1b}[31m", "/'\"\"\"'''"] {
        let new = edited("", &[Change::AddPath(name.into())]);
        let config = Config::parse(&new, Path::new(FILE), bearings()).unwrap();
        assert_eq!(config.selection.paths, [Path::new(name)], "{new}");
        // What TOML 1.1 added, other programs may not read yet.
        assert!(!new.contains("\\e") && !new.contains("\\x"), "{new}");
    }
}

#[test]
fn nothing_is_written_over_a_mistake() {
    let folder = tempfile::tempdir().unwrap();
    let (file, lock) = (folder.path().join("config.toml"), folder.path().join("locks/settings.lock"));
    let text = "[backup]\njobs = 0\n";
    std::fs::write(&file, text).unwrap();
    let error = change(&file, &lock, bearings(), &[Change::AddPath("/b".into())]).unwrap_err();
    assert!(matches!(error, EditError::Config(mistake) if mistake.line == Some(2)));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), text);
    std::fs::write(&file, "").unwrap();
    let wrong = FilterDraft { larger_than: Some("big".into()), ..FilterDraft::default() };
    let error =
        change(&file, &lock, bearings(), &[Change::AddPath("/b".into()), Change::AddFilter(wrong)]).unwrap_err();
    assert!(matches!(error, EditError::Config(_)));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "nothing is left beside it");
}

#[test]
fn a_change_says_whether_it_made_a_difference() {
    let folder = tempfile::tempdir().unwrap();
    let (file, lock) = (folder.path().join("new/config.toml"), folder.path().join("settings.lock"));
    let picked = folder.path().join("b");
    let changes = [Change::AddPath(picked.clone()), Change::AddPath(picked.join(""))];
    let changed = change(&file, &lock, bearings(), &changes).unwrap();
    assert_eq!(changed.made, [true, false]);
    assert_eq!(changed.config.selection.paths, [picked]);
    assert_eq!(change(&file, &lock, bearings(), &changes).unwrap().made, [false, false]);
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = tempfile::tempdir().unwrap();
    let (real, link) = (folder.path().join("real.toml"), folder.path().join("config.toml"));
    std::fs::write(&real, "# x\n").unwrap();
    std::fs::set_permissions(&real, std::fs::Permissions::from_mode(0o640)).unwrap();
    symlink("real.toml", &link).unwrap();
    change(&link, &folder.path().join("lock"), bearings(), &[Change::AddPath("/b".into())]).unwrap();
    assert!(link.is_symlink());
    assert_eq!(std::fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
    assert!(std::fs::read_to_string(&real).unwrap().contains("/b"));
    std::fs::remove_file(&real).unwrap();
    change(&link, &folder.path().join("lock"), bearings(), &[Change::AddPath("/c".into())]).unwrap();
    assert!(link.is_symlink() && real.is_file());
}

#[test]
fn changes_at_the_same_time_are_all_kept() {
    let folder = tempfile::tempdir().unwrap();
    let (file, lock) = (folder.path().join("config.toml"), folder.path().join("lock"));
    std::thread::scope(|scope| {
        for number in 0..16 {
            let (file, lock) = (&file, &lock);
            scope.spawn(move || {
                change(file, lock, bearings(), &[Change::AddPath(format!("/{number}").into())]).unwrap()
            });
        }
    });
    let config = Config::load(&file, bearings()).unwrap();
    assert_eq!(config.selection.paths.len(), 16);
}
