#!/usr/bin/env python3
"""Draws how the time of `stemma reuse` grows with the number of articles: docs/reuse_growth.svg from docs/reuse_growth.csv.

  bench/reuse_growth.py [--rows docs/reuse_growth.csv] > docs/reuse_growth.svg

Rows are measured by hand, one run each (docs/results/reuse.md says how): mode, articles, seconds of processor time,
peak memory in MB, pairs probed, pairs aligned. Prints the exponent between the first and the last row of each mode on
standard error. Standard library only."""
import argparse, csv, math, os, sys

W, H, LEFT, TOP, RIGHT, BOTTOM = 640, 400, 70, 30, 150, 50
COLOURS = {"full": "#1f5fa8", "quick": "#b3541e"}


def main():
    here = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "docs", "reuse_growth.csv")
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--rows", default=here)
    args = p.parse_args()
    with open(args.rows, newline="") as f:
        rows = [(r["mode"], int(r["articles"]), float(r["seconds"])) for r in csv.DictReader(f)]
    x0, x1 = math.log10(min(r[1] for r in rows)), math.log10(max(r[1] for r in rows))
    y0, y1 = math.floor(math.log10(min(r[2] for r in rows))), math.ceil(math.log10(max(r[2] for r in rows)))

    def x(n):
        return LEFT + (math.log10(n) - x0) / (x1 - x0) * (W - LEFT - RIGHT)

    def y(s):
        return H - BOTTOM - (math.log10(s) - y0) / (y1 - y0) * (H - TOP - BOTTOM)

    out = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">' % (W, H),
           "<title>Time of stemma reuse by number of articles</title>", '<rect width="100%" height="100%" fill="#fff"/>']
    for e in range(y0, y1 + 1):
        out.append('<line x1="%d" x2="%d" y1="%.1f" y2="%.1f" stroke="#ddd"/>' % (LEFT, W - RIGHT, y(10**e), y(10**e)))
        out.append('<text x="%d" y="%.1f" text-anchor="end">%g s</text>' % (LEFT - 6, y(10**e) + 4, 10**e))
    for e in range(math.ceil(x0), math.floor(x1) + 1):
        out.append('<line x1="%.1f" x2="%.1f" y1="%d" y2="%d" stroke="#ddd"/>' % (x(10**e), x(10**e), TOP, H - BOTTOM))
        out.append('<text x="%.1f" y="%d" text-anchor="middle">%s</text>' % (x(10**e), H - BOTTOM + 18, format(10**e, ",")))
    out.append('<text x="%.1f" y="%d" text-anchor="middle">articles</text>' % ((LEFT + W - RIGHT) / 2, H - 10))
    out.append('<text x="%d" y="%d">processor time</text>' % (LEFT, TOP - 12))
    for mode in dict.fromkeys(r[0] for r in rows):
        of = sorted((n, s) for m, n, s in rows if m == mode)
        (a, s), (b, t) = of[0], of[-1]
        exponent = math.log(t / s) / math.log(b / a)
        sys.stderr.write("%s: n^%.3f from %d to %d articles\n" % (mode, exponent, a, b))
        most = s * (b / a) ** 1.1
        out.append('<line x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f" stroke="#999" stroke-dasharray="4 4"/>' % (x(a), y(s), x(b), y(most)))
        out.append('<polyline fill="none" stroke="%s" stroke-width="2" points="%s"/>'
                   % (COLOURS[mode], " ".join("%.1f,%.1f" % (x(n), y(v)) for n, v in of)))
        for n, v in of:
            out.append('<circle cx="%.1f" cy="%.1f" r="3.5" fill="%s"/>' % (x(n), y(v), COLOURS[mode]))
        out.append('<text x="%.1f" y="%.1f" fill="%s">%s: n^%.2f</text>' % (W - RIGHT + 8, y(t) + 4, COLOURS[mode], mode, exponent))
    out.append('<text x="%d" y="%d" fill="#666">dashed: n^1.1</text>' % (W - RIGHT + 8, TOP + 4))
    print("\n".join(out + ["</svg>"]))


main()
