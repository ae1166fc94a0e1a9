# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_aosbox_global_optspecs
    string join \n config= lang= account= q/quiet v/verbose color= json progress= allow-http endpoint= region= password-file= password-command= h/help V/version
end

function __fish_aosbox_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_aosbox_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_aosbox_using_subcommand
    set -l cmd (__fish_aosbox_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c aosbox -n "__fish_aosbox_needs_command" -l config -d 'Settings file; profiles are kept in the folder `profiles` beside it' -r -F
complete -c aosbox -n "__fish_aosbox_needs_command" -l lang -d 'Language of everything that is said: en or ja; the system\'s if not given' -r -f -a "auto\t'The system\'s'
en\t'English'
ja\t'Japanese'"
complete -c aosbox -n "__fish_aosbox_needs_command" -l account -d 'Which of several logins to use' -r
complete -c aosbox -n "__fish_aosbox_needs_command" -l color -d 'Colours' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c aosbox -n "__fish_aosbox_needs_command" -l progress -d 'How to show progress on standard error' -r -f -a "auto\t'A bar on a terminal, else a line now and then'
bar\t'A bar'
plain\t'A line now and then'
json\t'Lines of JSON'
none\t'Nothing'"
complete -c aosbox -n "__fish_aosbox_needs_command" -l endpoint -d 'Address of an S3-compatible server or an emulator' -r -f
complete -c aosbox -n "__fish_aosbox_needs_command" -l region -d 'Region of an S3 bucket' -r
complete -c aosbox -n "__fish_aosbox_needs_command" -l password-file -d 'Read the password from the first line of a file' -r -F
complete -c aosbox -n "__fish_aosbox_needs_command" -l password-command -d 'Read the password from the first line that a command prints' -r
complete -c aosbox -n "__fish_aosbox_needs_command" -s q -l quiet -d 'Say nothing but errors'
complete -c aosbox -n "__fish_aosbox_needs_command" -s v -l verbose -d 'Name every path as it is dealt with; twice for more'
complete -c aosbox -n "__fish_aosbox_needs_command" -l json -d 'Answer with one JSON document on standard output (see docs/json.md)'
complete -c aosbox -n "__fish_aosbox_needs_command" -l allow-http -d 'Allow plain http to another machine'
complete -c aosbox -n "__fish_aosbox_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c aosbox -n "__fish_aosbox_needs_command" -s V -l version -d 'Print version'
complete -c aosbox -n "__fish_aosbox_needs_command" -f -a "login" -d 'Make an account in a store, or log in to one'
complete -c aosbox -n "__fish_aosbox_needs_command" -f -a "logout" -d 'Forget the secrets of a login'
complete -c aosbox -n "__fish_aosbox_needs_command" -f -a "backup" -d 'Back up files and folders, with all that lies below them'
complete -c aosbox -n "__fish_aosbox_needs_command" -f -a "schedule" -d 'Have backups begin by themselves, at intervals or at times of the week'
complete -c aosbox -n "__fish_aosbox_needs_command" -f -a "status" -d 'Show how things are'
complete -c aosbox -n "__fish_aosbox_needs_command" -f -a "pause" -d 'Let backups wait: one that is running, and those to come'
complete -c aosbox -n "__fish_aosbox_needs_command" -f -a "resume" -d 'Let backups go on after a pause'
complete -c aosbox -n "__fish_aosbox_needs_command" -f -a "stop" -d 'Stop the running backup; what it has done is kept'
complete -c aosbox -n "__fish_aosbox_needs_command" -f -a "select" -d 'Choose what is backed up: categories, and files and folders of your own choice'
complete -c aosbox -n "__fish_aosbox_needs_command" -f -a "filter" -d 'Leave files out of what is selected, or take only some'
complete -c aosbox -n "__fish_aosbox_needs_command" -f -a "conditions" -d 'Show what would hold a backup off now'
complete -c aosbox -n "__fish_aosbox_needs_command" -f -a "dual" -d 'Keep a second copy as plain files on a drive of this computer'
complete -c aosbox -n "__fish_aosbox_needs_command" -f -a "ls" -d 'List a folder of the backup, or show a file of it'
complete -c aosbox -n "__fish_aosbox_needs_command" -f -a "find" -d 'Find files and folders in the backup by a part of their names'
complete -c aosbox -n "__fish_aosbox_needs_command" -f -a "versions" -d 'Show all versions of a file or folder, newest first'
complete -c aosbox -n "__fish_aosbox_needs_command" -f -a "runs" -d 'List the runs of backups, newest first'
complete -c aosbox -n "__fish_aosbox_needs_command" -f -a "diff" -d 'Show what changed between two runs, or between the backup and the disk'
complete -c aosbox -n "__fish_aosbox_needs_command" -f -a "cat" -d 'Write a file of the backup to standard output'
complete -c aosbox -n "__fish_aosbox_needs_command" -f -a "restore" -d 'Bring files and folders back, to where they were or into a folder'
complete -c aosbox -n "__fish_aosbox_needs_command" -f -a "check" -d 'Check that everything is there and whole'
complete -c aosbox -n "__fish_aosbox_needs_command" -f -a "config" -d 'Show the settings and where each comes from'
complete -c aosbox -n "__fish_aosbox_needs_command" -f -a "completions" -d 'Print completions for a shell'
complete -c aosbox -n "__fish_aosbox_needs_command" -f -a "man" -d 'Print the manual page, or write the pages of all commands into a folder'
complete -c aosbox -n "__fish_aosbox_using_subcommand login" -l name -d 'Your name, kept encrypted with the account' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand login" -l email -d 'Your e-mail address, kept encrypted with the account' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand login" -l device -d 'What this computer is called in the backup; its host name if not given' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand login" -l config -d 'Settings file; profiles are kept in the folder `profiles` beside it' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand login" -l lang -d 'Language of everything that is said: en or ja; the system\'s if not given' -r -f -a "auto\t'The system\'s'
en\t'English'
ja\t'Japanese'"
complete -c aosbox -n "__fish_aosbox_using_subcommand login" -l account -d 'Which of several logins to use' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand login" -l color -d 'Colours' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c aosbox -n "__fish_aosbox_using_subcommand login" -l progress -d 'How to show progress on standard error' -r -f -a "auto\t'A bar on a terminal, else a line now and then'
bar\t'A bar'
plain\t'A line now and then'
json\t'Lines of JSON'
none\t'Nothing'"
complete -c aosbox -n "__fish_aosbox_using_subcommand login" -l endpoint -d 'Address of an S3-compatible server or an emulator' -r -f
complete -c aosbox -n "__fish_aosbox_using_subcommand login" -l region -d 'Region of an S3 bucket' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand login" -l password-file -d 'Read the password from the first line of a file' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand login" -l password-command -d 'Read the password from the first line that a command prints' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand login" -l create -d 'Make a new account there'
complete -c aosbox -n "__fish_aosbox_using_subcommand login" -l recovery-key -d 'Log in with the recovery key and set a new password'
complete -c aosbox -n "__fish_aosbox_using_subcommand login" -l status -d 'Show the login; exit code 10 if there is none'
complete -c aosbox -n "__fish_aosbox_using_subcommand login" -s q -l quiet -d 'Say nothing but errors'
complete -c aosbox -n "__fish_aosbox_using_subcommand login" -s v -l verbose -d 'Name every path as it is dealt with; twice for more'
complete -c aosbox -n "__fish_aosbox_using_subcommand login" -l json -d 'Answer with one JSON document on standard output (see docs/json.md)'
complete -c aosbox -n "__fish_aosbox_using_subcommand login" -l allow-http -d 'Allow plain http to another machine'
complete -c aosbox -n "__fish_aosbox_using_subcommand login" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c aosbox -n "__fish_aosbox_using_subcommand logout" -l config -d 'Settings file; profiles are kept in the folder `profiles` beside it' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand logout" -l lang -d 'Language of everything that is said: en or ja; the system\'s if not given' -r -f -a "auto\t'The system\'s'
en\t'English'
ja\t'Japanese'"
complete -c aosbox -n "__fish_aosbox_using_subcommand logout" -l account -d 'Which of several logins to use' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand logout" -l color -d 'Colours' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c aosbox -n "__fish_aosbox_using_subcommand logout" -l progress -d 'How to show progress on standard error' -r -f -a "auto\t'A bar on a terminal, else a line now and then'
bar\t'A bar'
plain\t'A line now and then'
json\t'Lines of JSON'
none\t'Nothing'"
complete -c aosbox -n "__fish_aosbox_using_subcommand logout" -l endpoint -d 'Address of an S3-compatible server or an emulator' -r -f
complete -c aosbox -n "__fish_aosbox_using_subcommand logout" -l region -d 'Region of an S3 bucket' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand logout" -l password-file -d 'Read the password from the first line of a file' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand logout" -l password-command -d 'Read the password from the first line that a command prints' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand logout" -l forget -d 'Forget the profile and the local catalog, too'
complete -c aosbox -n "__fish_aosbox_using_subcommand logout" -s q -l quiet -d 'Say nothing but errors'
complete -c aosbox -n "__fish_aosbox_using_subcommand logout" -s v -l verbose -d 'Name every path as it is dealt with; twice for more'
complete -c aosbox -n "__fish_aosbox_using_subcommand logout" -l json -d 'Answer with one JSON document on standard output (see docs/json.md)'
complete -c aosbox -n "__fish_aosbox_using_subcommand logout" -l allow-http -d 'Allow plain http to another machine'
complete -c aosbox -n "__fish_aosbox_using_subcommand logout" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c aosbox -n "__fish_aosbox_using_subcommand backup" -l jobs -d 'Threads' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand backup" -l mode -d 'How hard to work: fast, standard (others on this computer come first), or fast only while nobody uses the computer' -r -f -a "auto\t'Fast while nobody uses the computer, else standard'
standard\t'Other programs come first'
fast\t'As fast as it goes'"
complete -c aosbox -n "__fish_aosbox_using_subcommand backup" -l scheduled -d 'What the system\'s job runs: a backup if one is due, else nothing' -r -f -a "time\t'It is time to look whether something is due'
startup\t'The computer has started'"
complete -c aosbox -n "__fish_aosbox_using_subcommand backup" -l config -d 'Settings file; profiles are kept in the folder `profiles` beside it' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand backup" -l lang -d 'Language of everything that is said: en or ja; the system\'s if not given' -r -f -a "auto\t'The system\'s'
en\t'English'
ja\t'Japanese'"
complete -c aosbox -n "__fish_aosbox_using_subcommand backup" -l account -d 'Which of several logins to use' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand backup" -l color -d 'Colours' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c aosbox -n "__fish_aosbox_using_subcommand backup" -l progress -d 'How to show progress on standard error' -r -f -a "auto\t'A bar on a terminal, else a line now and then'
bar\t'A bar'
plain\t'A line now and then'
json\t'Lines of JSON'
none\t'Nothing'"
complete -c aosbox -n "__fish_aosbox_using_subcommand backup" -l endpoint -d 'Address of an S3-compatible server or an emulator' -r -f
complete -c aosbox -n "__fish_aosbox_using_subcommand backup" -l region -d 'Region of an S3 bucket' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand backup" -l password-file -d 'Read the password from the first line of a file' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand backup" -l password-command -d 'Read the password from the first line that a command prints' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand backup" -l dry-run -d 'Only say what would be done'
complete -c aosbox -n "__fish_aosbox_using_subcommand backup" -l quickstart -d 'Without a login: make an account in a folder of this computer first'
complete -c aosbox -n "__fish_aosbox_using_subcommand backup" -l anyway -d 'Do not wait for the end of a pause, nor for power, network or quiet'
complete -c aosbox -n "__fish_aosbox_using_subcommand backup" -l reread -d 'Read every file again, whatever is known of it; only what differs is sent'
complete -c aosbox -n "__fish_aosbox_using_subcommand backup" -s q -l quiet -d 'Say nothing but errors'
complete -c aosbox -n "__fish_aosbox_using_subcommand backup" -s v -l verbose -d 'Name every path as it is dealt with; twice for more'
complete -c aosbox -n "__fish_aosbox_using_subcommand backup" -l json -d 'Answer with one JSON document on standard output (see docs/json.md)'
complete -c aosbox -n "__fish_aosbox_using_subcommand backup" -l allow-http -d 'Allow plain http to another machine'
complete -c aosbox -n "__fish_aosbox_using_subcommand backup" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and not __fish_seen_subcommand_from set show next remove print" -l config -d 'Settings file; profiles are kept in the folder `profiles` beside it' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and not __fish_seen_subcommand_from set show next remove print" -l lang -d 'Language of everything that is said: en or ja; the system\'s if not given' -r -f -a "auto\t'The system\'s'
en\t'English'
ja\t'Japanese'"
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and not __fish_seen_subcommand_from set show next remove print" -l account -d 'Which of several logins to use' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and not __fish_seen_subcommand_from set show next remove print" -l color -d 'Colours' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and not __fish_seen_subcommand_from set show next remove print" -l progress -d 'How to show progress on standard error' -r -f -a "auto\t'A bar on a terminal, else a line now and then'
bar\t'A bar'
plain\t'A line now and then'
json\t'Lines of JSON'
none\t'Nothing'"
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and not __fish_seen_subcommand_from set show next remove print" -l endpoint -d 'Address of an S3-compatible server or an emulator' -r -f
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and not __fish_seen_subcommand_from set show next remove print" -l region -d 'Region of an S3 bucket' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and not __fish_seen_subcommand_from set show next remove print" -l password-file -d 'Read the password from the first line of a file' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and not __fish_seen_subcommand_from set show next remove print" -l password-command -d 'Read the password from the first line that a command prints' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and not __fish_seen_subcommand_from set show next remove print" -s q -l quiet -d 'Say nothing but errors'
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and not __fish_seen_subcommand_from set show next remove print" -s v -l verbose -d 'Name every path as it is dealt with; twice for more'
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and not __fish_seen_subcommand_from set show next remove print" -l json -d 'Answer with one JSON document on standard output (see docs/json.md)'
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and not __fish_seen_subcommand_from set show next remove print" -l allow-http -d 'Allow plain http to another machine'
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and not __fish_seen_subcommand_from set show next remove print" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and not __fish_seen_subcommand_from set show next remove print" -f -a "set" -d 'Set when backups begin, and have the system begin them'
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and not __fish_seen_subcommand_from set show next remove print" -f -a "show" -d 'Show the schedule, and whether the system knows of it'
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and not __fish_seen_subcommand_from set show next remove print" -f -a "next" -d 'Show when the next backups begin'
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and not __fish_seen_subcommand_from set show next remove print" -f -a "remove" -d 'Have no backups begin by themselves any more'
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and not __fish_seen_subcommand_from set show next remove print" -f -a "print" -d 'Print the job as it is handed to the system'
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from set" -l every -d 'At intervals: 30m, 1h, 1d; in steps of five minutes' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from set" -l at -d 'At times of the week, with or without an end; may be given several times' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from set" -l integrity-every -d 'How often a backup reads every file, whatever is known of it: 7d, 30d, never' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from set" -l at-startup -d 'Begin one when the computer has started, too' -r -f -a "true\t''
false\t''"
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from set" -l delay -d 'How long after the start' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from set" -l then -d 'What the computer does after a backup at a set time' -r -f -a "none\t'Nothing'
sleep\t'It sleeps'
hibernate\t'It hibernates'
shutdown\t'It is shut down'
restart\t'It is started anew'
logoff\t'The user is logged off'"
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from set" -l wake -d 'Wake a sleeping computer for a backup, where the system can do that' -r -f -a "true\t''
false\t''"
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from set" -l logged-off -d 'Begin backups also while nobody is logged in' -r -f -a "true\t''
false\t''"
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from set" -l config -d 'Settings file; profiles are kept in the folder `profiles` beside it' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from set" -l lang -d 'Language of everything that is said: en or ja; the system\'s if not given' -r -f -a "auto\t'The system\'s'
en\t'English'
ja\t'Japanese'"
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from set" -l account -d 'Which of several logins to use' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from set" -l color -d 'Colours' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from set" -l progress -d 'How to show progress on standard error' -r -f -a "auto\t'A bar on a terminal, else a line now and then'
bar\t'A bar'
plain\t'A line now and then'
json\t'Lines of JSON'
none\t'Nothing'"
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from set" -l endpoint -d 'Address of an S3-compatible server or an emulator' -r -f
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from set" -l region -d 'Region of an S3 bucket' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from set" -l password-file -d 'Read the password from the first line of a file' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from set" -l password-command -d 'Read the password from the first line that a command prints' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from set" -l force -d 'Programs that are open do not stop that'
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from set" -s q -l quiet -d 'Say nothing but errors'
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from set" -s v -l verbose -d 'Name every path as it is dealt with; twice for more'
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from set" -l json -d 'Answer with one JSON document on standard output (see docs/json.md)'
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from set" -l allow-http -d 'Allow plain http to another machine'
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from set" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from show" -l config -d 'Settings file; profiles are kept in the folder `profiles` beside it' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from show" -l lang -d 'Language of everything that is said: en or ja; the system\'s if not given' -r -f -a "auto\t'The system\'s'
en\t'English'
ja\t'Japanese'"
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from show" -l account -d 'Which of several logins to use' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from show" -l color -d 'Colours' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from show" -l progress -d 'How to show progress on standard error' -r -f -a "auto\t'A bar on a terminal, else a line now and then'
bar\t'A bar'
plain\t'A line now and then'
json\t'Lines of JSON'
none\t'Nothing'"
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from show" -l endpoint -d 'Address of an S3-compatible server or an emulator' -r -f
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from show" -l region -d 'Region of an S3 bucket' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from show" -l password-file -d 'Read the password from the first line of a file' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from show" -l password-command -d 'Read the password from the first line that a command prints' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing but errors'
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Name every path as it is dealt with; twice for more'
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from show" -l json -d 'Answer with one JSON document on standard output (see docs/json.md)'
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from show" -l allow-http -d 'Allow plain http to another machine'
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from next" -l config -d 'Settings file; profiles are kept in the folder `profiles` beside it' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from next" -l lang -d 'Language of everything that is said: en or ja; the system\'s if not given' -r -f -a "auto\t'The system\'s'
en\t'English'
ja\t'Japanese'"
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from next" -l account -d 'Which of several logins to use' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from next" -l color -d 'Colours' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from next" -l progress -d 'How to show progress on standard error' -r -f -a "auto\t'A bar on a terminal, else a line now and then'
bar\t'A bar'
plain\t'A line now and then'
json\t'Lines of JSON'
none\t'Nothing'"
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from next" -l endpoint -d 'Address of an S3-compatible server or an emulator' -r -f
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from next" -l region -d 'Region of an S3 bucket' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from next" -l password-file -d 'Read the password from the first line of a file' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from next" -l password-command -d 'Read the password from the first line that a command prints' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from next" -s q -l quiet -d 'Say nothing but errors'
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from next" -s v -l verbose -d 'Name every path as it is dealt with; twice for more'
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from next" -l json -d 'Answer with one JSON document on standard output (see docs/json.md)'
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from next" -l allow-http -d 'Allow plain http to another machine'
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from next" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from remove" -l config -d 'Settings file; profiles are kept in the folder `profiles` beside it' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from remove" -l lang -d 'Language of everything that is said: en or ja; the system\'s if not given' -r -f -a "auto\t'The system\'s'
en\t'English'
ja\t'Japanese'"
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from remove" -l account -d 'Which of several logins to use' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from remove" -l color -d 'Colours' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from remove" -l progress -d 'How to show progress on standard error' -r -f -a "auto\t'A bar on a terminal, else a line now and then'
bar\t'A bar'
plain\t'A line now and then'
json\t'Lines of JSON'
none\t'Nothing'"
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from remove" -l endpoint -d 'Address of an S3-compatible server or an emulator' -r -f
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from remove" -l region -d 'Region of an S3 bucket' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from remove" -l password-file -d 'Read the password from the first line of a file' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from remove" -l password-command -d 'Read the password from the first line that a command prints' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Say nothing but errors'
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Name every path as it is dealt with; twice for more'
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from remove" -l json -d 'Answer with one JSON document on standard output (see docs/json.md)'
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from remove" -l allow-http -d 'Allow plain http to another machine'
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from print" -l for -d 'For another system than this one' -r -f -a "windows\t'Windows\' Task Scheduler'
systemd\t'A timer of the user\'s systemd'
cron\t'The user\'s crontab'
launchd\t'An agent of macOS\' launchd'"
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from print" -l config -d 'Settings file; profiles are kept in the folder `profiles` beside it' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from print" -l lang -d 'Language of everything that is said: en or ja; the system\'s if not given' -r -f -a "auto\t'The system\'s'
en\t'English'
ja\t'Japanese'"
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from print" -l account -d 'Which of several logins to use' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from print" -l color -d 'Colours' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from print" -l progress -d 'How to show progress on standard error' -r -f -a "auto\t'A bar on a terminal, else a line now and then'
bar\t'A bar'
plain\t'A line now and then'
json\t'Lines of JSON'
none\t'Nothing'"
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from print" -l endpoint -d 'Address of an S3-compatible server or an emulator' -r -f
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from print" -l region -d 'Region of an S3 bucket' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from print" -l password-file -d 'Read the password from the first line of a file' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from print" -l password-command -d 'Read the password from the first line that a command prints' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from print" -s q -l quiet -d 'Say nothing but errors'
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from print" -s v -l verbose -d 'Name every path as it is dealt with; twice for more'
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from print" -l json -d 'Answer with one JSON document on standard output (see docs/json.md)'
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from print" -l allow-http -d 'Allow plain http to another machine'
complete -c aosbox -n "__fish_aosbox_using_subcommand schedule; and __fish_seen_subcommand_from print" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c aosbox -n "__fish_aosbox_using_subcommand status" -l config -d 'Settings file; profiles are kept in the folder `profiles` beside it' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand status" -l lang -d 'Language of everything that is said: en or ja; the system\'s if not given' -r -f -a "auto\t'The system\'s'
en\t'English'
ja\t'Japanese'"
complete -c aosbox -n "__fish_aosbox_using_subcommand status" -l account -d 'Which of several logins to use' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand status" -l color -d 'Colours' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c aosbox -n "__fish_aosbox_using_subcommand status" -l progress -d 'How to show progress on standard error' -r -f -a "auto\t'A bar on a terminal, else a line now and then'
bar\t'A bar'
plain\t'A line now and then'
json\t'Lines of JSON'
none\t'Nothing'"
complete -c aosbox -n "__fish_aosbox_using_subcommand status" -l endpoint -d 'Address of an S3-compatible server or an emulator' -r -f
complete -c aosbox -n "__fish_aosbox_using_subcommand status" -l region -d 'Region of an S3 bucket' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand status" -l password-file -d 'Read the password from the first line of a file' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand status" -l password-command -d 'Read the password from the first line that a command prints' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand status" -l pending -d 'Name every file that waits for the next backup, and why'
complete -c aosbox -n "__fish_aosbox_using_subcommand status" -s q -l quiet -d 'Say nothing but errors'
complete -c aosbox -n "__fish_aosbox_using_subcommand status" -s v -l verbose -d 'Name every path as it is dealt with; twice for more'
complete -c aosbox -n "__fish_aosbox_using_subcommand status" -l json -d 'Answer with one JSON document on standard output (see docs/json.md)'
complete -c aosbox -n "__fish_aosbox_using_subcommand status" -l allow-http -d 'Allow plain http to another machine'
complete -c aosbox -n "__fish_aosbox_using_subcommand status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c aosbox -n "__fish_aosbox_using_subcommand pause" -l config -d 'Settings file; profiles are kept in the folder `profiles` beside it' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand pause" -l lang -d 'Language of everything that is said: en or ja; the system\'s if not given' -r -f -a "auto\t'The system\'s'
en\t'English'
ja\t'Japanese'"
complete -c aosbox -n "__fish_aosbox_using_subcommand pause" -l account -d 'Which of several logins to use' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand pause" -l color -d 'Colours' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c aosbox -n "__fish_aosbox_using_subcommand pause" -l progress -d 'How to show progress on standard error' -r -f -a "auto\t'A bar on a terminal, else a line now and then'
bar\t'A bar'
plain\t'A line now and then'
json\t'Lines of JSON'
none\t'Nothing'"
complete -c aosbox -n "__fish_aosbox_using_subcommand pause" -l endpoint -d 'Address of an S3-compatible server or an emulator' -r -f
complete -c aosbox -n "__fish_aosbox_using_subcommand pause" -l region -d 'Region of an S3 bucket' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand pause" -l password-file -d 'Read the password from the first line of a file' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand pause" -l password-command -d 'Read the password from the first line that a command prints' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand pause" -s q -l quiet -d 'Say nothing but errors'
complete -c aosbox -n "__fish_aosbox_using_subcommand pause" -s v -l verbose -d 'Name every path as it is dealt with; twice for more'
complete -c aosbox -n "__fish_aosbox_using_subcommand pause" -l json -d 'Answer with one JSON document on standard output (see docs/json.md)'
complete -c aosbox -n "__fish_aosbox_using_subcommand pause" -l allow-http -d 'Allow plain http to another machine'
complete -c aosbox -n "__fish_aosbox_using_subcommand pause" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c aosbox -n "__fish_aosbox_using_subcommand resume" -l config -d 'Settings file; profiles are kept in the folder `profiles` beside it' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand resume" -l lang -d 'Language of everything that is said: en or ja; the system\'s if not given' -r -f -a "auto\t'The system\'s'
en\t'English'
ja\t'Japanese'"
complete -c aosbox -n "__fish_aosbox_using_subcommand resume" -l account -d 'Which of several logins to use' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand resume" -l color -d 'Colours' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c aosbox -n "__fish_aosbox_using_subcommand resume" -l progress -d 'How to show progress on standard error' -r -f -a "auto\t'A bar on a terminal, else a line now and then'
bar\t'A bar'
plain\t'A line now and then'
json\t'Lines of JSON'
none\t'Nothing'"
complete -c aosbox -n "__fish_aosbox_using_subcommand resume" -l endpoint -d 'Address of an S3-compatible server or an emulator' -r -f
complete -c aosbox -n "__fish_aosbox_using_subcommand resume" -l region -d 'Region of an S3 bucket' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand resume" -l password-file -d 'Read the password from the first line of a file' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand resume" -l password-command -d 'Read the password from the first line that a command prints' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand resume" -s q -l quiet -d 'Say nothing but errors'
complete -c aosbox -n "__fish_aosbox_using_subcommand resume" -s v -l verbose -d 'Name every path as it is dealt with; twice for more'
complete -c aosbox -n "__fish_aosbox_using_subcommand resume" -l json -d 'Answer with one JSON document on standard output (see docs/json.md)'
complete -c aosbox -n "__fish_aosbox_using_subcommand resume" -l allow-http -d 'Allow plain http to another machine'
complete -c aosbox -n "__fish_aosbox_using_subcommand resume" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c aosbox -n "__fish_aosbox_using_subcommand stop" -l config -d 'Settings file; profiles are kept in the folder `profiles` beside it' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand stop" -l lang -d 'Language of everything that is said: en or ja; the system\'s if not given' -r -f -a "auto\t'The system\'s'
en\t'English'
ja\t'Japanese'"
complete -c aosbox -n "__fish_aosbox_using_subcommand stop" -l account -d 'Which of several logins to use' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand stop" -l color -d 'Colours' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c aosbox -n "__fish_aosbox_using_subcommand stop" -l progress -d 'How to show progress on standard error' -r -f -a "auto\t'A bar on a terminal, else a line now and then'
bar\t'A bar'
plain\t'A line now and then'
json\t'Lines of JSON'
none\t'Nothing'"
complete -c aosbox -n "__fish_aosbox_using_subcommand stop" -l endpoint -d 'Address of an S3-compatible server or an emulator' -r -f
complete -c aosbox -n "__fish_aosbox_using_subcommand stop" -l region -d 'Region of an S3 bucket' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand stop" -l password-file -d 'Read the password from the first line of a file' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand stop" -l password-command -d 'Read the password from the first line that a command prints' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand stop" -s q -l quiet -d 'Say nothing but errors'
complete -c aosbox -n "__fish_aosbox_using_subcommand stop" -s v -l verbose -d 'Name every path as it is dealt with; twice for more'
complete -c aosbox -n "__fish_aosbox_using_subcommand stop" -l json -d 'Answer with one JSON document on standard output (see docs/json.md)'
complete -c aosbox -n "__fish_aosbox_using_subcommand stop" -l allow-http -d 'Allow plain http to another machine'
complete -c aosbox -n "__fish_aosbox_using_subcommand stop" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and not __fish_seen_subcommand_from list show add remove tree estimate" -l config -d 'Settings file; profiles are kept in the folder `profiles` beside it' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and not __fish_seen_subcommand_from list show add remove tree estimate" -l lang -d 'Language of everything that is said: en or ja; the system\'s if not given' -r -f -a "auto\t'The system\'s'
en\t'English'
ja\t'Japanese'"
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and not __fish_seen_subcommand_from list show add remove tree estimate" -l account -d 'Which of several logins to use' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and not __fish_seen_subcommand_from list show add remove tree estimate" -l color -d 'Colours' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and not __fish_seen_subcommand_from list show add remove tree estimate" -l progress -d 'How to show progress on standard error' -r -f -a "auto\t'A bar on a terminal, else a line now and then'
bar\t'A bar'
plain\t'A line now and then'
json\t'Lines of JSON'
none\t'Nothing'"
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and not __fish_seen_subcommand_from list show add remove tree estimate" -l endpoint -d 'Address of an S3-compatible server or an emulator' -r -f
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and not __fish_seen_subcommand_from list show add remove tree estimate" -l region -d 'Region of an S3 bucket' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and not __fish_seen_subcommand_from list show add remove tree estimate" -l password-file -d 'Read the password from the first line of a file' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and not __fish_seen_subcommand_from list show add remove tree estimate" -l password-command -d 'Read the password from the first line that a command prints' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and not __fish_seen_subcommand_from list show add remove tree estimate" -s q -l quiet -d 'Say nothing but errors'
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and not __fish_seen_subcommand_from list show add remove tree estimate" -s v -l verbose -d 'Name every path as it is dealt with; twice for more'
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and not __fish_seen_subcommand_from list show add remove tree estimate" -l json -d 'Answer with one JSON document on standard output (see docs/json.md)'
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and not __fish_seen_subcommand_from list show add remove tree estimate" -l allow-http -d 'Allow plain http to another machine'
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and not __fish_seen_subcommand_from list show add remove tree estimate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and not __fish_seen_subcommand_from list show add remove tree estimate" -f -a "list" -d 'Show what is selected'
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and not __fish_seen_subcommand_from list show add remove tree estimate" -f -a "show" -d 'Show the folders and extensions of a category on this computer'
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and not __fish_seen_subcommand_from list show add remove tree estimate" -f -a "add" -d 'Select categories, files and folders'
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and not __fish_seen_subcommand_from list show add remove tree estimate" -f -a "remove" -d 'Select categories, files and folders no longer; what is in the backup stays there'
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and not __fish_seen_subcommand_from list show add remove tree estimate" -f -a "tree" -d 'Show what below a folder is in, out or partly in'
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and not __fish_seen_subcommand_from list show add remove tree estimate" -f -a "estimate" -d 'Count files and bytes: all, already stored, still to send'
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from list" -l config -d 'Settings file; profiles are kept in the folder `profiles` beside it' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from list" -l lang -d 'Language of everything that is said: en or ja; the system\'s if not given' -r -f -a "auto\t'The system\'s'
en\t'English'
ja\t'Japanese'"
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from list" -l account -d 'Which of several logins to use' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from list" -l color -d 'Colours' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from list" -l progress -d 'How to show progress on standard error' -r -f -a "auto\t'A bar on a terminal, else a line now and then'
bar\t'A bar'
plain\t'A line now and then'
json\t'Lines of JSON'
none\t'Nothing'"
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from list" -l endpoint -d 'Address of an S3-compatible server or an emulator' -r -f
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from list" -l region -d 'Region of an S3 bucket' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from list" -l password-file -d 'Read the password from the first line of a file' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from list" -l password-command -d 'Read the password from the first line that a command prints' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing but errors'
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Name every path as it is dealt with; twice for more'
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from list" -l json -d 'Answer with one JSON document on standard output (see docs/json.md)'
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from list" -l allow-http -d 'Allow plain http to another machine'
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from show" -l config -d 'Settings file; profiles are kept in the folder `profiles` beside it' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from show" -l lang -d 'Language of everything that is said: en or ja; the system\'s if not given' -r -f -a "auto\t'The system\'s'
en\t'English'
ja\t'Japanese'"
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from show" -l account -d 'Which of several logins to use' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from show" -l color -d 'Colours' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from show" -l progress -d 'How to show progress on standard error' -r -f -a "auto\t'A bar on a terminal, else a line now and then'
bar\t'A bar'
plain\t'A line now and then'
json\t'Lines of JSON'
none\t'Nothing'"
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from show" -l endpoint -d 'Address of an S3-compatible server or an emulator' -r -f
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from show" -l region -d 'Region of an S3 bucket' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from show" -l password-file -d 'Read the password from the first line of a file' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from show" -l password-command -d 'Read the password from the first line that a command prints' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing but errors'
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Name every path as it is dealt with; twice for more'
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from show" -l json -d 'Answer with one JSON document on standard output (see docs/json.md)'
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from show" -l allow-http -d 'Allow plain http to another machine'
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from add" -l config -d 'Settings file; profiles are kept in the folder `profiles` beside it' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from add" -l lang -d 'Language of everything that is said: en or ja; the system\'s if not given' -r -f -a "auto\t'The system\'s'
en\t'English'
ja\t'Japanese'"
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from add" -l account -d 'Which of several logins to use' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from add" -l color -d 'Colours' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from add" -l progress -d 'How to show progress on standard error' -r -f -a "auto\t'A bar on a terminal, else a line now and then'
bar\t'A bar'
plain\t'A line now and then'
json\t'Lines of JSON'
none\t'Nothing'"
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from add" -l endpoint -d 'Address of an S3-compatible server or an emulator' -r -f
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from add" -l region -d 'Region of an S3 bucket' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from add" -l password-file -d 'Read the password from the first line of a file' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from add" -l password-command -d 'Read the password from the first line that a command prints' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Say nothing but errors'
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Name every path as it is dealt with; twice for more'
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from add" -l json -d 'Answer with one JSON document on standard output (see docs/json.md)'
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from add" -l allow-http -d 'Allow plain http to another machine'
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from remove" -l config -d 'Settings file; profiles are kept in the folder `profiles` beside it' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from remove" -l lang -d 'Language of everything that is said: en or ja; the system\'s if not given' -r -f -a "auto\t'The system\'s'
en\t'English'
ja\t'Japanese'"
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from remove" -l account -d 'Which of several logins to use' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from remove" -l color -d 'Colours' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from remove" -l progress -d 'How to show progress on standard error' -r -f -a "auto\t'A bar on a terminal, else a line now and then'
bar\t'A bar'
plain\t'A line now and then'
json\t'Lines of JSON'
none\t'Nothing'"
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from remove" -l endpoint -d 'Address of an S3-compatible server or an emulator' -r -f
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from remove" -l region -d 'Region of an S3 bucket' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from remove" -l password-file -d 'Read the password from the first line of a file' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from remove" -l password-command -d 'Read the password from the first line that a command prints' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Say nothing but errors'
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Name every path as it is dealt with; twice for more'
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from remove" -l json -d 'Answer with one JSON document on standard output (see docs/json.md)'
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from remove" -l allow-http -d 'Allow plain http to another machine'
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from tree" -l depth -d 'How many levels of folders to show' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from tree" -l config -d 'Settings file; profiles are kept in the folder `profiles` beside it' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from tree" -l lang -d 'Language of everything that is said: en or ja; the system\'s if not given' -r -f -a "auto\t'The system\'s'
en\t'English'
ja\t'Japanese'"
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from tree" -l account -d 'Which of several logins to use' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from tree" -l color -d 'Colours' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from tree" -l progress -d 'How to show progress on standard error' -r -f -a "auto\t'A bar on a terminal, else a line now and then'
bar\t'A bar'
plain\t'A line now and then'
json\t'Lines of JSON'
none\t'Nothing'"
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from tree" -l endpoint -d 'Address of an S3-compatible server or an emulator' -r -f
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from tree" -l region -d 'Region of an S3 bucket' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from tree" -l password-file -d 'Read the password from the first line of a file' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from tree" -l password-command -d 'Read the password from the first line that a command prints' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from tree" -s q -l quiet -d 'Say nothing but errors'
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from tree" -s v -l verbose -d 'Name every path as it is dealt with; twice for more'
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from tree" -l json -d 'Answer with one JSON document on standard output (see docs/json.md)'
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from tree" -l allow-http -d 'Allow plain http to another machine'
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from tree" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from estimate" -l config -d 'Settings file; profiles are kept in the folder `profiles` beside it' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from estimate" -l lang -d 'Language of everything that is said: en or ja; the system\'s if not given' -r -f -a "auto\t'The system\'s'
en\t'English'
ja\t'Japanese'"
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from estimate" -l account -d 'Which of several logins to use' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from estimate" -l color -d 'Colours' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from estimate" -l progress -d 'How to show progress on standard error' -r -f -a "auto\t'A bar on a terminal, else a line now and then'
bar\t'A bar'
plain\t'A line now and then'
json\t'Lines of JSON'
none\t'Nothing'"
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from estimate" -l endpoint -d 'Address of an S3-compatible server or an emulator' -r -f
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from estimate" -l region -d 'Region of an S3 bucket' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from estimate" -l password-file -d 'Read the password from the first line of a file' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from estimate" -l password-command -d 'Read the password from the first line that a command prints' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from estimate" -s q -l quiet -d 'Say nothing but errors'
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from estimate" -s v -l verbose -d 'Name every path as it is dealt with; twice for more'
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from estimate" -l json -d 'Answer with one JSON document on standard output (see docs/json.md)'
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from estimate" -l allow-http -d 'Allow plain http to another machine'
complete -c aosbox -n "__fish_aosbox_using_subcommand select; and __fish_seen_subcommand_from estimate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and not __fish_seen_subcommand_from list add edit remove test auto-exclude" -l config -d 'Settings file; profiles are kept in the folder `profiles` beside it' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and not __fish_seen_subcommand_from list add edit remove test auto-exclude" -l lang -d 'Language of everything that is said: en or ja; the system\'s if not given' -r -f -a "auto\t'The system\'s'
en\t'English'
ja\t'Japanese'"
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and not __fish_seen_subcommand_from list add edit remove test auto-exclude" -l account -d 'Which of several logins to use' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and not __fish_seen_subcommand_from list add edit remove test auto-exclude" -l color -d 'Colours' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and not __fish_seen_subcommand_from list add edit remove test auto-exclude" -l progress -d 'How to show progress on standard error' -r -f -a "auto\t'A bar on a terminal, else a line now and then'
bar\t'A bar'
plain\t'A line now and then'
json\t'Lines of JSON'
none\t'Nothing'"
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and not __fish_seen_subcommand_from list add edit remove test auto-exclude" -l endpoint -d 'Address of an S3-compatible server or an emulator' -r -f
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and not __fish_seen_subcommand_from list add edit remove test auto-exclude" -l region -d 'Region of an S3 bucket' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and not __fish_seen_subcommand_from list add edit remove test auto-exclude" -l password-file -d 'Read the password from the first line of a file' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and not __fish_seen_subcommand_from list add edit remove test auto-exclude" -l password-command -d 'Read the password from the first line that a command prints' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and not __fish_seen_subcommand_from list add edit remove test auto-exclude" -s q -l quiet -d 'Say nothing but errors'
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and not __fish_seen_subcommand_from list add edit remove test auto-exclude" -s v -l verbose -d 'Name every path as it is dealt with; twice for more'
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and not __fish_seen_subcommand_from list add edit remove test auto-exclude" -l json -d 'Answer with one JSON document on standard output (see docs/json.md)'
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and not __fish_seen_subcommand_from list add edit remove test auto-exclude" -l allow-http -d 'Allow plain http to another machine'
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and not __fish_seen_subcommand_from list add edit remove test auto-exclude" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and not __fish_seen_subcommand_from list add edit remove test auto-exclude" -f -a "list" -d 'Show the filters with their numbers'
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and not __fish_seen_subcommand_from list add edit remove test auto-exclude" -f -a "add" -d 'Add a filter'
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and not __fish_seen_subcommand_from list add edit remove test auto-exclude" -f -a "edit" -d 'Change parts of a filter; what is not named stays'
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and not __fish_seen_subcommand_from list add edit remove test auto-exclude" -f -a "remove" -d 'Remove a filter'
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and not __fish_seen_subcommand_from list add edit remove test auto-exclude" -f -a "test" -d 'Say of paths whether they are backed up, and which rule decides'
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and not __fish_seen_subcommand_from list add edit remove test auto-exclude" -f -a "auto-exclude" -d 'Caches, temporary folders and the like, which are left out unless they are selected themselves'
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from list" -l config -d 'Settings file; profiles are kept in the folder `profiles` beside it' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from list" -l lang -d 'Language of everything that is said: en or ja; the system\'s if not given' -r -f -a "auto\t'The system\'s'
en\t'English'
ja\t'Japanese'"
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from list" -l account -d 'Which of several logins to use' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from list" -l color -d 'Colours' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from list" -l progress -d 'How to show progress on standard error' -r -f -a "auto\t'A bar on a terminal, else a line now and then'
bar\t'A bar'
plain\t'A line now and then'
json\t'Lines of JSON'
none\t'Nothing'"
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from list" -l endpoint -d 'Address of an S3-compatible server or an emulator' -r -f
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from list" -l region -d 'Region of an S3 bucket' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from list" -l password-file -d 'Read the password from the first line of a file' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from list" -l password-command -d 'Read the password from the first line that a command prints' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing but errors'
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Name every path as it is dealt with; twice for more'
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from list" -l json -d 'Answer with one JSON document on standard output (see docs/json.md)'
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from list" -l allow-http -d 'Allow plain http to another machine'
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from add" -l path -d 'Only for what lies below this folder, or is this file' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from add" -l only -d 'Back up only files that match: wildcards with ; between them' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from add" -l exclude -d 'Leave out files that match: wildcards with ; between them' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from add" -l larger-than -d 'Leave out larger files: 500MB, 2GB, 1.5 GiB' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from add" -l older-than -d 'Leave out files that were modified before this day: 2020-01-01' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from add" -l note -d 'Why; shown in the list' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from add" -l config -d 'Settings file; profiles are kept in the folder `profiles` beside it' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from add" -l lang -d 'Language of everything that is said: en or ja; the system\'s if not given' -r -f -a "auto\t'The system\'s'
en\t'English'
ja\t'Japanese'"
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from add" -l account -d 'Which of several logins to use' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from add" -l color -d 'Colours' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from add" -l progress -d 'How to show progress on standard error' -r -f -a "auto\t'A bar on a terminal, else a line now and then'
bar\t'A bar'
plain\t'A line now and then'
json\t'Lines of JSON'
none\t'Nothing'"
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from add" -l endpoint -d 'Address of an S3-compatible server or an emulator' -r -f
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from add" -l region -d 'Region of an S3 bucket' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from add" -l password-file -d 'Read the password from the first line of a file' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from add" -l password-command -d 'Read the password from the first line that a command prints' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from add" -l regex -d 'The expression is one regular expression, looked for in the whole path with / between its parts'
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Say nothing but errors'
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Name every path as it is dealt with; twice for more'
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from add" -l json -d 'Answer with one JSON document on standard output (see docs/json.md)'
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from add" -l allow-http -d 'Allow plain http to another machine'
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from edit" -l path -d 'Only for what lies below this folder, or is this file' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from edit" -l only -d 'Back up only files that match: wildcards with ; between them' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from edit" -l exclude -d 'Leave out files that match: wildcards with ; between them' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from edit" -l larger-than -d 'Leave out larger files: 500MB, 2GB, 1.5 GiB' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from edit" -l older-than -d 'Leave out files that were modified before this day: 2020-01-01' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from edit" -l note -d 'Why; shown in the list' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from edit" -l clear -d 'Take a part away' -r -f -a "path\t'It holds everywhere'
expression\t'Neither only nor exclude'
regex\t'The expression is wildcards'
larger-than\t'Whatever the size'
older-than\t'Whatever the day'
note\t'No note'"
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from edit" -l config -d 'Settings file; profiles are kept in the folder `profiles` beside it' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from edit" -l lang -d 'Language of everything that is said: en or ja; the system\'s if not given' -r -f -a "auto\t'The system\'s'
en\t'English'
ja\t'Japanese'"
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from edit" -l account -d 'Which of several logins to use' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from edit" -l color -d 'Colours' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from edit" -l progress -d 'How to show progress on standard error' -r -f -a "auto\t'A bar on a terminal, else a line now and then'
bar\t'A bar'
plain\t'A line now and then'
json\t'Lines of JSON'
none\t'Nothing'"
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from edit" -l endpoint -d 'Address of an S3-compatible server or an emulator' -r -f
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from edit" -l region -d 'Region of an S3 bucket' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from edit" -l password-file -d 'Read the password from the first line of a file' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from edit" -l password-command -d 'Read the password from the first line that a command prints' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from edit" -l regex -d 'The expression is one regular expression, looked for in the whole path with / between its parts'
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from edit" -s q -l quiet -d 'Say nothing but errors'
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from edit" -s v -l verbose -d 'Name every path as it is dealt with; twice for more'
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from edit" -l json -d 'Answer with one JSON document on standard output (see docs/json.md)'
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from edit" -l allow-http -d 'Allow plain http to another machine'
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from edit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from remove" -l config -d 'Settings file; profiles are kept in the folder `profiles` beside it' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from remove" -l lang -d 'Language of everything that is said: en or ja; the system\'s if not given' -r -f -a "auto\t'The system\'s'
en\t'English'
ja\t'Japanese'"
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from remove" -l account -d 'Which of several logins to use' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from remove" -l color -d 'Colours' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from remove" -l progress -d 'How to show progress on standard error' -r -f -a "auto\t'A bar on a terminal, else a line now and then'
bar\t'A bar'
plain\t'A line now and then'
json\t'Lines of JSON'
none\t'Nothing'"
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from remove" -l endpoint -d 'Address of an S3-compatible server or an emulator' -r -f
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from remove" -l region -d 'Region of an S3 bucket' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from remove" -l password-file -d 'Read the password from the first line of a file' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from remove" -l password-command -d 'Read the password from the first line that a command prints' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Say nothing but errors'
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Name every path as it is dealt with; twice for more'
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from remove" -l json -d 'Answer with one JSON document on standard output (see docs/json.md)'
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from remove" -l allow-http -d 'Allow plain http to another machine'
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from test" -l config -d 'Settings file; profiles are kept in the folder `profiles` beside it' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from test" -l lang -d 'Language of everything that is said: en or ja; the system\'s if not given' -r -f -a "auto\t'The system\'s'
en\t'English'
ja\t'Japanese'"
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from test" -l account -d 'Which of several logins to use' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from test" -l color -d 'Colours' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from test" -l progress -d 'How to show progress on standard error' -r -f -a "auto\t'A bar on a terminal, else a line now and then'
bar\t'A bar'
plain\t'A line now and then'
json\t'Lines of JSON'
none\t'Nothing'"
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from test" -l endpoint -d 'Address of an S3-compatible server or an emulator' -r -f
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from test" -l region -d 'Region of an S3 bucket' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from test" -l password-file -d 'Read the password from the first line of a file' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from test" -l password-command -d 'Read the password from the first line that a command prints' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from test" -s q -l quiet -d 'Say nothing but errors'
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from test" -s v -l verbose -d 'Name every path as it is dealt with; twice for more'
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from test" -l json -d 'Answer with one JSON document on standard output (see docs/json.md)'
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from test" -l allow-http -d 'Allow plain http to another machine'
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from test" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from auto-exclude" -l config -d 'Settings file; profiles are kept in the folder `profiles` beside it' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from auto-exclude" -l lang -d 'Language of everything that is said: en or ja; the system\'s if not given' -r -f -a "auto\t'The system\'s'
en\t'English'
ja\t'Japanese'"
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from auto-exclude" -l account -d 'Which of several logins to use' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from auto-exclude" -l color -d 'Colours' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from auto-exclude" -l progress -d 'How to show progress on standard error' -r -f -a "auto\t'A bar on a terminal, else a line now and then'
bar\t'A bar'
plain\t'A line now and then'
json\t'Lines of JSON'
none\t'Nothing'"
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from auto-exclude" -l endpoint -d 'Address of an S3-compatible server or an emulator' -r -f
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from auto-exclude" -l region -d 'Region of an S3 bucket' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from auto-exclude" -l password-file -d 'Read the password from the first line of a file' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from auto-exclude" -l password-command -d 'Read the password from the first line that a command prints' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from auto-exclude" -s q -l quiet -d 'Say nothing but errors'
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from auto-exclude" -s v -l verbose -d 'Name every path as it is dealt with; twice for more'
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from auto-exclude" -l json -d 'Answer with one JSON document on standard output (see docs/json.md)'
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from auto-exclude" -l allow-http -d 'Allow plain http to another machine'
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from auto-exclude" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from auto-exclude" -f -a "list" -d 'Show them with their notes'
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from auto-exclude" -f -a "add" -d 'Add one of your own, or take a built-in one into use again'
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from auto-exclude" -f -a "remove" -d 'Remove one of your own, or take a built-in one out of use'
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from auto-exclude" -f -a "on" -d 'Use them'
complete -c aosbox -n "__fish_aosbox_using_subcommand filter; and __fish_seen_subcommand_from auto-exclude" -f -a "off" -d 'Use none of them'
complete -c aosbox -n "__fish_aosbox_using_subcommand conditions" -l config -d 'Settings file; profiles are kept in the folder `profiles` beside it' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand conditions" -l lang -d 'Language of everything that is said: en or ja; the system\'s if not given' -r -f -a "auto\t'The system\'s'
en\t'English'
ja\t'Japanese'"
complete -c aosbox -n "__fish_aosbox_using_subcommand conditions" -l account -d 'Which of several logins to use' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand conditions" -l color -d 'Colours' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c aosbox -n "__fish_aosbox_using_subcommand conditions" -l progress -d 'How to show progress on standard error' -r -f -a "auto\t'A bar on a terminal, else a line now and then'
bar\t'A bar'
plain\t'A line now and then'
json\t'Lines of JSON'
none\t'Nothing'"
complete -c aosbox -n "__fish_aosbox_using_subcommand conditions" -l endpoint -d 'Address of an S3-compatible server or an emulator' -r -f
complete -c aosbox -n "__fish_aosbox_using_subcommand conditions" -l region -d 'Region of an S3 bucket' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand conditions" -l password-file -d 'Read the password from the first line of a file' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand conditions" -l password-command -d 'Read the password from the first line that a command prints' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand conditions" -s q -l quiet -d 'Say nothing but errors'
complete -c aosbox -n "__fish_aosbox_using_subcommand conditions" -s v -l verbose -d 'Name every path as it is dealt with; twice for more'
complete -c aosbox -n "__fish_aosbox_using_subcommand conditions" -l json -d 'Answer with one JSON document on standard output (see docs/json.md)'
complete -c aosbox -n "__fish_aosbox_using_subcommand conditions" -l allow-http -d 'Allow plain http to another machine'
complete -c aosbox -n "__fish_aosbox_using_subcommand conditions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and not __fish_seen_subcommand_from enable disable show limit sync verify filter" -l config -d 'Settings file; profiles are kept in the folder `profiles` beside it' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and not __fish_seen_subcommand_from enable disable show limit sync verify filter" -l lang -d 'Language of everything that is said: en or ja; the system\'s if not given' -r -f -a "auto\t'The system\'s'
en\t'English'
ja\t'Japanese'"
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and not __fish_seen_subcommand_from enable disable show limit sync verify filter" -l account -d 'Which of several logins to use' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and not __fish_seen_subcommand_from enable disable show limit sync verify filter" -l color -d 'Colours' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and not __fish_seen_subcommand_from enable disable show limit sync verify filter" -l progress -d 'How to show progress on standard error' -r -f -a "auto\t'A bar on a terminal, else a line now and then'
bar\t'A bar'
plain\t'A line now and then'
json\t'Lines of JSON'
none\t'Nothing'"
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and not __fish_seen_subcommand_from enable disable show limit sync verify filter" -l endpoint -d 'Address of an S3-compatible server or an emulator' -r -f
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and not __fish_seen_subcommand_from enable disable show limit sync verify filter" -l region -d 'Region of an S3 bucket' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and not __fish_seen_subcommand_from enable disable show limit sync verify filter" -l password-file -d 'Read the password from the first line of a file' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and not __fish_seen_subcommand_from enable disable show limit sync verify filter" -l password-command -d 'Read the password from the first line that a command prints' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and not __fish_seen_subcommand_from enable disable show limit sync verify filter" -s q -l quiet -d 'Say nothing but errors'
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and not __fish_seen_subcommand_from enable disable show limit sync verify filter" -s v -l verbose -d 'Name every path as it is dealt with; twice for more'
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and not __fish_seen_subcommand_from enable disable show limit sync verify filter" -l json -d 'Answer with one JSON document on standard output (see docs/json.md)'
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and not __fish_seen_subcommand_from enable disable show limit sync verify filter" -l allow-http -d 'Allow plain http to another machine'
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and not __fish_seen_subcommand_from enable disable show limit sync verify filter" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and not __fish_seen_subcommand_from enable disable show limit sync verify filter" -f -a "enable" -d 'Take a folder of a drive into use'
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and not __fish_seen_subcommand_from enable disable show limit sync verify filter" -f -a "disable" -d 'Make no copy any more; the files on the drive stay there'
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and not __fish_seen_subcommand_from enable disable show limit sync verify filter" -f -a "show" -d 'Show where the copy is, what it holds and how far behind it is'
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and not __fish_seen_subcommand_from enable disable show limit sync verify filter" -f -a "limit" -d 'Say how much the copy may take at most; the oldest files go first'
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and not __fish_seen_subcommand_from enable disable show limit sync verify filter" -f -a "sync" -d 'Bring the copy up to date, with all that was backed up before it was enabled'
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and not __fish_seen_subcommand_from enable disable show limit sync verify filter" -f -a "verify" -d 'Read the whole copy, prove every file and repair what is wrong'
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and not __fish_seen_subcommand_from enable disable show limit sync verify filter" -f -a "filter" -d 'Leave files out of the copy'
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from enable" -l config -d 'Settings file; profiles are kept in the folder `profiles` beside it' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from enable" -l lang -d 'Language of everything that is said: en or ja; the system\'s if not given' -r -f -a "auto\t'The system\'s'
en\t'English'
ja\t'Japanese'"
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from enable" -l account -d 'Which of several logins to use' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from enable" -l color -d 'Colours' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from enable" -l progress -d 'How to show progress on standard error' -r -f -a "auto\t'A bar on a terminal, else a line now and then'
bar\t'A bar'
plain\t'A line now and then'
json\t'Lines of JSON'
none\t'Nothing'"
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from enable" -l endpoint -d 'Address of an S3-compatible server or an emulator' -r -f
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from enable" -l region -d 'Region of an S3 bucket' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from enable" -l password-file -d 'Read the password from the first line of a file' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from enable" -l password-command -d 'Read the password from the first line that a command prints' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from enable" -s q -l quiet -d 'Say nothing but errors'
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from enable" -s v -l verbose -d 'Name every path as it is dealt with; twice for more'
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from enable" -l json -d 'Answer with one JSON document on standard output (see docs/json.md)'
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from enable" -l allow-http -d 'Allow plain http to another machine'
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from enable" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from disable" -l config -d 'Settings file; profiles are kept in the folder `profiles` beside it' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from disable" -l lang -d 'Language of everything that is said: en or ja; the system\'s if not given' -r -f -a "auto\t'The system\'s'
en\t'English'
ja\t'Japanese'"
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from disable" -l account -d 'Which of several logins to use' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from disable" -l color -d 'Colours' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from disable" -l progress -d 'How to show progress on standard error' -r -f -a "auto\t'A bar on a terminal, else a line now and then'
bar\t'A bar'
plain\t'A line now and then'
json\t'Lines of JSON'
none\t'Nothing'"
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from disable" -l endpoint -d 'Address of an S3-compatible server or an emulator' -r -f
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from disable" -l region -d 'Region of an S3 bucket' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from disable" -l password-file -d 'Read the password from the first line of a file' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from disable" -l password-command -d 'Read the password from the first line that a command prints' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from disable" -s q -l quiet -d 'Say nothing but errors'
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from disable" -s v -l verbose -d 'Name every path as it is dealt with; twice for more'
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from disable" -l json -d 'Answer with one JSON document on standard output (see docs/json.md)'
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from disable" -l allow-http -d 'Allow plain http to another machine'
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from disable" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from show" -l config -d 'Settings file; profiles are kept in the folder `profiles` beside it' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from show" -l lang -d 'Language of everything that is said: en or ja; the system\'s if not given' -r -f -a "auto\t'The system\'s'
en\t'English'
ja\t'Japanese'"
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from show" -l account -d 'Which of several logins to use' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from show" -l color -d 'Colours' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from show" -l progress -d 'How to show progress on standard error' -r -f -a "auto\t'A bar on a terminal, else a line now and then'
bar\t'A bar'
plain\t'A line now and then'
json\t'Lines of JSON'
none\t'Nothing'"
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from show" -l endpoint -d 'Address of an S3-compatible server or an emulator' -r -f
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from show" -l region -d 'Region of an S3 bucket' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from show" -l password-file -d 'Read the password from the first line of a file' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from show" -l password-command -d 'Read the password from the first line that a command prints' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing but errors'
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Name every path as it is dealt with; twice for more'
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from show" -l json -d 'Answer with one JSON document on standard output (see docs/json.md)'
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from show" -l allow-http -d 'Allow plain http to another machine'
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from limit" -l config -d 'Settings file; profiles are kept in the folder `profiles` beside it' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from limit" -l lang -d 'Language of everything that is said: en or ja; the system\'s if not given' -r -f -a "auto\t'The system\'s'
en\t'English'
ja\t'Japanese'"
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from limit" -l account -d 'Which of several logins to use' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from limit" -l color -d 'Colours' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from limit" -l progress -d 'How to show progress on standard error' -r -f -a "auto\t'A bar on a terminal, else a line now and then'
bar\t'A bar'
plain\t'A line now and then'
json\t'Lines of JSON'
none\t'Nothing'"
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from limit" -l endpoint -d 'Address of an S3-compatible server or an emulator' -r -f
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from limit" -l region -d 'Region of an S3 bucket' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from limit" -l password-file -d 'Read the password from the first line of a file' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from limit" -l password-command -d 'Read the password from the first line that a command prints' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from limit" -s q -l quiet -d 'Say nothing but errors'
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from limit" -s v -l verbose -d 'Name every path as it is dealt with; twice for more'
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from limit" -l json -d 'Answer with one JSON document on standard output (see docs/json.md)'
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from limit" -l allow-http -d 'Allow plain http to another machine'
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from limit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from sync" -l config -d 'Settings file; profiles are kept in the folder `profiles` beside it' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from sync" -l lang -d 'Language of everything that is said: en or ja; the system\'s if not given' -r -f -a "auto\t'The system\'s'
en\t'English'
ja\t'Japanese'"
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from sync" -l account -d 'Which of several logins to use' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from sync" -l color -d 'Colours' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from sync" -l progress -d 'How to show progress on standard error' -r -f -a "auto\t'A bar on a terminal, else a line now and then'
bar\t'A bar'
plain\t'A line now and then'
json\t'Lines of JSON'
none\t'Nothing'"
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from sync" -l endpoint -d 'Address of an S3-compatible server or an emulator' -r -f
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from sync" -l region -d 'Region of an S3 bucket' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from sync" -l password-file -d 'Read the password from the first line of a file' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from sync" -l password-command -d 'Read the password from the first line that a command prints' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from sync" -s q -l quiet -d 'Say nothing but errors'
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from sync" -s v -l verbose -d 'Name every path as it is dealt with; twice for more'
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from sync" -l json -d 'Answer with one JSON document on standard output (see docs/json.md)'
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from sync" -l allow-http -d 'Allow plain http to another machine'
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from sync" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from verify" -l config -d 'Settings file; profiles are kept in the folder `profiles` beside it' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from verify" -l lang -d 'Language of everything that is said: en or ja; the system\'s if not given' -r -f -a "auto\t'The system\'s'
en\t'English'
ja\t'Japanese'"
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from verify" -l account -d 'Which of several logins to use' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from verify" -l color -d 'Colours' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from verify" -l progress -d 'How to show progress on standard error' -r -f -a "auto\t'A bar on a terminal, else a line now and then'
bar\t'A bar'
plain\t'A line now and then'
json\t'Lines of JSON'
none\t'Nothing'"
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from verify" -l endpoint -d 'Address of an S3-compatible server or an emulator' -r -f
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from verify" -l region -d 'Region of an S3 bucket' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from verify" -l password-file -d 'Read the password from the first line of a file' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from verify" -l password-command -d 'Read the password from the first line that a command prints' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from verify" -s q -l quiet -d 'Say nothing but errors'
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from verify" -s v -l verbose -d 'Name every path as it is dealt with; twice for more'
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from verify" -l json -d 'Answer with one JSON document on standard output (see docs/json.md)'
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from verify" -l allow-http -d 'Allow plain http to another machine'
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from filter" -l config -d 'Settings file; profiles are kept in the folder `profiles` beside it' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from filter" -l lang -d 'Language of everything that is said: en or ja; the system\'s if not given' -r -f -a "auto\t'The system\'s'
en\t'English'
ja\t'Japanese'"
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from filter" -l account -d 'Which of several logins to use' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from filter" -l color -d 'Colours' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from filter" -l progress -d 'How to show progress on standard error' -r -f -a "auto\t'A bar on a terminal, else a line now and then'
bar\t'A bar'
plain\t'A line now and then'
json\t'Lines of JSON'
none\t'Nothing'"
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from filter" -l endpoint -d 'Address of an S3-compatible server or an emulator' -r -f
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from filter" -l region -d 'Region of an S3 bucket' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from filter" -l password-file -d 'Read the password from the first line of a file' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from filter" -l password-command -d 'Read the password from the first line that a command prints' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from filter" -s q -l quiet -d 'Say nothing but errors'
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from filter" -s v -l verbose -d 'Name every path as it is dealt with; twice for more'
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from filter" -l json -d 'Answer with one JSON document on standard output (see docs/json.md)'
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from filter" -l allow-http -d 'Allow plain http to another machine'
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from filter" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from filter" -f -a "list" -d 'Show the filters with their numbers'
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from filter" -f -a "add" -d 'Add a filter'
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from filter" -f -a "edit" -d 'Change parts of a filter; what is not named stays'
complete -c aosbox -n "__fish_aosbox_using_subcommand dual; and __fish_seen_subcommand_from filter" -f -a "remove" -d 'Remove a filter'
complete -c aosbox -n "__fish_aosbox_using_subcommand ls" -l as-of -d 'As it was then: 2026-11-01, "2026-11-01 22:00", today, yesterday, 3d, 2w, 6h, 30min (a day means its end)' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand ls" -l device -d 'Another computer\'s backup, by name or the beginning of its id' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand ls" -l config -d 'Settings file; profiles are kept in the folder `profiles` beside it' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand ls" -l lang -d 'Language of everything that is said: en or ja; the system\'s if not given' -r -f -a "auto\t'The system\'s'
en\t'English'
ja\t'Japanese'"
complete -c aosbox -n "__fish_aosbox_using_subcommand ls" -l account -d 'Which of several logins to use' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand ls" -l color -d 'Colours' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c aosbox -n "__fish_aosbox_using_subcommand ls" -l progress -d 'How to show progress on standard error' -r -f -a "auto\t'A bar on a terminal, else a line now and then'
bar\t'A bar'
plain\t'A line now and then'
json\t'Lines of JSON'
none\t'Nothing'"
complete -c aosbox -n "__fish_aosbox_using_subcommand ls" -l endpoint -d 'Address of an S3-compatible server or an emulator' -r -f
complete -c aosbox -n "__fish_aosbox_using_subcommand ls" -l region -d 'Region of an S3 bucket' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand ls" -l password-file -d 'Read the password from the first line of a file' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand ls" -l password-command -d 'Read the password from the first line that a command prints' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand ls" -l deleted -d 'Show what is no longer there, too'
complete -c aosbox -n "__fish_aosbox_using_subcommand ls" -s l -l long -d 'Kind, permissions, size and times'
complete -c aosbox -n "__fish_aosbox_using_subcommand ls" -s q -l quiet -d 'Say nothing but errors'
complete -c aosbox -n "__fish_aosbox_using_subcommand ls" -s v -l verbose -d 'Name every path as it is dealt with; twice for more'
complete -c aosbox -n "__fish_aosbox_using_subcommand ls" -l json -d 'Answer with one JSON document on standard output (see docs/json.md)'
complete -c aosbox -n "__fish_aosbox_using_subcommand ls" -l allow-http -d 'Allow plain http to another machine'
complete -c aosbox -n "__fish_aosbox_using_subcommand ls" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c aosbox -n "__fish_aosbox_using_subcommand find" -l category -d 'Only what belongs to a category (see `aosbox select list`)' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand find" -l larger -d 'Only files of at least this size: 500KB, 10MB, 2GB' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand find" -l smaller -d 'Only files of at most this size' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand find" -l modified -d 'Only what was modified within: A..B, A.., ..B, or one day' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand find" -l under -d 'Only below this folder' -r -f -a "(__fish_complete_directories)"
complete -c aosbox -n "__fish_aosbox_using_subcommand find" -l device -d 'Another computer\'s backup, by name or the beginning of its id' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand find" -l limit -d 'How many are shown at most; all are counted' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand find" -l config -d 'Settings file; profiles are kept in the folder `profiles` beside it' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand find" -l lang -d 'Language of everything that is said: en or ja; the system\'s if not given' -r -f -a "auto\t'The system\'s'
en\t'English'
ja\t'Japanese'"
complete -c aosbox -n "__fish_aosbox_using_subcommand find" -l account -d 'Which of several logins to use' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand find" -l color -d 'Colours' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c aosbox -n "__fish_aosbox_using_subcommand find" -l progress -d 'How to show progress on standard error' -r -f -a "auto\t'A bar on a terminal, else a line now and then'
bar\t'A bar'
plain\t'A line now and then'
json\t'Lines of JSON'
none\t'Nothing'"
complete -c aosbox -n "__fish_aosbox_using_subcommand find" -l endpoint -d 'Address of an S3-compatible server or an emulator' -r -f
complete -c aosbox -n "__fish_aosbox_using_subcommand find" -l region -d 'Region of an S3 bucket' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand find" -l password-file -d 'Read the password from the first line of a file' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand find" -l password-command -d 'Read the password from the first line that a command prints' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand find" -l deleted -d 'What is no longer there, too'
complete -c aosbox -n "__fish_aosbox_using_subcommand find" -s q -l quiet -d 'Say nothing but errors'
complete -c aosbox -n "__fish_aosbox_using_subcommand find" -s v -l verbose -d 'Name every path as it is dealt with; twice for more'
complete -c aosbox -n "__fish_aosbox_using_subcommand find" -l json -d 'Answer with one JSON document on standard output (see docs/json.md)'
complete -c aosbox -n "__fish_aosbox_using_subcommand find" -l allow-http -d 'Allow plain http to another machine'
complete -c aosbox -n "__fish_aosbox_using_subcommand find" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c aosbox -n "__fish_aosbox_using_subcommand versions" -l device -d 'Another computer\'s backup, by name or the beginning of its id' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand versions" -l config -d 'Settings file; profiles are kept in the folder `profiles` beside it' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand versions" -l lang -d 'Language of everything that is said: en or ja; the system\'s if not given' -r -f -a "auto\t'The system\'s'
en\t'English'
ja\t'Japanese'"
complete -c aosbox -n "__fish_aosbox_using_subcommand versions" -l account -d 'Which of several logins to use' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand versions" -l color -d 'Colours' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c aosbox -n "__fish_aosbox_using_subcommand versions" -l progress -d 'How to show progress on standard error' -r -f -a "auto\t'A bar on a terminal, else a line now and then'
bar\t'A bar'
plain\t'A line now and then'
json\t'Lines of JSON'
none\t'Nothing'"
complete -c aosbox -n "__fish_aosbox_using_subcommand versions" -l endpoint -d 'Address of an S3-compatible server or an emulator' -r -f
complete -c aosbox -n "__fish_aosbox_using_subcommand versions" -l region -d 'Region of an S3 bucket' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand versions" -l password-file -d 'Read the password from the first line of a file' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand versions" -l password-command -d 'Read the password from the first line that a command prints' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand versions" -s q -l quiet -d 'Say nothing but errors'
complete -c aosbox -n "__fish_aosbox_using_subcommand versions" -s v -l verbose -d 'Name every path as it is dealt with; twice for more'
complete -c aosbox -n "__fish_aosbox_using_subcommand versions" -l json -d 'Answer with one JSON document on standard output (see docs/json.md)'
complete -c aosbox -n "__fish_aosbox_using_subcommand versions" -l allow-http -d 'Allow plain http to another machine'
complete -c aosbox -n "__fish_aosbox_using_subcommand versions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c aosbox -n "__fish_aosbox_using_subcommand runs" -l device -d 'Another computer\'s backup, by name or the beginning of its id' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand runs" -l limit -d 'How many are shown at most' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand runs" -l config -d 'Settings file; profiles are kept in the folder `profiles` beside it' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand runs" -l lang -d 'Language of everything that is said: en or ja; the system\'s if not given' -r -f -a "auto\t'The system\'s'
en\t'English'
ja\t'Japanese'"
complete -c aosbox -n "__fish_aosbox_using_subcommand runs" -l account -d 'Which of several logins to use' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand runs" -l color -d 'Colours' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c aosbox -n "__fish_aosbox_using_subcommand runs" -l progress -d 'How to show progress on standard error' -r -f -a "auto\t'A bar on a terminal, else a line now and then'
bar\t'A bar'
plain\t'A line now and then'
json\t'Lines of JSON'
none\t'Nothing'"
complete -c aosbox -n "__fish_aosbox_using_subcommand runs" -l endpoint -d 'Address of an S3-compatible server or an emulator' -r -f
complete -c aosbox -n "__fish_aosbox_using_subcommand runs" -l region -d 'Region of an S3 bucket' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand runs" -l password-file -d 'Read the password from the first line of a file' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand runs" -l password-command -d 'Read the password from the first line that a command prints' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand runs" -s q -l quiet -d 'Say nothing but errors'
complete -c aosbox -n "__fish_aosbox_using_subcommand runs" -s v -l verbose -d 'Name every path as it is dealt with; twice for more'
complete -c aosbox -n "__fish_aosbox_using_subcommand runs" -l json -d 'Answer with one JSON document on standard output (see docs/json.md)'
complete -c aosbox -n "__fish_aosbox_using_subcommand runs" -l allow-http -d 'Allow plain http to another machine'
complete -c aosbox -n "__fish_aosbox_using_subcommand runs" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c aosbox -n "__fish_aosbox_using_subcommand diff" -l as-of -d 'Compare the disk with the backup as it was then' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand diff" -l under -d 'Of two runs, only what lies below this folder' -r -f -a "(__fish_complete_directories)"
complete -c aosbox -n "__fish_aosbox_using_subcommand diff" -l device -d 'Another computer\'s backup, by name or the beginning of its id' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand diff" -l config -d 'Settings file; profiles are kept in the folder `profiles` beside it' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand diff" -l lang -d 'Language of everything that is said: en or ja; the system\'s if not given' -r -f -a "auto\t'The system\'s'
en\t'English'
ja\t'Japanese'"
complete -c aosbox -n "__fish_aosbox_using_subcommand diff" -l account -d 'Which of several logins to use' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand diff" -l color -d 'Colours' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c aosbox -n "__fish_aosbox_using_subcommand diff" -l progress -d 'How to show progress on standard error' -r -f -a "auto\t'A bar on a terminal, else a line now and then'
bar\t'A bar'
plain\t'A line now and then'
json\t'Lines of JSON'
none\t'Nothing'"
complete -c aosbox -n "__fish_aosbox_using_subcommand diff" -l endpoint -d 'Address of an S3-compatible server or an emulator' -r -f
complete -c aosbox -n "__fish_aosbox_using_subcommand diff" -l region -d 'Region of an S3 bucket' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand diff" -l password-file -d 'Read the password from the first line of a file' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand diff" -l password-command -d 'Read the password from the first line that a command prints' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand diff" -s q -l quiet -d 'Say nothing but errors'
complete -c aosbox -n "__fish_aosbox_using_subcommand diff" -s v -l verbose -d 'Name every path as it is dealt with; twice for more'
complete -c aosbox -n "__fish_aosbox_using_subcommand diff" -l json -d 'Answer with one JSON document on standard output (see docs/json.md)'
complete -c aosbox -n "__fish_aosbox_using_subcommand diff" -l allow-http -d 'Allow plain http to another machine'
complete -c aosbox -n "__fish_aosbox_using_subcommand diff" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c aosbox -n "__fish_aosbox_using_subcommand cat" -l version -d 'The version of this number, as `aosbox versions` shows them' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand cat" -l as-of -d 'As it was then (a day means its end)' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand cat" -l device -d 'Another computer\'s backup, by name or the beginning of its id' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand cat" -l config -d 'Settings file; profiles are kept in the folder `profiles` beside it' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand cat" -l lang -d 'Language of everything that is said: en or ja; the system\'s if not given' -r -f -a "auto\t'The system\'s'
en\t'English'
ja\t'Japanese'"
complete -c aosbox -n "__fish_aosbox_using_subcommand cat" -l account -d 'Which of several logins to use' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand cat" -l color -d 'Colours' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c aosbox -n "__fish_aosbox_using_subcommand cat" -l progress -d 'How to show progress on standard error' -r -f -a "auto\t'A bar on a terminal, else a line now and then'
bar\t'A bar'
plain\t'A line now and then'
json\t'Lines of JSON'
none\t'Nothing'"
complete -c aosbox -n "__fish_aosbox_using_subcommand cat" -l endpoint -d 'Address of an S3-compatible server or an emulator' -r -f
complete -c aosbox -n "__fish_aosbox_using_subcommand cat" -l region -d 'Region of an S3 bucket' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand cat" -l password-file -d 'Read the password from the first line of a file' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand cat" -l password-command -d 'Read the password from the first line that a command prints' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand cat" -s q -l quiet -d 'Say nothing but errors'
complete -c aosbox -n "__fish_aosbox_using_subcommand cat" -s v -l verbose -d 'Name every path as it is dealt with; twice for more'
complete -c aosbox -n "__fish_aosbox_using_subcommand cat" -l json -d 'Answer with one JSON document on standard output (see docs/json.md)'
complete -c aosbox -n "__fish_aosbox_using_subcommand cat" -l allow-http -d 'Allow plain http to another machine'
complete -c aosbox -n "__fish_aosbox_using_subcommand cat" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c aosbox -n "__fish_aosbox_using_subcommand restore" -l to -d 'Restore into this folder instead of the original places' -r -f -a "(__fish_complete_directories)"
complete -c aosbox -n "__fish_aosbox_using_subcommand restore" -l as-of -d 'As it was then (a day means its end)' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand restore" -l version -d 'The version of this number, as `aosbox versions` shows them' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand restore" -l modified -d 'The newest version that was modified within' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand restore" -l backed-up -d 'The newest version that was backed up within' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand restore" -l replace -d 'Replace files that are there: if the backup is newer, never, or always' -r -f -a "newer\t'Replace them if the version to restore was modified later'
never\t'Leave them'
always\t'Replace them'"
complete -c aosbox -n "__fish_aosbox_using_subcommand restore" -l device -d 'Another computer\'s backup, by name or the beginning of its id' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand restore" -l jobs -d 'Threads' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand restore" -l config -d 'Settings file; profiles are kept in the folder `profiles` beside it' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand restore" -l lang -d 'Language of everything that is said: en or ja; the system\'s if not given' -r -f -a "auto\t'The system\'s'
en\t'English'
ja\t'Japanese'"
complete -c aosbox -n "__fish_aosbox_using_subcommand restore" -l account -d 'Which of several logins to use' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand restore" -l color -d 'Colours' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c aosbox -n "__fish_aosbox_using_subcommand restore" -l progress -d 'How to show progress on standard error' -r -f -a "auto\t'A bar on a terminal, else a line now and then'
bar\t'A bar'
plain\t'A line now and then'
json\t'Lines of JSON'
none\t'Nothing'"
complete -c aosbox -n "__fish_aosbox_using_subcommand restore" -l endpoint -d 'Address of an S3-compatible server or an emulator' -r -f
complete -c aosbox -n "__fish_aosbox_using_subcommand restore" -l region -d 'Region of an S3 bucket' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand restore" -l password-file -d 'Read the password from the first line of a file' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand restore" -l password-command -d 'Read the password from the first line that a command prints' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand restore" -l deleted -d 'What is no longer there, too'
complete -c aosbox -n "__fish_aosbox_using_subcommand restore" -l dry-run -d 'Only say what would be done'
complete -c aosbox -n "__fish_aosbox_using_subcommand restore" -l verify -d 'Read every file back from the disk and compare'
complete -c aosbox -n "__fish_aosbox_using_subcommand restore" -l no-dual -d 'Take everything from the store, and nothing from the dual copy'
complete -c aosbox -n "__fish_aosbox_using_subcommand restore" -s q -l quiet -d 'Say nothing but errors'
complete -c aosbox -n "__fish_aosbox_using_subcommand restore" -s v -l verbose -d 'Name every path as it is dealt with; twice for more'
complete -c aosbox -n "__fish_aosbox_using_subcommand restore" -l json -d 'Answer with one JSON document on standard output (see docs/json.md)'
complete -c aosbox -n "__fish_aosbox_using_subcommand restore" -l allow-http -d 'Allow plain http to another machine'
complete -c aosbox -n "__fish_aosbox_using_subcommand restore" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c aosbox -n "__fish_aosbox_using_subcommand check" -l read-data -d 'Read the stored data and verify it: all of it, or this percentage, drawn at random anew each time' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand check" -l jobs -d 'Threads' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand check" -l config -d 'Settings file; profiles are kept in the folder `profiles` beside it' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand check" -l lang -d 'Language of everything that is said: en or ja; the system\'s if not given' -r -f -a "auto\t'The system\'s'
en\t'English'
ja\t'Japanese'"
complete -c aosbox -n "__fish_aosbox_using_subcommand check" -l account -d 'Which of several logins to use' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand check" -l color -d 'Colours' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c aosbox -n "__fish_aosbox_using_subcommand check" -l progress -d 'How to show progress on standard error' -r -f -a "auto\t'A bar on a terminal, else a line now and then'
bar\t'A bar'
plain\t'A line now and then'
json\t'Lines of JSON'
none\t'Nothing'"
complete -c aosbox -n "__fish_aosbox_using_subcommand check" -l endpoint -d 'Address of an S3-compatible server or an emulator' -r -f
complete -c aosbox -n "__fish_aosbox_using_subcommand check" -l region -d 'Region of an S3 bucket' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand check" -l password-file -d 'Read the password from the first line of a file' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand check" -l password-command -d 'Read the password from the first line that a command prints' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand check" -s q -l quiet -d 'Say nothing but errors'
complete -c aosbox -n "__fish_aosbox_using_subcommand check" -s v -l verbose -d 'Name every path as it is dealt with; twice for more'
complete -c aosbox -n "__fish_aosbox_using_subcommand check" -l json -d 'Answer with one JSON document on standard output (see docs/json.md)'
complete -c aosbox -n "__fish_aosbox_using_subcommand check" -l allow-http -d 'Allow plain http to another machine'
complete -c aosbox -n "__fish_aosbox_using_subcommand check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and not __fish_seen_subcommand_from path check show" -l config -d 'Settings file; profiles are kept in the folder `profiles` beside it' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and not __fish_seen_subcommand_from path check show" -l lang -d 'Language of everything that is said: en or ja; the system\'s if not given' -r -f -a "auto\t'The system\'s'
en\t'English'
ja\t'Japanese'"
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and not __fish_seen_subcommand_from path check show" -l account -d 'Which of several logins to use' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and not __fish_seen_subcommand_from path check show" -l color -d 'Colours' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and not __fish_seen_subcommand_from path check show" -l progress -d 'How to show progress on standard error' -r -f -a "auto\t'A bar on a terminal, else a line now and then'
bar\t'A bar'
plain\t'A line now and then'
json\t'Lines of JSON'
none\t'Nothing'"
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and not __fish_seen_subcommand_from path check show" -l endpoint -d 'Address of an S3-compatible server or an emulator' -r -f
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and not __fish_seen_subcommand_from path check show" -l region -d 'Region of an S3 bucket' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and not __fish_seen_subcommand_from path check show" -l password-file -d 'Read the password from the first line of a file' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and not __fish_seen_subcommand_from path check show" -l password-command -d 'Read the password from the first line that a command prints' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and not __fish_seen_subcommand_from path check show" -s q -l quiet -d 'Say nothing but errors'
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and not __fish_seen_subcommand_from path check show" -s v -l verbose -d 'Name every path as it is dealt with; twice for more'
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and not __fish_seen_subcommand_from path check show" -l json -d 'Answer with one JSON document on standard output (see docs/json.md)'
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and not __fish_seen_subcommand_from path check show" -l allow-http -d 'Allow plain http to another machine'
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and not __fish_seen_subcommand_from path check show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and not __fish_seen_subcommand_from path check show" -f -a "path" -d 'Print where the settings file is'
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and not __fish_seen_subcommand_from path check show" -f -a "check" -d 'Say whether the settings file is right; if not, where and what is allowed'
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and not __fish_seen_subcommand_from path check show" -f -a "show" -d 'Show every setting as it holds now, and where it comes from'
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and __fish_seen_subcommand_from path" -l config -d 'Settings file; profiles are kept in the folder `profiles` beside it' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and __fish_seen_subcommand_from path" -l lang -d 'Language of everything that is said: en or ja; the system\'s if not given' -r -f -a "auto\t'The system\'s'
en\t'English'
ja\t'Japanese'"
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and __fish_seen_subcommand_from path" -l account -d 'Which of several logins to use' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and __fish_seen_subcommand_from path" -l color -d 'Colours' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and __fish_seen_subcommand_from path" -l progress -d 'How to show progress on standard error' -r -f -a "auto\t'A bar on a terminal, else a line now and then'
bar\t'A bar'
plain\t'A line now and then'
json\t'Lines of JSON'
none\t'Nothing'"
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and __fish_seen_subcommand_from path" -l endpoint -d 'Address of an S3-compatible server or an emulator' -r -f
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and __fish_seen_subcommand_from path" -l region -d 'Region of an S3 bucket' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and __fish_seen_subcommand_from path" -l password-file -d 'Read the password from the first line of a file' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and __fish_seen_subcommand_from path" -l password-command -d 'Read the password from the first line that a command prints' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and __fish_seen_subcommand_from path" -s q -l quiet -d 'Say nothing but errors'
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and __fish_seen_subcommand_from path" -s v -l verbose -d 'Name every path as it is dealt with; twice for more'
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and __fish_seen_subcommand_from path" -l json -d 'Answer with one JSON document on standard output (see docs/json.md)'
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and __fish_seen_subcommand_from path" -l allow-http -d 'Allow plain http to another machine'
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and __fish_seen_subcommand_from path" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and __fish_seen_subcommand_from check" -l config -d 'Settings file; profiles are kept in the folder `profiles` beside it' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and __fish_seen_subcommand_from check" -l lang -d 'Language of everything that is said: en or ja; the system\'s if not given' -r -f -a "auto\t'The system\'s'
en\t'English'
ja\t'Japanese'"
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and __fish_seen_subcommand_from check" -l account -d 'Which of several logins to use' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and __fish_seen_subcommand_from check" -l color -d 'Colours' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and __fish_seen_subcommand_from check" -l progress -d 'How to show progress on standard error' -r -f -a "auto\t'A bar on a terminal, else a line now and then'
bar\t'A bar'
plain\t'A line now and then'
json\t'Lines of JSON'
none\t'Nothing'"
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and __fish_seen_subcommand_from check" -l endpoint -d 'Address of an S3-compatible server or an emulator' -r -f
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and __fish_seen_subcommand_from check" -l region -d 'Region of an S3 bucket' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and __fish_seen_subcommand_from check" -l password-file -d 'Read the password from the first line of a file' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and __fish_seen_subcommand_from check" -l password-command -d 'Read the password from the first line that a command prints' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Say nothing but errors'
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Name every path as it is dealt with; twice for more'
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and __fish_seen_subcommand_from check" -l json -d 'Answer with one JSON document on standard output (see docs/json.md)'
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and __fish_seen_subcommand_from check" -l allow-http -d 'Allow plain http to another machine'
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and __fish_seen_subcommand_from show" -l config -d 'Settings file; profiles are kept in the folder `profiles` beside it' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and __fish_seen_subcommand_from show" -l lang -d 'Language of everything that is said: en or ja; the system\'s if not given' -r -f -a "auto\t'The system\'s'
en\t'English'
ja\t'Japanese'"
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and __fish_seen_subcommand_from show" -l account -d 'Which of several logins to use' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and __fish_seen_subcommand_from show" -l color -d 'Colours' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and __fish_seen_subcommand_from show" -l progress -d 'How to show progress on standard error' -r -f -a "auto\t'A bar on a terminal, else a line now and then'
bar\t'A bar'
plain\t'A line now and then'
json\t'Lines of JSON'
none\t'Nothing'"
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and __fish_seen_subcommand_from show" -l endpoint -d 'Address of an S3-compatible server or an emulator' -r -f
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and __fish_seen_subcommand_from show" -l region -d 'Region of an S3 bucket' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and __fish_seen_subcommand_from show" -l password-file -d 'Read the password from the first line of a file' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and __fish_seen_subcommand_from show" -l password-command -d 'Read the password from the first line that a command prints' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing but errors'
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Name every path as it is dealt with; twice for more'
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and __fish_seen_subcommand_from show" -l json -d 'Answer with one JSON document on standard output (see docs/json.md)'
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and __fish_seen_subcommand_from show" -l allow-http -d 'Allow plain http to another machine'
complete -c aosbox -n "__fish_aosbox_using_subcommand config; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c aosbox -n "__fish_aosbox_using_subcommand completions" -l config -d 'Settings file; profiles are kept in the folder `profiles` beside it' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand completions" -l lang -d 'Language of everything that is said: en or ja; the system\'s if not given' -r -f -a "auto\t'The system\'s'
en\t'English'
ja\t'Japanese'"
complete -c aosbox -n "__fish_aosbox_using_subcommand completions" -l account -d 'Which of several logins to use' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand completions" -l color -d 'Colours' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c aosbox -n "__fish_aosbox_using_subcommand completions" -l progress -d 'How to show progress on standard error' -r -f -a "auto\t'A bar on a terminal, else a line now and then'
bar\t'A bar'
plain\t'A line now and then'
json\t'Lines of JSON'
none\t'Nothing'"
complete -c aosbox -n "__fish_aosbox_using_subcommand completions" -l endpoint -d 'Address of an S3-compatible server or an emulator' -r -f
complete -c aosbox -n "__fish_aosbox_using_subcommand completions" -l region -d 'Region of an S3 bucket' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand completions" -l password-file -d 'Read the password from the first line of a file' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand completions" -l password-command -d 'Read the password from the first line that a command prints' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand completions" -s q -l quiet -d 'Say nothing but errors'
complete -c aosbox -n "__fish_aosbox_using_subcommand completions" -s v -l verbose -d 'Name every path as it is dealt with; twice for more'
complete -c aosbox -n "__fish_aosbox_using_subcommand completions" -l json -d 'Answer with one JSON document on standard output (see docs/json.md)'
complete -c aosbox -n "__fish_aosbox_using_subcommand completions" -l allow-http -d 'Allow plain http to another machine'
complete -c aosbox -n "__fish_aosbox_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c aosbox -n "__fish_aosbox_using_subcommand man" -l config -d 'Settings file; profiles are kept in the folder `profiles` beside it' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand man" -l lang -d 'Language of everything that is said: en or ja; the system\'s if not given' -r -f -a "auto\t'The system\'s'
en\t'English'
ja\t'Japanese'"
complete -c aosbox -n "__fish_aosbox_using_subcommand man" -l account -d 'Which of several logins to use' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand man" -l color -d 'Colours' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c aosbox -n "__fish_aosbox_using_subcommand man" -l progress -d 'How to show progress on standard error' -r -f -a "auto\t'A bar on a terminal, else a line now and then'
bar\t'A bar'
plain\t'A line now and then'
json\t'Lines of JSON'
none\t'Nothing'"
complete -c aosbox -n "__fish_aosbox_using_subcommand man" -l endpoint -d 'Address of an S3-compatible server or an emulator' -r -f
complete -c aosbox -n "__fish_aosbox_using_subcommand man" -l region -d 'Region of an S3 bucket' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand man" -l password-file -d 'Read the password from the first line of a file' -r -F
complete -c aosbox -n "__fish_aosbox_using_subcommand man" -l password-command -d 'Read the password from the first line that a command prints' -r
complete -c aosbox -n "__fish_aosbox_using_subcommand man" -s q -l quiet -d 'Say nothing but errors'
complete -c aosbox -n "__fish_aosbox_using_subcommand man" -s v -l verbose -d 'Name every path as it is dealt with; twice for more'
complete -c aosbox -n "__fish_aosbox_using_subcommand man" -l json -d 'Answer with one JSON document on standard output (see docs/json.md)'
complete -c aosbox -n "__fish_aosbox_using_subcommand man" -l allow-http -d 'Allow plain http to another machine'
complete -c aosbox -n "__fish_aosbox_using_subcommand man" -s h -l help -d 'Print help (see more with \'--help\')'
