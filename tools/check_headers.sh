#!/bin/sh
# Each public header compiles alone, as C11 and as C++17, without a warning.  usage: check_headers.sh ROOT
set -eu
cd "$1"
for header in include/stemma/*.h; do
    name=${header#include/}
    for compiler in "gcc -std=c11" "clang-14 -std=c11" "g++ -std=c++17" "clang++-14 -std=c++17"; do
        case "$compiler" in *++*) language=c++ ;; *) language=c ;; esac
        printf '#include "%s"\n' "$name" |
            $compiler -x $language -Wall -Wextra -Wpedantic -Werror -Iinclude -fsyntax-only - ||
            { echo "$header does not compile alone with $compiler" >&2; exit 1; }
    done
done
echo "headers: each compiles alone as C and C++"
