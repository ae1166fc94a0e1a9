//! What was tried on files and in the store, and what the system answered, in Japanese.

use std::io::{self, ErrorKind};

use super::safe;
use crate::{error::StoreOperation, model::FileOperation};

/// That something cannot be done to a path: `/a を開けません`.
pub fn cannot(operation: FileOperation, path: &str) -> String {
    let (particle, failed) = words(operation);
    format!("{path} {particle}{failed}")
}

/// The same where the path has been said: `開けません`.
pub fn failed(operation: FileOperation) -> &'static str {
    words(operation).1
}

/// The particle after the path, and that it failed.
fn words(operation: FileOperation) -> (&'static str, &'static str) {
    match operation {
        FileOperation::Open => ("を", "開けません"),
        FileOperation::Read => ("を", "読み取れません"),
        FileOperation::ReadAttributes => ("の", "属性を読み取れません"),
        FileOperation::Write | FileOperation::WriteInto => ("に", "書き込めません"),
        FileOperation::Create => ("を", "作成できません"),
        FileOperation::CreateFolder => ("に", "フォルダーを作成できません"),
        FileOperation::CreateFolderFor => ("の", "親フォルダーを作成できません"),
        FileOperation::CreateLink => ("に", "リンクを作成できません"),
        FileOperation::Remove => ("を", "削除できません"),
        FileOperation::RemoveFrom => ("から", "ファイルを削除できません"),
        FileOperation::Replace => ("を", "置き換えられません"),
        FileOperation::PutIntoPlace => ("を", "正しい場所に移動できません"),
        FileOperation::List => ("の", "一覧を取得できません"),
        FileOperation::LookAt => ("の", "情報を取得できません"),
        FileOperation::Lock => ("を", "ロックできません"),
        FileOperation::Resolve => ("の", "絶対パスを求められません"),
        FileOperation::Run => ("を", "実行できません"),
    }
}

/// What was asked of the store.
pub fn asked(operation: StoreOperation) -> &'static str {
    match operation {
        StoreOperation::Open => "接続",
        StoreOperation::Request => "要求",
        StoreOperation::List => "一覧の取得",
        StoreOperation::Get => "取得",
        StoreOperation::Put => "書き込み",
        StoreOperation::Delete => "削除",
    }
}

/// The system's answer: what is common in Japanese with the system's own number, everything else in the system's words.
pub fn answer(error: &io::Error) -> String {
    let Some(kind) = kind(error.kind()) else { return safe(&error.to_string()) };
    match (error.raw_os_error(), error.get_ref()) {
        (Some(number), _) => format!("{kind}（OS エラー {number}）"),
        (None, Some(inner)) => format!("{kind}（{}）", safe(&inner.to_string())),
        (None, None) => kind.to_owned(),
    }
}

/// The kinds that people meet. Others are rare, and better told in the system's own words than in none.
fn kind(kind: ErrorKind) -> Option<&'static str> {
    Some(match kind {
        ErrorKind::NotFound => "見つかりません",
        ErrorKind::PermissionDenied => "アクセスが拒否されました",
        ErrorKind::AlreadyExists => "すでに存在します",
        ErrorKind::StorageFull => "空き容量がありません",
        ErrorKind::QuotaExceeded => "割り当て容量を超えました",
        ErrorKind::FileTooLarge => "ファイルが大きすぎます",
        ErrorKind::ReadOnlyFilesystem => "読み取り専用のファイルシステムです",
        ErrorKind::IsADirectory => "フォルダーです",
        ErrorKind::NotADirectory => "フォルダーではありません",
        ErrorKind::DirectoryNotEmpty => "フォルダーが空ではありません",
        ErrorKind::InvalidFilename => "使用できない名前です",
        ErrorKind::ResourceBusy => "使用中です",
        ErrorKind::ExecutableFileBusy => "実行中のファイルです",
        ErrorKind::CrossesDevices => "別のファイルシステムにまたがります",
        ErrorKind::TooManyLinks => "リンクが多すぎます",
        ErrorKind::Unsupported => "このシステムでは対応していません",
        ErrorKind::OutOfMemory => "メモリーが足りません",
        ErrorKind::TimedOut => "時間切れになりました",
        ErrorKind::Interrupted => "中断されました",
        ErrorKind::BrokenPipe => "出力先が閉じられました",
        ErrorKind::UnexpectedEof => "途中で終わっています",
        ErrorKind::ConnectionRefused => "接続を拒否されました",
        ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted => "接続が切断されました",
        ErrorKind::NotConnected => "接続されていません",
        ErrorKind::NetworkUnreachable | ErrorKind::HostUnreachable => "ネットワークに到達できません",
        ErrorKind::NetworkDown => "ネットワークが停止しています",
        ErrorKind::StaleNetworkFileHandle => "ネットワーク上のファイルが無効になりました",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_system_answers_in_japanese_with_its_number() {
        let answered = answer(&io::Error::from(ErrorKind::NotFound));
        assert_eq!(answered, "見つかりません");
        // 2 is "no such file" on all three systems.
        assert_eq!(answer(&io::Error::from_raw_os_error(2)), "見つかりません（OS エラー 2）");
        assert_eq!(answer(&io::Error::new(ErrorKind::StorageFull, "disk x")), "空き容量がありません（disk x）");
        assert_eq!(answer(&io::Error::other("its own words\u{7}")), "its own words\\x07");
    }

    #[test]
    fn what_was_tried_is_told_with_and_without_a_path() {
        assert_eq!(cannot(FileOperation::Open, "/a"), "/a を開けません");
        assert_eq!(cannot(FileOperation::CreateFolder, "/a/b"), "/a/b にフォルダーを作成できません");
        assert_eq!(failed(FileOperation::ReadAttributes), "属性を読み取れません");
    }
}
