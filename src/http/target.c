#include "http/target.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"

enum {
	PATH_SIZE = 1000, /* the longest of ours has 300 */
	QUERY_SIZE = 4000
};

struct part {
	char text[QUERY_SIZE]; /* decoded, not ended */
	size_t size;
};

static bool refuse(struct err *err, const char *why)
{
	return err_named(err, ERR_INPUT, "bad_target", "the target of the call %s", why);
}

static int hex(char c)
{
	static const char digits[] = "0123456789abcdef0123456789ABCDEF";
	const char *at = c ? strchr(digits, c) : NULL;

	return at ? (int)(at - digits) % 16 : -1;
}

/* One character of a part, decoded into `*ret`; how many bytes it took, 0 = it is none. */
static size_t decode(const char *from, size_t left, char *ret)
{
	int high, low;

	*ret = *from;
	if (*from != '%')
		return *from > ' ' && *from < 0x7f && *from != '#';
	high = left > 2 ? hex(from[1]) : -1;
	low = left > 2 ? hex(from[2]) : -1;
	if (high < 0 || low < 0)
		return 0;
	*ret = (char)(high * 16 + low);
	return 3;
}

static bool read_part(struct part *part, const char *from, size_t size, struct err *err)
{
	part->size = 0;
	for (size_t at = 0; at < size;) {
		size_t took = decode(from + at, size - at, &part->text[part->size]);
		unsigned char c = (unsigned char)part->text[part->size];

		if (!took || c < ' ' || c == 0x7f)
			return refuse(err, "has a character that does not belong there");
		at += took;
		part->size++;
	}
	return text_is_utf8(part->text, part->size) || refuse(err, "is not UTF-8");
}

static bool is_dots(const char *segment, size_t size)
{
	return (size == 1 || size == 2) && memcmp(segment, "..", size) == 0;
}

/* Decoded. Only the last segment may be empty. */
static bool segments_check(const char *path, size_t size, struct err *err)
{
	for (size_t at = 0; at < size;) {
		const char *slash = memchr(path + at + 1, '/', size - at - 1);
		size_t length = slash ? (size_t)(slash - path) - at - 1 : size - at - 1;

		if (is_dots(path + at + 1, length) || (slash && length == 0))
			return refuse(err, "goes to and fro");
		at += length + 1;
	}
	return true;
}

static bool path_check(const char *path, size_t size, struct err *err)
{
	struct part part;
	size_t slashes = 0;

	if (size > PATH_SIZE)
		return err_named(err, ERR_INPUT, "target_too_long", "no path is as long as that");
	if (size == 0 || *path != '/')
		return refuse(err, "is no path");
	if (!read_part(&part, path, size, err))
		return false;
	for (size_t i = 0; i < size; i++)
		slashes += path[i] == '/';
	for (size_t i = 0; i < part.size; i++) {
		if (strchr("\\%\"<>^`{|} ", part.text[i]))
			return refuse(err, "has a character that does not belong there");
		slashes -= part.text[i] == '/';
	}
	return slashes == 0 ? segments_check(part.text, part.size, err)
	                    : refuse(err, "hides a slash");
}

static bool query_check(const char *query, struct err *err)
{
	size_t size = strlen(query);
	struct part part;

	if (size > QUERY_SIZE)
		return err_named(err, ERR_INPUT, "target_too_long", "no query is as long as that");
	return read_part(&part, query, size, err);
}

/* Behind "http://" and its host; NULL: it has none. */
static const char *after_host(const char *target)
{
	static const char *const schemes[] = { "http://", "https://" };

	for (size_t i = 0; i < 2; i++)
		if (strncasecmp(target, schemes[i], strlen(schemes[i])) == 0)
			return target + strlen(schemes[i]) +
			       strcspn(target + strlen(schemes[i]), "/?");
	return NULL;
}

/* Letters, digits and what addresses and ports are written with: nobody's name and password. */
static bool host_check(const char *target, const char *end, struct err *err)
{
	const char *host = strstr(target, "//") + 2;
	size_t size = (size_t)(end - host);

	for (size_t i = 0; i < size; i++)
		if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]",
		            host[i]))
			return refuse(err, "has a strange host");
	return size > 0 || refuse(err, "has no host");
}

bool target_check(const char *target, struct err *err)
{
	const char *rest = after_host(target);
	const char *path = rest ? rest : target;
	size_t size = strcspn(path, "?");

	if (rest && !host_check(target, rest, err))
		return false;
	return ((rest && size == 0) || path_check(path, size, err)) &&
	       (path[size] == '\0' || query_check(path + size + 1, err));
}

const char *target_path(const char *path)
{
	const char *rest = after_host(path);

	if (!rest)
		return path;
	return *rest == '/' ? rest : "/";
}
