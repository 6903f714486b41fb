#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The libffa contributors
#
# run.sh BUILD_DIR
# run.sh --image-only DIR
#
# The device ring: boots Debian's arm64 kernel in QEMU with the real module, above firmware of ours (../firmware) that has the
# software SPMC, and runs the contract program, ffa-cli and the cases of guest/*-cases.sh inside. Works in BUILD_DIR/device,
# leaves results in BUILD_DIR/results/device, in the form of CMocka's XML. Exit code 0: all cases passed.
#
# --image-only leaves kernel, initramfs and module in DIR, to boot them above any other firmware.
#
# Needs the packages named in need_tools, the network once (see packages.sh), and neither root nor KVM.

set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)

# The guest's RAM; the monitor lives between it and the machine's.
guest_mib=448
machine_mib=512
# The slowest machine boots and runs everything in less.
deadline=600

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
		sparse sparse
		make make
		cpio cpio
		meson meson
		ninja ninja-build
		pkg-config pkg-config
		flock util-linux
	EOF
}

prepare() {
	need_tools
	mkdir -p "$work"
	packages=$("$here/packages.sh") || die "no kernel and libraries for arm64: see above"
	build_module "$top/kmod"
	build_module "$here/mainline-stub"
	build_module "$top/tests/abi/arm-ffa-first"
	build_user
	build_helpers
	build_initramfs
}

image_only() {
	work=$(mktemp -d)
	trap 'rm -rf "$work"' EXIT
	prepare
	mkdir -p "$1"
	cp "$packages/boot/vmlinuz" "$work/initramfs.cpio.gz" "$work/module/kmod/arm_ffa_cdev.ko" "$1/"
	cp "$here/IMAGE.md" "$1/README.md"
}

run() {
	work=$1/device
	results=$1/results/device
	prepare
	build_monitor
	results_begin
	trap vm_stop EXIT
	vm_run main monitor gate,contract,node,message,module
	vm_run mainline monitor mainline
	vm_run no-ffa monitor-without-ffa no-ffa
	vm_run no-smccc plain no-smccc
	results_check_calls main $(($(results_count) + 1)) 1000000000
	results_check_unmapped main
	results_check_calls mainline 0 0
	results_check_calls no-ffa 0 1
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
