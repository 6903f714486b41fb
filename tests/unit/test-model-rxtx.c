/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <string.h>

#include "machine.h"
#include "wire.h"

#define TOP	0xfffffffffffff000u

static void idle(struct ffa_model_partition *p, unsigned int vcpu, uint64_t regs[18], void *arg)
{
	(void)p;
	(void)vcpu;
	(void)arg;
	regs[0] = FFA_FN_MSG_WAIT;
}

/* ---- RXTX_MAP, RXTX_UNMAP ---- */

static void test_rxtx_map_of_either_width(void **state)
{
	ASSERT_SUCCESS(CALL(*state, FFA_FN_RXTX_MAP, TX, RX, 1));
	ASSERT_SUCCESS(CALL(*state, FFA_FN_RXTX_UNMAP));
	ASSERT_SUCCESS(CALL(*state, FFA_FN_RXTX_MAP_64, TX, RX, FFA_MODEL_RXTX_PAGES));
	ASSERT_SUCCESS(CALL(*state, FFA_FN_RXTX_UNMAP));
	ASSERT_SUCCESS(CALL(*state, FFA_FN_RXTX_MAP_64, TX, TX + 0x1000, DIRTY | 1));
	ASSERT_SUCCESS(CALL(*state, FFA_FN_RXTX_UNMAP));
	ASSERT_SUCCESS(CALL(*state, FFA_FN_RXTX_MAP_64, RX + 0x2000, RX, 2));
}

static void test_rxtx_map_of_bad_page_count(void **state)
{
	ASSERT_ERROR(CALL(*state, FFA_FN_RXTX_MAP_64, TX, RX, 0), FFA_STATUS_INVALID_PARAMETERS);
	ASSERT_ERROR(CALL(*state, FFA_FN_RXTX_MAP_64, TX, RX, FFA_MODEL_RXTX_PAGES + 1), FFA_STATUS_INVALID_PARAMETERS);
	ASSERT_ERROR(CALL(*state, FFA_FN_RXTX_MAP_64, TX, RX, 0x41), FFA_STATUS_INVALID_PARAMETERS);
	ASSERT_ERROR(CALL(*state, FFA_FN_RXTX_MAP_64, TX, RX, 0x80000001), FFA_STATUS_INVALID_PARAMETERS);
}

static void test_rxtx_map_of_bad_addresses(void **state)
{
	ASSERT_ERROR(CALL(*state, FFA_FN_RXTX_MAP_64, TX + 8, RX, 1), FFA_STATUS_INVALID_PARAMETERS);
	ASSERT_ERROR(CALL(*state, FFA_FN_RXTX_MAP_64, TX, RX + 0x800, 1), FFA_STATUS_INVALID_PARAMETERS);
	ASSERT_ERROR(CALL(*state, FFA_FN_RXTX_MAP_64, RX, RX, 1), FFA_STATUS_INVALID_PARAMETERS);
	ASSERT_ERROR(CALL(*state, FFA_FN_RXTX_MAP_64, TX, TX + 0x1000, 2), FFA_STATUS_INVALID_PARAMETERS);
	ASSERT_ERROR(CALL(*state, FFA_FN_RXTX_MAP_64, TX + 0x1000, TX, 2), FFA_STATUS_INVALID_PARAMETERS);
	ASSERT_ERROR(CALL(*state, FFA_FN_RXTX_MAP_64, TOP, RX, 1), FFA_STATUS_INVALID_PARAMETERS);
	ASSERT_ERROR(CALL(*state, FFA_FN_RXTX_MAP_64, TX, TOP, 2), FFA_STATUS_INVALID_PARAMETERS);
	ASSERT_SUCCESS(CALL(*state, FFA_FN_RXTX_MAP_64, TX, TX + 0x1000, 1));
}

