/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <signal.h>
#include <stdlib.h>
#include <time.h>

#include "kfake.h"

#include <kfake/bug.h>
#include <kfake/cpu.h>
#include <kfake/work.h>

/* All under machine->work_lock. */
struct workqueue_struct {
	struct kfake_machine *machine;
	struct list_head pending;
	pthread_cond_t wake;
	unsigned int pending_count;
	unsigned int busy;	/* workers that run something */
	unsigned int workers;
	bool dying;
};

struct worker {
	struct list_head node;	/* of machine->workers */
	struct workqueue_struct *queue;
	pthread_t thread;
	const struct work_struct *work;	/* what it runs; may be freed meanwhile */
	unsigned int run;		/* the work's own */
	unsigned int order;		/* among all runs of the machine */
};

static struct worker *work_runner(struct kfake_machine *machine, const struct work_struct *work)
{
	struct worker *worker;

	list_for_each_entry(worker, &machine->workers, node)
		if (worker->work == work)
			return worker;
	return NULL;
}

static void work_dequeue(struct work_struct *work)
{
	list_del(&work->node);
	work->queue->pending_count--;
	work->queue = NULL;
}

/* ---- workers ---- */

/* The work that is due first and does not run; when is its time. */
static struct work_struct *worker_next(struct workqueue_struct *queue, u64 *when)
{
	struct work_struct *work, *next = NULL;

	*when = U64_MAX;
	list_for_each_entry(work, &queue->pending, node) {
		if (work->due >= *when || work_runner(queue->machine, work))
			continue;
		next = work;
		*when = work->due;
	}
	return next;
}

static void worker_wait(struct workqueue_struct *queue, u64 when)
{
	struct timespec spec = {
		.tv_sec = (time_t)(when / (u64)NSEC_PER_SEC),
		.tv_nsec = (long)(when % (u64)NSEC_PER_SEC),
	};

	if (when == U64_MAX)
		pthread_cond_wait(&queue->wake, &queue->machine->work_lock);
	else
		pthread_cond_timedwait(&queue->wake, &queue->machine->work_lock, &spec);
}

static void worker_call(work_func_t func, struct work_struct *work, unsigned int cpu)
{
	struct kfake_context *context = kfake_context();

	context->bound = cpu < KFAKE_CPUS;
	if (context->bound)
		context->cpu = cpu + 1;
	func(work);
	kfake_context_check();
	kfake_file_look_woken();
}

static void worker_run(struct worker *worker, struct work_struct *work)
{
	struct workqueue_struct *queue = worker->queue;
	struct kfake_machine *machine = queue->machine;
	work_func_t func = work->func;
	unsigned int cpu = work->cpu;

	work_dequeue(work);
	queue->busy++;
	worker->work = work;
	worker->run = ++work->runs;
	worker->order = ++machine->runs;
	pthread_mutex_unlock(&machine->work_lock);
	worker_call(func, work, cpu);
	pthread_mutex_lock(&machine->work_lock);
	worker->work = NULL;
	queue->busy--;
	pthread_cond_broadcast(&machine->work_done);
}

static void *worker_main(void *arg)
{
	struct worker *worker = arg;
	struct workqueue_struct *queue = worker->queue;
	struct kfake_machine *machine = queue->machine;
	struct work_struct *work;
	u64 when;

	kfake_context()->machine = machine;
	pthread_mutex_lock(&machine->work_lock);
	while (!queue->dying) {
		work = worker_next(queue, &when);
		if (work && when <= kfake_time_ns())
			worker_run(worker, work);
		else
			worker_wait(queue, when);
	}
	pthread_mutex_unlock(&machine->work_lock);
	return NULL;
}

/* Workers take no signal: those are for the program's own threads. */
static int worker_new(struct workqueue_struct *queue)
{
	struct worker *worker = calloc(1, sizeof(*worker));
	sigset_t all, old;
	int err;

	if (!worker)
		return -ENOMEM;
	worker->queue = queue;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &old);
	err = pthread_create(&worker->thread, NULL, worker_main, worker);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	if (err) {
		free(worker);
		return -err;
	}
	list_add_tail(&worker->node, &queue->machine->workers);
	queue->workers++;
	return 0;
}

static struct worker *worker_of(struct workqueue_struct *queue)
{
	struct worker *worker;

	list_for_each_entry(worker, &queue->machine->workers, node)
		if (worker->queue == queue)
			return worker;
	return NULL;
}

/* ---- queues ---- */

static void queue_init_wake(struct workqueue_struct *queue)
{
	pthread_condattr_t attr;

	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&queue->wake, &attr);
	pthread_condattr_destroy(&attr);
}

static void queue_free(struct workqueue_struct *queue)
{
	pthread_cond_destroy(&queue->wake);
	free(queue);
}

struct workqueue_struct *kfake_workqueue_new(void)
{
	struct workqueue_struct *queue = kfake_slab_fails() ? NULL : calloc(1, sizeof(*queue));
	int err;

	if (!queue)
		return NULL;
	queue->machine = kfake_current_machine();
	INIT_LIST_HEAD(&queue->pending);
	queue_init_wake(queue);
	pthread_mutex_lock(&queue->machine->work_lock);
	err = worker_new(queue);
	pthread_mutex_unlock(&queue->machine->work_lock);
	if (!err)
		return queue;
	queue_free(queue);
	return NULL;
}

static bool queue_is_idle(const struct workqueue_struct *queue)
{
	const struct work_struct *work;
	u64 now = kfake_time_ns();

	list_for_each_entry(work, &queue->pending, node)
		if (!work->timed || work->due <= now)
			return false;
	return !queue->busy;
}

