#!/usr/bin/env python3
"""Runs stemma and a peer in turn and prints the ratio of their median wall times, or of their processor times.

usage: against.py --ours 'build/stemma reuse corpus.jsonl' --theirs 'python3 peer.py corpus.jsonl' [--rounds 5] [--processor]

Both commands read the same input and write to /dev/null; a round runs ours, then theirs, so that a slow minute of the machine
falls on both."""
import argparse
import resource
import statistics
import subprocess
import sys
import time


def processor_now():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def taken(command, clock):
    start = clock()
    if subprocess.run(command, shell=True, stdout=subprocess.DEVNULL, check=False).returncode not in (0, 1):
        sys.exit(f"failed: {command}")
    return clock() - start


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--ours", required=True)
    ap.add_argument("--theirs", required=True)
    ap.add_argument("--rounds", type=int, default=5)
    ap.add_argument("--processor", action="store_true", help="processor time of all threads, where the machine is shared")
    args = ap.parse_args()
    clock = processor_now if args.processor else time.perf_counter
    ours, theirs = [], []
    for _ in range(args.rounds):
        ours.append(taken(args.ours, clock))
        theirs.append(taken(args.theirs, clock))
    for name, times in (("ours", ours), ("theirs", theirs)):
        print(f"{name:<7} min {min(times):.3f}  median {statistics.median(times):.3f}  max {max(times):.3f} s")
    print(f"ratio of medians: {statistics.median(theirs) / statistics.median(ours):.1f}")


if __name__ == "__main__":
    main()
