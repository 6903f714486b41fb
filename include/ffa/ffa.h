/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef FFA_FFA_H
#define FFA_FFA_H

/*
 * <ffa/ffa.h>, libffa: talk to secure partitions through Arm's Firmware Framework (FF-A).
 *
 * A device is this endpoint: it knows versions, limits and the list of partitions. A partition is the capability to talk to
 * one service (UUID) of one partition. A msg is filled, sent and read.
 *
 *	struct ffa_partition *p;
 *	struct ffa_msg *m;
 *	const uint64_t *answer;
 *
 *	ffa_device_open(NULL, NULL, &dev);
 *	ffa_partition_open_uuid(dev, uuid, &p);
 *	ffa_msg_new(&m);
 *	ffa_msg_set32(m, (uint32_t[]){0x11, 0x22}, 2);
 *	ffa_partition_send(p, m, 1000);
 *	ffa_msg_answer(m, &answer);
 *
 * Values: ids are u16, sizes in bytes, times in ms as in poll(2): -1 for ever, 0 do not wait; they are wrong by the offset in
 * a time namespace that shifts CLOCK_MONOTONIC. A uuid is 16 bytes in the order of its text form.
 *
 * Lifetimes: what new, open or list gives is given back with free or close, which take NULL and keep errno. Children outlive
 * their parent: closing a device leaves its partitions and lists valid. Getters lend a pointer until the owner is freed or
 * its next verb. What is passed in is copied.
 *
 * Threads: ctx, device and info may be used from any thread at once; a partition, too, but it carries one direct message at a
 * time (a second one is -EBUSY: ffa_partition_dup() one per thread). A msg and a list belong to one thread at a time.
 *
 * Descriptors are O_CLOEXEC and the library's: poll them, pass them on, never read or close them. After fork the child may use
 * the real device; on the fake (<ffa/fake.h>) every verb is -ECHILD.
 *
 * Errors: every int is 0 or -errno, and results come last, set to NULL or 0 on failure. No answer is lost to a signal or a
 * timeout. What an errno means here:
 *
 * -EOPNOTSUPP	FF-A NOT_SUPPORTED; the partition's properties lack the method
 * -EINVAL	FF-A INVALID_PARAMETERS; a bad argument (with a BUG line in the log of the object, if it has one)
 * -ENOMEM	FF-A NO_MEMORY; no memory here
 * -EBUSY	FF-A BUSY and no time to wait; one message at a time per partition object
 * -EACCES	FF-A DENIED; file permission
 * -EPERM	policy: the driver's allow= and deny=
 * -EAGAIN	FF-A RETRY, NOT_READY or INTERRUPTED (see ffa_msg_status())
 * -ECANCELED	FF-A ABORTED: the partition crashed
 * -ENODATA	FF-A NO_DATA; that value does not exist
 * -ENOENT	no such UUID, no such device; nothing parked
 * -ENOTUNIQ	the UUID names several partitions
 * -ENODEV	device, partition or module gone
 * -EPROTO	firmware answered nonsense: kind, width, sender or bounds
 * -EIO		an FF-A code that is not known
 * -EINTR	a signal stopped the wait; see ffa_partition_send()
 * -EINPROGRESS	accepted and not finished in time; parked
 * -ETIMEDOUT	the partition did not take the request in time
 * -ENOTTY	the descriptor or path is not such a device, or the driver is older than the call
 * -E2BIG	the driver is older than what the call asks of it
 * -ECHILD	a fake in the child of a fork
 *
 * Any function that opens or allocates may also give what open(2) gives; the errors listed at a function are those with a
 * meaning of their own.
 */

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct ffa_ctx;
struct ffa_device;
struct ffa_info;
struct ffa_list;
struct ffa_partition;
struct ffa_msg;

enum ffa_log {
	FFA_LOG_NONE,
	FFA_LOG_BUG,	/* the caller used the library wrongly */
	FFA_LOG_ERROR,
	FFA_LOG_INFO,
	FFA_LOG_DEBUG,
};

