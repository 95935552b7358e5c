#!/usr/bin/env python3
"""Fits the weights of the pronoun ranker and writes them as C.

usage: coref_fit.py FEATURES > src/extract/coref_weights.h      FEATURES: output of coref_features

A softmax over the candidates of each pronoun (Denis and Baldridge 2008), AdaGrad with L2, the mean of the later passes,
fixed seed, standard library only; weights in steps of 1/64. With --held-out every fifth pronoun is only measured."""
import math, random, sys

SIZE = 640


def main():
    path, held = sys.argv[1], '--held-out' in sys.argv
    cases = []
    for line in open(path):
        head, *rest = line.rstrip('\n').split('|')
        gap, right = map(int, head.split())
        cases.append((gap, right, [[int(f) for f in c.split()] for c in rest]))
    test = cases[::5] if held else []
    train = [c for i, c in enumerate(cases) if not held or i % 5]
    w, g, rnd = [0.0] * SIZE, [1e-2] * SIZE, random.Random(7)
    mean, passes = [0.0] * SIZE, 10
    for epoch in range(passes):
        rnd.shuffle(train)
        for gap, right, options in train:
            s = [sum(w[f] for f in o) for o in options]
            top = max(s)
            e = [math.exp(x - top) for x in s]
            z = sum(e)
            delta = {}
            for k, o in enumerate(options):
                d = (k == right) - e[k] / z
                for f in o:
                    delta[f] = delta.get(f, 0.0) + d
            for f, d in delta.items():
                d -= 5e-2 * w[f]
                g[f] += d * d
                w[f] += 0.1 * d / math.sqrt(g[f])
        if epoch >= passes // 2:
            mean = [m + x / (passes - passes // 2) for m, x in zip(mean, w)]
    w = mean
    for name, part in (('train', train), ('held out', test)):
        for which in (0, 1):
            of = [c for c in part if c[0] == which]
            ok = sum(max(range(len(c[2])), key=lambda k: sum(w[f] for f in c[2][k])) == c[1] for c in of)
            if of:
                sys.stderr.write('%s %s: %.1f %% of %d\n' % (name, ('gum', 'gap')[which], 100.0 * ok / len(of), len(of)))
    print('/* coref_weights.h: weights of the features of coref_rank.c, in steps of 1/64. Written by train/coref.sh. */')
    print('#ifndef STM_EXTRACT_COREF_WEIGHTS_H\n#define STM_EXTRACT_COREF_WEIGHTS_H\n\n#include <stdint.h>\n')
    print('/* clang-format off */\nstatic const int16_t stm_coref_weights[%d] = {' % SIZE)
    for i in range(0, SIZE, 16):
        print('    ' + ' '.join('%d,' % round(64 * x) for x in w[i:i + 16]))
    print('};\n/* clang-format on */\n\n#endif')


main()
