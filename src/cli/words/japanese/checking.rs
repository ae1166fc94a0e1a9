//! What `aosbox doctor` says in Japanese.

use super::{keeper_name, safe, scheduling, within};
use crate::{
    cli::{
        text::paths::{for_shell, local},
        words::{Area, Checked, Checking, Disk, Explained, Grade, Suspicion, explained, figures::bytes, plain},
    },
    platform,
};

pub fn say(message: &Checking) -> String {
    match message {
        Checking::Area(area) => self::area(*area).to_owned(),
        Checking::Verdict { wrong: 0, warnings: 0 } => "問題はありません。".to_owned(),
        Checking::Verdict { wrong: 0, warnings } => {
            format!("問題はありませんが、確認したほうがよい点が {warnings} 件あります。")
        }
        Checking::Verdict { wrong, warnings: 0 } => format!("問題が {wrong} 件あります。"),
        Checking::Verdict { wrong, warnings } => {
            format!("問題が {wrong} 件、確認したほうがよい点が {warnings} 件あります。")
        }
    }
}

fn area(area: Area) -> &'static str {
    match area {
        Area::Settings => "設定",
        Area::Login => "ログイン",
        Area::Account => "アカウント",
        Area::Writing => "書き込み",
        Area::Clock => "時計",
        Area::Zone => "タイムゾーン",
        Area::Selection => "対象",
        Area::Schedule => "スケジュール",
        Area::Backups => "バックアップ",
        Area::Space => "空き容量",
        Area::Cache => "カタログ",
        Area::Dual => "デュアルコピー",
        Area::Conditions => "実行条件",
        Area::Hooks => "フック",
        Area::Leftovers => "残存ファイル",
        Area::Log => "ログ",
        Area::System => "システム",
    }
}

