#!/usr/bin/env bash
# The recipe of docs/install.md for a port below 1024: what its drop-in makes of the unit, by systemd's rule for lists
# (an empty value takes back those before it), and that the service is stopped before its socket starts.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

fail() { echo "$*" >&2; exit 1; }
recipe=$(sed -n '/^### A port below 1024/,/^## /p' "$root/docs/install.md")
block() { sed -n "/^\`\`\`$1/,/^\`\`\`$/p" | sed '1d;$d'; }

listens=$({ cat "$root/packaging/systemd/wayfinder-router.socket"; block ini <<<"$recipe"; } |
    awk -F= '$1 == "ListenStream" { all = $2 == "" ? "" : all " " $2 } END { print all }')
[ "$listens" = " 443" ] || fail "it listens on$listens"
order=$(block sh <<<"$recipe" | awk '{ print $2, $NF }' | tr '\n' ';')
[ "$order" = "stop wayfinder-router.service;enable wayfinder-router.socket;start wayfinder-router.service;" ] || fail "the order is $order"
