#!/usr/bin/env python3
"""Words per second of `stemma annotate` and of a spaCy pipeline of the shape of en_core_web_sm, in turn, one thread each.

usage: words.py --stemma build/stemma CORPUS.jsonl [--rounds 3]      needs spaCy 3

Processor time: of stemma the whole process, from its start; of spaCy only the texts, not its start. The pipeline is built
here with en_core_web_sm's components and sizes (shared tok2vec of width 96 and depth 4; tagger; parser; names with a tok2vec
of their own) and untrained weights, on which the speed hardly depends; attribute_ruler and lemmatizer, which only cost
time, are left out. Words are parted by white space."""
import argparse
import json
import os
import resource
import statistics
import subprocess
import time

for name in ('OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS', 'BLIS_NUM_THREADS', 'MKL_NUM_THREADS'):
    os.environ[name] = '1'

import spacy  # noqa: E402  after the threads are set
from spacy.tokens import Doc, Span  # noqa: E402
from spacy.training import Example  # noqa: E402


def tok2vec(width):
    return {'@architectures': 'spacy.HashEmbedCNN.v2', 'pretrained_vectors': None, 'width': width, 'depth': 4, 'embed_size': 2000,
            'window_size': 1, 'maxout_pieces': 3, 'subword_features': True}


def parser(kind, source):
    return {'@architectures': 'spacy.TransitionBasedParser.v2', 'state_type': kind, 'extra_state_tokens': False, 'hidden_width': 64,
            'maxout_pieces': 2, 'use_upper': True, 'nO': None, 'tok2vec': source}


def pipeline():
    nlp = spacy.blank('en')
    listener = {'@architectures': 'spacy.Tok2VecListener.v1', 'width': 96, 'upstream': 'tok2vec'}
    nlp.add_pipe('tok2vec', config={'model': tok2vec(96)})
    nlp.add_pipe('tagger', config={'model': {'@architectures': 'spacy.Tagger.v2', 'nO': None, 'tok2vec': listener}})
    nlp.add_pipe('parser', config={'model': parser('parser', listener)})
    nlp.add_pipe('ner', config={'model': parser('ner', tok2vec(96))})
    examples = []
    for i in range(50):  # as many labels as en_core_web_sm has: 50 tags, 45 relations, 18 kinds of names
        doc = Doc(nlp.vocab, words=['a', 'b', 'c', 'd'], tags=['T%d' % i] * 4, heads=[1, 1, 1, 1],
                  deps=['r%d' % (i % 45), 'ROOT', 'r%d' % (i % 45), 'r%d' % (i % 44)])
        doc.ents = [Span(doc, 2, 4, 'K%d' % (i % 18))]
        examples.append(Example(Doc(nlp.vocab, words=['a', 'b', 'c', 'd']), doc))
    nlp.initialize(lambda: examples)
    return nlp


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('--stemma', required=True)
    ap.add_argument('corpus')
    ap.add_argument('--rounds', type=int, default=3)
    args = ap.parse_args()
    texts = [json.loads(line)['text'] for line in open(args.corpus, encoding='utf-8')]
    words = sum(len(t.split()) for t in texts)
    nlp = pipeline()
    ours, theirs = [], []
    for _ in range(args.rounds):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([args.stemma, 'annotate', '-q', '-j', '1', args.corpus], stdout=subprocess.DEVNULL, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        ours.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        start = time.process_time()
        for _ in nlp.pipe(texts, batch_size=64):
            pass
        theirs.append(time.process_time() - start)
    a, b = statistics.median(ours), statistics.median(theirs)
    print('%d words; stemma %.2f s = %d words/s; spaCy %s %.2f s = %d words/s; ratio %.1f' %
          (words, a, words / a, spacy.__version__, b, words / b, b / a))


if __name__ == '__main__':
    main()
