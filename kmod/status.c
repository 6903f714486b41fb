// SPDX-License-Identifier: GPL-2.0-only OR BSD-3-Clause
// SPDX-FileCopyrightText: The libffa contributors
/* FF-A status codes as errno, and calls that have no other answer. */

#include <linux/delay.h>

#include "ffac.h"

#define FFAC_BUSY_TRIES	20
#define FFAC_BUSY_MS	5

int ffac_status_errno(s32 status)
{
	switch (status) {
	case FFAW_STATUS_SUCCESS:
		return 0;
	case FFAW_STATUS_NOT_SUPPORTED:
		return -EOPNOTSUPP;
	case FFAW_STATUS_INVALID_PARAMETERS:
		return -EINVAL;
	case FFAW_STATUS_NO_MEMORY:
		return -ENOMEM;
	case FFAW_STATUS_BUSY:
		return -EBUSY;
	case FFAW_STATUS_DENIED:
		return -EACCES;
	case FFAW_STATUS_INTERRUPTED:
	case FFAW_STATUS_RETRY:
	case FFAW_STATUS_NOT_READY:
		return -EAGAIN;
	case FFAW_STATUS_ABORTED:
		return -ECANCELED;
	case FFAW_STATUS_NO_DATA:
		return -ENODATA;
	default:
		return -EIO;
	}
}

int ffac_call_simple(struct ffac_host *host, u64 x[FFAW_REGS], s32 *status)
{
	u64 request[FFAW_REGS];
	s32 code;
	int i;

	memcpy(request, x, sizeof(request));
	for (i = 0; ; i++) {
		ffac_call(host, x);
		code = ffaw_completion(x);
		if (code != FFAW_STATUS_BUSY || i == FFAC_BUSY_TRIES)
			break;
		msleep(FFAC_BUSY_MS);
		memcpy(x, request, sizeof(request));
	}
	if (status)
		*status = code < 0 ? code : 0;
	return code > 0 ? -EPROTO : ffac_status_errno(code);
}
