/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef KFAKE_CPU_H
#define KFAKE_CPU_H

/*
 * Eight CPUs. A thread runs on one of them for life, a worker on that of its work. Pinning is counted, so that a driver that
 * sleeps pinned or asks for its CPU unpinned is found.
 */

#include <kfake/types.h>

#define KFAKE_CPUS	8u
#define NR_CPUS		KFAKE_CPUS
#define nr_cpu_ids	KFAKE_CPUS

struct task_struct {
	pid_t pid;
	pid_t tgid;
	char comm[16];
};

unsigned int kfake_cpu(void);
unsigned int kfake_cpu_pinned(void);
void kfake_cpu_pin(void);
void kfake_cpu_unpin(void);
void kfake_cpu_preempt_disable(void);
void kfake_cpu_preempt_enable(void);
void kfake_might_sleep(void);
int kfake_cond_resched(void);
bool kfake_signal_pending(void);

#define raw_smp_processor_id()	kfake_cpu()
#define smp_processor_id()	kfake_cpu_pinned()
#define get_cpu()		(kfake_cpu_preempt_disable(), kfake_cpu())
#define put_cpu()		kfake_cpu_preempt_enable()
#define migrate_disable()	kfake_cpu_pin()
#define migrate_enable()	kfake_cpu_unpin()
#define preempt_disable()	kfake_cpu_preempt_disable()
#define preempt_enable()	kfake_cpu_preempt_enable()
#define might_sleep()		kfake_might_sleep()
#define cond_resched()		kfake_cond_resched()
#define cpu_relax()		((void)0)

#define cpus_read_lock()	((void)0)
#define cpus_read_unlock()	((void)0)
#define cpu_online(cpu)		((unsigned int)(cpu) < KFAKE_CPUS)
#define num_online_cpus()	KFAKE_CPUS
#define num_possible_cpus()	KFAKE_CPUS
#define for_each_online_cpu(cpu)	for ((cpu) = 0; (cpu) < KFAKE_CPUS; (cpu)++)
#define for_each_possible_cpu(cpu)	for ((cpu) = 0; (cpu) < KFAKE_CPUS; (cpu)++)

#define current			((struct task_struct *)0)
#define signal_pending(task)	((void)(task), kfake_signal_pending())
#define fatal_signal_pending(task) ((void)(task), false)

#endif
