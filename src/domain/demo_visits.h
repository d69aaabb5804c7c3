/* What happens at the demonstration's centres. */
#pragma once

#include "domain/demo_people.h"

/* All visits among the events of a day, in order of time; then what was scanned wrongly is taken
 * back. */
bool demo_visits_redeem(struct demo_scene *scene, const struct demo_event *events, int64_t day,
                        struct err *err);
