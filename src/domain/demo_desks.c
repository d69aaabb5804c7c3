#include "domain/demo_desks.h"

#include <stdlib.h>

#include "base/auto.h"
#include "domain/correct.h"

enum {
	FIRST_MINUTE = 9 * 60 + 5,
	LAST_MINUTE = 17 * 60,
	STOCK_LOW = 8,
	STOCK_MORE = 48,
	DAY_MAX = 64,
	SPECIMENS = 6,
	STOLEN = 4
};

/* Who hands out what: how many persons on a thousand ordinary days, and whether the passes come
 * from a stock that was printed before. Desks are lines of demo_sites. */
static const struct {
	int line, programme, thousand_days;
	bool stock;
} flows[] = {
	{ 2, 0, 2000, false }, { 3, 0, 1000, true },  { 4, 0, 1300, false }, { 5, 0, 1400, true },
	{ 6, 0, 800, false },  { 7, 0, 1000, false }, { 6, 1, 800, false },  { 3, 1, 400, false },
	{ 2, 2, 1600, false }, { 5, 2, 1000, false }, { 7, 2, 900, false },
};

struct hand_out {
	int flow, minute;
};

static int by_minute(const void *a, const void *b)
{
	const struct hand_out *x = a, *y = b;

	return x->minute != y->minute ? (x->minute > y->minute) - (x->minute < y->minute)
	                              : x->flow - y->flow;
}

static bool is_handed_out(const struct demo_scene *scene, int programme, int64_t day)
{
	const struct programme *p = &scene->programmes[programme];

	return day >= p->from_day && day <= p->until_day - p->stop_days;
}

/* Half a person at a time, with even odds: twice as many chances as people expected. */
static int how_many(struct demo_scene *scene, int thousand_days, int64_t day)
{
	static const int months[] = { 95, 100, 105, 100, 90, 100, 75, 45, 110, 115, 105, 70 };
	int left = thousand_days * months[day_civil(day).month - 1] / 100, count = 0;

	for (; left > 0; left -= 500)
		count += dice_below(&scene->dice, 1000) < (left < 500 ? left : 500);
	return count;
}

static size_t plan_day(struct demo_scene *scene, int64_t day, struct hand_out *hand_outs)
{
	size_t count = 0;

	for (int i = 0; i < (int)COUNT_OF(flows); i++) {
		if (!is_handed_out(scene, flows[i].programme, day))
			continue;
		for (int n = how_many(scene, flows[i].thousand_days, day); n && count < DAY_MAX;
		     n--) {
			int minute =
				FIRST_MINUTE + dice_below(&scene->dice, LAST_MINUTE - FIRST_MINUTE);

			hand_outs[count++] = (struct hand_out){ i, minute };
		}
	}
	qsort(hand_outs, count, sizeof *hand_outs, by_minute);
	return count;
}

/* Print `count` passes of programme 1 for later. */
static bool print_stock(struct demo_scene *scene, struct demo_stock *stock, int line, int count,
                        struct err *err)
{
	struct issue_request request = { .programme = scene->programmes[0].id,
		                         .desk = scene->sites[line],
		                         .vouchers = 8,
		                         .passes = count };
	struct pass passes[STOCK_MORE];

	demo_people_ask(scene, 0, &request);
	request.vouchers = 8;
	request.start_level = LEVEL_NONE;
	request.age_band = request.situation = 0;
	if (!issue_passes(scene->app, &scene->agents[line], &request, passes, err))
		return false;
	for (int i = 0; i < count && stock->count < DEMO_STOCK_MAX; i++)
		stock->passes[stock->count++] = passes[i].id;
	return true;
}

static bool hand_out(struct demo_scene *scene, struct demo_stock *stock, int flow,
                     struct pass *ret_pass, struct err *err)
{
	const struct caller *agent = &scene->agents[flows[flow].line];
	struct issue_request request = { .programme = scene->programmes[flows[flow].programme].id,
		                         .desk = scene->sites[flows[flow].line],
		                         .passes = 1,
		                         .hand_out = true };

	demo_people_ask(scene, flows[flow].programme, &request);
	if (!flows[flow].stock)
		return issue_passes(scene->app, agent, &request, ret_pass, err);
	return issue_hand_out(scene->app, agent, stock->passes[--stock->count], &request, ret_pass,
	                      err);
}

bool demo_desks_hand_out(struct demo_scene *scene, struct demo_plan *plan, struct demo_desks *desks,
                         int64_t day, struct err *err)
{
	struct hand_out hand_outs[DAY_MAX];
	size_t count = plan_day(scene, day, hand_outs);
	struct pass pass;

	for (size_t i = 0; i < count; i++) {
		int flow = hand_outs[i].flow, line = flows[flow].line;
		struct demo_stock *stock = &desks->stocks[line];

		if (demo_scene_at(day, hand_outs[i].minute) >= scene->end_at)
			return true;
		demo_scene_clock(scene, day, hand_outs[i].minute);
		if (flows[flow].stock && stock->count < STOCK_LOW &&
		    !print_stock(scene, stock, line, STOCK_MORE, err))
			return false;
		if (!hand_out(scene, stock, flow, &pass, err) ||
		    !demo_people_welcome(scene, plan, &pass, line, err))
			return false;
	}
	return true;
}

bool demo_desks_correct(struct demo_scene *scene, const struct demo_event *event, struct err *err)
{
	static const char *const lost[] = { "Perdu", "Abîmé : illisible", "Volé avec le sac",
		                            "Oublié dans le car" };
	struct demo_person *person = event->person;
	const struct caller *agent = &scene->agents[person->desk];
	struct pass pass;
	int revoked;

	scene->app->fixed_at = event->at;
	if (person->gone || person->used == person->total)
		return true;
	if (event->kind == DEMO_BLOCK) {
		person->gone = true;
		return correct_block(scene->app, agent, person->pass,
		                     "Remis par erreur à deux membres du même foyer", &revoked,
		                     err);
	}
	if (!correct_replace(scene->app, agent, person->pass,
	                     lost[dice_below(&scene->dice, COUNT_OF(lost))], &pass, err))
		return false;
	person->pass = pass.id;
	return !person->printed || demo_people_print(scene, person, &pass, err);
}

bool demo_desks_incident(struct demo_scene *scene, struct demo_desks *desks, struct err *err)
{
	struct issue_request request = { .programme = scene->programmes[0].id,
		                         .desk = scene->sites[flows[0].line],
		                         .passes = SPECIMENS,
		                         .specimen = true };
	struct demo_stock *stock = &desks->stocks[flows[1].line];
	struct pass passes[SPECIMENS];
	int revoked;

	if (!issue_passes(scene->app, &scene->agents[flows[0].line], &request, passes, err))
		return false;
	for (int i = 0; i < STOLEN && stock->count; i++)
		if (!correct_block(scene->app, &scene->agents[flows[1].line],
		                   stock->passes[--stock->count], "Carnets volés dans le bus",
		                   &revoked, err))
			return false;
	return true;
}
