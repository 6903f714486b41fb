/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <fnmatch.h>

#include <ffa/abi.h>
#include <ffa/model.h>

#include "transcript.h"
#include "unit.h"

#define PAGES		4
#define PAGE_SIZE	4096u
#define NORMAL_WORLD	0x40000000u	/* where its memory begins; what is below is not the caller's */
#define DUMPED		48u		/* bytes of RX that were noted, filled with 0xee before each call */
#define DIRTY		0xdeadbeef00000000u

/* The caller's memory: pages at the recorded addresses. */
struct memory {
	uint64_t address[PAGES];
	uint8_t page[PAGES][PAGE_SIZE];
	unsigned int used;
};

struct replay {
	const char *version;
	struct transcript transcript;
	struct memory memory;
	uint64_t rx;
	void *arena;
	struct ffa_model *model;
	size_t next;
};

#define VERSIONS	3
static struct replay replays[VERSIONS] = { { .version = "1.0" }, { .version = "1.1" }, { .version = "1.2" } };

/* A section begins with the first line so named and ends before that of the next. */
static const struct {
	const char *name;
	const char *first;
} sections[] = {
	{ "version", "SMCCC_VERSION" },
	{ "features", "FFA_FEATURES(feature id)" },
	{ "rxtx", "PART_INFO_GET(nil) before map" },
	{ "discovery", "FFA_RX_RELEASE not owner" },
	{ "notifications", "NOTIF_BITMAP_CREATE vm0 ncpu" },
	{ "direct", "DIRECT_REQ32 GET_API_VERSION" },
	{ "memory", "MEM_SHARE len 0" },
	{ "others", "FFA_MSG_WAIT from NWd" },
};

#define SECTIONS	(sizeof(sections) / sizeof(sections[0]))

struct section {
	struct replay *replay;
	size_t number;
	char name[32];
};

/* ---- exceptions ---- */

#define MAX_EXCEPTIONS	32

static struct {
	char what[64];
	unsigned int used;
} exceptions[MAX_EXCEPTIONS];
static size_t n_exceptions;

static bool read_exceptions(void)
{
	FILE *file = fopen(TESTS_DATA "/optee-exceptions", "r");
	char line[256];
	size_t what;

	if (!file)
		return false;
	while (fgets(line, sizeof(line), file)) {
		what = strcspn(line, "\t\n");
		if (line[0] == '#')
			continue;
		/* a reason is wanted */
		if (n_exceptions == MAX_EXCEPTIONS || what >= sizeof(exceptions[0].what) || strlen(line + what) < 3)
			break;
		memcpy(exceptions[n_exceptions++].what, line, what);
	}
	if (!feof(file))
		n_exceptions = 0;
	fclose(file);
	return n_exceptions != 0;
}

static bool is_excepted(const char *what)
{
	bool found = false;
	size_t i;

	for (i = 0; i < n_exceptions; i++) {
		if (fnmatch(exceptions[i].what, what, 0))
			continue;
		exceptions[i].used++;
		found = true;
	}
	return found;
}

/* ---- replay ---- */

static void *map(void *arg, uint64_t address, size_t len)
{
	struct memory *memory = arg;
	unsigned int i;

	if (address < NORMAL_WORLD || len != PAGE_SIZE)
		return NULL;
	for (i = 0; i < memory->used; i++)
		if (memory->address[i] == address)
			return memory->page[i];
	if (memory->used == PAGES)
		return NULL;
	memory->address[memory->used] = address;
	return memory->page[memory->used++];
}

static bool same(const struct step *step, const uint64_t x[18])
{
	unsigned int i;

	for (i = 0; i < step->noted; i++)
		if (x[i] != step->returned[i])
			return false;
	for (i = 8; i < 18 && step->high_is_zero; i++)
		if (x[i])
			return false;
	return true;
}

static void print_frame(const char *who, const uint64_t x[8])
{
	print_error("  %s %llx %llx %llx %llx %llx %llx %llx %llx\n", who, (unsigned long long)x[0], (unsigned long long)x[1],
		    (unsigned long long)x[2], (unsigned long long)x[3], (unsigned long long)x[4], (unsigned long long)x[5],
		    (unsigned long long)x[6], (unsigned long long)x[7]);
}

/* Makes the recorded call; true if the model answered as recorded, or otherwise and is excused. */
static bool replay_call(struct replay *replay, const struct step *step)
{
	uint64_t x[18];
	bool excused;
	unsigned int i;

	memcpy(x, step->sent, sizeof(step->sent));
	for (i = 8; i < 18; i++)
		x[i] = DIRTY | i;
	if (x[0] == FFA_FN_PARTITION_INFO_GET && replay->rx)
		memset(map(&replay->memory, replay->rx, PAGE_SIZE), 0xee, DUMPED);
	ffa_model_call(replay->model, 0, 0, x);
	if ((x[0] == FFA_FN_SUCCESS) && (step->sent[0] | 0x40000000) == FFA_FN_RXTX_MAP_64)
		replay->rx = step->sent[2];
	excused = is_excepted(step->what);
	if (same(step, x) != excused)
		return true;
	print_error("%s line %u: %s: %s\n", replay->version, step->line, step->what,
		    excused ? "answered as recorded, but listed as an exception" : "answered otherwise");
	print_frame("recorded", step->returned);
	print_frame("answered", x);
	return false;
}

