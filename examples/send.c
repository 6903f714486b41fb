/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
/*
 * Sends one direct message to the partition with the given UUID and prints the answer.
 *
 *	cc -o send send.c $(pkg-config --cflags --libs libffa)
 *	./send ffa00001-0000-4000-8000-000000000000 [fake:]
 */
#include <inttypes.h>
#include <stdio.h>

#include <ffa/ffa.h>

static int complain(const char *what, int err)
{
	fprintf(stderr, "send: %s: %s\n", what, ffa_strerror(err));
	return 1;
}

static int send_to(struct ffa_partition *p)
{
	const uint32_t words[] = { 0x11, 0x22, 0x33, 0x44, 0x55 };
	const uint64_t *answer;
	struct ffa_msg *m;
	size_t i, n;
	int err;

	err = ffa_msg_new(&m);
	if (err)
		return complain("message", err);
	ffa_msg_set32(m, words, 5);
	err = ffa_partition_send(p, m, 1000);
	n = ffa_msg_answer(m, &answer);
	for (i = 0; i < n; i++)
		printf("0x%08" PRIx64 "%c", answer[i], i + 1 < n ? ' ' : '\n');
	ffa_msg_free(m);
	return err ? complain("no answer", err) : 0;
}

int main(int argc, char **argv)
{
	struct ffa_partition *p;
	struct ffa_device *dev;
	uint8_t uuid[16];
	int err, ret;

	if (argc < 2 || argc > 3 || ffa_uuid_parse(argv[1], uuid)) {
		fprintf(stderr, "usage: send UUID [DEVICE]\n");
		return 2;
	}
	err = ffa_device_open(NULL, argc == 3 ? argv[2] : NULL, &dev);
	if (err)
		return complain("device", err);
	err = ffa_partition_open_uuid(dev, uuid, &p);
	ffa_device_close(dev);
	if (err)
		return complain(argv[1], err);
	ret = send_to(p);
	ffa_partition_close(p);
	return ret;
}
