/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "random.h"

#include <errno.h>
#include <string.h>

#define CALL_MS		200	/* that firmware may be BUSY in one call */

static struct truth *truth_of(struct user *user)
{
	return &user->life->firmware.truth;
}

/* ---- lists ---- */

static void check_entry(struct user *user, const struct ffa_info *info, const struct entry *entry, const uint8_t uuid[16])
{
	claim(user, entry->id == ffa_info_id(info), "ID %#x in place of %#x", ffa_info_id(info), entry->id);
	claim(user, entry->contexts == ffa_info_contexts(info), "contexts of %#x", entry->id);
	claim(user, entry->properties == ffa_info_properties(info), "properties of %#x", entry->id);
	claim(user, !memcmp(uuid, ffa_info_uuid(info), 16), "UUID of %#x", entry->id);
}

static void check_full_list(struct user *user, const struct listing *listing)
{
	size_t i, n = ffa_list_count(user->list);

	claim(user, listing->complete, "a list was made of what is none");
	claim(user, listing->count == n, "the list has %zu entries, not %zu", n, listing->count);
	for (i = 0; i < n && i < listing->count; i++)
		check_entry(user, ffa_list_get(user->list, i), &listing->entries[i], listing->entries[i].uuid);
}

static const struct listing *full_listing(struct user *user)
{
	uint32_t attributes;

	claim(user, ffa_device_attributes(user->dev, &attributes) == 0, "attributes");
	return attributes & FFA_DEVICE_INFO_REGS ? &truth_of(user)->registers : &truth_of(user)->memory;
}

void check_load(struct user *user)
{
	uint32_t firmware, negotiated;
	uint16_t own = 1, spmc = 1;

	claim(user, ffa_device_versions(user->dev, &firmware, &negotiated, NULL) == 0, "versions");
	claim(user, firmware == truth_of(user)->firmware && negotiated == truth_of(user)->negotiated,
	      "versions %#x and %#x, not %#x and %#x", firmware, negotiated, truth_of(user)->firmware, truth_of(user)->negotiated);
	claim(user, ffa_device_ids(user->dev, &own, &spmc) == (truth_of(user)->has_spmc_id ? 0 : -ENODATA), "the SPMC's ID");
	claim(user, own == truth_of(user)->own_id && spmc == truth_of(user)->spmc_id, "IDs %#x and %#x", own, spmc);
	check_full_list(user, full_listing(user));
}

/* Firmware older than 1.2 is asked for each UUID. */
static int is_asked(struct user *user)
{
	return truth_of(user)->negotiated < FFA_VERSION_1_2;
}

static int has_id(const struct listing *listing, uint16_t id)
{
	size_t i;

	for (i = 0; i < listing->count; i++) {
		if (listing->entries[i].id == id)
			return 1;
	}
	return 0;
}

/* The first of its partition, none of which has the UUID. */
static int stands_in(const struct listing *all, size_t i, const uint8_t uuid[16])
{
	size_t j;

	for (j = 0; j < all->count; j++) {
		if (all->entries[j].id == all->entries[i].id && (j < i || !memcmp(all->entries[j].uuid, uuid, 16)))
			return 0;
	}
	return 1;
}

static int is_wanted(struct user *user, const struct listing *all, size_t i, const uint8_t uuid[16])
{
	if (!memcmp(all->entries[i].uuid, uuid, 16))
		return 1;
	return is_asked(user) && has_id(&truth_of(user)->found, all->entries[i].id) && stands_in(all, i, uuid);
}

/* Compares, if there is a list; how many entries there should be. */
static size_t check_found(struct user *user, const struct ffa_list *list, const uint8_t uuid[16])
{
	const struct listing *all = full_listing(user);
	size_t i, n = 0;

	for (i = 0; i < all->count; i++) {
		if (!is_wanted(user, all, i, uuid))
			continue;
		if (list && n < ffa_list_count(list))
			check_entry(user, ffa_list_get(list, n), &all->entries[i], uuid);
		n++;
	}
	claim(user, !list || n == ffa_list_count(list), "%zu entries were found, not %zu", list ? ffa_list_count(list) : 0, n);
	return n;
}

/* What firmware said under a UUID; that it does not know it is no failure. */
static int expect_answer(struct user *user)
{
	int32_t status;
	int ret = truth_of_call(truth_of(user)->lookup, &status);

	if (ret)
		return ret == -EINVAL ? 0 : ret;
	return truth_of(user)->found.complete ? 0 : -EPROTO;
}

static void pick_uuid(struct user *user, uint8_t uuid[16])
{
	const size_t n = ffa_list_count(user->list);
	uint64_t halves[2] = { roll(&user->dice), roll(&user->dice) };

	memcpy(uuid, halves, sizeof(halves));
	if (n && chance(&user->dice, 200))
		memcpy(uuid, ffa_info_uuid(ffa_list_get(user->list, below(&user->dice, (uint32_t)n))), 16);
	uuid[0] |= 1;	/* not nil, which is another question */
}

void act_list(struct user *user)
{
	const uint64_t begin = begin_ms();
	struct ffa_list *list;
	uint8_t uuid[16];
	uint64_t before;
	int ret, expected = 0;

	pick_uuid(user, uuid);
	before = ffa_model_count(ffa_fake_model(user->f), FFA_FN_PARTITION_INFO_GET);
	ret = ffa_device_list(user->dev, uuid, &list);
	took(user, begin, CALL_MS, "a list");
	claim(user, is_asked(user) == (ffa_model_count(ffa_fake_model(user->f), FFA_FN_PARTITION_INFO_GET) != before),
	      "firmware %s asked", is_asked(user) ? "was not" : "was");
	if (is_asked(user))
		expected = expect_answer(user);
	if (!expected && !check_found(user, list, uuid))
		expected = -ENOENT;
	claim(user, ret == expected, "a list by UUID is %d, not %d", ret, expected);
	ffa_list_free(list);
}

/* ---- features and limits ---- */

void act_feature(struct user *user)
{
	const uint64_t begin = begin_ms();
	uint32_t w2 = 1, w3 = 1;
	int32_t status;
	int ret, expected;

	ret = ffa_device_feature(user->dev, (uint32_t)roll_edge(&user->dice), (uint32_t)roll(&user->dice), &w2, &w3);
	took(user, begin, CALL_MS, "a feature");
	expected = truth_of_call(truth_of(user)->feature, &status);
	claim(user, ret == expected, "a feature is %d, not %d", ret, expected);
	claim(user, w2 == (ret ? 0 : (uint32_t)truth_of(user)->feature[2]), "w2 of a feature is %#x", w2);
	claim(user, w3 == (ret ? 0 : (uint32_t)truth_of(user)->feature[3]), "w3 of a feature is %#x", w3);
}

void act_limit(struct user *user)
{
	uint64_t value = 1;
	int ret;

	ret = ffa_device_limit(user->dev, FFA_LIMIT_RXTX_BYTES, &value);
	claim(user, ret == (truth_of(user)->rx ? 0 : -ENODATA), "the size of the buffers is %d", ret);
	claim(user, value == (truth_of(user)->rx ? truth_of(user)->rx_size : 0), "buffers of %llu bytes", (unsigned long long)value);
	ret = ffa_device_limit(user->dev, FFA_LIMIT_DIRECT_WORDS, &value);
	claim(user, ret == 0 && value == (truth_of(user)->negotiated < FFA_VERSION_1_2 ? 5 : 14), "words of a message");
}
