#!/usr/bin/env python3
"""Writes a set of marked names again in capitals or in lower case, to measure what the tagger loses.

usage: recase_names.py upper|lower FILE.jsonl > OUT      ASCII letters only, so that the offsets stay."""
import json, sys

for line in open(sys.argv[2], encoding='utf-8'):
    d = json.loads(line)
    d['text'] = ''.join((c.upper() if sys.argv[1] == 'upper' else c.lower()) if c.isascii() else c for c in d['text'])
    print(json.dumps(d, ensure_ascii=False))
