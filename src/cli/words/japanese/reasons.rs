//! Why paths are left out, in Japanese.

use crate::model::{FilterPart, Note, Reason};

/// Why a path is left out.
pub fn reason(reason: &Reason) -> String {
    match reason {
        Reason::NotSelected => "選択されていません".to_owned(),
        Reason::Own => "aosbox 自身のデータです".to_owned(),
        Reason::Hidden => "隠しファイルです（selection.hidden がオフ）".to_owned(),
        Reason::Excluded { number, note } => {
            format!("自動除外 {number} に該当します（{}）", self::note(*note))
        }
        Reason::Filter { number, line, part } => {
            let place = if *line == 0 { String::new() } else { format!("、{line} 行目") };
            format!("{}（フィルター {number}{place}）", self::part(*part))
        }
        Reason::TooLarge => "limits.max_file_size より大きいファイルです".to_owned(),
        Reason::Placeholder => "実体がクラウドにあります（selection.cloud_files がオフ）".to_owned(),
        Reason::FileSystem => "別のファイルシステムにあります（selection.cross_file_systems がオフ）".to_owned(),
        Reason::Loop => "自身を含むフォルダーに戻るリンクです".to_owned(),
    }
}

fn part(part: FilterPart) -> &'static str {
    match part {
        FilterPart::Only => "バックアップの対象として指定されたものに含まれません",
        FilterPart::Exclude => "名前またはパスで除外されています",
        FilterPart::LargerThan => "指定サイズより大きいファイルです",
        FilterPart::OlderThan => "指定日付より古いファイルです",
    }
}

/// What an automatic exclusion is for.
pub fn note(note: Note) -> &'static str {
    match note {
        Note::Cache => "プログラムが作り直すキャッシュ",
        Note::BrowserCache => "ブラウザーが保管するページや画像",
        Note::Temporary => "一時ファイル",
        Note::Trash => "ごみ箱",
        Note::Thumbnails => "作り直される縮小画像やプレビュー",
        Note::Swap => "ディスクに書き出されたメモリー",
        Note::System => "システムのデータ",
        Note::Own => "自分で追加した除外",
    }
}
