/* SPDX-License-Identifier: (GPL-2.0-only WITH Linux-syscall-note) OR BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef _UAPI_LINUX_ARM_FFA_CDEV_H
#define _UAPI_LINUX_ARM_FFA_CDEV_H

/*
 * User space access to partitions of Arm's Firmware Framework (FF-A, DEN0077A).
 *
 * /dev/arm_ffa/self is this endpoint: versions, IDs, features, limits, the list of partitions. Every other node below
 * /dev/arm_ffa is one service (UUID) of one partition and a capability: whoever opened it may talk to that partition and to
 * no other. FFA_MSG_SEND_DIRECT_REQ carries no UUID, so the nodes of a partition's services reach the same partition; where
 * policy denies one of them it denies all but those that allow= names. Sender, flags and UUID registers are the driver's; a
 * caller gives payload. Sending needs a descriptor that is open for reading and writing.
 *
 * Every struct starts with size and flags. size is sizeof(struct) as the caller knows it. Less than the smallest size that
 * was ever defined is EINVAL; bytes past what the driver knows must be zero, else E2BIG; a flag that is not defined and a
 * non-zero byte of padding are EINVAL; what an output field holds on the way in does not matter. The driver writes back the
 * smaller of both sizes and leaves size and flags as they were. Structs grow at the tail only; meanings never change.
 * Pointers are __u64.
 *
 * Deadlines are absolute, in nanoseconds of CLOCK_MONOTONIC of the initial time namespace: 0 = do not wait, all ones = for
 * ever.
 *
 * An operation that reached firmware writes the struct back on failure, too: status is the FF-A code of an FFA_ERROR
 * (negative; 0 = there was none), origin says whose word it is, parked whether a request is now parked at this descriptor.
 *
 * ioctl returns 0, or -1 with errno:
 *
 * EOPNOTSUPP	FF-A NOT_SUPPORTED; the partition's properties lack the method
 * EINVAL	FF-A INVALID_PARAMETERS; a bad argument
 * ENOMEM	FF-A NO_MEMORY; no memory here
 * EBUSY	FF-A BUSY and no time to wait; one message at a time per file
 * EACCES	FF-A DENIED; the descriptor lacks the right
 * EAGAIN	FF-A RETRY, NOT_READY or INTERRUPTED (see status)
 * ECANCELED	FF-A ABORTED: the partition crashed
 * ENODATA	FF-A NO_DATA; that value does not exist
 * ENOENT	no such UUID; nothing parked, or another thread has fetched the answer
 * ENODEV	device, partition or module gone
 * EMSGSIZE	does not fit; the struct tells what would
 * EPROTO	firmware answered nonsense: kind, width, sender or bounds
 * EIO		an FF-A code that the driver does not know
 * EINTR	a signal, a stop or a suspend of the system ended the wait; the request is parked if parked says so, else it was
 *		never accepted
 * EINPROGRESS	accepted and not finished at the deadline; parked
 * ETIMEDOUT	the deadline passed before the partition took the request
 * EFAULT	a bad pointer
 * E2BIG	the tail of a struct has a byte that the driver does not know
 * ENOTTY	the driver does not know the ioctl, or not for this node
 */

#include <linux/ioctl.h>
#include <linux/types.h>

#define FFA_IOC_MAGIC 0xE7

/* origin: who said what status says */
#define FFA_IOC_ORIGIN_NONE		0
#define FFA_IOC_ORIGIN_LIBRARY		1 /* never from the driver */
#define FFA_IOC_ORIGIN_DRIVER		2
#define FFA_IOC_ORIGIN_FRAMEWORK	3 /* SPMC or hypervisor */
#define FFA_IOC_ORIGIN_PARTITION	4

/*
 * FFA_IOC_DEVICE_INFO, self: struct ffa_ioc_device_info, all out. Versions of FF-A are as in FFA_VERSION (major << 16 |
 * minor). flags: 0.
 */
#define FFA_IOC_HAS_SPMC_ID	(1u << 0) /* attributes: firmware knows FFA_SPM_ID_GET */
#define FFA_IOC_HAS_HVC		(1u << 1) /* attributes: firmware is called by HVC, not by SMC */
#define FFA_IOC_HAS_INFO_REGS	(1u << 2) /* attributes: partitions were listed by FFA_PARTITION_INFO_GET_REGS */

