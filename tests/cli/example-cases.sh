# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The libffa contributors
# shellcheck shell=sh disable=SC2154,SC2034

# example PROGRAM ARG...: as run does. A sanitizer's dlopen() does not look where libffa says that libffa-fake is.
example() {
	program=$1
	shift
	LD_LIBRARY_PATH=$examples/../lib/fake timeout 60 "$examples/$program" "$@" >"$out" 2>"$err" </dev/null
	code=$?
}

# complains CASE CODE PATTERN: with nothing on stdout and one line on stderr that matches the shell pattern
complains() {
	# shellcheck disable=SC2254
	case $code$(cat "$out"):$(cat "$err") in
	"$2:"$3) passes "$1" ;;
	*) breaks "$1" "exit code $code, not $2, or it does not say: $3" ;;
	esac
}

# A folder of examples, one program each.
if [ -n "$examples" ]; then
	example send "$(uuid 01)" "$uri"
	judge_success example_send '0x00000011 0x00000022 0x00000033 0x00000044 0x00000055'
	example send "$(uuid 07)" "$uri"
	complains example_send_refused 1 'send: no answer: Not supported'
	example send "$(uuid 99)" "$uri"
	complains example_send_unknown 1 "send: $(uuid 99): Not found"
	example send nonsense "$uri"
	complains example_send_misused 2 'usage: send UUID \[DEVICE\]'

	example ping "$(uuid 01)" "$uri"
	sed -i 's/ [0-9][0-9]*\.[0-9] us/ N us/g' "$out"
	judge_success example_ping '1000 answers, min N us, avg N us, max N us'
	example ping "$(uuid 07)" "$uri"
	complains example_ping_refused 1 'ping: no answer: Not supported'
	example ping "$(uuid 01)" /nonexistent/ffa
	complains example_ping_no_device 1 'ping: device: Not found'
	example ping
	complains example_ping_misused 2 'usage: ping UUID \[DEVICE\]'

	# slow is asked first and answers last.
	example async "$uri" "$(uuid 02)" "$(uuid 01)" "$(uuid 05)"
	judge_success example_async '0x8001
0x8006
0x8002'
	example async "$uri" "$(uuid 99)"
	complains example_async_unknown 1 "async: $(uuid 99): Not found"
	example async "$uri" "$(uuid 04)"
	complains example_async_ambiguous 1 'async: *several partitions'
	example async /nonexistent/ffa "$(uuid 01)"
	complains example_async_no_device 1 'async: device: Not found'
	example async "$uri"
	complains example_async_misused 2 'usage: async DEVICE UUID...'
fi
