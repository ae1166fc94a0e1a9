//! Changes of the settings file that keep all else in it as it is: comments, order, blank lines, what this version does not know.
//!
//! A change is made under a lock, so that programs that change settings at the same time do not lose one another's. The text that comes
//! out is read like any settings file before it takes the old one's place: beside it first, then renamed.

mod array;
pub mod comment;
pub mod dual;
mod table;

use std::{
    fs::{File, OpenOptions},
    io,
    path::{Path, PathBuf},
};

use toml_edit::{DocumentMut, Item, TableLike};

use self::{comment::CommentPlace, dual::DualChange};
use super::{Bearings, Config, ConfigMistake, ConfigMistakeKind, SystemAnswer, reader::Reader};
use crate::{
    error::{Error, Result},
    model::{Category, FileOperation},
    platform,
};

/// A change of the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Selects a category.
    AddCategory(Category),
    /// Selects it no more.
    RemoveCategory(Category),
    /// Selects a path.
    AddPath(PathBuf),
    /// Selects it no more.
    RemovePath(PathBuf),
    /// Adds a filter after the others.
    AddFilter(FilterDraft),
    /// Changes parts of the filter of this number, from 1.
    EditFilter(usize, FilterDraft),
    /// Removes the filter of this number, from 1.
    RemoveFilter(usize),
    /// Adds an automatic exclusion of the user's own.
    AddExclusion(PathBuf, Option<String>),
    /// Removes one.
    RemoveExclusion(PathBuf),
    /// Leaves a built-in one out of use.
    DropExclusion(PathBuf),
    /// Takes it into use again.
    TakeExclusion(PathBuf),
    /// Switches automatic exclusions on or off.
    AutoExclude(bool),
    /// Sets values of a table; `None` takes one away.
    Set(&'static str, Vec<(&'static str, Option<SettingValue>)>),
    /// Changes what holds for the dual copy.
    Dual(DualChange),
    /// Says what a part is for, where nothing says so yet.
    Comment(CommentPlace, String),
}

/// A value of a setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SettingValue {
    /// A text.
    Text(String),
    /// A list of texts.
    Texts(Vec<String>),
    /// Yes or no.
    Flag(bool),
}

impl From<&SettingValue> for toml_edit::Value {
    fn from(value: &SettingValue) -> Self {
        match value {
            SettingValue::Text(text) => text.as_str().into(),
            SettingValue::Texts(texts) => texts.iter().map(String::as_str).collect::<toml_edit::Array>().into(),
            SettingValue::Flag(flag) => (*flag).into(),
        }
    }
}

/// Parts of a filter, as they are written into the settings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FilterDraft {
    /// `path`
    pub path: Option<PathBuf>,
    /// `only`, which takes the place of `exclude`.
    pub only: Option<String>,
    /// `exclude`, which takes the place of `only`.
    pub exclude: Option<String>,
    /// `regex`
    pub regex: Option<bool>,
    /// `larger_than`
    pub larger_than: Option<String>,
    /// `older_than`
    pub older_than: Option<String>,
    /// `note`
    pub note: Option<String>,
    /// Names of parts to take away.
    pub clear: Vec<&'static str>,
}

/// Why settings were not changed.
#[derive(Debug)]
pub enum EditError {
    /// The file has a mistake, or would have one afterwards.
    Config(ConfigMistake),
    /// It cannot be read or written.
    File(Error),
    /// The change of this place in the list takes away what is not there.
    NotThere(usize),
    /// There is no filter of this number.
    NoFilter {
        /// The number.
        number: usize,
        /// How many there are.
        count: usize,
    },
    /// A path that is no text, which a settings file cannot hold.
    NotText(PathBuf),
}

impl From<Error> for EditError {
    fn from(error: Error) -> Self {
        EditError::File(error)
    }
}

/// What came of changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The settings as they are now.
    pub config: Config,
    /// For each change whether it made a difference.
    pub made: Vec<bool>,
}

