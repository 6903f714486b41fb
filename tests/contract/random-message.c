/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "random.h"

#include <errno.h>
#include <string.h>

#define MOST_ORPHANS	16
#define ENDS_MS		2000	/* in which a message ends that is only waited for */

static struct firmware *firmware_of(struct user *user)
{
	return &user->life->firmware;
}

/* ---- what must have become of it ---- */

static void check_request(struct user *user, const struct seat *seat, const uint64_t request[REGS])
{
	const size_t first = seat->fid == FFA_FN_DIRECT_REQ2_64 ? 4 : 3;
	uint64_t expected[REGS] = { seat->fid, (uint64_t)firmware_of(user)->truth.own_id << 16 | seat->entry.id };

	if (first == 4)
		truth_uuid(seat->entry.uuid, expected + 2);
	memcpy(expected + first, seat->words, seat->n * sizeof(seat->words[0]));
	claim(user, !memcmp(request, expected, sizeof(expected)), "a request to %#x has other registers", seat->entry.id);
}

static void check_answer(struct user *user, const struct seat *seat, const uint64_t x[REGS])
{
	uint64_t expected[WORDS];
	const uint64_t *words;
	const size_t n = truth_of_words(x, expected);

	claim(user, ffa_msg_answer(seat->m, &words) == n, "an answer has %zu words", ffa_msg_answer(seat->m, &words));
	claim(user, ffa_msg_answer(seat->m, &words) == n && !memcmp(words, expected, n * sizeof(*words)), "an answer's words");
	claim(user, ffa_msg_responder(seat->m) == seat->entry.id, "%#x answered", ffa_msg_responder(seat->m));
	claim(user, ffa_msg_origin(seat->m) == FFA_ORIGIN_NONE && ffa_msg_status(seat->m) == 0, "origin of an answer");
}

static void check_failure(struct user *user, const struct seat *seat, int32_t status)
{
	const uint64_t *words;

	claim(user, ffa_msg_answer(seat->m, &words) == 0, "an answer of a message that failed");
	claim(user, ffa_msg_responder(seat->m) == 0, "a responder of a message that failed");
	claim(user, ffa_msg_status(seat->m) == status, "status %d, not %d", ffa_msg_status(seat->m), status);
	claim(user, ffa_msg_origin(seat->m) == FFA_ORIGIN_FRAMEWORK, "origin %d of a failure", (int)ffa_msg_origin(seat->m));
}

/* ret of a send or resume with such a timeout, if the message has ended. */
static void check_end(struct user *user, const struct seat *seat, const struct chain *chain, int ret, int timeout_ms)
{
	int32_t status;
	int expected = truth_of_message(chain->request, chain->last, &status);

	claim(user, expected != 1, "a message ended with %d while it was suspended", ret);
	if (expected == -EBUSY && timeout_ms)
		expected = -ETIMEDOUT;
	claim(user, ret == expected, "a message is %d, not %d: w0 %#x w1 %#x w2 %#x", ret, expected, (uint32_t)chain->last[0],
	      (uint32_t)chain->last[1], (uint32_t)chain->last[2]);
	if (ret)
		check_failure(user, seat, status);
	else
		check_answer(user, seat, chain->last);
}

/* Takes the chain of a message that has ended out of the books. */
static int take_chain(struct user *user, const struct seat *seat, int keep, struct chain *copy)
{
	struct firmware *firmware = firmware_of(user);
	struct chain *chain;

	pthread_mutex_lock(&firmware->lock);
	chain = truth_chain(&firmware->truth, seat->words[4]);
	if (chain)
		*copy = *chain;
	if (chain && !keep)
		chain->number = 0;
	pthread_mutex_unlock(&firmware->lock);
	return chain != NULL;
}

static void check_outcome(struct user *user, struct seat *seat, int ret, int timeout_ms)
{
	const int was_parked = seat->parked;
	struct chain chain;

	seat->parked = ret == -EINPROGRESS;
	if (!take_chain(user, seat, seat->parked, &chain)) {
		claim(user, 0, "a message is %d and firmware has not seen it", ret);
		return;
	}
	if (!was_parked)
		check_request(user, seat, chain.request);
	if (seat->parked) {
		claim(user, chain.suspended != 0, "a message is parked that was never suspended");
		return;
	}
	check_end(user, seat, &chain, ret, timeout_ms);
	user->life->sent++;
	user->life->answered += ret == 0;
}

/* ---- messages ---- */

static int takes(const struct user *user, const struct seat *seat)
{
	const uint32_t version = user->life->firmware.truth.negotiated, properties = seat->entry.properties;

	if (seat->fid == FFA_FN_DIRECT_REQ2_64)
		return version >= FFA_VERSION_1_2 && properties & FFA_PROP_REQ2_RECV;
	if (!(properties & FFA_PROP_DIRECT_RECV))
		return 0;
	return seat->fid == FFA_FN_DIRECT_REQ || version == FFA_VERSION_1_0 || properties & FFA_PROP_AARCH64;
}

/* The fifth word is the number of the message. */
static void fill(struct user *user, struct seat *seat)
{
	static const uint32_t fids[] = { FFA_FN_DIRECT_REQ, FFA_FN_DIRECT_REQ_64, FFA_FN_DIRECT_REQ2_64 };
	uint32_t narrow[5];
	size_t i;

	seat->fid = fids[below(&user->dice, 3)];
	seat->n = seat->fid == FFA_FN_DIRECT_REQ2_64 ? 14 : 5;
	for (i = 0; i < seat->n; i++)
		seat->words[i] = chance(&user->dice, 500) ? below(&user->dice, 4) : roll(&user->dice);
	seat->words[4] = ++user->messages;
	for (i = 0; i < 5; i++)
		narrow[i] = (uint32_t)seat->words[i];
	if (seat->fid == FFA_FN_DIRECT_REQ) {
		for (i = 0; i < 5; i++)
			seat->words[i] = narrow[i];
		ffa_msg_set32(seat->m, narrow, 5);
	} else if (seat->fid == FFA_FN_DIRECT_REQ_64) {
		ffa_msg_set64(seat->m, seat->words, 5);
	} else {
		ffa_msg_set_req2(seat->m, seat->words, WORDS);
	}
}

