/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <errno.h>
#include <string.h>
#include <uuid.h>

#include "internal.h"
#include "wire.h"

/* What these mean in libffa; the rest is the C library's to tell. */
static const struct {
	int err;
	const char *text;
} errors[] = {
	{ 0, "Success" },
	{ EOPNOTSUPP, "Not supported" },
	{ EINVAL, "Invalid parameters" },
	{ ENOMEM, "No memory" },
	{ EBUSY, "Busy" },
	{ EACCES, "Denied" },
	{ EPERM, "Denied by the driver's policy" },
	{ EAGAIN, "Not now, try again" },
	{ ECANCELED, "The partition aborted" },
	{ ENODATA, "No such value" },
	{ ENOENT, "Not found" },
	{ ENOTUNIQ, "The UUID names several partitions" },
	{ ENODEV, "The device, partition or driver is gone" },
	{ EMSGSIZE, "Does not fit" },
	{ EPROTO, "Firmware broke the protocol" },
	{ EIO, "Firmware gave an unknown status" },
	{ EINTR, "Interrupted by a signal" },
	{ EINPROGRESS, "Accepted and not finished in time" },
	{ ETIMEDOUT, "Not accepted in time" },
	{ ENOTTY, "Not an FF-A device node, or its driver is too old" },
	{ E2BIG, "The driver is too old for this request" },
	{ ECHILD, "The fake device does not work after fork" },
};

const char *ffa_lib_version(void)
{
	return LIBFFA_VERSION;
}

const char *ffa_strerror(int err)
{
	const char *text;
	size_t i;

	if (err == INT32_MIN)
		return "Unknown error";
	if (err < 0)
		err = -err;
	for (i = 0; i < sizeof(errors) / sizeof(errors[0]); i++) {
		if (errors[i].err == err)
			return errors[i].text;
	}
	text = strerrordesc_np(err);
	return text ? text : "Unknown error";
}

const char *ffa_status_name(int32_t status)
{
	const char *name = ffaw_status_name(status);

	return name ? name : "UNKNOWN";
}

int ffa_uuid_parse(const char *text, uint8_t uuid[16])
{
	if (!uuid)
		return -EINVAL;
	if (!text || uuid_parse(text, uuid)) {
		memset(uuid, 0, 16);
		return -EINVAL;
	}
	return 0;
}

void ffa_uuid_format(const uint8_t uuid[16], char text[37])
{
	uuid_unparse_lower(uuid, text);
}
