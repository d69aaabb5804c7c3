#include "render/finish.h"

#include <stdint.h>
#include <string.h>

#include "base/auto.h"
#include "base/text.h"
#include "render/pack.h"

/* What remains to be said; Cairo numbers the elements of the structure in reading order. */
struct saying {
	const char *alt, *alts_end;
	const char *language, *languages_end;
	const char *main_language;
};

static uint32_t next_character(const unsigned char **p)
{
	uint32_t c = *(*p)++;
	int more = c < 0xc0 ? 0 : c < 0xe0 ? 1 : c < 0xf0 ? 2 : 3;

	if (more)
		c &= 0x3fu >> more;
	for (; more && (**p & 0xc0) == 0x80; more--)
		c = c << 6 | (*(*p)++ & 0x3f);
	return c;
}

static void add_unit(struct buf *to, unsigned unit)
{
	const unsigned char bytes[2] = { (unsigned char)(unit >> 8), (unsigned char)unit };
	char hex[5];

	text_hex(hex, bytes, sizeof bytes);
	buf_add(to, hex, 4);
}

/* A text string as PDF has it for all scripts: UTF-16BE with its mark, in hexadecimal. */
static void add_string(struct buf *to, const char *key, const char *text)
{
	const unsigned char *p = (const unsigned char *)text;

	buf_addf(to, " %s <feff", key);
	while (*p) {
		uint32_t c = next_character(&p);

		if (c >= 0x10000) {
			add_unit(to, 0xd800 + ((c - 0x10000) >> 10));
			c = 0xdc00 + ((c - 0x10000) & 0x3ff);
		}
		add_unit(to, c);
	}
	buf_addc(to, '>');
}

static const char *take(const char **next, const char *end)
{
	const char *text = *next;

	if (text >= end)
		return NULL;
	*next += strlen(text) + 1;
	return text;
}

static bool has(const struct pack_object *object, const char *text)
{
	return memmem(object->body, object->size, text, strlen(text)) != NULL;
}

/* Every object that lacks something is a dictionary: "<< ... >>". */
static void add_object(void *context, struct buf *to, const struct pack_object *object)
{
	struct saying *saying = context;
	bool element = has(object, "/Type /StructElem");
	const char *text = NULL, *key = NULL;

	if (element && has(object, "/S /Figure\n")) {
		key = "/Alt";
		text = take(&saying->alt, saying->alts_end);
	} else if (element && has(object, "/S /Sect\n")) {
		key = "/Lang";
		text = take(&saying->language, saying->languages_end);
	}
	if (!text && !object->is_root) {
		buf_add(to, object->body, object->size);
		return;
	}
	buf_adds(to, "<<");
	if (text)
		add_string(to, key, text);
	if (object->is_root) {
		add_string(to, "/Lang", saying->main_language);
		buf_addf(to, " /ViewerPreferences << /DisplayDocTitle true >> /Metadata %zu 0 R",
		         object->metadata);
	}
	buf_add(to, object->body + 2, object->size - 2);
}

static void add_escaped(struct buf *to, const char *text)
{
	for (; *text; text++) {
		if (*text == '<')
			buf_adds(to, "&lt;");
		else if (*text == '&')
			buf_adds(to, "&amp;");
		else
			buf_addc(to, *text);
	}
}

static void add_xmp(struct buf *to, const char *title, const char *language)
{
	buf_adds(to, "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
	             "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF "
	             "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description "
	             "rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>"
	             "<rdf:Alt><rdf:li xml:lang=\"x-default\">");
	add_escaped(to, title);
	buf_adds(to, "</rdf:li></rdf:Alt></dc:title><dc:language><rdf:Bag><rdf:li>");
	add_escaped(to, language);
	buf_adds(to, "</rdf:li></rdf:Bag></dc:language></rdf:Description></rdf:RDF></x:xmpmeta>\n"
	             "<?xpacket end=\"r\"?>");
}

bool finish_pdf(struct buf *to, const struct buf *drawn, const struct finish *finish,
                struct err *err)
{
	AUTO(buf_release) struct buf xmp = { 0 };
	const char *alts = buf_text(finish->alts), *languages = buf_text(finish->languages);
	struct saying saying = {
		.alt = alts,
		.alts_end = alts + finish->alts->size,
		.language = languages,
		.languages_end = languages + finish->languages->size,
		.main_language = languages,
	};
	const struct pack_edit edit = { add_object, &saying, &xmp };

	add_xmp(&xmp, finish->title, languages);
	return buf_check(&xmp, err) && pack_pdf(to, drawn, &edit, err);
}
