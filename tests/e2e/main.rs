//! End-to-end tests: the built program against a real server or folder, seen from outside as a person sees it.

mod bases;
mod cache;
mod cat;
mod commands;
mod crash;
mod damage;
mod devices;
mod diff;
mod faults;
mod filter;
mod find;
#[cfg(target_os = "linux")]
mod full;
mod generated;
mod golden;
mod inputs;
mod interruption;
mod requests;
mod restore;
mod runs;
mod secrets;
mod select;
mod selection;
mod settings;
mod support;
