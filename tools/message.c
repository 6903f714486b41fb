/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "common.h"
#include "interrupt.h"

#include <errno.h>
#include <ffa/abi.h>
#include <inttypes.h>
#include <stdio.h>

#define DIRECT_WORDS 5

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

/* What the partition lacks. */
static const char *method_hint(const struct cli *cli, uint32_t properties)
{
	if (cli->method == METHOD_REQ2 && !(properties & FFA_PROP_REQ2_RECV))
		return "it cannot receive FFA_MSG_SEND_DIRECT_REQ2; leave out --req2";
	if (cli->method == METHOD_REQ2)
		return "FFA_MSG_SEND_DIRECT_REQ2 needs FF-A 1.2; see what is spoken with: ffa-cli device info";
	if (!(properties & FFA_PROP_DIRECT_RECV))
		return "it cannot receive direct messages; see what it can with: ffa-cli partition show";
	if (cli->method == METHOD_64 && !(properties & FFA_PROP_AARCH64))
		return "it takes 32-bit messages only; leave out --64";
	return NULL;
}

static const char *hint_of(const struct cli *cli, const struct ffa_info *info, int r)
{
	const char *hint = r == -EOPNOTSUPP ? method_hint(cli, ffa_info_properties(info)) : NULL;
	size_t i;

	for (i = 0; hints[i].err && hints[i].err != -r; i++)
		;
	return hint ? hint : hints[i].hint;
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

void message_failure(const struct cli *cli, const struct ffa_partition *partition, const struct ffa_msg *msg, int r,
		     char text[MESSAGE_TEXT])
{
	const struct ffa_info *info = ffa_partition_info(partition);
	char uuid[37];
	char status[96];

	ffa_uuid_format(ffa_info_uuid(info), uuid);
	describe(msg, status, sizeof(status));
	snprintf(text, MESSAGE_TEXT, "no answer from partition 0x%04x %s: %s%s; %s", ffa_info_id(info), uuid, ffa_strerror(r),
		 status, hint_of(cli, info, r));
}

unsigned int message_words(const struct cli *cli)
{
	return cli->method == METHOD_REQ2 ? MAX_WORDS : DIRECT_WORDS;
}

int message_wide(const struct cli *cli)
{
	return cli->method != METHOD_32;
}

int message_set(const struct cli *cli, struct ffa_msg *msg, const uint64_t words[MAX_WORDS])
{
	uint32_t narrow[DIRECT_WORDS];
	size_t i;

	if (cli->method == METHOD_REQ2)
		return ffa_msg_set_req2(msg, words, MAX_WORDS);
	if (cli->method == METHOD_64)
		return ffa_msg_set64(msg, words, DIRECT_WORDS);
	for (i = 0; i < DIRECT_WORDS; i++)
		narrow[i] = (uint32_t)words[i];
	return ffa_msg_set32(msg, narrow, DIRECT_WORDS);
}

static int left_ms(const struct cli *cli, int64_t start)
{
	int64_t left = cli->timeout_ms - (now_ns() - start) / 1000000;

	if (cli->timeout_ms < 0)
		return -1;
	return left > 0 ? (int)left : 0;
}

/* A signal that does not end the process (SIGSTOP, SIGCONT) may stop the wait; nothing is lost then. */
int message_deliver(const struct cli *cli, struct ffa_partition *partition, struct ffa_msg *msg)
{
	int64_t start = cli->timeout_ms > 0 ? now_ns() : 0;
	int r = ffa_partition_send(partition, msg, cli->timeout_ms);

	while (r == -EINTR && !interrupt_seen()) {
		r = ffa_partition_resume(partition, msg, left_ms(cli, start));
		if (r == -ENOENT)
			r = ffa_partition_send(partition, msg, left_ms(cli, start));
	}
	return r;
}
