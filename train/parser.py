#!/usr/bin/python3
"""Trains the tagger and parser: word features -> bidirectional simple recurrent units -> tags, heads, relations.

    train/parser.py --vectors VECTORS.json --out WEIGHTS.pt [--epochs N] TREEBANK.conllu...

Out: the weights as torch saves them; train/export.py makes the model file of them. Never reads anything else.
Method: Lei et al. 2018, "Simple Recurrent Units for Highly Parallelizable Recurrence"; Dozat & Manning 2017, "Deep
Biaffine Attention for Neural Dependency Parsing"; Pennington et al. 2014, GloVe. One seed, one thread: the same
weights again with the same library, on any x86-64 with AVX2 if train/pinned.sh was read first. A run that was cut
short goes on from OUT.resume and ends with the weights that it would have had."""
import argparse
import collections
import json
import math
import os
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
    a = np.array(rows, dtype=np.float64)
    mean = math.fsum(a.flat) / a.size  # exact sums: whatever the order in which a processor adds
    a = a / math.sqrt(math.fsum(((a - mean) ** 2).flat) / a.size)
    return words, np.clip(np.rint(a * 32), -127, 127).astype(np.int8)


def recur(u, x, mask, bias, peep):
    """u [T,B,2,3,h] = candidates, forget and read gates; x [T,B,2,h] the highway; mask [T,B,2,1]; bias, peep [2,2,h]."""
    parts = [p.squeeze(3) for p in torch.split_with_sizes(u, [1, 1, 1], 3)]
    steps = [1] * len(u)  # split_with_sizes: the other ways fill a whole tensor with zeros for each part, backwards
    new = torch.split_with_sizes(parts[0] * mask, steps)
    forget = torch.split_with_sizes(parts[1] + bias[0], steps)
    read = torch.split_with_sizes(parts[2] + bias[1], steps)
    live = torch.split_with_sizes(mask, steps)
    c = torch.zeros_like(x[:1])
    states, gates = [], []
    for n, f, r, m in zip(new, forget, read, live):
        gates.append(torch.sigmoid(r + peep[1] * c))
        c = torch.lerp(n, c, torch.sigmoid(f + peep[0] * c)) * m
        states.append(c)
    return torch.lerp(x, torch.cat(states), torch.cat(gates))


def both_ways(a):
    """[T,B,2,...] -> the second direction turned round in time."""
    first, second = torch.split_with_sizes(a, [1, 1], 2)
    return torch.cat((first, second.flip(0)), 2)


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
    """Sentences as arrays; the features as written, in all capitals and all small. Labels are distributions over up to
    four values: ids [n,4] and probabilities [n,4]; a treebank gives one value of probability 1."""

    def __init__(self, sentences, index, tags, rels):
        self.items = []
        for s in sentences:
            made = []
            for change in (str, str.upper, str.lower):
                keys = [tb.features(change(w.form), w.space) for w in s]
                vec = [index.get(x[0], 0) for x in keys]
                rows = [[index.get(x, index[b'W'] if x[:1] == b'W' else 0) for x in y[1:]] for y in keys]
                made.append((np.array(vec, np.int32), np.array(rows, np.int32)))
            three = [self.sure([tags.get((w.upos, w.xpos), 0) for w in s]), self.sure([w.head for w in s]),
                     self.sure([rels.get(w.deprel, 0) for w in s])]
            self.items.append((made, three))

    @staticmethod
    def sure(ids):
        i, p = np.zeros((len(ids), 4), np.int16), np.zeros((len(ids), 4), np.float16)
        i[:, 0], p[:, 0] = ids, 1
        return i, p

    def batches(self, words, rng=None):
        order = list(range(len(self.items)))
        size = lambda i: len(self.items[i][0][0][0])
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
        """-> vectors [T,B], rows [T,B,9], mask [T,B], then ids and probabilities [B,T,4] of tags, heads, relations."""
        t = max(len(self.items[i][0][0][0]) for i in group)
        b = len(group)
        vec, rows = np.zeros((t, b), np.int64), np.zeros((t, b, tb.N_FEATURES - 1), np.int64)
        mask = np.zeros((t, b), np.float32)
        labels = [(np.zeros((b, t, 4), np.int64), np.zeros((b, t, 4), np.float32)) for _ in range(3)]
        for k, i in enumerate(group):
            made, three = self.items[i]
            roll = rng.random() if rng else 1
            v, r = made[1 if roll < .03 else 2 if roll < .07 else 0]
            n = len(v)
            vec[:n, k], rows[:n, k], mask[:n, k] = v, r, 1
            for (ids, p), (sids, sp) in zip(labels, three):
                ids[k, :n], p[k, :n] = sids, sp
        return [torch.tensor(x) for x in [vec, rows, mask] + [y for pair in labels for y in pair]]


