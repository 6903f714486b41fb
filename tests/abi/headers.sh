#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The libffa contributors
#
# headers.sh INCLUDE_DIR
#
# Every public header, alone and twice, is clean as C11 with $CC and as C++17 with $CXX; so is the uapi header, which is
# GNU C like all of the kernel's.
set -u

include=$1
suite=abi-headers
# shellcheck source=tests/abi/cases.sh
. "$(dirname "$0")/cases.sh"

# compiles HEADER COMPILER...
compiles() {
	header=$1
	shift
	printf '#include <%s>\n#include <%s>\nextern int nothing;\n' "$header" "$header" |
		"$@" -Wall -Wextra -Werror -Wshadow -Wundef -fsyntax-only -
}

for path in "$include"/ffa/*.h; do
	name=$(basename "$path")
	# shellcheck disable=SC2086
	case_of "${name%.h}_alone_is_c11" compiles "ffa/$name" $CC -std=c11 -pedantic -Wstrict-prototypes -I"$include" -x c
	# shellcheck disable=SC2086
	case_of "${name%.h}_alone_is_cxx17" compiles "ffa/$name" $CXX -std=c++17 -pedantic -I"$include" -x c++
done
# shellcheck disable=SC2086
case_of uapi_alone_is_c compiles linux/arm_ffa_cdev.h $CC -std=gnu11 -I"$include/uapi" -x c
# shellcheck disable=SC2086
case_of uapi_alone_is_cxx compiles linux/arm_ffa_cdev.h $CXX -std=gnu++17 -I"$include/uapi" -x c++
finish
