# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The libffa contributors
# shellcheck shell=bash disable=SC2154
#
# What the virtual machine gets. In: $top, $here, $kernels, $packages, $guest_mib; everything is made below $work.

# Of the build for arm64.
programs=(tools/ffa-cli tests/contract/contract)

# build_logged NAME COMMAND...: its output goes to NAME.log.
build_logged() {
	local log=$work/$1.log

	shift
	"$@" >"$log" 2>&1 </dev/null || {
		tail -n 40 "$log" >&2
		die "$(basename "$log" .log) did not build; all of the output is in $log"
	}
}

# build_module SOURCE [CODENAME...]: for these releases' kernels or all of them, in a copy of its own, with the neighbours that
# it needs, as DKMS would.
build_module() {
	local source=$1 codename

	shift
	[ $# -gt 0 ] || set -- "${!kernels[@]}"
	for codename in "$@"; do
		build_module_for "$codename" "$source"
	done
}

build_module_for() {
	local tree=${kernels[$1]} stage=$work/module/$1 name log

	name=$(basename "$2")
	log=$name-$1
	mkdir -p "$stage/lib" "$stage/include"
	rm -rf "${stage:?}/$name" "$stage/lib/wire" "$stage/include/uapi"
	cp -R "$2" "$stage/$name"
	cp -R "$top/lib/wire" "$stage/lib/"
	cp -R "$top/include/uapi" "$stage/include/"
	# The compiler that the kernel was made with, where it is not this host's.
	PATH=$tree/headers/usr/bin:$PATH build_logged "$log" make -j"$(nproc)" \
		-C "$tree/headers/usr/src/linux-headers-$(cat "$tree/release")" M="$stage/$name" \
		ARCH=arm64 CROSS_COMPILE=aarch64-linux-gnu- W=1 KCFLAGS=-Werror C=1 CHECK=sparse
	if grep -iE 'warning|error:' "$work/$log.log" >&2; then
		die "$name: the compiler, sparse or modpost warns, see $work/$log.log"
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

# The programs for arm64.
build_user() {
	local cross=$work/user

	build_cross_file >"$work/cross.txt.new"
	if ! cmp -s "$work/cross.txt.new" "$work/cross.txt"; then
		rm -rf "$cross"
		mv "$work/cross.txt.new" "$work/cross.txt"
	fi
	[ -e "$cross/build.ninja" ] || build_logged user-setup meson setup "$cross" "$top" --cross-file "$work/cross.txt" --werror \
		-Ddefault_library=static -Dtools=enabled -Dtests=enabled -Dfake=disabled -Dexamples=disabled -Ddocs=disabled
	build_logged user ninja -C "$cross" "${programs[@]}"
}

# Small helpers of the cases.
build_helpers() {
	local name

	for name in hold insert kexec; do
		build_logged "$name" aarch64-linux-gnu-gcc -O2 -Wall -Wextra -Werror -I"$top/include/uapi" -o "$work/$name" \
			"$here/guest/$name.c"
	done
}

# What variants-cases.sh goes through, from the model's own list of quirks.
build_variants() {
	build_logged variants "${CC:-cc}" -O1 -Wall -Wextra -Werror -I"$top/include" -I"$top/lib/wire" -o "$work/variants" \
		"$here/variants.c" "$top"/lib/model/*.c "$top"/lib/wire/*.c
	"$work/variants" >"$work/variants.list"
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
	local root=$work/initramfs program codename modules

	rm -rf "$root"
	mkdir -p "$root/bin" "$root/etc" "$root/lib/aarch64-linux-gnu"
	cp "$packages/busybox" "$root/bin/"
	for program in "${programs[@]/#/$work/user/}" "$work"/{hold,insert,kexec}; do
		[ -e "$program" ] || die "the build for arm64 made no ${program#"$work/user/"}, see $work/user.log"
		cp "$program" "$root/bin/"
		build_libraries_of "$program"
	done
	ln -s aarch64-linux-gnu/ld-linux-aarch64.so.1 "$root/lib/"
	cp -R "$here/guest" "$root/guest"
	mv "$root/guest/init" "$root/init"
	rm "$root"/guest/*.c
	cp "$work/variants.list" "$root/guest/variants"
	for codename in "${!kernels[@]}"; do
		modules=$root/modules/$(cat "${kernels[$codename]}/release")
		mkdir -p "$modules"
		cp "$work/module/$codename"/*/*.ko "$modules/"
	done
	printf 'root:x:0:0::/:/bin/sh\nnobody:x:65534:65534::/:/bin/sh\n' >"$root/etc/passwd"
	printf 'root:x:0:\nnogroup:x:65534:\n' >"$root/etc/group"
	(cd "$root" && find . | LC_ALL=C sort | cpio --quiet -o -H newc -R +0:+0 | gzip -1) >"$work/initramfs.cpio.gz"
}

# build_kexec_initrds: for machines that kexec into their own kernel, which is put before the rest.
build_kexec_initrds() {
	local codename

	for codename in "${!kernels[@]}"; do
		(cd "${kernels[$codename]}/boot" && echo vmlinuz | cpio --quiet -o -H newc -R +0:+0 | gzip -1 |
			cat - "$work/initramfs.cpio.gz") >"$work/initramfs-$codename.cpio.gz"
	done
}
