#include "store/keys.h"

#include "base/auto.h"
#include "base/text.h"
#include "store/sql.h"

#define COLUMNS                                                                                    \
	"purpose, number, programme, name, public_key, sealed, not_before_day, not_after_day, "    \
	"status"

enum { COLUMNS_COUNT = 9 };

static void key_read(const struct query *q, struct signing_key *key)
{
	*key = (struct signing_key){ .purpose = (enum key_purpose)query_int(q, 0),
		                     .number = (int)query_int(q, 1),
		                     .programme = query_int(q, 2),
		                     .not_before_day = query_int(q, 6),
		                     .not_after_day = query_int(q, 7),
		                     .status = (enum key_status)query_int(q, 8) };
	TEXT_COPY(key->name, query_text(q, 3));
	TEXT_COPY(key->public_key, query_text(q, 4));
	TEXT_COPY(key->sealed, query_text(q, 5));
}

bool signing_keys_add(struct sql *sql, const struct signing_key *key, struct err *err)
{
	return sql_run(sql,
	               "INSERT INTO signing_key (" COLUMNS ")"
	               " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
	               SQL_ARGS(sql_int(key->purpose), sql_int(key->number),
	                        sql_int_if(key->programme != 0, key->programme),
	                        sql_text(key->name), sql_text(key->public_key),
	                        sql_text(key->sealed), sql_int(key->not_before_day),
	                        sql_int(key->not_after_day), sql_int(key->status)),
	               err) ||
	       err_during(err, "keeping key %d", key->number);
}

bool signing_keys_each(struct sql *sql, signing_key_fn *fn, void *context, struct err *err)
{
	AUTO(query_close) struct query *q = NULL;
	struct signing_key key;
	enum step step;

	if (!query_open(&q, sql, "SELECT " COLUMNS " FROM signing_key ORDER BY purpose, number",
	                SQL_NO_ARGS, err))
		return false;
	while ((step = query_next(q, err)) == STEP_ROW) {
		key_read(q, &key);
		if (!fn(context, &key, err))
			return false;
	}
	return step == STEP_DONE;
}

bool signing_keys_change(struct sql *sql, const struct signing_key *key, struct err *err)
{
	bool changed;

	if (!sql_touch(sql,
	               "UPDATE signing_key SET status = $3, not_after_day = $4"
	               " WHERE purpose = $1 AND number = $2 RETURNING number",
	               SQL_ARGS(sql_int(key->purpose), sql_int(key->number), sql_int(key->status),
	                        sql_int(key->not_after_day)),
	               &changed, err))
		return false;
	return changed || err_set(err, ERR_MISSING, "there is no key %d", key->number);
}

bool signing_keys_next_number(struct sql *sql, enum key_purpose purpose, int *ret, struct err *err)
{
	int64_t next;

	if (!sql_one_int(sql,
	                 "SELECT COALESCE(MAX(number) + 1, 0) FROM signing_key WHERE purpose = $1",
	                 SQL_ARGS(sql_int(purpose)), &next, err))
		return false;
	if (next > 255)
		return err_named(err, ERR_CONFLICT, "no_key_number",
		                 "all 256 key numbers of this issuer are taken");
	*ret = (int)next;
	return true;
}

/* No index leads from a key to its passes: each pass would pay for what is asked after a theft. All
 * of 100,000 are counted in 40 ms, and a page of them is found in 30. */
bool signing_keys_signed(struct sql *sql, int number, struct signing_work *ret, struct err *err)
{
	AUTO(query_close) struct query *q = NULL;
	bool found;

	if (!query_open(&q, sql,
	                "SELECT COUNT(*), CAST(COALESCE(SUM(total), 0) AS BIGINT) FROM pass"
	                " WHERE key_number = $1",
	                SQL_ARGS(sql_int(number)), err) ||
	    !query_first(q, &found, err))
		return false;
	*ret = (struct signing_work){ query_int(q, 0), query_int(q, 1) };
	return true;
}

bool signing_keys_page(struct sql *sql, int64_t above, size_t limit, signing_work_fn *fn,
                       void *context, struct err *err)
{
	AUTO(query_close) struct query *q = NULL;
	struct signing_work work;
	struct signing_key key;
	enum step step;

	if (!query_open(&q, sql,
	                "SELECT " COLUMNS ", COALESCE(w.passes, 0), COALESCE(w.vouchers, 0)"
	                " FROM signing_key LEFT JOIN (SELECT key_number, COUNT(*) AS passes,"
	                " CAST(SUM(total) AS BIGINT) AS vouchers FROM pass GROUP BY key_number) w"
	                " ON w.key_number = number"
	                " WHERE purpose = $1 AND number > $2 ORDER BY number LIMIT $3",
	                SQL_ARGS(sql_int(KEY_VOUCHER), sql_int(above), sql_int((int64_t)limit)),
	                err))
		return false;
	while ((step = query_next(q, err)) == STEP_ROW) {
		key_read(q, &key);
		work = (struct signing_work){ query_int(q, COLUMNS_COUNT),
			                      query_int(q, COLUMNS_COUNT + 1) };
		if (!fn(context, &key, &work, err))
			return false;
	}
	return step == STEP_DONE;
}

bool key_lists_add(struct sql *sql, const struct key_list *list, struct err *err)
{
	return sql_run(sql,
	               "INSERT INTO key_list (version, issued_day, expires_day, note, certificate)"
	               " VALUES ($1, $2, $3, $4, $5)",
	               SQL_ARGS(sql_int(list->version), sql_int(list->issued_day),
	                        sql_int(list->expires_day), sql_text(list->note),
	                        sql_text(list->certificate)),
	               err);
}

bool key_lists_certificate(struct sql *sql, int64_t version, struct buf *word, struct err *err)
{
	AUTO(query_close) struct query *q = NULL;
	bool found;

	if (!query_open(&q, sql, "SELECT certificate FROM key_list WHERE version = $1",
	                SQL_ARGS(sql_int(version)), err) ||
	    !query_first(q, &found, err))
		return false;
	if (found)
		buf_adds(word, query_text(q, 0));
	return buf_check(word, err);
}

bool key_lists_version(struct sql *sql, int64_t *ret_version, struct err *err)
{
	return sql_one_int(sql, "SELECT COALESCE(MAX(version), 0) FROM key_list", SQL_NO_ARGS,
	                   ret_version, err);
}

bool key_lists_latest(struct sql *sql, int64_t *ret_version, struct buf *note, struct err *err)
{
	AUTO(query_close) struct query *q = NULL;
	bool found;

	*ret_version = 0;
	if (!query_open(&q, sql, "SELECT version, note FROM key_list ORDER BY version DESC LIMIT 1",
	                SQL_NO_ARGS, err) ||
	    !query_first(q, &found, err))
		return false;
	if (found) {
		*ret_version = query_int(q, 0);
		buf_adds(note, query_text(q, 1));
	}
	return buf_check(note, err);
}

bool key_lists_expires(struct sql *sql, int64_t *ret_day, struct err *err)
{
	return sql_one_int(sql,
	                   "SELECT COALESCE(MAX(expires_day), 0) FROM key_list"
	                   " WHERE version = (SELECT MAX(version) FROM key_list)",
	                   SQL_NO_ARGS, ret_day, err);
}
