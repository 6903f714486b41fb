# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The libffa contributors
#
# What a guest tells the host, through descriptor 3; results.sh beside run.sh reads it:
#   @case NAME pass|fail SECONDS     of a case of ours; after fail, its log up to @end
#   @file NAME                       a file, up to @end
#   @exit NAME CODE                  how a program ended
#   @done                            nothing follows

# seconds: since boot
seconds() {
	cut -d ' ' -f 1 /proc/uptime
}

# send_file NAME FILE
send_file() {
	echo "@file $1" >&3
	cat "$2" >&3
	printf '\n@end\n' >&3
}

# run_case FUNCTION: in a shell of its own, where a command that fails ends the case.
run_case() {
	local begin verdict=pass

	begin=$(seconds)
	(
		set -ex
		"$1"
	) >/tmp/case.log 2>&1 </dev/null
	[ $? = 0 ] || verdict=fail
	echo "@case $1 $verdict $(awk "BEGIN { print $(seconds) - $begin }")" >&3
	[ "$verdict" = pass ] || send_log
}

send_log() {
	tail -n 40 /tmp/case.log >&3
	printf '\n@end\n' >&3
}

# run_cases FILE: all functions named test_device_*, in the file's order; those that it makes itself when read are in $cases.
run_cases() {
	local name cases

	cases=$(sed -n 's/^\(test_device_[a-z0-9_]*\)() {$/\1/p' "$1")
	. "$1"
	for name in $cases; do
		run_case "$name"
	done
}

# fails COMMAND...: succeeds if it does not; set -e does not see the status of "! COMMAND".
fails() {
	if "$@"; then
		fail "this should not have succeeded: $*"
	fi
}

# fail WORDS...: ends a case.
fail() {
	set +x
	echo "failed: $*" >&2
	exit 1
}
