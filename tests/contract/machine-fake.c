/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
/* The machine is in this process. */

#include "fake-cases.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "ops.h"

const char machine_name[] = "contract-fake";

extern const struct ffa_fake_entry ffa_fake_entry;

static const struct cases groups[] = {
	{ variant_cases, &variant_case_count },
	{ load_cases, &load_case_count },
	{ policy_cases, &policy_case_count },
	{ answer_cases, &answer_case_count },
	{ cycle_cases, &cycle_case_count },
	{ unbind_cases, &unbind_case_count },
	{ version_cases, &version_case_count },
	{ register_cases, &register_case_count },
	{ buffer_cases, &buffer_case_count },
	{ lookup_cases, &lookup_case_count },
	{ quirk_cases, &quirk_case_count },
	{ many_cases, &many_case_count },
	{ fork_cases, &fork_case_count },
	{ NULL, NULL },
};

static struct ffa_fake *machine;
static uint32_t version = FFA_VERSION_1_2;

struct door {
	void *file;
};

/* Cases that make machines of their own need no variant of this one. */
const struct cases *machine_groups(const char *variant)
{
	return variant ? &groups[ARRAY_SIZE(groups) - 1] : groups;
}

uint32_t machine_version(void)
{
	return version;
}

/* "VERSION", "QUIRK" or "VERSION-QUIRK". */
int variant_parse(const char *variant, uint32_t *v, unsigned int *quirk)
{
	*v = FFA_VERSION_1_2;
	*quirk = FFA_MODEL_QUIRKS;
	if (!strncmp(variant, "1.", 2) && variant[2] >= '0' && variant[2] <= '2') {
		*v = FFA_VERSION_1_0 + (uint32_t)(variant[2] - '0');
		variant += 3;
		if (!*variant)
			return 0;
		if (*variant++ != '-')
			return -EINVAL;
	}
	for (*quirk = 0; *quirk < FFA_MODEL_QUIRKS; ++*quirk) {
		if (!strcmp(variant, ffa_model_quirk_name(*quirk)))
			return 0;
	}
	return -EINVAL;
}

static int become(const char *variant)
{
	struct ffa_model *model = ffa_fake_model(machine);
	unsigned int quirk;
	int ret = variant_parse(variant, &version, &quirk);

	if (!ret)
		ret = ffa_model_set_version(model, version);
	if (!ret && quirk != FFA_MODEL_QUIRKS)
		ret = ffa_model_set_quirk(model, quirk, 1);
	if (quirk == FFA_MODEL_VERSION_1_0_FOR_EVER)
		version = FFA_VERSION_1_0;
	return ret;
}

int machine_start(const char *variant)
{
	int ret = ffa_fake_new("default", &machine);

	if (!ret && variant)
		ret = become(variant);
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

int door_fd(const struct door *door)
{
	return ffa_fake_entry.ops->poll_fd(door->file);
}

void door_close(struct door *door)
{
	ffa_fake_entry.ops->close(door->file);
	free(door);
}
