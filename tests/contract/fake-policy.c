/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
/* Which services get nodes, and which names. */

#include "fake-cases.h"

#include <errno.h>
#include <string.h>

void run_repeat(struct ffa_model_partition *p, unsigned int vcpu, uint64_t regs[18], void *arg)
{
	uint64_t sender = regs[1] >> 16;

	(void)vcpu;
	(void)arg;
	regs[0] = regs[0] == FFA_FN_DIRECT_REQ_64 ? FFA_FN_DIRECT_RESP_64 : FFA_FN_DIRECT_RESP;
	regs[1] = (uint64_t)ffa_model_partition_id(p) << 16 | sender;
}

static struct ffa_model_partition *add_service(struct ffa_fake *f, uint16_t id, const char *text)
{
	struct ffa_model_partition *p;
	uint8_t uuid[16];

	assert_int_equal(ffa_uuid_parse(text, uuid), 0);
	assert_int_equal(ffa_model_add(ffa_fake_model(f), id, 1, FFA_PROP_DIRECT_RECV, run_repeat, NULL, &p), 0);
	assert_int_equal(ffa_model_add_uuid(p, uuid), 0);
	return p;
}

#define OPTEE	"486178e0-e7f8-11e3-bc5e-0002a5d5c51b"
#define OTHER	"79b55c73-1d8c-44b9-8593-61e1770ad8d2"
#define SIBLING	"d1582309-f023-47b9-827c-4464f5578fc8"

/* What ffa_partition_open_uuid() says of text once the driver is loaded with params. Frees f. */
static int opens(struct ffa_fake *f, const char *params, const char *text)
{
	struct ffa_partition *p;
	struct ffa_device *dev;
	uint8_t uuid[16];
	int ret;

	assert_int_equal(ffa_fake_load(f, params), 0);
	assert_int_equal(ffa_fake_open(NULL, f, &dev), 0);
	assert_int_equal(ffa_uuid_parse(text, uuid), 0);
	ret = ffa_partition_open_uuid(dev, uuid, &p);
	ffa_partition_close(p);
	ffa_device_close(dev);
	assert_int_equal(ffa_fake_free(f), 0);
	return ret;
}

/* On machines of each version, which all say the same, with OP-TEE and another partition. */
static int opens_with(const char *params, const char *text)
{
	uint32_t version;
	int ret = 0;

	for (version = FFA_VERSION_1_0; version <= FFA_VERSION_1_2; version++) {
		struct ffa_fake *f = fake_of("empty", version, FFA_MODEL_QUIRKS);
		int before = ret;

		add_service(f, 0x8001, OPTEE);
		add_service(f, 0x8002, OTHER);
		ret = opens(f, params, text);
		if (version > FFA_VERSION_1_0)
			assert_int_equal(ret, before);
	}
	return ret;
}

static void test_policy_denies_optee_unless_allowed(void **state)
{
	(void)state;
	assert_int_equal(opens_with(NULL, OPTEE), -EPERM);
	assert_int_equal(opens_with(NULL, OTHER), 0);
	assert_int_equal(opens_with("allow=" OPTEE, OPTEE), 0);
	assert_int_equal(opens_with("allow=" OTHER, OPTEE), -EPERM);
	assert_int_equal(opens_with("allow=" OTHER "," OPTEE, OPTEE), 0);
}

static void test_policy_denies_what_deny_names(void **state)
{
	(void)state;
	assert_int_equal(opens_with("deny=" OTHER, OTHER), -EPERM);
	assert_int_equal(opens_with("deny=" OPTEE "," OTHER, OTHER), -EPERM);
	assert_int_equal(opens_with("deny=" OPTEE, OTHER), 0);
}

static void test_policy_denies_what_allow_names_too(void **state)
{
	(void)state;
	assert_int_equal(opens_with("deny=" OTHER " allow=" OTHER, OTHER), -EPERM);
	assert_int_equal(opens_with("deny=" OPTEE " allow=" OPTEE, OPTEE), -EPERM);
}

/* A machine whose one partition has two services. */
static struct ffa_fake *fake_with_siblings(uint32_t version, const char *first, const char *second)
{
	struct ffa_fake *f = fake_of("empty", version, FFA_MODEL_QUIRKS);
	struct ffa_model_partition *p = add_service(f, 0x8001, first);
	uint8_t uuid[16];

	assert_int_equal(ffa_uuid_parse(second, uuid), 0);
	assert_int_equal(ffa_model_add_uuid(p, uuid), 0);
	return f;
}

static int opens_sibling_with(const char *params, const char *text)
{
	return opens(fake_with_siblings(FFA_VERSION_1_2, OTHER, SIBLING), params, text);
}

static void test_policy_denies_the_partition_of_a_denied_service(void **state)
{
	(void)state;
	assert_int_equal(opens_sibling_with(NULL, SIBLING), 0);
	assert_int_equal(opens_sibling_with("deny=" OTHER, SIBLING), -EPERM);
	assert_int_equal(opens_sibling_with("deny=" OTHER, OTHER), -EPERM);
	assert_int_equal(opens_sibling_with("deny=" OTHER " allow=" SIBLING, SIBLING), 0);
	assert_int_equal(opens_sibling_with("deny=" OTHER " allow=" SIBLING, OTHER), -EPERM);
}

