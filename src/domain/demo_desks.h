/* What happens at the demonstration's desks. */
#pragma once

#include "domain/demo_people.h"

enum { DEMO_STOCK_MAX = 64 };

/* Passes that are printed and not given yet, by line and programme. */
struct demo_stock {
	int64_t passes[DEMO_STOCK_MAX];
	int count;
};

struct demo_desks {
	struct demo_stock stocks[DEMO_SITES_MAX];
};

/* The hand-outs of a working day. */
bool demo_desks_hand_out(struct demo_scene *scene, struct demo_plan *plan, struct demo_desks *desks,
                         int64_t day, struct err *err);

/* Somebody lost a pass, or has to give it back. */
bool demo_desks_correct(struct demo_scene *scene, const struct demo_event *event, struct err *err);

/* Passes vanish from a stock; some are only to show. */
bool demo_desks_incident(struct demo_scene *scene, struct demo_desks *desks, struct err *err);
