#!/bin/sh
# From a fresh Debian 12 machine to a record: installs what is needed, builds, runs the main job on an example story.
set -eu
cd "$(dirname "$0")"
sh tools/install-packages.sh build
cmake -G Ninja -S . -B build -DCMAKE_BUILD_TYPE=Release >/dev/null
ninja -C build stemma
build/stemma examples/stories/ferry/* --html page.html --json record.json
echo
echo "The page of this story: $(pwd)/page.html (open it in a browser)"
echo "The record as JSON:     $(pwd)/record.json"
echo "Your own articles:      build/stemma ARTICLE... --html page.html"
