//! The program itself, the options of every command, and what several commands share.

/// English, Japanese.
pub const TEXTS: &[(&str, &str)] = &[
    (
        "Encrypted, deduplicated backup of your own files into your own storage, with every version at hand",
        "自分のファイルを、暗号化と重複排除をして、自分の保存先にバックアップします。どの世代にも戻せます",
    ),
    ("Start here", "はじめに"),
    (
        "Every option has a variable: AOSBOX_ACCOUNT for --account, and so on; passwords come from AOSBOX_PASSWORD",
        "どのオプションにも環境変数があります（--account は AOSBOX_ACCOUNT など）。パスワードは AOSBOX_PASSWORD から読み取ります",
    ),
    ("Examples", "例"),
    ("Example", "例"),
    // Options of every command.
    (
        "Settings file; profiles are kept in the folder `profiles` beside it",
        "設定ファイル。プロファイルは同じ場所の `profiles` フォルダーに置かれます",
    ),
    (
        "One folder for all files of aosbox's own: settings, logins, locks, catalogs, logs",
        "aosbox 自身のファイル（設定、ログイン情報、ロック、カタログ、ログ）をすべて置くフォルダー",
    ),
    (
        "Language of everything that is said: en or ja; the system's if not given",
        "表示に使う言語: en または ja。省略するとシステムの言語",
    ),
    ("Which of several logins to use", "複数のログインのうち、使うものを選びます"),
    ("Say nothing but errors", "エラー以外は何も表示しません"),
    (
        "Name every path as it is dealt with; twice: also what goes into the log, thrice: all of it",
        "処理するパスをすべて表示します。2 回指定するとログに書く内容も、3 回指定するとそのすべてを表示します",
    ),
    ("When to use colours", "色を使うかどうか"),
    (
        "Answer with one JSON document on standard output (see docs/json.md)",
        "結果を 1 つの JSON 文書として標準出力に書きます（docs/json.md を参照）",
    ),
    ("How to show progress on standard error", "標準エラー出力に進み具合を表示する方法"),
    (
        "Allow plain http, unencrypted, to another machine",
        "別のコンピューターとの、暗号化されない http 通信を許可します",
    ),
    ("Address of an S3-compatible server or an emulator", "S3 互換サーバーまたはエミュレーターのアドレス"),
    (
        "File of certificates (PEM) to trust in place of the system's, for a server with one of its own",
        "システムの証明書の代わりに信頼する証明書のファイル (PEM)。独自の証明書を使うサーバー用",
    ),
    ("Region of an S3 bucket", "S3 バケットのリージョン"),
    ("Read the password from the first line of a file", "ファイルの最初の行からパスワードを読みます"),
    (
        "Read the password from the first line that a command prints",
        "コマンドが出力する最初の行からパスワードを読みます",
    ),
    ("Print help (see more with '--help')", "ヘルプを表示します（詳しくは '--help'）"),
    ("Print help (see a summary with '-h')", "ヘルプを表示します（要約は '-h'）"),
    ("Print version", "バージョンを表示します"),
    // When there are colours.
    ("On a terminal", "端末に表示するときだけ使います"),
    ("Always", "常に使います"),
    ("Never", "使いません"),
    // How to show progress.
    ("A bar on a terminal, else a line now and then", "端末ではバーで、それ以外ではときどき 1 行で表示します"),
    ("A bar", "バーで表示します"),
    ("A line now and then", "ときどき 1 行で表示します"),
    ("Lines of JSON", "JSON の行で出力します"),
    // Also what the computer does after a backup.
    ("Nothing", "何もしません"),
    // What several commands share.
    ("How many threads work at once", "同時に動かすスレッドの数"),
    ("Only say what would be done", "実際には行わず、行うことだけを表示します"),
    (
        "Another computer's backup, by name or the beginning of its id",
        "別のコンピューターのバックアップ（名前、または ID の先頭部分で指定）",
    ),
    ("As it was then (a day means its end)", "その時点の内容にします（日だけを指定すると、その日の終わり）"),
    (
        "The version of this number, as `aosbox versions` shows them",
        "この番号の世代（`aosbox versions` が表示する番号）",
    ),
    (
        "Exit code 3 means: done, but some files could not be read",
        "終了コード 3 は、完了したものの、読み取れないファイルがあったことを示します",
    ),
    // Tools.
    ("Show the help of a command", "コマンドのヘルプを表示します"),
    ("The command, as it is typed: `filter add`", "コマンド。入力するとおりに `filter add` のように書きます"),
    ("Print completions for a shell, or install them", "シェルの補完スクリプトを表示または導入します"),
    (
        "With them, the Tab key completes commands, options and values: profiles, computers, categories, numbers of filters. --install \
         puts them where your shell looks for them and says what it did",
        "導入すると、Tab キーでコマンド、オプション、値（プロファイル、コンピューター、カテゴリー、フィルターの番号）を補完できます。\
         --install はシェルが探す場所にスクリプトを置き、何をしたかを表示します",
    ),
    (
        "zsh and PowerShell read nothing that their own file does not name: there --install adds a few marked lines to ~/.zshrc or the \
         profile, after a copy of it was kept beside it, and --uninstall takes them away again",
        "zsh と PowerShell は、自分の設定ファイルに書かれたものしか読み込みません。このため --install は ~/.zshrc またはプロファイルの\
         コピーを隣に残してから、目印を付けた数行を書き足します。--uninstall はその行を削除します",
    ),
    ("The shell; found from $SHELL if not given", "シェル。省略すると $SHELL から判断します"),
    ("Put them where the shell looks for them", "シェルが探す場所に置きます"),
    ("Take away what --install has put there", "--install が置いたものを削除します"),
    ("Bash", "Bash"),
    ("Z shell", "Z シェル（zsh）"),
    ("fish", "fish"),
    ("PowerShell", "PowerShell"),
];
