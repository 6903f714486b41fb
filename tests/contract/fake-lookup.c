/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
/* UUIDs that are not in firmware's list, because it is older than 1.2: the driver asks firmware who has them. */

#include "fake-cases.h"

#include <errno.h>
#include <pthread.h>
#include <string.h>

#define INFO	FFA_FN_PARTITION_INFO_GET

/* A machine with the default set that is loaded, and what its firmware does when it is asked later. */
struct old {
	struct ffa_fake *f;
	struct ffa_device *dev;
	struct spoiler spoiler;
};

static void spoil_nothing(struct spoiler *spoiler, const uint64_t request[18], uint64_t x[18])
{
	(void)spoiler;
	(void)request;
	(void)x;
}

static void old_open(struct old *old, uint32_t version, unsigned int quirk)
{
	old->spoiler = (struct spoiler){ .fid = INFO, .spoil = spoil_nothing };
	old->f = fake_of("default", version, quirk);
	spoil_with(&old->spoiler, old->f);
	assert_int_equal(ffa_fake_load(old->f, NULL), 0);
	assert_int_equal(ffa_fake_open(NULL, old->f, &old->dev), 0);
}

static void old_close(struct old *old)
{
	ffa_device_close(old->dev);
	assert_int_equal(ffa_fake_free(old->f), 0);
}

static uint64_t old_count(const struct old *old, uint32_t fid)
{
	return ffa_model_count(ffa_fake_model(old->f), fid);
}

/* The ID of the only partition with service nn, or -errno. */
static int find(struct old *old, unsigned int nn)
{
	struct ffa_list *list;
	uint8_t uuid[16];
	int ret;

	uuid_of(nn, uuid);
	ret = ffa_device_list(old->dev, uuid, &list);
	if (ret)
		return ret;
	ret = ffa_list_count(list) == 1 ? ffa_info_id(ffa_list_get(list, 0)) : -ENOTUNIQ;
	ffa_list_free(list);
	return ret;
}

static void test_lookup_of_each_service(void **state)
{
	static const int found[] = { 0x8001, 0x8002, 0x8003, -ENOTUNIQ, 0x8006, 0x8006, 0x8007, 0x8008, -ENOENT };
	struct old old;
	unsigned int nn;

	(void)state;
	old_open(&old, FFA_VERSION_1_0, FFA_MODEL_QUIRKS);
	for (nn = 1; nn <= ARRAY_SIZE(found); nn++)
		assert_int_equal(find(&old, nn), found[nn - 1]);
	old_close(&old);
}

static void test_lookup_of_twins(void **state)
{
	struct ffa_partition *p;
	struct ffa_list *list;
	struct old old;
	uint8_t uuid[16];

	(void)state;
	uuid_of(4, uuid);
	old_open(&old, FFA_VERSION_1_0, FFA_MODEL_QUIRKS);
	assert_int_equal(ffa_device_list(old.dev, uuid, &list), 0);
	assert_int_equal(ffa_list_count(list), 2);
	assert_int_equal(ffa_info_id(ffa_list_get(list, 0)), 0x8004);
	assert_int_equal(ffa_info_id(ffa_list_get(list, 1)), 0x8005);
	ffa_list_free(list);
	assert_int_equal(ffa_partition_open_uuid(old.dev, uuid, &p), -ENOTUNIQ);
	assert_null(p);
	old_close(&old);
}

/* RX is given back as often as it was filled: some firmware fills it with nothing, some refuses. */
static void lookup_of_an_unknown_uuid(unsigned int quirk, unsigned int fills)
{
	struct old old;
	uint64_t before;

	old_open(&old, FFA_VERSION_1_0, quirk);
	before = old_count(&old, FFA_FN_RX_RELEASE);
	assert_int_equal(find(&old, 0xee), -ENOENT);
	assert_int_equal(old_count(&old, FFA_FN_RX_RELEASE) - before, fills);
	assert_int_equal(find(&old, 1), 0x8001);
	assert_int_equal(old_count(&old, FFA_FN_RX_RELEASE) - before, fills + 1);
	old_close(&old);
}

