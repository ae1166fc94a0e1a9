//! What somebody who starts is told in Japanese.

use console::measure_text_width;

use super::scheduling;
use crate::{
    calendar::Rhythm,
    cli::{
        mistakes::StartingMistake,
        text::paths,
        words::{
            Choice, Comment, Done, Explained, Fact, KeysOf, Next, Part, PlannedAccount, Question, Standing, Starting,
            Step, explained,
            figures::{bytes, number},
            plain,
        },
    },
    config::schedule::ScheduleConfig,
    journal::AttemptResult,
    model::Category,
};

/// A message to somebody who starts.
pub fn say(message: &Starting<'_>) -> String {
    match message {
        Starting::Meant(meant) => format!("{meant} のことですか？"),
        Starting::About => "aosbox は、ファイルのすべての世代を暗号化して、ご自分のストレージに残します。".to_owned(),
        Starting::Standing(standing) => self::standing(*standing).to_owned(),
        Starting::Fact(fact) => self::fact(fact),
        Starting::Next(next) => self::next(*next).to_owned(),
        Starting::Help => "ヘルプ: `aosbox --help`、例は `aosbox COMMAND --help` にあります。".to_owned(),
        Starting::SetupTitle => {
            "いくつかの質問に答えて、バックアップを設定します。最後に確認するまで、何も書き込みません。".to_owned()
        }
        Starting::StepTitle(number, count, step) => format!("ステップ {number}/{count}: {}", self::step(*step)),
        Starting::Keys(KeysOf::Choose) => "↑ ↓ 選ぶ · Enter 次へ · Esc 戻る · Ctrl-C やめる".to_owned(),
        Starting::Keys(KeysOf::Check) => {
            "↑ ↓ 移動 · スペース 選ぶ/外す · Enter 次へ · Esc 戻る · Ctrl-C やめる".to_owned()
        }
        Starting::Keys(KeysOf::Type) => "Enter 次へ · Esc 戻る · Ctrl-C やめる".to_owned(),
        Starting::Ask(question) => ask(*question).to_owned(),
        Starting::Label(question) => label(*question).to_owned(),
        Starting::Choice(choice) => self::choice(choice),
        Starting::CategoryName(category) => category.japanese().to_owned(),
        Starting::CategorySize { category, size } => category_size(*category, *size),
        Starting::KeepsLogin { profile } => format!(
            "このログイン（プロファイル {profile}）はそのまま使います。\n別の保存先は `aosbox setup --account OTHER` で追加できます。"
        ),
        Starting::Looking => "保存先を確認しています…".to_owned(),
        Starting::NewAccount => "保存先にアカウントはありません。新しく作成します。".to_owned(),
        Starting::KnownAccount => "保存先にアカウントがあります。このコンピューターを追加します。".to_owned(),
        Starting::SameDisk => {
            "元のファイルと同じディスクです。ディスクが壊れると、バックアップも失われます。\n別のディスクかサーバーのほうが安全です。"
                .to_owned()
        }
        Starting::CredentialsFound => "認証情報は、このコンピューターの環境変数か ~/.aws のものを使います。".to_owned(),
        Starting::PasswordFound => "パスワードは AOSBOX_PASSWORD、ファイル、またはコマンドから読み取ります。".to_owned(),
        Starting::KeyFollows => "新しいアカウントの復旧キーです。".to_owned(),
        Starting::KeySkipped => {
            "控えずに進みます。キーもパスワードもないと、バックアップを開けません（キーは上に表示されています）。".to_owned()
        }
        Starting::Part(part) => self::part(*part).to_owned(),
        Starting::PlanAccount(PlannedAccount::Keep(store)) => format!("{store}（今のまま）"),
        Starting::PlanAccount(PlannedAccount::Create(store)) => format!("{store} に新しく作成します"),
        Starting::PlanAccount(PlannedAccount::Open(store)) => format!("{store} にあるもの"),
        Starting::PlanRhythm(config) => rhythm(config),
        Starting::NoCopy => "なし".to_owned(),
        Starting::NothingWrittenYet => "まだ何も書き込んでいません。".to_owned(),
        Starting::Done(done) => self::done(done),
        Starting::LeftUnchanged { key_shown: false } => "中止しました。何も変更していません。".to_owned(),
        Starting::LeftUnchanged { key_shown: true } => {
            "中止しました。何も変更せず、アカウントも作成していません。上の復旧キーでは何も開けませんので、破棄してください。".to_owned()
        }
        Starting::LeftHalfway => {
            "上の ✓ の付いた作業は済んでいます。`aosbox setup` をもう一度実行すると、続きから進められます。".to_owned()
        }
        Starting::SetUp { all: true } => "設定が終わりました。".to_owned(),
        Starting::SetUp { all: false } => "上の ! の付いた点を除いて、設定が終わりました。".to_owned(),
        Starting::SameCommands => "質問なしで同じことをするコマンド:".to_owned(),
        Starting::Comment(comment) => self::comment(*comment).to_owned(),
    }
}

fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::NoAccount => "このコンピューターはまだバックアップされていません。アカウントがありません。",
        Standing::NothingSelected => "このコンピューターはまだバックアップされていません。対象が選択されていません。",
        Standing::NoBackup => "準備はできていますが、まだ一度もバックアップしていません。",
        Standing::Running => "バックアップを実行しています。",
        Standing::Protected => "このコンピューターはバックアップされています。",
        Standing::Overdue => "しばらくバックアップされていません。",
        Standing::Failed => "前回のバックアップは完了しませんでした。",
    }
}

/// A label in a column of its own.
fn labelled(label: &str, text: &str) -> String {
    let room = 18_usize.saturating_sub(measure_text_width(label));
    format!("{label}{}{text}", " ".repeat(room))
}

/// `5 分前`, `3 時間前`, `2 日前`.
fn ago(seconds: u64) -> String {
    match seconds {
        0..60 => "たった今".to_owned(),
        60..5400 => format!("{} 分前", seconds / 60),
        5400..129_600 => format!("{} 時間前", (seconds + 1800) / 3600),
        _ => format!("{} 日前", number((seconds + 43_200) / 86_400)),
    }
}

fn fact(fact: &Fact<'_>) -> String {
    match fact {
        Fact::KeptIn(store) => labelled("保存先", store),
        Fact::Last(when, seconds) => labelled("前回", &format!("{when}（{}）", ago(*seconds))),
        Fact::Attempt(what, when, reason) => {
            let reason = reason.map(|reason| format!(": {reason}")).unwrap_or_default();
            labelled("最後の実行", &format!("{when}、{}{reason}", result(*what)))
        }
        Fact::Next(Some(next)) => labelled("次回", next),
        Fact::Next(None) => labelled("次回", "手動で実行したとき（スケジュールはありません）"),
        Fact::Due => labelled("次回", "予定の時刻を過ぎています"),
        Fact::Paused(Some(until)) => labelled("一時停止", &format!("{until} まで")),
        Fact::Paused(None) => labelled("一時停止", "`aosbox resume` で再開します"),
        Fact::Waiting(count) => labelled("未バックアップ", &format!("{} 個のファイル", number(*count))),
    }
}

fn result(result: AttemptResult) -> &'static str {
    match result {
        AttemptResult::Done => "すべてバックアップしました",
        AttemptResult::Incomplete => "一部のファイルを除いてバックアップしました",
        AttemptResult::Stopped => "手動で停止しました",
        AttemptResult::TimeOver => "終了時刻になったため停止しました",
        AttemptResult::PutOff => "延期しました",
        AttemptResult::Failed => "失敗しました",
        AttemptResult::Aborted => "異常終了しました",
    }
}

fn next(next: Next) -> &'static str {
    match next {
        Next::Setup => "保存先・対象・時刻を設定する",
        Next::Quickstart => "このコンピューターのフォルダーで試す",
        Next::Login => "すでにあるアカウントにログインする",
        Next::Select => "バックアップの対象を選ぶ",
        Next::Estimate => "対象の大きさを調べる",
        Next::BackupPath => "指定したファイルを一度だけバックアップする",
        Next::Backup => "今すぐバックアップする",
        Next::Schedule => "1 時間ごとに自動で実行する",
        Next::Status => "状況を見る",
        Next::Pending => "未バックアップのファイルと理由を見る",
        Next::Pause => "バックアップを一時停止する",
        Next::Find => "バックアップからファイルを探す",
        Next::Restore => "ファイルやフォルダーを復元する",
    }
}

fn step(step: Step) -> &'static str {
    match step {
        Step::Place => "保存先",
        Step::Secret => "開き方",
        Step::What => "バックアップの対象",
        Step::When => "時刻",
        Step::Copy => "デュアルコピー",
        Step::Summary => "確認",
    }
}

