#include "render/finish.h"

#include <stdio.h>
#include <string.h>

#include <qpdf/qpdf-c.h>

#include "base/auto.h"

/* What remains to be said of the structure, in reading order. */
struct walk {
	qpdf_data pdf;
	const char *alt, *alts_end;
};

static void pdf_close(qpdf_data *pdf)
{
	if (*pdf)
		qpdf_cleanup(pdf);
}

static bool failed(qpdf_data pdf, struct err *err)
{
	qpdf_error error = qpdf_get_error(pdf);

	return err_set(err, ERR_SYSTEM, "finishing the PDF: %s",
	               error ? qpdf_get_error_message_detail(pdf, error) : "unknown failure");
}

static void name_figures(struct walk *walk, qpdf_oh element);

static void name_kids(struct walk *walk, qpdf_oh element)
{
	qpdf_oh kids = qpdf_oh_get_key(walk->pdf, element, "/K");

	if (qpdf_oh_is_array(walk->pdf, kids)) {
		int count = qpdf_oh_get_array_n_items(walk->pdf, kids);

		for (int i = 0; i < count; i++) {
			qpdf_oh kid = qpdf_oh_get_array_item(walk->pdf, kids, i);

			name_figures(walk, kid);
			qpdf_oh_release(walk->pdf, kid);
		}
	} else {
		name_figures(walk, kids);
	}
	qpdf_oh_release(walk->pdf, kids);
}

static void name_figures(struct walk *walk, qpdf_oh element)
{
	qpdf_oh kind;

	if (!qpdf_oh_is_dictionary(walk->pdf, element))
		return; /* the number of a piece of content */
	kind = qpdf_oh_get_key(walk->pdf, element, "/S");
	if (qpdf_oh_is_name(walk->pdf, kind) &&
	    strcmp(qpdf_oh_get_name(walk->pdf, kind), "/Figure") == 0) {
		if (walk->alt < walk->alts_end) {
			qpdf_oh_replace_key(walk->pdf, element, "/Alt",
			                    qpdf_oh_new_unicode_string(walk->pdf, walk->alt));
			walk->alt += strlen(walk->alt) + 1;
		}
	} else {
		name_kids(walk, element);
	}
	qpdf_oh_release(walk->pdf, kind);
}

/* The top elements are the passes, each in its language. */
static void say_languages(struct walk *walk, qpdf_oh root, const struct buf *languages)
{
	qpdf_oh kids = qpdf_oh_get_key(walk->pdf, root, "/K");
	const char *language = buf_text(languages), *end = language + languages->size;
	bool many = qpdf_oh_is_array(walk->pdf, kids);
	int count = many ? qpdf_oh_get_array_n_items(walk->pdf, kids) : 1;

	for (int i = 0; i < count && language < end; i++) {
		qpdf_oh kid = many ? qpdf_oh_get_array_item(walk->pdf, kids, i) : kids;

		qpdf_oh_replace_key(walk->pdf, kid, "/Lang",
		                    qpdf_oh_new_unicode_string(walk->pdf, language));
		language += strlen(language) + 1;
		name_kids(walk, kid);
	}
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

static void add_xmp(qpdf_data pdf, qpdf_oh root, const char *title, const char *language)
{
	AUTO(buf_release) struct buf xmp = { 0 };
	qpdf_oh stream = qpdf_oh_new_stream(pdf), none = qpdf_oh_new_null(pdf);
	qpdf_oh about = qpdf_oh_get_dict(pdf, stream);

	buf_adds(&xmp, "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
	               "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF "
	               "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description "
	               "rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>"
	               "<rdf:Alt><rdf:li xml:lang=\"x-default\">");
	add_escaped(&xmp, title);
	buf_adds(&xmp, "</rdf:li></rdf:Alt></dc:title><dc:language><rdf:Bag><rdf:li>");
	add_escaped(&xmp, language);
	buf_adds(&xmp, "</rdf:li></rdf:Bag></dc:language></rdf:Description></rdf:RDF></x:xmpmeta>\n"
	               "<?xpacket end=\"r\"?>");
	qpdf_oh_replace_stream_data(pdf, stream, (const unsigned char *)buf_text(&xmp), xmp.size,
	                            none, none);
	qpdf_oh_replace_key(pdf, about, "/Type", qpdf_oh_new_name(pdf, "/Metadata"));
	qpdf_oh_replace_key(pdf, about, "/Subtype", qpdf_oh_new_name(pdf, "/XML"));
	qpdf_oh_replace_key(pdf, root, "/Metadata", stream);
}

static bool write_out(qpdf_data pdf, struct buf *to, struct err *err)
{
	if (qpdf_init_write_memory(pdf) & QPDF_ERRORS)
		return failed(pdf, err);
	qpdf_set_object_stream_mode(pdf, qpdf_o_generate);
	qpdf_set_stream_data_mode(pdf, qpdf_s_preserve); /* Cairo has packed them already */
	qpdf_set_deterministic_ID(pdf, QPDF_TRUE);
	if (qpdf_write(pdf) & QPDF_ERRORS)
		return failed(pdf, err);
	buf_add(to, qpdf_get_buffer(pdf), qpdf_get_buffer_length(pdf));
	return buf_check(to, err);
}

bool finish_pdf(struct buf *to, const struct buf *drawn, const struct finish *finish,
                struct err *err)
{
	AUTO(pdf_close) qpdf_data pdf = qpdf_init();
	const char *language = buf_text(finish->languages);
	struct walk walk = { .pdf = pdf };
	qpdf_oh root;

	if (!pdf)
		return err_memory(err);
	qpdf_silence_errors(pdf);
	qpdf_set_suppress_warnings(pdf, QPDF_TRUE);
	if (qpdf_read_memory(pdf, "pass", buf_text(drawn), drawn->size, NULL) & QPDF_ERRORS)
		return failed(pdf, err);
	walk.alt = buf_text(finish->alts);
	walk.alts_end = walk.alt + finish->alts->size;
	root = qpdf_get_root(pdf);
	qpdf_oh_replace_key(pdf, root, "/Lang", qpdf_oh_new_unicode_string(pdf, language));
	qpdf_oh_replace_key(pdf, root, "/ViewerPreferences",
	                    qpdf_oh_parse(pdf, "<< /DisplayDocTitle true >>"));
	add_xmp(pdf, root, finish->title, language);
	say_languages(&walk, qpdf_oh_get_key(pdf, root, "/StructTreeRoot"), finish->languages);
	return write_out(pdf, to, err);
}