static void test_lookup_of_an_unknown_uuid(void **state)
{
	(void)state;
	lookup_of_an_unknown_uuid(FFA_MODEL_QUIRKS, 0);
	lookup_of_an_unknown_uuid(FFA_MODEL_UNKNOWN_UUID_EMPTY, 1);
}

static void test_lookup_after_unbind(void **state)
{
	struct old old;
	uint64_t before;

	(void)state;
	old_open(&old, FFA_VERSION_1_0, FFA_MODEL_QUIRKS);
	assert_int_equal(find(&old, 1), 0x8001);
	assert_int_equal(ffa_fake_unbind(old.f), 0);
	before = old_count(&old, 0);
	assert_int_equal(find(&old, 1), -ENODEV);
	assert_int_equal(old_count(&old, 0), before);
	old_close(&old);
}

/* Each lookup asks older firmware, and 1.2 is not asked at all. */
static void test_lookup_of_what_is_listed(void **state)
{
	struct old old;
	uint64_t before;

	(void)state;
	old_open(&old, FFA_VERSION_1_1, FFA_MODEL_QUIRKS);
	before = old_count(&old, INFO);
	assert_int_equal(find(&old, 1), 0x8001);
	assert_int_equal(old_count(&old, INFO), before + 1);
	assert_int_equal(find(&old, 0xee), -ENOENT);
	assert_int_equal(old_count(&old, INFO), before + 2);
	old_close(&old);
	old_open(&old, FFA_VERSION_1_2, FFA_MODEL_QUIRKS);
	before = old_count(&old, 0);
	assert_int_equal(find(&old, 0xee), -ENOENT);
	assert_int_equal(old_count(&old, 0), before);
	old_close(&old);
}

static void spoil_list(struct spoiler *spoiler, const uint64_t request[18], uint64_t x[18])
{
	(void)spoiler;
	if (!(request[1] | request[2] | request[3] | request[4]))
		x[2] = 2;
}

static void add_partition(struct ffa_fake *f, uint16_t id, unsigned int nn, unsigned int other)
{
	struct ffa_model_partition *p;
	uint8_t uuid[16];

	assert_int_equal(ffa_model_add(ffa_fake_model(f), id, 1, FFA_PROP_DIRECT_RECV, run_repeat, NULL, &p), 0);
	uuid_of(nn, uuid);
	assert_int_equal(ffa_model_add_uuid(p, uuid), 0);
	if (!other)
		return;
	uuid_of(other, uuid);
	assert_int_equal(ffa_model_add_uuid(p, uuid), 0);
}

/* Some firmware lists one UUID of each partition: who has the other is found all the same, beside one that is listed with it. */
static void test_lookup_where_each_partition_is_listed_once(void **state)
{
	struct old old = { .spoiler = { .fid = INFO, .spoil = spoil_list } };
	struct ffa_list *list;

	(void)state;
	old.f = fake_of("empty", FFA_VERSION_1_1, FFA_MODEL_QUIRKS);
	add_partition(old.f, 0x8001, 1, 0);
	add_partition(old.f, 0x8002, 2, 1);
	spoil_with(&old.spoiler, old.f);
	assert_int_equal(ffa_fake_load(old.f, NULL), 0);
	assert_int_equal(ffa_fake_open(NULL, old.f, &old.dev), 0);
	assert_int_equal(ffa_device_list(old.dev, NULL, &list), 0);
	assert_int_equal(ffa_list_count(list), 2);
	ffa_list_free(list);
	assert_int_equal(find(&old, 1), -ENOTUNIQ);
	assert_int_equal(find(&old, 2), 0x8002);
	old_close(&old);
}

/* REQ2 is no property of 1.0. */
static void spoil_properties(struct spoiler *spoiler, const uint64_t request[18], uint64_t x[18])
{
	(void)request;
	if (x[2])
		spoiler->rx[5] |= FFA_PROP_REQ2_RECV >> 8;
}

