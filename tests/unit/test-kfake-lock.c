/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "kfake-test.h"

#include <kfake/cpu.h>
#include <kfake/lock.h>
#include <kfake/slab.h>
#include <kfake/time.h>

#define THREADS	8
#define ROUNDS	2000

struct counter {
	struct mutex mutex;
	spinlock_t lock;
	int n;
};

static void count_with_mutex(void *arg)
{
	struct counter *counter = arg;
	int i;

	for (i = 0; i < ROUNDS; i++) {
		mutex_lock(&counter->mutex);
		counter->n++;
		mutex_unlock(&counter->mutex);
	}
}

static void count_with_spin_lock(void *arg)
{
	struct counter *counter = arg;
	unsigned long flags;
	int i;

	for (i = 0; i < ROUNDS; i++) {
		spin_lock_irqsave(&counter->lock, flags);
		counter->n++;
		spin_unlock_irqrestore(&counter->lock, flags);
	}
}

static int count(void (*fn)(void *arg))
{
	struct runner runners[THREADS];
	struct counter counter = { .n = 0 };
	int i;

	mutex_init(&counter.mutex);
	spin_lock_init(&counter.lock);
	for (i = 0; i < THREADS; i++)
		runner_start(&runners[i], NULL, fn, &counter);
	for (i = 0; i < THREADS; i++)
		runner_join(&runners[i]);
	return counter.n;
}

static void test_lock_excludes_others(void **state)
{
	(void)state;
	assert_int_equal(count(count_with_mutex), THREADS * ROUNDS);
	assert_int_equal(count(count_with_spin_lock), THREADS * ROUNDS);
}

static void try_lock(void *arg)
{
	struct mutex *mutex = arg;

	WARN_ON(!mutex_trylock(mutex));
	mutex_unlock(mutex);
}

static void test_trylock_does_not_wait(void **state)
{
	static DEFINE_MUTEX(mutex);
	struct runner runner;

	(void)state;
	runner_start(&runner, NULL, try_lock, &mutex);
	runner_join(&runner);
	assert_int_equal(mutex_trylock(&mutex), 1);
	assert_int_equal(mutex_trylock(&mutex), 0);
	mutex_unlock(&mutex);
}

static void assert_held(void *mutex)
{
	lockdep_assert_held((struct mutex *)mutex);
}

static void assert_not_held(void *mutex)
{
	lockdep_assert_not_held((struct mutex *)mutex);
}

static void lock_mutex(void *mutex)
{
	mutex_lock((struct mutex *)mutex);
}

static void unlock_mutex(void *mutex)
{
	mutex_unlock((struct mutex *)mutex);
}

static void test_lock_knows_its_owner(void **state)
{
	DEFINE_MUTEX(mutex);

	(void)state;
	assert_not_held(&mutex);
	assert_bug(assert_held, &mutex);
	assert_bug(unlock_mutex, &mutex);
	mutex_lock(&mutex);
	assert_held(&mutex);
	assert_bug(assert_not_held, &mutex);
	assert_bug(lock_mutex, &mutex);
	mutex_unlock(&mutex);
}

static void sleep_a_little(void *arg)
{
	(void)arg;
	msleep(1);
}

static void allocate(void *arg)
{
	(void)arg;
	kfree(kmalloc(1, GFP_KERNEL));
}

static void test_spin_lock_forbids_sleep(void **state)
{
	DEFINE_SPINLOCK(lock);
	DEFINE_MUTEX(mutex);

	(void)state;
	spin_lock(&lock);
	assert_bug(sleep_a_little, NULL);
	assert_bug(lock_mutex, &mutex);
	assert_bug(allocate, NULL);
	kfree(kmalloc(1, GFP_ATOMIC));
	spin_unlock(&lock);
	sleep_a_little(NULL);
	allocate(NULL);
}

static void ask_for_cpu(void *cpu)
{
	*(unsigned int *)cpu = smp_processor_id();
}

static void test_cpu_is_asked_for_pinned(void **state)
{
	unsigned int cpu;

	(void)state;
	assert_bug(ask_for_cpu, &cpu);
	migrate_disable();
	ask_for_cpu(&cpu);
	assert_int_equal(cpu, raw_smp_processor_id());
	assert_bug(sleep_a_little, NULL);
	migrate_enable();
	assert_true(cpu < nr_cpu_ids);
	assert_int_equal(get_cpu(), cpu);
	put_cpu();
}

static void leave_locked(void *arg)
{
	struct kfake_machine machine;
	struct kfake_visit visit;

	kfake_machine_init(&machine);
	kfake_enter(&visit, &machine);
	if (arg)
		mutex_lock((struct mutex *)arg);
	else
		migrate_disable();
	kfake_leave(&visit);
}

static void test_driver_is_not_left_with_a_lock(void **state)
{
	DEFINE_MUTEX(mutex);

	(void)state;
	assert_bug(leave_locked, &mutex);
	assert_bug(leave_locked, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lock_excludes_others),
		cmocka_unit_test(test_trylock_does_not_wait),
		cmocka_unit_test(test_lock_knows_its_owner),
		cmocka_unit_test(test_spin_lock_forbids_sleep),
		cmocka_unit_test(test_cpu_is_asked_for_pinned),
		cmocka_unit_test(test_driver_is_not_left_with_a_lock),
	};

	return cmocka_run_group_tests_name("kfake-lock", tests, NULL, NULL) != 0;
}
