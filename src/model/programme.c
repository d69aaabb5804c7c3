#include "model/programme.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/text.h"
#include "model/geo.h"
#include "model/siret.h"
#include "model/voucher.h"

static const char *const states[] = {
	[PROGRAMME_DRAFT] = "draft",     [PROGRAMME_FUNDED] = "funded", [PROGRAMME_OPEN] = "open",
	[PROGRAMME_CLOSING] = "closing", [PROGRAMME_CLOSED] = "closed",
};
_Static_assert(COUNT_OF(states) == PROGRAMME__COUNT, "every state has a name");

const char *programme_state_name(enum programme_state state)
{
	return states[state];
}

int programme_state_parse(const char *name)
{
	for (int state = 0; state < PROGRAMME__COUNT; state++)
		if (strcmp(states[state], name) == 0)
			return state;
	return -1;
}

bool list_has(const char *list, const char *word)
{
	size_t size = strlen(word);

	for (const char *p = list; *p; p += strspn(p, " ")) {
		size_t here = strcspn(p, " ");

		if (here && here == size && memcmp(p, word, size) == 0)
			return true;
		p += here;
	}
	return false;
}

bool list_has_number(const char *list, int number)
{
	char word[12];

	snprintf(word, sizeof word, "%d", number);
	return list_has(list, word);
}

bool territory_covers(const char *territory, const char *insee, const char *epci)
{
	char departement[4];

	if (!*territory)
		return true;
	snprintf(departement, sizeof departement, "%.*s", strncmp(insee, "97", 2) ? 2 : 3, insee);
	return (*insee && (list_has(territory, insee) || list_has(territory, departement))) ||
	       (*epci && list_has(territory, epci));
}

bool territory_covers_place(const char *territory, const char *insee, const char *postcode,
                            const char *epci)
{
	char departement[GEO_DEPARTEMENT_SIZE];

	geo_departement(departement, insee, postcode);
	return territory_covers(territory, *insee ? insee : departement, epci);
}

enum { WORD_SIZE = 12 };

/* Words that `fits` knows, separated by single spaces. */
static bool is_list(const char *list, bool (*fits)(const char *word))
{
	for (const char *p = list; *p;) {
		size_t size = strcspn(p, " ");
		char word[WORD_SIZE] = "";

		if (size >= WORD_SIZE || (p[size] && !p[size + 1]))
			return false;
		memcpy(word, p, size);
		if (!fits(word))
			return false;
		p += size + (p[size] == ' ');
	}
	return true;
}

static bool is_between(const char *word, int64_t min, int64_t max)
{
	int64_t number;

	return text_parse_int(word, &number) && number >= min && number <= max && *word != '0';
}

static bool is_kind(const char *word)
{
	return is_between(word, 1, 255);
}

static bool is_count(const char *word)
{
	return is_between(word, VOUCHERS_ISSUED_MIN, VOUCHERS_ISSUED_MAX);
}

static bool is_band(const char *word)
{
	return strcmp(word, "age") == 0 || strcmp(word, "situation") == 0;
}

/* A département, a commune of one, or the SIREN of an EPCI. */
static bool is_territory(const char *word)
{
	char departement[GEO_DEPARTEMENT_SIZE];

	if (siret_kind(word) == SIRET_IS_SIREN || geo_is_departement(word))
		return true;
	geo_departement(departement, word, "");
	return departement[0];
}

static bool usual_fits(const struct programme *p)
{
	for (const char *word = p->vouchers_usual; *word; word += strspn(word, " ")) {
		long number = strtol(word, NULL, 10);

		if (number < p->vouchers_min || number > p->vouchers_max)
			return false;
		word += strcspn(word, " ");
	}
	return true;
}

bool programme_check(const struct programme *p, struct err *err)
{
	const struct {
		bool kept;
		const char *field, *rule;
	} rules[] = {
		{ p->name[0], "name", "may not be empty" },
		{ p->cents >= 1 && p->cents <= 65535, "cents", "is between 1 and 65535" },
		{ p->vouchers_min >= VOUCHERS_ISSUED_MIN && p->vouchers_min <= VOUCHERS_ISSUED_MAX,
		  "vouchers_min", "is between 5 and 10" },
		{ p->vouchers_max >= p->vouchers_min && p->vouchers_max <= VOUCHERS_ISSUED_MAX,
		  "vouchers_max", "is between vouchers_min and 10" },
		{ p->from_day >= VOUCHER_DAY_ZERO, "from", "is a day from 2020-01-01 on" },
		{ p->from_day <= p->until_day, "until", "may not be before the first day" },
		{ p->until_day <= VOUCHER_DAY_ZERO + 65535, "until",
		  "is a day that a token can say" },
		{ p->grace_days >= 0 && p->grace_days <= GRACE_DAYS_MAX, "grace_days",
		  "is between 0 and 90" },
		{ p->stop_days >= 0 && p->stop_days <= 366, "stop_days", "is between 0 and 366" },
		{ is_list(p->territory, is_territory), "territory",
		  "is codes of communes, départements or EPCI, separated by spaces" },
		{ is_list(p->kinds, is_kind), "kinds",
		  "is numbers from 1 to 255, separated by spaces" },
		{ is_list(p->vouchers_usual, is_count) && usual_fits(p), "vouchers_usual",
		  "is numbers within those of a pass, separated by spaces" },
		{ is_list(p->bands, is_band), "bands", "is \"age\", \"situation\" or both" },
		{ p->person_passes >= 0, "person_passes", "is not negative" },
		{ p->person_days >= 0, "person_days", "is not negative" },
	};

	for (size_t i = 0; i < COUNT_OF(rules); i++)
		if (!rules[i].kept)
			return err_named(err, ERR_INPUT, "bad_programme", "%s %s", rules[i].field,
			                 rules[i].rule) ||
			       err_field(rules[i].field, err);
	return true;
}
