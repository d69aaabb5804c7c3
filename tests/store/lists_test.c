/* Lists by key with their filters, and changes of one version: organisations, funders, programmes,
 * sites, approvals. */
#include "base/buf.h"
#include "base/text.h"
#include "books.h"
#include "store/approvals.h"
#include "store/funders.h"
#include "store/fundings.h"
#include "store/ledger.h"
#include "store/organisations.h"
#include "store/programmes.h"

/* Numbers that came, in their order: "1 3 ". */
static bool note(struct buf *seen, int64_t id)
{
	buf_addf(seen, "%lld ", (long long)id);
	return true;
}

static bool note_programme(void *context, const struct programme *programme, struct err *err)
{
	(void)err;
	return note(context, programme->id);
}

static bool note_site(void *context, const struct site *site, int64_t distance_m, struct err *err)
{
	(void)err;
	CHECK_INT(distance_m, -1);
	return note(context, site->id);
}

static bool note_funder(void *context, const struct funder *funder, struct err *err)
{
	(void)err;
	return note(context, funder->id);
}

static bool note_organisation(void *context, const struct organisation *organisation,
                              struct err *err)
{
	(void)err;
	return note(context, organisation->id);
}

static bool note_approval(void *context, const struct approval_row *row, struct err *err)
{
	(void)err;
	CHECK(row->changed_at);
	buf_addf(context, "%s:%s ", row->site.place.name, approval_name(row->state));
	return true;
}

#define LISTED(call, want)                                                                         \
	do {                                                                                       \
		AUTO(buf_release) struct buf seen = { 0 };                                         \
		CHECK_OK(call);                                                                    \
		CHECK_TEXT(buf_text(&seen), want);                                                 \
	} while (0)

#define PROGRAMMES(want, ...)                                                                      \
	LISTED(programmes_each(f.sql, &(struct programmes_query){ __VA_ARGS__ }, note_programme,   \
	                       &seen, &err),                                                       \
	       want)

static void programmes_are_found_by_funder_state_and_site(void)
{
	BOOKS_WITH_PROGRAMME;
	struct programme p;

	CHECK_OK(sql_script(f.sql,
	                    "INSERT INTO organisation (id, name) VALUES (2, 'Autre');"
	                    "INSERT INTO funder (id, organisation, name) VALUES (2, 2, 'Autre')",
	                    &err));
	CHECK_OK(programmes_find(f.sql, 1, &p, &err));
	for (int i = 2; i <= 4; i++) {
		p.funder = i == 4 ? 2 : 1;
		p.state = i == 3 ? PROGRAMME_DRAFT : PROGRAMME_OPEN;
		COMMITTED(programmes_add(f.sql, &p, &err));
	}
	COMMITTED(approvals_set(f.sql, &(struct approval_said){ 2, 1, APPROVAL_APPROVED, .at = 5 },
	                        &err));
	COMMITTED(approvals_set(f.sql, &(struct approval_said){ 3, 1, APPROVAL_CANDIDATE, .at = 5 },
	                        &err));
	COMMITTED(approvals_set(f.sql, &(struct approval_said){ 4, 1, APPROVAL_SUSPENDED, .at = 5 },
	                        &err));
	PROGRAMMES("1 2 3 4 ", .state = -1, .limit = 10);
	PROGRAMMES("1 2 3 ", .funder = 1, .state = -1, .limit = 10);
	PROGRAMMES("4 ", .funder = 2, .state = -1, .limit = 10);
	PROGRAMMES("3 ", .state = PROGRAMME_DRAFT, .limit = 10);
	PROGRAMMES("2 4 ", .state = -1, .site = 1, .limit = 10);
	PROGRAMMES("", .state = -1, .site = 2, .limit = 10);
	PROGRAMMES("2 3 ", .state = -1, .after_id = 1, .limit = 2);
	PROGRAMMES("", .state = -1, .after_id = 4, .limit = 2);
}

#define SITES(want, change)                                                                        \
	do {                                                                                       \
		struct sites_query query = { SITES_ALL, .limit = 10 };                             \
		change;                                                                            \
		LISTED(sites_each(f.sql, &query, note_site, &seen, &err), want);                   \
	} while (0)

