/* A programme's figures split up, for who pays: by month, centre and commune what is owed, by desk
 * who was reached. */
#pragma once

#include <stddef.h>

#include "base/buf.h"
#include "codec/grid.h"
#include "domain/app.h"
#include "model/account.h"
#include "model/programme.h"
#include "store/breakdown.h"

struct breakdown_wish {
	int64_t programme;
	int64_t from_day, until_day; /* inclusive; 0 = the beginning, 0 = today */
	enum breakdown_by by;
};

struct breakdown {
	struct programme programme;
	enum breakdown_by by;
	int64_t from_day, until_day;
	struct breakdown_row *rows;
	size_t count, capacity;
	struct breakdown_row whole; /* passes: each once, wherever it went */
};
void breakdown_release(struct breakdown *breakdown);

/* A funder sees its own programmes only. ERR_INPUT "bad_period". The caller releases `*ret`. */
bool breakdown_make(struct app *app, const struct caller *caller, const struct breakdown_wish *wish,
                    struct breakdown *ret, struct err *err);

/* Before it is told to a funder (domain/guard): passes only, for vouchers and cents are lines of
 * what it owes. Of communes no passes are told: those of a single centre would be told twice. */
void breakdown_guard(struct breakdown *breakdown, int threshold);

void breakdown_json(const struct breakdown *breakdown, int threshold, struct buf *out);

/* The same table, added to a grid that is open. */
void breakdown_table(const struct breakdown *breakdown, struct grid *grid);

/* The same table for spreadsheets and programs. */
bool breakdown_grid(const struct breakdown *breakdown, enum grid_kind kind, struct buf *out,
                    struct err *err);
