# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The libffa contributors
# shellcheck shell=sh disable=SC2154,SC2034

# pinged SENT ANSWERED FAILED: $out has these counts
pinged() {
	grep -qx "sent:     $1" "$out" && grep -qx "answered: $2" "$out" && grep -qx "failed:   $3" "$out"
}

# judge_ping CASE SENT: so many messages were sent, and all of them answered
judge_ping() {
	if [ "$code" = 0 ] && [ ! -s "$err" ] && pinged "$2" "$2" 0 && grep -qx 'avg_us:   [0-9]*\.[0-9]' "$out" &&
		grep -q '^ *[<0-9-]* us  *[1-9][0-9]* #' "$out"; then
		passes "$1"
	else
		breaks "$1" "exit code $code, or not $2 answers"
	fi
}

# pings CASE SENT ARG...: msg ping on the device
pings() {
	name=$1
	sent=$2
	shift 2
	run --device "$uri" msg ping "$@"
	judge_ping "msg_ping_$name" "$sent"
}

# drops CASE SENT ANSWERED PATTERN ARG...: the summary is there all the same, and one line says what was wrong
drops() {
	name=$1
	sent=$2
	answered=$3
	pattern=$4
	shift 4
	run --device "$uri" msg ping "$@"
	if [ "$code" = 1 ] && pinged "$sent" "$answered" $((sent - answered)) && one_line "$pattern"; then
		passes "msg_ping_$name"
	else
		breaks "msg_ping_$name" "exit code $code, or not $answered of $sent answers, or stderr does not match: $pattern"
	fi
}

pings default 10 "$(uuid 01)"
pings count 100 "$(uuid 01)" --count 100
pings 64 3 --64 "$(uuid 01)" --count 3
pings req2 3 --req2 "$(uuid 01)" --count 3
pings by_id 1 0x8001 --count 1
pings interval 3 "$(uuid 01)" --count 3 --interval 20
pings slow 3 "$(uuid 02)" --count 3
pings parallel 64 "$(uuid 01)" --count 64 --parallel 16
pings parallel_slow 16 "$(uuid 02)" --count 16 --parallel 8
pings parallel_busy 6 "$(uuid 03)" --count 6 --parallel 3
pings parallel_more_than_count 2 "$(uuid 01)" --count 2 --parallel 8
drops method_missing 1 0 '*1 of 1 messages failed*cannot receive direct messages*' "$(uuid 07)"
drops req2_missing 1 0 '*FFA_MSG_SEND_DIRECT_REQ2; leave out --req2' --req2 "$(uuid 03)"
drops bad_answer 1 0 '*1 of 1 messages failed*' "$(uuid 08)" --count 1
drops busy 1 0 '*1 of 1 messages failed*BUSY*' "$(uuid 03)" --count 1 --timeout 0
drops parallel_busy_for_long 1 0 '*1 of 1 messages failed*BUSY*' "$(uuid 03)" --count 1 --timeout 0 --parallel 1
drops parallel_method_missing 2 0 '*2 of 2 messages failed*' "$(uuid 07)" --parallel 2

refuse() {
	name=$1
	pattern=$2
	shift 2
	fails "msg_ping_$name" 2 "$pattern" --device "$uri" msg ping "$@"
}
refuse count_not_a_number "*'many' is not a number of messages*" "$(uuid 01)" --count many
refuse count_too_large "*'4294967296' is not a number of messages*" "$(uuid 01)" --count 4294967296
refuse interval_not_a_number "*'-1' is not an interval*" "$(uuid 01)" --interval -1
refuse interval_too_large "*'2147483648' is not an interval*" "$(uuid 01)" --interval 2147483648
refuse parallel_zero "*'0' is not a number of partition objects*from 1 to 256" "$(uuid 01)" --parallel 0
refuse parallel_too_many "*'257' is not a number of partition objects*" "$(uuid 01)" --parallel 257
refuse 64_and_req2 '*--64 and --req2 exclude each other*' "$(uuid 01)" --64 --req2
refuse word "*'5' is too much*" "$(uuid 01)" 5
refuse missing '*argument is missing*'
fails msg_ping_unknown 1 "*no partition has the UUID $(uuid 99)*" --device "$uri" msg ping "$(uuid 99)"
fails msg_ping_no_device 1 '*cannot open /nonexistent/ffa*' --device /nonexistent/ffa msg ping "$(uuid 01)"

# catches PID: it is ffa-cli and has a handler for SIGINT. The shell had one, too, before it became ffa-cli.
catches() {
	awk '/^Name:/ { name = $2 } /^SigCgt:/ { caught = $2 } END { exit !(name == "ffa-cli" && caught ~ /[2367abef]$/) }' \
		"/proc/$1/status" 2>/dev/null
}

# ends PID: waits until the process has ended
ends() {
	tries=600
	while [ -e "/proc/$1" ] && ! grep -qs '^State:.Z' "/proc/$1/status"; do
		[ $((tries -= 1)) -gt 0 ] || return 1
		sleep 0.05
	done
}

# interrupted CASE ARG...: Ctrl-C ends a ping without end, which prints its summary
interrupted() {
	name=$1
	shift
	"$cli" --device "$uri" msg ping --count 0 "$@" >"$out" 2>"$err" </dev/null &
	child=$!
	tries=200
	until catches "$child" || [ $((tries -= 1)) = 0 ]; do
		sleep 0.05
	done
	kill -s INT "$child"
	ends "$child" || kill -s KILL "$child"
	wait "$child"
	code=$?
	if [ "$code" = 0 ] && [ ! -s "$err" ] && grep -qx 'failed:   0' "$out" && grep -qx 'sent:     [0-9]*' "$out"; then
		passes "msg_ping_$name"
	else
		breaks "msg_ping_$name" "exit code $code, or no summary"
	fi
}
interrupted ctrl_c "$(uuid 01)"
interrupted ctrl_c_in_interval "$(uuid 01)" --interval 1000000
interrupted ctrl_c_parallel "$(uuid 01)" --parallel 4 --interval 5
interrupted ctrl_c_while_it_waits "$(uuid 02)" --parallel 2

if on_fake; then
	json_is msg_ping_json 'list(d) == ["pings"] and [list(p) for p in d["pings"]] == [["id", "uuid", "sent", "answered",
		"failed", "min_us", "avg_us", "max_us", "histogram"]] and d["pings"][0]["sent"] == 20 and
		d["pings"][0]["min_us"] <= d["pings"][0]["avg_us"] <= d["pings"][0]["max_us"] and
		sum(b["count"] for b in d["pings"][0]["histogram"]) == 20 and
		list(d["pings"][0]["histogram"][0]) == ["from_us", "to_us", "count"]' \
		--device "$uri" msg ping "$(uuid 01)" --count 20
	run --json --device "$uri" msg ping "$(uuid 07)"
	if [ "$code" = 1 ] && one_line '*1 of 1 messages failed*' && python3 -c "$judge_json" 'd["pings"][0]["failed"] == 1 and
		d["pings"][0]["min_us"] is None and d["pings"][0]["histogram"] == []' <"$out"; then
		passes msg_ping_json_failure
	else
		breaks msg_ping_json_failure "exit code $code, or another document"
	fi
fi
