#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The libffa contributors
#
# run.sh BUILD_DIR
# run.sh --image-only DIR
#
# The device ring: boots Debian's arm64 kernels in QEMU with the real module, above firmware of ours (../firmware) that has the
# software SPMC, and runs the contract program, ffa-cli and the cases of guest/*-cases.sh inside. The boots together have each
# kernel, conduit, GIC and number of CPUs, and the contract on each version of FF-A and each quirk of firmware. Works in
# BUILD_DIR/device, leaves results in BUILD_DIR/results/device, in the form of CMocka's XML. Exit code 0: all cases passed.
#
# --image-only leaves kernel, initramfs and module in DIR, to boot them above any other firmware.
#
# Needs the packages named in need_tools, the network once (see packages.sh), and neither root nor KVM.

set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)

# This release of Debian and the next one, whose kernels are 6.1 and 6.12.
# shellcheck source=/dev/null
codename=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
next=trixie
declare -A kernels # by release: what packages.sh has of it

# The guest's RAM; the monitor lives between it and the machine's.
guest_mib=448
machine_mib=512
# The slowest machine boots and runs everything of one boot in less.
deadline=900

die() {
	echo "tests/device/run.sh: $*" >&2
	exit 1
}

usage() {
	echo 'usage: run.sh BUILD_DIR | run.sh --image-only DIR' >&2
	exit 2
}

# shellcheck source=build.sh
. "$here/build.sh"
# shellcheck source=vm.sh
. "$here/vm.sh"
# shellcheck source=results.sh
. "$here/results.sh"

need_tools() {
	local tool package

	while read -r tool package; do
		command -v "$tool" >/dev/null || die "$tool is missing: apt-get install $package"
	done <<-EOF
		qemu-system-aarch64 qemu-system-arm
		aarch64-linux-gnu-gcc gcc-aarch64-linux-gnu libc6-dev-arm64-cross
		cc gcc
		readelf binutils
		sparse sparse
		make make
		cpio cpio
		meson meson
		ninja ninja-build
		pkg-config pkg-config
		flock util-linux
	EOF
}

# prepare CODENAME...: all that a virtual machine needs above firmware, with these releases' kernels.
prepare() {
	local name

	need_tools
	mkdir -p "$work"
	for name in "$@"; do
		kernels[$name]=$("$here/packages.sh" "$name") || die "nothing of Debian $name for arm64: see above"
	done
	packages=${kernels[$codename]}
	build_module "$top/kmod"
	build_module "$here/mainline-stub"
	build_module "$top/tests/abi/arm-ffa-first"
	build_user
	build_helpers
	build_variants
	build_initramfs
}

image_only() {
	work=$(mktemp -d)
	trap 'rm -rf "$work"' EXIT
	prepare "$codename"
	mkdir -p "$1"
	cp "$packages/boot/vmlinuz" "$work/initramfs.cpio.gz" "$work/module/$codename/kmod/arm_ffa_cdev.ko" "$1/"
	cp "$here/IMAGE.md" "$1/README.md"
}

# share I: every fourth of the variants, beginning with the I-th, but all that have no quirks.
share() {
	awk -v i="$1" '!$3 || n++ % 4 == i { print $1 }' "$work/variants.list" | paste -s -d ,
}

# Four boots that share the variants, all at once because the contract mostly waits; then three that refuse the module.
boot_all() {
	local name some=gate,contract,variants,node,message,module all=cpu,gate,contract,variants,node,message,module,kexec

	vm_start "$codename-smc" monitor "$all" kernel="$codename" cpus=2 gic=3 conduit=smc variants="$(share 0)" \
		initrd="initramfs-$codename"
	vm_start "$next-smc" monitor "$some" kernel="$next" cpus=1 gic=3 conduit=smc variants="$(share 1)"
	vm_start "$codename-hvc" monitor "$some" kernel="$codename" cpus=1 gic=2 conduit=hvc variants="$(share 2)"
	vm_start "$next-hvc" monitor "$all" kernel="$next" cpus=2 gic=2 conduit=hvc variants="$(share 3)" \
		initrd="initramfs-$next"
	for name in "$codename"-{smc,hvc} "$next"-{smc,hvc}; do
		vm_finish "$name"
	done
	vm_run mainline monitor mainline
	vm_run no-ffa monitor-without-ffa no-ffa
	vm_run no-smccc plain no-smccc
}

run() {
	local boot

	[ "$codename" != "$next" ] || die "this is Debian $next already: name the release after it in $0"
	work=$1/device
	results=$1/results/device
	prepare "$codename" "$next"
	build_monitor
	build_kexec_initrds
	results_begin
	trap vm_stop EXIT
	boot_all
	for boot in "$codename"-{smc,hvc} "$next"-{smc,hvc}; do
		results_check_more_calls_than_cases "$boot" "${boot#*-}"
		results_check_unmapped "$boot"
		results_check_models "$boot"
	done
	results_check_calls mainline smc 0 0
	results_check_calls no-ffa smc 0 3
	results_check_quirks
	results_compare "$1"
	results_end
}

case $#:${1:-} in
2:--image-only)
	mkdir -p "$2"
	image_only "$(cd "$2" && pwd)"
	;;
1:-*) usage ;;
1:*)
	[ -d "$1" ] || die "$1 is no directory: meson setup it first"
	run "$(cd "$1" && pwd)"
	;;
*) usage ;;
esac
