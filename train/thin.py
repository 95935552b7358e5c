#!/usr/bin/python3
"""Thins the parser's large matrices and trains on what is left of them:

    train/thin.py WEIGHTS.pt --out THIN.pt [--fours N] [--epochs N] [--text TEXT.jsonl]... TREEBANK.conllu...

In: the weights that train/parser.py made.  Out: the same with zeros, for train/export.py.  Never: reads labels of TEXT.

Every output of the layers behind the first and of the maps to arcs and relations keeps the weights of N fours of inputs,
those with the greatest squares; the others go to zero bit by bit over the first three tenths of the run. The network
learns from the treebanks' labels and from those of the full network, half and half, and from those of the full
network alone in TEXT, whose labels are not read. train/export.py makes the model file, src/language/kernels.h uses it.
Method: Zhu & Gupta 2017, "To prune, or not to prune"; Hinton et al. 2015, "Distilling the Knowledge in a Neural
Network". As train/parser.py it gives the same weights again, and goes on from THIN.pt.resume."""
import argparse
import json
import math
import os
import random
import re
import time

import numpy as np
import torch
from torch import nn

import parser as pr
import treebank as tb

BLOCK = 16
WORD = re.compile(r"\w+?(?=n['’]t\b)|n['’]t\b|['’](?:s|re|ve|ll|d|m)\b|(?:[A-Z]\.)+(?=\W|$)|(?:Mr|Mrs|Ms|Dr|St|Gen|Lt|Col|No|vs)\.|"
                  r"\d+(?:[.,:]\d+)*|\w+|\.\.\.|--+|\S")
END = re.compile(r"(?<=[a-z0-9)%\"”’'][.?!])(?:[\"”’')]|'')*\s+(?=[A-Z\"“'‘(])|\n+")


def plain(text):
    """Sentences of 3 to 80 words as of a treebank without labels; no better than a few expressions can find them."""
    for part in END.split(text):
        sentence, at = [], 0
        for m in WORD.finditer(part):
            w = tb.Word()
            w.form, w.space, w.upos, w.xpos, w.deprel, w.head = m[0], m.start() > at or at == 0, None, None, None, 0
            sentence.append(w)
            at = m.end()
        if 3 <= len(sentence) <= 80:
            yield sentence


