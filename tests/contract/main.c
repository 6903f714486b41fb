/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "contract.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct cases groups[] = {
	{ device_cases, &device_case_count },
	{ list_cases, &list_case_count },
	{ partition_cases, &partition_case_count },
	{ message_cases, &message_case_count },
	{ req2_cases, &req2_case_count },
	{ parked_cases, &parked_case_count },
	{ thread_cases, &thread_case_count },
	{ ioctl_cases, &ioctl_case_count },
	{ field_cases, &field_case_count },
	{ output_cases, &output_case_count },
	{ batch_cases, &batch_case_count },
	{ async_cases, &async_case_count },
	/* The last: where a partition that crashed stays dead, chaos is dead after this. */
	{ chaos_cases, &chaos_case_count },
	{ NULL, NULL },
};

static const char *variant(void)
{
	return getenv("LIBFFA_VARIANT");
}

static size_t count(const struct cases *group)
{
	size_t n = 0;

	for (; group->cases; group++)
		n += *group->count;
	return n;
}

static struct CMUnitTest *append(struct CMUnitTest *to, const struct cases *group)
{
	for (; group->cases; group++) {
		memcpy(to, group->cases, *group->count * sizeof(*to));
		to += *group->count;
	}
	return to;
}

static int start(void **state)
{
	(void)state;
	return machine_start(variant());
}

static int stop(void **state)
{
	(void)state;
	return machine_stop();
}

int main(void)
{
	const struct cases *own = machine_groups(variant());
	size_t n = count(groups) + count(own);
	struct CMUnitTest *all = calloc(n, sizeof(*all));
	char suite[64];
	int failed;

	if (!all)
		return 1;
	append(append(all, groups), own);
	snprintf(suite, sizeof(suite), "%s%s%s", machine_name, variant() ? "-" : "", variant() ? variant() : "");
	failed = _cmocka_run_group_tests(suite, all, n, start, stop);
	free(all);
	return failed != 0;
}
