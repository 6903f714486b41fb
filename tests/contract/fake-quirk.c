/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
/* Quirks of firmware that show in the calls that the driver makes, and what only a machine of its own survives. */

#include "fake-cases.h"

#include <errno.h>
#include <string.h>

/* ---- at load ---- */

static void spoil_nothing(struct spoiler *spoiler, const uint64_t request[18], uint64_t x[18])
{
	(void)spoiler;
	(void)request;
	(void)x;
}

static struct loaded load_with_quirk(uint32_t version, unsigned int quirk)
{
	struct spoiler spoiler = { .spoil = spoil_nothing };

	return load_quirky(version, quirk, &spoiler);
}

static void test_firmware_without_buffers(void **state)
{
	struct loaded loaded = load_with_quirk(FFA_VERSION_1_2, FFA_MODEL_NO_RXTX);

	(void)state;
	assert_int_equal(loaded.ret, 0);
	assert_true(loaded.by_registers);
	assert_int_equal(loaded.count, 9);
	assert_int_equal(loaded.info + loaded.releases + loaded.unmaps, 0);
	/* older firmware has no other way to list */
	assert_int_equal(load_with_quirk(FFA_VERSION_1_1, FFA_MODEL_NO_RXTX).ret, -ENODEV);
	assert_int_equal(load_with_quirk(FFA_VERSION_1_0, FFA_MODEL_NO_RXTX).ret, -ENODEV);
}

static void test_firmware_without_any_list(void **state)
{
	struct ffa_fake *f = fake_of("default", FFA_VERSION_1_2, FFA_MODEL_NO_RXTX);

	(void)state;
	assert_int_equal(ffa_model_set_quirk(ffa_fake_model(f), FFA_MODEL_NO_INFO_REGS, 1), 0);
	assert_int_equal(ffa_fake_load(f, NULL), -ENODEV);
	assert_int_equal(ffa_fake_free(f), 0);
}

static void test_limit_of_firmware_without_buffers(void **state)
{
	struct ffa_fake *f = fake_of("default", FFA_VERSION_1_2, FFA_MODEL_NO_RXTX);
	struct ffa_device *dev;
	uint64_t value = 1;

	(void)state;
	assert_int_equal(ffa_fake_load(f, NULL), 0);
	assert_int_equal(ffa_fake_open(NULL, f, &dev), 0);
	assert_int_equal(ffa_device_limit(dev, FFA_LIMIT_RXTX_BYTES, &value), -ENODATA);
	assert_int_equal(value, 0);
	assert_int_equal(ffa_device_limit(dev, FFA_LIMIT_DIRECT_WORDS, &value), 0);
	ffa_device_close(dev);
	assert_int_equal(ffa_fake_free(f), 0);
}

/* The driver goes by what works. */
static void test_features_are_no_authority(void **state)
{
	static const unsigned int quirks[] = { FFA_MODEL_FEATURES_DENY, FFA_MODEL_FEATURES_CLAIM };
	struct loaded loaded;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(quirks); i++) {
		loaded = load_with_quirk(FFA_VERSION_1_2, quirks[i]);
		assert_int_equal(loaded.ret, 0);
		assert_true(loaded.by_registers);
		assert_int_equal(loaded.count, 9);
		assert_int_equal(loaded.maps, 1);
		loaded = load_with_quirk(FFA_VERSION_1_1, quirks[i]);
		assert_int_equal(loaded.ret, 0);
		assert_int_equal(loaded.count, 9);
	}
}

static void test_buffer_that_is_busy_at_first(void **state)
{
	/* twice BUSY, then the list, then OP-TEE's UUID */
	struct loaded loaded = load_with_quirk(FFA_VERSION_1_1, FFA_MODEL_RX_BUSY_AT_FIRST);

	(void)state;
	assert_int_equal(loaded.ret, 0);
	assert_int_equal(loaded.info, 4);
	assert_int_equal(loaded.releases, 1);
}

static void test_partitions_that_change_while_they_are_listed(void **state)
{
	/* two answers a pass, and one pass in vain */
	struct loaded loaded = load_with_quirk(FFA_VERSION_1_2, FFA_MODEL_INFO_TAG_CHANGES);

	(void)state;
	assert_int_equal(loaded.ret, 0);
	assert_true(loaded.by_registers);
	assert_int_equal(loaded.count, 9);
	assert_int_equal(loaded.info_regs, 4);
}

