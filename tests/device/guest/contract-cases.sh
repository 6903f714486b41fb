# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The libffa contributors
#
# The contract program, which the fake device passes, too.

test_device_contract_completes() {
	need_module
	run_contract contract
}
