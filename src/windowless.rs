//! `aosboxw`: the program without a console window, for jobs that run while somebody works. Everything else is [`aosbox::cli`].
#![windows_subsystem = "windows"]

fn main() -> std::process::ExitCode {
    aosbox::cli::main()
}
