# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The libffa contributors
# shellcheck shell=bash disable=SC2154
#
# Results: cases of the guest (guest/results.sh has the protocol) and of the host, as XML in the form of CMocka's.
# In: $work, $results, $here. The XML of programs inside is stored as it comes.

results_begin() {
	rm -rf "$results"
	mkdir -p "$results"
	: >"$work/cases.xml"
	results_failed=0
}

# results_escape: any text as XML text; a console holds anything.
results_escape() {
	tr -cd '\11\12\40-\176' | sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g; s/"/\&quot;/g'
}

# results_pass NAME [SECONDS]
results_pass() {
	printf '    <testcase name="%s" time="%s" >\n    </testcase>\n' "$1" "${2:-0.0}" >>"$work/cases.xml"
}

# results_fail NAME WHY [SECONDS [LOG]]
results_fail() {
	results_failed=$((results_failed + 1))
	{
		printf '    <testcase name="%s" time="%s" >\n      <failure>' "$1" "${3:-0.0}"
		printf '%s' "${4:-$2}" | results_escape
		printf '</failure>\n    </testcase>\n'
	} >>"$work/cases.xml"
	echo "tests/device/run.sh: $1: $2" >&2
}

# results_block: stdin up to @end; the newline before it is the protocol's.
results_block() {
	local line last='' first=1

	while IFS= read -r line && [ "$line" != @end ]; do
		[ "$first" = 1 ] || printf '%s\n' "$last"
		last=$line first=0
	done
	[ -z "$last" ] || printf '%s\n' "$last"
}

# results_collect NAME CASES: what the guest said, and the cases that it did not get to.
results_collect() {
	local word name verdict seconds rest

	# A file, not a pipe: the readers below take turns.
	tr -d '\r' <"$work/$1.results" >"$work/$1.protocol"
	while read -r word name verdict seconds rest; do
		case $word in
		@case) results_case "$1" "$name" "$verdict" "$seconds" ;;
		@file) results_file "$name" ;;
		esac
	done <"$work/$1.protocol"
	results_missing "$1" "$2"
}

results_case() {
	local log

	if [ "$3" = pass ]; then
		results_pass "$2" "$4"
		return
	fi
	log=$(results_block)
	results_fail "$2" "$(tail -n 3 <<<"$log"); its log is in $results/device.xml, the console in $work/$1.console.log" "$4" "$log"
}

# XML is what counts cases; the rest is for who reads.
results_file() {
	local name=${1//[^A-Za-z0-9._-]/_}

	case $name in
	*.xml)
		results_block >"$results/$name"
		results_failed=$((results_failed + $(grep -c '<failure' "$results/$name" || true)))
		grep -B 1 -A 2 '<failure' "$results/$name" >&2 || true
		;;
	*) results_block >"$work/$name" ;;
	esac
}

# results_missing NAME CASES
results_missing() {
	local group name

	for group in ${2//,/ }; do
		for name in $(sed -n 's/^\(test_device_[a-z0-9_]*\)() {$/\1/p' "$here/guest/$group-cases.sh"); do
			grep -q "^@case $name " "$work/$1.results" ||
				results_fail "$name" "it did not run or did not end: see the end of $work/$1.console.log"
		done
	done
}

# results_count: how many cases there are so far.
results_count() {
	find "$work/cases.xml" "$results" -name '*.xml' -exec cat {} + | grep -c '<testcase'
}

# results_check_calls NAME MIN MAX: how often that machine's kernel may have made FF-A calls, as the monitor counted.
results_check_calls() {
	local calls name=test_device_${1//-/_}_calls_of_firmware

	calls=$(sed -nE 's/^monitor: ([0-9]+) FF-A calls\r?$/\1/p' "$work/$1.console.log")
	if [ "${calls:--1}" -ge "$2" ] && [ "$calls" -le "$3" ]; then
		results_pass "$name"
	else
		results_fail "$name" "the monitor counted ${calls:-no} FF-A calls, not $2 to $3; see $work/$1.console.log"
	fi
}

# results_check_unmapped NAME: the driver's shutdown gave the buffers back to firmware.
results_check_unmapped() {
	if grep -q '^monitor: 0 RX/TX pairs mapped' "$work/$1.console.log"; then
		results_pass test_device_shutdown_unmaps
	else
		results_fail test_device_shutdown_unmaps "RX/TX buffers were mapped at power-off; see $work/$1.console.log"
	fi
}

# results_names FOLDER: of the cases in its XML files, if it has any.
results_names() {
	find "$1" -name '*.xml' -exec sed -nE 's/.*<testcase name="([^"]*)".*/\1/p' {} + | LC_ALL=C sort
}

# results_compare BUILD_DIR: the contract has the same cases here and on the fake device, but for those in differences.
results_compare() {
	local fake allowed bad name=test_device_contract_has_the_cases_of_the_fake

	fake=$(results_of_fake "$1")
	if [ -z "$(results_names "$fake")" ]; then
		results_fail "$name" "no results of the fake device in $fake: it needs the program tests/contract/contract in $1"
		return
	fi
	allowed=$(sed -E '/^(#|$)/d; s/^([a-z]+) ([^ ]+) .*/\1 \2/' "$here/differences")
	results_names "$fake" >"$work/names.fake"
	results_names "$results" >"$work/names.device"
	bad=$({
		LC_ALL=C comm -23 "$work/names.fake" "$work/names.device" | sed 's/^/fake /'
		LC_ALL=C comm -13 "$work/names.fake" "$work/names.device" | sed 's/^/device /'
	} | awk -v allowed="$allowed" 'BEGIN { n = split(allowed, a, "\n"); while (n) ok[a[n--]] = 1 } !($0 in ok)')
	if [ -z "$bad" ]; then
		results_pass "$name"
	else
		results_fail "$name" "not in $here/differences, yet on one side only:
$bad"
	fi
}

# results_of_fake BUILD_DIR: runs the contract program of this host.
results_of_fake() {
	rm -rf "$work/fake"
	mkdir "$work/fake"
	CMOCKA_MESSAGE_OUTPUT=XML CMOCKA_XML_FILE="$work/fake/%g.xml" "$1/tests/contract/contract" >"$work/fake.log" 2>&1 || true
	echo "$work/fake"
}

results_end() {
	{
		echo '<?xml version="1.0" encoding="UTF-8" ?>'
		echo '<testsuites>'
		printf '  <testsuite name="device" time="0.0" tests="%s" failures="%s" errors="0" skipped="0" >\n' \
			"$(grep -c '<testcase' "$work/cases.xml")" "$(grep -c '<failure' "$work/cases.xml" || true)"
		cat "$work/cases.xml"
		echo '  </testsuite>'
		echo '</testsuites>'
	} >"$results/device.xml"
	[ "$results_failed" = 0 ] || die "$results_failed cases failed; results are in $results, consoles in $work/*.console.log"
}
