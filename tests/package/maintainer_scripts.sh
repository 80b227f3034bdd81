#!/usr/bin/env bash
# maintainer_scripts.sh WORK: what the package's scripts say to systemd when it is installed, upgraded, removed and
# installed again. systemd and its folders are stand-ins in WORK.
set -euo pipefail
work=$1
scripts=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../packaging/debian" && pwd)

fail() { echo "$*" >&2; exit 1; }

rm -rf "$work"
mkdir -p "$work/bin" "$work/enabled" "$work/active" "$work/run/systemd/system" "$work/var/lib"
for script in postinst prerm postrm; do
    sed "s#/run/systemd#$work&#g; s#/var/lib/#$work&#g; s#/etc/wayfinder-router#$work&#g" "$scripts/$script" >"$work/$script"
done
printf '#!/bin/sh\n' >"$work/bin/systemd-sysusers"
cat >"$work/bin/systemctl" <<'FAKE'
#!/bin/sh
for unit; do :; done # the last word
case "$*" in
    "is-enabled "*) [ -e "$state/enabled/$unit" ] ;;
    "enable "*) touch "$state/enabled/$unit"; case "$*" in *--now*) touch "$state/active/$unit" ;; esac ;;
    "disable "*) rm -f "$state/enabled/$unit"; case "$*" in *--now*) rm -f "$state/active/$unit" ;; esac ;;
    "start "*) touch "$state/active/$unit" ;;
    "try-restart "*) [ ! -e "$state/active/$unit" ] || echo "$unit" >>"$state/restarted" ;;
    daemon-reload) ;;
    *) echo "systemctl $*: not foreseen" >&2; exit 1 ;;
esac
FAKE
chmod +x "$work"/bin/*
run() { state=$work PATH="$work/bin:$PATH" sh "$work/$1" "${@:2}"; }
install_it() { run postinst configure "$@"; } # with a version where dpkg remembers one
upgrade_it() { # as dpkg does: the old package's prerm and postrm, the new one's postinst
    run prerm upgrade 0.1.0-2
    run postrm upgrade 0.1.0-2
    run postinst configure 0.1.0-1
}
remove_it() { run prerm remove && run postrm remove; }
is() { # "enabled" "service", and how it came to that
    [ -e "$work/$1/wayfinder-router.$2" ] || fail "after $3 the $2 is not $1"
}
is_not() { [ ! -e "$work/$1/wayfinder-router.$2" ] || fail "after $3 the $2 is $1"; }

install_it
is enabled service "the first installation"
is active service "the first installation"
upgrade_it
is enabled service "an upgrade"
is active service "an upgrade"
[ "$(cat "$work/restarted")" = wayfinder-router.service ] || fail "an upgrade does not restart the service"

remove_it
is_not enabled service "a removal"
is_not active service "a removal"
install_it 0.1.0-1
is enabled service "coming back"
is active service "coming back"
[ -z "$(ls -A "$work/var/lib/wayfinder-router")" ] || fail "a mark is left: $(ls -A "$work/var/lib/wayfinder-router")"

# Whoever has switched it off finds it off, and upgrades leave it so.
run bin/systemctl disable --now wayfinder-router.service
remove_it
install_it 0.1.0-1
is_not enabled service "coming back to where it was off"
upgrade_it
is_not enabled service "an upgrade where it is off"
is_not active service "an upgrade where it is off"

# A socket that was on comes back as well.
run bin/systemctl enable --now wayfinder-router.socket
remove_it
is_not active socket "a removal"
install_it 0.1.0-1
is enabled socket "coming back"
is active socket "coming back"
upgrade_it
is enabled socket "an upgrade"
is active socket "an upgrade"

run prerm remove
run postrm purge
[ ! -e "$work/var/lib/wayfinder-router" ] || fail "a purge leaves the state directory"
install_it
is active service "an installation after a purge"
echo "on at first, kept as it was over upgrades and removals"
