#!/bin/sh
# run.sh PAGE-TEST STEMMA: makes pages, then opens and uses them in headless chromium (use.js).
# Exit status 77: skipped, because a tool is missing; the reason is printed. NODE_PATH may name the packages.
here=$(cd "$(dirname "$0")" && pwd)
skip() { echo "skipped: $1"; exit 77; }
command -v node > /dev/null || skip "node is not installed"
chromium=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome)}
[ -n "$chromium" ] || skip "chromium is not installed"
NODE_PATH="$here/node_modules${NODE_PATH:+:$NODE_PATH}"
export NODE_PATH
if ! node -e 'require("playwright-core")' 2> /dev/null; then
    command -v npm > /dev/null || skip "npm is not installed"
    (cd "$here" && npm install --no-save --no-package-lock --no-audit --no-fund > /dev/null 2>&1) ||
        skip "playwright-core could not be installed (no network?)"
fi
work=$(mktemp -d) || exit 1
trap 'rm -r "$work"' EXIT
STEMMA_SHOW="$work/ferry.html" "$1" > /dev/null 2>&1 || exit 1
"$2" record --html "$work/record.html" "$here/../../examples/stories/valley" || exit 1
"$2" record --html "$work/two.html" "$here/../../examples/stories/valley" "$here/../../examples/stories/ferry" || exit 1
"$2" diff --html "$work/diff.html" "$here/../../examples/stories/valley/union-courier.txt" \
    "$here/../../examples/stories/valley/evening-star.txt" || exit 1
CHROMIUM="$chromium" node "$here/use.js" "$work"
