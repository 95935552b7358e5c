#!/bin/sh
# Every C file as .clang-format wants it.  usage: check_format.sh ROOT [--fix]
set -eu
cd "$1"
files=$(find src include tests fuzz bench examples tools train -name '*.[ch]' 2>/dev/null | sort)
if [ "${2:-}" = --fix ]; then
    # shellcheck disable=SC2086  # a list of words
    exec clang-format-14 -i $files
fi
# shellcheck disable=SC2086
exec clang-format-14 --dry-run --Werror $files
