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
firmware:     1.2
negotiated:   1.2
driver:       ${version#ffa-cli }
conduit:      smc
discovery:    registers
id:           0x0000
spmc_id:      0x8000
direct_words: 14
rxtx_bytes:   N"

run --device "$uri" device limits
sed -i 's/^\(rxtx_bytes  *\)[1-9][0-9]*$/\1N/' "$out"
judge_success device_limits 'LIMIT        VALUE
direct_words    14
rxtx_bytes    N'

# The table begins so; the rest is the firmware's.
run --device "$uri" device features
if [ "$code" = 0 ] && [ ! -s "$err" ] && [ "$(wc -l <"$out")" -gt 60 ] &&
	grep -qx 'RXTX_MAP_64  *0xc4000066 yes  *0x[0-9a-f]\{8\} 0x00000000 min=4096,align=4096,max=65536' "$out" &&
	grep -qx 'MEM_SHARE  *0x84000073 no  *-  *-  *-' "$out"; then
	passes device_features
else
	breaks device_features "not what the model has"
fi
fails device_features_no_device 1 '*cannot open /nonexistent/ffa:*try --device fake:' --device /nonexistent/ffa device features
fails device_limits_no_device 1 '*cannot open /nonexistent/ffa:*try --device fake:' --device /nonexistent/ffa device limits

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
		[["device", "firmware", "negotiated", "driver", "conduit", "discovery", "id", "spmc_id", "direct_words",
		"rxtx_bytes"]] and d["devices"][0]["direct_words"] == 14 and d["devices"][0]["firmware"] == "1.2" and
		d["devices"][0]["spmc_id"] == "0x8000"' --device "$uri" device info
	json_is device_limits_json '[list(i) for i in d["limits"]] == 2 * [["limit", "value"]] and
		d["limits"][0] == {"limit": "direct_words", "value": 14}' --device "$uri" device limits
	json_is device_features_json 'list(d) == ["features"] and all(
		list(f) == ["feature", "id", "supported", "w2", "w3", "properties"] for f in d["features"]) and
		[f for f in d["features"] if f["feature"] == "RXTX_MAP"] == [{"feature": "RXTX_MAP", "id": "0x84000066",
		"supported": "yes", "w2": "0x00100000", "w3": "0x00000000",
		"properties": ["min=4096", "align=4096", "max=65536"]}] and
		[f for f in d["features"] if f["feature"] == "NPI"] == [{"feature": "NPI", "id": "0x00000001",
		"supported": "no", "w2": None, "w3": None, "properties": None}]' --device "$uri" device features
fi
