/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */

/*
 * Where EL2 is entered: by CPU 0 from reset, by the other CPUs from PSCI CPU_ON, and by the guest's exceptions. Caches and MMU
 * stay off: all memory is Device memory, hence coherent between the CPUs and without unaligned accesses.
 */

#include "monitor.h"

	/* Sets SP to the end of this CPU's stack and leaves its index, as cpu_index() has it, in \index. */
	.macro	take_stack index, scratch
	mrs	\index, mpidr_el1
	and	\index, \index, #0xff
	adrp	\scratch, monitor_stacks
	add	\scratch, \scratch, :lo12:monitor_stacks
	add	\scratch, \scratch, \index, lsl #MONITOR_STACK_SHIFT
	add	sp, \scratch, #MONITOR_STACK_SIZE
	.endm

	/* Stores or loads x0..x30 in the struct monitor_frame at SP. */
	.macro	each_register op
	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30
	\op	x\n, [sp, #8 * \n]
	.endr
	.endm

	.section .text.entry, "ax"
	.globl	monitor_start
monitor_start:
	take_stack x0, x9
	bl	monitor_boot

	/* x0: the struct psci_start that CPU_ON left for this CPU. */
	.globl	monitor_secondary
monitor_secondary:
	take_stack x1, x9
	bl	psci_started

	.globl	monitor_halt
monitor_halt:
	wfi
	b	monitor_halt

	/* guest_enter(entry, x0): the CPU's guest begins at EL1 with every other register zero. */
	.globl	guest_enter
guest_enter:
	msr	elr_el2, x0
	mov	x0, #0x3c5		/* EL1h, DAIF masked */
	msr	spsr_el2, x0
	mov	x0, x1
	take_stack x1, x2
	.irp	n, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30
	mov	x\n, xzr
	.endr
	eret

	.text
	.balign	0x80
guest_exception:
	sub	sp, sp, #MONITOR_FRAME_SIZE
	each_register str
	mov	x0, sp
	bl	monitor_trap
	each_register ldr
	add	sp, sp, #MONITOR_FRAME_SIZE
	eret

	/* The stack may be what is broken, so it starts over; nothing here returns. */
monitor_exception:
	take_stack x0, x9
	bl	monitor_fault

	.macro	vector target
	.balign	0x80
	b	\target
	.endm

	.balign	0x800
	.globl	monitor_vectors
monitor_vectors:
	.rept	8			/* from EL2 itself */
	vector	monitor_exception
	.endr
	vector	guest_exception		/* synchronous, from EL1 or EL0 */
	.rept	7
	vector	monitor_exception
	.endr

	.section .note.GNU-stack, "", %progbits
