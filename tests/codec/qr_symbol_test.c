#include "codec/qr_symbol.h"

#include <qrencode.h>
#include <stdlib.h>

#include "check.h"

/* libqrencode exports it, though its header does not say so: the symbol of one given mask. */
QRcode *QRcode_encodeMask(QRinput *input, int mask);

static QRcode *theirs(const char *address, const char *digits, int mask)
{
	QRinput *input = QRinput_new2(6, QR_ECLEVEL_M);
	QRcode *code;

	QRinput_append(input, QR_MODE_AN, (int)strlen(address), (const unsigned char *)address);
	QRinput_append(input, QR_MODE_NUM, (int)strlen(digits), (const unsigned char *)digits);
	code = QRcode_encodeMask(input, mask);
	QRinput_free(input);
	return code;
}

static void random_text(char *to, size_t size, const char *alphabet)
{
	static uint32_t state = 1;
	size_t letters = strlen(alphabet);

	for (size_t i = 0; i < size; i++) {
		state = state * 1664525u + 1013904223u;
		to[i] = alphabet[(state >> 16) % letters];
	}
	to[size] = '\0';
}

static bool same_as_theirs(const char *address, const char *digits, int mask)
{
	QRcode *code = theirs(address, digits, mask);
	struct qr_symbol ours;
	uint8_t words[QR_WORDS];
	int wrong = 0;

	if (!CHECK(code && code->width == QR_SIDE) || !CHECK(qr_words_make(words, address, digits)))
		return false;
	qr_symbol_make(&ours, words, mask);
	for (int y = 0; y < QR_SIDE; y++)
		for (int x = 0; x < QR_SIDE; x++)
			wrong += (ours.rows[y] >> x & 1) != (code->data[y * QR_SIDE + x] & 1);
	QRcode_free(code);
	return CHECK_INT(wrong, 0);
}

static void every_module_is_that_of_libqrencode_for_every_mask_and_length(void)
{
	char address[40], digits[198];

	for (size_t size = 0; size <= 32; size++) { /* of the address; then of the digits */
		random_text(address, size ? size : 1, "ABCXYZ0189.:/-");
		random_text(digits, 197 - size * 6, "0123456789");
		for (int mask = 0; mask < QR_MASKS; mask++)
			if (!same_as_theirs(address, digits, mask))
				return;
	}
	random_text(address, 32, "ABCXYZ0189.:/-");
	random_text(digits, 197, "0123456789");
	for (int mask = 0; mask < QR_MASKS; mask++)
		same_as_theirs(address, digits, mask); /* the fullest: 860 of 864 bits */
}

/* The rules again, module by module, to be compared with the fast ones. */
static int dark(const struct qr_symbol *symbol, int x, int y)
{
	return (int)(symbol->rows[y] >> x & 1);
}

static int slow_line(const int *line)
{
	static const int pattern[2][11] = { { 1, 0, 1, 1, 1, 0, 1, 0, 0, 0, 0 },
		                            { 0, 0, 0, 0, 1, 0, 1, 1, 1, 0, 1 } };
	int penalty = 0, run = 1;

	for (int i = 1; i <= QR_SIDE; i++) {
		if (i < QR_SIDE && line[i] == line[i - 1]) {
			run++;
			continue;
		}
		penalty += run >= 5 ? run - 2 : 0;
		run = 1;
	}
	for (int i = 0; i + 11 <= QR_SIDE; i++)
		for (int p = 0; p < 2; p++)
			penalty += memcmp(line + i, pattern[p], sizeof pattern[p]) == 0 ? 40 : 0;
	return penalty;
}

static int slow_penalty(const struct qr_symbol *symbol)
{
	int penalty = 0, count = 0, row[QR_SIDE], column[QR_SIDE], percent;

	for (int y = 0; y < QR_SIDE; y++) {
		for (int x = 0; x < QR_SIDE; x++) {
			row[x] = dark(symbol, x, y);
			column[x] = dark(symbol, y, x);
			count += row[x];
			if (x + 1 < QR_SIDE && y + 1 < QR_SIDE) {
				int sum = dark(symbol, x, y) + dark(symbol, x + 1, y) +
				          dark(symbol, x, y + 1) + dark(symbol, x + 1, y + 1);

				penalty += sum % 4 == 0 ? 3 : 0;
			}
		}
		penalty += slow_line(row) + slow_line(column);
	}
	percent = abs(count * 100 - 50 * QR_SIDE * QR_SIDE) / (QR_SIDE * QR_SIDE);
	return penalty + percent / 5 * 10;
}

static void penalties_are_those_of_the_standard_and_the_best_mask_is_taken(void)
{
	char digits[198];

	for (int round = 0; round < 40; round++) {
		uint8_t words[QR_WORDS];
		struct qr_symbol symbol, best;
		int least = INT32_MAX;

		random_text(digits, 197, "0123456789");
		if (!CHECK(qr_words_make(words, "HTTPS://PASS.EXAMPLE/", digits)))
			return;
		qr_symbol_best(&best, words);
		for (int mask = 0; mask < QR_MASKS; mask++) {
			qr_symbol_make(&symbol, words, mask);
			CHECK_INT(qr_symbol_penalty(&symbol), slow_penalty(&symbol));
			least = qr_symbol_penalty(&symbol) < least ? qr_symbol_penalty(&symbol)
			                                           : least;
		}
		CHECK_INT(qr_symbol_penalty(&best), least);
	}
	/* all of one colour: the longest runs, the most squares, the worst balance */
	for (int colour = 0; colour < 2; colour++) {
		struct qr_symbol plain = { 0 };

		for (int y = 0; y < QR_SIDE; y++)
			plain.rows[y] = colour ? (UINT64_C(1) << QR_SIDE) - 1 : 0;
		CHECK_INT(qr_symbol_penalty(&plain), slow_penalty(&plain));
	}
}

static void what_does_not_fit_is_refused(void)
{
	char address[40], digits[210];
	uint8_t words[QR_WORDS];

	random_text(address, 32, "A");
	random_text(digits, 200, "1");
	CHECK(!qr_words_make(words, address, digits));
	digits[197] = '\0';
	CHECK(qr_words_make(words, address, digits));
	CHECK(!qr_words_make(words, "lower", digits));
	CHECK(!qr_words_make(words, "A", "12x"));
}

CHECK_MAIN({ "every_module_is_that_of_libqrencode_for_every_mask_and_length",
             every_module_is_that_of_libqrencode_for_every_mask_and_length },
           { "penalties_are_those_of_the_standard_and_the_best_mask_is_taken",
             penalties_are_those_of_the_standard_and_the_best_mask_is_taken },
           { "what_does_not_fit_is_refused", what_does_not_fit_is_refused })
