/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
/* Checks of device doctor: how firmware is called. */

#include "checks.h"

#include <errno.h>
#include <ffa/ffa.h>
#include <string.h>

#define FADT_ARM_BOOT 129
#define FADT_PSCI (1u << 0)
#define FADT_HVC (1u << 1)

static void no_psci(const struct place *place, struct finding *finding)
{
	if (place_has(place, MODULE_BOUND))
		finding_set(finding, FINDING_OK, NULL, "there is one, without which the driver would not have bound");
	else if (place_has(place, "/proc/device-tree"))
		finding_set(finding, FINDING_UNKNOWN, "look for the node of PSCI and its method in the device tree",
			    "no method in /psci or /firmware/psci of the device tree, and no FADT that tells");
	else
		finding_set(finding, FINDING_MISSING, "firmware must offer PSCI in the device tree or in ACPI's FADT",
			    "no device tree, and no FADT that tells");
}

static void look_at_acpi(const struct place *place, struct finding *finding)
{
	char fadt[FADT_ARM_BOOT + 3];
	int n = place_read(place, "/sys/firmware/acpi/tables/FACP", fadt, sizeof(fadt));
	unsigned int flags;

	if (n < 0 && n != -ENOENT) {
		finding_set(finding, FINDING_UNKNOWN, "look again as root", "cannot read ACPI's FADT: %s", ffa_strerror(n));
		return;
	}
	if (n <= FADT_ARM_BOOT) {
		no_psci(place, finding);
		return;
	}
	flags = (unsigned char)fadt[FADT_ARM_BOOT];
	if (flags & FADT_PSCI)
		finding_set(finding, FINDING_OK, NULL, "%s, says ACPI's FADT", flags & FADT_HVC ? "hvc" : "smc");
	else
		finding_set(finding, FINDING_MISSING, "firmware must offer PSCI", "ACPI's FADT says that there is no PSCI");
}

void look_at_conduit(const struct place *place, struct finding *finding)
{
	const char *node = "/psci";
	char method[16];
	int n = place_read(place, "/proc/device-tree/psci/method", method, sizeof(method));

	if (n < 0) {
		node = "/firmware/psci";
		n = place_read(place, "/proc/device-tree/firmware/psci/method", method, sizeof(method));
	}
	if (n < 0)
		look_at_acpi(place, finding);
	else if (!strcmp(method, "smc") || !strcmp(method, "hvc"))
		finding_set(finding, FINDING_OK, NULL, "%s, says the device tree", method);
	else
		finding_set(finding, FINDING_WRONG, "mend that method in the device tree: \"smc\" or \"hvc\"",
			    "the device tree says \"%s\" in %s", method, node);
}

/* Only the kernel log tells the version, or a driver that asked for it. */
void look_at_smccc(const struct place *place, struct finding *finding)
{
	if (place_has(place, MODULE_BOUND))
		finding_set(finding, FINDING_OK, NULL, "1.2 or later, without which the driver would not have bound");
	else
		finding_set(finding, FINDING_UNKNOWN, "dmesg | grep 'SMC Calling Convention' must say v1.2 or later",
			    "only the kernel log tells the version");
}