/* The node of a 1.0 partition has no UUID: it is all services or none. */
static void test_policy_of_a_partition_without_uuids(void **state)
{
	static const struct {
		const char *params;
		int ret;
	} rows[] = {
		{ NULL, 0 }, { "deny=" OTHER, -EPERM }, { "deny=" SIBLING, -EPERM }, { "deny=" OTHER " allow=" SIBLING, 0 },
		{ "deny=" SIBLING " allow=" OTHER, 0 }, { "allow=" OTHER, 0 }, { "deny=" OPTEE, 0 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		assert_int_equal(opens(fake_with_siblings(FFA_VERSION_1_0, OTHER, SIBLING), rows[i].params, OTHER), rows[i].ret);
		assert_int_equal(opens(fake_with_siblings(FFA_VERSION_1_0, OTHER, SIBLING), rows[i].params, SIBLING), rows[i].ret);
	}
}

/* Some firmware of 1.1 lists a partition once, under its first UUID. */
static void list_once(struct spoiler *spoiler, const uint64_t request[18], uint64_t x[18])
{
	const uint64_t any = request[1] | request[2] | request[3] | request[4];

	(void)spoiler;
	if (x[0] == FFA_FN_SUCCESS && !any)
		x[2] = 1;
}

static int opens_hidden_with(const char *params, const char *text)
{
	struct ffa_fake *f = fake_with_siblings(FFA_VERSION_1_1, OTHER, OPTEE);
	struct spoiler spoiler = { .fid = FFA_FN_PARTITION_INFO_GET, .spoil = list_once };

	spoil_with(&spoiler, f);
	return opens(f, params, text);
}

static void test_policy_knows_uuids_that_are_not_listed(void **state)
{
	(void)state;
	assert_int_equal(opens_hidden_with(NULL, OPTEE), -EPERM);
	assert_int_equal(opens_hidden_with(NULL, OTHER), -EPERM);
	assert_int_equal(opens_hidden_with("allow=" OPTEE, OPTEE), 0);
	assert_int_equal(opens_hidden_with("allow=" OPTEE, OTHER), 0);
	assert_int_equal(opens_hidden_with("allow=" OTHER, OTHER), 0);
	assert_int_equal(opens_hidden_with("allow=" SIBLING, OTHER), -EPERM);
	assert_int_equal(opens_hidden_with("deny=" OTHER " allow=" OPTEE, OTHER), -EPERM);
}

/* And some of 1.2 tells no UUIDs. */
static void list_without_uuids(struct spoiler *spoiler, const uint64_t request[18], uint64_t x[18])
{
	(void)spoiler;
	(void)request;
	x[4] = x[5] = x[7] = x[8] = 0;
}

/* On a machine with OP-TEE and another partition: what opening entry i of the list says. */
static int opens_nameless_with(const char *params, size_t i)
{
	struct ffa_fake *f = fake_of("empty", FFA_VERSION_1_2, FFA_MODEL_QUIRKS);
	struct spoiler spoiler = { .fid = FFA_FN_PARTITION_INFO_GET_REGS_64, .spoil = list_without_uuids };
	struct ffa_partition *p;
	struct ffa_device *dev;
	struct ffa_list *list;
	int ret;

	add_service(f, 0x8001, OPTEE);
	add_service(f, 0x8002, OTHER);
	spoil_with(&spoiler, f);
	assert_int_equal(ffa_fake_load(f, params), 0);
	assert_int_equal(ffa_fake_open(NULL, f, &dev), 0);
	assert_int_equal(ffa_device_list(dev, NULL, &list), 0);
	ret = ffa_partition_open(dev, ffa_list_get(list, i), &p);
	ffa_partition_close(p);
	ffa_list_free(list);
	ffa_device_close(dev);
	assert_int_equal(ffa_fake_free(f), 0);
	return ret;
}

static void test_policy_of_partitions_that_tell_no_uuid(void **state)
{
	(void)state;
	assert_int_equal(opens_nameless_with(NULL, 0), -EPERM);
	assert_int_equal(opens_nameless_with(NULL, 1), 0);
	assert_int_equal(opens_nameless_with("allow=" OPTEE, 0), 0);
	assert_int_equal(opens_nameless_with("deny=" OTHER, 1), -EPERM);
}

static void refuse_lookups(struct spoiler *spoiler, const uint64_t request[18], uint64_t x[18])
{
	if (request[1] | request[2] | request[3] | request[4])
		answer_error(x, (int32_t)spoiler->arg);
}

/* Who cannot be asked whether OP-TEE is there gets no driver: the other way it would be open to all. */
static void test_policy_that_cannot_be_asked(void **state)
{
	static const int32_t codes[] = { FFA_STATUS_NOT_SUPPORTED, FFA_STATUS_DENIED, FFA_STATUS_BUSY, FFA_STATUS_RETRY, -11 };
	uint32_t version;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(codes); i++) {
		for (version = FFA_VERSION_1_0; version <= FFA_VERSION_1_1; version++) {
			struct spoiler spoiler = { .fid = FFA_FN_PARTITION_INFO_GET, .spoil = refuse_lookups,
						   .arg = (uint64_t)codes[i] };

			assert_int_equal(load_spoiled(version, &spoiler).ret, -ENODEV);
		}
	}
}

