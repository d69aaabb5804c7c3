/* A file that somebody asked for, made while nobody waits (export). */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum export_what {
	EXPORT_REDEMPTIONS, /* each line of what a funder owes */
	EXPORT_FIGURES,     /* all tables of a programme's page */
	EXPORT_WHAT__COUNT
};

const char *export_what_name(enum export_what what);
int export_what_parse(const char *name); /* -1 = none of them */

/* The first three are those of codec/grid. */
enum export_form { EXPORT_CSV, EXPORT_EXCEL, EXPORT_XLSX, EXPORT_JSON, EXPORT_FORM__COUNT };

const char *export_form_name(enum export_form form);
int export_form_parse(const char *name); /* -1 = none of them */

enum export_state {
	EXPORT_WAITING, /* nobody has begun it */
	EXPORT_RUNNING,
	EXPORT_DONE,
	EXPORT_FAILED,  /* `error` says why */
	EXPORT_DROPPED, /* nobody sees it any more */
	EXPORT__COUNT
};

const char *export_state_name(enum export_state state);

enum { EXPORT_ERROR_SIZE = 48, EXPORT_PLACE_SIZE = 120 };

struct export
{
	int64_t id, account, programme;
	enum export_what what;
	enum export_form form;
	int64_t from_day, until_day; /* inclusive; 0 = from the beginning */
	int64_t total, done;         /* lines; -1 = not counted yet */
	int64_t size, parts;         /* bytes, in how many parts */
	int64_t last_at, last_id;    /* the last redemption written */
	char place[EXPORT_PLACE_SIZE];
	enum export_state state;
	char error[EXPORT_ERROR_SIZE]; /* the name of what ended it; "" = nothing did */
	int64_t asked_at, ended_at;    /* 0 = not yet */
	int64_t lease;                 /* number of who works on it; 0 = nobody did */
};
