/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "fake-cases.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>

static int run_echo(struct ffa_device *dev, uint32_t word)
{
	const uint32_t words[1] = { word };
	struct ffa_partition *p;
	const uint64_t *answer;
	struct ffa_msg *m;
	uint8_t uuid[16];
	int ret;

	uuid_of(1, uuid);
	assert_int_equal(ffa_partition_open_uuid(dev, uuid, &p), 0);
	assert_int_equal(ffa_msg_new(&m), 0);
	assert_int_equal(ffa_msg_set32(m, words, 1), 0);
	ret = ffa_partition_send(p, m, SOON_MS);
	if (!ret) {
		assert_int_equal(ffa_msg_answer(m, &answer), 5);
		assert_int_equal(answer[0], word);
	}
	ffa_msg_free(m);
	ffa_partition_close(p);
	return ret;
}

static void test_fakes_live_side_by_side(void **state)
{
	struct ffa_fake *a, *b;
	struct ffa_device *in_a, *in_b;
	uint64_t before;

	(void)state;
	assert_int_equal(ffa_fake_new("default", &a), 0);
	assert_int_equal(ffa_fake_load(a, NULL), 0);
	assert_int_equal(ffa_fake_new("default", &b), 0);
	assert_int_equal(ffa_fake_load(b, NULL), 0);
	assert_int_equal(ffa_fake_open(NULL, a, &in_a), 0);
	assert_int_equal(ffa_fake_open(NULL, b, &in_b), 0);
	before = ffa_model_count(ffa_fake_model(b), 0);
	assert_int_equal(run_echo(in_a, 7), 0);
	assert_int_equal(ffa_model_count(ffa_fake_model(b), 0), before);
	assert_int_equal(run_echo(in_b, 8), 0);
	assert_true(ffa_model_count(ffa_fake_model(b), 0) > before);
	ffa_device_close(in_a);
	assert_int_equal(ffa_fake_free(a), 0);
	assert_int_equal(run_echo(in_b, 9), 0);
	ffa_device_close(in_b);
	assert_int_equal(ffa_fake_free(b), 0);
}

static void test_unload_is_busy_while_open(void **state)
{
	struct ffa_fake *f;
	struct ffa_device *dev;

	(void)state;
	assert_int_equal(ffa_fake_new("default", &f), 0);
	assert_int_equal(ffa_fake_load(f, NULL), 0);
	assert_int_equal(ffa_fake_load(f, NULL), -EEXIST);
	assert_int_equal(ffa_fake_open(NULL, f, &dev), 0);
	assert_int_equal(ffa_fake_free(f), -EBUSY);
	assert_int_equal(run_echo(dev, 1), 0);
	ffa_device_close(dev);
	assert_int_equal(ffa_fake_free(f), 0);
}

static void test_unload_is_busy_while_parked(void **state)
{
	struct ffa_fake *f;
	struct ffa_device *dev;
	struct ffa_partition *p;
	struct ffa_msg *m = msg_of(0, LONG_YIELDS, LONG_NS, 0, 0);
	uint8_t uuid[16];
	int ret;

	(void)state;
	uuid_of(2, uuid);
	assert_int_equal(ffa_fake_new("default", &f), 0);
	assert_int_equal(ffa_fake_load(f, NULL), 0);
	assert_int_equal(ffa_fake_open(NULL, f, &dev), 0);
	assert_int_equal(ffa_partition_open_uuid(dev, uuid, &p), 0);
	assert_int_equal(ffa_partition_send(p, m, 0), -EINPROGRESS);
	ffa_partition_close(p);
	ffa_device_close(dev);
	assert_int_equal(ffa_fake_free(f), -EBUSY);
	do {
		sched_yield();
		ret = ffa_fake_free(f);
	} while (ret == -EBUSY);
	assert_int_equal(ret, 0);
	ffa_msg_free(m);
}

static void test_unbind_ends_everything(void **state)
{
	struct ffa_fake *f;
	struct ffa_device *dev;
	struct ffa_partition *p;
	struct ffa_list *list;
	struct ffa_msg *m = msg_of(0, UINT32_MAX, 5 * SLOW_MS, 0, 0);
	uint8_t uuid[16];

	(void)state;
	uuid_of(2, uuid);
	assert_int_equal(ffa_fake_new("default", &f), 0);
	assert_int_equal(ffa_fake_unbind(f), -ENODEV);
	assert_int_equal(ffa_fake_load(f, NULL), 0);
	assert_int_equal(ffa_fake_open(NULL, f, &dev), 0);
	assert_int_equal(ffa_partition_open_uuid(dev, uuid, &p), 0);
	assert_int_equal(ffa_partition_send(p, m, 0), -EINPROGRESS);
	assert_false(has_event(ffa_partition_fd(p), 0));
	assert_int_equal(ffa_fake_unbind(f), 0);
	assert_true(has_event(ffa_partition_fd(p), SOON_MS));
	assert_int_equal(ffa_partition_resume(p, m, -1), -ENODEV);
	assert_int_equal(ffa_partition_send(p, m, -1), -ENODEV);
	assert_int_equal(ffa_device_list(dev, NULL, &list), -ENODEV);
	ffa_partition_close(p);
	ffa_device_close(dev);
	ffa_msg_free(m);
	assert_int_equal(ffa_fake_free(f), 0);
}

