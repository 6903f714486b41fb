/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "library.h"

#include <errno.h>
#include <ffa/abi.h>
#include <string.h>

struct ffa_device {
	int unused;
};

struct ffa_list {
	int unused;
};

struct ffa_partition {
	const struct ffa_info *info;
};

struct ffa_msg {
	uint64_t words[5];
	struct outcome outcome;
};

struct library library;

static struct ffa_device device;
static struct ffa_list list;
static struct ffa_partition partition;
static struct ffa_msg msg;

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
	(void)ctx;
	(void)uri;
	*dev = library.device_error ? NULL : &device;
	return library.device_error;
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

int ffa_device_list(struct ffa_device *dev, const uint8_t uuid[16], struct ffa_list **made)
{
	(void)dev;
	(void)uuid;
	*made = library.list_error ? NULL : &list;
	return library.list_error;
}

void ffa_list_free(struct ffa_list *made)
{
	(void)made;
}

size_t ffa_list_count(const struct ffa_list *made)
{
	(void)made;
	return library.count;
}

const struct ffa_info *ffa_list_get(const struct ffa_list *made, size_t i)
{
	(void)made;
	return &library.infos[i];
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

int ffa_partition_open(struct ffa_device *dev, const struct ffa_info *info, struct ffa_partition **p)
{
	(void)dev;
	partition.info = info;
	*p = library.partition_error ? NULL : &partition;
	return library.partition_error;
}

void ffa_partition_close(struct ffa_partition *p)
{
	(void)p;
}

const struct ffa_info *ffa_partition_info(const struct ffa_partition *p)
{
	return p->info;
}

int ffa_msg_new(struct ffa_msg **m)
{
	memset(&msg, 0, sizeof(msg));
	*m = &msg;
	return 0;
}

void ffa_msg_free(struct ffa_msg *m)
{
	(void)m;
}

int ffa_msg_set32(struct ffa_msg *m, const uint32_t *words, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		m->words[i] = words[i];
	return 0;
}

int ffa_msg_set64(struct ffa_msg *m, const uint64_t *words, size_t n)
{
	memcpy(m->words, words, n * sizeof(*words));
	return 0;
}

static int step(struct ffa_msg *m, char call, int timeout_ms)
{
	m->outcome = library.outcomes[library.n];
	library.calls[library.n++] = call;
	library.last_timeout = timeout_ms;
	return m->outcome.r;
}

int ffa_partition_send(struct ffa_partition *p, struct ffa_msg *m, int timeout_ms)
{
	(void)p;
	return step(m, 's', timeout_ms);
}

int ffa_partition_resume(struct ffa_partition *p, struct ffa_msg *m, int timeout_ms)
{
	(void)p;
	return step(m, 'r', timeout_ms);
}

size_t ffa_msg_answer(const struct ffa_msg *m, const uint64_t **words)
{
	*words = m->outcome.r ? NULL : m->words;
	return m->outcome.r ? 0 : 5;
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
	return m->outcome.r ? 0 : partition.info->id;
}
