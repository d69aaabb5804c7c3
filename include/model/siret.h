/* Numbers that identify legal bodies. Formula: INSEE, Luhn's key over all digits; La Poste
 * (356 000 000) may instead have digits that add up to a multiple of five. */
#pragma once

enum {
	SIRET_TEXT_SIZE = 15, /* the longest kind and its end */
};

enum siret_kind {
	SIRET_NONE,     /* none of these, or digits that are all zeros */
	SIRET_IS_SIREN, /* 9 digits: a legal body */
	SIRET_IS_SIRET, /* 14 digits: one of its places */
	SIRET_IS_RNA    /* W and 9 characters: an association */
};

/* What `text` is, exactly as it stands. */
enum siret_kind siret_kind(const char *text);

/* The same after dropping spaces, dots and dashes and raising letters; the clean number goes to
 * `to`, which is "" when it is none of these. */
enum siret_kind siret_clean(char to[static SIRET_TEXT_SIZE], const char *text);
