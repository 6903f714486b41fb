/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef FFA_MODEL_H
#define FFA_MODEL_H

/*
 * <ffa/model.h>: a software SPMC (FF-A 1.1) whose partitions are C callbacks.
 *
 * The model is the firmware side of FF-A: it takes the registers of one call at the non-secure physical instance and
 * leaves the registers of its completion. The fake device (<ffa/fake.h>) runs the driver on top of it in one process; the
 * test firmware runs it at EL2 below a real kernel. It is freestanding: no libc, no allocation but from the arena given to
 * ffa_model_new(), no I/O.
 *
 * Implemented calls: FFA_VERSION, FEATURES, ID_GET, SPM_ID_GET, RXTX_MAP and UNMAP, RX_RELEASE, PARTITION_INFO_GET,
 * MSG_SEND_DIRECT_REQ (32 and 64 bit), RUN. Every other FF-A call answers FFA_ERROR NOT_SUPPORTED, and so does every call
 * before FFA_VERSION; x0 of what is no FF-A call at all becomes all ones. Parameter registers that a call does not use must
 * be zero (INVALID_PARAMETERS), except in VERSION and FEATURES. The caller is the host with ID 0, any other is answered
 * NOT_SUPPORTED; the SPMC's ID is 0x8000. RX and TX buffers are 1..FFA_MODEL_RXTX_PAGES pages of 4K, as FEATURES says. A
 * caller that asks for version 1.0 is told 1.1 and served 1.1's formats.
 *
 * Threads: ffa_model_call() may be entered from several CPUs at once; state is kept under hooks.lock, which is not held
 * while a partition's run() runs. The other functions build the model and are called from one thread, before the first
 * ffa_model_call() unless their comment says otherwise.
 *
 * Errors: 0 or -errno, with Linux' values.
 */

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define FFA_MODEL_RXTX_PAGES 16u

struct ffa_model;
struct ffa_model_partition;

/* What the model needs of the place where it runs. All but map may be NULL when there is one CPU. */
struct ffa_model_hooks {
	void (*lock)(void *arg);
	void (*unlock)(void *arg);
	/*
	 * The memory behind [address, address + len) of the caller's physical address space, or NULL if that range is not
	 * the caller's own memory. The model never asks for more than one RX or TX buffer. Called under the lock.
	 */
	void *(*map)(void *arg, uint64_t address, size_t len);
	void *arg;
};

/*
 * Makes a model in arena, which is size bytes, aligned to 16 and lives as long as the model; there is no free. A model with
 * the default set needs FFA_MODEL_ARENA bytes. hooks is copied.
 * -EINVAL: an argument is missing or misaligned. -ENOMEM: the arena is too small.
 */
#define FFA_MODEL_ARENA 65536u
int ffa_model_new(void *arena, size_t size, const struct ffa_model_hooks *hooks, struct ffa_model **m);

/*
 * Adds the default set. UUIDs are ffa000NN-0000-4000-8000-000000000000; w3..w7 are the words of a direct message (x3..x7 of
 * a 64-bit one); unless said otherwise the answer repeats the request's five words and the partition has
 * FFA_MODEL_CONTEXTS execution contexts.
 *
 * NN  ID      what
 * 01  0x8001  echo
 * 02  0x8002  slow: is interrupted w3 times, then yields w4 times with a time-out of w5 ns, then answers. w6 bit 0: the
 *             interrupts name a context of ID 0x80f0, which was never addressed, as firmware does where partitions call
 *             each other
 * 03  0x8003  busy: one context; a request with w3 > 0 and the w3 - 1 requests after it are BUSY whatever they hold, and the
 *             one after those is answered: who repeats one request sees w3 times BUSY, then the answer. w3 all ones: BUSY
 *             until a request with w3 = 0, which is answered
 * 04  0x8004, 0x8005  twins: two partitions with one UUID; the answer's first word is the ID of the answering one
 * 05, 06  0x8006  one partition with two services and one context
 * 07  0x8007  cannot receive direct messages
 *
 * -EEXIST: one of the IDs is taken. -ENOMEM: the arena is too small. Either may leave a part of the set.
 */
