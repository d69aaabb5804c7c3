/* A file of places, CSV or JSON as it comes: pieces change nothing, what comes out is clean, and no
 * e-mail address is ever kept. */
#include "codec/centres.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/text.h"
#include "codec/hours.h"
#include "fuzz.h"

enum { TODAY = 20000 };

struct told {
	struct buf shown;
	size_t places, doubts;
};

static void told_release(struct told *told)
{
	buf_release(&told->shown);
}

static void must_be_clean(const char *text, size_t size_max)
{
	size_t size = strnlen(text, size_max);

	MUST(size < size_max);
	MUST(text_is_utf8(text, size));
	for (size_t i = 0; i < size; i++)
		MUST((unsigned char)text[i] >= ' ' && text[i] != 0x7f &&
		     (text[i] != '@' || (i && text[i - 1] == '/')));
}

#define MUST_BE_CLEAN(array) must_be_clean((array), sizeof(array))

static void check_texts(const struct site_place *place)
{
	MUST_BE_CLEAN(place->source_id);
	MUST_BE_CLEAN(place->source);
	MUST_BE_CLEAN(place->name);
	MUST_BE_CLEAN(place->address);
	MUST_BE_CLEAN(place->complement);
	MUST_BE_CLEAN(place->commune);
	MUST_BE_CLEAN(place->hours);
	MUST_BE_CLEAN(place->services);
	MUST_BE_CLEAN(place->publics);
	MUST_BE_CLEAN(place->typology);
	MUST_BE_CLEAN(place->fees);
	MUST_BE_CLEAN(place->website);
	MUST_BE_CLEAN(place->access_url);
	MUST_BE_CLEAN(place->phone);
}

static bool is_url(const char *text)
{
	return !*text || ((strncmp(text, "http://", 7) == 0 || strncmp(text, "https://", 8) == 0) &&
	                  !strcasestr(text, "%40"));
}

static bool is_code(const char *text)
{
	return !*text || strlen(text) == 5;
}

static bool take_place(void *context, size_t row, const struct site_place *place, struct err *err)
{
	struct told *told = context;

	(void)err;
	check_texts(place);
	MUST(*place->source_id && *place->name);
	MUST(is_code(place->postcode) && is_code(place->code_insee));
	MUST(!*place->pivot || siret_kind(place->pivot) != SIRET_NONE);
	MUST(!place->has_point || geo_is_valid(place->point));
	MUST(!*place->phone || (*place->phone == '+' && strspn(place->phone + 1, "0123456789") ==
	                                                        strlen(place->phone) - 1));
	MUST(is_url(place->website) && is_url(place->access_url));
	MUST(!place->has_updated || place->updated_day <= TODAY);
	told->places++;
	buf_addf(&told->shown, "%zu=%s|%s|%s|%s|%s\n", row, place->source_id, place->name,
	         place->hours, place->website, place->services);
	return true;
}

static bool take_doubt(void *context, const struct centres_doubt *doubt, struct err *err)
{
	struct told *told = context;

	(void)err;
	must_be_clean(doubt->id, 1000);
	must_be_clean(doubt->field, 1000);
	must_be_clean(doubt->text, 1000);
	MUST(doubt->severity < CENTRES_SEVERITY__COUNT);
	told->doubts++;
	buf_addf(&told->shown, "%zu!%s %s %s %s\n", doubt->row, doubt->id, doubt->field,
	         doubt->code, doubt->text);
	return true;
}

static bool read_in_steps(const uint8_t *data, size_t size, size_t step, struct told *told,
                          struct err *err)
{
	struct centres_sink sink = { told, take_place, take_doubt, TODAY, CENTRES_ANY };
	AUTO(centres_close) struct centres *centres = NULL;
	struct centres_counts counts;
	size_t doubts = 0;

	MUST(centres_open(&centres, &sink, err));
	for (size_t at = 0; at < size; at += step)
		if (!centres_feed(centres, (const char *)data + at,
		                  size - at < step ? size - at : step, err))
			return false;
	if (!centres_end(centres, &counts, err))
		return false;
	for (int i = 0; i < CENTRES_SEVERITY__COUNT; i++)
		doubts += counts.doubts[i];
	MUST(counts.kept == told->places && counts.kept <= counts.rows && doubts == told->doubts);
	return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(told_release) struct told whole = { 0 }, pieces = { 0 };
	size_t step = 1 + fuzz_number(data, size) % 7;
	struct err said = { 0 }, again = { 0 };
	bool good = read_in_steps(data, size, size + 1, &whole, &said);

	MUST(good == read_in_steps(data, size, step, &pieces, &again));
	MUST(strcmp(buf_text(&whole.shown), buf_text(&pieces.shown)) == 0);
	MUST(strcmp(said.text, again.text) == 0);
	MUST(good || said.code == ERR_INPUT);
	MUST(!strchr(said.text, '@'));
	return 0;
}
