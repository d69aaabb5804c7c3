#include "domain/demo_people.h"

#include <stdlib.h>

#include "base/auto.h"

enum {
	NEVER_COMES_PERCENT = 35,
	STAYS_TO_THE_END_PERCENT = 40,
	LOSS_PERCENT = 3,
	BLOCK_PERCENT = 1,
	ELSEWHERE_PERCENT = 15, /* of visits: at another centre than the usual one */
	LOSS_MINUTE = 8 * 60 + 50,
	MORNING_MINUTE = 8 * 60 + 20
};

void demo_people_release(struct demo_plan *plan)
{
	for (int i = 0; i < DEMO_DAYS; i++)
		for (struct demo_event *event = plan->days[i], *next; event; event = next) {
			next = event->next;
			free(event);
		}
	for (struct demo_person *person = plan->people, *next; person; person = next) {
		next = person->next;
		free(person->printed);
		free(person);
	}
	*plan = (struct demo_plan){ 0 };
}

bool demo_people_work_on(int64_t day)
{
	static const struct {
		int month, day;
	} holidays[] = { { 1, 1 },  { 5, 1 },  { 5, 8 },   { 7, 14 },
		         { 8, 15 }, { 11, 1 }, { 11, 11 }, { 12, 25 } };
	struct civil civil = day_civil(day);

	for (size_t i = 0; i < COUNT_OF(holidays); i++)
		if (holidays[i].month == civil.month && holidays[i].day == civil.day)
			return false;
	return day_weekday(day) < 5;
}

void demo_people_ask(struct demo_scene *scene, int programme, struct issue_request *request)
{
	static const int languages[LANGUAGE__COUNT] = { 60, 12, 4, 10, 6, 4, 4 };
	static const int levels[LEVEL__COUNT] = { 3, 58, 31, 8 };
	static const int ages[] = { 4, 16, 22, 26, 32 }, situations[] = { 10, 24, 18, 36, 12 };
	static const int by_need[DEMO_PROGRAMMES][LEVEL__COUNT] = { { 8, 10, 8, 5 },
		                                                    { 6, 6, 6, 5 },
		                                                    { 6, 8, 6, 5 } };
	struct dice *dice = &scene->dice;

	request->language = (enum language)dice_pick(dice, languages, LANGUAGE__COUNT);
	request->print_size =
		dice_chance(dice, programme == 1 ? 55 : 18) ? PRINT_LARGE : PRINT_NORMAL;
	request->start_level = (enum level)dice_pick(dice, levels, LEVEL__COUNT);
	request->vouchers = by_need[programme][request->start_level];
	request->age_band = programme == 1 ? 5 : dice_pick(dice, ages, COUNT_OF(ages)) + 1;
	request->situation = dice_pick(dice, situations, COUNT_OF(situations)) + 1;
}

/* ---- what will happen ---- */

/* False when it would be after the history's end: then it has not happened yet. */
static bool plan_add(const struct demo_scene *scene, struct demo_plan *plan,
                     const struct demo_event *event, bool *ret_later, struct err *err)
{
	int64_t day = paris_day(event->at) - scene->first_day;
	struct demo_event *kept, **place;

	*ret_later = event->at >= scene->end_at;
	if (*ret_later)
		return true;
	kept = malloc(sizeof *kept);
	if (!kept)
		return err_memory(err);
	*kept = *event;
	for (place = &plan->days[day]; *place && (*place)->at <= kept->at; place = &(*place)->next)
		;
	kept->next = *place;
	*place = kept;
	return true;
}

/* Near ones and busy ones attract more people. -1 when there is none. */
static int choose_centre(struct demo_scene *scene, int programme, int desk)
{
	struct geo_point from = demo_sites_point(&demo_sites[desk]);
	int weights[DEMO_SITES_MAX] = { 0 }, any = 0;

	for (int i = 0; i < (int)demo_sites_count; i++) {
		struct geo_point to = demo_sites_point(&demo_sites[i]);

		if (demo_scene_redeems(scene, i, programme))
			weights[i] = (int)(demo_sites[i].visits * 60000 /
			                   (3000 + geo_distance_m(from, to)));
		any += weights[i];
	}
	return any ? dice_pick(&scene->dice, weights, (int)demo_sites_count) : -1;
}

