"""Files of redemptions and figures, made while nobody waits."""
import csv
import io
import re
import time
import uuid
import zipfile


def asked(api, caller=None, **more):
    return (caller or api.funder).post(
        "/exports", {"programme": api.programme, "what": "redemptions", "as": "csv"} | more, 202)


def over(caller, path):
    for _ in range(600):
        seen = caller.get(path)
        if seen.json["state"] not in ("waiting", "running"):
            return seen
        time.sleep(0.05)
    raise AssertionError(seen.json)


def fetched(api, caller=None, **more):
    caller = caller or api.funder
    path = asked(api, caller, **more).headers["location"]
    seen = over(caller, path)
    assert seen.json["state"] == "done" and seen.json["done"] == seen.json["total"], seen.json
    answer = caller.get(seen.json["file"])
    assert len(answer.body) == seen.json["size"], seen.json
    caller.delete(path)
    caller.get(path, (404, "no_export"))
    return answer


def rows_of(book, sheet):
    """Cells of a sheet as texts, whichever kind they are."""
    text = book.read(f"xl/worksheets/sheet{sheet}.xml").decode()
    assert "<f>" not in text and text.endswith("</worksheet>")
    return [[a or b for a, b in re.findall(r"<c [^>]*>(?:<is><t[^>]*>([^<]*)</t></is>|<v>([^<]*)</v>)</c>", row)]
            for row in re.findall(r"<row [^>]*>(.*?)</row>", text)]


def lines_add_up_to_what_is_owed(api):
    redeemed = api.mediator.post("/redemptions", {"voucher": api.new_pass()["vouchers"][0]["token"], "kind": 1}, 201).json["redemption"]
    api.mediator.post(f"/redemptions/{redeemed}/reversal", {"reason": "=1+1"}, 200)
    owed = api.funder.get(f"/programmes/{api.programme}/breakdown?by=month").json["whole"]
    plain = fetched(api)
    assert plain.headers["content-disposition"].startswith('attachment; filename="utilisations-1-')
    lines = list(csv.DictReader(io.StringIO(plain.body.decode("utf-8"))))
    standing = [line for line in lines if line["state"] == "standing"]
    assert sum(int(line["owed_cents"]) for line in lines) == sum(int(line["cents"]) for line in standing) == owed["cents"]
    assert len(standing) == owed["vouchers"]
    assert [(line["day"], line["time"]) for line in lines] == sorted((line["day"], line["time"]) for line in lines)
    mine = [line for line in lines if line["redemption"] == redeemed]
    assert len(mine) == 1 and mine[0]["reason"] == "'=1+1" and mine[0]["owed_cents"] == "0", mine
    french = list(csv.reader(io.StringIO(fetched(api, **{"as": "excel"}).body.decode("utf-8-sig")), delimiter=";"))
    assert len(french) == len(lines) + 1 and french[0][1] == "Date" and re.match(r"\d\d/\d\d/\d{4}$", french[1][1])
    shown = fetched(api, **{"as": "json"}).json["redemptions"]
    assert [line["id"] for line in shown] == [line["redemption"] for line in lines]
    for line in shown[-3:]:
        told = api.funder.get("/redemptions/" + line["id"]).json
        assert {name: told[name] for name in ("state", "at", "centre", "cents", "kind", "minutes", "reason")} == {
            name: line[name] for name in ("state", "at", "centre", "cents", "kind", "minutes", "reason")}
    book = zipfile.ZipFile(io.BytesIO(fetched(api, **{"as": "xlsx"}).body))
    assert book.testzip() is None
    cells = rows_of(book, 1)
    assert len(cells) == len(lines) + 1 and [row[0] for row in cells[1:]] == [line["redemption"] for line in lines]
    assert round(sum(float(row[11]) for row in cells[1:]) * 100) == owed["cents"]
    assert ["=1+1" in row for row in cells[1:]] == [line["redemption"] == redeemed for line in lines]


