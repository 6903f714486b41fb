/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef TESTS_CLI_LIBRARY_H
#define TESTS_CLI_LIBRARY_H

#include <ffa/ffa.h>

/* In place of libffa: what its functions answer, and in which order they were called. */

struct ffa_info {
	uint16_t id;
	uint16_t contexts;
	uint32_t properties;
	uint8_t uuid[16];
	const char *path;
};

/* What a send or resume gives. */
struct outcome {
	int r;
	int32_t status;
	enum ffa_origin origin;
};

struct library {
	struct ffa_info infos[8];
	size_t count;
	struct ffa_info unlisted; /* found by its UUID only */
	int device_error;
	unsigned int device_opens;
	void (*on_device_open)(void); /* called by each, which then sets device_error to next_device_error */
	int next_device_error;
	int list_error;
	int ids_error;
	int limit_error;
	int partition_error;
	unsigned int good_opens; /* so many partitions open before partition_error */
	unsigned int opens;
	unsigned int closes;
	unsigned int msgs;
	uint32_t attributes;
	uint32_t feature_id; /* the one that is answered with feature_error */
	int feature_error;
	uint32_t w2;
	uint32_t w3;
	unsigned int features;
	struct outcome outcomes[16]; /* in order, for send and resume alike */
	char calls[17]; /* s or r per send and resume */
	uint64_t first_words[16]; /* of the msg */
	size_t n;
	size_t interrupt_at; /* the send or resume in which SIGINT comes; 0: none */
	int last_timeout;
	int fd; /* of every partition */
};

extern struct library library;

/* Nothing fails, and there is one partition: 0x8001 with UUID 11..., direct messages. */
void library_reset(void);

#endif
