#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The libffa contributors
#
# packages.sh [CODENAME]
#
# Prints a directory made from Debian's own packages: the arm64 kernel in boot/ and release (its name), and in headers/ what
# modules of it are built with. For this host's release, which is the default, also sysroot/, the libraries to link with and to
# run, and busybox; for another release headers/ has the kernel's own compiler, too, with libraries to run here.
#
# The directory is kept in ${XDG_CACHE_HOME:-~/.cache}/libffa and needs no network when it is there; remove it to have it
# fetched anew. Needs no root.
#
# The packages come through an apt of its own, with own state and only the host's archive and network settings in common, so
# that the host's architectures, sources and package lists stay as they are.

set -euo pipefail

die() {
	echo "packages.sh: $*" >&2
	exit 1
}

# shellcheck source=/dev/null
here=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
codename=${1:-$here}
host=$(dpkg --print-architecture)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/libffa
tree=$cache/device-$codename-$host-1
tmp=$cache/tmp

# The archive as the host knows it, in either format of sources, for apt itself has parsed them; with the wanted release.
sources() {
	local keyring=/usr/share/keyrings/debian-archive-keyring.gpg
	local signed=''

	[ ! -r "$keyring" ] || signed="[signed-by=$keyring] "
	# shellcheck disable=SC2016 # apt expands these
	apt-get indextargets --format '$(CREATED_BY) $(ORIGIN) $(COMPONENT) $(CODENAME) $(REPO_URI)' |
		awk -v here="$here" -v codename="$codename" -v signed="$signed" '
			$1 == "Packages" && $2 == "Debian" && $3 == "main" &&
			($4 == here || $4 == here "-updates" || $4 == here "-security") {
				sub(here, codename, $4)
				print "deb " signed $5 " " $4 " main"
			}' | sort -u
}

# No hooks of the host's, but its proxies and the like.
configuration() {
	apt-config dump | grep '^Acquire::' | grep -vE '^Acquire::(IndexTargets|CompressionTypes|Languages|Changelogs)\b|:: ' || true
	cat <<-EOF
		Dir::State "$tmp/apt";
		Dir::State::lists "$tmp/apt/lists";
		Dir::State::status "/dev/null";
		Dir::Cache "$tmp/apt/cache";
		Dir::Etc::main "/dev/null";
		Dir::Etc::parts "/dev/null";
		Dir::Etc::sourcelist "$tmp/apt/sources.list";
		Dir::Etc::sourceparts "/dev/null";
		Dir::Etc::preferences "/dev/null";
		Dir::Etc::preferencesparts "/dev/null";
		APT::Architecture "arm64";
		APT::Architectures { "arm64"; "$host"; };
		APT::Sandbox::User "$(id -un)";
		Acquire::Languages "none";
		Acquire::Retries "3";
		Debug::NoLocking "1";
	EOF
}

prepare_apt() {
	mkdir -p "$tmp/apt/lists/partial" "$tmp/apt/cache/archives/partial"
	sources >"$tmp/apt/sources.list"
	[ -s "$tmp/apt/sources.list" ] ||
		die "apt knows no main component of Debian $here on this host: look at /etc/apt/sources.list*, then run apt-get update"
	configuration >"$tmp/apt/apt.conf"
	export APT_CONFIG=$tmp/apt/apt.conf
	apt-get -qq update >&2 || die "apt-get update failed for $(awk '{print $(NF-2)}' "$tmp/apt/sources.list" | sort -u | xargs): see above"
}

# depends PACKAGE PATTERN: the one dependency that looks so.
depends() {
	local name

	name=$(apt-cache depends "$1" | sed -nE "s/^ *Depends: ($2)(:.*)?\$/\\1/p" | head -n 1)
	[ -n "$name" ] || die "$1 depends on nothing like $2: the archive is not as expected, see apt-cache depends $1"
	echo "$name"
}

