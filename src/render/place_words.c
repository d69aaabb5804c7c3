#include "render/place_words.h"

#include "base/auto.h"
#include "base/text.h"
#include "codec/hours_words.h"
#include "render/words.h"

static const int64_t HERE_M = 25; /* as near as this, the desk itself is the place */

/* Turned the right way round within the page's language. */
static void add_isolated(struct draw *draw, struct buf *to, const struct buf *text)
{
	struct fills fills = { 0 };

	if (!text->size)
		return;
	fills_set(&fills, "desk", buf_text(text));
	texts_fill(to, draw->texts, "{desk}", &fills);
}

void place_words_name(struct draw *draw, struct buf *to, const struct sheet_place *place)
{
	AUTO(buf_release) struct buf name = { 0 };

	words_clean(&name, draw->fonts, place->name);
	add_isolated(draw, to, &name);
}

/* "12 rue X, 16100 COGNAC"; a line never ends after the postcode. */
static void add_address(struct draw *draw, struct buf *to, const struct sheet_place *place)
{
	AUTO(buf_release) struct buf where = { 0 };

	words_clean(&where, draw->fonts, place->address);
	if (where.size && (*place->postcode || *place->commune))
		buf_adds(&where, ", ");
	words_clean(&where, draw->fonts, place->postcode);
	if (*place->postcode && *place->commune)
		buf_adds(&where, "\u00a0");
	words_clean(&where, draw->fonts, place->commune);
	add_isolated(draw, to, &where);
}

/* "à 1,2 km": the text of `key` when `value` is known. */
static void add_known(struct draw *draw, struct buf *to, const char *key, const char *word,
                      const struct buf *value)
{
	if (!value->size)
		return;
	fills_set(&draw->fills, word, buf_text(value));
	texts_fill(to, draw->texts, texts_find(draw->texts, key), &draw->fills);
	fills_set(&draw->fills, word, "");
}

static void add_distance(struct draw *draw, struct buf *to, const struct sheet_place *place)
{
	AUTO(buf_release) struct buf distance = { 0 };

	if (place->distance_m >= 0 && place->distance_m <= HERE_M) {
		buf_adds(to, texts_find(draw->texts, "place_here"));
		return;
	}
	if (place->distance_m >= 0)
		words_distance(&distance, draw->texts, place->distance_m);
	add_known(draw, to, "place_distance", "distance", &distance);
}

static void end_line(struct buf *to)
{
	if (to->size && to->data[to->size - 1] != '\n')
		buf_addc(to, '\n');
}

void place_words_about(struct draw *draw, struct buf *to, const struct sheet_place *place)
{
	AUTO(buf_release) struct buf stored = { 0 }, phone = { 0 };
	size_t begun;

	add_address(draw, to, place);
	end_line(to);
	begun = to->size;
	add_distance(draw, to, place);
	words_clean(&stored, draw->fonts, place->phone);
	words_phone(&phone, buf_text(&stored));
	if (phone.size && to->size > begun)
		buf_adds(to, " – ");
	add_known(draw, to, "place_phone", "phone", &phone);
	end_line(to);
	if (place->mobile)
		buf_adds(to, texts_find(draw->texts, "place_mobile"));
	if (to->size && to->data[to->size - 1] == '\n')
		to->data[--to->size] = '\0';
}

void place_words_hours(struct draw *draw, struct buf *to, const struct sheet_place *place,
                       enum place_hours form)
{
	AUTO(buf_release) struct buf said = { 0 }, note = { 0 };
	struct hours_words words = *texts_hours(draw->texts);
	struct hours hours;

	if (form == PLACE_PERIODS)
		words.between_days = words.between_months = "\n";
	if (*place->hours && form == PLACE_ASK) {
		buf_adds(to, texts_find(draw->texts, "place_hours_ask"));
		return;
	}
	if (hours_parse(place->hours, &hours)) {
		words_clean(&note, draw->fonts, hours.note);
		TEXT_COPY(hours.note, buf_text(&note));
		hours_words_add(&said, &hours, &words);
	} else {
		words_clean(&said, draw->fonts, place->hours);
	}
	add_known(draw, to, "place_hours", "hours", &said);
}
