/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */

/* The flattened device tree that QEMU made, bytewise: memory is Device memory here. */

#include "monitor.h"

#define FDT_MAGIC 0xd00dfeedu
#define FDT_SIZE 4 /* offsets in the header */
#define FDT_STRUCT 8
#define FDT_STRINGS 12
#define FDT_BEGIN_NODE 1u
#define FDT_END_NODE 2u
#define FDT_PROP 3u
#define FDT_NOP 4u

static uint32_t fdt_word(const uint8_t *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static size_t fdt_aligned(size_t len)
{
	return (len + 3) & ~(size_t)3;
}

static bool fdt_is(const uint8_t *text, const char *other)
{
	while (*text && *text == (uint8_t)*other)
		text++, other++;
	return *text == (uint8_t)*other;
}

static size_t fdt_name_size(const uint8_t *name)
{
	size_t len = 0;

	while (name[len])
		len++;
	return fdt_aligned(len + 1);
}

bool fdt_set_hvc(uint8_t *fdt)
{
	uint8_t *p = fdt + fdt_word(fdt + FDT_STRUCT);
	const uint8_t *end = fdt + fdt_word(fdt + FDT_SIZE);
	const uint8_t *name;
	bool psci = false;

	if (fdt_word(fdt) != FDT_MAGIC)
		return false;
	while (p < end) {
		const uint32_t token = fdt_word(p);

		p += 4;
		switch (token) {
		case FDT_BEGIN_NODE:
			psci = fdt_is(p, "psci");
			p += fdt_name_size(p);
			break;
		case FDT_PROP:
			name = fdt + fdt_word(fdt + FDT_STRINGS) + fdt_word(p + 4);
			if (psci && fdt_is(name, "method") && fdt_is(p + 8, "smc")) {
				p[8] = 'h', p[9] = 'v', p[10] = 'c';
				return true;
			}
			p += 8 + fdt_aligned(fdt_word(p));
			break;
		case FDT_END_NODE:
		case FDT_NOP:
			break;
		default:
			return false;
		}
	}
	return false;
}
