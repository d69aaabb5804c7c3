/* All that is printed of one pass: plain data that the domain gathers and render draws. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/voucher.h"

enum {
	SHEET_PLACES_MAX = 5,
	VOUCHER_CODE_SIZE = 15,    /* "XXXX-XXXX-XXXX" and its end */
	VOUCHER_DIGITS_SIZE = 198, /* 197 decimal digits and the end */
	HOST_MAX = 23              /* longest host whose QR still is version 6 */
};

enum language {
	LANGUAGE_FR,
	LANGUAGE_FALC,
	LANGUAGE_EN,
	LANGUAGE_AR,
	LANGUAGE_UK,
	LANGUAGE_TR,
	LANGUAGE_PT,
	LANGUAGE__COUNT
};
enum print_size { PRINT_NORMAL, PRINT_LARGE, PRINT__COUNT };

/* "fr" "falc" "en" "ar" "uk" "tr" "pt"; "normal" "large". -1 when the name is none of them. */
const char *language_name(enum language language);
int language_parse(const char *name);
const char *print_size_name(enum print_size size);
int print_size_parse(const char *name);

struct sheet_place {
	char name[120], address[160], postcode[8], commune[80];
	char phone[24];             /* as stored: "+33545952040"; "" when unknown */
	char hours[400];            /* OSM opening_hours; "" when unknown */
	int64_t distance_m;         /* from the desk; -1 when unknown */
	double latitude, longitude; /* WGS 84 degrees */
	bool mobile;
};

struct sheet_voucher {
	int number;
	char code[VOUCHER_CODE_SIZE];
	char digits[VOUCHER_DIGITS_SIZE]; /* the token */
};

struct sheet {
	char pass[13];                      /* id, 12 hexadecimal digits */
	char cover_code[VOUCHER_CODE_SIZE]; /* names the pass, redeems nothing */
	char host[HOST_MAX + 1];            /* the QR says HTTPS://HOST/digits */
	char programme[120], funder[120];
	char desk[120];             /* where it is handed out; "" when unknown */
	double latitude, longitude; /* of the desk; 0, 0 when unknown */
	enum language language;
	enum print_size print_size;
	int64_t last_day; /* printed in words; days since 1970-01-01 */
	int64_t issued_day;
	int cents;
	bool duplicate; /* a reprint: marked as such on every page */
	bool specimen;
	int total; /* vouchers of the pass */
	size_t vouchers_count;
	struct sheet_voucher vouchers[VOUCHERS_MAX];
	size_t places_count;
	struct sheet_place places[SHEET_PLACES_MAX]; /* nearest first */
};
