/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef FFA_CLI_INTERRUPT_H
#define FFA_CLI_INTERRUPT_H

#include <poll.h>
#include <stdint.h>

/* Ctrl-C (SIGINT) as something to wait for. */

/* From now on it is noted and ends what waits, but no longer the process. 0 or -errno. */
int interrupt_catch(void);
int interrupt_seen(void);

/*
 * poll(2) of fds[1] to fds[n - 1]; fds[0] is for Ctrl-C. until is a time as of now_ns(), INT64_MAX is for ever. 0 or -errno;
 * what ends the wait is in revents, in interrupt_seen() or is the time.
 */
int interrupt_poll(struct pollfd *fds, nfds_t n, int64_t until);

#endif