static void test_rxtx_map_of_memory_that_is_not_the_callers(void **state)
{
	ASSERT_ERROR(CALL(*state, FFA_FN_RXTX_MAP_64, 0x1000, RX, 1), FFA_STATUS_INVALID_PARAMETERS);
	ASSERT_ERROR(CALL(*state, FFA_FN_RXTX_MAP_64, TX, 0x1000, 1), FFA_STATUS_INVALID_PARAMETERS);
	ASSERT_ERROR(CALL(*state, FFA_FN_RXTX_MAP_64, 0x100000000 | TX, RX, 1), FFA_STATUS_INVALID_PARAMETERS);
	ASSERT_ERROR(CALL(*state, FFA_FN_RXTX_UNMAP), FFA_STATUS_INVALID_PARAMETERS);
}

static void test_rxtx_map_twice_is_denied(void **state)
{
	machine_map(*state);
	ASSERT_ERROR(CALL(*state, FFA_FN_RXTX_MAP_64, TX, RX, 1), FFA_STATUS_DENIED);
	ASSERT_ERROR(CALL(*state, FFA_FN_RXTX_MAP, RX, TX, 1), FFA_STATUS_DENIED);
	ASSERT_SUCCESS(CALL(*state, FFA_FN_RXTX_UNMAP));
	machine_map(*state);
}

static void test_rxtx_unmap_without_a_pair(void **state)
{
	ASSERT_ERROR(CALL(*state, FFA_FN_RXTX_UNMAP), FFA_STATUS_INVALID_PARAMETERS);
	machine_map(*state);
	ASSERT_ERROR(CALL(*state, FFA_FN_RXTX_UNMAP, 0x10000), FFA_STATUS_INVALID_PARAMETERS);
	ASSERT_SUCCESS(CALL(*state, FFA_FN_RXTX_UNMAP));
	ASSERT_ERROR(CALL(*state, FFA_FN_RXTX_UNMAP), FFA_STATUS_INVALID_PARAMETERS);
}

/* ---- who owns RX ---- */

static void assert_rx_full(void *machine)
{
	ASSERT_ERROR(CALL(machine, FFA_FN_PARTITION_INFO_GET), FFA_STATUS_BUSY);
	ASSERT_SUCCESS(CALL(machine, FFA_FN_RX_RELEASE));
}

static void assert_rx_empty(void *machine)
{
	ASSERT_ERROR(CALL(machine, FFA_FN_RX_RELEASE), FFA_STATUS_DENIED);
}

static void test_rx_is_empty_after_map(void **state)
{
	assert_rx_empty(*state);
	machine_map(*state);
	assert_rx_empty(*state);
}

static void test_rx_is_full_after_partition_info_get(void **state)
{
	machine_map(*state);
	ASSERT_FRAME(CALL(*state, FFA_FN_PARTITION_INFO_GET), SUCCESS_FRAME, 0, 8, 24);
	assert_rx_full(*state);
	assert_rx_empty(*state);
	ASSERT_FRAME(CALL(*state, FFA_FN_PARTITION_INFO_GET), SUCCESS_FRAME, 0, 8, 24);
}

static void test_rx_that_is_full_is_not_written(void **state)
{
	uint8_t before[4096];

	machine_map(*state);
	CALL(*state, FFA_FN_PARTITION_INFO_GET);
	memset(machine_rx(*state), 0x77, sizeof(before));
	memset(before, 0x77, sizeof(before));
	ASSERT_ERROR(CALL(*state, FFA_FN_PARTITION_INFO_GET), FFA_STATUS_BUSY);
	assert_memory_equal(machine_rx(*state), before, sizeof(before));
	assert_rx_full(*state);
}

static void test_rx_is_left_alone_by_a_count(void **state)
{
	ASSERT_FRAME(CALL(*state, FFA_FN_PARTITION_INFO_GET, 0, 0, 0, 0, 1), SUCCESS_FRAME, 0, 8, 0);
	machine_map(*state);
	ASSERT_FRAME(CALL(*state, FFA_FN_PARTITION_INFO_GET, 0, 0, 0, 0, 1), SUCCESS_FRAME, 0, 8, 0);
	assert_rx_empty(*state);
	CALL(*state, FFA_FN_PARTITION_INFO_GET);
	ASSERT_FRAME(CALL(*state, FFA_FN_PARTITION_INFO_GET, 0, 0, 0, 0, 1), SUCCESS_FRAME, 0, 8, 0);
	assert_rx_full(*state);
}

