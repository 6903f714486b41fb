# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The libffa contributors
# shellcheck shell=sh disable=SC2154,SC2034
#
# Words of slow: interrupts, yields, time-out of a yield in ns.

echo_uuid=$(uuid 01)
slow_uuid=$(uuid 02)
busy_uuid=$(uuid 03)
zeros='0x00000000 0x00000000 0x00000000 0x00000000 0x00000000'

# sends CASE STDOUT ARG..., refuses CASE CODE PATTERN ARG...: msg send on the device
sends() {
	name=$1
	text=$2
	shift 2
	prints "msg_send_$name" "$text" --device "$uri" msg send "$@"
}
refuses() {
	name=$1
	expected=$2
	pattern=$3
	shift 3
	fails "msg_send_$name" "$expected" "$pattern" --device "$uri" msg send "$@"
}

sends words '0x00000011 0x00000022 0x00000033 0x00000044 0x00000055' "$echo_uuid" 0x11 0x22 0x33 0x44 0x55
sends default_is_zero "$zeros" "$echo_uuid"
sends decimal '0x00000011 0x0000000a 0x00000000 0x00000000 0x00000000' "$echo_uuid" 17 010
sends hex '0xabcdef01 0x0000000f 0x00000000 0x00000000 0x00000000' "$echo_uuid" 0xABCDEF01 0XF
sends largest_32 '0xffffffff 0xffffffff 0x00000000 0x00000000 0x00000000' "$echo_uuid" 0xffffffff 4294967295
refuses too_large_32 2 "*'0x100000000' does not fit into 32 bits*--64" "$echo_uuid" 0 0x100000000
refuses too_large_32_decimal 2 "*'4294967296' does not fit into 32 bits*" "$echo_uuid" 4294967296
sends wide '0x0123456789abcdef 0x0000000000000002 0x0000000000000000 0x0000000000000000 0xffffffffffffffff' \
	"$echo_uuid" --64 0x0123456789abcdef 2 0 0 18446744073709551615
refuses too_large_64 2 "*'0x10000000000000000' does not fit into 64 bits*" "$echo_uuid" --64 0x10000000000000000
refuses too_large_64_decimal 2 "*'18446744073709551616' does not fit into 64 bits*" "$echo_uuid" --64 18446744073709551616
refuses not_a_number 2 "*'12x' is not a number*" "$echo_uuid" 12x
refuses hex_without_prefix 2 "*'ff' is not a number*" "$echo_uuid" ff
refuses prefix_only 2 "*'0x' is not a number*" "$echo_uuid" 0x
refuses prefix_twice 2 "*'0x0x1' is not a number*" "$echo_uuid" 0x0x1
refuses empty_word 2 "*'' is not a number*" "$echo_uuid" ''
refuses blank_word 2 "*' 1' is not a number*" "$echo_uuid" ' 1'
refuses plus_sign 2 "*'+1' is not a number*" "$echo_uuid" +1
refuses minus_sign 2 '*-1*no sign*' "$echo_uuid" -1
refuses minus_sign_after_dashes 2 "*'-1' is not a number*" -- "$echo_uuid" -1
refuses too_many_words 2 '*6 words are too many*5*--req2*' "$echo_uuid" 1 2 3 4 5 6

# wide WORD...: as 64-bit words
wide() {
	printf '0x%016x ' "$@" | sed 's/ $//'
}
sends req2 "$(wide 1 2 3 4 5 6 7 8 9 10 11 12 13 255)" --req2 "$echo_uuid" 1 2 3 4 5 6 7 8 9 10 11 12 13 0xff
sends req2_default_is_zero "$(wide 7 0 0 0 0 0 0 0 0 0 0 0 0 0)" "$echo_uuid" --req2 7
sends req2_largest "0xffffffffffffffff $(wide 0 0 0 0 0 0 0 0 0 0 0 0 0)" --req2 "$echo_uuid" 0xffffffffffffffff
sends req2_slow "$(wide 3 2 1000000 0 0x55 0 0 0 0 0 0 0 0 9)" --req2 "$slow_uuid" 3 2 1000000 0 0x55 0 0 0 0 0 0 0 0 9
refuses req2_too_many_words 2 '*15 words are too many*14' --req2 "$echo_uuid" 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15
refuses req2_too_large 2 "*does not fit into 64 bits*" --req2 "$echo_uuid" 0x10000000000000000
refuses req2_and_64 2 '*--64 and --req2 exclude each other*' --req2 --64 "$echo_uuid" 1
refuses req2_method_missing 1 '*0x8003*cannot receive FFA_MSG_SEND_DIRECT_REQ2*leave out --req2' --req2 "$busy_uuid" 0

sends by_id "0x00000007 ${zeros#0x00000000 }" 0x8001 7
sends by_decimal_id "0x00000007 ${zeros#0x00000000 }" 32769 7
refuses id_too_large 2 "*'0x10000' is not a partition ID*" 0x10000 7
refuses id_unknown 1 '*no partition has the ID 0x7777*partition list' 0x7777 7
refuses id_without_prefix 1 '*no partition has the ID 8001 *did you mean 0x8001\?' 8001 7
refuses target_nonsense 2 "*'echo' is neither a UUID*nor a partition ID*" echo 7
refuses target_empty 2 "*'' is neither a UUID*" '' 7
refuses uuid_wrong 2 "*'$echo_uuid-' is not a UUID*" "$echo_uuid-" 7
refuses uuid_nil 2 '*nil UUID*' 00000000-0000-0000-0000-000000000000 7

