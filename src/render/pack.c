#include "render/pack.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "codec/deflate.h"

enum { PACKED_MAX = 200, ENTRY_SIZE = 20, FIELD_BYTES = 7, FEW = 400 };

enum state { FREE, PLAIN, STREAM, PACKED };

/* An object where it was read, then where it was written. */
struct object {
	const char *body, *end; /* up to its "endobj" */
	enum state state;
	uint32_t place;  /* offset in the file; of a packed one, the number of its object stream */
	uint16_t within; /* its index there */
};

struct pack {
	const struct pack_edit *edit;
	const struct buf *drawn;
	struct buf *to;
	size_t base; /* `to` may hold something already */
	struct object *objects;
	size_t count, capacity; /* from 0, which is always free */
	size_t root, info, metadata;
};

static void pack_release(struct pack *pack)
{
	free(pack->objects);
}

static bool malformed(struct err *err, const char *what)
{
	return err_set(err, ERR_SYSTEM, "finishing the PDF: %s", what);
}

/* The last place of `text` in the drawn bytes. */
static const char *find_last(const struct pack *pack, const char *text)
{
	const char *data = pack->drawn->data, *found = NULL;
	size_t size = strlen(text), tail = pack->drawn->size < 400 ? pack->drawn->size : 400;

	for (const char *p = data + pack->drawn->size - tail;
	     (p = memmem(p, (size_t)(data + pack->drawn->size - p), text, size)); p++)
		found = p;
	return found;
}

static bool number_after(const struct pack *pack, const char *text, size_t *ret)
{
	const char *found = find_last(pack, text);

	if (found)
		*ret = strtoul(found + strlen(text), NULL, 10);
	return found != NULL;
}

static int compare_places(const void *a, const void *b)
{
	const struct object *const *one = a, *const *other = b;

	return (*one)->place < (*other)->place ? -1 : (*one)->place > (*other)->place;
}

/* "N 0 obj\n" ... "endobj": an object ends where the next one in the file begins. */
static bool find_bodies(struct pack *pack, size_t table, struct err *err)
{
	struct object **order = calloc(pack->count, sizeof(struct object *));
	const char *data = pack->drawn->data;
	size_t count = 0;

	if (!order)
		return err_memory(err);
	for (size_t i = 1; i < pack->count; i++)
		if (pack->objects[i].state != FREE)
			order[count++] = &pack->objects[i];
	qsort(order, count, sizeof(struct object *), compare_places);
	for (size_t i = 0; i < count; i++) {
		struct object *o = order[i];
		size_t end = i + 1 < count ? order[i + 1]->place : table;
		const char *begun = o->place < end && end <= table
		                            ? memmem(data + o->place, end - o->place, " obj\n", 5)
		                            : NULL;

		if (!begun || memcmp(data + end - 7, "endobj\n", 7) != 0) {
			free(order);
			return malformed(err, "an object is not where the table says");
		}
		o->body = begun + 5;
		o->end = data + end - 7;
		if ((size_t)(o->end - o->body) > 10 && memcmp(o->end - 10, "endstream\n", 10) == 0)
			o->state = STREAM;
	}
	free(order);
	return true;
}

static bool read_table(struct pack *pack, struct err *err)
{
	size_t table, size;
	const char *entries;
	char *end;

	if (!number_after(pack, "startxref\n", &table) || !number_after(pack, "/Size ", &size) ||
	    !number_after(pack, "/Root ", &pack->root) ||
	    !number_after(pack, "/Info ", &pack->info) || table >= pack->drawn->size ||
	    pack->drawn->size > UINT32_MAX / 2 ||
	    memcmp(pack->drawn->data + table, "xref\n0 ", 7) != 0)
		return malformed(err, "there is no table of contents");
	if (strtoul(pack->drawn->data + table + 7, &end, 10) != size ||
	    size > (pack->drawn->size - table) / ENTRY_SIZE || pack->root >= size)
		return malformed(err, "the table of contents is cut off");
	entries = end + 1;
	pack->count = size;
	pack->capacity = size + size / PACKED_MAX + 4;
	pack->objects = calloc(pack->capacity, sizeof *pack->objects);
	if (!pack->objects)
		return err_memory(err);
	for (size_t i = 1; i < size; i++)
		if (entries[i * ENTRY_SIZE + 17] == 'n') {
			pack->objects[i].state = PLAIN;
			pack->objects[i].place =
				(uint32_t)strtoul(entries + i * ENTRY_SIZE, NULL, 10);
		}
	pack->metadata = pack->count++;
	return find_bodies(pack, table, err);
}

static void begin(struct pack *pack, size_t number)
{
	pack->objects[number].state = STREAM;
	pack->objects[number].place = (uint32_t)(pack->to->size - pack->base);
	buf_addf(pack->to, "%zu 0 obj\n", number);
}

/* Cairo indents the keys of a stream. */
static void add_keys(struct buf *to, const char *keys, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (keys[i] != ' ' || (i && keys[i - 1] != ' ' && keys[i - 1] != '\n'))
			buf_addc(to, keys[i]);
}

/* Cairo says the length of a stream in an object of its own; it is said directly, and that object
 * is no more. */