static void queue_drain(struct workqueue_struct *queue)
{
	while (!queue_is_idle(queue))
		pthread_cond_wait(&queue->machine->work_done, &queue->machine->work_lock);
}

void kfake_workqueue_flush(struct workqueue_struct *queue)
{
	kfake_context_check_sleep();
	pthread_mutex_lock(&queue->machine->work_lock);
	queue_drain(queue);
	pthread_mutex_unlock(&queue->machine->work_lock);
}

void kfake_workqueue_free(struct workqueue_struct *queue)
{
	struct kfake_machine *machine = queue->machine;
	struct worker *worker;

	kfake_context_check_sleep();
	pthread_mutex_lock(&machine->work_lock);
	queue_drain(queue);
	/* A timer that fires after this would find no queue. */
	WARN_ON(queue->pending_count);
	queue->dying = true;
	pthread_cond_broadcast(&queue->wake);
	while ((worker = worker_of(queue))) {
		list_del(&worker->node);
		pthread_mutex_unlock(&machine->work_lock);
		pthread_join(worker->thread, NULL);
		free(worker);
		pthread_mutex_lock(&machine->work_lock);
	}
	pthread_mutex_unlock(&machine->work_lock);
	queue_free(queue);
}

static bool queue_runs(struct kfake_machine *machine, unsigned int last)
{
	const struct worker *worker;

	list_for_each_entry(worker, &machine->workers, node)
		if (worker->work && (int)(worker->order - last) <= 0)
			return true;
	return false;
}

void kfake_work_settle(struct kfake_machine *machine)
{
	unsigned int last;

	pthread_mutex_lock(&machine->work_lock);
	last = machine->runs;
	while (queue_runs(machine, last))
		pthread_cond_wait(&machine->work_done, &machine->work_lock);
	pthread_mutex_unlock(&machine->work_lock);
}

/* ---- work ---- */

void kfake_work_init(struct work_struct *work, work_func_t func)
{
	*work = (struct work_struct){ .func = func };
}

static void work_enqueue(int cpu, struct workqueue_struct *queue, struct work_struct *work, unsigned long delay)
{
	const struct worker *runner = work_runner(queue->machine, work);

	WARN_ON(cpu < 0 || cpu > WORK_CPU_UNBOUND || queue->dying || (runner && runner->queue != queue));
	work->due = delay ? kfake_time_ns() + jiffies_to_nsecs(delay) : 0;
	work->timed = delay;
	work->cpu = (unsigned int)cpu;
	work->queue = queue;
	list_add_tail(&work->node, &queue->pending);
	queue->pending_count++;
	/* One worker is always there; without a second one work only waits longer. */
	if (queue->workers < KFAKE_CPUS && queue->workers < queue->busy + queue->pending_count)
		(void)worker_new(queue);
	pthread_cond_broadcast(&queue->wake);
}

bool kfake_work_queue(int cpu, struct workqueue_struct *queue, struct work_struct *work, unsigned long delay, bool modify)
{
	bool was;

	pthread_mutex_lock(&queue->machine->work_lock);
	was = work->queue;
	if (was && modify)
		work_dequeue(work);
	if (!work->queue && !work->cancels)
		work_enqueue(cpu, queue, work, delay);
	else
		was = true;
	pthread_mutex_unlock(&queue->machine->work_lock);
	return modify ? was : !was;
}

bool kfake_work_cancel(struct work_struct *work, bool sync)
{
	struct kfake_machine *machine = kfake_current_machine();
	struct worker *runner;
	bool was;

	if (sync)
		kfake_context_check_sleep();
	pthread_mutex_lock(&machine->work_lock);
	was = work->queue;
	if (was)
		work_dequeue(work);
	work->cancels++;
	while (sync && (runner = work_runner(machine, work))) {
		WARN_ON(pthread_equal(runner->thread, pthread_self()));
		pthread_cond_wait(&machine->work_done, &machine->work_lock);
	}
	work->cancels--;
	/* For those who wait for what does not come any more. */
	pthread_cond_broadcast(&machine->work_done);
	pthread_mutex_unlock(&machine->work_lock);
	return was;
}

/* Is run number last, or one before it, still to come or under way? */
static bool work_is_ahead(struct kfake_machine *machine, const struct work_struct *work, unsigned int last)
{
	const struct worker *runner = work_runner(machine, work);

	if (runner && (int)(runner->run - last) <= 0)
		return true;
	return work->queue && (int)(work->runs - last) < 0;
}

bool kfake_work_flush(struct work_struct *work)
{
	struct kfake_machine *machine = kfake_current_machine();
	unsigned int last;
	bool waited;

	kfake_context_check_sleep();
	pthread_mutex_lock(&machine->work_lock);
	last = work->runs;
	if (work->queue) {
		last++;
		work->due = 0;
		pthread_cond_broadcast(&work->queue->wake);
	}
	waited = work_is_ahead(machine, work, last);
	while (work_is_ahead(machine, work, last))
		pthread_cond_wait(&machine->work_done, &machine->work_lock);
	pthread_mutex_unlock(&machine->work_lock);
	return waited;
}

bool kfake_work_pending(struct work_struct *work)
{
	struct kfake_machine *machine = kfake_current_machine();
	bool pending;

	pthread_mutex_lock(&machine->work_lock);
	pending = work->queue;
	pthread_mutex_unlock(&machine->work_lock);
	return pending;
}
