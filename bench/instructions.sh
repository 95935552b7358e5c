#!/bin/sh
# Instructions of each stage on the given articles (valgrind --tool=callgrind).  usage: instructions.sh STEMMA ARTICLE...
set -eu
stemma=$1
shift
out=$(mktemp)
trap 'rm -f "$out"' EXIT
for stage in articles annotate reuse record; do
    valgrind --tool=callgrind --callgrind-out-file="$out" "$stemma" "$stage" "$@" 2>&1 >/dev/null |
        awk -v stage="$stage" '/Collected/ { printf "%-10s %15s instructions\n", stage, $4 }'
done
