#include "codec/centres.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/buf.h"
#include "base/clock.h"
#include "check.h"

static struct err err;

static bool show_place(void *context, size_t row, const struct site_place *place, struct err *error)
{
	buf_addf(context, "%zu=%s/%s ", row, place->source_id, place->commune);
	return strcmp(place->name, "stop") != 0 || err_set(error, ERR_REFUSED, "told to stop");
}

static bool show_doubt(void *context, const struct centres_doubt *doubt, struct err *error)
{
	buf_addf(context, "%zu!%s(%s) ", doubt->row, doubt->code, doubt->field);
	return strcmp(doubt->id, "stop-here") != 0 || err_set(error, ERR_REFUSED, "told to stop");
}

static bool read_in_steps(const char *text, size_t size, size_t step, struct buf *shown,
                          struct centres_counts *counts)
{
	struct centres_sink sink = { shown, show_place, show_doubt, 0, CENTRES_ANY };
	AUTO(centres_close) struct centres *centres = NULL;

	day_parse("2026-11-22", &sink.today_day);
	if (!centres_open(&centres, &sink, &err))
		return false;
	for (size_t at = 0; at < size; at += step)
		if (!centres_feed(centres, text + at, size - at < step ? size - at : step, &err))
			return false;
	return centres_end(centres, counts, &err);
}

#define SIRET "73282932000074"
#define HEADER "id,pivot,nom,commune,code_postal,adresse,latitude,longitude,services\n"
#define ROW_1 "place-0001," SIRET ",Les Tilleuls,COGNAC,16100,1 rue A,45.69,-0.33,a|b\n"
#define ROW_2 "place-0002," SIRET ",\"Le \"\"Phare\"\"\",Jarnac,16200,2 rue B,45.68,-0.17,a\n"
#define JSON_1                                                                                     \
	"{\"id\":\"place-0001\",\"pivot\":\"" SIRET "\",\"nom\":\"Les Tilleuls\","                 \
	"\"commune\":\"COGNAC\",\"code_postal\":\"16100\",\"adresse\":\"1 rue A\","                \
	"\"latitude\":45.69,\"longitude\":-0.33,\"services\":[\"a\",\"b\"]}"
#define PLACE_1 "place-0001/Cognac "

static const struct {
	const char *text, *shown;
} readable[] = {
	{ HEADER ROW_1 ROW_2, "2=" PLACE_1 "3=place-0002/Jarnac " },
	{ "\xef\xbb\xbf" HEADER ROW_1, "2=" PLACE_1 },
	{ HEADER, "" },
	{ HEADER ROW_1 ROW_1, "2=" PLACE_1 "3!same_id(id) " },
	{ HEADER ROW_1 "place-0003," SIRET ",LES TILLEULS,Cognac,16100,\"1, Rue A\",45.69,-0.33,\n",
	  "2=" PLACE_1 "3!same_place() 3=place-0003/Cognac " },
	{ HEADER "place-0004," SIRET ",Trop court\n" ROW_1, "2!wrong_columns() 3=" PLACE_1 },
	{ HEADER "place-0004," SIRET ",,Cognac,16100,x,45.69,-0.33,\n" ROW_1,
	  "2!no_name(nom) 3=" PLACE_1 },
	{ "nom;couleur;commune;adresse;courriels;pivot;latitude;longitude\n"
	  "Le Phare;bleu;Jarnac;2 rue B;a@b.fr;" SIRET ";45,68;-0,17\n",
	  "1!unknown_column(couleur) 2!id_made(id) 2=made-75f1dac532281783/Jarnac " },
	{ "[" JSON_1 "]", "1=" PLACE_1 },
	{ "{\"data\":[" JSON_1 "]}", "1=" PLACE_1 },
	{ JSON_1 "\n", "1=" PLACE_1 },
	{ "\xef\xbb\xbf [1,\"x\"," JSON_1 "]", "1!not_object() 2!not_object() 3=" PLACE_1 },
	{ "[{\"nom\":\"Le Phare\",\"commune\":\"Jarnac\",\"couleur\":1,\"adresse\":{},"
	  "\"pivot\":" SIRET ",\"latitude\":45.68,\"longitude\":-0.17},"
	  "{\"couleur\":2}]",
	  "1!unknown_column(couleur) 1!wrong_type(adresse) 1!id_made(id) "
	  "1=made-8f4c3b1f250cf283/Jarnac "
	  "2!no_name(nom) " },
};

