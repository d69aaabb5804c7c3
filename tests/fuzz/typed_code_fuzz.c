/* Twelve symbols that hands typed: read exactly, proposed with one symbol mended, or not at all. */
#include "codec/typed_code.h"

#include "codec/base32.h"
#include "codec/voucher_text.h"
#include "crypto/code.h"
#include "crypto/opaque.h"
#include "fuzz.h"
#include "keys.h"

enum { SYMBOLS = 12 };

static struct keys keys;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc, (void)argv;
	keys_open(&keys);
	return 0;
}

/* A voucher that a code names is the only one with that code. */
static void find(uint64_t bits, const char *code)
{
	char again[VOUCHER_CODE_SIZE];
	int64_t serial;
	int number;

	typed_code_format(bits, again);
	MUST(strcmp(again, code) == 0);
	if (!code_find(keys.master, bits, &serial, &number))
		return;
	MUST(serial >= 0 && serial <= UINT32_MAX && number >= 0 && number <= VOUCHERS_MAX);
	code_format(keys.master, serial, number, again);
	MUST(strcmp(again, code) == 0);
}

static void propose(const char *text, const char *code)
{
	unsigned char typed[SYMBOLS], meant[SYMBOLS];
	char again[VOUCHER_CODE_SIZE];
	uint64_t bits;
	int wrong = 0;

	MUST(typed_code_parse(code, &bits, again) == TYPED_CODE_EXACT);
	MUST(strcmp(again, code) == 0);
	MUST(base32_read(text, typed, SYMBOLS) && base32_read(code, meant, SYMBOLS));
	for (int i = 0; i < SYMBOLS; i++)
		wrong += typed[i] != meant[i];
	MUST(wrong == 1);
}

static void read_id(const char *text)
{
	char again[OPAQUE_SIZE];
	int64_t id;

	if (!opaque_parse(keys.master, text, &id))
		return;
	MUST(id >= 0 && id >> OPAQUE_BITS == 0);
	opaque_format(keys.master, id, again);
	MUST(strcmp(again, text) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(fuzz_free) char *text = fuzz_text(data, size);
	const uint64_t untouched = UINT64_C(0xfeedfeedfeedfeed);
	char code[VOUCHER_CODE_SIZE];
	uint64_t bits = untouched;

	read_id(text);
	switch (typed_code_parse(text, &bits, code)) {
	case TYPED_CODE_EXACT:
		MUST(bits >> TYPED_CODE_BITS == 0);
		find(bits, code);
		break;
	case TYPED_CODE_PROPOSED:
		MUST(bits == untouched);
		propose(text, code);
		break;
	case TYPED_CODE_UNREADABLE:
		MUST(bits == untouched);
		break;
	}
	return 0;
}
