#!/usr/bin/python3
"""Trains large networks, and has several of them label sentences for a small one:

    train/teach.py train SET --out TEACHER.pt [--cell lstm|sru] [--d N] [--layers N] [--epochs N] [--seed N]
    train/teach.py label SET --out LABELS.npz TEACHER.pt...

In: the sets of train/flat.py.  Out: LABELS.npz: of each word of `train` and `text` the four likeliest tags, heads and
relations by the mean of the teachers' probabilities. Relations are those to the head of the treebank where there is one,
else to the likeliest head. On an accelerator the numbers differ from run to run in their last digits."""
import argparse

import numpy as np
import torch

import networks as nw


def train(args):
    device = nw.begin(args)
    sets = nw.Sets(args.set, device)
    c = {'cell': args.cell, 'd': args.d, 'layers': args.layers, 'arc': args.arc, 'rel': args.rel, 'biaffine': True,
         'drop': args.drop, 'tags': len(sets.upos), 'rels': len(sets.main)}
    net = nw.Net(c, sets.rows, sets.vectors).to(device)
    print(c, flush=True)
    training = nw.Training(net, sets, args)
    training.run([(sets.parts['train'], 1)], lambda n: n % 10 == 5 and print(nw.evaluate(net, sets), flush=True))
    torch.save({'config': c, 'state': nw.state_of(net)}, args.out)
    print('scores', nw.evaluate(net, sets), flush=True)


def likeliest(total):
    p, ids = total.topk(min(nw.N_LABELS, total.size(2)), 2)
    return ids, p / p.sum(2, keepdim=True)


def label(args):
    args.seed = 1
    device = nw.begin(args)
    sets = nw.Sets(args.set, device)
    nets = []
    for path in args.teachers:
        saved = torch.load(path, map_location='cpu')
        net = nw.Net(saved['config'], sets.rows, sets.vectors)
        net.load_state_dict(saved['state'], strict=False)
        nets.append(net.to(device).eval())
    out = {}
    with torch.no_grad():
        for name, part in sorted(sets.parts.items()):
            n, good = len(part.form), torch.zeros(4, device=device)
            made = [(torch.zeros(n, nw.N_LABELS, dtype=torch.uint8, device=device),
                     torch.zeros(n, nw.N_LABELS, device=device)) for _ in range(3)]
            for t, starts in part.groups(args.batch):
                features, at = sets.features_of(part, t, starts)
                each = [net(features) for net in nets]
                tags, arcs = (sum(torch.softmax(e[i], 2) for e in each) for i in (0, 1))
                heads = arcs.argmax(2) if name != 'train' else part.labels[1][0][:, 0].long()[at]
                rels = sum(torch.softmax(net.relations(e[2], e[3], heads), 2) for net, e in zip(nets, each))
                for (ids, p), (top, q) in zip(made, map(likeliest, (tags, arcs, rels))):
                    k = top.size(2)
                    ids[at, :k], p[at, :k] = top.to(torch.uint8), q
                if part.labels is not None:
                    good += nw.right_of(sets, part, at, tags.argmax(2), heads, rels.argmax(2))
            print(name, n, (100 * good / n).tolist(), flush=True)
            if name in ('train', 'text'):
                for kind, (ids, p) in zip(('tag', 'head', 'rel'), made):
                    out['%s.%s.ids' % (name, kind)] = ids.cpu().numpy()
                    out['%s.%s.p' % (name, kind)] = (p * 255).round().to(torch.uint8).cpu().numpy()
    np.savez(args.out, **out)


def main():
    p = argparse.ArgumentParser()
    sub = p.add_subparsers(required=True)
    q = sub.add_parser('train')
    q.set_defaults(act=train)
    q.add_argument('set')
    q.add_argument('--out', required=True)
    q.add_argument('--cell', choices=('lstm', 'sru'), default='lstm')
    nw.options(q, d=800, layers=3, arc=400, rel=100, drop=.35, rate=2e-3, batch=2500, epochs=40)
    q = sub.add_parser('label')
    q.set_defaults(act=label)
    q.add_argument('set')
    q.add_argument('--out', required=True)
    q.add_argument('--batch', type=int, default=12000)
    q.add_argument('teachers', nargs='+')
    args = p.parse_args()
    args.act(args)


if __name__ == '__main__':
    main()
