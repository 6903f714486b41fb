/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "common.h"

#include <ffa/fake.h>

int fake_open(struct cli *cli)
{
	int r = ffa_fake_new("default", &cli->fake);

	if (!r)
		r = ffa_fake_load(cli->fake, NULL);
	if (!r)
		r = ffa_fake_open(NULL, cli->fake, &cli->device);
	return r;
}

/* A fake with a parked request stays busy; it goes with the process. */
void fake_close(struct cli *cli)
{
	ffa_fake_free(cli->fake);
	cli->fake = NULL;
}
