/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef KFAKE_SRCU_H
#define KFAKE_SRCU_H

/*
 * Sleepable RCU. One word holds two counters of readers and which of them new readers use, so that a reader counts itself in
 * the right one at once; a grace period sends new readers to the other and waits until this one is empty. A reader touches
 * nothing after it has counted itself out: the struct may be gone by then.
 */

#include <pthread.h>

#include <kfake/types.h>

struct srcu_struct {
	pthread_mutex_t lock;	/* one grace period at a time */
	u64 state;
};

int kfake_srcu_init(struct srcu_struct *srcu);
void kfake_srcu_cleanup(struct srcu_struct *srcu);
int kfake_srcu_read_lock(struct srcu_struct *srcu);
void kfake_srcu_read_unlock(struct srcu_struct *srcu, int index);
void kfake_srcu_synchronize(struct srcu_struct *srcu);

#define init_srcu_struct(srcu)		kfake_srcu_init(srcu)
#define cleanup_srcu_struct(srcu)	kfake_srcu_cleanup(srcu)
#define srcu_read_lock(srcu)		kfake_srcu_read_lock(srcu)
#define srcu_read_unlock(srcu, index)	kfake_srcu_read_unlock(srcu, index)
#define synchronize_srcu(srcu)		kfake_srcu_synchronize(srcu)

#endif
