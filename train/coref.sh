#!/bin/sh
# Makes coref_weights.h: train/coref.sh BUILD GAP COREF WORK      train/rebuild.sh calls it
#   BUILD  build folder with libstemma.a     GAP, COREF  folders of the sets
#   WORK   scratch folder that holds the two models; coref_weights.h is written beside them
# SETS: other files instead; HELD_OUT=--held-out: every fifth pronoun is only measured.
set -e
build=$1 gap=$2 coref=$3 work=$4
root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/train/pinned.sh"
export STEMMA_MODELS="$work"
# Pronouns that no set marks are resolved by the ranker itself, so its weights must not be those of the tree: two rounds
# from nothing, the second sees what the first learned.
mkdir -p "$work/weights/extract"
/usr/bin/python3 "$root/train/coref_fit.py" /dev/null > "$work/weights/extract/coref_weights.h"
for round in 1 2; do
    cc -std=c11 -D_POSIX_C_SOURCE=200809L -O2 -Wall -Wextra -I"$work/weights" -I"$root/src" -I"$build/gen" \
        -o "$work/coref_features" "$root/train/coref_features.c" "$root/src/extract/coref_rank.c" "$build/libstemma.a" \
        $(pkg-config --cflags --libs json-c libutf8proc libxxhash) -lm -lpthread
    "$work/coref_features" ${SETS:-"$gap/dev.jsonl" "$gap/validation.jsonl" "$coref/gum-train.jsonl"} > "$work/coref.features"
    /usr/bin/python3 "$root/train/coref_fit.py" "$work/coref.features" $HELD_OUT > "$work/coref_weights.h"
    cp "$work/coref_weights.h" "$work/weights/extract/"
done
