/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
/*
 * Measures how long a direct message and its answer take, in microseconds. "ffa-cli msg ping" does more.
 *
 *	cc -o ping ping.c $(pkg-config --cflags --libs libffa)
 *	./ping ffa00001-0000-4000-8000-000000000000 [fake:]
 */
#include <stdio.h>
#include <time.h>

#include <ffa/ffa.h>

#define ROUNDS 1000

static int complain(const char *what, int err)
{
	fprintf(stderr, "ping: %s: %s\n", what, ffa_strerror(err));
	return 1;
}

static double now_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

/* One message is set once and sent again and again; nothing is allocated meanwhile. */
static int ping(struct ffa_partition *p, struct ffa_msg *m)
{
	double us, sum = 0, min = 0, max = 0;
	int err, i;

	for (i = 0; i < ROUNDS; i++) {
		us = now_us();
		err = ffa_partition_send(p, m, 1000);
		us = now_us() - us;
		if (err)
			return complain("no answer", err);
		min = !i || us < min ? us : min;
		max = us > max ? us : max;
		sum += us;
	}
	printf("%d answers, min %.1f us, avg %.1f us, max %.1f us\n", ROUNDS, min, sum / ROUNDS, max);
	return 0;
}

static int ping_partition(struct ffa_partition *p)
{
	struct ffa_msg *m;
	int err, ret;

	err = ffa_msg_new(&m);
	if (err)
		return complain("message", err);
	ffa_msg_set32(m, NULL, 0);
	ret = ping(p, m);
	ffa_msg_free(m);
	return ret;
}

int main(int argc, char **argv)
{
	struct ffa_partition *p;
	struct ffa_device *dev;
	uint8_t uuid[16];
	int err, ret;

	if (argc < 2 || argc > 3 || ffa_uuid_parse(argv[1], uuid)) {
		fprintf(stderr, "usage: ping UUID [DEVICE]\n");
		return 2;
	}
	err = ffa_device_open(NULL, argc == 3 ? argv[2] : NULL, &dev);
	if (err)
		return complain("device", err);
	err = ffa_partition_open_uuid(dev, uuid, &p);
	ffa_device_close(dev);
	if (err)
		return complain(argv[1], err);
	ret = ping_partition(p);
	ffa_partition_close(p);
	return ret;
}
