#!/bin/sh
# Rebuilds models/names.bin: train/names.sh BUILD PACKAGES SETS GAP WORK
#   BUILD     build folder with stemma and libstemma.a    PACKAGES  unpacked packages, see names_lists.py
#   SETS      folder of the name sets                     GAP       folder of the GAP sets
#   WORK      scratch folder
# PYTHON names an interpreter that has numpy and pyarrow. Two rounds: the model of the first marks the GAP snippets.
set -e
build=$1 packages=$2 sets=$3 gap=$4 work=$5
root=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "$work/first"
python3 "$root/train/names_made.py" "$packages" 4000 > "$work/made.jsonl"
"${PYTHON:-python3}" "$root/train/names_lists.py" "$packages" "$work"
cc -std=c11 -D_POSIX_C_SOURCE=200809L -O3 -march=x86-64-v2 -Wall -Wextra -I"$root/src" -o "$work/names_train" \
    "$root/train/names_train.c" "$build/libstemma.a" \
    $(pkg-config --cflags --libs json-c libutf8proc libxxhash) -lm
train() {
    "$work/names_train" "$@" "$sets/wikigold-train.jsonl:1" "$sets/uner-ewt-train.jsonl:1" "$sets/gum-train.jsonl:1" \
        "$work/made.jsonl:0.5" "$sets/btc-train.jsonl:0.4" "$sets/wnut17-train.jsonl:0.3"
}
train "$work/first/names.bin" "$work"
cp "$root/models/parser-en.model" "$work/first/"
STEMMA_MODELS="$work/first" python3 "$root/train/names_gap.py" "$build/stemma" "$gap/dev.jsonl" "$gap/validation.jsonl" \
    > "$work/gap.jsonl"
train "${OUT:-$root/models/names.bin}" "$work" "$work/gap.jsonl:0.4"
