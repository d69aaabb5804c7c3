/* A book of vouchers given to one person, known by a pseudonym only. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "model/level.h"
#include "model/programme.h"
#include "model/sheet.h"

enum { PASS_ID_SIZE = 13, PSEUDONYM_SIZE = 16, REASON_MAX = 200 };

/* Why its unused vouchers may not be used any more. */
enum pass_state { PASS_LIVE, PASS_BLOCKED, PASS_REPLACED, PASS_CLOSED, PASS__COUNT };

struct pass {
	int64_t id;     /* 48 random bits */
	int64_t serial; /* feeds the typed codes */
	int64_t programme, desk, agent;
	int64_t issued_at, handed_out_at; /* 0 = still in stock */
	int total, cents, kind;
	int64_t last_day;
	int key_number;
	bool specimen;
	enum language language;
	enum print_size print_size;
	bool has_pseudonym;
	unsigned char pseudonym[PSEUDONYM_SIZE];
	enum level start_level;
	int age_band, situation; /* 0 = not said */
	enum pass_state state;
	int64_t state_at;
	char reason[REASON_MAX + 1];
	int64_t replaced_by; /* pass, 0 = none */
};

/* "0123456789ab" <-> id. */
void pass_id_format(int64_t id, char to[static PASS_ID_SIZE]);
bool pass_id_parse(const char *text, int64_t *ret_id);

/* Which stage a screen shows. */
enum pass_stage {
	STAGE_ISSUED, /* in the desk's stock */
	STAGE_HANDED_OUT,
	STAGE_STARTED,
	STAGE_FINISHED,
	STAGE_BLOCKED,
	STAGE_REPLACED,
	STAGE_EXPIRED,
	STAGE__COUNT
};

/* "issued", "handed_out"... and back; -1 when there is none of that name. */
const char *pass_stage_name(enum pass_stage stage);
int pass_stage_parse(const char *name);

/* `used` vouchers are redeemed; `day` is today in Paris. */
enum pass_stage pass_stage(const struct pass *pass, int used, int grace_days, int64_t day);

/* Numbers: a voucher is pass * 16 + number, its end is voucher * 16 + attempt. */
enum { ATTEMPTS_MAX = 16 };
static inline int64_t voucher_id(int64_t pass, int number)
{
	return pass * 16 + number;
}
static inline int64_t spent_id(int64_t voucher, int attempt)
{
	return voucher * 16 + attempt;
}
static inline int64_t spent_pass(int64_t spent)
{
	return spent >> 8;
}
static inline int spent_number(int64_t spent)
{
	return (int)(spent >> 4 & 15);
}
