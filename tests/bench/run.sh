#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The libffa contributors
#
# run.sh BUILD_DIR
#
# The bench ring: counts the instructions of libffa's operations, from the caller's to the partition's and back, in the virtual
# machine of the device ring (../device), whose clock QEMU makes count instructions. Two boots, which have other random numbers
# and other moments of interrupts, must agree to 0.1 %. Prints the figures, a line {"op":NAME,"instructions":N} each, and how
# many messages a second the fake device carries on this host. Works in BUILD_DIR/bench, leaves results in
# BUILD_DIR/results/bench, in the form of CMocka's XML. Exit code 0: all cases passed.
#
# Needs what the device ring needs.

set -euo pipefail

bench=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$bench/../.." && pwd)

# floors.ko measures the first two, the bench program the others. What a YIELD costs depends on when the worker goes on: those
# figures are shown and not compared.
ops=(smc-id-get smc-direct32 ioctl-empty direct32 direct32-timeout direct64 req2 async-direct32 partition-list-5
	partition-list-60 open-close)
shown=(direct32-yield async-direct32-yield)

# shellcheck source=/dev/null
codename=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
declare -A kernels
# With KASLR it is luck whether a module lies near the kernel or so far that it calls it through veneers, some ten
# instructions a message. Page table isolation, which it turns on, stays on.
layout='nokaslr kpti=1'
guest_mib=448
machine_mib=512
deadline=600

die() {
	echo "tests/bench/run.sh: $*" >&2
	exit 1
}

# shellcheck source=../device/build.sh
. "$top/tests/device/build.sh"
programs=(tests/bench/bench)
# shellcheck source=../device/vm.sh
. "$top/tests/device/vm.sh"
# shellcheck source=../device/results.sh
. "$top/tests/device/results.sh"
# shellcheck source=figures.sh
. "$bench/figures.sh"

need_tools() {
	local tool

	for tool in qemu-system-aarch64 aarch64-linux-gnu-gcc sparse make cpio meson ninja pkg-config flock; do
		command -v "$tool" >/dev/null || die "$tool is missing: install what tests/run.sh has in packages_device"
	done
}

# The guest of the device ring with cases of our own, in a folder that takes the place of ../device for the scripts.
prepare() {
	need_tools
	mkdir -p "$work"
	kernels[$codename]=$("$top/tests/device/packages.sh" "$codename") || die "no kernel and libraries for arm64: see above"
	packages=${kernels[$codename]}
	here=$work/guests
	rm -rf "$here"
	mkdir -p "$here"
	cp -R "$top/tests/device/guest" "$here/"
	cp "$bench"/guest/* "$here/guest/"
	: >"$work/variants.list"
	build_module "$top/kmod"
	build_module "$bench/floors"
	build_user
	build_helpers
	build_initramfs
	build_monitor
}

# boots NAME...: all at once.
boots() {
	local name

	rm -f "$work"/*.figures "$work"/*.messages
	for name in "$@"; do
		vm_start "$name" monitor bench icount=0 append="$layout"
	done
	for name in "$@"; do
		vm_finish "$name"
		cat "$work/$name"-*.figures >"$work/$name.figures" || true
	done
}

check_agreement() {
	local op

	for op in "${ops[@]}"; do
		results_check ring "${op//-/_}_agrees" "$(figures_agree "$op" "$work/one.figures" "$work/two.figures")"
	done
}

# The checks see what is a little too much, let pass what is just not, and miss nothing that was not measured.
check_checks() {
	local why=''

	figures_scaled "$work/one.figures" 1.002 >"$work/far.figures"
	figures_scaled "$work/one.figures" 1.0005 >"$work/near.figures"
	[ -n "$(figures_agree open-close "$work/one.figures" "$work/far.figures")" ] || why+='0.2 % more were accepted. '
	[ -z "$(figures_agree open-close "$work/one.figures" "$work/near.figures")" ] || why+='0.05 % more were refused. '
	[ -n "$(figures_agree none "$work/one.figures" "$work/two.figures")" ] || why+='An op without figures was accepted. '
	[ -n "$(figures_at_most 300.1 300)" ] || why+='More than the limit was accepted. '
	[ -z "$(figures_at_most 300 300)" ] || why+='The limit itself was refused. '
	[ -n "$(figures_at_most '' 300)" ] || why+='No figure was accepted. '
	results_check ring checks_see_what_is_wrong "$why"
}

check_figures() {
	local name

	for name in one two; do
		results_check "$name" direct32_is_near_its_floors "$(figures_of_direct32 "$work/$name.figures")"
		results_check "$name" async_is_below_direct32 "$(figures_of_async "$work/$name.figures")"
		results_check "$name" list_is_linear "$(figures_of_list "$work/$name.figures")"
	done
}

show() {
	local op

	for op in "${ops[@]}" "${shown[@]}"; do
		grep "\"$op\"" "$work/one.figures" || true
	done
	cat "$work"/one-*.messages || true
}

check_fake() {
	local line why

	line=$("$1/tests/bench/bench-fake") || true
	why="bench-fake of $1 printed: $line"
	[[ ! $line =~ ^fake:\ [1-9][0-9]*\ messages/s$ ]] || why=''
	results_check ring fake_carries_messages "$why"
	echo "$line"
}

if [ $# != 1 ] || [ ! -d "$1" ]; then
	echo 'usage: run.sh BUILD_DIR' >&2
	exit 2
fi
build=$(cd "$1" && pwd)
work=$build/bench
results=$build/results/bench
prepare
results_begin
trap vm_stop EXIT
boots one two
check_agreement
check_checks
check_figures
show
check_fake "$build"
results_end
