/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "common.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>

enum { ID, UUID, WORDS };

static const struct column columns[] = {
	[ID] = { "id", COLUMN_TEXT },
	[UUID] = { "uuid", COLUMN_TEXT },
	[WORDS] = { "words", COLUMN_WORDS },
	{ 0 },
};

static int cannot_send(const struct cli *cli, const struct ffa_partition *partition, const struct ffa_msg *msg, int r)
{
	char text[MESSAGE_TEXT];

	message_failure(cli, partition, msg, r, text);
	return failed("%s", text);
}

static int print_json(const struct cli *cli, const struct ffa_partition *partition, const struct ffa_msg *msg,
		      const char *words)
{
	struct table table;

	table_new(&table, cli, "msgs", columns);
	table_row(&table);
	table_setf(&table, ID, "0x%04x", ffa_msg_responder(msg));
	table_set_uuid(&table, UUID, ffa_info_uuid(ffa_partition_info(partition)));
	table_set(&table, WORDS, words);
	return table_print(&table);
}

static int print(const struct cli *cli, const struct ffa_partition *partition, const struct ffa_msg *msg)
{
	char text[MAX_WORDS * 20] = "";
	const uint64_t *words;
	size_t used = 0;
	size_t n = ffa_msg_answer(msg, &words);
	size_t i;

	for (i = 0; i < n && i < MAX_WORDS; i++)
		used += (size_t)snprintf(text + used, sizeof(text) - used, "%s0x%0*" PRIx64, i ? " " : "",
					 message_wide(cli) ? 16 : 8, words[i]);
	if (cli->json)
		return print_json(cli, partition, msg, text);
	puts(text);
	return DONE;
}

static int too_many_words(const struct cli *cli, int argc)
{
	if (cli->method == METHOD_REQ2)
		return misused("%d words are too many; a direct message of the second kind has %d", argc, MAX_WORDS);
	return misused("%d words are too many; a direct message has %u, with --req2 %d", argc, message_words(cli), MAX_WORDS);
}

static int parse_words(const struct cli *cli, int argc, char **argv, uint64_t words[MAX_WORDS])
{
	int wide = message_wide(cli);
	int i;
	int r;

	if (argc > (int)message_words(cli))
		return too_many_words(cli, argc);
	for (i = 0; i < argc; i++) {
		r = parse_number(argv[i], wide ? UINT64_MAX : UINT32_MAX, &words[i]);
		if (r == -ERANGE)
			return misused("'%s' does not fit into %d bits; %s", argv[i], wide ? 64 : 32,
				       wide ? "give a smaller number" : "give a smaller number, or --64");
		if (r)
			return misused("'%s' is not a number; give a decimal one, or a hex one that starts with 0x", argv[i]);
	}
	return 0;
}

static int exchange(const struct cli *cli, struct ffa_partition *partition, const uint64_t words[MAX_WORDS])
{
	struct ffa_msg *msg;
	int r = ffa_msg_new(&msg);

	if (r)
		return failed("cannot make a message: %s; free some memory", ffa_strerror(r));
	r = message_set(cli, msg, words);
	if (!r)
		r = message_deliver(cli, partition, msg);
	r = r ? cannot_send(cli, partition, msg, r) : print(cli, partition, msg);
	ffa_msg_free(msg);
	return r;
}

static int send(struct cli *cli, int argc, char **argv)
{
	uint64_t words[MAX_WORDS] = { 0 };
	struct ffa_partition *partition = NULL;
	struct target target;
	int r = target_parse(argv[0], &target);

	if (!r)
		r = parse_words(cli, argc - 1, argv + 1, words);
	if (!r)
		r = target_open(cli, &target, &partition);
	if (!r)
		r = exchange(cli, partition, words);
	ffa_partition_close(partition);
	return r;
}

const struct verb msg_verbs[] = {
	{ "msg", "send", "UUID|ID [--64|--req2] [--timeout MS] [WORD...]",
	  "send a direct message of up to 5 words (14 with --req2), print the answer", 1, -1,
	  OPTION_64 | OPTION_REQ2 | OPTION_TIMEOUT, send },
	{ "msg", "ping", "UUID|ID [--64|--req2] [--count N] [--interval MS] [--parallel N] [--timeout MS]",
	  "send direct messages and print how long their answers took", 1, 1,
	  OPTION_64 | OPTION_REQ2 | OPTION_COUNT | OPTION_INTERVAL | OPTION_PARALLEL | OPTION_TIMEOUT, msg_ping },
	{ 0 },
};
