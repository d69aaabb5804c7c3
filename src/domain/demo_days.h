/* Day after day of the demonstration's history, until now. */
#pragma once

#include "domain/demo_scene.h"

bool demo_days_walk(struct demo_scene *scene, struct err *err);
