/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "call.h"

#include <stdio.h>
#include <string.h>

const struct verb *verb_of(const struct verb *verbs, const char *name)
{
	for (; verbs->name; verbs++) {
		if (!strcmp(verbs->name, name))
			return verbs;
	}
	fail_msg("there is no verb %s", name);
	return NULL;
}

static int run(void *arg)
{
	struct call *call = arg;
	char text[64] = "";
	char *argv[] = { text, NULL };

	if (call->arg)
		snprintf(text, sizeof(text), "%s", call->arg);
	return call->verb->run(&call->cli, call->arg ? 1 : 0, argv);
}

void call_run(struct capture *seen, struct call call)
{
	capture(seen, run, &call);
}

void prints(struct call call, const char *text)
{
	struct capture seen;

	call_run(&seen, call);
	assert_string_equal(seen.err, "");
	assert_string_equal(seen.out, text);
	assert_int_equal(seen.r, DONE);
}

void fails(struct call call, const char *line)
{
	struct capture seen;

	call_run(&seen, call);
	assert_string_equal(seen.out, "");
	assert_string_equal(seen.err, line);
	assert_int_equal(seen.r, FAILED);
}

int reset(void **state)
{
	(void)state;
	library_reset();
	return 0;
}
