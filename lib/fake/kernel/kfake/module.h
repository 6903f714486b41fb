/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef KFAKE_MODULE_H
#define KFAKE_MODULE_H

/*
 * The module: one a program, loaded once per machine, which counts its references. Parameters are static variables of the
 * module; the loader finds them in a section of their own.
 */

#include <kfake/device.h>
#include <kfake/slab.h>

struct module {
	const char *name;
};

struct kfake_param {
	const char *name;
	int (*set)(const char *value, void *variable);	/* value NULL: none was given */
	void *variable;
	size_t size;
};

extern struct module kfake_this_module;

int kfake_module_init(void);
void kfake_module_exit(void);
bool kfake_module_get(void);
void kfake_module_put(void);
struct kfake_machine;
/* The same from outside of the machine. */
void kfake_module_put_of(struct kfake_machine *machine);
int kfake_param_charp(const char *value, void *variable);
int kfake_param_bool(const char *value, void *variable);
int kfake_param_uint(const char *value, void *variable);

#define THIS_MODULE		(&kfake_this_module)
#define __module_get(module)	((void)(module), (void)WARN_ON(!kfake_module_get()))
#define try_module_get(module)	((void)(module), kfake_module_get())
#define module_put(module)	((void)(module), kfake_module_put())

/* Nothing else is ever loaded beside the driver. */
#define __symbol_get(name)	((void *)((void)(name), NULL))
#define __symbol_put(name)	((void)(name))

#define module_init(fn)			\
	int kfake_module_init(void)	\
	{				\
		return fn();		\
	}				\
	struct module
#define module_exit(fn)			\
	void kfake_module_exit(void)	\
	{				\
		fn();			\
	}				\
	struct module

/* Pointers, because structs in a section may be set apart by their alignment; no red zones, for the same reason. */
#ifdef __clang__
#define KFAKE_PARAM_SECTION	__attribute__((used, section("kfake_params"), no_sanitize("address")))
#else
#define KFAKE_PARAM_SECTION	__attribute__((used, section("kfake_params")))
#endif

#define module_param(name_, type, perm)							\
	static const struct kfake_param kfake_param_of_##name_ = {			\
		#name_, kfake_param_##type, &(name_), sizeof(name_)			\
	};										\
	static const struct kfake_param *kfake_param_at_##name_ KFAKE_PARAM_SECTION = &kfake_param_of_##name_

#define MODULE_PARM_DESC(name, text)	struct module
#define MODULE_LICENSE(text)		struct module
#define MODULE_AUTHOR(text)		struct module
#define MODULE_DESCRIPTION(text)	struct module
#define MODULE_VERSION(text)		struct module
#define MODULE_ALIAS(text)		struct module
#define EXPORT_SYMBOL_GPL(name)		struct module

#endif