static void test_rx_stays_empty_when_the_producer_fails(void **state)
{
	machine_map(*state);
	ASSERT_ERROR(CALL(*state, FFA_FN_PARTITION_INFO_GET, 1), FFA_STATUS_INVALID_PARAMETERS);
	assert_rx_empty(*state);
	assert_int_equal(ffa_model_fail(((struct machine *)*state)->model, 0, 1, FFA_STATUS_DENIED), 0);
	ASSERT_ERROR(CALL(*state, FFA_FN_PARTITION_INFO_GET), FFA_STATUS_DENIED);
	assert_rx_empty(*state);
}

static void test_rx_release_that_fails_releases_nothing(void **state)
{
	machine_map(*state);
	CALL(*state, FFA_FN_PARTITION_INFO_GET);
	ASSERT_ERROR(CALL(*state, FFA_FN_RX_RELEASE, 1), FFA_STATUS_INVALID_PARAMETERS);
	assert_rx_full(*state);
}

static void test_rx_is_empty_after_unmap_and_map(void **state)
{
	machine_map(*state);
	CALL(*state, FFA_FN_PARTITION_INFO_GET);
	ASSERT_SUCCESS(CALL(*state, FFA_FN_RXTX_UNMAP));
	assert_rx_empty(*state);
	machine_map(*state);
	assert_rx_empty(*state);
	CALL(*state, FFA_FN_PARTITION_INFO_GET);
	assert_rx_full(*state);
}

/* ---- PARTITION_INFO_GET ---- */

static void assert_entry(struct machine *mc, unsigned int i, uint16_t id, unsigned int contexts, uint32_t properties,
			 const uint8_t uuid[16])
{
	struct ffaw_partition_info info;

	ffaw_partition_info_parse(machine_rx(mc) + i * 24, &info);
	assert_int_equal(info.id, id);
	assert_int_equal(info.contexts, contexts);
	assert_int_equal(info.properties, properties);
	assert_memory_equal(info.uuid, uuid, 16);
}

static void test_partition_info_without_a_pair_is_busy(void **state)
{
	ASSERT_ERROR(CALL(*state, FFA_FN_PARTITION_INFO_GET), FFA_STATUS_BUSY);
	machine_map(*state);
	ASSERT_FRAME(CALL(*state, FFA_FN_PARTITION_INFO_GET), SUCCESS_FRAME, 0, 8, 24);
}

static void test_partition_info_of_all_is_the_default_set_in_order(void **state)
{
	const uint32_t direct = FFA_PROP_DIRECT_RECV | FFA_PROP_AARCH64;
	const struct {
		uint16_t id;
		unsigned int contexts;
		uint32_t properties;
		uint8_t number;
	} set[] = {
		{ 0x8001, 8, direct, 1 }, { 0x8002, 8, direct, 2 }, { 0x8003, 1, direct, 3 },
		{ 0x8004, 8, direct, 4 }, { 0x8005, 8, direct, 4 }, { 0x8006, 1, direct, 5 },
		{ 0x8006, 1, direct, 6 }, { 0x8007, 8, FFA_PROP_AARCH64, 7 },
	};
	uint8_t uuid[16] = { 0xff, 0xa0, 0, 0, 0, 0, 0x40, 0, 0x80 };
	unsigned int i;

	machine_map(*state);
	ASSERT_FRAME(CALL(*state, FFA_FN_PARTITION_INFO_GET), SUCCESS_FRAME, 0, 8, 24);
	for (i = 0; i < 8; i++) {
		uuid[3] = set[i].number;
		assert_entry(*state, i, set[i].id, set[i].contexts, set[i].properties, uuid);
	}
	assert_int_equal(machine_rx(*state)[8 * 24], 0);
}

