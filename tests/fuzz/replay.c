/* A fuzz target as a test: replay CORPUS ROUNDS [DICTIONARY]. Every stored input first, then ROUNDS
 * inputs made of them, always the same ones, so that a run tells a little more than that the past
 * is past. In place of libFuzzer, which finds new ones (`./dev fuzz`). */
#include <dirent.h>
#include <signal.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "fuzz.h"

enum { INPUTS_MAX = 400, INPUT_SIZE_MAX = 64 * 1024, SHOWN_MAX = 4000 };

struct list {
	struct buf items[INPUTS_MAX];
	size_t count;
};

/* ---- who dies says of what ---- */

static const struct buf *tried;

/* Not defined where no sanitizer is. */
__attribute__((weak)) void __sanitizer_set_death_callback(void (*callback)(void));

/* In hexadecimal: `xxd -r -p` gives it back. Without the library: memory may be what broke. */
static void show(void)
{
	static const char digits[] = "0123456789abcdef", before[] = "# the input: ";
	static char said[2 * SHOWN_MAX + 1];
	size_t size = tried ? tried->size : 0, used = 0;

	for (size_t i = 0; i < size && i < SHOWN_MAX; i++) {
		unsigned char c = (unsigned char)tried->data[i];

		said[used++] = digits[c >> 4];
		said[used++] = digits[c & 15];
	}
	said[used++] = '\n';
	if (tried && write(STDOUT_FILENO, before, sizeof before - 1) > 0)
		(void)!write(STDOUT_FILENO, said, used);
	tried = NULL;
}

static void die(int number)
{
	show();
	signal(number, SIG_DFL);
	raise(number);
}

static void watch(void)
{
	signal(SIGABRT, die);
	if (__sanitizer_set_death_callback)
		__sanitizer_set_death_callback(show);
	else
		signal(SIGSEGV, die);
}

static void try(const struct buf *input)
{
	/* a copy of the very size, so that a sanitizer sees who reads beyond it */
	uint8_t *data = malloc(input->size + !input->size);

	MUST(data);
	memcpy(data, buf_text(input), input->size);
	tried = input;
	MUST(LLVMFuzzerTestOneInput(data, input->size) == 0);
	tried = NULL;
	free(data);
}

/* ---- what is stored ---- */

static int compare(const void *a, const void *b)
{
	const struct buf *x = a, *y = b;
	int order = memcmp(x->data, y->data, x->size < y->size ? x->size : y->size);

	return order ? order : (x->size > y->size) - (x->size < y->size);
}

/* All files of the folder, in an order that no file system chooses. */
static void read_corpus(struct list *list, const char *folder)
{
	DIR *dir = opendir(folder);
	struct err err = { 0 };
	char path[4096];

	for (struct dirent *entry; dir && (entry = readdir(dir));) {
		if (*entry->d_name == '.')
			continue;
		MUST(list->count < INPUTS_MAX);
		snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
		buf_add(&list->items[list->count], "", 0);
		MUST(file_read(&list->items[list->count++], path, INPUT_SIZE_MAX, &err));
	}
	if (dir)
		closedir(dir);
	qsort(list->items, list->count, sizeof *list->items, compare);
}

static void add_escaped(struct buf *to, const char *text)
{
	for (unsigned byte; *text && *text != '"'; text++) {
		if (*text != '\\')
			buf_addc(to, *text);
		else if (*++text == 'x' && sscanf(text + 1, "%2x", &byte) == 1)
			buf_addc(to, (char)byte), text += 2;
		else
			buf_addc(to, *text);
	}
}

/* libFuzzer's dictionaries: a line is "word" or name="word", with \\ \" \xAB inside. */
static void read_dictionary(struct list *list, const char *path)
{
	AUTO(buf_release) struct buf text = { 0 };
	struct err err = { 0 };
	char *rest, *line;

	MUST(file_read(&text, path, INPUT_SIZE_MAX, &err));
	for (rest = text.data; (line = strsep(&rest, "\n"));) {
		char *quote = strchr(line, '"');

		if (*line == '#' || !quote)
			continue;
		MUST(list->count < INPUTS_MAX);
		add_escaped(&list->items[list->count++], quote + 1);
	}
}

