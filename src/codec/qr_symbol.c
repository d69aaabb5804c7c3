#include "codec/qr_symbol.h"

#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { TIMING = 6, FORMAT = 8, ALIGNMENT = 34, FINDER = 7 };

static const uint64_t ALL = (UINT64_C(1) << QR_SIDE) - 1;

/* What every symbol of this version has: dark modules, and which places are not for data. */
struct frame {
	struct qr_symbol dark, taken;
};

static void take(struct frame *frame, int x, int y, bool dark)
{
	frame->taken.rows[y] |= UINT64_C(1) << x;
	if (dark)
		frame->dark.rows[y] |= UINT64_C(1) << x;
}

/* Square rings around a centre: dark where `rings` has a 1, from the middle outwards. */
static void draw_rings(struct frame *frame, int x, int y, unsigned rings, int radius)
{
	for (int dy = -radius; dy <= radius; dy++)
		for (int dx = -radius; dx <= radius; dx++) {
			int ring = abs(dx) > abs(dy) ? abs(dx) : abs(dy);

			if (x + dx >= 0 && x + dx < QR_SIDE && y + dy >= 0 && y + dy < QR_SIDE)
				take(frame, x + dx, y + dy, rings >> ring & 1);
		}
}

static void frame_make(struct frame *frame)
{
	*frame = (struct frame){ 0 };
	for (int i = 0; i < QR_SIDE; i++) {
		take(frame, i, TIMING, i % 2 == 0);
		take(frame, TIMING, i, i % 2 == 0);
	}
	draw_rings(frame, 3, 3, 0x0b, 4); /* dark, dark, light, dark; the light border is ring 4 */
	draw_rings(frame, QR_SIDE - 4, 3, 0x0b, 4);
	draw_rings(frame, 3, QR_SIDE - 4, 0x0b, 4);
	draw_rings(frame, ALIGNMENT, ALIGNMENT, 0x05, 2);
	for (int i = 0; i < FORMAT; i++) {
		take(frame, FORMAT, QR_SIDE - 1 - i, i == FINDER); /* one module is always dark */
		take(frame, QR_SIDE - 1 - i, FORMAT, false);
		frame->taken.rows[FORMAT] |= UINT64_C(1) << i;
		frame->taken.rows[i] |= UINT64_C(1) << FORMAT;
	}
	frame->taken.rows[FORMAT] |= UINT64_C(1) << FORMAT;
}

/* Pairs of columns from the right, upwards and downwards in turn, past the timing column. */
static void place(struct qr_symbol *to, const struct frame *frame,
                  const uint8_t words[static QR_WORDS])
{
	int bit = 0, up = 1;

	*to = (struct qr_symbol){ 0 };
	for (int right = QR_SIDE - 1; right > 0; right -= 2, up = !up) {
		if (right == TIMING)
			right--;
		for (int i = 0; i < 2 * QR_SIDE; i++) {
			int y = up ? QR_SIDE - 1 - i / 2 : i / 2, x = right - i % 2;

			if (frame->taken.rows[y] >> x & 1)
				continue;
			if (bit < QR_WORDS * 8 && (words[bit / 8] >> (7 - bit % 8) & 1))
				to->rows[y] |= UINT64_C(1) << x;
			bit++; /* the last 7 places stay light */
		}
	}
}

static bool mask_inverts(int mask, int y, int x)
{
	switch (mask) {
	case 0:
		return (y + x) % 2 == 0;
	case 1:
		return y % 2 == 0;
	case 2:
		return x % 3 == 0;
	case 3:
		return (y + x) % 3 == 0;
	case 4:
		return (y / 2 + x / 3) % 2 == 0;
	case 5:
		return y * x % 2 + y * x % 3 == 0;
	case 6:
		return (y * x % 2 + y * x % 3) % 2 == 0;
	default:
		return ((y + x) % 2 + y * x % 3) % 2 == 0;
	}
}

/* Every mask repeats after 6 columns and 12 rows. */
static void mask_rows(int mask, uint64_t rows[static 12])
{
	static const uint64_t every_sixth = UINT64_C(0x1041041041041);

	for (int y = 0; y < 12; y++) {
		uint64_t six = 0;

		for (int x = 0; x < 6; x++)
			six |= (uint64_t)mask_inverts(mask, y, x) << x;
		rows[y] = six * every_sixth & ALL;
	}
}

/* Level M is 00; BCH(15, 5) and the fixed pattern of the standard. Twice beside the finders. */
static void draw_format(struct qr_symbol *symbol, int mask)
{
	unsigned data = (unsigned)mask << 10, format = data;

	for (int i = 14; i >= 10; i--)
		if (format >> i & 1)
			format ^= 0x537u << (i - 10);
	format = (data | format) ^ 0x5412;
	for (int i = 0; i < 15; i++) {
		int y = i < 6 ? i : i < 8 ? i + 1 : QR_SIDE - 15 + i;
		int x = i < 8 ? QR_SIDE - 1 - i : i == 8 ? 7 : 14 - i;

		if (format >> i & 1) {
			symbol->rows[y] |= UINT64_C(1) << FORMAT;
			symbol->rows[FORMAT] |= UINT64_C(1) << x;
		}
	}
}

