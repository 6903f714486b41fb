/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "fake.h"
#include "wire.h"
#include "kfake.h"

#include <kfake/bug.h>

#define ARENA		(16u * FFA_MODEL_ARENA)	/* there is room for partitions of the user's own */

struct ffa_fake {
	struct kfake_machine machine;
	pthread_mutex_t model_lock;
	struct ffa_model *model;
	void *arena;
};

struct kfake_machine *kfake_fake_machine(struct ffa_fake *f)
{
	return &f->machine;
}

/* ---- firmware ---- */

static void model_lock(void *arg)
{
	struct ffa_fake *f = arg;

	pthread_mutex_lock(&f->model_lock);
}

static void model_unlock(void *arg)
{
	struct ffa_fake *f = arg;

	pthread_mutex_unlock(&f->model_lock);
}

static void *model_map(void *arg, uint64_t address, size_t len)
{
	struct ffa_fake *f = arg;

	return kfake_pages_at(&f->machine, address, len);
}

/* May firmware have a buffer of the driver's after this? An answer to MAP that is none says nothing. */
static bool model_keeps_pages(uint32_t fid, int32_t status)
{
	return fid == FFAW_RXTX_UNMAP ? status : fid == FFAW_RXTX_MAP_64 && status > 0;
}

void kfake_fake_call(unsigned int cpu, uint64_t x[18])
{
	struct ffa_fake *f = container_of(kfake_current_machine(), struct ffa_fake, machine);
	uint32_t fid = ffaw_w(x, 0);

	ffa_model_call(f->model, 0, cpu, x);
	if (model_keeps_pages(fid, ffaw_completion(x)))
		__atomic_store_n(&f->machine.firmware_keeps_pages, true, __ATOMIC_RELAXED);
}

static int fake_add_set(struct ffa_fake *f, const char *set)
{
	if (!strcmp(set, "default"))
		return ffa_model_add_default(f->model);
	if (!strcmp(set, "optee"))
		return ffa_model_add_optee(f->model);
	return strcmp(set, "empty") ? -EINVAL : 0;
}

static int fake_model_new(struct ffa_fake *f, const char *set)
{
	struct ffa_model_hooks hooks = {
		.lock = model_lock,
		.unlock = model_unlock,
		.map = model_map,
		.arg = f,
	};
	int err;

	f->arena = calloc(1, ARENA);
	if (!f->arena)
		return -ENOMEM;
	err = ffa_model_new(f->arena, ARENA, &hooks, &f->model);
	return err ? err : fake_add_set(f, set);
}

/* ---- machines ---- */

static void fake_destroy(struct ffa_fake *f)
{
	kfake_machine_destroy(&f->machine);
	pthread_mutex_destroy(&f->model_lock);
	free(f->arena);
	free(f);
}

int ffa_fake_new(const char *set, struct ffa_fake **f)
{
	struct ffa_fake *fake;
	int err;

	if (f)
		*f = NULL;
	if (!f || !set)
		return -EINVAL;
	fake = calloc(1, sizeof(*fake));
	if (!fake)
		return -ENOMEM;
	kfake_machine_init(&fake->machine);
	pthread_mutex_init(&fake->model_lock, NULL);
	err = fake_model_new(fake, set);
	if (err)
		fake_destroy(fake);
	else
		*f = fake;
	return err;
}

struct ffa_model *ffa_fake_model(struct ffa_fake *f)
{
	return f ? f->model : NULL;
}

static int fake_check(const struct ffa_fake *f)
{
	return f ? kfake_machine_check(&f->machine) : -EINVAL;
}

int ffa_fake_load(struct ffa_fake *f, const char *params)
{
	int err = fake_check(f);

	return err ? err : kfake_module_load(&f->machine, params);
}

int ffa_fake_unbind(struct ffa_fake *f)
{
	int err = fake_check(f);

	return err ? err : kfake_platform_unbind(&f->machine);
}

int ffa_fake_free(struct ffa_fake *f)
{
	int saved = errno, err;

	if (!f)
		return 0;
	err = kfake_machine_check(&f->machine);
	if (!err)
		err = kfake_module_unload(&f->machine);
	if (!err || err == -ENODEV) {
		fake_destroy(f);
		err = 0;
	}
	errno = saved;
	return err;
}
