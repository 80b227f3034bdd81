# The manual page is the one that the program prints, and roff accepts it without warnings.
set -euo pipefail
page=$1
if ! diff -u "$page" <("$WAYFINDER_BINARY" man); then
    echo "out of date: wayfinder-router man > docs/man/wayfinder-router.1" >&2
    exit 1
fi
complaints=$(groff -man -Tutf8 -ww -z "$page" 2>&1)
[ -z "$complaints" ] || { echo "$complaints" >&2; exit 1; }
[ "$(groff -man -Tutf8 -P-cbu "$page" | grep -c 'EXIT STATUS')" -eq 1 ]
