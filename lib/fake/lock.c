/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "kfake.h"

#include <kfake/bug.h>
#include <kfake/cpu.h>
#include <kfake/lock.h>

/* A thread is known by its context. */
static void lock_acquire(struct kfake_lock *lock)
{
	WARN_ON(__atomic_load_n(&lock->owner, __ATOMIC_RELAXED) == kfake_context());
	pthread_mutex_lock(&lock->lock);
	__atomic_store_n(&lock->owner, kfake_context(), __ATOMIC_RELAXED);
}

static void lock_release(struct kfake_lock *lock)
{
	kfake_lock_assert(lock, true);
	__atomic_store_n(&lock->owner, NULL, __ATOMIC_RELAXED);
	pthread_mutex_unlock(&lock->lock);
}

void kfake_lock_init(struct kfake_lock *lock)
{
	pthread_mutex_init(&lock->lock, NULL);
	lock->owner = NULL;
}

void kfake_lock_assert(const struct kfake_lock *lock, bool held)
{
	WARN_ON((__atomic_load_n(&lock->owner, __ATOMIC_RELAXED) == kfake_context()) != held);
}

void kfake_mutex_lock(struct mutex *mutex)
{
	kfake_might_sleep();
	lock_acquire(&mutex->kfake);
	kfake_context()->mutexes++;
}

int kfake_mutex_trylock(struct mutex *mutex)
{
	if (pthread_mutex_trylock(&mutex->kfake.lock))
		return 0;
	__atomic_store_n(&mutex->kfake.owner, kfake_context(), __ATOMIC_RELAXED);
	kfake_context()->mutexes++;
	return 1;
}

void kfake_mutex_unlock(struct mutex *mutex)
{
	lock_release(&mutex->kfake);
	kfake_context()->mutexes--;
}

void kfake_spin_lock(spinlock_t *lock)
{
	lock_acquire(&lock->kfake);
	kfake_cpu_preempt_disable();
}

void kfake_spin_unlock(spinlock_t *lock)
{
	lock_release(&lock->kfake);
	kfake_cpu_preempt_enable();
}
