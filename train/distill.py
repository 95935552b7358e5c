#!/usr/bin/python3
"""Trains the network that the program runs on what larger ones say:

    train/distill.py SET LABELS.npz --out WEIGHTS.pt [--d N] [--fours N] [--epochs N] ...

In: the sets of train/flat.py, the labels of train/teach.py.  Out: weights for train/export.py.  Never: reads a label of the
development sets but to score them.
Sentences of treebanks have the labels of the treebank and those of the teachers, half and half, and come twice in an epoch;
texts have those of the teachers alone. Every output of the layers behind the first and of the maps to tags, arcs and
relations keeps the weights of N fours of inputs, those with the greatest squares, the same for each sixteen outputs that lie
together; the others go to zero bit by bit while a tenth to a half of the run goes by. src/language/kernels.h uses it.
Method: Zhu & Gupta 2017, "To prune, or not to prune"; Hinton et al. 2015, "Distilling the Knowledge in a Neural Network"."""
import argparse

import numpy as np
import torch

import networks as nw

BLOCK = 16


class Thin:
    """Which fours of inputs each output of the matrices keeps."""

    def __init__(self, net, fours, names):
        self.matrices = [net.get_parameter(k + '.weight') for k in names]
        self.masks = [torch.ones_like(w) for w in self.matrices]
        self.share = fours * 4 / net.c['d']

    def choose(self, part):
        """`part` of the way to the end."""
        for w, mask in zip(self.matrices, self.masks):
            rows = w.size(0) // BLOCK * BLOCK  # outputs beyond the last whole block go with it
            squares = (w.data[:rows].view(rows // BLOCK, BLOCK, -1, 4) ** 2).sum((1, 3))
            if rows < w.size(0):
                rest = (w.data[rows:].view(w.size(0) - rows, -1, 4) ** 2).sum((0, 2))
                squares = torch.cat((squares, rest[None]))
            gone = round(part * (1 - self.share) * squares.size(1))
            if gone > 0:
                most = squares.kthvalue(gone, 1, keepdim=True)[0]
                mask.copy_((squares > most).float().repeat_interleave(4, 1).repeat_interleave(BLOCK, 0)[:w.size(0)])

    def apply(self):
        for w, mask in zip(self.matrices, self.masks):
            w.data.mul_(mask)


def labelled(part, labels, name, share):
    """Makes `share` of the labels the teachers'; the first of each word stays the treebank's own if there is one."""
    new = []
    for k, kind in enumerate(('tag', 'head', 'rel')):
        ids = torch.tensor(labels['%s.%s.ids' % (name, kind)].astype(np.int16), device=part.form.device)
        p = torch.tensor(labels['%s.%s.p' % (name, kind)], device=part.form.device).float()
        p = p / p.sum(1, keepdim=True)
        if part.labels is not None:
            ids = torch.cat((part.labels[k][0], ids), 1)
            p = torch.cat((torch.full_like(p[:, :1], 1 - share), p * share), 1)
        new.append((ids, p.half()))
    part.labels = new


def main():
    p = argparse.ArgumentParser()
    p.add_argument('set')
    p.add_argument('labels')
    p.add_argument('--out', required=True)
    nw.options(p, d=192, layers=3, arc=96, rel=96, fours=24, drop=.15, rate=3e-3, batch=2500, epochs=20)
    args = p.parse_args()
    device = nw.begin(args)
    sets = nw.Sets(args.set, device)
    labels = np.load(args.labels)
    labelled(sets.parts['train'], labels, 'train', .5)
    labelled(sets.parts['text'], labels, 'text', 1)
    c = {'cell': 'sru', 'd': args.d, 'layers': args.layers, 'arc': args.arc, 'rel': args.rel, 'biaffine': False,
         'drop': args.drop, 'tags': len(sets.upos), 'rels': len(sets.main)}
    net = nw.Net(c, sets.rows, sets.vectors).to(device)
    print(c, flush=True)
    thin = Thin(net, args.fours, ['layers.%d.w' % i for i in range(1, args.layers)] + ['tag', 'arc', 'rel'])

    def each_step(step, way):
        if step % 40 == 0 and way > .1:
            thin.choose(1 - (1 - min(1, (way - .1) / .4)) ** 3)
        thin.apply()

    training = nw.Training(net, sets, args)
    training.run([(sets.parts['train'], 2), (sets.parts['text'], 1)],
                 lambda n: n % 4 == 1 and print(nw.evaluate(net, sets), flush=True), each_step)
    thin.choose(1)
    thin.apply()
    torch.save({'config': c, 'state': nw.state_of(net)}, args.out)
    print('scores', nw.evaluate(net, sets), flush=True)


if __name__ == '__main__':
    main()
