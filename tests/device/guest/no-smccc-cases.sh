# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The libffa contributors
#
# Firmware with SMCCC older than 1.2.

test_device_without_smccc_is_refused() {
	refused 'No such device'
	lines_of_module | grep -q SMCCC
}
