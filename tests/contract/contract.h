/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef CONTRACT_H
#define CONTRACT_H

/*
 * The contract of the driver and the library, one program for the fake and for the real device. A case has the same name on
 * both; those that only one of them can run are in the file "differences", with the reason.
 *
 * The machine has the model's default set of partitions and speaks any version of FF-A; what a case expects depends on
 * spoken(), or on what the machine itself says. Every case opens what it needs and closes it.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <ffa/abi.h>
#include <ffa/ffa.h>

#include <linux/arm_ffa_cdev.h>

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

/* A deadline for what must happen soon; only a broken driver ever waits that long. */
#define SOON_MS 20000

struct cases {
	const struct CMUnitTest *cases;
	const size_t *count;
};

/* ---- machine: machine-fake.c or machine-device.c ---- */

extern const char machine_name[];	/* the suite's name, to which main adds the variant */

/*
 * variant is LIBFFA_VARIANT of the environment, NULL if it is not there. The fake makes itself so: "VERSION", "QUIRK" or
 * "VERSION-QUIRK" with a name of ffa_model_quirk_name(); -EINVAL: no such variant. The real device is what it is.
 */
int machine_start(const char *variant);
/* Cases of this kind of machine only, up to a NULL. */
const struct cases *machine_groups(const char *variant);
/* The version that must be spoken with it; 0: it is not known. */
uint32_t machine_version(void);
int machine_stop(void);
int machine_open(struct ffa_device **dev);

/* A file without the library in between. path NULL: self. */
struct door;
struct door *door_open(const char *path);
int door_ioctl(struct door *door, unsigned int request, void *arg);	/* 0 or -errno */
int door_fd(const struct door *door);
void door_close(struct door *door);

/* ---- fixture.c ---- */

/* The version of FF-A that driver and firmware speak. */
uint32_t spoken(void);
/* Entries of a full list: one a partition in 1.0, one a service since then. */
unsigned int entry_count(void);
/* ffa000NN-0000-4000-8000-000000000000, the UUID of the default set's service nn. */
void uuid_of(unsigned int nn, uint8_t uuid[16]);
/* Opens service nn, or fails the case. */
struct ffa_partition *partition_of(unsigned int nn);
struct door *door_of(unsigned int nn);
struct ffa_msg *msg_of(uint32_t w3, uint32_t w4, uint32_t w5, uint32_t w6, uint32_t w7);

/* The forms of a direct message; FORM_REQ2 is the last. */
enum form { FORM_32, FORM_64, FORM_REQ2 };
/* How many of them there are in what is spoken. */
unsigned int form_count(void);
void set_form(struct ffa_msg *m, enum form form, const uint64_t words[14]);
/* m has the words that set_form() was given. */
void assert_answer_of_form(const struct ffa_msg *m, enum form form, const uint64_t words[14]);
void assert_answer(const struct ffa_msg *m, uint32_t w3, uint32_t w4, uint32_t w5, uint32_t w6, uint32_t w7);
/* The partition takes a message and answers it. */
void assert_answers_again(unsigned int nn);
/* Is an event for poll(2) at fd within timeout_ms? */
int has_event(int fd, int timeout_ms);

#define SLOW_MS		1000000	/* a yield's time-out is in ns */

/* Yields of the slow partition that no caller oversleeps, however busy the machine is. */
#define LONG_YIELDS	5
#define LONG_NS		(50 * SLOW_MS)

/* ---- cases, one array a file ---- */

extern const struct CMUnitTest device_cases[];
extern const size_t device_case_count;
extern const struct CMUnitTest list_cases[];
extern const size_t list_case_count;
extern const struct CMUnitTest partition_cases[];
extern const size_t partition_case_count;
extern const struct CMUnitTest message_cases[];
extern const size_t message_case_count;
extern const struct CMUnitTest req2_cases[];
extern const size_t req2_case_count;
extern const struct CMUnitTest parked_cases[];
extern const size_t parked_case_count;
extern const struct CMUnitTest thread_cases[];
extern const size_t thread_case_count;
extern const struct CMUnitTest ioctl_cases[];
extern const size_t ioctl_case_count;
extern const struct CMUnitTest field_cases[];
extern const size_t field_case_count;
extern const struct CMUnitTest batch_cases[];
extern const size_t batch_case_count;
extern const struct CMUnitTest output_cases[];
extern const size_t output_case_count;
extern const struct CMUnitTest async_cases[];
extern const size_t async_case_count;
extern const struct CMUnitTest chaos_cases[];
extern const size_t chaos_case_count;

#endif
