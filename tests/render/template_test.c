#include "render/template.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "base/auto.h"
#include "base/file.h"
#include "check.h"

static char folder[] = "/tmp/passnum-template-XXXXXX";

static bool put(const char *name, const char *text)
{
	struct err err = { 0 };
	char path[200];

	snprintf(path, sizeof path, "%s/%s", folder, name);
	return CHECK_OK(file_write(path, text, strlen(text), 0600, &err));
}

static void lines_have_section_key_value_and_number(void)
{
	AUTO(template_close) struct template *t = NULL;
	struct err err = { 0 };

	CHECK(mkdtemp(folder) != NULL);
	put("a.text", "# remark\n\n one = 1 = 2 \r\n[part name]\nkeep = \" , \"\n");
	if (!CHECK_OK(template_open(&t, folder, "a.text", &err)))
		return;
	CHECK_INT(t->count, 2);
	CHECK_TEXT(t->lines[0].section, "");
	CHECK_TEXT(t->lines[0].key, "one");
	CHECK_TEXT(t->lines[0].value, "1 = 2");
	CHECK_INT(t->lines[0].number, 3);
	CHECK_TEXT(t->lines[1].section, "part name");
	CHECK_TEXT(t->lines[1].value, " , ");
	CHECK_INT(t->lines[1].number, 5);
}

static void a_mistake_is_told_with_file_and_line(void)
{
	AUTO(template_close) struct template *t = NULL;
	struct err err = { 0 };

	put("b.text", "one = 1\nnothing here\n");
	CHECK_ERR(template_open(&t, folder, "b.text", &err), ERR_INPUT);
	CHECK_TEXT(err.name, "bad_template");
	CHECK(strncmp(err.text, "b.text, line 2: ", 16) == 0);
	put("b.text", "[open\n");
	CHECK_ERR(template_open(&t, folder, "b.text", &err), ERR_INPUT);
	put("b.text", "one = \xff\n");
	CHECK_ERR(template_open(&t, folder, "b.text", &err), ERR_INPUT);
	CHECK_ERR(template_open(&t, folder, "none.text", &err), ERR_MISSING);
}

static void a_file_of_the_folder_wins_over_the_one_in_the_program(void)
{
	AUTO(template_close) struct template *own = NULL, *theirs = NULL;
	struct err err = { 0 };

	put("fr.text", "title = Chez nous\n");
	if (CHECK_OK(template_open(&own, NULL, "fr.text", &err)))
		CHECK(own->count > 40);
	if (CHECK_OK(template_open(&theirs, folder, "fr.text", &err)))
		CHECK_INT(theirs->count, 1);
}

static void the_folder_goes_away(void)
{
	static const char *const names[] = { "a.text", "b.text", "fr.text" };
	char path[200];

	for (size_t i = 0; i < COUNT_OF(names); i++) {
		snprintf(path, sizeof path, "%s/%s", folder, names[i]);
		CHECK(remove(path) == 0);
	}
	CHECK(remove(folder) == 0);
}

CHECK_MAIN({ "lines_have_section_key_value_and_number", lines_have_section_key_value_and_number },
           { "a_mistake_is_told_with_file_and_line", a_mistake_is_told_with_file_and_line },
           { "a_file_of_the_folder_wins_over_the_one_in_the_program",
             a_file_of_the_folder_wins_over_the_one_in_the_program },
           { "the_folder_goes_away", the_folder_goes_away })
