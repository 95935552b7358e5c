#!/bin/sh
# Installs what the tests need, builds and runs them.
#   check.sh         everything: gcc and clang, ASan and UBSan, TSan, fuzz-corpus replay, layers, format, headers (medium tier)
#   check.sh quick   one gcc build and the quick tests
set -eu
cd "$(dirname "$0")"
tier=${1:-medium}
jobs=$(nproc)
sh tools/install-packages.sh test

build() { # folder, then options for cmake
    folder=$1
    shift
    echo "== build $folder $*"
    cmake -G Ninja -S . -B "$folder" "$@" >/dev/null
    ninja -C "$folder" --quiet
}

build build-gcc -DCMAKE_C_COMPILER=gcc -DCMAKE_BUILD_TYPE=Release
if [ "$tier" = quick ]; then
    exec ctest --test-dir build-gcc -j "$jobs" --output-on-failure -LE medium
fi
ctest --test-dir build-gcc -j "$jobs" --output-on-failure

build build-asan -DCMAKE_C_COMPILER=clang-14 -DCMAKE_BUILD_TYPE=Debug -DCMAKE_C_FLAGS_DEBUG="-O1 -g" \
    -DSTM_SANITIZE=address,undefined -DSTM_ARENA_DEBUG=ON
ctest --test-dir build-asan -j "$jobs" --output-on-failure -LE "once|medium"

build build-tsan -DCMAKE_C_COMPILER=gcc -DCMAKE_BUILD_TYPE=Debug -DCMAKE_C_FLAGS_DEBUG="-O1 -g" -DSTM_SANITIZE=thread
ctest --test-dir build-tsan -j "$jobs" --output-on-failure -L threads
