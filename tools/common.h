/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef FFA_CLI_COMMON_H
#define FFA_CLI_COMMON_H

#include <ffa/ffa.h>

struct ffa_fake;
struct libscols_line;
struct libscols_table;

/* What a verb returns and the process exits with. */
enum {
	DONE = 0,
	FAILED = 1,
	MISUSED = 2, /* wrong from the command line alone */
};

/* Options that belong to some verbs only. */
enum {
	OPTION_64 = 1 << 0,
	OPTION_REQ2 = 1 << 1,
	OPTION_TIMEOUT = 1 << 2,
	OPTION_COUNT = 1 << 3,
	OPTION_INTERVAL = 1 << 4,
	OPTION_PARALLEL = 1 << 5,
};

/* Kinds of direct messages. */
enum method {
	METHOD_32,
	METHOD_64,
	METHOD_REQ2,
};

struct cli {
	const char *uri; /* NULL: the default node */
	struct ffa_device *device;
	struct ffa_fake *fake;
	int json;
	enum method method;
	int timeout_ms;
	int interval_ms;
	uint32_t count; /* 0: without end */
	uint32_t parallel; /* 0: one message after the other */
};

struct verb {
	const char *noun;
	const char *name;
	const char *args;
	const char *help;
	int min;
	int max;
	unsigned int options;
	int (*run)(struct cli *cli, int argc, char **argv);
};

/* One array per noun, each ends with a row without name. */
extern const struct verb device_verbs[];
extern const struct verb msg_verbs[];
extern const struct verb partition_verbs[];
extern const struct verb uuid_verbs[];

/* Verbs in files of their own. */
int device_doctor(struct cli *cli, int argc, char **argv);
int device_features(struct cli *cli, int argc, char **argv);
int msg_ping(struct cli *cli, int argc, char **argv);
int partition_wait(struct cli *cli, int argc, char **argv);

/* Print one line on stderr, control characters made visible; return FAILED and MISUSED. */
int failed(const char *format, ...) __attribute__((format(printf, 1, 2)));
int misused(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Decimal, or hex with 0x; no sign, no blank. -EINVAL: not a number; -ERANGE: more than max. */
int parse_number(const char *text, uint64_t max, uint64_t *value);

/* What to do about a node that may not be opened. */
void rights_hint(const char *path, char *text, size_t size);

/* CLOCK_MONOTONIC. */
int64_t now_ns(void);

/* Opens cli->device, or says why not. */
int device_open(struct cli *cli);
/* The same in silence: 0 or -errno. */
int device_try(struct cli *cli);
/* Closes it, if it is open. */
void device_close(struct cli *cli);
const char *device_name(const struct cli *cli);
int device_is_fake(const struct cli *cli);
/* What to do about a device that does not open with r. */
void device_hint(const struct cli *cli, int r, char *text, size_t size);
int fake_open(struct cli *cli);
void fake_close(struct cli *cli);

/* What a user names: UUID, ID or UUID.ID. */
struct target {
	const char *text;
	uint8_t uuid[16];
	uint16_t id;
	int by_uuid;
	int by_id;
};

int target_parse(const char *text, struct target *target);
int target_matches(const struct target *target, const struct ffa_info *info);

/* Says that nothing in list is target, and what may have been meant. */
int target_missing(const struct target *target, const struct ffa_list *list);

/* The one partition that target names, opened, or says why not. */
int target_open(struct cli *cli, const struct target *target, struct ffa_partition **partition);

/*
 * Partitions of cli->device, which this opens, too: those with the UUID of target, which firmware may know without listing them
 * so; all of them if there are none or target is not a UUID.
 */
int target_read(struct cli *cli, const struct target *target, struct ffa_list **list);

/* A direct message of cli->method: its words are 64 bits wide, and METHOD_REQ2 has 14 of them, the others have 5. */
#define MAX_WORDS 14
unsigned int message_words(const struct cli *cli);
int message_wide(const struct cli *cli);
int message_set(const struct cli *cli, struct ffa_msg *msg, const uint64_t words[MAX_WORDS]);

/* Sends and waits up to cli->timeout_ms through what stops the wait, but for a Ctrl-C that interrupt.h has seen. */
int message_deliver(const struct cli *cli, struct ffa_partition *partition, struct ffa_msg *msg);

/* Why msg has no answer, in one line. */
#define MESSAGE_TEXT 512
void message_failure(const struct cli *cli, const struct ffa_partition *partition, const struct ffa_msg *msg, int r,
		     char text[MESSAGE_TEXT]);

/* Orders of the 16 bytes in which a UUID is met by mistake; the last one has no name. Each undoes itself. */
struct uuid_order {
	const char *name;
	uint8_t from[16];
};

extern const struct uuid_order uuid_orders[];
void uuid_reorder(const struct uuid_order *order, const uint8_t uuid[16], uint8_t out[16]);

/* A table: rows of cells, printed as text or as JSON. */
enum column_kind {
	COLUMN_TEXT,
	COLUMN_NUMBER,
	COLUMN_WORDS, /* separated by blanks or commas; an array in JSON */
	COLUMN_JSON, /* JSON as it is; not in text */
};

struct column {
	const char *name;
	enum column_kind kind;
};

struct table {
	struct libscols_table *scols;
	struct libscols_line *row;
	const struct column *columns; /* the last one has no name */
	int json;
	int error;
};

/* table_print() and table_print_record() free what table_new() made and report what failed since; table_free() only frees. */
void table_new(struct table *table, const struct cli *cli, const char *name, const struct column *columns);
void table_free(struct table *table);
void table_row(struct table *table);

/* A cell that is never set, or set to NULL, is "-" in text and null in JSON. */
void table_set(struct table *table, size_t column, const char *text);
void table_setf(struct table *table, size_t column, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* In JSON a string if it is over 32 bits. */
void table_set_number(struct table *table, size_t column, uint64_t value);

/* A UUID that is not known (all zero) is not set. */
void table_set_uuid(struct table *table, size_t column, const uint8_t uuid[16]);

/* Text has a heading and one line per row; with record one line per cell. */
int table_print(struct table *table);
int table_print_record(struct table *table);

#endif
