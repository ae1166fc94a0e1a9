//! Accounts, backups, and when they begin.

/// English, Japanese.
pub const TEXTS: &[(&str, &str)] = &[
    // login
    (
        "Make an account in a store, or log in to one",
        "保存先にアカウントを作成するか、既存のアカウントにログインします",
    ),
    (
        "The password comes from AOSBOX_PASSWORD, --password-file, --password-command or a prompt, in this order; it is asked for once, and \
         later commands need none. Credentials of the store come from the usual variables (AWS_…, AZURE_…, GOOGLE_…), from ~/.aws, or from \
         a prompt",
        "パスワードは AOSBOX_PASSWORD、--password-file、--password-command、入力の順に探します。尋ねるのは一度だけで、その後のコマンドでは\
         不要です。保存先の認証情報は、通常の環境変数（AWS_…、AZURE_…、GOOGLE_…）、~/.aws、または入力から読み取ります",
    ),
    (
        "Where the account lies: a folder, file://, s3://bucket/prefix, az://container/prefix, gs://bucket/prefix",
        "アカウントの場所: フォルダー、file://、s3://bucket/prefix、az://container/prefix、gs://bucket/prefix",
    ),
    ("Make a new account there", "そこに新しいアカウントを作成します"),
    ("Your name, kept encrypted with the account", "お名前。アカウントに暗号化して保存されます"),
    ("Your e-mail address, kept encrypted with the account", "メールアドレス。アカウントに暗号化して保存されます"),
    (
        "What this computer is called in the backup; its host name if not given",
        "バックアップの中でのこのコンピューターの名前。省略するとホスト名になります",
    ),
    ("Log in with the recovery key and set a new password", "復旧キーでログインし、新しいパスワードを設定します"),
    (
        "Show the login; exit code 10 if there is none",
        "ログインの状態を表示します。ログインしていなければ終了コードは 10 です",
    ),
    // logout
    ("Forget the secrets of a login", "ログインの秘密情報を消去します"),
    ("The account and its backups stay as they are", "アカウントとそのバックアップはそのまま残ります"),
    ("Forget the profile and the local catalog, too", "プロファイルとローカルカタログも消去します"),
    // backup
    (
        "Back up files and folders, with all that lies below them",
        "ファイルとフォルダーを、その中身もすべて含めてバックアップします",
    ),
    (
        "What to back up; the categories and paths of `aosbox select` if not given",
        "バックアップするもの。省略すると `aosbox select` で選んだカテゴリーとパス",
    ),
    (
        "Without a login: make an account in a folder of this computer first",
        "ログインしていなければ、先にこのコンピューターのフォルダーにアカウントを作成します",
    ),
    (
        "How hard to work: fast, standard (others on this computer come first), or fast only while nobody uses the computer",
        "処理の優先度: 高速、標準（ほかのプログラムを優先）、または誰も使っていない間だけ高速",
    ),
    (
        "Begin at once: do not wait for the end of a pause, nor for power, network or quiet",
        "すぐに始めます。一時停止の終わりや、電源、ネットワーク、空き状態を待ちません",
    ),
    (
        "Read every file again, whatever is known of it; only what differs is sent",
        "記録にかかわらず、すべてのファイルを読み直します。送るのは違いのある部分だけです",
    ),
    (
        "What the system's job runs: a backup if one is due, else nothing",
        "システムのジョブが実行するもの。時期が来ていればバックアップし、そうでなければ何もしません",
    ),
    ("Fast while nobody uses the computer, else standard", "誰もコンピューターを使っていない間は高速、それ以外は標準"),
    ("Other programs come first", "ほかのプログラムを優先します"),
    ("As fast as it goes", "できるだけ速く処理します"),
    ("It is time to look whether something is due", "行うべきことがあるかを確認する時刻になりました"),
    ("The computer has started", "コンピューターが起動しました"),
    // pause, resume, stop
    (
        "Let backups wait: one that is running, and those to come",
        "バックアップを一時停止します。実行中のものも、これからのものも待ちます",
    ),
    (
        "What a running backup has done is safe: it can be restored, and nothing is sent twice",
        "実行中のバックアップがそこまでに行った分は失われません。復元でき、二重に送られることもありません",
    ),
    (
        "For how long: 30m, 90min, 2h, 1d; until `aosbox resume` if not given",
        "停止する時間: 30m、90min、2h、1d。省略すると `aosbox resume` まで停止します",
    ),
    ("Let backups go on after a pause", "一時停止したバックアップを再開します"),
    ("Stop the running backup; what it has done is kept", "実行中のバックアップを停止します。そこまでの分は残ります"),
    // status, conditions
    ("Show how things are", "現在の状態を表示します"),
    (
        "What runs, what comes next, what became of the last backup, what is stored, what waits, and what would hold a backup off now. The \
         store is not asked",
        "実行中のもの、次の予定、前回のバックアップの結果、保存済みの量、待っているもの、今バックアップを妨げるものを表示します。\
         保存先には問い合わせません",
    ),
    (
        "Name every file that waits for the next backup, and why",
        "次のバックアップを待つファイルを、理由とともにすべて表示します",
    ),
    ("Show what would hold a backup off now", "今バックアップを妨げる条件を表示します"),
    (
        "Battery, presentations, networks and busy programs hold backups off as `[conditions]` in the settings says. What cannot be found \
         out never does, and is named",
        "バッテリー、プレゼンテーション、ネットワーク、負荷の高いプログラムは、設定の `[conditions]` に従ってバックアップを待たせます。\
         調べられない条件で待つことはなく、その旨を表示します",
    ),
    // schedule
    (
        "Have backups begin by themselves, at intervals or at times of the week",
        "一定の間隔または決まった曜日と時刻に、バックアップを自動で始めます",
    ),
    (
        "The settings are kept in the settings file; the system's own scheduler runs the job: the Task Scheduler on Windows, a timer of the \
         user's systemd or the crontab on Linux, launchd on macOS. A start that was missed because the computer was off or asleep is made up \
         for once; a window with an end is never left",
        "内容は設定ファイルに保存され、ジョブはシステムのスケジューラーが実行します（Windows ではタスク スケジューラ、Linux ではユーザーの \
         systemd タイマーまたは crontab、macOS では launchd）。電源オフやスリープで始められなかった分は、あとで一度だけ実行します。\
         終わりの時刻がある時間帯の外では実行しません",
    ),
    ("Set when backups begin, and have the system begin them", "バックアップを始める時を設定し、システムに登録します"),
    ("Show the schedule, and whether the system knows of it", "スケジュールと、システムに登録されているかを表示します"),
    ("Show when the next backups begin", "次のバックアップが始まる日時を表示します"),
    ("Have no backups begin by themselves any more", "バックアップの自動開始をやめます"),
    ("Print the job as it is handed to the system", "システムに渡すジョブの内容を表示します"),
    (
        "What is not named stays as it is, but for the rhythm: --every takes the place of --at and the other way round",
        "指定しなかった項目はそのまま残ります。ただし間隔は別で、--every は --at に、--at は --every に置き換わります",
    ),
    (
        "Days: mon-fri, sat,sun, daily, 月-金. Hours: 22:00-06:00 ends on the next day; 09:00 has no end",
        "曜日: mon-fri、sat,sun、daily、月-金。時刻: 22:00-06:00 は翌日に終わり、09:00 には終わりがありません",
    ),
    ("At intervals: 30m, 1h, 1d; in steps of five minutes", "間隔: 30m、1h、1d。5 分単位で指定します"),
    (
        "At times of the week, with or without an end; may be given several times",
        "曜日と時刻。終わりの時刻は省略できます。何度でも指定できます",
    ),
    (
        "How often a backup reads every file, whatever is known of it: 7d, 30d, never",
        "記録にかかわらずすべてのファイルを読み直す間隔: 7d、30d、never（読み直さない）",
    ),
    ("Begin one when the computer has started, too", "コンピューターの起動時にもバックアップを始めます"),
    ("How long after the start of the computer", "コンピューターの起動から待つ時間"),
    (
        "What the computer does after a backup at a set time",
        "決まった時刻のバックアップの後に、コンピューターが行うこと",
    ),
    ("Do so even if programs are still open", "プログラムが開いていても行います"),
    (
        "Wake a sleeping computer for a backup, where the system can do that",
        "可能な場合は、スリープ中のコンピューターを起こしてバックアップします",
    ),
    ("Begin backups also while nobody is logged in", "誰もログインしていない間にもバックアップを始めます"),
    ("It sleeps", "スリープします"),
    ("It hibernates", "休止状態にします"),
    ("It is shut down", "シャットダウンします"),
    ("It is started anew", "再起動します"),
    ("The user is logged off", "ユーザーをログオフします"),
    ("How many of them", "表示する数"),
    ("Print it for another system than this one", "このシステムではなく、別のシステム用に表示します"),
    ("Windows' Task Scheduler", "Windows のタスク スケジューラ"),
    ("A timer of the user's systemd", "ユーザーの systemd タイマー"),
    ("The user's crontab", "ユーザーの crontab"),
    ("An agent of macOS' launchd", "macOS の launchd エージェント"),
];
