"""Funnel and money of a programme."""


def who_may_sees_the_same_money(api):
    path = f"/programmes/{api.programme}/figures"
    answers = [caller.get(path).json for caller in (api.operator, api.funder, api.auditor)]
    assert len({str(answer["cents"]) for answer in answers}) == 1
    cents = answers[0]["cents"]
    assert cents["budget"] == cents["free"] + cents["committed"] + cents["owed"] + cents["paid"] + cents["expired"]
    assert [answer["hidden_below"] for answer in answers] == [0, 5, 0]


def a_redemption_moves_the_figures(api):
    path = f"/programmes/{api.programme}/figures"
    before = api.operator.get(path).json
    token = api.new_pass()["vouchers"][0]["token"]
    api.mediator.post("/redemptions", {"voucher": token}, 201)
    after = api.operator.get(path).json
    assert after["vouchers"]["redeemed"] == before["vouchers"]["redeemed"] + 1
    assert after["cents"]["owed"] == before["cents"]["owed"] + 1000


def periods_are_days_in_order(api):
    path = f"/programmes/{api.programme}/figures"
    assert api.funder.get(path + "?from=2026-04-01&until=2026-05-01").json["from"] == "2026-04-01"
    api.funder.get(path + "?from=2026-05-01&until=2026-04-01", (400, "bad_period"))
    api.funder.get(path + "?from=yesterday", (400, "bad_date"))
    api.funder.get(path + "?until=2026-02-30", (400, "bad_date"))
    api.funder.get(path + "?since=2026-02-03", (400, "unknown_field"))


def others_do_not_see_them(api):
    path = f"/programmes/{api.programme}/figures"
    api.only(("operator", "funder", "auditor"), lambda caller, want: caller.get(path, want))
    api.others["commanditaire.vallees"].get(path, (404, "no_programme"))
    api.operator.get("/programmes/9999/figures", (404, "no_programme"))
    api.operator.get("/programmes/x/figures", (404, "no_programme"))


WALKS = [who_may_sees_the_same_money, a_redemption_moves_the_figures, periods_are_days_in_order,
         others_do_not_see_them]
