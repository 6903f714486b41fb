/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef KFAKE_WORK_H
#define KFAKE_WORK_H

/*
 * Workqueues. A queue has one worker thread, and more while work waits for one; they are gone when the queue is destroyed.
 * One work never runs twice at once, and its memory may go while it runs.
 */

#include <kfake/list.h>
#include <kfake/time.h>

struct work_struct;
struct workqueue_struct;
typedef void (*work_func_t)(struct work_struct *work);

/* All but func under the lock of the machine. */
struct work_struct {
	work_func_t func;
	struct workqueue_struct *queue;	/* NULL: not pending */
	struct list_head node;		/* of queue->pending */
	u64 due;
	unsigned int cpu;
	unsigned int runs;
	unsigned int cancels;		/* callers of cancel that wait: it cannot be queued */
	bool timed;
};

struct delayed_work {
	struct work_struct work;
};

#define WORK_CPU_UNBOUND	((int)KFAKE_CPUS)
#define WQ_UNBOUND		(1u << 1)
#define WQ_FREEZABLE		(1u << 2)
#define WQ_MEM_RECLAIM		(1u << 3)
#define WQ_HIGHPRI		(1u << 4)
#define WQ_CPU_INTENSIVE	(1u << 5)

struct workqueue_struct *kfake_workqueue_new(void);
void kfake_workqueue_free(struct workqueue_struct *queue);
void kfake_workqueue_flush(struct workqueue_struct *queue);
void kfake_work_init(struct work_struct *work, work_func_t func);
bool kfake_work_queue(int cpu, struct workqueue_struct *queue, struct work_struct *work, unsigned long delay, bool modify);
bool kfake_work_cancel(struct work_struct *work, bool sync);
bool kfake_work_flush(struct work_struct *work);
bool kfake_work_pending(struct work_struct *work);

#define alloc_workqueue(name, flags, ...)	((void)(name), (void)(flags), kfake_workqueue_new())
#define alloc_ordered_workqueue			the_fake_has_no_ordered_workqueue
#define destroy_workqueue(queue)		kfake_workqueue_free(queue)
#define flush_workqueue(queue)			kfake_workqueue_flush(queue)
#define drain_workqueue(queue)			kfake_workqueue_flush(queue)

#define INIT_WORK(w, function)			kfake_work_init(w, function)
#define INIT_DELAYED_WORK(w, function)		kfake_work_init(&(w)->work, function)
#define queue_work_on(cpu, queue, w)		kfake_work_queue(cpu, queue, w, 0, false)
#define queue_work(queue, w)			kfake_work_queue(WORK_CPU_UNBOUND, queue, w, 0, false)
#define queue_delayed_work_on(cpu, queue, w, delay) kfake_work_queue(cpu, queue, &(w)->work, delay, false)
#define queue_delayed_work(queue, w, delay)	kfake_work_queue(WORK_CPU_UNBOUND, queue, &(w)->work, delay, false)
#define mod_delayed_work_on(cpu, queue, w, delay) kfake_work_queue(cpu, queue, &(w)->work, delay, true)
#define mod_delayed_work(queue, w, delay)	kfake_work_queue(WORK_CPU_UNBOUND, queue, &(w)->work, delay, true)
#define cancel_work_sync(w)			kfake_work_cancel(w, true)
#define cancel_delayed_work(w)			kfake_work_cancel(&(w)->work, false)
#define cancel_delayed_work_sync(w)		kfake_work_cancel(&(w)->work, true)
#define flush_work(w)				kfake_work_flush(w)
#define flush_delayed_work(w)			kfake_work_flush(&(w)->work)
#define work_pending(w)				kfake_work_pending(w)
#define delayed_work_pending(w)			kfake_work_pending(&(w)->work)

static inline struct delayed_work *to_delayed_work(struct work_struct *work)
{
	return container_of(work, struct delayed_work, work);
}

#endif
