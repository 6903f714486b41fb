/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "kfake-test.h"

#include <stdlib.h>
#include <string.h>

#include <kfake/atomic.h>
#include <kfake/cpu.h>
#include <kfake/wait.h>
#include <kfake/work.h>

#define NEVER	msecs_to_jiffies(10 * SOON_MS)

/* A work that says when it starts and goes on when it is let. */
struct job {
	struct delayed_work work;
	struct workqueue_struct *queue;
	struct completion started;
	struct completion go;
	bool holds;		/* waits for go */
	int again;		/* how often it queues itself */
	unsigned int cpu;
	atomic_t runs;
	atomic_t at_once;
};

static void job_run(struct work_struct *work)
{
	struct job *job = container_of(to_delayed_work(work), struct job, work);

	WARN_ON(atomic_inc_return(&job->at_once) != 1);
	job->cpu = smp_processor_id();
	complete(&job->started);
	if (job->holds)
		wait_for_completion(&job->go);
	if (job->again-- > 0)
		queue_delayed_work_on(1, job->queue, &job->work, 0);
	atomic_dec(&job->at_once);
	atomic_inc(&job->runs);
}

static void job_init(struct job *job, struct workqueue_struct *queue)
{
	memset(job, 0, sizeof(*job));
	job->queue = queue;
	init_completion(&job->started);
	init_completion(&job->go);
	INIT_DELAYED_WORK(&job->work, job_run);
}

static struct workqueue_struct *queue_new(void)
{
	struct workqueue_struct *queue = alloc_workqueue("test", WQ_CPU_INTENSIVE | WQ_FREEZABLE, 0);

	assert_non_null(queue);
	return queue;
}

static void assert_started(struct job *job)
{
	assert_true(wait_for_completion_timeout(&job->started, msecs_to_jiffies(SOON_MS)) > 0);
}

static void test_work_runs_on_its_cpu(void **state)
{
	struct workqueue_struct *queue = queue_new();
	struct job job;
	int cpu;

	(void)state;
	for (cpu = 0; cpu < (int)KFAKE_CPUS; cpu++) {
		job_init(&job, queue);
		assert_true(queue_delayed_work_on(cpu, queue, &job.work, 0));
		flush_workqueue(queue);
		assert_int_equal(atomic_read(&job.runs), 1);
		assert_int_equal(job.cpu, cpu);
	}
	destroy_workqueue(queue);
}

static void test_work_waits_for_its_time(void **state)
{
	struct workqueue_struct *queue = queue_new();
	struct job late, never;
	u64 start = kfake_time_ns();

	(void)state;
	job_init(&late, queue);
	job_init(&never, queue);
	assert_true(queue_delayed_work_on(0, queue, &never.work, NEVER));
	assert_true(queue_delayed_work_on(0, queue, &late.work, msecs_to_jiffies(5)));
	assert_started(&late);
	assert_true(kfake_time_ns() - start >= 5000000);
	assert_true(delayed_work_pending(&never.work));
	assert_true(cancel_delayed_work_sync(&never.work));
	destroy_workqueue(queue);
	assert_int_equal(atomic_read(&never.runs), 0);
	assert_int_equal(atomic_read(&late.runs), 1);
}

static void test_work_is_queued_once(void **state)
{
	struct workqueue_struct *queue = queue_new();
	struct job job;

	(void)state;
	job_init(&job, queue);
	assert_true(queue_delayed_work_on(0, queue, &job.work, NEVER));
	assert_false(queue_delayed_work_on(0, queue, &job.work, 0));
	assert_true(mod_delayed_work_on(0, queue, &job.work, 0));
	assert_started(&job);
	destroy_workqueue(queue);
	assert_int_equal(atomic_read(&job.runs), 1);
}

static void test_work_is_modified_also_when_idle(void **state)
{
	struct workqueue_struct *queue = queue_new();
	struct job job;

	(void)state;
	job_init(&job, queue);
	assert_false(mod_delayed_work_on(0, queue, &job.work, 0));
	assert_started(&job);
	destroy_workqueue(queue);
}

static void test_work_never_runs_twice_at_once(void **state)
{
	struct workqueue_struct *queue = queue_new();
	struct job job;

	(void)state;
	job_init(&job, queue);
	job.holds = true;
	assert_true(queue_delayed_work_on(0, queue, &job.work, 0));
	assert_started(&job);
	assert_true(queue_delayed_work_on(3, queue, &job.work, 0));
	complete_all(&job.go);
	destroy_workqueue(queue);
	assert_int_equal(atomic_read(&job.runs), 2);
}