download() {
	local headers kbuild compiler

	release=$(depends linux-image-arm64 'linux-image-[0-9][0-9.+~a-z-]*-arm64')
	release=${release#linux-image-}
	headers=$(depends "linux-headers-$release" 'linux-headers-.*-common')
	kbuild=$(depends "linux-headers-$release" 'linux-kbuild-[^:]*')
	mkdir "$tmp/image" "$tmp/headers" "$tmp/libraries"
	(cd "$tmp/image" && apt-get -qq download "linux-image-$release:arm64")
	(cd "$tmp/headers" && apt-get -qq download "linux-headers-$release:arm64" "$headers")
	if [ "$codename" = "$here" ]; then
		(cd "$tmp/headers" && apt-get -qq download "$kbuild:$host")
		(cd "$tmp/libraries" && apt-get -qq download libc6:arm64 libcmocka0:arm64 libsmartcols1:arm64 libuuid1:arm64 \
			libcmocka-dev:arm64 libsmartcols-dev:arm64 uuid-dev:arm64 busybox-static:arm64)
	else
		compiler=$(depends "linux-headers-$release" 'gcc-[0-9]+')
		apt-get -qq -y -o APT::Architecture="$host" -o Dir::Cache::archives="$tmp/headers" \
			--download-only --no-install-recommends install "$compiler-aarch64-linux-gnu" "$kbuild" >&2
	fi
}

# run_here FILE: makes a program of another release run on this host, with that release's loader and libraries.
run_here() {
	local interpreter libraries

	libraries=$tree/headers/usr/lib/$(uname -m)-linux-gnu
	interpreter=$({ readelf -lW "$1" 2>/dev/null || true; } | sed -n 's/.*Requesting program interpreter: \(.*\)]/\1/p')
	[ -n "$interpreter" ] || return 0
	mv "$1" "$1.program"
	cat >"$1" <<-EOF
		#!/bin/sh
		exec "$tree/headers/usr$interpreter" --argv0 "\$0" --library-path "$libraries" \\
			"$tree/${1#"$tmp/tree/"}.program" "\$@"
	EOF
	chmod +x "$1"
}

unpack_headers() {
	local deb file

	for deb in "$tmp"/headers/*.deb; do
		dpkg -x "$deb" "$tmp/unpacked"
	done
	mkdir -p "$tmp/tree/headers"
	rm -rf "$tmp/unpacked/usr/share"
	mv "$tmp/unpacked/usr" "$tmp/tree/headers/"
	# It names its companion by the path that it would have if it were installed.
	# shellcheck disable=SC2016 # make expands these
	sed -i 's|^include /usr/src/|include $(dir $(realpath $(lastword $(MAKEFILE_LIST))))../|' \
		"$tmp/tree/headers/usr/src/linux-headers-$release/Makefile"
	[ "$codename" != "$here" ] || return 0
	find "$tmp/tree/headers/usr" -path "$tmp/tree/headers/usr/src" -prune -o -type f -perm -u+x ! -name '*.so*' -print |
		while IFS= read -r file; do
			run_here "$file"
		done
}

unpack() {
	local deb

	dpkg --fsys-tarfile "$tmp"/image/*.deb | tar -x -C "$tmp" ./boot
	mkdir -p "$tmp/tree/boot"
	mv "$tmp/boot/vmlinuz-$release" "$tmp/tree/boot/vmlinuz"
	mv "$tmp/boot/config-$release" "$tmp/tree/boot/config"
	unpack_headers
	for deb in "$tmp"/libraries/*.deb; do
		[ -e "$deb" ] || continue
		dpkg -x "$deb" "$tmp/tree/sysroot"
	done
	rm -rf "$tmp/tree/sysroot/usr/share"
	[ "$codename" != "$here" ] || mv "$tmp/tree/sysroot/bin/busybox" "$tmp/tree/busybox"
	echo "$release" >"$tmp/tree/release"
}

fetch() {
	local release

	rm -rf "$tmp"
	trap 'rm -rf "$tmp"' EXIT
	mkdir "$tmp"
	echo "packages.sh: fetching Debian $codename's arm64 kernel and what goes with it into $tree" >&2
	prepare_apt
	download
	unpack
	rm -rf "$tree"
	mv "$tmp/tree" "$tree"
}

[ -n "$here" ] || die "/etc/os-release names no release of Debian"
mkdir -p "$cache"
exec 9>"$cache/lock"
flock 9
# The tree appears by rename: what is there is whole.
[ -e "$tree/release" ] || fetch
echo "$tree"
