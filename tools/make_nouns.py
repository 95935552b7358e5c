#!/usr/bin/env python3
"""Writes data/nouns.txt: common nouns that name persons, groups, places and vehicles, from WordNet 3.0.

usage: make_nouns.py WORDS > data/nouns.txt     WORDS: words.tsv of train/names_lists.py (frequency ranks)

WordNet: Debian's wordnet-base, files index.noun and data.noun (WordNet licence, Princeton University: free use with
its notice). A noun is taken if its first sense, or most of its tagged uses, are of lexicographer file 18 (person),
14 (group) or 15 (location), or fall under one of the heads below; only words among the 40,000 most frequent.
"""
import sys
from pathlib import Path

FOLDER = Path('/usr/share/wordnet')
UNDER = {'organization': 'o', 'organisation': 'o', 'facility': 'l', 'building': 'l', 'structure': 'l', 'vehicle': 'v', 'craft': 'v',
         'body': 'o', 'geological_formation': 'l', 'body_of_water': 'l', 'geographical_area': 'l', 'housing': 'l'}
FILES = {18: 'p', 14: 'g', 15: 'l'}


def main():
    synsets, index = {}, {}
    for line in open(FOLDER / 'data.noun', encoding='utf-8'):
        if line.startswith(' '):
            continue
        f = line.split(' | ')[0].split()
        n = int(f[3], 16)
        words = [w.lower() for w in f[4:4 + 2 * n:2]]
        p, up, instance = int(f[4 + 2 * n]), [], False
        for i in range(p):
            kind, target = f[5 + 2 * n + 4 * i], f[6 + 2 * n + 4 * i]
            if kind == '@':
                up.append(target)
            instance = instance or kind == '@i'
        synsets[f[0]] = (-1 if instance else int(f[1]), words, up)
    for line in open(FOLDER / 'index.noun', encoding='utf-8'):
        if line.startswith(' '):
            continue
        f = line.split()
        n = int(f[2])
        index[f[0]] = (f[-n:], int(f[-n - 1]))

    def above(s, depth=0):
        out = set(synsets[s][1])
        if depth < 14:
            for u in synsets[s][2]:
                out |= above(u, depth + 1)
        return out

    print('# Common nouns of persons (p), groups (g), organizations (o), places (l), vehicles (v). Made by')
    print('# tools/make_nouns.py from WordNet 3.0 (Princeton University); data/nouns_more.txt goes before it.')
    frequent = [l.split('\t')[0] for l in open(sys.argv[1], encoding='utf-8') if l.split('\t')[1] != '0'][:40000]
    for w in sorted(set(frequent)):
        if w not in index or not w.isascii() or not w.isalpha() or len(w) < 3:
            continue
        senses, tagged = index[w]
        first = senses[0]
        up = above(first)
        kind = FILES.get(synsets[first][0])
        if kind == 'g' or kind is None:
            for head, k in UNDER.items():
                if head in up:
                    kind = k
        if kind == 'g' and not up & {'people', 'social_group', 'gathering'}:
            kind = None
        if kind is None and len(senses) > 1 and synsets[senses[1]][0] == 18 and len(senses) == 2:
            kind = 'p'
        if kind:
            print(w, kind)


main()
