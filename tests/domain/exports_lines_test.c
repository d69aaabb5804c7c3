/* What is owed, line by line: page by page, after a crash, what a line says, and how much of the
 * machine a long file takes. */
#include "exports_stage.h"

#include <sys/resource.h>

static void lines_are_made_a_page_at_a_time(void)
{
	STAGE;
	struct export export, asked = { 0 };

	fill(&w, 2 * EXPORT_LINES + 7);
	asked = ask(&w, EXPORT_REDEMPTIONS, EXPORT_CSV);
	CHECK_INT(asked.state, EXPORT_WAITING);
	CHECK_INT(shown(&w, asked.id).total, -1);
	CHECK(claim(w.app, &export));
	CHECK_INT(shown(&w, asked.id).state, EXPORT_RUNNING);
	CHECK_OK(export_work(w.app, &export, &err));
	CHECK_INT(shown(&w, asked.id).total, 2 * EXPORT_LINES + 7);
	CHECK_INT(shown(&w, asked.id).done, 0);
	CHECK_OK(export_work(w.app, &export, &err));
	CHECK_INT(shown(&w, asked.id).done, EXPORT_LINES);
	CHECK_OK(export_work(w.app, &export, &err));
	CHECK_OK(export_work(w.app, &export, &err));
	CHECK_INT(export.lease, 0);
	export = shown(&w, asked.id);
	CHECK_INT(export.state, EXPORT_DONE);
	CHECK_INT(export.done, export.total);
	CHECK(!claim(w.app, &export));
	CHECK_INT(world_count(&w, "SELECT COUNT(*) FROM journal WHERE verb = 'export.done'"), 1);
}

/* A server dies after any page: the next one's file is the same, in every form. */
static void who_comes_next_goes_on_at_the_very_line(void)
{
	STAGE;

	fill(&w, 3 * EXPORT_LINES);
	for (int form = 0; form < EXPORT_FORM__COUNT; form++) {
		AUTO(buf_release) struct buf whole = { 0 }, parts = { 0 };
		struct export export, found;

		made(&w, EXPORT_REDEMPTIONS, (enum export_form)form, &whole);
		export = ask(&w, EXPORT_REDEMPTIONS, (enum export_form)form);
		for (int page = 0; page < 6 && claim(w.app, &found); page++) {
			CHECK_OK(export_work(w.app, &found, &err));
			world_at(&w, app_now(w.app) + EXPORT_LEASE_SECONDS);
		}
		export = shown(&w, export.id);
		CHECK_INT(export.state, EXPORT_DONE);
		CHECK_OK(export_file(w.app, &w.payer, &export, collect, &parts, &err));
		CHECK_INT(parts.size, whole.size);
		CHECK_BYTES(buf_text(&parts), buf_text(&whole), whole.size);
		CHECK_OK(export_drop(w.app, &w.payer, export.id, &err));
	}
}

/* What was redeemed and taken back for real, with a reason that a spreadsheet would run. */
static void a_line_says_what_is_owed_and_not_whose_it_was(void)
{
	STAGE;
	AUTO(buf_release) struct buf file = { 0 };
	struct pass pass = world_issue(&w);
	struct redemption taken;
	char id[REDEMPTION_TEXT_SIZE];

	CHECK_TEXT(world_redeem(&w, w.centre, world_token(&w, &pass, 1)), "redeemed");
	CHECK_TEXT(world_redeem(&w, w.centre, world_token(&w, &pass, 2)), "redeemed");
	snprintf(id, sizeof id, "%s", world_redemption(&w));
	CHECK_OK(correct_reverse(w.app, &w.office, id, "=HYPERLINK(\"x\")", &taken, &err));
	CHECK_OK(sql_script(w.app->sql,
	                    "UPDATE spent SET kind = 12; UPDATE spent SET kind = 2"
	                    " WHERE id = (SELECT MIN(id) FROM spent)",
	                    &err));
	made(&w, EXPORT_REDEMPTIONS, EXPORT_CSV, &file);
	CHECK_INT(count_text(&file, "\r\n"), 3);
	CHECK_INT(count_text(&file, "Atelier") + count_text(&file, "Internet"), 0);
	CHECK_INT(count_text(&file, ",1000,1000,standing,,,"), 1);
	CHECK_INT(count_text(&file, ",1000,0,reversed,2026-03-24,12:00,\"'=HYPERLINK("), 1);
	CHECK_INT(count_text(&file, id), 1);
	CHECK_INT(count_text(&file, ",2026-03-24,12:00,"), 3);
	made(&w, EXPORT_REDEMPTIONS, EXPORT_EXCEL, &file);
	CHECK_INT(count_text(&file, ";Internet et courriel;"), 1);
	CHECK_INT(count_text(&file, ";Atelier n°\xc2\xa0"
	                            "12;"),
	          1);
	CHECK_INT(count_text(&file, ";10,00;0,00;annulée;24/03/2026;12:00;\"'=HYPERLINK("), 1);
	made(&w, EXPORT_REDEMPTIONS, EXPORT_JSON, &file);
	CHECK_INT(count_text(&file, "\"owed_cents\":1000"), 1);
	CHECK_INT(count_text(&file, "\"reason\":\"=HYPERLINK(\\\"x\\\")\""), 1);
	CHECK_INT(count_text(&file, "\"pass\"") + count_text(&file, "level") +
	                  count_text(&file, "pseudonym"),
	          0);
}

#if defined __has_feature
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define IS_WATCHED true /* a sanitizer keeps what was given back */
#endif
#endif
#ifndef IS_WATCHED
#define IS_WATCHED false
#endif

static int64_t memory_kb(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return usage.ru_maxrss;
}

/* What others wait at most, and what it takes. */
static void a_long_one_takes_little(void)
{
	STAGE;
	enum { LINES = 50000 };
	int64_t longest_ns = 0, whole_ns, before_kb;
	struct export export;

	fill(&w, LINES);
	CHECK_OK(sql_script(w.app->sql, "ANALYZE spent", &err)); /* as databases do by themselves */
	ask(&w, EXPORT_REDEMPTIONS, EXPORT_XLSX);
	before_kb = memory_kb();
	whole_ns = clock_ticks_ns();
	CHECK(claim(w.app, &export));
	while (export.lease) {
		int64_t begun_ns = clock_ticks_ns();

		CHECK_OK(export_work(w.app, &export, &err));
		begun_ns = clock_ticks_ns() - begun_ns;
		longest_ns = begun_ns > longest_ns ? begun_ns : longest_ns;
	}
	export = shown(&w, export.id);
	printf("# %d lines: %lld ms, the longest page %lld us, %lld bytes, %lld KB more memory\n",
	       LINES, (long long)(clock_ticks_ns() - whole_ns) / 1000000,
	       (long long)longest_ns / 1000, (long long)export.size,
	       (long long)(memory_kb() - before_kb));
	CHECK_INT(export.done, LINES);
	CHECK_INT(export.state, EXPORT_DONE);
	CHECK(longest_ns < INT64_C(5000000000)); /* 50 ms but where the machine is busy */
	CHECK(IS_WATCHED || memory_kb() - before_kb < 40 * 1024);
}

DATABASE_MAIN({ "lines_are_made_a_page_at_a_time", lines_are_made_a_page_at_a_time },
              { "who_comes_next_goes_on_at_the_very_line",
                who_comes_next_goes_on_at_the_very_line },
              { "a_line_says_what_is_owed_and_not_whose_it_was",
                a_line_says_what_is_owed_and_not_whose_it_was },
              { "a_long_one_takes_little", a_long_one_takes_little })