/* Each centre has two workshops a week, at hours of its own. */
static int64_t next_workshop(int centre, int64_t day)
{
	int first = centre * 3 % 5, second = (first + 2) % 5;

	while (!demo_people_work_on(day) ||
	       (day_weekday(day) != first && day_weekday(day) != second))
		day++;
	return day;
}

static struct demo_event visit_at(struct demo_scene *scene, struct demo_person *person, int centre,
                                  int64_t day)
{
	int minute = 10 * 60 + 30 + centre * 95 % (7 * 60), late = dice_below(&scene->dice, 12);
	struct demo_event event = { .kind = DEMO_VISIT, .centre = centre, .person = person };

	event.at = demo_scene_at(day, minute + late) + dice_below(&scene->dice, 60);
	if ((demo_sites[centre].flags & DEMO_OFFLINE) && dice_chance(&scene->dice, 70)) {
		event.scanned_at = event.at;
		event.at = demo_scene_at(day + 1, MORNING_MINUTE) + late * 5;
	}
	return event;
}

/* How many workshops: to the end, or given up on the way. */
static int choose_visits(struct dice *dice, int total)
{
	return dice_chance(dice, STAYS_TO_THE_END_PERCENT) ? total : 1 + dice_below(dice, total);
}

static bool plan_trouble(struct demo_scene *scene, struct demo_plan *plan,
                         struct demo_person *person, int64_t day, struct err *err)
{
	struct demo_event event = { .kind = DEMO_LOSS, .person = person };
	bool later;

	if (dice_chance(&scene->dice, BLOCK_PERCENT))
		event.kind = DEMO_BLOCK;
	else if (!dice_chance(&scene->dice, LOSS_PERCENT))
		return true;
	day += 2 + dice_below(&scene->dice, 40);
	while (!demo_people_work_on(day))
		day++;
	event.at = demo_scene_at(day, LOSS_MINUTE);
	return day > scene->programmes[person->programme].until_day ||
	       plan_add(scene, plan, &event, &later, err);
}

static bool plan_visits(struct demo_scene *scene, struct demo_plan *plan,
                        struct demo_person *person, int64_t day, struct err *err)
{
	const struct programme *programme = &scene->programmes[person->programme];
	int usual = choose_centre(scene, person->programme, person->desk);
	int visits = choose_visits(&scene->dice, person->total);
	bool later = usual < 0;

	day += 2 + dice_below(&scene->dice, 30);
	for (int n = 0; n < visits && !later; n++) {
		bool elsewhere = dice_chance(&scene->dice, ELSEWHERE_PERCENT);
		int centre =
			elsewhere ? choose_centre(scene, person->programme, person->desk) : usual;
		struct demo_event event;

		day = next_workshop(centre, day);
		if (day > programme->until_day + programme->grace_days)
			return true;
		event = visit_at(scene, person, centre, day);
		if (!plan_add(scene, plan, &event, &later, err))
			return false;
		day += 5 + dice_below(&scene->dice, 14);
	}
	return true;
}

bool demo_people_print(struct demo_scene *scene, struct demo_person *person,
                       const struct pass *pass, struct err *err)
{
	free(person->printed);
	person->printed = calloc((size_t)pass->total, sizeof *person->printed);
	person->pass = pass->id;
	person->since_at = pass->issued_at;
	person->total = pass->total;
	person->used = 0;
	if (!person->printed)
		return err_memory(err);
	return issue_vouchers(scene->app, pass, person->printed, err);
}

bool demo_people_welcome(struct demo_scene *scene, struct demo_plan *plan, const struct pass *pass,
                         int line, struct err *err)
{
	struct demo_person *person = calloc(1, sizeof *person);
	int64_t today = paris_day(pass->handed_out_at);

	if (!person)
		return err_memory(err);
	*person = (struct demo_person){ .next = plan->people, .desk = line };
	plan->people = person;
	while (scene->programmes[person->programme].id != pass->programme)
		person->programme++;
	person->level = pass->start_level ? pass->start_level : LEVEL_ACCOMPANIED;
	person->pass = pass->id;
	person->total = pass->total;
	if (!plan_trouble(scene, plan, person, today, err))
		return false;
	return dice_chance(&scene->dice, NEVER_COMES_PERCENT) ||
	       (demo_people_print(scene, person, pass, err) &&
	        plan_visits(scene, plan, person, today, err));
}
