/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <dlfcn.h>
#include <errno.h>
#include <link.h>
#include <string.h>

#include "internal.h"

#define LIBRARY "libffa-fake.so." LIBFFA_SOVERSION

bool ffa_fake_uri(const char *uri)
{
	return !strncmp(uri, FFA_FAKE_URI, strlen(FFA_FAKE_URI));
}

/* Looks at the program only, which comes first. */
static int has_interpreter(struct dl_phdr_info *info, size_t size, void *found)
{
	int i;

	(void)size;
	for (i = 0; i < info->dlpi_phnum; i++) {
		if (info->dlpi_phdr[i].p_type == PT_INTERP)
			*(bool *)found = true;
	}
	return 1;
}

static const struct ffa_fake_entry *fake_load(struct ffa_ctx *ctx)
{
	const struct ffa_fake_entry *entry;
	bool dynamic = false;
	void *library;

	/* In a static program dlopen() brings a second libc, whose threads are not the program's. */
	dl_iterate_phdr(has_interpreter, &dynamic);
	if (!dynamic) {
		ffa_ctx_log(ctx, FFA_LOG_ERROR, "no fake device: a static program calls ffa_fake_open()");
		return NULL;
	}
	/* The library's code has to outlive every object, so it stays, and nobody needs the handle. */
	library = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
	if (!library) {
		ffa_ctx_log(ctx, FFA_LOG_ERROR, "no fake device: %s", dlerror());
		return NULL;
	}
	entry = dlsym(library, FFA_FAKE_ENTRY_SYMBOL);
	if (!entry || strcmp(entry->version, ffa_lib_version())) {
		ffa_ctx_log(ctx, FFA_LOG_ERROR, "no fake device: %s is version %s, libffa is %s", LIBRARY,
			    entry ? entry->version : "unknown", ffa_lib_version());
		entry = NULL;
	}
	dlclose(library);
	return entry;
}

int ffa_fake_device(struct ffa_ctx *ctx, const char *uri, struct ffa_device **dev)
{
	const struct ffa_fake_entry *entry;
	void *machine;
	int err;

	if (strcmp(uri, FFA_FAKE_URI))
		return ffa_bug(ctx, "\"" FFA_FAKE_URI "\" takes no name");
	entry = fake_load(ctx);
	if (!entry)
		return -EOPNOTSUPP;
	err = entry->machine_new(&machine);
	if (err)
		return err;
	err = ffa_device_open_ops(ctx, entry->ops, machine, dev);
	if (err && entry->ops->release)
		entry->ops->release(machine);
	return err;
}
