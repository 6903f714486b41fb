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
	OPTION_TIMEOUT = 1 << 1,
};

struct cli {
	const char *uri; /* NULL: the default node */
	struct ffa_device *device;
	struct ffa_fake *fake;
	int json;
	int wide;
	int timeout_ms;
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

/* Print one line on stderr, control characters made visible; return FAILED and MISUSED. */
int failed(const char *format, ...) __attribute__((format(printf, 1, 2)));
int misused(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Decimal, or hex with 0x; no sign, no blank. -EINVAL: not a number; -ERANGE: more than max. */
int parse_number(const char *text, uint64_t max, uint64_t *value);

/* What to do about a node that may not be opened. */
void rights_hint(const char *path, char *text, size_t size);

/* Opens cli->device, or says why not. */
int device_open(struct cli *cli);
void device_close(struct cli *cli);
const char *device_name(const struct cli *cli);
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

/* All partitions of cli->device, which this opens, too. */
int partitions_read(struct cli *cli, struct ffa_list **list);

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