static void release(struct list *list)
{
	while (list->count)
		buf_release(&list->items[--list->count]);
}

/* ---- what is made of it ---- */

/* splitmix64 (Steele, Lea, Flood 2014): the same numbers on every machine. */
static uint64_t next(uint64_t *state)
{
	uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

static size_t below(uint64_t *state, size_t limit)
{
	return limit ? (size_t)(next(state) % limit) : 0;
}

/* The input with `gone` bytes at `at` replaced by others. */
static void splice(struct buf *input, size_t at, size_t gone, const struct buf *others)
{
	struct buf made = { 0 };

	buf_add(&made, buf_text(input), at);
	if (others)
		buf_add(&made, buf_text(others), others->size);
	buf_adds(&made, "");
	buf_add(&made, buf_text(input) + at + gone, input->size - at - gone);
	buf_release(input);
	*input = made;
}

static void change(struct buf *input, const struct list *corpus, const struct list *words,
                   uint64_t *state)
{
	static const unsigned char odd[] = { 0,   1,   9,    10,   ' ',  '"',  '/',
		                             '0', '{', 0x7f, 0x80, 0xc3, 0xe2, 0xff };
	size_t at = below(state, input->size + 1), left = input->size - at;
	size_t length = 1 + below(state, left < 8 || next(state) % 4 ? 8 : left);
	struct buf part = { 0 };

	switch (below(state, 6)) {
	case 0: /* a bit */
		if (left)
			input->data[at] ^= (char)(1 << below(state, 8));
		break;
	case 1: /* a byte */
		if (left)
			input->data[at] = (char)odd[below(state, sizeof odd)];
		break;
	case 2: /* less */
		splice(input, at, length < left ? length : left, NULL);
		break;
	case 3: /* the same again */
		buf_add(&part, buf_text(input) + at, length < left ? length : left);
		splice(input, below(state, input->size + 1), 0, &part);
		break;
	case 4: /* a word of the trade */
		if (words->count)
			splice(input, at, 0, &words->items[below(state, words->count)]);
		break;
	case 5: /* the end of another one */
		splice(input, at, left, &corpus->items[below(state, corpus->count)]);
		break;
	}
	buf_release(&part);
}

static void try_changed(const struct list *corpus, const struct list *words, long rounds)
{
	uint64_t state = 1;

	for (long round = 0; round < rounds; round++) {
		const struct buf *from = &corpus->items[(size_t)round % corpus->count];
		AUTO(buf_release) struct buf input = { 0 };

		buf_add(&input, buf_text(from), from->size);
		for (size_t changes = 1 + below(&state, 4); changes; changes--)
			change(&input, corpus, words, &state);
		if (input.size <= INPUT_SIZE_MAX)
			try(&input);
	}
}

int main(int argc, char **argv)
{
	static struct list corpus, words;
	long rounds = argc > 2 ? strtol(argv[2], NULL, 10) : 0;

	if (argc < 3 || rounds < 1) {
		fprintf(stderr, "%s CORPUS ROUNDS [DICTIONARY]\n", argv[0]);
		return 2;
	}
	setvbuf(stdout, NULL, _IOLBF, 0);
	printf("1..2\n");
	watch();
	if (LLVMFuzzerInitialize)
		LLVMFuzzerInitialize(&argc, &argv);
	read_corpus(&corpus, argv[1]);
	if (argc > 3 && file_exists(argv[3]))
		read_dictionary(&words, argv[3]);
	for (size_t i = 0; i < corpus.count; i++)
		try(&corpus.items[i]);
	printf("%s 1 - what_is_stored_keeps_every_promise\n", corpus.count ? "ok" : "not ok");
	if (corpus.count)
		try_changed(&corpus, &words, rounds);
	printf("%s 2 - so_does_what_is_made_of_it\n", corpus.count ? "ok" : "not ok");
	release(&words);
	if (!corpus.count)
		return 1;
	release(&corpus);
	return 0;
}