static void test_partition_info_of_one_uuid_returns_it_as_zero(void **state)
{
	static const uint8_t nil[16];

	machine_map(*state);
	ASSERT_FRAME(CALL(*state, FFA_FN_PARTITION_INFO_GET, 0x0400a0ff, 0x00400000, 0x80), SUCCESS_FRAME, 0, 2, 24);
	assert_entry(*state, 0, 0x8004, 8, FFA_PROP_DIRECT_RECV | FFA_PROP_AARCH64, nil);
	assert_entry(*state, 1, 0x8005, 8, FFA_PROP_DIRECT_RECV | FFA_PROP_AARCH64, nil);
	ASSERT_SUCCESS(CALL(*state, FFA_FN_RX_RELEASE));
	ASSERT_FRAME(CALL(*state, FFA_FN_PARTITION_INFO_GET, 0x0600a0ff, 0x00400000, 0x80), SUCCESS_FRAME, 0, 1, 24);
	assert_entry(*state, 0, 0x8006, 1, FFA_PROP_DIRECT_RECV | FFA_PROP_AARCH64, nil);
	ASSERT_FRAME(CALL(*state, FFA_FN_PARTITION_INFO_GET, 0x0400a0ff, 0x00400000, 0x80, 0, 1), SUCCESS_FRAME, 0, 2, 0);
}

static void test_partition_info_of_unknown_uuid(void **state)
{
	machine_map(*state);
	ASSERT_ERROR(CALL(*state, FFA_FN_PARTITION_INFO_GET, 0x0800a0ff, 0x00400000, 0x80), FFA_STATUS_INVALID_PARAMETERS);
	ASSERT_ERROR(CALL(*state, FFA_FN_PARTITION_INFO_GET, 0x0100a0ff, 0x00400000, 0x80, 1), FFA_STATUS_INVALID_PARAMETERS);
	/* the words in the other byte order */
	ASSERT_ERROR(CALL(*state, FFA_FN_PARTITION_INFO_GET, 0xffa00001, 0x00004000, 0x80000000), FFA_STATUS_INVALID_PARAMETERS);
	ASSERT_ERROR(CALL(*state, FFA_FN_PARTITION_INFO_GET, 0, 0, 0, 1, 1), FFA_STATUS_INVALID_PARAMETERS);
}

static void test_partition_info_of_unknown_flags(void **state)
{
	unsigned int bit;

	machine_map(*state);
	for (bit = 1; bit < 32; bit++)
		ASSERT_ERROR(CALL(*state, FFA_FN_PARTITION_INFO_GET, 0, 0, 0, 0, 1u << bit | 1), FFA_STATUS_INVALID_PARAMETERS);
	assert_rx_empty(*state);
}

static void test_partition_info_of_no_partition_is_an_empty_list(void **state)
{
	machine_negotiate(*state);
	machine_map(*state);
	ASSERT_FRAME(CALL(*state, FFA_FN_PARTITION_INFO_GET), SUCCESS_FRAME, 0, 0, 24);
	assert_rx_full(*state);
}

static void test_partition_info_of_partition_without_uuid(void **state)
{
	static const uint8_t nil[16];
	struct machine *mc = *state;

	assert_int_equal(ffa_model_add(mc->model, 0x8010, 3, 0xffffffff, idle, NULL, NULL), 0);
	machine_negotiate(mc);
	machine_map(mc);
	ASSERT_FRAME(CALL(mc, FFA_FN_PARTITION_INFO_GET), SUCCESS_FRAME, 0, 1, 24);
	/* properties of later versions are not shown */
	assert_entry(mc, 0, 0x8010, 3, 0x1ff, nil);
}

