/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef KFAKE_LOCK_H
#define KFAKE_LOCK_H

/* Mutexes and spin locks. Both know their owner: lockdep_assert_held() is checked, and so is sleeping under a spin lock. */

#include <pthread.h>

#include <kfake/types.h>

struct kfake_lock {
	pthread_mutex_t lock;
	const void *owner;
};

struct mutex {
	struct kfake_lock kfake;
};

typedef struct spinlock {
	struct kfake_lock kfake;
} spinlock_t;

#define KFAKE_LOCK_INIT		{ .kfake = { .lock = PTHREAD_MUTEX_INITIALIZER } }
#define DEFINE_MUTEX(name)	struct mutex name = KFAKE_LOCK_INIT
#define DEFINE_SPINLOCK(name)	spinlock_t name = KFAKE_LOCK_INIT

void kfake_lock_init(struct kfake_lock *lock);
void kfake_lock_assert(const struct kfake_lock *lock, bool held);
void kfake_mutex_lock(struct mutex *mutex);
int kfake_mutex_trylock(struct mutex *mutex);
void kfake_mutex_unlock(struct mutex *mutex);
void kfake_spin_lock(spinlock_t *lock);
void kfake_spin_unlock(spinlock_t *lock);

#define mutex_init(mutex)		kfake_lock_init(&(mutex)->kfake)
#define mutex_destroy(mutex)		kfake_lock_assert(&(mutex)->kfake, false)
#define mutex_lock(mutex)		kfake_mutex_lock(mutex)
#define mutex_lock_interruptible(mutex)	(kfake_mutex_lock(mutex), 0)
#define mutex_lock_killable(mutex)	(kfake_mutex_lock(mutex), 0)
#define mutex_trylock(mutex)		kfake_mutex_trylock(mutex)
#define mutex_unlock(mutex)		kfake_mutex_unlock(mutex)

#define spin_lock_init(lock)			kfake_lock_init(&(lock)->kfake)
#define spin_lock(lock)				kfake_spin_lock(lock)
#define spin_unlock(lock)			kfake_spin_unlock(lock)
#define spin_lock_irq(lock)			kfake_spin_lock(lock)
#define spin_unlock_irq(lock)			kfake_spin_unlock(lock)
#define spin_lock_bh(lock)			kfake_spin_lock(lock)
#define spin_unlock_bh(lock)			kfake_spin_unlock(lock)
#define spin_lock_irqsave(lock, flags)		((flags) = 0, kfake_spin_lock(lock))
#define spin_unlock_irqrestore(lock, flags)	((void)(flags), kfake_spin_unlock(lock))

#define lockdep_assert_held(lock)	kfake_lock_assert(&(lock)->kfake, true)
#define lockdep_assert_not_held(lock)	kfake_lock_assert(&(lock)->kfake, false)

#endif