static void test_lookup_ignores_properties_of_later_versions(void **state)
{
	struct old old = { .spoiler = { .fid = INFO, .spoil = spoil_properties } };
	struct ffa_partition *p;
	uint8_t uuid[16];

	(void)state;
	uuid_of(1, uuid);
	old.f = fake_of("default", FFA_VERSION_1_0, FFA_MODEL_QUIRKS);
	spoil_with(&old.spoiler, old.f);
	assert_int_equal(ffa_fake_load(old.f, NULL), 0);
	assert_int_equal(ffa_fake_open(NULL, old.f, &old.dev), 0);
	assert_int_equal(ffa_partition_open_uuid(old.dev, uuid, &p), 0);
	assert_int_equal(ffa_info_properties(ffa_partition_info(p)), FFA_PROP_DIRECT_RECV);
	ffa_partition_close(p);
	old_close(&old);
}

/* Nobody has it, and so there is no size of what there is none of. */
static void spoil_stride(struct spoiler *spoiler, const uint64_t request[18], uint64_t x[18])
{
	(void)request;
	spoiler->wrong += !x[2];
	if (!x[2])
		x[3] = 0;
}

static void test_lookup_that_finds_nothing_of_no_size(void **state)
{
	struct spoiler spoiler = { .fid = INFO, .spoil = spoil_stride };

	(void)state;
	/* who has OP-TEE's UUID is asked at load */
	assert_int_equal(load_quirky(FFA_VERSION_1_1, FFA_MODEL_UNKNOWN_UUID_EMPTY, &spoiler).ret, 0);
	assert_true(spoiler.wrong);
}

static void spoil_error(struct spoiler *spoiler, const uint64_t request[18], uint64_t x[18])
{
	(void)request;
	answer_error(x, (int32_t)spoiler->arg);
}

static void test_lookup_that_is_refused(void **state)
{
	static const struct {
		int32_t status;
		int error;
	} rows[] = {
		{ FFA_STATUS_NOT_SUPPORTED, -EOPNOTSUPP }, { FFA_STATUS_NO_MEMORY, -ENOMEM }, { FFA_STATUS_BUSY, -EBUSY },
		{ FFA_STATUS_DENIED, -EACCES }, { FFA_STATUS_RETRY, -EAGAIN }, { -11, -EIO },
	};
	struct old old;
	uint64_t before;
	size_t i;

	(void)state;
	old_open(&old, FFA_VERSION_1_0, FFA_MODEL_QUIRKS);
	before = old_count(&old, FFA_FN_RX_RELEASE);
	old.spoiler.spoil = spoil_error;
	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		old.spoiler.arg = (uint64_t)rows[i].status;
		assert_int_equal(find(&old, 0xee), rows[i].error);
	}
	assert_int_equal(old_count(&old, FFA_FN_RX_RELEASE), before);
	old_close(&old);
}

static void spoil_header(struct spoiler *spoiler, const uint64_t request[18], uint64_t x[18])
{
	(void)request;
	if (x[0] != FFA_FN_SUCCESS)
		return;
	x[0] = (uint32_t)(spoiler->arg >> 32);
	x[2] = (uint32_t)spoiler->arg;
	x[3] = 24;
}

/* Firmware's frame is as hostile here as at load; RX is given back where it was filled. */
static void test_lookup_with_an_impossible_answer(void **state)
{
	static const struct {
		uint64_t answer;
		int error;
	} rows[] = {
		{ (uint64_t)FFA_FN_SUCCESS << 32 | 513, -EPROTO }, { (uint64_t)FFA_FN_SUCCESS << 32 | UINT32_MAX, -EPROTO },
		{ (uint64_t)FFA_FN_INTERRUPT << 32, -EPROTO }, { 0, -EPROTO }, { UINT64_MAX, -EPROTO },
		{ (uint64_t)FFA_FN_SUCCESS << 32, -ENOENT },
	};
	struct old old;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		old_open(&old, FFA_VERSION_1_0, FFA_MODEL_QUIRKS);
		old.spoiler.spoil = spoil_header;
		old.spoiler.arg = rows[i].answer;
		assert_int_equal(find(&old, 1), rows[i].error);
		old_close(&old);
	}
}