/// What was found, and what to do about it.
pub fn found(checked: &Checked) -> Explained {
    match checked {
        Checked::SettingsRight { file, there: true } => plain(format!("{} を読み取れます", local(file))),
        Checked::SettingsRight { file, there: false } => {
            plain(format!("ファイルはありませんが、なくても問題ありません（{}）", local(file)))
        }
        Checked::SettingsOpen(file) => explained(
            format!(
                "このコンピューターのすべてのユーザーが {} を変更でき、ご自分の権限で実行されるものも変更できます",
                local(file)
            ),
            format!("`chmod o-w {}` を実行してください", for_shell(&local(file))),
        ),
        Checked::Suspicious(suspicion) => self::suspicion(suspicion),
        Checked::LoggedIn { profile, keeper } => plain(format!(
            "プロファイル {}。秘密情報は{}に保管され、読み書きできます",
            safe(profile),
            keeper_name(*keeper)
        )),
        Checked::SecretsOpen(path) => explained(
            format!("アカウントの鍵を含む {} を、ほかのユーザーが読み取れます", local(path)),
            format!("`chmod go= {}` を実行してください", for_shell(&local(path))),
        ),
        Checked::AccountReached { store, milliseconds, proved } => {
            let proved = if *proved {
                "鍵も合っています"
            } else {
                "鍵を確かめられるバックアップはまだありません"
            };
            plain(format!("{} は {milliseconds} ミリ秒で応答しました。{proved}", safe(store)))
        }
        // What is said here stands in a list, and has no full stop.
        Checked::SettingsWrong(explained)
        | Checked::LoginWrong(explained)
        | Checked::AccountAway(explained)
        | Checked::MayNotWrite(explained)
        | Checked::DualAway(explained) => Explained {
            message: within(&explained.message).to_owned(),
            hint: explained.hint.as_deref().map(within).map(str::to_owned),
        },
        Checked::KeyWrong { store } => explained(
            format!("保管されている鍵では {} の内容を開けません", safe(store)),
            format!(
                "`aosbox login {}` でログインし直すと、パスワードから正しい鍵を取り出します",
                for_shell(&safe(store))
            ),
        ),
        Checked::Offline => plain("確認していません（--offline）"),
        Checked::MayWrite => {
            plain("オブジェクトを作成できます。削除できるかは試していません（バックアップでは削除しません）")
        }
        Checked::WritingNotTried => {
            plain("試していません。この保存先は同じ名前のオブジェクトを拒否しないため、何かが残るおそれがあります")
        }
        Checked::ClockRight { off } => plain(format!("保存先の時計との差は {}です", duration(*off))),
        Checked::ClockWrong { off, ahead } => explained(
            format!(
                "このコンピューターの時計は、保存先の時計より {}{}います",
                duration(*off),
                if *ahead { "進んで" } else { "遅れて" }
            ),
            "時計を合わせてください。自動で合わせるには、Linux では `timedatectl set-ntp true`、Windows では `w32tm /resync` を使います",
        ),
        Checked::ClockWentBack { time } => explained(
            format!("最後のバックアップの終了時刻 {time} は未来です。そのときの時計か、今の時計が間違っています"),
            "日付と時刻が正しいか確認してください。次のバックアップは、今の時計に従って始まります",
        ),
        Checked::ZoneKnown(zone) => plain(safe(zone)),
        Checked::ZoneUnknown => explained(
            "システムから分かりません。スケジュールの時刻は UTC とみなされます",
            "Linux では `timedatectl set-timezone Asia/Tokyo`、または環境変数 TZ で設定してください",
        ),
        Checked::NothingSelected { scheduled: false } => explained(
            "何も選択されていません。`aosbox backup` にはパスの指定が必要です",
            "`aosbox select` で一覧から選べます",
        ),
        Checked::NothingSelected { scheduled: true } => explained(
            "スケジュールがありますが、何も選択されていません。どのバックアップも失敗します",
            "`aosbox select` で一覧から選ぶか、`aosbox select add PATH` でフォルダーを加えてください",
        ),
        Checked::Selected { paths, categories } => {
            plain(format!("カテゴリー {categories} 件、パス {paths} 件。指定されたものはすべてあります"))
        }
        Checked::SelectedMissing(path) => explained(
            format!("選択されている {} が見つかりません", local(path)),
            format!(
                "ドライブを接続するか、`aosbox select remove {}` で対象から外してください",
                for_shell(&local(path))
            ),
        ),
        Checked::SelectedUnreadable { path, error } => explained(
            format!("選択されている {} を読み取れません: {}", local(path), safe(error)),
            "自分のユーザーに読み取りを許可するか、読み取れるユーザーでバックアップしてください",
        ),
        Checked::NoSchedule => explained(
            "ありません。バックアップは手動でのみ行われます",
            "`aosbox schedule set --every 1h` で 1 時間ごとにバックアップします",
        ),
        Checked::JobLeft(system) => explained(
            format!("設定されていませんが、{}にジョブがあります", scheduling::system(*system)),
            "`aosbox schedule remove` で削除できます",
        ),
        Checked::NoScheduler => explained(
            "設定されていますが、ジョブを開始する仕組み（ユーザーの systemd または cron）が見つかりません",
            "`aosbox schedule print --for cron` で、別のスケジューラー用のジョブを表示します",
        ),
        Checked::JobMissing { system, remedy } => explained(
            format!(
                "設定されていますが、{}にジョブがありません。自動ではバックアップされません",
                scheduling::system(*system)
            ),
            format!("`{remedy}` を実行してください"),
        ),
        Checked::JobDifferent { system, remedy } => explained(
            format!("{}のジョブが設定と異なります", scheduling::system(*system)),
            format!("`{remedy}` を実行してください"),
        ),
        Checked::JobStopped { remedy } => explained(
            "ジョブはありますが、タイマーが動いていません。自動ではバックアップされません",
            format!("`{remedy}` を実行してください"),
        ),
        Checked::JobSilent { system, due } => explained(
            format!(
                "バックアップの予定時刻（{due}）を過ぎていますが、{}がまだ開始していません",
                scheduling::system(*system)
            ),
            "電源を入れた直後でなければ、`aosbox schedule show` と、システムのスケジューラーの表示を確認してください",
        ),
        Checked::NeedsLingering { user } => explained(
            "ログインしていないときも実行する設定ですが、systemd はログイン中しかジョブを動かしません",
            format!("`loginctl enable-linger {}` を実行してください", for_shell(&safe(user))),
        ),
        Checked::JobThere { system, next } => {
            let next = next.as_ref().map(|next| format!("。次のバックアップ: {next}")).unwrap_or_default();
            plain(format!("{}にジョブがあります{next}", scheduling::system(*system)))
        }
        Checked::NoBackup => explained("まだ何もバックアップされていません", "`aosbox backup` を実行してください"),
        Checked::Overdue { last: Some(last) } => explained(
            format!("長い間、完了したバックアップがありません。最後に完了したのは {last} です"),
            "ここで見つかった問題を解決してから、`aosbox backup` を実行してください",
        ),
        Checked::Overdue { last: None } => explained(
            "一度も完了したバックアップがありません",
            "ここで見つかった問題を解決してから、`aosbox backup` を実行してください",
        ),
        Checked::BackupFailed { ended, reason } => {
            let reason = reason.as_ref().map(|reason| format!(": {}", within(&safe(reason)))).unwrap_or_default();
            explained(
                format!("最後のバックアップは失敗しました（{ended}）{reason}"),
                "ここで見つかった問題を解決してから、`aosbox backup` でやり直してください",
            )
        }
        Checked::BackupAborted { ended, report: Some(report) } => explained(
            format!("最後のバックアップは aosbox の不具合で異常終了しました（{ended}）。報告書: {}", safe(report)),
            "`aosbox backup` で続きから始められます。報告書は普通のテキストです。中身を確かめてからお送りいただければ幸いです",
        ),
        Checked::BackupAborted { ended, report: None } => explained(
            format!(
                "最後のバックアップは異常終了しました（{ended}）。強制終了されたか、コンピューターの電源が切れたようです"
            ),
            "`aosbox backup` で続きから始められます。繰り返すときは、`aosbox log` で直前の様子を確認できます",
        ),
        Checked::BackedUp { last: Some(last) } => plain(format!("最後に完了したバックアップ: {last}")),
        Checked::BackedUp { last: None } => plain("選択したもの全体を終えたバックアップは、まだありません"),
        Checked::FilesWait(count) => explained(
            format!("{count} 個のファイルがバックアップされていません"),
            "`aosbox status --pending` でファイルと理由を表示します",
        ),
        Checked::Room { disk, path, free } => {
            let message = format!("{}: 空き {}（{}）", self::disk(*disk), bytes(*free), local(path));
            match (checked.grade(), disk) {
                (Grade::Well, _) => plain(message),
                (_, Disk::Cache) => {
                    explained(message, "空き容量を増やすか、設定の cache.dir で別のフォルダーを選んでください")
                }
                (_, Disk::Store) => {
                    explained(message, "空き容量を増やしてください。空きがないとバックアップは失敗します")
                }
                (_, Disk::Dual) => explained(
                    message,
                    "空き容量を増やすか、`aosbox dual limit SIZE` で上限を決めてください。デュアルコピーの古いファイルから削除されます",
                ),
            }
        }
        Checked::CacheWell { size, whole } => {
            let whole = if *whole {
                "破損はありません"
            } else {
                "すぐに調べられた範囲では破損はありません"
            };
            plain(format!("{}、{whole}", bytes(*size)))
        }
        Checked::CacheNone => plain("まだありません。自動で作られます"),
        Checked::CacheOther { path } => explained(
            format!("{} は、別のアカウント、または aosbox の別のバージョンのものです", local(path)),
            "何もする必要はありません。次のコマンドで作り直されます",
        ),
        Checked::CacheDamaged { path, error } => explained(
            format!("{} が破損しています: {}", local(path), safe(error)),
            format!(
                "写しにすぎないため、`{} {}` で削除してください。ディスクも検査してください",
                remove(),
                for_shell(&local(path))
            ),
        ),
        Checked::CacheRefused { path, error } => explained(
            format!("{} に書き込めません: {}", local(path), safe(error)),
            "自分のユーザーに書き込みを許可するか、設定の cache.dir で別のフォルダーを選んでください",
        ),
        Checked::DualThere(path) => plain(format!("ドライブが接続されています: {}", local(path))),
        Checked::ConditionsKnown => plain("設定に必要な情報はすべて取得できます"),
        Checked::ConditionUnknown(said) => explained(
            said.clone(),
            "`aosbox conditions` で状態を表示します。どこから調べているかは docs/conditions.md にあります",
        ),
        Checked::HookMissing { name, program } => explained(
            format!("{name}: プログラム {} が見つかりません", safe(program)),
            "設定に完全なパスを書くか、プログラムをインストールしてください",
        ),
        Checked::PingOpen => explained(
            "hooks.ping は別のコンピューターへの、暗号化されない http のため、通知しません",
            "https:// を使用するか、自分のネットワークなら [hooks] に allow_http = true を設定してください",
        ),
        Checked::HooksThere => plain("実行するプログラムはすべてあります"),
        Checked::NoLeftovers => plain("ありません"),
        Checked::Leftovers { count, example } => explained(
            format!("強制終了されたプログラムの一時ファイルが {count} 個残っています: {}", local(example)),
            format!("`{} {}` で削除できます", remove(), for_shell(&local(example))),
        ),
        Checked::LogWritten(folder) => plain(format!("{} に書き込まれます", local(folder))),
        Checked::LogRefused { path, error } => explained(
            format!("{} に書き込めません: {}", local(path), safe(error)),
            "自分のユーザーに書き込みを許可するか、設定の log.dir で別のフォルダーを選んでください",
        ),
        Checked::NoLog => plain("記録していません。設定の [log] enabled = true で記録します"),
        Checked::NoSnapshots => plain(
            "ほかのプログラムが開いているファイルは、そのまま読み取ります。ボリュームのスナップショット（VSS）にはまだ対応していません",
        ),
        Checked::LongPaths => plain("長いパスが有効です"),
        Checked::NoLongPaths => explained(
            "Windows の設定により、ほかのプログラムは 260 文字を超えるパスを開けません。復元先でも同じです",
            r"管理者として `reg add HKLM\SYSTEM\CurrentControlSet\Control\FileSystem /v LongPathsEnabled /t REG_DWORD /d 1 /f` を実行してください",
        ),
    }
}