/* Whose word a failure is. */
enum ffa_origin {
	FFA_ORIGIN_NONE,
	FFA_ORIGIN_LIBRARY,
	FFA_ORIGIN_DRIVER,
	FFA_ORIGIN_FRAMEWORK,	/* the SPMC or hypervisor */
	FFA_ORIGIN_PARTITION,
};

enum ffa_limit {
	FFA_LIMIT_NONE,
	FFA_LIMIT_DIRECT_WORDS = 5,	/* words of the longest direct message */
	FFA_LIMIT_RXTX_BYTES = 6,	/* size of the driver's RX buffer and of its TX buffer; -ENODATA: firmware takes none */
};

/* ---- library ---- */

/* The library's version, "0.1.0". Static. */
const char *ffa_lib_version(void);

/* What -errno (or errno) means as libffa uses it, one line without a full stop. Static, never NULL. */
const char *ffa_strerror(int err);

/* The name of an FF-A status code, "DENIED"; "UNKNOWN" for any other number. Static, never NULL. */
const char *ffa_status_name(int32_t status);

/*
 * The 16 bytes of a UUID in text form (8-4-4-4-12 hex digits, either case).
 * -EINVAL: not a UUID.
 */
int ffa_uuid_parse(const char *text, uint8_t uuid[16]);

/* The text form, lower case, with its NUL: 37 bytes. */
void ffa_uuid_format(const uint8_t uuid[16], char text[37]);

/* ---- context: where log lines go; optional ---- */

/*
 * line has no newline and lives until the function returns. Called on the thread that called the library, so on several at
 * once if the program has them.
 */
typedef void ffa_log_fn(void *arg, enum ffa_log level, const char *line);

/*
 * A context whose objects log lines up to level max through fn(arg, ...). Everywhere else ctx may be NULL: nothing is logged.
 * A context outlives the objects opened with it or not, as the caller likes: they keep it alive.
 * -EINVAL: fn is NULL and max is not FFA_LOG_NONE. -ENOMEM.
 */
int ffa_ctx_new(ffa_log_fn *fn, void *arg, enum ffa_log max, struct ffa_ctx **ctx);
void ffa_ctx_free(struct ffa_ctx *ctx);

/* ---- device ---- */

/*
 * Opens this endpoint. uri is NULL for /dev/arm_ffa/self, a path, or "fake:" for a machine in this process (needs
 * libffa-fake, same version; programs that link it, and static ones, call ffa_fake_open()).
 * -ENOENT: no such node (no driver, no FF-A). -EACCES: its mode. -ENOTTY: not this device. -EOPNOTSUPP: "fake:" and libffa-fake
 * is not installed or of another version.
 */
int ffa_device_open(struct ffa_ctx *ctx, const char *uri, struct ffa_device **dev);

/* The same with an open descriptor of the node, which is duplicated. -ENOTTY: not this device. */
int ffa_device_open_fd(struct ffa_ctx *ctx, int fd, struct ffa_device **dev);

void ffa_device_close(struct ffa_device *dev);

/*
 * Versions: firmware's FF-A version and the one spoken with it (major << 16 | minor), the driver's (major << 16 | minor << 8 |
 * patch). Each pointer may be NULL.
 */
int ffa_device_versions(struct ffa_device *dev, uint32_t *firmware, uint32_t *negotiated, uint32_t *driver);

/*
 * How firmware is called and asked: a set of FFA_DEVICE_*.
 */
#define FFA_DEVICE_HVC		1u /* by HVC, so a hypervisor answers; else by SMC */
#define FFA_DEVICE_INFO_REGS	2u /* partitions were listed by FFA_PARTITION_INFO_GET_REGS, not through the RX buffer */
int ffa_device_attributes(struct ffa_device *dev, uint32_t *attributes);

/*
 * The endpoint IDs of this system and of the SPMC. Each pointer may be NULL.
 * -ENODATA: spmc was asked for and firmware has no FFA_SPM_ID_GET; *own is right all the same.
 */
int ffa_device_ids(struct ffa_device *dev, uint16_t *own, uint16_t *spmc);

