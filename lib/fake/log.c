/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "kfake.h"

static void log_write(struct kfake_machine *machine, const char *head, const char *format, va_list args)
{
	char line[KFAKE_LOG_WIDTH];
	size_t n;

	snprintf(line, sizeof(line), "%s", head);
	n = strlen(line);
	vsnprintf(line + n, sizeof(line) - n, format, args);
	line[strcspn(line, "\n")] = '\0';
	pthread_mutex_lock(&machine->lock);
	memcpy(machine->log[machine->log_count++ % KFAKE_LOG_LINES], line, sizeof(line));
	pthread_mutex_unlock(&machine->lock);
}

void kfake_log(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	log_write(kfake_current_machine(), "", format, args);
	va_end(args);
}

void kfake_log_device(const struct device *dev, const char *format, ...)
{
	char head[KFAKE_LOG_WIDTH / 2];
	va_list args;

	snprintf(head, sizeof(head), "%s: ", dev_name(dev));
	va_start(args, format);
	log_write(kfake_current_machine(), head, format, args);
	va_end(args);
}

bool kfake_log_has(struct kfake_machine *machine, const char *text)
{
	bool found = false;
	unsigned int i;

	pthread_mutex_lock(&machine->lock);
	for (i = 0; i < KFAKE_LOG_LINES && !found; i++)
		found = strstr(machine->log[i], text);
	pthread_mutex_unlock(&machine->lock);
	return found;
}
