#include "codec/centres_text.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "base/text.h"

static bool is_space(unsigned char c)
{
	return c <= ' ' || c == 0x7f;
}

/* Add a word after a space. False when it had to be cut, between two characters. */
static bool add_word(char *to, size_t size, const char *word, size_t length)
{
	size_t used = strlen(to), room, kept;

	if (used && used + 1 < size)
		to[used++] = ' ';
	room = size - 1 - used;
	kept = length < room ? length : room;
	while (kept < length && kept > 0 && ((unsigned char)word[kept] & 0xc0) == 0x80)
		kept--;
	memcpy(to + used, word, kept);
	to[used + kept] = '\0';
	return kept == length;
}

bool centres_text_tidy(char *to, size_t size, const char *text, bool *ret_email)
{
	bool whole = true;

	*ret_email = false;
	to[0] = '\0';
	while (*text && whole) {
		size_t length = 0;

		while (*text && is_space((unsigned char)*text))
			text++;
		while (text[length] && !is_space((unsigned char)text[length]))
			length++;
		if (memchr(text, '@', length))
			*ret_email = true;
		else if (length)
			whole = add_word(to, size, text, length);
		text += length;
	}
	return whole;
}

/* The letter at `c` in the other size, in place: letters of French only. 0 = no letter, 1 = was
 * small, 2 = was capital. */
static int set_case(char *c, bool capital)
{
	unsigned char first = (unsigned char)c[0], next = (unsigned char)c[1];

	if (first < 0x80) {
		if (!isalpha(first))
			return 0;
		c[0] = (char)(capital ? toupper(first) : tolower(first));
		return isupper(first) ? 2 : 1;
	}
	if (first == 0xc3 && next >= 0x80 && next != 0x97 && next != 0xb7 && next != 0x9f) {
		bool was_capital = next < 0xa0;

		if (next != 0xbf)
			c[1] = (char)(capital ? next & ~0x20 : next | 0x20);
		return was_capital ? 2 : 1;
	}
	if (first == 0xc5 && (next == 0x92 || next == 0x93)) {
		c[1] = (char)(capital ? 0x92 : 0x93);
		return next == 0x92 ? 2 : 1;
	}
	return 0;
}

/* Words that stay small inside the name of a town (not at its beginning). */
static bool is_small_word(const char *word, size_t length)
{
	static const char *const words[] = { "a",   "au", "aux",  "d",    "de",  "des",  "du",
		                             "en",  "et", "l",    "la",   "le",  "les",  "lès",
		                             "lez", "ou", "près", "sous", "sur", "sans", "à" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strlen(words[i]) == length && strncmp(words[i], word, length) == 0)
			return true;
	return false;
}

static void cut_cedex(char *town)
{
	for (char *at = town; (at = strchr(at, ' ')) != NULL; at++)
		if (strncasecmp(at, " cedex", 6) == 0 &&
		    strspn(at + 6, " 0123456789") == strlen(at + 6)) {
			*at = '\0';
			return;
		}
}

void centres_text_town(char *town)
{
	int small = 0, capital = 0;
	size_t length;

	cut_cedex(town);
	for (char *c = town; *c; c++) {
		char copy[3] = { c[0], c[1], '\0' };
		int was = set_case(copy, false);

		small += was == 1;
		capital += was == 2;
	}
	if (small && capital)
		return;
	for (char *c = town; *c; c++)
		set_case(c, false);
	for (char *word = town; *word; word += length) {
		length = strcspn(word, " -'");
		if (word == town || !is_small_word(word, length))
			set_case(word, true);
		length += word[length] != '\0';
	}
}

/* Digits of a number, and a + before them; false when anything else than punctuation is there. */
static bool phone_digits(char to[static 20], const char *text, size_t length)
{
	size_t used = 0;

	for (const char *end = text + length; text < end; text++) {
		unsigned char c = (unsigned char)*text;

		if (isdigit(c) || (c == '+' && !used)) {
			if (used == 19)
				return false;
			to[used++] = *text;
		} else if (c == 0xc2) { /* no-break space */
			text++;
		} else if (c == 0xe2) { /* narrow no-break space, dashes */
			text += 2;
		} else if (!strchr(" .-()/", c)) {
			return false;
		}
	}
	to[used] = '\0';
	return used > 0;
}

