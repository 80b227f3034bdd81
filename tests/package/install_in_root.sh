#!/usr/bin/env bash
# install_in_root.sh PACKAGE ROOT: installs the package in a bookworm root made by debootstrap, starts what its unit
# starts, removes and purges it, and looks at what stays each time. Needs root, and the Debian archive for what the
# package depends on. All mounts are in a namespace of its own and go with it.
set -euo pipefail
if [ "${3:-}" != inside ]; then exec unshare --mount --pid --fork -- "$0" "$1" "$2" inside; fi
package=$1 root=$2

fail() { echo "FAILED: $*" >&2; exit 1; }
in_root() { chroot "$root" /usr/bin/env PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive "$@"; }

mount -t proc proc "$root/proc"
mount -t tmpfs tmpfs "$root/run"
cp /etc/resolv.conf "$root/etc/resolv.conf"
cp "$package" "$root/tmp/wayfinder-router.deb"
in_root apt-get update -qq
in_root apt-get install -y -qq --no-install-recommends /tmp/wayfinder-router.deb >/tmp/install.log 2>&1 || { cat /tmp/install.log; fail "it does not install"; }
in_root id wayfinder-router >/dev/null || fail "it has no user"
[ "$(stat -c %a "$root/etc/default/wayfinder-router")" = 600 ] || fail "others can read the keys"
complaints=$(in_root systemd-analyze verify /lib/systemd/system/wayfinder-router.{service,socket} 2>&1 | grep wayfinder) || true
[ -z "$complaints" ] || fail "systemd complains of the unit: $complaints"

# What the unit does, by hand: there is no systemd in a chroot.
in_root install -d -o wayfinder-router -g wayfinder-router -m 750 /var/lib/wayfinder-router
start=$(sed -n 's/^ExecStart=//p' "$root/lib/systemd/system/wayfinder-router.service" | sed 's/ \$OPTIONS//')
chroot --userspec=wayfinder-router:wayfinder-router "$root" /bin/sh -c "cd /var/lib/wayfinder-router && umask 077 && exec $start --port 18088" 2>"$root/tmp/daemon.log" &
daemon=$!
for _ in $(seq 100); do in_root wayfinder-router health --url http://127.0.0.1:18088 2>/dev/null && break; sleep 0.1; done
in_root wayfinder-router health --url http://127.0.0.1:18088 || { cat "$root/tmp/daemon.log"; fail "it does not serve"; }
curl -sf 127.0.0.1:18088/v1/chat/completions -H 'Content-Type: application/json' \
    -d '{"model":"auto","messages":[{"role":"user","content":"from the package"}]}' | grep -q 'Echo: from the package' || fail "it does not answer"
kill "$daemon"; wait "$daemon" || fail "it ends with $?"
[ -f "$root/var/lib/wayfinder-router/wayfinder-ledger.db" ] || fail "it has no ledger"

in_root apt-get remove -y -qq wayfinder-router >/dev/null
[ ! -e "$root/usr/bin/wayfinder-router" ] || fail "the program is there after its removal"
[ -f "$root/etc/wayfinder-router/wayfinder-router.toml" ] || fail "removal takes the configuration"
[ -f "$root/var/lib/wayfinder-router/wayfinder-ledger.db" ] || fail "removal takes the ledger"
in_root apt-get install -y -qq /tmp/wayfinder-router.deb >/dev/null 2>&1 || fail "it does not install again"

in_root dpkg --purge wayfinder-router >/dev/null
for left in /etc/wayfinder-router /etc/default/wayfinder-router /var/lib/wayfinder-router /usr/share/doc/wayfinder-router; do
    [ ! -e "$root$left" ] || fail "$left is there after the purge"
done
rm "$root/tmp/wayfinder-router.deb" "$root/tmp/daemon.log"
echo "installs, serves, is removed, comes back, is purged"
