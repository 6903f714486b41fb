// SPDX-License-Identifier: GPL-2.0-only OR BSD-3-Clause
// SPDX-FileCopyrightText: The libffa contributors
/* Direct messages: the caller's side. What has been accepted and takes long goes on in request.c. */

#include <linux/ktime.h>
#include <linux/sched/signal.h>
#include <linux/uaccess.h>

#include "ffac.h"

#define FFAC_ROUNDS_INLINE	64
#define FFAC_BACKOFF_MIN_NS	(100 * NSEC_PER_USEC)
#define FFAC_BACKOFF_MAX_NS	(20 * NSEC_PER_MSEC)

/* Returned beside 0 (the request has ended) and -EBUSY (it was not accepted). */
#define FFAC_PARKED		1
#define FFAC_ANSWERED		2	/* and the answer is the caller's already */

/* Until something is known of this call, it is the driver that speaks. */
static void ffac_message_clear(struct ffa_ioc_message *msg)
{
	msg->status = 0;
	msg->origin = FFA_IOC_ORIGIN_DRIVER;
	msg->responder = 0;
	msg->parked = 0;
}

/* The function of a method; 0: there is no such method. */
static u32 ffac_message_fid(u32 method)
{
	switch (method) {
	case FFA_IOC_DIRECT32:
		return FFAW_DIRECT_REQ;
	case FFA_IOC_DIRECT64:
		return FFAW_DIRECT_REQ_64;
	case FFA_IOC_DIRECT_REQ2:
		return FFAW_DIRECT_REQ2_64;
	}
	return 0;
}

static u32 ffac_message_method(u32 fid)
{
	switch (fid) {
	case FFAW_DIRECT_REQ:
		return FFA_IOC_DIRECT32;
	case FFAW_DIRECT_REQ_64:
		return FFA_IOC_DIRECT64;
	}
	return FFA_IOC_DIRECT_REQ2;
}

/* Does the caller's struct have the words of such a message? */
static bool ffac_message_fits(const struct ffa_ioc_message *msg, u32 fid)
{
	return msg->size >= offsetof(struct ffa_ioc_message, words) + ffaw_direct_count(fid) * sizeof(msg->words[0]);
}

/* What is not the caller's is zero already. */
static bool ffac_message_words_are_fine(const struct ffa_ioc_message *msg, u32 fid)
{
	const __aligned_u64 *words = msg->words;

	if (fid == FFAW_DIRECT_REQ && (words[0] | words[1] | words[2] | words[3] | words[4]) > U32_MAX)
		return false;
	if (msg->size == FFA_IOC_MESSAGE_SIZE_VER0 || fid == FFAW_DIRECT_REQ2_64)
		return true;
	return !memchr_inv(words + FFAW_DIRECT_WORDS, 0, sizeof(msg->words) - FFAW_DIRECT_WORDS * sizeof(words[0]));
}

static int ffac_message_check(struct file *file, const struct ffac_service *service, struct ffa_ioc_message *msg)
{
	u32 fid = ffac_message_fid(msg->method);

	if (msg->flags || msg->pad || !fid || !ffac_message_fits(msg, fid) || !ffac_message_words_are_fine(msg, fid))
		return -EINVAL;
	ffac_message_clear(msg);
	if (!(file->f_mode & FMODE_READ) || !(file->f_mode & FMODE_WRITE))
		return -EACCES;
	return service->methods & BIT(msg->method) ? 0 : -EOPNOTSUPP;
}

static u64 ffac_message_deadline(const struct file *file, const struct ffa_ioc_message *msg)
{
	return file->f_flags & O_NONBLOCK ? 0 : msg->deadline;
}

/* Gives its context cycles for as long as it is only interrupted. Nothing here sleeps, takes a lock or allocates. */
static enum ffac_verdict ffac_message_rounds(struct ffac_request *req, u64 deadline)
{
	enum ffac_verdict verdict = FFAC_INTERRUPTED;
	unsigned int round;

