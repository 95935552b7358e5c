#!/bin/sh
# Installs what tools/packages.txt lists and this machine lacks.  usage: install-packages.sh build|test
# "test" includes "build". Needs root or sudo only when something is missing.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
want=${1:-build}
missing=
while read -r tier package command; do
    case "$tier" in ''|'#'*) continue ;; esac
    [ "$tier" = build ] || [ "$want" = test ] || continue
    if [ -n "$command" ] && command -v "$command" >/dev/null 2>&1; then continue; fi
    if [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)" != installed ]; then
        missing="$missing $package"
    fi
done < "$here/packages.txt"
[ -n "$missing" ] || exit 0
as_root=
if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null 2>&1 || { echo "stemma: please install as root:$missing" >&2; exit 1; }
    as_root=sudo
fi
echo "stemma: installing$missing"
$as_root apt-get update -qq
# shellcheck disable=SC2086  # a list of words
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
