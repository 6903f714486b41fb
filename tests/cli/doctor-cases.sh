# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The libffa contributors
# shellcheck shell=sh disable=SC2154,SC2034

checks='architecture config conduit smccc mainline signing module nodes rights device versions partitions'

# judge_doctor CASE CODE STATE: that code, one line a check in its order, and the last check in that state
judge_doctor() {
	seen=$(sed 1d "$out" | awk '{ printf "%s%s", sep, $1; sep = " " }')
	if [ "$code" = "$2" ] && [ "$seen" = "$checks" ] && tail -n 1 "$out" | grep -q "^partitions  *$3 "; then
		passes "$1"
	else
		breaks "$1" "exit code $code, not $2, or other lines"
	fi
}

run --device "$uri" device doctor
judge_doctor device_doctor 0 ok
run --device /nonexistent/ffa device doctor
if one_line 'no partition can be used; do what the table advises, from its top'; then
	judge_doctor device_doctor_no_device 1 missing
else
	breaks device_doctor_no_device "stderr is not that line"
fi
fails device_doctor_extra 2 "*'extra' is too much*" device doctor extra

if on_fake; then
	json_is device_doctor_json 'list(d) == ["checks"] and all(
		list(c) == ["check", "state", "found", "advice"] for c in d["checks"]) and
		all(c["state"] == "ok" and c["advice"] is None for c in d["checks"]) and
		d["checks"][1] == {"check": "config", "state": "ok", "found": "does not matter to the fake device",
		"advice": None}' --device "$uri" device doctor
	run --json --device /nonexistent/ffa device doctor
	if [ "$code" = 1 ] && python3 -c "$judge_json" 'd["checks"][-1]["state"] == "missing" and
		all(c["state"] in ("ok", "missing", "wrong", "unknown") for c in d["checks"]) and
		all(c["found"] for c in d["checks"]) and
		all(c["advice"] for c in d["checks"] if c["state"] in ("missing", "wrong"))' <"$out"; then
		passes device_doctor_json_no_device
	else
		breaks device_doctor_json_no_device "exit code $code, or another document"
	fi
fi
