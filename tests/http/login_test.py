#!/usr/bin/env python3
"""login_test.py SERVE: logging in over real sockets: what a stranger may learn from it, what a cookie is good for, and
what slow passwords do to others, as TAP."""
import concurrent.futures
import contextlib
import http.client
import json
import re
import ssl
import statistics
import sys
import threading
import time

from browser import Browser, change_books, disable, new_password, staff
from serving import main, same, server
from tls_test import files, secured

ROUNDS = 15
PROXIED = {"behind_proxy": "", "rate_address": "0", "rate_account": "0"}


def said(answer):
    """All that an answer tells, without the number of its call."""
    own = answer.headers["X-Request-Id"]
    headers = {name: value for name, value in answer.headers.items() if name not in ("Date", "X-Request-Id")}
    return answer.status, headers, answer.body.decode().replace(own, "*")


def whoever_cannot_log_in_is_told_the_same_after_the_same_time():
    """Four of them take turns, so that what else the machine does meets all; their medians are compared."""
    with server(**PROXIED) as s:
        accounts = staff(s)
        passwords = {login: new_password(s, accounts[login]) for login in ("mediateur", "mediatrice")}
        disable(s, accounts["mediatrice"])
        tries = {"a wrong password": ("mediateur", "wrong"), "nobody's login": ("personne", "wrong"),
                 "a disabled account": ("mediatrice", passwords["mediatrice"]),
                 "an account without a password": ("agente", "wrong")}
        times, answers = {what: [] for what in tries}, set()
        for number in range(ROUNDS):
            for at, (what, (login, password)) in enumerate(tries.items()):
                browser = Browser(s, f"192.0.2.{4 * number + at}")
                began = time.perf_counter()
                answer = browser.login(login, password)
                times[what].append(time.perf_counter() - began)
                answers.add(json.dumps(said(answer), sort_keys=True))
        same(len(answers), 1)
        status, headers, body = json.loads(answers.pop())
        same((status, json.loads(body)["code"]), (401, "wrong_login"))
        assert "WWW-Authenticate" in headers and "Set-Cookie" not in headers, headers
        medians = {what: statistics.median(took) for what, took in times.items()}
        for what, median in medians.items():
            print(f"# {what}: {median * 1000:.1f} ms")
        assert max(medians.values()) < 1.5 * min(medians.values()), medians
        same(Browser(s).login("mediateur", passwords["mediateur"]).status, 201)


def wrong_passwords_cost_pauses_that_grow():
    with server(**PROXIED) as s:
        password = new_password(s, staff(s)["mediateur"])
        browser = Browser(s, "192.0.2.1")
        same([browser.login("mediateur", "wrong").status for _ in range(7)], [401] * 6 + [429])
        waits = []
        for _ in range(3):
            refused = browser.login("mediateur", password)
            same((refused.status, refused.json["code"]), (429, "too_many_logins"))
            waits.append(int(refused.headers["Retry-After"]))
            change_books(s, "UPDATE login_pause SET until_at = 0")  # the pause is over
            same(browser.login("mediateur", "wrong").status, 401)
        assert 10 < waits[0] <= 15 and 25 < waits[1] <= 30 and 55 < waits[2] <= 60, waits
        same(Browser(s, "192.0.2.2").login("mediateur", password).status, 201)  # nobody is kept out from elsewhere
        same(browser.login("mediateur", password).status, 429)


def cookie_check(given, host, secure):
    name, _, value = given.partition(";")[0].partition("=")
    assert re.fullmatch("pn_[0-9a-hjkmnp-tv-z]{32}", value), given
    same(name, "__Host-passnum" if host else "passnum")
    attributes = {"Path=/", "HttpOnly", "SameSite=Strict"} | ({"Secure"} if secure else set())
    same(set(given.split("; ")[1:]), attributes)


def a_cookie_is_for_this_host_and_its_own_pages():
    with server(**PROXIED) as s:
        password = new_password(s, staff(s)["mediateur"])
        for proto, secure in (("http", False), ("https", True)):
            browser = Browser(s, "192.0.2.1", X_Forwarded_Proto=proto)
            same(browser.login("mediateur", password).status, 201)
            cookie_check(browser.given, secure, secure)
            same(browser.call("GET", "/session").status, 200)
            same(browser.call("GET", "/session", X_Forwarded_Proto="http" if secure else "https").status, 401)
            same(browser.call("DELETE", "/session").status, 204)
            assert "; Max-Age=0" in browser.given, browser.given
    with files() as folder, secured(folder) as s:
        context = ssl._create_unverified_context()

        def call(method, path, body=None, **headers):
            connection = http.client.HTTPSConnection(s.host, s.port, timeout=20, context=context)
            with contextlib.closing(connection):
                connection.request(method, path, body, headers)
                answer = connection.getresponse()
                return answer.status, answer.getheader("Set-Cookie"), answer.read()

        bearer = {"Authorization": "Bearer " + s.fixture["tokens"]["operator"]}
        status, _, body = call("GET", "/api/v1/accounts", **bearer)
        account = next(a["id"] for a in json.loads(body)["items"] if a["login"] == "mediateur")
        status, _, body = call("POST", f"/api/v1/accounts/{account}/password", **bearer)
        wish = json.dumps({"login": "mediateur", "password": json.loads(body)["password"]})
        status, given, _ = call("POST", "/api/v1/session", wish, **{"Content-Type": "application/json"})
        same(status, 201)
        cookie_check(given, True, True)
        same(call("GET", "/api/v1/session", Cookie=given.partition(";")[0])[0], 200)


