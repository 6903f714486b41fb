/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "random.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define MARGIN_MS	20000	/* for what the computer does besides */
#define LOAD_MS		6000	/* that the driver may take to list partitions, and a bit */
#define UNBIND_MS	2000	/* that messages get to end, and a bit */

void claim(struct user *user, int holds, const char *format, ...)
{
	char *wrong = user->life->wrong;
	va_list args;

	if (holds || *wrong)
		return;
	va_start(args, format);
	vsnprintf(wrong, sizeof(user->life->wrong), format, args);
	va_end(args);
}

uint64_t begin_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

void took(struct user *user, uint64_t begin, uint64_t ms, const char *what)
{
	const uint64_t passed = begin_ms() - begin;

	claim(user, passed <= ms + MARGIN_MS, "%s took %llu ms", what, (unsigned long long)passed);
}

/* How many of 1000 answers are rewritten while the driver is loaded, and after that. */
static void set_hostility(struct user *user, int loading)
{
	static const unsigned int at_load[] = { [ON_LOAD] = 300, [ON_MESSAGES] = 20, [ON_LOOKUPS] = 20 };
	struct firmware *firmware = &user->life->firmware;
	unsigned int hostility = loading ? at_load[user->life->emphasis] : 900;

	if (user->life->peaceful || (loading && chance(&user->dice, 200)))
		hostility = 0;
	pthread_mutex_lock(&firmware->lock);
	firmware->hostility = hostility;
	pthread_mutex_unlock(&firmware->lock);
}

static void act(struct user *user)
{
	const uint32_t what = below(&user->dice, 100);

	if (user->life->emphasis == ON_LOOKUPS && what < 60)
		act_list(user);
	else if (what < 3)
		act_list(user);
	else if (what < 6 || (user->life->emphasis == ON_LOOKUPS && what < 90))
		act_feature(user);
	else if (what < 7)
		act_limit(user);
	else
		act_message(user);
}

static void unbind(struct user *user)
{
	const uint64_t begin = begin_ms();

	claim(user, ffa_fake_unbind(user->f) == 0, "unbind");
	took(user, begin, UNBIND_MS, "unbind");
}

/* By closing everything, or by unbind while files are open and messages parked. */
static void leave(struct user *user)
{
	struct ffa_list *list;

	if (chance(&user->dice, 200)) {
		unbind(user);
		check_seats_are_gone(user);
		claim(user, ffa_device_list(user->dev, NULL, &list) == -ENODEV, "a list after unbind");
	}
	leave_seats(user);
	ffa_list_free(user->list);
	ffa_device_close(user->dev);
}

static void use(struct user *user)
{
	static const unsigned int acts[] = { [ON_LOAD] = 5, [ON_MESSAGES] = 400, [ON_LOOKUPS] = 200 };
	unsigned int i;

	claim(user, ffa_fake_open(NULL, user->f, &user->dev) == 0, "the device does not open");
	claim(user, ffa_device_list(user->dev, NULL, &user->list) == 0, "the full list");
	if (!user->dev || !user->list)
		return;
	check_load(user);
	set_hostility(user, 0);
	for (i = 0; i < acts[user->life->emphasis] && !*user->life->wrong; i++)
		act(user);
	leave(user);
}

static int load(struct user *user)
{
	const uint64_t begin = begin_ms();
	int ret;

	set_hostility(user, 1);
	ret = ffa_fake_load(user->f, NULL);
	took(user, begin, LOAD_MS, "load");
	claim(user, ret == 0 || ret == -ENODEV, "load is %d", ret);
	claim(user, ret == 0 || user->life->firmware.rewritten, "load is %d, and firmware did nothing wrong", ret);
	user->life->loaded = ret == 0;
	return ret;
}

/* What was closed while it was parked may still go on, and then only unbind ends it. */
static void unload(struct user *user)
{
	int ret = ffa_fake_free(user->f);

	claim(user, ret == 0 || (ret == -EBUSY && user->orphans), "unload is %d", ret);
	if (ret != -EBUSY)
		return;
	/* A message that has just ended. */
	ret = ffa_fake_unbind(user->f);
	claim(user, ret == 0 || ret == -ENODEV, "unbind of what is parked is %d", ret);
	claim(user, ffa_fake_free(user->f) == 0, "unload after unbind");
}

static int make_machine(struct user *user)
{
	struct ffa_model *model;

	if (ffa_fake_new("default", &user->f))
		return -ENOMEM;
	model = ffa_fake_model(user->f);
	ffa_model_set_version(model, FFA_VERSION_1_0 + below(&user->dice, 3));
	/* Half of the machines, with quirks that leave it a list. */
	if (chance(&user->dice, 500))
		ffa_model_set_quirk(model, below(&user->dice, FFA_MODEL_NO_INFO_REGS), 1);
	firmware_attach(&user->life->firmware, user->f);
	return 0;
}

void life_live(struct life *life)
{
	struct user user = { .life = life, .dice = { life->seed } };
	struct firmware *firmware = &life->firmware;

	memset(firmware, 0, sizeof(*firmware));
	firmware->dice.state = ~life->seed;
	claim(&user, make_machine(&user) == 0, "no memory");
	if (!user.f)
		return;
	if (!load(&user))
		use(&user);
	unload(&user);
	claim(&user, !firmware->wrong, "%s", firmware->wrong);
	pthread_mutex_destroy(&firmware->lock);
}
