#!/usr/bin/python3
"""Writes free English texts without labels as lines of JSON, {"text": ...}: train/texts.py FOLDER > TEXTS.jsonl

In: the files of FOLDER that train/packages.sha256 names: wikinews_2019.csv, wikinews_2020.csv (Wikinews, CC BY 2.5);
validation.tsv, tune.tsv, test.tsv of WikiSplit (Wikipedia, CC BY-SA 4.0); xquad.en.json (Wikipedia, CC BY-SA 4.0);
state_union.zip of NLTK (addresses since 1961, public domain).  Never: reads a label of them."""
import argparse
import csv
import json
import os
import re
import zipfile


def joined(s):
    """A text whose words and marks stand apart, as it is printed."""
    first, *rest = re.sub("''", '"', s.replace(" '' ", ' " ').strip()).split('"')
    s = first
    for i, part in enumerate(rest):  # marks of quotations open and close in turn
        s = s.rstrip() + (' "' + part.lstrip() if i % 2 == 0 else '"' + part)
    s = re.sub(r" ([.,;:?!%)\]])", r"\1", s)
    s = re.sub(r"([(\[$£]) ", r"\1", s)
    s = re.sub(r" (n't|'(?:s|re|ve|ll|d|m))\b", r"\1", s)
    return re.sub(r"(\d) (,\d{3})", r"\1\2", s).strip()


def texts(folder):
    path = lambda name: os.path.join(folder, name)
    for name in ('wikinews_2019.csv', 'wikinews_2020.csv'):
        with open(path(name), encoding='utf-8', newline='') as f:
            for row in csv.DictReader(f):
                yield row['text']
    seen = set()
    for name in ('validation.tsv', 'tune.tsv', 'test.tsv'):
        with open(path(name), encoding='utf-8', newline='\n') as f:
            for line in f:
                for s in re.split(r'\t|<::::>', line.rstrip('\n')):
                    s = joined(s)
                    if s and s not in seen:
                        seen.add(s)
                        yield s
    with open(path('xquad.en.json'), encoding='utf-8') as f:
        for article in json.load(f)['data']:
            for paragraph in article['paragraphs']:
                yield paragraph['context']
    with zipfile.ZipFile(path('state_union.zip')) as z:
        for name in z.namelist():
            year = re.search(r'/(\d{4})-.*\.txt$', name)
            if year and int(year[1]) >= 1961:
                text = z.read(name).decode('latin1').replace('\r', '').replace(' \n', '\n')
                yield re.sub(r'(?<!\n)\n(?!\n)', ' ', re.sub(r'\(Applause\.?\)', '', text))


def main():
    p = argparse.ArgumentParser(description='Writes free English texts without labels as lines of JSON.')
    p.add_argument('folder', help='of the files that train/packages.sha256 names')
    for text in texts(p.parse_args().folder):
        print(json.dumps({'text': text}))


if __name__ == '__main__':
    main()
