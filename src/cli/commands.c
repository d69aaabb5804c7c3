#include "cli/commands.h"

#include "base/auto.h"
#include "cli/cmd.h"

enum { READ = NEEDS_BOOKS, WRITE = NEEDS_BOOKS | NEEDS_WRITE, KEYS = NEEDS_KEYS };

/* Of what writes, these have no line in the journal: `redeem`, whose redemption is its own record;
 * `init`, `demo` and `restore`, which make the books, and `upgrade`, which changes their form;
 * `close-due`, which is time's deed; `serve`, whose calls have their own. */

#define RUNS(name) cmd_##name, &cmd_##name##_options

const struct command commands[] = {
	{ "init", RUNS(init), NEEDS_NOTHING, NULL, GROUP_START,
	  "Make the books, the keys and the first administrator, whose password is shown once." },
	{ "demo", RUNS(demo), NEEDS_NOTHING, NULL, GROUP_START,
	  "Make the books of an invented département, with accounts and a printed pass." },
	{ "serve", RUNS(serve), WRITE | KEYS, NULL, GROUP_START,
	  "Answer the HTTP API and the pages." },
	{ "version", RUNS(version), NEEDS_NOTHING, NULL, GROUP_START,
	  "Say which version this is." },
	{ "manual", RUNS(manual), NEEDS_NOTHING, NULL, GROUP_START,
	  "Write the manual page, for man -l." },
	{ "completion", RUNS(completion), NEEDS_NOTHING, NULL, GROUP_START,
	  "Write what makes a shell complete these words." },

	{ "publisher set", RUNS(publisher_set), WRITE, "publisher.set", GROUP_START,
	  "Say who answers for this service to the public; what is not named stays." },
	{ "publisher show", RUNS(publisher_show), READ, NULL, GROUP_START,
	  "Show what the legal notice names." },

	{ "funder add", RUNS(funder_add), WRITE, "funder.add", GROUP_PROGRAMME, "Add a funder." },
	{ "funder list", RUNS(funder_list), READ, NULL, GROUP_PROGRAMME, "List the funders." },
	{ "programme add", RUNS(programme_add), WRITE | KEYS, "programme.add", GROUP_PROGRAMME,
	  "Add a programme, as a draft with a signing key of its own." },
	{ "programme list", RUNS(programme_list), READ, NULL, GROUP_PROGRAMME,
	  "List the programmes." },
	{ "programme fund", RUNS(programme_fund), WRITE, "programme.fund", GROUP_PROGRAMME,
	  "Add money, or take back what is free." },
	{ "programme state", RUNS(programme_state), WRITE, "programme.state", GROUP_PROGRAMME,
	  "Open or close a programme." },
	{ "programme change", RUNS(programme_change), WRITE, "programme.change", GROUP_PROGRAMME,
	  "Change rules of a programme; what is not named stays." },
	{ "site add", RUNS(site_add), WRITE, "site.add", GROUP_PROGRAMME,
	  "Add a place by hand; import centres brings many." },
	{ "site change", RUNS(site_change), WRITE, "site.change", GROUP_PROGRAMME,
	  "Change a place, approve or suspend it everywhere; what is not named stays." },
	{ "site approve", RUNS(site_approve), WRITE, "approval.set", GROUP_PROGRAMME,
	  "Let a place hand out or redeem passes of a programme, or suspend it." },
	{ "site list", RUNS(site_list), READ, NULL, GROUP_PROGRAMME, "List the places." },
	{ "import centres", RUNS(import_centres), WRITE, "centres.import", GROUP_PROGRAMME,
	  "Bring in places from a file of the national schema: all of it or nothing." },
	{ "centres near", RUNS(centres_near), READ, NULL, GROUP_PROGRAMME,
	  "Show the nearest approved centres." },

	{ "issue", RUNS(issue), WRITE | KEYS, "pass.issue", GROUP_DESK,
	  "Make passes, signed and printed." },
	{ "print", RUNS(print), READ | KEYS, NULL, GROUP_DESK,
	  "Print a pass again, marked as such." },
	{ "hand-out", RUNS(hand_out), WRITE | KEYS, "pass.hand_out", GROUP_DESK,
	  "Give a pass of the stock to a person." },
	{ "replace", RUNS(replace), WRITE | KEYS, "pass.replace", GROUP_DESK,
	  "Move the unused vouchers of a lost pass to a new one." },
	{ "block", RUNS(block), WRITE, "pass.block", GROUP_DESK,
	  "Refuse the unused vouchers of a pass." },
	{ "progress", RUNS(progress), READ | KEYS, NULL, GROUP_DESK,
	  "Show how far the person of a pass has come." },

	/* With --keys or --bundle it must work where there are no books: it opens them itself. */
	{ "check", RUNS(check), NEEDS_NOTHING, NULL, GROUP_CENTRE,
	  "Say what a voucher is worth now, without using it." },
	{ "redeem", RUNS(redeem), WRITE | KEYS, NULL, GROUP_CENTRE, "Use a voucher, once." },
	{ "reverse", RUNS(reverse), WRITE | KEYS, "redemption.reverse", GROUP_CENTRE,
	  "Take a redemption back." },

	{ "report", RUNS(report), READ, NULL, GROUP_FUNDER, "Show the funnel and the money." },

	{ "user add", RUNS(user_add), WRITE | KEYS, "account.add", GROUP_PEOPLE,
	  "Add an account; its password is shown once." },
	{ "user disable", RUNS(user_disable), WRITE, "account.disable", GROUP_PEOPLE,
	  "Shut an account." },
	{ "user password", RUNS(user_password), WRITE | KEYS, "account.password", GROUP_PEOPLE,
	  "Make a new password, shown once." },
	{ "user token", RUNS(user_token), WRITE | KEYS, "token.add", GROUP_PEOPLE,
	  "Make an access token for programs, shown once." },
	{ "user tokens", RUNS(user_tokens), READ, NULL, GROUP_PEOPLE,
	  "List the access tokens of an account, with their last use." },
	{ "user revoke", RUNS(user_revoke), WRITE, "token.revoke", GROUP_PEOPLE,
	  "End an access token." },
	{ "user card", RUNS(user_card), WRITE | KEYS, "account.card", GROUP_PEOPLE,
	  "Print a card of single-use codes, the second factor of who has no smartphone." },
	{ "user second-factor", RUNS(user_second_factor), WRITE, "account.second_factor",
	  GROUP_PEOPLE, "Say which second factors an account has, or remove them." },
	{ "user list", RUNS(user_list), READ, NULL, GROUP_PEOPLE, "List the accounts." },

	{ "keys list", RUNS(keys_list), READ, NULL, GROUP_KEYS, "List the voucher keys." },
	{ "keys export", RUNS(keys_export), READ, NULL, GROUP_KEYS,
	  "Write the signed key list, for checks without books." },
	{ "keys rotate", RUNS(keys_rotate), WRITE | KEYS, "key.rotate", GROUP_KEYS,
	  "Sign with a new key; what the old one signed stays valid." },
	{ "keys revoke", RUNS(keys_revoke), WRITE | KEYS, "key.revoke", GROUP_KEYS,
	  "Refuse all that a compromised key has signed." },

	{ "journal", RUNS(journal), READ, NULL, GROUP_KEEP,
	  "List who did what, the newest first; redemptions are their own record." },
	{ "backup", RUNS(backup), READ, NULL, GROUP_KEEP,
	  "Copy the books to a file, while they are used. The key file is kept apart." },
	{ "restore", RUNS(restore), NEEDS_NOTHING, NULL, GROUP_KEEP, "Make books from a backup." },
	{ "upgrade", RUNS(upgrade), NEEDS_NOTHING, NULL, GROUP_KEEP,
	  "Bring the books up to this version of the program." },
	{ "close-due", RUNS(close_due), WRITE, NULL, GROUP_KEEP,
	  "Close the passes whose time is over (the server does it by itself)." },
};

const size_t commands_count = COUNT_OF(commands);

static const struct option common_list[] = {
	{ "--data", OPTION_TEXT(struct app_options, data), .value = "DIR", .usual = "var",
	  .variable = "PASSNUM_DATA", .about = "folder of the books and their key" },
	{ "--database", OPTION_TEXT(struct app_options, database), .value = "URL",
	  .variable = "PASSNUM_DATABASE",
	  .about = "sqlite:PATH or postgresql://..., in place of the books in DIR" },
	{ "--key-file", OPTION_TEXT(struct app_options, key_file), .value = "FILE",
	  .variable = "PASSNUM_KEY_FILE", .about = "in place of the key in DIR" },
};
const struct options commands_common = OPTIONS(common_list, struct app_options);

void commands_each_variable(commands_tell *tell, void *context)
{
	for (size_t i = 0; i <= commands_count; i++) {
		const struct command *command = i ? &commands[i - 1] : NULL;
		const struct options *options = command ? command->options : &commands_common;

		for (size_t k = 0; k < options->count; k++)
			if (options->list[k].variable)
				tell(context, command, &options->list[k]);
	}
}
