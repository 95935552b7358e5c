#!/bin/sh
# Instructions inside some functions of `stemma annotate -j1`, and of all of it (callgrind, so AVX2 and no AVX-512).
# usage: inside.sh STEMMA FUNCTION[,FUNCTION...] ARTICLE...
# The times and figures alone:
#   inside.sh STEMMA stm_extract_times,stm_extract_figures,stm_resolve_quoted_times,stm_link_figures ARTICLE...
set -eu
stemma=$1 names=$2
shift 2
out=$(mktemp)
trap 'rm -f "$out"' EXIT
count() {
    valgrind --tool=callgrind --callgrind-out-file="$out" "$@" 2>&1 >/dev/null | awk '/Collected/ { print $4 }'
}
toggles=$(echo "$names" | tr ',' '\n' | sed 's/^/--toggle-collect=/')
# shellcheck disable=SC2086 # one argument each
inside=$(count $toggles "$stemma" annotate -j1 "$@")
all=$(count "$stemma" annotate -j1 "$@")
awk -v a="$inside" -v b="$all" 'BEGIN { printf "%15s instructions inside, %15s in all: %.2f %%\n", a, b, 100 * a / b }'
