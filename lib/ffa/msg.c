/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "internal.h"

#define WORDS 5
#define NS_PER_S 1000000000u
#define NS_PER_MS 1000000u

_Static_assert((int)FFA_ORIGIN_DRIVER == FFA_IOC_ORIGIN_DRIVER, "origins are passed on as they are");
_Static_assert((int)FFA_ORIGIN_FRAMEWORK == FFA_IOC_ORIGIN_FRAMEWORK, "origins are passed on as they are");
_Static_assert((int)FFA_ORIGIN_PARTITION == FFA_IOC_ORIGIN_PARTITION, "origins are passed on as they are");
_Static_assert(sizeof(((struct ffa_ioc_message *)0)->words) == WORDS * sizeof(uint64_t), "a direct message");

/* What the last verb brought. */
struct outcome {
	size_t count;
	uint64_t words[WORDS];
	int32_t status;
	enum ffa_origin origin;
	uint16_t responder;
};

struct ffa_msg {
	uint32_t method;	/* FFA_IOC_DIRECT*; 0: nothing is set */
	uint64_t payload[WORDS];
	struct outcome outcome;
};

int ffa_msg_new(struct ffa_msg **m)
{
	if (!m)
		return -EINVAL;
	*m = calloc(1, sizeof(**m));
	return *m ? 0 : -ENOMEM;
}

void ffa_msg_free(struct ffa_msg *m)
{
	free(m);
}

static void reset(struct ffa_msg *m, enum ffa_origin origin)
{
	m->outcome = (struct outcome){ .origin = origin };
}

/* words may be the answer in m. */
static int set(struct ffa_msg *m, uint32_t method, const uint64_t *words, size_t n)
{
	m->method = method;
	memset(m->payload, 0, sizeof(m->payload));
	if (n)
		memcpy(m->payload, words, n * sizeof(*words));
	reset(m, FFA_ORIGIN_NONE);
	return 0;
}

static int refuse(struct ffa_msg *m)
{
	if (m)
		reset(m, FFA_ORIGIN_LIBRARY);
	return -EINVAL;
}

int ffa_msg_set32(struct ffa_msg *m, const uint32_t *words, size_t n)
{
	uint64_t wide[WORDS];
	size_t i;

	if (!m || n > WORDS || (n && !words))
		return refuse(m);
	for (i = 0; i < n; i++)
		wide[i] = words[i];
	return set(m, FFA_IOC_DIRECT32, wide, n);
}

int ffa_msg_set64(struct ffa_msg *m, const uint64_t *words, size_t n)
{
	if (!m || n > WORDS || (n && !words))
		return refuse(m);
	return set(m, FFA_IOC_DIRECT64, words, n);
}

static uint64_t deadline_in(int timeout_ms)
{
	struct timespec now;

	if (timeout_ms < 0)
		return UINT64_MAX;
	if (!timeout_ms)
		return 0;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * NS_PER_S + (uint64_t)now.tv_nsec + (uint64_t)timeout_ms * NS_PER_MS;
}

static enum ffa_origin origin_from_uapi(uint8_t origin)
{
	switch (origin) {
	case FFA_IOC_ORIGIN_NONE:	/* failed before it wrote anything back */
		return FFA_ORIGIN_DRIVER;
	case FFA_IOC_ORIGIN_DRIVER:
	case FFA_IOC_ORIGIN_FRAMEWORK:
	case FFA_IOC_ORIGIN_PARTITION:
		return (enum ffa_origin)origin;
	default:
		return FFA_ORIGIN_NONE;
	}
}

static void failure_from_uapi(struct outcome *outcome, const struct ffa_ioc_message *raw, int err)
{
	outcome->status = raw->status < 0 ? raw->status : 0;
	/* The child of a fork does not get as far as a driver. */
	outcome->origin = err == -ECHILD ? FFA_ORIGIN_LIBRARY : origin_from_uapi(raw->origin);
}

static void answer_from_uapi(struct outcome *outcome, const struct ffa_ioc_message *raw)
{
	uint64_t mask = raw->method == FFA_IOC_DIRECT32 ? UINT32_MAX : UINT64_MAX;
	size_t i;

	for (i = 0; i < WORDS; i++)
		outcome->words[i] = raw->words[i] & mask;
	outcome->count = WORDS;
	outcome->responder = raw->responder;
}

static void outcome_from_uapi(struct ffa_msg *m, const struct ffa_ioc_message *raw, int err)
{
	if (err)
		failure_from_uapi(&m->outcome, raw, err);
	else
		answer_from_uapi(&m->outcome, raw);
}

/* raw says what to send; the rest is the same for both verbs. */
static int exchange(struct ffa_partition *p, struct ffa_msg *m, unsigned int request, const char *name,
		    struct ffa_ioc_message *raw, int timeout_ms)
{
	int err;

	reset(m, FFA_ORIGIN_NONE);
	raw->deadline = deadline_in(timeout_ms);
	err = ffa_node_ioctl(ffa_partition_node(p), request, name, raw);
	outcome_from_uapi(m, raw, err);
	return err;
}

static int misuse(struct ffa_partition *p, struct ffa_msg *m, const char *function, const char *what)
{
	refuse(m);
	return p ? ffa_ctx_bug(ffa_partition_node(p)->machine->ctx, function, what) : -EINVAL;
}

int ffa_partition_send(struct ffa_partition *p, struct ffa_msg *m, int timeout_ms)
{
	struct ffa_ioc_message raw = { .size = sizeof(raw) };

	if (!p || !m || !m->method || timeout_ms < -1)
		return misuse(p, m, __func__, "no message, nothing set in it, or timeout_ms below -1");
	raw.method = m->method;
	memcpy(raw.words, m->payload, sizeof(raw.words));
	return exchange(p, m, FFA_IOC_SEND, "FFA_IOC_SEND", &raw, timeout_ms);
}

int ffa_partition_resume(struct ffa_partition *p, struct ffa_msg *m, int timeout_ms)
{
	struct ffa_ioc_message raw = { .size = sizeof(raw) };

	if (!p || !m || timeout_ms < -1)
		return misuse(p, m, __func__, "no message, or timeout_ms below -1");
	return exchange(p, m, FFA_IOC_RESUME, "FFA_IOC_RESUME", &raw, timeout_ms);
}

size_t ffa_msg_answer(const struct ffa_msg *m, const uint64_t **words)
{
	if (words)
		*words = m->outcome.count ? m->outcome.words : NULL;
	return m->outcome.count;
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
	return m->outcome.responder;
}
