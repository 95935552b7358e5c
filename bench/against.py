#!/usr/bin/env python3
"""Runs stemma and a peer in turn and prints the ratio of their median wall times.

usage: against.py --ours 'build/stemma reuse corpus.jsonl' --theirs 'python3 peer.py corpus.jsonl' [--rounds 5]

Both commands read the same input and write to /dev/null; a round runs ours, then theirs, so that a slow minute of the machine
falls on both."""
import argparse
import statistics
import subprocess
import sys
import time


def wall(command):
    start = time.perf_counter()
    if subprocess.run(command, shell=True, stdout=subprocess.DEVNULL, check=False).returncode not in (0, 1):
        sys.exit(f"failed: {command}")
    return time.perf_counter() - start


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--ours", required=True)
    ap.add_argument("--theirs", required=True)
    ap.add_argument("--rounds", type=int, default=5)
    args = ap.parse_args()
    ours, theirs = [], []
    for _ in range(args.rounds):
        ours.append(wall(args.ours))
        theirs.append(wall(args.theirs))
    for name, walls in (("ours", ours), ("theirs", theirs)):
        print(f"{name:<7} min {min(walls):.3f}  median {statistics.median(walls):.3f}  max {max(walls):.3f} s")
    print(f"ratio of medians: {statistics.median(theirs) / statistics.median(ours):.1f}")


if __name__ == "__main__":
    main()
