//! What is said in Japanese about the schedule.

use super::{duration, safe, weekday};
use crate::{
    calendar::{Rhythm, Weekdays, Window},
    cli::words::{Scheduling, ShownSchedule},
    config::schedule::ScheduleConfig,
    model::Afterwards,
    schedule::{Installed, JobSystem},
};

/// A message about the schedule.
pub fn say(message: &Scheduling<'_>) -> String {
    match message {
        Scheduling::Rhythm(config) => rhythm(config),
        Scheduling::None => {
            "スケジュールはありません。`aosbox schedule set --every 1h` で 1 時間ごとにバックアップします。".to_owned()
        }
        Scheduling::Shown(shown) => self::shown(shown),
        Scheduling::Set { config, system, next } => {
            let next = next.map(|next| format!("次回: {next}")).unwrap_or_default();
            format!("スケジュールを設定しました: {}（{}）。{next}", rhythm(config), self::system(*system))
        }
        Scheduling::NeedsLingering { user } => format!(
            "開始するのはログインしている間だけです。`loginctl enable-linger {}` を実行すると、いつでも開始できます。",
            safe(user)
        ),
        Scheduling::CannotWake => {
            "スリープ中のコンピューターは起動しません。このシステムでは管理者のジョブにしか許されていません。スリープ中に過ぎた分は、\
             起動したときに補います。"
                .to_owned()
        }
        Scheduling::NeedsKeyFile => {
            "ログインしていない間はシステムの資格情報ストアを使用できません。[credentials] keep = \"file\" を設定して、ログインし直してください。"
                .to_owned()
        }
        Scheduling::KeysInVariables { variable } => format!(
            "保存先の認証情報は環境変数 {variable} から読み取られていますが、自動で開始されるバックアップにはこの変数がないことがあります。\
             変数を設定せずに `aosbox login STORE` を実行すると、入力して保管できます。"
        ),
        Scheduling::NeedsLogin => {
            "まだログインしていません。`aosbox login STORE --create` でアカウントを作成できます。".to_owned()
        }
        Scheduling::Removed { was_there: true } => "バックアップは自動で開始されなくなりました。".to_owned(),
        Scheduling::Removed { was_there: false } => "スケジュールはありませんでした。".to_owned(),
        Scheduling::Next { start, end: None } => (*start).to_owned(),
        Scheduling::Next { start, end: Some(end) } => format!("{start} から、遅くとも {end} まで"),
        Scheduling::Afterwards { then, seconds } => {
            format!(
                "バックアップが終わりました。{seconds} 秒後に{}。取りやめるには `aosbox pause` を実行してください。",
                afterwards(*then)
            )
        }
        Scheduling::AfterwardsTitle => "aosbox".to_owned(),
        Scheduling::StaysOn => "バックアップが一時停止されたため、コンピューターはこのままにします。".to_owned(),
        Scheduling::CannotDo { then, error } => {
            let why = super::conditions::afterwards(error);
            format!("バックアップ後に{}予定でしたが、できませんでした: {why}", intended(*then))
        }
        Scheduling::FailureTitle => "aosbox: バックアップに失敗しました".to_owned(),
    }
}

/// `1 時間ごと`, `月～金 22:00～06:00`.
pub(super) fn rhythm(config: &ScheduleConfig) -> String {
    match &config.rhythm {
        Rhythm::Never if config.at_startup => "コンピューターの起動後".to_owned(),
        Rhythm::Never => "手動のみ".to_owned(),
        Rhythm::Every(minutes) if minutes % 1440 == 0 => format!("{} 日ごと", minutes / 1440),
        Rhythm::Every(minutes) if minutes % 60 == 0 => format!("{} 時間ごと", minutes / 60),
        Rhythm::Every(minutes) => format!("{minutes} 分ごと"),
        Rhythm::At(windows) => windows.iter().map(window).collect::<Vec<_>>().join("、"),
    }
}

fn window(window: &Window) -> String {
    let to = window.to.map(|to| format!("～{to}")).unwrap_or_default();
    format!("{} {}{to}", days(window.days), window.from)
}

