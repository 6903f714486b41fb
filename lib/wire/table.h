/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef FFAW_TABLE_H
#define FFAW_TABLE_H

/*
 * The one table of FF-A function numbers and status codes. X(name, number, smc32, smc64): smc32 and smc64 are 1 where that
 * form of the call exists.
 */
#define FFAW_CALLS(X)					\
	X(ERROR, 0x60, 1, 0)				\
	X(SUCCESS, 0x61, 1, 1)				\
	X(INTERRUPT, 0x62, 1, 0)			\
	X(VERSION, 0x63, 1, 0)				\
	X(FEATURES, 0x64, 1, 0)				\
	X(RX_RELEASE, 0x65, 1, 0)			\
	X(RXTX_MAP, 0x66, 1, 1)				\
	X(RXTX_UNMAP, 0x67, 1, 0)			\
	X(PARTITION_INFO_GET, 0x68, 1, 0)		\
	X(ID_GET, 0x69, 1, 0)				\
	X(MSG_POLL, 0x6a, 1, 0)				\
	X(MSG_WAIT, 0x6b, 1, 0)				\
	X(YIELD, 0x6c, 1, 0)				\
	X(RUN, 0x6d, 1, 0)				\
	X(MSG_SEND, 0x6e, 1, 0)				\
	X(DIRECT_REQ, 0x6f, 1, 1)			\
	X(DIRECT_RESP, 0x70, 1, 1)			\
	X(MEM_DONATE, 0x71, 1, 1)			\
	X(MEM_LEND, 0x72, 1, 1)				\
	X(MEM_SHARE, 0x73, 1, 1)			\
	X(MEM_RETRIEVE_REQ, 0x74, 1, 1)			\
	X(MEM_RETRIEVE_RESP, 0x75, 1, 0)		\
	X(MEM_RELINQUISH, 0x76, 1, 0)			\
	X(MEM_RECLAIM, 0x77, 1, 0)			\
	X(MEM_OP_PAUSE, 0x78, 1, 0)			\
	X(MEM_OP_RESUME, 0x79, 1, 0)			\
	X(MEM_FRAG_RX, 0x7a, 1, 0)			\
	X(MEM_FRAG_TX, 0x7b, 1, 0)			\
	X(NORMAL_WORLD_RESUME, 0x7c, 1, 0)		\
	X(NOTIFICATION_BITMAP_CREATE, 0x7d, 1, 0)	\
	X(NOTIFICATION_BITMAP_DESTROY, 0x7e, 1, 0)	\
	X(NOTIFICATION_BIND, 0x7f, 1, 0)		\
	X(NOTIFICATION_UNBIND, 0x80, 1, 0)		\
	X(NOTIFICATION_SET, 0x81, 1, 0)			\
	X(NOTIFICATION_GET, 0x82, 1, 0)			\
	X(NOTIFICATION_INFO_GET, 0x83, 1, 1)		\
	X(RX_ACQUIRE, 0x84, 1, 0)			\
	X(SPM_ID_GET, 0x85, 1, 0)			\
	X(MSG_SEND2, 0x86, 1, 0)			\
	X(SECONDARY_EP_REGISTER, 0x87, 1, 1)		\
	X(MEM_PERM_GET, 0x88, 1, 1)			\
	X(MEM_PERM_SET, 0x89, 1, 1)			\
	X(CONSOLE_LOG, 0x8a, 1, 1)			\
	X(PARTITION_INFO_GET_REGS, 0x8b, 0, 1)		\
	X(EL3_INTR_HANDLE, 0x8c, 1, 0)			\
	X(DIRECT_REQ2, 0x8d, 0, 1)			\
	X(DIRECT_RESP2, 0x8e, 0, 1)			\
	X(NS_RES_INFO_GET, 0x8f, 0, 1)			\
	X(ABORT, 0x90, 1, 1)

#define FFAW_STATUSES(X)		\
	X(SUCCESS, 0)			\
	X(NOT_SUPPORTED, -1)		\
	X(INVALID_PARAMETERS, -2)	\
	X(NO_MEMORY, -3)		\
	X(BUSY, -4)			\
	X(INTERRUPTED, -5)		\
	X(DENIED, -6)			\
	X(RETRY, -7)			\
	X(ABORTED, -8)			\
	X(NO_DATA, -9)			\
	X(NOT_READY, -10)

/* FFAW_SUCCESS = 0x84000061, FFAW_SUCCESS_64 = 0xc4000061, ...; both forms have a name whether or not they exist. */
#define FFAW_CALL_IDS(name, number, smc32, smc64)	\
	FFAW_##name = 0x84000000u | (number),		\
	FFAW_##name##_64 = 0xc4000000u | (number),
enum ffaw_call { FFAW_CALLS(FFAW_CALL_IDS) };
#undef FFAW_CALL_IDS

#define FFAW_STATUS_CODE(name, code) FFAW_STATUS_##name = (code),
enum ffaw_status { FFAW_STATUSES(FFAW_STATUS_CODE) };
#undef FFAW_STATUS_CODE

#endif
