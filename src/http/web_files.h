/* The files of the web client, as templates/web/build.mjs bundles them into the program. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum web_form { WEB_PLAIN, WEB_GZIP, WEB_BROTLI, WEB_FORM__COUNT };

struct web_file {
	const char *name, *type;
	const char *tag; /* of its content, an ETag without its closing quote */
	bool is_worker;
	bool keeps_name; /* whatever is in it; other names change with their content */
	struct {
		const unsigned char *data;
		size_t size;
	} forms[WEB_FORM__COUNT];
};
extern const struct web_file web_files[];
extern const size_t web_files_count;

/* The paths of its pages, as patterns of http_path_fits(). */
extern const char *const web_pages[];
extern const size_t web_pages_count;
