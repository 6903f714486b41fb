# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The libffa contributors
# shellcheck shell=bash disable=SC2154
#
# Results: cases of the guests (guest/results.sh has the protocol) and of the host, as XML in the form of CMocka's. Each boot has
# a name and a suite; what belongs to no single one is in the suite "ring". In: $work, $results (the ring's name is its last part),
# $here, and vm.sh's arrays.

results_begin() {
	rm -rf "$results" "$work/suites"
	mkdir -p "$results" "$work/suites"
	results_failed=0
}

# results_escape: any text as XML text; a console holds anything.
results_escape() {
	tr -cd '\11\12\40-\176' | sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g; s/"/\&quot;/g'
}

# results_pass BOOT NAME [SECONDS]
results_pass() {
	printf '    <testcase name="%s" time="%s" >\n    </testcase>\n' "$2" "${3:-0.0}" >>"$work/suites/$1"
}

# results_fail BOOT NAME WHY [SECONDS [LOG]]
results_fail() {
	results_failed=$((results_failed + 1))
	{
		printf '    <testcase name="%s" time="%s" >\n      <failure>' "$2" "${4:-0.0}"
		printf '%s' "${5:-$3}" | results_escape
		printf '</failure>\n    </testcase>\n'
	} >>"$work/suites/$1"
	echo "tests/${results##*/}/run.sh: $1: $2: $3" >&2
}

# results_check BOOT WHAT WHY: a case of the host, which has passed if WHY is empty.
results_check() {
	local name=test_device_${1//[-.]/_}_$2

	if [ -z "$3" ]; then
		results_pass "$1" "$name"
	else
		results_fail "$1" "$name" "$3"
	fi
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

# results_collect BOOT: what the guest said, and the cases that it did not get to.
results_collect() {
	local word name verdict seconds rest

	# A file, not a pipe: the readers below take turns.
	tr -d '\r' <"$work/$1.results" >"$work/$1.protocol"
	while read -r word name verdict seconds rest; do
		case $word in
		@case) results_case "$1" "$name" "$verdict" "$seconds" ;;
		@file) results_file "$1" "$name" ;;
		esac
	done <"$work/$1.protocol"
	results_missing "$1"
}

results_case() {
	local log

	if [ "$3" = pass ]; then
		results_pass "$1" "$2" "$4"
		return
	fi
	log=$(results_block)
	results_fail "$1" "$2" "$(tail -n 3 <<<"$log"); its log is in $results/${results##*/}.xml, the console in $work/$1.console.log" \
		"$4" "$log"
}

# XML is what counts cases, in a suite that says where they ran; the rest is for who reads.
results_file() {
	local name=$1-${2//[^A-Za-z0-9._-]/_}

	case $name in
	*.xml)
		results_block | sed "s/<testsuite name=\"[^\"]*\"/<testsuite name=\"${name%.xml}\"/" >"$results/$name"
		results_failed=$((results_failed + $(grep -c '<failure' "$results/$name" || true)))
		grep -H -B 1 -A 2 '<failure' "$results/$name" >&2 || true
		;;
	*) results_block >"$work/$name" ;;
	esac
}

