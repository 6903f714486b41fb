/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef FAKE_CASES_H
#define FAKE_CASES_H

/* Cases that need a machine of their own or a firmware that misbehaves. */

#include "contract.h"

#include <ffa/fake.h>

extern const struct CMUnitTest variant_cases[];
extern const size_t variant_case_count;
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
extern const struct CMUnitTest version_cases[];
extern const size_t version_case_count;
extern const struct CMUnitTest register_cases[];
extern const size_t register_case_count;
extern const struct CMUnitTest buffer_cases[];
extern const size_t buffer_case_count;
extern const struct CMUnitTest lookup_cases[];
extern const size_t lookup_case_count;
extern const struct CMUnitTest quirk_cases[];
extern const size_t quirk_case_count;
extern const struct CMUnitTest many_cases[];
extern const size_t many_case_count;
extern const struct CMUnitTest fork_cases[];
extern const size_t fork_case_count;

/* machine-fake.c: what a variant says; no quirk is FFA_MODEL_QUIRKS. 0 or -EINVAL. */
int variant_parse(const char *variant, uint32_t *version, unsigned int *quirk);

/* A partition that repeats what it is told. */
ffa_model_run_fn run_repeat;

/* A machine that is not loaded yet, of firmware with this version and quirk (FFA_MODEL_QUIRKS: none). */
struct ffa_fake *fake_of(const char *set, uint32_t version, unsigned int quirk);
/* The same with one partition, 0x8001, that has service 1. */
struct ffa_fake *fake_of_one(uint32_t version, unsigned int contexts, uint32_t properties, ffa_model_run_fn *run, void *arg);

/* Rewrites the completions of one function of a machine's firmware; fid 0: of all. */
struct spoiler;
typedef void spoil_fn(struct spoiler *spoiler, const uint64_t request[18], uint64_t x[18]);
struct spoiler {
	uint32_t fid;
	spoil_fn *spoil;
	unsigned int calls;	/* so many were rewritten before */
	unsigned int wrong;	/* for the case to look at: an assertion must not leave the driver half-way */
	uint64_t arg;
	uint8_t *rx;		/* the RX buffer, while there is one */
};
/* Before the first call. */
void spoil_with(struct spoiler *spoiler, struct ffa_fake *f);
/*
 * What ffa_fake_load() says of the default set with firmware of version that is spoiled so, and, if it worked, how many entries
 * the full list then has; and how often firmware was called until it was all over.
 */
struct loaded {
	int ret;
	int by_registers;
	size_t count;
	uint64_t info_regs, info, releases, maps, unmaps;
};
struct loaded load_spoiled(uint32_t version, struct spoiler *spoiler);
struct loaded load_quirky(uint32_t version, unsigned int quirk, struct spoiler *spoiler);
/* FFA_ERROR with this code. */
void answer_error(uint64_t x[18], int32_t status);

/* A machine whose one partition, 0x8001 with the UUID of service 1, is run. Closing it closes its files and frees it. */
struct lone {
	struct ffa_fake *f;
	struct ffa_device *dev;
	struct ffa_partition *p;
};
void lone_open(struct lone *lone, unsigned int contexts, ffa_model_run_fn *run, void *arg);
/* The same with a machine of the caller's that has it. */
void lone_open_on(struct lone *lone, struct ffa_fake *f);
void lone_close(struct lone *lone);
uint64_t lone_count(const struct lone *lone, uint32_t fid);
/* One ioctl without the library in between, on a file of its own. */
int lone_ioctl(struct lone *lone, unsigned int request, void *arg);

#endif
