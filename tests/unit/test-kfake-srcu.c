/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "kfake-test.h"

#include <stdlib.h>

#include <kfake/bug.h>
#include <kfake/compiler.h>
#include <kfake/srcu.h>

#define READERS	4
#define PERIODS	50

static void synchronize(void *srcu)
{
	synchronize_srcu((struct srcu_struct *)srcu);
}

static void test_srcu_waits_for_readers(void **state)
{
	struct srcu_struct srcu;
	struct runner runner;
	int outer, inner;

	(void)state;
	assert_int_equal(init_srcu_struct(&srcu), 0);
	outer = srcu_read_lock(&srcu);
	inner = srcu_read_lock(&srcu);
	runner_start(&runner, NULL, synchronize, &srcu);
	assert_false(readable(runner.done, NOT_MS));
	srcu_read_unlock(&srcu, inner);
	assert_false(readable(runner.done, NOT_MS));
	srcu_read_unlock(&srcu, outer);
	runner_join(&runner);
	cleanup_srcu_struct(&srcu);
}

static void test_srcu_does_not_wait_for_later_readers(void **state)
{
	struct srcu_struct srcu;
	struct runner runner;
	int early, late;

	(void)state;
	assert_int_equal(init_srcu_struct(&srcu), 0);
	early = srcu_read_lock(&srcu);
	runner_start(&runner, NULL, synchronize, &srcu);
	do {
		late = srcu_read_lock(&srcu);
		if (late == early)
			srcu_read_unlock(&srcu, late);
	} while (late == early);
	srcu_read_unlock(&srcu, early);
	runner_join(&runner);
	srcu_read_unlock(&srcu, late);
	synchronize(&srcu);
	synchronize(&srcu);
	cleanup_srcu_struct(&srcu);
}

struct shared {
	struct srcu_struct srcu;
	int *value;		/* -1: nobody has it any more */
	bool stop;
};

static void read_values(void *arg)
{
	struct shared *shared = arg;
	int index;

	while (!READ_ONCE(shared->stop)) {
		index = srcu_read_lock(&shared->srcu);
		WARN_ON(*smp_load_acquire(&shared->value) < 0);
		srcu_read_unlock(&shared->srcu, index);
	}
}

static void test_srcu_protects_what_readers_see(void **state)
{
	struct shared shared = { .stop = false };
	struct runner readers[READERS];
	int i, *old;

	(void)state;
	assert_int_equal(init_srcu_struct(&shared.srcu), 0);
	shared.value = calloc(1, sizeof(int));
	for (i = 0; i < READERS; i++)
		runner_start(&readers[i], NULL, read_values, &shared);
	for (i = 0; i < PERIODS; i++) {
		old = xchg(&shared.value, calloc(1, sizeof(int)));
		synchronize_srcu(&shared.srcu);
		*old = -1;
		free(old);
	}
	WRITE_ONCE(shared.stop, true);
	for (i = 0; i < READERS; i++)
		runner_join(&readers[i]);
	free(shared.value);
	cleanup_srcu_struct(&shared.srcu);
}

static void clean_up(void *srcu)
{
	cleanup_srcu_struct((struct srcu_struct *)srcu);
}

static void unlock(void *srcu)
{
	srcu_read_unlock((struct srcu_struct *)srcu, 0);
}

static void test_srcu_under_a_reader_is_not_cleaned_up(void **state)
{
	struct srcu_struct srcu;
	int index;

	(void)state;
	assert_int_equal(init_srcu_struct(&srcu), 0);
	assert_bug(unlock, &srcu);
	index = srcu_read_lock(&srcu);
	assert_bug(clean_up, &srcu);
	srcu_read_unlock(&srcu, index);
	clean_up(&srcu);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_srcu_waits_for_readers),
		cmocka_unit_test(test_srcu_does_not_wait_for_later_readers),
		cmocka_unit_test(test_srcu_protects_what_readers_see),
		cmocka_unit_test(test_srcu_under_a_reader_is_not_cleaned_up),
	};

	return cmocka_run_group_tests_name("kfake-srcu", tests, NULL, NULL) != 0;
}
