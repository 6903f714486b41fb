#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The libffa contributors
#
# packages.sh: prints a directory with Debian's arm64 kernel, its headers and the libraries to link with and to run, made from
# Debian's own packages: boot/, headers/, sysroot/, busybox and release (the kernel's). It is kept in
# ${XDG_CACHE_HOME:-~/.cache}/libffa and needs no network when it is there; remove it to have it fetched anew. Needs no root.
#
# The packages come through an apt of its own, with own state and only the host's archive and network settings in common, so
# that the host's architectures, sources and package lists stay as they are.

set -euo pipefail

die() {
	echo "packages.sh: $*" >&2
	exit 1
}

# shellcheck source=/dev/null
codename=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
host=$(dpkg --print-architecture)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/libffa
tree=$cache/device-$codename-$host-1
tmp=$cache/tmp

# The archive of this release as the host knows it, in either format of sources: apt itself has parsed them.
sources() {
	local keyring=/usr/share/keyrings/debian-archive-keyring.gpg
	local signed=''

	[ ! -r "$keyring" ] || signed="[signed-by=$keyring] "
	# shellcheck disable=SC2016 # apt expands these
	apt-get indextargets --format '$(CREATED_BY) $(ORIGIN) $(COMPONENT) $(CODENAME) $(REPO_URI) $(RELEASE)' |
		awk -v codename="$codename" -v signed="$signed" '
			$1 == "Packages" && $2 == "Debian" && $3 == "main" &&
			($4 == codename || $4 == codename "-updates" || $4 == codename "-security") {
				print "deb " signed $5 " " $6 " main"
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
		die "apt knows no main component of Debian $codename on this host: look at /etc/apt/sources.list*, then run apt-get update"
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
	local headers kbuild

	release=$(depends linux-image-arm64 'linux-image-[0-9][0-9.+~a-z-]*-arm64')
	release=${release#linux-image-}
	headers=$(depends "linux-headers-$release" 'linux-headers-.*-common')
	kbuild=$(depends "linux-headers-$release" 'linux-kbuild-.*')
	mkdir "$tmp/kernel" "$tmp/libraries" "$tmp/tree"
	(cd "$tmp/kernel" && apt-get -qq download "linux-image-$release:arm64" "linux-headers-$release:arm64" "$headers" "$kbuild:$host" \
		busybox-static:arm64)
	(cd "$tmp/libraries" && apt-get -qq download libc6:arm64 libcmocka0:arm64 libsmartcols1:arm64 libuuid1:arm64 \
		libcmocka-dev:arm64 libsmartcols-dev:arm64 uuid-dev:arm64)
}

unpack() {
	local deb

	for deb in "$tmp"/kernel/*.deb; do
		dpkg -x "$deb" "$tmp/unpacked"
	done
	for deb in "$tmp"/libraries/*.deb; do
		dpkg -x "$deb" "$tmp/tree/sysroot"
	done
	mkdir -p "$tmp/tree/boot" "$tmp/tree/headers/usr"
	mv "$tmp/unpacked/boot/vmlinuz-$release" "$tmp/tree/boot/vmlinuz"
	mv "$tmp/unpacked/boot/config-$release" "$tmp/tree/boot/config"
	mv "$tmp/unpacked/bin/busybox" "$tmp/tree/busybox"
	mv "$tmp/unpacked/usr/src" "$tmp/unpacked/usr/lib" "$tmp/tree/headers/usr/"
	rm -rf "$tmp/tree/headers/usr/lib/linux-image-$release" "$tmp/tree/sysroot/usr/share"
	echo "$release" >"$tmp/tree/release"
	# It names its companion by the path that it would have if it were installed.
	# shellcheck disable=SC2016 # make expands these
	sed -i 's|^include /usr/src/|include $(dir $(realpath $(lastword $(MAKEFILE_LIST))))../|' \
		"$tmp/tree/headers/usr/src/linux-headers-$release/Makefile"
}

fetch() {
	local release

	rm -rf "$tmp"
	trap 'rm -rf "$tmp"' EXIT
	mkdir "$tmp"
	echo "packages.sh: fetching Debian $codename's arm64 kernel and libraries into $tree" >&2
	prepare_apt
	download
	unpack
	rm -rf "$tree"
	mv "$tmp/tree" "$tree"
}

[ -n "$codename" ] || die "/etc/os-release names no release of Debian"
mkdir -p "$cache"
exec 9>"$cache/lock"
flock 9
# The tree appears by rename: what is there is whole.
[ -e "$tree/release" ] || fetch
echo "$tree"
