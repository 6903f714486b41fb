/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "transcript.h"

#define FN_FEATURES	0x84000064u
#define MAX_STEPS	1000
#define TOKENS		24

/* n numbers in hex at *text, which is moved past them. */
static bool read_hex(const char **text, unsigned int n, uint64_t values[])
{
	unsigned int i;
	char *end;

	for (i = 0; i < n; i++) {
		while (**text == ' ')
			++*text;
		errno = 0;
		values[i] = strtoull(*text, &end, 16);
		if (errno || end == *text || (*end && *end != ' '))
			return false;
		*text = end;
	}
	return true;
}

/* Where the last n words of [line, end) begin; NULL if it has not so many. */
static const char *last_words(const char *line, const char *end, unsigned int n)
{
	const char *p = end;

	while (n--) {
		while (p > line && p[-1] == ' ')
			p--;
		if (p == line)
			return NULL;
		while (p > line && p[-1] != ' ')
			p--;
	}
	return p;
}

static void name_step(struct step *step, const char *from, const char *to)
{
	while (from < to && *from == ' ')
		from++;
	while (to > from && to[-1] == ' ')
		to--;
	snprintf(step->what, sizeof(step->what), "%.*s", (int)(to - from), from);
}

static bool read_call(const char *line, const char *arrow, struct step *step)
{
	const char *sent = last_words(line, arrow, 8);
	const char *returned = arrow + strlen(" =>");
	const char *first = sent;

	if (!sent || sent == line || !read_hex(&sent, 8, step->sent) || !read_hex(&returned, 8, step->returned))
		return false;
	step->kind = STEP_CALL;
	step->noted = 8;
	name_step(step, line, first);
	returned += strspn(returned, " ");
	step->high_is_zero = !strcmp(returned, "x8..17: all 0");
	return step->high_is_zero || !*returned;
}

/* "ID -> x0..x4" up to end. */
static bool read_feature(const char *text, const char *end, struct step *step)
{
	const char *numbers = text;

	step->kind = STEP_CALL;
	step->noted = 5;
	step->sent[0] = FN_FEATURES;
	if (!read_hex(&numbers, 1, step->sent + 1) || strncmp(numbers, " -> ", 4))
		return false;
	snprintf(step->what, sizeof(step->what), "FEATURES %llx", (unsigned long long)step->sent[1]);
	numbers += 4;
	return read_hex(&numbers, 5, step->returned) && numbers == end;
}

static bool read_features(const char *line, struct step step[2])
{
	const char *bar = strstr(line, " | ");

	return bar && read_feature(line, bar, step) && read_feature(bar + 3, line + strlen(line), step + 1);
}

static bool read_rx(const char *line, struct step *step)
{
	uint64_t values[6];
	unsigned int i;
	char *end;

	step->kind = STEP_RX;
	step->offset = (uint32_t)strtoul(line, &end, 16);
	if (end == line || *end != ':')
		return false;
	line = end + 1;
	if (!read_hex(&line, 6, values) || *line)
		return false;
	for (i = 0; i < 6; i++)
		step->words[i] = (uint32_t)values[i];
	return true;
}

static bool says_nothing(const char *text)
{
	static const char *const prefixes[] = { "entry ", "-- partition ", "OP-TEE id ", "WARNING: ", "ERROR: " };
	size_t i;

	for (i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++)
		if (!strncmp(text, prefixes[i], strlen(prefixes[i])))
			return true;
	return false;
}

/* How many steps the line makes, -1 if it is of no known form. */
static int read_line(const char *line, struct step step[2])
{
	const char *text = line + strspn(line, " ");
	const char *arrow = strstr(line, " =>");
	char rx[3];

	if (arrow)
		return read_call(line, arrow, step) ? 1 : -1;
	if (!strncmp(text, "FEATURES ", 9))
		return read_features(text + 9, step) ? 2 : -1;
	if (sscanf(text, "%2s +", rx) == 1 && !strcmp(rx, "RX") && strchr(text, '+'))
		return read_rx(strchr(text, '+') + 1, step) ? 1 : -1;
	return says_nothing(text) ? 0 : -1;
}

static bool read_lines(FILE *file, struct transcript *t)
{
	unsigned int number;
	char line[256];
	int steps, i;

	for (number = 1; fgets(line, sizeof(line), file); number++) {
		line[strcspn(line, "\n")] = 0;
		steps = t->n + 2 > MAX_STEPS ? -1 : read_line(line, t->steps + t->n);
		if (steps < 0) {
			snprintf(t->error, sizeof(t->error), "line %u: %.100s", number, line);
			return false;
		}
		for (i = 0; i < steps; i++)
			t->steps[t->n++].line = number;
	}
	return true;
}

bool transcript_read(const char *path, struct transcript *t)
{
	FILE *file = fopen(path, "r");
	bool read;

	memset(t, 0, sizeof(*t));
	t->steps = calloc(MAX_STEPS, sizeof(*t->steps));
	if (!file || !t->steps) {
		snprintf(t->error, sizeof(t->error), "%s: %s", path, strerror(errno));
		return false;
	}
	read = read_lines(file, t);
	fclose(file);
	return read;
}

void transcript_free(struct transcript *t)
{
	free(t->steps);
	t->steps = NULL;
	t->n = 0;
}
