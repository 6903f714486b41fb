#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The libffa contributors
#
# traps.sh TESTS_DIR
#
# TESTS_DIR/traps: each trap has its line, and each test that a line names is one of the sources.
set -u

tests=$1
suite=abi-traps
# shellcheck source=tests/abi/cases.sh
. "$(dirname "$0")/cases.sh"

# A trap a line.
sed -e '/^#/d' -e '/^$/d' "$tests/traps" | sed -e ':again' -e '$!N' -e 's/\n\t/ /' -e 't again' -e 'P' -e 'D' >"$work/traps"

# Lines that are none are printed.
are_well_formed() {
	named='test( test_[a-z0-9_]+)+'
	later='later: (memory|notifications|indirect messages): [^|]+'
	none="none: (mainline only|other firmware's|a wish): [^|]+"
	! grep -vE "^[DTUA][0-9]+a? \| [^|]+ \| ($named|$later|$none)\$" "$work/traps"
}

# are_all_there LETTER LAST: each number up to LAST, and none twice.
are_all_there() {
	sed -n "s/^$1\([0-9]*\) .*/\1/p" "$work/traps" | sort -n >"$work/numbers"
	seq "$2" | diff - "$work/numbers"
}

# Functions of programs and of the shell.
names_of_tests() {
	find "$tests" -name '*.c' -exec sed -nE 's/^static void (test_[a-z0-9_]+)\(void \*\*state\)$/\1/p' {} +
	find "$tests" -name '*.sh' -exec sed -nE 's/^(test_[a-z0-9_]+)\(\) \{$/\1/p' {} +
}

# Those that do not exist are printed.
tests_exist() {
	names_of_tests | sort -u >"$work/sources"
	sed -n 's/.*| test //p' "$work/traps" | tr ' ' '\n' | sort -u >"$work/named"
	[ -s "$work/named" ] && ! comm -13 "$work/sources" "$work/named" | grep .
}

case_of traps_are_well_formed are_well_formed
case_of traps_of_drivers_are_all_there are_all_there D 65
case_of traps_of_drivers_above_are_all_there are_all_there T 2
case_of traps_of_users_are_all_there are_all_there U 35
case_of traps_of_the_abi_are_all_there are_all_there A 42
case_of traps_have_their_tests tests_exist
finish
