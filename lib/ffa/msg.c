/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "internal.h"

#define DIRECT_WORDS 5
#define REQ2_WORDS 14
#define NS_PER_S 1000000000u
#define NS_PER_MS 1000000u

_Static_assert((int)FFA_ORIGIN_DRIVER == FFA_IOC_ORIGIN_DRIVER, "origins are passed on as they are");
_Static_assert((int)FFA_ORIGIN_FRAMEWORK == FFA_IOC_ORIGIN_FRAMEWORK, "origins are passed on as they are");
_Static_assert((int)FFA_ORIGIN_PARTITION == FFA_IOC_ORIGIN_PARTITION, "origins are passed on as they are");
_Static_assert(offsetof(struct ffa_ioc_message, words) + DIRECT_WORDS * sizeof(uint64_t) == FFA_IOC_MESSAGE_SIZE_VER0,
	       "a direct message");
_Static_assert(offsetof(struct ffa_ioc_message, words) + REQ2_WORDS * sizeof(uint64_t) == FFA_IOC_MESSAGE_SIZE_VER1,
	       "a direct message of the second kind");

struct ffa_msg {
	uint32_t method;	/* FFA_IOC_DIRECT*; 0: nothing is set */
	/* What the last verb brought; the first count words of answer are valid. */
	uint32_t count;
	int32_t status;
	enum ffa_origin origin;
	uint16_t responder;
	/* As many as the method has. */
	uint64_t payload[REQ2_WORDS];
	uint64_t answer[REQ2_WORDS];
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

static uint32_t words_of(uint32_t method)
{
	return method == FFA_IOC_DIRECT_REQ2 ? REQ2_WORDS : DIRECT_WORDS;
}

/* Of constant length either way. */
static void copy_words(uint64_t *to, const uint64_t *from, uint32_t method)
{
	if (method == FFA_IOC_DIRECT_REQ2)
		memcpy(to, from, REQ2_WORDS * sizeof(*to));
	else
		memcpy(to, from, DIRECT_WORDS * sizeof(*to));
}

static void reset(struct ffa_msg *m, enum ffa_origin origin)
{
	m->count = 0;
	m->status = 0;
	m->origin = origin;
	m->responder = 0;
}

static int refuse(struct ffa_msg *m)
{
	if (m)
		reset(m, FFA_ORIGIN_LIBRARY);
	return -EINVAL;
}

static bool settable(const struct ffa_msg *m, uint32_t method, const void *words, size_t n)
{
	return m && n <= words_of(method) && (words || !n);
}

static void set_method(struct ffa_msg *m, uint32_t method)
{
	m->method = method;
	memset(m->payload, 0, sizeof(m->payload));
	reset(m, FFA_ORIGIN_NONE);
}

/* words may be the answer in m. */
static int set_wide(struct ffa_msg *m, uint32_t method, const uint64_t *words, size_t n)
{
	if (!settable(m, method, words, n))
		return refuse(m);
	set_method(m, method);
	if (n)
		memcpy(m->payload, words, n * sizeof(*words));
	return 0;
}

int ffa_msg_set32(struct ffa_msg *m, const uint32_t *words, size_t n)
{
	size_t i;

	if (!settable(m, FFA_IOC_DIRECT32, words, n))
		return refuse(m);
	set_method(m, FFA_IOC_DIRECT32);
	for (i = 0; i < n; i++)
		m->payload[i] = words[i];
	return 0;
}

int ffa_msg_set64(struct ffa_msg *m, const uint64_t *words, size_t n)
{
	return set_wide(m, FFA_IOC_DIRECT64, words, n);
}

int ffa_msg_set_req2(struct ffa_msg *m, const uint64_t *words, size_t n)
{
	return set_wide(m, FFA_IOC_DIRECT_REQ2, words, n);
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

static void failure_from_uapi(struct ffa_msg *m, const struct ffa_ioc_message *raw, int err)
{
	reset(m, err == -ECHILD ? FFA_ORIGIN_LIBRARY : origin_from_uapi(raw->origin));
	m->status = raw->status < 0 ? raw->status : 0;
}

/* Not a loop: every message comes by. */
static void copy_low_words(uint64_t *to, const struct ffa_ioc_message *raw)
{
	to[0] = (uint32_t)raw->words[0];
	to[1] = (uint32_t)raw->words[1];
	to[2] = (uint32_t)raw->words[2];
	to[3] = (uint32_t)raw->words[3];
	to[4] = (uint32_t)raw->words[4];
}

/* The struct has the words of method. */
static void answer_from_uapi(struct ffa_msg *m, const struct ffa_ioc_message *raw, uint32_t method)
{
	if (method == FFA_IOC_DIRECT32)
		copy_low_words(m->answer, raw);
	else
		copy_words(m->answer, (const uint64_t *)raw->words, method);
	m->count = words_of(method);
	m->status = 0;
	m->origin = FFA_ORIGIN_NONE;
	m->responder = raw->responder;
}

/* A struct as long as the method's words. */
static void msg_to_uapi(const struct ffa_msg *m, struct ffa_ioc_message *raw, uint64_t deadline)
{
	raw->size = m->method == FFA_IOC_DIRECT_REQ2 ? FFA_IOC_MESSAGE_SIZE_VER1 : FFA_IOC_MESSAGE_SIZE_VER0;
	raw->flags = 0;
	raw->deadline = deadline;
	raw->method = m->method;
	raw->status = 0;
	raw->responder = 0;
	raw->origin = FFA_IOC_ORIGIN_NONE;
	raw->parked = 0;
	raw->pad = 0;
	copy_words((uint64_t *)raw->words, m->payload, m->method);
}

static void sent_from_uapi(struct ffa_msg *m, const struct ffa_ioc_message *raw, int err)
{
	if (err)
		failure_from_uapi(m, raw, err);
	else
		answer_from_uapi(m, raw, m->method);
}

static int misuse(struct ffa_partition *p, struct ffa_msg *m, const char *function, const char *what)
{
	refuse(m);
	return p ? ffa_ctx_bug(ffa_partition_node(p)->machine->ctx, function, what) : -EINVAL;
}

int ffa_partition_send(struct ffa_partition *p, struct ffa_msg *m, int timeout_ms)
{
	struct ffa_ioc_message raw;
	int err;

	if (!p || !m || !m->method || timeout_ms < -1)
		return misuse(p, m, __func__, "no message, nothing set in it, or timeout_ms below -1");
	msg_to_uapi(m, &raw, deadline_in(timeout_ms));
	err = ffa_ioctl(ffa_partition_node(p), FFA_IOC_SEND, &raw);
	sent_from_uapi(m, &raw, err);
	return err;
}

#define CHUNK 16
#define UNSET 1

/* -errno: the ioctl itself failed, and errors say so. */
static int send_chunk(struct ffa_partition *const p[], struct ffa_msg *const m[], int errors[], size_t n)
{
	struct ffa_ioc_send_entry entries[CHUNK];
	struct ffa_ioc_message raw[CHUNK];
	struct ffa_ioc_send_many many = { .size = sizeof(many), .entries = (uintptr_t)entries, .count = (uint32_t)n };
	size_t i;
	int err;

	for (i = 0; i < n; i++) {
		msg_to_uapi(m[i], &raw[i], 0);
		entries[i].fd = ffa_partition_fd(p[i]);
		entries[i].error = UNSET;
		entries[i].message = (uintptr_t)&raw[i];
	}
	err = ffa_ioctl(ffa_partition_node(p[0]), FFA_IOC_SEND_MANY, &many);
	for (i = 0; i < n; i++) {
		errors[i] = entries[i].error;
		if (errors[i] > 0)
			errors[i] = err ? err : -EPROTO;
		sent_from_uapi(m[i], &raw[i], errors[i]);
	}
	return err;
}

static bool sendable(struct ffa_partition *const p[], struct ffa_msg *const m[], size_t n)
{
	const struct ffa_machine *first, *machine;
	size_t i;

	for (i = 0; i < n; i++) {
		if (!p[i] || !m[i] || !m[i]->method)
			return false;
		first = ffa_partition_node(p[0])->machine;
		machine = ffa_partition_node(p[i])->machine;
		if (machine->ops != first->ops || machine->opaque != first->opaque)
			return false;
	}
	return true;
}

int ffa_partition_send_many(struct ffa_partition *const p[], struct ffa_msg *const m[], int errors[], size_t n)
{
	size_t done, chunk;
	int err = 0;

	if (n && (!p || !m || !errors || !sendable(p, m, n)))
		return misuse(p ? p[0] : NULL, NULL, __func__, "no partition or message, nothing set in it, or other machines");
	for (done = 0; !err && done < n; done += chunk) {
		chunk = n - done < CHUNK ? n - done : CHUNK;
		err = send_chunk(p + done, m + done, errors + done, chunk);
	}
	for (; done < n; done++) {
		errors[done] = err;
		reset(m[done], err == -ECHILD ? FFA_ORIGIN_LIBRARY : FFA_ORIGIN_DRIVER);
	}
	return 0;
}

static bool known(uint32_t method)
{
	return method == FFA_IOC_DIRECT32 || method == FFA_IOC_DIRECT64 || method == FFA_IOC_DIRECT_REQ2;
}

int ffa_partition_resume(struct ffa_partition *p, struct ffa_msg *m, int timeout_ms)
{
	struct ffa_ioc_message raw = { .size = sizeof(raw) };
	int err;

	if (!p || !m || timeout_ms < -1)
		return misuse(p, m, __func__, "no message, or timeout_ms below -1");
	raw.deadline = deadline_in(timeout_ms);
	err = ffa_ioctl(ffa_partition_node(p), FFA_IOC_RESUME, &raw);
	if (!err && !known(raw.method))
		err = -EPROTO;
	if (err)
		failure_from_uapi(m, &raw, err);
	else
		answer_from_uapi(m, &raw, raw.method);
	return err;
}

size_t ffa_msg_answer(const struct ffa_msg *m, const uint64_t **words)
{
	if (words)
		*words = m->count ? m->answer : NULL;
	return m->count;
}

int32_t ffa_msg_status(const struct ffa_msg *m)
{
	return m->status;
}

enum ffa_origin ffa_msg_origin(const struct ffa_msg *m)
{
	return m->origin;
}

uint16_t ffa_msg_responder(const struct ffa_msg *m)
{
	return m->responder;
}
