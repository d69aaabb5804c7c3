#!/usr/bin/env bash
# tests/package/check.sh DEB FOLDER: is the package one that an operator can live with? A Debian of
# its own is unpacked from FOLDER/root.tar (made at the first time), booted without a network, and
# the package installed, used, upgraded, removed and purged in it. As root; it speaks TAP.
set -uo pipefail
deb=$(realpath "$1") folder=$(realpath -m "$2")
cd "$(dirname "$(readlink -f "$0")")" || exit 1
[ -f "$folder/root.tar" ] || { echo "# making $folder/root.tar, once" >&2 &&
	./root.sh "$folder/root.tar" >"$folder/root.log" 2>&1; } || { tail "$folder/root.log" >&2; exit 1; }
top=$(mktemp -d "${TMPDIR:-/tmp}/passnum-package.XXXXXX")
machine='' init='' tests=0 failed=0
# shellcheck source=tests/package/steps.sh
. ./steps.sh

# shellcheck disable=SC2317 # the trap calls it
finish() {
	[ -z "$init" ] || kill -s RTMIN+4 "$init" 2>/dev/null # poweroff
	for ((i = 0; i < 100; i++)); do
		kill -0 "${machine:-none}" 2>/dev/null || break
		sleep 0.1
	done
	[ -z "$machine" ] || kill -KILL "$machine" 2>/dev/null
	[ -n "${KEEP:-}" ] || rm -rf --one-file-system "$top"
}
trap finish EXIT
trap 'exit 130' INT TERM

tar -C "$top" -xf "$folder/root.tar"
chmod 755 "$top" # it is everybody's root
install -m 644 "$deb" "$top/srv/passnum.deb"
cp -r ../books/0001 "$top/srv/books-0001"
# The same package as a later version.
dpkg-deb -R "$deb" "$top/srv/later"
sed -i 's/^Version: .*/&+later/' "$top/srv/later/DEBIAN/control"
dpkg-deb --root-owner-group -b "$top/srv/later" "$top/srv/later.deb" >/dev/null
rm -rf "$top/srv/later"
doc=$(realpath ../../docs/operator.md)
for name in nginx.conf Caddyfile port.conf; do # the examples of the manual
	sed -n "/^\`\`\`.* $name\$/,/^\`\`\`\$/{/^\`\`\`/d;p}" "$doc" >"$top/srv/$name"
done

# Without a network Caddy asks no authority for a certificate: it makes its own.
sed -i "1a tls internal" "$top/srv/Caddyfile"

systemd-nspawn -q -D "$top" --register=no --keep-unit --private-network --boot --console=pipe \
	</dev/null >"$folder/boot.log" 2>&1 &
machine=$!
for ((i = 0; i < 300; i++)); do
	init=$(pgrep -P "$machine" -x systemd | head -1)
	[ -n "$init" ] && inside timeout 60 systemctl is-system-running --wait >/dev/null 2>&1 && break
	sleep 0.1
done
[ -n "$init" ] || { cat "$folder/boot.log" >&2; echo "not ok 1 - a Debian is booted"; exit 1; }

for step in "${steps[@]}"; do $step; done
echo "1..$tests"
[ $failed = 0 ]
