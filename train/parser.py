#!/usr/bin/python3
"""Trains the tagger and parser: word features -> bidirectional simple recurrent units -> tags, heads, relations.

    train/parser.py --vectors VECTORS.json --out WEIGHTS.pt [--epochs N] TREEBANK.conllu...

Out: the weights as torch saves them; train/export.py makes the model file of them. Never reads anything else.
Method: Lei et al. 2018, "Simple Recurrent Units for Highly Parallelizable Recurrence"; Dozat & Manning 2017, "Deep
Biaffine Attention for Neural Dependency Parsing"; Pennington et al. 2014, GloVe. One seed, one thread: the same
weights again on the same machine and library."""
import argparse
import collections
import json
import random
import time

import numpy as np
import torch
from torch import nn

import treebank as tb


def load_vectors(path, wanted, top):
    """Rows for the `top` most frequent words and those `wanted` of the rest, as whole numbers of 1/32 standard deviation."""
    with open(path, encoding='utf-8') as f:
        data = json.load(f)
    index, words, rows = {}, [], []
    dims = data['dimensions']
    vectors = data['vectors']
    for i, w in enumerate(data['words']):
        key = tb.lower(w)
        if (i < top or key in wanted) and key not in index and w in vectors:
            index[key] = len(rows)
            words.append(key)
            rows.append(vectors[w][:dims])
    a = np.array(rows, dtype=np.float32)
    a = a / a.std()
    return words, np.clip(np.rint(a * 32), -127, 127).astype(np.int8)


@torch.jit.script
def recur(u, x, mask, bias, peep):
    """u [T,B,2,3,h] = candidates, forget and read gates; x [T,B,2,h] the highway; mask [T,B,2,1]; bias, peep [2,2,h]."""
    c = torch.zeros_like(x[0])
    out = []
    for t in range(u.size(0)):
        f = torch.sigmoid(u[t, :, :, 1] + bias[0] + peep[0] * c)
        r = torch.sigmoid(u[t, :, :, 2] + bias[1] + peep[1] * c)
        c = (f * c + (1 - f) * u[t, :, :, 0]) * mask[t]
        out.append(r * c + (1 - r) * x[t])
    return torch.stack(out)


def both_ways(a):
    """[T,B,2,...] -> the second direction turned round in time."""
    return torch.stack((a[:, :, 0], a[:, :, 1].flip(0)), 2)


