#!/usr/bin/env bash
# Makes what is handed out, in target/packages: packaging/package.sh deb|windows...
#   deb      a package for Debian and what descends from it; needs cargo-deb (cargo install cargo-deb)
#   windows  a zip for Windows, cross-built; needs the target x86_64-pc-windows-gnu with its linker, and python
set -euo pipefail
cd "$(dirname "$0")/.."
out=$PWD/target/packages
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)
mkdir -p "$out"

deb() {
  packaging/notices.py x86_64-unknown-linux-gnu >"$out/NOTICES"
  cargo deb --locked --profile dist --output "$out/aosbox_${version}_amd64.deb"
}

windows() {
  local target=x86_64-pc-windows-gnu name=aosbox-$version-windows-x86_64
  local folder=$out/$name
  cargo build --locked --profile dist --target $target --features windowless
  rm -rf "$folder" "$folder.zip"
  mkdir -p "$folder/completions" "$folder/docs"
  cp target/$target/dist/aosbox.exe target/$target/dist/aosboxw.exe "$folder/"
  cp completions/aosbox.ps1 "$folder/completions/"
  cp docs/*.md "$folder/docs/"
  cp README*.md CHANGELOG.md LICENSE-APACHE LICENSE-MIT config.example.toml "$folder/"
  packaging/notices.py $target >"$folder/NOTICES.txt"
  # The text that is read first opens in Notepad, old ones included.
  printf "\xef\xbb\xbf" >"$folder/READ ME FIRST.txt"
  sed "s/VERSION/$version/; s/\$/\r/" packaging/windows.txt >>"$folder/READ ME FIRST.txt"
  (cd "$out" && python3 -m zipfile -c "$name.zip" "$name")
}

[ $# -gt 0 ] || { sed -n '2,4s/^# //p' "$0" >&2; exit 2; }
for package in "$@"; do
  case $package in
    deb | windows) "$package" ;;
    *) echo "no such package: $package" >&2; exit 2 ;;
  esac
done
ls -l "$out"
