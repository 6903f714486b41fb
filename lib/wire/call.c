/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "wire.h"

#define STANDARD_SECURE	0x84000000u
#define OWNER_MASK	0xbffe0000u	/* all but the number, the width and the SVE hint */
#define FIRST_NUMBER	0x60u
#define LAST_NUMBER	0xffu

#define NAME_IF_1(name)	#name
#define NAME_IF_0(name)	NULL
#define CALL_NAME(name, number, smc32, smc64)	\
	case FFAW_##name:			\
		return NAME_IF_##smc32(name);	\
	case FFAW_##name##_64:			\
		return NAME_IF_##smc64(name);

const char *ffaw_call_name(uint32_t fid)
{
	switch (fid) {
	FFAW_CALLS(CALL_NAME)
	default:
		return NULL;
	}
}

#define STATUS_NAME(name, code)	\
	case code:		\
		return #name;

const char *ffaw_status_name(int32_t status)
{
	switch (status) {
	FFAW_STATUSES(STATUS_NAME)
	default:
		return NULL;
	}
}

bool ffaw_call_is_ffa(uint32_t fid)
{
	uint32_t number = fid & 0xffffu;

	if ((fid & OWNER_MASK) != STANDARD_SECURE)
		return false;
	return number >= FIRST_NUMBER && number <= LAST_NUMBER;
}

void ffaw_success(uint64_t x[FFAW_REGS])
{
	ffaw_request(x, FFAW_SUCCESS);
}

void ffaw_error(uint64_t x[FFAW_REGS], int32_t status)
{
	ffaw_request(x, FFAW_ERROR);
	x[2] = (uint32_t)status;
}

int32_t ffaw_completion(const uint64_t x[FFAW_REGS])
{
	int32_t status = (int32_t)ffaw_w(x, 2);

	switch (ffaw_w(x, 0)) {
	case FFAW_SUCCESS:
	case FFAW_SUCCESS_64:
		return 0;
	case FFAW_ERROR:
		return status < 0 ? status : FFAW_STATUS_NOT_SUPPORTED;
	default:
		return 1;
	}
}
