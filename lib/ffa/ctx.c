/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "internal.h"

struct ffa_ctx {
	atomic_uint refs;
	ffa_log_fn *fn;
	void *arg;
	enum ffa_log max;
};

int ffa_ctx_new(ffa_log_fn *fn, void *arg, enum ffa_log max, struct ffa_ctx **ctx)
{
	struct ffa_ctx *c;

	if (!ctx)
		return -EINVAL;
	*ctx = NULL;
	if ((!fn && max != FFA_LOG_NONE) || max > FFA_LOG_DEBUG)
		return -EINVAL;
	c = calloc(1, sizeof(*c));
	if (!c)
		return -ENOMEM;
	atomic_init(&c->refs, 1);
	c->fn = fn;
	c->arg = arg;
	c->max = max;
	*ctx = c;
	return 0;
}

struct ffa_ctx *ffa_ctx_ref(struct ffa_ctx *ctx)
{
	if (ctx)
		atomic_fetch_add(&ctx->refs, 1);
	return ctx;
}

void ffa_ctx_free(struct ffa_ctx *ctx)
{
	int saved = errno;

	if (ctx && atomic_fetch_sub(&ctx->refs, 1) == 1)
		free(ctx);
	errno = saved;
}

void ffa_ctx_log(struct ffa_ctx *ctx, enum ffa_log level, const char *format, ...)
{
	char line[512];
	va_list args;

	if (!ctx || level > ctx->max)
		return;
	va_start(args, format);
	vsnprintf(line, sizeof(line), format, args);
	va_end(args);
	ctx->fn(ctx->arg, level, line);
}

int ffa_ctx_bug(struct ffa_ctx *ctx, const char *function, const char *what)
{
	ffa_ctx_log(ctx, FFA_LOG_BUG, "BUG: %s: %s", function, what);
	return -EINVAL;
}
