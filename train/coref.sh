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
cc -std=c11 -D_POSIX_C_SOURCE=200809L -O2 -Wall -Wextra -I"$root/src" -I"$build/gen" -o "$work/coref_features" \
    "$root/train/coref_features.c" "$build/libstemma.a" \
    $(pkg-config --cflags --libs json-c libutf8proc libxxhash) -lm -lpthread
"$work/coref_features" ${SETS:-"$gap/dev.jsonl" "$gap/validation.jsonl" "$coref/gum-train.jsonl"} > "$work/coref.features"
/usr/bin/python3 "$root/train/coref_fit.py" "$work/coref.features" $HELD_OUT > "$work/coref_weights.h"
