//! End-to-end tests: the built program against a real server or folder, seen from outside as a person sees it.

mod bases;
mod cache;
mod cat;
mod certificates;
mod commands;
mod completions;
#[cfg(target_os = "linux")]
mod conditions;
mod control;
mod crash;
mod crashes;
mod credentials;
mod damage;
mod devices;
mod diff;
mod doctor;
mod dual;
mod faults;
mod filter;
mod find;
#[cfg(target_os = "linux")]
mod full;
mod generated;
mod golden;
mod help;
#[cfg(target_os = "linux")]
mod holding;
mod hooks;
mod inputs;
mod interruption;
mod language;
mod log;
mod meant;
mod proxy;
#[cfg(target_os = "linux")]
mod pulled;
mod requests;
mod reread;
mod restore;
mod runs;
mod schedule;
mod scheduled;
mod schemas;
mod screens;
mod secrets;
mod select;
mod selection;
mod settings;
#[cfg(target_os = "linux")]
mod setup;
mod status;
mod stdout;
mod support;
mod surroundings;
mod welcome;
#[cfg(windows)]
mod windows;
