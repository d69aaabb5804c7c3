#include "domain/demo_days.h"

#include "base/auto.h"
#include "domain/correct.h"
#include "domain/demo_desks.h"
#include "domain/demo_visits.h"
#include "domain/keys.h"
#include "domain/programmes.h"

enum { EVENING_MINUTE = 19 * 60 + 30, CLOSE_MAX = 10000, LATE_DAYS = 8 };

static bool close_due(struct app *app, struct err *err)
{
	int closed;

	return correct_close_due(app, CLOSE_MAX, &closed, err);
}

static bool rotate_key(struct demo_scene *scene, int programme, struct err *err)
{
	struct signing_key key;

	return keys_rotate(scene->app, scene->programmes[programme].id, &key, err);
}

/* What is decided on one day of the history, counted from the first. */
enum decision { MONEY_BACK, STOP_HAND_OUT, CLOSE, NEW_KEY, INCIDENT };

static const struct {
	int day;
	enum decision decision;
} decisions[] = {
	{ 47, INCIDENT },
	{ 98, STOP_HAND_OUT }, /* programme 3: until 112, grace 30 */
	{ 112 + 30 + LATE_DAYS + 1, MONEY_BACK },
	{ 112 + 30 + LATE_DAYS + 2, CLOSE },
	{ 130, NEW_KEY },
};

static bool decide(struct demo_scene *scene, struct demo_desks *desks, enum decision decision,
                   struct err *err)
{
	int64_t ended = scene->programmes[2].id;

	switch (decision) {
	case MONEY_BACK:
		return programme_fund(scene->app, ended, -250000, err);
	case STOP_HAND_OUT:
		return programme_set_state(scene->app, ended, PROGRAMME_CLOSING, err);
	case CLOSE:
		return programme_set_state(scene->app, ended, PROGRAMME_CLOSED, err);
	case NEW_KEY:
		return rotate_key(scene, 0, err);
	case INCIDENT:
		return demo_desks_incident(scene, desks, err);
	}
	return true;
}

/* What the server does by itself, and what people decide at their desks after hours. */
static bool evening(struct demo_scene *scene, struct demo_desks *desks, int64_t day,
                    struct err *err)
{
	demo_scene_clock(scene, day, EVENING_MINUTE);
	if (!keys_renew(scene->app, err) || !close_due(scene->app, err))
		return false;
	for (size_t i = 0; i < COUNT_OF(decisions); i++)
		if (decisions[i].day == day - scene->first_day &&
		    !decide(scene, desks, decisions[i].decision, err))
			return false;
	return true;
}

static bool walk_day(struct demo_scene *scene, struct demo_plan *plan, struct demo_desks *desks,
                     int64_t day, struct err *err)
{
	const struct demo_event *events = plan->days[day - scene->first_day];

	for (const struct demo_event *event = events; event; event = event->next)
		if (event->kind != DEMO_VISIT && !demo_desks_correct(scene, event, err))
			return false;
	if (demo_people_work_on(day) && !demo_desks_hand_out(scene, plan, desks, day, err))
		return false;
	return (!events || demo_visits_redeem(scene, events, day, err)) &&
	       evening(scene, desks, day, err);
}

bool demo_days_walk(struct demo_scene *scene, struct err *err)
{
	AUTO(demo_people_release) struct demo_plan plan = { 0 };
	struct demo_desks desks = { 0 };
	char text[DAY_TEXT_SIZE];

	for (int64_t day = scene->first_day; day <= scene->end_day; day++)
		if (!walk_day(scene, &plan, &desks, day, err)) {
			day_format(day, text);
			return err_during(err, "%s of the demonstration", text);
		}
	return true;
}
