#!/usr/bin/env bash
# image.sh ROOT: the real Dockerfile, built by buildah on a base that is made of ROOT (debootstrap), and what it makes:
# its size, what is in it, and that it serves as its user from a root that it cannot write to. Needs root and buildah.
set -euo pipefail
root=$1
source=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
most_megabytes=25
work=$(mktemp -d)
image() { buildah --storage-driver vfs "$@"; }
fail() { echo "FAILED: $*" >&2; exit 1; }

base=docker.io/library/debian:bookworm-slim
if ! image inspect --type image "$base" >/dev/null 2>&1; then
    made=$(image from scratch)
    cp -a --one-file-system "$root/." "$(image mount "$made")/"
    image umount "$made" >/dev/null
    image commit --rm "$made" "$base" >/dev/null
fi
image bud --format docker --isolation chroot --pull-never --layers ${BUILD_OPTIONS:-} -t wayfinder-router "$source"

container=$(image from --pull-never wayfinder-router)
trap 'image rm "$container" >/dev/null; rm -rf "$work"' EXIT
mounted=$(image mount "$container")
megabytes=$(du -sm "$mounted" | cut -f 1)
echo "image: $megabytes MB, of which the program has $(du -sm "$mounted/usr/bin/wayfinder-router" | cut -f 1)"
[ "$megabytes" -lt "$most_megabytes" ] || fail "$megabytes MB"
for tool in apt dpkg gcc g++ cc cmake ninja make perl python3; do
    [ ! -e "$mounted/usr/bin/$tool" ] || fail "$tool is in the image"
done
image inspect --type image --format '{{.OCIv1.Config.User}} {{.OCIv1.Config.WorkingDir}}' wayfinder-router | grep -qx '8088:8088 /data' || fail "its user or directory"

cat >"$work/run.sh" <<'RUN'
set -eu
mount --bind "$1" "$1"
mount -o remount,bind,ro "$1"
mount -t tmpfs -o uid=8088,gid=8088 tmpfs "$1/data"
in_image() { chroot --userspec=8088:8088 "$1" /bin/sh -c "cd /data && exec $2"; }
chroot --userspec=8088:8088 "$1" /bin/sh -c 'cd /data && exec wayfinder-router serve --host 0.0.0.0 --port 18089' 2>"$2/log" &
daemon=$!
for _ in $(seq 100); do in_image "$1" 'wayfinder-router health --url http://127.0.0.1:18089' 2>/dev/null && break; sleep 0.1; done
in_image "$1" 'wayfinder-router health --url http://127.0.0.1:18089' >"$2/health" || { cat "$2/log"; exit 1; }
curl -sf 127.0.0.1:18089/v1/chat/completions -H 'Content-Type: application/json' \
    -d '{"model":"auto","messages":[{"role":"user","content":"from the image"}]}' >"$2/answer"
ls -l "$1/data" >"$2/data"
kill "$daemon"; wait "$daemon"
RUN
unshare --mount --pid --fork -- bash "$work/run.sh" "$mounted" "$work" || { cat "$work/log"; fail "it does not run"; }
grep -q 'Echo: from the image' "$work/answer" || fail "it answers $(cat "$work/answer")"
grep -q wayfinder-ledger.db "$work/data" || fail "it writes no ledger to /data"
echo "serves as user 8088 from a read-only root; the ledger is in /data"
