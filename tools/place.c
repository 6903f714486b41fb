/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#define _GNU_SOURCE
#include "place.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

void place_path(const struct place *place, const char *path, char out[PLACE_PATH])
{
	snprintf(out, PLACE_PATH, "%s%s", place->root, path);
}

int place_has(const struct place *place, const char *path)
{
	char full[PLACE_PATH];

	place_path(place, path, full);
	return !faccessat(AT_FDCWD, full, F_OK, AT_EACCESS);
}

static int open_file(const struct place *place, const char *path)
{
	char full[PLACE_PATH];
	int fd;

	place_path(place, path, full);
	fd = open(full, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	return fd < 0 ? -errno : fd;
}

int place_read(const struct place *place, const char *path, char *text, size_t size)
{
	ssize_t n;
	int fd = open_file(place, path);

	*text = '\0';
	if (fd < 0)
		return fd;
	n = read(fd, text, size - 1);
	if (n < 0)
		n = -errno;
	close(fd);
	text[n > 0 ? n : 0] = '\0';
	if (n > 0 && text[n - 1] == '\n')
		text[--n] = '\0';
	return (int)n;
}

int place_count(const struct place *place, const char *path)
{
	const struct dirent *entry;
	char full[PLACE_PATH];
	int n = 0;
	DIR *dir;

	place_path(place, path, full);
	dir = opendir(full);
	if (!dir)
		return -errno;
	while ((entry = readdir(dir)))
		n += strcmp(entry->d_name, ".") && strcmp(entry->d_name, "..");
	closedir(dir);
	return n;
}

/* ---- the kernel's configuration ---- */

struct config {
	FILE *lines;
	pid_t gunzip; /* 0: the file is plain */
};

/* gzip with fd as its input; takes fd over. */
static int gunzip(struct config *config, int fd)
{
	char *argv[] = { "gzip", "-dc", NULL };
	posix_spawn_file_actions_t actions;
	int ends[2];
	int err;

	if (pipe2(ends, O_CLOEXEC)) {
		close(fd);
		return -errno;
	}
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, fd, STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
	posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	err = posix_spawnp(&config->gunzip, argv[0], &actions, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	close(fd);
	close(ends[1]);
	if (!err)
		return ends[0];
	close(ends[0]);
	return -err;
}

static int config_open(struct config *config, const struct place *place, const char *path)
{
	int fd = open_file(place, path);

	config->gunzip = 0;
	if (fd >= 0 && !strcmp(path + strlen(path) - 3, ".gz"))
		fd = gunzip(config, fd);
	if (fd < 0)
		return fd;
	config->lines = fdopen(fd, "r");
	if (config->lines)
		return 0;
	close(fd);
	return -ENOMEM;
}

/* What gzip could not read to its end is no configuration. */
static int config_close(struct config *config)
{
	int broken = ferror(config->lines);
	int status = 0;

	fclose(config->lines);
	if (config->gunzip && waitpid(config->gunzip, &status, 0) < 0)
		return -errno;
	return broken || status ? -EIO : 0;
}

static void take(const char *line, struct place_option *options, size_t n)
{
	size_t len = strcspn(line, "=");
	size_t i;

	for (i = 0; line[len] && i < n; i++) {
		if (strlen(options[i].name) == len && !strncmp(options[i].name, line, len))
			options[i].value = line[len + 1] == 'y' || line[len + 1] == 'm' ? line[len + 1] : 'n';
	}
}

static int config_read(const struct place *place, const char *path, struct place_option *options, size_t n)
{
	struct config config;
	char *line = NULL;
	size_t size = 0;
	size_t lines = 0;
	int r = config_open(&config, place, path);

	if (r)
		return r;
	for (; getline(&line, &size, config.lines) > 0; lines++)
		take(line, options, n);
	free(line);
	r = config_close(&config);
	return r || lines ? r : -ENODATA;
}

int place_config(const struct place *place, struct place_option *options, size_t n, char path[PLACE_PATH])
{
	static const struct { const char *before, *after; int released; } files[] = {
		{ "/proc/config.gz", "", 0 }, { "/boot/config-", "", 1 }, { "/lib/modules/", "/config", 1 }
	};
	size_t i, k;

	for (i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		for (k = 0; k < n; k++)
			options[k].value = 'n';
		snprintf(path, PLACE_PATH, "%s%s%s", files[i].before, files[i].released ? place->release : "",
			 files[i].after);
		if (!config_read(place, path, options, n))
			return 0;
	}
	return -ENOENT;
}

/* ---- installed modules ---- */

/* "extra/arm_ffa_cdev.ko.xz: ..." */
static int names_module(const char *line, const char *name, size_t *len)
{
	const char *base;

	*len = strcspn(line, ":");
	base = memrchr(line, '/', *len);
	base = base ? base + 1 : line;
	return !strncmp(base, name, strlen(name)) && !strncmp(base + strlen(name), ".ko", 3);
}

int place_module(const struct place *place, const char *name, char path[PLACE_PATH])
{
	char *line = NULL;
	size_t size = 0, len;
	FILE *lines;
	int r = -ENOENT;

	snprintf(path, PLACE_PATH, "%s/lib/modules/%s/modules.dep", place->root, place->release);
	lines = fopen(path, "re");
	if (!lines)
		return errno == ENOENT ? -ENODATA : -errno;
	while (r && getline(&line, &size, lines) > 0) {
		if (!names_module(line, name, &len))
			continue;
		r = 0;
		snprintf(path, PLACE_PATH, "/lib/modules/%s/%.*s", place->release, (int)len, line);
	}
	free(line);
	fclose(lines);
	return r;
}
