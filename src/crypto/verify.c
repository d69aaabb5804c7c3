#include "crypto/verify.h"

#include "crypto/token.h"

enum outcome verify_decode(const char *text, struct token *ret)
{
	char digits[VOUCHER_DIGITS_SIZE];

	if (!token_find(text, digits) || token_parse(digits, ret->bytes) != TOKEN_GOOD)
		return OUTCOME_MALFORMED;
	token_unpack(ret->bytes, &ret->voucher);
	return OUTCOME_REDEEMED;
}

enum outcome verify_signature(const struct keylist *list, const struct token *token, int64_t day)
{
	const struct voucher *v = &token->voucher;
	const struct keylist_entry *entry = keylist_find(list, v->issuer, v->key);

	if (!entry || !keylist_in_force(entry, day))
		return OUTCOME_UNKNOWN_KEY;
	if (!token_verify(entry->vkey.public, token->bytes))
		return OUTCOME_BAD_SIGNATURE;
	if (!token_fields_are_good(token->bytes))
		return OUTCOME_MALFORMED;
	if (v->flags & VOUCHER_SPECIMEN)
		return OUTCOME_SPECIMEN;
	return day > v->last_day ? OUTCOME_EXPIRED : OUTCOME_REDEEMED;
}

enum outcome verify_text(const struct keylist *list, const char *text, int64_t day,
                         struct token *ret)
{
	enum outcome decoded = verify_decode(text, ret);

	return decoded == OUTCOME_REDEEMED ? verify_signature(list, ret, day) : decoded;
}