	for (round = 0; verdict == FFAC_INTERRUPTED; round++) {
		if (round == FFAC_ROUNDS_INLINE || signal_pending(current) || ktime_get_ns() >= deadline)
			break;
		cond_resched();
		verdict = ffac_request_run(req);
	}
	return verdict;
}

/*
 * What came instead of an answer, with preemption off, which this turns on. An execution context belongs to a CPU, and which
 * one is interrupted is firmware's to say: the caller stays here until its request has ended or is parked.
 */
static int ffac_message_go_on(struct ffac_request *req, const u64 x[FFAW_REGS], u64 deadline)
{
	enum ffac_verdict verdict = ffac_request_judge(req, x);

	if (verdict == FFAC_BUSY) {
		preempt_enable();
		return -EBUSY;
	}
	migrate_disable();
	preempt_enable();
	if (verdict == FFAC_INTERRUPTED)
		verdict = ffac_message_rounds(req, deadline);
	if (verdict != FFAC_ENDED)
		ffac_request_park(req, verdict);
	migrate_enable();
	return verdict == FFAC_ENDED ? 0 : FFAC_PARKED;
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

/* One try from the start: FFAC_ANSWERED, or what ffac_message_go_on() says. */
static int ffac_message_try(struct ffac_request *req, struct ffa_ioc_message *msg, u64 deadline)
{
	const struct ffaw_partition_info *info = &req->service->info;
	u64 x[FFAW_REGS];

	ffaw_direct(x, req->fid, req->host->id, info->id, (const u64 *)msg->words);
	if (req->fid == FFAW_DIRECT_REQ2_64)
		ffaw_direct_set_uuid(x, info->uuid);
	preempt_disable();
	ffac_call(req->host, x);
	if (!ffaw_direct_answers(x, req->fid, req->host->id, info->id))
		return ffac_message_go_on(req, x, deadline);
	preempt_enable();
	msg->origin = FFA_IOC_ORIGIN_NONE;
	msg->responder = info->id;
	ffaw_direct_words(x, (u64 *)msg->words);
	return FFAC_ANSWERED;
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
	unsigned int i, n = ffaw_direct_count(req->fid);
	int ret = answer->error;

	msg->method = ffac_message_method(req->fid);
	msg->status = answer->status;
	msg->origin = answer->origin;
	msg->responder = answer->responder;
	msg->parked = 0;
	for (i = 0; !ret && i < ARRAY_SIZE(msg->words); i++)
		msg->words[i] = i < n ? answer->words[i] : 0;
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

	if (!ret && ffac_message_fits(msg, req->fid))
		return ffac_message_end(req, msg);
	if (!ret) {
		msg->method = ffac_message_method(req->fid);
		atomic_set_release(&req->state, FFAC_REQUEST_DONE);
		wake_up_all(&req->wait);
		ret = -EMSGSIZE;
	}
	msg->parked = ret != -ENODEV && ffac_message_parked(atomic_read(&req->state));
	return ret;
}

/* Brings a request to its end after a first try that said ret. */
static noinline int ffac_message_carry_on(struct ffac_request *req, struct ffa_ioc_message *msg, int ret, u64 deadline)
{
	u64 backoff = FFAC_BACKOFF_MIN_NS;
	int ended, err;

	for (; ret == -EBUSY; ret = ffac_message_try(req, msg, deadline)) {
		err = ffac_message_backoff(req, deadline, &backoff);
		if (err) {
			ret = err;
			break;
		}
	}
	if (ret == FFAC_ANSWERED) {
		atomic_set_release(&req->state, FFAC_REQUEST_IDLE);
		return 0;
	}
	if (ret == FFAC_PARKED)
		return ffac_message_await(req, msg, deadline);
	/* If it was not accepted, BUSY is what firmware said last, and ret is why the caller does not wait any longer. */
	ended = ffac_message_end(req, msg);
	return ret ? ret : ended;
}

/* Makes the file's request the caller's; nothing else is sent with it until it is IDLE again. */
static int ffac_message_begin(struct ffac_request *req, int *state)
{
	*state = atomic_cmpxchg(&req->state, FFAC_REQUEST_IDLE, FFAC_REQUEST_SENDING);
	if (*state != FFAC_REQUEST_IDLE)
		return -EBUSY;
	/* Unbind sets gone and then looks for who is SENDING. */
	if (!ffac_host_is_gone(req->host))
		return 0;
	atomic_set_release(&req->state, FFAC_REQUEST_IDLE);
	return -ENODEV;
}

static int ffac_message_send(struct file *file, void *arg)
{
	struct ffac_request *req = file->private_data;
	struct ffa_ioc_message *msg = arg;
	u64 deadline = ffac_message_deadline(file, msg);
	int ret, state;

	ret = ffac_message_check(file, req->service, msg);
	if (ret)
		return ret;
	ret = ffac_message_begin(req, &state);
	if (ret) {
		msg->parked = ffac_message_parked(state);
		return ret;
	}
	req->fid = ffac_message_fid(msg->method);
	return ffac_message_carry_on(req, msg, ffac_message_try(req, msg, deadline), deadline);
}

static const struct ffac_ioctl ffac_message_ioctls[] = {
	FFAC_IOCTL(FFA_IOC_SEND, struct ffa_ioc_message, FFA_IOC_MESSAGE_SIZE_VER0, true, ffac_message_send),
};

/* What is sent all day: 5 words and nothing to complain of. */
static bool ffac_message_is_plain(const struct file *file, const struct ffac_service *service,
				  const struct ffa_ioc_message *msg)
{
	const __aligned_u64 *words = msg->words;
	u64 high = words[0] | words[1] | words[2] | words[3] | words[4];

	if (msg->size != FFA_IOC_MESSAGE_SIZE_VER0 || msg->flags || msg->pad)
		return false;
	if (msg->method != FFA_IOC_DIRECT64 && (msg->method != FFA_IOC_DIRECT32 || high > U32_MAX))
		return false;
	return (file->f_mode & FMODE_READ) && (file->f_mode & FMODE_WRITE) && service->methods & BIT(msg->method);
}

/*
 * The same as the handler above, for a plain message: written for its number of instructions. What is not plain, and each
 * refusal, goes the way of all ioctls.
 */
long ffac_message_ioctl(struct file *file, unsigned long arg)
{
	struct ffa_ioc_message __user *user = (void __user *)arg;
	struct ffac_request *req = file->private_data;
	const struct ffac_service *service = req->service;
	struct ffa_ioc_message msg FFAC_UNINITIALIZED;
	u64 x[FFAW_REGS] FFAC_UNINITIALIZED;
	int state, ret = 0;
	u64 deadline;

	if (copy_from_user(&msg, user, FFA_IOC_MESSAGE_SIZE_VER0) || !ffac_message_is_plain(file, service, &msg) ||
	    put_user(msg.size, &user->size) || ffac_message_begin(req, &state))
		return ffac_ioctl(req->host, file, ffac_message_ioctls, ARRAY_SIZE(ffac_message_ioctls), FFA_IOC_SEND, arg);

	req->fid = msg.method == FFA_IOC_DIRECT64 ? FFAW_DIRECT_REQ_64 : FFAW_DIRECT_REQ;
	ffaw_direct5(x, req->fid, req->host->id, service->info.id, (const u64 *)msg.words);
	preempt_disable();
	ffac_call(req->host, x);
	if (likely(ffaw_direct5_answers(x, req->fid, req->host->id, service->info.id))) {
		preempt_enable();
		msg.status = 0;
		msg.origin = FFA_IOC_ORIGIN_NONE;
		msg.responder = service->info.id;
		msg.parked = 0;
		ffaw_direct5_words(x, (u64 *)msg.words);
		atomic_set_release(&req->state, FFAC_REQUEST_IDLE);
	} else {
		ffac_message_clear(&msg);
		deadline = ffac_message_deadline(file, &msg);
		ret = ffac_message_carry_on(req, &msg, ffac_message_go_on(req, x, deadline), deadline);
	}
	if (copy_to_user(&user->method, &msg.method, FFA_IOC_MESSAGE_SIZE_VER0 - offsetof(struct ffa_ioc_message, method)))
		return -EFAULT;
	return ret;
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
