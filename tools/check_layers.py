#!/usr/bin/env python3
"""Holds the code to src/*/deps: a file of src/X may include src/Y only if src/X/deps names Y, and the folders
named there form no cycle.  usage: check_layers.py [ROOT]   Exit status: 0 all well, 1 a rule is broken."""
import pathlib
import re
import sys

ORDER = ["base", "article", "text", "intake", "language", "extract", "reuse", "story", "record", "engine", "write",
         "store", "api", "serve", "cli"]
INCLUDE = re.compile(r'^\s*#\s*include\s+"([a-z0-9_]+)/', re.M)


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")
    broken = []
    for folder in sorted(p for p in (root / "src").iterdir() if p.is_dir()):
        name = folder.name
        if name not in ORDER:
            broken.append(f"src/{name}: not in the order of the house (tools/check_layers.py)")
            continue
        deps = folder / "deps"
        allowed = set(deps.read_text().split()) if deps.exists() else set()
        if not deps.exists():
            broken.append(f"src/{name}/deps is missing")
        for other in allowed:
            if other not in ORDER or ORDER.index(other) >= ORDER.index(name):
                broken.append(f"src/{name}/deps: {other} does not stand above {name}")
        for source in sorted(folder.glob("*.[ch]")):
            for used in INCLUDE.findall(source.read_text()):
                if used not in allowed | {name, "data", "stemma"}:
                    broken.append(f"{source.relative_to(root)}: includes {used}/, which src/{name}/deps does not name")
    print("\n".join(broken) if broken else "layers: every include is allowed")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
