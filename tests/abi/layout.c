/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
/*
 * The ABI in numbers: where every field of every uapi struct lies, the ioctl numbers, the values of public enums. Fields and
 * values are added; what is here never changes.
 */

#include <stddef.h>

#include <ffa/ffa.h>
#include <linux/arm_ffa_cdev.h>

/* F(struct, field, offset, size) */
#define DEVICE_INFO(F, s)		\
	F(s, size, 0, 4)		\
	F(s, flags, 4, 4)		\
	F(s, firmware, 8, 4)		\
	F(s, negotiated, 12, 4)		\
	F(s, driver, 16, 4)		\
	F(s, own_id, 20, 2)		\
	F(s, spmc_id, 22, 2)		\
	F(s, attributes, 24, 4)

#define FEATURE(F, s)			\
	F(s, size, 0, 4)		\
	F(s, flags, 4, 4)		\
	F(s, id, 8, 4)			\
	F(s, input, 12, 4)		\
	F(s, w2, 16, 4)			\
	F(s, w3, 20, 4)			\
	F(s, status, 24, 4)		\
	F(s, origin, 28, 1)		\
	F(s, pad, 29, 3)

#define LIMIT(F, s)			\
	F(s, size, 0, 4)		\
	F(s, flags, 4, 4)		\
	F(s, limit, 8, 4)		\
	F(s, pad, 12, 4)		\
	F(s, value, 16, 8)

#define PARTITION_INFO(F, s)		\
	F(s, size, 0, 4)		\
	F(s, flags, 4, 4)		\
	F(s, uuid, 8, 16)		\
	F(s, id, 24, 2)			\
	F(s, contexts, 26, 2)		\
	F(s, properties, 28, 4)		\
	F(s, major, 32, 4)		\
	F(s, minor, 36, 4)		\
	F(s, attributes, 40, 4)		\
	F(s, pad, 44, 4)

#define LIST(F, s)			\
	F(s, size, 0, 4)		\
	F(s, flags, 4, 4)		\
	F(s, uuid, 8, 16)		\
	F(s, entries, 24, 8)		\
	F(s, count, 32, 4)		\
	F(s, stride, 36, 4)

#define MESSAGE(F, s)			\
	F(s, size, 0, 4)		\
	F(s, flags, 4, 4)		\
	F(s, deadline, 8, 8)		\
	F(s, method, 16, 4)		\
	F(s, status, 20, 4)		\
	F(s, responder, 24, 2)		\
	F(s, origin, 26, 1)		\
	F(s, parked, 27, 1)		\
	F(s, pad, 28, 4)		\
	F(s, words, 32, 112)

#define SEND_ENTRY(F, s)		\
	F(s, fd, 0, 4)			\
	F(s, error, 4, 4)		\
	F(s, message, 8, 8)

#define SEND_MANY(F, s)			\
	F(s, size, 0, 4)		\
	F(s, flags, 4, 4)		\
	F(s, entries, 8, 8)		\
	F(s, count, 16, 4)		\
	F(s, pad, 20, 4)