/// Makes all of these changes, or none. `lock` is a file of the program's own that all who change these settings name.
pub fn change(
    file: &Path,
    lock: &Path,
    bearings: Bearings<'_>,
    changes: &[Change],
) -> std::result::Result<Changed, EditError> {
    let _held = hold(lock)?;
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => {
            let kind = ConfigMistakeKind::Unreadable(SystemAnswer(error));
            return Err(EditError::Config(ConfigMistake { file: file.to_owned(), line: None, kind }));
        }
    };
    let (new, made) = apply(&text, file, bearings, changes)?;
    let config = Config::parse(&new, file, bearings).map_err(EditError::Config)?;
    if new != text {
        write(file, &new)?;
    }
    Ok(Changed { config, made })
}

/// The text with the changes, and for each whether it made a difference.
fn apply(
    text: &str,
    file: &Path,
    bearings: Bearings<'_>,
    changes: &[Change],
) -> std::result::Result<(String, Vec<bool>), EditError> {
    // What is wrong already is said with its line, before anything is touched.
    Config::parse(text, file, bearings).map_err(EditError::Config)?;
    // A mark that some editors write at the beginning, and the line ends of Windows, stay as they are.
    let (mark, plain) = text.strip_prefix('\u{feff}').map_or(("", text), |rest| ("\u{feff}", rest));
    let windows_lines = plain.contains("\r\n");
    let mut text = plain.replace("\r\n", "\n");
    let mut made = Vec::with_capacity(changes.len());
    for (place, change) in changes.iter().enumerate() {
        let reader = Reader { text: &text, file, bearings };
        let document = text.parse::<DocumentMut>().map_err(|error| {
            let line = error.span().map(|span| reader.line(span.start));
            let kind = ConfigMistakeKind::Form(error.message().to_owned());
            EditError::Config(ConfigMistake { file: file.to_owned(), line, kind })
        })?;
        let step = Step { reader: &reader, place };
        let (new, changed) = step.make(document, change)?;
        made.push(changed);
        text = new;
    }
    let text = if windows_lines { text.replace('\n', "\r\n") } else { text };
    Ok((format!("{mark}{text}"), made))
}

/// One change of a text.
struct Step<'a> {
    reader: &'a Reader<'a>,
    /// Its place among the changes.
    place: usize,
}

type Made = std::result::Result<(String, bool), EditError>;

