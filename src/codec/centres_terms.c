#include "codec/centres_terms.h"

#include <string.h>

#include "base/auto.h"
#include "base/text.h"

/* The present name of each field first, then those of older files. */
static const struct {
	const char *name;
	enum centres_field field;
} columns[] = {
	{ "id", FIELD_ID },
	{ "pivot", FIELD_PIVOT },
	{ "nom", FIELD_NAME },
	{ "commune", FIELD_COMMUNE },
	{ "code_postal", FIELD_POSTCODE },
	{ "code_insee", FIELD_INSEE },
	{ "adresse", FIELD_ADDRESS },
	{ "complement_adresse", FIELD_COMPLEMENT },
	{ "latitude", FIELD_LATITUDE },
	{ "longitude", FIELD_LONGITUDE },
	{ "typologie", FIELD_TYPOLOGY },
	{ "telephone", FIELD_PHONE },
	{ "courriels", FIELD_NOT_KEPT },
	{ "site_web", FIELD_WEBSITE },
	{ "horaires", FIELD_HOURS },
	{ "presentation_resume", FIELD_SUMMARY },
	{ "presentation_detail", FIELD_NOT_KEPT },
	{ "source", FIELD_SOURCE },
	{ "itinerance", FIELD_MOBILE },
	{ "structure_parente", FIELD_NOT_KEPT },
	{ "date_maj", FIELD_UPDATED },
	{ "services", FIELD_SERVICES },
	{ "publics_specifiquement_adresses", FIELD_PUBLICS },
	{ "prise_en_charge_specifique", FIELD_CARE },
	{ "frais_a_charge", FIELD_FEES },
	{ "dispositif_programmes_nationaux", FIELD_NOT_KEPT },
	{ "formations_labels", FIELD_NOT_KEPT },
	{ "autres_formations_labels", FIELD_NOT_KEPT },
	{ "modalites_acces", FIELD_NOT_KEPT },
	{ "modalites_accompagnement", FIELD_NOT_KEPT },
	{ "fiche_acces_libre", FIELD_ACCESS_URL },
	{ "prise_rdv", FIELD_NOT_KEPT },
	{ "accessibilite", FIELD_ACCESS_URL },
	{ "conditions_acces", FIELD_FEES },
	{ "courriel", FIELD_NOT_KEPT },
	{ "email", FIELD_NOT_KEPT },
	{ "labels_autres", FIELD_NOT_KEPT },
	{ "labels_nationaux", FIELD_NOT_KEPT },
	{ "lat", FIELD_LATITUDE },
	{ "lon", FIELD_LONGITUDE },
	{ "publics_accueillis", FIELD_PUBLICS },
	{ "siret", FIELD_PIVOT },
	{ "tel", FIELD_PHONE },
};

/* Present words, each with the old ones that meant it (standard-mediation-num before 1.0). */
static const struct {
	const char *now, *old[7];
} words[] = {
	{ "Aide aux démarches administratives",
	  { "Devenir autonome dans les démarches administratives",
	    "Réaliser des démarches administratives avec un accompagnement",
	    "Accompagner les démarches de santé", "Découvrir mes droits" } },
	{ "Maîtrise des outils numériques du quotidien",
	  { "Prendre en main un smartphone ou une tablette", "Prendre en main un ordinateur",
	    "Utiliser le numérique au quotidien", "Communiquer et échanger en ligne" } },
	{ "Insertion professionnelle via le numérique",
	  { "Favoriser mon insertion professionnelle", "Créer et développer mon entreprise" } },
	{ "Utilisation sécurisée du numérique", { NULL } },
	{ "Parentalité et éducation avec le numérique",
	  { "Soutenir la parentalité et l'éducation avec le numérique" } },
	{ "Loisirs et créations numériques", { "Créer avec le numérique" } },
	{ "Compréhension du monde numérique",
	  { "Approfondir ma culture numérique", "Promouvoir la citoyenneté numérique" } },
	{ "Accès internet et matériel informatique",
	  { "Accéder à du matériel", "Accéder à une connexion internet" } },
	{ "Acquisition de matériel informatique à prix solidaire",
	  { "S'équiper en matériel informatique",
	    "Acquérir du matériel informatique à prix solidaire" } },
	{ "Jeunes", { "Jeunes (16-26 ans)" } },
	{ "Seniors", { "Seniors (+ 65 ans)", "Seniors (65 ans et plus)" } },
	{ "Familles et/ou enfants", { "Familles/enfants" } },
	{ "Femmes", { "Public femme", "Uniquement femmes" } },
	{ "Étudiants", { NULL } },
	{ "Gratuit", { NULL } },
	{ "Gratuit sous condition", { NULL } },
	{ "Payant", { NULL } },
};

enum { FOLDED_SIZE = 100 };

static bool same(const char *folded, const char *word)
{
	char other[FOLDED_SIZE];

	text_fold(other, 5, word); /* the beginning differs nearly always */
	if (strncmp(folded, other, strlen(other)) != 0)
		return false;
	text_fold(other, sizeof other, word);
	return strcmp(folded, other) == 0;
}

enum centres_field centres_terms_field(const char *name)
{
	char folded[FOLDED_SIZE];

	for (size_t i = 0; i < COUNT_OF(columns); i++) /* nearly always: folding is slow */
		if (strcmp(name, columns[i].name) == 0)
			return columns[i].field;
	text_fold(folded, sizeof folded, name);
	for (size_t i = 0; i < COUNT_OF(columns); i++)
		if (same(folded, columns[i].name))
			return columns[i].field;
	return FIELD_UNKNOWN;
}

const char *centres_terms_name(enum centres_field field)
{
	for (size_t i = 0; i < COUNT_OF(columns); i++)
		if (columns[i].field == field)
			return columns[i].name;
	return "";
}

/* The present word for `word`, or itself. */
static const char *present_word(const char *word)
{
	char folded[FOLDED_SIZE];

	for (size_t i = 0; i < COUNT_OF(words); i++)
		if (strcmp(word, words[i].now) == 0)
			return words[i].now;
	text_fold(folded, sizeof folded, word);
	for (size_t i = 0; i < COUNT_OF(words); i++) {
		if (same(folded, words[i].now))
			return words[i].now;
		for (size_t k = 0; k < COUNT_OF(words[i].old) && words[i].old[k]; k++)
			if (same(folded, words[i].old[k]))
				return words[i].now;
	}
	return word;
}

static bool has_word(const char *list, const char *word)
{
	size_t size = strlen(word);

	for (const char *at = list; *at; at += strcspn(at, "|"), at += *at == '|')
		if (strncmp(at, word, size) == 0 && (at[size] == '|' || !at[size]))
			return true;
	return false;
}

bool centres_terms_list(char *to, size_t size, const char *list)
{
	bool whole = true;

	to[0] = '\0';
	for (size_t length; *list && whole; list += length + (list[length] != '\0')) {
		char copy[200], *word;
		const char *now;
		size_t used = strlen(to);

		length = strcspn(list, "|;");
		if (length >= sizeof copy)
			return false;
		memcpy(copy, list, length);
		copy[length] = '\0';
		word = strstr(copy, " : ");
		if (word)
			*word = '\0';
		word = text_trim(copy);
		now = *word ? present_word(word) : "";
		if (!*now || has_word(to, now))
			continue;
		whole = used + (used > 0) + strlen(now) < size;
		if (whole && used)
			to[used++] = '|';
		if (whole)
			text_copy(to + used, size - used, now);
	}
	return whole;
}