/// `毎日`, `月～金`, `土・日`; a stretch that runs over the end of the week begins before it.
fn days(days: Weekdays) -> String {
    if days == Weekdays::DAILY {
        return "毎日".to_owned();
    }
    let mut shown: Vec<String> = Vec::new();
    for first in days.days().filter(|day| !days.contains(day.previous())) {
        let stretch: Vec<_> = first.cycle_forward().take(7).take_while(|day| days.contains(*day)).collect();
        match &stretch[..] {
            [first, _, .., last] => shown.push(format!("{}～{}", weekday(*first), weekday(*last))),
            few => shown.extend(few.iter().map(|day| weekday(*day).to_owned())),
        }
    }
    shown.join("・")
}

pub(super) fn system(system: JobSystem) -> &'static str {
    match system {
        JobSystem::TaskScheduler => "タスク スケジューラ",
        JobSystem::Systemd => "systemd のタイマー",
        JobSystem::Cron => "cron",
        JobSystem::Launchd => "launchd",
    }
}

/// What happens after a backup, as the end of a sentence.
fn afterwards(then: Afterwards) -> &'static str {
    match then {
        Afterwards::None => "何もしません",
        Afterwards::Sleep => "コンピューターをスリープします",
        Afterwards::Hibernate => "コンピューターを休止状態にします",
        Afterwards::ShutDown => "コンピューターをシャットダウンします",
        Afterwards::Restart => "コンピューターを再起動します",
        Afterwards::LogOff => "ログオフします",
    }
}

/// The same, before a noun.
fn intended(then: Afterwards) -> &'static str {
    match then {
        Afterwards::None => "何もしない",
        Afterwards::Sleep => "コンピューターをスリープする",
        Afterwards::Hibernate => "コンピューターを休止状態にする",
        Afterwards::ShutDown => "コンピューターをシャットダウンする",
        Afterwards::Restart => "コンピューターを再起動する",
        Afterwards::LogOff => "ログオフする",
    }
}

fn shown(shown: &ShownSchedule<'_>) -> String {
    let config = shown.config;
    let mut lines = vec![format!("バックアップの開始: {}", rhythm(config))];
    if config.at_startup && config.rhythm != Rhythm::Never {
        lines.push(format!("コンピューターの起動から {}後にも開始します。", duration(config.delay.as_secs())));
    }
    if let Some(next) = shown.next {
        lines.push(format!("次回: {next}"));
    }
    if let Some(missed) = shown.missed {
        lines.push(format!("! {missed} のバックアップは、実行されなかったか、最後まで終わりませんでした。"));
    }
    if let Some(every) = config.integrity_every {
        let days = every.as_secs() / 86_400;
        let every = if days > 0 { format!("{days} 日") } else { duration(every.as_secs()) };
        lines.push(format!("{every}ごとに、変更の有無にかかわらずすべてのファイルを読み取ります。"));
    }
    if config.then != Afterwards::None {
        let force =
            if config.force { "（開いているアプリケーションは強制的に閉じます）" } else { "" };
        lines.push(format!("終了後に{}{force}。", afterwards(config.then)));
    }
    lines.push(match shown.job {
        None => "! ジョブを開始する仕組みが見つかりません。`aosbox schedule print --for cron` で別のスケジューラー用のジョブを表示できます。".to_owned(),
        Some((system, Installed::AsAsked)) => format!("ジョブは{}に登録されています。", self::system(system)),
        Some((system, Installed::Different)) => {
            format!("! {}に登録されているジョブが設定と異なります。`aosbox schedule set` をもう一度実行してください。", self::system(system))
        }
        Some((system, Installed::No)) => {
            format!("! {}にジョブが登録されていません。`aosbox schedule set` をもう一度実行してください。", self::system(system))
        }
    });
    if shown.lingers == Some(false) {
        lines.push("開始するのはログインしている間だけです。`loginctl enable-linger` で変更できます。".to_owned());
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_are_told_in_japanese() {
        for (text, shown) in [
            ("mon-fri 22:00-06:00", "月～金 22:00～06:00"),
            ("sat,sun 09:00", "土・日 09:00"),
            ("daily 22:00-24:00", "毎日 22:00～24:00"),
            ("fri-mon 1:00", "金～月 01:00"),
            ("mon,wed,fri 12:00", "月・水・金 12:00"),
            ("sun,mon 12:00", "日・月 12:00"),
        ] {
            assert_eq!(window(&Window::parse(text).unwrap()), shown, "{text}");
        }
    }
}
