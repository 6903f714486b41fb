/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */

/*
 * Prints the variants of firmware that the contract has to hold on, one a line: NAME VERSION QUIRKS, the latter two as
 * struct monitor_options (../firmware/monitor.h) has them. NAME is fit for a name of a case: 1_1, 1_1_rx_denied. Each version
 * comes without quirks, and each quirk with the versions on which it can be seen and partitions can be found.
 */

#include <stdint.h>
#include <stdio.h>

#include <ffa/abi.h>
#include <ffa/model.h>

#define V1_0 1u
#define V1_1 2u
#define V1_2 4u

static const uint32_t versions[] = { FFA_VERSION_1_0, FFA_VERSION_1_1, FFA_VERSION_1_2 };

static unsigned int versions_of(unsigned int quirk)
{
	switch (quirk) {
	case FFA_MODEL_UNKNOWN_UUID_EMPTY:
	case FFA_MODEL_RX_DENIED:
	case FFA_MODEL_RX_BUSY_AT_FIRST:
	case FFA_MODEL_VERSION_STRICT:
		return V1_0 | V1_1;
	case FFA_MODEL_NO_INFO_REGS:
	case FFA_MODEL_NO_RXTX:
	case FFA_MODEL_INFO_TAG_CHANGES:
	case FFA_MODEL_VERSION_1_0_FOR_EVER:
		return V1_2;
	default:
		return V1_1 | V1_2;
	}
}

static void print_variant(unsigned int version, const char *quirk, uint32_t quirks)
{
	printf("1_%u%s", version, *quirk ? "_" : "");
	for (; *quirk; quirk++)
		putchar(*quirk == '-' ? '_' : *quirk);
	printf(" %#x %#x\n", versions[version], quirks);
}

int main(void)
{
	unsigned int quirk, version;

	for (version = 0; version < 3; version++)
		print_variant(version, "", 0);
	for (quirk = 0; quirk < FFA_MODEL_QUIRKS; quirk++)
		for (version = 0; version < 3; version++)
			if (versions_of(quirk) >> version & 1)
				print_variant(version, ffa_model_quirk_name(quirk), 1u << quirk);
	return 0;
}
