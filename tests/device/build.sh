# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The libffa contributors
# shellcheck shell=bash disable=SC2154
#
# What the virtual machine gets. In: $top, $here, $packages, $guest_mib; everything is made below $work.

# build_logged NAME COMMAND...: its output goes to NAME.log.
build_logged() {
	local log=$work/$1.log

	shift
	"$@" >"$log" 2>&1 </dev/null || {
		tail -n 40 "$log" >&2
		die "$(basename "$log" .log) did not build; all of the output is in $log"
	}
}

# build_module SOURCE: in a copy of its own, with the neighbours that it needs, as DKMS would.
build_module() {
	local name stage=$work/module

	name=$(basename "$1")
	mkdir -p "$stage/lib" "$stage/include"
	rm -rf "${stage:?}/$name" "$stage/lib/wire" "$stage/include/uapi"
	cp -R "$1" "$stage/$name"
	cp -R "$top/lib/wire" "$stage/lib/"
	cp -R "$top/include/uapi" "$stage/include/"
	build_logged "$name" make -j"$(nproc)" -C "$packages/headers/usr/src/linux-headers-$(cat "$packages/release")" M="$stage/$name" \
		ARCH=arm64 CROSS_COMPILE=aarch64-linux-gnu- W=1 KCFLAGS=-Werror C=1 CHECK=sparse
	if grep -iE 'warning|error:' "$work/$name.log" >&2; then
		die "$name: the compiler, sparse or modpost warns, see $work/$name.log"
	fi
}

build_monitor() {
	mkdir -p "$work/monitor"
	build_logged monitor make -C "$work/monitor" -f "$top/tests/firmware/Makefile" GUEST_MIB="$guest_mib"
}

build_cross_file() {
	local lib=$packages/sysroot/usr/lib/aarch64-linux-gnu

	cat <<-EOF
		[binaries]
		c = 'aarch64-linux-gnu-gcc'
		ar = 'aarch64-linux-gnu-ar'
		strip = 'aarch64-linux-gnu-strip'
		pkgconfig = 'pkg-config'
		[properties]
		sys_root = '$packages/sysroot'
		pkg_config_libdir = '$lib/pkgconfig'
		[built-in options]
		c_args = ['-isystem', '$packages/sysroot/usr/include']
		c_link_args = ['-L$lib', '-Wl,-rpath-link=$lib']
		[host_machine]
		system = 'linux'
		cpu_family = 'aarch64'
		cpu = 'cortex-a57'
		endian = 'little'
	EOF
}

# The library, ffa-cli and the contract program for arm64.
build_user() {
	local cross=$work/user

	build_cross_file >"$work/cross.txt.new"
	if ! cmp -s "$work/cross.txt.new" "$work/cross.txt"; then
		rm -rf "$cross"
		mv "$work/cross.txt.new" "$work/cross.txt"
	fi
	[ -e "$cross/build.ninja" ] || build_logged user-setup meson setup "$cross" "$top" --cross-file "$work/cross.txt" --werror \
		-Ddefault_library=static -Dtools=enabled -Dtests=enabled -Dfake=disabled -Dexamples=disabled -Ddocs=disabled
	build_logged user ninja -C "$cross"
}

# Small helpers of the cases.
build_helpers() {
	local name

	for name in hold insert; do
		build_logged "$name" aarch64-linux-gnu-gcc -O2 -Wall -Wextra -Werror -I"$top/include/uapi" -o "$work/$name" \
			"$here/guest/$name.c"
	done
}

# build_library NAME: into the initramfs, with all that it needs.
build_library() {
	local file

	[ ! -e "$work/initramfs/lib/aarch64-linux-gnu/$1" ] || return 0
	for file in "$packages/sysroot"/{usr/,}lib/aarch64-linux-gnu/"$1"; do
		[ -e "$file" ] || continue
		cp -L "$file" "$work/initramfs/lib/aarch64-linux-gnu/"
		build_libraries_of "$file"
		return 0
	done
	die "$1, which a program in the virtual machine needs, is in none of the packages of packages.sh"
}

build_libraries_of() {
	local name

	for name in $(aarch64-linux-gnu-objdump -p "$1" | awk '$1 == "NEEDED" { print $2 }'); do
		build_library "$name"
	done
}

build_initramfs() {
	local root=$work/initramfs program

	rm -rf "$root"
	mkdir -p "$root/bin" "$root/etc" "$root/lib/aarch64-linux-gnu"
	cp "$packages/busybox" "$root/bin/"
	for program in "$work/user/tools/ffa-cli" "$work/user/tests/contract/contract" "$work"/{hold,insert}; do
		[ -e "$program" ] || die "the build for arm64 made no ${program#"$work/user/"}, see $work/user.log"
		cp "$program" "$root/bin/"
		build_libraries_of "$program"
	done
	ln -s aarch64-linux-gnu/ld-linux-aarch64.so.1 "$root/lib/"
	cp -R "$here/guest" "$root/guest"
	mv "$root/guest/init" "$root/init"
	rm "$root"/guest/*.c
	cp "$work"/module/*/*.ko "$root/"
	printf 'root:x:0:0::/:/bin/sh\nnobody:x:65534:65534::/:/bin/sh\n' >"$root/etc/passwd"
	printf 'root:x:0:\nnogroup:x:65534:\n' >"$root/etc/group"
	(cd "$root" && find . | LC_ALL=C sort | cpio --quiet -o -H newc -R +0:+0 | gzip -1) >"$work/initramfs.cpio.gz"
}
