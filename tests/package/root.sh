#!/usr/bin/env bash
# tests/package/root.sh TAR: a small Debian of this machine's release and sources, made once, with
# what a package needs to be tried: systemd, the package's dependencies, proxies, lintian.
set -euo pipefail
tar=$1
top=$(mktemp -d "${TMPDIR:-/tmp}/passnum-root.XXXXXX")
chmod 755 "$top"
trap 'rm -rf --one-file-system "$top"' EXIT
# shellcheck source=/dev/null
. /etc/os-release
mirror=$(apt-get indextargets --format "\$(REPO_URI) \$(CODENAME)" 'Created-By: Packages' |
	sed -n "s/ $VERSION_CODENAME\$//p" | head -1)
: "${mirror:?no source of apt has this release}"

debootstrap --variant=minbase --include=systemd-sysv,dbus,openssl,ca-certificates \
	"$VERSION_CODENAME" "$top" "$mirror"
# The sources, keys and settings by which this machine reaches them.
rm -rf "$top/etc/apt"
cp -a /etc/apt "$top/etc/"
cp -a /usr/share/keyrings/. "$top/usr/share/keyrings/"
cp /etc/resolv.conf "$top/etc/resolv.conf"
printf '#!/bin/sh\nexit 101\n' >"$top/usr/sbin/policy-rc.d" # nothing starts in here yet
chmod 755 "$top/usr/sbin/policy-rc.d"
chroot "$top" env DEBIAN_FRONTEND=noninteractive sh -euc '
	apt-get -q update
	apt-get -q -y --no-install-recommends install curl sqlite3 lintian nginx caddy \
		fontconfig fonts-dejavu-core fonts-noto-core libcairo2 libcsv3 libgnutls30 \
		libjansson4 libmicrohttpd12 libpango-1.0-0 libpangocairo-1.0-0 libpq5 libsodium23 \
		libsqlite3-0 zlib1g
	apt-get clean
	systemctl disable nginx caddy'
rm "$top/usr/sbin/policy-rc.d"
# Times to the nanosecond: the caches of fonts are compared with them.
tar --format=posix -C "$top" -cf "$tar.new" .
mv "$tar.new" "$tar"
