# Completions of aosbox for fish. `aosbox completions fish --install` puts them where fish looks for them.
# The program itself knows what can follow; its first line says whether files or folders can, too.

function __aosbox_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l lines (command $words[1] complete -- $words[2..-1] "$current" 2>/dev/null)
    set -q lines[2]; and printf '%s\n' $lines[2..-1]
    switch "$lines[1]"
        case ':files'
            __fish_complete_path "$current"
        case ':folders'
            __fish_complete_directories "$current" ''
    end
end

complete -c aosbox -e
complete -c aosbox -f -a '(__aosbox_complete)'
