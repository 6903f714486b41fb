/* SPDX-License-Identifier: GPL-2.0-only OR BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef FFAC_H
#define FFAC_H

/*
 * arm_ffa_cdev: FF-A partitions as character devices.
 *
 * struct ffac_host	one binding to firmware: made by probe, ended by remove or shutdown. Counted: nodes and requests
 *			hold it, so it outlives the binding while files are open.
 * struct ffac_service	one (partition, UUID) that firmware reported. An array in the host, constant once probe is over.
 * struct ffac_node	a device node: "self" or a service. Lives as long as its cdev has an open file.
 * struct ffac_request	what an open file of a service has: its one direct message. Counted: the file and, while parked,
 *			the worker hold it.
 *
 * Who calls firmware for a file checks host->gone first, with host->srcu read-locked (and touches no user memory meanwhile) or,
 * for a direct message, with its request SENDING. Remove and shutdown set host->gone, wake all sleepers and wait for both. After
 * that no call is made on behalf of a file.
 */

#include <linux/atomic.h>
#include <linux/cdev.h>
#include <linux/device.h>
#include <linux/fs.h>
#include <linux/kref.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/platform_device.h>
#include <linux/poll.h>
#include <linux/spinlock.h>
#include <linux/srcu.h>
#include <linux/types.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

#include <linux/arm_ffa_cdev.h>

#include "wire.h"

#define FFAC_NAME		"arm_ffa_cdev"
#define FFAC_DRIVER_VERSION	0x000100u	/* 0.1.0 */
#define FFAC_SPEAKS		FFAW_VERSION_1_2
#define FFAC_FOR_EVER		U64_MAX

/* Of an array that is written before it is read: kernels which clear all variables are not to clear it on each message. */
#if __has_attribute(__uninitialized__)
#define FFAC_UNINITIALIZED	__attribute__((__uninitialized__))
#else
#define FFAC_UNINITIALIZED
#endif

struct ffac_service {
	struct ffaw_partition_info info;
	bool denied;
	u8 methods;			/* BIT(FFA_IOC_DIRECT32), ...: those that the partition takes */
	dev_t devt;			/* 0 without a node */
	struct ffac_node *node;		/* probe and remove only */
};

struct ffac_rxtx {
	struct mutex lock;		/* the contents of both buffers and who owns RX */
	void *tx;
	void *rx;
	size_t size;			/* of each, a multiple of 4 KiB; 0: firmware takes no buffers */
	bool mapped;
};

struct ffac_host {
	struct kref ref;
	struct device *dev;		/* the platform device; for lines in the log, until gone */
	struct srcu_struct srcu;
	bool gone;
	bool hvc;			/* the conduit */
	u32 firmware_version;
	u32 version;
	u16 id;
	u16 spmc_id;
	bool has_spmc_id;
	bool info_regs;			/* services came by FFA_PARTITION_INFO_GET_REGS */
	struct ffac_rxtx rxtx;
	struct ffac_service *services;
	unsigned int service_count;
	dev_t devt;			/* self; service i is the minor i + 1 after it */
	struct ffac_node *self;
	struct workqueue_struct *wq;	/* runs parked requests */
	spinlock_t requests_lock;
	struct list_head requests;	/* all of them, by ffac_request.entry */
};

struct ffac_node {
	struct device dev;
	struct cdev cdev;
	struct ffac_host *host;
	const struct ffac_service *service;	/* NULL: self */
};

/* What became of a direct message; error is 0 or -errno. */
struct ffac_answer {
	int error;
	s32 status;
	u8 origin;
	u16 responder;
	u64 words[FFAW_DIRECT2_WORDS];	/* ffaw_direct_count() of them */
};

/*
 * State of a request, and who may touch its other fields:
 * IDLE	-> SENDING	the ioctl that changed it
 * SENDING -> PARKED	the worker, until it says DONE
 * SENDING -> IDLE	nobody
 * PARKED -> DONE	nobody; the ioctl that makes it SENDING again fetches the answer, or leaves it DONE if it does not fit
 * PARKED -> ORPHAN	the worker: the file was closed, the answer is dropped, and nobody waits; DONE is its end
 */
