#!/usr/bin/env python3
"""Makes training material for the name tagger of the GAP snippets, whose persons are marked in part.

usage: names_gap.py NAMES.jsonl GAP.jsonl... > OUT      NAMES.jsonl: what names_mark found in the same files

GAP marks two persons a text. The other names are those that the tagger finds; a name that touches a marked one gives
way, and the marked words count as a person everywhere in the text (self-training with partial labels)."""
import json
import re
import sys


def main():
    docs = [json.loads(l) for p in sys.argv[2:] for l in open(p, encoding='utf-8')]
    got = {o['id']: o for o in map(json.loads, open(sys.argv[1], encoding='utf-8'))}
    for d in docs:
        b = d['text'].encode()
        names = {}
        for x in (d['a'], d['b']):
            word = b[x['start']:x['end']]
            for m in re.finditer(rb'(?<!\w)' + re.escape(word) + rb'(?!\w)', b):
                names[m.start(), m.end()] = 'person'
        marked = list(names)
        for m in got[d['id']]['names']:
            at = (m['start'], m['end'])
            hit = [a for a in marked if a[0] < at[1] and at[0] < a[1]]
            if m['kind'] == 'person' and len(hit) == 1 and at[0] <= hit[0][0] and hit[0][1] <= at[1]:
                names.pop(hit[0], None)  # "Ann Roe" around a marked "Roe"
                names[at] = 'person'
            elif not hit:
                names[at] = m['kind']
        print(json.dumps({'id': d['id'], 'text': d['text'], 'names': [
            {'start': s, 'end': e, 'kind': k, 'label': k or 'MISC'} for (s, e), k in sorted(names.items())]}, ensure_ascii=False))


main()