static uint64_t calls_of_load(uint32_t version)
{
	struct ffa_fake *f = fake_of("default", version, FFA_MODEL_QUIRKS);
	uint64_t calls;

	assert_int_equal(ffa_fake_load(f, NULL), 0);
	calls = ffa_model_count(ffa_fake_model(f), 0);
	assert_int_equal(ffa_fake_free(f), 0);
	return calls;
}

static int load_with_failing_call(uint32_t version, unsigned int nth)
{
	struct ffa_fake *f = fake_of("default", version, FFA_MODEL_QUIRKS);
	int ret;

	assert_int_equal(ffa_model_fail(ffa_fake_model(f), 0, nth, FFA_STATUS_DENIED), 0);
	ret = ffa_fake_load(f, NULL);
	assert_int_equal(ffa_fake_free(f), 0);
	return ret;
}

/* Loading meets each call failing in turn: it says no, or does without, and leaves nothing mapped. */
static void test_load_survives_each_failing_call(void **state)
{
	uint32_t version;
	unsigned int nth;

	(void)state;
	for (version = FFA_VERSION_1_0; version <= FFA_VERSION_1_2; version++) {
		const uint64_t calls = calls_of_load(version);
		unsigned int refused = 0;

		for (nth = 1; nth <= calls; nth++) {
			const int ret = load_with_failing_call(version, nth);

			assert_true(ret == 0 || ret == -ENODEV);
			refused += ret != 0;
		}
		/* it does not do without ID_GET and RXTX_MAP, but without FEATURES */
		assert_in_range(refused, 2, calls - 1);
		/* and what comes after it is no reason to fail */
		assert_int_equal(load_with_failing_call(version, nth), 0);
	}
}

static void spoil_while_armed(struct spoiler *spoiler, const uint64_t request[18], uint64_t x[18])
{
	(void)request;
	if (spoiler->arg)
		x[0] = UINT32_MAX;
}

static void test_load_without_firmware(void **state)
{
	struct spoiler spoiler = { .spoil = spoil_while_armed, .arg = 1 };
	struct ffa_device *dev;
	struct ffa_fake *f;

	(void)state;
	assert_int_equal(ffa_fake_new("default", &f), 0);
	spoil_with(&spoiler, f);
	assert_int_equal(ffa_fake_load(f, NULL), -ENODEV);
	assert_int_equal(ffa_fake_open(NULL, f, &dev), -ENODEV);
	/* The driver left nothing behind that a second try would meet. */
	spoiler.arg = 0;
	assert_int_equal(ffa_fake_load(f, NULL), 0);
	assert_int_equal(ffa_fake_free(f), 0);
}

/* What load does when the first call of fid fails so; what it left then is looked at by ffa_fake_free(). */
static int load_failing(uint32_t version, uint32_t fid, int32_t status)
{
	struct ffa_list *list;
	struct ffa_device *dev;
	struct ffa_fake *f = fake_of("default", version, FFA_MODEL_QUIRKS);
	uint64_t value;
	int ret;

	assert_int_equal(ffa_model_fail(ffa_fake_model(f), fid, 1, status), 0);
	ret = ffa_fake_load(f, NULL);
	if (!ret) {
		assert_int_equal(ffa_fake_open(NULL, f, &dev), 0);
		assert_int_equal(ffa_device_limit(dev, FFA_LIMIT_RXTX_BYTES, &value), 0);
		assert_int_equal(value, 4096);
		assert_int_equal(ffa_device_list(dev, NULL, &list), 0);
		assert_int_equal(ffa_list_count(list), 9);
		ffa_list_free(list);
		ffa_device_close(dev);
	}
	assert_int_equal(ffa_fake_free(f), 0);
	return ret;
}

static void test_load_needs_some_calls(void **state)
{
	(void)state;
	assert_int_equal(load_failing(FFA_VERSION_1_2, FFA_FN_ID_GET, FFA_STATUS_NOT_SUPPORTED), -ENODEV);
	assert_int_equal(load_failing(FFA_VERSION_1_2, FFA_FN_RXTX_MAP_64, FFA_STATUS_DENIED), -ENODEV);
	assert_int_equal(load_failing(FFA_VERSION_1_2, FFA_FN_RXTX_MAP_64, -11), -ENODEV);
	assert_int_equal(load_failing(FFA_VERSION_1_1, FFA_FN_PARTITION_INFO_GET, FFA_STATUS_NO_MEMORY), -ENODEV);
}

