#include "model/siret.h"

#include <stdbool.h>
#include <string.h>

/* Every second digit from the right is doubled, and the digits of all products are added. */
static bool luhn(const char *digits, size_t size)
{
	unsigned sum = 0;

	for (size_t i = 0; i < size; i++) {
		unsigned digit = (unsigned)(digits[size - 1 - i] - '0') << (i & 1);

		sum += digit > 9 ? digit - 9 : digit;
	}
	return sum > 0 && sum % 10 == 0;
}

static bool is_post_office(const char *siret)
{
	unsigned sum = 0;

	for (const char *digit = siret; *digit; digit++)
		sum += (unsigned)(*digit - '0');
	return strncmp(siret, "356000000", 9) == 0 && sum % 5 == 0;
}

enum siret_kind siret_kind(const char *text)
{
	static const char digits[] = "0123456789";
	size_t size = strlen(text), figures = strspn(text, digits);

	if (size == figures && size == 9 && luhn(text, size))
		return SIRET_IS_SIREN;
	if (size == figures && size == 14 && (luhn(text, size) || is_post_office(text)))
		return SIRET_IS_SIRET;
	if (size == 10 && text[0] == 'W' && strspn(text + 1, digits) >= 1 &&
	    strspn(text + 2, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 8 &&
	    strspn(text + 3, digits) == 7)
		return SIRET_IS_RNA;
	return SIRET_NONE;
}

enum siret_kind siret_clean(char to[static SIRET_TEXT_SIZE], const char *text)
{
	enum siret_kind kind = SIRET_NONE;
	size_t size = 0;

	for (; *text && size < SIRET_TEXT_SIZE - 1; text++) {
		if (strncmp(text, "\xc2\xa0", 2) == 0) /* no-break space */
			text++;
		else if (!strchr(" .-", *text))
			to[size++] = *text >= 'a' && *text <= 'z' ? (char)(*text - 32) : *text;
	}
	to[size] = '\0';
	if (!*text)
		kind = siret_kind(to);
	if (kind == SIRET_NONE)
		to[0] = '\0';
	return kind;
}
