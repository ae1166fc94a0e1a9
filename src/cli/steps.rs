//! What several verbs do, a step a file: logging in, looking at what is selected, watching over a backup, showing how far it is.

pub mod afterwards;
pub mod attempt;
mod bar;
pub mod copy;
pub mod copy_folder;
pub mod copying;
pub mod credentials;
pub mod entries;
pub mod filters;
pub mod history;
pub mod holding;
pub mod hooks;
pub mod job;
pub mod new_login;
pub mod observer;
pub mod password;
pub mod progress;
pub mod reasons;
pub mod rules;
pub mod scheduled;
pub mod selected;
pub mod session;
pub mod situation;
pub mod speeds;
pub mod watch;
