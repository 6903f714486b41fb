/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "capture.h"

#include "checks.h"
#include "tree.h"

#include <ffa/ffa.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define RELEASE "6.1.0-test-arm64"
#define MODULES "/lib/modules/" RELEASE
#define CONFIG "/boot/config-" RELEASE
#define NODES "/dev/arm_ffa"
#define NOBODY 65534

static const struct place arm64 = { .root = tree_root, .machine = "aarch64", .release = RELEASE, .self = NODES "/self" };
static struct finding finding;

static void look_from(const struct place *place, const char *name)
{
	const struct check *check = checks;

	while (check->name && strcmp(check->name, name))
		check++;
	assert_non_null(check->name);
	memset(&finding, 0x55, sizeof(finding));
	check->look(place, &finding);
}

/* The check finds that, with these words in its texts; NULL: there is no advice. */
static void finds(const char *name, enum finding_state state, const char *found, const char *advice)
{
	look_from(&arm64, name);
	if (finding.state != state || !strstr(finding.found, found))
		fail_msg("%s: state %d: %s", name, finding.state, finding.found);
	if (advice ? !strstr(finding.advice, advice) : *finding.advice)
		fail_msg("%s: advice %s", name, finding.advice);
}

static void test_check_architecture(void **state)
{
	struct place other = arm64;

	(void)state;
	finds("architecture", FINDING_OK, "aarch64", NULL);
	other.machine = "x86_64";
	look_from(&other, "architecture");
	assert_int_equal(finding.state, FINDING_WRONG);
	assert_string_equal(finding.found, "x86_64");
	assert_non_null(strstr(finding.advice, "--device fake:"));
}

static const char full_config[] =
	"# CONFIG_ARM_FFA_TRANSPORT is not set\nCONFIG_MODULES=y\nCONFIG_HAVE_ARM_SMCCC=y\n"
	"CONFIG_HAVE_ARM_SMCCC_DISCOVERY=y\nCONFIG_ARM_PSCI_FW=y\nCONFIG_SYSFS=y\nCONFIG_DEVTMPFS=y\n";

static void test_check_config(void **state)
{
	(void)state;
	finds("config", FINDING_UNKNOWN, "none of /proc/config.gz, " CONFIG " and " MODULES "/config", "as root");
	tree_file(CONFIG, full_config);
	finds("config", FINDING_OK, CONFIG, NULL);
	tree_file(CONFIG, "CONFIG_MODULES=y\n# CONFIG_HAVE_ARM_SMCCC is not set\nCONFIG_HAVE_ARM_SMCCC_DISCOVERY=n\n"
			  "CONFIG_ARM_PSCI_FWX=y\nCONFIG_SYSFS=y\nCONFIG_DEVTMPFS=m\n");
	finds("config", FINDING_MISSING,
	      " without CONFIG_HAVE_ARM_SMCCC CONFIG_HAVE_ARM_SMCCC_DISCOVERY CONFIG_ARM_PSCI_FW", "boot a kernel");
	assert_null(strstr(finding.found, "CONFIG_MODULES"));
	assert_null(strstr(finding.found, "CONFIG_DEVTMPFS"));
	tree_file(CONFIG, "");
	finds("config", FINDING_UNKNOWN, CONFIG, "as root");
	tree_file(MODULES "/config", full_config);
	finds("config", FINDING_OK, MODULES "/config", NULL);
}

static void compress(const char *path)
{
	char command[256];

	snprintf(command, sizeof(command), "gzip '%s%s'", tree_root, path);
	assert_int_equal(system(command), 0);
}

static void test_check_config_in_proc(void **state)
{
	(void)state;
	tree_file(CONFIG, "CONFIG_MODULES=y\n");
	tree_file("/proc/config", full_config);
	compress("/proc/config");
	finds("config", FINDING_OK, "/proc/config.gz", NULL);
	tree_file("/proc/config.gz", "no gzip");
	finds("config", FINDING_MISSING, CONFIG, "boot a kernel");
}