struct ffa_ioc_device_info {
	__u32 size;
	__u32 flags;
	__u32 firmware;		/* what FFA_VERSION returned */
	__u32 negotiated;	/* what is spoken */
	__u32 driver;		/* driver: major << 16 | minor << 8 | patch */
	__u16 own_id;		/* FFA_ID_GET */
	__u16 spmc_id;		/* FFA_SPM_ID_GET; 0 without FFA_IOC_HAS_SPMC_ID */
	__u32 attributes;
};

#define FFA_IOC_DEVICE_INFO_SIZE_VER0 28 /* the struct as it was first defined; so below */

/*
 * FFA_IOC_FEATURE, self: FFA_FEATURES of id (function or feature ID) with input properties in w2. flags: 0. What firmware
 * does not know is EOPNOTSUPP with status.
 */
struct ffa_ioc_feature {
	__u32 size;
	__u32 flags;
	__u32 id;		/* in */
	__u32 input;		/* in */
	__u32 w2;		/* out */
	__u32 w3;		/* out */
	__s32 status;		/* out */
	__u8 origin;		/* out */
	__u8 pad[3];
};

#define FFA_IOC_FEATURE_SIZE_VER0 32

/*
 * FFA_IOC_LIMIT, self: the value of one limit. flags: 0. EINVAL: no such limit; ENODATA: a limit of something that this
 * driver does not do.
 */
#define FFA_IOC_LIMIT_REGIONS		1
#define FFA_IOC_LIMIT_REGION_BYTES	2
#define FFA_IOC_LIMIT_RANGES		3
#define FFA_IOC_LIMIT_INDIRECT_BYTES	4
#define FFA_IOC_LIMIT_DIRECT_WORDS	5 /* words of the longest direct message */
#define FFA_IOC_LIMIT_RXTX_BYTES	6 /* size of the RX buffer and of the TX buffer; ENODATA: firmware takes none */

struct ffa_ioc_limit {
	__u32 size;
	__u32 flags;
	__u32 limit;		/* in */
	__u32 pad;
	__aligned_u64 value;	/* out */
};

#define FFA_IOC_LIMIT_SIZE_VER0 24

/*
 * One service of one partition: an entry of FFA_IOC_LIST and the answer of FFA_IOC_PARTITION_INFO. size and flags are 0 in
 * list entries.
 */
#define FFA_IOC_DENIED (1u << 0) /* attributes: policy denies this one; it has no node */

struct ffa_ioc_partition_info {
	__u32 size;
	__u32 flags;
	__u8 uuid[16];		/* text order; all zero: not known (FF-A 1.0) */
	__u16 id;
	__u16 contexts;		/* execution contexts */
	__u32 properties;	/* of the partition information descriptor */
	__u32 major;		/* of its node; 0 without one */
	__u32 minor;
	__u32 attributes;
	__u32 pad;
};

#define FFA_IOC_PARTITION_INFO_SIZE_VER0 48

/*
 * FFA_IOC_LIST, self: all services whose UUID is uuid, or all services if uuid is all zero. flags: 0. entries points to an
 * array of count (in) structs that are stride bytes apart; stride is sizeof(struct ffa_ioc_partition_info) as the caller
 * knows it, a longer stride than the driver's is filled with zeroes. count (out) is how many there are. With fewer than that
 * given nothing is written to entries and the error is EMSGSIZE. ENOENT: none has this UUID.
 *
 * Firmware older than FF-A 1.2 may list fewer UUIDs than there are, or none (1.0): it is then asked who has uuid, too, and
 * entries have the UUID that was asked for.
 */
struct ffa_ioc_list {
	__u32 size;
	__u32 flags;
	__u8 uuid[16];		/* in */
	__aligned_u64 entries;	/* in */
	__u32 count;		/* in and out */
	__u32 stride;		/* in */
};

#define FFA_IOC_LIST_SIZE_VER0 40

/* FFA_IOC_PARTITION_INFO, partition: struct ffa_ioc_partition_info, all out. flags: 0. */

