#!/bin/sh
# Makes names.bin: train/names.sh BUILD PACKAGES NAMES GAP WORK      train/rebuild.sh calls it
#   BUILD     build folder with libstemma.a               PACKAGES  unpacked packages, see names_lists.py
#   NAMES     folder of the name sets                     GAP       folder of the GAP sets
#   WORK      scratch folder that holds parser-en.model; names.bin is written beside it
# Two rounds: the tagger of the first marks the GAP snippets for the second.
set -e
build=$1 packages=$2 sets=$3 gap=$4 work=$5
root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/train/pinned.sh"
export STEMMA_MODELS="$work"
compile() {
    cc -std=c11 -D_POSIX_C_SOURCE=200809L -O3 -march=x86-64-v2 -Wall -Wextra -I"$root/src" -I"$build/gen" -o "$work/$1" \
        "$root/train/$1.c" "$build/libstemma.a" $(pkg-config --cflags --libs json-c libutf8proc libxxhash) -lm -lpthread
}
compile names_train
compile names_mark
/usr/bin/python3 "$root/train/names_made.py" "$packages" 4000 > "$work/made.jsonl"
/usr/bin/python3 "$root/train/names_lists.py" "$packages" "$work"
train() {
    "$work/names_train" "$work/names.bin" "$work" "$sets/wikigold-train.jsonl:1" "$sets/uner-ewt-train.jsonl:1" \
        "$sets/gum-train.jsonl:1" "$work/made.jsonl:0.5" "$sets/btc-train.jsonl:0.4" "$sets/wnut17-train.jsonl:0.3" "$@"
}
train
"$work/names_mark" "$gap/dev.jsonl" "$gap/validation.jsonl" > "$work/gap.names"
/usr/bin/python3 "$root/train/names_gap.py" "$work/gap.names" "$gap/dev.jsonl" "$gap/validation.jsonl" > "$work/gap.jsonl"
train "$work/gap.jsonl:0.4"