/*
 * FFA_FEATURES: id is FFA_FEATURE_* or FFA_FN_* of <ffa/abi.h>, input its input properties (0 if it has none). w2 and w3
 * may be NULL. Firmware's word is not authority: some deny what works and claim what does not.
 * -EOPNOTSUPP: firmware says that it does not have it.
 */
int ffa_device_feature(struct ffa_device *dev, uint32_t id, uint32_t input, uint32_t *w2, uint32_t *w3);

/*
 * One limit of the driver or of firmware.
 * -EINVAL: no such limit. -ENODATA: a limit of something that this driver does not do.
 */
int ffa_device_limit(struct ffa_device *dev, enum ffa_limit what, uint64_t *value);

/*
 * The partitions whose UUID is uuid (16 bytes), or all with NULL: a snapshot with one entry per (partition, UUID), sorted by
 * nothing but firmware's own order. With NULL the list may be empty. Firmware older than FF-A 1.2 may list a partition under
 * one of its UUIDs or, in 1.0, under none: with a UUID it is found all the same.
 * -ENOENT: none has this UUID, as always with the nil UUID.
 */
int ffa_device_list(struct ffa_device *dev, const uint8_t uuid[16], struct ffa_list **list);

/* ---- list and info: snapshots ---- */

void ffa_list_free(struct ffa_list *list);
size_t ffa_list_count(const struct ffa_list *list);

/* Entry i, 0 .. count-1, lent by the list; NULL past the end. */
const struct ffa_info *ffa_list_get(const struct ffa_list *list, size_t i);

uint16_t ffa_info_id(const struct ffa_info *info);

/* 16 bytes; all zero: not known (FF-A 1.0). */
const uint8_t *ffa_info_uuid(const struct ffa_info *info);

/* Number of execution contexts (vCPUs). */
uint16_t ffa_info_contexts(const struct ffa_info *info);

/* FFA_PROP_* of <ffa/abi.h>. */
uint32_t ffa_info_properties(const struct ffa_info *info);

/* Path of the node; "" if it has none because policy denies it, or if sysfs does not tell. */
const char *ffa_info_path(const struct ffa_info *info);

/* ---- partition: the capability to talk to one service ---- */

/*
 * Opens what a list entry names, for reading and writing.
 * -EPERM: policy denies it. -EACCES: mode of the node. -ENOENT: gone since. -ENODEV: sysfs does not tell its node.
 */
int ffa_partition_open(struct ffa_device *dev, const struct ffa_info *info, struct ffa_partition **p);

/* The same by UUID. -ENOENT: none has it. -ENOTUNIQ: several have; choose one with ffa_device_list(). */
int ffa_partition_open_uuid(struct ffa_device *dev, const uint8_t uuid[16], struct ffa_partition **p);

/*
 * The same by path of the node, and by a descriptor of it, which is duplicated: both ends are one file with one request
 * slot. No device is needed.
 * -ENOTTY: not a partition. -EOPNOTSUPP: a path of the fake, which only its own device opens.
 */
int ffa_partition_open_path(struct ffa_ctx *ctx, const char *path, struct ffa_partition **p);
int ffa_partition_open_fd(struct ffa_ctx *ctx, int fd, struct ffa_partition **p);

/*
 * A second file on the same partition, with a request slot of its own. Needs the right to open the node again.
 * -ENODEV: the node is not known (see ffa_info_path()).
 */
int ffa_partition_dup(struct ffa_partition *p, struct ffa_partition **copy);

/* Drops the answer of a parked request. */
void ffa_partition_close(struct ffa_partition *p);

/* Lent by the partition. */
const struct ffa_info *ffa_partition_info(const struct ffa_partition *p);

/* For poll(2): POLLPRI = ffa_partition_resume() will not wait; POLLHUP = the partition is gone. */
int ffa_partition_fd(const struct ffa_partition *p);

/* ---- direct message: fill, send, read; reusable; nothing allocates after new ---- */

int ffa_msg_new(struct ffa_msg **m);
void ffa_msg_free(struct ffa_msg *m);