static void test_policy_refuses_what_is_no_uuid(void **state)
{
	static const char *const bad[] = { "deny=x", "allow=x", "allow=" OPTEE "," OTHER "0", "deny=," OPTEE, "deny=" OPTEE ",," };
	struct ffa_fake *f;
	size_t i;

	(void)state;
	assert_int_equal(ffa_fake_new("default", &f), 0);
	for (i = 0; i < ARRAY_SIZE(bad); i++)
		assert_int_equal(ffa_fake_load(f, bad[i]), -EINVAL);
	assert_int_equal(ffa_model_count(ffa_fake_model(f), 0), 0);
	assert_int_equal(ffa_fake_load(f, NULL), 0);
	assert_int_equal(ffa_fake_free(f), 0);
}

static void test_duplicate_service_has_one_node(void **state)
{
	struct ffa_model_partition *p;
	struct ffa_list *list;
	struct ffa_device *dev;
	struct ffa_fake *f;
	uint8_t uuid[16];

	(void)state;
	uuid_of(1, uuid);
	assert_int_equal(ffa_fake_new("empty", &f), 0);
	assert_int_equal(ffa_model_add(ffa_fake_model(f), 0x8001, 1, FFA_PROP_DIRECT_RECV, run_repeat, NULL, &p), 0);
	assert_int_equal(ffa_model_add_uuid(p, uuid), 0);
	assert_int_equal(ffa_model_add_uuid(p, uuid), 0);
	assert_int_equal(ffa_fake_load(f, NULL), 0);
	assert_int_equal(ffa_fake_open(NULL, f, &dev), 0);
	assert_int_equal(ffa_device_list(dev, NULL, &list), 0);
	assert_int_equal(ffa_list_count(list), 1);
	ffa_list_free(list);
	ffa_device_close(dev);
	assert_int_equal(ffa_fake_free(f), 0);
}

static void test_service_without_uuid_has_the_id_as_name(void **state)
{
	struct ffa_model_partition *p;
	struct ffa_list *list;
	struct ffa_device *dev;
	struct ffa_fake *f;
	const char *path;

	(void)state;
	assert_int_equal(ffa_fake_new("empty", &f), 0);
	assert_int_equal(ffa_model_add(ffa_fake_model(f), 0x80ab, 1, FFA_PROP_DIRECT_RECV, run_repeat, NULL, &p), 0);
	assert_int_equal(ffa_fake_load(f, NULL), 0);
	assert_int_equal(ffa_fake_open(NULL, f, &dev), 0);
	assert_int_equal(ffa_device_list(dev, NULL, &list), 0);
	assert_int_equal(ffa_list_count(list), 1);
	path = ffa_info_path(ffa_list_get(list, 0));
	assert_true(strlen(path) > 4);
	assert_string_equal(path + strlen(path) - 4, "80ab");
	ffa_list_free(list);
	ffa_device_close(dev);
	assert_int_equal(ffa_fake_free(f), 0);
}

static void test_empty_machine_lists_nothing(void **state)
{
	struct ffa_list *list;
	struct ffa_device *dev;
	struct ffa_fake *f;

	(void)state;
	assert_int_equal(ffa_fake_new("nonsense", &f), -EINVAL);
	assert_null(f);
	assert_int_equal(ffa_fake_new("empty", &f), 0);
	assert_int_equal(ffa_fake_open(NULL, f, &dev), -ENODEV);
	assert_int_equal(ffa_fake_load(f, NULL), 0);
	assert_int_equal(ffa_fake_open(NULL, f, &dev), 0);
	assert_int_equal(ffa_device_list(dev, NULL, &list), 0);
	assert_int_equal(ffa_list_count(list), 0);
	ffa_list_free(list);
	ffa_device_close(dev);
	assert_int_equal(ffa_fake_free(f), 0);
}

const struct CMUnitTest policy_cases[] = {
	cmocka_unit_test(test_policy_denies_optee_unless_allowed),
	cmocka_unit_test(test_policy_denies_what_deny_names),
	cmocka_unit_test(test_policy_denies_what_allow_names_too),
	cmocka_unit_test(test_policy_denies_the_partition_of_a_denied_service),
	cmocka_unit_test(test_policy_of_a_partition_without_uuids),
	cmocka_unit_test(test_policy_knows_uuids_that_are_not_listed),
	cmocka_unit_test(test_policy_of_partitions_that_tell_no_uuid),
	cmocka_unit_test(test_policy_that_cannot_be_asked),
	cmocka_unit_test(test_policy_refuses_what_is_no_uuid),
	cmocka_unit_test(test_duplicate_service_has_one_node),
	cmocka_unit_test(test_service_without_uuid_has_the_id_as_name),
	cmocka_unit_test(test_empty_machine_lists_nothing),
};
const size_t policy_case_count = ARRAY_SIZE(policy_cases);
