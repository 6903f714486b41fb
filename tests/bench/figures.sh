# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The libffa contributors
# shellcheck shell=bash
#
# Figures: files of lines {"op":NAME,"instructions":N}. Each check prints what is wrong, or nothing.

# figure FILE OP: N, or nothing if the file does not have the op once.
figure() {
	awk -F '[":,}]+' -v op="$2" '$3 == op { n++; value = $5 } END { if (n == 1) print value }' "$1"
}

# figures_scaled FILE FACTOR
figures_scaled() {
	awk -F '[":,}]+' -v factor="$2" '{ printf "{\"op\":\"%s\",\"instructions\":%.1f}\n", $3, $5 * factor }' "$1"
}

# figures_agree OP FILE FILE: to 0.1 %.
figures_agree() {
	local one two

	one=$(figure "$2" "$1")
	two=$(figure "$3" "$1")
	awk -v op="$1" -v one="$one" -v two="$two" 'BEGIN {
		if (one <= 0 || two <= 0)
			printf "%s was not measured: %s and %s\n", op, one == "" ? "nothing" : one, two == "" ? "nothing" : two
		else if (one > two * 1.001 || two > one * 1.001)
			printf "%s: %s instructions in one boot, %s in another, more than 0.1 %% apart\n", op, one, two
	}'
}

# figures_at_most VALUE LIMIT: both may be terms of awk's.
figures_at_most() {
	awk "BEGIN {
		value = ($1); limit = ($2)
		if (value > limit)
			printf \"%.1f instructions, at most %.1f are allowed\\n\", value, limit
	}" 2>/dev/null || echo "there are no figures for $1 and $2"
}

# What the driver and the library add to the call to firmware and to an ioctl that does nothing.
figures_of_direct32() {
	figures_at_most "$(figure "$1" direct32) - $(figure "$1" smc-direct32) - $(figure "$1" ioctl-empty)" 300
}

figures_of_async() {
	figures_at_most "$(figure "$1" async-direct32)" "$(figure "$1" direct32) - 0.1"
}

# If N entries cost a + b N, then 60 cost at most 12 times what 5 do. The tenth on top is for what is not linear and yet
# bounded: the library asks again where there are more than 32, and trees and hash chains of names become longer.
figures_of_list() {
	figures_at_most "$(figure "$1" partition-list-60)" "12 * 1.1 * $(figure "$1" partition-list-5)"
}
