#include "http/printer.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/file.h"
#include "check.h"

/* A folder with one file of texts; its content is the program's own, and the line given. */
static void write_texts(const char *folder, const char *line)
{
	AUTO(buf_release) struct buf text = { 0 };
	char path[200];
	struct err err;

	CHECK_OK(file_read(&text, getenv("PASS_TEXTS"), 100000, &err));
	buf_adds(&text, line);
	snprintf(path, sizeof path, "%s/fr.text", folder);
	CHECK_OK(file_write(path, text.data, text.size, 0600, &err));
}

static void changed_texts_are_taken_and_wrong_ones_are_not(void)
{
	char folder[] = "/tmp/passnum-printer.XXXXXX", path[200];
	struct printers printers = { .folder = mkdtemp(folder) };
	struct printer printer = { .of = &printers };
	struct render *first, *again, *renewed;
	struct err err;

	write_texts(folder, "");
	CHECK_OK(printers_renew(&printers, &err));
	CHECK_OK(printer_render(&printer, &first, &err));
	CHECK_OK(printer_render(&printer, &again, &err));
	CHECK(again == first);
	write_texts(folder, "\nno_such_text = x\n");
	CHECK_ERR(printers_renew(&printers, &err), ERR_INPUT);
	CHECK_OK(printer_render(&printer, &again, &err));
	CHECK(again == first);
	CHECK_INT(printer.edition, 1);
	write_texts(folder, "");
	CHECK_OK(printers_renew(&printers, &err));
	CHECK_OK(printer_render(&printer, &renewed, &err));
	CHECK_INT(printer.edition, 2);
	printer_close(&printer);
	snprintf(path, sizeof path, "%s/fr.text", folder);
	unlink(path);
	rmdir(folder);
}

static void the_programs_own_need_no_renewal(void)
{
	struct printers printers = { 0 };
	struct printer printer = { .of = &printers };
	struct render *render;
	struct err err;

	CHECK_OK(printer_render(&printer, &render, &err));
	CHECK_OK(printers_renew(&printers, &err));
	CHECK_INT(atomic_load(&printers.edition), 0);
	printer_close(&printer);
	CHECK(!printer.render);
}

CHECK_MAIN({ "changed_texts_are_taken_and_wrong_ones_are_not",
             changed_texts_are_taken_and_wrong_ones_are_not },
           { "the_programs_own_need_no_renewal", the_programs_own_need_no_renewal })
