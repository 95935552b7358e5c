#!/bin/sh
# Installs into an empty folder; a program built with pkg-config against that copy alone runs, and so does the installed
# stemma.  usage: check_install.sh ROOT BUILD
set -eu
root=$1
build=$2
prefix=$(mktemp -d)
trap 'rm -rf "$prefix"' EXIT
cmake --install "$build" --prefix "$prefix" >/dev/null
PKG_CONFIG_PATH=$(dirname "$(find "$prefix" -name stemma.pc)")
export PKG_CONFIG_PATH
sed -i "s|^prefix=.*|prefix=$prefix|" "$PKG_CONFIG_PATH/stemma.pc"
libdir=$(pkg-config --variable=libdir stemma)
# shellcheck disable=SC2046  # options are words
gcc -std=c11 -Wall -Wextra -Werror "$root/examples/library/shared_text.c" -o "$prefix/program" \
    $(pkg-config --cflags --libs stemma) -Wl,-rpath,"$libdir"
"$prefix/program" | grep -q 'first and second' || { echo "the installed library finds no shared text" >&2; exit 1; }
[ -n "$(ls "$prefix"/share/stemma/models/)" ] || { echo "no models were installed" >&2; exit 1; }
"$prefix/bin/stemma" annotate --tokens "$root/examples/stories/ferry/islander.txt" | grep -q '"deprel": "nsubj"' ||
    { echo "the installed program does not parse" >&2; exit 1; }
echo "install: the installed library and program work"
