/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "wire.h"

#define UUID_CHARS	36

static bool is_dash(unsigned int i)
{
	return i == 8 || i == 13 || i == 18 || i == 23;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

bool ffaw_uuid_parse(const char *text, uint8_t uuid[16])
{
	uint8_t bytes[16] = { 0 };
	unsigned int nibble = 0;
	unsigned int i;
	int digit;

	for (i = 0; i < UUID_CHARS; i++) {
		if (is_dash(i)) {
			if (text[i] != '-')
				return false;
			continue;
		}
		digit = hex_digit(text[i]);
		if (digit < 0)
			return false;
		bytes[nibble / 2] = (uint8_t)(bytes[nibble / 2] << 4 | digit);
		nibble++;
	}
	if (text[i] != '\0' && text[i] != '\n' && text[i] != ',')
		return false;
	__builtin_memcpy(uuid, bytes, sizeof(bytes));
	return true;
}

void ffaw_uuid_format(const uint8_t uuid[16], char text[FFAW_UUID_TEXT])
{
	static const char digits[] = "0123456789abcdef";
	unsigned int nibble = 0;
	unsigned int i;

	for (i = 0; i < UUID_CHARS; i++) {
		if (is_dash(i)) {
			text[i] = '-';
			continue;
		}
		text[i] = digits[uuid[nibble / 2] >> (nibble % 2 ? 0 : 4) & 0xf];
		nibble++;
	}
	text[i] = '\0';
}

void ffaw_uuid_to_words(const uint8_t uuid[16], uint32_t words[4])
{
	unsigned int i;

	for (i = 0; i < 4; i++, uuid += 4)
		words[i] = uuid[0] | (uint32_t)uuid[1] << 8 | (uint32_t)uuid[2] << 16 | (uint32_t)uuid[3] << 24;
}

void ffaw_uuid_from_words(const uint32_t words[4], uint8_t uuid[16])
{
	unsigned int i;

	for (i = 0; i < 16; i++)
		uuid[i] = (uint8_t)(words[i / 4] >> 8 * (i % 4));
}

bool ffaw_uuid_is_nil(const uint8_t uuid[16])
{
	uint8_t any = 0;
	unsigned int i;

	for (i = 0; i < 16; i++)
		any |= uuid[i];
	return any == 0;
}

void ffaw_uuid_to_regs(const uint8_t uuid[16], uint64_t regs[2])
{
	uint32_t words[4];

	ffaw_uuid_to_words(uuid, words);
	regs[0] = (uint64_t)words[1] << 32 | words[0];
	regs[1] = (uint64_t)words[3] << 32 | words[2];
}

void ffaw_uuid_from_regs(const uint64_t regs[2], uint8_t uuid[16])
{
	const uint32_t words[4] = {
		(uint32_t)regs[0], (uint32_t)(regs[0] >> 32), (uint32_t)regs[1], (uint32_t)(regs[1] >> 32),
	};

	ffaw_uuid_from_words(words, uuid);
}
