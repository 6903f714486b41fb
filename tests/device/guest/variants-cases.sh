# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The libffa contributors
#
# The contract on other firmware: each version of FF-A, each quirk. The monitor changes when the module calls FFA_VERSION.

# set_firmware VERSION QUIRKS: words of struct monitor_options.
set_firmware() {
	devmem $((options + 4)) 32 "$1"
	devmem $((options + 8)) 32 "$2"
}

# contract_on NAME VERSION QUIRKS
contract_on() {
	unload
	set_firmware "$2" "$3"
	load
	lines_of_module | tail -n 1
	[ "$3" != 0 ] || lines_of_module | tail -n 1 | grep -qF "(firmware 1.$(($2 & 0xffff)))"
	run_contract "contract_$1"
}

while read -r name words; do
	case ,$variants, in
	*,"$name",*)
		made="$made test_device_contract_on_$name"
		eval "test_device_contract_on_$name() { contract_on $name $words; }"
		;;
	esac
done </guest/variants
cases="$made $cases"

# As the machine started, for what comes next.
test_device_firmware_of_the_start() {
	unload
	set_firmware 0 0
	load
}
