//! What the end-to-end tests stand on: a real S3 server with faults (or a store outside behind the same faults), the built program on a computer of its own, and trees of files.

pub mod account;
pub mod bench;
mod bucket;
#[cfg(target_os = "linux")]
pub mod bus;
pub mod compare;
pub mod faults;
pub mod files;
pub mod front;
pub mod objects;
pub mod outside;
pub mod program;
pub mod scene;
pub mod schemas;
pub mod server;
#[cfg(test)]
mod server_test;
#[cfg(target_os = "linux")]
pub mod terminal;
pub mod tree;
#[cfg(test)]
mod tree_test;
