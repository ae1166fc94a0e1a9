//! The first minutes, and what to do when something is wrong.

/// English, Japanese.
pub const TEXTS: &[(&str, &str)] = &[
    // setup
    (
        "Set up backups step by step, or change how they are set up",
        "バックアップを順を追って設定するか、設定を変更します",
    ),
    (
        "Asks where the backup is kept, how it is opened, what is backed up and when, and whether there is a second copy; the present values are what it begins with. Nothing is written before the last step asks for it. At the end it offers the first backup, and shows the commands that do the same without questions",
        "保存先、開く方法、バックアップするものと時刻、もう 1 つのコピーの有無を順に尋ねます。はじめは現在の値が示されます。最後の段階で\
         確認するまで、何も書き込みません。終わりに最初のバックアップを実行するかを尋ね、質問なしで同じことを行うコマンドを表示します",
    ),
    // doctor
    ("Look for what is wrong, and say what to do about it", "問題がないかを調べ、対処方法を表示します"),
    (
        "Settings, login, account, clock, schedule, last backups, room on the disks, the local catalog, the dual copy and more are looked at. Nothing is changed. Exit code 3 means: something is wrong; things that are only worth a look leave it at 0",
        "設定、ログイン、アカウント、時計、スケジュール、最近のバックアップ、ディスクの空き容量、ローカルカタログ、デュアルコピーなどを調べます。\
         何も変更しません。終了コード 3 は問題があることを示し、確認を勧めるだけのものでは 0 のままです",
    ),
    ("Do not ask the store", "保存先に問い合わせません"),
    // log
    (
        "Show what aosbox wrote of itself on this computer, newest last",
        "このコンピューターの aosbox のログを、新しいものを最後にして表示します",
    ),
    (
        "Every command notes when it began, what it did, what went wrong and how it ended. `[log]` in the settings says how much is noted and for how long it is kept; names of files are in it, secrets never are",
        "どのコマンドも、開始した時刻、行ったこと、起きた問題、終わり方を記録します。記録する量と残す期間は、設定の `[log]` で決めます。\
         ファイル名は記録されますが、秘密情報は決して記録されません",
    ),
    (
        "Times: 2026-11-01, \"2026-11-01 22:00\", today, yesterday, 3d, 2w, 6h, 30min (a day means its beginning)",
        "日時: 2026-11-01、\"2026-11-01 22:00\"、today、yesterday、3d、2w、6h、30min（日だけを指定すると、その日の始まり）",
    ),
    ("Go on, and show what comes, until Ctrl-C", "終了せず、新しい記録を Ctrl-C が押されるまで表示し続けます"),
    (
        "How many lines are shown at most; 100 if not given, with --since all",
        "表示する行数の上限。省略すると 100 行、--since を指定した場合はすべて",
    ),
    ("Only what is at least as bad", "この重大度以上のものだけ"),
    ("Only what was written since then", "この日時以降に記録されたものだけ"),
    ("Only print the folder of the log", "ログのフォルダーの場所だけを表示します"),
    ("List the reports of crashes instead", "ログの代わりに、異常終了の報告書を一覧表示します"),
    ("What failed", "失敗したこと"),
    (
        "What is wrong with single files, and requests to the store that failed",
        "個々のファイルの問題と、失敗した保存先への要求",
    ),
    ("What was done", "行ったこと"),
    ("Every path", "すべてのパス"),
    ("Everything", "すべて"),
];
