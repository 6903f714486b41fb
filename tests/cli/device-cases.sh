# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The libffa contributors
# shellcheck shell=sh disable=SC2154,SC2034

# Who runs without rights: as somebody else, if we are root.
if [ "$(id -u)" != 0 ]; then
	unprivileged=
elif setpriv --reuid 65534 --regid 65534 --clear-groups true 2>/dev/null; then
	unprivileged='setpriv --reuid 65534 --regid 65534 --clear-groups'
else
	unprivileged=none
fi

# denied CASE PATTERN ARG...
denied() {
	case_name=$1
	pattern=$2
	shift 2
	if [ "$unprivileged" = none ]; then
		skips "$case_name" "setpriv is missing"
		return
	fi
	# shellcheck disable=SC2086
	timeout 60 $unprivileged "$cli" "$@" >"$out" 2>"$err" </dev/null
	code=$?
	judge_failure "$case_name" 1 "$pattern"
}

run --device "$uri" device info
version=$("$cli" --version)
sed -i 's/^\(rxtx_bytes:  *\)[1-9][0-9]*$/\1N/' "$out"
judge_success device_info "device:       $uri
firmware:     1.1
negotiated:   1.1
driver:       ${version#ffa-cli }
id:           0x0000
spmc_id:      0x8000
direct_words: 5
rxtx_bytes:   N"

if [ ! -e /dev/arm_ffa/self ]; then
	fails device_info_no_device 1 '*cannot open /dev/arm_ffa/self:*load the arm_ffa_cdev module, or try --device fake:' \
		device info
fi
fails device_info_no_such_path 1 '*cannot open /nonexistent/ffa:*check the path, or try --device fake:' \
	--device /nonexistent/ffa device info
fails device_info_not_a_device 1 '*cannot open /dev/null:*not the FF-A device, or try --device fake:' \
	--device /dev/null device info
fails device_info_directory 1 '*cannot open /dev:*or try --device fake:' --device /dev device info
fails device_info_empty_uri 2 "*'' is not a device*fake:" --device '' device info
fails device_info_unknown_fake 2 "*'fake:moon' is not a device*fake:" --device fake:moon device info

# Rights are those of any file, so a machine without setpriv may leave these to the fake.
if on_fake; then
	: >"$work/node"
	chmod 000 "$work/node"
	denied device_info_no_rights "*cannot open $work/node:*rights on that node*root, or try --device fake:" \
		--device "$work/node" device info
	denied msg_send_no_rights "*cannot open $work/node:*rights on that node*root, or try --device fake:" \
		--device "$work/node" msg send "$(uuid 01)"
fi

# A group to join is named.
if on_fake && [ "$(id -u)" = 0 ]; then
	chgrp 1 "$work/node"
	chmod 660 "$work/node"
	denied device_info_not_in_group "*join the group $(stat -c %G "$work/node") or run as root, or try --device fake:" \
		--device "$work/node" device info
fi

if on_fake; then
	json_is device_info_json 'list(d) == ["devices"] and [list(i) for i in d["devices"]] ==
		[["device", "firmware", "negotiated", "driver", "id", "spmc_id", "direct_words", "rxtx_bytes"]] and
		d["devices"][0]["direct_words"] == 5 and d["devices"][0]["firmware"] == "1.1" and
		d["devices"][0]["spmc_id"] == "0x8000"' --device "$uri" device info
fi
