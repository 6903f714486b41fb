#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The libffa contributors
#
# Usage: run.sh RESULTS_DIR FFA_CLI [DEVICE_URI [EXAMPLES_DIR]]     ($LIBFFA_RESULTS is stronger than RESULTS_DIR)
#
# Runs the cases of ffa-cli (*-cases.sh beside this file), and of the example programs if their folder is given, on a device
# that has the default set of partitions of <ffa/model.h>, "fake:" unless said otherwise, and writes RESULTS_DIR/cli.xml.
# Exits 0 if no case failed.
set -u

[ $# -ge 2 ] || {
	echo "usage: run.sh RESULTS_DIR FFA_CLI [DEVICE_URI [EXAMPLES_DIR]]" >&2
	exit 2
}

here=$(cd "$(dirname "$0")" && pwd)
results=${LIBFFA_RESULTS:-$1}
uri=${3:-fake:}
# shellcheck disable=SC2034
examples=${4:-}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

# Whoever has no rights must still be able to run it.
chmod 755 "$work"
cli=$work/ffa-cli
cp "$2" "$cli" || exit 1
out=$work/out
err=$work/err
cases=$work/cases.xml
: >"$cases"
passed=0
failed=0
skipped=0

escape() {
	LC_ALL=C tr -cd '\11\12\40-\176' | sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g; s/"/\&quot;/g'
}

passes() {
	passed=$((passed + 1))
	echo "  <testcase name=\"test_cli_$1\"/>" >>"$cases"
}

skips() {
	skipped=$((skipped + 1))
	echo "skipped: test_cli_$1: $2" >&2
	echo "  <testcase name=\"test_cli_$1\"><skipped>$2</skipped></testcase>" >>"$cases"
}

# breaks CASE REASON: with what the last command said
breaks() {
	failed=$((failed + 1))
	{
		echo "$2"
		echo "stdout:"
		cat "$out"
		echo "stderr:"
		cat "$err"
	} >"$work/log"
	echo "FAILED: test_cli_$1" >&2
	sed 's/^/    /' "$work/log" >&2
	{
		echo "  <testcase name=\"test_cli_$1\"><failure>"
		escape <"$work/log"
		echo "  </failure></testcase>"
	} >>"$cases"
}

# run ARG...: ffa-cli, with its output in $out and $err and its exit code in $code
run() {
	timeout 60 "$cli" "$@" >"$out" 2>"$err" </dev/null
	code=$?
}

# one_line PATTERN: stderr is one line of ffa-cli's that matches the shell pattern
one_line() {
	[ "$(wc -l <"$err")" -eq 1 ] || return 1
	# shellcheck disable=SC2254
	case $(cat "$err") in
	"ffa-cli: "$1) return 0 ;;
	esac
	return 1
}

# judge_success CASE STDOUT
judge_success() {
	if [ "$code" != 0 ]; then
		breaks "$1" "exit code $code, not 0"
	elif [ -s "$err" ]; then
		breaks "$1" "stderr is not empty"
	elif [ "$(cat "$out" && echo .)" != "$2
." ]; then
		breaks "$1" "stdout is not: $2"
	else
		passes "$1"
	fi
}

# judge_failure CASE CODE PATTERN
judge_failure() {
	if [ "$code" != "$2" ]; then
		breaks "$1" "exit code $code, not $2"
	elif [ -s "$out" ]; then
		breaks "$1" "stdout is not empty"
	elif ! one_line "$3"; then
		breaks "$1" "stderr is not one line that matches: $3"
	else
		passes "$1"
	fi
}

# prints CASE STDOUT ARG...: ffa-cli succeeds and prints exactly that
prints() {
	case_name=$1
	expected=$2
	shift 2
	run "$@"
	judge_success "$case_name" "$expected"
}

# fails CASE CODE PATTERN ARG...: ffa-cli fails with that code and one line on stderr that matches the shell pattern
fails() {
	case_name=$1
	expected=$2
	pattern=$3
	shift 3
	run "$@"
	judge_failure "$case_name" "$expected" "$pattern"
}

judge_json='import json, sys
d = json.load(sys.stdin)
sys.exit(not eval("(" + sys.argv[1] + ")"))'

# json_is CASE EXPRESSION ARG...: ffa-cli prints JSON, for which the Python expression (of d, the document) is true
json_is() {
	case_name=$1
	expression=$2
	shift 2
	run --json "$@"
	if [ "$code" != 0 ] || [ -s "$err" ]; then
		breaks "$case_name" "exit code $code, not 0, or stderr is not empty"
	elif ! python3 -c "$judge_json" "$expression" <"$out"; then
		breaks "$case_name" "stdout is not JSON with: $expression"
	else
		passes "$case_name"
	fi
}

on_fake() {
	[ "$uri" = fake: ]
}

# uuid NN: of the default set
uuid() {
	echo "ffa000$1-0000-4000-8000-000000000000"
}

for file in "$here"/*-cases.sh; do
	# shellcheck source=/dev/null
	. "$file"
done

mkdir -p "$results" || exit 1
{
	echo '<?xml version="1.0" encoding="UTF-8"?>'
	echo "<testsuite name=\"cli\" tests=\"$((passed + failed + skipped))\" failures=\"$failed\" skipped=\"$skipped\">"
	cat "$cases"
	echo '</testsuite>'
} >"$results/cli.xml" || exit 1
echo "cli: $passed passed, $failed failed, $skipped skipped" >&2
[ "$failed" -eq 0 ]
