// SPDX-License-Identifier: GPL-2.0-only OR BSD-3-Clause
// SPDX-FileCopyrightText: The libffa contributors
/* Which services user space may talk to: allow= and deny=. */

#include <linux/module.h>
#include <linux/string.h>

#include "ffac.h"

/* OP-TEE trusts the kernel to tell it who its clients are; whoever talks to it past the tee driver can be anybody. */
static const char ffac_denied_by_default[] = "486178e0-e7f8-11e3-bc5e-0002a5d5c51b";

static char *allow;
module_param(allow, charp, 0444);
MODULE_PARM_DESC(allow, "UUIDs, comma separated, that get a node although OP-TEE or a denied service is on their partition");

static char *deny;
module_param(deny, charp, 0444);
MODULE_PARM_DESC(deny, "UUIDs, comma separated, that get no node, nor do other services of their partition");

/* Moves *list past its first UUID and the comma behind it; false if there is none. */
static bool ffac_policy_next(const char **list, u8 uuid[16])
{
	if (!*list || !**list || !ffaw_uuid_parse(*list, uuid))
		return false;
	*list += FFAW_UUID_TEXT - 1;
	if (**list == ',')
		++*list;
	return true;
}

static bool ffac_policy_nth(const char *list, unsigned int i, u8 uuid[16])
{
	while (ffac_policy_next(&list, uuid)) {
		if (!i--)
			return true;
	}
	return false;
}

static bool ffac_policy_has(const char *list, const u8 uuid[16])
{
	u8 item[16];

	while (ffac_policy_next(&list, item)) {
		if (!memcmp(item, uuid, sizeof(item)))
			return true;
	}
	return false;
}

static int ffac_policy_check_list(const char *name, const char *list)
{
	u8 uuid[16];

	while (ffac_policy_next(&list, uuid))
		;
	if (!list || !*list || !strcmp(list, "\n"))
		return 0;
	pr_err(FFAC_NAME ": %s=: not a UUID: %s\n", name, list);
	return -EINVAL;
}

int ffac_policy_check(void)
{
	int ret = ffac_policy_check_list("allow", allow);

	return ret ? ret : ffac_policy_check_list("deny", deny);
}

bool ffac_policy_allows(const u8 uuid[16])
{
	return ffac_policy_has(allow, uuid);
}

bool ffac_policy_denies(const u8 uuid[16])
{
	if (ffac_policy_has(deny, uuid))
		return true;
	return ffac_policy_has(ffac_denied_by_default, uuid) && !ffac_policy_allows(uuid);
}

bool ffac_policy_denied(unsigned int i, u8 uuid[16])
{
	if (!i)
		return ffac_policy_next(&(const char *){ ffac_denied_by_default }, uuid);
	return ffac_policy_nth(deny, i - 1, uuid);
}

bool ffac_policy_allowed(unsigned int i, u8 uuid[16])
{
	return ffac_policy_nth(allow, i, uuid);
}
