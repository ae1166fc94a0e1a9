//! What manual pages tell besides the help of commands.

/// English, Japanese.
pub const TEXTS: &[(&str, &str)] = &[
    ("Done", "完了しました"),
    (
        "Failed; or nothing of what was asked for is in the backup",
        "失敗したか、指定されたものがバックアップにありません",
    ),
    ("Wrong usage or settings", "使い方または設定に誤りがあります"),
    (
        "Done, but some files could not be read, restored or found, or damage was found; they are listed",
        "完了しましたが、読み込み、復元、検索のできないファイルがあったか、破損が見つかりました（一覧に示されます）",
    ),
    (
        "Put off: paused, a condition holds, the scheduled time is over, or the month's upload limit is used up",
        "延期されました。一時停止中、条件による待機、予定時間の終了、または月間アップロード上限のためです",
    ),
    ("Not logged in, or a wrong password or recovery key", "ログインしていないか、パスワードまたは復旧キーが違います"),
    ("Another backup of this device is going on", "このデバイスの別のバックアップが実行中です"),
    ("Stopped; what was done until then is kept", "停止しました。そこまでに行った分は残ります"),
    (
        "The settings. `aosbox config path` tells where the file is, `aosbox config show` what it says",
        "設定ファイル。場所は `aosbox config path`、内容は `aosbox config show` で確認できます",
    ),
    ("One file for each login, without secrets", "ログインごとに 1 つのファイル。秘密情報は含みません"),
    (
        "Journals, and secrets that no credential store of the system keeps",
        "実行の記録と、システムの資格情報ストアに保存されない秘密情報",
    ),
    ("The local catalog; it comes back by itself", "ローカルカタログ。消えても自動的に作り直されます"),
    ("Logs", "ログ"),
    (
        "The password of the account. No option takes it: other users can see command lines",
        "アカウントのパスワード。コマンドラインはほかのユーザーからも見えるため、オプションでは指定できません",
    ),
    ("The recovery key, likewise", "復旧キー。パスワードと同じ理由で、オプションでは指定できません"),
    (
        "The language, if --lang, AOSBOX_LANG and the settings say none",
        "--lang、AOSBOX_LANG、設定のいずれでも指定がないときの言語",
    ),
    ("No colours, if it is set", "設定されていると、色を使いません"),
    (
        "Credentials of the store, as its other programs take them",
        "保存先の認証情報。保存先のほかのプログラムと同じものです",
    ),
    ("Stands for the option of the same name:", "同じ名前のオプションの代わりになります:"),
];
