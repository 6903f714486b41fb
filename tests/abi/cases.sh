# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The libffa contributors
# shellcheck shell=sh disable=SC2154
#
# Sourced by the programs of this ring, with their name in $suite: runs their cases and writes $LIBFFA_RESULTS/SUITE.xml, or
# nothing without that variable. A case is a command that succeeds or says why not.

work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
log=$work/case.log
cases=$work/cases.xml
: >"$cases"
total=0
failed=0

escape() {
	LC_ALL=C tr -cd '\11\12\40-\176' | sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g'
}

# case_of NAME COMMAND...
case_of() {
	case_name=test_abi_$1
	shift
	total=$((total + 1))
	if "$@" >"$log" 2>&1; then
		echo "  <testcase name=\"$case_name\"/>" >>"$cases"
		return
	fi
	failed=$((failed + 1))
	echo "FAILED: $case_name" >&2
	cat "$log" >&2
	{
		echo "  <testcase name=\"$case_name\"><failure>"
		escape <"$log"
		echo "  </failure></testcase>"
	} >>"$cases"
}

# cannot_run WHY: without what it takes the program is skipped as a whole.
cannot_run() {
	echo "skipped: $1" >&2
	[ -z "${LIBFFA_RESULTS:-}" ] || {
		echo "<testsuite name=\"$suite\"><testcase name=\"test_$suite\"><skipped/></testcase></testsuite>" >"$LIBFFA_RESULTS/$suite.xml"
	}
	exit 77
}

[ -n "${CXX:-}" ] || cannot_run "no C++ compiler"

# finish: the last command of a program
finish() {
	[ -z "${LIBFFA_RESULTS:-}" ] || {
		echo '<?xml version="1.0" encoding="UTF-8"?>'
		echo "<testsuite name=\"$suite\" tests=\"$total\" failures=\"$failed\">"
		cat "$cases"
		echo '</testsuite>'
	} >"$LIBFFA_RESULTS/$suite.xml"
	echo "$suite: $((total - failed)) passed, $failed failed"
	[ "$failed" -eq 0 ] && [ "$total" -gt 0 ]
}
