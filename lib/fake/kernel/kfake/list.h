/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef KFAKE_LIST_H
#define KFAKE_LIST_H

/* Doubly linked rings with a head. */

#include <kfake/math.h>

struct list_head {
	struct list_head *next;
	struct list_head *prev;
};

#define LIST_HEAD_INIT(name)	{ &(name), &(name) }
#define LIST_HEAD(name)		struct list_head name = LIST_HEAD_INIT(name)

static inline void INIT_LIST_HEAD(struct list_head *list)
{
	list->next = list;
	list->prev = list;
}

static inline void kfake_list_link(struct list_head *node, struct list_head *prev, struct list_head *next)
{
	node->prev = prev;
	node->next = next;
	prev->next = node;
	next->prev = node;
}

static inline void list_add(struct list_head *node, struct list_head *head)
{
	kfake_list_link(node, head, head->next);
}

static inline void list_add_tail(struct list_head *node, struct list_head *head)
{
	kfake_list_link(node, head->prev, head);
}

/* The links of what was taken off are made useless, so that a second list_del() does not go unnoticed. */
static inline void list_del(struct list_head *node)
{
	node->prev->next = node->next;
	node->next->prev = node->prev;
	node->next = NULL;
	node->prev = NULL;
}

static inline void list_del_init(struct list_head *node)
{
	list_del(node);
	INIT_LIST_HEAD(node);
}

static inline void list_move_tail(struct list_head *node, struct list_head *head)
{
	list_del(node);
	list_add_tail(node, head);
}

static inline int list_empty(const struct list_head *head)
{
	return head->next == head;
}

static inline int list_is_last(const struct list_head *node, const struct list_head *head)
{
	return node->next == head;
}

static inline void list_splice_init(struct list_head *from, struct list_head *head)
{
	if (list_empty(from))
		return;
	from->next->prev = head;
	from->prev->next = head->next;
	head->next->prev = from->prev;
	head->next = from->next;
	INIT_LIST_HEAD(from);
}

#define list_entry(ptr, type, member)		container_of(ptr, type, member)
#define list_first_entry(head, type, member)	list_entry((head)->next, type, member)
#define list_last_entry(head, type, member)	list_entry((head)->prev, type, member)
#define list_next_entry(pos, member)		list_entry((pos)->member.next, __typeof__(*(pos)), member)
#define list_prev_entry(pos, member)		list_entry((pos)->member.prev, __typeof__(*(pos)), member)
#define list_first_entry_or_null(head, type, member) \
	(list_empty(head) ? NULL : list_first_entry(head, type, member))

#define list_for_each(node, head) for (node = (head)->next; node != (head); node = node->next)
#define list_for_each_entry(pos, head, member)						\
	for (pos = list_first_entry(head, __typeof__(*pos), member); &pos->member != (head);	\
	     pos = list_next_entry(pos, member))
#define list_for_each_entry_safe(pos, next, head, member)				\
	for (pos = list_first_entry(head, __typeof__(*pos), member), next = list_next_entry(pos, member); \
	     &pos->member != (head); pos = next, next = list_next_entry(next, member))
#define list_for_each_entry_reverse(pos, head, member)					\
	for (pos = list_last_entry(head, __typeof__(*pos), member); &pos->member != (head);	\
	     pos = list_prev_entry(pos, member))
#define list_for_each_entry_safe_reverse(pos, prev_, head, member)			\
	for (pos = list_last_entry(head, __typeof__(*pos), member), prev_ = list_prev_entry(pos, member); \
	     &pos->member != (head); pos = prev_, prev_ = list_prev_entry(prev_, member))

#endif
