/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef FFA_MODEL_H
#define FFA_MODEL_H

/*
 * <ffa/model.h>: a software SPMC (FF-A 1.0, 1.1 or 1.2) whose partitions are C callbacks.
 *
 * The model is the firmware side of FF-A: it takes the registers of one call at the non-secure physical instance and
 * leaves the registers of its completion. The fake device (<ffa/fake.h>) runs the driver on top of it in one process; the
 * test firmware runs it at EL2 below a real kernel. It is freestanding: no libc, no allocation but from the arena given to
 * ffa_model_new(), no I/O.
 *
 * Implemented calls: FFA_VERSION, FEATURES, ID_GET, SPM_ID_GET (1.1), RXTX_MAP and UNMAP, RX_RELEASE, PARTITION_INFO_GET,
 * PARTITION_INFO_GET_REGS (1.2), MSG_SEND_DIRECT_REQ (32 and 64 bit), MSG_SEND_DIRECT_REQ2 (1.2), RUN. Every other FF-A call
 * answers FFA_ERROR NOT_SUPPORTED, and so does every call before FFA_VERSION and every call that is newer than the version
 * that the caller speaks; x0 of what is no FF-A call at all becomes all ones. Parameter registers that a call does not use
 * must be zero (INVALID_PARAMETERS), except in VERSION and FEATURES. The caller is the host with ID 0, any other is answered
 * NOT_SUPPORTED; the SPMC's ID is 0x8000. RX and TX buffers are 1..FFA_MODEL_RXTX_PAGES pages of 4K, as FEATURES says (the
 * maximum since 1.2).
 *
 * x8..x17 are parameters of PARTITION_INFO_GET_REGS and REQ2; in RUN of a caller of 1.2 they must be zero, and other calls do
 * not look at them. They return as the caller left them but for PARTITION_INFO_GET_REGS that succeeds and, to a caller of 1.2,
 * 64-bit frames of partitions.
 *
 * Versions: FFA_VERSION answers the model's own version (ffa_model_set_version()); a request for the same major and no greater
 * minor is accepted and is from then on the caller's version, which decides on calls, properties and descriptors (8 bytes in
 * 1.0, one per partition; 24 bytes since 1.1, one per service, where some firmware has one per partition in 1.1, too). Another
 * call then fixes it: FFA_VERSION with any other version answers NOT_SUPPORTED from there on. A greater minor is not accepted:
 * the caller has to ask again, for what it was answered.
 *
 * PARTITION_INFO_GET_REGS has no empty list: without partitions it is INVALID_PARAMETERS, as of an unknown UUID.
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
 * The version that the model implements: FFA_VERSION_1_0, _1_1 or _1_2 of <ffa/abi.h>; it is 1.2 from the start.
 * Before the first ffa_model_call().
 * -EINVAL: another version, or a call was made.
 */
int ffa_model_set_version(struct ffa_model *m, uint32_t version);

/*
 * What real firmware does otherwise than the specification or than other firmware. Each can be on or off, all are off at
 * first.
 */
enum ffa_model_quirk {
	/* FFA_ERROR, partitions' too: the code in x2 is sign-extended to 64 bits. That of FFA_VERSION stays a word in w0. */
	FFA_MODEL_SIGN_EXTENDED_ERRORS,
	/* Registers x1..x7 that a completion does not define, and x1 of SUCCESS and ERROR, hold what the caller put there. */
	FFA_MODEL_ECHOED_INPUTS,
	/* The same registers, if not echoed, and x8..x17 of every 8-register completion hold stale values. */
	FFA_MODEL_STALE_REGISTERS,
	/* FFA_FEATURES answers NOT_SUPPORTED for what works: ID_GET, RUN, RXTX_MAP, PARTITION_INFO_GET_REGS and REQ2. */
	FFA_MODEL_FEATURES_DENY,
	/* FFA_FEATURES answers SUCCESS for every function ID that FF-A has, implemented or not, unless denied as above. */
	FFA_MODEL_FEATURES_CLAIM,
	/* PARTITION_INFO_GET of an unknown UUID is a success with count 0 that leaves RX with the caller. */
	FFA_MODEL_UNKNOWN_UUID_EMPTY,
	/* FFA_VERSION answers 1.0 to everything, and 1.0 is spoken even without it, because another driver came first. */
	FFA_MODEL_VERSION_1_0_FOR_EVER,
	/* FFA_VERSION is answered at any time and every acceptable request changes the version. */
	FFA_MODEL_VERSION_RENEGOTIATED,
	/* Calls before FFA_VERSION are carried out, as 1.0, and fix nothing. */
	FFA_MODEL_VERSION_OPTIONAL,
	/* An FFA_VERSION that asks for a greater minor is answered NOT_SUPPORTED, not with the model's version. */
	FFA_MODEL_VERSION_STRICT,
	/* Partition descriptors are 48 bytes since 1.1, in memory and in registers, as in 1.3. */
	FFA_MODEL_LONG_DESCRIPTORS,
	/* PARTITION_INFO_GET_REGS answers NOT_SUPPORTED, and so does FFA_FEATURES of it. */
	FFA_MODEL_NO_INFO_REGS,
	/* RXTX_MAP and UNMAP, RX_RELEASE and PARTITION_INFO_GET answer NOT_SUPPORTED, and so does FFA_FEATURES of them. */
	FFA_MODEL_NO_RXTX,
	/* PARTITION_INFO_GET without a free RX buffer is DENIED, not BUSY. */
	FFA_MODEL_RX_DENIED,
	/* The first two calls of PARTITION_INFO_GET after each RXTX_MAP are BUSY although RX is free or not needed. */
	FFA_MODEL_RX_BUSY_AT_FIRST,
	/* A context that answered FFA_ERROR ABORTED is dead: direct requests to it are BUSY for ever, FFA_RUN is ABORTED. */
	FFA_MODEL_ABORTED_THEN_BUSY,
	/* The information tag changes before the second call of each listing by PARTITION_INFO_GET_REGS, once: RETRY. */
	FFA_MODEL_INFO_TAG_CHANGES,
	/* Requests of a VM's ID (1..0x7ffe) are accepted from the host, as from a hypervisor. */
	FFA_MODEL_SENDER_VM,
	FFA_MODEL_QUIRKS	/* how many there are */
};

