#!/usr/bin/env python3
"""Makes training material for the name tagger of the GAP snippets, whose persons are marked in part.

usage: names_gap.py STEMMA GAP.jsonl... > OUT

GAP marks two persons a text. The other names are those that the program finds; a name that touches a marked one gives
way, and the marked words count as a person everywhere in the text (self-training with partial labels)."""
import json, re, subprocess, sys, tempfile


def main():
    docs = [json.loads(l) for p in sys.argv[2:] for l in open(p, encoding='utf-8')]
    with tempfile.NamedTemporaryFile('w', suffix='.jsonl', encoding='utf-8') as f:
        for d in docs:
            f.write(json.dumps({'id': d['id'], 'text': d['text']}) + '\n')
        f.flush()
        out = subprocess.run([sys.argv[1], 'annotate', f.name], capture_output=True, check=True).stdout.decode()
    got = {o['id']: o for o in map(json.loads, out.splitlines())}
    for d in docs:
        b = d['text'].encode()
        names = {}
        for x in (d['a'], d['b']):
            word = b[x['start']:x['end']]
            for m in re.finditer(rb'(?<!\w)' + re.escape(word) + rb'(?!\w)', b):
                names[m.start(), m.end()] = ('person', 'PER')
        marked = list(names)
        for e in got[d['id']]['entities']:
            for m in e['mentions']:
                at = (m['start'], m['end'])
                if m['form'] != 'name' or e['kind'] == 'group':
                    kind = (None, 'MISC') if m['form'] == 'name' else None
                else:
                    kind = (e['kind'], e['kind']) if e['kind'] != 'other' else (None, 'MISC')
                if kind is None:
                    continue
                hit = [a for a in marked if a[0] < at[1] and at[0] < a[1]]
                if kind[0] == 'person' and len(hit) == 1 and at[0] <= hit[0][0] and hit[0][1] <= at[1]:
                    names.pop(hit[0], None)  # "Ann Roe" around a marked "Roe"
                    names[at] = kind
                elif not hit:
                    names[at] = kind
        print(json.dumps({'id': d['id'], 'text': d['text'], 'names': [
            {'start': s, 'end': e, 'kind': k[0], 'label': k[1]} for (s, e), k in sorted(names.items())]}, ensure_ascii=False))


main()
