/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef FFA_CLI_CHECKS_H
#define FFA_CLI_CHECKS_H

#include "place.h"

/* What device doctor looks at without opening a device. */

enum finding_state {
	FINDING_UNKNOWN,	/* cannot be told from here */
	FINDING_OK,
	FINDING_MISSING,
	FINDING_WRONG,
};

struct finding {
	enum finding_state state;
	char found[256];
	char advice[384]; /* empty: nothing is to be done */
};

/* Sets both texts; advice may be NULL. */
void finding_set(struct finding *finding, enum finding_state state, const char *advice, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* A newer driver takes all that an older ffa-cli asks; an older one may not know what it asks. */
int version_is_older(const char *driver, const char *cli);

struct check {
	const char *name;
	void (*look)(const struct place *place, struct finding *finding);
};

/* In the order in which things are needed; the last one has no name. */
extern const struct check checks[];

void look_at_architecture(const struct place *place, struct finding *finding);
void look_at_config(const struct place *place, struct finding *finding);
void look_at_conduit(const struct place *place, struct finding *finding);
void look_at_smccc(const struct place *place, struct finding *finding);
void look_at_mainline(const struct place *place, struct finding *finding);
void look_at_signing(const struct place *place, struct finding *finding);
void look_at_module(const struct place *place, struct finding *finding);
void look_at_nodes(const struct place *place, struct finding *finding);
void look_at_rights(const struct place *place, struct finding *finding);

/* The driver of this project. */
#define MODULE "arm_ffa_cdev"
#define MODULE_FOLDER "/sys/module/" MODULE
#define MODULE_BOUND "/sys/bus/platform/drivers/" MODULE "/" MODULE

#endif