static void test_check_conduit_of_the_device_tree(void **state)
{
	(void)state;
	tree_bytes("/proc/device-tree/psci/method", "smc", 4);
	finds("conduit", FINDING_OK, "smc", NULL);
	tree_bytes("/proc/device-tree/psci/method", "hvc", 4);
	finds("conduit", FINDING_OK, "hvc", NULL);
	tree_bytes("/proc/device-tree/psci/method", "fax", 4);
	finds("conduit", FINDING_WRONG, "\"fax\" in /psci", "mend that method");
	tree_file("/proc/device-tree/psci/method", "");
	finds("conduit", FINDING_WRONG, "\"\" in /psci", "mend that method");
}

static void bind(void)
{
	tree_folder("/sys/bus/platform/drivers/" MODULE "/" MODULE);
}

static void test_check_conduit_below_firmware(void **state)
{
	(void)state;
	tree_folder("/proc/device-tree/firmware/psci");
	finds("conduit", FINDING_UNKNOWN, "no method in /psci or /firmware/psci", "in the device tree");
	tree_bytes("/proc/device-tree/firmware/psci/method", "hvc", 4);
	finds("conduit", FINDING_OK, "hvc", NULL);
	tree_bytes("/proc/device-tree/firmware/psci/method", "fax", 4);
	finds("conduit", FINDING_WRONG, "\"fax\" in /firmware/psci", "mend that method");
	tree_bytes("/proc/device-tree/psci/method", "smc", 4);
	finds("conduit", FINDING_OK, "smc", NULL);
}

static void test_check_conduit_of_the_driver(void **state)
{
	(void)state;
	finds("conduit", FINDING_MISSING, "no device tree", "PSCI");
	bind();
	finds("conduit", FINDING_OK, "would not have bound", NULL);
	tree_folder("/proc/device-tree");
	finds("conduit", FINDING_OK, "would not have bound", NULL);
}

static void fadt(unsigned char flags, size_t size)
{
	unsigned char bytes[276] = "FACP";

	bytes[129] = flags;
	tree_bytes("/sys/firmware/acpi/tables/FACP", bytes, size);
}

static void test_check_conduit_of_acpi(void **state)
{
	(void)state;
	finds("conduit", FINDING_MISSING, "no FADT", "PSCI");
	fadt(1, 276);
	finds("conduit", FINDING_OK, "smc", NULL);
	fadt(3, 276);
	finds("conduit", FINDING_OK, "hvc", NULL);
	fadt(2, 276);
	finds("conduit", FINDING_MISSING, "no PSCI", "PSCI");
	fadt(3, 129);
	finds("conduit", FINDING_MISSING, "no FADT", "PSCI");
	tree_remove("/sys/firmware/acpi/tables/FACP");
	tree_folder("/sys/firmware/acpi/tables/FACP");
	finds("conduit", FINDING_UNKNOWN, "cannot read", "as root");
}

static void test_check_smccc(void **state)
{
	(void)state;
	finds("smccc", FINDING_UNKNOWN, "kernel log", "v1.2");
	bind();
	finds("smccc", FINDING_OK, "1.2 or later", NULL);
}

static void test_check_mainline(void **state)
{
	(void)state;
	finds("mainline", FINDING_OK, "may be configured and is not there", NULL);
	tree_file(CONFIG, full_config);
	finds("mainline", FINDING_OK, "is not configured and is not there", NULL);
	tree_file(CONFIG, "CONFIG_ARM_FFA_TRANSPORT=m\n");
	finds("mainline", FINDING_OK, "is a module and is not there", NULL);
	tree_folder("/sys/bus/arm_ffa/devices");
	finds("mainline", FINDING_UNKNOWN, "shows no partition", "does not load, modprobe -r ffa_module");
	tree_file(CONFIG, "CONFIG_ARM_FFA_TRANSPORT=y\n");
	finds("mainline", FINDING_UNKNOWN, "shows no partition", "does not load, boot a kernel");
	tree_file(CONFIG, "CONFIG_ARM_FFA_TRANSPORT=m\n");
	bind();
	finds("mainline", FINDING_OK, "leaves FF-A to " MODULE, NULL);
	tree_folder("/sys/bus/arm_ffa/devices/arm-ffa-1");
	tree_folder("/sys/bus/arm_ffa/devices/arm-ffa-2");
	finds("mainline", FINDING_WRONG, "2 partitions); it is a module", "modprobe -r ffa_module, after what uses it");
	tree_file(CONFIG, "CONFIG_ARM_FFA_TRANSPORT=y\n");
	finds("mainline", FINDING_WRONG, "is built in", "boot a kernel");
}

