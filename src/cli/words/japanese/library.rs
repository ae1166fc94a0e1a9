//! What the library reports, in Japanese: its errors and hints, damage, and what is wrong with a path.

use std::{io, path::Path};

use super::{
    operations::{answer, asked, cannot, failed},
    safe,
};
use crate::{
    cli::{
        text::paths,
        words::{Explained, explained, figures::bytes, plain, times},
    },
    error::{
        CertificatesMistake, ConnectionProblem, CredentialProblem, Damage, Error, SettingMistake, StoreFailure,
        StoreMistake, StoreOperation,
    },
    model::{FileOperation, MetadataPart},
    monitor::Problem,
};

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
            "ほかのプログラムを終了してから、もう一度実行してください。",
        ),
        Error::NotAStore { text, reason } => explained(
            format!("{} は保存先として使用できません: {}", safe(text), store_mistake(reason)),
            "保存先には、フォルダー、file:///folder、s3://bucket/prefix、az://container/prefix、gs://bucket/prefix を指定できます。",
        ),
        Error::PlainHttp { endpoint } => explained(
            format!("{} を使うと、すべてが暗号化されずにネットワークへ送られます。", safe(endpoint)),
            "https:// を使用してください。自分で管理しているネットワークであれば、--allow-http で許可できます。",
        ),
        Error::Connection { server, problem } => connection(server, problem),
        Error::Certificates { path, mistake } => certificates(path, mistake),
        Error::NoAccount { store } => explained(
            format!("{} にアカウントがありません。", safe(store)),
            format!(
                "場所が正しいか、ドライブの場合は接続されているか確認してください。新しいアカウントは `aosbox login {} --create` で作成できます。",
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

/// Why a server that answers is not talked to.
fn connection(server: &str, problem: &ConnectionProblem) -> Explained {
    let server = safe(server);
    let shows = format!("証明書は `openssl s_client -showcerts -connect {server}` で表示できます");
    let trust = format!(
        "自分で管理しているサーバーの場合は、その証明書をファイルに保存し（{shows}。サーバーにあるものと一致するか確認してください）、\
         --ca-certificate FILE で指定してください。"
    );
    match problem {
        ConnectionProblem::UnknownIssuer { trusted: None } => {
            explained(format!("{server} の証明書は、このコンピューターが信頼する発行元のものではありません。"), trust)
        }
        ConnectionProblem::UnknownIssuer { trusted: Some(file) } => explained(
            format!(
                "{server} の証明書は、{} に含まれておらず、そこにある発行元のものでもありません。",
                paths::local(file)
            ),
            format!(
                "サーバーの証明書が新しくなったか、別のサーバーに接続しています。{shows}。サーバーにあるものと一致するか確認して\
                 ください。新しい証明書に切り替えるには、`aosbox login STORE --ca-certificate FILE` を実行してください。"
            ),
        ),
        ConnectionProblem::OtherName { names } => explained(
            match names.is_empty() {
                true => format!("{server} の証明書は、別の名前に対するものです。"),
                false => format!("{server} の証明書は、{} に対するものです。", safe(&names.join(", "))),
            },
            format!(
                "--endpoint に証明書のとおりの名前を指定してください。名前にかかわらずこの証明書そのものを信頼するには、\
                 --ca-certificate FILE で指定してください（{shows}）。"
            ),
        ),
        ConnectionProblem::Expired { since } => explained(
            match since {
                Some(since) => {
                    format!("{server} の証明書は有効期限が切れています（{} まで）。", times::universal(*since))
                }
                None => format!("{server} の証明書は有効期限が切れています。"),
            },
            "このコンピューターの時計が正しいか確認してください。正しい場合は、サーバーで証明書を更新する必要があります。",
        ),
        ConnectionProblem::NotYetValid { from } => explained(
            match from {
                Some(from) => {
                    format!("{server} の証明書はまだ有効ではありません（{} から）。", times::universal(*from))
                }
                None => format!("{server} の証明書はまだ有効ではありません。"),
            },
            "このコンピューターの時計と、証明書を作成したときのサーバーの時計が正しいか確認してください。",
        ),
        ConnectionProblem::Certificate(words) => {
            explained(format!("{server} の証明書を受け入れられません: {}", safe(words)), trust)
        }
        ConnectionProblem::Handshake(words) => explained(
            format!("{server} と暗号化した接続を確立できません: {}", safe(words)),
            "サーバーが TLS 1.2 または 1.3 に対応している必要があります。サーバーを更新するか、設定を確認してください。",
        ),
        ConnectionProblem::PlainHttp => explained(
            format!("{server} は https ではなく、暗号化されない http で応答しています。"),
            "--endpoint のポートが https のものか確認してください。自分で管理しているネットワークであれば、http:// と --allow-http で\
             暗号化せずに接続できます。",
        ),
        ConnectionProblem::OnlyHttps => explained(
            format!("{server} は http に応答しません。"),
            "https を使うサーバーと思われます。--endpoint を https:// で始めてください。",
        ),
    }
}

/// What is wrong with a file of certificates.
fn certificates(path: &Path, mistake: &CertificatesMistake) -> Explained {
    match mistake {
        CertificatesMistake::Empty => explained(
            format!("{} に証明書がありません。", paths::local(path)),
            "-----BEGIN CERTIFICATE----- で始まる形式（PEM）の証明書が必要です。別の形式からは `openssl x509 -inform der -in FILE` で\
             変換できます。",
        ),
        CertificatesMistake::Unreadable(number, words) => explained(
            format!("{} の {number} 番目の証明書を読み取れません: {}", paths::local(path), safe(words)),
            "サーバーまたは作成した人から、証明書をもう一度入手してください。",
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
            "端末でコマンドを実行して確認してください。シングルサインオンでは `aws sso login` でやり直せます。",
        ),
        CredentialProblem::CommandEnded { command, code } => explained(
            match code {
                Some(code) => format!(
                    "保存先の認証情報を取得するコマンド `{}` が、何も出力せずに終了コード {code} で終了しました。",
                    safe(command)
                ),
                None => format!(
                    "保存先の認証情報を取得するコマンド `{}` が、強制終了されたか、時間内に終わりませんでした。",
                    safe(command)
                ),
            },
            "端末でコマンドを実行して確認してください。シングルサインオンでは `aws sso login` でやり直せます。",
        ),
        CredentialProblem::Address { address, message } => explained(
            format!("{} から保存先の認証情報を取得できません: {}", safe(address), safe(message)),
            "このコンテナーまたはコンピューターのロールと、環境変数 AWS_CONTAINER_… を確認してください。",
        ),
        CredentialProblem::Silent { address, message } => explained(
            format!("{} に接続できず、保存先の認証情報を取得できません: {}", safe(address), safe(message)),
            "このコンテナーまたはコンピューターのロールと、環境変数 AWS_CONTAINER_… を確認してください。",
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
        StoreMistake::Steps => "オブジェクトストアでは . や .. を使用できません".to_owned(),
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
