/* passnum: signed vouchers, printed and redeemed once. A short tour:
 *
 * 1. Next stop: cli/program.c. It finds the line of "redeem" in the table of cli/commands.c, reads
 *    the words after it (cli/options.c) and opens books and keys (domain/app.h).
 * 2. Next stop: cli/cmd_redeem.c. A surface is thin: words become a struct redeem_item, one verb is
 *    called, its outcome is printed. http/routes.c does the same for the HTTP API.
 * 3. Next stop: domain/redeem.h. redeem_prepare() reads the token and checks its signature without
 *    any lock; redeem_batch() asks the books and decides.
 * 4. Next stop: codec/token.h, where 197 digits are 81 bytes, and crypto/verify.h.
 * 5. Next stop: model/redemption.h. rules_outcome() is the rules of the field: facts in,
 *    outcome out.
 * 6. Next stop: store/spent.h. One insert ends a voucher; its primary key decides every race.
 * 7. Next stop: model/outcome.h, where the answer has its name, and cli/exits.c its exit code.
 * 8. Last stop: docs/architecture.md, for the why. */
#include "cli/program.h"

int main(int argc, char **argv)
{
	return program_run(argc, argv);
}
