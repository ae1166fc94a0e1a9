//! End-to-end tests: the built program against a real server or folder, seen from outside as a person sees it.

mod cache;
mod crash;
mod damage;
mod devices;
mod faults;
mod requests;
mod support;
