// SPDX-License-Identifier: GPL-2.0-only OR BSD-3-Clause
// SPDX-FileCopyrightText: The libffa contributors
/* The request of an open file, and the worker that carries on what was accepted and takes long. */

#include <linux/cpu.h>
#include <linux/delay.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/smp.h>

#include "ffac.h"

#define FFAC_ROUNDS_WORKER	8
#define FFAC_BACKOFF_MAX_MS	16
#define FFAC_YIELD_MAX_MS	1000
#define FFAC_OFFLINE_MS		100
#define FFAC_WAIT_STEP_MS	1
#define FFAC_DRAIN_MS		1000
#define FFAC_DRAIN_STEP_MS	10

static void ffac_request_work(struct work_struct *work);

struct ffac_request *ffac_request_new(struct ffac_host *host, const struct ffac_service *service)
{
	struct ffac_request *req = kzalloc(sizeof(*req), GFP_KERNEL_ACCOUNT);

	if (!req)
		return NULL;
	kref_init(&req->ref);
	ffac_host_get(host);
	req->host = host;
	req->service = service;
	init_waitqueue_head(&req->wait);
	atomic_set(&req->state, FFAC_REQUEST_IDLE);
	INIT_DELAYED_WORK(&req->work, ffac_request_work);
	spin_lock(&host->requests_lock);
	list_add_tail(&req->entry, &host->requests);
	spin_unlock(&host->requests_lock);
	return req;
}

static void ffac_request_release(struct kref *ref)
{
	struct ffac_request *req = container_of(ref, struct ffac_request, ref);
	struct ffac_host *host = req->host;

	spin_lock(&host->requests_lock);
	list_del(&req->entry);
	spin_unlock(&host->requests_lock);
	kfree(req);
	ffac_host_put(host);
}

void ffac_request_put(struct ffac_request *req)
{
	kref_put(&req->ref, ffac_request_release);
}

void ffac_request_close(struct ffac_request *req)
{
	atomic_cmpxchg(&req->state, FFAC_REQUEST_PARKED, FFAC_REQUEST_ORPHAN);
	ffac_request_put(req);
}

/*
 * Must its context run where it ran last? That of a partition with a single context migrates, but what is interrupted may be
 * one of another partition that it called.
 */
static bool ffac_request_pinned(const struct ffac_request *req)
{
	return req->service->info.contexts > 1 || ffaw_high(req->context) != req->service->info.id;
}

static void ffac_request_set(struct ffac_request *req, int error, s32 status, u8 origin)
{
	req->answer.error = error;
	req->answer.status = status;
	req->answer.origin = origin;
	req->answer.responder = 0;
}

static void ffac_request_answered(struct ffac_request *req, const u64 x[FFAW_REGS])
{
	ffac_request_set(req, 0, 0, FFA_IOC_ORIGIN_NONE);
	req->answer.responder = req->service->info.id;
	ffaw_direct_words(x, req->answer.words);
}

enum ffac_verdict ffac_request_judge(struct ffac_request *req, const u64 x[FFAW_REGS])
{
	s32 status;

	switch (ffaw_w(x, 0)) {
	case FFAW_INTERRUPT:
		req->context = ffaw_w(x, 1);
		return FFAC_INTERRUPTED;
	case FFAW_YIELD:
		req->context = ffaw_w(x, 1);
		req->yield_ns = ffaw_yield_timeout(x);
		return FFAC_YIELDED;
	case FFAW_ERROR:
		status = ffaw_completion(x);
		ffac_request_set(req, ffac_status_errno(status), status, FFA_IOC_ORIGIN_FRAMEWORK);
		return status == FFAW_STATUS_BUSY ? FFAC_BUSY : FFAC_ENDED;
	}
	if (ffaw_direct_answers(x, req->fid, req->host->id, req->service->info.id))
		ffac_request_answered(req, x);
	else
		ffac_request_set(req, -EPROTO, 0, FFA_IOC_ORIGIN_FRAMEWORK);
	return FFAC_ENDED;
}

enum ffac_verdict ffac_request_run(struct ffac_request *req)
{
	u64 x[FFAW_REGS];

	ffaw_run(x, req->context);
	ffac_call(req->host, x);
	return ffac_request_judge(req, x);
}

/*
 * How long the context waits for its next slice: as long as it asked for, or ever longer up to a bound, which is higher when
 * nobody waits.
 */
static unsigned long ffac_request_delay(struct ffac_request *req, enum ffac_verdict verdict)
{
	bool orphan = atomic_read(&req->state) == FFAC_REQUEST_ORPHAN;
	unsigned int ms = req->backoff_ms;
	u64 yield_ns;

	req->backoff_ms = min_t(unsigned int, ms ? ms * 2 : 1, orphan ? FFAC_YIELD_MAX_MS : FFAC_BACKOFF_MAX_MS);
	if (verdict == FFAC_YIELDED && req->yield_ns) {
		yield_ns = min_t(u64, req->yield_ns, FFAC_YIELD_MAX_MS * NSEC_PER_MSEC);
		ms = DIV_ROUND_UP_ULL(yield_ns, NSEC_PER_MSEC);
	}
	return msecs_to_jiffies(ms);
}

