//! What is said in Japanese about commands and addresses around a backup.

use crate::{
    cli::{
        mistakes::{BeforeFailed, HookTrouble},
        text::paths,
        words::{Explained, Hook, Hooking},
    },
    web::PingError,
};

pub fn say(message: &Hooking<'_>) -> String {
    match message {
        Hooking::Said { hook, line } => format!("{}: {line}", hook.id()),
        Hooking::Failed { hook, trouble, last } => {
            let last = last.map(|last| format!("（{last}）")).unwrap_or_default();
            format!("{}{}{last}", name(*hook), self::trouble(trouble))
        }
        Hooking::NotTold(error) => format!("hooks.ping に通知できませんでした: {}", ping(error)),
        Hooking::OverdueTitle => "aosbox: 長い間バックアップされていません".to_owned(),
        Hooking::Overdue { last: Some(last) } => {
            format!("最後に完了したバックアップは {last} です。`aosbox doctor` で原因を調べられます。")
        }
        Hooking::Overdue { last: None } => {
            "まだ一度もバックアップが完了していません。`aosbox doctor` で原因を調べられます。".to_owned()
        }
        Hooking::RecoveredTitle => "aosbox: バックアップが正常に戻りました".to_owned(),
        Hooking::Recovered => "最後のバックアップは完了しました。".to_owned(),
    }
}

/// Why there was no backup.
pub fn before_failed(failed: &BeforeFailed) -> Explained {
    let last = failed.last.as_deref().map(|last| format!("（{}）", safe(last))).unwrap_or_default();
    Explained {
        message: format!(
            "バックアップ前のコマンド（hooks.before）が{}{last}。何もバックアップしていません。",
            trouble(&failed.trouble)
        ),
        hint: Some(
            "`aosbox backup -v` でコマンドの出力をすべて表示します。設定の [hooks] で before_failure = \"go_on\" とすると、失敗してもバックアップします。"
                .to_owned(),
        ),
    }
}

/// Why an address was not told.
pub fn ping(error: &PingError) -> String {
    match error {
        PingError::PlainHttp => {
            "別のコンピューターへの、暗号化されない http です。https:// を使用するか、自分のネットワークなら allow_http = true を設定してください"
                .to_owned()
        }
        PingError::Silent(words) => safe(words),
        PingError::Status(status) => format!("状態コード {status} が返されました"),
    }
}

fn name(hook: Hook) -> &'static str {
    match hook {
        Hook::Before => "バックアップ前のコマンド（hooks.before）が",
        Hook::After => "バックアップ後のコマンド（hooks.after）が",
        Hook::OnFailure => "失敗時のコマンド（hooks.on_failure）が",
    }
}

fn trouble(trouble: &HookTrouble) -> String {
    match trouble {
        HookTrouble::Code(code) => format!("終了コード {code} で失敗しました"),
        HookTrouble::Signal(signal) => format!("シグナル {signal} で終了しました"),
        HookTrouble::TimedOut(seconds) => {
            format!("制限時間（hooks.timeout）の {seconds} 秒を超えたため、終了させました")
        }
        HookTrouble::NotRun(words) => format!("実行できません: {}", safe(words)),
    }
}

fn safe(text: &str) -> String {
    paths::safe(text.as_bytes())
}