static void copy_stream(struct pack *pack, size_t number)
{
	static const char key[] = "/Length ";
	struct object *o = &pack->objects[number];
	const char *body = o->body, *end = o->end, *at, *rest;
	const char *data = memmem(body, (size_t)(end - body), "stream\n", 7);
	size_t length;

	at = data ? memmem(body, (size_t)(data - body), key, sizeof key - 1) : NULL;
	begin(pack, number);
	if (at) {
		length = strtoul(at + sizeof key - 1, (char **)&rest, 10);
		if (memcmp(rest, " 0 R", 4) == 0 && length < pack->metadata &&
		    pack->objects[length].body) {
			add_keys(pack->to, body, (size_t)(at - body) + sizeof key - 1);
			buf_addf(pack->to, "%lu", strtoul(pack->objects[length].body, NULL, 10));
			pack->objects[length].state = FREE;
			add_keys(pack->to, rest + 4, (size_t)(data - rest - 4));
			body = data;
		}
	}
	buf_add(pack->to, body, (size_t)(end - body));
	buf_adds(pack->to, "endobj\n");
}

/* A stream object of its own: `about` are its keys besides length and filter. In a document of few
 * objects its size counts, else the time. */
static bool add_compressed(struct pack *pack, const char *about, const struct buf *content,
                           struct err *err)
{
	AUTO(buf_release) struct buf packed = { 0 };

	if (!buf_check(content, err) ||
	    !deflate_whole(content->data, content->size,
	                   pack->count < FEW ? DEFLATE_SMALL : DEFLATE_FAST, &packed, err))
		return false;
	buf_addf(pack->to, "<< %s /Filter /FlateDecode /Length %zu >>\nstream\n", about,
	         packed.size);
	buf_add(pack->to, packed.data, packed.size);
	buf_adds(pack->to, "\nendstream\nendobj\n");
	return true;
}

/* Objects of one object stream: "number offset" for each, then all of them. */
static bool flush(struct pack *pack, struct buf *index, struct buf *bodies, size_t *packed,
                  struct err *err)
{
	AUTO(buf_release) struct buf content = { 0 };
	size_t number = pack->count;
	char about[80];

	if (!*packed)
		return true;
	pack->count++;
	snprintf(about, sizeof about, "/Type /ObjStm /N %zu /First %zu", *packed, index->size);
	buf_add(&content, buf_text(index), index->size);
	buf_add(&content, buf_text(bodies), bodies->size);
	buf_clear(index);
	buf_clear(bodies);
	*packed = 0;
	begin(pack, number);
	return add_compressed(pack, about, &content, err);
}

static bool pack_plain(struct pack *pack, size_t until, struct err *err)
{
	AUTO(buf_release) struct buf index = { 0 }, bodies = { 0 };
	size_t packed = 0;

	for (size_t i = 1; i < until; i++) {
		struct object *o = &pack->objects[i];
		const struct pack_object object = {
			.body = o->body,
			.size = o->state == PLAIN ? (size_t)(o->end - o->body) : 0,
			.is_root = i == pack->root,
			.metadata = pack->metadata,
		};

		if (o->state != PLAIN)
			continue;
		o->state = PACKED;
		o->place = (uint32_t)pack->count;
		o->within = (uint16_t)packed++;
		buf_addf(&index, "%zu %zu ", i, bodies.size);
		pack->edit->add(pack->edit->context, &bodies, &object);
		if (packed == PACKED_MAX && !flush(pack, &index, &bodies, &packed, err))
			return false;
	}
	return buf_check(&index, err) && buf_check(&bodies, err) &&
	       flush(pack, &index, &bodies, &packed, err);
}

/* Where every object is: kind, place, index within, in 1, 4 and 2 bytes. */
static bool add_table(struct pack *pack, struct err *err)
{
	static const unsigned char kinds[] = { [FREE] = 0, [STREAM] = 1, [PACKED] = 2 };
	AUTO(buf_release) struct buf table = { 0 };
	size_t number = pack->count++, at;
	char about[120];

	begin(pack, number);
	at = pack->objects[number].place;
	for (size_t i = 0; i < pack->count; i++) {
		const struct object *o = &pack->objects[i];
		uint32_t place = o->state == FREE ? 0 : o->place;
		const unsigned char entry[FIELD_BYTES] = {
			kinds[o->state],
			(unsigned char)(place >> 24),
			(unsigned char)(place >> 16),
			(unsigned char)(place >> 8),
			(unsigned char)place,
			(unsigned char)(o->within >> 8),
			(unsigned char)o->within,
		};

		buf_add(&table, entry, sizeof entry);
	}
	snprintf(about, sizeof about,
	         "/Type /XRef /W [1 4 2] /Size %zu /Root %zu 0 R /Info %zu 0 R", pack->count,
	         pack->root, pack->info);
	if (!add_compressed(pack, about, &table, err))
		return false;
	buf_addf(pack->to, "startxref\n%zu\n%%%%EOF\n", at);
	return buf_check(pack->to, err);
}

bool pack_pdf(struct buf *to, const struct buf *drawn, const struct pack_edit *edit,
              struct err *err)
{
	AUTO(pack_release)
	struct pack pack = { .edit = edit, .drawn = drawn, .to = to, .base = to->size };
	size_t read;

	if (!drawn->size || !read_table(&pack, err))
		return drawn->size ? false : malformed(err, "nothing was drawn");
	read = pack.metadata;
	buf_adds(to, "%PDF-1.5\n%\xb5\xed\xae\xfb\n");
	for (size_t i = 1; i < read; i++)
		if (pack.objects[i].state == STREAM)
			copy_stream(&pack, i);
	begin(&pack, pack.metadata);
	buf_addf(to, "<< /Type /Metadata /Subtype /XML /Length %zu >>\nstream\n",
	         edit->metadata->size);
	buf_add(to, buf_text(edit->metadata), edit->metadata->size);
	buf_adds(to, "\nendstream\nendobj\n");
	return pack_plain(&pack, read, err) && add_table(&pack, err);
}
