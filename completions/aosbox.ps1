# Completions of aosbox for PowerShell. `aosbox completions powershell --install` has the profile load them.
# The program itself knows what can follow; where it says nothing, PowerShell completes files as ever.

Register-ArgumentCompleter -Native -CommandName 'aosbox', 'aosbox.exe' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $elements = @($commandAst.CommandElements | Where-Object { $_.Extent.StartOffset -lt $cursorPosition })
    $program = $elements[0].Extent.Text.Trim("'", '"')
    $words = @($elements | Select-Object -Skip 1 | ForEach-Object { $_.Extent.Text.Trim("'", '"') })
    $arguments = @('complete')
    # Older versions do not hand over an empty word.
    if ($wordToComplete -eq '') { $arguments += '--next' }
    $arguments += '--'
    $arguments += $words
    $encoding = [Console]::OutputEncoding
    try {
        [Console]::OutputEncoding = [System.Text.Encoding]::UTF8
        $lines = @(& $program @arguments 2>$null)
    } finally {
        [Console]::OutputEncoding = $encoding
    }
    $lines | Select-Object -Skip 1 | ForEach-Object {
        $value, $meaning = $_ -split "`t", 2
        $shown = if ($value -match '[\s''"$;&|<>()`]') { "'" + $value.Replace("'", "''") + "'" } else { $value }
        if (-not $meaning) { $meaning = $value }
        [System.Management.Automation.CompletionResult]::new($shown, $value, 'ParameterValue', $meaning)
    }
}