#define SECURE_BOOT "/sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c"
#define LOCKDOWN "/sys/kernel/security/lockdown"
#define SIG_ENFORCE "/sys/module/module/parameters/sig_enforce"

static void test_check_signing_not_enforced(void **state)
{
	(void)state;
	finds("signing", FINDING_OK, "Secure Boot not there, lockdown unknown, sig_enforce not there", NULL);
	tree_bytes(SECURE_BOOT, "\6\0\0\0\0", 5);
	tree_file(SIG_ENFORCE, "N\n");
	finds("signing", FINDING_OK, "Secure Boot off, lockdown unknown, sig_enforce N", NULL);
	tree_bytes(SECURE_BOOT, "\6\0\0\0\1", 5);
	finds("signing", FINDING_UNKNOWN, "Secure Boot on, lockdown unknown, sig_enforce N", "as root");
	tree_file(LOCKDOWN, "[none] integrity confidentiality\n");
	finds("signing", FINDING_OK, "Secure Boot on, lockdown none, sig_enforce N", NULL);
	tree_file(LOCKDOWN, "nonsense\n");
	finds("signing", FINDING_UNKNOWN, "lockdown unknown", "as root");
	tree_bytes(SECURE_BOOT, "\6\0", 2);
	finds("signing", FINDING_UNKNOWN, "Secure Boot unknown", "as root");
	tree_remove(SECURE_BOOT);
	finds("signing", FINDING_UNKNOWN, "Secure Boot unknown", "as root");
}

/* The module is installed, and that is its file. */
static void install(const char *name, const char *bytes)
{
	char text[128];

	snprintf(text, sizeof(text), "fs/fat.ko:\nextra/x%s.ko: a.ko\nextra/%s: fs/fat.ko\n", MODULE, name);
	tree_file(MODULES "/modules.dep", text);
	snprintf(text, sizeof(text), MODULES "/extra/%s", name);
	tree_file(text, bytes);
}

static void test_check_signing_enforced(void **state)
{
	(void)state;
	tree_file(SIG_ENFORCE, "Y\n");
	finds("signing", FINDING_UNKNOWN, "only with a signature that it trusts", "mokutil");
	install(MODULE ".ko", "the module without a signature at its end");
	finds("signing", FINDING_MISSING, "has no signature", "mokutil");
	install(MODULE ".ko", "short");
	finds("signing", FINDING_MISSING, "has no signature", "mokutil");
	install(MODULE ".ko", "the module~Module signature appended~\n");
	finds("signing", FINDING_UNKNOWN, "only with a signature that it trusts", "if it refuses the module, sign");
	install(MODULE ".ko.xz", "compressed");
	finds("signing", FINDING_UNKNOWN, "only with a signature that it trusts", "mokutil");
	tree_folder(MODULE_FOLDER);
	finds("signing", FINDING_OK, "the module is loaded", NULL);
}

static void test_check_signing_by_lockdown(void **state)
{
	(void)state;
	install(MODULE ".ko", "the module without a signature at its end");
	tree_file(SIG_ENFORCE, "N\n");
	tree_file(LOCKDOWN, "none [integrity] confidentiality\n");
	finds("signing", FINDING_MISSING, "lockdown integrity, sig_enforce N", "mokutil");
	tree_file(LOCKDOWN, "none integrity [confidentiality]\n");
	finds("signing", FINDING_MISSING, "lockdown confidentiality", "mokutil");
}