static void test_descriptors_that_are_longer(void **state)
{
	uint32_t version;

	(void)state;
	for (version = FFA_VERSION_1_1; version <= FFA_VERSION_1_2; version++) {
		struct loaded loaded = load_with_quirk(version, FFA_MODEL_LONG_DESCRIPTORS);

		assert_int_equal(loaded.ret, 0);
		assert_int_equal(loaded.count, 9);
	}
}

/* ---- a partition that crashes ---- */

static void run_abort(struct ffa_model_partition *p, unsigned int vcpu, uint64_t regs[18], void *arg)
{
	unsigned int *yields = arg;

	(void)p;
	(void)vcpu;
	if (*yields) {
		--*yields;
		memset(regs, 0, 18 * sizeof(*regs));
		regs[0] = FFA_FN_YIELD;
		regs[2] = LONG_NS;
		return;
	}
	answer_error(regs, FFA_STATUS_ABORTED);
}

static void open_crashing(struct lone *lone, unsigned int *yields)
{
	struct ffa_fake *f = fake_of_one(FFA_VERSION_1_2, 1, FFA_PROP_DIRECT_RECV, run_abort, yields);

	assert_int_equal(ffa_model_set_quirk(ffa_fake_model(f), FFA_MODEL_ABORTED_THEN_BUSY, 1), 0);
	lone_open_on(lone, f);
}

static void test_partition_that_crashed_stays_busy(void **state)
{
	struct ffa_msg *m = msg_of(1, 2, 3, 4, 5);
	unsigned int yields = 0;
	struct lone lone;

	(void)state;
	open_crashing(&lone, &yields);
	assert_int_equal(ffa_partition_send(lone.p, m, SOON_MS), -ECANCELED);
	assert_int_equal(ffa_msg_status(m), FFA_STATUS_ABORTED);
	assert_int_equal(ffa_msg_origin(m), FFA_ORIGIN_FRAMEWORK);
	assert_int_equal(ffa_partition_send(lone.p, m, 0), -EBUSY);
	assert_int_equal(ffa_msg_status(m), FFA_STATUS_BUSY);
	assert_int_equal(ffa_partition_send(lone.p, m, 30), -ETIMEDOUT);
	assert_int_equal(ffa_partition_resume(lone.p, m, 0), -ENOENT);
	/* and it keeps nobody from going */
	lone_close(&lone);
	ffa_msg_free(m);
}

static void test_partition_that_crashes_while_parked(void **state)
{
	struct ffa_msg *m = msg_of(1, 2, 3, 4, 5);
	unsigned int yields = LONG_YIELDS;
	struct lone lone;

	(void)state;
	open_crashing(&lone, &yields);
	assert_int_equal(ffa_partition_send(lone.p, m, 0), -EINPROGRESS);
	assert_true(has_event(ffa_partition_fd(lone.p), SOON_MS));
	assert_int_equal(ffa_partition_resume(lone.p, m, 0), -ECANCELED);
	assert_int_equal(ffa_msg_status(m), FFA_STATUS_ABORTED);
	assert_int_equal(ffa_partition_resume(lone.p, m, 0), -ENOENT);
	assert_int_equal(ffa_partition_send(lone.p, m, 0), -EBUSY);
	lone_close(&lone);
	ffa_msg_free(m);
}

/* ---- what an answer carries ---- */

static void answer_minus_one(struct spoiler *spoiler, const uint64_t request[18], uint64_t x[18])
{
	(void)spoiler;
	(void)request;
	x[0] = FFA_FN_SUCCESS;
	x[2] = x[3] = UINT32_MAX;
}

/* It is the function that says whether a call failed. */
static void test_success_whose_value_looks_like_an_error(void **state)
{
	struct spoiler spoiler = { .fid = FFA_FN_FEATURES, .spoil = spoil_nothing };
	struct ffa_fake *f = fake_of("default", FFA_VERSION_1_2, FFA_MODEL_QUIRKS);
	struct ffa_device *dev;
	uint32_t w2 = 0, w3 = 0;

	(void)state;
	spoil_with(&spoiler, f);
	assert_int_equal(ffa_fake_load(f, NULL), 0);
	spoiler.spoil = answer_minus_one;
	assert_int_equal(ffa_fake_open(NULL, f, &dev), 0);
	assert_int_equal(ffa_device_feature(dev, FFA_FN_MSG_WAIT, 0, &w2, &w3), 0);
	assert_int_equal(w2, UINT32_MAX);
	assert_int_equal(w3, UINT32_MAX);
	ffa_device_close(dev);
	assert_int_equal(ffa_fake_free(f), 0);
}