def taught(net, data, share):
    """Makes `share` of the labels what the network says: three values beside the treebank's own; all of it if 1."""
    order = sorted(range(len(data.items)), key=lambda i: len(data.items[i][1][0][0]))
    while order:
        size = len(data.items[order[0]][1][0][0])
        group, order = order[:1 + 2000 // size], order[1 + 2000 // size:]
        vec, rows, mask = data.pad(group, None)[:3]
        with torch.no_grad():
            tags, arcs, rd, rh = net(vec, rows, mask)
            heads = arcs.argmax(2)
            if share < 1:
                for k, i in enumerate(group):
                    ids = data.items[i][1][1][0]
                    heads[k, :len(ids)] = torch.tensor(ids[:, 0].astype(np.int64))
            rels = net.relations(rd, rh, heads)
        for k, i in enumerate(group):
            for (ids, p), scores in zip(data.items[i][1], (tags.transpose(0, 1), arcs, rels)):
                n = len(ids)
                q = torch.softmax(scores[k, :n], 1).numpy()
                own = ids[:, 0].astype(int) if share < 1 else q.argmax(1)
                of_own = q[np.arange(n), own].copy()
                q[np.arange(n), own] = -1
                top = np.argsort(-q, 1, kind='stable')[:, :3]
                of_top = np.maximum(q[np.arange(n)[:, None], top], 0)
                total = of_own + of_top.sum(1)
                ids[:, 0], ids[:, 1:1 + top.shape[1]] = own, top
                p[:, 0] = 1 - share + share * of_own / total
                p[:, 1:1 + top.shape[1]] = share * of_top / total[:, None]


class Thin:
    """Which fours of inputs each output of the matrices keeps."""

    def __init__(self, net, fours):
        names = ['layers.%d.w' % i for i in range(1, net.c['layers'])] + ['arc', 'rel']
        self.matrices = [net.get_parameter(k + '.weight') for k in names]
        self.masks = [torch.ones_like(w) for w in self.matrices]
        self.fours = fours

    def choose(self, part):
        """`part` of the way to the end."""
        for w, mask in zip(self.matrices, self.masks):
            squares = (w.data.view(w.size(0) // BLOCK, BLOCK, -1, 4) ** 2).sum((1, 3))
            gone = round(part * (squares.size(1) - self.fours))
            if gone > 0:
                most = squares.kthvalue(gone, 1, keepdim=True)[0]
                mask.copy_((squares > most).float().repeat_interleave(4, 1).repeat_interleave(BLOCK, 0))

    def apply(self):
        for w, mask in zip(self.matrices, self.masks):
            w.data.mul_(mask)


def main():
    p = argparse.ArgumentParser()
    p.add_argument('weights')
    p.add_argument('--out', required=True)
    p.add_argument('--dev', action='append', default=[])
    p.add_argument('--text', action='append', default=[])
    p.add_argument('--fours', type=int, default=32)
    p.add_argument('--epochs', type=int, default=20)
    p.add_argument('--drop', type=float, default=.25)
    p.add_argument('--rate', type=float, default=1.5e-3)
    p.add_argument('--batch', type=int, default=1200)
    p.add_argument('--seed', type=int, default=1)
    p.add_argument('treebanks', nargs='+')
    args = p.parse_args()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    full = torch.load(args.weights)
    c = {**full['config'], 'drop': args.drop}
    net = pr.Net(c, len(full['row_keys']), full['vectors'])
    net.load_state_dict(full['state'], strict=False)
    index = {b'G' + w: i + 1 for i, w in enumerate(full['words'])}
    index.update({k: i for i, k in enumerate(full['row_keys']) if i > 0})
    tags = {t: i for i, t in enumerate(full['tags'])}
    rels = {r: i for i, r in enumerate(full['rels'])}
    devs = [pr.Data(tb.read(path), index, tags, rels) for path in args.dev]
    train = pr.Data([s for path in args.treebanks for s in tb.read(path)], index, tags, rels)
    text = pr.Data([s for path in args.text for line in open(path, encoding='utf-8')
                    for s in plain(json.loads(line)['text'])], index, tags, rels)
    print(c, 'words', *(sum(len(i[1][0][0]) for i in d.items) for d in (train, text)), flush=True)
    net.eval()
    taught(net, train, .5)
    taught(net, text, 1)
    net.train()
    train.items += text.items
    thin = Thin(net, args.fours)
    live = [q for q in net.parameters() if q.requires_grad]
    mean = [q.detach().clone() for q in live]
    dense = [q for q in live if q is not net.rows.weight]
    opts = [torch.optim.AdamW(dense, lr=args.rate, betas=(.9, .99), weight_decay=1e-4),
            torch.optim.SparseAdam([net.rows.weight], lr=args.rate, betas=(.9, .99))]
    steps_total = args.epochs * sum(1 for _ in train.batches(args.batch))
    step, done, resume = 0, 0, args.out + '.resume'
    if os.path.exists(resume):
        r = torch.load(resume)
        net.load_state_dict(r['net'])
        for q, m in zip(mean + thin.masks, r['mean'] + r['masks']):
            q.copy_(m)
        for opt, o in zip(opts, r['opts']):
            opt.load_state_dict(o)
        step, done = r['step'], r['done']
        torch.set_rng_state(r['torch'])
        rng.setstate(r['random'])

    def with_mean(act):
        now = [q.detach().clone() for q in live]
        for q, m in zip(live, mean):
            q.data.copy_(m)
        thin.apply()
        result = act()
        for q, m in zip(live, now):
            q.data.copy_(m)
        return result

    def scores():
        return [pr.evaluate(net, d, full['tags'], full['rels']) for d in devs]

    def save():
        torch.save({**full, 'state': {k: v for k, v in net.state_dict().items() if not k.startswith('vectors')}}, args.out)

    start = time.time()
    for epoch in range(done, args.epochs):
        total, batches = 0.0, 0
        for vec, rows, mask, tags_i, tags_p, heads_i, heads_p, rels_i, rels_p in train.batches(args.batch, rng):
            way = step / steps_total
            for opt in opts:
                opt.param_groups[0]['lr'] = args.rate * min(1, (step + 1) / 100) * .5 * (1 + math.cos(math.pi * min(1, way)))
            if step % 40 == 0 and way < .3 + 80 / steps_total:
                thin.choose(1 - (1 - min(1, way / .3)) ** 3)
                thin.apply()
            ts, arcs, rd, rh = net(vec, rows, mask)
            rs = net.relations(rd, rh, heads_i[:, :, 0])
            loss = (pr.loss_of(ts.transpose(0, 1), tags_i, tags_p) + pr.loss_of(arcs, heads_i, heads_p) +
                    pr.loss_of(rs, rels_i, rels_p))
            for opt in opts:
                opt.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(dense, 5)
            for opt in opts:
                opt.step()
            thin.apply()
            step += 1
            if step % 8 == 0:
                keep = min(.985, step / (step + 150))
                for m, q in zip(mean, live):
                    m.mul_(keep).add_(q.detach(), alpha=1 - keep)
            total += loss.item()
            batches += 1
        torch.save({'net': net.state_dict(), 'mean': mean, 'masks': thin.masks, 'opts': [o.state_dict() for o in opts],
                    'step': step, 'done': epoch + 1, 'torch': torch.get_rng_state(), 'random': rng.getstate()}, resume + '.new')
        os.replace(resume + '.new', resume)
        print(epoch + 1, 'loss %.3f' % (total / batches), 'left %.3f' % thin.masks[0].mean().item(),
              with_mean(scores) if epoch % 8 == 7 else '', '%ds' % (time.time() - start), flush=True)
    with_mean(save)
    print('scores', with_mean(scores), flush=True)
    os.remove(resume)


if __name__ == '__main__':
    main()
