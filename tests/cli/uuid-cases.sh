# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The libffa contributors
# shellcheck shell=sh disable=SC2154,SC2034

stmm_text='uuid:             ed32d533-99e6-4209-9cc0-2d72cdd998a7
words:            0x33d532ed 0x0942e699 0x722dc09c 0xa798d9cd
doublewords:      0x0942e69933d532ed 0xa798d9cd722dc09c
guid_order:       33d532ed-e699-0942-9cc0-2d72cdd998a7
big_endian_words: 33d532ed-0942-e699-722d-c09ca798d9cd
reversed_groups:  33d532ed-e699-0942-c09c-a798d9cd722d'

prints uuid_show "$stmm_text" uuid show ed32d533-99e6-4209-9cc0-2d72cdd998a7
prints uuid_show_upper_case "$stmm_text" uuid show ED32D533-99E6-4209-9CC0-2D72CDD998A7
prints uuid_show_needs_no_device "$stmm_text" --device /nonexistent/ffa uuid show ed32d533-99e6-4209-9cc0-2d72cdd998a7
fails uuid_show_empty 2 "*'' is not a UUID*" uuid show ''
fails uuid_show_short 2 '*is not a UUID*' uuid show ed32d533-99e6-4209-9cc0-2d72cdd998a
fails uuid_show_long 2 '*is not a UUID*' uuid show ed32d533-99e6-4209-9cc0-2d72cdd998a70
fails uuid_show_not_hex 2 '*is not a UUID*' uuid show ed32d533-99e6-4209-9cc0-2d72cdd998ag
fails uuid_show_wrong_groups 2 '*is not a UUID*' uuid show ed32d53399e6-4209-9cc0-2d72-cdd998a7
fails uuid_show_braces 2 '*is not a UUID*' uuid show '{ed32d533-99e6-4209-9cc0-2d72cdd998a7}'
fails uuid_show_missing 2 '*argument is missing*' uuid show

if on_fake; then
	json_is uuid_show_json 'd == {"uuids": [{"uuid": "ed32d533-99e6-4209-9cc0-2d72cdd998a7",
		"words": ["0x33d532ed", "0x0942e699", "0x722dc09c", "0xa798d9cd"],
		"doublewords": ["0x0942e69933d532ed", "0xa798d9cd722dc09c"],
		"guid_order": "33d532ed-e699-0942-9cc0-2d72cdd998a7",
		"big_endian_words": "33d532ed-0942-e699-722d-c09ca798d9cd",
		"reversed_groups": "33d532ed-e699-0942-c09c-a798d9cd722d"}]}' uuid show ed32d533-99e6-4209-9cc0-2d72cdd998a7
fi
