/* The letter: what the pass is, until when, what to do, where to go. One page. */
#pragma once

#include "render/draw.h"

bool letter_draw(struct draw *draw, struct err *err);
