#include "codec/note.h"

#include <string.h>

#include "base/auto.h"
#include "base/text.h"
#include "codec/base64.h"

static const char dash[] = "\u2014 ";

static bool bad_note(struct err *err, const char *why)
{
	return err_named(err, ERR_INPUT, "bad_note", "not a signed note: %s", why);
}

bool note_body_is_good(const char *body, size_t size)
{
	if (!size || body[0] == '\n' || body[size - 1] != '\n' || !text_is_utf8(body, size))
		return false;
	for (size_t i = 0; i < size; i++)
		if (((unsigned char)body[i] < ' ' && body[i] != '\n') || body[i] == 0x7f)
			return false;
	return true;
}

/* One line, without its line feed. */
static bool signature_parse(const char *line, size_t size, struct note_signature *ret)
{
	size_t mark = sizeof dash - 1;
	AUTO(buf_release) struct buf bytes = { 0 };
	const char *name = line + mark, *space;

	if (size <= mark || memcmp(line, dash, mark))
		return false;
	space = memchr(name, ' ', size - mark);
	if (!space || !vkey_name_is_good(name, (size_t)(space - name)) ||
	    !base64_parse(&bytes, space + 1, (size_t)(line + size - space - 1)) || bytes.failed ||
	    bytes.size <= VKEY_ID_SIZE)
		return false;
	*ret = (struct note_signature){ .size = bytes.size - VKEY_ID_SIZE };
	memcpy(ret->name, name, (size_t)(space - name));
	memcpy(ret->id, bytes.data, VKEY_ID_SIZE);
	if (ret->size > sizeof ret->bytes)
		ret->size = 0;
	memcpy(ret->bytes, bytes.data + VKEY_ID_SIZE, ret->size);
	return true;
}

/* Where the signatures begin: after the last empty line. NULL when there is none. */
static const char *signatures_begin(const char *text, size_t size)
{
	for (size_t i = size; i >= 2; i--)
		if (text[i - 1] == '\n' && text[i - 2] == '\n')
			return text + i;
	return NULL;
}

bool note_parse(const char *text, size_t size, struct note *ret, struct err *err)
{
	const char *line, *end = text + size, *feed;
	struct note note = { .body = text };

	if (size > NOTE_SIZE_MAX || !note_body_is_good(text, size))
		return bad_note(err, "it must be lines of plain UTF-8 text");
	line = signatures_begin(text, size);
	if (!line || line == end)
		return bad_note(err, "it has no signature");
	note.body_size = (size_t)(line - 1 - text);
	for (; line < end; line = feed + 1) {
		feed = memchr(line, '\n', (size_t)(end - line));
		if (note.count == NOTE_SIGNATURES_MAX)
			return bad_note(err, "it has too many signatures");
		if (!signature_parse(line, (size_t)(feed - line), &note.signatures[note.count++]))
			return bad_note(err, "a signature line is malformed");
	}
	*ret = note;
	return true;
}

void note_add_signature(struct buf *to, const struct note_signature *signature)
{
	AUTO(buf_release) struct buf bytes = { 0 };

	buf_add(&bytes, signature->id, VKEY_ID_SIZE);
	buf_add(&bytes, signature->bytes, signature->size);
	if (bytes.failed)
		to->failed = true;
	buf_addf(to, "%s%s ", dash, signature->name);
	base64_format(to, bytes.data, bytes.size);
	buf_addc(to, '\n');
}
