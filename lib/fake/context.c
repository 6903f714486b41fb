/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <stdio.h>
#include <stdlib.h>

#include "kfake.h"

#include <kfake/bug.h>
#include <kfake/cpu.h>

struct kfake_context *kfake_context(void)
{
	static _Thread_local struct kfake_context context;

	return &context;
}

struct kfake_machine *kfake_current_machine(void)
{
	struct kfake_machine *machine = kfake_context()->machine;

	WARN_ON(!machine);
	return machine;
}

void kfake_enter(struct kfake_visit *visit, struct kfake_machine *machine)
{
	struct kfake_context *context = kfake_context();

	pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &visit->cancel);
	visit->outer = *context;
	*context = (struct kfake_context){ .machine = machine, .cpu = context->cpu };
}

void kfake_leave(const struct kfake_visit *visit)
{
	struct kfake_context *context = kfake_context();
	unsigned int cpu;

	kfake_context_check();
	kfake_file_look_woken();
	cpu = context->cpu;
	*context = visit->outer;
	context->cpu = cpu;
	pthread_setcancelstate(visit->cancel, NULL);
}

void kfake_context_check(void)
{
	const struct kfake_context *context = kfake_context();

	WARN_ON(context->pins || context->atomics || context->mutexes);
}

void kfake_context_check_sleep(void)
{
	kfake_might_sleep();
	WARN_ON(kfake_context()->pins);
}

void kfake_might_sleep(void)
{
	WARN_ON(kfake_context()->atomics);
}

int kfake_cond_resched(void)
{
	kfake_might_sleep();
	return 0;
}

unsigned int kfake_cpu(void)
{
	static unsigned int next;
	struct kfake_context *context = kfake_context();

	if (!context->cpu)
		context->cpu = __atomic_fetch_add(&next, 1, __ATOMIC_RELAXED) % KFAKE_CPUS + 1;
	return context->cpu - 1;
}

unsigned int kfake_cpu_pinned(void)
{
	const struct kfake_context *context = kfake_context();

	WARN_ON(!context->pins && !context->atomics && !context->bound);
	return kfake_cpu();
}

void kfake_cpu_pin(void)
{
	kfake_context()->pins++;
}

void kfake_cpu_unpin(void)
{
	WARN_ON(!kfake_context()->pins--);
}

void kfake_cpu_preempt_disable(void)
{
	kfake_context()->atomics++;
}

void kfake_cpu_preempt_enable(void)
{
	WARN_ON(!kfake_context()->atomics--);
}

bool kfake_signal_pending(void)
{
	return kfake_context()->signalled;
}

void kfake_bug(const char *file, int line, const char *what)
{
	if (line)
		fprintf(stderr, "libffa-fake: BUG: %s:%d: %s\n", file, line, what);
	else
		fprintf(stderr, "libffa-fake: BUG: %s: %s\n", file, what);
	abort();
}