static void test_partition_info_of_one_uuid_twice_is_two_entries(void **state)
{
	static const uint8_t uuid[16] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16 };
	struct machine *mc = *state;
	struct ffa_model_partition *p = machine_add(mc, 0x8010, 1, idle, NULL);

	assert_int_equal(ffa_model_add_uuid(p, uuid), 0);
	assert_int_equal(ffa_model_add_uuid(p, uuid), 0);
	machine_negotiate(mc);
	machine_map(mc);
	ASSERT_FRAME(CALL(mc, FFA_FN_PARTITION_INFO_GET), SUCCESS_FRAME, 0, 2, 24);
	assert_entry(mc, 0, 0x8010, 1, FFA_PROP_DIRECT_RECV, uuid);
	assert_entry(mc, 1, 0x8010, 1, FFA_PROP_DIRECT_RECV, uuid);
	ASSERT_SUCCESS(CALL(mc, FFA_FN_RX_RELEASE));
	ASSERT_FRAME(CALL(mc, FFA_FN_PARTITION_INFO_GET, 0x04030201, 0x08070605, 0x0c0b0a09, 0x100f0e0d), SUCCESS_FRAME, 0, 2, 24);
}

/* 170 entries of 24 bytes fit into one page. */
static void test_partition_info_that_does_not_fit(void **state)
{
	static const uint8_t uuid[16] = { 1 };
	struct machine *mc = *state;
	struct ffa_model_partition *p = machine_add(mc, 0x8010, 1, idle, NULL);
	unsigned int i;

	for (i = 0; i < 170; i++)
		assert_int_equal(ffa_model_add_uuid(p, uuid), 0);
	machine_negotiate(mc);
	machine_map(mc);
	ASSERT_FRAME(CALL(mc, FFA_FN_PARTITION_INFO_GET), SUCCESS_FRAME, 0, 170, 24);
	ASSERT_SUCCESS(CALL(mc, FFA_FN_RX_RELEASE));
	assert_int_equal(ffa_model_add_uuid(p, uuid), 0);
	ASSERT_ERROR(CALL(mc, FFA_FN_PARTITION_INFO_GET), FFA_STATUS_NO_MEMORY);
	assert_rx_empty(mc);
	ASSERT_FRAME(CALL(mc, FFA_FN_PARTITION_INFO_GET, 0, 0, 0, 0, 1), SUCCESS_FRAME, 0, 171, 0);
	ASSERT_SUCCESS(CALL(mc, FFA_FN_RXTX_UNMAP));
	ASSERT_SUCCESS(CALL(mc, FFA_FN_RXTX_MAP_64, TX, RX, 2));
	ASSERT_FRAME(CALL(mc, FFA_FN_PARTITION_INFO_GET), SUCCESS_FRAME, 0, 171, 24);
}

#define BARE(f)	cmocka_unit_test_setup_teardown(f, machine_setup, machine_teardown)
#define FULL(f)	cmocka_unit_test_setup_teardown(f, machine_setup_default, machine_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		FULL(test_rxtx_map_of_either_width),
		FULL(test_rxtx_map_of_bad_page_count),
		FULL(test_rxtx_map_of_bad_addresses),
		FULL(test_rxtx_map_of_memory_that_is_not_the_callers),
		FULL(test_rxtx_map_twice_is_denied),
		FULL(test_rxtx_unmap_without_a_pair),
		FULL(test_rx_is_empty_after_map),
		FULL(test_rx_is_full_after_partition_info_get),
		FULL(test_rx_that_is_full_is_not_written),
		FULL(test_rx_is_left_alone_by_a_count),
		FULL(test_rx_stays_empty_when_the_producer_fails),
		FULL(test_rx_release_that_fails_releases_nothing),
		FULL(test_rx_is_empty_after_unmap_and_map),
		FULL(test_partition_info_without_a_pair_is_busy),
		FULL(test_partition_info_of_all_is_the_default_set_in_order),
		FULL(test_partition_info_of_one_uuid_returns_it_as_zero),
		FULL(test_partition_info_of_unknown_uuid),
		FULL(test_partition_info_of_unknown_flags),
		BARE(test_partition_info_of_no_partition_is_an_empty_list),
		BARE(test_partition_info_of_partition_without_uuid),
		BARE(test_partition_info_of_one_uuid_twice_is_two_entries),
		BARE(test_partition_info_that_does_not_fit),
	};

	return cmocka_run_group_tests_name("model-rxtx", tests, NULL, NULL) != 0;
}
