#include "render/card_print.h"

#include <stdio.h>

#include "base/auto.h"
#include "base/text.h"
#include "check.h"

static struct err err;

static struct code_card card_of(const char *login)
{
	struct code_card card = { .host = "pass.departement-16.fr", .day = 20780 };

	TEXT_COPY(card.login, login);
	for (int i = 0; i < CODE_CARD_CODES; i++)
		snprintf(card.codes[i], sizeof card.codes[i], "%04d-WWWW", i);
	return card;
}

static void a_card_is_one_page_however_long_its_login(void)
{
	static const char *const logins[] = {
		"a", "agent.noirvaux",
		"wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww"
	};
	AUTO(render_close) struct render *render = NULL;

	if (!CHECK_OK(render_open(&render, NULL, &err)))
		return;
	for (size_t i = 0; i < COUNT_OF(logins); i++) {
		const struct code_card card = card_of(logins[i]);
		AUTO(buf_release) struct buf pdf = { 0 }, again = { 0 };

		CHECK_OK(card_print(render, &card, &pdf, &err));
		CHECK(pdf.size > 1000 && memcmp(pdf.data, "%PDF-1.5", 8) == 0);
		CHECK_OK(card_print(render, &card, &again, &err));
		CHECK_INT(again.size, pdf.size);
	}
}

CHECK_MAIN({ "a_card_is_one_page_however_long_its_login",
             a_card_is_one_page_however_long_its_login })
