/* The stage of the demonstration: programmes, places and staff, and its clock. */
#pragma once

#include "base/clock.h"
#include "domain/demo.h"
#include "domain/demo_dice.h"
#include "domain/demo_sites.h"
#include "model/programme.h"

enum { DEMO_DAYS = 244 }; /* of history, today included */

#define DEMO_OPERATOR "admin" /* login of the administrator */

struct demo_scene {
	struct app *app;
	struct demo *demo;
	struct dice dice;
	int64_t end_at;             /* of the history */
	int64_t first_day, end_day; /* Paris */
	struct programme programmes[DEMO_PROGRAMMES];
	int64_t sites[DEMO_SITES_MAX];           /* by line of demo_sites */
	struct caller agents[DEMO_SITES_MAX];    /* of a desk */
	struct caller mediators[DEMO_SITES_MAX]; /* of a centre; no account: nobody works there */
	struct caller funders[DEMO_FUNDERS];
};

/* Let it be `minute` of `day`, but never later than the end. */
void demo_scene_clock(struct demo_scene *scene, int64_t day, int minute);

static inline int64_t demo_scene_at(int64_t day, int minute)
{
	return paris_day_begins_at(day) + (int64_t)minute * 60;
}

/* Everything that is there on the first day. The administrator was made before. */
bool demo_scene_make(struct demo_scene *scene, const char *operator_password, struct err *err);

/* May this line's centre redeem vouchers of this programme, and does anybody work there? */
bool demo_scene_redeems(const struct demo_scene *scene, int line, int programme);
