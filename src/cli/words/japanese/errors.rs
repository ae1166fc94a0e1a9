//! Errors, hints and problems in Japanese. A message says what failed and on what; a hint says what to do.

use std::io;

use super::{
    operations::{answer, asked, cannot, failed},
    safe, within,
};
use crate::{
    cli::{
        dates::DateMistake,
        exit::{CommandFailure, Failure, Mistake, NotFound},
        paths,
        words::{Explained, figures::bytes},
    },
    error::{CredentialProblem, Damage, Error, SettingMistake, StoreFailure, StoreMistake, StoreOperation},
    model::{FileOperation, MetadataPart},
    monitor::Problem,
};

/// What failed and what to do.
pub(super) fn explained(message: impl Into<String>, hint: impl Into<String>) -> Explained {
    Explained { message: message.into(), hint: Some(hint.into()) }
}

/// What failed.
pub(super) fn plain(message: impl Into<String>) -> Explained {
    Explained { message: message.into(), hint: None }
}

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

/// What to say about the library's error.
pub(super) fn library(error: &Error) -> Explained {
    match error {
        Error::Store { operation, object, kind, message } => store(*operation, object, *kind, message),
        Error::Damaged { object, damage } => explained(
            format!("保存先の {} が破損しています: {}", safe(object), self::damage(damage)),
            "影響の範囲は `aosbox check --read-data` で調べられます。そのほかはすべて復元できます。",
        ),
        Error::File { operation, path, source } => file(*operation, path, source),
        Error::Thread { source } => explained(
            format!("スレッドを開始できません: {}", answer(source)),
            "他のプログラムを終了してから、もう一度実行してください。",
        ),
        Error::NotAStore { text, reason } => explained(
            format!("{} は保存先として使用できません: {}", safe(text), store_mistake(reason)),
            "保存先には、フォルダー、file:///folder、s3://bucket/prefix、az://container/prefix、gs://bucket/prefix を指定できます。",
        ),
        Error::PlainHttp { endpoint } => explained(
            format!("{} を使うと、すべてが暗号化されずにネットワークへ送られます。", safe(endpoint)),
            "https:// を使用してください。自分で管理しているネットワークであれば、--allow-http で許可できます。",
        ),
        Error::NoAccount { store } => explained(
            format!("{} にアカウントがありません。", safe(store)),
            format!(
                "`aosbox login {} --create` で作成できます。ドライブの場合は、接続されているか確認してください。",
                paths::for_shell(store)
            ),
        ),
        Error::AccountExists { store } => explained(
            format!("{} にはすでにアカウントがあります。", safe(store)),
            "--create を付けずにログインするか、別のフォルダーまたはプレフィックスを指定してください。",
        ),
        Error::UnknownFormat { object, version } => explained(
            format!("{} は形式 {version} で書き込まれており、このバージョンの aosbox では扱えません。", safe(object)),
            "新しいバージョンの aosbox をインストールしてください。",
        ),
        Error::WrongPassword => explained(
            "パスワードが正しくありません。",
            "忘れた場合は、`aosbox login STORE --recovery-key` で新しいパスワードを設定できます。",
        ),
        Error::WrongRecoveryKey => explained(
            "復旧キーがこのアカウントのものではありません。",
            "このアカウントを作成したときに表示された復旧キーか確認してください。",
        ),
        Error::NotARecoveryKey => explained(
            "復旧キーではないか、入力に誤りがあります。",
            "復旧キーは AOS1- で始まり、英字と 2 から 7 までの数字でできています。",
        ),
        Error::NotLoggedIn { profile } => explained(
            format!("ログインしていません（プロファイル {}）。", safe(profile)),
            "`aosbox backup --quickstart` を使うと、このコンピューターですぐに始められます。自分のストレージにアカウントを作成するには \
             `aosbox login STORE --create`、既存のアカウントにログインするには `aosbox login STORE` を実行してください。",
        ),
        Error::Busy { .. } => explained(
            "このコンピューターの別のバックアップが実行中です。",
            "終わるまでお待ちください。実行中のバックアップで同じ内容が処理されます。",
        ),
        Error::Setting { place, mistake } => explained(
            format!("{}: {}", safe(place), setting(mistake)),
            "現在の設定とその指定元は `aosbox config show` で確認できます。",
        ),
        Error::Cache { path, source } => explained(
            format!("ローカルカタログ {} を使用できません: {source}", paths::local(path)),
            "ディスクに異常がなく空き容量もある場合は、このファイルを削除してください。写しにすぎないため、保存先から作り直されます。",
        ),
        Error::NoDevice { name, known } if known.is_empty() => explained(
            format!("{} というデバイスはありません。アカウントにはまだバックアップがありません。", safe(name)),
            "最初のバックアップは `aosbox backup` で作成できます。",
        ),
        Error::NoDevice { name, known } => explained(
            format!("{} というデバイスがないか、複数あります。", safe(name)),
            format!("名前または ID の先頭で指定してください: {}", safe(&known.join("、"))),
        ),
        Error::Credentials { message } => explained(
            format!(
                "システムの資格情報ストアを使用できません: {}",
                message.as_deref().map_or_else(|| "応答がありません".to_owned(), safe)
            ),
            "ロックを解除するか、設定の [credentials] keep = \"file\" で、本人だけが読めるファイルに保管するようにしてください。",
        ),
        Error::StoreCredentials(problem) => credentials(problem),
        Error::UploadLimit { limit } => explained(
            format!("1 か月のアップロードの上限 {} に達しました。", bytes(*limit)),
            "月が変わるとバックアップを再開します。上限は設定の limits.monthly_upload で変更できます。",
        ),
        Error::NoSpace { path, free, needed } => explained(
            format!(
                "{} の空き容量は {} ですが、カタログには {} 必要です。",
                paths::local(path),
                bytes(*free),
                bytes(*needed)
            ),
            "設定の cache.dir で別のフォルダーを指定するか、空き容量を増やしてください。",
        ),
    }
}

