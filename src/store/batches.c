#include "store/batches.h"

#include "base/auto.h"
#include "base/text.h"
#include "store/pass_row.h"

#define COLUMNS                                                                                    \
	"id, account, desk, programme, vouchers, kind, language, print_size, total, done, state,"  \
	" error, asked_at, ended_at, lease"

static void batch_read(const struct query *q, struct batch *b)
{
	*b = (struct batch){ .id = query_int(q, 0),
		             .account = query_int(q, 1),
		             .desk = query_int(q, 2),
		             .programme = query_int(q, 3),
		             .vouchers = (int)query_int(q, 4),
		             .kind = (int)query_int(q, 5),
		             .language = (enum language)query_int(q, 6),
		             .print_size = (enum print_size)query_int(q, 7),
		             .total = (int)query_int(q, 8),
		             .done = (int)query_int(q, 9),
		             .state = (enum batch_state)query_int(q, 10),
		             .asked_at = query_int(q, 12),
		             .ended_at = query_int(q, 13),
		             .lease = query_int(q, 14) };
	TEXT_COPY(b->error, query_text(q, 11));
}

bool batches_add(struct sql *sql, struct batch *b, struct err *err)
{
	return sql_one_int(sql, "SELECT COALESCE(MAX(id), 0) + 1 FROM batch", SQL_NO_ARGS, &b->id,
	                   err) &&
	       sql_run(sql,
	               "INSERT INTO batch (id, account, desk, programme, vouchers, kind, language,"
	               " print_size, total, done, state, error, asked_at, lease, lease_until)"
	               " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, 0, '', $10, 0, 0)",
	               SQL_ARGS(sql_int(b->id), sql_int(b->account), sql_int(b->desk),
	                        sql_int(b->programme), sql_int(b->vouchers), sql_int(b->kind),
	                        sql_int(b->language), sql_int(b->print_size), sql_int(b->total),
	                        sql_int(b->asked_at)),
	               err);
}

bool batches_find(struct sql *sql, int64_t id, struct batch *ret, struct err *err)
{
	AUTO(query_close) struct query *q = NULL;
	bool found;

	if (!query_open(&q, sql, "SELECT " COLUMNS " FROM batch WHERE id = $1",
	                SQL_ARGS(sql_int(id)), err) ||
	    !query_first(q, &found, err))
		return false;
	if (!found)
		return err_named(err, ERR_MISSING, "no_batch", "there is no batch %lld",
		                 (long long)id);
	batch_read(q, ret);
	return true;
}

bool batches_count_open(struct sql *sql, int64_t account, int64_t *ret, struct err *err)
{
	return sql_one_int(sql, "SELECT COUNT(*) FROM batch WHERE state < 2 AND account = $1",
	                   SQL_ARGS(sql_int(account)), ret, err);
}

bool batches_free(struct sql *sql, int64_t now, int64_t *ret_id, bool *ret_found, struct err *err)
{
	AUTO(query_close) struct query *q = NULL;

	if (!query_open(&q, sql,
	                "SELECT id FROM batch WHERE state < 2 AND lease_until <= $1"
	                " ORDER BY id LIMIT 1",
	                SQL_ARGS(sql_int(now)), err) ||
	    !query_first(q, ret_found, err))
		return false;
	*ret_id = *ret_found ? query_int(q, 0) : 0;
	return true;
}

bool batches_claim(struct sql *sql, const struct batch_lease *lease, bool *ret_held,
                   struct err *err)
{
	return sql_touch(sql,
	                 "UPDATE batch SET state = 1, lease = $2, lease_until = $4"
	                 " WHERE id = $1 AND state < 2 AND lease_until <= $3 RETURNING id",
	                 SQL_ARGS(sql_int(lease->id), sql_int(lease->lease), sql_int(lease->now),
	                          sql_int(lease->until)),
	                 ret_held, err);
}