enum ffac_request_state {
	FFAC_REQUEST_IDLE,
	FFAC_REQUEST_SENDING,
	FFAC_REQUEST_PARKED,
	FFAC_REQUEST_DONE,
	FFAC_REQUEST_ORPHAN,
};

struct ffac_request {
	struct kref ref;
	struct ffac_host *host;
	const struct ffac_service *service;
	struct list_head entry;
	wait_queue_head_t wait;
	atomic_t state;			/* enum ffac_request_state */
	struct delayed_work work;
	unsigned int cpu;		/* that ran its context last */
	u32 fid;			/* of the direct request */
	u32 context;			/* to FFA_RUN: what the last INTERRUPT or YIELD named */
	u64 yield_ns;			/* the last YIELD's time-out */
	unsigned int backoff_ms;
	struct ffac_answer answer;
};

/* ---- call.c: the only way to firmware ---- */

/* 0 if there is a conduit with SMCCC 1.2; else a line in dev's log and -ENODEV. No call to firmware is made. */
int ffac_call_check(struct device *dev);
/* Is the conduit HVC? */
bool ffac_call_is_hvc(void);
/* One call: x0..x17 in and out. */
void ffac_call(struct ffac_host *host, u64 x[FFAW_REGS]);

/* ---- status.c ---- */

/* -errno for an FF-A status code, 0 for SUCCESS. */
int ffac_status_errno(s32 status);
/*
 * One call that answers SUCCESS or ERROR, repeated a few times while it says BUSY; may sleep. status (may be NULL) gets
 * the FF-A code. -EPROTO: the answer is neither.
 */
int ffac_call_simple(struct ffac_host *host, u64 x[FFAW_REGS], s32 *status);

/* ---- host.c ---- */

/* Meets firmware: versions, IDs, buffers, services. One line in the log says why it failed. */
struct ffac_host *ffac_host_new(struct device *dev);
/* Makes nodes. Last step of probe. */
int ffac_host_publish(struct ffac_host *host);
/* Takes nodes away, if there are any. First step of remove. */
void ffac_host_unpublish(struct ffac_host *host);
/* No call on behalf of a file after this; parked requests have ended with -ENODEV; buffers are unmapped. Idempotent. */
void ffac_host_stop(struct ffac_host *host);
void ffac_host_get(struct ffac_host *host);
void ffac_host_put(struct ffac_host *host);

static inline bool ffac_host_is_gone(const struct ffac_host *host)
{
	return READ_ONCE(host->gone);
}

/* ---- rxtx.c ---- */

int ffac_rxtx_map(struct ffac_host *host);
void ffac_rxtx_unmap(struct ffac_host *host);
/* Gives RX back to firmware. */
void ffac_rxtx_release(struct ffac_host *host);

/* ---- discovery.c ---- */

/* Fills host->services. */
int ffac_discover(struct ffac_host *host);

/* Partitions by ID, as firmware named them. */
struct ffac_ids {
	u32 count;
	u16 id[];
};

/*
 * The partitions that firmware finds under uuid; kfree() it. -ENOENT: none. -EOPNOTSUPP: there is no RX buffer. For firmware
 * older than 1.2, which does not list all UUIDs.
 */
struct ffac_ids *ffac_discover_uuid(struct ffac_host *host, const u8 uuid[16]);
bool ffac_ids_have(const struct ffac_ids *ids, u16 id);

/* ---- policy.c ---- */

/* -EINVAL and a line in the log if allow= or deny= is not a list of UUIDs. */
int ffac_policy_check(void);
bool ffac_policy_denies(const u8 uuid[16]);
/* Does allow= name it? */
bool ffac_policy_allows(const u8 uuid[16]);
/* The i-th UUID of deny= and of those that need allow=, and the i-th of allow=; false past the end. */
bool ffac_policy_denied(unsigned int i, u8 uuid[16]);
bool ffac_policy_allowed(unsigned int i, u8 uuid[16]);

