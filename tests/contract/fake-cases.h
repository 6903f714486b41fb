/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef FAKE_CASES_H
#define FAKE_CASES_H

/* Cases that need a machine of their own or a firmware that misbehaves. */

#include "contract.h"

#include <ffa/fake.h>

extern const struct CMUnitTest load_cases[];
extern const size_t load_case_count;
extern const struct CMUnitTest policy_cases[];
extern const size_t policy_case_count;
extern const struct CMUnitTest answer_cases[];
extern const size_t answer_case_count;
extern const struct CMUnitTest cycle_cases[];
extern const size_t cycle_case_count;
extern const struct CMUnitTest unbind_cases[];
extern const size_t unbind_case_count;
extern const struct CMUnitTest fork_cases[];
extern const size_t fork_case_count;

/* A partition that repeats what it is told. */
ffa_model_run_fn run_repeat;

/* A machine whose one partition, 0x8001 with the UUID of service 1, is run. Closing it closes its files and frees it. */
struct lone {
	struct ffa_fake *f;
	struct ffa_device *dev;
	struct ffa_partition *p;
};
void lone_open(struct lone *lone, unsigned int contexts, ffa_model_run_fn *run, void *arg);
void lone_close(struct lone *lone);
uint64_t lone_count(const struct lone *lone, uint32_t fid);
/* One ioctl without the library in between, on a file of its own. */
int lone_ioctl(struct lone *lone, unsigned int request, void *arg);

#endif