/*
 * Sets the payload, words[0..n-1] and zero for the rest, and with it the method: a 32-bit or a 64-bit direct request. words
 * may be NULL if n is 0.
 * -EINVAL: n > 5; the payload stays as it was.
 */
int ffa_msg_set32(struct ffa_msg *m, const uint32_t *words, size_t n);
int ffa_msg_set64(struct ffa_msg *m, const uint64_t *words, size_t n);

/*
 * The same with n <= 14 words and FFA_MSG_SEND_DIRECT_REQ2 (FF-A 1.2), which carries the UUID of the partition object to a
 * partition with FFA_PROP_REQ2_RECV.
 * -EINVAL: n > 14; the payload stays as it was.
 */
int ffa_msg_set_req2(struct ffa_msg *m, const uint64_t *words, size_t n);

/*
 * Sends m and waits up to timeout_ms for the answer, which is then in m. The payload stays as it was set, whatever happens, so
 * that m can be sent again. With timeout_ms 0 an answer that does not come at once is -EINPROGRESS.
 *
 * -EINPROGRESS: the partition has accepted the request and not answered in time. It is parked: it goes on, and
 *	ffa_partition_resume() fetches the answer. Until then another send on p is -EBUSY.
 * -EINTR: a signal. The request is parked if the partition had accepted it, and ffa_partition_resume() fetches the answer; if
 *	not, resume says -ENOENT and nothing was sent.
 * -ETIMEDOUT (-EBUSY with timeout_ms 0): the partition was busy all the time; nothing was sent.
 * -EOPNOTSUPP: the partition cannot receive direct messages, or not of this width or kind; or NOT_SUPPORTED.
 * -EBUSY: p carries another message.
 * -EACCES: p is open for reading only, or DENIED (see ffa_msg_origin()).
 * -EPROTO, -ECANCELED, -EIO and what else an FF-A code means: the request has ended without an answer.
 * -EINVAL: nothing was set, or INVALID_PARAMETERS (see ffa_msg_origin()).
 */
int ffa_partition_send(struct ffa_partition *p, struct ffa_msg *m, int timeout_ms);

/*
 * Sends m[i] to p[i] without waiting, i = 0 .. n-1, in as few system calls as can be: errors[i] is what
 * ffa_partition_send(p[i], m[i], 0) would return. For one thread that keeps many partitions at work: those that are
 * -EINPROGRESS are waited for with poll(2) and fetched with ffa_partition_resume().
 * 0: every errors[i] is set. -EINVAL: a p[i] or m[i] is NULL, nothing is set in an m[i], or a p[i] is not of the machine of p[0];
 * nothing was sent, and errors and all m[i] are as they were.
 */
int ffa_partition_send_many(struct ffa_partition *const p[], struct ffa_msg *const m[], int errors[], size_t n);

/*
 * Waits up to timeout_ms for the answer of the request that is parked at p, and puts it into m, which need not be the msg that
 * was sent; its payload stays.
 * -ENOENT: nothing is parked. -EINPROGRESS, -EINTR: still parked. Else as ffa_partition_send(); the request has ended.
 */
int ffa_partition_resume(struct ffa_partition *p, struct ffa_msg *m, int timeout_ms);

/*
 * The answer: sets *words (lent by m until its next verb) and returns their number, 5 or, of a REQ2, 14; 0 and NULL after a
 * failure or before the first send. Answers of 32-bit requests have their upper halves zero.
 */
size_t ffa_msg_answer(const struct ffa_msg *m, const uint64_t **words);

/* FF-A status code of the last send or resume, 0 if firmware gave none. */
int32_t ffa_msg_status(const struct ffa_msg *m);

/* Whose word the last failure was; FFA_ORIGIN_NONE after a success. */
enum ffa_origin ffa_msg_origin(const struct ffa_msg *m);

/* The ID that answered, 0 after a failure. */
uint16_t ffa_msg_responder(const struct ffa_msg *m);

#ifdef __cplusplus
}
#endif

#endif
