# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The libffa contributors
#
# The kernel's own driver has FF-A; the host checks that firmware was not called.

test_device_mainline_is_refused() {
	insert "$modules/mainline_stub.ko"
	refused 'Device or resource busy'
	dmesg | grep arm_ffa_cdev | grep -qi mainline
}
