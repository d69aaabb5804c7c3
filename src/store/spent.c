#include "store/spent.h"

#include <string.h>

#include "base/auto.h"
#include "base/text.h"
#include "store/spent_row.h"

void spent_row_read(const struct query *q, int first, struct redemption *r)
{
	*r = (struct redemption){ .id = query_int(q, first),
		                  .cause = (enum spent_cause)query_int(q, first + 1),
		                  .programme = query_int(q, first + 2),
		                  .at = query_int(q, first + 3),
		                  .cents = (int)query_int(q, first + 4),
		                  .centre = query_int(q, first + 5),
		                  .account = query_int(q, first + 6),
		                  .kind = (int)query_int(q, first + 7),
		                  .minutes = (int)query_int(q, first + 8),
		                  .level = (enum level)query_int(q, first + 9),
		                  .mode = (enum redeem_mode)query_int(q, first + 10),
		                  .device_at = query_int(q, first + 11),
		                  .nonce = query_int(q, first + 12),
		                  .siret = query_int(q, first + 13),
		                  .siren = query_int(q, first + 14) };
}

static void inquiry_fill(void *context, size_t row, struct sql_value *args)
{
	const struct spent_inquiry *i = (const struct spent_inquiry *)context + row;

	args[0] = sql_int(i->pass);
	args[1] = sql_int(i->centre);
	args[2] = sql_int(spent_id(voucher_id(i->pass, i->number), 0));
}

/* A SIRET as a number. */
static int64_t digits_of(const char *siret)
{
	int64_t number;

	return siret && text_parse_int(siret, &number) ? number : 0;
}

static bool inquiry_take(void *context, size_t row, const struct query *q, struct err *err)
{
	struct spent_inquiry *i = (struct spent_inquiry *)context + row;
	struct voucher_facts *f = &i->facts;

	(void)err;
	memset(f, 0, sizeof *f);
	f->known = q != NULL;
	if (!q)
		return true;
	f->pass.id = i->pass;
	f->pass.programme = query_int(q, 0);
	f->pass.desk = query_int(q, 1);
	f->pass.total = (int)query_int(q, 2);
	f->pass.cents = (int)query_int(q, 3);
	f->pass.kind = (int)query_int(q, 4);
	f->pass.last_day = query_int(q, 5);
	f->pass.specimen = query_int(q, 6) != 0;
	f->pass.state = (enum pass_state)query_int(q, 7);
	f->programme_state = (enum programme_state)query_int(q, 8);
	f->from_day = query_int(q, 9);
	f->funder = query_int(q, 10);
	f->grace_days = (int)query_int(q, 11);
	TEXT_COPY(f->territory, query_text(q, 12));
	TEXT_COPY(f->kinds, query_text(q, 13));
	f->centre_approved = query_int(q, 14) == 1 && query_int(q, 15) == 1;
	TEXT_COPY(f->insee, query_text(q, 16));
	TEXT_COPY(f->epci, query_text(q, 17));
	f->centre_of_programme = query_int(q, 18) == 1;
	f->siret = digits_of(query_text(q, 19));
	f->siren = digits_of(query_text(q, 20)) / 100000;
	f->attempt = (int)query_int(q, 21);
	TEXT_COPY(f->postcode, query_text(q, 22));
	spent_row_read(q, 23, &f->spent);
	return true;
}

bool spent_inquire(struct sql *sql, struct spent_inquiry *inquiries, size_t count, struct err *err)
{
	const struct sql_each each = {
		.text = "SELECT p.programme, p.desk, p.total, p.cents, p.kind, p.last_day, "
			"p.specimen,"
			" p.state, g.state, g.from_day, g.funder, g.grace_days, g.territory, "
			"g.kinds,"
			" s.centre, s.approval, s.insee, s.epci, a.state, o.siret,"
			" fo.siret, n.attempts, s.postcode, " SPENT_COLUMNS
			" FROM pass p JOIN programme g ON g.id = p.programme"
			" CROSS JOIN (SELECT COUNT(*) AS attempts FROM reversal"
			"   WHERE redemption >= $3 AND redemption < $3 + 16) n"
			" JOIN funder f ON f.id = g.funder"
			" JOIN organisation fo ON fo.id = f.organisation"
			" LEFT JOIN site s ON s.id = $2"
			" LEFT JOIN organisation o ON o.id = s.organisation"
			" LEFT JOIN approval a ON a.programme = p.programme AND a.site = $2"
			" LEFT JOIN spent x ON x.id = $3 + n.attempts"
			" WHERE p.id = $1",
		.rows_count = count,
		.args_count = 3,
		.fill = inquiry_fill,
		.take = inquiry_take,
		.context = inquiries,
	};

	return sql_each(sql, &each, err) || err_during(err, "looking up vouchers");
}

static void entry_fill(void *context, size_t row, struct sql_value *args)
{
	const struct redemption *r = &((const struct spent_entry *)context)[row].redemption;
	bool used = r->cause == SPENT_REDEEMED;
	const struct sql_value values[] = {
		sql_int(r->id),
		sql_int(r->cause),
		sql_int(r->programme),
		sql_int(r->at),
		sql_int(r->cents),
		sql_int_if(used, r->centre),
		sql_int_if(used, r->account),
		sql_int_if(r->kind != 0, r->kind),
		sql_int_if(r->minutes != 0, r->minutes),
		sql_int_if(r->level != LEVEL_NONE, r->level),
		sql_int_if(used, r->mode),
		sql_int_if(r->device_at != 0, r->device_at),
		sql_int_if(r->nonce != 0, r->nonce),
		sql_int_if(r->siret != 0, r->siret),
		sql_int_if(r->siren != 0, r->siren),
	};

	memcpy(args, values, sizeof values);
}

