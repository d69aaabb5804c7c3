"""Who calls: the people of the demonstration, and what tests need made for them."""
import datetime
import json
import re
import uuid

ROLES = ("operator", "funder", "agent", "mediator", "auditor")


class Caller:
    """Somebody with a token, or nobody."""

    def __init__(self, client, account=None):
        self.client = client
        self.token = account and account["token"]
        self.login = account and account["login"]
        self.password = account and account["password"]

    def call(self, method, path, body=None, want=None, **headers):
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        if not re.match(r"/($|\d|api\b|app\b|web/|nowhere|healthz|readyz|metrics)", path):
            path = "/api/v1" + path
        return self.client.call(method, path, body, self.token, headers, want)

    def get(self, path, want=200, **headers):
        return self.call("GET", path, None, want, **headers)

    def post(self, path, body=None, want=200, **headers):
        """With a fresh Idempotency-Key, unless one is given; None for none."""
        headers.setdefault("Idempotency_Key", uuid.uuid4().hex)
        headers = {name: value for name, value in headers.items() if value is not None}
        return self.call("POST", path, body, want, **headers)

    def put(self, path, body=None, want=200, **headers):
        return self.call("PUT", path, body, want, **headers)

    def patch(self, path, body=None, want=200, **headers):
        return self.call("PATCH", path, body, want, **headers)

    def delete(self, path, want=204, **headers):
        return self.call("DELETE", path, None, want, **headers)

    def again(self, path):
        """What a GET answers, which is not sent twice to who has it."""
        for want in (None, None, 304):  # what was last used may be noted between the two
            first = self.get(path)
            if self.get(path, want, If_None_Match=first.headers["etag"]).status == 304:
                return first

    def pages(self, path, limit=2):
        """All entries of a list, page by page to its end."""
        path, entries = path + ("&" if "?" in path else "?") + f"limit={limit}", []
        while path:
            answer = self.get(path)
            page = answer.json["items"]
            assert len(page) <= limit, "a page is longer than its limit"
            assert page or not entries, "an empty page at the end"
            entries += page
            path = answer.next
        return entries


    def no_page(self, path):
        """Pages that a list does not have."""
        self.get(path + "?limit=0", (400, "bad_limit"))
        self.get(path + "?limit=201", (400, "bad_limit"))
        self.get(path + "?after=x", (400, "bad_after"))
        self.get(path + "?page=1", (400, "unknown_field"))


class Api:
    def __init__(self, client, server):
        self.client, self.server, self.demo = client, server, server.demo
        self.nobody = Caller(client)
        for account in self.demo["accounts"]:
            setattr(self, account["role"], Caller(client, account))
        self.others = {account["login"]: Caller(client, account) for account in self.demo["others"]}
        self.programme = self.demo["programmes"][0]["id"]

    def everyone(self):
        return {role: getattr(self, role) for role in ROLES}

    def only(self, roles, call):
        """call(caller, want) by each role that may not, and by nobody: 403, 401."""
        for role, caller in self.everyone().items():
            if role not in roles:
                call(caller, (403, "not_your_role"))
        call(self.nobody, (401, "no_bearer"))

    def made_programme(self, cents=1000000, state="open", approve=True, centre=True, until_days=400, from_days=-10,
                       **rules):
        """A programme of the first funder with rules of its own, for the first desk and centre."""
        run, day = self.server.run, lambda days: (datetime.date.today() + datetime.timedelta(days)).isoformat()
        words = [word for name, value in rules.items() for word in ("--" + name.replace("_", "-"), str(value))]
        run("programme", "add", "--funder", self.demo["funders"][0]["id"], "--name", "Essai", "--from", day(from_days),
            "--until", day(until_days), *words)
        made = json.loads(run("programme", "list", "--json"))[-1]["id"]
        run("programme", "fund", made, "--cents", str(cents))
        if state != "funded":
            run("programme", "state", made, state)
        for site in [self.demo["desks"][0]["id"]] * approve + [self.demo["centres"][0]["id"]] * centre:
            run("site", "approve", site, "--programme", made)
        return made

    def voucher_of(self, then=(), **rules):
        """A voucher of such a programme, which is brought into the states of `then` afterwards."""
        made = self.made_programme(**rules)
        voucher = self.agent.post("/passes", {"programme": made}, 201).json["vouchers"][0]["token"]
        for state in then:
            self.server.run("programme", "state", made, state)
        return voucher

    def specimen(self):
        made = self.server.run("issue", "--programme", self.programme, "--site", self.demo["desks"][0]["id"],
                               "--specimen", "--json")
        return json.loads(made)[0]["vouchers"][0]["token"]

    def revoke_newest_key(self):
        numbers = [line.split()[1] for line in self.server.run("keys", "list").splitlines()
                   if line.startswith("voucher")]
        self.server.run("keys", "revoke", max(numbers, key=int))

    def new_pass(self, vouchers=5, agent=None):
        body = {"programme": self.programme, "vouchers": vouchers}
        return (agent or self.agent).post("/passes", body, 201).json