fn suspicion(suspicion: &Suspicion) -> Explained {
    match suspicion {
        Suspicion::WarnsTooSoon { every, after } => explained(
            format!(
                "バックアップは {}ごとですが、schedule.warn_after は {}で警告します",
                duration(*every),
                duration(*after)
            ),
            "[schedule] の warn_after を、間隔の 2 倍以上にしてください",
        ),
        Suspicion::ThenAtIntervals => explained(
            "schedule.then は決まった時刻のバックアップのためのものです。間隔で行うバックアップの後には何も行いません",
            "`aosbox schedule set --at 'mon-fri 22:00' --then shutdown` とするか、`then` を削除してください",
        ),
        Suspicion::WifiNamedAndNotUsed => explained(
            "conditions.wifi_allow にネットワーク名がありますが、conditions.networks で Wi-Fi が許可されていません",
            "[conditions] の networks に \"wifi\" を加えるか、wifi_allow を削除してください",
        ),
        Suspicion::NeverOnBattery => explained(
            "conditions.least_battery の値では、バッテリー使用中はほとんどバックアップされません",
            "[conditions] の least_battery を 90 以下にしてください",
        ),
        Suspicion::ShortTime { name, seconds } => explained(
            format!("{name} が {}なので、遅い応答は失敗とみなされます", duration(*seconds)),
            format!("設定から {name} を削除するか、30s 以上にしてください"),
        ),
        Suspicion::SmallLimit { name, bytes: limit } => explained(
            format!("{name} が {} なので、ほとんど何もバックアップされません", bytes(*limit)),
            format!("設定から {name} を削除するか、大きくしてください"),
        ),
    }
}

fn disk(disk: Disk) -> &'static str {
    match disk {
        Disk::Cache => "カタログ",
        Disk::Store => "保存先",
        Disk::Dual => "デュアルコピー",
    }
}

/// `45 秒`, `2 分 5 秒`, `3 時間`, `2 日`.
fn duration(seconds: u64) -> String {
    let parts = |large: u64, name: &str, small: u64, small_name: &str| match small {
        0 => format!("{large} {name}"),
        small => format!("{large} {name} {small} {small_name}"),
    };
    match seconds {
        0..60 => format!("{seconds} 秒"),
        60..3600 => parts(seconds / 60, "分", seconds % 60, "秒"),
        3600..86_400 => parts(seconds / 3600, "時間", seconds % 3600 / 60, "分"),
        _ => parts(seconds / 86_400, "日", seconds % 86_400 / 3600, "時間"),
    }
}

fn remove() -> &'static str {
    if platform::SYSTEM == "windows" { "del" } else { "rm" }
}
