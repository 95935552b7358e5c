#!/usr/bin/python3
"""Writes the model file of the tagger and parser: train/export.py WEIGHTS.pt SET.pt MODEL WORDNET-DIR TREEBANK.conllu...

In: the weights of train/distill.py, the names that go with its numbers of train/flat.py. The format is that of
src/language/model.h: whole-number weights in blocks of 16 outputs, hash tables of feature keys and lemma keys."""
import argparse
import struct

import numpy as np
import torch

import lemmas
import treebank as tb

BLOCK, MOST = 16, 63


def linear(sections, name, weight, bias):
    """Rows of the weight are outputs. Blocks of 16 outputs, then fours of inputs, then outputs, then the four. Where every
    block lacks some fours, only those of its list, as many for each as the fullest has."""
    w = weight.numpy().astype(np.float64)
    out, inn = w.shape
    pad = -out % BLOCK
    w = np.concatenate((w, np.zeros((pad, inn))))
    b = np.concatenate((bias.numpy(), np.zeros(pad))) if bias is not None else np.zeros(out + pad)
    scale = np.maximum(np.abs(w).max(1), 1e-12) / MOST
    q = np.rint(w / scale[:, None]).astype(np.int8)
    sections.append((name + '.o', (128 * q.astype(np.int32).sum(1)).astype('<i4').tobytes()))
    q = q.reshape(-1, BLOCK, inn // 4, 4).transpose(0, 2, 1, 3)
    there = (w.reshape(-1, BLOCK, inn // 4, 4) != 0).any((1, 3))
    most = there.sum(1).max()
    if most < inn // 4:
        lists = np.sort(np.argsort(~there, 1, kind='stable')[:, :most], 1)
        q = np.take_along_axis(q, lists[:, :, None, None], 1)
        sections.append((name + '.k', lists.astype(np.uint8).tobytes()))
    sections.append((name + '.w', np.ascontiguousarray(q).tobytes()))
    sections.append((name + '.s', scale.astype('<f4').tobytes()))
    sections.append((name + '.b', b.astype('<f4').tobytes()))


def slots(pairs):
    """Open addressing, half full at most: 32 bits of the hash and the value."""
    n = 1
    while n < 2 * len(pairs):
        n *= 2
    check, value = np.zeros(n, np.uint32), np.full(n, 0xffffffff, np.uint32)
    for key, v in pairs:
        h = tb.fnv(key)
        at = h & (n - 1)
        while value[at] != 0xffffffff:
            if check[at] == h >> 32:
                raise ValueError('two keys alike: %r' % key)
            at = (at + 1) & (n - 1)
        check[at], value[at] = h >> 32, v
    return np.stack((check, value), 1).astype('<u4').tobytes()


def main():
    p = argparse.ArgumentParser(description='Writes the model file of the tagger and parser.')
    for name in ('weights', 'set', 'model', 'wordnet'):
        p.add_argument(name)
    p.add_argument('treebanks', nargs='+')
    args = p.parse_args()
    m = torch.load(args.set, weights_only=False)
    saved = torch.load(args.weights, map_location='cpu')
    s, c = saved['state'], saved['config']
    sections = []
    vectors = m['vectors']
    rows = s['rows.weight'].numpy()
    step = np.maximum(np.abs(rows).max(1), 1e-12) / 127
    sections.append(('config', struct.pack('<7I', c['d'], c['layers'], c['arc'], c['rel'], len(rows), len(vectors), vectors.shape[1])))
    sections.append(('tags', ''.join('%s %s\n' % t for t in m['tags']).encode()))
    sections.append(('rels', ''.join(r + '\n' for r in m['rels']).encode()))
    keys = [(b'G' + w, i + 1) for i, w in enumerate(m['words'])] + [(k, i) for i, k in enumerate(m['row_keys']) if i > 0]
    sections.append(('index', slots(keys)))
    sections.append(('rows.q', np.rint(rows / step[:, None]).astype(np.int8).tobytes()))
    sections.append(('rows.s', step.astype('<f4').tobytes()))
    sections.append(('vectors', vectors.astype(np.int8).tobytes()))
    linear(sections, 'project', s['project.weight'], s['project.bias'])
    for i in range(c['layers']):
        p = 'layers.%d.' % i
        linear(sections, 'layer%d' % i, s[p + 'w.weight'], None)
        gates = torch.stack((s[p + 'bias'][0], s[p + 'bias'][1], s[p + 'peep'][0], s[p + 'peep'][1]))
        sections.append(('gates%d' % i, gates.reshape(4, -1).numpy().astype('<f4').tobytes()))
    linear(sections, 'tag', s['tag.weight'], s['tag.bias'])
    linear(sections, 'arcs', s['arc.weight'], s['arc.bias'])
    linear(sections, 'pair', s['pair.weight'], None)
    linear(sections, 'rels_in', s['rel.weight'], s['rel.bias'])
    linear(sections, 'rel_out', s['rel_out.weight'], s['rel_out.bias'])
    for name in ('root', 'head_bias', 'root_rel'):
        sections.append((name, s[name].numpy().astype('<f4').tobytes()))
    table = lemmas.learn([x for path in args.treebanks for x in tb.read(path)], args.wordnet)
    text, at, pairs = b'', {}, []
    for k, v in sorted(table.items()):
        if v not in at:
            at[v] = len(text)
            text += v + b'\0'
        pairs.append((k, at[v]))
    sections += [('lemmas', slots(pairs)), ('lemma_text', text)]
    head = b'stmparse' + struct.pack('<II', 3, len(sections))
    offset = (len(head) + 32 * len(sections) + 63) // 64 * 64
    body = b''
    for name, data in sections:
        head += struct.pack('<16sQQ', name.encode(), offset + len(body), len(data))
        body += data + b'\0' * (-len(data) % 64)
    head += b'\0' * (offset - len(head))
    with open(args.model, 'wb') as f:
        f.write(head + body)
    for name, data in sections:
        print('%-12s %9d' % (name, len(data)))
    print('%d lemma keys, %d bytes' % (len(pairs), len(head) + len(body)))


if __name__ == '__main__':
    main()