/* ---- mainline.c ---- */

/* -EBUSY and a line in the log while the kernel's own arm_ffa driver has FF-A. */
int ffac_mainline_check(void);

/* ---- node.c ---- */

extern struct class ffac_class;
/* Makes and registers the node of service, or "self" for NULL. */
struct ffac_node *ffac_node_new(struct ffac_host *host, const struct ffac_service *service, const char *name, dev_t devt,
				const struct file_operations *fops);
/* Takes the node away; open files keep it alive. NULL is fine. */
void ffac_node_remove(struct ffac_node *node);

static inline struct ffac_node *ffac_node_of(struct inode *inode)
{
	return container_of(inode->i_cdev, struct ffac_node, cdev);
}

/* ---- ioctl.c ---- */

/* arg is the caller's struct, copied in and as long as the driver's; it is copied back whatever the handler returns. */
typedef int ffac_ioctl_fn(struct file *file, void *arg);

struct ffac_ioctl {
	unsigned int cmd;
	u32 min_size;		/* of the struct as it was first defined */
	u32 size;		/* of the struct as it is now */
	bool here;		/* -ENODEV once the host is gone */
	ffac_ioctl_fn *fn;
};

/* The longest struct of the contract. */
#define FFAC_IOCTL_SIZE_MAX	sizeof(struct ffa_ioc_message)

#define FFAC_IOCTL(cmd_, type_, first_, here_, fn_)						\
	{											\
		.cmd = cmd_,									\
		.min_size = (first_) + BUILD_BUG_ON_ZERO((first_) > sizeof(type_)),		\
		.size = sizeof(type_) + BUILD_BUG_ON_ZERO(sizeof(type_) > FFAC_IOCTL_SIZE_MAX),	\
		.here = here_,									\
		.fn = fn_,									\
	}

long ffac_ioctl(struct ffac_host *host, struct file *file, const struct ffac_ioctl *table, size_t n, unsigned int cmd,
		unsigned long arg);

/* ---- self.c, partition.c ---- */

extern const struct file_operations ffac_self_fops;
extern const struct file_operations ffac_partition_fops;

void ffac_service_info(const struct ffac_service *service, struct ffa_ioc_partition_info *info);

/* ---- message.c ---- */

/* FFA_IOC_SEND. */
long ffac_message_ioctl(struct file *file, unsigned long arg);
ffac_ioctl_fn ffac_message_resume;

/* ---- request.c ---- */

enum ffac_verdict {
	FFAC_ENDED,		/* request->answer is filled */
	FFAC_INTERRUPTED,	/* run request->context again */
	FFAC_YIELDED,		/* the same, after request->yield_ns */
	FFAC_BUSY,		/* the call was not carried out; request->answer says so */
};

struct ffac_request *ffac_request_new(struct ffac_host *host, const struct ffac_service *service);
void ffac_request_put(struct ffac_request *req);
/* What the answer to a call means for the request. */
enum ffac_verdict ffac_request_judge(struct ffac_request *req, const u64 x[FFAW_REGS]);
/* One FFA_RUN of its context, and what the answer means. */
enum ffac_verdict ffac_request_run(struct ffac_request *req);
/* Hands a SENDING request that the partition has accepted to the worker. The caller cannot migrate. */
void ffac_request_park(struct ffac_request *req, enum ffac_verdict verdict);
/* The file is closed: drops its reference; a parked request ends without it. */
void ffac_request_close(struct ffac_request *req);
/* Ends all parked requests of a host whose files can make no more, after a second in which they may end by themselves. */
void ffac_request_end_all(struct ffac_host *host);
/* Wakes all sleepers of a host to see that it is gone. */
void ffac_request_wake_all(struct ffac_host *host);
/* Waits until no caller is in firmware. Those that come later see that the host is gone. */
void ffac_request_wait_all(struct ffac_host *host);

#endif
