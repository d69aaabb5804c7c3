#include "domain/demo_visits.h"

#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/text.h"
#include "domain/correct.h"
#include "domain/redeem.h"

enum {
	TYPED_PERCENT = 4,
	MISTYPED_PERCENT = 25, /* of those */
	LEVEL_SAID_PERCENT = 88,
	LEVEL_RISES_PERCENT = 17,
	SETTLED_MINUTE = 18 * 60 + 45,
	REVERSED_MINUTE = 19 * 60
};

/* The presentations of one transaction, each with the person who made it. */
struct batch {
	struct redeem_item *items;
	struct demo_person *people[REDEEM_BATCH_MAX]; /* NULL = a mistyped code */
	size_t count;
};

static void batch_release(struct batch *batch)
{
	free(batch->items);
}

static enum level level_now(struct dice *dice, struct demo_person *person)
{
	if (person->level < LEVEL_AUTONOMOUS && dice_chance(dice, LEVEL_RISES_PERCENT))
		person->level++;
	return dice_chance(dice, LEVEL_SAID_PERCENT) ? person->level : LEVEL_NONE;
}

static int kind_of(struct demo_scene *scene, int programme)
{
	static const int kinds[DEMO_PROGRAMMES][7] = { { 1, 2, 2, 4, 5, 6, 7 },
		                                       { 1, 2, 2, 2, 4, 4, 1 },
		                                       { 1, 2, 3, 3, 3, 2, 3 } };

	return kinds[programme][dice_below(&scene->dice, 7)];
}

static bool present(struct demo_scene *scene, struct batch *batch, const struct demo_event *event,
                    const char *voucher, struct err *err)
{
	static const int minutes[] = { 60, 90, 90, 120, 45, 0 };
	struct redeem_item *item = &batch->items[batch->count];

	*item = (struct redeem_item){ .caller = scene->mediators[event->centre],
		                      .centre = scene->sites[event->centre],
		                      .kind = kind_of(scene, event->person->programme),
		                      .minutes = minutes[event->centre % COUNT_OF(minutes)],
		                      .level = level_now(&scene->dice, event->person),
		                      .scanned_at = event->scanned_at };
	TEXT_COPY(item->voucher, voucher);
	scene->app->fixed_at = event->at;
	batch->people[batch->count++] = event->person;
	return redeem_prepare(scene->app, item, err);
}

/* A wrong last symbol but one: the check symbols notice. */
static bool mistype(struct demo_scene *scene, struct batch *batch, const struct demo_event *event,
                    const char *code, struct err *err)
{
	char wrong[VOUCHER_CODE_SIZE];

	TEXT_COPY(wrong, code);
	wrong[12] = wrong[12] == '7' ? '8' : '7';
	if (!present(scene, batch, event, wrong, err))
		return false;
	batch->people[batch->count - 1] = NULL;
	return true;
}

static bool visit(struct demo_scene *scene, struct batch *batch, const struct demo_event *event,
                  struct err *err)
{
	struct demo_person *person = event->person;
	const struct sheet_voucher *voucher;
	bool typed = dice_chance(&scene->dice, TYPED_PERCENT) && !event->scanned_at;

	if (person->gone || person->used == person->total ||
	    (event->scanned_at && event->scanned_at < person->since_at))
		return true;
	voucher = &person->printed[person->used];
	if (typed && dice_chance(&scene->dice, MISTYPED_PERCENT) &&
	    !mistype(scene, batch, event, voucher->code, err))
		return false;
	return present(scene, batch, event, typed ? voucher->code : voucher->digits, err);
}

/* The demonstration's vouchers are good: any other answer is a fault of a verb. */
static bool settle(struct demo_scene *scene, struct batch *batch, int64_t day, struct err *err)
{
	struct redeem_item *items[REDEEM_BATCH_MAX];

	for (size_t i = 0; i < batch->count; i++)
		items[i] = &batch->items[i];
	demo_scene_clock(scene, day, SETTLED_MINUTE);
	if (!redeem_batch(scene->app, items, batch->count, err))
		return false;
	for (size_t i = 0; i < batch->count; i++) {
		enum outcome want = batch->people[i] ? OUTCOME_REDEEMED : OUTCOME_UNKNOWN_CODE;

		if (items[i]->outcome != want)
			return err_set(err, ERR_SYSTEM, "a voucher of the demonstration is %s",
			               outcome_name(items[i]->outcome));
		if (batch->people[i])
			batch->people[i]->used++;
	}
	return true;
}

/* A slip in a hundred is taken back in the evening, some of them by the funder. */
static bool take_back(struct demo_scene *scene, struct batch *batch, int64_t day, struct err *err)
{
	static const char *const slips[] = { "Mauvais coupon scanné", "Atelier interrompu",
		                             "Personne venue par erreur" };

	for (size_t i = 0; i < batch->count; i++) {
		const struct caller *caller = &batch->items[i].caller;
		char id[REDEMPTION_TEXT_SIZE];
		struct redemption taken;

		if (!batch->people[i] || dice_below(&scene->dice, 1000) >= 13)
			continue;
		demo_scene_clock(scene, day, REVERSED_MINUTE);
		if (dice_chance(&scene->dice, 20))
			caller = &scene->funders[batch->people[i]->programme == 1];
		redemption_format(scene->app, batch->items[i].redemption.id, id);
		if (!correct_reverse(scene->app, caller, id,
		                     slips[dice_below(&scene->dice, COUNT_OF(slips))], &taken, err))
			return false;
		batch->people[i]->used--;
	}
	return true;
}

bool demo_visits_redeem(struct demo_scene *scene, const struct demo_event *events, int64_t day,
                        struct err *err)
{
	AUTO(batch_release)
	struct batch batch = { .items = calloc(REDEEM_BATCH_MAX, sizeof *batch.items) };

	if (!batch.items)
		return err_memory(err);
	while (events) {
		batch.count = 0;
		for (; events && batch.count + 2 <= REDEEM_BATCH_MAX; events = events->next)
			if (events->kind == DEMO_VISIT && !visit(scene, &batch, events, err))
				return false;
		if (!settle(scene, &batch, day, err) || !take_back(scene, &batch, day, err))
			return false;
	}
	return true;
}