static void spoil_ids(struct spoiler *spoiler, const uint64_t request[18], uint64_t x[18])
{
	const uint16_t id = (uint16_t)spoiler->arg;

	(void)request;
	if (x[0] == FFA_FN_SUCCESS)
		memcpy(spoiler->rx, &id, sizeof(id));
}

/* An ID that was not in the list has no node, and none is made up. */
static void test_lookup_of_an_id_that_is_not_listed(void **state)
{
	struct old old;

	(void)state;
	old_open(&old, FFA_VERSION_1_0, FFA_MODEL_QUIRKS);
	old.spoiler.spoil = spoil_ids;
	old.spoiler.arg = 0x80ee;
	assert_int_equal(find(&old, 1), -ENOENT);
	old.spoiler.arg = 0xffff;
	assert_int_equal(find(&old, 1), -ENOENT);
	old.spoiler.arg = 0x8007;
	assert_int_equal(find(&old, 1), 0x8007);
	old_close(&old);
}

/* ---- several at once: there is one RX ---- */

#define THREADS		4
#define LOOKUPS		50

static void note_busy(struct spoiler *spoiler, const uint64_t request[18], uint64_t x[18])
{
	(void)request;
	if (x[0] == FFA_FN_ERROR)
		__atomic_add_fetch(&spoiler->wrong, 1, __ATOMIC_RELAXED);
}

struct finder {
	pthread_t thread;
	struct old *old;
	unsigned int nn;
	unsigned int wrong;
};

static void *find_many(void *arg)
{
	struct finder *finder = arg;
	unsigned int i;

	for (i = 0; i < LOOKUPS; i++)
		finder->wrong += find(finder->old, finder->nn) != (int)(0x8000 + finder->nn);
	return NULL;
}

static void test_lookups_of_several_threads(void **state)
{
	struct finder finders[THREADS];
	unsigned int i;
	struct old old;

	(void)state;
	old_open(&old, FFA_VERSION_1_0, FFA_MODEL_QUIRKS);
	old.spoiler.spoil = note_busy;
	for (i = 0; i < THREADS; i++) {
		/* 1, 2, 3 and 7 */
		finders[i] = (struct finder){ .old = &old, .nn = i < 3 ? i + 1 : 7 };
		assert_int_equal(pthread_create(&finders[i].thread, NULL, find_many, &finders[i]), 0);
	}
	for (i = 0; i < THREADS; i++) {
		assert_int_equal(pthread_join(finders[i].thread, NULL), 0);
		assert_int_equal(finders[i].wrong, 0);
	}
	/* none met the RX of another */
	assert_int_equal(old.spoiler.wrong, 0);
	old_close(&old);
}

const struct CMUnitTest lookup_cases[] = {
	cmocka_unit_test(test_lookup_of_each_service),
	cmocka_unit_test(test_lookup_of_twins),
	cmocka_unit_test(test_lookup_of_an_unknown_uuid),
	cmocka_unit_test(test_lookup_after_unbind),
	cmocka_unit_test(test_lookup_of_what_is_listed),
	cmocka_unit_test(test_lookup_where_each_partition_is_listed_once),
	cmocka_unit_test(test_lookup_ignores_properties_of_later_versions),
	cmocka_unit_test(test_lookup_that_finds_nothing_of_no_size),
	cmocka_unit_test(test_lookup_that_is_refused),
	cmocka_unit_test(test_lookup_with_an_impossible_answer),
	cmocka_unit_test(test_lookup_of_an_id_that_is_not_listed),
	cmocka_unit_test(test_lookups_of_several_threads),
};
const size_t lookup_case_count = ARRAY_SIZE(lookup_cases);
