#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The libffa contributors
#
# layouts.sh INCLUDE_DIR LAYOUT_C
#
# The numbers of layout.c hold for $CC and for 32 bits: i686, where 64-bit integers have an alignment of 4 unless told
# otherwise, and arm.
set -u

include=$1
layout=$2
suite=abi-layouts
# shellcheck source=tests/abi/cases.sh
. "$(dirname "$0")/cases.sh"

# holds COMPILER...
holds() {
	"$@" -std=gnu11 -Wall -Wextra -Werror -fsyntax-only -I"$include" -I"$include/uapi" "$layout"
}

for machine in i686-linux-gnu arm-linux-gnueabihf; do
	echo '#include <linux/types.h>' | $machine-gcc -fsyntax-only -x c - 2>"$work/log" ||
		cannot_run "no $machine-gcc with its libc6-dev: $(head -n 1 "$work/log")"
done
# shellcheck disable=SC2086
case_of layout_of_the_host holds $CC
case_of layout_of_i686 holds i686-linux-gnu-gcc
case_of layout_of_arm holds arm-linux-gnueabihf-gcc
finish