static void test_check_module_loaded(void **state)
{
	(void)state;
	tree_folder(MODULE_FOLDER);
	finds("module", FINDING_UNKNOWN, "version cannot be read", NULL);
	tree_file(MODULE_FOLDER "/version", ffa_lib_version());
	finds("module", FINDING_OK, ffa_lib_version(), NULL);
	tree_file(MODULE_FOLDER "/version", "0.0.7\n");
	finds("module", FINDING_WRONG, "version 0.0.7; ffa-cli is ", "install the module");
	tree_file(MODULE_FOLDER "/version", "9.0.7\n");
	finds("module", FINDING_OK, "version 9.0.7; ffa-cli is ", NULL);
	tree_file(MODULE_FOLDER "/version", "4000000000.0.0\n");
	finds("module", FINDING_OK, "version 4000000000.0.0; ffa-cli is ", NULL);
}

static void test_check_versions(void **state)
{
	(void)state;
	assert_true(version_is_older("1.9.9", "2.0.0"));
	assert_true(version_is_older("9.0.0", "10.0.0"));
	assert_true(version_is_older("2.0.0", "2.1.3"));
	assert_false(version_is_older("2.0.0", "2.0.0"));
	assert_false(version_is_older("2.1.3", "2.0.0"));
	assert_false(version_is_older("10.0.0", "9.0.0"));
}

static void test_check_module_not_loaded(void **state)
{
	(void)state;
	finds("module", FINDING_UNKNOWN, "/sys is not mounted", "mount");
	tree_folder("/sys/module");
	finds("module", FINDING_MISSING, "perhaps installed", "insmod");
	tree_file(MODULES "/modules.dep", "extra/x" MODULE ".ko:\nextra/" MODULE "2.ko:\n");
	finds("module", FINDING_MISSING, "not installed for kernel " RELEASE, "insmod");
	install(MODULE ".ko.zst", "");
	finds("module", FINDING_MISSING, "installed as " MODULES "/extra/" MODULE ".ko.zst", "modprobe");
}

static void test_check_nodes(void **state)
{
	(void)state;
	finds("nodes", FINDING_MISSING, "no " NODES "/self", "load the");
	tree_folder(MODULE_FOLDER);
	finds("nodes", FINDING_MISSING, "not bound", "/bind");
	bind();
	finds("nodes", FINDING_MISSING, "no " NODES "/self", "load the");
	tree_folder("/sys/class/arm_ffa/self");
	finds("nodes", FINDING_MISSING, "although the driver has nodes", "devtmpfs");
	tree_file(NODES "/self", "");
	finds("nodes", FINDING_MISSING, "no partition in " NODES, "allow=");
	tree_file(NODES "/ffa00001-0000-4000-8000-000000000000", "");
	tree_file(NODES "/8001", "");
	finds("nodes", FINDING_OK, NODES "/self and 2 nodes", NULL);
	tree_remove(NODES "/self");
	finds("nodes", FINDING_MISSING, "no " NODES "/self", "devtmpfs");
}

static void test_check_nodes_elsewhere(void **state)
{
	struct place place = arm64;

	(void)state;
	place.self = "/elsewhere/ffa";
	tree_file("/elsewhere/ffa", "");
	look_from(&place, "nodes");
	assert_int_equal(finding.state, FINDING_MISSING);
	assert_string_equal(finding.found, "/elsewhere/ffa and no partition in " NODES);
	look_from(&place, "rights");
	assert_int_equal(finding.state, FINDING_OK);
	tree_file(NODES "/8001", "");
	look_from(&place, "nodes");
	assert_int_equal(finding.state, FINDING_OK);
	tree_remove("/elsewhere/ffa");
	look_from(&place, "nodes");
	assert_int_equal(finding.state, FINDING_MISSING);
	assert_string_equal(finding.found, "no /elsewhere/ffa");
}

