/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef FFA_MODEL_INTERNAL_H
#define FFA_MODEL_INTERNAL_H

#include <ffa/abi.h>
#include <ffa/model.h>

#include "wire.h"

/* Linux' values; there is no errno.h here. */
#define ERR_NOMEM	(-12)
#define ERR_EXIST	(-17)
#define ERR_INVAL	(-22)

#define HOST_ID		0x0000u
#define SPMC_ID		0x8000u
#define SVE_HINT	0x00010000u

/* The numbers that ffaw_call_is_ffa() accepts. */
#define FIRST_CALL	0x60u
#define CALLS		0xa0u

/* Behaviour of one firmware that no public quirk has, numbered after those. */
enum {
	MODEL_MBZ_UNCHECKED = FFA_MODEL_QUIRKS,	/* registers and flags that must be zero are not looked at */
	MODEL_CALLS_OF_ANY_VERSION,		/* whatever the caller speaks */
	MODEL_UUID_REPEATED,			/* entries have the UUID that was asked for */
	MODEL_RX_MAY_BE_TX,
	MODEL_FRAMEWORK_VERSION,		/* a framework message asks for the version, and no other is known */
	MODEL_NO_REQ2,
	MODEL_FEW_CALLS,			/* numbers past 0x97 are none of FF-A's */
};

enum context_state {
	CONTEXT_WAITING,
	CONTEXT_RUNNING,
	CONTEXT_PREEMPTED,
	CONTEXT_BLOCKED,
	CONTEXT_ABORTED,
};

struct context {
	struct ffa_model_partition *partition;
	unsigned int number;
	enum context_state state;
	uint32_t name;	/* w1 of the FFA_RUN that resumes it */
};

struct service {
	struct service *next;
	uint8_t uuid[16];
};

struct ffa_model_partition {
	struct ffa_model *model;
	struct ffa_model_partition *next;
	struct service *services;
	struct service **services_end;
	ffa_model_run_fn *run;
	void *arg;
	uint32_t properties;
	uint16_t id;
	uint16_t listed_contexts;
	unsigned int contexts;
	struct context context[];
};

/* The caller. rx is NULL while no RX/TX pair is mapped. */
struct endpoint {
	uint32_t version;	/* 0 until negotiated */
	bool version_locked;
	bool rx_full;
	unsigned int rx_busy;	/* how many calls find RX busy although it is free */
	uint8_t *rx;
	size_t rx_size;
};

/* FFA_FEATURES of one firmware: false for NOT_SUPPORTED, else with the properties in w2. */
typedef bool model_features_fn(uint32_t version, uint32_t id, uint32_t *w2);

/* All fields from host on change under hooks.lock; what is before them does not change any more once calls are made. */
struct ffa_model {
	struct ffa_model_hooks hooks;
	uint8_t *free;
	size_t room;
	uint32_t version;
	uint32_t quirks;
	model_features_fn *features;	/* NULL: what is implemented */
	ffa_model_completion_fn *completed;
	void *completed_arg;
	struct ffa_model_partition *partitions;
	struct ffa_model_partition **partitions_end;

	struct endpoint host;
	struct {
		uint32_t fid;
		unsigned int nth;
		int32_t status;
	} failure;
	uint16_t info_tag;
	bool info_changed;	/* during the listing under way */
	uint64_t seen;
	uint64_t seen_of[2][CALLS];
};

/* A call under way: its parameters, then its completion. Upper halves of a 32-bit call are gone. */
struct call {
	uint64_t x[FFAW_REGS];
	uint32_t version;	/* what the caller speaks; 0: nothing yet */
	unsigned int cpu;
	struct context *enter;	/* set by a handler: the context that continues with x, instead of a completion */
	bool extended;		/* the completion has x8..x17 */
};

/* Carries out one call under the lock: 0 with x (or enter) set, or a negative status for FFA_ERROR. */
typedef int32_t model_handler(struct ffa_model *m, struct call *call);

model_handler model_version;
model_handler model_features;
model_handler model_id_get;
model_handler model_spm_id_get;
model_handler model_rxtx_map;
model_handler model_rxtx_unmap;
model_handler model_rx_release;
model_handler model_partition_info_get;
model_handler model_partition_info_get_regs;
model_handler model_direct_request;
model_handler model_direct_request2;
model_handler model_run;

/* Is fid, in this width, a call or completion of this model for a caller that speaks version? */
bool model_implements(const struct ffa_model *m, uint32_t version, uint32_t fid);
/* The registers that a FFA_SUCCESS of fid sets, bit n for xn. */
uint32_t model_results(uint32_t fid);
/* What the caller speaks: 0 if nothing yet, and then its calls are not carried out. */
uint32_t model_spoken(const struct ffa_model *m);

bool model_has(const struct ffa_model *m, unsigned int quirk);
/* What quirks make of the registers of a completion of fid. */
void model_disturb(const struct ffa_model *m, uint32_t fid, const uint64_t request[FFAW_REGS], uint64_t x[FFAW_REGS]);

/* Zeroed memory that lives as long as the model; NULL if the arena is full. */
void *model_alloc(struct ffa_model *m, size_t size);
void model_lock(struct ffa_model *m);
void model_unlock(struct ffa_model *m);

struct ffa_model_partition *model_partition_find(struct ffa_model *m, uint16_t id);
bool model_partition_serves(const struct ffa_model_partition *p, const uint8_t uuid[16]);
bool model_same_uuid(const uint8_t a[16], const uint8_t b[16]);
/* Runs call->enter with call->x until it leaves its next completion there. The lock is dropped in between. */
void model_context_enter(struct ffa_model *m, struct call *call);

/* Makes the answer to the direct request in x that repeats its words. */
void model_echo(const struct ffa_model_partition *p, uint64_t x[FFAW_REGS]);
bool model_is_request(const uint64_t x[FFAW_REGS]);

/* What chaos remembers of its request. */
struct chaos {
	uint64_t request[FFAW_REGS];
	uint64_t interrupts;
};
ffa_model_run_fn model_chaos;

#endif
