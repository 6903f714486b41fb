/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef KFAKE_FAKE_H
#define KFAKE_FAKE_H

/* The public face of libffa-fake and what its files share. */

#include <stdint.h>

/* Everything is compiled with hidden visibility; these are what libffa-fake.map may export. */
#pragma GCC visibility push(default)
#include <ffa/fake.h>
#include "ops.h"
extern const struct ffa_fake_entry ffa_fake_entry;
#pragma GCC visibility pop

struct kfake_machine;

struct kfake_machine *kfake_fake_machine(struct ffa_fake *f);
/* One call to the firmware of the machine that this thread is in. */
void kfake_fake_call(unsigned int cpu, uint64_t x[18]);

#endif
