#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The libffa contributors
#
# demo.sh
#
# Installs what a build needs on Debian 12, builds below build-demo/, lists the partitions of the fake device and sends one of
# them a message.

set -euo pipefail

top=$(cd "$(dirname "$0")/.." && pwd)
build=$top/build-demo
echo_uuid=ffa00001-0000-4000-8000-000000000000

"$top/tests/install.sh" meson ninja-build gcc libc6-dev pkg-config uuid-dev libsmartcols-dev
[ -f "$build/build.ninja" ] || meson setup "$build" "$top" -Dtests=disabled
ninja -C "$build"

set -x
"$build/tools/ffa-cli" --device fake: partition list
"$build/tools/ffa-cli" --device fake: msg send $echo_uuid 0x11 0x22 0x33 0x44 0x55
