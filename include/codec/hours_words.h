/* A timetable in words, in any language that fills the table: identical days are said together.
 * In the templates {1} and {2} stand for what is inserted. */
#pragma once

#include "base/buf.h"
#include "codec/hours.h"

struct hours_words {
	const char *days[7];         /* "lundi", from Monday */
	const char *months[12];      /* "avril" */
	const char *months_from[12]; /* "d'avril": how a range begins */
	const char *day_range;       /* "du {1} au {2}", for three days in a row and more */
	const char *month_range;     /* "{1} à {2}": months_from, months */
	const char *one_month;       /* "en {1}" */
	const char *comma, *and;     /* between the items of a list; before the last */
	const char *every_day;
	const char *odd_weeks; /* "un {1} sur deux (semaines impaires)" */
	const char *even_weeks;
	const char *hour;           /* "{1} h" */
	const char *hour_minutes;   /* "{1} h {2}" */
	const char *span;           /* "{1}–{2}" */
	const char *days_hours;     /* "{1} : {2}" */
	const char *between_days;   /* " ; " */
	const char *after_months;   /* " – " */
	const char *between_months; /* ". " */
	const char *closed, *always;
	const char *holidays_off, *school_holidays_off;
};

extern const struct hours_words hours_words_french;

/* Add "du lundi au vendredi : 10 h–12 h, 14 h–17 h 30 ; fermé les jours fériés", and the note. */
void hours_words_add(struct buf *to, const struct hours *hours, const struct hours_words *words);
