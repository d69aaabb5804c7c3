"""Funnel and money of a programme, whole and split up, in every form."""
import csv
import io
import re
import zipfile


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


def parts_add_up_to_what_is_owed(api):
    path = f"/programmes/{api.programme}"
    owed = api.funder.get(path + "/figures").json["cents"]["owed"]
    for by in ("month", "centre", "commune"):
        answer = api.funder.get(f"{path}/breakdown?by={by}").json
        assert sum(row["cents"] for row in answer["rows"]) == answer["whole"]["cents"] == owed
        used = [row["used"] for row in answer["rows"] if "used" in row]
        assert all(number is None or number % 5 == 0 for number in used)
        assert bool(used) == (by != "commune")
    desks = api.operator.get(path + "/breakdown?by=desk").json
    assert sum(row["used"] for row in desks["rows"]) == api.operator.get(path + "/figures").json["passes"]["used"]
    api.only(("operator", "funder", "auditor"), lambda caller, want: caller.get(path + "/breakdown", want))


def spreadsheets_say_the_same(api):
    path = f"/programmes/{api.programme}/breakdown?by=centre"
    rows = api.funder.get(path).json["rows"]
    plain = api.funder.get(path + "&as=csv")
    api.funder.get(path, 304, If_None_Match=api.funder.get(path).headers["etag"])
    assert plain.headers["content-disposition"].endswith('"lieux-1.csv"')
    lines = list(csv.DictReader(io.StringIO(plain.body.decode("utf-8"))))
    assert [int(line["cents"]) for line in lines] == [row["cents"] for row in rows]
    assert [line["used"] for line in lines] == ["" if row["used"] is None else str(row["used"]) for row in rows]
    french = list(csv.reader(io.StringIO(api.funder.get(path + "&as=excel").body.decode("utf-8-sig")), delimiter=";"))
    assert french[0][0] == "Lieu" and french[1][5] == f"{rows[0]['cents'] / 100:.2f}".replace(".", ",")
    book = zipfile.ZipFile(io.BytesIO(api.funder.get(path + "&as=xlsx").body))
    sheet = book.read("xl/worksheets/sheet1.xml").decode("utf-8")
    assert "<f>" not in sheet
    euros = [float(value) for value in re.findall(r'<c r="F\d+" s="\d+"><v>([^<]*)</v>', sheet)]
    assert euros == [row["cents"] / 100 for row in rows], euros
    assert re.findall(r'<c r="B2" t="inlineStr"><is><t>([^<]*)', sheet) == [rows[0]["name"]]
    figures = api.funder.get(f"/programmes/{api.programme}/figures?as=csv").body.decode().splitlines()
    assert figures[0] == "group,figure,unit,value" and f"passes,issued,passes,{api.funder.get(f'/programmes/{api.programme}/figures').json['passes']['issued']}" in figures
    cells = api.funder.get(f"/programmes/{api.programme}/figures").json["levels"]
    lines = [line for line in figures if line.startswith("levels,")]
    assert lines == [f"levels,{each['start'] or 'unknown'}_to_{each['latest'] or 'unknown'},passes,{'' if each['passes'] is None else each['passes']}"
                     for each in cells], (lines, cells)
    for form in ("excel", "xlsx", "json"):
        api.funder.get(f"/programmes/{api.programme}/figures?as={form}")


def what_cannot_be_split_up_is_said(api):
    path = f"/programmes/{api.programme}/breakdown"
    api.funder.get(path + "?by=year", (400, "bad_breakdown"))
    for name in ("breakdown", "figures"):
        api.funder.get(f"/programmes/{api.programme}/{name}?as=ods", (400, "bad_form"))
    api.funder.get(path + "?from=2026-05-01&until=2026-04-01", (400, "bad_period"))
    api.funder.get(path + "?until=2026-02-30", (400, "bad_date"))
    api.operator.get("/programmes/9999/breakdown", (404, "no_programme"))


WALKS = [parts_add_up_to_what_is_owed, spreadsheets_say_the_same, what_cannot_be_split_up_is_said, who_may_sees_the_same_money, a_redemption_moves_the_figures, periods_are_days_in_order,
         others_do_not_see_them]
