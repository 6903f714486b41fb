/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#define _GNU_SOURCE

#include "checks.h"

#include <stdarg.h>
#include <string.h>

void finding_set(struct finding *finding, enum finding_state state, const char *advice, const char *format, ...)
{
	va_list args;

	finding->state = state;
	va_start(args, format);
	vsnprintf(finding->found, sizeof(finding->found), format, args);
	va_end(args);
	snprintf(finding->advice, sizeof(finding->advice), "%s", advice ? advice : "");
}

int version_is_older(const char *driver, const char *cli)
{
	return strverscmp(driver, cli) < 0;
}

const struct check checks[] = {
	{ "architecture", look_at_architecture },
	{ "config", look_at_config },
	{ "conduit", look_at_conduit },
	{ "smccc", look_at_smccc },
	{ "mainline", look_at_mainline },
	{ "signing", look_at_signing },
	{ "module", look_at_module },
	{ "nodes", look_at_nodes },
	{ "rights", look_at_rights },
	{ 0 },
};
