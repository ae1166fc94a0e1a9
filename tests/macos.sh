#!/usr/bin/env bash
# Checks the types of all that is for macOS, tests and benches too, without a Mac: nothing is linked, nothing runs.
# The standard library comes from Debian's package of exactly this compiler's sources, whose place the Windows set-up has found; C, for which
# there is no compiler here, is left out. Exit code 77: these sources are not to be had.
#   tests/macos.sh WINDOWS-SETUP-FOLDER [CARGO-ARGUMENTS...]
set -euo pipefail
cd "$(dirname "$0")/.."
windows=$1
shift
work=${MAC_DIR:-/opt/maccross}
target=aarch64-apple-darwin
library=$work/sysroot/lib/rustlib/$target/lib
version=$(rustc -V | cut -d' ' -f2)

if ! ls "$library"/libstd-*.rmeta >/dev/null 2>&1; then
  rm -rf "$work"
  mkdir -p "$work/src" "$library"
  apt=(-o "Dir::Etc::sourcelist=$windows/apt/sources.list" -o "Dir::Etc::sourceparts=/dev/null" -o "Dir::State::lists=$windows/apt/lists"
    -o "Dir::State::status=$windows/apt/status" -o "Dir::Cache=$windows/apt/cache" -o APT::Sandbox::User=root)
  package=$(apt-cache "${apt[@]}" madison rust-src 2>/dev/null | awk -v v="$version+" 'index($3, v) == 1 {print $3; exit}')
  [ -n "$package" ] || exit 77
  (cd "$work" && apt-get "${apt[@]}" download -qq "rust-src=$package")
  dpkg-deb --fsys-tarfile "$work"/rust-src_*.deb | tar -x -C "$work/src" --strip-components=4 --wildcards './usr/src/rustc-*/library'
  sed -i 's/^crate-type = \["dylib", "rlib"\]/crate-type = ["rlib"]/' "$work/src/library/std/Cargo.toml"
  RUSTC_BOOTSTRAP=1 __CARGO_DEFAULT_LIB_METADATA=macstd CARGO_TARGET_DIR=$work/build RUSTFLAGS=-Zforce-unstable-if-unmarked \
    cargo check --quiet --locked --target $target --manifest-path "$work/src/library/sysroot/Cargo.toml" --features 'panic-unwind backtrace'
  cp "$work/build/$target"/debug/deps/*.rmeta "$library/"
  rm -rf "$library"/libsysroot-* "$work/build" "$work/src" "$work"/*.deb
fi

# Stand-ins that compile nothing: what C would have become is not needed for types.
mkdir -p "$work/bin"
cat >"$work/bin/cc" <<'CC'
#!/usr/bin/env bash
case " $* " in *" -E "*) exec cc "$@" ;; esac
while [ $# -gt 0 ]; do
  [ "$1" = -o ] && { : >"$2"; exit 0; }
  shift
done
CC
cat >"$work/bin/ar" <<'AR'
#!/usr/bin/env bash
for argument in "$@"; do case $argument in *.a) : >"$argument" ;; esac; done
AR
chmod +x "$work/bin/cc" "$work/bin/ar"
export CC_aarch64_apple_darwin=$work/bin/cc CXX_aarch64_apple_darwin=$work/bin/cc AR_aarch64_apple_darwin=$work/bin/ar SDKROOT=$work
RUSTFLAGS="--sysroot $work/sysroot" cargo clippy --locked --target $target --all-targets "$@" -- -D warnings
