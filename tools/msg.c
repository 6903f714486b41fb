/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "common.h"

#include <errno.h>
#include <ffa/abi.h>
#include <inttypes.h>
#include <stdio.h>
#include <time.h>

#define MAX_WORDS 5

enum { ID, UUID, WORDS };

static const struct column columns[] = {
	[ID] = { "id", COLUMN_TEXT },
	[UUID] = { "uuid", COLUMN_TEXT },
	[WORDS] = { "words", COLUMN_WORDS },
	{ 0 },
};

static const struct {
	int err;
	const char *hint;
} hints[] = {
	{ EINPROGRESS, "it took the message and did not answer in time; its answer is dropped, wait longer with --timeout" },
	{ ETIMEDOUT, "it was busy all the time and nothing was sent; wait longer with --timeout" },
	{ EBUSY, "nothing was sent; try again, or wait with --timeout" },
	{ EAGAIN, "try again" },
	{ EACCES, "firmware does not let this endpoint talk to it; see the manifest of the partition" },
	{ EINVAL, "firmware does not take this message; see what the partition is with: ffa-cli partition show" },
	{ EOPNOTSUPP, "firmware cannot do this; see what the partition can with: ffa-cli partition show" },
	{ ECANCELED, "the partition crashed; see the log of the firmware" },
	{ ENODEV, "the partition or the driver went away; see what there is with: ffa-cli partition list" },
	{ EPROTO, "the answer breaks FF-A; see the kernel log and the log of the firmware" },
	{ 0, "see the kernel log and the log of the firmware" },
};

static const char *const origins[] = {
	[FFA_ORIGIN_LIBRARY] = "the library",
	[FFA_ORIGIN_DRIVER] = "the driver",
	[FFA_ORIGIN_FRAMEWORK] = "the partition manager",
	[FFA_ORIGIN_PARTITION] = "the partition",
};

static const char *hint_of(const struct cli *cli, const struct ffa_info *info, int r)
{
	size_t i;

	if (r == -EOPNOTSUPP && !(ffa_info_properties(info) & FFA_PROP_DIRECT_RECV))
		return "it cannot receive direct messages; see what it can with: ffa-cli partition show";
	if (r == -EOPNOTSUPP && cli->wide && !(ffa_info_properties(info) & FFA_PROP_AARCH64))
		return "it takes 32-bit messages only; leave out --64";
	for (i = 0; hints[i].err && hints[i].err != -r; i++)
		;
	return hints[i].hint;
}

/* " (FF-A BUSY, says the partition manager)", with what is known. */
static void describe(const struct ffa_msg *msg, char *text, size_t size)
{
	size_t origin = (size_t)ffa_msg_origin(msg);
	int32_t status = ffa_msg_status(msg);
	const char *who = origin < sizeof(origins) / sizeof(origins[0]) ? origins[origin] : NULL;

	*text = '\0';
	if (status && who)
		snprintf(text, size, " (FF-A %s %" PRId32 ", says %s)", ffa_status_name(status), status, who);
	else if (status)
		snprintf(text, size, " (FF-A %s %" PRId32 ")", ffa_status_name(status), status);
	else if (who)
		snprintf(text, size, " (says %s)", who);
}

static int cannot_send(const struct cli *cli, const struct ffa_partition *partition, const struct ffa_msg *msg, int r)
{
	const struct ffa_info *info = ffa_partition_info(partition);
	char uuid[37];
	char status[96];

	ffa_uuid_format(ffa_info_uuid(info), uuid);
	describe(msg, status, sizeof(status));
	return failed("no answer from partition 0x%04x %s: %s%s; %s", ffa_info_id(info), uuid, ffa_strerror(r), status,
		      hint_of(cli, info, r));
}

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int left_ms(const struct cli *cli, int64_t start)
{
	int64_t left = start + cli->timeout_ms - now_ms();

	if (cli->timeout_ms < 0)
		return -1;
	return left > 0 ? (int)left : 0;
}

