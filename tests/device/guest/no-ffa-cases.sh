# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The libffa contributors
#
# Firmware with SMCCC 1.2 and without FF-A.

test_device_without_ffa_is_refused() {
	refused 'No such device'
	lines_of_module | grep -q FF-A
}
