/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
/* bench-fake: how many direct messages a second the fake device carries, with one thread. */

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <time.h>

#include <ffa/ffa.h>

#define BATCH 1000
#define NS_PER_S 1000000000
#define TIMEOUT_MS 1000

static int64_t now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * NS_PER_S + ts.tv_nsec;
}

static int send(struct ffa_partition *p, struct ffa_msg *m, uint32_t word)
{
	const uint64_t *answer;
	int err;

	ffa_msg_set32(m, &word, 1);
	err = ffa_partition_send(p, m, TIMEOUT_MS);
	if (err)
		return err;
	return ffa_msg_answer(m, &answer) == 5 && answer[0] == word ? 0 : -EPROTO;
}

/* For a second. */
static int measure(struct ffa_partition *p, struct ffa_msg *m)
{
	const int64_t begin = now();
	uint32_t sent = 0;
	int64_t ns;
	int err;

	do {
		err = send(p, m, ++sent);
		ns = now() - begin;
	} while (!err && ns < NS_PER_S);
	if (!err)
		printf("fake: %" PRId64 " messages/s\n", sent * (int64_t)NS_PER_S / ns);
	return err;
}

static int open_echo(struct ffa_partition **p)
{
	struct ffa_device *dev;
	uint8_t uuid[16];
	int err;

	err = ffa_device_open(NULL, "fake:", &dev);
	if (err)
		return err;
	ffa_uuid_parse("ffa00001-0000-4000-8000-000000000000", uuid);
	err = ffa_partition_open_uuid(dev, uuid, p);
	ffa_device_close(dev);
	return err;
}

int main(void)
{
	struct ffa_partition *p = NULL;
	struct ffa_msg *m = NULL;
	int err;

	err = open_echo(&p);
	if (!err)
		err = ffa_msg_new(&m);
	if (!err)
		err = measure(p, m);
	if (err)
		fprintf(stderr, "bench-fake: %s\n", ffa_strerror(err));
	ffa_msg_free(m);
	ffa_partition_close(p);
	return err != 0;
}