/// Why there are no credentials for a store.
fn credentials(problem: &CredentialProblem) -> Explained {
    match problem {
        CredentialProblem::Nowhere => explained(
            "保存先の認証情報がありません。AWS_ACCESS_KEY_ID にも ~/.aws にもなく、このコンピューターにもロールがありません。",
            "端末で `aosbox login STORE` を実行すると入力を求め、保管します。`aws configure` は ~/.aws に書き込みます。",
        ),
        CredentialProblem::NoStorageAccount => explained(
            "コンテナーのあるストレージアカウントが指定されていません。",
            "AZURE_STORAGE_ACCOUNT_NAME と AZURE_STORAGE_ACCOUNT_KEY を設定するか、端末で `aosbox login STORE` を実行して入力してください。",
        ),
        CredentialProblem::NoIdentity { message } => explained(
            format!("保存先の認証情報がなく、このコンピューターにも ID がありません: {}", safe(message)),
            "環境変数 AZURE_… または GOOGLE_… を設定するか、`aosbox setup` でキーを入力してください。",
        ),
        CredentialProblem::NoProfile { name, known } if known.is_empty() => explained(
            format!("~/.aws/config と ~/.aws/credentials にプロファイル {} がありません。", safe(name)),
            "ほかのプロファイルもありません。`aws configure` で作成できます。",
        ),
        CredentialProblem::NoProfile { name, known } => explained(
            format!("~/.aws/config と ~/.aws/credentials にプロファイル {} がありません。", safe(name)),
            format!("AWS_PROFILE に、次のいずれかを指定してください: {}", safe(&known.join(", "))),
        ),
        CredentialProblem::Half { place, missing } => explained(
            format!("保存先の認証情報がそろっていません。{} に対する {missing} がありません。", safe(place)),
            "アクセスキーは 2 つで 1 組です。両方を指定するか、どちらも指定しないでください。",
        ),
        CredentialProblem::NoCommand { command } => explained(
            format!("保存先の認証情報を取得するコマンド `{}` がありません。", safe(command)),
            "ロールとシングルサインオンには AWS CLI が必要です。インストールするか、キーのあるプロファイルを AWS_PROFILE に指定してください。",
        ),
        CredentialProblem::CommandFailed { command, said } => explained(
            format!("保存先の認証情報を取得するコマンド `{}` が失敗しました: {}", safe(command), safe(said)),
            "端末でコマンドを実行して確かめてください。シングルサインオンでは `aws sso login` でやり直せます。",
        ),
        CredentialProblem::Address { address, message } => explained(
            format!("{} から保存先の認証情報を取得できません: {}", safe(address), safe(message)),
            "このコンテナーまたはコンピューターのロールと、環境変数 AWS_CONTAINER_… を確かめてください。",
        ),
        CredentialProblem::Silent { address, message } => explained(
            format!("{} に接続できず、保存先の認証情報を取得できません: {}", safe(address), safe(message)),
            "このコンテナーまたはコンピューターのロールと、環境変数 AWS_CONTAINER_… を確かめてください。",
        ),
        CredentialProblem::Unreadable { from } => explained(
            format!("{} が返したものは、保存先の認証情報ではありません。", safe(from)),
            "`credential_process` の形式の、AccessKeyId と SecretAccessKey のある JSON が必要です。",
        ),
    }
}