static int pick_timeout(struct user *user)
{
	const uint32_t what = below(&user->dice, 100);

	return what < 40 ? 0 : what < 95 ? 1 + (int)below(&user->dice, 5) : 100;
}

static void check_sent(struct user *user, struct seat *seat, int ret, int timeout_ms)
{
	struct chain chain;

	if (takes(user, seat)) {
		check_outcome(user, seat, ret, timeout_ms);
		return;
	}
	claim(user, ret == -EOPNOTSUPP, "a method that the partition lacks is %d", ret);
	claim(user, ffa_msg_origin(seat->m) == FFA_ORIGIN_DRIVER && ffa_msg_status(seat->m) == 0, "origin of a refusal");
	claim(user, !take_chain(user, seat, 1, &chain), "what was refused was sent");
}

static void send(struct user *user, struct seat *seat)
{
	const int timeout_ms = pick_timeout(user);
	const uint64_t begin = begin_ms();
	int ret;

	fill(user, seat);
	ret = ffa_partition_send(seat->p, seat->m, timeout_ms);
	took(user, begin, (uint64_t)timeout_ms, "a send");
	check_sent(user, seat, ret, timeout_ms);
}

/* From all seats that are free, in one call. */
static void send_many(struct user *user)
{
	const uint64_t begin = begin_ms();
	struct ffa_partition *p[SEATS];
	struct seat *seat, *free_seats[SEATS];
	struct ffa_msg *m[SEATS];
	int errors[SEATS];
	size_t i, n = 0;

	for (seat = user->seats; seat < user->seats + SEATS; seat++) {
		if (!seat->p || seat->parked)
			continue;
		fill(user, seat);
		p[n] = seat->p;
		m[n] = seat->m;
		free_seats[n++] = seat;
	}
	claim(user, ffa_partition_send_many(p, m, errors, n) == 0, "a send to many");
	took(user, begin, 0, "a send to many");
	for (i = 0; i < n; i++)
		check_sent(user, free_seats[i], errors[i], 0);
}

static void resume(struct user *user, struct seat *seat, int timeout_ms)
{
	const uint64_t begin = begin_ms();
	int ret;

	ret = ffa_partition_resume(seat->p, seat->m, timeout_ms);
	took(user, begin, (uint64_t)timeout_ms, "a resume");
	check_outcome(user, seat, ret, 0);
}

/* ---- seats ---- */

static void stand_up(struct user *user, struct seat *seat)
{
	user->orphans += (unsigned int)seat->parked;
	seat->parked = 0;
	ffa_partition_close(seat->p);
	ffa_msg_free(seat->m);
	seat->p = NULL;
	seat->m = NULL;
}

/* Policy may deny it: then it has no path. */
static void sit_down(struct user *user, struct seat *seat)
{
	const size_t n = ffa_list_count(user->list);
	const struct ffa_info *info;
	int ret;

	if (!n)
		return;
	info = ffa_list_get(user->list, below(&user->dice, (uint32_t)n));
	ret = ffa_partition_open(user->dev, info, &seat->p);
	claim(user, ret == (ffa_info_path(info)[0] ? 0 : -EPERM), "opening %#x is %d", ffa_info_id(info), ret);
	if (ret)
		return;
	seat->entry = (struct entry){ .id = ffa_info_id(info), .properties = ffa_info_properties(info) };
	memcpy(seat->entry.uuid, ffa_info_uuid(info), sizeof(seat->entry.uuid));
	claim(user, ffa_msg_new(&seat->m) == 0, "no memory");
}

void act_message(struct user *user)
{
	struct seat *seat = &user->seats[below(&user->dice, SEATS)];

	if (!seat->p)
		sit_down(user, seat);
	else if (seat->parked && user->orphans < MOST_ORPHANS && chance(&user->dice, 20))
		stand_up(user, seat);
	else if (seat->parked)
		resume(user, seat, (int)below(&user->dice, 3) * 10);
	else if (chance(&user->dice, 10))
		stand_up(user, seat);
	else if (chance(&user->dice, 100))
		send_many(user);
	else
		send(user, seat);
}

void leave_seats(struct user *user)
{
	struct seat *seat;

	for (seat = user->seats; seat < user->seats + SEATS; seat++) {
		if (seat->p && seat->parked && chance(&user->dice, 900))
			resume(user, seat, ENDS_MS);
		if (seat->p)
			stand_up(user, seat);
	}
}

void check_seats_are_gone(struct user *user)
{
	const uint64_t before = ffa_model_count(ffa_fake_model(user->f), 0);
	struct seat *seat;

	for (seat = user->seats; seat < user->seats + SEATS; seat++) {
		if (!seat->p)
			continue;
		seat->parked = 0;
		fill(user, seat);
		claim(user, ffa_partition_resume(seat->p, seat->m, 0) == -ENODEV, "a resume after unbind");
		claim(user, ffa_partition_send(seat->p, seat->m, 0) == -ENODEV, "a send after unbind");
	}
	claim(user, ffa_model_count(ffa_fake_model(user->f), 0) == before, "firmware was called after unbind");
}
