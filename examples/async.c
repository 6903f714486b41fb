/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
/*
 * Talks to many partitions at a time from one thread: sends each a message without waiting, then takes the answers as they
 * come. Prints who answered, in that order.
 *
 *	cc -o async async.c $(pkg-config --cflags --libs libffa)
 *	./async fake: ffa00002-0000-4000-8000-000000000000 ffa00001-0000-4000-8000-000000000000
 */
#include <errno.h>
#include <poll.h>
#include <stdio.h>

#include <ffa/ffa.h>

#define MOST 16
#define TIMEOUT_MS 5000

static struct flight {
	const char *uuid;
	struct ffa_partition *partition;
	struct ffa_msg *msg;
} flights[MOST];

static int count, answers;

/* Words that let slow of the fake's partitions take 30 ms and echo none. */
static int start(struct ffa_device *dev, struct flight *flight)
{
	const uint32_t words[] = { 0, 3, 10000000 };
	uint8_t uuid[16];
	int err = ffa_uuid_parse(flight->uuid, uuid);

	if (!err)
		err = ffa_partition_open_uuid(dev, uuid, &flight->partition);
	if (!err)
		err = ffa_msg_new(&flight->msg);
	if (!err)
		err = ffa_msg_set32(flight->msg, words, 3);
	if (!err)
		err = ffa_partition_send(flight->partition, flight->msg, 0);
	return err;
}

static void finish(struct flight *flight, int err)
{
	if (err) {
		fprintf(stderr, "async: %s: %s\n", flight->uuid, ffa_strerror(err));
	} else {
		printf("0x%04x\n", ffa_msg_responder(flight->msg));
		answers++;
	}
}

/* -EINPROGRESS: the partition has the message, and its descriptor tells when the answer is there. */
static int send_all(struct ffa_device *dev, struct pollfd *fds)
{
	int err, i, waiting = 0;

	for (i = 0; i < count; i++) {
		/* POLLPRI on the device; what the fake has is POLLIN. */
		fds[i] = (struct pollfd){ .fd = -1, .events = POLLPRI | POLLIN };
		err = start(dev, &flights[i]);
		if (err == -EINPROGRESS) {
			fds[i].fd = ffa_partition_fd(flights[i].partition);
			waiting++;
		} else {
			finish(&flights[i], err);
		}
	}
	return waiting;
}

static void receive_all(struct pollfd *fds, int waiting)
{
	int err, i;

	while (waiting && poll(fds, (nfds_t)count, TIMEOUT_MS) > 0) {
		for (i = 0; i < count; i++) {
			if (!fds[i].revents)
				continue;
			err = ffa_partition_resume(flights[i].partition, flights[i].msg, 0);
			if (err == -EINPROGRESS)
				continue;
			finish(&flights[i], err);
			fds[i].fd = -1;
			waiting--;
		}
	}
	if (waiting)
		fprintf(stderr, "async: no answer from %d partitions in time\n", waiting);
}

int main(int argc, char **argv)
{
	struct pollfd fds[MOST];
	struct ffa_device *dev;
	int err, i;

	if (argc < 3 || argc > 2 + MOST) {
		fprintf(stderr, "usage: async DEVICE UUID...\n");
		return 2;
	}
	err = ffa_device_open(NULL, argv[1], &dev);
	if (err) {
		fprintf(stderr, "async: device: %s\n", ffa_strerror(err));
		return 1;
	}
	for (count = 0; count < argc - 2; count++)
		flights[count].uuid = argv[2 + count];
	receive_all(fds, send_all(dev, fds));
	ffa_device_close(dev);
	for (i = 0; i < count; i++) {
		ffa_msg_free(flights[i].msg);
		ffa_partition_close(flights[i].partition);
	}
	return answers != count;
}
