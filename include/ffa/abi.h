/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef FFA_ABI_H
#define FFA_ABI_H

/*
 * <ffa/abi.h>: numbers of Arm's Firmware Framework (DEN0077A) that a user of libffa meets. This header cannot be included
 * beside the kernel's <linux/arm_ffa.h>, which has the same names.
 */

/* Versions of FF-A as FFA_VERSION has them: major << 16 | minor. */
#define FFA_VERSION_1_0	0x00010000u
#define FFA_VERSION_1_1	0x00010001u
#define FFA_VERSION_1_2	0x00010002u

/* Status codes (ffa_msg_status(), ffa_status_name()): signed 32-bit values of w2 of FFA_ERROR. */
#define FFA_STATUS_SUCCESS		0
#define FFA_STATUS_NOT_SUPPORTED	(-1)
#define FFA_STATUS_INVALID_PARAMETERS	(-2)
#define FFA_STATUS_NO_MEMORY		(-3)
#define FFA_STATUS_BUSY			(-4)
#define FFA_STATUS_INTERRUPTED		(-5)
#define FFA_STATUS_DENIED		(-6)
#define FFA_STATUS_RETRY		(-7)
#define FFA_STATUS_ABORTED		(-8)
#define FFA_STATUS_NO_DATA		(-9)
#define FFA_STATUS_NOT_READY		(-10)

/* Partition properties (ffa_info_properties()): word 1 of the partition information descriptor. */
#define FFA_PROP_DIRECT_RECV	(1u << 0) /* can receive direct messages */
#define FFA_PROP_DIRECT_SEND	(1u << 1) /* can send them */
#define FFA_PROP_INDIRECT	(1u << 2) /* can send and receive indirect messages */
#define FFA_PROP_NOTIFY		(1u << 3) /* can receive notifications (1.1) */
#define FFA_PROP_ID_TYPE	(3u << 4) /* 0: a PE endpoint; 1, 2: stream endpoint; 3: auxiliary ID (1.1) */
#define FFA_PROP_VM_CREATED	(1u << 6) /* wants VM created messages (1.1) */
#define FFA_PROP_VM_DESTROYED	(1u << 7) /* wants VM destroyed messages (1.1) */
#define FFA_PROP_AARCH64	(1u << 8) /* runs in AArch64; 0: AArch32, use 32-bit messages (1.1) */
#define FFA_PROP_REQ2_RECV	(1u << 9) /* can receive DIRECT_REQ2 (1.2) */
#define FFA_PROP_REQ2_SEND	(1u << 10) /* can send DIRECT_REQ2 (1.2) */

/* Feature IDs (ffa_device_feature()): FFA_FEATURES takes these or one of the function IDs below. */
#define FFA_FEATURE_NPI		0x1u /* notification pending interrupt; w2 = INTID */
#define FFA_FEATURE_SRI		0x2u /* schedule receiver interrupt; w2 = INTID */
#define FFA_FEATURE_MEI		0x3u /* managed exit interrupt; w2 = INTID */

/* Function IDs; *_64 is the SMC64 form of a call that has both. */
#define FFA_FN_ERROR			0x84000060u
#define FFA_FN_SUCCESS			0x84000061u
#define FFA_FN_SUCCESS_64		0xc4000061u
#define FFA_FN_INTERRUPT		0x84000062u
#define FFA_FN_VERSION			0x84000063u
#define FFA_FN_FEATURES			0x84000064u
#define FFA_FN_RX_RELEASE		0x84000065u
#define FFA_FN_RXTX_MAP			0x84000066u
#define FFA_FN_RXTX_MAP_64		0xc4000066u
#define FFA_FN_RXTX_UNMAP		0x84000067u
#define FFA_FN_PARTITION_INFO_GET	0x84000068u
#define FFA_FN_ID_GET			0x84000069u
#define FFA_FN_MSG_POLL			0x8400006au
#define FFA_FN_MSG_WAIT			0x8400006bu
#define FFA_FN_YIELD			0x8400006cu
#define FFA_FN_RUN			0x8400006du
#define FFA_FN_MSG_SEND			0x8400006eu
#define FFA_FN_DIRECT_REQ		0x8400006fu
#define FFA_FN_DIRECT_REQ_64		0xc400006fu
#define FFA_FN_DIRECT_RESP		0x84000070u
#define FFA_FN_DIRECT_RESP_64		0xc4000070u
#define FFA_FN_MEM_DONATE		0x84000071u
#define FFA_FN_MEM_DONATE_64		0xc4000071u
#define FFA_FN_MEM_LEND			0x84000072u
#define FFA_FN_MEM_LEND_64		0xc4000072u
#define FFA_FN_MEM_SHARE		0x84000073u
#define FFA_FN_MEM_SHARE_64		0xc4000073u
#define FFA_FN_MEM_RETRIEVE_REQ		0x84000074u
#define FFA_FN_MEM_RETRIEVE_REQ_64	0xc4000074u
#define FFA_FN_MEM_RETRIEVE_RESP	0x84000075u
#define FFA_FN_MEM_RELINQUISH		0x84000076u
#define FFA_FN_MEM_RECLAIM		0x84000077u
#define FFA_FN_MEM_OP_PAUSE		0x84000078u
#define FFA_FN_MEM_OP_RESUME		0x84000079u
#define FFA_FN_MEM_FRAG_RX		0x8400007au
#define FFA_FN_MEM_FRAG_TX		0x8400007bu
#define FFA_FN_NORMAL_WORLD_RESUME	0x8400007cu
#define FFA_FN_NOTIFICATION_BITMAP_CREATE	0x8400007du
#define FFA_FN_NOTIFICATION_BITMAP_DESTROY	0x8400007eu
#define FFA_FN_NOTIFICATION_BIND	0x8400007fu
#define FFA_FN_NOTIFICATION_UNBIND	0x84000080u
#define FFA_FN_NOTIFICATION_SET		0x84000081u
#define FFA_FN_NOTIFICATION_GET		0x84000082u
#define FFA_FN_NOTIFICATION_INFO_GET	0x84000083u
#define FFA_FN_NOTIFICATION_INFO_GET_64	0xc4000083u
#define FFA_FN_RX_ACQUIRE		0x84000084u
#define FFA_FN_SPM_ID_GET		0x84000085u
#define FFA_FN_MSG_SEND2		0x84000086u
#define FFA_FN_SECONDARY_EP_REGISTER	0x84000087u
#define FFA_FN_SECONDARY_EP_REGISTER_64	0xc4000087u
#define FFA_FN_MEM_PERM_GET		0x84000088u
#define FFA_FN_MEM_PERM_GET_64		0xc4000088u
#define FFA_FN_MEM_PERM_SET		0x84000089u
#define FFA_FN_MEM_PERM_SET_64		0xc4000089u
#define FFA_FN_CONSOLE_LOG		0x8400008au
#define FFA_FN_CONSOLE_LOG_64		0xc400008au
#define FFA_FN_PARTITION_INFO_GET_REGS_64	0xc400008bu
#define FFA_FN_EL3_INTR_HANDLE		0x8400008cu
#define FFA_FN_DIRECT_REQ2_64		0xc400008du
#define FFA_FN_DIRECT_RESP2_64		0xc400008eu
#define FFA_FN_NS_RES_INFO_GET_64	0xc400008fu
#define FFA_FN_ABORT			0x84000090u
#define FFA_FN_ABORT_64			0xc4000090u

#endif
