//! aosbox: backup of one's own files into one's own object storage, with every version at hand.
//!
//! The library does all the work and touches no terminal, no environment and no clock of its own: what it needs of
//! those is handed in. The program in [`cli`] is a thin layer of arguments, words and progress on top.
//!
//! Data flows one way, and the modules are listed in that order (see `docs/architecture.md`):
//! configuration → selection → scan → change → chunk → block → pack → run; restore goes back.

pub mod account;
pub mod backup;
pub mod calendar;
pub mod catalog;
pub mod chunk;
pub mod cli;
pub mod conditions;
pub mod config;
pub mod control;
pub mod detect;
pub mod dual;
pub mod error;
pub mod estimate;
pub mod fetch;
pub mod journal;
pub mod maintain;
pub mod model;
pub mod monitor;
pub mod pack;
pub mod platform;
pub mod restore;
pub mod run;
pub mod scan;
pub mod schedule;
pub mod seal;
pub mod secrets;
pub mod selection;
pub mod store;
pub mod sync;
pub mod throttle;
pub mod web;
pub mod wire;
