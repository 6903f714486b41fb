/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <string.h>

#include "machine.h"

#define REQ2	FFA_FN_DIRECT_REQ2_64
#define RESP2	FFA_FN_DIRECT_RESP2_64

#define MP	0x8010u	/* FFA_MODEL_CONTEXTS contexts and two services */
#define UP	0x8011u	/* one context, no service */

static const uint8_t uuids[2][16] = {
	{ 0x17, 0xb8, 0x62, 0xa4, 0x18, 0x06, 0x4f, 0xaf, 0x86, 0xb3, 0x08, 0x9a, 0x58, 0x35, 0x38, 0x61 },
	{ 0x48, 0x61, 0x78, 0xe0, 0xe7, 0xf8, 0x11, 0xe3, 0xbc, 0x5e, 0x00, 0x02, 0xa5, 0xd5, 0xc5, 0x1b },
};
#define FIRST_UUID	0xaf4f0618a462b817, 0x613835589a08b386
#define SECOND_UUID	0xe311f8e7e0786148, 0x1bc5d5a502005ebc
#define NO_UUID		0, 0
#define LAST_WORDS	8, 9, 10, 11, 12, 13, 14, 15, 16, UINT64_MAX
#define WORDS		DIRTY | 4, 5, 6, 7, LAST_WORDS

/* Leaves the frames of its script, one after the other. */
struct script {
	struct frame next[4];
	struct frame entered[4];
	unsigned int steps;
};

static void scripted(struct ffa_model_partition *p, unsigned int vcpu, uint64_t regs[18], void *arg)
{
	struct script *script = arg;
	unsigned int i = script->steps++ % 4;

	(void)p;
	(void)vcpu;
	memcpy(script->entered[i].x, regs, sizeof(script->entered[i].x));
	memcpy(regs, script->next[i].x, sizeof(script->next[i].x));
}

static struct machine *machine_of(void **state, struct script *script, uint32_t properties, uint32_t version)
{
	struct ffa_model_partition *p;
	struct machine *mc = *state;

	assert_int_equal(ffa_model_add(mc->model, MP, FFA_MODEL_CONTEXTS, properties, scripted, script, &p), 0);
	assert_int_equal(ffa_model_add_uuid(p, uuids[0]), 0);
	assert_int_equal(ffa_model_add_uuid(p, uuids[1]), 0);
	assert_int_equal(ffa_model_add(mc->model, UP, 1, properties, scripted, script, NULL), 0);
	machine_speak(mc, version);
	return mc;
}

static struct machine *machine_with(void **state, struct script *script)
{
	return machine_of(state, script, FFA_PROP_REQ2_RECV | FFA_PROP_DIRECT_RECV, FFA_VERSION_1_2);
}

#define ANSWER	{ .x = { RESP2, 0x80100000, 0, 0, WORDS } }

static void test_req2_enters_and_answers_with_18_registers(void **state)
{
	struct script script = { .next = { ANSWER, ANSWER, ANSWER } };
	struct machine *mc = machine_with(state, &script);

	ASSERT_FRAME18(CALL18_ON(mc, 3, DIRTY | REQ2, DIRTY | MP, FIRST_UUID, WORDS), RESP2, 0x80100000, 0, 0, WORDS);
	ASSERT_FRAME18(script.entered[0], REQ2, MP, FIRST_UUID, WORDS);
	ASSERT_FRAME18(CALL18(mc, REQ2, MP, SECOND_UUID), RESP2, 0x80100000, 0, 0, WORDS);
	ASSERT_FRAME18(script.entered[1], REQ2, MP, SECOND_UUID);
	ASSERT_FRAME18(CALL18(mc, REQ2, MP, NO_UUID, [17] = 1), RESP2, 0x80100000, 0, 0, WORDS);
	ASSERT_FRAME18(script.entered[2], REQ2, MP, [17] = 1);
}

