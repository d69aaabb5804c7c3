/* What a device says of a voucher with a bundle alone is what the books say of it. */
#include "codec/token.h"
#include "crypto/crypto.h"
#include "crypto/token.h"
#include "domain/bundles.h"
#include "domain/vault.h"
#include "world.h"

struct device {
	struct bundles *kept;
	struct buf file, root;
	struct err err; /* what it said last */
};

static void device_release(struct device *device)
{
	bundles_close(&device->kept);
	buf_release(&device->file);
	buf_release(&device->root);
}

/* Go by the place with a network. */
static void sync(struct world *w, struct device *device)
{
	struct err err = { 0 };

	if (!device->kept)
		CHECK_OK(bundles_open(&device->kept, &err));
	buf_clear(&device->file);
	buf_clear(&device->root);
	CHECK_OK(bundle_make(w->app, device->kept, &w->mediator, &device->file, &err));
	CHECK_OK(keys_vkey(w->app, KEY_ROOT, &device->root, &err));
}

static const char *offline(struct world *w, struct device *device, const char *text)
{
	struct offline_check check = { .outcome = OUTCOME__COUNT };

	return bundle_check(&device->file, buf_text(&device->root), text, app_now(w->app), &check,
	                    &device->err)
	               ? outcome_name(check.outcome)
	               : device->err.name;
}

#define SAME(token, want)                                                                          \
	do {                                                                                       \
		const char *text_ = (token);                                                       \
		CHECK_TEXT(world_check(&w, w.mediator.site, text_), want);                         \
		CHECK_TEXT(offline(&w, &device, text_), want);                                     \
	} while (0)

#define DEVICE                                                                                     \
	WORLD;                                                                                     \
	AUTO(device_release) struct device device = { 0 }

static void what_is_used_is_known(void)
{
	struct pass pass, blocked, replaced, fresh;
	struct redemption back;
	char redemption[REDEMPTION_TEXT_SIZE];
	int revoked;
	DEVICE;

	pass = world_issue(&w);
	blocked = world_issue(&w);
	replaced = world_issue(&w);
	CHECK_TEXT(world_redeem(&w, w.other_centre, world_token(&w, &pass, 2)), "redeemed");
	snprintf(redemption, sizeof redemption, "%s", world_redemption(&w));
	CHECK_OK(correct_block(w.app, &w.agent, blocked.id, "volé", &revoked, &err));
	CHECK_OK(correct_replace(w.app, &w.agent, replaced.id, "perdu", &fresh, &err));
	sync(&w, &device);
	SAME(world_token(&w, &pass, 1), "redeemed");
	SAME(world_token(&w, &pass, 2), "already_used");
	SAME(world_token(&w, &pass, 5), "redeemed");
	SAME(world_token(&w, &blocked, 1), "blocked");
	SAME(world_token(&w, &replaced, 1), "replaced");
	SAME(world_token(&w, &fresh, 5), "redeemed");
	CHECK_OK(correct_reverse(w.app, &w.office, redemption, "erreur", &back, &err));
	CHECK_TEXT(offline(&w, &device, world_token(&w, &pass, 2)), "already_used");
	sync(&w, &device);
	SAME(world_token(&w, &pass, 2), "redeemed");
}

static void days_and_states_are_known(void)
{
	struct pass pass;
	DEVICE;

	pass = world_issue(&w);
	sync(&w, &device);
	CHECK_OK(programme_set_state(w.app, w.programme.id, PROGRAMME_DRAFT, &err));
	sync(&w, &device);
	SAME(world_token(&w, &pass, 1), "not_funded");
	CHECK_OK(programme_set_state(w.app, w.programme.id, PROGRAMME_FUNDED, &err));
	sync(&w, &device);
	SAME(world_token(&w, &pass, 1), "not_yet_valid");
	CHECK_OK(programme_set_state(w.app, w.programme.id, PROGRAMME_OPEN, &err));
	world_on(&w, "2027-01-30"); /* the last day of grace */
	CHECK_OK(keys_renew(w.app, &err));
	sync(&w, &device);
	SAME(world_token(&w, &pass, 1), "redeemed");
	world_on(&w, "2027-01-31");
	SAME(world_token(&w, &pass, 1), "expired"); /* with the bundle of yesterday */
	sync(&w, &device);
	SAME(world_token(&w, &pass, 1), "expired");
}

static void what_the_centre_may_not_redeem_is_known(void)
{
	struct pass pass;
	DEVICE;

	pass = world_issue(&w);
	w.mediator.site = w.far_centre;
	sync(&w, &device);
	SAME(world_token(&w, &pass, 1), "wrong_territory");
	w.mediator.site = w.centre;
	CHECK_OK(site_approve(w.app, w.centre, w.programme.id, APPROVAL_SUSPENDED, &err));
	sync(&w, &device);
	SAME(world_token(&w, &pass, 1), "wrong_territory");
}

static void what_nobody_issued_is_not_among_the_live(void)
{
	struct voucher stolen = { .issuer = 7, .number = 1, .total = 5, .cents = 1000 };
	char text[VOUCHER_DIGITS_SIZE];
	struct signing_work work;
	struct pass pass;
	DEVICE;

	pass = world_issue(&w);
	stolen.pass = pass.id ^ 1;
	stolen.key = pass.key_number;
	stolen.last_day = pass.last_day;
	CHECK_OK(vault_sign_voucher(w.app->vault, &stolen, text, &err));
	sync(&w, &device);
	SAME(text, "bad_signature");
	text[150] = text[150] == '1' ? '2' : '1';
	SAME(text, "bad_signature");
	SAME("HTTPS://PASS.EXAMPLE/12345", "malformed");
	snprintf(text, sizeof text, "%s", world_token(&w, &pass, 1));
	CHECK_OK(keys_revoke(w.app, pass.key_number, NULL, &work, &err));
	sync(&w, &device);
	SAME(text, "unknown_key");
}

static void a_bundle_that_is_not_believed_says_nothing(void)
{
	struct pass pass;
	const char *token;
	DEVICE;

	pass = world_issue(&w);
	sync(&w, &device);
	token = world_token(&w, &pass, 1);
	CHECK_TEXT(offline(&w, &device, world_code(&w, &pass, 1)), "code_offline");
	world_at(&w, app_now(w.app) + 6 * DAY_SECONDS);
	CHECK_TEXT(offline(&w, &device, token), "redeemed");
	world_at(&w, app_now(w.app) + 2 * DAY_SECONDS);
	CHECK_TEXT(offline(&w, &device, token), "bundle_expired");
	world_at(&w, world_begins_at());
	device.file.data[device.file.size - 2] ^= 1;
	CHECK_TEXT(offline(&w, &device, token), "bad_bundle");
	buf_clear(&device.root);
	buf_adds(&device.root, "pass.example/root+00000000+AQ==");
	CHECK_TEXT(offline(&w, &device, token), "bad_key");
}

DATABASE_MAIN({ "what_is_used_is_known", what_is_used_is_known },
              { "days_and_states_are_known", days_and_states_are_known },
              { "what_the_centre_may_not_redeem_is_known",
                what_the_centre_may_not_redeem_is_known },
              { "what_nobody_issued_is_not_among_the_live",
                what_nobody_issued_is_not_among_the_live },
              { "a_bundle_that_is_not_believed_says_nothing",
                a_bundle_that_is_not_believed_says_nothing })
