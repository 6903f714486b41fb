/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "contract.h"

#include <poll.h>
#include <string.h>

uint32_t spoken(void)
{
	struct ffa_device *dev;
	uint32_t negotiated;

	assert_int_equal(machine_open(&dev), 0);
	assert_int_equal(ffa_device_versions(dev, NULL, &negotiated, NULL), 0);
	ffa_device_close(dev);
	return negotiated;
}

unsigned int entry_count(void)
{
	return spoken() == FFA_VERSION_1_0 ? 8 : 9;
}

void uuid_of(unsigned int nn, uint8_t uuid[16])
{
	const uint8_t base[16] = { 0xff, 0xa0, 0x00, (uint8_t)nn, 0, 0, 0x40, 0, 0x80 };

	memcpy(uuid, base, sizeof(base));
}

struct ffa_partition *partition_of(unsigned int nn)
{
	struct ffa_device *dev;
	struct ffa_partition *p;
	uint8_t uuid[16];

	uuid_of(nn, uuid);
	assert_int_equal(machine_open(&dev), 0);
	assert_int_equal(ffa_partition_open_uuid(dev, uuid, &p), 0);
	ffa_device_close(dev);
	return p;
}

struct door *door_of(unsigned int nn)
{
	struct ffa_partition *p = partition_of(nn);
	struct door *door = door_open(ffa_info_path(ffa_partition_info(p)));

	ffa_partition_close(p);
	assert_non_null(door);
	return door;
}

struct ffa_msg *msg_of(uint32_t w3, uint32_t w4, uint32_t w5, uint32_t w6, uint32_t w7)
{
	const uint32_t words[5] = { w3, w4, w5, w6, w7 };
	struct ffa_msg *m;

	assert_int_equal(ffa_msg_new(&m), 0);
	assert_int_equal(ffa_msg_set32(m, words, 5), 0);
	return m;
}

unsigned int form_count(void)
{
	return spoken() < FFA_VERSION_1_2 ? FORM_REQ2 : FORM_REQ2 + 1;
}

void set_form(struct ffa_msg *m, enum form form, const uint64_t words[14])
{
	uint32_t narrow[5];
	size_t i;

	for (i = 0; i < 5; i++)
		narrow[i] = (uint32_t)words[i];
	if (form == FORM_32)
		assert_int_equal(ffa_msg_set32(m, narrow, 5), 0);
	else if (form == FORM_64)
		assert_int_equal(ffa_msg_set64(m, words, 5), 0);
	else
		assert_int_equal(ffa_msg_set_req2(m, words, 14), 0);
}

void assert_answer_of_form(const struct ffa_msg *m, enum form form, const uint64_t words[14])
{
	const uint64_t mask = form == FORM_32 ? UINT32_MAX : UINT64_MAX;
	const size_t n = form == FORM_REQ2 ? 14 : 5;
	const uint64_t *answer;
	size_t i;

	assert_int_equal(ffa_msg_answer(m, &answer), n);
	for (i = 0; i < n; i++)
		assert_true(answer[i] == (words[i] & mask));
	assert_int_equal(ffa_msg_status(m), 0);
	assert_int_equal(ffa_msg_origin(m), FFA_ORIGIN_NONE);
}

void assert_answer(const struct ffa_msg *m, uint32_t w3, uint32_t w4, uint32_t w5, uint32_t w6, uint32_t w7)
{
	const uint32_t expected[5] = { w3, w4, w5, w6, w7 };
	const uint64_t *words;
	size_t i;

	assert_int_equal(ffa_msg_answer(m, &words), 5);
	for (i = 0; i < 5; i++)
		assert_int_equal(words[i], expected[i]);
	assert_int_equal(ffa_msg_status(m), 0);
	assert_int_equal(ffa_msg_origin(m), FFA_ORIGIN_NONE);
}

void assert_answers_again(unsigned int nn)
{
	struct ffa_partition *p = partition_of(nn);
	struct ffa_msg *m = msg_of(0, 0, 0, 0, 0x600d);

	assert_int_equal(ffa_partition_send(p, m, SOON_MS), 0);
	assert_answer(m, 0, 0, 0, 0, 0x600d);
	ffa_msg_free(m);
	ffa_partition_close(p);
}

int has_event(int fd, int timeout_ms)
{
	/* The fake's descriptors have POLLIN for everything. */
	struct pollfd pollfd = { .fd = fd, .events = POLLPRI | POLLIN };

	return poll(&pollfd, 1, timeout_ms) == 1;
}
