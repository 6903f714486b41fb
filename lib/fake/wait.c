/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <errno.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include "kfake.h"

#include <kfake/cpu.h>
#include <kfake/wait.h>

#define LOOK_NS		1000000u	/* how often a thread looks that got no descriptor */

void kfake_queue_init(struct wait_queue_head *queue)
{
	pthread_mutex_init(&queue->lock, NULL);
	INIT_LIST_HEAD(&queue->waiters);
}

void kfake_queue_add(struct wait_queue_head *queue, struct kfake_waiter *waiter)
{
	waiter->queue = queue;
	pthread_mutex_lock(&queue->lock);
	list_add_tail(&waiter->node, &queue->waiters);
	pthread_mutex_unlock(&queue->lock);
}

void kfake_queue_remove(struct kfake_waiter *waiter)
{
	pthread_mutex_lock(&waiter->queue->lock);
	list_del(&waiter->node);
	pthread_mutex_unlock(&waiter->queue->lock);
}

void kfake_queue_wake(struct wait_queue_head *queue)
{
	struct kfake_waiter *waiter;

	pthread_mutex_lock(&queue->lock);
	list_for_each_entry(waiter, &queue->waiters, node)
		waiter->wake(waiter);
	pthread_mutex_unlock(&queue->lock);
}

bool kfake_queue_active(struct wait_queue_head *queue)
{
	bool active;

	pthread_mutex_lock(&queue->lock);
	active = !list_empty(&queue->waiters);
	pthread_mutex_unlock(&queue->lock);
	return active;
}

static void wait_wake(struct kfake_waiter *waiter)
{
	const struct kfake_wait *wait = container_of(waiter, struct kfake_wait, waiter);

	if (wait->fd >= 0)
		eventfd_write(wait->fd, 1);
}

/* What a thread itself brings about is never blocked. */
static void wait_block_signals(sigset_t *old)
{
	static const int own[] = { SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGSYS, SIGTRAP };
	sigset_t all;
	size_t i;

	sigfillset(&all);
	for (i = 0; i < ARRAY_SIZE(own); i++)
		sigdelset(&all, own[i]);
	pthread_sigmask(SIG_BLOCK, &all, old);
}

static u64 wait_deadline(s64 timeout)
{
	u64 now = kfake_time_ns();

	if (timeout <= 0)
		return now;
	return (u64)timeout >= (u64)KTIME_MAX - now ? U64_MAX : now + (u64)timeout;
}

void kfake_wait_begin(struct kfake_wait *wait, struct wait_queue_head *queue, bool interruptible, s64 timeout)
{
	kfake_context_check_sleep();
	kfake_file_look_woken();
	wait->waiter.wake = wait_wake;
	wait->fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	wait->interruptible = interruptible;
	wait->deadline = wait_deadline(timeout);
	/* In a kernel the signal would be pending until the system call is over. */
	wait->why = interruptible && kfake_context()->signalled ? -ERESTARTSYS : 0;
	if (interruptible)
		wait_block_signals(&wait->mask);
	kfake_queue_add(queue, &wait->waiter);
}

int kfake_wait_prepare(struct kfake_wait *wait)
{
	eventfd_t count;

	if (wait->fd >= 0)
		eventfd_read(wait->fd, &count);
	if (wait->why)
		return wait->why;
	return wait->deadline != U64_MAX && kfake_time_ns() >= wait->deadline ? -ETIME : 0;
}

void kfake_wait_sleep(struct kfake_wait *wait)
{
	struct pollfd fd = { .fd = wait->fd, .events = POLLIN };
	u64 now = kfake_time_ns();
	u64 left = wait->deadline > now ? wait->deadline - now : 0;
	struct timespec spec;
	bool forever = wait->deadline == U64_MAX && wait->fd >= 0;

	if (wait->fd < 0)
		left = min_t(u64, left, LOOK_NS);
	spec.tv_sec = (time_t)(left / (u64)NSEC_PER_SEC);
	spec.tv_nsec = (long)(left % (u64)NSEC_PER_SEC);
	if (ppoll(&fd, 1, forever ? NULL : &spec, wait->interruptible ? &wait->mask : NULL) >= 0 || !wait->interruptible)
		return;
	wait->why = -ERESTARTSYS;
	kfake_context()->signalled = true;
}

void kfake_wait_end(struct kfake_wait *wait)
{
	kfake_queue_remove(&wait->waiter);
	if (wait->fd >= 0)
		close(wait->fd);
	if (wait->interruptible)
		pthread_sigmask(SIG_SETMASK, &wait->mask, NULL);
}

void kfake_completion_init(struct completion *completion)
{
	completion->done = 0;
	kfake_queue_init(&completion->wait);
}

void kfake_completion_reinit(struct completion *completion)
{
	pthread_mutex_lock(&completion->wait.lock);
	completion->done = 0;
	pthread_mutex_unlock(&completion->wait.lock);
}

/* Woken under the lock, because whoever takes the completion may free it. */
void kfake_complete(struct completion *completion, bool all)
{
	struct kfake_waiter *waiter;

	pthread_mutex_lock(&completion->wait.lock);
	if (all)
		completion->done = UINT_MAX;
	else if (completion->done != UINT_MAX)
		completion->done++;
	list_for_each_entry(waiter, &completion->wait.waiters, node)
		waiter->wake(waiter);
	pthread_mutex_unlock(&completion->wait.lock);
}

bool kfake_completion_take(struct completion *completion)
{
	bool done;

	pthread_mutex_lock(&completion->wait.lock);
	done = completion->done;
	if (done && completion->done != UINT_MAX)
		completion->done--;
	pthread_mutex_unlock(&completion->wait.lock);
	return done;
}
