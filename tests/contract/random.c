/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
/*
 * Whatever firmware answers, the driver keeps to its deadlines and to its memory, and says success only of what was one.
 *
 * LIBFFA_SEED of the environment is where the numbers begin, and what is printed when a life goes wrong repeats that life.
 */

#include "random.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define LIVES_AT_ONCE	16	/* most of the time each waits for something */
#define DEFAULT_SEED	20260101

/* Lives until firmware has rewritten so many answers. */
struct run {
	enum emphasis emphasis;
	uint64_t quota;
	int peaceful;
	pthread_mutex_t lock;	/* what follows */
	uint64_t lives, loaded, sent, answered, calls, rewritten;
	char wrong[300];
};

static uint64_t first_seed(void)
{
	const char *seed = getenv("LIBFFA_SEED");

	return seed ? strtoull(seed, NULL, 0) : DEFAULT_SEED;
}

static void count(struct run *run, const struct life *life)
{
	pthread_mutex_lock(&run->lock);
	run->loaded += (unsigned int)life->loaded;
	run->sent += life->sent;
	run->answered += life->answered;
	run->calls += life->firmware.calls;
	run->rewritten += life->firmware.rewritten;
	if (*life->wrong && !*run->wrong)
		snprintf(run->wrong, sizeof(run->wrong), "LIBFFA_SEED=%" PRIu64 ": %s", life->seed, life->wrong);
	pthread_mutex_unlock(&run->lock);
}

/* The seed of the next life; 0: it was the last. */
static uint64_t next_seed(struct run *run)
{
	uint64_t seed = 0;

	pthread_mutex_lock(&run->lock);
	if ((run->peaceful ? run->calls : run->rewritten) < run->quota && !*run->wrong)
		seed = first_seed() + run->lives++;
	pthread_mutex_unlock(&run->lock);
	return seed;
}

static void *live(void *arg)
{
	struct run *run = arg;
	struct life *life = calloc(1, sizeof(*life));
	uint64_t seed;

	while (life && (seed = next_seed(run))) {
		*life->wrong = '\0';
		life->loaded = 0;
		life->sent = life->answered = 0;
		life->seed = seed;
		life->emphasis = run->emphasis;
		life->peaceful = run->peaceful;
		life_live(life);
		count(run, life);
	}
	free(life);
	return NULL;
}

static void report(const struct run *run)
{
	fprintf(stderr, "random: LIBFFA_SEED=%" PRIu64 ": %" PRIu64 " of %" PRIu64 " answers rewritten in %" PRIu64 " lives; ",
		first_seed(), run->rewritten, run->calls, run->lives);
	fprintf(stderr, "%" PRIu64 " loads, %" PRIu64 " messages, %" PRIu64 " answers\n", run->loaded, run->sent, run->answered);
}

static void run_lives(struct run *run)
{
	pthread_t threads[LIVES_AT_ONCE];
	size_t i;

	pthread_mutex_init(&run->lock, NULL);
	for (i = 0; i < LIVES_AT_ONCE; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, live, run), 0);
	for (i = 0; i < LIVES_AT_ONCE; i++)
		assert_int_equal(pthread_join(threads[i], NULL), 0);
	pthread_mutex_destroy(&run->lock);
	report(run);
	if (*run->wrong)
		fail_msg("%s", run->wrong);
	/* It did meet the driver, and went both ways. */
	assert_in_range(run->loaded, 1, run->lives);
	assert_in_range(run->answered, 1, run->sent);
}

/* The same lives with firmware that does as it should: the checks are right about right answers. */
static void test_right_answers(void **state)
{
	struct run run = { .emphasis = ON_MESSAGES, .quota = 10000, .peaceful = 1 };

	(void)state;
	run_lives(&run);
	assert_int_equal(run.rewritten, 0);
	assert_int_equal(run.loaded, run.lives);
}

static void test_random_answers_to_load(void **state)
{
	struct run run = { .emphasis = ON_LOAD, .quota = 60000 };

	(void)state;
	run_lives(&run);
	assert_true(run.rewritten >= run.quota);
	assert_true(run.loaded < run.lives);
}

static void test_random_answers_to_messages(void **state)
{
	struct run run = { .emphasis = ON_MESSAGES, .quota = 110000 };

	(void)state;
	run_lives(&run);
	assert_true(run.rewritten >= run.quota);
}

static void test_random_answers_to_lookups(void **state)
{
	struct run run = { .emphasis = ON_LOOKUPS, .quota = 40000 };

	(void)state;
	run_lives(&run);
	assert_true(run.rewritten >= run.quota);
}

int main(void)
{
	const struct CMUnitTest cases[] = {
		cmocka_unit_test(test_right_answers),
		cmocka_unit_test(test_random_answers_to_load),
		cmocka_unit_test(test_random_answers_to_messages),
		cmocka_unit_test(test_random_answers_to_lookups),
	};

	return cmocka_run_group_tests_name("contract-random", cases, NULL, NULL) != 0;
}
