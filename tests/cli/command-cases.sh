# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The libffa contributors
# shellcheck shell=sh disable=SC2154,SC2034
#
# The command line itself.

run --help
if [ "$code" = 0 ] && [ ! -s "$err" ] && grep -q '^  msg send UUID|ID ' "$out"; then
	passes command_help
else
	breaks command_help "no help"
fi
cp "$out" "$work/help"
prints command_help_short "$(cat "$work/help")" -h
prints command_help_wins_over_the_rest "$(cat "$work/help")" nonsense -h

manual=$here/../../docs/ffa-cli.1
if [ -f "$manual" ]; then
	missing=$(sed -n 's/^  \([a-z]* [a-z]*\) .*/Cm \1/p; s/^  .*-\(-[a-z0-9]*\) .*/Fl \1/p' "$work/help" |
		while read -r words; do
			grep -q -e "$words" "$manual" || echo "$words"
		done)
	if [ -z "$missing" ]; then
		passes command_manual_has_what_help_has
	else
		breaks command_manual_has_what_help_has "the manual lacks: $missing"
	fi
fi

version=$("$cli" --version)
case $version in
"ffa-cli "[0-9]*.[0-9]*.[0-9]*) passes command_version ;;
*) breaks command_version "it says '$version'" ;;
esac
prints command_version_short "$version" -V

fails command_empty 2 '*ffa-cli --help'
fails command_unknown_noun 2 "*unknown noun 'gadget'*" gadget list
fails command_missing_verb 2 "*verb after 'device' is missing*" device
fails command_unknown_verb 2 "*unknown verb 'eat' of 'device'*" device eat
fails command_unknown_option 2 "*unknown option '--speed'*" --speed device info
fails command_unknown_short_option 2 "*unknown option '-x'*" -x device info
fails command_option_without_value 2 "*'--device' needs a value*" device info --device
fails command_option_with_value 2 "*'--json=yes' takes no value*" --json=yes uuid show "$(uuid 01)"
fails command_foreign_option_64 2 "*'device info' has no option --64*" --device "$uri" device info --64
fails command_foreign_option_timeout 2 "*'uuid show' has no option --timeout*" uuid show "$(uuid 01)" --timeout 1
fails command_foreign_option_req2 2 "*'partition list' has no option --req2*" --device "$uri" --req2 partition list
fails command_foreign_option_count 2 "*'msg send' has no option --count*" --device "$uri" msg send "$(uuid 01)" --count 1
fails command_foreign_option_interval 2 "*'msg send' has no option --interval*" msg send "$(uuid 01)" --interval 1
fails command_foreign_option_parallel 2 "*'msg send' has no option --parallel*" msg send "$(uuid 01)" --parallel 1
fails command_too_many_arguments 2 "*'extra' is too much*ffa-cli device info" --device "$uri" device info extra
fails command_missing_argument 2 '*argument is missing*msg send UUID|ID*' --device "$uri" msg send
fails command_control_characters 2 '*unknown noun *\\x0ab\\x1b*' "$(printf 'a\nb\033[1m')"
fails command_wrong_before_device 2 "*unknown verb*" --device /nonexistent/ffa device eat

# With POSIXLY_CORRECT getopt() would take options after the noun for words.
run_posix() {
	POSIXLY_CORRECT=1 timeout 60 "$cli" "$@" >"$out" 2>"$err"
	code=$?
}
run_posix msg send "$(uuid 01)" --device "$uri" --64 1
judge_success command_options_anywhere "$(printf '0x%016x 0x%016x 0x%016x 0x%016x 0x%016x' 1 0 0 0 0)"

# to FILE ARG...: with stdout in FILE
to() {
	file=$1
	shift
	: >"$out"
	timeout 60 "$cli" "$@" >"$file" 2>"$err"
	code=$?
}
to /dev/full --help
judge_failure command_disk_full 1 '*cannot write to standard output: No space left*'
to /dev/full --device "$uri" partition list
judge_failure command_disk_full_table 1 '*cannot write to standard output: No space left*'
: >"$out"
timeout 60 "$cli" --device "$uri" device info >&- 2>"$err"
code=$?
judge_failure command_closed_stdout 1 '*cannot write to standard output: Bad file descriptor*'

: >"$out"
mkfifo "$work/fifo"
# shellcheck disable=SC2217
sleep 60 <"$work/fifo" &
reader=$!
{
	kill "$reader"
	wait "$reader" 2>/dev/null
	timeout 60 "$cli" --device "$uri" partition list 2>"$err"
	echo $? >"$work/code"
} >"$work/fifo"
code=$(cat "$work/code")
judge_failure command_closed_pipe 1 '*cannot write to standard output: Broken pipe*'

fails command_abbreviated_option 2 "*unknown option '--jso'*--json*" --jso --device "$uri" partition list
fails command_abbreviated_option_with_value 2 "*unknown option '--dev'*--device*" --dev "$uri" partition list
fails command_abbreviated_option_equals 2 "*unknown option '--dev=x'*--device*" --dev=x partition list
fails command_control_character 2 '*unknown noun*xc2*' "$(printf '\302\23331m')"
