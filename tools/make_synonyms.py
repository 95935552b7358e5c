#!/usr/bin/env python3
"""Writes data/synonyms.txt and data/antonyms.txt from the WordNet 3.0 database files (Debian package wordnet-base).

  make_synonyms.py [WORDNET_DIR] VOCABULARY...      VOCABULARY: CoNLL-U files; only their lemmas are kept

A line of synonyms.txt: words of one synset, each in one of its commonest senses, or a word and what is derived from it.
A line of antonyms.txt: two opposites. Multi-word verbs are written with "_"."""
import collections, os, sys

POS = {'noun': 3, 'verb': 4, 'adj': 2}  # how many of a word's senses count, by part of speech


def read(folder):
    synsets, rank = {}, {}
    for pos in POS:
        for line in open(os.path.join(folder, 'data.' + pos)):
            if line.startswith('  '):
                continue
            f = line.split('|')[0].split()
            n = int(f[3], 16)
            words = [f[4 + 2 * i].split('(')[0].lower() for i in range(n)]
            p = 4 + 2 * n
            links = [tuple(f[p + 1 + 4 * i: p + 5 + 4 * i]) for i in range(int(f[p]))]
            synsets[pos[0], f[0]] = words, links
        for line in open(os.path.join(folder, 'index.' + pos)):
            if not line.startswith('  '):
                f = line.split()
                n = int(f[2])
                for r, off in enumerate(f[-n:]):
                    rank[f[0], pos[0], off] = r
    return synsets, rank


def main(argv):
    folder = argv.pop(0) if argv and os.path.isdir(argv[0]) else '/usr/share/wordnet'
    known = collections.Counter(l.split('\t')[2].lower() for f in argv for l in open(f) if l.count('\t') == 9)
    synsets, rank = read(folder)
    limit = {k[0]: v for k, v in POS.items()}

    def keep(w, pos, off):
        parts = w.split('_')
        common = all(known[x] >= 1 for x in parts) if len(parts) == 2 and pos == 'v' else len(parts) == 1 and known[w] >= 1
        return common and rank.get((w, pos, off), 99) < limit[pos]
    same, opposite = set(), set()
    for (pos, off), (words, links) in synsets.items():
        ws = sorted({w for w in words if keep(w, pos, off)})
        if len(ws) > 1:
            same.add(' '.join(ws))
        for sym, other, opos, ends in links:
            a, b = int(ends[:2], 16), int(ends[2:], 16)
            opos = 'a' if opos == 's' else opos
            if sym not in '+!' or not a or (opos, other) not in synsets:
                continue
            x, y = words[a - 1], synsets[opos, other][0][b - 1]
            if keep(x, pos, off) and keep(y, opos, other) and x != y:
                (same if sym == '+' else opposite).add(' '.join(sorted((x, y))))
    notice = '# WordNet 3.0, Copyright 2006 by Princeton University; its licence allows use, change and distribution with this notice.\n'
    for name, lines, head in (('synonyms', same, '# Words that can stand for one another: one synset or one derivation a line.\n'),
                              ('antonyms', opposite, '# Opposites, two a line.\n')):
        with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'data', name + '.txt'), 'w') as out:
            out.write(head + notice + '# Made by tools/make_synonyms.py; kept are lemmas of the training parts of UD English EWT and GUM.\n')
            out.write('\n'.join(sorted(lines)) + '\n')


main(sys.argv[1:])
