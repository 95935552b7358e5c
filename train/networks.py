"""The tagger and parser as a network of PyTorch, for one processor or an accelerator with CUDA, and the batches it learns from.

Used by train/teach.py and train/distill.py.  In: SET.npz.xz of train/flat.py.  Shapes: words of a sentence first, [T,B,...].
All sentences of a batch have the same length, so that nothing is filled up or masked.
Method: word features -> recurrent layers -> tags, heads, relations. Lei et al. 2018, "Simple Recurrent Units for Highly
Parallelizable Recurrence", as src/language/network.c runs them; Hochreiter & Schmidhuber 1997, LSTM, for teachers;
Dozat & Manning 2017, "Deep Biaffine Attention for Neural Dependency Parsing"; Pennington et al. 2014, GloVe."""
import io
import lzma
import math
import time

import numpy as np
import torch
from torch import nn
from torch.nn import functional

try:
    import triton
    import triton.language as tl
except ImportError:
    triton = None

N_LABELS = 4

if triton is not None:
    @triton.jit
    def scan_forward(u, x, bias, peep, states, y, steps, batch, H: tl.constexpr, BLOCK: tl.constexpr):
        b, way = tl.program_id(0) // 2, tl.program_id(0) % 2
        k = tl.arange(0, BLOCK)
        live = k < H
        bf = tl.load(bias + way * H + k, live, 0.)
        br = tl.load(bias + (2 + way) * H + k, live, 0.)
        pf = tl.load(peep + way * H + k, live, 0.)
        pr = tl.load(peep + (2 + way) * H + k, live, 0.)
        c = tl.zeros([BLOCK], tl.float32)
        for i in range(steps):
            t = i + way * (steps - 1 - 2 * i)
            at = (t * batch + b) * 2 + way
            n = tl.load(u + at * 3 * H + k, live, 0.)
            f = tl.sigmoid(tl.load(u + at * 3 * H + H + k, live, 0.) + bf + pf * c)
            r = tl.sigmoid(tl.load(u + at * 3 * H + 2 * H + k, live, 0.) + br + pr * c)
            by = tl.load(x + at * H + k, live, 0.)
            c = n + f * (c - n)
            tl.store(states + at * H + k, c, live)
            tl.store(y + at * H + k, by + r * (c - by), live)

    @triton.jit
    def scan_backward(u, x, bias, peep, states, dy, du, dx, dgates, steps, batch, H: tl.constexpr, BLOCK: tl.constexpr):
        b, way = tl.program_id(0) // 2, tl.program_id(0) % 2
        k = tl.arange(0, BLOCK)
        live = k < H
        bf = tl.load(bias + way * H + k, live, 0.)
        br = tl.load(bias + (2 + way) * H + k, live, 0.)
        pf = tl.load(peep + way * H + k, live, 0.)
        pr = tl.load(peep + (2 + way) * H + k, live, 0.)
        dc = tl.zeros([BLOCK], tl.float32)
        dbf = tl.zeros([BLOCK], tl.float32)
        dbr = tl.zeros([BLOCK], tl.float32)
        dpf = tl.zeros([BLOCK], tl.float32)
        dpr = tl.zeros([BLOCK], tl.float32)
        for j in range(steps):
            i = steps - 1 - j
            t = i + way * (steps - 1 - 2 * i)
            at = (t * batch + b) * 2 + way
            before = at - (1 - 2 * way) * 2 * batch
            c = tl.load(states + at * H + k, live, 0.)
            was = tl.load(states + before * H + k, live & (i > 0), 0.)
            n = tl.load(u + at * 3 * H + k, live, 0.)
            f = tl.sigmoid(tl.load(u + at * 3 * H + H + k, live, 0.) + bf + pf * was)
            r = tl.sigmoid(tl.load(u + at * 3 * H + 2 * H + k, live, 0.) + br + pr * was)
            by = tl.load(x + at * H + k, live, 0.)
            g = tl.load(dy + at * H + k, live, 0.)
            dc += g * r
            dr = g * (c - by) * r * (1 - r)
            df = dc * (was - n) * f * (1 - f)
            tl.store(dx + at * H + k, g * (1 - r), live)
            tl.store(du + at * 3 * H + k, dc * (1 - f), live)
            tl.store(du + at * 3 * H + H + k, df, live)
            tl.store(du + at * 3 * H + 2 * H + k, dr, live)
            dbf += df
            dbr += dr
            dpf += df * was
            dpr += dr * was
            dc = dc * f + df * pf + dr * pr
        tl.store(dgates + ((b * 4 + 0) * 2 + way) * H + k, dbf, live)
        tl.store(dgates + ((b * 4 + 1) * 2 + way) * H + k, dbr, live)
        tl.store(dgates + ((b * 4 + 2) * 2 + way) * H + k, dpf, live)
        tl.store(dgates + ((b * 4 + 3) * 2 + way) * H + k, dpr, live)


