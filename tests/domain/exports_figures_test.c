/* All tables of a programme in one file. */
#include "exports_stage.h"

#include "codec/json.h"

static void figures_are_those_of_the_page(void)
{
	STAGE;
	AUTO(buf_release) struct buf file = { 0 }, want = { 0 };
	AUTO(json_close) struct json *json = NULL;
	struct report report;

	for (int i = 0; i < 7; i++) {
		struct pass pass = world_issue(&w);

		CHECK_TEXT(world_redeem(&w, w.centre, world_token(&w, &pass, 1)), "redeemed");
	}
	made(&w, EXPORT_FIGURES, EXPORT_JSON, &file);
	CHECK_OK(report_make(w.app, &w.payer, &(struct report_wish){ .programme = w.programme.id },
	                     &report, &err));
	buf_adds(&want, "{\"figures\":");
	report_json(&report, 5, &want);
	buf_adds(&want, ",\"breakdowns\":{\"month\":{");
	CHECK(file.size > want.size);
	CHECK_BYTES(buf_text(&file), buf_text(&want), want.size);
	CHECK_OK(json_parse(&json, buf_text(&file), file.size, &err));
	CHECK_INT(count_text(&file, "\"hidden_below\":5"), 5);
	made(&w, EXPORT_FIGURES, EXPORT_XLSX, &file);
	CHECK_BYTES(buf_text(&file), "PK\3\4", 4);
}

DATABASE_MAIN({ "figures_are_those_of_the_page", figures_are_those_of_the_page })
