# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The libffa contributors
#
# One direct message, end to end.

test_device_gate() {
	local answer

	need_module
	answer=$(ffa-cli msg send "$echo_uuid" 0x11 0x22 0x33 0x44 0x55)
	[ "$answer" = '0x00000011 0x00000022 0x00000033 0x00000044 0x00000055' ] || fail "the echo answered: $answer"
}
