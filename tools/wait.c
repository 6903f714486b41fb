/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
/* partition wait: until a partition can be opened. */

#define _GNU_SOURCE
#include "common.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <time.h>
#include <unistd.h>

#define NS_PER_MS 1000000
#define LOOK_AGAIN_NS (100 * NS_PER_MS)
#define WATCHED (IN_CREATE | IN_MOVED_TO | IN_ATTRIB | IN_ONLYDIR)

/* The folder of the nodes and the one above it, in which it appears. */
struct watch {
	int fd; /* -1: the kernel does not tell, and we look from time to time */
	char nodes[256];
	char above[256];
};

/* The part before the last slash; "." if there is none. */
static void folder_of(const char *path, char *folder, size_t size)
{
	const char *slash = strrchr(path, '/');
	int len = slash > path ? (int)(slash - path) : slash ? 1 : 0;

	snprintf(folder, size, "%.*s", len ? len : 1, len ? path : ".");
}

static void watch_end(struct watch *watch)
{
	if (watch->fd >= 0)
		close(watch->fd);
	watch->fd = -1;
}

/* Adding what is watched changes nothing. The folder of the nodes need not be there yet. */
static void watch_renew(struct watch *watch)
{
	if (watch->fd < 0)
		return;
	if (inotify_add_watch(watch->fd, watch->above, WATCHED) < 0)
		watch_end(watch);
	else if (inotify_add_watch(watch->fd, watch->nodes, WATCHED) < 0 && errno != ENOENT)
		watch_end(watch);
}

static void watch_begin(struct watch *watch, const struct cli *cli)
{
	watch->fd = -1;
	folder_of(device_name(cli), watch->nodes, sizeof(watch->nodes));
	folder_of(watch->nodes, watch->above, sizeof(watch->above));
	if (!device_is_fake(cli))
		watch->fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
}

/* Until something has changed or until the time. */
static void watch_wait(struct watch *watch, int64_t until)
{
	char events[4096];
	struct pollfd fd = { .fd = watch->fd, .events = POLLIN };
	int64_t now = now_ns();
	struct timespec timeout;

	if (watch->fd < 0 && until > now + LOOK_AGAIN_NS)
		until = now + LOOK_AGAIN_NS;
	timeout.tv_sec = until > now ? (until - now) / 1000000000 : 0;
	timeout.tv_nsec = until > now ? (until - now) % 1000000000 : 0;
	if (ppoll(&fd, 1, until == INT64_MAX ? NULL : &timeout, NULL) <= 0)
		return;
	while (read(watch->fd, events, sizeof(events)) > 0)
		;
}

/* 0 if one that target names can be opened, else why not the last one of them. */
static int open_any(const struct cli *cli, const struct target *target, const struct ffa_list *list)
{
	struct ffa_partition *partition;
	int r = -ENOENT;
	size_t i;

	for (i = 0; i < ffa_list_count(list); i++) {
		if (!target_matches(target, ffa_list_get(list, i)))
			continue;
		r = ffa_partition_open(cli->device, ffa_list_get(list, i), &partition);
		if (!r) {
			ffa_partition_close(partition);
			return 0;
		}
	}
	return r;
}

static int look(struct cli *cli, const struct target *target)
{
	struct ffa_list *list = NULL;
	int r = device_try(cli);

	if (!r)
		r = ffa_device_list(cli->device, target->by_uuid ? target->uuid : NULL, &list);
	if (!r)
		r = open_any(cli, target, list);
	ffa_list_free(list);
	device_close(cli);
	return r;
}

/* Waiting does not help. */
static int is_final(const struct cli *cli, int r)
{
	return device_is_fake(cli) || r == -ENOTTY || r == -EOPNOTSUPP;
}

static int give_up(const struct cli *cli, const struct target *target, int r)
{
	char hint[160] = "the fake device does not change; see what it has with: ffa-cli --device fake: partition list";

	if (r == -ENOTTY || r == -EOPNOTSUPP)
		device_hint(cli, r, hint, sizeof(hint));
	if (is_final(cli, r))
		return failed("no partition %s can be opened, and waiting does not help: %s; %s", target->text,
			      ffa_strerror(r), hint);
	return failed("no partition %s could be opened within %d ms: %s; see what is missing with: ffa-cli device doctor",
		      target->text, cli->timeout_ms, ffa_strerror(r));
}

/* Watches first and looks then, so that nothing that comes in between is missed. */
int partition_wait(struct cli *cli, int argc, char **argv)
{
	int64_t until = cli->timeout_ms < 0 ? INT64_MAX : now_ns() + (int64_t)cli->timeout_ms * NS_PER_MS;
	struct target target;
	struct watch watch;
	int r = target_parse(argv[0], &target);

	(void)argc;
	if (r)
		return r;
	watch_begin(&watch, cli);
	for (;;) {
		watch_renew(&watch);
		r = look(cli, &target);
		if (!r || is_final(cli, r) || now_ns() >= until)
			break;
		watch_wait(&watch, until);
	}
	watch_end(&watch);
	return r ? give_up(cli, &target, r) : DONE;
}
