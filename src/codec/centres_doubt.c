#include "codec/centres_doubt.h"

#include <string.h>

#include "base/auto.h"
#include "base/buf.h"
#include "codec/centres_text.h"

static const char *const severities[] = {
	[CENTRES_DROPPED] = "dropped",
	[CENTRES_IGNORED] = "ignored",
	[CENTRES_NOTE] = "note",
};
_Static_assert(COUNT_OF(severities) == CENTRES_SEVERITY__COUNT, "every severity has a name");

const char *centres_severity_name(enum centres_severity severity)
{
	return severities[severity];
}

#define NBSP "\xc2\xa0"

static const struct {
	enum centres_severity severity;
	const char *code, *text;
} doubt_table[] = {
	[DOUBT_NOT_OBJECT] = { CENTRES_DROPPED, "not_object", "La ligne n’est pas un objet." },
	[DOUBT_WRONG_COLUMNS] = { CENTRES_DROPPED, "wrong_columns",
	                          "La ligne n’a pas le nombre de colonnes de l’en-tête ({})." },
	[DOUBT_NO_NAME] = { CENTRES_DROPPED, "no_name", "Le lieu n’a pas de nom." },
	[DOUBT_NO_ID] = { CENTRES_DROPPED, "no_id",
	                  "Le lieu n’a ni identifiant, ni adresse qui permette d’en faire un." },
	[DOUBT_LONG_ID] = { CENTRES_DROPPED, "long_id", "L’identifiant dépasse 160 octets." },
	[DOUBT_SAME_ID] = { CENTRES_DROPPED, "same_id",
	                    "L’identifiant est déjà celui de la ligne {}." },
	[DOUBT_WRONG_TYPE] = { CENTRES_IGNORED, "wrong_type",
	                       "La valeur n’est ni un texte, ni un nombre, ni une liste de "
	                       "textes." },
	[DOUBT_BAD_PIVOT] = { CENTRES_IGNORED, "bad_pivot",
	                      "« {} » n’est ni un SIRET, ni un SIREN, ni un numéro RNA." },
	[DOUBT_BAD_POSTCODE] = { CENTRES_IGNORED, "bad_postcode",
	                         "« {} » n’est pas un code postal." },
	[DOUBT_BAD_INSEE] = { CENTRES_IGNORED, "bad_insee",
	                      "« {} » n’est pas un code de commune." },
	[DOUBT_BAD_PHONE] = { CENTRES_IGNORED, "bad_phone",
	                      "« {} » n’est pas un numéro de téléphone complet." },
	[DOUBT_BAD_URL] = { CENTRES_IGNORED, "bad_url", "« {} » n’est pas une adresse web." },
	[DOUBT_BAD_COORDINATES] = { CENTRES_IGNORED, "bad_coordinates",
	                            "Les coordonnées ne sont pas des degrés décimaux." },
	[DOUBT_ZERO_COORDINATES] = { CENTRES_IGNORED, "zero_coordinates",
	                             "Les coordonnées sont 0, 0." },
	[DOUBT_FAR_COORDINATES] = { CENTRES_IGNORED, "far_coordinates",
	                            "Les coordonnées sont loin {}." },
	[DOUBT_DOUBTFUL_DATE] = { CENTRES_IGNORED, "doubtful_date",
	                          "La date de mise à jour est invraisemblable" NBSP ": {}." },
	[DOUBT_BAD_DATE] = { CENTRES_IGNORED, "bad_date", "« {} » n’est pas une date." },
	[DOUBT_LONG_TEXT] = { CENTRES_IGNORED, "long_text", "Le texte est trop long." },
	[DOUBT_NO_PIVOT] = { CENTRES_NOTE, "no_pivot",
	                     "Le SIRET de la structure n’est pas donné." },
	[DOUBT_NO_SIRET] = { CENTRES_NOTE, "no_siret",
	                     "« {} » désigne une structure sans dire lequel de ses "
	                     "établissements" NBSP "; son SIRET manque." },
	[DOUBT_ID_MADE] = { CENTRES_NOTE, "id_made",
	                    "Le lieu n’a pas d’identifiant" NBSP
	                    "; un autre est fait de son nom et de son adresse." },
	[DOUBT_NO_COORDINATES] = { CENTRES_NOTE, "no_coordinates",
	                           "Le lieu n’a pas de coordonnées" NBSP
	                           "; il ne sera pas proposé parmi les plus proches." },
	[DOUBT_SWAPPED_COORDINATES] = { CENTRES_NOTE, "swapped_coordinates",
	                                "La latitude et la longitude étaient inversées." },
	[DOUBT_REPAIRED_POSTCODE] = { CENTRES_NOTE, "repaired_postcode",
	                              "Le code postal avait perdu son premier zéro." },
	[DOUBT_OTHER_DEPARTEMENT] = { CENTRES_NOTE, "other_departement",
	                              "Le code postal et le code de commune ne sont pas du même"
	                              " département." },
	[DOUBT_CUT_TEXT] = { CENTRES_NOTE, "cut_text", "Le texte, trop long, a été coupé." },
	[DOUBT_EMAIL_REMOVED] = { CENTRES_NOTE, "email_removed",
	                          "Une adresse électronique a été retirée du texte." },
	[DOUBT_HOURS_UNREAD] = { CENTRES_NOTE, "hours_unread",
	                         "Les horaires ne sont pas compris" NBSP
	                         "; ils sont gardés tels que publiés." },
	[DOUBT_SAME_PLACE] = { CENTRES_NOTE, "same_place",
	                       "Le même nom à la même adresse est déjà à la ligne {}." },
	[DOUBT_UNKNOWN_COLUMN] = { CENTRES_NOTE, "unknown_column",
	                           "La colonne n’est pas du schéma national" NBSP
	                           "; elle n’est pas lue." },
	[DOUBT_GUESSED_MOBILE] = { CENTRES_NOTE, "guessed_mobile",
	                           "Le lieu est compté comme itinérant d’après son nom ou sa"
	                           " présentation." },
};
_Static_assert(COUNT_OF(doubt_table) == DOUBT__COUNT, "every doubt has its sentence");

void centres_doubt_add(struct centres_doubts *doubts, enum doubt doubt, const char *field,
                       const char *detail)
{
	const char *text = doubt_table[doubt].text, *hole = strstr(text, "{}");
	/* a stranger's words go to terminals and screens: short, without controls or addresses */
	char shown[101], column[81], id[161];
	bool email;
	AUTO(buf_release) struct buf said = { 0 };
	struct centres_doubt one = {
		.severity = doubt_table[doubt].severity,
		.row = doubts->row,
		.id = id,
		.field = column,
		.code = doubt_table[doubt].code,
	};

	if (doubts->failed)
		return;
	centres_text_tidy(shown, sizeof shown, detail, &email);
	centres_text_tidy(column, sizeof column, field, &email);
	centres_text_tidy(id, sizeof id, doubts->id ? doubts->id : "", &email);
	if (hole)
		buf_addf(&said, "%.*s%s%s", (int)(hole - text), text, *shown ? shown : "…",
		         hole + 2);
	else
		buf_adds(&said, text);
	one.text = buf_text(&said);
	doubts->counts[one.severity]++;
	doubts->failed = !buf_check(&said, &doubts->err) ||
	                 !doubts->sink->doubt(doubts->sink->context, &one, &doubts->err);
}
