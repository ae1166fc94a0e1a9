//! The dual copy.

/// English, Japanese.
pub const TEXTS: &[(&str, &str)] = &[
    (
        "Keep a second copy as plain files on a drive of this computer",
        "このコンピューターのドライブに、通常のファイルのままもう 1 つのコピーを残します",
    ),
    (
        "The copy holds the newest version of each file below PATH/NAME-OF-THIS-COMPUTER and can be used without this program. It is made \
         while a backup goes on, and restores take from it what they prove to be right. See docs/dual.md",
        "コピーは PATH/NAME-OF-THIS-COMPUTER の下に各ファイルの最新の世代を置くもので、このプログラムがなくても使えます。バックアップと同時に\
         作られ、復元のときは、正しいと確認できたものがここから使われます。docs/dual.md を参照してください",
    ),
    ("Take a folder of a drive into use", "ドライブのフォルダーを使い始めます"),
    (
        "Make no copy any more; the files on the drive stay there",
        "コピーの作成をやめます。ドライブ上のファイルは残ります",
    ),
    (
        "Show where the copy is, what it holds and how far behind it is",
        "コピーの場所、内容、最新からの遅れを表示します",
    ),
    (
        "Say how much the copy may take at most; the oldest files go first",
        "コピーが使う容量の上限を決めます。古いファイルから削除されます",
    ),
    (
        "Bring the copy up to date, with all that was backed up before it was enabled",
        "使い始める前にバックアップしたものも含めて、コピーを最新にします",
    ),
    (
        "Read the whole copy, prove every file and repair what is wrong",
        "コピー全体を読み取ってすべてのファイルを検証し、誤りを修復します",
    ),
    ("The folder; it is made if it is not there", "フォルダー。なければ作成されます"),
    ("A size of at least 1 GB (500GB, 2 TB), or `none`", "1 GB 以上のサイズ（500GB、2 TB）、または `none`"),
    ("Leave files out of the copy, or take only some", "コピーから一部のファイルを除外するか、一部だけを対象にします"),
    (
        "All filters hold; they are written like those of `aosbox filter`",
        "フィルターはすべて有効で、書き方は `aosbox filter` と同じです",
    ),
];
