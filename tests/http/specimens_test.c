/* Specimens of passes over HTTP. */
#include "desk.h"

#include "base/auto.h"
#include "store/sql.h"

static struct desk desk;

static int show(enum who who, const char *accept, const char *more)
{
	desk.browser.accept = accept;
	return desk_call(&desk, who, "POST", "/api/v1/programmes/specimen",
	                 "{\"funder\":1,\"name\":\"Essai\",\"from\":\"2026-01-01\","
	                 "\"until\":\"2099-12-31\"%s}",
	                 more);
}

static bool begins(const char *with, size_t size)
{
	return desk.reply->body.size > 1000 && memcmp(desk.reply->body.data, with, size) == 0;
}

static int64_t count(const char *table)
{
	AUTO(query_close) struct query *q = NULL;
	char sql[80];
	struct err err;

	snprintf(sql, sizeof sql, "SELECT count(*) FROM %s", table);
	return query_open(&q, desk.fixture.app->sql, sql, NULL, 0, &err) &&
	                       query_next(q, &err) == STEP_ROW
	               ? query_int(q, 0)
	               : -1;
}

static void a_specimen_is_a_document_or_a_picture(void)
{
	static const char *const tables[] = { "programme", "pass", "signing_key", "journal" };
	int64_t before[COUNT_OF(tables)];

	desk_open(&desk);
	for (size_t i = 0; i < COUNT_OF(tables); i++)
		CHECK((before[i] = count(tables[i])) >= 0);
	CHECK_INT(show(WHO_OPERATOR, "*/*", ""), 200);
	CHECK_TEXT(desk_header(&desk, "Content-Disposition"), "inline; filename=\"specimen.pdf\"");
	CHECK(begins("%PDF-1.", 7));
	CHECK_INT(show(WHO_FUNDER, "image/png", ",\"page\":2,\"language\":\"ar\""), 200);
	CHECK_TEXT(desk_header(&desk, "Page-Count"), "2");
	CHECK(begins("\x89PNG", 4));
	CHECK_INT(show(WHO_FUNDER, "image/png", ",\"print_size\":\"large\",\"site\":1"), 200);
	CHECK_TEXT(desk_header(&desk, "Page-Count"), "3");
	for (size_t i = 0; i < COUNT_OF(tables); i++)
		CHECK_INT(count(tables[i]), before[i]);
	desk_close(&desk);
}

static void what_is_wrong_is_told_as_of_the_programme(void)
{
	static const struct {
		const char *more, *code, *field;
		int status;
	} cases[] = {
		{ ",\"cents\":0", "out_of_range", "cents", 400 },
		{ ",\"vouchers_min\":9,\"vouchers_max\":8", "bad_programme", "vouchers_max", 400 },
		{ ",\"territory\":[\"999\"]", "bad_programme", "territory", 400 },
		{ ",\"grace_days\":91", "out_of_range", "grace_days", 400 },
		{ ",\"language\":\"la\"", "bad_language", "language", 400 },
		{ ",\"print_size\":\"small\"", "bad_print_size", "print_size", 400 },
		{ ",\"site\":\"x\"", "bad_id", "site", 400 },
		{ ",\"page\":3", "out_of_range", "page", 400 },
		{ ",\"vouchers\":4", "out_of_range", "vouchers", 400 },
		{ ",\"vouchers_min\":6,\"vouchers\":5", "too_few_vouchers", NULL, 400 },
		{ ",\"pseudonym\":\"x\"", "unknown_field", NULL, 400 },
		{ ",\"site\":\"999999\"", "no_site", NULL, 404 },
	};

	desk_open(&desk);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		CHECK_INT(show(WHO_OPERATOR, "image/png", cases[i].more), cases[i].status);
		CHECK_TEXT(desk_text(&desk, "code"), cases[i].code);
		if (cases[i].field)
			CHECK_TEXT(desk_text(&desk, "field"), cases[i].field);
	}
	CHECK_INT(show(WHO_PATRON, "*/*", ""), 404);
	CHECK_TEXT(desk_text(&desk, "code"), "no_funder");
	CHECK_INT(show(WHO_AGENT, "*/*", ""), 403);
	CHECK_INT(show(WHO_AUDITOR, "*/*", ""), 403);
	CHECK_INT(show(WHO__COUNT, "*/*", ""), 401);
	desk_close(&desk);
}

DATABASE_MAIN({ "a_specimen_is_a_document_or_a_picture", a_specimen_is_a_document_or_a_picture },
              { "what_is_wrong_is_told_as_of_the_programme",
                what_is_wrong_is_told_as_of_the_programme })
