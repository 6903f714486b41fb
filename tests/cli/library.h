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
	int device_error;
	int list_error;
	int ids_error;
	int limit_error;
	int partition_error;
	struct outcome outcomes[8]; /* in order, for send and resume alike */
	char calls[16]; /* s or r per send and resume */
	size_t n;
	int last_timeout;
};

extern struct library library;

/* Nothing fails, and there is one partition: 0x8001 with UUID 11..., direct messages. */
void library_reset(void);

#endif