class Scan(torch.autograd.Function):
    """recur(), all steps in one kernel."""

    @staticmethod
    def forward(ctx, u, x, bias, peep):
        t, b, _, h = x.shape
        u, x = u.contiguous(), x.contiguous()
        states, y = torch.empty_like(x), torch.empty_like(x)
        scan_forward[(2 * b,)](u, x, bias, peep, states, y, t, b, h, triton.next_power_of_2(h))
        ctx.save_for_backward(u, x, bias, peep, states)
        return y

    @staticmethod
    def backward(ctx, dy):
        u, x, bias, peep, states = ctx.saved_tensors
        t, b, _, h = x.shape
        du, dx, dgates = torch.empty_like(u), torch.empty_like(x), u.new_empty(b, 4, 2, h)
        scan_backward[(2 * b,)](u, x, bias, peep, states, dy.contiguous(), du, dx, dgates, t, b, h, triton.next_power_of_2(h))
        dgates = dgates.sum(0)
        return du, dx, dgates[:2], dgates[2:]


def recur(u, x, bias, peep):
    """u [T,B,2,3,h] = candidates, forget and read gates; x [T,B,2,h] the highway; bias, peep [2 gates,2 ways,h]."""
    both = []
    for way in (0, 1):
        c, out, order = torch.zeros_like(x[0, :, way]), [None] * len(u), range(len(u))
        for t in (order if way == 0 else reversed(order)):
            f = torch.sigmoid(u[t, :, way, 1] + bias[0, way] + peep[0, way] * c)
            r = torch.sigmoid(u[t, :, way, 2] + bias[1, way] + peep[1, way] * c)
            c = torch.lerp(u[t, :, way, 0], c, f)
            out[t] = torch.lerp(x[t, :, way], c, r)
        both.append(torch.stack(out))
    return torch.stack(both, 2)


