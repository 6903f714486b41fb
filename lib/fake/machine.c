/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "kfake.h"

#include <kfake/bug.h>

void kfake_machine_init(struct kfake_machine *machine)
{
	memset(machine, 0, sizeof(*machine));
	machine->pid = getpid();
	pthread_mutex_init(&machine->bind_lock, NULL);
	pthread_mutex_init(&machine->lock, NULL);
	pthread_mutex_init(&machine->work_lock, NULL);
	pthread_cond_init(&machine->work_done, NULL);
	INIT_LIST_HEAD(&machine->devices);
	INIT_LIST_HEAD(&machine->pages);
	INIT_LIST_HEAD(&machine->files);
	INIT_LIST_HEAD(&machine->woken);
	INIT_LIST_HEAD(&machine->workers);
}

static const char *machine_left(struct kfake_machine *machine)
{
	if (machine->driver)
		return "it left a platform driver";
	if (!list_empty(&machine->devices))
		return "it left a device";
	if (machine->classes)
		return "it left a class";
	if (machine->regions)
		return "it left device numbers";
	if (!list_empty(&machine->pages) && !machine->firmware_keeps_pages)
		return "it left pages";
	return NULL;
}

void kfake_machine_check_clean(struct kfake_machine *machine, const char *what)
{
	const char *left;

	pthread_mutex_lock(&machine->lock);
	left = machine_left(machine);
	pthread_mutex_unlock(&machine->lock);
	pthread_mutex_lock(&machine->work_lock);
	if (!list_empty(&machine->workers))
		left = "it left a workqueue";
	pthread_mutex_unlock(&machine->work_lock);
	if (left)
		kfake_bug(what, 0, left);
}

void kfake_machine_destroy(struct kfake_machine *machine)
{
	kfake_machine_check_clean(machine, "the end of the machine");
	WARN_ON(!list_empty(&machine->files) || !list_empty(&machine->woken));
	kfake_pages_free_all(machine);
	pthread_cond_destroy(&machine->work_done);
	pthread_mutex_destroy(&machine->work_lock);
	pthread_mutex_destroy(&machine->lock);
	pthread_mutex_destroy(&machine->bind_lock);
}

int kfake_machine_check(const struct kfake_machine *machine)
{
	return machine->pid == getpid() ? 0 : -ECHILD;
}
