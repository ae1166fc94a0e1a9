//! What is said in Japanese about what holds backups off.

use super::safe;
use crate::{
    cli::words::{Conditions, layout},
    conditions::{Answer, Condition, Measured, Pace, Question, Verdict},
    config::conditions::Mode,
    platform::{
        afterwards::AfterwardsError,
        network::{Metered, NetworkKind},
        power::Power,
        unknown::{Source, Unknown},
    },
};

/// A message about what holds backups off.
pub fn say(message: &Conditions<'_>) -> String {
    match message {
        Conditions::State { question, answer } => {
            format!("{}{}", layout::padded(name(*question), 20), state(answer))
        }
        Conditions::Condition(condition) => self::condition(condition),
        Conditions::Unknown { question, why } => {
            format!("{}: 不明のため、バックアップは妨げません（{}）", name(*question), unknown(why))
        }
        Conditions::Verdict(verdict) => self::verdict(verdict),
        Conditions::Pace { mode, pace } => self::pace(*mode, *pace),
    }
}

fn name(question: Question) -> &'static str {
    match question {
        Question::Battery => "電源",
        Question::Presenting => "プレゼンテーション",
        Question::NetworkKind => "ネットワーク",
        Question::Wifi => "Wi-Fi 接続",
        Question::Metered => "従量制課金",
        Question::Busy => "ほかのプログラム",
    }
}

fn state(answer: &Answer) -> String {
    match answer {
        Answer::Holds(condition) => format!("{}: バックアップを保留します", self::condition(condition)),
        Answer::Clear(found) => measured(found),
        Answer::Off(Some(found)) => format!("{}（設定により判断に使いません）", measured(found)),
        Answer::Off(None) => "設定により判断に使いません".to_owned(),
        Answer::Unknown(why) => format!("不明のため、バックアップは妨げません（{}）", unknown(why)),
        Answer::NotNeeded => "確認不要: 保存先はこのコンピューターにあります".to_owned(),
    }
}

fn measured(found: &Measured) -> String {
    match found {
        Measured::Power(Power::NoBattery) => "バッテリーなし".to_owned(),
        Measured::Power(Power::Mains) => "電源に接続中".to_owned(),
        Measured::Power(Power::Battery(percent)) => format!("バッテリー駆動中、残量 {percent} %"),
        Measured::Presenting(true) => "プレゼンテーション中または全画面表示中".to_owned(),
        Measured::Presenting(false) | Measured::Metered(Metered::No) => "いいえ".to_owned(),
        Measured::Kind(kind) => self::kind(*kind).to_owned(),
        Measured::Wifi(Some(name)) => format!("「{}」", safe(name)),
        Measured::Wifi(None) => "使用していません".to_owned(),
        Measured::Metered(Metered::Yes) => "はい".to_owned(),
        Measured::Metered(Metered::GuessYes) => "おそらくはい".to_owned(),
        Measured::Metered(Metered::GuessNo) => "おそらくいいえ".to_owned(),
        Measured::Load(percent) => format!("プロセッサーを {percent} % 使用中"),
    }
}

fn condition(condition: &Condition) -> String {
    match condition {
        Condition::Battery { percent, least } => {
            format!("バッテリー駆動中で、残量 {percent} % が下限の {least} % 未満")
        }
        Condition::Presenting => measured(&Measured::Presenting(true)),
        Condition::NetworkKind { kind, allowed } => {
            let allowed: Vec<String> = allowed.iter().map(|kind| format!("「{}」", self::kind(*kind))).collect();
            format!("ネットワークが「{}」で、使用できるのは{}のみ", self::kind(*kind), allowed.concat())
        }
        Condition::WifiNotAllowed { name } => {
            format!("Wi-Fi「{}」は使用できる接続に含まれていません", safe(name))
        }
        Condition::Metered { guessed: false } => "従量制課金のネットワークを使用中".to_owned(),
        Condition::Metered { guessed: true } => "従量制課金とみられるネットワークを使用中".to_owned(),
        Condition::Busy { percent, limit } => {
            format!("ほかのプログラムがプロセッサーを {percent} % 使用中（上限 {limit} %）")
        }
    }
}

fn kind(kind: NetworkKind) -> &'static str {
    match kind {
        NetworkKind::Wired => "有線",
        NetworkKind::Wifi => "Wi-Fi",
        NetworkKind::Mobile => "モバイル回線",
        NetworkKind::Other => "トンネルなど",
        NetworkKind::None => "接続なし",
    }
}

fn unknown(why: &Unknown) -> String {
    match why {
        Unknown::Absent(source) => format!("{}がありません", self::source(*source)),
        Unknown::Silent(source) => format!("{}が応答しません", self::source(*source)),
        Unknown::Failed(source, message) => format!("{}: {}", self::source(*source), safe(message.trim())),
        Unknown::Unsaid(source) => format!("{}からは分かりません", self::source(*source)),
        Unknown::FirstLook => "しばらくすると分かります".to_owned(),
    }
}

fn source(source: Source) -> &'static str {
    match source {
        Source::System => "システム",
        Source::PowerSupplies => "システムの電源情報",
        Source::NetworkManager => "NetworkManager",
        Source::Routes => "システムの経路表",
        Source::Wifi => "システムの Wi-Fi サービス",
        Source::Desktop => "デスクトップ",
        Source::Logins => "logind",
        Source::Processors => "システムのプロセッサー統計",
        Source::Tunnel => "トンネル",
    }
}

fn verdict(verdict: &Verdict) -> String {
    match &verdict.holding[..] {
        [] => "バックアップを実行できます。".to_owned(),
        holding => {
            let reasons: Vec<String> = holding.iter().map(condition).collect();
            format!("バックアップを保留しています: {}。", reasons.join(" / "))
        }
    }
}

fn pace(mode: Mode, pace: Pace) -> String {
    match (mode, pace) {
        (Mode::Auto, Pace::Fast) => "自動モード: コンピューターが操作されていないため、高速で実行します。".to_owned(),
        (Mode::Auto, Pace::Standard) => "自動モード: ほかのプログラムを優先して実行します。".to_owned(),
        (mode @ (Mode::Standard | Mode::Fast), _) => format!("{}です。", mode_name(mode)),
    }
}

/// The name of a mode, as the manual has it.
pub fn mode_name(mode: Mode) -> &'static str {
    match mode {
        Mode::Auto => "自動モード",
        Mode::Standard => "標準モード",
        Mode::Fast => "高速モード",
    }
}

/// Why a computer stays as it is.
pub fn afterwards(error: &AfterwardsError) -> String {
    match error {
        AfterwardsError::NotPossible => "このコンピューターでは実行できません".to_owned(),
        AfterwardsError::Refused(message) => format!("システムに拒否されました: {}", safe(message.trim())),
        AfterwardsError::Unknown(why) => unknown(why),
    }
}
