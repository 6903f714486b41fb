/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "capture.h"

#include <stdio.h>
#include <unistd.h>

struct diversion {
	FILE *stream;
	FILE *file;
	int saved;
};

static void divert(struct diversion *diversion, FILE *stream)
{
	diversion->stream = stream;
	diversion->file = tmpfile();
	assert_non_null(diversion->file);
	fflush(stream);
	diversion->saved = dup(fileno(stream));
	assert_true(diversion->saved >= 0);
	assert_true(dup2(fileno(diversion->file), fileno(stream)) >= 0);
}

static void restore(struct diversion *diversion, char *text, size_t size)
{
	size_t n;

	fflush(diversion->stream);
	dup2(diversion->saved, fileno(diversion->stream));
	close(diversion->saved);
	rewind(diversion->file);
	n = fread(text, 1, size - 1, diversion->file);
	text[n] = '\0';
	fclose(diversion->file);
}

void capture(struct capture *capture, capture_fn *fn, void *arg)
{
	struct diversion out;
	struct diversion err;

	divert(&out, stdout);
	divert(&err, stderr);
	capture->r = fn(arg);
	restore(&err, capture->err, sizeof(capture->err));
	restore(&out, capture->out, sizeof(capture->out));
}
