"""Sessions of people: their cookie, and whose pages may use it."""


def another_page_cannot_use_a_browser(api):
    change = lambda want, **headers: api.nobody.post("/passes", {"programme": "1"}, want, **headers)
    for headers in ({"Sec_Fetch_Site": "cross-site"}, {"Sec_Fetch_Site": "same-site"}, {"Sec_Fetch_Site": "none"},
                    {"Origin": "https://evil.example"}, {"Origin": "null"}):
        change((403, "foreign_origin"), Idempotency_Key="a", **headers)
    change((401, "no_bearer"), Idempotency_Key="a", Sec_Fetch_Site="same-origin")
    change((401, "no_bearer"), Idempotency_Key="a", Origin=f"http://{api.client.direct.host}:{api.client.direct.port}")
    change((401, "session_over"), Idempotency_Key="a", Cookie="passnum=pn_no; other=1")


WALKS = [another_page_cannot_use_a_browser]