impl Step<'_> {
    fn make(&self, document: DocumentMut, change: &Change) -> Made {
        match change {
            Change::AddCategory(category) => {
                let same = |text: &str| Category::named(text) == Some(*category);
                Ok(add(document, &["selection", "categories"], category.id(), same))
            }
            Change::RemoveCategory(category) => {
                let same = |text: &str| Category::named(text) == Some(*category);
                self.remove(document, &["selection", "categories"], same)
            }
            Change::AddPath(path) => {
                Ok(add(document, &["selection", "paths"], &self.written(path)?, |text| self.is_path(text, path)))
            }
            Change::RemovePath(path) => self.remove(document, &["selection", "paths"], |text| self.is_path(text, path)),
            Change::AddFilter(draft) => {
                let fields = self.fields(draft)?;
                Ok((table::add(document, &["filter"], |table| fill(table, &fields, &[])), true))
            }
            Change::EditFilter(number, draft) => {
                let fields = self.fields(draft)?;
                self.edit_filter(document, &["filter"], *number, &fields, &draft.clear)
            }
            Change::RemoveFilter(number) => match table::remove(self.reader.text, document, &["filter"], *number) {
                Ok(text) => Ok((text, true)),
                Err(count) => Err(EditError::NoFilter { number: *number, count }),
            },
            Change::AddExclusion(path, note) => self.add_exclusion(document, path, note.as_deref()),
            Change::RemoveExclusion(path) => {
                let place = table::position(&document, &["auto_exclude", "add"], |table| {
                    table.get("path").and_then(Item::as_str).is_some_and(|text| self.is_path(text, path))
                });
                let place = place.ok_or(EditError::NotThere(self.place))?;
                let text = table::remove(self.reader.text, document, &["auto_exclude", "add"], place + 1);
                text.map(|text| (text, true)).map_err(|_| EditError::NotThere(self.place))
            }
            Change::DropExclusion(path) => {
                let list = ["auto_exclude", "remove"];
                Ok(add(document, &list, &self.written(path)?, |text| self.is_dropped(text, path)))
            }
            Change::TakeExclusion(path) => {
                self.remove(document, &["auto_exclude", "remove"], |text| self.is_dropped(text, path))
            }
            Change::Dual(change) => self.dual(document, change),
            Change::Comment(place, comment) => {
                let text = comment::add(self.reader.text, document, *place, comment);
                let changed = text != self.reader.text;
                Ok((text, changed))
            }
            Change::AutoExclude(enabled) => {
                Ok(self.set_values(document, "auto_exclude", &[("enabled", Some(SettingValue::Flag(*enabled)))]))
            }
            Change::Set(table, values) => Ok(self.set_values(document, table, values)),
        }
    }

    fn set_values(
        &self,
        mut document: DocumentMut,
        table: &'static str,
        values: &[(&'static str, Option<SettingValue>)],
    ) -> (String, bool) {
        // A table is not made to take something away from it.
        if values.iter().any(|(_, value)| value.is_some()) || table::find(&mut document, &[table]).is_some() {
            let table = table::named(&mut document, &[table]);
            for (name, value) in values {
                match value {
                    Some(value) => set(table, name, value.into()),
                    None => drop(table.remove(name)),
                }
            }
        }
        let text = document.to_string();
        let changed = text != self.reader.text;
        (text, changed)
    }

    fn remove(&self, mut document: DocumentMut, list: &[&str; 2], same: impl Fn(&str) -> bool) -> Made {
        let array = table::find(&mut document, &list[..1]).and_then(|table| table.get_mut(list[1]));
        if array.and_then(Item::as_array_mut).is_some_and(|array| array::remove(array, same)) {
            Ok((document.to_string(), true))
        } else {
            Err(EditError::NotThere(self.place))
        }
    }

    fn edit_filter(
        &self,
        mut document: DocumentMut,
        list: &[&str],
        number: usize,
        fields: &[(&'static str, toml_edit::Value)],
        clear: &[&'static str],
    ) -> Made {
        let count = table::count(&document, list);
        let place = number.checked_sub(1);
        match place.and_then(|place| table::nth(&mut document, list, place)) {
            Some(table) => {
                fill(table, fields, clear);
                let text = document.to_string();
                let changed = text != self.reader.text;
                Ok((text, changed))
            }
            None => Err(EditError::NoFilter { number, count }),
        }
    }

    fn add_exclusion(&self, mut document: DocumentMut, path: &Path, note: Option<&str>) -> Made {
        let list = ["auto_exclude", "add"];
        let same = |table: &dyn TableLike| {
            table.get("path").and_then(Item::as_str).is_some_and(|text| self.is_path(text, path))
        };
        if let Some(place) = table::position(&document, &list, same) {
            // It is there; a new note takes the place of the old one.
            if let (Some(note), Some(table)) = (note, table::nth(&mut document, &list, place)) {
                set(table, "note", note.into());
            }
            let text = document.to_string();
            let changed = text != self.reader.text;
            return Ok((text, changed));
        }
        let mut fields = vec![("path", self.written(path)?.into())];
        fields.extend(note.map(|note| ("note", note.into())));
        Ok((table::add(document, &list, |table| fill(table, &fields, &[])), true))
    }

    fn fields(&self, draft: &FilterDraft) -> std::result::Result<Vec<(&'static str, toml_edit::Value)>, EditError> {
        let path = draft.path.as_deref().map(|path| self.written(path)).transpose()?;
        let texts = [
            ("path", path.as_ref()),
            ("only", draft.only.as_ref()),
            ("exclude", draft.exclude.as_ref()),
            ("larger_than", draft.larger_than.as_ref()),
            ("older_than", draft.older_than.as_ref()),
            ("note", draft.note.as_ref()),
        ];
        let mut fields: Vec<(&'static str, toml_edit::Value)> =
            texts.into_iter().filter_map(|(name, text)| Some((name, text?.as_str().into()))).collect();
        fields.extend(draft.regex.map(|regex| ("regex", regex.into())));
        Ok(fields)
    }

    /// A path as it is written into the file: below the home folder with `~/`.
    fn written(&self, path: &Path) -> std::result::Result<String, EditError> {
        let text = |path: &Path| path.to_str().map(str::to_owned).ok_or_else(|| EditError::NotText(path.to_owned()));
        match self.reader.bearings.home.and_then(|home| path.strip_prefix(home).ok()) {
            Some(rest) if rest.as_os_str().is_empty() => Ok("~".to_owned()),
            Some(rest) => Ok(format!("~/{}", text(rest)?.replace(std::path::MAIN_SEPARATOR, "/"))),
            None => text(path),
        }
    }

    fn is_path(&self, text: &str, path: &Path) -> bool {
        same_path(&self.reader.path(PathBuf::from(text)), &self.reader.path(path.to_owned()))
    }

    /// Built-in exclusions are named as they are listed: below home, or by anything else.
    fn is_dropped(&self, text: &str, path: &Path) -> bool {
        let named = PathBuf::from(text);
        same_path(&self.reader.below_home(&named).unwrap_or(named), path)
    }
}

/// Whether two paths are one, as far as their letters say.
fn same_path(one: &Path, other: &Path) -> bool {
    if !platform::CASE_INSENSITIVE {
        return one.components().eq(other.components());
    }
    let plain = |path: &Path| path.components().collect::<PathBuf>().to_string_lossy().to_lowercase();
    plain(one) == plain(other)
}

/// Adds a text to a list, unless the same is there.
fn add(mut document: DocumentMut, list: &[&str; 2], text: &str, same: impl Fn(&str) -> bool) -> (String, bool) {
    let table = table::named(&mut document, &list[..1]);
    if table.get(list[1]).and_then(Item::as_array).is_none() {
        table.insert(list[1], Item::Value(toml_edit::Array::new().into()));
    }
    let changed = match table.get_mut(list[1]).and_then(Item::as_array_mut) {
        Some(array) => array::add(array, text, same),
        None => false,
    };
    (document.to_string(), changed)
}

/// Sets parts of a table and takes others away.
fn fill(table: &mut dyn TableLike, fields: &[(&'static str, toml_edit::Value)], clear: &[&'static str]) {
    for name in clear {
        table.remove(name);
    }
    for (name, value) in fields {
        match *name {
            "only" => drop(table.remove("exclude")),
            "exclude" => drop(table.remove("only")),
            _ => {}
        }
        set(table, name, value.clone());
    }
}

/// Sets a value; what stands around the old one, a comment too, stays.
fn set(table: &mut dyn TableLike, name: &str, mut value: toml_edit::Value) {
    match table.get_mut(name) {
        Some(Item::Value(old)) => {
            *value.decor_mut() = old.decor().clone();
            *old = value;
        }
        _ => drop(table.insert(name, Item::Value(value))),
    }
}

/// Holds the lock until it is dropped.
fn hold(lock: &Path) -> Result<File> {
    if let Some(folder) = lock.parent() {
        platform::create_private_folder(folder).map_err(Error::file(FileOperation::CreateFolder, folder))?;
    }
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(lock);
    let file = file.map_err(Error::file(FileOperation::Open, lock))?;
    file.lock().map_err(Error::file(FileOperation::Lock, lock))?;
    Ok(file)
}

/// Puts a text in the place of the file's, which may be a link to where it really is.
fn write(file: &Path, text: &str) -> Result<()> {
    let file = real(file);
    let folder = file.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder).map_err(Error::file(FileOperation::CreateFolder, folder))?;
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    let beside = file.with_file_name(name);
    match std::fs::remove_file(&beside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(Error::file(FileOperation::Remove, beside)(error));
        }
        _ => {}
    }
    let write = || -> io::Result<()> {
        let mut new = platform::create_private(&beside)?;
        io::Write::write_all(&mut new, text.as_bytes())?;
        if let Ok(metadata) = std::fs::metadata(&file) {
            new.set_permissions(metadata.permissions())?;
        }
        new.sync_all()?;
        drop(new);
        std::fs::rename(&beside, &file)
    };
    write().map_err(|error| {
        // What is half written is of no use to anybody, and may not be there at all.
        let _ = std::fs::remove_file(&beside);
        Error::file(FileOperation::Write, file.clone())(error)
    })
}

/// Where a file really is: links are followed, also one to a file that is not there yet.
fn real(file: &Path) -> PathBuf {
    if let Ok(real) = std::fs::canonicalize(file) {
        return real;
    }
    match std::fs::read_link(file) {
        Ok(target) => file.parent().map_or(target.clone(), |folder| folder.join(&target)),
        Err(_) => file.to_owned(),
    }
}

#[cfg(test)]
mod tests;
