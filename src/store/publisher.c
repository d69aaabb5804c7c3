#include "store/publisher.h"

#include "base/auto.h"
#include "base/text.h"
#include "store/sql.h"

bool publisher_find(struct sql *sql, struct publisher *ret, struct err *err)
{
	AUTO(query_close) struct query *q = NULL;
	bool found;

	*ret = (struct publisher){ .version = 1 };
	if (!query_open(&q, sql,
	                "SELECT name, address, phone, email, director, hosting, version"
	                " FROM publisher",
	                SQL_NO_ARGS, err) ||
	    !query_first(q, &found, err))
		return false;
	if (!found)
		return true;
	TEXT_COPY(ret->name, query_text(q, 0));
	TEXT_COPY(ret->address, query_text(q, 1));
	TEXT_COPY(ret->phone, query_text(q, 2));
	TEXT_COPY(ret->email, query_text(q, 3));
	TEXT_COPY(ret->director, query_text(q, 4));
	TEXT_COPY(ret->hosting, query_text(q, 5));
	ret->version = query_int(q, 6) + 1;
	return true;
}

bool publisher_set(struct sql *sql, const struct publisher *publisher, struct err *err)
{
	return sql_run(sql,
	               "INSERT INTO publisher (id, name, address, phone, email, director, hosting)"
	               " VALUES (1, $1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO UPDATE SET"
	               " name = $1, address = $2, phone = $3, email = $4, director = $5,"
	               " hosting = $6, version = publisher.version + 1",
	               SQL_ARGS(sql_text(publisher->name), sql_text(publisher->address),
	                        sql_text(publisher->phone), sql_text(publisher->email),
	                        sql_text(publisher->director), sql_text(publisher->hosting)),
	               err);
}
