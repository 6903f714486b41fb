/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "contract.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const struct {
	unsigned int nn;
	uint16_t id;
	int many;	/* execution contexts */
	int direct;
	int name_has_id;
} default_set[] = {
	{ 1, 0x8001, 1, 1, 0 }, { 2, 0x8002, 1, 1, 0 }, { 3, 0x8003, 0, 1, 0 }, { 4, 0x8004, 1, 1, 0 },
	{ 4, 0x8005, 1, 1, 1 }, { 5, 0x8006, 0, 1, 0 }, { 6, 0x8006, 0, 1, 0 }, { 7, 0x8007, 1, 0, 0 },
};

static struct ffa_list *list_of(const uint8_t *uuid)
{
	struct ffa_device *dev;
	struct ffa_list *list;

	assert_int_equal(machine_open(&dev), 0);
	assert_int_equal(ffa_device_list(dev, uuid, &list), 0);
	ffa_device_close(dev);
	return list;
}

/* "<uuid>", and with an ID where an earlier service has that name. */
static void assert_node_name(const struct ffa_info *info, int has_id)
{
	const char *path = ffa_info_path(info);
	char name[37 + 5];

	ffa_uuid_format(ffa_info_uuid(info), name);
	if (has_id)
		snprintf(name + 36, sizeof(name) - 36, ".%04x", ffa_info_id(info));
	assert_true(strlen(path) > strlen(name));
	assert_string_equal(path + strlen(path) - strlen(name), name);
}

static void test_list_has_all_services_in_order(void **state)
{
	struct ffa_list *list = list_of(NULL);
	uint8_t uuid[16];
	size_t i;

	(void)state;
	assert_int_equal(ffa_list_count(list), ARRAY_SIZE(default_set));
	for (i = 0; i < ARRAY_SIZE(default_set); i++) {
		const struct ffa_info *info = ffa_list_get(list, i);

		uuid_of(default_set[i].nn, uuid);
		assert_memory_equal(ffa_info_uuid(info), uuid, 16);
		assert_int_equal(ffa_info_id(info), default_set[i].id);
		assert_int_equal(ffa_info_contexts(info) > 1, default_set[i].many);
		assert_int_equal(ffa_info_properties(info) & FFA_PROP_DIRECT_RECV, default_set[i].direct);
		assert_true(ffa_info_properties(info) & FFA_PROP_AARCH64);
		assert_node_name(info, default_set[i].name_has_id);
	}
	assert_null(ffa_list_get(list, ARRAY_SIZE(default_set)));
	assert_null(ffa_list_get(list, SIZE_MAX));
	ffa_list_free(list);
}

static void test_list_by_uuid(void **state)
{
	struct ffa_list *list;
	uint8_t uuid[16];

	(void)state;
	uuid_of(6, uuid);
	list = list_of(uuid);
	assert_int_equal(ffa_list_count(list), 1);
	assert_int_equal(ffa_info_id(ffa_list_get(list, 0)), 0x8006);
	ffa_list_free(list);
}

static void test_list_of_twins(void **state)
{
	const struct ffa_info *first, *second;
	struct ffa_list *list;
	uint8_t uuid[16];

	(void)state;
	uuid_of(4, uuid);
	list = list_of(uuid);
	assert_int_equal(ffa_list_count(list), 2);
	first = ffa_list_get(list, 0);
	second = ffa_list_get(list, 1);
	assert_int_equal(ffa_info_id(first), 0x8004);
	assert_int_equal(ffa_info_id(second), 0x8005);
	assert_string_not_equal(ffa_info_path(first), ffa_info_path(second));
	assert_non_null(strstr(ffa_info_path(second), "ffa00004-0000-4000-8000-000000000000.8005"));
	ffa_list_free(list);
}

static void test_list_of_an_unknown_uuid(void **state)
{
	struct ffa_device *dev;
	struct ffa_list *list;
	uint8_t uuid[16];

	(void)state;
	uuid_of(0xee, uuid);
	assert_int_equal(machine_open(&dev), 0);
	assert_int_equal(ffa_device_list(dev, uuid, &list), -ENOENT);
	assert_null(list);
	ffa_device_close(dev);
}

static void test_list_outlives_its_device(void **state)
{
	struct ffa_list *list = list_of(NULL);

	(void)state;
	assert_int_equal(ffa_info_id(ffa_list_get(list, 0)), 0x8001);
	ffa_list_free(list);
	ffa_list_free(NULL);
}

const struct CMUnitTest list_cases[] = {
	cmocka_unit_test(test_list_has_all_services_in_order),
	cmocka_unit_test(test_list_by_uuid),
	cmocka_unit_test(test_list_of_twins),
	cmocka_unit_test(test_list_of_an_unknown_uuid),
	cmocka_unit_test(test_list_outlives_its_device),
};
const size_t list_case_count = ARRAY_SIZE(list_cases);
