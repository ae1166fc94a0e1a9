//! What is backed up, what is left out, and the settings.

/// English, Japanese.
pub const TEXTS: &[(&str, &str)] = &[
    // select
    (
        "Choose what is backed up: categories, and files and folders of your own choice",
        "バックアップするものを選びます。カテゴリーと、お好みのファイルやフォルダーを選べます",
    ),
    (
        "Without a command, a checklist of the categories is shown on a terminal, and what is selected elsewhere. The choice is kept in the \
         settings file, whose comments and order stay as they are",
        "コマンドを省略すると、端末ではカテゴリーのチェックリスト、それ以外では選択内容を表示します。選択は設定ファイルに保存され、\
         ファイルのコメントと並び順はそのまま残ります",
    ),
    (
        "Categories: mail, desktop, documents, office, pictures, music, videos, bookmarks, finance, ebooks; English and Japanese names will \
         do, too",
        "カテゴリー: mail、desktop、documents、office、pictures、music、videos、bookmarks、finance、ebooks。英語名や日本語名でも指定できます",
    ),
    ("Show what is selected", "選択されているものを表示します"),
    (
        "Show the folders and extensions of a category on this computer",
        "このコンピューターでの、カテゴリーのフォルダーと拡張子を表示します",
    ),
    ("Select categories, files and folders", "カテゴリー、ファイル、フォルダーを選択に加えます"),
    (
        "./mail is the folder mail, not the category",
        "./mail はカテゴリーではなく、mail という名前のフォルダーを表します",
    ),
    (
        "Select categories, files and folders no longer; what is in the backup stays there",
        "カテゴリー、ファイル、フォルダーを選択から外します。バックアップ済みのものは残ります",
    ),
    (
        "Show what below a folder is in, out or partly in",
        "フォルダーの中の、含まれるもの、除外されるもの、一部だけ含まれるものを表示します",
    ),
    (
        "Count files and bytes: all, already stored, still to send",
        "ファイル数とバイト数を数えます: 全体、保存済み、これから送る分",
    ),
    ("The category, by its id or its English or Japanese name", "カテゴリー（ID、英語名、または日本語名）"),
    ("Categories by id or name; files and folders", "カテゴリーの ID や名前、ファイルやフォルダー"),
    ("The folder; if not given, all that is selected", "フォルダー。省略すると選択されているものすべて"),
    ("How many levels of folders to show", "表示するフォルダーの階層の数"),
    // filter
    (
        "Leave files out of what is selected, or take only some",
        "選択したものから一部のファイルを除外するか、一部だけを対象にします",
    ),
    (
        "All filters hold: a file is backed up if none leaves it out. Wildcards: `*` any letters, `?` one letter, several with `;` between \
         them. See docs/selection.md",
        "フィルターはすべて有効で、どのフィルターにも除外されないファイルがバックアップされます。ワイルドカード: `*` は任意の文字列、`?` は\
         任意の 1 文字、複数の場合は `;` で区切ります。docs/selection.md を参照してください",
    ),
    ("Show the filters with their numbers", "フィルターを番号とともに表示します"),
    ("Add a filter", "フィルターを追加します"),
    (
        "Change parts of a filter; what is not named stays",
        "フィルターの一部を変更します。指定しない部分はそのまま残ります",
    ),
    ("Remove a filter", "フィルターを削除します"),
    (
        "Say of paths whether they are backed up, and which rule decides",
        "パスがバックアップされるかどうかと、それを決める条件を表示します",
    ),
    (
        "Show or change what is left out by itself: caches, temporary folders and the like",
        "自動的に除外されるもの（キャッシュや一時フォルダーなど）を表示または変更します",
    ),
    ("Only for what lies below this folder, or is this file", "このフォルダーの中、またはこのファイルだけに適用します"),
    (
        "Back up only files that match: wildcards with ; between them",
        "一致するファイルだけをバックアップします。ワイルドカードを ; で区切って指定します",
    ),
    (
        "Leave out files that match: wildcards with ; between them",
        "一致するファイルを除外します。ワイルドカードを ; で区切って指定します",
    ),
    (
        "The expression is one regular expression, looked for in the whole path with / between its parts",
        "式を 1 つの正規表現とみなし、/ で区切ったパス全体から探します",
    ),
    ("Leave out larger files: 500MB, 2GB, 1.5 GiB", "これより大きいファイルを除外します: 500MB、2GB、1.5 GiB"),
    (
        "Leave out files that were modified before this day: 2020-01-01",
        "この日より前に更新されたファイルを除外します: 2020-01-01",
    ),
    ("A note for the list: why", "一覧に表示するメモ（理由など）"),
    ("The filter's number, as `filter list` shows it", "フィルターの番号（`filter list` が表示する番号）"),
    ("Take a part away", "フィルターの一部を削除します"),
    ("It holds everywhere", "すべての場所に適用します"),
    ("Neither only nor exclude", "対象も除外も指定しません"),
    ("The expression is wildcards", "式をワイルドカードとみなします"),
    ("Whatever the size", "サイズを問いません"),
    ("Whatever the day", "日付を問いません"),
    ("No note", "メモを消します"),
    ("Files and folders; they need not be there", "ファイルやフォルダー。実在しなくてもかまいません"),
    // filter auto-exclude
    ("Show them with their notes", "自動除外の一覧をメモとともに表示します"),
    (
        "Add one of your own, or take a built-in one into use again",
        "自動除外に場所を追加するか、外していた組み込みの場所を元に戻します",
    ),
    (
        "Remove one of your own, or take a built-in one out of use",
        "追加した場所を削除するか、組み込みの場所を自動除外から外します",
    ),
    ("Leave these places out again", "自動除外を有効にします"),
    ("Leave none of these places out", "自動除外を無効にします"),
    ("The file or folder to leave out", "除外するファイルまたはフォルダー"),
    ("The path, as the list shows it", "パス（一覧に表示されるとおりに指定）"),
    // config
    ("Show the settings and where each comes from", "設定と、それぞれの指定元を表示します"),
    ("Print where the settings file is", "設定ファイルの場所を表示します"),
    (
        "Say whether the settings file is right; if not, where and what is allowed",
        "設定ファイルが正しいかを確認します。誤りがあれば、その場所と書ける値を表示します",
    ),
    ("Show every setting as it holds now, and where it comes from", "現在有効なすべての設定と、その指定元を表示します"),
];
