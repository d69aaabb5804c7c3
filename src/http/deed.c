#include "http/deed.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/auto.h"
#include "base/clock.h"
#include "base/text.h"
#include "domain/joint.h"

enum { TRIES_MAX = 5 };

static bool is_printable(const char *text)
{
	for (; *text; text++)
		if (*text < ' ' || *text > '~')
			return false;
	return true;
}

bool deed_check(const struct http_route *route, const struct http_request *request, struct err *err)
{
	const char *key = request->idempotency_key;

	if (key && (!*key || strlen(key) > FLIGHTS_KEY_MAX || !is_printable(key)))
		return err_named(err, ERR_INPUT, "bad_key_header",
		                 "Idempotency-Key has 1 to %d printable ASCII characters",
		                 FLIGHTS_KEY_MAX);
	if (!key && (route->flags & ROUTE_KEYED))
		return err_named(err, ERR_INPUT, "no_idempotency_key",
		                 "this call wants an Idempotency-Key");
	if (!request->if_match && (route->flags & ROUTE_IF_MATCH))
		return err_named(err, ERR_INPUT, "no_if_match",
		                 "this call wants an If-Match with the ETag that was read");
	return true;
}

/* As text: status and kind, the headers a line each, an empty line, the body. */
static void pack(const struct http_reply *reply, struct buf *to)
{
	buf_addf(to, "%d %d\n", reply->status, (int)reply->kind);
	for (size_t i = 0; i < reply->headers_count; i++)
		buf_addf(to, "%s: %s\n", reply->headers[i].name, reply->headers[i].value);
	buf_addc(to, '\n');
	buf_add(to, reply->body.data ? reply->body.data : "", reply->body.size);
}

/* Names of headers are literals in a reply: those that deeds answer with. */
static const char *const kept_names[] = { "Location", "ETag", "Content-Disposition" };

static void unpack_header(const char *line, size_t size, struct http_reply *reply)
{
	char value[HTTP_HEADER_SIZE];

	for (size_t i = 0; i < COUNT_OF(kept_names); i++) {
		size_t name = strlen(kept_names[i]);

		if (strncmp(line, kept_names[i], name) || line[name] != ':')
			continue;
		snprintf(value, sizeof value, "%.*s", (int)(size - name - 2), line + name + 2);
		http_reply_header(reply, kept_names[i], value);
	}
}

static bool unpack(const struct buf *from, struct http_reply *reply, struct err *err)
{
	const char *text = buf_text(from), *line;
	int status, kind;

	if (sscanf(text, "%d %d", &status, &kind) != 2 || kind < 0 || kind >= HTTP_KIND__COUNT)
		return err_set(err, ERR_SYSTEM, "a kept answer is damaged");
	http_reply_begin(reply, status, (enum http_kind)kind);
	reply->body.is_secret = true; /* it may be */
	line = text + strcspn(text, "\n") + 1;
	for (size_t size; (size = strcspn(line, "\n")); line += size + 1)
		unpack_header(line, size, reply);
	line++;
	buf_add(&reply->body, line, from->size - (size_t)(line - text));
	http_reply_header(reply, "Idempotency-Replayed", "true");
	return true;
}

/* The id that the handler made, or what the path names. */
static void object_of(const struct http_request *request, const struct http_reply *reply,
                      char to[static JOURNAL_OBJECT_SIZE])
{
	const char *location = http_reply_find(reply, "Location");
	const char *slash = location ? strrchr(location, '/') : NULL;

	snprintf(to, JOURNAL_OBJECT_SIZE, "%s", slash ? slash + 1 : "");
	for (size_t i = 0; !slash && i < request->params.count; i++)
		snprintf(to + strlen(to), JOURNAL_OBJECT_SIZE - strlen(to), "%s%.38s", i ? "/" : "",
		         request->params.value[i]);
}

static bool do_once(struct app *app, const struct http_route *route,
                    const struct http_request *request, struct http_reply *reply, struct err *err)
{
	AUTO(buf_release) struct buf kept = { .is_secret = true };
	struct joint_deed deed = { .detail = route->flags & ROUTE_TOLD ? request->body : "" };
	char object[JOURNAL_OBJECT_SIZE];
	bool found;

	if (!joint_replay(app, &kept, &found, err))
		return false;
	if (found)
		return unpack(&kept, reply, err);
	if (!route->run(app, request, reply, err) || !buf_check(&reply->body, err))
		return false;
	object_of(request, reply, object);
	deed.object = object;
	pack(reply, &kept);
	deed.reply = buf_text(&kept);
	deed.reply_size = kept.size;
	return buf_check(&kept, err) && joint_commit(app, &deed, err);
}

/* What a repetition must repeat beside the body. */
static void add_asked(const struct http_request *request, struct buf *to)
{
	buf_addf(to, "%s %s", request->method, request->path);
	for (size_t i = 0; i < request->query_count && i < HTTP_QUERY_MAX; i++)
		buf_addf(to, "\n%s=%s", request->query[i].name, request->query[i].value);
}

static bool do_it(struct app *app, const struct http_route *route,
                  const struct http_request *request, struct http_reply *reply, struct err *err)
{
	AUTO(buf_release) struct buf asked = { 0 };
	struct joint joint = { .caller = request->caller,
		               .verb = route->verb,
		               .call = request->id,
		               .key = request->idempotency_key,
		               .body = request->body,
		               .body_size = request->body_size };
	int64_t begun_ns = clock_ticks_ns();
	bool done = false;

	if (joint.key)
		add_asked(request, &asked);
	if (!buf_check(&asked, err))
		return false;
	for (int tries = 0; !done && tries < TRIES_MAX; tries++) {
		joint_enter(app, &joint, buf_text(&asked));
		done = do_once(app, route, request, reply, err);
		joint_leave(app);
		if (!done && !joint_try_again(err, begun_ns))
			return false;
	}
	return done;
}

bool deed_run(struct app *app, const struct http_route *route, const struct http_request *request,
              struct http_reply *reply, struct err *err)
{
	int seat;
	bool done;

	if (!request->idempotency_key)
		return do_it(app, route, request, reply, err);
	seat = flights_enter(request->flights, request->caller.account, request->idempotency_key);
	if (seat < 0)
		return err_named(err, ERR_CONFLICT, "key_in_flight",
		                 "a call with this Idempotency-Key is being answered");
	done = do_it(app, route, request, reply, err);
	flights_leave(request->flights, seat);
	return done;
}