/*
 * FFA_IOC_SEND, partition: sends a direct message and waits for its answer. flags: 0. words in is the payload, words out the
 * answer; with FFA_IOC_DIRECT32 the upper halves must be 0 and are 0. On failure words are as they were.
 *
 * Once the partition has accepted a request it is never taken back and never sent twice: when the deadline passes
 * (EINPROGRESS) or a signal comes (EINTR) it is parked at this descriptor, the driver goes on giving cycles to the partition,
 * and FFA_IOC_RESUME fetches the answer. With deadline 0 or O_NONBLOCK every request that is not answered at once is parked:
 * EINPROGRESS, unless its answer comes in that moment.
 * One request per file: another FFA_IOC_SEND is EBUSY until the answer is fetched. At the last close the answer of a parked
 * request is dropped.
 *
 * A request of FFA_IOC_DIRECT_REQ2 carries the UUID of the node. It has 14 words, the others have 5: words past those must be 0
 * and are 0. Its struct must have all 14 (size at least FFA_IOC_MESSAGE_SIZE_VER1), else EINVAL.
 *
 * EOPNOTSUPP, origin driver: the partition cannot receive direct messages, or not of this width or kind.
 *
 * FFA_IOC_RESUME, partition: waits for the parked request. flags: 0. method out is that of the request. ENOENT: nothing is
 * parked. EMSGSIZE: the answer is one of method out, whose 14 words the struct does not have. EMSGSIZE, EINPROGRESS and EINTR:
 * still parked; every other outcome ends the request.
 *
 * poll(2) on a partition: EPOLLPRI = FFA_IOC_RESUME will not wait; EPOLLHUP = the partition is gone.
 */
#define FFA_IOC_DIRECT32	1 /* method: FFA_MSG_SEND_DIRECT_REQ, SMC32, w3-w7 */
#define FFA_IOC_DIRECT64	2 /* method: FFA_MSG_SEND_DIRECT_REQ, SMC64, x3-x7 */
#define FFA_IOC_DIRECT_REQ2	3 /* method: FFA_MSG_SEND_DIRECT_REQ2, x4-x17; FF-A 1.2 */

struct ffa_ioc_message {
	__u32 size;
	__u32 flags;
	__aligned_u64 deadline;	/* in */
	__u32 method;		/* in for SEND, out for RESUME */
	__s32 status;		/* out */
	__u16 responder;	/* out: ID that answered */
	__u8 origin;		/* out */
	__u8 parked;		/* out: 1: a request is parked at this descriptor */
	__u32 pad;
	__aligned_u64 words[14];	/* in for SEND, out */
};

#define FFA_IOC_MESSAGE_SIZE_VER0 72	/* 5 words */
#define FFA_IOC_MESSAGE_SIZE_VER1 144	/* 14 words */

/*
 * FFA_IOC_SEND_MANY, partition: FFA_IOC_SEND on many partitions, one after the other, in one call. flags: 0. entries points to
 * an array of count structs, at most FFA_IOC_SEND_MANY_MAX (else EINVAL). In each, message points to a struct
 * ffa_ioc_message, which goes to the partition whose descriptor is fd, and error (out) is what FFA_IOC_SEND says of it, 0 or
 * -errno; EBADF: fd is no descriptor of a partition. Each waits as its deadline says; with deadline 0 none does. count (out) is
 * how many have an error now: less than was given only if the ioctl fails: EFAULT, an entry that cannot be read or written;
 * EINTR, the caller is killed.
 */
#define FFA_IOC_SEND_MANY_MAX 256

struct ffa_ioc_send_entry {
	__s32 fd;		/* in */
	__s32 error;		/* out */
	__aligned_u64 message;	/* in */
};

struct ffa_ioc_send_many {
	__u32 size;
	__u32 flags;
	__aligned_u64 entries;	/* in */
	__u32 count;		/* in and out */
	__u32 pad;
};

#define FFA_IOC_SEND_MANY_SIZE_VER0 24

#define FFA_IOC_DEVICE_INFO	_IO(FFA_IOC_MAGIC, 0)
#define FFA_IOC_FEATURE		_IO(FFA_IOC_MAGIC, 1)
#define FFA_IOC_LIMIT		_IO(FFA_IOC_MAGIC, 2)
#define FFA_IOC_LIST		_IO(FFA_IOC_MAGIC, 3)
#define FFA_IOC_PARTITION_INFO	_IO(FFA_IOC_MAGIC, 4)
#define FFA_IOC_SEND		_IO(FFA_IOC_MAGIC, 5)
#define FFA_IOC_RESUME		_IO(FFA_IOC_MAGIC, 6)
#define FFA_IOC_SEND_MANY	_IO(FFA_IOC_MAGIC, 7)

#endif
