/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "contract.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define DIRECT	FFA_PROP_DIRECT_RECV
#define BOTH	(FFA_PROP_DIRECT_RECV | FFA_PROP_REQ2_RECV)

static const struct entry {
	unsigned int nn;
	uint16_t id;
	int many;	/* execution contexts */
	uint32_t properties;	/* and AARCH64 */
	int second_of_name;
	int second_of_partition;
} default_set[] = {
	{ 1, 0x8001, 1, BOTH, 0, 0 }, { 2, 0x8002, 1, BOTH, 0, 0 }, { 3, 0x8003, 0, DIRECT, 0, 0 },
	{ 4, 0x8004, 1, BOTH, 0, 0 }, { 4, 0x8005, 1, BOTH, 1, 0 }, { 5, 0x8006, 0, BOTH, 0, 0 },
	{ 6, 0x8006, 0, BOTH, 0, 1 }, { 7, 0x8007, 1, 0, 0, 0 }, { 8, 0x8008, 0, BOTH, 0, 0 },
};

/* What a version does not know it does not show. */
static uint32_t properties_of(const struct entry *entry)
{
	static const uint32_t known[] = { 0x7, 0x1ff, 0x7ff };

	return (entry->properties | FFA_PROP_AARCH64) & known[spoken() - FFA_VERSION_1_0];
}

static struct ffa_list *list_of(const uint8_t *uuid)
{
	struct ffa_device *dev;
	struct ffa_list *list;

	assert_int_equal(machine_open(&dev), 0);
	assert_int_equal(ffa_device_list(dev, uuid, &list), 0);
	ffa_device_close(dev);
	return list;
}

/* "<uuid>", with an ID where an earlier service has that name; the ID alone where firmware tells no UUID. */
static void assert_node_name(const struct ffa_info *info, const struct entry *entry)
{
	const char *path = ffa_info_path(info);
	char uuid[37], name[37 + 5];

	ffa_uuid_format(ffa_info_uuid(info), uuid);
	if (spoken() == FFA_VERSION_1_0)
		snprintf(name, sizeof(name), "%04x", entry->id);
	else if (entry->second_of_name)
		snprintf(name, sizeof(name), "%s.%04x", uuid, entry->id);
	else
		snprintf(name, sizeof(name), "%s", uuid);
	assert_true(strlen(path) > strlen(name));
	assert_string_equal(path + strlen(path) - strlen(name), name);
}

static void assert_entry(const struct ffa_info *info, const struct entry *entry)
{
	uint8_t uuid[16] = { 0 };

	if (spoken() != FFA_VERSION_1_0)
		uuid_of(entry->nn, uuid);
	assert_memory_equal(ffa_info_uuid(info), uuid, 16);
	assert_int_equal(ffa_info_id(info), entry->id);
	assert_int_equal(ffa_info_contexts(info) > 1, entry->many);
	assert_int_equal(ffa_info_properties(info), properties_of(entry));
	assert_node_name(info, entry);
}

static void test_list_has_all_services_in_order(void **state)
{
	struct ffa_list *list = list_of(NULL);
	size_t i, n = 0;

	(void)state;
	assert_int_equal(ffa_list_count(list), entry_count());
	for (i = 0; i < ARRAY_SIZE(default_set); i++) {
		if (spoken() == FFA_VERSION_1_0 && default_set[i].second_of_partition)
			continue;
		assert_entry(ffa_list_get(list, n++), &default_set[i]);
	}
	assert_int_equal(n, entry_count());
	assert_null(ffa_list_get(list, n));
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
	/* also where the full list has no UUID of it */
	assert_memory_equal(ffa_info_uuid(ffa_list_get(list, 0)), uuid, 16);
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
	assert_memory_equal(ffa_info_uuid(second), uuid, 16);
	assert_string_not_equal(ffa_info_path(first), ffa_info_path(second));
	assert_non_null(strstr(ffa_info_path(second), spoken() == FFA_VERSION_1_0 ? "8005" :
			       "ffa00004-0000-4000-8000-000000000000.8005"));
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
