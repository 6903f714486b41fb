# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The libffa contributors
#
# The kernel goes with the module loaded, and the next one finds firmware as it should. This file is read in both kernels.

# chosen NAME: a number of the device tree's /chosen.
chosen() {
	printf '0x%s' "$(hexdump -ve '1/1 "%02x"' "/proc/device-tree/chosen/$1")"
}

# Does not return. The next kernel has what is in this one's root, less what it needs not.
next_kernel() {
	touch /after-kexec
	(cd / && find . -xdev ! -name vmlinuz ! -path './results/*' ! -path './tmp/*' | cpio -o -H newc) >/tmp/initrd
	kexec /vmlinuz /tmp/initrd "$(chosen linux,initrd-start)" "$(chosen linux,initrd-end)"
}

# The old kernel unmapped its buffers: the module's first line is that it is bound.
test_device_module_loads_after_kexec() {
	if [ ! -e /after-kexec ]; then
		need_module
		next_kernel
	fi
	fails loaded
	dmesg -c >/dev/null
	load
	lines_of_module
	[ "$(lines_of_module | wc -l)" = 1 ]
	ffa-cli msg send "$echo_uuid" 1
}