static void finish(struct qr_symbol *ret, const struct qr_symbol *data, const struct frame *frame,
                   int mask)
{
	uint64_t rows[12];

	mask_rows(mask, rows);
	for (int y = 0; y < QR_SIDE; y++)
		ret->rows[y] = frame->dark.rows[y] |
		               ((data->rows[y] ^ rows[y % 12]) & ~frame->taken.rows[y]);
	draw_format(ret, mask);
}

void qr_symbol_make(struct qr_symbol *ret, const uint8_t words[static QR_WORDS], int mask)
{
	struct qr_symbol data;
	struct frame frame;

	frame_make(&frame);
	place(&data, &frame, words);
	finish(ret, &data, &frame, mask);
}

/* Rows become columns: halves change places, then quarters... down to single bits. */
static struct qr_symbol transposed(const struct qr_symbol *symbol)
{
	uint64_t square[64] = { 0 }, mask = UINT32_MAX;
	struct qr_symbol turned;

	memcpy(square, symbol->rows, sizeof symbol->rows);
	for (unsigned half = 32; half; half >>= 1, mask ^= mask << half)
		for (unsigned y = 0; y < 64; y = ((y | half) + 1) & ~half) {
			uint64_t swapped = (square[y] >> half ^ square[y | half]) & mask;

			square[y] ^= swapped << half;
			square[y | half] ^= swapped;
		}
	memcpy(turned.rows, square, sizeof turned.rows);
	return turned;
}

/* The compiler's own calls a function on processors of unknown age. */
static int ones(uint64_t bits)
{
	bits -= bits >> 1 & UINT64_C(0x5555555555555555);
	bits = (bits & UINT64_C(0x3333333333333333)) + (bits >> 2 & UINT64_C(0x3333333333333333));
	bits = (bits + (bits >> 4)) & UINT64_C(0x0f0f0f0f0f0f0f0f);
	return (int)(bits * UINT64_C(0x0101010101010101) >> 56);
}

/* Runs of 5 modules and more of one colour cost their length less 2. */
static int runs(uint64_t row)
{
	uint64_t same = ~(row ^ row >> 1) & ALL >> 1, two = same & same >> 1, four = two & two >> 2;

	return four ? ones(four) + 2 * ones(four & ~(four << 1)) : 0;
}

/* 1:1:3:1:1 with 4 light modules on one side costs 40, wherever it begins. */
static int finders(uint64_t row)
{
	uint64_t core = row & ~(row >> 1) & row >> 2 & row >> 3 & row >> 4 & ~(row >> 5) & row >> 6;
	uint64_t two = ~row & ~(row >> 1), light = two & two >> 2;
	uint64_t after = core & light >> 7 & ALL >> 10, before = light & core >> 4 & ALL >> 10;

	return after | before ? 40 * (ones(after) + ones(before)) : 0;
}

/* Squares of 2 x 2 of one colour cost 3 each. */
static int squares(uint64_t row, uint64_t next)
{
	uint64_t same = ~(row ^ row >> 1) & ~(next ^ next >> 1) & ~(row ^ next) & ALL >> 1;

	return 3 * ones(same);
}

int qr_symbol_penalty(const struct qr_symbol *symbol)
{
	const struct qr_symbol turned = transposed(symbol);
	const int area = QR_SIDE * QR_SIDE;
	int penalty = 0, dark = 0;

	for (int y = 0; y < QR_SIDE; y++) {
		penalty += runs(symbol->rows[y]) + runs(turned.rows[y]);
		penalty += finders(symbol->rows[y]) + finders(turned.rows[y]);
		if (y + 1 < QR_SIDE)
			penalty += squares(symbol->rows[y], symbol->rows[y + 1]);
		dark += ones(symbol->rows[y]);
	}
	return penalty + abs(2 * dark - area) * 10 / area * 10; /* 10 for each 5 % from a half */
}

void qr_symbol_best(struct qr_symbol *ret, const uint8_t words[static QR_WORDS])
{
	struct qr_symbol data, tried;
	struct frame frame;
	int best = INT_MAX;

	frame_make(&frame);
	place(&data, &frame, words);
	for (int mask = 0; mask < QR_MASKS; mask++) {
		int penalty;

		finish(&tried, &data, &frame, mask);
		penalty = qr_symbol_penalty(&tried);
		if (penalty < best) {
			best = penalty;
			*ret = tried;
		}
	}
}
