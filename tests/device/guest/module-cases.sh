# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The libffa contributors
#
# The module comes and goes.

test_device_module_loads_again() {
	local i

	for i in 1 2 3; do
		load
		ffa-cli msg send "$echo_uuid" "$i"
		rmmod arm_ffa_cdev
		[ ! -e /dev/arm_ffa ]
		[ ! -e "$class" ]
	done
}

# hold_node NODE: opens it in the background; it uses its file when told by let_go.
hold_node() {
	rm -f /tmp/hold.in /tmp/hold.out
	mkfifo /tmp/hold.in
	hold "$1" </tmp/hold.in >/tmp/hold.out 2>&1 &
	holder=$!
	exec 4>/tmp/hold.in
	await 5 grep -qx open /tmp/hold.out
}

# let_go RESULT: the holder uses its file, which must end so, and ends.
let_go() {
	echo >&4
	exec 4>&-
	wait "$holder"
	[ "$(tail -n 1 /tmp/hold.out)" = "$1" ] || fail "the operation ended with $(tail -n 1 /tmp/hold.out)"
}

test_device_module_stays_while_open() {
	need_module
	hold_node /dev/arm_ffa/self
	fails rmmod arm_ffa_cdev
	loaded
	let_go ok
	rmmod arm_ffa_cdev
	load
}

# Nobody waits for the message any more, but the partition still needs cycles to end it.
test_device_module_stays_while_parked() {
	need_module
	send_slow
	kill -KILL "$slow"
	wait "$slow" || true
	fails rmmod arm_ffa_cdev
	await 20 rmmod arm_ffa_cdev
	load
}

# bind_module bind|unbind
bind_module() {
	echo arm_ffa_cdev >"/sys/bus/platform/drivers/arm_ffa_cdev/$1"
}

test_device_unbind_while_open() {
	local node

	need_module
	for node in self "$echo_uuid"; do
		hold_node "/dev/arm_ffa/$node"
		bind_module unbind
		[ ! -e /dev/arm_ffa ]
		let_go ENODEV
		bind_module bind
		ffa-cli msg send "$echo_uuid" 1
	done
}

test_device_unbind_during_slow_message() {
	local code=0

	need_module
	send_slow
	bind_module unbind
	wait "$slow" || code=$?
	[ "$code" = 1 ]
	bind_module bind
	ffa-cli msg send "$echo_uuid" 1
}

test_device_module_loads_after_mainline_left() {
	unload
	insert "$modules/mainline_stub.ko"
	refused 'Device or resource busy'
	rmmod mainline_stub
	load
	ffa-cli msg send "$echo_uuid" 1
}

# The machine goes down with the module loaded; the host checks that it unmapped its buffers.
test_device_module_is_left_loaded() {
	need_module
	loaded
}
