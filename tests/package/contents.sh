#!/usr/bin/env bash
# contents.sh CPACK BUILD WORK: packs what BUILD has built, and looks into the package.
set -euo pipefail
cpack=$1 build=$2 work=$3
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

fail() { echo "$*" >&2; exit 1; }

rm -rf "$work/deb" "$work/root"
"$cpack" --config "$build/CPackConfig.cmake" -B "$work/deb" >"$work/cpack.log" 2>&1 || { cat "$work/cpack.log"; exit 1; }
package=$(ls "$work"/deb/*.deb)
[[ $package == */wayfinder-router_*-1_*.deb ]] || fail "the file is called $package"

# Files with owner and mode. Manual pages come and go with docs/man.
dpkg-deb -c "$package" | awk '!/\/$/ { print $1, $2, $6 }' | grep -v '/man1/' | LC_ALL=C sort -k 3 >"$work/listed"
diff "$here/contents.txt" "$work/listed" || fail "the package has other files than contents.txt"

field() { dpkg-deb -f "$package" "$1"; }
[ "$(field Package)" = wayfinder-router ] || fail "the package is called $(field Package)"
[[ $(field Depends) == *libssl3* && $(field Depends) == *libsqlite3-0* ]] || fail "it depends on $(field Depends)"
[[ $(field Depends) != *-dev* ]] || fail "it depends on $(field Depends)"
[ "$(field Section)" = net ] || fail "its section is $(field Section)"

dpkg-deb -R "$package" "$work/root"
while read -r file; do
    [ -f "$work/root$file" ] || fail "conffiles names $file, which is not in the package"
done <"$work/root/DEBIAN/conffiles"
for script in postinst prerm postrm; do
    sh -n "$work/root/DEBIAN/$script"
    [ -x "$work/root/DEBIAN/$script" ] || fail "$script cannot be run"
done

program=$work/root/usr/bin/wayfinder-router
"$program" --version
file "$program" | grep -q ', stripped' || fail "the program has its symbols"
"$program" route --config "$work/root/etc/wayfinder-router/wayfinder-router.toml" - <<<hello >/dev/null
unit=$work/root/lib/systemd/system/wayfinder-router.service
while read -r path; do # what the unit names is what the package has
    [ -e "$work/root$path" ] || fail "the unit names $path, which is not in the package"
done < <(grep -oE '(/usr/bin|/etc/wayfinder-router)/[^ ]+' "$unit")
