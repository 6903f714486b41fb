/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "fake-cases.h"

#include "ops.h"

extern const struct ffa_fake_entry ffa_fake_entry;

void lone_open(struct lone *lone, unsigned int contexts, ffa_model_run_fn *run, void *arg)
{
	struct ffa_model_partition *model;
	uint8_t uuid[16];

	uuid_of(1, uuid);
	assert_int_equal(ffa_fake_new("empty", &lone->f), 0);
	assert_int_equal(ffa_model_add(ffa_fake_model(lone->f), 0x8001, contexts, FFA_PROP_DIRECT_RECV, run, arg, &model), 0);
	assert_int_equal(ffa_model_add_uuid(model, uuid), 0);
	assert_int_equal(ffa_fake_load(lone->f, NULL), 0);
	assert_int_equal(ffa_fake_open(NULL, lone->f, &lone->dev), 0);
	assert_int_equal(ffa_partition_open_uuid(lone->dev, uuid, &lone->p), 0);
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
