/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef KFAKE_LOG_H
#define KFAKE_LOG_H

/* The kernel's log: a machine keeps its last lines. */

#include <kfake/compiler.h>

struct device;

void kfake_log(const char *format, ...) __printf(1, 2);
void kfake_log_device(const struct device *dev, const char *format, ...) __printf(2, 3);

#ifndef pr_fmt
#define pr_fmt(format) format
#endif

#define pr_err(format, ...)	kfake_log(pr_fmt(format), ##__VA_ARGS__)
#define pr_warn(format, ...)	kfake_log(pr_fmt(format), ##__VA_ARGS__)
#define pr_notice(format, ...)	kfake_log(pr_fmt(format), ##__VA_ARGS__)
#define pr_info(format, ...)	kfake_log(pr_fmt(format), ##__VA_ARGS__)
#define pr_debug(format, ...)	kfake_log(pr_fmt(format), ##__VA_ARGS__)

#define dev_err(dev, ...)	kfake_log_device(dev, __VA_ARGS__)
#define dev_warn(dev, ...)	kfake_log_device(dev, __VA_ARGS__)
#define dev_notice(dev, ...)	kfake_log_device(dev, __VA_ARGS__)
#define dev_info(dev, ...)	kfake_log_device(dev, __VA_ARGS__)
#define dev_dbg(dev, ...)	kfake_log_device(dev, __VA_ARGS__)
#define dev_warn_ratelimited(dev, ...)	kfake_log_device(dev, __VA_ARGS__)
#define dev_err_ratelimited(dev, ...)	kfake_log_device(dev, __VA_ARGS__)
#define dev_warn_ratelimited(dev, ...)	kfake_log_device(dev, __VA_ARGS__)
#define dev_warn_once(dev, ...)		kfake_log_device(dev, __VA_ARGS__)
#define dev_err_probe(dev, error, ...)	(kfake_log_device(dev, __VA_ARGS__), (error))

#endif
