//! Completions in Japanese.

use crate::cli::{
    mistakes::CompletingMistake,
    text::paths::local,
    words::{Completing, Explained, InstallStep},
};

pub fn say(completing: &Completing<'_>) -> String {
    match completing {
        Completing::InstallStep { step, dry_run } => step_line(step, *dry_run),
        Completing::Nothing { installed: true } => "補完スクリプトはすでに導入されています。".to_owned(),
        Completing::Nothing { installed: false } => "削除する補完スクリプトはありません。".to_owned(),
        Completing::Next { shell } => format!(
            "新しく開いた端末から有効になります。削除するには `aosbox completions {shell} --uninstall` を実行してください。"
        ),
    }
}

fn step_line(step: &InstallStep<'_>, dry_run: bool) -> String {
    let ending = |done: &'static str, planned: &'static str| if dry_run { planned } else { done };
    match step {
        InstallStep::Write(path) => format!("{} を{}", local(path), ending("作成しました", "作成します")),
        InstallStep::Remove(path) => format!("{} を{}", local(path), ending("削除しました", "削除します")),
        InstallStep::Add { path, lines, copy } => {
            let kept = copy.map_or_else(String::new, |copy| {
                format!("（元の内容は {} に{}）", local(copy), ending("残しました", "残します"))
            });
            let lines: Vec<String> = lines.lines().map(|line| format!("  {line}")).collect();
            format!("{} に次の行を{}{kept}:\n{}", local(path), ending("追加しました", "追加します"), lines.join("\n"))
        }
        InstallStep::Cut { path, copy } => format!(
            "{} から目印の付いた行を{}（元の内容は {} に{}）",
            local(path),
            ending("削除しました", "削除します"),
            local(copy),
            ending("残しました", "残します")
        ),
    }
}

pub fn mistake(mistake: &CompletingMistake) -> Explained {
    let (message, hint) = match mistake {
        CompletingMistake::NoShell => (
            "シェルを判断できません。$SHELL は補完に対応したシェルを示していません。".to_owned(),
            "`aosbox completions bash --install` のように、bash、zsh、fish、powershell のいずれかを指定してください。",
        ),
        CompletingMistake::NotText(path) => (
            format!("{} は UTF-8 のテキストではないため、行を追加しませんでした。", local(path)),
            "`aosbox completions SHELL` が表示するスクリプトを、ご自身で読み込むように設定してください。",
        ),
    };
    Explained { message, hint: Some(hint.to_owned()) }
}
