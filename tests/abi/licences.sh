#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The libffa contributors
#
# Usage: licences.sh SOURCE_ROOT
#
# Every file says its licence, and every licence has its text.
set -u

suite=abi-licences
here=$(dirname "$0")
. "$here/cases.sh"

command -v reuse >/dev/null || cannot_run "no reuse"

case_of licences_are_complete reuse --root "$1" lint

finish
