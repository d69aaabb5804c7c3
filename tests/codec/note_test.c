#include "codec/note.h"

#include "base/auto.h"
#include "base/text.h"
#include "check.h"
#include "codec/vkey.h"

/* A checkpoint with a witness's co-signature, made by another implementation. */
static const char checkpoint[] =
	"pass.example/log/130030133\n"
	"23\n"
	"8mUsPZY7qw0kUw6vbZ51triY0iJBKfdn0LOU6vVRiqk=\n"
	"\n"
	"\u2014 pass.example/log/130030133 "
	"nwdx3xe4t5d1PYgtQfPgtMY/"
	"VR2g6nze35MuFf8yw7A+CNKtNPpMuyGbYwl9mhxxzG5ySkOEAfA1oA8LX7IsJUE5gA8=\n"
	"\u2014 witness.example/region "
	"ORl+RwAAAABpnpMAGWcwTjUir1Ww2LtBpAZoWgQhjXIp+"
	"0weMPXGC6dYBIRvHgVsnekExyymsIvqqITA1jJUEE1TDe3FMRDgRZeQCw==\n";
static const char vkey_text[] =
	"pass.example/log/130030133+9f0771df+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c";

static bool parses(const char *text)
{
	struct err err;
	struct note note;

	return note_parse(text, strlen(text), &note, &err);
}

static void a_foreign_checkpoint_is_read_and_written_again(void)
{
	AUTO(buf_release) struct buf again = { 0 };
	struct err err;
	struct note note;

	CHECK_OK(note_parse(checkpoint, strlen(checkpoint), &note, &err));
	CHECK_INT(note.body_size, strlen("pass.example/log/130030133\n23\n") + 45);
	CHECK(note.body == checkpoint);
	CHECK_INT(note.count, 2);
	CHECK_TEXT(note.signatures[0].name, "pass.example/log/130030133");
	CHECK_BYTES(note.signatures[0].id, "\x9f\x07\x71\xdf", 4);
	CHECK_INT(note.signatures[0].size, 64);
	CHECK_TEXT(note.signatures[1].name, "witness.example/region");
	CHECK_INT(note.signatures[1].size, 72);
	buf_add(&again, note.body, note.body_size);
	buf_addc(&again, '\n');
	note_add_signature(&again, &note.signatures[0]);
	note_add_signature(&again, &note.signatures[1]);
	CHECK_TEXT(buf_text(&again), checkpoint);
}

static void empty_lines_belong_to_the_body_but_the_last(void)
{
	static const char text[] = "a\n\nb\n\n\u2014 n AAAAAAA=\n";
	struct err err;
	struct note note;

	CHECK_OK(note_parse(text, strlen(text), &note, &err));
	CHECK_INT(note.body_size, 5);
	CHECK_INT(note.count, 1);
}

static void malformed_notes_are_refused(void)
{
	static const char *const bad[] = {
		"",
		"a",
		"a\n",
		"a\n\n",
		"\n\n\u2014 n AAAAAAA=\n",
		"a\n\u2014 n AAAAAAA=\n",
		"a\n\n\u2014 n AAAAAAA=",
		"a\n\n\u2014 n AAAAAA=\n",
		"a\n\n\u2014 n AAAAAA==\n",
		"a\n\n\u2014 n AAAAAAA= \n",
		"a\n\n\u2014 n  AAAAAAA=\n",
		"a\n\n\u2014n AAAAAAA=\n",
		"a\n\n- n AAAAAAA=\n",
		"a\n\n\u2014  AAAAAAA=\n",
		"a\n\n\u2014 n+m AAAAAAA=\n",
		"a\r\n\n\u2014 n AAAAAAA=\n",
		"a\t\n\n\u2014 n AAAAAAA=\n",
		"\xc3\n\n\u2014 n AAAAAAA=\n",
		"a\n\n\u2014 n AAAAAAA=\nb\n",
	};

	CHECK(parses("a\n\n\u2014 n AAAAAAA=\n"));
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		if (parses(bad[i]))
			CHECK_FAIL("accepted note %zu", i);
}

static void signatures_are_counted_and_long_ones_kept_out(void)
{
	AUTO(buf_release) struct buf text = { 0 };
	struct err err;
	struct note note;

	buf_adds(&text, "a\n\n\u2014 long ");
	for (int i = 0; i < 100; i++)
		buf_adds(&text, "AAAA");
	buf_adds(&text, "\n");
	CHECK_OK(note_parse(buf_text(&text), text.size, &note, &err));
	CHECK_INT(note.signatures[0].size, 0);
	for (int i = 1; i < NOTE_SIGNATURES_MAX; i++)
		buf_adds(&text, "\u2014 n AAAAAAA=\n");
	CHECK_OK(note_parse(buf_text(&text), text.size, &note, &err));
	buf_adds(&text, "\u2014 n AAAAAAA=\n");
	CHECK_ERR(note_parse(buf_text(&text), text.size, &note, &err), ERR_INPUT);
	CHECK_TEXT(err.name, "bad_note");
}

static void verifier_keys_go_both_ways(void)
{
	char again[VKEY_TEXT_SIZE];
	struct err err;
	struct vkey vkey;

	CHECK_OK(vkey_parse(vkey_text, strlen(vkey_text), &vkey, &err));
	CHECK_TEXT(vkey.name, "pass.example/log/130030133");
	CHECK_INT(vkey.type, VKEY_ED25519);
	CHECK_BYTES(vkey.id, "\x9f\x07\x71\xdf", 4);
	vkey_format(&vkey, again);
	CHECK_TEXT(again, vkey_text);
}

static void malformed_verifier_keys_are_refused(void)
{
	char bad[8][200];
	struct err err;
	struct vkey vkey;

	for (size_t i = 0; i < COUNT_OF(bad); i++)
		TEXT_COPY(bad[i], vkey_text);
	bad[0][26] = '-';                     /* no name */
	bad[1][27] = 'g';                     /* no hexadecimal */
	bad[2][27 + 6] = 'D';                 /* upper case: a second spelling */
	bad[3][strlen(vkey_text) - 1] = '\0'; /* cut */
	bad[4][4] = ' ';                      /* a space in the name */
	bad[5][35] = '=';                     /* no second plus */
	bad[6][strlen(vkey_text) - 4] = '+';  /* still base64, good */
	TEXT_COPY(bad[7], "a+00000000+AQ==");
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		if (vkey_parse(bad[i], strlen(bad[i]), &vkey, &err) != (i == 6))
			CHECK_FAIL("key %zu: %s", i, bad[i]);
	CHECK_ERR(vkey_parse("+00000000+AQ==", 14, &vkey, &err), ERR_INPUT);
	CHECK_TEXT(err.name, "bad_key");
	CHECK(!vkey_parse("", 0, &vkey, &err));
}

CHECK_MAIN({ "a_foreign_checkpoint_is_read_and_written_again",
             a_foreign_checkpoint_is_read_and_written_again },
           { "empty_lines_belong_to_the_body_but_the_last",
             empty_lines_belong_to_the_body_but_the_last },
           { "malformed_notes_are_refused", malformed_notes_are_refused },
           { "signatures_are_counted_and_long_ones_kept_out",
             signatures_are_counted_and_long_ones_kept_out },
           { "verifier_keys_go_both_ways", verifier_keys_go_both_ways },
           { "malformed_verifier_keys_are_refused", malformed_verifier_keys_are_refused })