static void test_req2_of_bad_uuid_enters_nobody(void **state)
{
	struct script script = { .next = { ANSWER, ANSWER } };
	struct machine *mc = machine_with(state, &script);

	ASSERT_ERROR(CALL(mc, REQ2, MP, 1, 2), FFA_STATUS_INVALID_PARAMETERS);
	ASSERT_ERROR(CALL(mc, REQ2, MP, 0x613835589a08b386, 0xaf4f0618a462b817), FFA_STATUS_INVALID_PARAMETERS);
	ASSERT_ERROR(CALL(mc, REQ2, MP, 0xaf4f0618a462b817), FFA_STATUS_INVALID_PARAMETERS);
	/* a service of another partition */
	ASSERT_ERROR(CALL(mc, REQ2, UP, FIRST_UUID), FFA_STATUS_INVALID_PARAMETERS);
	assert_int_equal(script.steps, 0);
	assert_int_equal(CALL(mc, REQ2, UP, NO_UUID).x[0], RESP2);
}

static void test_req2_of_bad_endpoints_enters_nobody(void **state)
{
	struct script script = { .next = { ANSWER } };
	struct machine *mc = machine_with(state, &script);

	ASSERT_ERROR(CALL(mc, REQ2, 0x00010000 | MP), FFA_STATUS_INVALID_PARAMETERS);
	ASSERT_ERROR(CALL(mc, REQ2, 0x80110000 | MP), FFA_STATUS_INVALID_PARAMETERS);
	ASSERT_ERROR(CALL(mc, REQ2, 0x8000), FFA_STATUS_INVALID_PARAMETERS);
	ASSERT_ERROR(CALL(mc, REQ2, 0), FFA_STATUS_INVALID_PARAMETERS);
	ASSERT_ERROR(CALL_ON(mc, 8, REQ2, MP), FFA_STATUS_INVALID_PARAMETERS);
	assert_int_equal(script.steps, 0);
}

static void test_req2_to_who_cannot_receive_it_is_denied(void **state)
{
	struct script script = { .next = { ANSWER } };
	struct machine *mc = machine_of(state, &script, ~FFA_PROP_REQ2_RECV, FFA_VERSION_1_2);

	ASSERT_ERROR(CALL(mc, REQ2, MP), FFA_STATUS_DENIED);
	assert_int_equal(script.steps, 0);
	CALL(mc, FFA_FN_DIRECT_REQ, MP);
	assert_int_equal(script.steps, 1);
}

static void test_req_to_who_can_receive_req2_only_is_denied(void **state)
{
	struct script script = { .next = { ANSWER } };
	struct machine *mc = machine_of(state, &script, FFA_PROP_REQ2_RECV, FFA_VERSION_1_2);

	ASSERT_ERROR(CALL(mc, FFA_FN_DIRECT_REQ, MP), FFA_STATUS_DENIED);
	ASSERT_ERROR(CALL(mc, FFA_FN_DIRECT_REQ_64, MP), FFA_STATUS_DENIED);
	assert_int_equal(script.steps, 0);
	assert_int_equal(CALL(mc, REQ2, MP).x[0], RESP2);
}

static void test_req2_of_an_older_caller_is_not_supported(void **state)
{
	struct script script = { .next = { ANSWER } };
	struct machine *mc = machine_of(state, &script, FFA_PROP_REQ2_RECV, FFA_VERSION_1_1);

	ASSERT_ERROR(CALL(mc, REQ2, MP), FFA_STATUS_NOT_SUPPORTED);
	assert_int_equal(script.steps, 0);
}

static void test_req2_that_is_interrupted_is_answered_to_run(void **state)
{
	struct script script = {
		.next = { { .x = { FFA_FN_INTERRUPT } }, { .x = { FFA_FN_YIELD, 0, 7, 8 } },
			  { .x = { RESP2, 0x80110000, 0, 0, WORDS } } },
	};
	struct machine *mc = machine_with(state, &script);

	/* these are 32-bit completions: x8..x17 stay the caller's */
	ASSERT_FRAME18(CALL18(mc, REQ2, UP, NO_UUID, WORDS), FFA_FN_INTERRUPT, UP << 16, [8] = LAST_WORDS);
	ASSERT_ERROR(CALL(mc, REQ2, UP), FFA_STATUS_BUSY);
	ASSERT_FRAME18(CALL18(mc, FFA_FN_RUN, UP << 16), FFA_FN_YIELD, UP << 16, 7, 8);
	ASSERT_FRAME18(script.entered[1], FFA_FN_RUN, UP << 16);
	ASSERT_FRAME18(CALL18(mc, FFA_FN_RUN, UP << 16), RESP2, 0x80110000, 0, 0, WORDS);
}

