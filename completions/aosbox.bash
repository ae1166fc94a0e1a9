# Completions of aosbox for bash. `aosbox completions --install` puts them where bash looks for them.
# The program itself knows what can follow; its first line says whether files or folders can, too.

_aosbox() {
    local word current= kind= i
    local -a words=()
    # Bash takes words apart at = and :, which the program wants whole.
    for ((i = 1; i <= COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        if ((i > 1)) && [[ $word == [=:]* || ${COMP_WORDS[i - 1]} == *[=:] ]] && ((${#words[@]})); then
            words[${#words[@]} - 1]+=$word
        else
            words+=("$word")
        fi
    done
    current=${words[${#words[@]} - 1]}
    # What bash puts in place of the word under the cursor is only its last part.
    local part=${COMP_WORDS[COMP_CWORD]}
    [[ $part == [=:] ]] && part=
    local known=${current%"$part"}
    COMPREPLY=()
    while IFS= read -r word; do
        [[ -z $kind ]] && kind=$word && continue
        word=${word%%$'\t'*}
        word=${word#"$known"}
        # Names may hold what means something to bash.
        [[ $word == *[[:space:]\'\"\\\$\&\;\<\>\(\)\|\`\*\?\[\#]* ]] && printf -v word '%q' "$word"
        COMPREPLY+=("$word")
    done < <(command "${COMP_WORDS[0]}" complete -- "${words[@]}" 2>/dev/null)
    case $kind in
    :files)
        if ((${#COMPREPLY[@]})); then
            compopt -o filenames 2>/dev/null
            while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -f -- "$part")
        fi
        ;;
    :folders) compopt +o default +o bashdefault -o dirnames 2>/dev/null ;;
    *) compopt +o default +o bashdefault 2>/dev/null ;;
    esac
}

# Where the program says nothing, bash completes files as ever.
complete -o bashdefault -o default -F _aosbox aosbox
