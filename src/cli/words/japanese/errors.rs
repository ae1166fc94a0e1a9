//! Errors, hints and problems in Japanese. A message says what failed and on what; a hint says what to do.

use super::{library::library, operations::answer, safe, within};
use crate::cli::{
    mistakes::{CommandFailure, DateMistake, Failure, Mistake, NotFound},
    text::paths,
    words::{Explained, explained, plain},
};

/// What to say about a failure.
pub fn explain(failure: &Failure) -> Explained {
    match failure {
        Failure::Library(error) => library(error),
        Failure::Config(mistake) => super::settings::mistake(mistake),
        Failure::Date { option, mistake } => date(option, mistake),
        Failure::Mistake(mistake) => self::mistake(mistake),
        Failure::Usage(misuse) => super::usage::misuse(misuse),
        Failure::Output(error) => explained(
            format!("標準出力に書き込めません: {}", answer(error)),
            "出力先の空き容量と、書き込みの権限を確認してください。",
        ),
    }
}

fn date(option: &str, mistake: &DateMistake) -> Explained {
    const FORMS: &str = "日時は 2026-11-01、\"2026-11-01 22:00\"、2026-11-01T22:00:00+09:00、now、today（今日）、yesterday（昨日）、\
                         または現在からさかのぼる 30min、6h、3d、2w の形で、範囲は A..B、A..、..B または 1 日だけの日付で指定します。";
    match mistake {
        DateMistake::NotADate(text) => {
            explained(format!("{option}: 「{}」は日時として読み取れません。", safe(text)), FORMS)
        }
        DateMistake::NoSuchDay(text) => {
            explained(format!("{option}: 「{}」という日付または時刻はありません。", safe(text)), FORMS)
        }
        DateMistake::Reversed(text) => explained(
            format!("{option}: 「{}」は終わりが始まりより前です。", safe(text)),
            "早い日時を先に書いてください: A..B",
        ),
    }
}

