#include "store/instance.h"

#include "base/auto.h"
#include "base/clock.h"
#include "base/text.h"
#include "store/sql.h"

bool instance_add(struct sql *sql, const struct instance *instance, struct err *err)
{
	bool added;

	if (!sql_touch(sql,
	               "INSERT INTO instance (id, issuer, host, salt, probe, next_serial, clock_at,"
	               " link_days) VALUES (1, $1, $2, $3, $4, 1, $5, $6) ON CONFLICT (id) DO "
	               "NOTHING RETURNING id",
	               SQL_ARGS(sql_int(instance->issuer), sql_text(instance->host),
	                        sql_text(instance->salt), sql_text(instance->probe),
	                        sql_int(instance->clock_at), sql_int(instance->link_days)),
	               &added, err))
		return false;
	return added || err_named(err, ERR_CONFLICT, "already_initialised",
	                          "this database is in use already");
}

bool instance_find(struct sql *sql, struct instance *ret, struct err *err)
{
	AUTO(query_close) struct query *q = NULL;
	bool found;

	if (!query_open(&q, sql,
	                "SELECT issuer, host, salt, probe, clock_at, link_days FROM instance",
	                SQL_NO_ARGS, err) ||
	    !query_first(q, &found, err))
		return false;
	if (!found)
		return err_named(err, ERR_MISSING, "not_initialised",
		                 "nothing is set up here: run passnum init");
	ret->issuer = (int)query_int(q, 0);
	TEXT_COPY(ret->host, query_text(q, 1));
	TEXT_COPY(ret->salt, query_text(q, 2));
	TEXT_COPY(ret->probe, query_text(q, 3));
	ret->clock_at = query_int(q, 4);
	ret->link_days = (int)query_int(q, 5);
	return true;
}

bool instance_touch(struct sql *sql, struct err *err)
{
	return sql_run(sql, "UPDATE instance SET clock_at = clock_at WHERE id = 1", SQL_NO_ARGS,
	               err);
}

bool instance_take_serials(struct sql *sql, int64_t count, int64_t *ret_first, struct err *err)
{
	return sql_one_int(sql,
	                   "UPDATE instance SET next_serial = next_serial + $1 WHERE id = 1"
	                   " RETURNING next_serial - $1",
	                   SQL_ARGS(sql_int(count)), ret_first, err);
}

bool instance_see_clock(struct sql *sql, int64_t now, struct err *err)
{
	char seen[INSTANT_TEXT_SIZE];
	struct instance instance;

	if (!instance_find(sql, &instance, err))
		return false;
	instant_format(instance.clock_at, seen);
	if (now < instance.clock_at - 3600)
		return err_named(err, ERR_SYSTEM, "clock_set_back",
		                 "the clock is set back: these books were already open at %s",
		                 seen);
	if (now < instance.clock_at + 60)
		return true;
	return sql_run(sql, "UPDATE instance SET clock_at = $1 WHERE id = 1 AND clock_at < $1",
	               SQL_ARGS(sql_int(now)), err);
}
