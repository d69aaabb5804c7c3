#include "store/passes.h"

#include <string.h>

#include "base/auto.h"
#include "base/text.h"
#include "store/pass_row.h"

void pass_row_read(const struct query *q, struct pass *p)
{
	const void *pseudonym;
	size_t size = 0;

	*p = (struct pass){ .id = query_int(q, 0),
		            .serial = query_int(q, 1),
		            .programme = query_int(q, 2),
		            .desk = query_int(q, 3),
		            .agent = query_int(q, 4),
		            .issued_at = query_int(q, 5),
		            .handed_out_at = query_int(q, 6),
		            .total = (int)query_int(q, 7),
		            .cents = (int)query_int(q, 8),
		            .kind = (int)query_int(q, 9),
		            .last_day = query_int(q, 10),
		            .key_number = (int)query_int(q, 11),
		            .specimen = query_int(q, 12) != 0,
		            .language = (enum language)query_int(q, 13),
		            .print_size = (enum print_size)query_int(q, 14),
		            .start_level = (enum level)query_int(q, 16),
		            .age_band = (int)query_int(q, 17),
		            .situation = (int)query_int(q, 18),
		            .state = (enum pass_state)query_int(q, 19),
		            .state_at = query_int(q, 20),
		            .replaced_by = query_int(q, 22) };
	pseudonym = query_bytes(q, 15, &size);
	p->has_pseudonym = pseudonym && size == PSEUDONYM_SIZE;
	if (p->has_pseudonym)
		memcpy(p->pseudonym, pseudonym, PSEUDONYM_SIZE);
	TEXT_COPY(p->reason, query_text(q, 21));
}

static void pass_fill(void *context, size_t row, struct sql_value *args)
{
	const struct pass *p = (const struct pass *)context + row;
	const struct sql_value values[] = {
		sql_int(p->id),
		sql_int(p->serial),
		sql_int(p->programme),
		sql_int(p->desk),
		sql_int(p->agent),
		sql_int(p->issued_at),
		sql_int_if(p->handed_out_at != 0, p->handed_out_at),
		sql_int(p->total),
		sql_int(p->cents),
		sql_int(p->kind),
		sql_int(p->last_day),
		sql_int(p->key_number),
		sql_int(p->specimen),
		sql_int(p->language),
		sql_int(p->print_size),
		sql_bytes(p->has_pseudonym ? p->pseudonym : NULL, PSEUDONYM_SIZE),
		sql_int_if(p->start_level != LEVEL_NONE, p->start_level),
		sql_int_if(p->age_band != 0, p->age_band),
		sql_int_if(p->situation != 0, p->situation),
		sql_int(p->state),
	};

	memcpy(args, values, sizeof values);
}

bool passes_add(struct sql *sql, const struct pass *passes, size_t count, struct err *err)
{
	const struct sql_each each = {
		.text = "INSERT INTO pass (id, serial, programme, desk, agent, issued_at,"
			" handed_out_at, total, cents, kind, last_day, key_number, specimen, "
			"language,"
			" print_size, pseudonym, start_level, age_band, situation, state)"
			" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, "
			"$15, $16,"
			" $17, $18, $19, $20)",
		.rows_count = count,
		.args_count = 20,
		.fill = pass_fill,
		.context = (void *)passes, /* only read */
	};

	return sql_each(sql, &each, err) || err_during(err, "keeping %zu passes", count);
}

static bool find(struct sql *sql, const char *text, int64_t key, struct pass *ret, bool *ret_found,
                 struct err *err)
{
	AUTO(query_close) struct query *q = NULL;

	if (!query_open(&q, sql, text, SQL_ARGS(sql_int(key)), err) ||
	    !query_first(q, ret_found, err))
		return false;
	if (*ret_found)
		pass_row_read(q, ret);
	return true;
}

bool passes_find(struct sql *sql, int64_t id, struct pass *ret, struct err *err)
{
	bool found;

	if (!find(sql, "SELECT " PASS_COLUMNS " FROM pass p WHERE p.id = $1", id, ret, &found, err))
		return false;
	return found || err_named(err, ERR_MISSING, "no_pass", "there is no pass %012llx",
	                          (unsigned long long)id);
}

bool passes_find_serial(struct sql *sql, int64_t serial, struct pass *ret, bool *ret_found,
                        struct err *err)
{
	return find(sql, "SELECT " PASS_COLUMNS " FROM pass p WHERE p.serial = $1", serial, ret,
	            ret_found, err);
}

bool passes_hold(struct sql *sql, int64_t id, struct pass *ret, struct err *err)
{
	return sql_run(sql, "UPDATE pass SET state = state WHERE id = $1", SQL_ARGS(sql_int(id)),
	               err) &&
	       passes_find(sql, id, ret, err);
}

