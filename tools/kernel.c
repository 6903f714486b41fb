/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
/* Checks of device doctor: what kernel runs on what. */

#include "checks.h"

#include <string.h>

#define MAINLINE_FOLDER "/sys/bus/arm_ffa"

void look_at_architecture(const struct place *place, struct finding *finding)
{
	if (!strcmp(place->machine, "aarch64"))
		finding_set(finding, FINDING_OK, NULL, "%s", place->machine);
	else
		finding_set(finding, FINDING_WRONG, "FF-A is there on arm64 only: go to such a machine, or try --device fake:",
			    "%s", place->machine);
}

/* What the module is made of, and what makes its nodes. */
void look_at_config(const struct place *place, struct finding *finding)
{
	struct place_option options[] = {
		{ .name = "CONFIG_MODULES" },
		{ .name = "CONFIG_HAVE_ARM_SMCCC" },
		{ .name = "CONFIG_HAVE_ARM_SMCCC_DISCOVERY" },
		{ .name = "CONFIG_ARM_PSCI_FW" },
		{ .name = "CONFIG_SYSFS" },
		{ .name = "CONFIG_DEVTMPFS" },
	};
	const size_t n = sizeof(options) / sizeof(options[0]);
	char path[PLACE_PATH];
	char lacking[192] = "";
	size_t used = 0;
	size_t i;

	if (place_config(place, options, n, path)) {
		finding_set(finding, FINDING_UNKNOWN, "look again as root, or where the kernel was built",
			    "none of /proc/config.gz, /boot/config-%.64s and /lib/modules/%.64s/config can be read",
			    place->release, place->release);
		return;
	}
	for (i = 0; i < n; i++) {
		if (options[i].value == 'n')
			used += (size_t)snprintf(lacking + used, sizeof(lacking) - used, " %s", options[i].name);
	}
	if (used)
		finding_set(finding, FINDING_MISSING, "boot a kernel that has these options", "%s is without%s", path, lacking);
	else
		finding_set(finding, FINDING_OK, NULL, "%s has all that the module needs", path);
}

static const char *how_configured(char value)
{
	switch (value) {
	case 'y':
		return "is built in";
	case 'm':
		return "is a module";
	case 'n':
		return "is not configured";
	default:
		return "may be configured";
	}
}

/* The driver is called arm_ffa, its module ffa_module. */
static const char *how_removed(char value)
{
	if (value == 'y')
		return "boot a kernel that has it as a module or not at all";
	return "modprobe -r ffa_module, after what uses it, then load " MODULE;
}

static void mainline_has_it(struct finding *finding, char value, int devices)
{
	finding_set(finding, FINDING_WRONG, how_removed(value),
		    "the kernel's own arm_ffa driver has FF-A (%d partitions); it %s", devices, how_configured(value));
}

static void mainline_shows_none(struct finding *finding, char value)
{
	char advice[128];

	snprintf(advice, sizeof(advice), "if " MODULE " does not load, %s", how_removed(value));
	finding_set(finding, FINDING_UNKNOWN, advice, "the kernel's own arm_ffa driver is there and shows no partition");
}

/* The kernel's own driver keeps FF-A to itself. One that found no partition may have mapped its buffers all the same. */
void look_at_mainline(const struct place *place, struct finding *finding)
{
	struct place_option option = { .name = "CONFIG_ARM_FFA_TRANSPORT" };
	int devices = place_count(place, MAINLINE_FOLDER "/devices");
	char path[PLACE_PATH];

	if (place_config(place, &option, 1, path))
		option.value = '?';
	if (devices > 0)
		mainline_has_it(finding, option.value, devices);
	else if (!place_has(place, MAINLINE_FOLDER))
		finding_set(finding, FINDING_OK, NULL, "the kernel's own arm_ffa driver %s and is not there",
			    how_configured(option.value));
	else if (place_has(place, MODULE_BOUND))
		finding_set(finding, FINDING_OK, NULL, "the kernel's own arm_ffa driver is there and leaves FF-A to " MODULE);
	else
		mainline_shows_none(finding, option.value);
}
