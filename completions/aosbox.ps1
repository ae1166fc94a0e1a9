
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'aosbox' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'aosbox'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'aosbox' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Settings file; profiles are kept in the folder `profiles` beside it')
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'Which of several logins to use')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colours')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How to show progress on standard error')
            [CompletionResult]::new('--endpoint', '--endpoint', [CompletionResultType]::ParameterName, 'Address of an S3-compatible server or an emulator')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Region of an S3 bucket')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the password from the first line of a file')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Read the password from the first line that a command prints')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Name every path as it is dealt with; twice for more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Name every path as it is dealt with; twice for more')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Answer with one JSON document on standard output (see docs/json.md)')
            [CompletionResult]::new('--allow-http', '--allow-http', [CompletionResultType]::ParameterName, 'Allow plain http to another machine')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('login', 'login', [CompletionResultType]::ParameterValue, 'Make an account in a store, or log in to one')
            [CompletionResult]::new('logout', 'logout', [CompletionResultType]::ParameterValue, 'Forget the secrets of a login')
            [CompletionResult]::new('backup', 'backup', [CompletionResultType]::ParameterValue, 'Back up files and folders')
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List what is in the backup')
            [CompletionResult]::new('versions', 'versions', [CompletionResultType]::ParameterValue, 'Show all versions of a file or folder')
            [CompletionResult]::new('restore', 'restore', [CompletionResultType]::ParameterValue, 'Bring files and folders back')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check that everything is there and whole')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print completions for a shell')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print the manual page, or write the pages of all commands into a folder')
            break
        }
        'aosbox;login' {
            [CompletionResult]::new('--name', '--name', [CompletionResultType]::ParameterName, 'Your name, kept encrypted with the account')
            [CompletionResult]::new('--email', '--email', [CompletionResultType]::ParameterName, 'Your e-mail address, kept encrypted with the account')
            [CompletionResult]::new('--device', '--device', [CompletionResultType]::ParameterName, 'What this computer is called in the backup; its host name if not given')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Settings file; profiles are kept in the folder `profiles` beside it')
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'Which of several logins to use')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colours')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How to show progress on standard error')
            [CompletionResult]::new('--endpoint', '--endpoint', [CompletionResultType]::ParameterName, 'Address of an S3-compatible server or an emulator')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Region of an S3 bucket')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the password from the first line of a file')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Read the password from the first line that a command prints')
            [CompletionResult]::new('--create', '--create', [CompletionResultType]::ParameterName, 'Make a new account there')
            [CompletionResult]::new('--recovery-key', '--recovery-key', [CompletionResultType]::ParameterName, 'Log in with the recovery key and set a new password')
            [CompletionResult]::new('--status', '--status', [CompletionResultType]::ParameterName, 'Show the login; exit code 10 if there is none')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Name every path as it is dealt with; twice for more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Name every path as it is dealt with; twice for more')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Answer with one JSON document on standard output (see docs/json.md)')
            [CompletionResult]::new('--allow-http', '--allow-http', [CompletionResultType]::ParameterName, 'Allow plain http to another machine')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'aosbox;logout' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Settings file; profiles are kept in the folder `profiles` beside it')
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'Which of several logins to use')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colours')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How to show progress on standard error')
            [CompletionResult]::new('--endpoint', '--endpoint', [CompletionResultType]::ParameterName, 'Address of an S3-compatible server or an emulator')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Region of an S3 bucket')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the password from the first line of a file')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Read the password from the first line that a command prints')
            [CompletionResult]::new('--forget', '--forget', [CompletionResultType]::ParameterName, 'Forget the profile and the local catalog, too')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Name every path as it is dealt with; twice for more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Name every path as it is dealt with; twice for more')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Answer with one JSON document on standard output (see docs/json.md)')
            [CompletionResult]::new('--allow-http', '--allow-http', [CompletionResultType]::ParameterName, 'Allow plain http to another machine')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'aosbox;backup' {
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Threads')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Settings file; profiles are kept in the folder `profiles` beside it')
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'Which of several logins to use')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colours')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How to show progress on standard error')
            [CompletionResult]::new('--endpoint', '--endpoint', [CompletionResultType]::ParameterName, 'Address of an S3-compatible server or an emulator')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Region of an S3 bucket')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the password from the first line of a file')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Read the password from the first line that a command prints')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Only say what would be done')
            [CompletionResult]::new('--quickstart', '--quickstart', [CompletionResultType]::ParameterName, 'Without a login: make an account in a folder of this computer first')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Name every path as it is dealt with; twice for more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Name every path as it is dealt with; twice for more')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Answer with one JSON document on standard output (see docs/json.md)')
            [CompletionResult]::new('--allow-http', '--allow-http', [CompletionResultType]::ParameterName, 'Allow plain http to another machine')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'aosbox;ls' {
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'As it was then: 2026-11-01, "2026-11-01 22:00", today, yesterday, 3d, 2w, 6h, 30min (a day means its end)')
            [CompletionResult]::new('--device', '--device', [CompletionResultType]::ParameterName, 'Another computer''s backup, by name or the beginning of its id')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Settings file; profiles are kept in the folder `profiles` beside it')
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'Which of several logins to use')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colours')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How to show progress on standard error')
            [CompletionResult]::new('--endpoint', '--endpoint', [CompletionResultType]::ParameterName, 'Address of an S3-compatible server or an emulator')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Region of an S3 bucket')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the password from the first line of a file')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Read the password from the first line that a command prints')
            [CompletionResult]::new('--deleted', '--deleted', [CompletionResultType]::ParameterName, 'Show what is no longer there, too')
            [CompletionResult]::new('-l', '-l', [CompletionResultType]::ParameterName, 'Kind, permissions, size and times')
            [CompletionResult]::new('--long', '--long', [CompletionResultType]::ParameterName, 'Kind, permissions, size and times')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Name every path as it is dealt with; twice for more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Name every path as it is dealt with; twice for more')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Answer with one JSON document on standard output (see docs/json.md)')
            [CompletionResult]::new('--allow-http', '--allow-http', [CompletionResultType]::ParameterName, 'Allow plain http to another machine')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'aosbox;versions' {
            [CompletionResult]::new('--device', '--device', [CompletionResultType]::ParameterName, 'Another computer''s backup, by name or the beginning of its id')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Settings file; profiles are kept in the folder `profiles` beside it')
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'Which of several logins to use')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colours')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How to show progress on standard error')
            [CompletionResult]::new('--endpoint', '--endpoint', [CompletionResultType]::ParameterName, 'Address of an S3-compatible server or an emulator')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Region of an S3 bucket')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the password from the first line of a file')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Read the password from the first line that a command prints')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Name every path as it is dealt with; twice for more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Name every path as it is dealt with; twice for more')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Answer with one JSON document on standard output (see docs/json.md)')
            [CompletionResult]::new('--allow-http', '--allow-http', [CompletionResultType]::ParameterName, 'Allow plain http to another machine')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'aosbox;restore' {
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'Restore into this folder instead of the original places')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'As it was then (a day means its end)')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'The version of this number, as `aosbox versions` shows them')
            [CompletionResult]::new('--modified', '--modified', [CompletionResultType]::ParameterName, 'The newest version that was modified within')
            [CompletionResult]::new('--backed-up', '--backed-up', [CompletionResultType]::ParameterName, 'The newest version that was backed up within')
            [CompletionResult]::new('--replace', '--replace', [CompletionResultType]::ParameterName, 'Replace files that are there: if the backup is newer, never, or always')
            [CompletionResult]::new('--device', '--device', [CompletionResultType]::ParameterName, 'Another computer''s backup, by name or the beginning of its id')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Threads')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Settings file; profiles are kept in the folder `profiles` beside it')
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'Which of several logins to use')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colours')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How to show progress on standard error')
            [CompletionResult]::new('--endpoint', '--endpoint', [CompletionResultType]::ParameterName, 'Address of an S3-compatible server or an emulator')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Region of an S3 bucket')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the password from the first line of a file')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Read the password from the first line that a command prints')
            [CompletionResult]::new('--deleted', '--deleted', [CompletionResultType]::ParameterName, 'What is no longer there, too')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Only say what would be done')
            [CompletionResult]::new('--verify', '--verify', [CompletionResultType]::ParameterName, 'Read every file back from the disk and compare')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Name every path as it is dealt with; twice for more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Name every path as it is dealt with; twice for more')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Answer with one JSON document on standard output (see docs/json.md)')
            [CompletionResult]::new('--allow-http', '--allow-http', [CompletionResultType]::ParameterName, 'Allow plain http to another machine')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'aosbox;check' {
            [CompletionResult]::new('--read-data', '--read-data', [CompletionResultType]::ParameterName, 'Read the stored data and verify it: all of it, or this percentage, drawn at random anew each time')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Threads')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Settings file; profiles are kept in the folder `profiles` beside it')
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'Which of several logins to use')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colours')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How to show progress on standard error')
            [CompletionResult]::new('--endpoint', '--endpoint', [CompletionResultType]::ParameterName, 'Address of an S3-compatible server or an emulator')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Region of an S3 bucket')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the password from the first line of a file')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Read the password from the first line that a command prints')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Name every path as it is dealt with; twice for more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Name every path as it is dealt with; twice for more')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Answer with one JSON document on standard output (see docs/json.md)')
            [CompletionResult]::new('--allow-http', '--allow-http', [CompletionResultType]::ParameterName, 'Allow plain http to another machine')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'aosbox;completions' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Settings file; profiles are kept in the folder `profiles` beside it')
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'Which of several logins to use')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colours')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How to show progress on standard error')
            [CompletionResult]::new('--endpoint', '--endpoint', [CompletionResultType]::ParameterName, 'Address of an S3-compatible server or an emulator')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Region of an S3 bucket')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the password from the first line of a file')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Read the password from the first line that a command prints')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Name every path as it is dealt with; twice for more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Name every path as it is dealt with; twice for more')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Answer with one JSON document on standard output (see docs/json.md)')
            [CompletionResult]::new('--allow-http', '--allow-http', [CompletionResultType]::ParameterName, 'Allow plain http to another machine')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'aosbox;man' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Settings file; profiles are kept in the folder `profiles` beside it')
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'Which of several logins to use')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colours')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How to show progress on standard error')
            [CompletionResult]::new('--endpoint', '--endpoint', [CompletionResultType]::ParameterName, 'Address of an S3-compatible server or an emulator')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Region of an S3 bucket')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the password from the first line of a file')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Read the password from the first line that a command prints')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Name every path as it is dealt with; twice for more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Name every path as it is dealt with; twice for more')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Answer with one JSON document on standard output (see docs/json.md)')
            [CompletionResult]::new('--allow-http', '--allow-http', [CompletionResultType]::ParameterName, 'Allow plain http to another machine')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