class Layer(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.h = d // 2
        self.w = nn.Linear(d, 3 * d, bias=False)
        nn.init.uniform_(self.w.weight, -(3 / d) ** .5, (3 / d) ** .5)
        self.bias = nn.Parameter(torch.zeros(2, 2, self.h))
        self.peep = nn.Parameter(torch.zeros(2, 2, self.h))
        with torch.no_grad():
            self.bias[1] -= 1.0  # at first most of the input passes by

    def forward(self, x, mask):  # x [T,B,d], mask [T,B]
        t, b, d = x.shape
        u = both_ways(self.w(x).view(t, b, 2, 3, self.h))
        m = both_ways(mask[:, :, None, None].expand(t, b, 2, 1))
        y = recur(u, both_ways(x.view(t, b, 2, self.h)), m, self.bias, self.peep)
        return both_ways(y).reshape(t, b, d)


def share_mask(x, p, training):
    """Dropout with one mask for all words of a sentence. x [T,B,d]."""
    if not training or p == 0:
        return x
    return x * (torch.rand(1, x.size(1), x.size(2)) > p).float() / (1 - p)


class Net(nn.Module):
    def __init__(self, c, n_rows, vectors):
        super().__init__()
        self.c = c
        d = c['d']
        self.vectors = nn.Embedding.from_pretrained(torch.tensor(vectors).float() / 32, freeze=True)
        self.rows = nn.EmbeddingBag(n_rows, d, mode='sum', padding_idx=0, sparse=True)
        nn.init.normal_(self.rows.weight, 0, .15)
        with torch.no_grad():
            self.rows.weight[0] = 0
        self.project = nn.Linear(vectors.shape[1], d)
        self.layers = nn.ModuleList(Layer(d) for _ in range(c['layers']))
        self.tag = nn.Linear(d, c['tags'])
        self.arc = nn.Linear(d, 2 * c['arc'])
        self.pair = nn.Linear(c['arc'], c['arc'], bias=False)
        self.head_bias = nn.Parameter(torch.zeros(c['arc']))
        self.root = nn.Parameter(torch.randn(c['arc']) * .1)
        self.rel = nn.Linear(d, 2 * c['rel'])
        self.root_rel = nn.Parameter(torch.randn(c['rel']) * .1)
        self.rel_out = nn.Linear(c['rel'], c['rels'])
        nn.init.orthogonal_(self.pair.weight, .1)

    def encode(self, vec, rows, mask):
        t, b = vec.shape
        p = self.c['drop']
        v = self.vectors(vec)
        if self.training:  # whole vectors and whole rows drop out, so that none is relied upon
            v = v * (torch.rand(t, b, 1) > .1).float()
            rows = rows * (torch.rand(rows.shape) > .15)
        x = self.project(v) + self.rows(rows.view(t * b, -1)).view(t, b, -1)
        x = share_mask(torch.tanh(x), p, self.training)
        for layer in self.layers:
            x = share_mask(layer(x, mask), p, self.training)
        return x

    def forward(self, vec, rows, mask):
        """-> tags [T,B,n], arcs [B,T,T+1], and what relations() needs."""
        x = self.encode(vec, rows, mask)
        t, b, _ = x.shape
        p = self.c['drop']
        tags = self.tag(x)
        a = share_mask(nn.functional.leaky_relu(self.arc(x), .125), p, self.training).transpose(0, 1)
        dep, head = a.chunk(2, 2)
        head = torch.cat((self.root.expand(b, 1, -1), head), 1)
        arcs = torch.bmm(self.pair(dep), head.transpose(1, 2)) + (head @ self.head_bias)[:, None, :]
        no = torch.cat((torch.ones(b, 1), mask.t()), 1) == 0
        arcs = arcs.masked_fill(no[:, None, :], -1e9)
        arcs = arcs - torch.cat((torch.zeros(t, 1), torch.eye(t)), 1)[None] * 1e9
        r = self.rel(x).transpose(0, 1)
        rd, rh = r.chunk(2, 2)
        rh = torch.cat((self.root_rel.expand(b, 1, -1), rh), 1)
        return tags, arcs, rd, rh

    def relations(self, rd, rh, heads):
        """heads [B,T] -> scores [B,T,n]"""
        chosen = torch.gather(rh, 1, heads[:, :, None].expand(-1, -1, rh.size(2)))
        x = nn.functional.leaky_relu(rd + chosen, .125)
        return self.rel_out(nn.functional.dropout(x, self.c['drop'] * .5, self.training))


class Data:
    """Sentences as arrays; three versions of the features: as written, all capitals, all small."""

    def __init__(self, sentences, index, tags, rels):
        self.items = []
        for s in sentences:
            versions = []
            for change in (str, str.upper, str.lower):
                keys = [tb.features(change(w.form), w.space) for w in s]
                vec = [index.get(k[0], 0) for k in keys]
                rows = [[index.get(x, index[b'W'] if x[:1] == b'W' else 0) for x in k[1:]] for k in keys]
                versions.append((np.array(vec), np.array(rows)))
            self.items.append((versions, np.array([tags.get((w.upos, w.xpos), 0) for w in s]),
                               np.array([w.head for w in s]), np.array([rels.get(w.deprel, 0) for w in s])))

    def batches(self, words, rng=None):
        order = list(range(len(self.items)))
        size = lambda i: len(self.items[i][1])
        if rng:
            rng.shuffle(order)
        order.sort(key=lambda i: size(i) + (rng.random() * 4 if rng else 0))
        groups, group = [], []
        for i in order:
            if group and (len(group) + 1) * size(i) > words:
                groups.append(group)
                group = []
            group.append(i)
        groups.append(group)
        if rng:
            rng.shuffle(groups)
        for g in groups:
            yield self.pad(g, rng)

    def pad(self, group, rng):
        t = max(len(self.items[i][1]) for i in group)
        b = len(group)
        vec, rows = np.zeros((t, b), np.int64), np.zeros((t, b, tb.N_FEATURES - 1), np.int64)
        tags, heads, rels = (np.full((b, t), -1, np.int64) for _ in range(3))
        mask = np.zeros((t, b), np.float32)
        for k, i in enumerate(group):
            versions, tg, hd, rl = self.items[i]
            n = len(tg)
            roll = rng.random() if rng else 1
            v, r = versions[1 if roll < .03 else 2 if roll < .07 else 0]
            vec[:n, k], rows[:n, k], mask[:n, k] = v, r, 1
            tags[k, :n], heads[k, :n], rels[k, :n] = tg, hd, rl
        return [torch.tensor(x) for x in (vec, rows, mask, tags, heads, rels)]


def evaluate(net, data, tag_names, rel_names):
    net.eval()
    upos = np.array([hash(u) for u, _ in tag_names])
    main = np.array([hash(r.split(':')[0]) for r in rel_names])
    n = good_upos = good_tag = uas = las = 0
    with torch.no_grad():
        for vec, rows, mask, tags, heads, rels in data.batches(4000):
            ts, arcs, rd, rh = net(vec, rows, mask)
            ph = arcs.argmax(2)
            pr = net.relations(rd, rh, ph).argmax(2)
            ok = heads >= 0
            pt = ts.transpose(0, 1).argmax(2)
            right = (ph == heads) & ok
            good_tag += ((pt == tags) & ok).sum().item()
            good_upos += (torch.tensor(upos[pt.numpy()] == upos[tags.numpy()]) & ok).sum().item()
            uas += right.sum().item()
            las += (right & torch.tensor(main[pr.numpy()] == main[rels.numpy()])).sum().item()
            n += ok.sum().item()
    net.train()
    return tuple(round(100 * x / n, 2) for x in (good_upos, good_tag, uas, las))


def main():
    p = argparse.ArgumentParser()
    p.add_argument('--vectors', required=True)
    p.add_argument('--out', required=True)
    p.add_argument('--dev', action='append', default=[])
    p.add_argument('--epochs', type=int, default=20)
    p.add_argument('--top', type=int, default=100000)
    p.add_argument('--d', type=int, default=256)
    p.add_argument('--layers', type=int, default=3)
    p.add_argument('--drop', type=float, default=.3)
    p.add_argument('--rate', type=float, default=2e-3)
    p.add_argument('--batch', type=int, default=1500)
    p.add_argument('--seed', type=int, default=1)
    p.add_argument('treebanks', nargs='+')
    args = p.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    sentences = [s for path in args.treebanks for s in tb.read(path)]
    counts = collections.Counter(k for s in sentences for w in s for k in tb.features(w.form, w.space)[1:])
    wanted = {tb.lower(w.form) for s in sentences for w in s}
    words, vectors = load_vectors(args.vectors, wanted, args.top)
    vectors = np.concatenate((np.zeros((1, vectors.shape[1]), np.int8), vectors))
    index = {b'G' + w: i + 1 for i, w in enumerate(words)}
    kept = sorted(k for k, n in counts.items() if n >= (3 if k[:1] in b'W5' else 2))
    row_keys = [b'', b'W'] + kept  # row 0: nothing; row 1: unknown word
    index.update({k: i + 1 for i, k in enumerate(row_keys[1:])})
    tag_names = sorted({(w.upos, w.xpos) for s in sentences for w in s})
    rel_names = sorted({w.deprel for s in sentences for w in s})
    tags = {t: i for i, t in enumerate(tag_names)}
    rels = {r: i for i, r in enumerate(rel_names)}
    train = Data(sentences, index, tags, rels)
    devs = [(path, Data(tb.read(path), index, tags, rels)) for path in args.dev]
    c = {'d': args.d, 'layers': args.layers, 'drop': args.drop, 'arc': 128, 'rel': 128, 'tags': len(tag_names),
         'rels': len(rel_names)}
    net = Net(c, len(row_keys), vectors)
    print(c, 'rows', len(row_keys), 'vectors', len(vectors), 'words', sum(map(len, sentences)), flush=True)
    live = [q for q in net.parameters() if q.requires_grad]
    mean = [q.detach().clone() for q in live]
    dense = [q for q in live if q is not net.rows.weight]
    opts = [torch.optim.AdamW(dense, lr=args.rate, betas=(.9, .99), weight_decay=1e-4),
            torch.optim.SparseAdam([net.rows.weight], lr=args.rate, betas=(.9, .99))]
    steps_total = args.epochs * sum(1 for _ in train.batches(args.batch))
    step = 0

    def save():
        now = [q.detach().clone() for q in live]
        for q, m in zip(live, mean):
            q.data.copy_(m)
        result = [evaluate(net, d, tag_names, rel_names) for _, d in devs]
        torch.save({'config': c, 'state': {k: v for k, v in net.state_dict().items() if not k.startswith('vectors')},
                    'vectors': vectors, 'words': words, 'row_keys': row_keys, 'tags': tag_names, 'rels': rel_names}, args.out)
        for q, m in zip(live, now):
            q.data.copy_(m)
        return result

    start = time.time()
    ce = nn.functional.cross_entropy
    for epoch in range(args.epochs):
        total, batches = 0.0, 0
        for vec, rows, mask, tg, hd, rl in train.batches(args.batch, rng):
            rate = min(1, (step + 1) / 300) * max(.02, .5 * (1 + np.cos(np.pi * step / steps_total)))
            for opt in opts:
                opt.param_groups[0]['lr'] = args.rate * rate
            ts, arcs, rd, rh = net(vec, rows, mask)
            rs = net.relations(rd, rh, hd.clamp(min=0))
            loss = (ce(ts.transpose(0, 1).reshape(-1, ts.size(2)), tg.reshape(-1), ignore_index=-1)
                    + ce(arcs.reshape(-1, arcs.size(2)), hd.reshape(-1), ignore_index=-1)
                    + ce(rs.reshape(-1, rs.size(2)), rl.reshape(-1), ignore_index=-1))
            for opt in opts:
                opt.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(dense, 5)
            for opt in opts:
                opt.step()
            step += 1
            if step % 8 == 0:
                keep = min(.985, step / (step + 150))
                for m, q in zip(mean, live):
                    m.mul_(keep).add_(q.detach(), alpha=1 - keep)
            total += loss.item()
            batches += 1
        print(epoch + 1, 'loss %.3f' % (total / batches), save(), '%ds' % (time.time() - start), flush=True)


if __name__ == '__main__':
    main()
