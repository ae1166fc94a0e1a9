#!/usr/bin/env bash
# Drives the built program through a round trip against real stores, each in its turn:
#   tests/stores.sh KIND...          kinds: folder moto rgw azurite gcs
# PROGRAM is the program as words (default: the release build); under Wine `wine64 …/aosbox.exe`.
# The servers' addresses come from ../shared/stores/start-stores.sh, which must have started them.
set -euo pipefail
checkout=$(cd "$(dirname "$0")/.." && pwd)
read -ra program <<<"${PROGRAM:-$checkout/target/release/aosbox}"
servers=$checkout/../shared/stores/start-stores.sh
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT

export LC_ALL=C.UTF-8 HOME=$here/home AOSBOX_PASSWORD='correct horse' AOSBOX_PROGRESS=none
export XDG_CONFIG_HOME=$HOME/.config XDG_CACHE_HOME=$HOME/.cache XDG_DATA_HOME=$HOME/.local/share XDG_STATE_HOME=$HOME/.local/state
unset DISPLAY DBUS_SESSION_BUS_ADDRESS XDG_RUNTIME_DIR
mkdir -p "$HOME"
# The servers' own keys are passed to each store by itself.
for name in $(compgen -e); do
  case $name in AWS_* | AZURE_* | AZURITE_* | GOOGLE_*) unset "$name" ;; esac
done

aosbox() { "${program[@]}" "$@"; }

fail() {
  echo "tests/stores.sh: $*" >&2
  exit 1
}

# A number of the one JSON document of a command: `field files.new`.
field() { python3 -c 'import functools, json, sys
print(functools.reduce(lambda value, name: value[name], sys.argv[1].split("."), json.load(sys.stdin)))' "$1"; }

# Names in Japanese, a path beyond Windows's 260 characters, nothing, little, and more than one pack of what does not compress.
make_tree() {
  local deep=$1/deep
  for _ in 1 2 3 4 5 6; do deep=$deep/とても長い名前のフォルダー-abcdefghijklmnopqrstuvwxyz; done
  mkdir -p "$1/写真 2026/空" "$deep"
  echo こんにちは >"$1/写真 2026/日記.txt"
  echo deep >"$deep/一番下.txt"
  : >"$1/empty"
  head -c 20000000 /dev/urandom >"$1/noise.bin"
  seq 200000 >"$1/numbers.txt"
  touch -d '2020-02-29 12:34:56' "$1/numbers.txt"
}

# round_trip STORE [LOGIN OPTION...]
round_trip() {
  local unique began=$SECONDS answer
  cd "$(mktemp -d -p "$here")"
  unique=$(basename "$PWD")
  export AOSBOX_CONFIG=config.toml
  make_tree tree
  aosbox login "${1/UNIQUE/$unique}" --create --name Tester --device "$unique" "${@:2}" --quiet >/dev/null
  answer=$(aosbox backup tree --json)
  [ "$(field files.new <<<"$answer")" = 5 ] || fail "$1: a first backup: $answer"
  answer=$(aosbox backup tree --json)
  [ "$(field files.new <<<"$answer")/$(field files.changed <<<"$answer")/$(field bytes.read <<<"$answer")" = 0/0/0 ] ||
    fail "$1: a backup of no change: $answer"
  echo さようなら >"tree/写真 2026/日記.txt"
  aosbox backup tree --quiet
  answer=$(aosbox versions "tree/写真 2026/日記.txt" --json)
  [ "$(field versions <<<"$answer" | grep -o "'version'" | wc -l)" = 2 ] || fail "$1: two versions: $answer"
  answer=$(aosbox ls "$(find tree -name 一番下.txt -printf %h)")
  grep -q 一番下.txt <<<"$answer" || fail "$1: the deepest file is not listed: $answer"
  aosbox restore tree --to back --quiet
  diff -r tree back/tree || fail "$1: what came back differs"
  [ "$(stat -c %Y tree/numbers.txt)" = "$(stat -c %Y back/tree/numbers.txt)" ] || fail "$1: the time did not come back"
  aosbox restore "tree/写真 2026/日記.txt" --version 1 --to first --quiet
  [ "$(cat first/日記.txt)" = こんにちは ] || fail "$1: the first version did not come back"
  answer=$(aosbox check --read-data --json)
  [ "$(field ok <<<"$answer")" = True ] || fail "$1: check: $answer"
  aosbox logout --quiet
  echo "$1: $((SECONDS - began)) s"
}

s3() {
  local endpoint bucket key secret region
  read -r endpoint bucket key secret region <<<"$1"
  AWS_ACCESS_KEY_ID=$key AWS_SECRET_ACCESS_KEY=$secret \
    round_trip "s3://$bucket/UNIQUE" --endpoint "$endpoint" --region "$region"
}

[ $# -gt 0 ] || fail "which stores? folder moto rgw azurite gcs"
[ "$*" = folder ] || eval "$("$servers" env)"
for kind in "$@"; do
  # Each by itself, so that the variables of one do not reach the next.
  (
    case $kind in
      folder) round_trip store ;;
      moto) s3 "$MOTO" ;;
      rgw) s3 "$RGW" ;;
      azurite)
        export AZURITE_BLOB_STORAGE_URL AZURE_STORAGE_USE_EMULATOR=true
        round_trip az://aos/UNIQUE
        ;;
      gcs)
        export GOOGLE_SERVICE_ACCOUNT_KEY='{"gcs_base_url":"'$GCS_BASE_URL'","disable_oauth":true,"client_email":"","private_key":"","private_key_id":""}'
        round_trip gs://aos/UNIQUE
        ;;
      *) fail "no such store: $kind" ;;
    esac
  )
done
