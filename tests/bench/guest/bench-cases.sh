# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The libffa contributors
#
# Makes figures, lines {"op":NAME,"instructions":N} in files *.figures, which the host judges.

# measure NAME OP...: figures of the bench program, and what else it says.
measure() {
	local name=$1 code=0

	shift
	bench "$@" >/tmp/figures 2>/tmp/messages || code=$?
	send_file "$name.figures" /tmp/figures
	send_file "$name.messages" /tmp/messages
	[ "$code" = 0 ] || fail "bench ended with $code: $(cat /tmp/messages)"
}

# set_echoes N: that many partitions, 0 for the default set; see ../../firmware/monitor.h
set_echoes() {
	unload
	devmem $((options + 12)) 32 "$1"
	load
}

# Its parameters are figures in tenths.
test_device_bench_floors() {
	local file

	need_module
	insert "$modules/floors.ko"
	for file in /sys/module/floors/parameters/*; do
		awk -v op="$(basename "$file" | tr _ -)" \
			'{ printf "{\"op\":\"%s\",\"instructions\":%.1f}\n", op, $1 / 10 }' "$file"
	done >/tmp/figures
	rmmod floors
	send_file floors.figures /tmp/figures
}

test_device_bench_messages() {
	need_module
	measure messages ioctl-empty direct32 direct32-timeout direct64 req2 async-direct32
}

test_device_bench_yields() {
	need_module
	measure yields direct32-yield async-direct32-yield
}

test_device_bench_nodes() {
	need_module
	measure nodes open-close
}

test_device_bench_lists() {
	set_echoes 5
	measure list-5 partition-list-5
	fails bench partition-list-60
	set_echoes 60
	measure list-60 partition-list-60
	fails bench partition-list-5
	set_echoes 0
}

test_device_bench_of_nothing_fails() {
	need_module
	fails bench direct33
}