/* ---- what a request carries ---- */

static void note_request(struct spoiler *spoiler, const uint64_t request[18], uint64_t x[18])
{
	uint64_t *frame = (uint64_t *)(uintptr_t)spoiler->arg;

	(void)x;
	memcpy(frame, request, 18 * sizeof(*frame));
}

/* The UUID of the node, as register words, and no other: the node is the right to that service. */
static void test_req2_carries_the_uuid_of_its_node(void **state)
{
	struct ffa_fake *f = fake_of("default", FFA_VERSION_1_2, FFA_MODEL_QUIRKS);
	struct ffa_msg *m = msg_of(0, 0, 0, 0, 0);
	uint64_t frame[18] = { 0 };
	struct spoiler spoiler = { .fid = FFA_FN_DIRECT_REQ2_64, .spoil = note_request, .arg = (uintptr_t)frame };
	struct ffa_device *dev;
	unsigned int nn;

	(void)state;
	spoil_with(&spoiler, f);
	assert_int_equal(ffa_msg_set_req2(m, NULL, 0), 0);
	assert_int_equal(ffa_fake_load(f, NULL), 0);
	assert_int_equal(ffa_fake_open(NULL, f, &dev), 0);
	for (nn = 5; nn <= 6; nn++) {
		struct ffa_partition *p;
		uint8_t uuid[16];

		uuid_of(nn, uuid);
		assert_int_equal(ffa_partition_open_uuid(dev, uuid, &p), 0);
		assert_int_equal(ffa_partition_send(p, m, SOON_MS), 0);
		assert_int_equal(frame[1], 0x8006);
		assert_true(frame[2] == (0x004000000000a0ff | (uint64_t)nn << 24));
		assert_true(frame[3] == 0x80);
		ffa_partition_close(p);
	}
	ffa_device_close(dev);
	ffa_msg_free(m);
	assert_int_equal(ffa_fake_free(f), 0);
}

/* Registers that a request does not use are zero, and no word of the message before is in them. */
static void test_request_has_zeroes_where_it_has_no_words(void **state)
{
	const uint64_t ones[5] = { UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX };
	uint64_t frame[18] = { 0 };
	struct spoiler spoiler = { .spoil = note_request, .arg = (uintptr_t)frame };
	struct ffa_fake *f = fake_of_one(FFA_VERSION_1_2, 1, FFA_PROP_DIRECT_RECV | FFA_PROP_AARCH64, run_repeat, NULL);
	struct ffa_msg *m = msg_of(0, 0, 0, 0, 0);
	struct lone lone;
	size_t i;

	(void)state;
	spoil_with(&spoiler, f);
	lone_open_on(&lone, f);
	assert_int_equal(ffa_msg_set64(m, ones, 5), 0);
	assert_int_equal(ffa_partition_send(lone.p, m, SOON_MS), 0);
	assert_int_equal(ffa_msg_set32(m, (const uint32_t[]){ UINT32_MAX }, 1), 0);
	assert_int_equal(ffa_partition_send(lone.p, m, SOON_MS), 0);
	assert_int_equal(frame[0], FFA_FN_DIRECT_REQ);
	assert_int_equal(frame[1], 0x8001);
	assert_int_equal(frame[2], 0);
	assert_int_equal(frame[3], UINT32_MAX);
	for (i = 4; i < 18; i++)
		assert_true(frame[i] == 0);
	ffa_msg_free(m);
	lone_close(&lone);
}

const struct CMUnitTest quirk_cases[] = {
	cmocka_unit_test(test_firmware_without_buffers),
	cmocka_unit_test(test_firmware_without_any_list),
	cmocka_unit_test(test_limit_of_firmware_without_buffers),
	cmocka_unit_test(test_features_are_no_authority),
	cmocka_unit_test(test_buffer_that_is_busy_at_first),
	cmocka_unit_test(test_partitions_that_change_while_they_are_listed),
	cmocka_unit_test(test_descriptors_that_are_longer),
	cmocka_unit_test(test_partition_that_crashed_stays_busy),
	cmocka_unit_test(test_partition_that_crashes_while_parked),
	cmocka_unit_test(test_success_whose_value_looks_like_an_error),
	cmocka_unit_test(test_req2_carries_the_uuid_of_its_node),
	cmocka_unit_test(test_request_has_zeroes_where_it_has_no_words),
};
const size_t quirk_case_count = ARRAY_SIZE(quirk_cases);