void ffac_request_park(struct ffac_request *req, enum ffac_verdict verdict)
{
	struct ffac_host *host = req->host;
	unsigned long delay;
	int idx;

	req->cpu = raw_smp_processor_id();
	req->backoff_ms = 0;
	delay = ffac_request_delay(req, verdict);
	/* The worker's, until ffac_request_end(). */
	kref_get(&req->ref);
	__module_get(THIS_MODULE);
	/* From here on unbind does not wait for the caller, but for this: until the work is where it can be cancelled. */
	idx = srcu_read_lock(&host->srcu);
	atomic_set_release(&req->state, FFAC_REQUEST_PARKED);
	queue_delayed_work_on(ffac_request_pinned(req) ? req->cpu : WORK_CPU_UNBOUND, host->wq, &req->work, delay);
	srcu_read_unlock(&host->srcu, idx);
}

/* A timer must not be left on a CPU that is offline: until it comes back the work looks for it from elsewhere. */
static void ffac_request_requeue(struct ffac_request *req, unsigned long delay)
{
	int cpu = WORK_CPU_UNBOUND;

	cpus_read_lock();
	if (ffac_request_pinned(req) && cpu_online(req->cpu))
		cpu = req->cpu;
	queue_delayed_work_on(cpu, req->host->wq, &req->work, delay);
	cpus_read_unlock();
}

static void ffac_request_end(struct ffac_request *req)
{
	if (atomic_cmpxchg(&req->state, FFAC_REQUEST_PARKED, FFAC_REQUEST_DONE) == FFAC_REQUEST_PARKED)
		wake_up_all(&req->wait);
	else
		atomic_set(&req->state, FFAC_REQUEST_DONE);
	ffac_request_put(req);
	/* Not the end of this module: remove waits for the work that may be running here. */
	module_put(THIS_MODULE);
}

static enum ffac_verdict ffac_request_slice(struct ffac_request *req)
{
	enum ffac_verdict verdict;
	unsigned int round = 0;

	do {
		cond_resched();
		verdict = ffac_request_run(req);
	} while (verdict == FFAC_INTERRUPTED && ++round < FFAC_ROUNDS_WORKER);
	return verdict;
}

static void ffac_request_work(struct work_struct *work)
{
	struct ffac_request *req = container_of(to_delayed_work(work), struct ffac_request, work);
	enum ffac_verdict verdict;

	migrate_disable();
	if (ffac_request_pinned(req) && raw_smp_processor_id() != req->cpu) {
		migrate_enable();
		ffac_request_requeue(req, cpu_online(req->cpu) ? 1 : msecs_to_jiffies(FFAC_OFFLINE_MS));
		return;
	}
	/* A context that any CPU may run can call one that belongs to this CPU. */
	req->cpu = raw_smp_processor_id();
	verdict = ffac_request_slice(req);
	migrate_enable();
	if (verdict == FFAC_ENDED)
		ffac_request_end(req);
	else
		ffac_request_requeue(req, ffac_request_delay(req, verdict));
}

void ffac_request_wake_all(struct ffac_host *host)
{
	struct ffac_request *req;

	spin_lock(&host->requests_lock);
	list_for_each_entry(req, &host->requests, entry)
		wake_up_all(&req->wait);
	spin_unlock(&host->requests_lock);
}

static bool ffac_request_any_sends(struct ffac_host *host)
{
	struct ffac_request *req;
	bool sends = false;

	spin_lock(&host->requests_lock);
	list_for_each_entry(req, &host->requests, entry)
		sends |= atomic_read_acquire(&req->state) == FFAC_REQUEST_SENDING;
	spin_unlock(&host->requests_lock);
	return sends;
}

void ffac_request_wait_all(struct ffac_host *host)
{
	while (ffac_request_any_sends(host))
		msleep(FFAC_WAIT_STEP_MS);
}

static bool ffac_request_has_worker(const struct ffac_request *req)
{
	int state = atomic_read(&req->state);

	return state == FFAC_REQUEST_PARKED || state == FFAC_REQUEST_ORPHAN;
}

static struct ffac_request *ffac_request_get_parked(struct ffac_host *host)
{
	struct ffac_request *req, *found = NULL;

	spin_lock(&host->requests_lock);
	list_for_each_entry(req, &host->requests, entry) {
		if (ffac_request_has_worker(req) && kref_get_unless_zero(&req->ref)) {
			found = req;
			break;
		}
	}
	spin_unlock(&host->requests_lock);
	return found;
}

/* A context that is left half-way is BUSY for ever to whoever comes next: those that are nearly done may end. */
static void ffac_request_drain(struct ffac_host *host)
{
	struct ffac_request *req;
	unsigned int ms;

	for (ms = 0; ms < FFAC_DRAIN_MS; ms += FFAC_DRAIN_STEP_MS) {
		req = ffac_request_get_parked(host);
		if (!req)
			return;
		ffac_request_put(req);
		msleep(FFAC_DRAIN_STEP_MS);
	}
}

void ffac_request_end_all(struct ffac_host *host)
{
	struct ffac_request *req;

	ffac_request_drain(host);
	while ((req = ffac_request_get_parked(host))) {
		cancel_delayed_work_sync(&req->work);
		if (ffac_request_has_worker(req)) {
			dev_warn(host->dev, "partition %#06x is left with an unfinished message (context %#010x)\n",
				 req->service->info.id, req->context);
			ffac_request_set(req, -ENODEV, 0, FFA_IOC_ORIGIN_DRIVER);
			ffac_request_end(req);
		}
		ffac_request_put(req);
	}
}