fn ask(question: Question) -> &'static str {
    match question {
        Question::Kind => "バックアップをどこに保存しますか。",
        Question::Folder => {
            "どのフォルダーに保存しますか。別のディスク、外付けドライブ、NAS の専用のフォルダーを指定してください（例: /media/usb/backup）。"
        }
        Question::Endpoint => {
            "サーバーのアドレス（例: https://s3.example.com）。Amazon の場合は空のままにしてください。"
        }
        Question::Region => "バケットのリージョン（例: ap-northeast-1）。",
        Question::Bucket => "バケット、またはバケットとプレフィックス（例: bucket/prefix）。",
        Question::Container => "コンテナー、またはコンテナーとプレフィックス（例: container/prefix）。",
        Question::AccessKey => "アクセスキー ID。このマシンのロールを使う場合は空のままにしてください。",
        Question::SecretKey => "シークレットアクセスキー。",
        Question::StorageAccount => "ストレージアカウントの名前。このマシンの ID を使う場合は空のままにしてください。",
        Question::StorageKey => "ストレージアカウントのキー。",
        Question::KeyFile => {
            "サービスアカウントのキーファイル（JSON）。このマシンのアカウントを使う場合は空のままにしてください。"
        }
        Question::NewWayIn => {
            "別のコンピューターや、このコンピューターを失ったときに、どうやってバックアップを開きますか。"
        }
        Question::NewPassword => "バックアップのパスワードを決めてください（6 文字以上）。",
        Question::PasswordAgain => "同じパスワードをもう一度入力してください。",
        Question::WayIn => "どうやって開きますか。",
        Question::Password => "パスワードを入力してください。",
        Question::RecoveryKey => "復旧キー（AOS1-…）を入力してください。大文字・小文字やハイフンは問いません。",
        Question::ReplacePassword => {
            "忘れたパスワードの代わりに、新しいパスワードを決めてください（6 文字以上）。設定しない場合は空のままにしてください。"
        }
        Question::LastLetters => {
            "復旧キーを書き写すか印刷して、このコンピューターとは別の場所に保管してください。済んだら、最後の 5 文字を入力してください。`skip` と入力すると、控えずに進みます。"
        }
        Question::DeviceName => "バックアップの中での、このコンピューターの名前を決めてください。",
        Question::Categories => "何をバックアップしますか。",
        Question::Path => "ほかにバックアップするファイルかフォルダー。なければ空のまま進んでください。",
        Question::Rhythm => "いつバックアップしますか。",
        Question::Hour => "何時にしますか。そのとき電源が入っていなければ、あとで実行します。",
        Question::Hours => "何時間ごとにしますか。",
        Question::Copy => {
            "手元のドライブに、そのまま使えるファイルとしてデュアルコピーも作成しますか。復元が速くなります。"
        }
        Question::CopyFolder => "ドライブのどのフォルダーに作成しますか。",
        Question::Confirm => "この内容で設定しますか。",
        Question::FirstBackup => "今すぐバックアップしますか。",
    }
}

fn label(question: Question) -> &'static str {
    match question {
        Question::Kind => "保存先",
        Question::Folder | Question::CopyFolder => "フォルダー",
        Question::Endpoint => "サーバー",
        Question::Region => "リージョン",
        Question::Bucket => "バケット",
        Question::Container => "コンテナー",
        Question::AccessKey => "アクセスキー",
        Question::SecretKey => "シークレット",
        Question::StorageAccount => "アカウント",
        Question::StorageKey => "キー",
        Question::KeyFile => "キーファイル",
        Question::NewWayIn | Question::WayIn => "開き方",
        Question::NewPassword | Question::Password => "パスワード",
        Question::PasswordAgain => "もう一度",
        Question::RecoveryKey | Question::LastLetters => "復旧キー",
        Question::ReplacePassword => "新パスワード",
        Question::DeviceName => "コンピューターの名前",
        Question::Categories => "対象",
        Question::Path => "追加",
        Question::Rhythm => "実行",
        Question::Hour => "時刻",
        Question::Hours => "間隔（時間）",
        Question::Copy => "デュアルコピー",
        Question::Confirm => "答え",
        Question::FirstBackup => "最初の実行",
    }
}

fn choice(choice: &Choice<'_>) -> String {
    let text = match choice {
        Choice::Folder => "フォルダー: 別のディスク、外付けドライブ、NAS",
        Choice::S3 => "S3: Amazon または互換サーバー",
        Choice::Azure => "Azure Blob Storage",
        Choice::Google => "Google Cloud Storage",
        Choice::PasswordAndKey => "パスワード（忘れたときのために復旧キーも使えます）",
        Choice::KeyAlone => "復旧キーだけ（大切に保管する必要があります）",
        Choice::WithPassword => "パスワード",
        Choice::WithKey => "復旧キー（パスワードを忘れた場合）",
        Choice::KeepRhythm(rhythm) => return format!("今のまま: {rhythm}"),
        Choice::Daily => "毎日、決まった時刻",
        Choice::EveryHours => "数時間ごと",
        Choice::ByHand => "手動で実行したときだけ",
        Choice::NoCopy => "いいえ",
        Choice::Copy => "はい（ドライブに作成します）",
        Choice::Go => "はい",
        Choice::Again => "いいえ、最初からやり直します",
        Choice::Leave => "いいえ、何も変更せずにやめます",
        Choice::BackUpNow => "はい",
        Choice::Later => "あとで",
    };
    text.to_owned()
}

