/* Every doubt there is about a row, with its code, severity and sentence; private to codec/centres.
 */
#pragma once

#include "codec/centres.h"

enum doubt {
	DOUBT_NOT_OBJECT,
	DOUBT_WRONG_COLUMNS,
	DOUBT_NO_NAME,
	DOUBT_NO_ID,
	DOUBT_LONG_ID,
	DOUBT_SAME_ID,
	DOUBT_WRONG_TYPE,
	DOUBT_BAD_PIVOT,
	DOUBT_BAD_POSTCODE,
	DOUBT_BAD_INSEE,
	DOUBT_BAD_PHONE,
	DOUBT_BAD_URL,
	DOUBT_BAD_COORDINATES,
	DOUBT_ZERO_COORDINATES,
	DOUBT_FAR_COORDINATES,
	DOUBT_DOUBTFUL_DATE,
	DOUBT_BAD_DATE,
	DOUBT_LONG_TEXT,
	DOUBT_NO_PIVOT,
	DOUBT_NO_SIRET,
	DOUBT_ID_MADE,
	DOUBT_NO_COORDINATES,
	DOUBT_SWAPPED_COORDINATES,
	DOUBT_REPAIRED_POSTCODE,
	DOUBT_OTHER_DEPARTEMENT,
	DOUBT_CUT_TEXT,
	DOUBT_EMAIL_REMOVED,
	DOUBT_HOURS_UNREAD,
	DOUBT_SAME_PLACE,
	DOUBT_UNKNOWN_COLUMN,
	DOUBT_GUESSED_MOBILE,
	DOUBT__COUNT
};

/* Where the doubts about the present row go. A refusal of the sink is remembered. */
struct centres_doubts {
	const struct centres_sink *sink;
	size_t row;
	const char *id;
	size_t counts[CENTRES_SEVERITY__COUNT];
	bool failed;
	struct err err;
};

/* `detail` takes the place of {} in the sentence. */
void centres_doubt_add(struct centres_doubts *doubts, enum doubt doubt, const char *field,
                       const char *detail);
