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

enum context_state {
	CONTEXT_WAITING,
	CONTEXT_RUNNING,
	CONTEXT_PREEMPTED,
	CONTEXT_BLOCKED,
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
	unsigned int contexts;
	struct context context[];
};

/* The caller. rx is NULL while no RX/TX pair is mapped. */
struct endpoint {
	uint32_t version;	/* 0 until negotiated */
	bool version_locked;
	bool rx_full;
	uint8_t *rx;
	size_t rx_size;
};

/* All fields from host on change under hooks.lock; the partitions do not change any more once calls are made. */
struct ffa_model {
	struct ffa_model_hooks hooks;
	uint8_t *free;
	size_t room;
	struct ffa_model_partition *partitions;
	struct ffa_model_partition **partitions_end;

	struct endpoint host;
	struct {
		uint32_t fid;
		unsigned int nth;
		int32_t status;
	} failure;
	uint64_t seen;
	uint64_t seen_of[2][CALLS];
};

/* A call under way: its parameters, then its completion. Upper halves of a 32-bit call are gone. */
struct call {
	uint64_t x[FFAW_REGS];
	unsigned int cpu;
	struct context *enter;	/* set by a handler: the context that continues with x, instead of a completion */
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
model_handler model_direct_request;
model_handler model_run;

/* Is fid, in this width, a call or completion of this model? */
bool model_implements(uint32_t fid);

/* Zeroed memory that lives as long as the model; NULL if the arena is full. */
void *model_alloc(struct ffa_model *m, size_t size);
void model_lock(struct ffa_model *m);
void model_unlock(struct ffa_model *m);

struct ffa_model_partition *model_partition_find(struct ffa_model *m, uint16_t id);
/* Runs call->enter with call->x until it leaves its next completion there. The lock is dropped in between. */
void model_context_enter(struct ffa_model *m, struct call *call);

#endif
