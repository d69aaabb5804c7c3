#include "store/journal.h"

#include "base/auto.h"
#include "base/text.h"
#include "store/sql.h"

bool journal_add(struct sql *sql, const struct journal_line *line, struct err *err)
{
	return sql_run(sql,
	               "INSERT INTO journal (id, at, account, verb, object, detail, call)"
	               " VALUES ($1, $2, $3, $4, $5, $6, $7)",
	               SQL_ARGS(sql_int(line->id), sql_int(line->at), sql_int(line->account),
	                        sql_text(line->verb), sql_text(line->object),
	                        sql_text(line->detail ? line->detail : ""), sql_text(line->call)),
	               err);
}

bool journal_count(struct sql *sql, int64_t account, const char *verb, int64_t since_at,
                   int64_t *ret, struct err *err)
{
	return sql_one_int(sql,
	                   "SELECT COUNT(*) FROM journal"
	                   " WHERE account = $1 AND id >= $2 AND verb = $3",
	                   SQL_ARGS(sql_int(account), sql_int(since_at << 20), sql_text(verb)), ret,
	                   err);
}

bool journal_forget(struct sql *sql, const char *verb, int64_t at, struct err *err)
{
	return sql_run(sql, "DELETE FROM journal WHERE id < $1 AND verb = $2",
	               SQL_ARGS(sql_int(at << 20), sql_text(verb)), err);
}

static void line_read(const struct query *q, struct journal_line *line)
{
	*line = (struct journal_line){ .id = query_int(q, 0),
		                       .at = query_int(q, 1),
		                       .account = query_int(q, 2),
		                       .login = query_text(q, 7),
		                       .detail = query_text(q, 5) };
	TEXT_COPY(line->verb, query_text(q, 3));
	TEXT_COPY(line->object, query_text(q, 4));
	TEXT_COPY(line->call, query_text(q, 6));
}

bool journal_each(struct sql *sql, const struct journal_page *page, journal_fn *fn, void *context,
                  struct err *err)
{
	AUTO(query_close) struct query *q = NULL;
	struct journal_line line;
	enum step step;

	if (!query_open(&q, sql,
	                "SELECT j.id, j.at, j.account, j.verb, j.object, j.detail, j.call, a.login"
	                " FROM journal j LEFT JOIN account a ON a.id = j.account"
	                " WHERE j.id < $1 AND j.id >= $2 AND j.id < $3"
	                " AND ($4 = 0 OR j.account = $4)"
	                " ORDER BY j.id DESC LIMIT $5",
	                SQL_ARGS(sql_int(page->before_id), sql_int(page->from_at << 20),
	                         sql_int(page->until_at << 20), sql_int(page->account),
	                         sql_int((int64_t)page->limit)),
	                err))
		return false;
	while ((step = query_next(q, err)) == STEP_ROW) {
		line_read(q, &line);
		if (!fn(context, &line, err))
			return false;
	}
	return step == STEP_DONE;
}
