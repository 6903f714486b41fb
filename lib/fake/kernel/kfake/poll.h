/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef KFAKE_POLL_H
#define KFAKE_POLL_H

/* What a poll function says. Apart from kfake/file.h, because <sys/epoll.h> has the same names. */

#define EPOLLIN		0x0001u
#define EPOLLPRI	0x0002u
#define EPOLLOUT	0x0004u
#define EPOLLERR	0x0008u
#define EPOLLHUP	0x0010u
#define EPOLLRDNORM	0x0040u
#define EPOLLWRNORM	0x0100u

#endif