static void sites_are_found_by_what_they_do(void)
{
	BOOKS_WITH_PROGRAMME;
	struct site both = { .desk = true, .centre = true, .organisation = 1 };

	COMMITTED(sites_add(f.sql, &both, 5, &err));
	COMMITTED(approvals_set(f.sql, &(struct approval_said){ 1, 3, APPROVAL_CANDIDATE, .at = 5 },
	                        &err));
	SITES("1 2 3 ", query.only = 0);
	SITES("2 ", query.only = 2);
	SITES("3 ", (query.funder = 1, query.approval = APPROVAL_CANDIDATE));
	SITES("1 2 ", query.funder = 99);
	SITES("1 3 ", query.desk = 1);
	SITES("2 ", query.desk = 0);
	SITES("2 3 ", query.centre = 1);
	SITES("3 ", (query.desk = 1, query.centre = 1));
	SITES("3 ", query.approval = APPROVAL_CANDIDATE);
	SITES("3 ", query.programme = 1);
	SITES("", query.programme = 2);
	SITES("3 ", query.organisation = 1);
	SITES("2 3 ", query.after_id = 1);
	SITES("2 ", (query.after_id = 1, query.limit = 1));
}

#define APPROVALS(want, ...)                                                                       \
	LISTED(approvals_each(f.sql, &(struct approvals_query){ .programme = 1, __VA_ARGS__ },     \
	                      note_approval, &seen, &err),                                         \
	       want)

static void approvals_come_with_their_sites(void)
{
	BOOKS_WITH_PROGRAMME;
	enum approval state = APPROVAL_CANDIDATE;
	bool found = true;

	COMMITTED(approvals_set(f.sql, &(struct approval_said){ 1, 1, APPROVAL_APPROVED, .at = 5 },
	                        &err));
	COMMITTED(approvals_set(f.sql, &(struct approval_said){ 1, 2, APPROVAL_SUSPENDED, .at = 6 },
	                        &err));
	APPROVALS("a:approved b:suspended ", .state = -1, .limit = 9);
	APPROVALS("b:suspended ", .state = APPROVAL_SUSPENDED, .limit = 9);
	APPROVALS("a:approved ", .state = -1, .limit = 1);
	APPROVALS("b:suspended ", .state = -1, .after_site = 1, .limit = 1);
	CHECK_OK(approvals_find(f.sql, 1, 2, &state, &found, &err));
	CHECK(found);
	CHECK_INT(state, APPROVAL_SUSPENDED);
	CHECK_OK(approvals_find(f.sql, 1, 3, &state, &found, &err));
	CHECK(!found);
}

static void organisations_and_funders_come_in_pages(void)
{
	BOOKS_WITH_PROGRAMME;
	struct organisation more = { .name = "Autre" };
	struct funder other = { .name = "Autre" }, again;

	COMMITTED(organisations_add(f.sql, &more, &err));
	other.organisation = more.id;
	COMMITTED(funders_add(f.sql, &other, &err));
	again = other;
	REFUSED(funders_add(f.sql, &again, &err), ERR_CONFLICT, "siret_taken");
	LISTED(organisations_each(f.sql, 0, 9, note_organisation, &seen, &err), "1 2 ");
	LISTED(organisations_each(f.sql, 0, 1, note_organisation, &seen, &err), "1 ");
	LISTED(organisations_each(f.sql, 1, 1, note_organisation, &seen, &err), "2 ");
	LISTED(funders_each(f.sql, &(struct funders_query){ .limit = 9 }, note_funder, &seen, &err),
	       "1 2 ");
	LISTED(funders_each(f.sql, &(struct funders_query){ .only = 2, .limit = 9 }, note_funder,
	                    &seen, &err),
	       "2 ");
}

