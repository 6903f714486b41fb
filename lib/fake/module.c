/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <errno.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kfake.h"

#include <kfake/module.h>
#include <kfake/string.h>

struct module kfake_this_module = { .name = "this module" };

/* The section of module_param(); weak for a module without any. */
extern const struct kfake_param *__start_kfake_params[] __attribute__((weak, visibility("hidden")));
extern const struct kfake_param *__stop_kfake_params[] __attribute__((weak, visibility("hidden")));

/* ---- references ---- */

bool kfake_module_get(void)
{
	struct kfake_machine *machine = kfake_current_machine();
	int refs = __atomic_load_n(&machine->module_refs, __ATOMIC_RELAXED);

	while (refs >= 0)
		if (__atomic_compare_exchange_n(&machine->module_refs, &refs, refs + 1, 0, __ATOMIC_ACQ_REL, __ATOMIC_RELAXED))
			return true;
	return false;
}

void kfake_module_put_of(struct kfake_machine *machine)
{
	WARN_ON(__atomic_fetch_sub(&machine->module_refs, 1, __ATOMIC_ACQ_REL) <= 0);
}

void kfake_module_put(void)
{
	kfake_module_put_of(kfake_current_machine());
}

/* ---- parameters ---- */

int kfake_param_charp(const char *value, void *variable)
{
	if (!value)
		return -EINVAL;
	*(char **)variable = (char *)(uintptr_t)value;
	return 0;
}

int kfake_param_bool(const char *value, void *variable)
{
	return kfake_strtobool(value ? value : "1", variable);
}

int kfake_param_uint(const char *value, void *variable)
{
	return value ? kfake_strtou32(value, 0, variable) : -EINVAL;
}

/* Parameter names do not tell '-' from '_'. */
static bool param_is(const char *a, const char *b)
{
	for (; *a && *b; a++, b++)
		if (*a != *b && !(strchr("-_", *a) && strchr("-_", *b)))
			return false;
	return *a == *b;
}

static int param_set(const char *name, const char *value)
{
	const struct kfake_param **param;
	int ret;

	for (param = __start_kfake_params; param < __stop_kfake_params; param++) {
		if (!param_is((*param)->name, name))
			continue;
		ret = (*param)->set(value, (*param)->variable);
		if (ret)
			pr_err("`%s' invalid for parameter `%s'", value ? value : "", name);
		return ret;
	}
	/* Not an error to a kernel. */
	pr_warn("unknown parameter '%s' ignored", name);
	return 0;
}

/* Cuts the next word off: blanks end it unless they are quoted, and quotes go. */
static char *params_word(char **rest)
{
	char *from = *rest + strspn(*rest, " \t\n"), *word = from, *to = from;
	bool quoted = false;

	if (!*from)
		return NULL;
	for (; *from && (quoted || !strchr(" \t\n", *from)); from++) {
		if (*from == '"')
			quoted = !quoted;
		else
			*to++ = *from;
	}
	*rest = *from ? from + 1 : from;
	*to = '\0';
	return word;
}

static int params_set(char *params)
{
	char *word, *value;
	int ret;

	while ((word = params_word(&params))) {
		value = strchr(word, '=');
		if (value)
			*value++ = '\0';
		ret = param_set(word, value);
		if (ret)
			return ret;
	}
	return 0;
}

/* A place for the module's own values of its parameters. */
static void params_copy(char *copy, bool save)
{
	const struct kfake_param **param;

	for (param = __start_kfake_params; param < __stop_kfake_params; param++) {
		memcpy(save ? copy : (*param)->variable, save ? (*param)->variable : copy, (*param)->size);
		copy += (*param)->size;
	}
}

static size_t params_size(void)
{
	const struct kfake_param **param;
	size_t size = 0;

	for (param = __start_kfake_params; param < __stop_kfake_params; param++)
		size += (*param)->size;
	return size;
}

/* ---- load and unload ---- */

/*
 * The parameters belong to the process and are set for one load at a time. The lock belongs to a process, too, because after
 * a fork in the middle of a load nobody in the child would let go of it.
 */
static pid_t load_owner;
static char *load_saved;

static void load_begin(char *saved)
{
	pid_t owner = 0, me = getpid();

	while (!__atomic_compare_exchange_n(&load_owner, &owner, me, 0, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED)) {
		if (owner == me) {
			sched_yield();
			owner = 0;
		}
	}
	if (load_saved)
		params_copy(load_saved, false);
	params_copy(saved, true);
	load_saved = saved;
}

static void load_end(void)
{
	params_copy(load_saved, false);
	load_saved = NULL;
	__atomic_store_n(&load_owner, 0, __ATOMIC_RELEASE);
}

static int module_init_with(struct kfake_machine *machine, char *params, char *saved)
{
	struct kfake_visit visit;
	int ret;

	kfake_enter(&visit, machine);
	load_begin(saved);
	ret = params_set(params);
	if (!ret)
		ret = kfake_module_init();
	load_end();
	if (ret)
		kfake_machine_check_clean(machine, "module init, which failed");
	kfake_leave(&visit);
	return ret;
}

int kfake_module_load(struct kfake_machine *machine, const char *params)
{
	char *copy = strdup(params ? params : "");
	char *saved = malloc(params_size() + 1);
	int ret = -ENOMEM;

	pthread_mutex_lock(&machine->bind_lock);
	if (machine->loaded)
		ret = -EEXIST;
	else if (copy && saved)
		ret = module_init_with(machine, copy, saved);
	if (!ret)
		machine->loaded = true;
	pthread_mutex_unlock(&machine->bind_lock);
	free(saved);
	free(copy);
	return ret;
}

static bool module_go(struct kfake_machine *machine)
{
	int refs = 0;

	return __atomic_compare_exchange_n(&machine->module_refs, &refs, -1, 0, __ATOMIC_ACQ_REL, __ATOMIC_RELAXED);
}

static int module_exit_when_idle(struct kfake_machine *machine)
{
	struct kfake_visit visit;

	if (!module_go(machine)) {
		/* A work that has done all that anybody sees may still be about to let the module go. */
		kfake_work_settle(machine);
		if (!module_go(machine))
			return -EBUSY;
	}
	kfake_enter(&visit, machine);
	kfake_module_exit();
	kfake_leave(&visit);
	kfake_machine_check_clean(machine, "module exit");
	__atomic_store_n(&machine->module_refs, 0, __ATOMIC_RELEASE);
	machine->loaded = false;
	return 0;
}

int kfake_module_unload(struct kfake_machine *machine)
{
	int ret;

	pthread_mutex_lock(&machine->bind_lock);
	ret = machine->loaded ? module_exit_when_idle(machine) : -ENODEV;
	pthread_mutex_unlock(&machine->bind_lock);
	return ret;
}