fn category_size(category: Category, size: Option<(u64, u64)>) -> String {
    let name = category.japanese();
    let room = " ".repeat(30_usize.saturating_sub(measure_text_width(name)));
    match size {
        Some((0, _)) => format!("{name}{room}           ありません"),
        Some((files, size)) => format!("{name}{room}{:>13} 個{:>9}", number(files), bytes(size)),
        None => format!("{name}{room}              …"),
    }
}

fn part(part: Part) -> &'static str {
    match part {
        Part::Account => "アカウント",
        Part::Device => "コンピューターの名前",
        Part::What => "対象",
        Part::When => "実行",
        Part::Copy => "デュアルコピー",
        Part::Settings => "設定ファイル",
    }
}

/// `1 時間ごと`, `月～金 22:00～06:00`.
fn rhythm(config: &ScheduleConfig) -> String {
    match config.rhythm {
        Rhythm::Never if !config.at_startup => "手動: `aosbox backup`".to_owned(),
        _ => scheduling::rhythm(config),
    }
}

fn done(done: &Done<'_>) -> String {
    match done {
        Done::Created(store) => format!("{store} にアカウントを作成し、ログインしました。"),
        Done::Opened(store) => format!("{store} にログインしました。"),
        Done::Settings(file) => format!("設定を書き込みました: {}", paths::local(file)),
        Done::SettingsSame(file) => format!("設定ファイルはすでに同じ内容です: {}", paths::local(file)),
        Done::Scheduled(system) => format!("{}が自動でバックアップを始めます。", scheduling::system(*system)),
        Done::Unscheduled => "自動では実行しないようにしました。".to_owned(),
        Done::Copy(folder) => format!("{} をデュアルコピーに使います。", paths::local(folder)),
        Done::NoCopy => "デュアルコピーをやめました。ドライブのファイルはそのまま残ります。".to_owned(),
    }
}

fn comment(comment: Comment) -> &'static str {
    match comment {
        Comment::Head => {
            "aosbox の設定です。主なものは `aosbox setup` で、すべては config.example.toml で確認できます。\n\
             手で書き換えてもかまいません。コメントや順序はそのまま残ります。`aosbox config check` で誤りを確認できます。"
        }
        Comment::Selection => "バックアップの対象。`aosbox select` で確認・変更できます。",
        Comment::Categories => {
            "mail, desktop, documents, office, pictures, music, videos, bookmarks, finance, ebooks（日本語の名前も使えます）"
        }
        Comment::Paths => "自分で選んだファイルとフォルダー。フォルダーはその中のすべてを含みます。",
        Comment::Schedule => {
            "自動で始める時刻: every = \"6h\" または at = [\"daily 21:00\"]。書き換えたら `aosbox schedule set` を実行してください。"
        }
        Comment::Dual => "ドライブ上のデュアルコピー。`aosbox dual show` で内容を確認できます。",
    }
}

/// Mistakes of somebody who starts.
pub fn mistake(mistake: &StartingMistake) -> Explained {
    match mistake {
        StartingMistake::NobodyToAsk => explained(
            "`aosbox setup` は端末で質問しますが、答える人がいません。",
            "質問なしで同じことをするには: `aosbox login STORE --create`、`aosbox select add documents pictures`、\
             `aosbox schedule set --every 1h`、`aosbox dual enable PATH`、`aosbox backup`",
        ),
        StartingMistake::NoProfile { profile, known } => explained(
            format!("ログイン「{}」はありません。", paths::safe(profile.as_bytes())),
            format!(
                "あるのは {} です。`aosbox login STORE --account {}` で作成できます。",
                paths::safe(known.join("、").as_bytes()),
                paths::for_shell(&paths::safe(profile.as_bytes()))
            ),
        ),
        StartingMistake::Empty => plain("入力してください。"),
        StartingMistake::NoFolder(path) => explained(
            format!("{} がないため、その中にフォルダーを作成できません。", paths::local(path)),
            "ドライブは接続されていますか。",
        ),
        StartingMistake::NotAFolder(path) => plain(format!("{} はフォルダーではありません。", paths::local(path))),
        StartingMistake::NotAnHour(text) => {
            plain(format!("「{}」は時刻ではありません。21:00 のように入力してください。", paths::safe(text.as_bytes())))
        }
        StartingMistake::NotHours(text) => plain(format!(
            "「{}」は 1 から {} までの時間数ではありません。",
            paths::safe(text.as_bytes()),
            number(crate::config::schedule::MOST_HOURS)
        )),
        StartingMistake::WrongLetters => {
            explained("上のキーの最後の 5 文字と一致しません。", "`skip` と入力すると、控えずに進みます。")
        }
        StartingMistake::NotAKeyFile(path) => {
            plain(format!("{} はサービスアカウントのキーではありません。", paths::local(path)))
        }
        StartingMistake::NothingChosen => plain("1 つ以上選ぶか、ファイルやフォルダーを指定してください。"),
    }
}