class Sru(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.h = d // 2
        self.w = nn.Linear(d, 3 * d, bias=False)
        nn.init.uniform_(self.w.weight, -(3 / d) ** .5, (3 / d) ** .5)
        self.bias = nn.Parameter(torch.zeros(2, 2, self.h))
        self.peep = nn.Parameter(torch.zeros(2, 2, self.h))
        with torch.no_grad():
            self.bias[1] -= 1.0  # at first most of the input passes by

    def forward(self, x):
        t, b, d = x.shape
        u, x = self.w(x).view(t, b, 2, 3, self.h), x.view(t, b, 2, self.h)
        act = Scan.apply if u.is_cuda and triton is not None else recur
        return act(u, x, self.bias, self.peep).reshape(t, b, d)


class Lstm(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.lstm = nn.LSTM(d, d // 2, bidirectional=True)

    def forward(self, x):
        return self.lstm(x)[0]


def share_mask(x, p, training):
    """Dropout with one mask for all words of a sentence. x [T,B,d]."""
    if not training or p == 0:
        return x
    return x * (torch.rand(1, x.size(1), x.size(2), device=x.device) > p).float() * (1 / (1 - p))


class Net(nn.Module):
    """c: d, layers, arc, rel, tags, rels, drop; cell 'sru' or 'lstm'; biaffine: relations by pairs, for teachers alone."""

    def __init__(self, c, n_rows, vectors):
        super().__init__()
        self.c = c
        d = c['d']
        self.vectors = nn.Embedding.from_pretrained(torch.tensor(vectors).float() / 32, freeze=True)
        self.rows = nn.EmbeddingBag(n_rows, d, mode='sum', padding_idx=0)
        nn.init.normal_(self.rows.weight, 0, .15)
        with torch.no_grad():
            self.rows.weight[0] = 0
        self.project = nn.Linear(vectors.shape[1], d)
        self.layers = nn.ModuleList({'sru': Sru, 'lstm': Lstm}[c['cell']](d) for _ in range(c['layers']))
        self.tag = nn.Linear(d, c['tags'])
        self.arc = nn.Linear(d, 2 * c['arc'])
        self.pair = nn.Linear(c['arc'], c['arc'], bias=False)
        self.head_bias = nn.Parameter(torch.zeros(c['arc']))
        self.root = nn.Parameter(torch.randn(c['arc']) * .1)
        self.rel = nn.Linear(d, 2 * c['rel'])
        self.root_rel = nn.Parameter(torch.randn(c['rel']) * .1)
        self.rel_out = nn.Linear(c['rel'], c['rels'])
        if c['biaffine']:
            self.rel_pair = nn.Linear(c['rel'], c['rel'] * c['rels'], bias=False)
            nn.init.zeros_(self.rel_pair.weight)
        nn.init.orthogonal_(self.pair.weight, .1)

    def encode(self, features):  # [T,B,10]
        t, b, _ = features.shape
        p = self.c['drop']
        v, rows = self.vectors(features[:, :, 0]), features[:, :, 1:]
        if self.training:  # whole vectors and whole rows drop out, so that none is relied upon
            v = v * (torch.rand(t, b, 1, device=v.device) > .1).float()
            rows = rows * (torch.rand(rows.shape, device=v.device) > .15)
        x = self.project(v) + self.rows(rows.reshape(t * b, -1)).view(t, b, -1)
        x = share_mask(torch.tanh(x), p, self.training)
        for layer in self.layers:
            x = share_mask(layer(x), p, self.training)
        return x

    def forward(self, features):
        """-> tags [B,T,n], arcs [B,T,T+1], and what relations() needs."""
        x = self.encode(features)
        t, b, _ = x.shape
        p = self.c['drop']
        a = share_mask(functional.leaky_relu(self.arc(x), .125), p, self.training).transpose(0, 1)
        dep, head = a.chunk(2, 2)
        head = torch.cat((self.root.expand(b, 1, -1), head), 1)
        arcs = torch.bmm(self.pair(dep), head.transpose(1, 2)) + (head @ self.head_bias)[:, None, :]
        self_arc = torch.arange(t, device=x.device)
        arcs = arcs.masked_fill(self_arc[:, None] + 1 == torch.arange(t + 1, device=x.device), -1e9)
        rd, rh = self.rel(x).transpose(0, 1).chunk(2, 2)
        rh = torch.cat((self.root_rel.expand(b, 1, -1), rh), 1)
        return self.tag(x).transpose(0, 1), arcs, rd, rh

    def relations(self, rd, rh, heads):
        """heads [B,T] -> scores [B,T,n]"""
        chosen = torch.gather(rh, 1, heads[:, :, None].expand(-1, -1, rh.size(2)))
        half = self.c['drop'] * .5
        x = functional.leaky_relu(rd + chosen, .125)
        scores = self.rel_out(functional.dropout(x, half, self.training))
        if self.c['biaffine']:
            rd = functional.dropout(functional.leaky_relu(rd, .125), half, self.training)
            chosen = functional.dropout(functional.leaky_relu(chosen, .125), half, self.training)
            pairs = self.rel_pair(rd).view(*rd.shape[:2], self.c['rels'], -1)
            scores = scores + (pairs @ chosen[..., None])[..., 0]
        return scores


class Part:
    """The sentences of one set and their labels: ids [words,n] and probabilities of tags, heads and relations."""

    def __init__(self, arrays, name, device):
        form, start = arrays[name + '.form'], arrays[name + '.start']
        self.form = torch.tensor(form.astype(np.int64), device=device)
        self.start, self.size = start[:-1], np.diff(start)
        self.labels = None
        if name + '.tag' in arrays:
            one = torch.ones(len(form), 1, dtype=torch.half, device=device)
            self.labels = [(torch.tensor(arrays[name + k][:, None].astype(np.int16), device=device), one)
                           for k in ('.tag', '.head', '.rel')]

    def groups(self, words, rng=None):
        """Sentences of the same length, some `words` words together: (length, starts)."""
        out = []
        for t in np.unique(self.size):
            starts = self.start[self.size == t]
            if rng is not None:
                starts = starts[rng.permutation(len(starts))]
            n = max(1, words // int(t))
            out += [(int(t), starts[i:i + n]) for i in range(0, len(starts), n)]
        return out


class Sets:
    def __init__(self, path, device):
        with lzma.open(path + '.npz.xz') as f:
            a = np.load(io.BytesIO(f.read()))
        a = {k: a[k] for k in a.files}
        self.device = device
        n = sum(k.startswith('feature') for k in a)
        self.features = torch.tensor(np.stack([a['feature%d' % k] for k in range(n)], 2), device=device)  # [3,forms,10]
        self.vectors, self.rows = a['vectors'], int(a['rows'])
        self.upos, self.main = (torch.tensor(a[k].astype(np.int64), device=device) for k in ('tag_upos', 'rel_main'))
        self.parts = {k[:-5]: Part(a, k[:-5], device) for k in a if k.endswith('.form')}
        self.devs = [self.parts[k] for k in sorted(self.parts) if k.startswith('dev')]

    def features_of(self, part, t, starts, change=False):
        """-> features [T,B,10], places of the words [B,T]."""
        at = torch.tensor(starts.astype(np.int64), device=self.device)[:, None] + torch.arange(t, device=self.device)
        forms = part.form[at].t()
        if not change:
            return self.features[0][forms], at
        roll = torch.rand(len(starts), device=self.device)  # some sentences in capitals, some in small letters
        return self.features[(roll < .03).long() + 2 * (roll > .96).long(), forms], at


def loss_of(scores, ids, p):
    """Mean cross-entropy against distributions. scores [B,T,n], ids and p [B,T,k]."""
    q = torch.log_softmax(scores, 2).gather(2, ids)
    return -(q * p).sum() / (ids.size(0) * ids.size(1))


def right_of(sets, part, at, tags, heads, rels):
    """How many of the words have the right UPOS, whole tag, head, head and relation. tags, heads, rels [B,T]"""
    gold_tag, gold_head, gold_rel = (ids[:, 0].long()[at] for ids, _ in part.labels)
    right = heads == gold_head
    return torch.stack([x.sum() for x in (sets.upos[tags] == sets.upos[gold_tag], tags == gold_tag, right,
                                          right & (sets.main[rels] == sets.main[gold_rel]))])


def evaluate(net, sets):
    """UPOS, whole tag, UAS, LAS in percent of each development set."""
    net.eval()
    out = []
    with torch.no_grad():
        for part in sets.devs:
            good = torch.zeros(4, device=sets.device)
            for t, starts in part.groups(8000):
                features, at = sets.features_of(part, t, starts)
                tags, arcs, rd, rh = net(features)
                heads = arcs.argmax(2)
                good += right_of(sets, part, at, tags.argmax(2), heads, net.relations(rd, rh, heads).argmax(2))
            out.append([round(100 * x / len(part.form), 2) for x in good.tolist()])
    net.train()
    return out


class Training:
    """Runs a network's training: one cosine of the rate down to zero after `epochs` or `minutes`, whichever is first;
    the running mean of the weights is what comes out."""

    def __init__(self, net, sets, args):
        self.net, self.sets, self.args = net, sets, args
        self.rng = np.random.RandomState(args.seed)
        self.live = [q for q in net.parameters() if q.requires_grad]
        self.dense = [q for q in self.live if q is not net.rows.weight]
        self.mean = [q.detach().clone() for q in self.live]
        fused = {'fused': True} if sets.device == 'cuda' else {}
        self.opt = torch.optim.AdamW([{'params': self.dense, 'weight_decay': 1e-4},
                                      {'params': [net.rows.weight], 'weight_decay': 0}], lr=args.rate, betas=(.9, .99), **fused)

    def run(self, parts, epoch_end=None, each_step=None):
        """parts: [(Part, how often an epoch has it)]"""
        a, net, step, start = self.args, self.net, 0, time.time()
        total = a.epochs * sum(n * len(part.groups(a.batch)) for part, n in parts)
        way, epoch = 0, 0
        net.train()
        while way < 1 and step < total:
            groups = [(part, g) for part, n in parts for _ in range(n) for g in part.groups(a.batch, self.rng)]
            losses = torch.zeros(3, device=self.sets.device)
            done = 0
            for i in self.rng.permutation(len(groups)):
                way = max(step / total, (time.time() - start) / (60 * a.minutes))
                if way >= 1:
                    break
                for group in self.opt.param_groups:
                    group['lr'] = a.rate * min(1, (step + 1) / 200) * .5 * (1 + math.cos(math.pi * way))
                part, (t, starts) = groups[i]
                features, at = self.sets.features_of(part, t, starts, True)
                tags, arcs, rd, rh = net(features)
                (tag_ids, tag_p), (head_ids, head_p), (rel_ids, rel_p) = [(ids[at].long(), p[at].float()) for ids, p in part.labels]
                head_ids = head_ids.clamp(max=t)
                rels = net.relations(rd, rh, head_ids[:, :, 0])
                three = torch.stack([loss_of(tags, tag_ids, tag_p), loss_of(arcs, head_ids, head_p), loss_of(rels, rel_ids, rel_p)])
                self.opt.zero_grad(set_to_none=True)
                three.sum().backward()
                nn.utils.clip_grad_norm_(self.dense, 5)
                self.opt.step()
                step += 1
                done += 1
                losses += three.detach()
                if each_step is not None:
                    each_step(step, way)
                if step % 8 == 0:
                    keep = min(.985, step / (step + 150))
                    with torch.no_grad():
                        for m, q in zip(self.mean, self.live):
                            m.mul_(keep).add_(q, alpha=1 - keep)
            epoch += 1
            print(epoch, 'steps', step, 'way %.3f' % way, 'losses', [round(x, 3) for x in (losses / max(1, done)).tolist()],
                  '%ds' % (time.time() - start), flush=True)
            if epoch_end is not None:
                epoch_end(epoch)
        with torch.no_grad():
            for m, q in zip(self.mean, self.live):
                q.copy_(m)


def options(p, **defaults):
    for name, default in {'seed': 1, 'minutes': 1e6, **defaults}.items():
        p.add_argument('--' + name, type=type(default), default=default)


def begin(args):
    """-> the device, made ready."""
    torch.manual_seed(args.seed)
    if torch.cuda.is_available():
        torch.backends.cuda.matmul.allow_tf32 = True
        torch.backends.cudnn.allow_tf32 = True
        return 'cuda'
    torch.set_num_threads(1)
    return 'cpu'


def state_of(net):
    return {k: v.cpu() for k, v in net.state_dict().items() if not k.startswith('vectors')}
