/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "internal.h"

#define FIRST_ID	0x8001u
#define LAST_ID		0xfffeu

struct ffa_model_partition *model_partition_find(struct ffa_model *m, uint16_t id)
{
	struct ffa_model_partition *p;

	for (p = m->partitions; p; p = p->next)
		if (p->id == id)
			break;
	return p;
}

bool model_same_uuid(const uint8_t a[16], const uint8_t b[16])
{
	uint8_t difference = 0;
	unsigned int i;

	for (i = 0; i < 16; i++)
		difference |= a[i] ^ b[i];
	return difference == 0;
}

bool model_partition_serves(const struct ffa_model_partition *p, const uint8_t uuid[16])
{
	const struct service *s;

	for (s = p->services; s; s = s->next)
		if (model_same_uuid(s->uuid, uuid))
			break;
	return s;
}

int ffa_model_add(struct ffa_model *m, uint16_t id, unsigned int contexts, uint32_t properties, ffa_model_run_fn *run, void *arg,
		  struct ffa_model_partition **out)
{
	struct ffa_model_partition *p;
	unsigned int i;

	if (out)
		*out = NULL;
	if (id < FIRST_ID || id > LAST_ID || contexts == 0 || contexts > FFA_MODEL_CONTEXTS || !run)
		return ERR_INVAL;
	if (model_partition_find(m, id))
		return ERR_EXIST;
	p = model_alloc(m, sizeof(*p) + contexts * sizeof(p->context[0]));
	if (!p)
		return ERR_NOMEM;
	p->model = m;
	p->services_end = &p->services;
	p->run = run;
	p->arg = arg;
	p->properties = properties;
	p->id = id;
	p->contexts = contexts;
	p->listed_contexts = (uint16_t)contexts;
	for (i = 0; i < contexts; i++) {
		p->context[i].partition = p;
		p->context[i].number = i;
		p->context[i].name = ffaw_pair(id, (uint16_t)i);
	}
	*m->partitions_end = p;
	m->partitions_end = &p->next;
	if (out)
		*out = p;
	return 0;
}

int ffa_model_add_uuid(struct ffa_model_partition *p, const uint8_t uuid[16])
{
	struct service *s = model_alloc(p->model, sizeof(*s));

	if (!s)
		return ERR_NOMEM;
	__builtin_memcpy(s->uuid, uuid, sizeof(s->uuid));
	*p->services_end = s;
	p->services_end = &s->next;
	return 0;
}

uint16_t ffa_model_partition_id(const struct ffa_model_partition *p)
{
	return p->id;
}
