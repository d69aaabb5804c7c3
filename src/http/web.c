/* The web client: one page that its scripts fill, and the files that it is made of. It is told
 * nothing that the API does not answer. */
#include <stdio.h>
#include <string.h>

#include "http/handlers.h"
#include "http/route.h"
#include "http/web_files.h"

enum { TAG_SIZE = 64 };

static const char *const codings[WEB_FORM__COUNT] = { "identity", "gzip", "br" };

/* "br;q=0" is a refusal; other weights are not compared: ours go from the smallest on. */
static bool accepts(const char *list, const char *coding)
{
	size_t size = strlen(coding);

	for (const char *at = list; at && (at = strstr(at, coding)); at += size) {
		bool begins = at == list || strchr(", \t", at[-1]);
		const char *rest = at + size;

		if (begins && (*rest == '\0' || strchr(",; \t", *rest)))
			return strncmp(rest, ";q=0", 4) != 0 || rest[4] == '.';
	}
	return false;
}

static enum web_form form_of(const struct http_request *request, const struct web_file *file)
{
	for (int form = WEB_BROTLI; form > WEB_PLAIN; form--)
		if (file->forms[form].size < file->forms[WEB_PLAIN].size &&
		    accepts(request->accept_encoding, codings[form]))
			return (enum web_form)form;
	return WEB_PLAIN;
}

static const struct web_file *file_find(const char *name)
{
	for (size_t i = 0; i < web_files_count; i++)
		if (strcmp(web_files[i].name, name) == 0)
			return &web_files[i];
	return NULL;
}

static bool reply_file(const struct http_request *request, struct http_reply *reply,
                       const struct web_file *file, enum http_kind kind)
{
	enum web_form form = form_of(request, file);
	char tag[TAG_SIZE];

	http_reply_begin(reply, 200, kind);
	snprintf(tag, sizeof tag, "%s-%s\"", file->tag, codings[form]);
	http_reply_header(reply, "ETag", tag);
	http_reply_header(reply, "Vary", "Accept-Encoding");
	if (form != WEB_PLAIN)
		http_reply_header(reply, "Content-Encoding", codings[form]);
	reply->fixed = file->forms[form].data;
	reply->fixed_size = file->forms[form].size;
	return true;
}

bool get_web_page(struct app *app, const struct http_request *request, struct http_reply *reply,
                  struct err *err)
{
	struct http_params params;

	(void)app;
	for (size_t i = 0; i < web_pages_count; i++)
		if (http_path_fits(web_pages[i], request->path, &params))
			return reply_file(request, reply, file_find("index.html"), HTTP_APP);
	return err_named(err, ERR_MISSING, "no_page", "there is no such page");
}

bool get_web_file(struct app *app, const struct http_request *request, struct http_reply *reply,
                  struct err *err)
{
	const struct web_file *file = file_find(request->params.value[0]);

	(void)app;
	if (!file)
		return err_named(err, ERR_MISSING, "no_page", "there is no such file");
	reply_file(request, reply, file, file->is_worker ? HTTP_WORKER : HTTP_FILE);
	http_reply_header(reply, "Content-Type", file->type);
	http_reply_header(reply, "Cache-Control",
	                  file->keeps_name ? "no-cache" : "public, max-age=31536000, immutable");
	if (strcmp(file->name, "sw.js") == 0)
		http_reply_header(reply, "Service-Worker-Allowed", "/");
	return true;
}
