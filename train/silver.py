#!/usr/bin/python3
"""Labels text with the mean of several trained networks: train/silver.py OUT.npz TEXT.conllu WEIGHTS.pt...

TEXT.conllu is what `stemma annotate --conllu` gives for unlabelled text; only its words and spaces are read. Out: for
every word the four most likely tags, heads, and relations to the likeliest head, with their probabilities. A network
learns from such labels what its teachers know of words that the treebanks lack (Hinton et al. 2015)."""
import sys

import numpy as np
import torch

import parser as pr
import treebank as tb

TOP = 4


def top(p):
    v, i = p.topk(TOP, -1)
    return i.to(torch.int16).numpy(), v.to(torch.float16).numpy()


def main():
    out, text, paths = sys.argv[1], sys.argv[2], sys.argv[3:]
    torch.set_num_threads(1)
    teachers = []
    for p in paths:
        m = torch.load(p)
        net = pr.Net(m['config'], len(m['row_keys']), m['vectors'])
        net.load_state_dict(m['state'], strict=False)
        net.eval()
        index = {b'G' + w: i + 1 for i, w in enumerate(m['words'])}
        index.update({k: i + 1 for i, k in enumerate(m['row_keys'][1:])})
        teachers.append((net, index, m))
    tags, rels = teachers[0][2]['tags'], teachers[0][2]['rels']
    assert all(t[2]['tags'] == tags and t[2]['rels'] == rels for t in teachers)
    sentences = [s for s in tb.read(text) if 3 <= len(s) <= 80]
    datas = [pr.Data(sentences, index, {}, {}, versions=1) for _, index, _ in teachers]
    labels = [None] * len(sentences)
    order = sorted(range(len(sentences)), key=lambda i: len(sentences[i]))
    at = 0
    with torch.no_grad():
        while at < len(order):
            n = max(1, 4000 // len(sentences[order[min(at + 60, len(order) - 1)]]))
            group = order[at:at + n]
            at += n
            tag = arc = rel = 0
            states = []
            for (net, _, _), data in zip(teachers, datas):
                vec, rows, mask = data.pad(group, None)[:3]
                t, a, rd, rh = net(vec, rows, mask)
                tag = tag + t.transpose(0, 1).softmax(2)
                arc = arc + a.softmax(2)
                states.append((net, rd, rh))
            heads = arc.argmax(2)
            for net, rd, rh in states:
                rel = rel + net.relations(rd, rh, heads).softmax(2)
            k = len(teachers)
            arc = torch.nn.functional.pad(arc, (0, max(0, TOP - arc.size(2))))
            packed = [top(tag / k), top(arc / k), top(rel / k)]
            for b, i in enumerate(group):
                w = len(sentences[i])
                labels[i] = [x[b, :w] for pair in packed for x in pair]
    sizes = np.array([len(s) for s in sentences])
    forms = '\n'.join(w.form.replace('\n', ' ') + ('' if w.space else '\t') for s in sentences for w in s)
    np.savez(out, sizes=sizes, forms=np.frombuffer(forms.encode(), np.uint8),
             **{name: np.concatenate([x[j] for x in labels])
                for j, name in enumerate(('tag_id', 'tag_p', 'head_id', 'head_p', 'rel_id', 'rel_p'))})
    print(len(sentences), 'sentences', sizes.sum(), 'words')


if __name__ == '__main__':
    main()