/* A signal that does not end the process (SIGSTOP, SIGCONT) may stop the wait; nothing is lost then. */
static int deliver(const struct cli *cli, struct ffa_partition *partition, struct ffa_msg *msg)
{
	int64_t start = now_ms();
	int r = ffa_partition_send(partition, msg, cli->timeout_ms);

	while (r == -EINTR) {
		r = ffa_partition_resume(partition, msg, left_ms(cli, start));
		if (r == -ENOENT)
			r = ffa_partition_send(partition, msg, left_ms(cli, start));
	}
	return r;
}

static int print_json(const struct cli *cli, const struct ffa_partition *partition, const struct ffa_msg *msg,
		      const char *words)
{
	struct table table;

	table_new(&table, cli, "msgs", columns);
	table_row(&table);
	table_setf(&table, ID, "0x%04x", ffa_msg_responder(msg));
	table_set_uuid(&table, UUID, ffa_info_uuid(ffa_partition_info(partition)));
	table_set(&table, WORDS, words);
	return table_print(&table);
}

static int print(const struct cli *cli, const struct ffa_partition *partition, const struct ffa_msg *msg)
{
	char text[MAX_WORDS * 20] = "";
	const uint64_t *words;
	size_t used = 0;
	size_t n = ffa_msg_answer(msg, &words);
	size_t i;

	for (i = 0; i < n && i < MAX_WORDS; i++)
		used += (size_t)snprintf(text + used, sizeof(text) - used, "%s0x%0*" PRIx64, i ? " " : "", cli->wide ? 16 : 8,
					 words[i]);
	if (cli->json)
		return print_json(cli, partition, msg, text);
	puts(text);
	return DONE;
}

static int parse_words(const struct cli *cli, int argc, char **argv, uint64_t words[MAX_WORDS])
{
	int i;
	int r;

	if (argc > MAX_WORDS)
		return misused("%d words are too many; a direct message has %d", argc, MAX_WORDS);
	for (i = 0; i < argc; i++) {
		r = parse_number(argv[i], cli->wide ? UINT64_MAX : UINT32_MAX, &words[i]);
		if (r == -ERANGE)
			return misused("'%s' does not fit into %d bits; %s", argv[i], cli->wide ? 64 : 32,
				       cli->wide ? "give a smaller number" : "give a smaller number, or --64");
		if (r)
			return misused("'%s' is not a number; give a decimal one, or a hex one that starts with 0x", argv[i]);
	}
	return 0;
}

static int set(const struct cli *cli, struct ffa_msg *msg, const uint64_t words[MAX_WORDS])
{
	uint32_t narrow[MAX_WORDS];
	size_t i;

	if (cli->wide)
		return ffa_msg_set64(msg, words, MAX_WORDS);
	for (i = 0; i < MAX_WORDS; i++)
		narrow[i] = (uint32_t)words[i];
	return ffa_msg_set32(msg, narrow, MAX_WORDS);
}

static int exchange(const struct cli *cli, struct ffa_partition *partition, const uint64_t words[MAX_WORDS])
{
	struct ffa_msg *msg;
	int r = ffa_msg_new(&msg);

	if (r)
		return failed("cannot make a message: %s; free some memory", ffa_strerror(r));
	r = set(cli, msg, words);
	if (!r)
		r = deliver(cli, partition, msg);
	r = r ? cannot_send(cli, partition, msg, r) : print(cli, partition, msg);
	ffa_msg_free(msg);
	return r;
}

static int send(struct cli *cli, int argc, char **argv)
{
	uint64_t words[MAX_WORDS] = { 0 };
	struct ffa_partition *partition = NULL;
	struct target target;
	int r = target_parse(argv[0], &target);

	if (!r)
		r = parse_words(cli, argc - 1, argv + 1, words);
	if (!r)
		r = target_open(cli, &target, &partition);
	if (!r)
		r = exchange(cli, partition, words);
	ffa_partition_close(partition);
	return r;
}

const struct verb msg_verbs[] = {
	{ "msg", "send", "UUID|ID [--64] [--timeout MS] [WORD...]", "send a direct message of up to 5 words, print the answer",
	  1, -1, OPTION_64 | OPTION_TIMEOUT, send },
	{ 0 },
};
