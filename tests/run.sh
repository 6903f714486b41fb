#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The libffa contributors
#
# run.sh [RING...]
#
# Runs the rings of tests, all of them unless some are named; installs what they need on Debian 12 first.
#   unit      wire, model, stand-ins of the kernel, library; with gcc and clang, ASan+UBSan, valgrind
#   contract  driver, library and ffa-cli on the fake device; also under ASan+UBSan, TSan, valgrind
#   abi       headers, symbols, layouts
#   device    the module in two of Debian's arm64 kernels, in virtual machines
#   bench     instructions of libffa's operations in such a machine, in two boots that agree
# Builds below build-tests/. The last line counts cases. Exits 0 if none failed or was skipped and every ring had some.

set -euo pipefail

top=$(cd "$(dirname "$0")/.." && pwd)
build=$top/build-tests
results=$build/results
broken=0

packages_all="meson ninja-build gcc g++ clang libc6-dev pkg-config libcmocka-dev uuid-dev libsmartcols-dev"
packages_unit="valgrind"
packages_contract="valgrind util-linux python3"
packages_abi="gcc-i686-linux-gnu gcc-arm-linux-gnueabihf libc6-dev-i386-cross libc6-dev-armhf-cross binutils reuse git"
packages_device="qemu-system-arm gcc-aarch64-linux-gnu libc6-dev-arm64-cross sparse make cpio gzip util-linux"
packages_bench=$packages_device

# breaks WHAT: something that no case shows.
breaks() {
	broken=$((broken + 1))
	echo "tests/run.sh: $*" >&2
}

# setup NAME [MESON OPTION...]: builds the tree in build-tests/NAME; warnings are errors.
setup() {
	local dir=$build/$1

	shift
	[ -f "$dir/build.ninja" ] || meson setup "$dir" "$top" -Dwerror=true "$@" || return
	ninja -C "$dir"
}

# suite NAME RING [MESON TEST ARGUMENT...]: runs one suite of build-tests/NAME, which writes XML files, one case a <testcase>.
suite() {
	local dir=$build/$1 ring=$2 out

	mkdir -p "$results/$2"
	out=$(mktemp -d "$results/$2/$1.XXXXXX")
	shift 2
	CMOCKA_MESSAGE_OUTPUT=XML CMOCKA_XML_FILE="$out/%g.xml" LIBFFA_RESULTS="$out" \
		meson test -C "$dir" --suite "$ring" --no-rebuild --print-errorlogs "$@" </dev/null ||
		breaks "$ring: meson test failed in $dir: see its meson-logs/"
	[ $# -gt 0 ] || check_files "$dir" "$ring" "$out"
}

# list_suite NAME RING: the tests of one suite of build-tests/NAME.
list_suite() {
	meson test -C "$build/$1" --suite "$2" --list --no-rebuild 2>/dev/null | sed -n 's|^.* / ||p'
}

# check_files DIR RING OUT: cases of a program without a file of its own would not be counted.
check_files() {
	local programs files

	programs=$(meson test -C "$1" --suite "$2" --list --no-rebuild 2>/dev/null | grep -c ' / ')
	files=$(find "$3" -name '*.xml' | wc -l)
	[ "$programs" = "$files" ] || breaks "$2: $programs programs left $files files of results in $3"
}

# What the sanitizer of undefined behaviour finds is a failure, too.
export UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1

# Threads that wait for each other in loops need fair turns.
valgrind_options="--fair-sched=yes --error-exitcode=99 --leak-check=full --show-leak-kinds=definite,possible --errors-for-leak-kinds=definite,possible"

build_gcc() {
	setup gcc
}

build_clang() {
	CC=clang setup clang
}

build_sanitizers() {
	setup asan -Db_sanitize=address,undefined -Db_lundef=false
}

ring_unit() {
	build_gcc && build_clang && build_sanitizers || return
	suite gcc unit
	suite clang unit
	suite asan unit
	suite_valgrind unit
}

# suite_valgrind RING [MESON TEST ARGUMENT...]: programs of the plain build under valgrind.
suite_valgrind() {
	local ring=$1

	shift
	suite gcc "$ring" --timeout-multiplier 4 --logbase "valgrind-$ring" --wrapper "valgrind -q $valgrind_options" "$@"
}

ring_contract() {
	local programs

	build_gcc && build_sanitizers && setup tsan -Db_sanitize=thread -Db_lundef=false || return
	# Most of the time the programs wait.
	local -x MESON_TESTTHREADS=8
	suite gcc contract
	suite asan contract
	# ffa-cli's cases are scripts: valgrind would look at the shell. It has nothing to add to ASan's word on random answers.
	mapfile -t programs < <(list_suite gcc contract | grep -x 'contract\(-.*\)\?' | grep -vx contract-random)
	suite_valgrind contract "${programs[@]}"
	# TSan's fixed shadow does not go with every layout that the kernel picks.
	suite tsan contract --wrapper 'setarch -R'
}

ring_abi() {
	build_gcc || return
	suite gcc abi
}

ring_device() {
	build_gcc || return
	"$top/tests/device/run.sh" "$build/gcc" </dev/null || breaks "device: see above"
	mkdir -p "$results/device"
	cp "$build"/gcc/results/device/*.xml "$results/device/" || breaks "device: no results"
}

ring_bench() {
	build_gcc || return
	"$top/tests/bench/run.sh" "$build/gcc" </dev/null || breaks "bench: see above"
	mkdir -p "$results/bench"
	cp "$build"/gcc/results/bench/*.xml "$results/bench/" || breaks "bench: no results"
}

# count RING: its cases as "PASSED FAILED SKIPPED".
count() {
	find "$results/$1" -name '*.xml' -exec cat {} + 2>/dev/null | awk '
		{ all += gsub(/<testcase[ >]/, ""); failed += gsub(/<(failure|error)[ >\/]/, ""); skipped += gsub(/<skipped[ >\/]/, "") }
		END { print all - failed - skipped, failed + 0, skipped + 0 }'
}

# main's sums
passed=0 failed=0 skipped=0

run_ring() {
	local ring=$1 start=$SECONDS counted

	echo "== ring $ring"
	mkdir -p "$results/$ring"
	"ring_$ring" || breaks "ring $ring stopped early"
	read -ra counted <<<"$(count "$ring")"
	[ "${counted[0]}" -gt 0 ] || breaks "ring $ring has no case that passed"
	passed=$((passed + counted[0])) failed=$((failed + counted[1])) skipped=$((skipped + counted[2]))
	summary+=("ring $ring: $((SECONDS - start)) s, ${counted[0]} passed, ${counted[1]} failed, ${counted[2]} skipped")
}

rings=("$@")
[ ${#rings[@]} -gt 0 ] || rings=(unit contract abi device bench)
packages=$packages_all
for ring in "${rings[@]}"; do
	case $ring in
	unit | contract | abi | device | bench)
		list=packages_$ring
		packages+=" ${!list}"
		;;
	*)
		echo "tests/run.sh: there is no ring $ring: unit, contract, abi, device, bench" >&2
		exit 2
		;;
	esac
done

# shellcheck disable=SC2086
"$top/tests/install.sh" $packages
rm -rf "$results"
summary=()
for ring in "${rings[@]}"; do
	run_ring "$ring"
done

printf '%s\n' "${summary[@]}"
# What broke without a case that says so is a failure all the same.
[ "$failed" -gt 0 ] || failed=$broken
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ] && [ "$skipped" = 0 ]