/* -EINVAL: no such quirk. Before the first ffa_model_call(). */
int ffa_model_set_quirk(struct ffa_model *m, unsigned int quirk, int on);

/* Lower case with dashes, "sign-extended-errors"; NULL past the end. Static. */
const char *ffa_model_quirk_name(unsigned int quirk);

/*
 * Called after every call, of FF-A or not, with its registers and those of its completion, x0..x17 each; the latter are what
 * the caller gets and may be rewritten, into nonsense, too. Not under the lock and on the calling CPU. NULL: none. Before the
 * first ffa_model_call().
 */
typedef void ffa_model_completion_fn(void *arg, const uint64_t request[18], uint64_t completion[18]);
void ffa_model_on_completion(struct ffa_model *m, ffa_model_completion_fn *fn, void *arg);

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
 * 08  0x8008  chaos: one context; answers by w3:
 *             0 as echo
 *             1 a response of the other width (to REQ2: RESP)
 *             2 w1 names another sender (0x8001), 3 another receiver (5)
 *             4 as echo, with ones in the upper halves of x0..x2 and, of a 32-bit response, of all
 *             5 as echo, with w2 = 1, 6 with the flag of a framework message in w2 (x2 of RESP2 stays 0 with 6)
 *             7 FFA_ERROR with the code in w4
 *             8 INTERRUPT w4 times (all ones: without end), then as echo
 *             9 as echo, with function ID w4
 *             10 FFA_ERROR ABORTED
 *             11 as echo, with ones in the registers that the response does not have: x8..x17 of RESP, of which a 64-bit
 *             one's reach a caller of 1.2; x2 and x3 of RESP2
 *             any other: as echo
 *
 * 01, 02, 04, 06 and 08 take MSG_SEND_DIRECT_REQ2, too (x4..x17; the words above are then x4, x5, ...). An answer to REQ2 is
 * RESP2 and repeats the 14 words.
 *
 * -EEXIST: one of the IDs is taken. -ENOMEM: the arena is too small. Either may leave a part of the set.
 */
#define FFA_MODEL_CONTEXTS 8u
int ffa_model_add_default(struct ffa_model *m);

/*
 * Makes the model answer as OP-TEE does that is its own SPMC (S-EL1, FF-A 1.2), in what this model does at all: sets the
 * version and the quirks that it has, FFA_FEATURES as it answers them, and adds partition 0x8001 with OP-TEE's UUID and its
 * fast calls (API and OS version, capabilities). The partition is listed with 4 contexts and has FFA_MODEL_CONTEXTS. For drivers
 * and tools that are to meet OP-TEE.
 * -EEXIST, -ENOMEM: as ffa_model_add_default(). -EINVAL: a call was made.
 */
int ffa_model_add_optee(struct ffa_model *m);

/*
 * A partition's code. It is entered with the registers that the context wakes with and leaves the FF-A call that it makes
 * next; regs is x0..x17, of which x8..x17 are zero on entry unless w0 is MSG_SEND_DIRECT_REQ2.
 *
 * On entry w0 is MSG_SEND_DIRECT_REQ (32 or 64 bit; w1 = sender << 16 | own ID, w3..w7 payload), MSG_SEND_DIRECT_REQ2 (x2 and
 * x3 the UUID, x4..x17 payload), SUCCESS after a YIELD, or RUN (w1 = own context) after an INTERRUPT.
 * On return w0 is
 *   MSG_SEND_DIRECT_RESP  w1 = own ID << 16 | sender, of the same width as the request: the answer. x0..x7 go to the
 *                         caller as they are, so that a test can answer nonsense; x8..x17 of a 64-bit one, too, if the
 *                         caller speaks 1.2. The context waits again.
 *   MSG_SEND_DIRECT_RESP2 the same for REQ2.
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