static void test_req_answered_by_resp2_goes_to_the_caller(void **state)
{
	struct script script = { .next = { ANSWER, ANSWER } };
	struct machine *mc = machine_with(state, &script);

	ASSERT_FRAME18(CALL18(mc, FFA_FN_DIRECT_REQ, MP), RESP2, 0x80100000, 0, 0, WORDS);
	ASSERT_FRAME18(script.entered[0], FFA_FN_DIRECT_REQ, MP);
	ASSERT_FRAME18(CALL18(mc, FFA_FN_DIRECT_REQ_64, MP, [8] = 1), RESP2, 0x80100000, 0, 0, WORDS);
	/* x8..x17 are no parameters of it */
	ASSERT_FRAME18(script.entered[1], FFA_FN_DIRECT_REQ_64, MP);
}

static void test_req2_answered_by_resp_goes_to_the_caller(void **state)
{
	struct script script = {
		.next = { { .x = { FFA_FN_DIRECT_RESP, 0x80100000, 0, 1, 2, 3, 4, 5, 6 } },
			  { .x = { FFA_FN_DIRECT_RESP_64, 0x80100000, 0, 1, 2, 3, 4, 5, 6 } } },
	};
	struct machine *mc = machine_with(state, &script);

	ASSERT_FRAME18(CALL18(mc, REQ2, MP, NO_UUID, [8] = 88), FFA_FN_DIRECT_RESP, 0x80100000, 0, 1, 2, 3, 4, 5, 88);
	ASSERT_FRAME18(CALL18(mc, REQ2, MP, NO_UUID, [8] = 88), FFA_FN_DIRECT_RESP_64, 0x80100000, 0, 1, 2, 3, 4, 5, 6);
}

static void test_resp2_to_an_older_caller_has_8_registers(void **state)
{
	struct script script = { .next = { ANSWER } };
	struct machine *mc = machine_of(state, &script, FFA_PROP_DIRECT_RECV, FFA_VERSION_1_1);

	ASSERT_FRAME18(CALL18(mc, FFA_FN_DIRECT_REQ, MP, [8] = 88), RESP2, 0x80100000, 0, 0, DIRTY | 4, 5, 6, 7, 88);
}

static void test_req2_that_the_model_refuses_leaves_x8_to_x17(void **state)
{
	struct script script = { .next = { ANSWER } };
	struct machine *mc = machine_with(state, &script);

	ASSERT_FRAME18(CALL18(mc, REQ2, 0x8099, NO_UUID, WORDS),
		       ERROR_FRAME, 0, (uint32_t)FFA_STATUS_INVALID_PARAMETERS, [8] = LAST_WORDS);
}

#define BARE(f)	cmocka_unit_test_setup_teardown(f, machine_setup, machine_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		BARE(test_req2_enters_and_answers_with_18_registers),
		BARE(test_req2_of_bad_uuid_enters_nobody),
		BARE(test_req2_of_bad_endpoints_enters_nobody),
		BARE(test_req2_to_who_cannot_receive_it_is_denied),
		BARE(test_req_to_who_can_receive_req2_only_is_denied),
		BARE(test_req2_of_an_older_caller_is_not_supported),
		BARE(test_req2_that_is_interrupted_is_answered_to_run),
		BARE(test_req_answered_by_resp2_goes_to_the_caller),
		BARE(test_req2_answered_by_resp_goes_to_the_caller),
		BARE(test_resp2_to_an_older_caller_has_8_registers),
		BARE(test_req2_that_the_model_refuses_leaves_x8_to_x17),
	};

	return cmocka_run_group_tests_name("model-req2", tests, NULL, NULL) != 0;
}
