#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The libffa contributors
#
# Usage: documents.sh RESULTS_DIR BUILD_DIR SANITIZERS COMPILER...    ($LIBFFA_RESULTS is stronger than RESULTS_DIR)
#
# Does what README.md and docs/messages.md show, so that they show what is. The ```c blocks of a document are, in their order,
# one program, whose name "$ cc -o NAME" tells. Every indented line that begins with "$ " is a command, and the indented lines
# below are all that it prints; a line "..." stands for any lines. A command fails if and only if the last line that it prints
# is a complaint ("NAME: ..."). Writes RESULTS_DIR/documents.xml; exits 0 if no case failed.

set -u

[ $# -ge 4 ] || {
	echo 'usage: documents.sh RESULTS_DIR BUILD_DIR SANITIZERS COMPILER...' >&2
	exit 2
}

top=$(cd "$(dirname "$0")/../.." && pwd)
results=${LIBFFA_RESULTS:-$1}
build=$2
sanitizers=$3
compiler=("${@:4}")
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cases=$work/cases.xml
: >"$cases"
count=0
failed=0

export PATH=$build/tools:$PATH
export PKG_CONFIG_PATH=$build/meson-uninstalled
export LD_LIBRARY_PATH=$build/lib/ffa:$build/lib/fake${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}

# The compiler and the sanitizers that the libraries were built with; a warning is an error.
cc() {
	local flags=(-Wall -Wextra -Werror)

	[ "$sanitizers" = none ] || flags+=("-fsanitize=$sanitizers")
	command "${compiler[@]}" "${flags[@]}" "$@"
}

# program FILE: saves the C code of a document; what is wrong with it, if anything.
program() {
	local name

	name=$(sed -n 's/^    \$ cc -o \([a-z]*\) .*/\1/p' "$1")
	# shellcheck disable=SC2016
	sed -n '/^```c$/,/^```$/p' "$1" | grep -v '^```' >"$work/$name.c"
	if [ -z "$name" ]; then
		echo 'no command "cc -o NAME".'
	elif [ ! -s "$work/$name.c" ]; then
		echo 'no C code.'
	fi
}

# prints TEXT PATTERN: is TEXT what a document has, with "..." lines for any lines?
prints() {
	local pattern line

	pattern=''
	while IFS= read -r line; do
		if [ "$line" = ... ]; then
			pattern+='*'
		else
			# shellcheck disable=SC2001
			pattern+=$(sed 's/[][*?\\]/\\&/g' <<<"$line")$'\n'
		fi
	done <<<"$2"
	# shellcheck disable=SC2053
	[[ $1$'\n' == $pattern ]]
}

# may_run COMMAND: nothing else is for a test.
may_run() {
	case $1 in
	'cc '* | './'* | 'ffa-cli --device fake: '*) return 0 ;;
	esac
	return 1
}

# shown COMMAND TEXT: what is wrong with what a document says that COMMAND prints, if anything.
shown() {
	local out code=0 name=${1%% *} complains=0

	if ! may_run "$1"; then
		echo "'$1' is not for this test; show it without \$."
		return
	fi
	out=$(cd "$work" && eval "$1" 2>&1 </dev/null) || code=$?
	[[ ${out##*$'\n'} != "${name#./}: "* ]] || complains=1
	prints "$out" "$2" || printf "'%s' prints:\n%s\n" "$1" "$out"
	[ $((code != 0)) = $complains ] || echo "'$1' exits with $code."
}

# wrong FILE: what is wrong in a document, if anything.
wrong() {
	local line command='' text=''

	program "$1"
	while IFS= read -r line; do
		case $line in
		'    $ '* | [!\ ]* | '')
			[ -z "$command" ] || shown "$command" "${text%$'\n'}"
			command='' text=''
			[[ $line != '    $ '* ]] || command=${line#'    $ '}
			;;
		'    '*)
			text+=${line#'    '}$'\n'
			;;
		esac
	done <"$1"
	[ -z "$command" ] || shown "$command" "${text%$'\n'}"
}

# judge CASE WHY: a case, which has passed if WHY is empty.
judge() {
	count=$((count + 1))
	if [ -z "$2" ]; then
		echo "  <testcase name=\"test_documents_$1\"/>" >>"$cases"
		return
	fi
	failed=$((failed + 1))
	printf 'FAILED: test_documents_%s\n%s\n' "$1" "$2" >&2
	{
		printf '  <testcase name="test_documents_%s"><failure>' "$1"
		LC_ALL=C tr -cd '\11\12\40-\176' <<<"$2" | sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g; s/"/\&quot;/g'
		echo '</failure></testcase>'
	} >>"$cases"
}

# sees CASE PATTERN: the document on stdin is wrong, and wrong() says so.
sees() {
	local said

	cat >"$work/document.md"
	said=$(wrong "$work/document.md")
	# shellcheck disable=SC2053
	[[ $said == $2 ]] && said='' || said="wrong() says: $said"
	judge "$1" "$said"
}

judge readme "$(wrong "$top/README.md")"
judge messages "$(wrong "$top/docs/messages.md")"

good=$'```c\nint main(void)\n{\n\treturn 0;\n}\n```\n\n    $ cc -o good good.c\n    $ ./good\n'
sees nothing_is_wrong '' <<<"$good"
sees code_is_missing '*no C code.*' <<<'    $ cc -o none none.c'
sees program_is_missing '*no command "cc -o NAME".*' <<<$'```c\nint main(void);\n```\n'
sees code_does_not_compile "*'cc -o good good.c' exits with 1.*" <<<"${good/return 0/return zero}"
sees program_fails "*'./good' exits with 3.*" <<<"${good/return 0/return 3}"
sees complaint_without_failure "*'./good' exits with 0.*" <<<"${good/return 0/return __builtin_puts(\"good: bad\") < 0}    good: bad"
sees output_is_missing "'ffa-cli --device fake: uuid show*' prints:*words:*" \
	<<<"$good    \$ ffa-cli --device fake: uuid show ffa00001-0000-4000-8000-000000000000"
sees output_differs "'ffa-cli --device fake: msg send*' prints:*0x00000001*" \
	<<<"$good    \$ ffa-cli --device fake: msg send 0x8001 1"$'\n    ...\n    0x00000002'
sees command_is_foreign "'touch foreign' is not for this test*" <<<"$good"$'    $ touch foreign'

mkdir -p "$results" || exit 1
{
	echo '<?xml version="1.0" encoding="UTF-8"?>'
	echo "<testsuite name=\"documents\" tests=\"$count\" failures=\"$failed\" skipped=\"0\">"
	cat "$cases"
	echo '</testsuite>'
} >"$results/documents.xml" || exit 1
echo "documents: $((count - failed)) passed, $failed failed, 0 skipped" >&2
[ "$failed" -eq 0 ]
