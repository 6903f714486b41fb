/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef RANDOM_H
#define RANDOM_H

/*
 * Firmware that answers at random, and a user who knows what each answer meant.
 *
 * A life is one machine: the driver is loaded, used and unloaded, and any of firmware's completions may be rewritten
 * meanwhile. What the driver then says is compared with what the registers say, which is worked out here without any of the
 * driver's code. A life has a thread of its own; the driver's workers call its firmware, too.
 */

#include <pthread.h>
#include <stddef.h>
#include <stdint.h>

#include <ffa/abi.h>
#include <ffa/fake.h>
#include <ffa/ffa.h>

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

#define REGS		18
#define WORDS		14
#define PAGE		4096u
#define MOST_SERVICES	4096u	/* that the driver takes */
#define MOST_ENTRIES	8192u	/* of 8 bytes that the largest buffer has */
#define CHAINS		64

/* ---- random-dice.c: numbers that follow from a seed ---- */

struct dice {
	uint64_t state;
};

uint64_t roll(struct dice *dice);
/* 0 .. n - 1 */
uint32_t below(struct dice *dice, uint32_t n);
int chance(struct dice *dice, unsigned int per_mille);
/* A number at which mistakes are made: small ones, powers of two and their neighbours, ones all over. */
uint64_t roll_edge(struct dice *dice);

/* ---- random-truth.c: what registers mean ---- */

struct entry {
	uint8_t uuid[16];
	uint16_t id;
	uint16_t contexts;
	uint32_t properties;
};

struct listing {
	int complete;
	uint32_t next;		/* of registers: the index that must come */
	uint16_t last;
	uint16_t tag;
	size_t count;
	struct entry entries[MOST_ENTRIES];
};

/* A direct message on its way: from its request to the completion that ended it. */
struct chain {
	uint64_t number;	/* its fifth word; 0: free */
	uint64_t request[REGS];
	uint64_t last[REGS];	/* the latest completion of the request or of FFA_RUN */
	uint32_t name;		/* of the context that the latest INTERRUPT or YIELD named */
	unsigned int suspended;	/* how often */
	int over;
};

/* All that firmware said that lasts. */
struct truth {
	uint32_t asked;			/* the version in FFA_VERSION */
	uint32_t firmware, negotiated;	/* 0: none */
	uint16_t own_id, spmc_id;
	int has_spmc_id;
	uint8_t *rx;			/* while it is mapped */
	size_t rx_size;
	struct listing registers, memory;
	struct listing found;		/* by the latest UUID */
	uint64_t feature[REGS];		/* the latest completions */
	uint64_t lookup[REGS];
	struct chain chains[CHAINS];
};

/* 0, -errno with *status, or 1: it goes on. */
int truth_of_message(const uint64_t request[REGS], const uint64_t x[REGS], int32_t *status);
/* The words of the answer; returns how many. */
size_t truth_of_words(const uint64_t x[REGS], uint64_t words[WORDS]);
/* 0, or -errno with *status, of a call whose completion can only be SUCCESS or ERROR. */
int truth_of_call(const uint64_t x[REGS], int32_t *status);
/* A UUID as two registers have it. */
void truth_uuid(const uint8_t uuid[16], uint64_t regs[2]);
struct chain *truth_chain(struct truth *truth, uint64_t number);
/* The one at which a context of this name works. */
struct chain *truth_chain_named(struct truth *truth, uint32_t name);
/* Takes the completion as the driver gets it. NULL, or what the driver should not have asked. */
const char *truth_note(struct truth *truth, const uint64_t request[REGS], const uint64_t x[REGS]);
int is_message(uint32_t fid);

/* ---- random-answer.c: firmware ---- */

struct firmware {
	pthread_mutex_t lock;	/* all of it */
	struct dice dice;
	unsigned int hostility;	/* how many of 1000 answers are rewritten */
	uint64_t calls;
	uint64_t rewritten;
	const char *wrong;	/* what the driver asked and must not */
	struct truth truth;
};

/* Every completion of the machine's firmware goes this way from now on. */
void firmware_attach(struct firmware *firmware, struct ffa_fake *f);

/* ---- random-life.c ---- */

enum emphasis { ON_LOAD, ON_MESSAGES, ON_LOOKUPS };

struct life {
	uint64_t seed;
	enum emphasis emphasis;
	int peaceful;		/* firmware answers as it should */
	/* What came of it: */
	char wrong[200];	/* "": nothing */
	int loaded;
	unsigned int sent;	/* messages that ended */
	unsigned int answered;	/* of these with an answer */
	struct firmware firmware;
};

/* From load to unload; seed says all of it but the time that passes. */
void life_live(struct life *life);

#define SEATS		4

/* A partition object, and the message that it carries. */
struct seat {
	struct ffa_partition *p;
	struct ffa_msg *m;
	struct entry entry;
	uint32_t fid;
	size_t n;
	uint64_t words[WORDS];
	int parked;
};

struct user {
	struct life *life;
	struct dice dice;
	struct ffa_fake *f;
	struct ffa_device *dev;
	struct ffa_list *list;
	struct seat seats[SEATS];
	uint32_t messages;
	unsigned int orphans;	/* messages whose file was closed */
};

/* If it does not hold, the first such line is what is wrong with this life. */
__attribute__((format(printf, 3, 4)))
void claim(struct user *user, int holds, const char *format, ...);
/* A time in ms, and the claim that what was begun then took no longer than ms and a margin. */
uint64_t begin_ms(void);
void took(struct user *user, uint64_t begin, uint64_t ms, const char *what);

/* ---- random-lookup.c: lists, features, limits ---- */

void check_load(struct user *user);
void act_list(struct user *user);
void act_feature(struct user *user);
void act_limit(struct user *user);

/* ---- random-message.c ---- */

void act_message(struct user *user);
/* All messages end, or are left alone; files are closed. */
void leave_seats(struct user *user);
/* After unbind nothing goes to firmware any more. */
void check_seats_are_gone(struct user *user);

#endif
