#include "render/layout.h"

#include <stdlib.h>

#include "base/auto.h"
#include "base/file.h"
#include "check.h"

static void every_layout_is_sound(void)
{
	static const struct {
		const char *name;
		double type_min_pt;
	} layouts[] = { { "a4-normal.layout", 12 },
		        { "a4-normal-few.layout", 15 },
		        { "a4-large.layout", 18 } };

	for (size_t i = 0; i < COUNT_OF(layouts); i++) {
		AUTO(layout_close) struct layout *layout = NULL;
		struct err err = { 0 };

		if (!CHECK_OK(layout_open(&layout, NULL, layouts[i].name, &err)))
			continue;
		CHECK(layout->margin_mm >= 10);
		CHECK(layout->type_min_pt >= layouts[i].type_min_pt);
		CHECK_INT(layout_find(layout, LAYOUT_COUPON, LAYOUT_QR)->module_mm * 1000, 762);
		CHECK_INT(layout_find(layout, LAYOUT_COUPONS, LAYOUT_GRID)->rows, 5);
	}
}

/* The normal layout with one text replaced must be refused with this sentence in it. */
static void check_broken(const char *from, const char *to, const char *sentence)
{
	AUTO(buf_release) struct buf file = { 0 }, changed = { 0 };
	AUTO(layout_close) struct layout *layout = NULL;
	char folder[] = "/tmp/passnum-layout-XXXXXX", path[60];
	struct err err = { 0 };
	char *at;

	if (!CHECK(mkdtemp(folder)) || !CHECK_OK(file_read(&file, LAYOUT_FILE, 1 << 20, &err)) ||
	    !CHECK((at = strstr(file.data, from)) != NULL))
		return;
	buf_add(&changed, file.data, (size_t)(at - file.data));
	buf_adds(&changed, to);
	buf_adds(&changed, at + strlen(from));
	snprintf(path, sizeof path, "%s/a4-normal.layout", folder);
	CHECK_OK(file_write(path, changed.data, changed.size, 0600, &err));
	if (CHECK_ERR(layout_open(&layout, folder, "a4-normal.layout", &err), ERR_INPUT) &&
	    !strstr(err.text, sentence))
		CHECK_FAIL("\"%s\" does not say \"%s\"", err.text, sentence);
	remove(path);
	remove(folder);
}

static void a_layout_that_would_not_scan_or_print_is_refused(void)
{
	check_broken("margin = 10", "margin = 5", "\"margin\" of 10 or more");
	check_broken("at = 15 10 115", "at = 5 10 115", "\"title\" runs into the margin");
	check_broken("at = 15 10 115", "at = 150 10 60", "\"title\" runs into the margin");
	check_broken("module = 0.762", "module = 0.5", "smaller than 25 mm");
	check_broken("at = 4 4.5\n", "at = 1 4.5\n", "runs out of the coupon");
	check_broken("[coupon number]\ntext = coupon_number\nat = 40.5",
	             "[coupon number]\ntext = coupon_number\nat = 30",
	             "\"number\" lies on the white border");
	check_broken("cells = 2 5", "cells = 2 6", "runs into the margin");
	check_broken("draws = qr", "draws = mark", "");
	check_broken("[coupon qr]", "[voucher qr]", "a section is");
	check_broken("size = 26", "size = 8", "smaller than type_min");
	check_broken("size = 26", "size = big", "\"size\" cannot be \"big\"");
	check_broken("size = 26", "colour = red", "\"colour\" is unknown");
	check_broken("tag = H1", "tag = H9", "\"tag\" cannot be");
	check_broken("most = 5", "most = 6", "\"most\" cannot be");
}

CHECK_MAIN({ "every_layout_is_sound", every_layout_is_sound },
           { "a_layout_that_would_not_scan_or_print_is_refused",
             a_layout_that_would_not_scan_or_print_is_refused })
