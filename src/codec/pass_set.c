#include "codec/pass_set.h"

#include <stdlib.h>

#include "base/auto.h"

enum { ID_BITS = 48 };

static const int64_t ids = INT64_C(1) << ID_BITS;

void pass_set_release(struct pass_set *set)
{
	free(set->marks);
	*set = (struct pass_set){ 0 };
}

bool pass_set_add(struct pass_set *set, const struct pass_mark *mark, struct err *err)
{
	if (set->count == set->room) {
		size_t room = set->room ? 2 * set->room : 256;
		struct pass_mark *more = reallocarray(set->marks, room, sizeof *more);

		if (!more)
			return err_memory(err);
		set->marks = more;
		set->room = room;
	}
	set->marks[set->count++] = *mark;
	return true;
}

static int by_pass(const void *a, const void *b)
{
	const struct pass_mark *x = a, *y = b;

	return (x->pass > y->pass) - (x->pass < y->pass);
}

void pass_set_sort(struct pass_set *set)
{
	if (set->count)
		qsort(set->marks, set->count, sizeof *set->marks, by_pass);
}

const struct pass_mark *pass_set_find(const struct pass_set *set, int64_t pass)
{
	const struct pass_mark wanted = { .pass = pass };

	return set->count ? bsearch(&wanted, set->marks, set->count, sizeof wanted, by_pass) : NULL;
}

static int low_bits(size_t count)
{
	int low = ID_BITS;

	while ((int64_t)count > ids >> low)
		low--;
	return low;
}

/* ---- writing ---- */

struct bit_writer {
	struct buf *to;
	unsigned byte;
	int free; /* bits of it */
};

static void put_bit(struct bit_writer *bits, bool bit)
{
	bits->byte |= (unsigned)bit << --bits->free;
	if (bits->free)
		return;
	buf_addc(bits->to, (char)bits->byte);
	bits->byte = 0;
	bits->free = 8;
}

static void put(struct bit_writer *bits, int64_t value, int count)
{
	while (count--)
		put_bit(bits, value >> count & 1);
}

static void put_mark(struct bit_writer *bits, const struct pass_mark *mark, int64_t gap, int low,
                     int width)
{
	for (int64_t ones = gap >> low; ones; ones--)
		put_bit(bits, true);
	put_bit(bits, false);
	put(bits, gap, low);
	for (int i = 0; i < width; i++)
		put_bit(bits, mark->used >> i & 1);
}

bool pass_set_format(const struct pass_set *set, struct buf *to, struct err *err)
{
	struct bit_writer bits = { .to = to, .free = 8 };
	int low = low_bits(set->count);
	int64_t before = -1;

	if (set->count > PASS_SET_COUNT_MAX)
		return err_set(err, ERR_SYSTEM, "%zu passes are too many to take along",
		               set->count);
	put(&bits, (int64_t)set->count, 32);
	put(&bits, low, 8);
	put(&bits, set->width, 8);
	for (size_t i = 0; i < set->count; i++) {
		put_mark(&bits, &set->marks[i], set->marks[i].pass - before - 1, low, set->width);
		before = set->marks[i].pass;
	}
	if (bits.free < 8)
		buf_addc(to, (char)bits.byte);
	return buf_check(to, err);
}

/* ---- reading ---- */

struct bit_reader {
	const unsigned char *data;
	uint64_t at, end; /* bits */
	bool failed;      /* they ran out */
};

static int get_bit(struct bit_reader *bits)
{
	uint64_t at = bits->at++;

	if (at >= bits->end) {
		bits->failed = true;
		return 0;
	}
	return bits->data[at / 8] >> (7 - at % 8) & 1;
}

static int64_t get(struct bit_reader *bits, int count)
{
	int64_t value = 0;

	while (count--)
		value = value << 1 | get_bit(bits);
	return value;
}

/* False when it is none that put_mark() writes. */
static bool get_mark(struct bit_reader *bits, int64_t before, int low, int width,
                     struct pass_mark *ret)
{
	int64_t ones = 0, most = (ids - 1 - before) >> low;

	while (get_bit(bits))
		if (++ones > most)
			return false;
	ret->pass = before + 1 + (ones << low) + get(bits, low);
	ret->used = 0;
	for (int i = 0; i < width; i++)
		ret->used |= (unsigned)get_bit(bits) << i;
	return !bits->failed && ret->pass < ids;
}

static bool get_head(struct bit_reader *bits, struct pass_set *set, size_t *ret_count, int *ret_low)
{
	*ret_count = (size_t)get(bits, 32);
	*ret_low = (int)get(bits, 8);
	set->width = (int)get(bits, 8);
	return !bits->failed && *ret_count <= PASS_SET_COUNT_MAX &&
	       *ret_low == low_bits(*ret_count) && set->width <= PASS_SET_WIDTH_MAX;
}

bool pass_set_parse(struct pass_set *ret, const char *data, size_t size, size_t *ret_used,
                    struct err *err)
{
	struct bit_reader bits = { .data = (const unsigned char *)data, .end = 8 * (uint64_t)size };
	AUTO(pass_set_release) struct pass_set set = { 0 };
	struct pass_mark mark = { .pass = -1 };
	size_t count;
	bool good;
	int low;

	good = get_head(&bits, &set, &count, &low);
	while (good && set.count < count) {
		good = get_mark(&bits, mark.pass, low, set.width, &mark);
		if (good && !pass_set_add(&set, &mark, err))
			return false;
	}
	while (good && bits.at % 8)
		good = !get_bit(&bits);
	if (!good)
		return err_named(err, ERR_INPUT, "bad_bundle", "a list of passes is damaged");
	*ret_used = (size_t)(bits.at / 8);
	*ret = set;
	set.marks = NULL;
	return true;
}
