# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The libffa contributors
# shellcheck shell=bash disable=SC2154,SC2034
#
# The virtual machines. In: $work, $kernels, $machine_mib, $guest_mib, $deadline.

declare -A vm_process vm_cases vm_variants

# Where the guest's RAM ends and the monitor begins, and its options (../firmware/monitor.h).
vm_options=$((0x40000000 + guest_mib * 0x100000 + 0x100000))

# vm_option OFFSET VALUE: QEMU's arguments that set a word of struct monitor_options.
vm_option() {
	arguments+=(-device "loader,addr=$((vm_options + $1)),data=$2,data-len=4")
}

# vm_firmware KIND GIC: QEMU's arguments, in $arguments and $flags, for
#   monitor              our monitor with the software SPMC
#   monitor-without-ffa  our monitor, SMCCC 1.2 and nothing more
#   plain                QEMU's own PSCI, SMCCC 1.0
vm_firmware() {
	case $1 in
	monitor*)
		arguments=(-machine "virt,virtualization=on,gic-version=$2"
			-device "loader,file=$work/monitor/monitor.elf,cpu-num=0")
		;;
	plain)
		arguments=(-machine "virt,gic-version=$2")
		;;
	esac
	[ "$1" != monitor-without-ffa ] || flags=1
}

# vm_start NAME FIRMWARE CASES [KEY=VALUE...]: boots in the background; the console goes to NAME.console.log, results to
# NAME.results.
#   kernel=CODENAME  the release of Debian whose kernel it is
#   cpus=N gic=2|3   of the machine
#   conduit=smc|hvc  of the monitor's calls
#   echoes=N         partitions of the monitor, see ../firmware/monitor.h
#   icount=N         an instruction takes 2^N nanoseconds of the machine's time
#   append=WORDS     more for the kernel's command line
#   variants=NAME,...  what variants-cases.sh goes through
#   initrd=NAME      a file in $work
vm_start() {
	local name=$1 cases=$3 kernel=$codename initrd=initramfs cpus=1 gic=3 conduit=smc echoes=0
	local icount='' append='' variants='' flags=0 arguments

	[ $# -lt 4 ] || local "${@:4}"
	vm_firmware "$2" "$gic"
	[ "$conduit" = smc ] || flags=$((flags | 2))
	vm_option 0 "$flags"
	vm_option 12 "$echoes"
	[ -z "$icount" ] || arguments+=(-icount "shift=$icount")
	vm_cases[$name]=$cases
	vm_variants[$name]=$variants
	rm -f "$work/$name.console.log" "$work/$name.results"
	timeout --foreground --kill-after=10 "$deadline" qemu-system-aarch64 "${arguments[@]}" -cpu cortex-a57 -smp "$cpus" \
		-m "$machine_mib" -nodefaults -no-reboot -display none -monitor none -serial "file:$work/$name.console.log" \
		-chardev "file,id=results,path=$work/$name.results" -device pci-serial,chardev=results \
		-kernel "${kernels[$kernel]}/boot/vmlinuz" -initrd "$work/$initrd.cpio.gz" \
		-append "console=ttyAMA0 loglevel=8 panic=-1 mem=${guest_mib}M libffa.run=$cases libffa.results=ttyS0 \
libffa.options=$vm_options libffa.variants=$variants $append" \
		</dev/null >"$work/$name.qemu.log" 2>&1 &
	vm_process[$name]=$!
}

# vm_stop: so that no machine outlives the script.
vm_stop() {
	local name

	for name in "${!vm_process[@]}"; do
		kill "${vm_process[$name]}" 2>/dev/null || true
	done
}

# vm_finish NAME: waits for that machine's end, and takes the results.
vm_finish() {
	local code=0

	wait "${vm_process[$1]}" || code=$?
	unset "vm_process[$1]"
	touch "$work/$1.console.log" "$work/$1.results"
	results_collect "$1"
	results_check "$1" ends "$(vm_fault "$1" "$code")"
	results_check "$1" console_is_clean "$(vm_complaint "$work/$1.console.log")"
}

# vm_run NAME FIRMWARE CASES [KEY=VALUE...]
vm_run() {
	vm_start "$@"
	vm_finish "$1"
}

# vm_fault NAME CODE: what is wrong with how the machine ended, if anything.
vm_fault() {
	local log=$work/$1.console.log

	if [ "$2" = 124 ]; then
		echo "the virtual machine did not power off in $deadline s, its console is $log"
	elif [ "$2" != 0 ]; then
		echo "QEMU ended with $2: $(tail -n 3 "$work/$1.qemu.log"); the console is $log"
	elif ! grep -q '^@done' "$work/$1.results"; then
		echo "the virtual machine went down before the last case, its console is $log"
	fi
}

# vm_complaint LOG: what is wrong in a console's log, if anything.
vm_complaint() {
	if ! grep -q 'Linux version' "$1"; then
		echo "no banner of the kernel in $1: it did not boot"
	elif ! grep -q 'arm_ffa_cdev' "$1"; then
		echo "no line of the module in $1: it was not loaded"
	else
		grep -nE '\b(WARNING|BUG|Oops)\b|Kernel panic|Call trace|monitor: unexpected' "$1" |
			sed "1s|^|the kernel or the monitor complains, see $1: |" || true
	fi
}
