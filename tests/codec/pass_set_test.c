#include "codec/pass_set.h"

#include <stdlib.h>

#include "base/auto.h"
#include "base/text.h"
#include "check.h"

static struct err err;

/* docs/bundle.md; made by a program that has nothing in common with ours. */
static const struct pass_mark few[] = {
	{ 5, 3 }, { 6, 0 }, { 0x8123456789ab, 0x200 }, { 0xffffffffffff, 16 }
};
static const char few_hex[] =
	"000000042e0a00000000000b8000000000000000302468acf134800df6e5d4c3b29840";

static void fill(struct pass_set *set, const struct pass_mark *marks, size_t count, int width)
{
	set->width = width;
	for (size_t i = 0; i < count; i++)
		CHECK_OK(pass_set_add(set, &marks[i], &err));
}

static bool same(const struct pass_set *a, const struct pass_set *b)
{
	bool same = a->count == b->count && a->width == b->width;

	for (size_t i = 0; same && i < a->count; i++)
		same = a->marks[i].pass == b->marks[i].pass && a->marks[i].used == b->marks[i].used;
	return same;
}

static void a_set_is_written_as_the_document_says(void)
{
	AUTO(pass_set_release) struct pass_set set = { 0 }, again = { 0 };
	AUTO(buf_release) struct buf text = { 0 };
	unsigned char want[(sizeof few_hex - 1) / 2];
	size_t used = 0;

	CHECK(text_unhex(want, sizeof want, few_hex));
	fill(&set, few, COUNT_OF(few), 10);
	CHECK_OK(pass_set_format(&set, &text, &err));
	if (CHECK_INT(text.size, sizeof want))
		CHECK_BYTES(text.data, want, sizeof want);
	buf_adds(&text, "what follows");
	CHECK_OK(pass_set_parse(&again, text.data, text.size, &used, &err));
	CHECK_INT(used, sizeof want);
	CHECK(same(&set, &again));
}

static void an_empty_one_is_a_head(void)
{
	AUTO(pass_set_release) struct pass_set set = { 0 }, again = { 0 };
	AUTO(buf_release) struct buf text = { 0 };
	size_t used = 0;

	CHECK_OK(pass_set_format(&set, &text, &err));
	CHECK_INT(text.size, PASS_SET_HEAD_SIZE);
	CHECK_OK(pass_set_parse(&again, text.data, text.size, &used, &err));
	CHECK_INT(again.count, 0);
	CHECK(!pass_set_find(&again, 5));
}

/* Ids as they are made: 48 random bits. */
static void fill_random(struct pass_set *set, size_t count, int width)
{
	uint64_t state = 88172645463325252;

	set->width = width;
	for (size_t i = 0; i < count; i++) {
		struct pass_mark mark;

		state ^= state << 13;
		state ^= state >> 7;
		state ^= state << 17;
		mark.pass = (int64_t)(state >> 16);
		mark.used = (unsigned)(state & ((1u << width) - 1));
		CHECK_OK(pass_set_add(set, &mark, &err));
	}
	pass_set_sort(set);
}

static void twenty_thousand_passes_fit_in_128_kilobytes(void)
{
	static const struct {
		int width;
		size_t most;
	} cases[] = { { 10, 113200 }, { PASS_SET_WIDTH_MAX, 125700 } };

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		AUTO(pass_set_release) struct pass_set set = { 0 }, again = { 0 };
		AUTO(buf_release) struct buf text = { 0 };
		size_t used = 0;

		fill_random(&set, 20000, cases[i].width);
		CHECK_OK(pass_set_format(&set, &text, &err));
		if (text.size > cases[i].most)
			CHECK_FAIL("%zu bytes", text.size);
		CHECK_OK(pass_set_parse(&again, text.data, text.size, &used, &err));
		CHECK(used == text.size && same(&set, &again));
	}
}

static void every_size_comes_back(void)
{
	for (size_t count = 1; count < 300; count += 1 + count / 8) {
		AUTO(pass_set_release) struct pass_set set = { 0 }, again = { 0 };
		AUTO(buf_release) struct buf text = { 0 };
		size_t used = 0;

		fill_random(&set, count, (int)(count % 16));
		CHECK_OK(pass_set_format(&set, &text, &err));
		CHECK_OK(pass_set_parse(&again, text.data, text.size, &used, &err));
		CHECK(used == text.size && same(&set, &again));
	}
}

static void a_pass_is_found_by_its_id(void)
{
	AUTO(pass_set_release) struct pass_set set = { 0 };
	const struct pass_mark *mark;

	fill(&set, few, COUNT_OF(few), 10);
	mark = pass_set_find(&set, 0x8123456789ab);
	if (CHECK(mark))
		CHECK_INT(mark->used, 0x200);
	CHECK(!pass_set_find(&set, 4) && !pass_set_find(&set, 7));
}

/* Whatever is read is what we would have written: no two texts mean the same. */
static void check_one_text(const char *data, size_t size)
{
	AUTO(pass_set_release) struct pass_set set = { 0 };
	AUTO(buf_release) struct buf text = { 0 };
	size_t used = 0;

	if (!pass_set_parse(&set, data, size, &used, &err)) {
		CHECK_TEXT(err.name, "bad_bundle");
		return;
	}
	CHECK_OK(pass_set_format(&set, &text, &err));
	if (CHECK_INT(text.size, used))
		CHECK_BYTES(text.data, data, used);
}

static void damage_is_seen_or_means_another_set(void)
{
	unsigned char bytes[(sizeof few_hex - 1) / 2];
	AUTO(pass_set_release) struct pass_set set = { 0 };
	size_t used;

	CHECK(text_unhex(bytes, sizeof bytes, few_hex));
	for (size_t bit = 0; bit < 8 * sizeof bytes; bit++) {
		bytes[bit / 8] ^= (unsigned char)(1 << bit % 8);
		check_one_text((const char *)bytes, sizeof bytes);
		bytes[bit / 8] ^= (unsigned char)(1 << bit % 8);
	}
	for (size_t size = 0; size < sizeof bytes; size++) {
		char *cut = malloc(size + !size);

		memcpy(cut, bytes, size);
		CHECK_ERR(pass_set_parse(&set, cut, size, &used, &err), ERR_INPUT);
		free(cut);
	}
	bytes[sizeof bytes - 1] |= 1; /* padding */
	CHECK_ERR(pass_set_parse(&set, (const char *)bytes, sizeof bytes, &used, &err), ERR_INPUT);
}

CHECK_MAIN({ "a_set_is_written_as_the_document_says", a_set_is_written_as_the_document_says },
           { "an_empty_one_is_a_head", an_empty_one_is_a_head },
           { "every_size_comes_back", every_size_comes_back },
           { "twenty_thousand_passes_fit_in_128_kilobytes",
             twenty_thousand_passes_fit_in_128_kilobytes },
           { "a_pass_is_found_by_its_id", a_pass_is_found_by_its_id },
           { "damage_is_seen_or_means_another_set", damage_is_seen_or_means_another_set })
