/* The short values of fields and options: days, instants, numbers, degrees, SIRET, ids, names. */
#include <ctype.h>

#include "base/clock.h"
#include "base/text.h"
#include "fuzz.h"
#include "model/account.h"
#include "model/geo.h"
#include "model/level.h"
#include "model/pass.h"
#include "model/siret.h"

static void read_day(const char *text)
{
	char again[DAY_TEXT_SIZE];
	int64_t day, begins;

	if (!day_parse(text, &day))
		return;
	day_format(day, again);
	MUST(strcmp(again, text) == 0);
	MUST(day_from_civil(day_civil(day)) == day);
	begins = paris_day_begins_at(day);
	MUST(paris_day(begins) == day && paris_day(begins - 1) == day - 1);
	MUST(paris_day_begins_at(day + 1) > begins);
	MUST(day_weekday(day + 1) == (day_weekday(day) + 1) % 7);
}

/* Many texts mean one instant; the one that we write is read as itself. */
static void read_instant(const char *text)
{
	char ours[INSTANT_TEXT_SIZE];
	int64_t at, again, begins;

	if (!instant_parse(text, &at))
		return;
	instant_format(at, ours);
	begins = paris_day_begins_at(paris_day(at));
	MUST(begins <= at && at < paris_day_begins_at(paris_day(at) + 1));
	if (instant_parse(ours, &again)) /* an offset may lead out of 1900 ... 2199 */
		MUST(again == at);
}

static void read_numbers(const char *text)
{
	const char *digits = text + (*text == '-');
	char ours[32];
	int64_t value, e6;

	if (text_parse_int(text, &value)) {
		MUST(*digits && strspn(digits, "0123456789") == strlen(digits));
		snprintf(ours, sizeof ours, "%lld", (long long)value);
		digits += strspn(digits, "0");
		MUST(strcmp(ours + (*ours == '-'), *digits ? digits : "0") == 0);
	}
	if (geo_parse_degrees(text, &e6)) {
		MUST(e6 >= -180000000 && e6 <= 180000000);
		MUST(text[strspn(text, "+-0123456789.,")] == '\0');
	}
}

static void read_names(const char *text)
{
	char pass[PASS_ID_SIZE], siret[SIRET_TEXT_SIZE], territory[GEO_DEPARTEMENT_SIZE];
	int level = level_parse(text), role = role_parse(text);
	int64_t id;

	if (pass_id_parse(text, &id)) {
		pass_id_format(id, pass);
		MUST(text_same(pass, text) && id >= 0 && id >> 48 == 0);
	}
	MUST(siret_kind(text) == SIRET_NONE || siret_kind(text) == siret_clean(siret, text));
	MUST(siret_clean(siret, text) == siret_kind(siret));
	MUST(level >= -1 && level < LEVEL__COUNT);
	MUST(role < 0 || strcmp(role_name((enum role)role), text) == 0);
	MUST(language_parse(text) < LANGUAGE__COUNT && print_size_parse(text) < PRINT__COUNT);
	geo_departement(territory, text, text);
	MUST(!*territory || geo_is_departement(territory));
	(void)territory_covers(text, "16015", text);
	(void)list_has_number(text, 3);
}

/* A cut text is the beginning of the whole, and stays UTF-8 when that was. */
static void copy(const char *text)
{
	char to[24], folded[24], again[24];
	bool whole = text_copy(to, sizeof to, text), good = text_is_utf8(text, strlen(text));

	MUST(whole == (strlen(text) < sizeof to));
	MUST(strncmp(text, to, strlen(to)) == 0);
	MUST(!good || text_is_utf8(to, strlen(to)));
	text_fold(folded, sizeof folded, text);
	MUST(strlen(folded) < sizeof folded);
	MUST(!good || text_is_utf8(folded, strlen(folded)));
	text_fold(again, sizeof again, folded);
	MUST(!good || strcmp(folded, again) == 0);
	for (const char *c = folded; *c; c++)
		MUST(!isupper((unsigned char)*c) && !isspace((unsigned char)*c));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(fuzz_free) char *text = fuzz_text(data, size);
	AUTO(fuzz_free) char *trimmed = fuzz_text(data, size);

	read_day(text);
	read_instant(text);
	read_numbers(text);
	read_names(text);
	copy(text);
	MUST(text_is_utf8((const char *)data, size) ? strlen(text) == size : true);
	if (*text_trim(trimmed))
		MUST(!isspace((unsigned char)*text_trim(trimmed)));
	return 0;
}
