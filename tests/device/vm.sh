# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The libffa contributors
# shellcheck shell=bash disable=SC2154
#
# The virtual machine. In: $work, $packages, $machine_mib, $guest_mib, $deadline.

# vm_firmware KIND: QEMU's arguments, in $firmware, for
#   monitor              our monitor with the software SPMC
#   monitor-without-ffa  our monitor, SMCCC 1.2 and nothing more
#   plain                QEMU's own PSCI, SMCCC 1.0
vm_firmware() {
	local options=$((0x40000000 + guest_mib * 0x100000 + 0x100000)) # MONITOR_OPTIONS_OFFSET

	case $1 in
	monitor)
		firmware=(-machine "virt,virtualization=on,gic-version=3"
			-device "loader,file=$work/monitor/monitor.elf,cpu-num=0")
		;;
	monitor-without-ffa)
		vm_firmware monitor
		firmware+=(-device "loader,addr=$options,data=1,data-len=4")
		;;
	plain)
		firmware=(-machine "virt,gic-version=3")
		;;
	esac
}

# vm_boot NAME FIRMWARE CASES: console and results go to NAME.console.log and NAME.results.
vm_boot() {
	local firmware code=0

	vm_firmware "$2"
	rm -f "$work/$1.console.log" "$work/$1.results"
	timeout --foreground --kill-after=10 "$deadline" qemu-system-aarch64 "${firmware[@]}" -cpu cortex-a57 -m "$machine_mib" -nodefaults -no-reboot \
		-display none -monitor none -serial "file:$work/$1.console.log" \
		-chardev "file,id=results,path=$work/$1.results" -device pci-serial,chardev=results \
		-kernel "$packages/boot/vmlinuz" -initrd "$work/initramfs.cpio.gz" \
		-append "console=ttyAMA0 loglevel=8 panic=-1 mem=${guest_mib}M libffa.run=$3 libffa.results=ttyS0" \
		</dev/null >"$work/$1.qemu.log" 2>&1 &
	vm_process=$!
	wait "$vm_process" || code=$?
	vm_process=
	return "$code"
}

# vm_stop: so that no machine outlives the script.
vm_stop() {
	[ -z "${vm_process:-}" ] || kill "$vm_process" 2>/dev/null || true
}

# vm_run NAME FIRMWARE CASES: boots, and takes the results. NAME is also in the names of what is checked from outside.
vm_run() {
	local code=0 log=$work/$1.console.log

	vm_boot "$@" || code=$?
	touch "$log" "$work/$1.results"
	results_collect "$1" "$3"
	if [ "$code" = 124 ]; then
		results_fail "test_device_${1//-/_}_ends" "the virtual machine did not power off in $deadline s, its console is $log"
	elif [ "$code" = 0 ] && ! grep -q '^@done' "$work/$1.results"; then
		results_fail "test_device_${1//-/_}_ends" "the virtual machine went down before the last case, its console is $log"
	elif [ "$code" != 0 ]; then
		results_fail "test_device_${1//-/_}_ends" "QEMU ended with $code: $(tail -n 3 "$work/$1.qemu.log"); the console is $log"
	else
		results_pass "test_device_${1//-/_}_ends"
	fi
	vm_check_console "$1" "$log"
}

vm_check_console() {
	local name=test_device_${1//-/_}_console_is_clean bad

	if ! grep -q 'Linux version' "$2"; then
		results_fail "$name" "no banner of the kernel in $2: it did not boot"
	elif ! grep -q 'arm_ffa_cdev' "$2"; then
		results_fail "$name" "no line of the module in $2: it was not loaded"
	elif bad=$(grep -nE '\b(WARNING|BUG|Oops)\b|Kernel panic|Call trace|monitor: unexpected' "$2"); then
		results_fail "$name" "the kernel or the monitor complains, see $2: $bad"
	else
		results_pass "$name"
	fi
}
