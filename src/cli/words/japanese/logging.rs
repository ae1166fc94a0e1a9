//! The log and crashes, in Japanese.

use crate::cli::{text::paths, words::Logging};

pub fn say(message: &Logging<'_>) -> String {
    match message {
        Logging::Off { file } => {
            format!(
                "ログは記録されていません。{} の [log] で enabled = true にすると記録されます。",
                paths::local(file)
            )
        }
        Logging::Empty { folder } => format!("{} にはまだログがありません。", paths::local(folder)),
        Logging::NothingFits => "条件に合うログはありません。".to_owned(),
        Logging::Unwritable { folder, error } => {
            format!("ログを {} に書き込めません: {error}", paths::local(folder))
        }
        Logging::NoCrash => "異常終了の報告書はありません。".to_owned(),
        Logging::Crashed { message } => {
            format!("aosbox の不具合により終了しました: {message}。バックアップ済みのデータは失われていません。")
        }
        Logging::CrashReport { file } => format!(
            "不具合を報告する際は {} を添えてください。テキストファイルなので、送る前に内容を確認できます。",
            paths::local(file)
        ),
        Logging::NoCrashReport { place } => {
            format!("報告書を作成できませんでした。発生箇所（{place}）をお知らせください。")
        }
    }
}