static void test_load_does_without_some_calls(void **state)
{
	(void)state;
	assert_int_equal(load_failing(FFA_VERSION_1_2, FFA_FN_VERSION, FFA_STATUS_NOT_SUPPORTED), 0);
	assert_int_equal(load_failing(FFA_VERSION_1_2, FFA_FN_FEATURES, FFA_STATUS_NOT_SUPPORTED), 0);
	assert_int_equal(load_failing(FFA_VERSION_1_2, FFA_FN_FEATURES, FFA_STATUS_DENIED), 0);
	assert_int_equal(load_failing(FFA_VERSION_1_2, FFA_FN_SPM_ID_GET, FFA_STATUS_NOT_SUPPORTED), 0);
	assert_int_equal(load_failing(FFA_VERSION_1_1, FFA_FN_RX_RELEASE, FFA_STATUS_DENIED), 0);
}

static void test_device_without_spmc_id(void **state)
{
	struct ffa_device *dev;
	struct ffa_fake *f;
	uint16_t spmc = 1;

	(void)state;
	assert_int_equal(ffa_fake_new("empty", &f), 0);
	assert_int_equal(ffa_model_fail(ffa_fake_model(f), FFA_FN_SPM_ID_GET, 1, FFA_STATUS_NOT_SUPPORTED), 0);
	assert_int_equal(ffa_fake_load(f, NULL), 0);
	assert_int_equal(ffa_fake_open(NULL, f, &dev), 0);
	assert_int_equal(ffa_device_ids(dev, NULL, &spmc), -ENODATA);
	assert_int_equal(spmc, 0);
	assert_int_equal(ffa_device_ids(dev, NULL, NULL), 0);
	ffa_device_close(dev);
	assert_int_equal(ffa_fake_free(f), 0);
}

static void test_load_retries_busy_firmware(void **state)
{
	struct ffa_fake *f;

	(void)state;
	f = fake_of("default", FFA_VERSION_1_2, FFA_MODEL_QUIRKS);
	assert_int_equal(ffa_model_fail(ffa_fake_model(f), FFA_FN_ID_GET, 1, FFA_STATUS_BUSY), 0);
	assert_int_equal(ffa_fake_load(f, NULL), 0);
	assert_int_equal(ffa_model_count(ffa_fake_model(f), FFA_FN_ID_GET), 2);
	assert_int_equal(ffa_fake_free(f), 0);
}

static void test_unload_gives_buffers_back(void **state)
{
	struct ffa_fake *f;

	(void)state;
	f = fake_of("empty", FFA_VERSION_1_1, FFA_MODEL_QUIRKS);
	assert_int_equal(ffa_fake_load(f, NULL), 0);
	assert_int_equal(ffa_model_count(ffa_fake_model(f), FFA_FN_RXTX_UNMAP), 0);
	assert_int_equal(ffa_model_count(ffa_fake_model(f), FFA_FN_RX_RELEASE), 1);
	assert_int_equal(ffa_fake_unbind(f), 0);
	assert_int_equal(ffa_model_count(ffa_fake_model(f), FFA_FN_RXTX_UNMAP), 1);
	assert_int_equal(ffa_fake_free(f), 0);
}

static void *close_device(void *dev)
{
	ffa_device_close(dev);
	return NULL;
}

/* Whoever waits for the last file to go may free the machine at once. */
static void test_unload_while_the_last_file_is_closed(void **state)
{
	struct ffa_device *dev;
	struct ffa_fake *f;
	pthread_t thread;
	unsigned int i;
	int ret;

	(void)state;
	for (i = 0; i < 2000; i++) {
		assert_int_equal(ffa_fake_new("empty", &f), 0);
		assert_int_equal(ffa_fake_load(f, NULL), 0);
		assert_int_equal(ffa_fake_open(NULL, f, &dev), 0);
		assert_int_equal(pthread_create(&thread, NULL, close_device, dev), 0);
		do {
			sched_yield();
			ret = ffa_fake_free(f);
		} while (ret == -EBUSY);
		assert_int_equal(ret, 0);
		assert_int_equal(pthread_join(thread, NULL), 0);
	}
}

const struct CMUnitTest load_cases[] = {
	cmocka_unit_test(test_fakes_live_side_by_side),
	cmocka_unit_test(test_unload_is_busy_while_open),
	cmocka_unit_test(test_unload_is_busy_while_parked),
	cmocka_unit_test(test_unbind_ends_everything),
	cmocka_unit_test(test_load_survives_each_failing_call),
	cmocka_unit_test(test_load_without_firmware),
	cmocka_unit_test(test_load_needs_some_calls),
	cmocka_unit_test(test_load_does_without_some_calls),
	cmocka_unit_test(test_device_without_spmc_id),
	cmocka_unit_test(test_load_retries_busy_firmware),
	cmocka_unit_test(test_unload_gives_buffers_back),
	cmocka_unit_test(test_unload_while_the_last_file_is_closed),
};
const size_t load_case_count = ARRAY_SIZE(load_cases);
