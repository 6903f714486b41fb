# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The libffa contributors
#
# A CPU goes away and comes back while the message that was sent from it is parked. For machines with two.

cpu1=/sys/devices/system/cpu/cpu1/online
chaos_uuid=ffa00008-0000-4000-8000-000000000000

# send_from_cpu1 UUID WORD...: in the background, until it sleeps in its ioctl; $sender is its process, /tmp/answer its answer.
send_from_cpu1() {
	need_module
	echo 1 >"$cpu1"
	taskset 2 ffa-cli msg send --timeout 60000 "$@" >/tmp/answer &
	sender=$!
	await 5 in_ioctl "$sender"
}

# cpu1_goes: at once, whatever is parked there.
cpu1_goes() {
	local begin

	begin=$(milliseconds)
	echo 0 >"$cpu1"
	[ $(($(milliseconds) - begin)) -lt 2000 ] || fail "it took $(($(milliseconds) - begin)) ms to go offline"
	[ "$(cat "$cpu1")" = 0 ]
}

ended() {
	! kill -0 "$1" 2>/dev/null
}

answer_is() {
	wait "$sender"
	[ "$(cat /tmp/answer)" = "$1" ] || fail "it answered: $(cat /tmp/answer)"
}

# The message needs a second of that CPU's context, which nobody else can run.
test_device_cpu_goes_while_parked() {
	send_from_cpu1 "$slow_uuid" 0 20 50000000 0 0x77
	cpu1_goes
	fails await 3 ended "$sender"
	echo 1 >"$cpu1"
	answer_is '0x00000000 0x00000014 0x02faf080 0x00000000 0x00000077'
	[ "$(taskset 2 ffa-cli msg send --timeout 20000 "$slow_uuid" 0 0 0 0 5 | cut -d ' ' -f 5)" = 0x00000005 ]
}

test_device_cpu_goes_with_a_message_of_one_context() {
	send_from_cpu1 "$chaos_uuid" 8 1000 0 0 0x77
	cpu1_goes
	await 30 ended "$sender"
	answer_is '0x00000008 0x000003e8 0x00000000 0x00000000 0x00000077'
	echo 1 >"$cpu1"
}

# Nobody waits for the answer any more, but the module stays until the context has ended.
test_device_cpu_goes_with_a_closed_message() {
	send_from_cpu1 "$slow_uuid" 0 10 50000000
	cpu1_goes
	kill -KILL "$sender"
	wait "$sender" || true
	fails rmmod arm_ffa_cdev
	echo 1 >"$cpu1"
	await 20 rmmod arm_ffa_cdev
	load
}