refuses uuid_unknown 1 "*no partition has the UUID $(uuid 99); see*partition list" "$(uuid 99)" 1
refuses uuid_in_guid_order 1 "*did you mean $echo_uuid\\?" 0100a0ff-0000-0040-8000-000000000000 1
refuses uuid_in_big_endian_words 1 "*did you mean $echo_uuid\\?" 0100a0ff-0040-0000-0000-008000000000 1
refuses uuid_in_reversed_groups 1 "*did you mean $echo_uuid\\?" 0100a0ff-0000-0040-0080-000000000000 1

refuses twins 1 "*$(uuid 04) names several partitions; choose one of them: 0x8004, 0x8005" "$(uuid 04)" 1
sends first_twin "0x00008004 ${zeros#0x00000000 }" 0x8004 1
sends second_twin "0x00008005 ${zeros#0x00000000 }" 0x8005 1
sends twin_by_uuid_and_id "0x00008005 ${zeros#0x00000000 }" "$(uuid 04).8005" 1
refuses no_such_twin 1 '*no partition has the UUID*' "$(uuid 04).8006" 1
refuses twin_with_bad_id 2 '*is not a UUID*' "$(uuid 04).80x5" 1
refuses several_services 1 "*0x8006 names*several services; choose one of them: $(uuid 05), $(uuid 06)" 0x8006 1
sends one_of_several_services "0x00000001 ${zeros#0x00000000 }" "$(uuid 06)" 1

refuses method_missing 1 "*0x8007 $(uuid 07)*cannot receive direct messages*partition show" "$(uuid 07)" 1
refuses method_missing_64 1 '*0x8007*cannot receive direct messages*' --64 0x8007 1

refuses busy 1 '*0x8003*BUSY*nothing was sent*--timeout' --timeout 100 "$busy_uuid" 0xffffffff
sends busy_no_more "$zeros" "$busy_uuid" 0
refuses busy_now 1 '*0x8003*BUSY*nothing was sent*--timeout' --timeout 0 "$busy_uuid" 0xffffffff
sends busy_no_more_again "$zeros" "$busy_uuid" 0
sends busy_for_a_while "0x00000003 ${zeros#0x00000000 }" "$busy_uuid" 3

sends slow '0x00000003 0x00000002 0x000f4240 0x00000000 0x00000055' "$slow_uuid" 3 2 1000000 0 0x55
sends timeout_for_ever '0x00000000 0x00000003 0x02faf080 0x00000000 0x00000000' --timeout -1 "$slow_uuid" 0 3 50000000
refuses timeout 1 '*0x8002*--timeout' --timeout 100 "$slow_uuid" 0 10 50000000
sends slow_after_timeout '0x00000000 0x00000000 0x00000000 0x00000000 0x00000007' "$slow_uuid" 0 0 0 0 7
sends timeout_zero "0x00000009 ${zeros#0x00000000 }" --timeout=0 "$echo_uuid" 9
refuses timeout_not_a_number 2 "*'soon' is not a timeout*" --timeout soon "$echo_uuid"
refuses timeout_negative 2 "*'-2' is not a timeout*" --timeout -2 "$echo_uuid"
refuses timeout_too_large 2 "*'2147483648' is not a timeout*" --timeout 2147483648 "$echo_uuid"
refuses timeout_empty 2 "*'' is not a timeout*" --timeout '' "$echo_uuid"

# in_state STATE PID: waits until that process is in it
in_state() {
	tries=200
	until grep -q "^State:.$1" "/proc/$2/status" || [ $((tries -= 1)) = 0 ]; do
		sleep 0.05
	done
}

# in_background YIELDS: a message that yields so often for 50 ms, and waits; $child is its process
in_background() {
	"$cli" --device "$uri" msg send "$slow_uuid" 0 "$1" 50000000 >"$out" 2>"$err" </dev/null &
	child=$!
	in_state S "$child"
}
in_background 16
kill -s STOP "$child"
in_state T "$child"
kill -s CONT "$child"
wait "$child"
code=$?
judge_success msg_send_stopped_and_continued '0x00000000 0x00000010 0x02faf080 0x00000000 0x00000000'
in_background 60
kill -s TERM "$child"
wait "$child" 2>/dev/null
code=$?
if [ "$code" -gt 128 ] && [ ! -s "$out" ]; then
	passes msg_send_terminated
else
	breaks msg_send_terminated "exit code $code"
fi
sends slow_after_terminated '0x00000000 0x00000000 0x00000000 0x00000000 0x00000008' --timeout 20000 "$slow_uuid" 0 0 0 0 8

if on_fake; then
	json_is msg_send_json "d == {'msgs': [{'id': '0x8001', 'uuid': '$echo_uuid',
		'words': ['0x00000011', '0x00000022', '0x00000033', '0x00000044', '0x00000055']}]}" \
		--device "$uri" msg send "$echo_uuid" 0x11 0x22 0x33 0x44 0x55
	json_is msg_send_json_64 "d['msgs'][0]['words'] == ['0x0000000000000011'] + ['0x' + 16 * '0'] * 4" \
		--device "$uri" msg send --64 "$echo_uuid" 0x11
	json_is msg_send_json_req2 "d['msgs'][0]['words'] == ['0x%016x' % i for i in range(14)]" \
		--device "$uri" msg send --req2 "$echo_uuid" 0 1 2 3 4 5 6 7 8 9 10 11 12 13
	fails msg_send_json_failure 1 '*no partition has the UUID*' --json --device "$uri" msg send "$(uuid 99)"
fi
