/* A breakdown made by hand, as it is told: every column where it belongs. */
#include "base/auto.h"
#include "domain/breakdown.h"
#include "domain/guard.h"
#include "check.h"

static struct err err;

static struct breakdown made_by_hand(enum breakdown_by by, struct breakdown_row *row)
{
	*row = (struct breakdown_row){ .site = by == BREAKDOWN_CENTRE || by == BREAKDOWN_DESK ? 12
		                                                                              : 0,
		                       .month_day = by == BREAKDOWN_MONTH ? 20544 : 0,
		                       .name = "=Le Bus",
		                       .postcode = "16000",
		                       .commune = "Angoulême",
		                       .centres = 3,
		                       .vouchers = 41,
		                       .cents = 41050,
		                       .handed_out = 20,
		                       .used = GUARD_HIDDEN };
	return (struct breakdown){ .programme = { .id = 7 },
		                   .by = by,
		                   .until_day = 20600,
		                   .rows = row,
		                   .count = 1,
		                   .whole = { .vouchers = 41, .cents = 41050, .used = 15 } };
}

static void each_way_has_its_columns(void)
{
	static const char *const told[BREAKDOWN__COUNT] = {
		[BREAKDOWN_MONTH] =
			"{\"key\":\"2026-04\",\"vouchers\":41,\"cents\":41050,\"used\":null}",
		[BREAKDOWN_CENTRE] =
			"{\"key\":\"12\",\"name\":\"=Le Bus\",\"postcode\":\"16000\",\"commune\":"
			"\"Angoulême\",\"vouchers\":41,\"cents\":41050,\"used\":null}",
		[BREAKDOWN_COMMUNE] =
			"{\"key\":\"16000 Angoulême\",\"postcode\":\"16000\",\"commune\":"
			"\"Angoulême\",\"centres\":3,\"vouchers\":41,\"cents\":41050}",
		[BREAKDOWN_DESK] = "{\"key\":\"12\",\"name\":\"=Le Bus\",\"postcode\":\"16000\","
				   "\"commune\":\"Angoulême\",\"handed_out\":20,\"used\":null}",
	};
	static const char *const sheets[BREAKDOWN__COUNT] = {
		[BREAKDOWN_MONTH] = "Mois;Coupons utilisés;Montant dû (€);Pass utilisés\r\n"
				    "2026-04;41;410,50;masqué\r\n",
		[BREAKDOWN_CENTRE] =
			"Lieu;Nom;Code postal;Commune;Coupons utilisés;Montant dû (€);"
			"Pass utilisés\r\n12;'=Le Bus;16000;Angoulême;41;410,50;masqué\r\n",
		[BREAKDOWN_COMMUNE] =
			"Commune et code postal;Code postal;Commune;Lieux;Coupons utilisés;"
			"Montant dû (€)\r\n16000 Angoulême;16000;Angoulême;3;41;410,50\r\n",
		[BREAKDOWN_DESK] = "Guichet;Nom;Code postal;Commune;Pass remis;Pass utilisés\r\n"
				   "12;'=Le Bus;16000;Angoulême;20;masqué\r\n",
	};

	for (int by = 0; by < BREAKDOWN__COUNT; by++) {
		AUTO(buf_release) struct buf json = { 0 }, sheet = { 0 };
		struct breakdown_row row;
		struct breakdown b = made_by_hand((enum breakdown_by)by, &row);

		breakdown_json(&b, 5, &json);
		CHECK(strstr(buf_text(&json), told[by]));
		CHECK(strstr(buf_text(&json), "\"hidden_below\":5,\"rounded_to\":5}"));
		CHECK_OK(breakdown_grid(&b, GRID_EXCEL, &sheet, &err));
		CHECK_TEXT(buf_text(&sheet) + 3, sheets[by]);
	}
}

CHECK_MAIN({ "each_way_has_its_columns", each_way_has_its_columns })
