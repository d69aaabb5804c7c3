#include "base/auto.h"
#include "store/pass_row.h"
#include "store/passes.h"

/* Vouchers of a pass whose redemption stands. Naming the programme once more has it counted after
 * what only the pass and the programme need to say. */
#define USED                                                                                       \
	"(SELECT COUNT(*) FROM spent x LEFT JOIN reversal r ON r.redemption = x.id"                \
	" WHERE x.id >= p.id * 256 AND x.id < p.id * 256 + 256 AND x.cause = 1"                    \
	" AND x.programme + 0 = g.id AND r.redemption IS NULL)"

/* pass_stage() once more, so that a page of one stage reads no other: what is cheap to know comes
 * first, what it takes a look at the vouchers to know last. */
#define OVER "(p.state = 3 OR p.last_day + g.grace_days < $5)"
#define LIVE "p.state = 0 AND p.last_day + g.grace_days >= $5"
#define UNUSED USED " = 0"
#define IN_USE "p.total > " USED

#define LIST(desk, stage)                                                                          \
	"SELECT " PASS_COLUMNS ", " USED ", g.grace_days"                                          \
	" FROM pass p JOIN programme g ON g.id = p.programme"                                      \
	" WHERE " desk " AND ($2 = 0 OR p.programme = $2) AND p.serial < $3"                       \
	" AND COALESCE(p.handed_out_at, $4) <= $4 AND $5 > 0 AND " stage                           \
	" ORDER BY p.serial DESC LIMIT $6"

#define LISTS(desk)                                                                                \
	{                                                                                          \
		[STAGE_ISSUED] = LIST(desk, LIVE " AND p.handed_out_at IS NULL AND " UNUSED),      \
		[STAGE_HANDED_OUT] = LIST(desk, LIVE " AND p.handed_out_at > 0 AND " UNUSED),      \
		[STAGE_STARTED] = LIST(desk, LIVE " AND " USED " > 0 AND " IN_USE),                \
		[STAGE_FINISHED] = LIST(desk, "p.total <= " USED),                                 \
		[STAGE_BLOCKED] = LIST(desk, "p.state = 1 AND " IN_USE),                           \
		[STAGE_REPLACED] = LIST(desk, "p.state = 2 AND " IN_USE),                          \
		[STAGE_EXPIRED] = LIST(desk, "p.state IN (0, 3) AND " OVER " AND " IN_USE),        \
		[STAGE__COUNT] = LIST(desk, "1 = 1"),                                              \
	}

static const char *const of_desk[STAGE__COUNT + 1] = LISTS("p.desk = $1");
static const char *const of_key[STAGE__COUNT + 1] = LISTS("p.key_number = $1");
static const char *const of_all[STAGE__COUNT + 1] = LISTS("$1 = 0");

bool passes_each(struct sql *sql, const struct passes_page *page, pass_fn *fn, void *context,
                 struct err *err)
{
	const char *const *lists = page->of_key ? of_key : page->desk ? of_desk : of_all;
	int stage = page->stage < 0 ? STAGE__COUNT : page->stage;
	AUTO(query_close) struct query *q = NULL;
	struct pass pass;
	enum step step;

	if (!query_open(&q, sql, lists[stage],
	                SQL_ARGS(sql_int(page->of_key ? page->key_number : page->desk),
	                         sql_int(page->programme), sql_int(page->before_serial),
	                         sql_int(page->handed_out_by), sql_int(page->day),
	                         sql_int((int64_t)page->limit)),
	                err))
		return false;
	while ((step = query_next(q, err)) == STEP_ROW) {
		pass_row_read(q, &pass);
		if (!fn(context, &pass, (int)query_int(q, PASS_COLUMNS_COUNT),
		        (int)query_int(q, PASS_COLUMNS_COUNT + 1), err))
			return false;
	}
	return step == STEP_DONE;
}
