/* What is said of one place of the list. All that was published is cleaned on the way. */
#pragma once

#include "render/draw.h"

/* One period a line; all in a row; instead of hours too long for the page, to ask for them: half a
 * timetable sends people to a closed door. */
enum place_hours { PLACE_PERIODS, PLACE_ROW, PLACE_ASK, PLACE_HOURS__COUNT };

void place_words_name(struct draw *draw, struct buf *to, const struct sheet_place *place);

/* Address, distance, telephone, whether it moves: with whatever of it is known. */
void place_words_about(struct draw *draw, struct buf *to, const struct sheet_place *place);

/* Nothing is added when no hours are known. Hours that are no timetable we know are shown as they
 * were published. */
void place_words_hours(struct draw *draw, struct buf *to, const struct sheet_place *place,
                       enum place_hours form);