/// Why a text names no store.
fn store_mistake(mistake: &StoreMistake) -> String {
    match mistake {
        StoreMistake::Empty => "空です".to_owned(),
        StoreMistake::NotLocal => "このコンピューターのパスではありません".to_owned(),
        StoreMistake::NoBucket => "バケットが指定されていません".to_owned(),
        StoreMistake::Surplus => {
            "指定できるのはバケットとプレフィックスだけです。認証情報やオプションは別に指定します".to_owned()
        }
        StoreMistake::Steps => "オブジェクトストアでは . や .. を使えません".to_owned(),
        StoreMistake::UnknownKind => "保存先の種類は s3://、az://、gs://、file://、フォルダーのいずれかです".to_owned(),
        StoreMistake::Endpoint => {
            "エンドポイントは https:// で始まる必要があります（このコンピューター上であれば http:// も可）".to_owned()
        }
        StoreMistake::Unreadable(message) => safe(message),
    }
}

/// What is wrong with a value that was handed to the library.
fn setting(mistake: &SettingMistake) -> String {
    match mistake {
        SettingMistake::Steps => "途中に .. を含まないパスを指定してください。".to_owned(),
        SettingMistake::Expression(message) => super::settings::reason(message),
        SettingMistake::NoLock => "デバイスのロックがありません。".to_owned(),
    }
}

fn store(operation: StoreOperation, object: &str, kind: StoreFailure, message: &str) -> Explained {
    let what = format!("保存先でエラーが発生しました（{}: {}）", asked(operation), safe(object));
    let message = safe(message);
    match kind {
        StoreFailure::NotFound => explained(
            format!("{what}: オブジェクトがありません"),
            "バケットとプレフィックスが正しいか確認してください。正しい場合は `aosbox check` で詳しく調べられます。",
        ),
        StoreFailure::Exists => explained(
            format!("{what}: 同じ名前のオブジェクトがすでにあります"),
            "別のコンピューターが同時に同じ処理を行いました。もう一度実行してください。",
        ),
        StoreFailure::Denied => explained(
            format!("{what}: アクセスが拒否されました: {message}"),
            "認証情報（AWS_…、AZURE_…、GOOGLE_…、~/.aws。`aosbox login STORE` で入力し直せます）と、その権限を確認してください。",
        ),
        StoreFailure::Full => explained(
            format!("{what}: 保存先に空き容量がありません"),
            "空き容量を増やしてから、もう一度実行してください。これまでに送信した分は保存されています。",
        ),
        StoreFailure::Unreachable => explained(
            format!("{what}: 接続できません: {message}"),
            "ネットワークと --endpoint を確認して、もう一度実行してください。これまでに送信した分は保存されています。",
        ),
        StoreFailure::Other => explained(
            format!("{what}: {message}"),
            "もう一度実行してください。解決しない場合は、保存先の管理者に問い合わせてください。",
        ),
    }
}

