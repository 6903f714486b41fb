/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
/* device features: what FFA_FEATURES answers. */

#include "common.h"

#include <errno.h>
#include <ffa/abi.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

enum { NAME, ID, SUPPORTED, W2, W3, PROPERTIES };

static const struct column columns[] = {
	[NAME] = { "feature", COLUMN_TEXT },
	[ID] = { "id", COLUMN_TEXT },
	[SUPPORTED] = { "supported", COLUMN_TEXT },
	[W2] = { "w2", COLUMN_TEXT },
	[W3] = { "w3", COLUMN_TEXT },
	[PROPERTIES] = { "properties", COLUMN_WORDS },
	{ 0 },
};

#define PAGE_BYTES 4096u

/* Words, separated by commas. */
struct words {
	char text[160];
	size_t used;
};

static void __attribute__((format(printf, 2, 3))) add(struct words *words, const char *format, ...)
{
	size_t room = sizeof(words->text) - words->used;
	va_list args;
	int n;

	if (words->used && room > 1) {
		words->text[words->used++] = ',';
		room--;
	}
	va_start(args, format);
	n = vsnprintf(words->text + words->used, room, format, args);
	va_end(args);
	words->used += n > 0 && (size_t)n < room ? (size_t)n : 0;
}

static void decode_intid(struct words *words, uint32_t w2, uint32_t w3)
{
	(void)w3;
	add(words, "intid=%" PRIu32, w2);
}

/* The minimum size is the alignment, too; a maximum of 0 pages is none that firmware would tell. */
static void decode_rxtx(struct words *words, uint32_t w2, uint32_t w3)
{
	static const unsigned int sizes[] = { 4096, 65536, 16384 };
	uint32_t pages = w2 >> 16;

	(void)w3;
	if ((w2 & 3) < sizeof(sizes) / sizeof(sizes[0]))
		add(words, "min=%u,align=%u", sizes[w2 & 3], sizes[w2 & 3]);
	else
		add(words, "min=reserved");
	if (pages)
		add(words, "max=%" PRIu32, pages * PAGE_BYTES);
}

static void decode_send(struct words *words, uint32_t w2, uint32_t w3)
{
	(void)w3;
	if (w2 & 1)
		add(words, "dynamic-buffer");
}

static void decode_retrieve(struct words *words, uint32_t w2, uint32_t w3)
{
	decode_send(words, w2, w3);
	if (w2 & 2)
		add(words, "ns-bit");
	if (w2 & 4)
		add(words, "hypervisor-retrieve");
	if ((w3 & 0xff) < 63)
		add(words, "retrievals=%" PRIu64, (UINT64_C(2) << (w3 & 0xff)) - 1);
}

struct row {
	const char *name;
	uint32_t id;
	void (*decode)(struct words *words, uint32_t w2, uint32_t w3);
};

#define FN(name) { #name, FFA_FN_##name, NULL }
#define FN_BOTH(name) FN(name), FN(name##_64)
#define DECODED(name, decode) { #name, FFA_FN_##name, decode }, { #name "_64", FFA_FN_##name##_64, decode }
#define FEATURE(name) { #name, FFA_FEATURE_##name, decode_intid }

static const struct row rows[] = {
	FEATURE(NPI),
	FEATURE(SRI),
	FEATURE(MEI),
	FN(ERROR),
	FN_BOTH(SUCCESS),
	FN(INTERRUPT),
	FN(VERSION),
	FN(FEATURES),
	FN(RX_RELEASE),
	DECODED(RXTX_MAP, decode_rxtx),
	FN(RXTX_UNMAP),
	FN(PARTITION_INFO_GET),
	FN(ID_GET),
	FN(MSG_POLL),
	FN(MSG_WAIT),
	FN(YIELD),
	FN(RUN),
	FN(MSG_SEND),
	FN_BOTH(DIRECT_REQ),
	FN_BOTH(DIRECT_RESP),
	DECODED(MEM_DONATE, decode_send),
	DECODED(MEM_LEND, decode_send),
	DECODED(MEM_SHARE, decode_send),
	DECODED(MEM_RETRIEVE_REQ, decode_retrieve),
	FN(MEM_RETRIEVE_RESP),
	FN(MEM_RELINQUISH),
	FN(MEM_RECLAIM),
	FN(MEM_OP_PAUSE),
	FN(MEM_OP_RESUME),
	FN(MEM_FRAG_RX),
	FN(MEM_FRAG_TX),
	FN(NORMAL_WORLD_RESUME),
	FN(NOTIFICATION_BITMAP_CREATE),
	FN(NOTIFICATION_BITMAP_DESTROY),
	FN(NOTIFICATION_BIND),
	FN(NOTIFICATION_UNBIND),
	FN(NOTIFICATION_SET),
	FN(NOTIFICATION_GET),
	FN_BOTH(NOTIFICATION_INFO_GET),
	FN(RX_ACQUIRE),
	FN(SPM_ID_GET),
	FN(MSG_SEND2),
	FN_BOTH(SECONDARY_EP_REGISTER),
	FN_BOTH(MEM_PERM_GET),
	FN_BOTH(MEM_PERM_SET),
	FN_BOTH(CONSOLE_LOG),
	FN(PARTITION_INFO_GET_REGS_64),
	FN(EL3_INTR_HANDLE),
	FN(DIRECT_REQ2_64),
	FN(DIRECT_RESP2_64),
	FN(NS_RES_INFO_GET_64),
	FN_BOTH(ABORT),
};

static void set_answer(struct table *table, const struct row *row, uint32_t w2, uint32_t w3)
{
	struct words words = { 0 };

	table_setf(table, W2, "0x%08" PRIx32, w2);
	table_setf(table, W3, "0x%08" PRIx32, w3);
	if (row->decode)
		row->decode(&words, w2, w3);
	table_set(table, PROPERTIES, words.text);
}

/* NOT_SUPPORTED is the one word for no: any other failure leaves it open. */
static int ask(struct table *table, struct ffa_device *device, const struct row *row)
{
	uint32_t w2, w3;
	int r = ffa_device_feature(device, row->id, 0, &w2, &w3);

	if (r == -ENODEV || r == -ENOTTY || r == -ECHILD)
		return r;
	table_row(table);
	table_set(table, NAME, row->name);
	table_setf(table, ID, "0x%08" PRIx32, row->id);
	if (r && r != -EOPNOTSUPP)
		table_set(table, SUPPORTED, "unknown");
	else
		table_set(table, SUPPORTED, r ? "no" : "yes");
	if (!r)
		set_answer(table, row, w2, w3);
	return 0;
}

int device_features(struct cli *cli, int argc, char **argv)
{
	struct table table;
	int r = device_open(cli);
	size_t i;

	(void)argc;
	(void)argv;
	if (r)
		return r;
	table_new(&table, cli, "features", columns);
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]) && !r; i++)
		r = ask(&table, cli->device, &rows[i]);
	if (!r)
		return table_print(&table);
	table_free(&table);
	return failed("cannot ask %s for features: %s; see the kernel log", device_name(cli), ffa_strerror(r));
}