static void reads_what_is_published_however_it_comes(void)
{
	for (size_t i = 0; i < COUNT_OF(readable); i++)
		for (size_t step = 1; step < 300; step += 99) {
			AUTO(buf_release) struct buf shown = { 0 };
			struct centres_counts counts;

			if (!CHECK_OK(read_in_steps(readable[i].text, strlen(readable[i].text),
			                            step, &shown, &counts)) ||
			    !CHECK_TEXT(buf_text(&shown), readable[i].shown))
				printf("# on %s\n", readable[i].text);
		}
}

static void counts_add_up(void)
{
	AUTO(buf_release) struct buf shown = { 0 };
	static const char text[] =
		HEADER ROW_1 ROW_1 "x,y\n"
				   "place-0005,,Sans SIRET,Jarnac,16200,5 rue E,0,0,\n";
	struct centres_counts counts;

	if (!CHECK_OK(read_in_steps(text, strlen(text), 100, &shown, &counts)))
		return;
	CHECK_INT(counts.rows, 4);
	CHECK_INT(counts.kept, 2);
	CHECK_INT(counts.doubts[CENTRES_DROPPED], 2);
	CHECK_INT(counts.doubts[CENTRES_IGNORED], 1);
	CHECK_INT(counts.doubts[CENTRES_NOTE], 1);
}

static void a_broken_file_is_refused_whole(void)
{
	static const struct {
		const char *text, *name, *part;
	} cases[] = {
		{ "", "not_centres", "empty" },
		{ " \n\n", "not_centres", "empty" },
		{ "\xef\xbb\xbf", "not_centres", "empty" },
		{ "a,b,c\n1,2,3\n", "not_centres", "\"nom\"" },
		{ "\xff\xfen\n", "windows_1252", "row 1" },
		{ HEADER ROW_1 "place-0002,\"never closed\n", "bad_csv", "row 3" },
		{ HEADER ROW_1 "place-0002," SIRET ",Le Pha", "truncated", "row 3" },
		{ HEADER ROW_1 "place-0002,caf\xe9\n", "windows_1252", "row 3" },
		{ "[" JSON_1 ",{\"id\":\"x\"", "truncated", "place 2" },
		{ "[" JSON_1, "truncated", "place 1" },
		{ "[" JSON_1 ",{\"id\":\"x\",\"id\":\"y\"}]", "bad_json", "place 2" },
		{ "[" JSON_1 ",{\"id\":\"\xff\"}]", "bad_json", "place 2" },
		{ "[" JSON_1 "]]", "bad_json", "around" },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		AUTO(buf_release) struct buf shown = { 0 };
		struct centres_counts counts;

		CHECK_ERR(read_in_steps(cases[i].text, strlen(cases[i].text), 50, &shown, &counts),
		          ERR_INPUT);
		CHECK_TEXT(err.name, cases[i].name);
		if (!strstr(err.text, cases[i].part))
			CHECK_FAIL("\"%s\" does not say \"%s\"", err.text, cases[i].part);
	}
}

static void the_caller_may_stop_at_a_place_or_a_doubt(void)
{
	static const char *const texts[] = {
		HEADER "place-0001," SIRET ",stop,COGNAC,16100,1 rue A,45.69,-0.33,\n",
		HEADER "stop-here,,Les Tilleuls,COGNAC,16100,1 rue A,45.69,-0.33,\n",
		"[{\"id\":\"stop-here\",\"nom\":\"x\",\"couleur\":1}]",
		"[{\"id\":\"place-0001\",\"nom\":\"stop\"}]",
	};

	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		AUTO(buf_release) struct buf shown = { 0 };
		struct centres_counts counts;

		CHECK_ERR(read_in_steps(texts[i], strlen(texts[i]), 50, &shown, &counts),
		          ERR_REFUSED);
		CHECK_TEXT(err.text, "told to stop");
	}
}