bool batches_advance(struct sql *sql, const struct batch_lease *lease, int count, bool *ret_held,
                     struct err *err)
{
	return sql_touch(
		sql,
		"UPDATE batch SET done = done + $3, lease_until = $5,"
		" state = CASE WHEN done + $3 = total THEN 2 ELSE 1 END,"
		" ended_at = CASE WHEN done + $3 = total THEN $4 ELSE ended_at END"
		" WHERE id = $1 AND lease = $2 AND state = 1 AND done + $3 <= total RETURNING id",
		SQL_ARGS(sql_int(lease->id), sql_int(lease->lease), sql_int(count),
	                 sql_int(lease->now), sql_int(lease->until)),
		ret_held, err);
}

bool batches_add_part(struct sql *sql, int64_t batch, int first, const struct pass *passes,
                      size_t count, struct err *err)
{
	return sql_run(sql,
	               "INSERT INTO batch_part (batch, first, serial, count)"
	               " VALUES ($1, $2, $3, $4)",
	               SQL_ARGS(sql_int(batch), sql_int(first), sql_int(passes[0].serial),
	                        sql_int((int64_t)count)),
	               err);
}

bool batches_end(struct sql *sql, const struct batch *b, bool *ret_done, struct err *err)
{
	return sql_touch(sql,
	                 "UPDATE batch SET state = $3, error = $4, ended_at = $5"
	                 " WHERE id = $1 AND state < 2 AND ($2 = 0 OR lease = $2) RETURNING id",
	                 SQL_ARGS(sql_int(b->id), sql_int(b->lease), sql_int(b->state),
	                          sql_text(b->error), sql_int(b->ended_at)),
	                 ret_done, err);
}

bool batches_let_go(struct sql *sql, const struct batch *b, struct err *err)
{
	return sql_run(sql,
	               "UPDATE batch SET lease_until = 0"
	               " WHERE id = $1 AND lease = $2 AND state = 1",
	               SQL_ARGS(sql_int(b->id), sql_int(b->lease)), err);
}

bool batches_each(struct sql *sql, const struct batches_page *page, batch_fn *fn, void *context,
                  struct err *err)
{
	static const char of_desk[] = "SELECT " COLUMNS " FROM batch WHERE desk = $1 AND id < $2"
				      " ORDER BY id DESC LIMIT $3";
	static const char of_all[] = "SELECT " COLUMNS " FROM batch WHERE $1 = 0 AND id < $2"
				     " ORDER BY id DESC LIMIT $3";
	AUTO(query_close) struct query *q = NULL;
	struct batch batch;
	enum step step;

	if (!query_open(&q, sql, page->desk ? of_desk : of_all,
	                SQL_ARGS(sql_int(page->desk), sql_int(page->before_id),
	                         sql_int((int64_t)page->limit)),
	                err))
		return false;
	while ((step = query_next(q, err)) == STEP_ROW) {
		batch_read(q, &batch);
		if (!fn(context, &batch, err))
			return false;
	}
	return step == STEP_DONE;
}

bool batches_passes(struct sql *sql, const struct batch_range *range, batch_pass_fn *fn,
                    void *context, struct err *err)
{
	AUTO(query_close) struct query *q = NULL;
	struct pass pass;
	enum step step;

	if (!query_open(
		    &q, sql,
		    "SELECT " PASS_COLUMNS " FROM batch_part b"
		    " JOIN pass p ON p.serial >= b.serial AND p.serial < b.serial + b.count"
		    " WHERE b.batch = $1 AND b.first < $2 + $3 AND b.first + b.count > $2"
		    " AND p.serial - b.serial + b.first >= $2"
		    " AND p.serial - b.serial + b.first < $2 + $3"
		    " ORDER BY b.first, p.serial",
		    SQL_ARGS(sql_int(range->batch), sql_int(range->first), sql_int(range->count)),
		    err))
		return false;
	while ((step = query_next(q, err)) == STEP_ROW) {
		pass_row_read(q, &pass);
		if (!fn(context, &pass, err))
			return false;
	}
	return step == STEP_DONE;
}