static void test_work_that_sleeps_does_not_hold_up_others(void **state)
{
	struct workqueue_struct *queue = queue_new();
	struct job sleeper, other;

	(void)state;
	job_init(&sleeper, queue);
	job_init(&other, queue);
	sleeper.holds = true;
	assert_true(queue_delayed_work_on(0, queue, &sleeper.work, 0));
	assert_started(&sleeper);
	assert_true(queue_delayed_work_on(0, queue, &other.work, 0));
	assert_started(&other);
	complete(&sleeper.go);
	destroy_workqueue(queue);
}

static void cancel(void *arg)
{
	struct job *job = arg;

	cancel_delayed_work_sync(&job->work);
}

static void test_cancel_waits_for_what_runs(void **state)
{
	struct workqueue_struct *queue = queue_new();
	struct runner runner;
	struct job job;

	job_init(&job, queue);
	job.holds = true;
	job.again = 1;
	assert_true(queue_delayed_work_on(0, queue, &job.work, 0));
	assert_started(&job);
	runner_start(&runner, *state, cancel, &job);
	assert_false(readable(runner.done, NOT_MS));
	/* Neither from outside nor from inside while somebody cancels. */
	assert_false(queue_delayed_work_on(0, queue, &job.work, 0));
	complete_all(&job.go);
	runner_join(&runner);
	assert_int_equal(atomic_read(&job.runs), 1);
	assert_false(delayed_work_pending(&job.work));
	assert_true(queue_delayed_work_on(0, queue, &job.work, 0));
	destroy_workqueue(queue);
	assert_int_equal(atomic_read(&job.runs), 2);
}

static void test_cancel_of_idle_work(void **state)
{
	struct workqueue_struct *queue = queue_new();
	struct job job;

	(void)state;
	job_init(&job, queue);
	assert_false(cancel_delayed_work_sync(&job.work));
	destroy_workqueue(queue);
	assert_false(cancel_delayed_work_sync(&job.work));
}

static void test_flush_runs_what_waits_for_its_time(void **state)
{
	struct workqueue_struct *queue = queue_new();
	struct job job;

	(void)state;
	job_init(&job, queue);
	assert_false(flush_delayed_work(&job.work));
	assert_true(queue_delayed_work_on(0, queue, &job.work, NEVER));
	assert_true(flush_delayed_work(&job.work));
	assert_int_equal(atomic_read(&job.runs), 1);
	destroy_workqueue(queue);
}

static void test_destroy_drains(void **state)
{
	struct workqueue_struct *queue = queue_new();
	struct job jobs[20];
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(jobs); i++) {
		job_init(&jobs[i], queue);
		jobs[i].again = 2;
		assert_true(queue_delayed_work_on((int)(i % KFAKE_CPUS), queue, &jobs[i].work, 0));
	}
	destroy_workqueue(queue);
	for (i = 0; i < ARRAY_SIZE(jobs); i++)
		assert_int_equal(atomic_read(&jobs[i].runs), 3);
}

static void destroy_with_timer(void *arg)
{
	struct workqueue_struct *queue;
	struct job job;

	(void)arg;
	queue = queue_new();
	job_init(&job, queue);
	queue_delayed_work_on(0, queue, &job.work, NEVER);
	destroy_workqueue(queue);
}

static void test_destroy_under_a_timer_is_a_bug(void **state)
{
	(void)state;
	assert_bug(destroy_with_timer, NULL);
}

static void free_work(struct work_struct *work)
{
	free(work);
}

static void test_work_may_free_itself(void **state)
{
	struct workqueue_struct *queue = queue_new();
	int i;

	(void)state;
	for (i = 0; i < 100; i++) {
		struct work_struct *work = malloc(sizeof(*work));

		INIT_WORK(work, free_work);
		assert_true(queue_work(queue, work));
	}
	destroy_workqueue(queue);
}

static void test_workqueue_needs_memory(void **state)
{
	(void)state;
	kfake_slab_fail(1);
	assert_null(alloc_workqueue("test", 0, 0));
}

#define inside(test)	cmocka_unit_test_setup_teardown(test, machine_setup, machine_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		inside(test_work_runs_on_its_cpu),
		inside(test_work_waits_for_its_time),
		inside(test_work_is_queued_once),
		inside(test_work_is_modified_also_when_idle),
		inside(test_work_never_runs_twice_at_once),
		inside(test_work_that_sleeps_does_not_hold_up_others),
		inside(test_cancel_waits_for_what_runs),
		inside(test_cancel_of_idle_work),
		inside(test_flush_runs_what_waits_for_its_time),
		inside(test_destroy_drains),
		inside(test_destroy_under_a_timer_is_a_bug),
		inside(test_work_may_free_itself),
		inside(test_workqueue_needs_memory),
	};

	return cmocka_run_group_tests_name("kfake-work", tests, NULL, NULL) != 0;
}
