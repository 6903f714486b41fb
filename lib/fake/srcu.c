/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <time.h>

#include "kfake.h"

#include <kfake/bug.h>
#include <kfake/srcu.h>

#define SECOND	(1ull << 63)	/* new readers count in the upper counter */
#define UPPER	(1ull << 31)	/* its one */
#define COUNT	(UPPER - 1)

static u64 srcu_one(u64 state)
{
	return state & SECOND ? UPPER : 1;
}

static u64 srcu_readers(const struct srcu_struct *srcu, u64 one)
{
	return __atomic_load_n(&srcu->state, __ATOMIC_ACQUIRE) / one & COUNT;
}

int kfake_srcu_init(struct srcu_struct *srcu)
{
	pthread_mutex_init(&srcu->lock, NULL);
	srcu->state = 0;
	return 0;
}

void kfake_srcu_cleanup(struct srcu_struct *srcu)
{
	WARN_ON(srcu_readers(srcu, 1) || srcu_readers(srcu, UPPER));
	pthread_mutex_destroy(&srcu->lock);
}

int kfake_srcu_read_lock(struct srcu_struct *srcu)
{
	u64 state = __atomic_load_n(&srcu->state, __ATOMIC_RELAXED);

	while (!__atomic_compare_exchange_n(&srcu->state, &state, state + srcu_one(state), 0, __ATOMIC_ACQ_REL,
					    __ATOMIC_RELAXED))
		;
	return state & SECOND ? 1 : 0;
}

void kfake_srcu_read_unlock(struct srcu_struct *srcu, int index)
{
	u64 old = __atomic_fetch_sub(&srcu->state, index ? UPPER : 1, __ATOMIC_ACQ_REL);

	WARN_ON(!(old / (index ? UPPER : 1) & COUNT));
}

void kfake_srcu_synchronize(struct srcu_struct *srcu)
{
	struct timespec nap = { .tv_nsec = 20000 };
	u64 one;

	kfake_context_check_sleep();
	pthread_mutex_lock(&srcu->lock);
	one = srcu_one(__atomic_fetch_xor(&srcu->state, SECOND, __ATOMIC_ACQ_REL));
	while (srcu_readers(srcu, one)) {
		nanosleep(&nap, NULL);
		if (nap.tv_nsec < 1000000)
			nap.tv_nsec *= 2;
	}
	pthread_mutex_unlock(&srcu->lock);
}
