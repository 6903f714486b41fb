// SPDX-License-Identifier: GPL-2.0-only OR BSD-3-Clause
// SPDX-FileCopyrightText: The libffa contributors
/* Direct messages: the caller's side. What has been accepted and takes long goes on in request.c. */

#include <linux/ktime.h>
#include <linux/sched/signal.h>

#include "ffac.h"

#define FFAC_ROUNDS_INLINE	64
#define FFAC_BACKOFF_MIN_NS	(100 * NSEC_PER_USEC)
#define FFAC_BACKOFF_MAX_NS	(20 * NSEC_PER_MSEC)

/* Returned beside 0 (the request has ended) and -EBUSY (it was not accepted). */
#define FFAC_PARKED		1

/* Until something is known of this call, it is the driver that speaks. */
static void ffac_message_clear(struct ffa_ioc_message *msg)
{
	msg->status = 0;
	msg->origin = FFA_IOC_ORIGIN_DRIVER;
	msg->responder = 0;
	msg->parked = 0;
}

static int ffac_message_check(struct file *file, const struct ffac_service *service, struct ffa_ioc_message *msg)
{
	bool wide = msg->method == FFA_IOC_DIRECT64;
	u32 needs = FFAW_PROP_DIRECT_RECV | (wide ? FFAW_PROP_AARCH64 : 0);
	unsigned int i;

	if (msg->flags || msg->pad || (!wide && msg->method != FFA_IOC_DIRECT32))
		return -EINVAL;
	for (i = 0; !wide && i < FFAW_DIRECT_WORDS; i++) {
		if (msg->words[i] > U32_MAX)
			return -EINVAL;
	}
	ffac_message_clear(msg);
	if (!(file->f_mode & FMODE_READ) || !(file->f_mode & FMODE_WRITE))
		return -EACCES;
	return (service->info.properties & needs) == needs ? 0 : -EOPNOTSUPP;
}

static u64 ffac_message_deadline(const struct file *file, const struct ffa_ioc_message *msg)
{
	return file->f_flags & O_NONBLOCK ? 0 : msg->deadline;
}

/*
 * Sends the request and gives its context cycles for as long as the partition is only interrupted. Nothing here sleeps, takes
 * a lock or allocates.
 */
static int ffac_message_try(struct ffac_request *req, u64 x[FFAW_REGS], u64 deadline)
{
	enum ffac_verdict verdict;
	unsigned int round;

	verdict = ffac_request_call(req, x);
	if (verdict == FFAC_BUSY)
		return -EBUSY;
	for (round = 0; verdict == FFAC_INTERRUPTED; round++) {
		if (round == FFAC_ROUNDS_INLINE || signal_pending(current) || ktime_get_ns() >= deadline)
			break;
		cond_resched();
		ffaw_run(x, req->context);
		verdict = ffac_request_call(req, x);
	}
	if (verdict == FFAC_ENDED)
		return 0;
	ffac_request_park(req, verdict);
	return FFAC_PARKED;
}

/* Sleeps until *ns have passed, at most to the deadline, and lengthens *ns. */
static int ffac_message_backoff(struct ffac_request *req, u64 deadline, u64 *ns)
{
	u64 now = ktime_get_ns();
	int ret;

	if (!deadline)
		return -EBUSY;
	if (now >= deadline)
		return -ETIMEDOUT;
	ret = wait_event_interruptible_hrtimeout(req->wait, ffac_host_is_gone(req->host),
						 ns_to_ktime(min(*ns, deadline - now)));
	*ns = min_t(u64, *ns * 2, FFAC_BACKOFF_MAX_NS);
	if (ret == -ETIME)
		return 0;
	return ret ? -EINTR : -ENODEV;
}

static int ffac_message_start(struct ffac_request *req, const struct ffa_ioc_message *msg, u64 deadline)
{
	u64 words[FFAW_DIRECT_WORDS];
	u64 backoff = FFAC_BACKOFF_MIN_NS;
	u64 x[FFAW_REGS];
	unsigned int i;
	int ret;

	for (i = 0; i < FFAW_DIRECT_WORDS; i++)
		words[i] = msg->words[i];
	req->fid = msg->method == FFA_IOC_DIRECT64 ? FFAW_DIRECT_REQ_64 : FFAW_DIRECT_REQ;
	for (;;) {
		ffaw_direct(x, req->fid, req->host->id, req->service->info.id, words);
		/* An execution context belongs to a CPU; which one will be interrupted is firmware's to say. */
		migrate_disable();
		ret = ffac_message_try(req, x, deadline);
		migrate_enable();
		if (ret != -EBUSY)
			return ret;
		ret = ffac_message_backoff(req, deadline, &backoff);
		if (ret)
			return ret;
	}
}