static bool entry_take(void *context, size_t row, const struct query *q, struct err *err)
{
	(void)err;
	((struct spent_entry *)context)[row].done = q != NULL;
	return true;
}

bool spent_add(struct sql *sql, struct spent_entry *entries, size_t count, struct err *err)
{
	const struct sql_each each = {
		.text = "INSERT INTO spent (id, cause, programme, at, cents, centre, account, kind,"
			" minutes, level, mode, device_at, nonce, siret, siren)"
			" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,"
			" $14, $15)"
			" ON CONFLICT (id) DO NOTHING RETURNING id",
		.rows_count = count,
		.args_count = 15,
		.fill = entry_fill,
		.take = entry_take,
		.context = entries,
	};

	return sql_each(sql, &each, err) || err_during(err, "keeping redemptions");
}

struct ending {
	const struct pass *pass;
	enum spent_cause cause;
	int64_t now;
	unsigned numbers;
};

static void ending_fill(void *context, size_t row, struct sql_value *args)
{
	const struct ending *e = context;

	args[0] = sql_int(spent_id(voucher_id(e->pass->id, (int)row + 1), 0));
	args[1] = sql_int(e->cause);
	args[2] = sql_int(e->pass->programme);
	args[3] = sql_int(e->now);
	args[4] = sql_int(e->pass->cents);
}

static bool ending_take(void *context, size_t row, const struct query *q, struct err *err)
{
	struct ending *e = context;

	(void)err;
	if (q)
		e->numbers |= 1u << (row + 1);
	return true;
}

bool spent_end_rest(struct sql *sql, const struct pass *pass, enum spent_cause cause, int64_t now,
                    unsigned *ret_numbers, struct err *err)
{
	struct ending ending = { .pass = pass, .cause = cause, .now = now };
	const struct sql_each each = {
		.text = "INSERT INTO spent (id, cause, programme, at, cents)"
			" VALUES ($1 + (SELECT COUNT(*) FROM reversal"
			"   WHERE redemption >= $1 AND redemption < $1 + 16), $2, $3, $4, $5)"
			" ON CONFLICT (id) DO NOTHING RETURNING id",
		.rows_count = (size_t)pass->total,
		.args_count = 5,
		.fill = ending_fill,
		.take = ending_take,
		.context = &ending,
	};

	if (!sql_each(sql, &each, err))
		return err_during(err, "ending vouchers of a pass");
	*ret_numbers = ending.numbers;
	return true;
}

#define SPENT_AND_REVERSAL                                                                         \
	"SELECT " SPENT_COLUMNS ", r.at FROM spent x LEFT JOIN reversal r ON r.redemption = x.id"

bool spent_of_pass(struct sql *sql, int64_t pass, unsigned *ret_used, unsigned *ret_ended,
                   struct err *err)
{
	AUTO(query_close) struct query *q = NULL;
	struct redemption r;
	enum step step;

	*ret_used = *ret_ended = 0;
	if (!query_open(&q, sql,
	                SPENT_AND_REVERSAL " WHERE x.id >= $1 AND x.id < $1 + 256 ORDER BY x.id",
	                SQL_ARGS(sql_int(pass * 256)), err))
		return false;
	while ((step = query_next(q, err)) == STEP_ROW) {
		unsigned bit;

		spent_row_read(q, 0, &r);
		bit = 1u << spent_number(r.id);
		if (!query_is_null(q, SPENT_COLUMNS_COUNT))
			continue; /* taken back */
		*ret_ended |= bit;
		*ret_used |= r.cause == SPENT_REDEEMED ? bit : 0;
	}
	return step == STEP_DONE;
}

bool spent_find(struct sql *sql, int64_t id, struct redemption *ret, int64_t *ret_reversed_at,
                struct err *err)
{
	AUTO(query_close) struct query *q = NULL;
	bool found;

	if (!query_open(&q, sql, SPENT_AND_REVERSAL " WHERE x.id = $1 AND x.cause = 1",
	                SQL_ARGS(sql_int(id)), err) ||
	    !query_first(q, &found, err))
		return false;
	if (!found)
		return err_named(err, ERR_MISSING, "no_redemption", "there is no such redemption");
	spent_row_read(q, 0, ret);
	*ret_reversed_at = query_int(q, SPENT_COLUMNS_COUNT);
	return true;
}

bool reversals_add(struct sql *sql, const struct reversal *reversal, bool *ret_done,
                   struct err *err)
{
	return sql_touch(sql,
	                 "INSERT INTO reversal (redemption, programme, at, account, reason)"
	                 " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (redemption) DO NOTHING"
	                 " RETURNING redemption",
	                 SQL_ARGS(sql_int(reversal->redemption), sql_int(reversal->programme),
	                          sql_int(reversal->at), sql_int(reversal->account),
	                          sql_text(reversal->reason)),
	                 ret_done, err);
}

bool reversals_find(struct sql *sql, int64_t redemption, struct reversal *ret, bool *ret_found,
                    struct err *err)
{
	AUTO(query_close) struct query *q = NULL;

	if (!query_open(&q, sql,
	                "SELECT programme, at, account, reason FROM reversal WHERE redemption = $1",
	                SQL_ARGS(sql_int(redemption)), err) ||
	    !query_first(q, ret_found, err))
		return false;
	if (!*ret_found)
		return true;
	*ret = (struct reversal){ .redemption = redemption,
		                  .programme = query_int(q, 0),
		                  .at = query_int(q, 1),
		                  .account = query_int(q, 2) };
	TEXT_COPY(ret->reason, query_text(q, 3));
	return true;
}
