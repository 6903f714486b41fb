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
extern const struct CMUnitTest fork_cases[];
extern const size_t fork_case_count;

/* A partition that repeats what it is told. */
ffa_model_run_fn run_repeat;

#endif
