/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "random.h"

/* A counter whose bits are stirred until they look like chance. */
uint64_t roll(struct dice *dice)
{
	uint64_t x = dice->state += 0x9e3779b97f4a7c15;

	x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9;
	x = (x ^ x >> 27) * 0x94d049bb133111eb;
	return x ^ x >> 31;
}

uint32_t below(struct dice *dice, uint32_t n)
{
	return (uint32_t)((roll(dice) >> 32) * n >> 32);
}

int chance(struct dice *dice, unsigned int per_mille)
{
	return below(dice, 1000) < per_mille;
}

uint64_t roll_edge(struct dice *dice)
{
	const uint64_t power = 1ULL << below(dice, 64);

	switch (below(dice, 6)) {
	case 0:
		return below(dice, 32);
	case 1:
		return power;
	case 2:
		return power - 1;
	case 3:
		return power + below(dice, 4);
	case 4:
		return ~(uint64_t)0 << below(dice, 64);
	default:
		return roll(dice);
	}
}