# results_expected BOOT: the names of the cases that its guest goes through.
results_expected() {
	local group

	for group in ${vm_cases[$1]//,/ }; do
		sed -n 's/^\(test_device_[a-z0-9_]*\)() {$/\1/p' "$here/guest/$group-cases.sh"
	done
	[ -z "${vm_variants[$1]}" ] || tr , '\n' <<<"${vm_variants[$1]}" | sed 's/^/test_device_contract_on_/'
}

# results_missing BOOT
results_missing() {
	local name

	for name in $(results_expected "$1"); do
		grep -q "^@case $name " "$work/$1.results" ||
			results_fail "$1" "$name" "it did not run or did not end: see the end of $work/$1.console.log"
	done
}

# results_names FILE...: of the cases in XML files.
results_names() {
	sed -nE 's/.*<testcase name="([^"]*)".*/\1/p' "$@" | LC_ALL=C sort
}

# results_of_contract BOOT: the files that the contract program left.
results_of_contract() {
	find "$results" -name "$1-contract*.xml"
}

# results_check_calls BOOT CONDUIT MIN MAX: how often that machine's kernel may have made FF-A calls, as the monitor counted,
# and none by the other conduit.
results_check_calls() {
	local line smc hvc why=''

	line=$(sed -nE 's/^monitor: ([0-9]+) FF-A calls by SMC, ([0-9]+) by HVC\r?$/\1 \2/p' "$work/$1.console.log")
	read -r smc hvc <<<"${line:--1 -1}"
	[ "$2" = smc ] || read -r smc hvc <<<"$hvc $smc"
	[ "$smc" -ge "$3" ] && [ "$smc" -le "$4" ] && [ "$hvc" = 0 ] ||
		why="the monitor counted ${smc/#-1/no} FF-A calls by $2 and ${hvc/#-1/no} others, not $3 to $4 and 0; \
see $work/$1.console.log"
	results_check "$1" calls_of_firmware "$why"
}

# results_check_more_calls_than_cases BOOT CONDUIT: what ran there did reach firmware.
results_check_more_calls_than_cases() {
	local files

	mapfile -t files < <(results_of_contract "$1")
	results_check_calls "$1" "$2" $(($(cat "$work/suites/$1" "${files[@]}" | grep -c '<testcase') + 1)) 1000000000
}

# results_check_unmapped BOOT: the driver's shutdown gave the buffers back to firmware.
results_check_unmapped() {
	local why="RX/TX buffers were mapped at power-off; see $work/$1.console.log"

	! grep -q '^monitor: 0 RX/TX pairs mapped' "$work/$1.console.log" || why=''
	results_check "$1" shutdown_unmaps "$why"
}

# results_models BOOT: how many models its monitor made, and the quirks that these had.
results_models() {
	sed -nE 's/^monitor: ([0-9]+) models, with quirks (0x[0-9a-f]+)\r?$/\1 \2/p' "$work/$1.console.log"
}

# results_check_models BOOT: the monitor changed for each variant, and back.
results_check_models() {
	local models wanted why=''

	read -r models _ <<<"$(results_models "$1")"
	wanted=$(($(tr , '\n' <<<"${vm_variants[$1]}" | wc -l) + 2))
	[ "$models" = "$wanted" ] || why="the monitor made ${models:-no} models, not $wanted: see $work/$1.console.log"
	results_check "$1" had_each_variant "$why"
}

# results_check_quirks: over all boots, each quirk of the list of variants was one of a monitor's models.
results_check_quirks() {
	local listed=0 seen=0 boot mask why=''

	while read -r _ _ mask; do
		listed=$((listed | mask))
	done <"$work/variants.list"
	for boot in "${!vm_cases[@]}"; do
		read -r _ mask <<<"$(results_models "$boot")"
		seen=$((seen | mask))
	done
	[ "$listed" = "$seen" ] || why=$(printf 'the list has %#x, the monitors had %#x' "$listed" "$seen")
	results_check ring had_each_quirk "$why"
}

# results_compare BUILD_DIR: the contract has the same cases here, each time, and on the fake, but for those in differences.
results_compare() {
	local file fake allowed why

	fake=$(results_of_fake "$1")
	allowed=$(sed -E '/^(#|$)/d; s/^([a-z]+) ([^ ]+) .*/\1 \2/' "$here/differences")
	why=$(results_of_contract '*' | while IFS= read -r file; do
		results_names "$file" >"$work/names.device"
		results_differ "$fake" "$work/names.device" "$allowed" "$(basename "$file" .xml)"
	done | results_differences)
	[ -s "$fake" ] || why="no results of the fake device: it needs the program tests/contract/contract in $1"
	results_check ring contract_has_the_cases_of_the_fake "$why"
}

# results_differ FAKE DEVICE ALLOWED RUN: the names that only one of both lists has, one a line: fake|device NAME RUN
results_differ() {
	{
		LC_ALL=C comm -23 "$1" "$2" | sed 's/^/fake /'
		LC_ALL=C comm -13 "$1" "$2" | sed 's/^/device /'
	} | awk -v allowed="$3" -v run="$4" \
		'BEGIN { n = split(allowed, a, "\n"); while (n) ok[a[n--]] = 1 } !($0 in ok) { print $0, run }'
}

# results_differences: the same of several runs, for people.
results_differences() {
	awk -v list="$here/differences" '
		{ name = $1 " " $2; if (!runs[name]++) first[name] = $3 }
		END {
			for (name in runs)
				printf "\n%s is not in %s, but in %d runs, as %s", name, list, runs[name], first[name]
		}'
}

# results_of_fake BUILD_DIR: runs the contract program of this host; prints the file with its names.
results_of_fake() {
	rm -rf "$work/fake"
	mkdir "$work/fake"
	CMOCKA_MESSAGE_OUTPUT=XML CMOCKA_XML_FILE="$work/fake/%g.xml" "$1/tests/contract/contract" >"$work/fake.log" 2>&1 || true
	find "$work/fake" -name '*.xml' -exec cat {} + | results_names >"$work/names.fake"
	echo "$work/names.fake"
}

results_end() {
	local suite

	{
		echo '<?xml version="1.0" encoding="UTF-8" ?>'
		echo '<testsuites>'
		for suite in "$work"/suites/*; do
			printf '  <testsuite name="%s-%s" time="0.0" tests="%s" failures="%s" errors="0" skipped="0" >\n' \
				"${results##*/}" "$(basename "$suite")" "$(grep -c '<testcase' "$suite")" "$(grep -c '<failure' "$suite" || true)"
			cat "$suite"
			echo '  </testsuite>'
		done
		echo '</testsuites>'
	} >"$results/${results##*/}.xml"
	[ "$results_failed" = 0 ] || die "$results_failed cases failed; results are in $results, consoles in $work/*.console.log"
}
