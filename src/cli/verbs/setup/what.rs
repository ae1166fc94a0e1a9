//! The third step: what is backed up. What each category amounts to is counted while somebody chooses.

use std::{
    collections::BTreeMap,
    path::PathBuf,
    sync::mpsc::{self, Receiver},
};

use super::{
    Turn, Wizard,
    ask::{Asked, Item, Typed},
    typed_path,
};
use crate::{
    cli::{
        mistakes::{Failure, SelectionMistake, StartingMistake},
        program::{Program, SystemClock},
        steps::selected,
        text::paths,
        words::{self, Question, Starting},
    },
    config::selection::SelectionConfig,
    estimate,
    model::Category,
    monitor::{Cancel, Silent, Surroundings},
    selection::{Selection, places},
};

/// What is chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chosen {
    /// Categories, in their order.
    pub categories: Vec<Category>,
    /// Files and folders.
    pub paths: Vec<PathBuf>,
}

impl Chosen {
    /// What the settings say; where they say nothing, what most people want.
    pub fn of(config: &SelectionConfig) -> Self {
        if config.categories.is_empty() && config.paths.is_empty() {
            let categories = vec![Category::Desktop, Category::Documents, Category::Pictures];
            return Self { categories, paths: Vec::new() };
        }
        Self::set(config)
    }

    /// What the settings say, be it nothing.
    pub fn set(config: &SelectionConfig) -> Self {
        Self { categories: config.categories.clone(), paths: config.paths.clone() }
    }

    /// All of it by name.
    pub fn names(&self) -> Vec<String> {
        let categories = self.categories.iter().map(|category| words::say(&Starting::CategoryName(*category).into()));
        categories.chain(self.paths.iter().map(|path| paths::local(path))).collect()
    }

    fn is_empty(&self) -> bool {
        self.categories.is_empty() && self.paths.is_empty()
    }
}

/// Files and bytes of the categories, counted one after the other by a thread of its own until nobody wants to know.
pub struct Sizes {
    counted: Receiver<(Category, (u64, u64))>,
    known: BTreeMap<Category, (u64, u64)>,
    cancel: Cancel,
}

impl Sizes {
    fn begin(program: &Program) -> Result<Self, Failure> {
        let settings = &program.settings;
        let known = settings.known_folders();
        let selections: Vec<(Category, Selection)> = Category::ALL
            .into_iter()
            .map(|category| {
                let sources = places::sources(&[category], &settings.config.selection, &known);
                Ok((category, selected::selection(program, sources)?))
            })
            .collect::<Result<_, Failure>>()?;
        let (tell, counted) = mpsc::channel();
        let cancel = Cancel::default();
        let stop = cancel.clone();
        std::thread::spawn(move || {
            for (category, selection) in selections {
                let monitor = Silent::default();
                let around = Surroundings { monitor: &monitor, clock: &SystemClock, cancel: &stop };
                // What cannot be counted is chosen without a figure.
                let Ok(estimate) = estimate::run(&selection, None, around) else { continue };
                let all = estimate.total.all;
                if estimate.cancelled || tell.send((category, (all.files, all.bytes))).is_err() {
                    break;
                }
            }
        });
        Ok(Self { counted, known: BTreeMap::new(), cancel })
    }

    /// Whether anything more is known by now.
    fn take_in(&mut self) -> bool {
        let before = self.known.len();
        self.known.extend(self.counted.try_iter());
        self.known.len() > before
    }

    fn line(&self, category: Category) -> String {
        words::say(&Starting::CategorySize { category, size: self.known.get(&category).copied() }.into())
    }
}

impl Drop for Sizes {
    fn drop(&mut self) {
        self.cancel.cancel();
    }
}

impl Wizard {
    /// Asks what is backed up.
    pub fn ask_what(&mut self) -> Asked<Turn> {
        let mut sizes = match self.sizes.take() {
            Some(sizes) => sizes,
            None => Sizes::begin(&self.program)?,
        };
        sizes.take_in();
        let categories = Category::ALL.into_iter().map(|category| Item {
            text: sizes.line(category),
            name: words::say(&Starting::CategoryName(category).into()),
            chosen: self.chosen.categories.contains(&category),
        });
        let picks = self.chosen.paths.iter().map(|path| {
            let name = paths::local(path);
            Item { text: name.clone(), name, chosen: true }
        });
        let mut items: Vec<Item> = categories.chain(picks).collect();
        let asked = self.ask.check(Question::Categories, &mut items, |items| {
            let is_news = sizes.take_in();
            for (item, category) in items.iter_mut().zip(Category::ALL) {
                item.text = sizes.line(category);
            }
            is_news
        });
        self.sizes = Some(sizes);
        asked?;
        let (categories, picks) = items.split_at(Category::ALL.len());
        let chosen = |items: &[Item]| items.iter().map(|item| item.chosen).collect::<Vec<_>>();
        let categories = Category::ALL.into_iter().zip(chosen(categories));
        let paths = self.chosen.paths.drain(..).zip(chosen(picks));
        self.chosen = Chosen {
            categories: categories.filter(|(_, chosen)| *chosen).map(|(category, _)| category).collect(),
            paths: paths.filter(|(_, chosen)| *chosen).map(|(path, _)| path).collect(),
        };
        let settings = &self.program.settings;
        while let Some(path) = self.ask.text(Question::Path, "", Typed::Plain, |text| match text.trim() {
            "" => Ok(None),
            text => there(typed_path(settings, text)?).map(Some),
        })? {
            if !self.chosen.paths.contains(&path) {
                self.chosen.paths.push(path);
            }
        }
        if self.chosen.is_empty() {
            self.ask.complain(&StartingMistake::NothingChosen.into());
            return Ok(Turn::Again);
        }
        Ok(Turn::Next)
    }
}

fn there(path: PathBuf) -> Result<PathBuf, Failure> {
    match path.symlink_metadata() {
        Ok(_) => Ok(path),
        Err(_) => Err(SelectionMistake::NotThere(path).into()),
    }
}