/// What failed on a file, and what to do.
pub(super) fn file(operation: FileOperation, path: &std::path::Path, source: &std::io::Error) -> Explained {
    let message = format!("{}: {}", cannot(operation, &paths::local(path)), answer(source));
    match source.kind() {
        std::io::ErrorKind::PermissionDenied => {
            explained(message, "アクセス権を確認するか、別の場所を指定してください。")
        }
        std::io::ErrorKind::StorageFull => {
            explained(message, "ディスクの空き容量を増やしてから、もう一度実行してください。")
        }
        std::io::ErrorKind::ReadOnlyFilesystem => {
            explained(message, "書き込めるようにするか、別の場所を指定してください。")
        }
        std::io::ErrorKind::NotFound => explained(message, "存在するか、ドライブが接続されているか確認してください。"),
        _ => plain(message),
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
            "バックアップの日時は `aosbox versions PATH` で確認できます。",
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

/// What is wrong with an object.
pub fn damage(damage: &Damage) -> String {
    match damage {
        Damage::Missing => "ありません".to_owned(),
        Damage::Truncated => "途中で切れています".to_owned(),
        Damage::Header => "別の種類のデータです".to_owned(),
        Damage::Seal => "書き換えられたか、別のものと置き換えられています".to_owned(),
        Damage::Content(detail) => format!("内容に矛盾があります（{}）", safe(detail)),
        Damage::Hash => "書き込んだときの内容と一致しません".to_owned(),
    }
}

/// What is wrong with a path.
pub fn problem(problem: &Problem) -> String {
    match problem {
        Problem::Io { operation, source } => format!("{}: {}", failed(*operation), answer(source)),
        Problem::Changing => "読み取り中に変更され続けました。次のバックアップで再試行します".to_owned(),
        Problem::Special => "パイプ、ソケット、またはデバイスのため、対象外です".to_owned(),
        Problem::Waiting { .. } => {
            "サイズが大きく、前回のバックアップから間もないため、後でバックアップします".to_owned()
        }
        Problem::TooLarge { size } => format!("サイズの上限を超えるため（{}）、対象外です", bytes(*size)),
        Problem::Gone => "見つかりません".to_owned(),
        Problem::Damaged { object } => format!("保存先にあるデータが破損しています（{}）", safe(object)),
        Problem::Metadata { what, source } => {
            format!("{}を設定できません: {}", metadata(what), answer(source))
        }
        Problem::Unkept { what, source } if source.kind() == io::ErrorKind::FileTooLarge => {
            format!("バックアップしましたが、{}は大きすぎるため含まれません", metadata(what))
        }
        Problem::Unkept { what, source } => {
            format!("バックアップしましたが、{}は含まれません: {}", metadata(what), answer(source))
        }
        Problem::Unnameable => "このシステムでは使用できない名前です".to_owned(),
        Problem::Unstored => "一部が保存先に届いていません。次回再試行します".to_owned(),
        Problem::Mismatch => "書き込んだ内容を正しく読み戻せませんでした。ディスクを確認してください".to_owned(),
    }
}

fn metadata(what: &MetadataPart) -> String {
    match what {
        MetadataPart::Mode => "アクセス権".to_owned(),
        MetadataPart::Times => "日時".to_owned(),
        MetadataPart::Attributes => "属性".to_owned(),
        MetadataPart::Extended(name) => format!("拡張属性 {} ", safe(name)),
        MetadataPart::Stream(name) => format!("代替データストリーム {} ", safe(name)),
        MetadataPart::Streams => "代替データストリーム".to_owned(),
    }
}