#define FFA_MODEL_CONTEXTS 8u
int ffa_model_add_default(struct ffa_model *m);

/*
 * A partition's code. It is entered with the registers that the context wakes with and leaves the FF-A call that it makes
 * next; regs is x0..x17, of which x8..x17 are zero on entry.
 *
 * On entry w0 is MSG_SEND_DIRECT_REQ (32 or 64 bit; w1 = sender << 16 | own ID, w3..w7 payload), SUCCESS after a YIELD, or RUN
 * (w1 = own context) after an INTERRUPT.
 * On return w0 is
 *   MSG_SEND_DIRECT_RESP  w1 = own ID << 16 | sender, of the same width as the request: the answer. x0..x7 go to the
 *                         caller as they are, so that a test can answer nonsense. The context waits again.
 *   YIELD                 w2/w3 = time-out in ns, low and high word: the context blocks until RUN. w1 is filled in.
 *   INTERRUPT             not a call: the context was preempted by a non-secure interrupt. w1 = 0, or the context (ID << 16 |
 *                         vCPU) that the caller is told to RUN instead.
 *   MSG_WAIT, ERROR       go to the caller as they are. The context waits again.
 * Anything else goes to the caller as it is, too, and the context waits again.
 *
 * vcpu is the context, 0..contexts-1. Several contexts of one partition may run at once, one context never does.
 */
typedef void ffa_model_run_fn(struct ffa_model_partition *p, unsigned int vcpu, uint64_t regs[18], void *arg);

/*
 * Adds a partition with the given ID (0x8001..0xfffe), number of execution contexts (1..FFA_MODEL_CONTEXTS) and properties
 * (FFA_PROP_* of <ffa/abi.h>). It has no UUID until ffa_model_add_uuid(). A direct message from CPU n runs context n of a
 * partition with several contexts (INVALID_PARAMETERS if it has not so many) and context 0 of one with a single context. The
 * fake has FFA_MODEL_CONTEXTS CPUs, which threads get in turn.
 * -EINVAL: bad ID, contexts or run. -EEXIST: the ID is taken. -ENOMEM: the arena is full.
 */
int ffa_model_add(struct ffa_model *m, uint16_t id, unsigned int contexts, uint32_t properties, ffa_model_run_fn *run, void *arg,
		  struct ffa_model_partition **p);

/*
 * Adds a service to a partition; uuid is 16 bytes in text order. Each makes one PARTITION_INFO_GET entry, in order of
 * addition; the same UUID twice makes two (firmware does that, too).
 * -ENOMEM: the arena is full.
 */
int ffa_model_add_uuid(struct ffa_model_partition *p, const uint8_t uuid[16]);

/* The partition's ID. For run() callbacks that serve several partitions; may be called from them. */
uint16_t ffa_model_partition_id(const struct ffa_model_partition *p);

/*
 * One FF-A call by endpoint caller on CPU vcpu: regs is x0..x17 in and out. Completes as firmware does: FFA_SUCCESS,
 * FFA_ERROR, or whatever a partition did next; FFA_VERSION leaves a bare version in w0. Never sleeps of its own.
 */
void ffa_model_call(struct ffa_model *m, uint16_t caller, unsigned int vcpu, uint64_t regs[18]);

/*
 * The nth call (1 = the next) of function fid (0 = of any) answers FFA_ERROR with the given status instead of being carried
 * out (FFA_VERSION: w0 is the status); one such order at a time, a new one replaces it, nth 0 cancels. May be called at any
 * time.
 * -EINVAL: status is not negative and nth is not 0.
 */
int ffa_model_fail(struct ffa_model *m, uint32_t fid, unsigned int nth, int32_t status);

/* How many calls of function fid (0: of all FF-A functions) were seen. May be called at any time. */
uint64_t ffa_model_count(struct ffa_model *m, uint32_t fid);

#ifdef __cplusplus
}
#endif

#endif
