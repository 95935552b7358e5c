#!/bin/sh
# Builds stemma for AArch64, runs it under qemu on the example stories and compares every byte with the native build.
# usage, as root on a Debian 12 machine (x86-64) that may be changed: check_aarch64.sh ROOT NATIVE-STEMMA
set -eu
root=$1
native=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dpkg --add-architecture arm64
apt-get update -qq
libraries=$(awk '$1 == "build" && $2 ~ /^(lib|zlib)/ && $2 != "libc6-dev" { printf "%s:arm64 ", $2 }' "$root/tools/packages.txt")
# shellcheck disable=SC2086  # a list of words
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends gcc-aarch64-linux-gnu libc6-dev-arm64-cross \
    qemu-user libc6:arm64 $libraries >/dev/null
cat >"$work/toolchain.cmake" <<'T'
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_C_COMPILER aarch64-linux-gnu-gcc)
set(CMAKE_CROSSCOMPILING_EMULATOR qemu-aarch64)
T
export PKG_CONFIG_LIBDIR=/usr/lib/aarch64-linux-gnu/pkgconfig:/usr/share/pkgconfig
cmake -G Ninja -S "$root" -B "$work/build" -DCMAKE_TOOLCHAIN_FILE="$work/toolchain.cmake" -DCMAKE_BUILD_TYPE=Release >/dev/null
ninja -C "$work/build" stemma --quiet
cd "$root"
for story in examples/stories/*/; do
    for command in "annotate --conllu" "annotate" "record --json -"; do
        # shellcheck disable=SC2086
        "$native" $command "$story" >"$work/native"
        # shellcheck disable=SC2086
        qemu-aarch64 "$work/build/stemma" $command "$story" >"$work/arm"
        cmp "$work/native" "$work/arm" || { echo "aarch64: $command $story differs" >&2; exit 1; }
    done
done
echo "aarch64: the same bytes"
