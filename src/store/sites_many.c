#include "store/sites_many.h"

#include "store/site_row.h"
#include "store/sql.h"

struct many {
	struct site *const *sites;
	int64_t now;
	bool *done;
};

static void fill(void *context, size_t row, struct sql_value *args)
{
	const struct many *many = context;

	site_row_fill(many->sites[row], many->now, args);
}

static void fill_new(void *context, size_t row, struct sql_value *args)
{
	struct sql_value all[SITE_UPDATE_ARGS];

	fill(context, row, all);
	for (size_t i = 0; i < SITE_INSERT_ARGS; i++)
		args[i] = all[i];
}

static bool take(void *context, size_t row, const struct query *q, struct err *err)
{
	const struct many *many = context;

	(void)err;
	many->done[row] = q != NULL;
	return true;
}

bool sites_add_many(struct sql *sql, struct site *const *sites, size_t count, int64_t now,
                    bool *ret_done, struct err *err)
{
	struct many many = { .sites = sites, .now = now, .done = ret_done };
	const struct sql_each each = { .text = SITE_INSERT,
		                       .rows_count = count,
		                       .args_count = SITE_INSERT_ARGS,
		                       .fill = fill_new,
		                       .take = take,
		                       .context = &many };
	int64_t next;

	if (!count)
		return true;
	if (!sql_one_int(sql, "SELECT COALESCE(MAX(id), 0) + 1 FROM site", SQL_NO_ARGS, &next, err))
		return false;
	for (size_t i = 0; i < count; i++) {
		sites[i]->id = next + (int64_t)i;
		sites[i]->version = 1;
		sites[i]->changed_at = now;
	}
	return sql_each(sql, &each, err) || err_during(err, "adding %zu sites", count);
}

bool sites_change_many(struct sql *sql, struct site *const *sites, size_t count, int64_t now,
                       bool *ret_done, struct err *err)
{
	struct many many = { .sites = sites, .now = now, .done = ret_done };
	const struct sql_each each = { .text = SITE_UPDATE,
		                       .rows_count = count,
		                       .args_count = SITE_UPDATE_ARGS,
		                       .fill = fill,
		                       .take = take,
		                       .context = &many };

	if (!sql_each(sql, &each, err))
		return err_during(err, "changing %zu sites", count);
	for (size_t i = 0; i < count; i++)
		sites[i]->version += ret_done[i];
	return true;
}
