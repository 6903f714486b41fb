# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The libffa contributors
#
# Messages that end otherwise than by their answer; afterwards the partition answers again.

slow_answers() {
	local answer

	answer=$(ffa-cli msg send --timeout 20000 "$slow_uuid" 0 0 0 0 0x55)
	[ "$answer" = '0x00000000 0x00000000 0x00000000 0x00000000 0x00000055' ] || fail "it answered: $answer"
}

# The process dies at once, not when the message is over.
test_device_kill_during_slow_message() {
	local begin code=0

	need_module
	send_slow
	begin=$(milliseconds)
	kill -KILL "$slow"
	wait "$slow" || code=$?
	[ "$code" != 0 ]
	[ $(($(milliseconds) - begin)) -lt 2000 ] || fail "it took $(($(milliseconds) - begin)) ms to die"
	slow_answers
}

# Not as a background job: those ignore SIGINT in a shell without job control.
test_device_interrupt_during_slow_message() {
	local begin code=0

	need_module
	begin=$(milliseconds)
	timeout -s INT 1 ffa-cli msg send "$slow_uuid" 0 100 50000000 || code=$?
	[ "$code" != 0 ]
	[ $(($(milliseconds) - begin)) -lt 3000 ] || fail "it took $(($(milliseconds) - begin - 1000)) ms to die"
	slow_answers
}

test_device_timeout_during_slow_message() {
	local code=0

	need_module
	ffa-cli msg send --timeout 200 "$slow_uuid" 0 40 50000000 || code=$?
	[ "$code" = 1 ]
	slow_answers
}
