/* A history written by hand, split up in every way. */
#include "books.h"
#include "store/breakdown.h"
#include "store/passes.h"

enum { DAY = 86400, T = 1774350000, ROWS_MAX = 8 };

struct rows {
	struct breakdown_row row[ROWS_MAX];
	size_t count;
};

static bool keep(void *context, const struct breakdown_row *row, struct err *err)
{
	struct rows *rows = context;

	(void)err;
	if (CHECK(rows->count < ROWS_MAX))
		rows->row[rows->count++] = *row;
	return true;
}

static struct rows rows_of(struct sql *sql, enum breakdown_by by, struct breakdown_period period)
{
	struct rows rows = { 0 };
	struct err err = { 0 };

	CHECK_OK(breakdown_each(sql, by, &period, keep, &rows, &err));
	return rows;
}

/* Three passes of desk 1 and one of desk 3, one of them a specimen. Pass 1 goes twice to centre 2
 * and once to centre 4, of the same commune as centre 2; pass 2 once to centre 2, taken back later;
 * pass 3, never noted as handed out, to centre 5. */
static void history(struct sql *sql)
{
	struct pass passes[5];
	struct err err = { 0 };

	for (int i = 0; i < 5; i++)
		passes[i] = (struct pass){ .id = i + 1,
			                   .serial = i + 1,
			                   .programme = 1,
			                   .desk = i < 3 ? 1 : 3,
			                   .issued_at = T,
			                   .handed_out_at = i == 2 ? 0 : T,
			                   .total = 5,
			                   .cents = 1000,
			                   .last_day = 20600,
			                   .specimen = i == 4 };
	CHECK_OK(sql_begin(sql, &err));
	CHECK_OK(sql_script(
		sql,
		"UPDATE site SET postcode = '16000', commune = 'Angoulême' WHERE id = 2;"
		"INSERT INTO site (id, name, desk, centre, mobile, approval, address, complement,"
		" postcode, commune, insee, epci, phone, website, hours, services, publics,"
		" typology, access_url, fees, source, changed_at)"
		" SELECT 3, 'c', 1, 0, 0, 1, '', '', '16100', 'Cognac', '', '', '', '', '', '', '',"
		" '', '', '', '', 0 UNION ALL"
		" SELECT 4, 'd', 0, 1, 0, 1, '', '', '16000', 'Angoulême', '', '', '', '', '', '',"
		" '', '', '', '', '', 0 UNION ALL"
		" SELECT 5, 'e', 0, 1, 0, 1, '', '', '16100', 'Cognac', '', '', '', '', '', '', '',"
		" '', '', '', '', 0",
		&err));
	CHECK_OK(passes_add(sql, passes, 5, &err));
	CHECK_OK(sql_script(sql,
	                    "INSERT INTO spent (id, cause, programme, at, cents, centre) VALUES"
	                    " (272, 1, 1, 1774440000, 1000, 2), (288, 1, 1, 1774450000, 1000, 2),"
	                    " (304, 1, 1, 1774460000, 1000, 4), (528, 1, 1, 1774470000, 1000, 2),"
	                    " (784, 1, 1, 1774480000, 700, 5), (544, 3, 1, 1774480001, 1000, NULL);"
	                    "INSERT INTO reversal VALUES (528, 1, 1774500000, 1, 'x')",
	                    &err));
	CHECK_OK(sql_commit(sql, &err));
}

static const struct breakdown_period all = { 1, 0, T + 9 * DAY, T + 9 * DAY };

static void each_redemption_that_stands_is_owed_to_its_centre(void)
{
	BOOKS_WITH_PROGRAMME;
	struct breakdown_period before = { 1, 0, 1774490000, 1774490000 };
	struct rows r;

	history(f.sql);
	r = rows_of(f.sql, BREAKDOWN_CENTRE, all);
	CHECK_INT(r.count, 3);
	CHECK_INT(r.row[0].site, 2);
	CHECK_TEXT(r.row[0].name, "b");
	CHECK_INT(r.row[0].vouchers, 2);
	CHECK_INT(r.row[0].cents, 2000);
	CHECK_INT(r.row[0].used, 1);
	CHECK_INT(r.row[1].site, 4);
	CHECK_INT(r.row[2].cents, 700);
	r = rows_of(f.sql, BREAKDOWN_CENTRE, before); /* it was not taken back yet */
	CHECK_INT(r.row[0].vouchers, 3);
	CHECK_INT(r.row[0].used, 2);
	before.programme = 2;
	CHECK_INT(rows_of(f.sql, BREAKDOWN_CENTRE, before).count, 0);
}

static void communes_add_their_centres_up(void)
{
	BOOKS_WITH_PROGRAMME;
	struct rows r;

	history(f.sql);
	r = rows_of(f.sql, BREAKDOWN_COMMUNE, all);
	CHECK_INT(r.count, 2);
	CHECK_TEXT(r.row[0].commune, "Angoulême");
	CHECK_INT(r.row[0].centres, 2);
	CHECK_INT(r.row[0].cents, 3000);
	CHECK_INT(r.row[0].used, 1);
	CHECK_TEXT(r.row[1].postcode, "16100");
	CHECK_INT(r.row[1].vouchers, 1);
}

static void desks_tell_whom_they_reached(void)
{
	BOOKS_WITH_PROGRAMME;
	struct breakdown_period later = { 1, T + 1, T + 9 * DAY, T + 9 * DAY };
	struct rows r;

	history(f.sql);
	r = rows_of(f.sql, BREAKDOWN_DESK, all);
	CHECK_INT(r.count, 2);
	CHECK_INT(r.row[0].site, 1);
	CHECK_INT(r.row[0].handed_out, 3); /* used, so given to somebody */
	CHECK_INT(r.row[0].used, 2);
	CHECK_INT(r.row[1].site, 3);
	CHECK_INT(r.row[1].handed_out, 1); /* not the specimen */
	CHECK_INT(r.row[1].used, 0);
	CHECK_INT(rows_of(f.sql, BREAKDOWN_DESK, later).count, 0);
}

static void the_whole_counts_each_pass_once(void)
{
	BOOKS_WITH_PROGRAMME;
	struct breakdown_row whole = { 0 };
	int64_t first_at;

	CHECK_OK(breakdown_first(f.sql, 1, &first_at, &err));
	CHECK_INT(first_at, 0);
	history(f.sql);
	CHECK_OK(breakdown_whole(f.sql, &all, &whole, &err));
	CHECK_INT(whole.vouchers, 4);
	CHECK_INT(whole.cents, 3700);
	CHECK_INT(whole.used, 2);
	CHECK_INT(whole.centres, 3);
	CHECK_OK(breakdown_first(f.sql, 1, &first_at, &err));
	CHECK_INT(first_at, 1774440000);
	for (int by = 0; by < BREAKDOWN__COUNT; by++)
		CHECK_INT(breakdown_by_parse(breakdown_by_name((enum breakdown_by)by)), by);
	CHECK_INT(breakdown_by_parse("year"), -1);
}

DATABASE_MAIN({ "each_redemption_that_stands_is_owed_to_its_centre",
                each_redemption_that_stands_is_owed_to_its_centre },
              { "communes_add_their_centres_up", communes_add_their_centres_up },
              { "desks_tell_whom_they_reached", desks_tell_whom_they_reached },
              { "the_whole_counts_each_pass_once", the_whole_counts_each_pass_once })
