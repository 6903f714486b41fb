# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The libffa contributors
# shellcheck shell=sh disable=SC2154,SC2034

node=/dev/arm_ffa/
on_fake && node=fake:

# Columns: ID, last digit of the UUID, contexts, properties, end of the path.
table=$(
	echo "ID     UUID                                 EXEC_CONTEXTS PROPERTIES                    PATH"
	while read -r id digit contexts properties end; do
		printf '%s %s %13s %-29s %s\n' "$id" "$(uuid "0$digit")" "$contexts" "$properties" "$node$(uuid "0$digit")$end"
	done <<-EOF
		0x8001 1 8 direct-recv,req2-recv,aarch64
		0x8002 2 8 direct-recv,req2-recv,aarch64
		0x8003 3 1 direct-recv,aarch64
		0x8004 4 8 direct-recv,req2-recv,aarch64
		0x8005 4 8 direct-recv,req2-recv,aarch64 .8005
		0x8006 5 1 direct-recv,req2-recv,aarch64
		0x8006 6 1 direct-recv,req2-recv,aarch64
		0x8007 7 8 aarch64
		0x8008 8 1 direct-recv,req2-recv,aarch64
	EOF
)

# rows PATTERN: of the table, with its heading
rows() {
	echo "$table" | grep -e "^ID" -e "^$1" -e "^0x.... $1"
}

# tables CASE STDOUT ARG...
tables() {
	name=$1
	text=$2
	shift 2
	prints "partition_$name" "$text" --device "$uri" partition "$@"
}

tables list "$table" list
tables show_by_uuid "$(rows ffa00001)" show "$(uuid 01)"
tables show_by_id "$(rows 0x8002)" show 0x8002
tables show_by_decimal_id "$(rows 0x8002)" show 32770
tables show_twins "$(rows ffa00004)" show "$(uuid 04)"
tables show_services "$(rows 0x8006)" show 0x8006
tables show_by_uuid_and_id "$(rows 0x8005)" show "$(uuid 04).8005"
fails partition_show_unknown 1 "*no partition has the UUID $(uuid 99)*partition list" \
	--device "$uri" partition show "$(uuid 99)"
fails partition_show_unknown_id 1 '*no partition has the ID 0x0000*partition list' --device "$uri" partition show 0
fails partition_show_guid_order 1 "*GUID order*did you mean $(uuid 01)\\?" \
	--device "$uri" partition show 0100a0ff-0000-0040-8000-000000000000
fails partition_show_nil 2 '*nil UUID*' --device "$uri" partition show 00000000-0000-0000-0000-000000000000
fails partition_show_bad_uuid 2 '*is not a UUID*' --device "$uri" partition show ffa00001-0000
fails partition_show_bad_id 2 '*is not a partition ID*' --device "$uri" partition show 65536
fails partition_show_missing 2 '*argument is missing*' --device "$uri" partition show
fails partition_list_no_device 1 '*cannot open /nonexistent/ffa:*--device fake:' --device /nonexistent/ffa partition list

# waits CASE ARG...: partition wait succeeds and is quiet
waits() {
	name=$1
	shift
	run --device "$uri" partition wait "$@"
	if [ "$code" = 0 ] && [ ! -s "$out" ] && [ ! -s "$err" ]; then
		passes "partition_wait$name"
	else
		breaks "partition_wait$name" "exit code $code, or it says something"
	fi
}
waits '' "$(uuid 01)"
waits _for_an_id --timeout 0 0x8003
waits _for_one_of_twins --timeout -1 "$(uuid 04)"
pattern="*no partition $(uuid 99) could be opened within 50 ms: Not found*device doctor"
on_fake && pattern="*no partition $(uuid 99) can be opened*Not found; the fake device does not change*"
fails partition_wait_timeout 1 "$pattern" --device "$uri" partition wait "$(uuid 99)" --timeout 50
fails partition_wait_no_device 1 '*could be opened within 0 ms: Not found*device doctor' \
	--device /nonexistent/ffa partition wait --timeout 0 0x8001
fails partition_wait_bad_uuid 2 '*is not a UUID*' --device "$uri" partition wait ffa00001-0000
fails partition_wait_nil 2 '*nil UUID*' --device "$uri" partition wait 00000000-0000-0000-0000-000000000000
fails partition_wait_bad_timeout 2 "*'soon' is not a timeout*" --device "$uri" partition wait 0x8001 --timeout soon
fails partition_wait_missing 2 '*argument is missing*' --device "$uri" partition wait

if on_fake; then
	json_is partition_list_json 'list(d) == ["partitions"] and len(d["partitions"]) == 9 and all(
		list(p) == ["id", "uuid", "exec_contexts", "properties", "path"] for p in d["partitions"])' \
		--device "$uri" partition list
	json_is partition_show_json 'd == {"partitions": [{"id": "0x8003", "uuid": "ffa00003-0000-4000-8000-000000000000",
		"exec_contexts": 1, "properties": ["direct-recv", "aarch64"],
		"path": "fake:ffa00003-0000-4000-8000-000000000000"}]}' --device "$uri" partition show 0x8003
	json_is partition_show_json_twins '[p["id"] for p in d["partitions"]] == ["0x8004", "0x8005"]' \
		--device "$uri" partition show "$(uuid 04)"
fi
