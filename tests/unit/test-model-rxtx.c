/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <string.h>

#include "machine.h"

#define TOP	0xfffffffffffff000u

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
	ASSERT_FRAME(CALL(*state, FFA_FN_PARTITION_INFO_GET), SUCCESS_FRAME, 0, 9, 24);
	assert_rx_full(*state);
	assert_rx_empty(*state);
	ASSERT_FRAME(CALL(*state, FFA_FN_PARTITION_INFO_GET), SUCCESS_FRAME, 0, 9, 24);
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
	ASSERT_FRAME(CALL(*state, FFA_FN_PARTITION_INFO_GET, 0, 0, 0, 0, 1), SUCCESS_FRAME, 0, 9, 0);
	machine_map(*state);
	ASSERT_FRAME(CALL(*state, FFA_FN_PARTITION_INFO_GET, 0, 0, 0, 0, 1), SUCCESS_FRAME, 0, 9, 0);
	assert_rx_empty(*state);
	CALL(*state, FFA_FN_PARTITION_INFO_GET);
	ASSERT_FRAME(CALL(*state, FFA_FN_PARTITION_INFO_GET, 0, 0, 0, 0, 1), SUCCESS_FRAME, 0, 9, 0);
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
	};

	return cmocka_run_group_tests_name("model-rxtx", tests, NULL, NULL) != 0;
}
