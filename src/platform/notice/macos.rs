//! Notices on macOS: `osascript`. Title and text go there as arguments, so that nothing of them is ever taken for a command.

use crate::platform::{
    question,
    unknown::{Source, Unknown},
};

pub fn show(title: &str, text: &str) -> Result<(), Unknown> {
    let [begin, show, end] =
        ["on run argv", "display notification (item 2 of argv) with title (item 1 of argv)", "end run"];
    let arguments = ["-e", begin, "-e", show, "-e", end, "--", title, text];
    question::ask(Source::Desktop, "/usr/bin/osascript", &arguments).map(|_| ())
}
