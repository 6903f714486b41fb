# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The libffa contributors
#
# Nodes, their attributes and rights.

test_device_node_modes() {
	local node

	need_module
	[ -c /dev/arm_ffa/self ]
	[ -c "/dev/arm_ffa/$echo_uuid" ]
	for node in /dev/arm_ffa/*; do
		[ "$(stat -c '%a %u %g' "$node")" = '660 0 0' ] || fail "$(ls -l "$node")"
	done
}

test_device_node_names_of_twins() {
	need_module
	[ -c "/dev/arm_ffa/$twins_uuid" ]
	[ -c "/dev/arm_ffa/$twins_uuid.8005" ]
	[ "$(cat "$class"/*/uuid | grep -c "$twins_uuid")" = 2 ]
}

# node_of UUID: its folder in sysfs.
node_of() {
	dirname "$(grep -lx "$1" "$class"/*/uuid | head -n 1)"
}

test_device_sysfs_attributes() {
	local node

	need_module
	node=$(node_of "$echo_uuid")
	[ "$(cat "$node/id")" = 0x8001 ]
	[ "$(cat "$node/uuid")" = "$echo_uuid" ]
	[ "$(cat "$node/contexts")" = 8 ]
	grep -qE '^0x[0-9a-f]+$' "$node/properties"
}

test_device_uevent_has_id_and_uuid() {
	local node

	need_module
	node=$(node_of "$echo_uuid")
	cat "$node/uevent"
	grep -qx 'FFA_ID=0x8001' "$node/uevent"
	grep -qx "FFA_UUID=$echo_uuid" "$node/uevent"
}

test_device_deny_leaves_no_node() {
	load "deny=$echo_uuid,$slow_uuid"
	[ -c /dev/arm_ffa/self ]
	[ -c "/dev/arm_ffa/$twins_uuid" ]
	[ ! -e "/dev/arm_ffa/$echo_uuid" ]
	[ ! -e "/dev/arm_ffa/$slow_uuid" ]
	fails ffa-cli msg send "$echo_uuid" 1
	load
	ffa-cli msg send "$echo_uuid" 1
}

test_device_deny_of_nonsense_is_refused() {
	unload
	dmesg -c >/dev/null
	fails insert "$module" deny=echo
	[ "$(lines_of_module | wc -l)" = 1 ]
	fails loaded
}

# as_nobody WORDS...: ffa-cli without any rights must exit with 1 and say why in one line.
as_nobody() {
	local text code=0

	text=$(su -s /bin/sh nobody -c "/bin/ffa-cli $*" 2>&1) || code=$?
	[ "$code" = 1 ] || fail "exit code $code: $text"
	[ "$(echo "$text" | wc -l)" = 1 ] || fail "not one line: $text"
	echo "$text" | grep -qiE 'permission|denied|rights' || fail "no word about rights: $text"
}

test_device_list_without_rights() {
	need_module
	as_nobody partition list
}

test_device_send_without_rights() {
	need_module
	as_nobody msg send "$echo_uuid" 1
}
