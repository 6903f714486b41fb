/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "capture.h"

#include "library.h"

#include <errno.h>
#include <ffa/abi.h>
#include <signal.h>
#include <string.h>

#define COPIES 8

struct ffa_device {
	int unused;
};

struct ffa_list {
	const struct ffa_info *infos[COPIES + 1];
	size_t count;
};

struct ffa_partition {
	const struct ffa_info *info;
};

struct ffa_msg {
	uint64_t words[14];
	size_t count;
	uint16_t responder;
	struct outcome outcome;
};

struct library library;

static struct ffa_device device;
static struct ffa_list lists[2]; /* of all and by UUID */
static struct ffa_partition partitions[COPIES];
static struct ffa_msg msgs[COPIES];

void library_reset(void)
{
	memset(&library, 0, sizeof(library));
	library.count = 1;
	library.infos[0] =
		(struct ffa_info){ .id = 0x8001, .contexts = 1, .properties = FFA_PROP_DIRECT_RECV, .path = "/node" };
	memset(library.infos[0].uuid, 0x11, 16);
}

int ffa_device_open(struct ffa_ctx *ctx, const char *uri, struct ffa_device **dev)
{
	int r = library.device_error;

	(void)ctx;
	(void)uri;
	*dev = r ? NULL : &device;
	library.device_opens++;
	if (library.on_device_open) {
		library.on_device_open();
		library.device_error = library.next_device_error;
	}
	return r;
}

void ffa_device_close(struct ffa_device *dev)
{
	(void)dev;
}

int ffa_device_versions(struct ffa_device *dev, uint32_t *firmware, uint32_t *negotiated, uint32_t *driver)
{
	(void)dev;
	*firmware = 0x10002;
	*negotiated = 0x10001;
	*driver = 0x20304;
	return 0;
}

int ffa_device_attributes(struct ffa_device *dev, uint32_t *attributes)
{
	(void)dev;
	*attributes = library.attributes;
	return 0;
}

int ffa_device_feature(struct ffa_device *dev, uint32_t id, uint32_t input, uint32_t *w2, uint32_t *w3)
{
	(void)dev;
	assert_int_equal(input, 0);
	*w2 = library.w2;
	*w3 = library.w3;
	library.features++;
	return id == library.feature_id ? library.feature_error : 0;
}

int ffa_device_ids(struct ffa_device *dev, uint16_t *own, uint16_t *spmc)
{
	(void)dev;
	*own = 7;
	*spmc = library.ids_error ? 0 : 0x8000;
	return library.ids_error;
}

int ffa_device_limit(struct ffa_device *dev, enum ffa_limit what, uint64_t *value)
{
	(void)dev;
	*value = library.limit_error ? 0 : what;
	return library.limit_error;
}

static void add(struct ffa_list *list, const struct ffa_info *info, const uint8_t uuid[16])
{
	if (!uuid || !memcmp(info->uuid, uuid, 16))
		list->infos[list->count++] = info;
}

int ffa_device_list(struct ffa_device *dev, const uint8_t uuid[16], struct ffa_list **made)
{
	struct ffa_list *list = &lists[uuid ? 1 : 0];
	size_t i;

	(void)dev;
	*made = NULL;
	if (library.list_error)
		return library.list_error;
	list->count = 0;
	for (i = 0; i < library.count; i++)
		add(list, &library.infos[i], uuid);
	if (uuid)
		add(list, &library.unlisted, uuid);
	if (uuid && !list->count)
		return -ENOENT;
	*made = list;
	return 0;
}

void ffa_list_free(struct ffa_list *made)
{
	(void)made;
}

size_t ffa_list_count(const struct ffa_list *made)
{
	return made->count;
}

const struct ffa_info *ffa_list_get(const struct ffa_list *made, size_t i)
{
	return i < made->count ? made->infos[i] : NULL;
}

uint16_t ffa_info_id(const struct ffa_info *info)
{
	return info->id;
}

const uint8_t *ffa_info_uuid(const struct ffa_info *info)
{
	return info->uuid;
}

uint16_t ffa_info_contexts(const struct ffa_info *info)
{
	return info->contexts;
}

uint32_t ffa_info_properties(const struct ffa_info *info)
{
	return info->properties;
}

const char *ffa_info_path(const struct ffa_info *info)
{
	return info->path;
}

static int open_partition(const struct ffa_info *info, struct ffa_partition **p)
{
	*p = NULL;
	if (library.partition_error && library.opens >= library.good_opens)
		return library.partition_error;
	assert_true(library.opens < COPIES);
	*p = &partitions[library.opens++];
	(*p)->info = info;
	return 0;
}

int ffa_partition_open(struct ffa_device *dev, const struct ffa_info *info, struct ffa_partition **p)
{
	(void)dev;
	return open_partition(info, p);
}

int ffa_partition_dup(struct ffa_partition *p, struct ffa_partition **copy)
{
	return open_partition(p->info, copy);
}

void ffa_partition_close(struct ffa_partition *p)
{
	library.closes += p ? 1 : 0;
}

const struct ffa_info *ffa_partition_info(const struct ffa_partition *p)
{
	return p->info;
}

int ffa_partition_fd(const struct ffa_partition *p)
{
	(void)p;
	return library.fd;
}

int ffa_msg_new(struct ffa_msg **m)
{
	assert_true(library.msgs < COPIES);
	*m = &msgs[library.msgs++];
	memset(*m, 0, sizeof(**m));
	return 0;
}

void ffa_msg_free(struct ffa_msg *m)
{
	(void)m;
}

int ffa_msg_set32(struct ffa_msg *m, const uint32_t *words, size_t n)
{
	size_t i;

	m->count = 5;
	for (i = 0; i < n; i++)
		m->words[i] = words[i];
	return 0;
}

int ffa_msg_set64(struct ffa_msg *m, const uint64_t *words, size_t n)
{
	m->count = 5;
	memcpy(m->words, words, n * sizeof(*words));
	return 0;
}

int ffa_msg_set_req2(struct ffa_msg *m, const uint64_t *words, size_t n)
{
	m->count = 14;
	memcpy(m->words, words, n * sizeof(*words));
	return 0;
}

/* Ctrl-C, as it may come in the middle of a call. */
static void interrupt(void)
{
	if (library.interrupt_at && library.n == library.interrupt_at)
		raise(SIGINT);
}

static int step(struct ffa_partition *p, struct ffa_msg *m, char call, int timeout_ms)
{
	assert_true(library.n < sizeof(library.outcomes) / sizeof(library.outcomes[0]));
	library.first_words[library.n] = m->words[0];
	m->responder = p->info->id;
	m->outcome = library.outcomes[library.n];
	library.calls[library.n++] = call;
	library.last_timeout = timeout_ms;
	interrupt();
	return m->outcome.r;
}

int ffa_partition_send(struct ffa_partition *p, struct ffa_msg *m, int timeout_ms)
{
	return step(p, m, 's', timeout_ms);
}

int ffa_partition_resume(struct ffa_partition *p, struct ffa_msg *m, int timeout_ms)
{
	return step(p, m, 'r', timeout_ms);
}

size_t ffa_msg_answer(const struct ffa_msg *m, const uint64_t **words)
{
	*words = m->outcome.r ? NULL : m->words;
	return m->outcome.r ? 0 : m->count;
}

int32_t ffa_msg_status(const struct ffa_msg *m)
{
	return m->outcome.status;
}

enum ffa_origin ffa_msg_origin(const struct ffa_msg *m)
{
	return m->outcome.origin;
}

uint16_t ffa_msg_responder(const struct ffa_msg *m)
{
	return m->outcome.r ? 0 : m->responder;
}
