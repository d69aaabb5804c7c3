/* What a database must offer; one file per database implements it. Private to the store. */
#pragma once

#include "store/sql.h"

enum { SQL_BUCKETS = 64, SQL_BUCKET_DEPTH = 4 };

enum phase { PHASE_NONE, PHASE_WRITE, PHASE_READ };

struct sql {
	const struct driver *driver;
	void *handle; /* sqlite3 * or PGconn * */
	enum sql_mode mode;
	enum phase phase;
	bool spoiled;      /* a statement of this transaction failed */
	bool piping;       /* inside sql_each() */
	unsigned sessions; /* grows when a lost connection comes back */
	unsigned names;    /* of statements prepared so far */
	struct query *kept[SQL_BUCKETS];
};

/* A statement, kept prepared with its connection; `open` while someone reads it. */
struct query {
	struct sql *sql;
	struct query *next; /* in its bucket, last used first */
	bool open, done;
	const char *address; /* of the text it was first asked with: the key */
	size_t args_count;
	unsigned char kinds[SQL_ARGS_MAX]; /* of the arguments */
	unsigned char index[SQL_ARGS_MAX]; /* SQLite's own number of $1, $2, ... */
	void *statement;                   /* sqlite3_stmt * */
	void *result;                      /* PGresult * */
	int row;
	unsigned session; /* in which it was prepared */
	char name[16];    /* under which PostgreSQL keeps it */
	char text[];
};

struct driver {
	const char *scheme;   /* how its URLs begin */
	const char *begin;    /* starts a write transaction */
	const char *at_once;  /* the same, hardly waiting for locks */
	const char *alone;    /* the same, keeping every other process out */
	const char *snapshot; /* starts a read transaction */
	const char *tidy;     /* see sql_tidy() */
	const char *hurry;    /* see sql_hurry() */
	const char *tables;   /* counts the tables named $1, all of them for '' */
	const char *sign;     /* marks the database as ours; NULL = nothing does */
	bool typed;           /* a statement is prepared for the kinds of its arguments */
	bool (*open)(struct sql *sql, const char *url, struct err *err);
	void (*close)(struct sql *sql);
	/* Outside a transaction: bring a lost connection back. */
	bool (*ready)(struct sql *sql, struct err *err);
	/* May it wait for another process that writes? NULL: transactions say so themselves. */
	void (*wait)(struct sql *sql, bool may);
	/* Before the first migration: what is set once for all. */
	bool (*settle)(struct sql *sql, struct err *err);
	bool (*script)(struct sql *sql, const char *text, struct err *err);
	bool (*run)(struct query *query, const struct sql_value *args, size_t count,
	            struct err *err);
	enum step (*next)(struct query *query, struct err *err);
	void (*reset)(struct query *query);  /* ready to run again */
	void (*forget)(struct query *query); /* drop what is kept prepared */
	/* NULL: rows are run one by one. */
	bool (*each)(struct sql *sql, const struct sql_each *each, struct err *err);
	/* Copy the committed state into the empty file `path`. NULL: cannot. */
	bool (*copy)(struct sql *sql, const char *path, struct err *err);
	int64_t (*number)(const struct query *query, int column);
	double (*real)(const struct query *query, int column);
	const char *(*chars)(const struct query *query, int column);
	const void *(*bytes)(const struct query *query, int column, size_t *ret_size);
	bool (*is_null)(const struct query *query, int column);
};

extern const struct driver driver_sqlite;
extern const struct driver driver_postgres;

/* query_open() without its checks, for sql_each(). */
bool query_start(struct query **ret, struct sql *sql, const char *text,
                 const struct sql_value *args, size_t count, struct err *err);

/* The kept statement for this text and these arguments, or a new one; not open. */
bool query_keep(struct query **ret, struct sql *sql, const char *text, const struct sql_value *args,
                size_t count, struct err *err);

/* Forget every statement of a connection that is being closed. */
void query_forget_all(struct sql *sql);