static void test_check_nodes_unreadable(void **state)
{
	(void)state;
	tree_file(NODES, "not a folder");
	finds("nodes", FINDING_UNKNOWN, "cannot read " NODES, "as root");
}

static void set_mode(const char *path, mode_t mode)
{
	char full[256];

	snprintf(full, sizeof(full), "%s%s", tree_root, path);
	assert_int_equal(chmod(full, mode), 0);
}

/* Files have no modes for root. */
static void as_nobody(void (*fn)(void))
{
	int root = !geteuid();

	if (root)
		assert_int_equal(seteuid(NOBODY), 0);
	fn();
	if (root)
		assert_int_equal(seteuid(0), 0);
}

static void finds_no_self(void)
{
	finds("rights", FINDING_MISSING, NODES "/self may not be read",
	      "SUBSYSTEM==\"arm_ffa\", KERNEL==\"self\", MODE=\"0664\"");
}

static void finds_no_partition(void)
{
	finds("rights", FINDING_MISSING, "none of 2 nodes", "SUBSYSTEM==\"arm_ffa\", KERNEL==\"800");
	assert_non_null(strstr(finding.advice, "\", GROUP=\"YOUR_GROUP\""));
}

static void finds_no_uuid(void)
{
	finds("rights", FINDING_MISSING, "none of 1 nodes",
	      "SUBSYSTEM==\"arm_ffa\", ENV{FFA_UUID}==\"ffa00001-0000-4000-8000-000000000000\", GROUP=\"YOUR_GROUP\"");
}

static void finds_one_partition(void)
{
	finds("rights", FINDING_OK, "1 of 2 nodes", NULL);
}

static void test_check_rights(void **state)
{
	(void)state;
	finds("rights", FINDING_UNKNOWN, "no node", NULL);
	tree_file(NODES "/self", "");
	tree_file(NODES "/8001", "");
	tree_file(NODES "/8002", "");
	set_mode(NODES "/self", 0);
	set_mode(NODES "/8001", 0666);
	set_mode(NODES "/8002", 0);
	as_nobody(finds_no_self);
	set_mode(NODES "/self", 0444);
	as_nobody(finds_one_partition);
	set_mode(NODES "/8001", 0444);
	as_nobody(finds_no_partition);
	tree_remove(NODES "/self");
	finds("rights", FINDING_UNKNOWN, "no node", NULL);
}

static void test_check_rights_on_a_service(void **state)
{
	static const char *const names[] = { NODES "/ffa00001-0000-4000-8000-000000000000",
					     NODES "/ffa00001-0000-4000-8000-000000000000.8001" };
	size_t i;

	(void)state;
	tree_file(NODES "/self", "");
	for (i = 0; i < 2; i++) {
		tree_file(names[i], "");
		set_mode(names[i], 0);
		as_nobody(finds_no_uuid);
		tree_remove(names[i]);
	}
}

#define TREE(name) cmocka_unit_test_setup_teardown(name, tree_setup, tree_teardown)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TREE(test_check_architecture),
		TREE(test_check_config),
		TREE(test_check_config_in_proc),
		TREE(test_check_conduit_of_the_device_tree),
		TREE(test_check_conduit_below_firmware),
		TREE(test_check_conduit_of_the_driver),
		TREE(test_check_conduit_of_acpi),
		TREE(test_check_smccc),
		TREE(test_check_mainline),
		TREE(test_check_signing_not_enforced),
		TREE(test_check_signing_enforced),
		TREE(test_check_signing_by_lockdown),
		TREE(test_check_module_loaded),
		cmocka_unit_test(test_check_versions),
		TREE(test_check_module_not_loaded),
		TREE(test_check_nodes),
		TREE(test_check_nodes_elsewhere),
		TREE(test_check_nodes_unreadable),
		TREE(test_check_rights),
		TREE(test_check_rights_on_a_service),
	};

	return cmocka_run_group_tests_name("cli-checks", tests, NULL, NULL) != 0;
}
