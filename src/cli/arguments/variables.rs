//! Every environment variable of the program's own, in one table. What stores understand (`AWS_…` and the like) is in
//! `steps/credentials.rs`.

/// `--lang`
pub const LANG: &str = "AOSBOX_LANG";
/// `--config`
pub const CONFIG: &str = "AOSBOX_CONFIG";
/// `--home`
pub const HOME: &str = "AOSBOX_HOME";
/// `--account`
pub const ACCOUNT: &str = "AOSBOX_ACCOUNT";
/// `--quiet`
pub const QUIET: &str = "AOSBOX_QUIET";
/// `--verbose`: 1 or 2
pub const VERBOSE: &str = "AOSBOX_VERBOSE";
/// `--color`
pub const COLOR: &str = "AOSBOX_COLOR";
/// `--json`
pub const JSON: &str = "AOSBOX_JSON";
/// `--progress`
pub const PROGRESS: &str = "AOSBOX_PROGRESS";
/// `--allow-http`
pub const ALLOW_HTTP: &str = "AOSBOX_ALLOW_HTTP";
/// `--endpoint`
pub const ENDPOINT: &str = "AOSBOX_ENDPOINT";
/// `--ca-certificate`
pub const CA_CERTIFICATE: &str = "AOSBOX_CA_CERTIFICATE";
/// `--region`
pub const REGION: &str = "AOSBOX_REGION";
/// `--password-file`
pub const PASSWORD_FILE: &str = "AOSBOX_PASSWORD_FILE";
/// `--password-command`
pub const PASSWORD_COMMAND: &str = "AOSBOX_PASSWORD_COMMAND";
/// The password itself, which no option takes: command lines are seen by other users.
pub const PASSWORD: &str = "AOSBOX_PASSWORD";
/// The recovery key, likewise.
pub const RECOVERY_KEY: &str = "AOSBOX_RECOVERY_KEY";

/// Set for the commands of `[hooks]`: which of them it is.
pub const EVENT: &str = "AOSBOX_EVENT";

/// Those that hold a secret or lead to one.
pub const SECRETS: [&str; 4] = [PASSWORD, RECOVERY_KEY, PASSWORD_FILE, PASSWORD_COMMAND];

/// Those that stand in for an option: a test holds them against the table of arguments.
#[cfg(test)]
pub const OF_OPTIONS: &[&str] = &[
    LANG,
    CONFIG,
    HOME,
    ACCOUNT,
    QUIET,
    VERBOSE,
    COLOR,
    JSON,
    PROGRESS,
    ALLOW_HTTP,
    ENDPOINT,
    CA_CERTIFICATE,
    REGION,
    PASSWORD_FILE,
    PASSWORD_COMMAND,
];

/// The beginnings of the variables that clients of stores understand.
pub const PREFIXES: [&str; 3] = ["AWS_", "AZURE_", "GOOGLE_"];
