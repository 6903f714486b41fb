/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "internal.h"

#define ARENA_ALIGN	16u

static size_t aligned(size_t size)
{
	return (size + ARENA_ALIGN - 1) / ARENA_ALIGN * ARENA_ALIGN;
}

void *model_alloc(struct ffa_model *m, size_t size)
{
	uint8_t *p = m->free;

	size = aligned(size);
	if (size > m->room)
		return NULL;
	__builtin_memset(p, 0, size);
	m->free += size;
	m->room -= size;
	return p;
}

void model_lock(struct ffa_model *m)
{
	if (m->hooks.lock)
		m->hooks.lock(m->hooks.arg);
}

void model_unlock(struct ffa_model *m)
{
	if (m->hooks.unlock)
		m->hooks.unlock(m->hooks.arg);
}

int ffa_model_new(void *arena, size_t size, const struct ffa_model_hooks *hooks, struct ffa_model **out)
{
	struct ffa_model *m = arena;

	if (!out)
		return ERR_INVAL;
	*out = NULL;
	if (!arena || (uintptr_t)arena % ARENA_ALIGN || !hooks || !hooks->map || !hooks->lock != !hooks->unlock)
		return ERR_INVAL;
	if (size < aligned(sizeof(*m)))
		return ERR_NOMEM;
	__builtin_memset(m, 0, sizeof(*m));
	m->free = (uint8_t *)arena + aligned(sizeof(*m));
	m->room = size - aligned(sizeof(*m));
	m->hooks = *hooks;
	m->version = FFAW_VERSION_1_2;
	m->info_tag = 1;
	m->partitions_end = &m->partitions;
	*out = m;
	return 0;
}

int ffa_model_set_version(struct ffa_model *m, uint32_t version)
{
	if (m->seen || version < FFAW_VERSION_1_0 || version > FFAW_VERSION_1_2)
		return ERR_INVAL;
	m->version = version;
	return 0;
}

void ffa_model_on_completion(struct ffa_model *m, ffa_model_completion_fn *fn, void *arg)
{
	m->completed = fn;
	m->completed_arg = arg;
}

int ffa_model_fail(struct ffa_model *m, uint32_t fid, unsigned int nth, int32_t status)
{
	if (nth && status >= 0)
		return ERR_INVAL;
	model_lock(m);
	m->failure.fid = fid & ~SVE_HINT;
	m->failure.nth = nth;
	m->failure.status = status;
	model_unlock(m);
	return 0;
}
