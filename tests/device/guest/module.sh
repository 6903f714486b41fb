# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The libffa contributors
#
# What the cases share: the module, the contract, and waiting.

modules=/modules/$(uname -r)
module=$modules/arm_ffa_cdev.ko
class=/sys/class/arm_ffa
echo_uuid=ffa00001-0000-4000-8000-000000000000
slow_uuid=ffa00002-0000-4000-8000-000000000000
twins_uuid=ffa00004-0000-4000-8000-000000000000

loaded() {
	[ -d /sys/module/arm_ffa_cdev ]
}

# load [PARAMETER...]: leaves the module loaded with these parameters and nothing else.
load() {
	unload
	insert "$module" "$@"
}

# A worker may hold a module for a moment after its last file was closed.
unload() {
	if loaded; then
		await 10 rmmod arm_ffa_cdev
	fi
}

# need_module: loaded with no parameters, if that is not so yet.
need_module() {
	if ! loaded || [ "$(cat /sys/module/arm_ffa_cdev/parameters/deny)" != '(null)' ]; then
		load
	fi
}

# lines_of_module: what the module itself has logged since the log was cleared by dmesg -c.
lines_of_module() {
	dmesg | grep arm_ffa_cdev | grep -vE 'loading out-of-tree module|module verification failed'
}

milliseconds() {
	local up rest

	read -r up rest </proc/uptime
	echo "${up%.*}${up#*.}0"
}

# await SECONDS COMMAND...: until it succeeds; fails when it does not in time.
await() {
	local end=$(($(milliseconds) + $1 * 1000))

	shift
	until "$@"; do
		[ "$(milliseconds)" -lt "$end" ] || return 1
		sleep 0.05
	done
}

# refused ERROR: loading fails with that text, the module says why in one line and leaves nothing behind.
refused() {
	local text

	dmesg -c >/dev/null
	if text=$(insert "$module" 2>&1); then
		fail "the module was loaded"
	fi
	echo "$text" | grep -qF "$1" || fail "insert said: $text"
	lines_of_module
	[ "$(lines_of_module | wc -l)" = 1 ] || fail "more or less than one line in the log"
	fails loaded
	[ ! -e /dev/arm_ffa ]
	[ ! -e "$class" ]
}

# send_slow: starts a message of 5 seconds, 100 yields of 50 ms, and waits until it sleeps in its ioctl; $slow is its process.
send_slow() {
	ffa-cli msg send "$slow_uuid" 0 100 50000000 &
	slow=$!
	await 5 in_ioctl "$slow"
}

in_ioctl() {
	[ "$(cut -d ' ' -f 1 "/proc/$1/syscall")" = 29 ]
}

# run_contract NAME: the contract program, whose results go to the host as NAME.xml. The host counts the cases in it.
run_contract() {
	local code=0 file=/results/$1.xml

	rm -f "$file"
	CMOCKA_MESSAGE_OUTPUT=XML CMOCKA_XML_FILE="$file" timeout -s KILL 120 /bin/contract >"/results/$1.log" 2>&1 || code=$?
	send_file "$1.log" "/results/$1.log"
	[ -e "$file" ] || fail "no results; it ended with $code"
	grep -q '</testsuites>' "$file" || fail "$file is not complete"
	send_file "$1.xml" "$file"
	# 1 is a failed case, which is in its file.
	[ "$code" -le 1 ] || fail "it ended with $code"
	[ "$code" = 0 ] || grep -q '<failure' "$file" || fail "it ended with $code and named no case"
}