/* Numbers of the overseas départements look like those of Europe, but have codes of their own. */
static const char *country_of(const char *national)
{
	static const char *const overseas[][2] = {
		{ "590", "590" }, { "690", "590" }, { "691", "590" }, { "594", "594" },
		{ "694", "594" }, { "596", "596" }, { "696", "596" }, { "697", "596" },
		{ "262", "262" }, { "692", "262" }, { "693", "262" }, { "269", "262" },
		{ "639", "262" },
	};

	for (size_t i = 0; i < sizeof overseas / sizeof *overseas; i++)
		if (strncmp(national, overseas[i][0], 3) == 0)
			return overseas[i][1];
	return "33";
}

static bool format_phone(char to[static CENTRES_PHONE_SIZE], const char *digits)
{
	const char *national = NULL, *plus = digits[0] == '+' ? digits + 1 : NULL;

	if (strncmp(digits, "00", 2) == 0)
		plus = digits + 2;
	if (plus && strncmp(plus, "33", 2) == 0)
		national = plus + 2;
	else if (!plus)
		national = digits;
	if (!national) {
		size_t size = strlen(plus);

		if (size < 8 || size > 15 || *plus == '0')
			return false;
		snprintf(to, CENTRES_PHONE_SIZE, "+%s", plus);
		return true;
	}
	national += *national == '0'; /* also "+33 (0)5...", and zeros lost by a spreadsheet */
	if (strlen(national) != 9 || *national == '0')
		return false;
	snprintf(to, CENTRES_PHONE_SIZE, "+%s%s", country_of(national), national);
	return true;
}

bool centres_text_phone(char to[static CENTRES_PHONE_SIZE], const char *text)
{
	char digits[20];

	while (*text) {
		size_t length = strcspn(text, "/;|,");

		if (phone_digits(digits, text, length) && format_phone(to, digits))
			return true;
		text += length + (text[length] != '\0');
	}
	to[0] = '\0';
	return false;
}

/* Nothing that ends an address in a text or a page, and no control character. */
static bool is_url(const char *text)
{
	for (; *text; text++)
		if (is_space((unsigned char)*text) || strchr("\"<>\\^`{}", *text))
			return false;
	return true;
}

/* "a.fr/@b" is somebody's page; "a.fr/?to=b@c.fr" has an e-mail address in it. */
static bool has_email(const char *url)
{
	for (const char *at = url; (at = strchr(at, '@')); at++)
		if (at == url || at[-1] != '/')
			return true;
	return strcasestr(url, "%40");
}

bool centres_text_url(char *to, size_t size, const char *text)
{
	size_t length = strcspn(text, "|"), scheme, host;
	int written;

	while (length && is_space((unsigned char)text[length - 1]))
		length--;
	scheme = strncasecmp(text, "http://", 7) == 0    ? 7
	         : strncasecmp(text, "https://", 8) == 0 ? 8
	                                                 : 0;
	host = strcspn(text + scheme, "/?#|");
	written = snprintf(to, size, "%s%.*s", scheme == 8 ? "https://" : "http://",
	                   (int)(length - (length < scheme ? length : scheme)), text + scheme);
	if (length > scheme + 3 && written > 0 && (size_t)written < size &&
	    memchr(text + scheme, '.', host) && !memchr(text + scheme, '@', host) && is_url(to) &&
	    !has_email(to) && (scheme || !memchr(text, ':', host)))
		return true;
	to[0] = '\0';
	return false;
}

bool centres_text_date(const char *text, int64_t *ret_day)
{
	char date[DAY_TEXT_SIZE];
	int day, month, year, end = 0;

	if (sscanf(text, "%2d/%2d/%4d%n", &day, &month, &year, &end) == 3 && !text[end])
		snprintf(date, sizeof date, "%04d-%02d-%02d", year, month, day);
	else if (strlen(text) == 10 || (strlen(text) > 10 && strchr("T ", text[10])))
		text_copy(date, sizeof date, text);
	else
		return false;
	return day_parse(date, ret_day);
}
