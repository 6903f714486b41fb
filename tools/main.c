/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "common.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <inttypes.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DEFAULT_TIMEOUT_MS 5000
#define DEFAULT_COUNT 10
#define MAX_PARALLEL 256
#define NAME_WIDTH 49

/* Not the code of a character, which a short option has. */
enum { DEVICE = 256, JSON, WIDE, REQ2, TIMEOUT, COUNT, INTERVAL, PARALLEL };

static const struct option options[] = {
	{ "device", required_argument, NULL, DEVICE },
	{ "json", no_argument, NULL, JSON },
	{ "64", no_argument, NULL, WIDE },
	{ "req2", no_argument, NULL, REQ2 },
	{ "timeout", required_argument, NULL, TIMEOUT },
	{ "count", required_argument, NULL, COUNT },
	{ "interval", required_argument, NULL, INTERVAL },
	{ "parallel", required_argument, NULL, PARALLEL },
	{ "help", no_argument, NULL, 'h' },
	{ "version", no_argument, NULL, 'V' },
	{ 0 },
};

static const struct verb *const nouns[] = { device_verbs, partition_verbs, msg_verbs, uuid_verbs };

#define NOUNS (sizeof(nouns) / sizeof(nouns[0]))

/* The command line, sorted. */
struct input {
	char **words;
	int count;
	unsigned int options;
	int stop; /* 'h' or 'V': nothing else is done */
};

static void help_verb(const struct verb *verb)
{
	char name[128];
	int len = snprintf(name, sizeof(name), "%s %s %s", verb->noun, verb->name, verb->args);

	if (len <= NAME_WIDTH)
		printf("  %-*s  %s\n", NAME_WIDTH, name, verb->help);
	else
		printf("  %s\n  %-*s  %s\n", name, NAME_WIDTH, "", verb->help);
}

static int help(void)
{
	const struct verb *verb;
	size_t i;

	puts("Usage: ffa-cli [--device URI] [--json] NOUN VERB ...\n"
	     "Talk to secure partitions through Arm's Firmware Framework (FF-A).\n");
	for (i = 0; i < NOUNS; i++) {
		for (verb = nouns[i]; verb->name; verb++)
			help_verb(verb);
	}
	puts("\nOptions:\n"
	     "  --device URI   the node of this endpoint (/dev/arm_ffa/self), or fake: for a machine in the process\n"
	     "  --json         print JSON\n"
	     "  --64           a 64-bit message; the answer has 64-bit words\n"
	     "  --req2         a message of the second kind (FF-A 1.2): 14 words of 64 bits\n"
	     "  --timeout MS   how long to wait for an answer or a partition (5000); 0 not at all, -1 for ever\n"
	     "  --count N      how many messages (10); 0 until Ctrl-C\n"
	     "  --interval MS  from the start of one message to that of the next (0), of each object with --parallel\n"
	     "  --parallel N   keep N messages under way, each from a partition object of its own\n"
	     "  -h, --help     print this\n"
	     "  -V, --version  print the version\n"
	     "\n"
	     "ID is a partition ID, as in 0x8001. UUID.ID, with four hex digits, names one of several. Numbers are decimal,\n"
	     "or hex with 0x.\n"
	     "\n"
	     "Exit status: 0 done, 2 wrong command line, 1 everything else.");
	return DONE;
}

static int parse_timeout(const char *text, int *ms)
{
	uint64_t number;

	*ms = -1;
	if (!strcmp(text, "-1"))
		return 0;
	if (parse_number(text, INT_MAX, &number))
		return misused("'%s' is not a timeout; give milliseconds, or -1 for ever", text);
	*ms = (int)number;
	return 0;
}

static int parse_interval(const char *text, int *ms)
{
	uint64_t number;

	if (parse_number(text, INT_MAX, &number))
		return misused("'%s' is not an interval; give milliseconds", text);
	*ms = (int)number;
	return 0;
}

static int parse_count(const char *text, const char *what, uint32_t min, uint32_t max, uint32_t *count)
{
	uint64_t number;

	if (parse_number(text, max, &number) || number < min)
		return misused("'%s' is not a number of %s; give one from %" PRIu32 " to %" PRIu32, text, what, min, max);
	*count = (uint32_t)number;
	return 0;
}

static int parse_uri(const char *text, const char **uri)
{
	*uri = text;
	if (!*text || (!strncmp(text, "fake:", 5) && text[5]))
		return misused("'%s' is not a device; give the path of its node, or fake:", text);
	return 0;
}

static int unknown_option(const char *text)
{
	if (optopt && !strncmp(text, "--", 2) && strchr(text, '='))
		return misused("option '%s' takes no value; see ffa-cli --help", text);
	if (optopt)
		return misused("unknown option '-%c'; %s", optopt,
			       isdigit(optopt) ? "numbers have no sign" : "see ffa-cli --help");
	return misused("unknown option '%s'; see ffa-cli --help", text);
}

