//! What is in the backup, and how it comes back.

/// English, Japanese.
pub const TEXTS: &[(&str, &str)] = &[
    // ls
    (
        "List a folder of the backup, or show a file of it",
        "バックアップ内のフォルダーの一覧、またはファイルを表示します",
    ),
    (
        "What to list; the topmost folders of the backup if not given",
        "表示するもの。省略するとバックアップの最上位のフォルダー",
    ),
    ("Show what is no longer there, too", "すでにないものも表示します"),
    (
        "As it was then: 2026-11-01, \"2026-11-01 22:00\", today, yesterday, 3d, 2w, 6h, 30min (a day means its end)",
        "その時点の内容: 2026-11-01、\"2026-11-01 22:00\"、today、yesterday、3d、2w、6h、30min（日だけを指定すると、その日の終わり）",
    ),
    ("Show kind, permissions, size and times, too", "種類、アクセス権、サイズ、日時も表示します"),
    // find
    (
        "Find files and folders in the backup by a part of their names",
        "名前の一部から、バックアップ内のファイルとフォルダーを探します",
    ),
    (
        "Small and capital letters, full and half width, composed and decomposed accents, hiragana and katakana are the same. With a / in it, \
         the text is a part of the path that ends in the name. With a size or a time, earlier versions are looked at as well, and the newest \
         that fits is shown",
        "大文字と小文字、全角と半角、合成済みと分解済みの文字、ひらがなとカタカナは区別しません。/ を含む文字列は、名前で終わるパスの一部として\
         扱います。サイズや日時を指定すると、以前の世代も調べ、条件に合う最新のものを表示します",
    ),
    ("A part of the name", "名前の一部"),
    (
        "Only what belongs to a category (see `aosbox select list`)",
        "カテゴリーに属するものだけ（`aosbox select list` を参照）",
    ),
    ("Only files of at least this size: 500KB, 10MB, 2GB", "このサイズ以上のファイルだけ: 500KB、10MB、2GB"),
    ("Only files of at most this size", "このサイズ以下のファイルだけ"),
    (
        "Only what was modified within: A..B, A.., ..B, or one day",
        "この期間に更新されたものだけ: A..B、A..、..B、または 1 日",
    ),
    ("Find what is no longer there, too", "すでにないものも探します"),
    ("Only below this folder", "このフォルダーの中だけ"),
    ("How many are shown at most; all are counted", "表示する数の上限。数えるのはすべてです"),
    ("Exit code 1 means: nothing was found", "終了コード 1 は、何も見つからなかったことを示します"),
    // versions
    (
        "Show all versions of a file or folder, newest first",
        "ファイルまたはフォルダーのすべての世代を、新しい順に表示します",
    ),
    ("The file or folder; it need not be there any more", "ファイルまたはフォルダー。すでにないものでもかまいません"),
    // runs
    ("List the runs of backups, newest first", "バックアップの実行を、新しい順に一覧表示します"),
    (
        "A long backup makes several; its figures add up from one to the next",
        "長いバックアップは複数の実行に分かれ、数値は次の実行へ加算されていきます",
    ),
    ("How many are shown at most", "表示する数の上限"),
    // diff
    (
        "Show what changed between two runs, or between the backup and the disk",
        "2 つの実行の間、またはバックアップとディスクの間の違いを表示します",
    ),
    (
        "A run is a number that `aosbox runs` shows, or a time, which means the last run by then; one run alone is compared with the last \
         one. A path is compared with the disk as it is now, whether or not it is selected to be backed up; ./5 is a path called 5. + is \
         new, ~ has changed, - is gone",
        "実行は `aosbox runs` が表示する番号、または日時（その時までの最後の実行）で指定します。1 つだけ指定すると、最後の実行と比べます。\
         パスは、バックアップの対象かどうかにかかわらず、今のディスクと比べます。./5 は 5 という名前のパスです。+ は新規、~ は変更、\
         - は削除を表します",
    ),
    ("A run, or a file or folder", "実行、またはファイルやフォルダー"),
    ("The run to compare with", "比べる相手の実行"),
    ("Compare the disk with the backup as it was then", "ディスクを、その時点のバックアップと比べます"),
    ("Of two runs, only what lies below this folder", "2 つの実行のうち、このフォルダーの中だけを比べます"),
    // cat
    ("Write a file of the backup to standard output", "バックアップ内のファイルを標準出力に書き出します"),
    (
        "Every piece is verified before it is written. A link is followed to what the backup has in its place",
        "すべての断片を検証してから書き出します。リンクの場合は、バックアップ内のリンク先をたどります",
    ),
    ("The file; it need not be there any more", "ファイル。すでにないものでもかまいません"),
    // restore
    (
        "Bring files and folders back, to where they were or into a folder",
        "ファイルとフォルダーを、元の場所または指定したフォルダーに復元します",
    ),
    (
        "Times: 2026-11-01, \"2026-11-01 22:00\", 2026-11-01T22:00:00+09:00, now, today, yesterday, 3d, 2w, 6h, 30min.\n\
         Ranges: A..B, A.., ..B, or one day alone; the last day belongs to it",
        "日時: 2026-11-01、\"2026-11-01 22:00\"、2026-11-01T22:00:00+09:00、now、today、yesterday、3d、2w、6h、30min。\n\
         期間: A..B、A..、..B、または 1 日だけ。最後の日も含みます",
    ),
    ("What to restore; everything if not given", "復元するもの。省略するとすべて"),
    ("Restore into this folder instead of the original places", "元の場所ではなく、このフォルダーに復元します"),
    (
        "The newest version that was modified in this time, 2026-10-01..2026-10-31",
        "この期間に更新された最新の世代（2026-10-01..2026-10-31 のように指定）",
    ),
    ("The newest version that was backed up in this time", "この期間にバックアップされた最新の世代"),
    ("Restore what is no longer there, too", "すでにないものも復元します"),
    (
        "Replace files that are there: if the backup is newer, never, or always",
        "すでにあるファイルの置き換え: バックアップの方が新しければ、しない、常に",
    ),
    ("Read every file back from the disk and compare", "すべてのファイルをディスクから読み直して照合します"),
    (
        "Take everything from the store, and nothing from the dual copy",
        "デュアルコピーを使わず、すべてを保存先から復元します",
    ),
    ("Replace them if the version to restore was modified later", "復元する世代の方が新しければ置き換えます"),
    ("Leave them", "そのまま残します"),
    ("Replace them", "置き換えます"),
    // check
    ("Check that everything is there and whole", "すべてがそろい、破損がないことを確認します"),
    (
        "Everything that the backup speaks of is looked for; with --read-data it is read and verified, too",
        "バックアップが参照するものがすべてあるかを調べます。--read-data を付けると、読み取って検証もします",
    ),
    (
        "Read the stored data and verify it: all of it, or this percentage, drawn at random anew each time",
        "保存されたデータを読み取って検証します。すべて、または毎回無作為に選ぶこの割合（%）だけ",
    ),
    ("Exit code 3 means: something is damaged", "終了コード 3 は、破損があることを示します"),
];
