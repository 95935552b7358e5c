#!/bin/sh
# Rebuilds models/names.bin: train/names.sh BUILD PACKAGES SETS WORK
#   BUILD     build folder with libstemma.a          PACKAGES  unpacked packages, see names_lists.py
#   SETS      folder of the name sets                WORK      scratch folder
# PYTHON names an interpreter that has numpy and pyarrow.
set -e
build=$1 packages=$2 sets=$3 work=$4
root=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "$work"
[ -s "$work/made.jsonl" ] && [ -z "$FRESH" ] || python3 "$root/train/names_made.py" "$packages" 2500 > "$work/made.jsonl"
[ -s "$work/phrases.tsv" ] && [ -z "$FRESH" ] || "${PYTHON:-python3}" "$root/train/names_lists.py" "$packages" "$work"
cc -std=c11 -D_POSIX_C_SOURCE=200809L -O3 -march=x86-64-v2 -Wall -Wextra -I"$root/src" -o "$work/names_train" \
    "$root/train/names_train.c" "$build/libstemma.a" \
    $(pkg-config --cflags --libs json-c libutf8proc libxxhash) -lm
"$work/names_train" "${OUT:-$root/models/names.bin}" "$work" \
    "$sets/wikigold-train.jsonl:1" "$sets/uner-ewt-train.jsonl:1" "$sets/gum-train.jsonl:1" \
    "$work/made.jsonl:0.5" \
    "$sets/btc-train.jsonl:0.4" "$sets/wnut17-train.jsonl:0.3"
