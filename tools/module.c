/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
/* Checks of device doctor: the module, and whether the kernel takes it. */

#define _GNU_SOURCE
#include "checks.h"

#include <errno.h>
#include <ffa/ffa.h>
#include <string.h>

#define SECURE_BOOT "/sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c"
#define SIGN_IT "sign " MODULE ".ko with a key that the kernel trusts (mokutil --import), or turn Secure Boot off"

/* What makes the kernel take signed modules only; NULL: that cannot be read. */
struct enforcement {
	const char *secure_boot;
	const char *lockdown;
	const char *sig_enforce;
	int on;
	int known;
};

/* The variable has 4 bytes of attributes before its value. With EFI it may just not be mounted. */
static const char *read_secure_boot(const struct place *place)
{
	char value[8];
	int n = place_read(place, SECURE_BOOT, value, sizeof(value));

	if (n == -ENOENT && !place_has(place, "/sys/firmware/efi"))
		return "not there";
	if (n < 5)
		return NULL;
	return value[4] ? "on" : "off";
}

static const char *read_lockdown(const struct place *place)
{
	static const char *const modes[] = { "none", "integrity", "confidentiality" };
	char text[64];
	char mode[24];
	size_t i;

	if (place_read(place, "/sys/kernel/security/lockdown", text, sizeof(text)) < 0)
		return NULL;
	for (i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
		snprintf(mode, sizeof(mode), "[%s]", modes[i]);
		if (strstr(text, mode))
			return modes[i];
	}
	return NULL;
}

static const char *read_sig_enforce(const struct place *place)
{
	char value[8];
	int n = place_read(place, "/sys/module/module/parameters/sig_enforce", value, sizeof(value));

	if (n == -ENOENT)
		return "not there";
	if (n < 0)
		return NULL;
	return *value == 'Y' ? "Y" : "N";
}

static int says(const char *value, const char *word)
{
	return value && !strcmp(value, word);
}

static int no_secure_boot(const struct enforcement *enforcement)
{
	return says(enforcement->secure_boot, "off") || says(enforcement->secure_boot, "not there");
}

/* With Secure Boot most kernels lock themselves down. */
static void read_enforcement(const struct place *place, struct enforcement *enforcement)
{
	const char *lockdown = read_lockdown(place);

	enforcement->secure_boot = read_secure_boot(place);
	enforcement->lockdown = lockdown;
	enforcement->sig_enforce = read_sig_enforce(place);
	enforcement->on = says(enforcement->sig_enforce, "Y") || (lockdown && strcmp(lockdown, "none"));
	enforcement->known = enforcement->on || (enforcement->sig_enforce && (lockdown || no_secure_boot(enforcement)));
}

/* 1: it ends as a signed module does; 0: it does not; -errno: that cannot be told, as of a compressed one. */
static int has_signature(const struct place *place)
{
	static const char magic[] = "~Module signature appended~\n";
	const size_t len = sizeof(magic) - 1;
	char path[PLACE_PATH], full[PLACE_PATH];
	char end[sizeof(magic)] = "";
	FILE *file;
	int r = place_module(place, MODULE, path);

	if (r)
		return r;
	if (strcmp(path + strlen(path) - 3, ".ko"))
		return -EOPNOTSUPP;
	place_path(place, path, full);
	file = fopen(full, "re");
	if (!file)
		return -errno;
	r = !fseek(file, -(long)len, SEEK_END) && fread(end, 1, len, file) == len && !memcmp(end, magic, len);
	fclose(file);
	return r;
}

void look_at_signing(const struct place *place, struct finding *finding)
{
	struct enforcement enforcement;
	enum finding_state state = FINDING_OK;
	const char *advice = NULL;
	const char *what = "";

	read_enforcement(place, &enforcement);
	if (place_has(place, MODULE_FOLDER)) {
		what = "the module is loaded; ";
	} else if (!enforcement.known) {
		state = FINDING_UNKNOWN;
		advice = "look again as root, with securityfs mounted";
	} else if (enforcement.on && !has_signature(place)) {
		state = FINDING_MISSING;
		what = "the kernel takes signed modules only, and the module has no signature; ";
		advice = SIGN_IT;
	} else if (enforcement.on) {
		state = FINDING_UNKNOWN;
		what = "the kernel takes modules only with a signature that it trusts; ";
		advice = "if it refuses the module, " SIGN_IT;
	}
	finding_set(finding, state, advice, "%sSecure Boot %s, lockdown %s, sig_enforce %s", what,
		    enforcement.secure_boot ? enforcement.secure_boot : "unknown",
		    enforcement.lockdown ? enforcement.lockdown : "unknown",
		    enforcement.sig_enforce ? enforcement.sig_enforce : "unknown");
}

static void look_at_loaded(const struct place *place, struct finding *finding)
{
	char version[64];

	if (place_read(place, MODULE_FOLDER "/version", version, sizeof(version)) < 0)
		finding_set(finding, FINDING_UNKNOWN, NULL, "loaded; its version cannot be read");
	else if (version_is_older(version, ffa_lib_version()))
		finding_set(finding, FINDING_WRONG, "install the module of ffa-cli's version, and load it again",
			    "loaded, version %s; ffa-cli is %s", version, ffa_lib_version());
	else
		finding_set(finding, FINDING_OK, NULL, "loaded, version %s; ffa-cli is %s", version, ffa_lib_version());
}

static void look_at_installed(const struct place *place, struct finding *finding)
{
	char path[PLACE_PATH];
	int r = place_module(place, MODULE, path);

	if (!r)
		finding_set(finding, FINDING_MISSING, "modprobe " MODULE ", and see the kernel log if it refuses",
			    "not loaded; installed as %.160s", path);
	else
		finding_set(finding, FINDING_MISSING,
			    "build it (make -C /lib/modules/$(uname -r)/build M=$PWD/kmod in the sources of libffa) and insmod "
			    "kmod/" MODULE ".ko",
			    "not loaded; %s for kernel %s", r == -ENOENT ? "not installed" : "perhaps installed",
			    place->release);
}

void look_at_module(const struct place *place, struct finding *finding)
{
	if (place_has(place, MODULE_FOLDER))
		look_at_loaded(place, finding);
	else if (!place_has(place, "/sys/module"))
		finding_set(finding, FINDING_UNKNOWN, "mount -t sysfs sysfs /sys", "/sys is not mounted");
	else
		look_at_installed(place, finding);
}
