/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
/* The machine is in this process. */

#include "fake-cases.h"

#include <stdlib.h>

#include "ops.h"

const char machine_suite[] = "contract-fake";

extern const struct ffa_fake_entry ffa_fake_entry;

const struct cases machine_groups[] = {
	{ load_cases, &load_case_count },
	{ policy_cases, &policy_case_count },
	{ answer_cases, &answer_case_count },
	{ cycle_cases, &cycle_case_count },
	{ unbind_cases, &unbind_case_count },
	{ fork_cases, &fork_case_count },
	{ NULL, NULL },
};

static struct ffa_fake *machine;

struct door {
	void *file;
};

int machine_start(void)
{
	int ret = ffa_fake_new("default", &machine);

	return ret ? ret : ffa_fake_load(machine, NULL);
}

int machine_stop(void)
{
	return ffa_fake_free(machine);
}

int machine_open(struct ffa_device **dev)
{
	return ffa_fake_open(NULL, machine, dev);
}

struct door *door_open(const char *path)
{
	struct door *door = malloc(sizeof(*door));

	if (door && ffa_fake_entry.ops->open(machine, path, &door->file)) {
		free(door);
		return NULL;
	}
	return door;
}

int door_ioctl(struct door *door, unsigned int request, void *arg)
{
	return ffa_fake_entry.ops->ioctl(door->file, request, arg);
}

void door_close(struct door *door)
{
	ffa_fake_entry.ops->close(door->file);
	free(door);
}