/* Two that have read the same row: the second finds it changed. */
static void a_row_is_changed_as_it_was_read_or_not_at_all(void)
{
	BOOKS_WITH_PROGRAMME;
	struct organisation organisation, organisation2;
	struct programme programme, programme2;
	struct funder funder, funder2;
	struct site site, site2;

	CHECK_OK(organisations_find(f.sql, 1, &organisation, &err));
	CHECK_OK(programmes_find(f.sql, 1, &programme, &err));
	CHECK_OK(funders_find(f.sql, 1, &funder, &err));
	CHECK_OK(sites_find(f.sql, 1, &site, &err));
	organisation2 = organisation;
	programme2 = programme;
	funder2 = funder;
	site2 = site;
	TEXT_COPY(organisation.name, "Neuf");
	COMMITTED(organisations_change(f.sql, &organisation, &err));
	COMMITTED(programmes_change(f.sql, &programme, &err));
	COMMITTED(funders_change(f.sql, &funder, &err));
	COMMITTED(sites_change(f.sql, &site, 7, &err));
	REFUSED(organisations_change(f.sql, &organisation2, &err), ERR_BUSY, "busy");
	REFUSED(programmes_change(f.sql, &programme2, &err), ERR_BUSY, "busy");
	REFUSED(funders_change(f.sql, &funder2, &err), ERR_BUSY, "busy");
	REFUSED(sites_change(f.sql, &site2, 7, &err), ERR_BUSY, "busy");
	CHECK_INT(organisation.version, 2);
	CHECK_INT(programme.version, 2);
	CHECK_INT(funder.version, 2);
	CHECK_INT(site.version, 2);
	COMMITTED(sites_change(f.sql, &site, 8, &err));
	CHECK_OK(sites_find(f.sql, 1, &site2, &err));
	CHECK_INT(site2.version, 3);
	CHECK_INT(site2.changed_at, 8);
	CHECK_OK(organisations_find(f.sql, 1, &organisation2, &err));
	CHECK_TEXT(organisation2.name, "Neuf");
	REFUSED(organisations_find(f.sql, 9, &organisation2, &err), ERR_MISSING, "no_organisation");
}

static bool note_funding(void *context, const struct funding_row *row, struct err *err)
{
	(void)err;
	buf_addf(context, "%lld:%lld:%lld ", (long long)row->number, (long long)row->cents,
	         (long long)row->account);
	return true;
}

static void fundings_are_newest_first_and_signed(void)
{
	struct ledger_line lines[] = {
		{ 8, 100, LEDGER_FUNDED, 1, ACCOUNT_FUNDER, ACCOUNT_BUDGET, 500 },
		{ 8, 101, LEDGER_ISSUED, 9, ACCOUNT_BUDGET, ACCOUNT_COMMITTED, 50 },
		{ 8, 102, LEDGER_FUNDED, 2, ACCOUNT_BUDGET, ACCOUNT_FUNDER, 200 },
		{ 9, 103, LEDGER_FUNDED, 1, ACCOUNT_FUNDER, ACCOUNT_BUDGET, 7 },
	};
	struct fundings_query query = { .programme = 8, .before_number = INT64_MAX, .limit = 9 };
	BOOKS_WITH_PROGRAMME;

	COMMITTED(ledger_add(f.sql, lines, COUNT_OF(lines), &err));
	COMMITTED(fundings_note(f.sql, 8, 2, 77, &err)); /* of no account that is there */
	LISTED(fundings_each(f.sql, &query, note_funding, &seen, &err), "2:-200:0 1:500:0 ");
	query.before_number = 2;
	LISTED(fundings_each(f.sql, &query, note_funding, &seen, &err), "1:500:0 ");
	query = (struct fundings_query){ .programme = 9, .before_number = INT64_MAX, .limit = 9 };
	LISTED(fundings_each(f.sql, &query, note_funding, &seen, &err), "1:7:0 ");
}

DATABASE_MAIN({ "fundings_are_newest_first_and_signed", fundings_are_newest_first_and_signed },
              { "programmes_are_found_by_funder_state_and_site",
                programmes_are_found_by_funder_state_and_site },
              { "sites_are_found_by_what_they_do", sites_are_found_by_what_they_do },
              { "approvals_come_with_their_sites", approvals_come_with_their_sites },
              { "organisations_and_funders_come_in_pages",
                organisations_and_funders_come_in_pages },
              { "a_row_is_changed_as_it_was_read_or_not_at_all",
                a_row_is_changed_as_it_was_read_or_not_at_all })