def a_page_of_another_site_changes_nothing():
    with server(**PROXIED) as s:
        password, browser = new_password(s, staff(s)["mediateur"]), Browser(s)
        same(browser.login("mediateur", password).status, 201)
        body = {"voucher": s.fixture["vouchers"]["redeemed"]}
        ours = f"http://{s.host}:{s.port}"
        for headers in ({"Sec_Fetch_Site": "cross-site"}, {"Sec_Fetch_Site": "same-site"}, {"Sec_Fetch_Site": "none"},
                        {"Origin": "http://evil.example"}, {"Origin": "null"}, {"Origin": ours + "0"},
                        {"Origin": "http://evil.example", "Sec_Fetch_Site": "same-origin"},
                        {"Origin": ours, "X_Forwarded_Proto": "https"}):
            for method, path, wish in (("POST", "/redemptions", body), ("DELETE", "/session", None),
                                       ("PUT", "/session/password", {"old": password, "new": "zwölf Zeichen!"}),
                                       ("POST", "/session", {"login": "mediateur", "password": password})):
                refused = browser.call(method, path, wish, **headers)
                same((refused.status, refused.json["code"]), (403, "foreign_origin"))
                assert "Set-Cookie" not in refused.headers
        same(browser.call("GET", "/session").json["login"], "mediateur")
        same(browser.call("POST", "/redemptions", body, Origin=ours, Sec_Fetch_Site="same-origin").status, 201)


def a_session_that_nobody_uses_ends():
    with server(**PROXIED) as s:
        password, browser = new_password(s, staff(s)["mediateur"]), Browser(s)
        same(browser.login("mediateur", password).status, 201)
        idle = browser.call("GET", "/session").json["idle_seconds"]
        change_books(s, f"UPDATE session SET seen_at = seen_at - {idle - 30}")
        same(browser.call("GET", "/session").status, 200)  # which is a use
        time.sleep(1.5)                                    # for the upkeep to note it
        change_books(s, f"UPDATE session SET seen_at = seen_at - {idle - 30}")
        same(browser.call("GET", "/session").status, 200)
        time.sleep(1.5)
        change_books(s, f"UPDATE session SET seen_at = seen_at - {idle + 90}")  # a minute is forgiven: domain/session_times
        over = browser.call("GET", "/session")
        same((over.status, over.json["code"]), (401, "session_over"))
        same(browser.login("mediateur", password).status, 201)
        change_books(s, "UPDATE session SET ends_at = ends_at - 12 * 3600")  # however lively it is
        same(browser.call("GET", "/session").status, 401)


@contextlib.contextmanager
def crowd(s, count):
    """So many log in at once; a list of their answers, complete when this is over."""
    gate, answers = threading.Barrier(count + 1), []

    def one(number):
        gate.wait()
        answers.append(Browser(s, f"198.51.100.{number}").login(f"nobody{number}", "wrong"))

    with concurrent.futures.ThreadPoolExecutor(count) as pool:
        futures = [pool.submit(one, number) for number in range(count)]
        gate.wait()
        yield answers
        for future in futures:
            future.result()


def redemptions_go_on_while_passwords_are_tried():
    """Told by the order of the answers, not by a clock: many redemptions before the last login."""
    with server(20, **PROXIED) as s:
        connection = http.client.HTTPConnection(s.host, s.port, timeout=20)
        headers = {"Authorization": "Bearer " + s.fixture["tokens"]["mediator"], "Content-Type": "application/json"}
        done, slowest = 0, 0
        with crowd(s, 20) as answers:
            for voucher in s.vouchers():
                began = time.perf_counter()
                connection.request("POST", "/api/v1/redemptions", json.dumps({"voucher": voucher}), headers)
                answer = connection.getresponse()
                answer.read()
                same(answer.status, 201)
                if len(answers) < 20:
                    done, slowest = done + 1, max(slowest, time.perf_counter() - began)
        connection.close()
        same({answer.status for answer in answers}, {401})
        print(f"# {done} redemptions while 20 logins waited, the slowest took {slowest * 1000:.0f} ms")
        assert done >= 40, done


def who_logs_in_while_too_many_wait_is_told_to_come_back():
    with server(**PROXIED) as s:
        with crowd(s, 90) as answers:
            pass
        late = [answer for answer in answers if answer.status == 503]
        same({answer.status for answer in answers}, {401, 503})
        assert 64 <= len(answers) - len(late) < 90, len(late)  # 64 places, and one at work
        for answer in late:
            same((answer.json["code"], answer.headers["Retry-After"]), ("busy", "1"))
        same(Browser(s).login("nobody", "wrong").status, 401)


TESTS = [whoever_cannot_log_in_is_told_the_same_after_the_same_time, wrong_passwords_cost_pauses_that_grow,
         a_cookie_is_for_this_host_and_its_own_pages, a_page_of_another_site_changes_nothing,
         a_session_that_nobody_uses_ends, redemptions_go_on_while_passwords_are_tried,
         who_logs_in_while_too_many_wait_is_told_to_come_back]

if __name__ == "__main__":
    sys.exit(main(TESTS))