static bool show_words(void *context, const struct centres_doubt *doubt, struct err *error)
{
	(void)error;
	buf_addf(context, "%s|%s|%s\n", doubt->id, doubt->field, doubt->text);
	return true;
}

/* They are shown on terminals and screens. */
static void doubts_repeat_no_control_and_no_address(void)
{
	static const char text[] = "id,nom,commune,telephone,horaires,\033[1mx\n"
				   "\033[2Ja,Le Phare,Jarnac,a@b.fr,\"c@d.fr \033[31mrouge\",\n";
	AUTO(buf_release) struct buf shown = { 0 };
	struct centres_sink sink = { &shown, show_place, show_words, 20000, CENTRES_ANY };
	AUTO(centres_close) struct centres *centres = NULL;
	struct centres_counts counts;

	CHECK_OK(centres_open(&centres, &sink, &err) &&
	         centres_feed(centres, text, strlen(text), &err) &&
	         centres_end(centres, &counts, &err));
	CHECK(strstr(buf_text(&shown), "|telephone|« … » n’est pas un numéro"));
	CHECK(strstr(buf_text(&shown), "[2Ja") && strstr(buf_text(&shown), "|[1mx|"));
	CHECK(!strchr(buf_text(&shown), '\033') && !strchr(buf_text(&shown), '@'));
}

static void reads_a_file_and_says_when_there_is_none(void)
{
	AUTO(buf_release) struct buf shown = { 0 };
	struct centres_sink sink = { &shown, show_place, show_doubt, 20000, CENTRES_ANY };
	char path[] = "/tmp/centres-XXXXXX";
	struct centres_counts counts;
	int file = mkstemp(path);

	CHECK(file >= 0 && write(file, HEADER ROW_1, strlen(HEADER ROW_1)) > 0);
	close(file);
	CHECK_OK(centres_read(path, &sink, &counts, &err));
	CHECK_TEXT(buf_text(&shown), "2=" PLACE_1);
	unlink(path);
	CHECK_ERR(centres_read(path, &sink, &counts, &err), ERR_MISSING);
}

static void survives_cuts_and_flips(void)
{
	for (size_t i = 3; i < COUNT_OF(readable); i++) {
		size_t size = strlen(readable[i].text);

		for (size_t at = 0; at < size; at++) {
			AUTO(buf_release) struct buf shown = { 0 };
			struct centres_counts counts;
			char *part = malloc(size + 1);

			memcpy(part, readable[i].text, size);
			if (!read_in_steps(part, at, 64, &shown, &counts))
				CHECK_INT(err.code, ERR_INPUT);
			for (int value = 0; value < 256; value += 3) {
				buf_clear(&shown);
				part[at] = (char)value;
				if (!read_in_steps(part, size, size, &shown, &counts))
					CHECK_INT(err.code, ERR_INPUT);
				else if (counts.kept > counts.rows)
					CHECK_FAIL("more kept than read");
			}
			free(part);
		}
	}
}

CHECK_MAIN({ "reads_what_is_published_however_it_comes", reads_what_is_published_however_it_comes },
           { "counts_add_up", counts_add_up },
           { "a_broken_file_is_refused_whole", a_broken_file_is_refused_whole },
           { "the_caller_may_stop_at_a_place_or_a_doubt",
             the_caller_may_stop_at_a_place_or_a_doubt },
           { "doubts_repeat_no_control_and_no_address", doubts_repeat_no_control_and_no_address },
           { "reads_a_file_and_says_when_there_is_none", reads_a_file_and_says_when_there_is_none },
           { "survives_cuts_and_flips", survives_cuts_and_flips })