#define LIES_THERE(s, field, offset, bytes)					\
	_Static_assert(offsetof(struct s, field) == (offset), #s "." #field);	\
	_Static_assert(sizeof(((struct s *)0)->field) == (bytes), #s "." #field);
#define PLUS_SIZE(s, field, offset, bytes) + (bytes)

/* The sum shows that no field is missing above and that the compiler pads nowhere. */
#define LAYOUT(s, fields, bytes, align)					\
	fields(LIES_THERE, s)						\
	_Static_assert(sizeof(struct s) == (bytes), #s);		\
	_Static_assert(0 fields(PLUS_SIZE, s) == (bytes), #s);		\
	_Static_assert(_Alignof(struct s) == (align), #s)

LAYOUT(ffa_ioc_device_info, DEVICE_INFO, 28, 4);
LAYOUT(ffa_ioc_feature, FEATURE, 32, 4);
LAYOUT(ffa_ioc_limit, LIMIT, 24, 8);
LAYOUT(ffa_ioc_partition_info, PARTITION_INFO, 48, 4);
LAYOUT(ffa_ioc_list, LIST, 40, 8);
LAYOUT(ffa_ioc_message, MESSAGE, 144, 8);
LAYOUT(ffa_ioc_send_entry, SEND_ENTRY, 16, 8);
LAYOUT(ffa_ioc_send_many, SEND_MANY, 24, 8);

#define IS(name, value) _Static_assert((name) == (value), #name)

IS(FFA_IOC_DEVICE_INFO, 0xe700);
IS(FFA_IOC_FEATURE, 0xe701);
IS(FFA_IOC_LIMIT, 0xe702);
IS(FFA_IOC_LIST, 0xe703);
IS(FFA_IOC_PARTITION_INFO, 0xe704);
IS(FFA_IOC_SEND, 0xe705);
IS(FFA_IOC_RESUME, 0xe706);
IS(FFA_IOC_SEND_MANY, 0xe707);

IS(FFA_IOC_DEVICE_INFO_SIZE_VER0, 28);
IS(FFA_IOC_FEATURE_SIZE_VER0, 32);
IS(FFA_IOC_LIMIT_SIZE_VER0, 24);
IS(FFA_IOC_PARTITION_INFO_SIZE_VER0, 48);
IS(FFA_IOC_LIST_SIZE_VER0, 40);
IS(FFA_IOC_MESSAGE_SIZE_VER0, 72);
IS(FFA_IOC_MESSAGE_SIZE_VER1, 144);
IS(FFA_IOC_SEND_MANY_SIZE_VER0, 24);
IS(FFA_IOC_SEND_MANY_MAX, 256);

IS(FFA_IOC_HAS_SPMC_ID, 1);
IS(FFA_IOC_HAS_HVC, 2);
IS(FFA_IOC_HAS_INFO_REGS, 4);
IS(FFA_IOC_DENIED, 1);
IS(FFA_IOC_DIRECT32, 1);
IS(FFA_IOC_DIRECT64, 2);
IS(FFA_IOC_DIRECT_REQ2, 3);
IS(FFA_IOC_ORIGIN_NONE, 0);
IS(FFA_IOC_ORIGIN_LIBRARY, 1);
IS(FFA_IOC_ORIGIN_DRIVER, 2);
IS(FFA_IOC_ORIGIN_FRAMEWORK, 3);
IS(FFA_IOC_ORIGIN_PARTITION, 4);
IS(FFA_IOC_LIMIT_REGIONS, 1);
IS(FFA_IOC_LIMIT_REGION_BYTES, 2);
IS(FFA_IOC_LIMIT_RANGES, 3);
IS(FFA_IOC_LIMIT_INDIRECT_BYTES, 4);
IS(FFA_IOC_LIMIT_DIRECT_WORDS, 5);
IS(FFA_IOC_LIMIT_RXTX_BYTES, 6);

IS(FFA_LOG_NONE, 0);
IS(FFA_LOG_BUG, 1);
IS(FFA_LOG_ERROR, 2);
IS(FFA_LOG_INFO, 3);
IS(FFA_LOG_DEBUG, 4);
IS(FFA_ORIGIN_NONE, 0);
IS(FFA_ORIGIN_LIBRARY, 1);
IS(FFA_ORIGIN_DRIVER, 2);
IS(FFA_ORIGIN_FRAMEWORK, 3);
IS(FFA_ORIGIN_PARTITION, 4);
IS(FFA_LIMIT_NONE, 0);
IS(FFA_LIMIT_DIRECT_WORDS, 5);
IS(FFA_LIMIT_RXTX_BYTES, 6);
IS(FFA_DEVICE_HVC, 1);
IS(FFA_DEVICE_INFO_REGS, 2);
