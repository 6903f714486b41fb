/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <ffa/abi.h>
#include <ffa/model.h>

#include "monitor.h"
#include "wire.h"

#define HOST_ID 0 /* what FFA_ID_GET tells an OS kernel that has no hypervisor below it */
#define FIRST_ECHO 0x8001u
#define SPMC_ARENA (4 * FFA_MODEL_ARENA) /* for MONITOR_ECHOES_MAX */

/* The model has a lock of its own; this one is for what is here. */
static uint32_t spmc_locked;
static uint32_t spmc_model_locked;
static struct ffa_model *spmc_model; /* NULL: without FF-A */
static struct monitor_options spmc_made_with;
static unsigned int spmc_inside; /* CPUs in the model */
static uint8_t spmc_arena[SPMC_ARENA] __attribute__((aligned(16)));

/* For the report: over all models. */
static uint64_t spmc_calls[MONITOR_CONDUITS];
static uint64_t spmc_mapped;
static uint64_t spmc_models;
static uint32_t spmc_quirks;

static void spmc_lock(void *word)
{
	uint32_t value, failed;

	__asm__ volatile("1:	ldaxr	%w0, [%2]\n"
			 "	cbnz	%w0, 1b\n"
			 "	stxr	%w1, %w3, [%2]\n"
			 "	cbnz	%w1, 1b\n"
			 : "=&r"(value), "=&r"(failed)
			 : "r"(word), "r"(1)
			 : "memory");
}

static void spmc_unlock(void *word)
{
	__atomic_store_n((uint32_t *)word, 0, __ATOMIC_RELEASE);
}

static void spmc_echo(struct ffa_model_partition *p, unsigned int vcpu, uint64_t x[FFAW_REGS], void *arg)
{
	const uint16_t sender = ffaw_high(ffaw_w(x, 1));
	uint64_t words[FFAW_DIRECT2_WORDS];

	(void)vcpu;
	(void)arg;
	ffaw_direct_words(x, words);
	ffaw_direct(x, ffaw_direct_response(ffaw_w(x, 0)), ffa_model_partition_id(p), sender, words);
}

static bool spmc_add_echo(struct ffa_model *m, uint16_t id)
{
	const uint8_t uuid[16] = { 0xff, 0xa1, (uint8_t)(id >> 8), (uint8_t)id, 0, 0, 0x40, 0, 0x80 };
	const uint32_t properties = FFA_PROP_DIRECT_RECV | FFA_PROP_REQ2_RECV | FFA_PROP_AARCH64;
	struct ffa_model_partition *p;

	if (ffa_model_add(m, id, FFA_MODEL_CONTEXTS, properties, spmc_echo, NULL, &p))
		return false;
	return ffa_model_add_uuid(p, uuid) == 0;
}

static bool spmc_add_echoes(struct ffa_model *m, uint32_t count)
{
	uint32_t i;

	for (i = 0; i < count; i++)
		if (!spmc_add_echo(m, (uint16_t)(FIRST_ECHO + i)))
			return false;
	return true;
}

static bool spmc_make(struct ffa_model *m, const struct monitor_options *options)
{
	unsigned int quirk;

	if (options->version && ffa_model_set_version(m, options->version))
		return false;
	for (quirk = 0; quirk < 32; quirk++)
		if (options->quirks >> quirk & 1 && ffa_model_set_quirk(m, quirk, 1))
			return false;
	if (options->echoes)
		return options->echoes <= MONITOR_ECHOES_MAX && spmc_add_echoes(m, options->echoes);
	return ffa_model_add_default(m) == 0;
}

static void spmc_renew(const struct monitor_options *options)
{
	const struct ffa_model_hooks hooks = {
		.lock = spmc_lock,
		.unlock = spmc_unlock,
		.map = guest_map,
		.arg = &spmc_model_locked,
	};

	if (ffa_model_new(spmc_arena, sizeof(spmc_arena), &hooks, &spmc_model) || !spmc_make(spmc_model, options))
		monitor_stop("options of which no model can be made");
	spmc_made_with = *options;
	spmc_models++;
	spmc_quirks |= options->quirks;
}

void spmc_init(void)
{
	const struct monitor_options options = monitor_options();

	if (options.flags & MONITOR_NO_FFA) {
		uart_print("monitor: no FF-A\n");
		return;
	}
	spmc_renew(&options);
	uart_print("monitor: FF-A model at EL2\n");
}

/* A CPU that is in the old model would be cut short. */
static void spmc_renew_if_changed(void)
{
	const struct monitor_options now = monitor_options();
	const struct monitor_options *old = &spmc_made_with;

	if (spmc_inside || (now.version == old->version && now.quirks == old->quirks && now.echoes == old->echoes))
		return;
	spmc_renew(&now);
}

static void spmc_begin(uint32_t fid)
{
	spmc_lock(&spmc_locked);
	if (fid == FFAW_VERSION)
		spmc_renew_if_changed();
	spmc_inside++;
	spmc_unlock(&spmc_locked);
}

static void spmc_end(uint32_t fid, const uint64_t x[FFAW_REGS])
{
	spmc_lock(&spmc_locked);
	spmc_inside--;
	if (ffaw_completion(x) == 0 && (fid == FFAW_RXTX_MAP || fid == FFAW_RXTX_MAP_64))
		spmc_mapped++;
	else if (ffaw_completion(x) == 0 && fid == FFAW_RXTX_UNMAP)
		spmc_mapped--;
	spmc_unlock(&spmc_locked);
}

void spmc_count(uint64_t x0, enum monitor_conduit conduit)
{
	if (ffaw_call_is_ffa((uint32_t)x0))
		__atomic_fetch_add(&spmc_calls[conduit], 1, __ATOMIC_RELAXED);
}

bool spmc_call(uint64_t x[FFAW_REGS])
{
	const uint32_t fid = ffaw_w(x, 0);

	if (!spmc_model || !ffaw_call_is_ffa(fid))
		return false;
	spmc_begin(fid);
	ffa_model_call(spmc_model, HOST_ID, cpu_index(read_sysreg(mpidr_el1)), x);
	spmc_end(fid, x);
	return true;
}

static void spmc_print(const char *before, uint64_t value, const char *after)
{
	uart_print(before);
	uart_print_dec(value);
	uart_print(after);
}

void spmc_report(void)
{
	spmc_print("monitor: ", spmc_calls[MONITOR_BY_SMC], " FF-A calls by SMC, ");
	spmc_print("", spmc_calls[MONITOR_BY_HVC], " by HVC\n");
	if (!spmc_model)
		return;
	spmc_print("monitor: ", spmc_mapped, " RX/TX pairs mapped\n");
	spmc_print("monitor: ", spmc_models, " models, with quirks ");
	uart_print_hex(spmc_quirks);
	uart_print("\n");
}
