#!/usr/bin/python3
"""Sets of sentences as flat arrays, which a processor or an accelerator reads at once:

    train/flat.py --vectors VECTORS.json --out SET [--top N] [--dev TREEBANK.conllu]... [--text TEXT.jsonl]... TREEBANK.conllu...

Out: SET.npz.xz, numbers alone: the sentences as numbers of forms, the features of each form as written, in capitals and
in small letters, and the vectors that they use; SET.pt: the names that go with the numbers, and all vectors, for
train/export.py.  Never: reads labels of TEXT; takes a sentence of TEXT that a --dev treebank has too.
Texts are cut into sentences and words by a few expressions, no better; they are only read by networks."""
import argparse
import collections
import io
import json
import lzma
import math
import re

import numpy as np

import treebank as tb

CHANGES = (str, str.upper, str.lower)
WORD = re.compile(r"\w+?(?=n['’]t\b)|n['’]t\b|['’](?:s|re|ve|ll|d|m)\b|(?:[A-Z]\.)+(?=\W|$)|(?:Mr|Mrs|Ms|Dr|St|Gen|Lt|Col|No|vs)\.|"
                  r"\d+(?:[.,:]\d+)*|\w+|\.\.\.|--+|\S")
END = re.compile(r"(?<=[a-z0-9)%\"”’'][.?!])(?:[\"”’')]|'')*\s+(?=[A-Z\"“'‘(])|\n+")


def plain(text):
    """Sentences of 3 to 80 words as of a treebank without labels."""
    for part in END.split(text):
        sentence, at = [], 0
        for m in WORD.finditer(part):
            w = tb.Word()
            w.form, w.space, w.upos, w.xpos, w.deprel, w.head = m[0], m.start() > at or at == 0, None, None, None, 0
            sentence.append(w)
            at = m.end()
        if 3 <= len(sentence) <= 80:
            yield sentence


def load_vectors(path, wanted, top):
    """Rows for the `top` most frequent words and those `wanted` of the rest, as whole numbers of 1/32 standard deviation."""
    with open(path, encoding='utf-8') as f:
        data = json.load(f)
    index, words, rows = {}, [], []
    dims = data['dimensions']
    vectors = data['vectors']
    for i, w in enumerate(data['words']):
        key = tb.lower(w)
        if (i < top or key in wanted) and key not in index and w in vectors:
            index[key] = len(rows)
            words.append(key)
            rows.append(vectors[w][:dims])
    a = np.array(rows, dtype=np.float64)
    mean = math.fsum(a.flat) / a.size  # exact sums: whatever the order in which a processor adds
    a = a / math.sqrt(math.fsum(((a - mean) ** 2).flat) / a.size)
    return words, np.clip(np.rint(a * 32), -127, 127).astype(np.int8)


def sayings(path):
    with open(path, encoding='utf-8') as f:
        for line in f:
            yield from plain(json.loads(line)['text'])


def key_counts(sentences):
    forms = collections.Counter((w.form, w.space) for s in sentences for w in s)
    counts = collections.Counter()
    for (form, space), n in forms.items():
        for k in tb.features(form, space)[1:]:
            counts[k] += n
    return counts


def main():
    p = argparse.ArgumentParser()
    p.add_argument('--vectors', required=True)
    p.add_argument('--out', required=True)
    p.add_argument('--top', type=int, default=135000)
    p.add_argument('--often', type=int, default=20, help='a feature that TEXT has as often as this has weights too')
    p.add_argument('--dev', action='append', default=[])
    p.add_argument('--text', action='append', default=[])
    p.add_argument('treebanks', nargs='+')
    args = p.parse_args()
    sets = {'train': [s for path in args.treebanks for s in tb.read(path)]}
    for i, path in enumerate(args.dev):
        sets['dev%d' % i] = tb.read(path)
    seen = {tuple(w.form for w in s) for name, group in sets.items() for s in group}
    sets['text'] = []
    for path in args.text:
        for s in sayings(path):
            key = tuple(w.form for w in s)
            if key not in seen:
                seen.add(key)
                sets['text'].append(s)

    counts, in_text = key_counts(sets['train']), key_counts(sets['text'])
    kept = {k for k, n in counts.items() if n >= (3 if k[:1] in b'W5' else 2)}
    kept = sorted(kept | {k for k, n in in_text.items() if n >= args.often})
    row_keys = [b'', b'W'] + kept  # row 0: nothing; row 1: unknown word
    words, vectors = load_vectors(args.vectors, {tb.lower(w.form) for s in sets['train'] for w in s}, args.top)
    index = {b'G' + w: i + 1 for i, w in enumerate(words)}
    index.update({k: i + 1 for i, k in enumerate(row_keys[1:])})
    vectors = np.concatenate((np.zeros((1, vectors.shape[1]), np.int8), vectors))
    tag_names = sorted({(w.upos, w.xpos) for s in sets['train'] for w in s})
    rel_names = sorted({w.deprel for s in sets['train'] for w in s})
    tags = {t: i for i, t in enumerate(tag_names)}
    rels = {r: i for i, r in enumerate(rel_names)}

    number = lambda names: np.array([sorted(set(names)).index(n) for n in names], np.int16)
    arrays = {'tag_upos': number([u for u, _ in tag_names]), 'rel_main': number([r.split(':')[0] for r in rel_names]),
              'rows': np.array(len(row_keys))}
    forms = {}
    for name, group in sets.items():
        arrays[name + '.form'] = np.array([forms.setdefault((w.form, w.space), len(forms)) for s in group for w in s], np.int32)
        arrays[name + '.start'] = np.cumsum([0] + [len(s) for s in group]).astype(np.int32)
        if name != 'text':
            arrays[name + '.tag'] = np.array([tags.get((w.upos, w.xpos), 0) for s in group for w in s], np.int16)
            arrays[name + '.head'] = np.array([w.head for s in group for w in s], np.int16)
            arrays[name + '.rel'] = np.array([rels.get(w.deprel, 0) for s in group for w in s], np.int16)
    features = np.zeros((len(CHANGES), len(forms), tb.N_FEATURES), np.int32)
    for (form, space), i in forms.items():
        for v, change in enumerate(CHANGES):
            keys = tb.features(change(form), space)
            features[v, i] = [index.get(k, index[b'W'] if k[:1] == b'W' else 0) for k in keys]
    used = np.unique(np.append(features[:, :, 0], 0))
    at = np.zeros(len(vectors), np.int32)
    at[used] = np.arange(len(used))
    features[:, :, 0] = at[features[:, :, 0]]
    arrays['vectors'] = vectors[used]
    for k in range(tb.N_FEATURES):  # columns are better packed
        arrays['feature%d' % k] = features[:, :, k]
    raw = io.BytesIO()
    np.savez(raw, **arrays)
    with open(args.out + '.npz.xz', 'wb') as f:
        f.write(lzma.compress(raw.getvalue(), preset=2))
    import torch
    torch.save({'vectors': vectors, 'words': words, 'row_keys': row_keys, 'tags': tag_names, 'rels': rel_names}, args.out + '.pt')
    print({n: (len(g), sum(map(len, g))) for n, g in sets.items()}, 'rows', len(row_keys), 'vectors', len(vectors), len(used),
          'forms', len(forms))


if __name__ == '__main__':
    main()