static bool ffac_message_settled(const struct ffac_request *req)
{
	return atomic_read_acquire(&req->state) != FFAC_REQUEST_PARKED || ffac_host_is_gone(req->host);
}

/* Waits for a parked request. 0: it has ended and is SENDING again, the caller's. */
static int ffac_message_wait(struct ffac_request *req, u64 deadline)
{
	u64 now = ktime_get_ns();
	int ret = 0;

	if (deadline == FFAC_FOR_EVER)
		ret = wait_event_interruptible(req->wait, ffac_message_settled(req));
	else if (!ffac_message_settled(req))
		ret = deadline <= now ? -ETIME :
		      wait_event_interruptible_hrtimeout(req->wait, ffac_message_settled(req),
							 ns_to_ktime(min_t(u64, deadline - now, KTIME_MAX)));
	if (atomic_cmpxchg(&req->state, FFAC_REQUEST_DONE, FFAC_REQUEST_SENDING) == FFAC_REQUEST_DONE)
		return 0;
	if (ret)
		return ret == -ETIME ? -EINPROGRESS : -EINTR;
	return ffac_host_is_gone(req->host) ? -ENODEV : -ENOENT;
}

/* Tells the caller what became of its request, and makes room for the next one. */
static int ffac_message_end(struct ffac_request *req, struct ffa_ioc_message *msg)
{
	const struct ffac_answer *answer = &req->answer;
	int ret = answer->error;
	unsigned int i;

	msg->method = req->fid == FFAW_DIRECT_REQ_64 ? FFA_IOC_DIRECT64 : FFA_IOC_DIRECT32;
	msg->status = answer->status;
	msg->origin = answer->origin;
	msg->responder = answer->responder;
	msg->parked = 0;
	for (i = 0; !ret && i < FFAW_DIRECT_WORDS; i++)
		msg->words[i] = answer->words[i];
	atomic_set_release(&req->state, FFAC_REQUEST_IDLE);
	return ret;
}

static bool ffac_message_parked(int state)
{
	return state == FFAC_REQUEST_PARKED || state == FFAC_REQUEST_DONE;
}

static int ffac_message_await(struct ffac_request *req, struct ffa_ioc_message *msg, u64 deadline)
{
	int ret = ffac_message_wait(req, deadline);

	if (!ret)
		return ffac_message_end(req, msg);
	msg->parked = ffac_message_parked(atomic_read(&req->state));
	return ret;
}

int ffac_message_send(struct file *file, void *arg)
{
	struct ffac_request *req = file->private_data;
	struct ffa_ioc_message *msg = arg;
	u64 deadline = ffac_message_deadline(file, msg);
	int ret, ended, state;

	ret = ffac_message_check(file, req->service, msg);
	if (ret)
		return ret;
	state = atomic_cmpxchg(&req->state, FFAC_REQUEST_IDLE, FFAC_REQUEST_SENDING);
	if (state != FFAC_REQUEST_IDLE) {
		msg->parked = ffac_message_parked(state);
		return -EBUSY;
	}
	ret = ffac_message_start(req, msg, deadline);
	if (ret == FFAC_PARKED)
		return ffac_message_await(req, msg, deadline);
	/* If it was not accepted, BUSY is what firmware said last, and ret is why the caller does not wait any longer. */
	ended = ffac_message_end(req, msg);
	return ret ? ret : ended;
}

int ffac_message_resume(struct file *file, void *arg)
{
	struct ffac_request *req = file->private_data;
	struct ffa_ioc_message *msg = arg;
	int state = atomic_read_acquire(&req->state);

	if (msg->flags || msg->pad)
		return -EINVAL;
	ffac_message_clear(msg);
	if (!ffac_message_parked(state))
		return -ENOENT;
	return ffac_message_await(req, msg, ffac_message_deadline(file, msg));
}
