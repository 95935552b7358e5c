#!/usr/bin/env python3
"""Speed of `stemma reuse` beside MinHash libraries, in one run on the same articles, one thread each.

  bench/reuse_compare.py --stemma build/stemma --input ARTICLES.jsonl [--limit N] [--rounds 3]

Every method reads the JSONL file, makes 5-word shingles (the libraries; 128 permutations, threshold 0.5) or what it makes
by itself (stemma: alignment, families and stemmas too, which the libraries do not give), and names similar pairs. The best
of `rounds` runs counts, run in turn. Needs the PyPI packages datasketch and rensa; one that is missing is left out.
text-dedup's method is given by its own inner loop on numpy, because its package runs on other input than JSONL."""
import argparse, hashlib, itertools, json, os, re, struct, subprocess, sys, tempfile, time

WORD = re.compile(r"\w+")


def texts(path):
    with open(path, encoding="utf-8") as f:
        for i, line in enumerate(f):
            yield i, json.loads(line)["text"]


def shingles(text):
    words = WORD.findall(text.lower())
    return {" ".join(words[i:i + 5]) for i in range(max(1, len(words) - 4))}


def datasketch(path):
    from datasketch import MinHash, MinHashLSH
    lsh, pairs = MinHashLSH(threshold=0.5, num_perm=128), 0
    for i, text in texts(path):
        m = MinHash(num_perm=128)
        m.update_batch([s.encode() for s in shingles(text)])
        pairs += len(lsh.query(m))
        lsh.insert(str(i), m)
    return pairs


def rensa(path):
    from rensa import RMinHash, RMinHashLSH
    lsh, pairs = RMinHashLSH(threshold=0.5, num_perm=128, num_bands=32), 0
    for i, text in texts(path):
        m = RMinHash(num_perm=128, seed=42)
        m.update(list(shingles(text)))
        pairs += len(lsh.query(m))
        lsh.insert(i, m)
    return pairs


def text_dedup(path):
    import numpy as np
    prime, top = np.uint64((1 << 61) - 1), np.uint64((1 << 32) - 1)
    rng = np.random.RandomState(42)
    a = rng.randint(1, 1 << 61, 128, dtype=np.uint64)
    b = rng.randint(0, 1 << 61, 128, dtype=np.uint64)
    bands, rows, tables, pairs = 25, 5, {}, 0
    for i, text in texts(path):
        h = np.array([struct.unpack("<I", hashlib.sha1(s.encode()).digest()[:4])[0] for s in shingles(text)], dtype=np.uint64)
        sig = ((np.outer(h, a) + b) % prime & top).min(axis=0)
        for k in range(bands):
            key = (k, sig[k * rows:(k + 1) * rows].tobytes())
            other = tables.setdefault(key, i)
            pairs += other != i
    return pairs


def stemma(path, program):
    out = subprocess.run([program, "reuse", "--threads", "1", path], stdout=subprocess.PIPE, check=False).stdout
    return out.count(b'{"pair"')


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--stemma", required=True)
    p.add_argument("--input", required=True)
    p.add_argument("--limit", type=int)
    p.add_argument("--rounds", type=int, default=3)
    args = p.parse_args()
    with tempfile.NamedTemporaryFile("wb", suffix=".jsonl", delete=False) as f, open(args.input, "rb") as src:
        n = sum(1 for line in itertools.islice(src, args.limit) if f.write(line))
    methods = {"stemma": lambda x: stemma(x, args.stemma), "datasketch": datasketch, "text-dedup (inner loop)": text_dedup, "rensa": rensa}
    best, pairs = {}, {}
    for _ in range(args.rounds):
        for name, run in methods.items():
            # processor time, so that what else the machine does counts for nobody
            before, start = os.times(), time.perf_counter()
            try:
                pairs[name] = run(f.name)
            except ImportError as e:
                sys.stderr.write("%s: %s\n" % (name, e))
                continue
            after = os.times()
            cpu = sum(after[k] - before[k] for k in range(4))
            best[name] = min(best.get(name, (9e9, 9e9)), (cpu, time.perf_counter() - start))
    print("%-24s %10s %12s %10s %8s" % ("method, %d articles" % n, "seconds", "articles/s", "pairs", "ratio"))
    for name, (cpu, _) in best.items():
        print("%-24s %10.2f %12.0f %10d %8.1f" % (name, cpu, n / cpu, pairs[name], cpu / best["stemma"][0]))
    os.unlink(f.name)


main()
