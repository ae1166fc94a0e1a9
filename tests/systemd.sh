#!/usr/bin/env bash
# The schedule under a real systemd of the user's: its manager runs in namespaces of its own, on a machine that was not started by systemd.
# Root is needed, and Debian's packages systemd and dbus.
#   tests/systemd.sh PROGRAM
set -euo pipefail
program=$(realpath "$1")

if [ "${2:-}" != inside ]; then
  home=$(mktemp -d)
  trap 'rm -rf "$home"' EXIT
  code=0
  HOME=$home timeout 120 unshare --mount --pid --fork --mount-proc "$0" "$program" inside || code=$?
  if [ $code = 77 ]; then
    echo "A systemd of the user's cannot be started here: NOT CHECKED."
    code=0
  fi
  exit $code
fi

unset "${!XDG_@}" "${!AOSBOX_@}" DISPLAY
# The manager wants a system that was started by systemd, and control groups that it may write to. Where a machine does not let us give
# it that, this is no test of ours.
trap 'exit 77' ERR
mount -t tmpfs tmpfs /run
mkdir -p /run/systemd/system /run/user/0
chmod 700 /run/user/0
mount -t tmpfs tmpfs /sys/fs/cgroup
mkdir -p /sys/fs/cgroup/systemd
mount -t cgroup2 cgroup2 /sys/fs/cgroup 2>/dev/null || mount -t cgroup -o none,name=systemd cgroup /sys/fs/cgroup/systemd
export XDG_RUNTIME_DIR=/run/user/0 DBUS_SESSION_BUS_ADDRESS=unix:path=/run/user/0/bus USER=root
dbus-daemon --session --address="$DBUS_SESSION_BUS_ADDRESS" --fork
/lib/systemd/systemd --user >"$HOME/manager.log" 2>&1 &
for _ in $(seq 100); do
  systemctl --user is-system-running >/dev/null 2>&1 && break
  sleep 0.1
done
if ! systemctl --user is-system-running; then
  cat "$HOME/manager.log" >&2
  exit 77
fi
trap - ERR

# Whether a Python expression holds of a JSON document on standard input, which is `told`.
holds() { python3 -c 'import json, sys; told = json.load(sys.stdin); assert eval(sys.argv[1]), told' "$1"; }
until_holds() {
  for _ in $(seq 150); do
    "$program" status --json | holds "$1" 2>/dev/null && return
    sleep 0.2
  done
  "$program" status --json | holds "$1"
}

mkdir -p "$HOME/Documents"
echo hello >"$HOME/Documents/letter.txt"
AOSBOX_PASSWORD=password "$program" -q login "$HOME/store" --create >/dev/null 2>&1
"$program" -q select add documents
"$program" schedule set --every 1h --at-startup --delay 1s
"$program" schedule show --json | holds 'told["system"] == "systemd" and told["installed"] == "yes"'

# As if the computer had been off for two hours: the timer begins one by itself.
stamp=$HOME/.local/share/systemd/timers/stamp-aosbox.timer
[ -e "$stamp" ]
touch -d '2 hours ago' "$stamp"
systemctl --user restart aosbox.timer
until_holds 'told["last"] and told["last"]["result"] == "done" and told["last"]["scheduled"] and told["last"]["files"]["new"] == 1'
systemctl --user list-timers --all --no-legend | grep -q 'aosbox.timer *aosbox.service'

# What is put off is no failure of the unit, and is not due again within the hour once it went through.
"$program" -q pause
rm -r "$HOME/.local/share/aosbox/journals"
systemctl --user start aosbox.service
[ "$(systemctl --user show aosbox.service --property=Result --value)" = success ]
"$program" status --json | holds 'told["last"]["result"] == "put_off"'
"$program" -q resume
systemctl --user start aosbox.service
"$program" status --json | holds 'told["last"]["result"] == "done" and not told["due"]'

# A start of the computer is one, due or not.
began=$("$program" status --json | python3 -c 'import json, sys; print(json.load(sys.stdin)["last"]["began"])')
sleep 1.1
systemctl --user start aosbox-startup.service
"$program" status --json | holds "told['last']['began'] != '$began'"

# A failure is one of the unit.
mv "$HOME/store" "$HOME/elsewhere"
if systemctl --user start aosbox-startup.service 2>/dev/null; then
  echo 'a backup without its store is a success' >&2
  exit 1
fi
[ "$(systemctl --user show aosbox-startup.service --property=Result --value)" = exit-code ]

"$program" schedule remove
[ -z "$(ls "$HOME/.config/systemd/user")" ]
! systemctl --user list-timers --all --no-legend | grep -q aosbox

# The folder that only a variable of this shell's names holds for the job, too.
export AOSBOX_HOME="$HOME/a stick"
AOSBOX_PASSWORD=password "$program" -q login "$HOME/other" --create >/dev/null 2>&1
"$program" -q select add documents
"$program" schedule set --every 1h
systemctl --user start aosbox.service
"$program" status --json | holds 'told["last"]["result"] == "done" and told["last"]["scheduled"]'
"$program" schedule remove
echo 'systemd: set, missed and made up for by the timer, put off, made up for, begun by a start, failed, removed; with a folder of its own'