def figures_are_all_tables_of_the_page(api):
    shown = fetched(api, what="figures", **{"as": "json"}).json
    assert shown["figures"] == api.funder.get(f"/programmes/{api.programme}/figures").json
    for by, table in shown["breakdowns"].items():
        assert table == api.funder.get(f"/programmes/{api.programme}/breakdown?by={by}").json
    answer = fetched(api, what="figures", **{"as": "xlsx"})
    book = zipfile.ZipFile(io.BytesIO(answer.body))
    assert book.testzip() is None
    names = re.findall(r'<sheet name="([^"]*)"', book.read("xl/workbook.xml").decode())
    assert names == ["Parcours", "Argent", "Niveaux", "Par mois", "Par lieu", "Par guichet", "Par commune"]
    centres = rows_of(book, 5)
    assert [row[1] for row in centres[1:]] == [row["name"] for row in shown["breakdowns"]["centre"]["rows"]]
    whole = fetched(api, api.operator, what="figures", **{"as": "json"}).json
    assert whole["figures"]["hidden_below"] == 0 and shown["figures"]["hidden_below"] == 5


def periods_are_days(api):
    month = api.funder.get(f"/programmes/{api.programme}/breakdown?by=month").json["rows"][-1]["key"]
    rows = api.funder.get(f"/programmes/{api.programme}/breakdown?by=month&from={month}-01&until={month}-28").json["whole"]
    lines = fetched(api, **{"as": "json", "from": month + "-01", "until": month + "-28"}).json
    assert (lines["from"], lines["until"]) == (month + "-01", month + "-28")
    assert sum(line["owed_cents"] for line in lines["redemptions"]) == rows["cents"]


def what_cannot_be_made_is_said(api):
    def refused(want, **more):
        api.funder.post("/exports", {"programme": api.programme, "what": "figures", "as": "xlsx"} | more, want)

    refused((400, "bad_export"), what="passes")
    refused((400, "bad_form"), **{"as": "ods"})
    refused((400, "many_tables"), **{"as": "csv"})
    refused((400, "bad_date"), **{"from": "2026-02-30"})
    refused((400, "bad_period"), **{"from": "2026-03-02", "until": "2026-03-01"})
    refused((400, "bad_id"), programme="x")
    refused((404, "no_programme"), programme="9999")
    refused((404, "no_programme"), programme=api.demo["programmes"][1]["id"])
    api.funder.get("/exports/9999", (404, "no_export"))
    api.funder.get("/exports/9999/file", (404, "no_export"))
    api.funder.delete("/exports/9999", (404, "no_export"))


def the_same_key_is_one_export(api):
    body, key = {"programme": api.programme, "what": "figures", "as": "xlsx"}, uuid.uuid4().hex
    first = api.auditor.post("/exports", body, 202, Idempotency_Key=key)
    again = api.auditor.post("/exports", body, 202, Idempotency_Key=key)
    assert again.body == first.body and again.headers["idempotency-replayed"] == "true"
    path = first.headers["location"]
    seen = over(api.auditor, path)
    assert api.auditor.again(path).headers["etag"] == seen.headers["etag"]
    api.auditor.again(seen.json["file"])
    api.operator.get(path, (404, "no_export"))
    newest = api.auditor.get("/journal?limit=20").json["items"]
    assert {"export.ask", "export.done"} <= {each["verb"] for each in newest}, newest
    assert api.auditor.pages("/exports", 2) == api.auditor.pages("/exports", 200)
    api.auditor.again("/exports")
    api.auditor.no_page("/exports")


def so_many_are_kept(api):
    """Three under way at most, if they are slow enough to be seen; twenty in all."""
    codes = set()
    for _ in range(400):
        answer = api.operator.post("/exports", {"programme": api.programme, "what": "redemptions", "as": "xlsx"}, None)
        codes.add(answer.code)
        if answer.code == "exports_full":
            break
        if answer.code == "too_many_exports":
            waiting = api.operator.get("/exports").json["items"][0]["id"]
            api.operator.get(f"/exports/{waiting}/file", None)
            time.sleep(0.05)
    assert {"too_many_exports", "exports_full"} <= codes, codes
    for each in api.operator.pages("/exports", 50):
        api.operator.delete("/exports/" + each["id"])


def only_who_may(api):
    api.only(("funder", "operator", "auditor"), lambda caller, want: caller.get("/exports", want))
    api.only(("funder", "operator", "auditor"), lambda caller, want: caller.post(
        "/exports", {"programme": api.programme, "what": "figures", "as": "xlsx"}, want))


WALKS = [lines_add_up_to_what_is_owed, figures_are_all_tables_of_the_page, periods_are_days, what_cannot_be_made_is_said,
         the_same_key_is_one_export, so_many_are_kept, only_who_may]
