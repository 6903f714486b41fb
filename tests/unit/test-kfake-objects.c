/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "unit.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define LINE	256

static bool has_word(const char *words, const char *word)
{
	const size_t n = strlen(word);
	const char *p;

	for (p = words; (p = strstr(p, word)); p += n)
		if ((p == words || p[-1] == ' ') && (p[n] == ' ' || !p[n]))
			return true;
	return false;
}

/* Every word behind the list's name is an object, on however many lines they are. */
static size_t assert_line(char *line, bool *goes_on)
{
	size_t objects = 0;
	char *word;

	line[strcspn(line, "#\n")] = '\0';
	word = strtok(line, " \t");
	if (!*goes_on && (!word || strncmp(word, "arm_ffa_cdev-", strlen("arm_ffa_cdev-"))))
		return 0;
	*goes_on = false;
	for (; word; word = strtok(NULL, " \t")) {
		*goes_on = !strcmp(word, "\\");
		if (!strstr(word, ".o"))
			continue;
		if (!has_word(FAKE_OBJECTS, word))
			fail_msg("kmod/Kbuild has %s, the fake has not", word);
		objects++;
	}
	return objects;
}

static size_t count_words(const char *words)
{
	size_t n = 0;

	for (; *words; words++)
		n += *words != ' ' && (words[1] == ' ' || !words[1]);
	return n;
}

static void test_fake_is_made_of_the_objects_of_the_module(void **state)
{
	FILE *kbuild = fopen(KBUILD, "re");
	char line[LINE];
	bool goes_on = false;
	size_t objects = 0;

	(void)state;
	assert_non_null(kbuild);
	while (fgets(line, sizeof(line), kbuild))
		objects += assert_line(line, &goes_on);
	fclose(kbuild);
	assert_true(objects > 10);
	assert_int_equal(objects, count_words(FAKE_OBJECTS));
	assert_true(has_word(FAKE_OBJECTS, "call.o"));
}

static void test_word_is_whole(void **state)
{
	(void)state;
	assert_true(has_word("a.o ../b/a.o", "../b/a.o"));
	assert_true(has_word("a.o", "a.o"));
	assert_false(has_word("../b/a.o aa.o a.oo", "a.o"));
	assert_int_equal(count_words("a.o b.o"), 2);
	assert_int_equal(count_words(""), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fake_is_made_of_the_objects_of_the_module),
		cmocka_unit_test(test_word_is_whole),
	};

	return cmocka_run_group_tests_name("kfake-objects", tests, NULL, NULL) != 0;
}
