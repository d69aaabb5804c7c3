#!/usr/bin/env bash
# packaging/build.sh FOLDER "PACKAGE...": a Debian package of this tree, in FOLDER; says its path.
# What Debian wants in debian/ stands in packaging/debian, without what is said elsewhere already:
# the version (meson.build), the licence (LICENSE), the packages to build with (./dev).
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
folder=$(realpath -m -- "$1") packages=$2
version=$(sed -nE "s/^project\(.*version: '([^']+)'.*/\1/p" meson.build)
: "${version:?is not in meson.build}"

# The same tree gives the same package: times are those of the last commit.
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct 2>/dev/null || stat -c %Y meson.build)
export SOURCE_DATE_EPOCH

tree=$folder/passnum-$version
rm -rf "$tree"
mkdir -p "$tree"
tar --exclude='./build*' --exclude=./var --exclude=./.git --exclude='./tests/*/node_modules' --exclude=./debian \
	-cf - . | tar -C "$tree" -xf -
cp -r packaging/debian "$tree/debian"
cd "$tree"
# shellcheck disable=SC2086 # words, with commas between them
sed -i "s/@build@/$(printf '%s, ' $packages | sed 's/, $//')/" debian/control
sed 's/^$/./; s/^/ /' LICENSE >>debian/copyright
cat >debian/changelog <<END
passnum ($version) unstable; urgency=medium

  * Version $version.

 -- $(sed -n 's/^Maintainer: //p' debian/control)  $(date -u -R -d "@$SOURCE_DATE_EPOCH")
END
# The names of Debian's packages for building differ where a virtual one is meant: -d lets it be.
dpkg-buildpackage -b -us -uc -d >&2
echo "$folder/passnum_${version}_$(dpkg --print-architecture).deb"