bool passes_change_state(struct sql *sql, const struct pass *pass, struct err *err)
{
	return sql_run(sql,
	               "UPDATE pass SET state = $2, state_at = $3, reason = $4, replaced_by = $5"
	               " WHERE id = $1",
	               SQL_ARGS(sql_int(pass->id), sql_int(pass->state), sql_int(pass->state_at),
	                        sql_text(pass->reason[0] ? pass->reason : NULL),
	                        sql_int_if(pass->replaced_by != 0, pass->replaced_by)),
	               err);
}

bool passes_hand_out(struct sql *sql, const struct pass *pass, int64_t now, bool *ret_done,
                     struct err *err)
{
	return sql_touch(
		sql,
		"UPDATE pass SET handed_out_at = $2, pseudonym = $3, start_level = $4,"
		" agent = $5, age_band = $6, situation = $7, language = $8, print_size = $9"
		" WHERE id = $1 AND handed_out_at IS NULL AND state = 0 RETURNING id",
		SQL_ARGS(sql_int(pass->id), sql_int(now),
	                 sql_bytes(pass->has_pseudonym ? pass->pseudonym : NULL, PSEUDONYM_SIZE),
	                 sql_int_if(pass->start_level != LEVEL_NONE, pass->start_level),
	                 sql_int(pass->agent), sql_int_if(pass->age_band != 0, pass->age_band),
	                 sql_int_if(pass->situation != 0, pass->situation), sql_int(pass->language),
	                 sql_int(pass->print_size)),
		ret_done, err);
}

bool passes_count_person(struct sql *sql, int64_t programme, const unsigned char *pseudonym,
                         int64_t since_at, int64_t *ret, struct err *err)
{
	return sql_one_int(sql,
	                   "SELECT COUNT(*) FROM pass WHERE pseudonym = $2 AND programme = $1"
	                   " AND issued_at >= $3 AND state <> 2",
	                   SQL_ARGS(sql_int(programme), sql_bytes(pseudonym, PSEUDONYM_SIZE),
	                            sql_int(since_at)),
	                   ret, err);
}

bool passes_start_level(struct sql *sql, const struct pass *pass, int64_t *ret, struct err *err)
{
	return sql_one_int(
		sql,
		"SELECT COALESCE(MAX(start_level), 0) FROM pass WHERE serial = (SELECT MIN(serial)"
		" FROM pass WHERE start_level > 0"
		" AND (id = $1 OR (pseudonym = $2 AND programme = $3)))",
		SQL_ARGS(sql_int(pass->id),
	                 sql_bytes(pass->has_pseudonym ? pass->pseudonym : NULL, PSEUDONYM_SIZE),
	                 sql_int(pass->programme)),
		ret, err);
}

bool passes_due(struct sql *sql, int64_t day, size_t limit, int64_t *ret_ids, size_t *ret_count,
                struct err *err)
{
	AUTO(query_close) struct query *q = NULL;
	enum step step;

	*ret_count = 0;
	if (!query_open(&q, sql,
	                "SELECT p.id FROM programme g JOIN pass p ON p.programme = g.id"
	                " WHERE p.state = 0 AND p.last_day + g.grace_days < $1 LIMIT $2",
	                SQL_ARGS(sql_int(day), sql_int((int64_t)limit)), err))
		return false;
	while ((step = query_next(q, err)) == STEP_ROW && *ret_count < limit)
		ret_ids[(*ret_count)++] = query_int(q, 0);
	return step != STEP_FAILED;
}

/* A person was last met when a pass of theirs was issued, handed out or used. */
#define LAPSED                                                                                     \
	" p.pseudonym IS NOT NULL AND p.issued_at < $1 AND NOT EXISTS (SELECT 1 FROM pass q"       \
	"  WHERE q.pseudonym = p.pseudonym AND (q.issued_at >= $1 OR q.handed_out_at >= $1"        \
	"   OR EXISTS (SELECT 1 FROM spent x WHERE x.id >= q.id * 256"                             \
	"    AND x.id < q.id * 256 + 256 AND x.cause = 1 AND x.at >= $1)))"

bool passes_lapsed(struct sql *sql, int64_t at, size_t limit, int64_t *ret_ids, size_t *ret_count,
                   struct err *err)
{
	AUTO(query_close) struct query *q = NULL;
	enum step step;

	*ret_count = 0;
	if (!query_open(&q, sql,
	                "SELECT p.id FROM programme g JOIN pass p ON p.programme = g.id"
	                " WHERE" LAPSED " LIMIT $2",
	                SQL_ARGS(sql_int(at), sql_int((int64_t)limit)), err))
		return false;
	while ((step = query_next(q, err)) == STEP_ROW && *ret_count < limit)
		ret_ids[(*ret_count)++] = query_int(q, 0);
	return step != STEP_FAILED;
}

bool passes_forget(struct sql *sql, int64_t id, int64_t at, struct err *err)
{
	return sql_run(sql,
	               "UPDATE pass SET pseudonym = NULL WHERE id = (SELECT p.id FROM pass p"
	               " WHERE p.id = $2 AND" LAPSED ")",
	               SQL_ARGS(sql_int(at), sql_int(id)), err);
}
