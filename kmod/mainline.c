// SPDX-License-Identifier: GPL-2.0-only OR BSD-3-Clause
// SPDX-FileCopyrightText: The libffa contributors
/* The kernel's own FF-A driver, which must not find another version negotiated under it. */

#include <linux/device.h>
#include <linux/module.h>

#include "ffac.h"

static int ffac_mainline_any(struct device *dev, void *data)
{
	return 1;
}

/*
 * Mainline's core registers a device per partition on its bus; one that found no partition is not noticed here, but refused
 * by firmware when it has mapped its buffers. The symbol is looked up by name because kernels without that driver do not have
 * it.
 */
static bool ffac_mainline_bound(void)
{
	struct bus_type *bus = __symbol_get("ffa_bus_type");
	bool bound;

	if (!bus)
		return false;
	bound = bus_for_each_dev(bus, NULL, NULL, ffac_mainline_any) > 0;
	__symbol_put("ffa_bus_type");
	return bound;
}

int ffac_mainline_check(void)
{
	if (!ffac_mainline_bound())
		return 0;
	pr_err(FFAC_NAME ": mainline's arm_ffa driver has FF-A: unload it first\n");
	return -EBUSY;
}
