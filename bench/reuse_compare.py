#!/usr/bin/env python3
"""Speed of `stemma reuse` beside MinHash libraries, in one run on the same articles, one thread each.

  bench/reuse_compare.py --stemma build/stemma --input ARTICLES.jsonl [--limit N] [--rounds 3] [--in-a-row 2]

Every method reads the JSONL file, makes 5-word shingles (the libraries; 128 permutations, threshold 0.5) or what it makes
by itself, and names similar pairs. `stemma` aligns passages and makes families and stemmas too, which the libraries do not
give; `stemma --quick` estimates shares and names pairs, as they do. What counts is processor time, the best of `rounds`
rounds, in turn, of each the best of `in-a-row` runs: a virtual machine gives memory back to its host while another method
runs, and the first run after that pays for it. A run on ten articles before all brings everything into memory; of the package text-dedup, which is
a program, what that run takes is left off. Needs the PyPI packages datasketch, rensa and text-dedup; one that is
missing is left out. "datasketch" gives it all shingles of a text at once, which is the fastest it can do; "one by one" is
the loop of its documentation. "text-dedup, inner loop" is its method on numpy without its data sets and files."""
import argparse, hashlib, importlib.util, itertools, json, os, re, resource, shutil, struct, subprocess, sys, tempfile, time

WORD = re.compile(r"\w+")


def texts(path):
    with open(path, encoding="utf-8") as f:
        for i, line in enumerate(f):
            yield i, json.loads(line)["text"]


def shingles(text):
    words = WORD.findall(text.lower())
    return {" ".join(words[i:i + 5]) for i in range(max(1, len(words) - 4))}


def datasketch(path, at_once=True):
    from datasketch import MinHash, MinHashLSH
    lsh, pairs = MinHashLSH(threshold=0.5, num_perm=128), 0
    for i, text in texts(path):
        m = MinHash(num_perm=128)
        if at_once:
            m.update_batch([s.encode() for s in shingles(text)])
        else:
            for s in shingles(text):
                m.update(s.encode())
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


def package(path):
    if importlib.util.find_spec("text_dedup") is None:
        raise ImportError("no module text_dedup")
    folder = tempfile.mkdtemp()
    env = dict(os.environ, HF_HOME=folder, HF_HUB_OFFLINE="1", HF_DATASETS_OFFLINE="1", OMP_NUM_THREADS="1",
               OPENBLAS_NUM_THREADS="1", ARROW_DEFAULT_MEMORY_POOL="system")
    subprocess.run([sys.executable, "-m", "text_dedup.minhash", "--path", "json", "--data_files", path, "--split", "train",
                    "--column", "text", "--ngram", "5", "--num_perm", "128", "--threshold", "0.5", "--num_proc", "1",
                    "--cache_dir", folder, "--output", os.path.join(folder, "out")],
                   env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    shutil.rmtree(folder)
    return 0


def stemma(path, program, *options):
    out = tempfile.TemporaryFile()
    subprocess.run([program, "reuse", "--threads", "1", *options, path], stdout=out, check=False)
    return out  # its pairs are counted when the clock stands


def processor():
    """Processor time of this process and of those that it has waited for, in microseconds and not in ticks."""
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in both)


def spent(run, path):
    """Processor time, wall-clock time, pairs. Processor time, so that what else the machine does counts for nobody."""
    before, start = processor(), time.perf_counter()
    found = run(path)
    cpu, wall = processor() - before, time.perf_counter() - start
    if hasattr(found, "seek"):
        found.seek(0)
        found = found.read().count(b'{"pair"')
    return cpu, wall, found


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--stemma", required=True)
    p.add_argument("--input", required=True)
    p.add_argument("--limit", type=int)
    p.add_argument("--rounds", type=int, default=3)
    p.add_argument("--in-a-row", type=int, default=2)
    args = p.parse_args()
    folder = tempfile.mkdtemp()
    few, many = os.path.join(folder, "few.jsonl"), os.path.join(folder, "many.jsonl")
    with open(many, "wb") as f, open(few, "wb") as g, open(args.input, "rb") as src:
        for n, line in enumerate(itertools.islice(src, args.limit), 1):
            f.write(line)
            if n <= 10:
                g.write(line)
    methods = {"stemma": lambda x: stemma(x, args.stemma), "stemma --quick": lambda x: stemma(x, args.stemma, "--quick"),
               "datasketch": datasketch, "datasketch, one by one": lambda x: datasketch(x, False),
               "text-dedup, the package": package, "text-dedup, inner loop": text_dedup,
               "rensa": rensa}
    best, pairs, start = {}, {}, {}
    for name, run in list(methods.items()):
        try:
            start[name] = min(spent(run, few)[0] for _ in range(2)) if run is package else 0 * spent(run, few)[0]
        except ImportError as e:
            sys.stderr.write("%s: %s\n" % (name, e))
            del methods[name]
    for _ in range(args.rounds):
        for name, run in methods.items():
            for _ in range(args.in_a_row):
                cpu, wall, pairs[name] = spent(run, many)
                best[name] = min(best.get(name, (9e9, 9e9)), (cpu - start[name], wall))
    print("%-24s %10s %12s %10s %8s %8s" % ("method, %d articles" % n, "seconds", "articles/s", "pairs", "/stemma", "/quick"))
    for name, (cpu, _) in best.items():
        print("%-24s %10.3f %12.0f %10s %8.1f %8.1f" % (name, cpu, n / cpu, pairs[name] or "-", cpu / best["stemma"][0],
                                                        cpu / best["stemma --quick"][0]))
    shutil.rmtree(folder)


main()
