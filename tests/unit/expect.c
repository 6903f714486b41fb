/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <stdio.h>
#include <string.h>

#include "alloc.h"
#include "expect.h"
#include "unit.h"

const struct ffa_ioc_device_info expect_device_in = { .size = sizeof(struct ffa_ioc_device_info) };

const struct ffa_ioc_device_info expect_device_out = {
	.size = sizeof(struct ffa_ioc_device_info),
	.firmware = 0x10002,
	.negotiated = 0x10001,
	.driver = 0x000100,
	.own_id = 0x1234,
	.spmc_id = 0x8000,
	.attributes = FFA_IOC_HAS_SPMC_ID,
};

static int expect_open(void *machine, const char *path, void **file)
{
	struct expect *e = machine;

	snprintf(e->opened, sizeof(e->opened), "%s", path ? path : "self");
	if (e->open_err)
		return e->open_err;
	e->opens++;
	*file = e;
	return 0;
}

static void compare(const struct expect_ioctl *entry, const uint8_t *arg)
{
	const uint8_t *in = entry->in;
	size_t i;

	for (i = 0; i < entry->size; i++) {
		if (entry->blind && i >= entry->blind && i < entry->blind + 8)
			continue;
		if (arg[i] != in[i])
			fail_msg("ioctl %#x: byte %zu is %#x, not %#x", entry->request, i, arg[i], in[i]);
	}
}

static void answer(const struct expect_ioctl *entry, uint8_t *arg)
{
	uint8_t kept[8];

	memcpy(kept, arg + entry->blind, sizeof(kept));
	if (entry->seen)
		memcpy(entry->seen, kept, sizeof(kept));
	if (entry->out)
		memcpy(arg, entry->out, entry->size);
	if (entry->blind)
		memcpy(arg + entry->blind, kept, sizeof(kept));
}

static int expect_ioctl(void *file, unsigned int request, void *arg)
{
	struct expect *e = file;
	const struct expect_ioctl *entry = &e->table[e->next];

	if (e->next == e->count)
		fail_msg("nobody expected ioctl %#x", request);
	assert_int_equal(request, entry->request);
	e->next++;
	compare(entry, arg);
	if (entry->entries) {
		struct ffa_ioc_list *list = arg;

		assert_int_equal(list->stride, sizeof(*entry->entries));
		memcpy((void *)(uintptr_t)list->entries, entry->entries, entry->count * sizeof(*entry->entries));
	}
	answer(entry, arg);
	return entry->ret;
}

static int expect_poll_fd(void *file)
{
	(void)file;
	return EXPECT_FD;
}

static void expect_close(void *file)
{
	struct expect *e = file;

	e->closes++;
	assert_true(e->closes <= e->opens);
	assert_int_equal(e->releases, 0);
}

static int expect_path(void *machine, uint32_t major, uint32_t minor, char *path, size_t size)
{
	struct expect *e = machine;

	if (e->path_unterminated) {
		memset(path, 'x', size);
		return 0;
	}
	snprintf(path, size, "/dev/%u", minor);
	if (e->path_err)
		return e->path_err;
	assert_int_equal(major, EXPECT_MAJOR);
	return 0;
}

static void expect_release(void *machine)
{
	struct expect *e = machine;

	e->releases++;
	assert_int_equal(e->opens, e->closes);
}

const struct ffa_ops expect_ops = {
	.open = expect_open,
	.ioctl = expect_ioctl,
	.poll_fd = expect_poll_fd,
	.close = expect_close,
	.path = expect_path,
	.release = expect_release,
};

void expect_table(struct expect *e, const struct expect_ioctl *table, size_t count)
{
	assert_int_equal(e->next, e->count);
	e->table = table;
	e->count = count;
	e->next = 0;
}

void expect_done(struct expect *e)
{
	if (e->next != e->count)
		fail_msg("%zu of %zu ioctls never came", e->count - e->next, e->count);
	assert_int_equal(e->opens, e->closes);
	assert_int_equal(alloc_live(), 0);
}

struct ffa_device *expect_device(struct expect *e, struct ffa_ctx *ctx)
{
	static const struct expect_ioctl open[] = {
		EXPECT(FFA_IOC_DEVICE_INFO, &expect_device_in, &expect_device_out, 0),
	};
	struct ffa_device *dev;

	expect(e, open);
	assert_int_equal(ffa_device_open_ops(ctx, &expect_ops, e, &dev), 0);
	assert_non_null(dev);
	return dev;
}

void lines_log(void *arg, enum ffa_log level, const char *line)
{
	struct lines *lines = arg;

	assert_true(level > FFA_LOG_NONE && level <= FFA_LOG_DEBUG);
	assert_null(strchr(line, '\n'));
	lines->count[level]++;
	snprintf(lines->last, sizeof(lines->last), "%s", line);
}

struct ffa_ctx *lines_ctx(struct lines *lines)
{
	struct ffa_ctx *ctx;

	assert_int_equal(ffa_ctx_new(lines_log, lines, FFA_LOG_DEBUG, &ctx), 0);
	return ctx;
}