def loss_of(scores, ids, p):
    """Mean cross-entropy against distributions. scores [B,T,n], ids and p [B,T,4]; words without labels have p 0."""
    q = torch.log_softmax(scores, 2)
    return -(q.gather(2, ids.clamp(max=scores.size(2) - 1)) * p).sum() / p.sum()


def evaluate(net, data, tag_names, rel_names):
    net.eval()
    upos = np.array([hash(u) for u, _ in tag_names])
    main = np.array([hash(r.split(':')[0]) for r in rel_names])
    n = good_upos = good_tag = uas = las = 0
    with torch.no_grad():
        for vec, rows, mask, tags, tag_p, heads, head_p, rels, rel_p in data.batches(4000):
            ok = tag_p[:, :, 0] > 0
            tags, heads, rels = tags[:, :, 0], heads[:, :, 0], rels[:, :, 0]
            ts, arcs, rd, rh = net(vec, rows, mask)
            ph = arcs.argmax(2)
            pr = net.relations(rd, rh, ph).argmax(2)
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
    torch.use_deterministic_algorithms(True)
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
    step, done, resume = 0, 0, args.out + '.resume'
    if os.path.exists(resume):
        r = torch.load(resume)
        net.load_state_dict(r['net'])
        for q, m in zip(mean, r['mean']):
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
        result = act()
        for q, m in zip(live, now):
            q.data.copy_(m)
        return result

    def scores():
        return [evaluate(net, d, tag_names, rel_names) for _, d in devs]

    def save():
        torch.save({'config': c, 'state': {k: v for k, v in net.state_dict().items() if not k.startswith('vectors')},
                    'vectors': vectors, 'words': words, 'row_keys': row_keys, 'tags': tag_names, 'rels': rel_names}, args.out)

    start = time.time()
    for epoch in range(done, args.epochs):
        total, batches = 0.0, 0
        for vec, rows, mask, tags_i, tags_p, heads_i, heads_p, rels_i, rels_p in train.batches(args.batch, rng):
            rate = min(1, (step + 1) / 300) * max(0, .5 * (1 + math.cos(math.pi * min(1, step / steps_total))))
            for opt in opts:
                opt.param_groups[0]['lr'] = args.rate * rate
            ts, arcs, rd, rh = net(vec, rows, mask)
            rs = net.relations(rd, rh, heads_i[:, :, 0])
            loss = loss_of(ts.transpose(0, 1), tags_i, tags_p) + loss_of(arcs, heads_i, heads_p) + loss_of(rs, rels_i, rels_p)
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
        torch.save({'net': net.state_dict(), 'mean': mean, 'opts': [o.state_dict() for o in opts], 'step': step,
                    'done': epoch + 1, 'torch': torch.get_rng_state(), 'random': rng.getstate()}, resume + '.new')
        os.replace(resume + '.new', resume)
        print(epoch + 1, 'loss %.3f' % (total / batches), with_mean(scores) if epoch % 4 == 3 else '',
              '%ds' % (time.time() - start), flush=True)
    with_mean(save)
    print('scores', with_mean(scores), flush=True)
    os.remove(resume)


if __name__ == '__main__':
    main()
