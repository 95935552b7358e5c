#!/usr/bin/env python3
"""Whether pairs and edges are as often right as their confidence says: the reliability table of docs/results/reuse.md.

usage: tools/reuse_confidence.py OUTPUT GOLD [OUTPUT GOLD ...]
OUTPUT is what `stemma reuse` wrote, GOLD the truth about the same articles (NDJSON, perhaps .gz). A pair is right if the
gold names it with the same relation and does not contradict its direction; an edge into a text is right if the gold's
tree has it, lost sources left out on both sides. Prints a table: what was said, how often, and how often it was right.
"""
import collections
import gzip
import json
import sys


def lines(path):
    with gzip.open(path, "rt") if path.endswith(".gz") else open(path, encoding="utf-8") as f:
        return [json.loads(line) for line in f if line.strip()]


def key(a, b):
    return (a, b) if a <= b else (b, a)


def tree_edges(family, known, cls):
    """Edges between texts that are there; None stands for a lost text at the top."""
    parents = collections.defaultdict(list)
    for e in family["edges"]:
        if e.get("relation") != "excerpt":
            parents[e["to"]].append(e["from"])
    out = set()
    for x in family["articles"]:
        todo, seen = list(parents[x]), set()
        while todo:
            p = todo.pop()
            if p in seen:
                continue
            seen.add(p)
            if p in known:
                out.add((cls.get(p, p), cls.get(x, x)))
            elif parents[p]:
                todo += parents[p]
            else:
                out.add((None, cls.get(x, x)))
    return out


def main(argv):
    pairs, edges = collections.defaultdict(lambda: [0, 0, 0]), collections.defaultdict(lambda: [0, 0])
    for output, truth in zip(argv[::2], argv[1::2]):
        gold, ignored, cls, known, trees = {}, set(), {}, set(), set()
        truth = lines(truth)
        for g in truth:
            if "pair" in g:
                gold[key(*g["pair"])] = g
            elif "ignore" in g:
                ignored.add(key(*g["ignore"]))
            elif "article" in g:
                known.add(g["article"])
            elif "family" in g:
                cls.update(g["class"])
        for g in truth:
            if "family" in g:
                trees |= tree_edges(g, known, cls)
        for o in lines(output):
            if "pair" in o and key(*o["pair"]) not in ignored:
                g = gold.get(key(*o["pair"]))
                count = pairs[o["relation"], o["confidence"]]
                count[0] += 1
                count[1] += g is not None
                count[2] += g is not None and g["relation"] == o["relation"] and o["from"] in (None, g.get("from"))
            parents = {e["to"]: e for e in o.get("edges", [])}
            for x, e in parents.items():
                top = e["from"]
                while top not in known and top in parents:
                    top = parents[top]["from"]
                top = top if top in known else None
                source, child = cls.get(top, top), cls.get(x, x)
                if x in known and source != child:
                    count = edges["a text" if e["from"] in known else "a lost source", e["confidence"]]
                    count[0] += 1
                    count[1] += (source, child) in trees
    print("| what | said | how many | right | shares wording at all |\n| --- | --- | --- | --- | --- |")
    for (what, said), (n, found, right) in sorted(pairs.items()):
        print("| pair: %s | %.2f | %d | %.2f | %.3f |" % (what, said, n, right / n, found / n))
    for (what, said), (n, right) in sorted(edges.items()):
        print("| edge from %s | %.2f | %d | %.2f | |" % (what, said, n, right / n))


if __name__ == "__main__":
    main(sys.argv[1:])
