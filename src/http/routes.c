#include "base/auto.h"
#include "http/handlers.h"

enum {
	NO_BODY = 0,
	BODY_SECRET = 16 * 1024, /* two passwords, every character of them escaped */
	BODY = 64 * 1024,
	BODY_LIST = 512 * 1024, /* 500 redemptions */
	BODY_FILE = 32 * 1024 * 1024,

	ANYONE = ROLE_BIT(ROLE_ANYONE),
	OPERATOR = ROLE_BIT(ROLE_OPERATOR),
	FUNDER = ROLE_BIT(ROLE_FUNDER),
	AGENT = ROLE_BIT(ROLE_AGENT),
	MEDIATOR = ROLE_BIT(ROLE_MEDIATOR),
	AUDITOR = ROLE_BIT(ROLE_AUDITOR),
	EVERYONE = OPERATOR | FUNDER | AGENT | MEDIATOR | AUDITOR
};

/* clang-format off */
const struct http_route http_routes[] = {
	{ "GET",  "/", ANYONE, SCOPE_SELF, LANE_LOOP, NO_BODY, ROUTE_PAGE | ROUTE_NO_BOOKS, NULL, get_home, "Say what this server is." },
	{ "GET",  "/#voucher", ANYONE, SCOPE_SELF, LANE_WORKER, NO_BODY, ROUTE_PAGE, NULL, get_voucher, "Show a voucher to who scanned it; never redeems." },
	{ "GET",  "/app", ANYONE, SCOPE_SELF, LANE_LOOP, NO_BODY, ROUTE_PAGE | ROUTE_NO_BOOKS, NULL, get_web_page, "The pages for desks, centres, funders, operators and auditors." },
	{ "GET",  "/app/:page", ANYONE, SCOPE_SELF, LANE_LOOP, NO_BODY, ROUTE_PAGE | ROUTE_NO_BOOKS, NULL, get_web_page, "One of them." },
	{ "GET",  "/app/:page/:thing", ANYONE, SCOPE_SELF, LANE_LOOP, NO_BODY, ROUTE_PAGE | ROUTE_NO_BOOKS, NULL, get_web_page, "One of them, about one thing." },
	{ "GET",  "/web/:file", ANYONE, SCOPE_SELF, LANE_LOOP, NO_BODY, ROUTE_PAGE | ROUTE_NO_BOOKS, NULL, get_web_file, "A file of theirs." },
	{ "GET",  "/healthz", ANYONE, SCOPE_SELF, LANE_LOOP, NO_BODY, 0, NULL, get_health, "Say whether the service and its books are up." },
	{ "GET",  "/readyz", ANYONE, SCOPE_SELF, LANE_LOOP, NO_BODY, 0, NULL, get_health, "The same: it may be given calls." },
	{ "GET",  "/api/v1/healthz", ANYONE, SCOPE_SELF, LANE_LOOP, NO_BODY, 0, NULL, get_health, "The same." },
	{ "GET",  "/api/v1/about", ANYONE, SCOPE_SELF, LANE_LOOP, NO_BODY, 0, NULL, get_about, "Say who answers for this service." },
	{ "GET",  "/metrics", ANYONE, SCOPE_SELF, LANE_LOOP, NO_BODY, ROUTE_LOCAL | ROUTE_NO_BOOKS, NULL, get_metrics, "What the server has counted, for Prometheus." },
	{ "GET",  "/api/openapi.json", ANYONE, SCOPE_SELF, LANE_LOOP, NO_BODY, ROUTE_NO_BOOKS, NULL, get_openapi, "This description of the API." },

	{ "POST",   "/api/v1/session", ANYONE, SCOPE_SELF, LANE_LOGIN, BODY_SECRET, 0, NULL, post_session, "Open a session with login, password and perhaps a code." },
	{ "GET",    "/api/v1/session", EVERYONE, SCOPE_SELF, LANE_LOOP, NO_BODY, 0, NULL, get_session, "Say who is calling, and until when." },
	{ "DELETE", "/api/v1/session", EVERYONE, SCOPE_SELF, LANE_WORKER, NO_BODY, 0, "session.close", delete_session, "Close the session in use." },
	{ "PUT",    "/api/v1/session/password", EVERYONE, SCOPE_SELF, LANE_LOGIN, BODY_SECRET, 0, "password.change", put_password, "Choose a new password; other sessions end." },
	{ "POST",   "/api/v1/session/totp", EVERYONE, SCOPE_SELF, LANE_LOGIN, BODY_SECRET, 0, "totp.offer", post_totp, "Begin to use a phone's application for codes." },
	{ "POST",   "/api/v1/session/totp/confirmation", EVERYONE, SCOPE_SELF, LANE_LOGIN, BODY_SECRET, 0, "totp.confirm", post_totp_confirmation, "Show a code of it: from now on one is asked." },
	{ "POST",   "/api/v1/session/totp/removal", EVERYONE, SCOPE_SELF, LANE_LOGIN, BODY_SECRET, 0, "totp.remove", post_totp_removal, "Do without it again." },
	{ "POST",   "/api/v1/session/code-card", EVERYONE, SCOPE_SELF, LANE_LOGIN, BODY_SECRET, 0, "card.make", post_code_card, "A fresh card of single-use codes, to be printed." },
	{ "POST",   "/api/v1/session/code-card/removal", EVERYONE, SCOPE_SELF, LANE_LOGIN, BODY_SECRET, 0, "card.remove", post_code_card_removal, "Do without the card again." },
	{ "GET",    "/api/v1/sessions", EVERYONE, SCOPE_SELF, LANE_LOOP, NO_BODY, 0, NULL, get_sessions, "Sessions that are open." },
	{ "DELETE", "/api/v1/sessions/:id", EVERYONE, SCOPE_SELF, LANE_WORKER, NO_BODY, 0, "session.end", delete_session_of, "End a session." },

	{ "GET",    "/api/v1/accounts", OPERATOR | AUDITOR, SCOPE_ACCOUNTS, LANE_LOOP, NO_BODY, 0, NULL, get_accounts, "Accounts of staff." },
	{ "POST",   "/api/v1/accounts", OPERATOR, SCOPE_ACCOUNTS, LANE_LOGIN, BODY, ROUTE_KEYED | ROUTE_TOLD, "account.add", post_account, "Add an account; its password is shown once." },
	{ "GET",    "/api/v1/accounts/:id", EVERYONE, SCOPE_ACCOUNTS, LANE_LOOP, NO_BODY, 0, NULL, get_account, "An account." },
	{ "PATCH",  "/api/v1/accounts/:id", OPERATOR, SCOPE_ACCOUNTS, LANE_WORKER, BODY, ROUTE_IF_MATCH | ROUTE_TOLD, "account.change", patch_account, "Change an account, or disable it." },
	{ "POST",   "/api/v1/accounts/:id/password", OPERATOR, SCOPE_ACCOUNTS, LANE_LOGIN, NO_BODY, 0, "account.password", post_account_password, "A new password, shown once; its sessions end." },
	{ "POST",   "/api/v1/accounts/:id/code-card", OPERATOR, SCOPE_ACCOUNTS, LANE_WORKER, NO_BODY, 0, "account.card", post_account_code_card, "A fresh card of single-use codes for somebody." },
	{ "DELETE", "/api/v1/accounts/:id/second-factor", OPERATOR, SCOPE_ACCOUNTS, LANE_WORKER, NO_BODY, 0, "account.second_factor", delete_second_factor, "Let the password alone open an account again." },
	{ "GET",    "/api/v1/accounts/:id/tokens", EVERYONE, SCOPE_ACCOUNTS, LANE_LOOP, NO_BODY, 0, NULL, get_tokens, "The bearer tokens of an account, and their last use." },
	{ "POST",   "/api/v1/accounts/:id/tokens", EVERYONE, SCOPE_ACCOUNTS, LANE_WORKER, BODY, ROUTE_KEYED | ROUTE_TOLD, "token.add", post_token, "A bearer token, shown once." },
	{ "DELETE", "/api/v1/tokens/:id", EVERYONE, SCOPE_ACCOUNTS, LANE_WORKER, NO_BODY, 0, "token.revoke", delete_token, "End a bearer token." },

	{ "GET",  "/api/v1/keys", ANYONE, SCOPE_KEYS, LANE_LOOP, NO_BODY, 0, NULL, get_keys, "The signed list of public keys." },
	{ "GET",  "/api/v1/keys/root", ANYONE, SCOPE_KEYS, LANE_WORKER, NO_BODY, 0, NULL, get_keys_root, "The key that signs that list." },
	{ "GET",  "/api/v1/signing-keys", OPERATOR | AUDITOR, SCOPE_KEYS, LANE_WORKER, NO_BODY, 0, NULL, get_signing_keys, "Keys that vouchers are signed with, and how much each has signed." },
	{ "POST", "/api/v1/signing-keys", OPERATOR, SCOPE_KEYS, LANE_WORKER, BODY, ROUTE_KEYED | ROUTE_TOLD, "key.rotate", post_signing_key, "Sign a programme's new passes with a new key." },
	{ "GET",  "/api/v1/signing-keys/:number", OPERATOR | AUDITOR, SCOPE_KEYS, LANE_WORKER, NO_BODY, 0, NULL, get_signing_key, "A key, and how much it has signed." },
	{ "GET",  "/api/v1/signing-keys/:number/passes", OPERATOR | AUDITOR, SCOPE_KEYS, LANE_WORKER, NO_BODY, 0, NULL, get_signing_key_passes, "The passes that a key has signed, newest first." },
	{ "POST", "/api/v1/signing-keys/:number/revocation", OPERATOR, SCOPE_KEYS, LANE_WORKER, BODY, ROUTE_TOLD, "key.revoke", post_signing_key_revocation, "Refuse all that a compromised key has signed." },

	{ "GET",  "/api/v1/centres", ANYONE, SCOPE_PLACES, LANE_LOOP, NO_BODY, 0, NULL, get_centres, "The approved centres nearest to a place." },
	{ "GET",  "/api/v1/centres/:id", ANYONE, SCOPE_PLACES, LANE_LOOP, NO_BODY, 0, NULL, get_centre, "An approved centre: where, when, what and for whom." },

	{ "GET",   "/api/v1/organisations", OPERATOR | FUNDER | AUDITOR, SCOPE_PLACES, LANE_LOOP, NO_BODY, 0, NULL, get_organisations, "Legal bodies." },
	{ "POST",  "/api/v1/organisations", OPERATOR, SCOPE_PLACES, LANE_WORKER, BODY, ROUTE_KEYED | ROUTE_TOLD, "organisation.add", post_organisation, "Add a legal body." },
	{ "GET",   "/api/v1/organisations/:id", OPERATOR | FUNDER | AGENT | MEDIATOR | AUDITOR, SCOPE_PLACES, LANE_LOOP, NO_BODY, 0, NULL, get_organisation, "A legal body." },
	{ "PATCH", "/api/v1/organisations/:id", OPERATOR, SCOPE_PLACES, LANE_WORKER, BODY, ROUTE_IF_MATCH | ROUTE_TOLD, "organisation.change", patch_organisation, "Change a legal body." },

	{ "GET",   "/api/v1/sites", OPERATOR | FUNDER | AUDITOR, SCOPE_PLACES, LANE_WORKER, NO_BODY, 0, NULL, get_sites, "Places: desks and centres, approved or not." },
	{ "POST",  "/api/v1/sites", OPERATOR, SCOPE_PLACES, LANE_WORKER, BODY, ROUTE_KEYED | ROUTE_TOLD, "site.add", post_site, "Add a place, as a candidate." },
	{ "GET",   "/api/v1/sites/:id", OPERATOR | FUNDER | AGENT | MEDIATOR | AUDITOR, SCOPE_PLACES, LANE_LOOP, NO_BODY, 0, NULL, get_site, "A place." },
	{ "GET",   "/api/v1/sites/:id/approvals", OPERATOR | FUNDER | AGENT | MEDIATOR | AUDITOR, SCOPE_PLACES, LANE_LOOP, NO_BODY, 0, NULL, get_approvals_of_site, "What is said of a place in each programme." },
	{ "PATCH", "/api/v1/sites/:id", OPERATOR, SCOPE_PLACES, LANE_WORKER, BODY, ROUTE_IF_MATCH | ROUTE_TOLD, "site.change", patch_site, "Change a place, approve or suspend it." },

	{ "GET",   "/api/v1/territories", OPERATOR | FUNDER | AUDITOR, SCOPE_PLACES, LANE_WORKER, NO_BODY, 0, NULL, get_territories, "What the codes of a territory stand for, and how many places are there." },

	{ "GET",  "/api/v1/imports/centres", OPERATOR | AUDITOR, SCOPE_PLACES, LANE_WORKER, NO_BODY, 0, NULL, get_import_centres, "The latest imports of places, those under way among them." },
	{ "POST",  "/api/v1/imports/centres", OPERATOR, SCOPE_PLACES, LANE_WORKER, BODY_FILE, ROUTE_KEYED, "centres.ask", post_import_centres, "Bring in places from a file of the national schema, while nobody waits: all of it or nothing." },
	{ "GET",  "/api/v1/imports/centres/:id", OPERATOR | AUDITOR, SCOPE_PLACES, LANE_WORKER, NO_BODY, 0, NULL, get_import, "How far an import is, and what came of it." },
	{ "POST", "/api/v1/imports/centres/:id/cancellation", OPERATOR, SCOPE_PLACES, LANE_WORKER, NO_BODY, 0, "centres.cancel", post_import_cancellation, "Stop an import before anything of it is in." },

	{ "GET",   "/api/v1/funders", OPERATOR | FUNDER | AUDITOR, SCOPE_PROGRAMMES, LANE_LOOP, NO_BODY, 0, NULL, get_funders, "Funders." },
	{ "POST",  "/api/v1/funders", OPERATOR, SCOPE_PROGRAMMES, LANE_WORKER, BODY, ROUTE_KEYED | ROUTE_TOLD, "funder.add", post_funder, "Add a funder." },
	{ "GET",   "/api/v1/funders/:id", OPERATOR | FUNDER | AUDITOR, SCOPE_PROGRAMMES, LANE_LOOP, NO_BODY, 0, NULL, get_funder, "A funder." },
	{ "PATCH", "/api/v1/funders/:id", OPERATOR, SCOPE_PROGRAMMES, LANE_WORKER, BODY, ROUTE_IF_MATCH | ROUTE_TOLD, "funder.change", patch_funder, "Change a funder." },

	{ "GET",  "/api/v1/passes", AGENT | OPERATOR | AUDITOR, SCOPE_PASSES, LANE_WORKER, NO_BODY, 0, NULL, get_passes, "The passes of a desk, newest first." },
	{ "POST", "/api/v1/passes", AGENT, SCOPE_PASSES, LANE_WORKER, BODY, ROUTE_KEYED, "pass.issue", post_pass, "Issue a pass to a person." },
	{ "POST", "/api/v1/passes/lookup", AGENT | OPERATOR, SCOPE_PASSES, LANE_WORKER, BODY, ROUTE_READS, NULL, post_pass_lookup, "The pass whose code or voucher somebody shows." },
	{ "GET",  "/api/v1/passes/:id", AGENT | OPERATOR | AUDITOR, SCOPE_PASSES, LANE_LOOP, NO_BODY, 0, NULL, get_pass, "State of a pass, used and left." },
	{ "GET",  "/api/v1/passes/:id/document.pdf", AGENT | OPERATOR, SCOPE_PASSES, LANE_WORKER, NO_BODY, 0, NULL, get_pass_document, "The pass as it is printed." },
	{ "GET",  "/api/v1/passes/:id/progress", AGENT | OPERATOR | AUDITOR, SCOPE_PASSES, LANE_WORKER, NO_BODY, 0, NULL, get_pass_progress, "How far the person has come." },
	{ "POST", "/api/v1/passes/:id/hand-out", AGENT | OPERATOR, SCOPE_PASSES, LANE_WORKER, BODY, 0, "pass.hand_out", post_pass_hand_out, "Give a pass of the stock to a person." },
	{ "POST", "/api/v1/passes/:id/replacement", AGENT | OPERATOR, SCOPE_PASSES, LANE_WORKER, BODY, 0, "pass.replace", post_pass_replacement, "Move the unused vouchers of a lost pass to a new one." },
	{ "POST", "/api/v1/passes/:id/blocking", AGENT | OPERATOR, SCOPE_PASSES, LANE_WORKER, BODY, 0, "pass.block", post_pass_blocking, "Refuse the unused vouchers of a pass." },

	{ "GET",  "/api/v1/batches", AGENT | OPERATOR | AUDITOR, SCOPE_PASSES, LANE_WORKER, NO_BODY, 0, NULL, get_batches, "The batches of a desk, newest first." },
	{ "POST", "/api/v1/batches", AGENT | OPERATOR, SCOPE_PASSES, LANE_WORKER, BODY, ROUTE_KEYED | ROUTE_TOLD, "batch.ask", post_batch, "Ask for passes for the stock of a desk: they are made while nobody waits." },
	{ "GET",  "/api/v1/batches/:id", AGENT | OPERATOR | AUDITOR, SCOPE_PASSES, LANE_LOOP, NO_BODY, 0, NULL, get_batch, "How far a batch is." },
	{ "POST", "/api/v1/batches/:id/cancellation", AGENT | OPERATOR, SCOPE_PASSES, LANE_WORKER, NO_BODY, 0, "batch.cancel", post_batch_cancellation, "Make no more passes of a batch; those made stay in the stock." },
	{ "GET",  "/api/v1/batches/:id/document.pdf", AGENT | OPERATOR, SCOPE_PASSES, LANE_PRINTER, NO_BODY, 0, NULL, get_batch_document, "The passes of a batch as they are printed, all of them or some." },

	{ "POST", "/api/v1/pseudonyms", AGENT, SCOPE_PASSES, LANE_WORKER, BODY, 0, NULL, post_pseudonym, "The server's part of a pseudonym: it evaluates what a browser has blinded." },
	{ "GET",  "/api/v1/pseudonyms/key", ANYONE, SCOPE_PASSES, LANE_LOOP, NO_BODY, 0, NULL, get_pseudonym_key, "What a browser checks that evaluation with." },

	{ "POST", "/api/v1/vouchers/check", MEDIATOR | OPERATOR, SCOPE_REDEMPTIONS, LANE_WORKER, BODY, ROUTE_READS, NULL, post_check, "What a redemption would answer now; consumes nothing." },
	{ "GET",  "/api/v1/bundle", MEDIATOR, SCOPE_REDEMPTIONS, LANE_WORKER, NO_BODY, 0, NULL, get_bundle, "What a device takes along to judge vouchers without network." },
	{ "POST", "/api/v1/vouchers/progress", MEDIATOR, SCOPE_REDEMPTIONS, LANE_WORKER, BODY, ROUTE_READS, NULL, post_voucher_progress, "How far the person who shows a voucher has come." },
	{ "GET",  "/api/v1/redemptions", MEDIATOR | FUNDER | OPERATOR | AUDITOR, SCOPE_REDEMPTIONS, LANE_WORKER, NO_BODY, 0, NULL, get_redemptions, "Redemptions of a centre or of a funder's programmes, newest first." },
	{ "POST", "/api/v1/redemptions", MEDIATOR, SCOPE_REDEMPTIONS, LANE_WRITER, BODY_LIST, 0, NULL, post_redemptions, "Redeem one voucher, or a list of them, each once." },
	{ "GET",  "/api/v1/redemptions/:id", MEDIATOR | FUNDER | OPERATOR | AUDITOR, SCOPE_REDEMPTIONS, LANE_WORKER, NO_BODY, 0, NULL, get_redemption, "A redemption; to its centre, the receipt too." },
	{ "POST", "/api/v1/redemptions/:id/reversal", MEDIATOR | FUNDER | OPERATOR, SCOPE_REDEMPTIONS, LANE_WORKER, BODY, 0, "redemption.reverse", post_reversal, "Take a redemption back." },

	{ "GET",   "/api/v1/programmes", OPERATOR | FUNDER | AGENT | MEDIATOR | AUDITOR, SCOPE_PROGRAMMES, LANE_LOOP, NO_BODY, 0, NULL, get_programmes, "Programmes and their rules." },
	{ "POST",  "/api/v1/programmes", OPERATOR, SCOPE_PROGRAMMES, LANE_WORKER, BODY, ROUTE_KEYED | ROUTE_TOLD, "programme.add", post_programme, "Add a programme, as a draft with a signing key of its own." },
	{ "POST",  "/api/v1/programmes/specimen", OPERATOR | FUNDER, SCOPE_PROGRAMMES, LANE_WORKER, BODY, ROUTE_READS, NULL, post_specimen, "What a pass of a programme would look like; nothing is kept." },
	{ "GET",   "/api/v1/programmes/:id", OPERATOR | FUNDER | AGENT | MEDIATOR | AUDITOR, SCOPE_PROGRAMMES, LANE_LOOP, NO_BODY, 0, NULL, get_programme, "A programme and its rules." },
	{ "PATCH", "/api/v1/programmes/:id", OPERATOR | FUNDER, SCOPE_PROGRAMMES, LANE_WORKER, BODY, ROUTE_IF_MATCH | ROUTE_TOLD, "programme.change", patch_programme, "Change rules of a programme." },
	{ "GET",   "/api/v1/programmes/:id/fundings", OPERATOR | FUNDER | AUDITOR, SCOPE_PROGRAMMES, LANE_LOOP, NO_BODY, 0, NULL, get_fundings, "Money that was added to a programme or taken back, newest first." },
	{ "POST",  "/api/v1/programmes/:id/fundings", OPERATOR | FUNDER, SCOPE_PROGRAMMES, LANE_WORKER, BODY, ROUTE_KEYED | ROUTE_TOLD, "programme.fund", post_funding, "Add money to a programme, or take back what is free." },
	{ "POST",  "/api/v1/programmes/:id/state", OPERATOR | FUNDER, SCOPE_PROGRAMMES, LANE_WORKER, BODY, ROUTE_TOLD, "programme.state", post_programme_state, "Open or close a programme." },
	{ "GET",   "/api/v1/programmes/:id/approvals", OPERATOR | FUNDER | AUDITOR, SCOPE_PROGRAMMES, LANE_LOOP, NO_BODY, 0, NULL, get_approvals, "Sites that take part in a programme, or asked to." },
	{ "POST",  "/api/v1/programmes/:id/approvals", OPERATOR | FUNDER, SCOPE_PROGRAMMES, LANE_WORKER, BODY, ROUTE_TOLD, "approval.territory", post_approvals, "Let all approved sites of the territory in, 500 at a time." },
	{ "PUT",   "/api/v1/programmes/:id/approvals/:site", OPERATOR | FUNDER, SCOPE_PROGRAMMES, LANE_WORKER, BODY, ROUTE_TOLD, "approval.set", put_approval, "Let a site hand out or redeem passes of a programme, or suspend it." },
	{ "GET",  "/api/v1/programmes/:id/breakdown", FUNDER | OPERATOR | AUDITOR, SCOPE_FIGURES, LANE_WORKER, NO_BODY, 0, NULL, get_breakdown, "What is owed by month, centre or commune, and who was reached by desk." },
	{ "GET",  "/api/v1/programmes/:id/figures", FUNDER | OPERATOR | AUDITOR, SCOPE_FIGURES, LANE_WORKER, NO_BODY, 0, NULL, get_figures, "Funnel and money of a programme; small numbers hidden." },
	{ "GET",  "/api/v1/exports", FUNDER | OPERATOR | AUDITOR, SCOPE_FIGURES, LANE_WORKER, NO_BODY, 0, NULL, get_exports, "One's own exports, newest first." },
	{ "POST", "/api/v1/exports", FUNDER | OPERATOR | AUDITOR, SCOPE_FIGURES, LANE_WORKER, BODY, ROUTE_KEYED | ROUTE_TOLD, "export.ask", post_export, "Ask for a file of redemptions or figures: it is made while nobody waits." },
	{ "GET",  "/api/v1/exports/:id", FUNDER | OPERATOR | AUDITOR, SCOPE_FIGURES, LANE_LOOP, NO_BODY, 0, NULL, get_export, "How far an export is." },
	{ "DELETE", "/api/v1/exports/:id", FUNDER | OPERATOR | AUDITOR, SCOPE_FIGURES, LANE_WORKER, NO_BODY, 0, "export.drop", delete_export, "Stop an export, or throw its file away." },
	{ "GET",  "/api/v1/exports/:id/file", FUNDER | OPERATOR | AUDITOR, SCOPE_FIGURES, LANE_PRINTER, NO_BODY, 0, NULL, get_export_file, "The file of an export that is done." },

	{ "GET",   "/api/v1/publisher", OPERATOR | AUDITOR, SCOPE_ACCOUNTS, LANE_LOOP, NO_BODY, 0, NULL, get_publisher, "Who answers for this service, to be edited." },
	{ "PATCH", "/api/v1/publisher", OPERATOR, SCOPE_ACCOUNTS, LANE_WORKER, BODY, ROUTE_IF_MATCH | ROUTE_TOLD, "publisher.set", patch_publisher, "Say who answers for this service." },

	{ "GET",  "/api/v1/journal", OPERATOR | AUDITOR, SCOPE_JOURNAL, LANE_WORKER, NO_BODY, 0, NULL, get_journal, "Who did what, newest first." },
};
/* clang-format on */
const size_t http_routes_count = COUNT_OF(http_routes);
