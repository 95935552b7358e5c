#!/usr/bin/env python3
"""Articles/s and MB/s of each stage of stemma on a corpus.  usage: stages.py --stemma PATH CORPUS.jsonl [--threads N]"""
import argparse
import os
import subprocess
import sys
import time


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("corpus")
    ap.add_argument("--stemma", default="build/stemma")
    ap.add_argument("--threads", default="1")
    args = ap.parse_args()
    with open(args.corpus, "rb") as f:
        n = sum(1 for _ in f)
    mb = os.path.getsize(args.corpus) / 1e6
    print(f"{args.corpus}: {n} articles, {mb:.1f} MB, {args.threads} thread(s)")
    print(f"{'stage':<10}{'wall s':>9}{'articles/s':>12}{'MB/s':>8}{'peak MB':>9}")
    for stage in ("articles", "annotate", "reuse", "stories"):
        start = time.perf_counter()
        p = subprocess.Popen([args.stemma, stage, "--threads", args.threads, args.corpus], stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(p.pid, 0)
        wall = time.perf_counter() - start
        if os.waitstatus_to_exitcode(status) not in (0, 1):
            sys.exit(f"stemma {stage} failed")
        print(f"{stage:<10}{wall:>9.2f}{n / wall:>12.0f}{mb / wall:>8.1f}{usage.ru_maxrss / 1024:>9.0f}")


if __name__ == "__main__":
    main()
