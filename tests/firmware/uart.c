/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "monitor.h"

/* The PL011 of QEMU's virt, which the guest's console uses, too: one whole line at a time, and few. */
#define UART_DR (*(volatile uint32_t *)0x09000000)
#define UART_FR (*(volatile uint32_t *)0x09000018)
#define UART_CR (*(volatile uint32_t *)0x09000030)
#define UART_FR_TXFF (1u << 5)
#define UART_CR_ON 0x301u /* UARTEN, TXE, RXE */

void uart_init(void)
{
	UART_CR = UART_CR_ON;
}

static void uart_put(char c)
{
	while (UART_FR & UART_FR_TXFF)
		;
	UART_DR = (uint8_t)c;
}

void uart_print(const char *text)
{
	for (; *text; text++) {
		if (*text == '\n')
			uart_put('\r');
		uart_put(*text);
	}
}

static void uart_print_number(uint64_t value, unsigned int base)
{
	char text[21];
	char *p = text + sizeof(text);

	*--p = '\0';
	do {
		*--p = "0123456789abcdef"[value % base];
		value /= base;
	} while (value);
	uart_print(p);
}

void uart_print_hex(uint64_t value)
{
	uart_print("0x");
	uart_print_number(value, 16);
}

void uart_print_dec(uint64_t value)
{
	uart_print_number(value, 10);
}
