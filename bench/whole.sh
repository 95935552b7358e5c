#!/bin/sh
# Wall time and peak memory of the main job.  usage: whole.sh STEMMA ARTICLE...
set -eu
stemma=$1
shift
python3 - "$stemma" "$@" <<'PY'
import os, statistics, subprocess, sys, tempfile, time
stemma, articles = sys.argv[1], sys.argv[2:]
walls, peaks = [], []
with tempfile.TemporaryDirectory() as d:
    for _ in range(5):
        start = time.perf_counter()
        p = subprocess.Popen([stemma, "record", *articles, "--json", os.path.join(d, "r.json"), "--html", os.path.join(d, "p.html")],
                             stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(p.pid, 0)
        if os.waitstatus_to_exitcode(status) not in (0, 1):
            sys.exit("stemma failed")
        walls.append(time.perf_counter() - start)
        peaks.append(usage.ru_maxrss / 1024)
print(f"wall s  min {min(walls):.3f}  median {statistics.median(walls):.3f}  max {max(walls):.3f}")
print(f"peak MB {max(peaks):.0f}")
PY