static int take(struct cli *cli, struct input *input, int option, char **argv)
{
	switch (option) {
	case 1:
		input->words[input->count++] = optarg;
		return 0;
	case DEVICE:
		return parse_uri(optarg, &cli->uri);
	case JSON:
		cli->json = 1;
		return 0;
	case WIDE:
		cli->method = METHOD_64;
		input->options |= OPTION_64;
		return 0;
	case REQ2:
		cli->method = METHOD_REQ2;
		input->options |= OPTION_REQ2;
		return 0;
	case TIMEOUT:
		input->options |= OPTION_TIMEOUT;
		return parse_timeout(optarg, &cli->timeout_ms);
	case COUNT:
		input->options |= OPTION_COUNT;
		return parse_count(optarg, "messages", 0, UINT32_MAX, &cli->count);
	case INTERVAL:
		input->options |= OPTION_INTERVAL;
		return parse_interval(optarg, &cli->interval_ms);
	case PARALLEL:
		input->options |= OPTION_PARALLEL;
		return parse_count(optarg, "partition objects", 1, MAX_PARALLEL, &cli->parallel);
	case 'h':
	case 'V':
		input->stop = option;
		return 0;
	case ':':
		return misused("option '%s' needs a value; see ffa-cli --help", argv[optind - 1]);
	default:
		return unknown_option(argv[optind - 1]);
	}
}

/* A script that abbreviates an option breaks when a later version has two that begin so. */
static int check_whole(const struct option *option, char **last)
{
	const char *token = option->has_arg && optarg == *last ? last[-1] : *last;

	if (strcspn(token + 2, "=") == strlen(option->name))
		return 0;
	return misused("unknown option '%s'; it may be --%s", token, option->name);
}

static int sort_input(struct cli *cli, struct input *input, int argc, char **argv)
{
	int option, index;
	int r = 0;

	while (!r && !input->stop) {
		index = -1;
		option = getopt_long(argc, argv, "-:hV", options, &index);
		if (option < 0)
			break;
		if (index >= 0 && option != ':' && option != '?')
			r = check_whole(&options[index], argv + optind - 1);
		if (!r)
			r = take(cli, input, option, argv);
	}
	while (!r && optind < argc)
		input->words[input->count++] = argv[optind++];
	return r;
}

static const struct verb *find_noun(const char *name)
{
	size_t i;

	for (i = 0; i < NOUNS; i++) {
		if (!strcmp(nouns[i]->noun, name))
			return nouns[i];
	}
	return NULL;
}

static int find(const struct input *input, const struct verb **found)
{
	const struct verb *verb;

	*found = NULL;
	if (!input->count)
		return misused("what to do is missing; see ffa-cli --help");
	verb = find_noun(input->words[0]);
	if (!verb)
		return misused("unknown noun '%s'; see ffa-cli --help", input->words[0]);
	if (input->count == 1)
		return misused("the verb after '%s' is missing; see ffa-cli --help", input->words[0]);
	while (verb->name && strcmp(verb->name, input->words[1]))
		verb++;
	if (!verb->name)
		return misused("unknown verb '%s' of '%s'; see ffa-cli --help", input->words[1], input->words[0]);
	*found = verb;
	return 0;
}

static const char *name_of(unsigned int option)
{
	static const char *const names[] = { "--64", "--req2", "--timeout", "--count", "--interval", "--parallel" };
	size_t i = 0;

	while (!(option & 1u << i))
		i++;
	return names[i];
}

static int check(const struct input *input, const struct verb *verb)
{
	unsigned int foreign = input->options & ~verb->options;
	int args = input->count - 2;

	if (foreign)
		return misused("'%s %s' has no option %s; see ffa-cli --help", verb->noun, verb->name, name_of(foreign));
	if (input->options & OPTION_64 && input->options & OPTION_REQ2)
		return misused("--64 and --req2 exclude each other; give one of them");
	if (args < verb->min)
		return misused("an argument is missing; it is: ffa-cli %s %s %s", verb->noun, verb->name, verb->args);
	if (verb->max >= 0 && args > verb->max)
		return misused("'%s' is too much; it is: ffa-cli %s %s%s%s", input->words[2 + verb->max], verb->noun,
			       verb->name, *verb->args ? " " : "", verb->args);
	return 0;
}

static int run(struct cli *cli, const struct input *input)
{
	const struct verb *verb;
	int r;

	if (input->stop == 'h')
		return help();
	if (input->stop) {
		printf("ffa-cli %s\n", ffa_lib_version());
		return DONE;
	}
	r = find(input, &verb);
	if (!r)
		r = check(input, verb);
	if (!r)
		r = verb->run(cli, input->count - 2, input->words + 2);
	device_close(cli);
	return r;
}

/* So that no file that is opened later becomes standard output. */
static void fill_standard_fds(void)
{
	int fd;

	do
		fd = open("/dev/null", O_RDONLY);
	while (fd >= 0 && fd <= STDERR_FILENO);
	if (fd >= 0)
		close(fd);
}

static int finish(int r)
{
	int broken;

	errno = 0;
	broken = ferror(stdout);
	broken |= fclose(stdout);
	if (!broken || r)
		return r;
	return failed("cannot write to standard output: %s; look at the disk or the pipe that it goes to",
		      errno ? strerror(errno) : "write error");
}

int main(int argc, char **argv)
{
	struct cli cli = { .timeout_ms = DEFAULT_TIMEOUT_MS, .count = DEFAULT_COUNT };
	struct input input = { 0 };
	int r;

	fill_standard_fds();
	signal(SIGPIPE, SIG_IGN);
	input.words = calloc((size_t)argc + 1, sizeof(*input.words));
	if (!input.words)
		return failed("out of memory; free some");
	r = sort_input(&cli, &input, argc, argv);
	if (!r)
		r = run(&cli, &input);
	free(input.words);
	return finish(r);
}
