#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The libffa contributors
#
# symbols.sh INCLUDE_DIR LIBRARY MAP SONAME HEADER [HEADER-OF-ANOTHER-LIBRARY]
#
# What the header declares (with what it includes, but for the other library's), what the map lists and what the library
# exports is the same; $CC compiles, $CXX links a C++ program with all of it. A node whose name ends in _PRIVATE is in no header.
set -u

include=$1
library=$2
map=$3
soname=$4
header=$5
other=${6:-}
name=$(basename "$map" .map)
suite=abi-symbols-$name
# shellcheck source=tests/abi/cases.sh
. "$(dirname "$0")/cases.sh"

# functions HEADER: that it declares, sorted
functions() {
	echo "#include <$1>" | $CC -std=c11 -I"$include" -E -P -x c - | tr '\n' ' ' | sed 's/[;{}]/\n/g' |
		grep -v typedef | grep -oE '\bffa_[a-z0-9_]+ ?\(' | tr -d ' (' | sort -u
}

# listed: lines "NODE SYMBOL" of the map
listed() {
	awk '
		{ gsub(/\/\*[^*]*\*\//, "") }
		/^[A-Z0-9_.]+ \{/ { node = $1; public = 1 }
		/local:/ { public = 0 }
		/global:/ { public = 1 }
		public && /^[ \t]*[a-z_0-9]+;/ { gsub(/[ \t;]/, ""); print node, $0 }' "$map" | sort
}

# exported: the same of the library
exported() {
	nm -D --defined-only --with-symbol-versions "$library" | awk '$2 != "A" { print $3 }' | sed 's/^\([^@]*\)@*\(.*\)$/\2 \1/' | sort
}

# same WHAT FILE WHAT FILE
same() {
	[ -s "$2" ] || {
		echo "no $1"
		return 1
	}
	cmp -s "$2" "$4" && return
	echo "only in $1:"
	comm -23 "$2" "$4"
	echo "only in $3:"
	comm -13 "$2" "$4"
	return 1
}

soname_is() {
	readelf -d "$library" | grep -F "Library soname: [$soname]" || {
		readelf -d "$library" | grep soname
		return 1
	}
}

# A declaration that lacks extern "C" is another name to the linker.
links_as_cxx() {
	{
		echo "#include <$header>"
		echo 'typedef void any(void);'
		echo 'any *const all[] = {'
		sed 's/.*/	(any *)&,/' "$work/declared"
		echo '};'
		echo "int main() { return !all[0]; }"
	} >"$work/all.cpp"
	# shellcheck disable=SC2086
	$CXX -std=c++17 -I"$include" -o "$work/all" "$work/all.cpp" "$library" -Wl,--allow-shlib-undefined
}

functions "$header" >"$work/declared"
if [ -n "$other" ]; then
	functions "$other" >"$work/others"
	comm -23 "$work/declared" "$work/others" >"$work/own"
	mv "$work/own" "$work/declared"
fi
listed >"$work/listed"
exported >"$work/exported"
awk '$1 !~ /_PRIVATE$/ { print $2 }' "$work/listed" | sort >"$work/public"

prefix=$(echo "$name" | tr - _)
case_of "${prefix}_header_and_map_agree" same "$header" "$work/declared" "$map" "$work/public"
case_of "${prefix}_map_and_library_agree" same "$map" "$work/listed" "$library" "$work/exported"
case_of "${prefix}_soname_has_the_soversion" soname_is
case_of "${prefix}_functions_link_as_cxx" links_as_cxx
finish