fn mistake(mistake: &Mistake) -> Explained {
    match mistake {
        Mistake::NoHome => explained("ホームフォルダーが分かりません。", "HOME を設定してください。"),
        Mistake::NoCurrentFolder(error) => explained(
            format!("現在のフォルダーを使用できません: {}", answer(error)),
            "別のフォルダーに移動してください。",
        ),
        Mistake::ShortPassword => explained(
            "パスワードが短すぎます。6 文字以上にしてください。",
            "いくつかの単語を並べると、覚えやすく、推測されにくくなります。",
        ),
        Mistake::PasswordsDiffer => explained("2 回入力したパスワードが一致しません。", "もう一度実行してください。"),
        Mistake::NoPassword => explained(
            "パスワードが必要ですが、入力を求めることができません。",
            "AOSBOX_PASSWORD を設定するか、--password-file または --password-command を使用してください。",
        ),
        Mistake::NoRecoveryKey => explained(
            "復旧キーが指定されていません。",
            "AOSBOX_RECOVERY_KEY を設定するか、求められたときに入力してください。",
        ),
        Mistake::PasswordFile(path, error) => explained(
            format!("{} からパスワードを読み取れません: {}", paths::local(path), answer(error)),
            "--password-file には、1 行目がパスワードで、読み取りの権限があるファイルを指定してください。",
        ),
        Mistake::PasswordCommand(command, why) => explained(
            format!("パスワードのコマンドが失敗しました（{}）: {}", command_failure(why), safe(command)),
            "手動で実行して、表示される内容を確認してください。最初に出力した行がパスワードになります。",
        ),
        Mistake::Prompt(error) => explained(
            format!("この端末では入力を求めることができません: {}", answer(error)),
            "AOSBOX_PASSWORD を設定するか、--password-file を使用してください。",
        ),
        Mistake::LongName(option) => plain(format!("{option} が長すぎます。64 文字以内にしてください。")),
        Mistake::ProfileName(name) => explained(
            format!("「{}」はプロファイルの名前に使用できません。", safe(name)),
            "文字、数字、- _ @ と、途中の . を使用できます。",
        ),
        Mistake::ProfileTaken { profile, store } => explained(
            format!("プロファイル {profile} はすでに {} にログインしています。", safe(store)),
            "先に `aosbox logout --forget` を実行するか、--account OTHER で別のプロファイルを使用してください。",
        ),
        Mistake::ProfileUnreadable(path, message) => explained(
            format!("プロファイル {} を読み取れません: {}", paths::local(path), safe(message)),
            "このファイルを削除して、もう一度ログインしてください。",
        ),
        Mistake::LoggedOut { profile, store } => explained(
            format!("ログインしていません。プロファイル {profile} の鍵は保管されていません。"),
            format!("`aosbox login {}` でもう一度ログインしてください。", paths::for_shell(store)),
        ),
        Mistake::NothingSelected(config) => explained(
            "バックアップするものが選択されていません。",
            format!(
                "`aosbox select` でカテゴリーを、`aosbox select add PATH…` でファイルやフォルダーを選択できます。今回だけの場合は \
                 `aosbox backup PATH…` で指定してください。選択は {} に保存されます。",
                paths::local(config)
            ),
        ),
        Mistake::NotAFullPath(path) => explained(
            format!(
                "{} は最上位から始まっていません。別のコンピューターのパスは完全な形で指定してください。",
                paths::local(path)
            ),
            "例: /home/name/file、C:\\Users\\name\\file",
        ),
        Mistake::UnusablePath(path) => explained(
            format!("{} はバックアップ内のファイルのパスとして使用できません。", paths::local(path)),
            "`aosbox ls` や `aosbox find` に表示されるとおりに指定してください。",
        ),
        Mistake::NeedsTo { system } => explained(
            format!("そのコンピューターのシステムは {} で、パスに対応する場所がここにはありません。", safe(system)),
            "復元先を --to FOLDER で指定してください。",
        ),
        Mistake::NothingThen(text) => explained(
            format!("{} の時点では、まだバックアップがありません。", safe(text)),
            "バックアップの日時は `aosbox runs` で確認できます。",
        ),
        Mistake::NoBackupYet(others) if others.is_empty() => explained(
            "このコンピューターのバックアップはまだありません。",
            "`aosbox backup PATH…` でバックアップしてください。",
        ),
        Mistake::NoBackupYet(others) => explained(
            "このコンピューターのバックアップはまだありませんが、別のコンピューターのものがあります。",
            format!("--device で指定してください: {}", safe(&others.join("、"))),
        ),
        Mistake::NotInBackup(missing) => not_found(missing),
        Mistake::NotALength(text) => explained(
            format!("{} は時間の長さとして読み取れません。", safe(text)),
            "30m、90min、2h、1d のように指定してください。",
        ),
        Mistake::NotAnInterval { option, value } => explained(
            format!("{option} {} はバックアップの間隔として使用できません。", safe(value)),
            "30m、1h、7d のように指定してください。間隔は 5m から 31d まで、5 分単位です。",
        ),
        Mistake::NotAWindow(text) => explained(
            format!("--at {} は曜日と時刻として読み取れません。", paths::for_shell(text)),
            "'mon-fri 22:00-06:00'、'sat,sun 09:00'、'22:00-24:00' のように指定してください。",
        ),
        Mistake::ThenAtIntervals => explained(
            "--then は時刻を決めたバックアップのためのもので、等間隔のバックアップには使用できません。",
            "たとえば `aosbox schedule set --at 'mon-fri 22:00' --then shutdown` とすると、毎晩 1 回バックアップします。",
        ),
        Mistake::NoScheduler => explained(
            "ジョブを開始する仕組み（ユーザーの systemd または cron）が見つかりません。設定は保存しました。",
            "`aosbox schedule print --for cron` で、別のスケジューラー用のジョブを表示できます。",
        ),
        Mistake::JobRefused(error) => explained(
            format!(
                "システムにジョブを登録できませんでした: {}。設定は保存しました。",
                within(&library(error).message)
            ),
            "`aosbox schedule set` で再試行できます。登録する内容は `aosbox schedule print` で表示できます。",
        ),
        Mistake::BeforeFailed(failed) => super::hooking::before_failed(failed),
        Mistake::Completing(mistake) => super::completing::mistake(mistake),
        Mistake::Starting(mistake) => super::starting::mistake(mistake),
        Mistake::Selection(mistake) => super::selection::mistake(mistake),
        Mistake::Dual(mistake) => super::dual::mistake(mistake),
        Mistake::Finding(mistake) => super::finding::mistake(mistake),
    }
}

fn command_failure(failure: &CommandFailure) -> String {
    match failure {
        CommandFailure::NotStarted(error) => answer(error),
        CommandFailure::Ended(status) => match status.code() {
            Some(code) => format!("終了コード {code}"),
            None => safe(&status.to_string()),
        },
    }
}

/// What to say about a path that is not there.
pub fn not_found(missing: &NotFound) -> Explained {
    let path = paths::shown(&missing.path, &missing.system);
    let quoted = paths::for_shell(&path);
    if missing.deleted {
        return explained(
            format!("{path} はバックアップにありますが、指定された条件では見つかりません。"),
            format!(
                "何があるかは `aosbox versions {quoted}` で確認できます。--deleted を付けると、その後削除されたものも対象になります。"
            ),
        );
    }
    let hint = match &missing.nearest {
        Some(folder) => {
            format!(
                "何があるかは `aosbox ls {}` で確認できます。",
                paths::for_shell(&paths::shown(folder, &missing.system))
            )
        }
        None => "何があるかは `aosbox ls` で確認できます。".to_owned(),
    };
    explained(format!("{path} はバックアップにありません。"), hint)
}
