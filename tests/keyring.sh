#!/usr/bin/env bash
# Secrets in a real Secret Service: gnome-keyring on a message bus of its own, unlocked by a password as a login does it, then locked.
# Debian's packages dbus, gnome-keyring and libsecret-tools are needed.
#   tests/keyring.sh PROGRAM
set -euo pipefail
program=$(realpath "$1")

if [ "${2:-}" != inside ]; then
  home=$(mktemp -d)
  trap 'rm -rf "$home"' EXIT
  HOME=$home timeout 300 dbus-run-session -- "$0" "$program" inside
  exit
fi

unset "${!XDG_@}" "${!AOSBOX_@}" DISPLAY WAYLAND_DISPLAY
export XDG_RUNTIME_DIR=$HOME/run AOSBOX_PROGRESS=none LC_ALL=C.UTF-8
mkdir -m 700 "$XDG_RUNTIME_DIR"
mkdir "$HOME/Documents"
echo hello >"$HOME/Documents/letter.txt"
secrets=$HOME/.local/share/aosbox/credentials

fail() {
  echo "tests/keyring.sh: $*" >&2
  exit 1
}

# The daemon, whose own file of secrets is locked until it is told the password.
daemon=
start() {
  stop
  local unlock=()
  [ "$1" = locked ] || unlock=(--unlock)
  printf %s 'login password' | gnome-keyring-daemon --foreground --components=secrets "${unlock[@]}" >"$HOME/daemon.log" 2>&1 &
  daemon=$!
  for _ in $(seq 100); do
    is_on_bus org.freedesktop.secrets && return
    sleep 0.1
  done
  cat "$HOME/daemon.log" >&2
  fail 'gnome-keyring does not start'
}
stop() {
  [ -z "$daemon" ] && return
  kill "$daemon"
  wait "$daemon" || true
  daemon=
}
trap stop EXIT
is_on_bus() {
  dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner "string:$1" |
    grep -q 'boolean true'
}

# Whether the keyring holds an entry of ours.
is_kept() { [ -n "$(secret-tool search --all service aosbox 2>/dev/null)" ]; }
keeper() { "$program" login --status --json | python3 -c 'import json, sys; print(json.load(sys.stdin)["credentials"])'; }
# A command that must fail with this code, within a time that a scheduled job can bear, and say this.
refused() {
  local code=0 began=$SECONDS said
  said=$("$program" "${@:3}" 2>&1) || code=$?
  [ "$code" = "$1" ] || fail "${*:3}: exit code $code: $said"
  [ $((SECONDS - began)) -lt 45 ] || fail "${*:3}: $((SECONDS - began)) s"
  grep -q "$2" <<<"$said" || fail "${*:3}: $said"
}

start unlocked
AOSBOX_PASSWORD=password "$program" -q login "$HOME/store" --create >/dev/null
[ "$(keeper)" = keyring ] || fail "kept in a $(keeper)"
is_kept || fail 'the keyring holds nothing'
[ -z "$(ls "$secrets" 2>/dev/null)" ] || fail 'a file beside the keyring'
# A new process opens the account with it and asks nobody.
"$program" -q backup "$HOME/Documents" </dev/null
"$program" doctor --json >"$HOME/doctor.json" || true
python3 -c 'import json, sys
checks = {check["check"]: check for check in json.load(open(sys.argv[1]))["checks"]}
assert checks["login"]["state"] == "well", checks["login"]' "$HOME/doctor.json"

# The daemon starts anew and nobody has unlocked it, as after a login by itself.
start locked
refused 1 'credential store does not work' backup "$HOME/Documents"
refused 1 'credential store does not work' ls
# It does not answer, as while somebody is asked for the password who is not there.
kill -STOP "$daemon"
refused 1 'does not work: no answer' ls
kill -CONT "$daemon"
start unlocked
"$program" -q backup "$HOME/Documents" </dev/null

"$program" -q logout
! is_kept || fail 'the keyring still holds the key'
refused 10 'not kept any more' backup "$HOME/Documents"

# A login while it is locked keeps the key in a file; one that must not fails.
start locked
printf '[credentials]\nkeep = "keyring"\n' >"$HOME/keyring.toml"
AOSBOX_PASSWORD=password refused 1 'credential store does not work' --config "$HOME/keyring.toml" --account strict login "$HOME/store"
AOSBOX_PASSWORD=password "$program" -q login "$HOME/store"
[ "$(keeper)" = file ] || fail "kept in a $(keeper)"
[ "$(stat -c %a "$secrets"/*)" = 600 ] || fail 'others may read the file'
"$program" -q backup "$HOME/Documents" </dev/null

# The next login finds the keyring open: the file goes.
start unlocked
AOSBOX_PASSWORD=password "$program" -q login "$HOME/store"
[ "$(keeper)" = keyring ] && [ -z "$(ls "$secrets")" ] || fail 'the file is still there'
stop

# Without a daemon, and without a bus, all goes on by a file.
refused 1 'credential store does not work' backup "$HOME/Documents"
unset DBUS_SESSION_BUS_ADDRESS
AOSBOX_PASSWORD=password "$program" -q login "$HOME/store"
[ "$(keeper)" = file ] || fail "kept in a $(keeper)"
"$program" -q backup "$HOME/Documents" </dev/null
"$program" -q logout
[ -z "$(ls "$secrets")" ] || fail 'the file is still there'
echo 'keyring: kept, opened by another process, locked, unlocked, removed; a file where it does not work'
