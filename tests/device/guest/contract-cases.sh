# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The libffa contributors
#
# The contract program, which the fake device passes, too. The host counts the cases in the files.

test_device_contract_completes() {
	local code=0 file

	need_module
	mkdir -p /results/contract
	CMOCKA_MESSAGE_OUTPUT=XML CMOCKA_XML_FILE=/results/contract/%g.xml \
		timeout -s KILL 240 /bin/contract >/results/contract.log 2>&1 || code=$?
	send_file contract.log /results/contract.log
	for file in /results/contract/*.xml; do
		[ -e "$file" ] || fail "no results; it ended with $code"
		grep -q '</testsuites>' "$file" || fail "$file is not complete"
		send_file "${file##*/}" "$file"
	done
	# 1 is a failed case, which is in its file.
	[ "$code" -le 1 ] || fail "it ended with $code"
	[ "$code" = 0 ] || grep -q '<failure' /results/contract/*.xml || fail "it ended with $code and named no case"
}
