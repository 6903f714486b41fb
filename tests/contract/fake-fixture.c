/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "fake-cases.h"

#include <string.h>

#include "ops.h"

extern const struct ffa_fake_entry ffa_fake_entry;

struct ffa_fake *fake_of(const char *set, uint32_t version, unsigned int quirk)
{
	struct ffa_fake *f;

	assert_int_equal(ffa_fake_new(set, &f), 0);
	assert_int_equal(ffa_model_set_version(ffa_fake_model(f), version), 0);
	if (quirk != FFA_MODEL_QUIRKS)
		assert_int_equal(ffa_model_set_quirk(ffa_fake_model(f), quirk, 1), 0);
	return f;
}

struct ffa_fake *fake_of_one(uint32_t version, unsigned int contexts, uint32_t properties, ffa_model_run_fn *run, void *arg)
{
	struct ffa_fake *f = fake_of("empty", version, FFA_MODEL_QUIRKS);
	struct ffa_model_partition *model;
	uint8_t uuid[16];

	uuid_of(1, uuid);
	assert_int_equal(ffa_model_add(ffa_fake_model(f), 0x8001, contexts, properties, run, arg, &model), 0);
	assert_int_equal(ffa_model_add_uuid(model, uuid), 0);
	return f;
}

/* The fake's physical addresses are this process' own. */
static void note_buffers(struct spoiler *spoiler, const uint64_t request[18])
{
	const uintptr_t rx = (uintptr_t)request[2];

	if ((uint32_t)request[0] == FFA_FN_RXTX_MAP_64)
		memcpy(&spoiler->rx, &rx, sizeof(rx));
	else if ((uint32_t)request[0] == FFA_FN_RXTX_UNMAP)
		spoiler->rx = NULL;
}

static void completed(void *arg, const uint64_t request[18], uint64_t completion[18])
{
	struct spoiler *spoiler = arg;

	note_buffers(spoiler, request);
	if (spoiler->fid && (uint32_t)request[0] != spoiler->fid)
		return;
	spoiler->spoil(spoiler, request, completion);
	spoiler->calls++;
}

void spoil_with(struct spoiler *spoiler, struct ffa_fake *f)
{
	ffa_model_on_completion(ffa_fake_model(f), completed, spoiler);
}

static void look_at(struct ffa_fake *f, struct loaded *loaded)
{
	struct ffa_device *dev;
	struct ffa_list *list;
	uint32_t attributes;

	assert_int_equal(ffa_fake_open(NULL, f, &dev), 0);
	assert_int_equal(ffa_device_attributes(dev, &attributes), 0);
	assert_int_equal(ffa_device_list(dev, NULL, &list), 0);
	loaded->by_registers = attributes & FFA_DEVICE_INFO_REGS ? 1 : 0;
	loaded->count = ffa_list_count(list);
	ffa_list_free(list);
	ffa_device_close(dev);
}

struct loaded load_quirky(uint32_t version, unsigned int quirk, struct spoiler *spoiler)
{
	struct ffa_fake *f = fake_of("default", version, quirk);
	struct ffa_model *model = ffa_fake_model(f);
	struct loaded loaded = { 0 };

	spoil_with(spoiler, f);
	loaded.ret = ffa_fake_load(f, NULL);
	if (!loaded.ret) {
		look_at(f, &loaded);
		assert_int_equal(ffa_fake_unbind(f), 0);
	}
	loaded.info_regs = ffa_model_count(model, FFA_FN_PARTITION_INFO_GET_REGS_64);
	loaded.info = ffa_model_count(model, FFA_FN_PARTITION_INFO_GET);
	loaded.releases = ffa_model_count(model, FFA_FN_RX_RELEASE);
	loaded.maps = ffa_model_count(model, FFA_FN_RXTX_MAP_64);
	loaded.unmaps = ffa_model_count(model, FFA_FN_RXTX_UNMAP);
	assert_int_equal(ffa_fake_free(f), 0);
	return loaded;
}

struct loaded load_spoiled(uint32_t version, struct spoiler *spoiler)
{
	return load_quirky(version, FFA_MODEL_QUIRKS, spoiler);
}

void answer_error(uint64_t x[18], int32_t status)
{
	memset(x, 0, 18 * sizeof(*x));
	x[0] = FFA_FN_ERROR;
	x[2] = (uint32_t)status;
}

void lone_open_on(struct lone *lone, struct ffa_fake *f)
{
	uint8_t uuid[16];

	uuid_of(1, uuid);
	lone->f = f;
	assert_int_equal(ffa_fake_load(lone->f, NULL), 0);
	assert_int_equal(ffa_fake_open(NULL, lone->f, &lone->dev), 0);
	assert_int_equal(ffa_partition_open_uuid(lone->dev, uuid, &lone->p), 0);
}

void lone_open(struct lone *lone, unsigned int contexts, ffa_model_run_fn *run, void *arg)
{
	lone_open_on(lone, fake_of_one(FFA_VERSION_1_2, contexts, FFA_PROP_DIRECT_RECV, run, arg));
}

void lone_close(struct lone *lone)
{
	ffa_partition_close(lone->p);
	ffa_device_close(lone->dev);
	assert_int_equal(ffa_fake_free(lone->f), 0);
}

uint64_t lone_count(const struct lone *lone, uint32_t fid)
{
	return ffa_model_count(ffa_fake_model(lone->f), fid);
}

int lone_ioctl(struct lone *lone, unsigned int request, void *arg)
{
	const struct ffa_ops *ops = ffa_fake_entry.ops;
	int self = request != FFA_IOC_SEND && request != FFA_IOC_RESUME;
	void *file;
	int ret;

	assert_int_equal(ops->open(lone->f, self ? NULL : ffa_info_path(ffa_partition_info(lone->p)), &file), 0);
	ret = ops->ioctl(file, request, arg);
	ops->close(file);
	return ret;
}
