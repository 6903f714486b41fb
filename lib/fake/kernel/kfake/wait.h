/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef KFAKE_WAIT_H
#define KFAKE_WAIT_H

/*
 * Wait queues and completions. A waiting thread sleeps in ppoll(2) on a descriptor of its own: unlike a futex that one is
 * never restarted after a signal handler. Signals are blocked from before the first look at the condition until after the
 * last, so none is lost between looking and sleeping.
 */

#include <pthread.h>
#include <signal.h>

#include <kfake/bug.h>
#include <kfake/list.h>
#include <kfake/time.h>

typedef struct wait_queue_head {
	pthread_mutex_t lock;
	struct list_head waiters;
} wait_queue_head_t;

struct kfake_waiter {
	struct list_head node;
	struct wait_queue_head *queue;
	void (*wake)(struct kfake_waiter *waiter);	/* under queue->lock */
};

struct kfake_wait {
	struct kfake_waiter waiter;
	int fd;				/* -1: out of descriptors, looks again every millisecond */
	bool interruptible;
	u64 deadline;			/* U64_MAX: none */
	int why;
	sigset_t mask;
};

#define __WAIT_QUEUE_HEAD_INITIALIZER(name) \
	{ .lock = PTHREAD_MUTEX_INITIALIZER, .waiters = LIST_HEAD_INIT((name).waiters) }
#define DECLARE_WAIT_QUEUE_HEAD(name) struct wait_queue_head name = __WAIT_QUEUE_HEAD_INITIALIZER(name)

void kfake_queue_init(struct wait_queue_head *queue);
void kfake_queue_add(struct wait_queue_head *queue, struct kfake_waiter *waiter);
void kfake_queue_remove(struct kfake_waiter *waiter);
void kfake_queue_wake(struct wait_queue_head *queue);
bool kfake_queue_active(struct wait_queue_head *queue);

void kfake_wait_begin(struct kfake_wait *wait, struct wait_queue_head *queue, bool interruptible, s64 timeout);
int kfake_wait_prepare(struct kfake_wait *wait);	/* 0, -ERESTARTSYS, -ETIME: look at the condition, then obey */
void kfake_wait_sleep(struct kfake_wait *wait);
void kfake_wait_end(struct kfake_wait *wait);

#define init_waitqueue_head(queue)		kfake_queue_init(queue)
#define waitqueue_active(queue)			kfake_queue_active(queue)
#define wq_has_sleeper(queue)			kfake_queue_active(queue)
#define wake_up(queue)				kfake_queue_wake(queue)
#define wake_up_all(queue)			kfake_queue_wake(queue)
#define wake_up_interruptible(queue)		kfake_queue_wake(queue)
#define wake_up_interruptible_all(queue)	kfake_queue_wake(queue)
#define wake_up_poll(queue, events)		((void)(events), kfake_queue_wake(queue))
#define wake_up_interruptible_poll(queue, events) ((void)(events), kfake_queue_wake(queue))

/* timeout in ns, KTIME_MAX: none */
#define kfake_wait_event(queue, condition, interruptible, timeout) ({			\
	int kfake_ret = 0;								\
	if (!(condition)) {								\
		struct kfake_wait kfake_wait;						\
		kfake_wait_begin(&kfake_wait, &(queue), (interruptible), (timeout));	\
		for (;;) {								\
			kfake_ret = kfake_wait_prepare(&kfake_wait);			\
			if (condition) {						\
				kfake_ret = 0;						\
				break;							\
			}								\
			if (kfake_ret)							\
				break;							\
			kfake_wait_sleep(&kfake_wait);					\
		}									\
		kfake_wait_end(&kfake_wait);						\
	}										\
	kfake_ret; })

/* jiffies left, at least 1, when the condition came true; 0 when time ran out */
#define kfake_wait_event_timeout(queue, condition, interruptible, timeout) ({			\
	u64 kfake_end = kfake_time_ns() + jiffies_to_nsecs(timeout);				\
	long kfake_left = kfake_wait_event(queue, condition, interruptible, (s64)jiffies_to_nsecs(timeout)); \
	if (kfake_left == -ETIME)								\
		kfake_left = 0;									\
	else if (!kfake_left)									\
		kfake_left = max((s64)(kfake_end - kfake_time_ns()) / NSEC_PER_MSEC, (s64)1);	\
	kfake_left; })

#define wait_event(queue, condition)			((void)kfake_wait_event(queue, condition, false, KTIME_MAX))
#define wait_event_killable(queue, condition)		kfake_wait_event(queue, condition, false, KTIME_MAX)
#define wait_event_interruptible(queue, condition)	kfake_wait_event(queue, condition, true, KTIME_MAX)
#define wait_event_hrtimeout(queue, condition, timeout)	kfake_wait_event(queue, condition, false, timeout)
#define wait_event_interruptible_hrtimeout(queue, condition, timeout) kfake_wait_event(queue, condition, true, timeout)
#define wait_event_timeout(queue, condition, timeout)	kfake_wait_event_timeout(queue, condition, false, timeout)
#define wait_event_interruptible_timeout(queue, condition, timeout) \
	kfake_wait_event_timeout(queue, condition, true, timeout)

struct completion {
	unsigned int done;	/* under wait.lock; UINT_MAX: for all */
	struct wait_queue_head wait;
};

#define DECLARE_COMPLETION(name) struct completion name = { .wait = __WAIT_QUEUE_HEAD_INITIALIZER((name).wait) }

void kfake_completion_init(struct completion *completion);
void kfake_completion_reinit(struct completion *completion);
void kfake_complete(struct completion *completion, bool all);
bool kfake_completion_take(struct completion *completion);

#define init_completion(completion)	kfake_completion_init(completion)
#define reinit_completion(completion)	kfake_completion_reinit(completion)
#define complete(completion)		kfake_complete(completion, false)
#define complete_all(completion)	kfake_complete(completion, true)
#define try_wait_for_completion(completion) kfake_completion_take(completion)
#define wait_for_completion(completion)	wait_event((completion)->wait, kfake_completion_take(completion))
#define wait_for_completion_interruptible(completion) \
	wait_event_interruptible((completion)->wait, kfake_completion_take(completion))
#define wait_for_completion_killable(completion) \
	wait_event_killable((completion)->wait, kfake_completion_take(completion))
#define wait_for_completion_timeout(completion, timeout) \
	((unsigned long)wait_event_timeout((completion)->wait, kfake_completion_take(completion), timeout))
#define wait_for_completion_interruptible_timeout(completion, timeout) \
	wait_event_interruptible_timeout((completion)->wait, kfake_completion_take(completion), timeout)

#endif