static bool replay_rx(struct replay *replay, const struct step *step)
{
	const uint8_t *page = replay->rx ? map(&replay->memory, replay->rx, PAGE_SIZE) : NULL;
	bool inside = step->offset + sizeof(step->words) <= DUMPED;

	if (page && inside && !memcmp(page + step->offset, step->words, sizeof(step->words)))
		return true;
	print_error("%s line %u: RX +%x differs\n", replay->version, step->line, step->offset);
	return false;
}

static bool begins(const struct step *step, size_t section)
{
	return section < SECTIONS && !strcmp(step->what, sections[section].first);
}

static void replay_section(void **state)
{
	const struct section *section = *state;
	struct replay *replay = section->replay;
	unsigned int steps = 0, wrong = 0;
	const struct step *step;

	assert_true(replay->next < replay->transcript.n && begins(replay->transcript.steps + replay->next, section->number));
	for (; replay->next < replay->transcript.n; replay->next++) {
		step = replay->transcript.steps + replay->next;
		if (begins(step, section->number + 1))
			break;
		steps++;
		wrong += !(step->kind == STEP_RX ? replay_rx(replay, step) : replay_call(replay, step));
	}
	assert_int_not_equal(steps, 0);
	assert_int_equal(wrong, 0);
}

/* What each recording is made of: 124 lines with one call, 56 with two, and 10 of RX. */
static void test_replay_was_of_all(void **state)
{
	unsigned int calls = 0, features = 0, rx = 0;
	size_t i, j;

	(void)state;
	for (i = 0; i < VERSIONS; i++) {
		assert_int_equal(replays[i].next, replays[i].transcript.n);
		for (j = 0; j < replays[i].transcript.n; j++) {
			rx += replays[i].transcript.steps[j].kind == STEP_RX;
			calls += replays[i].transcript.steps[j].noted == 8;
			features += replays[i].transcript.steps[j].noted == 5;
		}
	}
	assert_int_equal(calls, VERSIONS * 124);
	assert_int_equal(features, VERSIONS * 56 * 2);
	assert_int_equal(rx, VERSIONS * 10);
}

static void test_replay_has_no_stale_exception(void **state)
{
	unsigned int stale = 0;
	size_t i;

	(void)state;
	for (i = 0; i < n_exceptions; i++) {
		if (exceptions[i].used)
			continue;
		stale++;
		print_error("exception \"%s\" is of no line\n", exceptions[i].what);
	}
	assert_int_equal(stale, 0);
}

/* ---- the group ---- */

static bool replay_begin(struct replay *replay)
{
	struct ffa_model_hooks hooks = { .map = map, .arg = &replay->memory };
	char path[512];

	snprintf(path, sizeof(path), "%s/optee-sel1-nw%s.txt", TESTS_DATA, replay->version);
	if (!transcript_read(path, &replay->transcript)) {
		print_error("%s: %s\n", path, replay->transcript.error);
		return false;
	}
	if (posix_memalign(&replay->arena, 16, FFA_MODEL_ARENA))
		return false;
	return !ffa_model_new(replay->arena, FFA_MODEL_ARENA, &hooks, &replay->model) && !ffa_model_add_optee(replay->model);
}

static int setup(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < VERSIONS; i++)
		if (!replay_begin(&replays[i]))
			return -1;
	return read_exceptions() ? 0 : -1;
}

static int teardown(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < VERSIONS; i++) {
		transcript_free(&replays[i].transcript);
		free(replays[i].arena);
	}
	return 0;
}

int main(void)
{
	static struct section all[VERSIONS * SECTIONS];
	struct CMUnitTest tests[VERSIONS * SECTIONS + 2];
	size_t i;

	for (i = 0; i < VERSIONS * SECTIONS; i++) {
		all[i].replay = &replays[i / SECTIONS];
		all[i].number = i % SECTIONS;
		snprintf(all[i].name, sizeof(all[i].name), "test_replay_of_%s_%s", all[i].replay->version,
			 sections[all[i].number].name);
		tests[i] = (struct CMUnitTest){ .name = all[i].name, .test_func = replay_section, .initial_state = &all[i] };
	}
	tests[i++] = (struct CMUnitTest)cmocka_unit_test(test_replay_was_of_all);
	tests[i] = (struct CMUnitTest)cmocka_unit_test(test_replay_has_no_stale_exception);
	return cmocka_run_group_tests_name("replay", tests, setup, teardown) != 0;
}
