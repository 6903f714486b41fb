/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "common.h"

int fake_open(struct cli *cli)
{
	return ffa_device_open(NULL, "fake:", &cli->device);
}

void fake_close(struct cli *cli)
{
	(void)cli;
}
