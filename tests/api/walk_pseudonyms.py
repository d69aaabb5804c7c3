"""The server's part of pseudonyms."""

BASE = "e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76"  # the generator of the group


def what_is_blinded_is_evaluated_the_same_way(api):
    said = [api.agent.post("/pseudonyms", {"blinded": BASE}).json for _ in range(2)]
    assert said[0]["evaluated"] == said[1]["evaluated"] and said[0]["proof"] != said[1]["proof"]
    key = api.nobody.get("/pseudonyms/key")
    assert key.json["public_key"] == said[0]["evaluated"], "of the generator it is the key itself"
    api.nobody.get("/pseudonyms/key", 304, If_None_Match=key.headers["etag"])


def what_is_no_element_is_refused(api):
    for bad in ("0" * 64, "ff" * 32, "e2f2", "x" * 64, BASE + "00"):
        answer = api.agent.post("/pseudonyms", {"blinded": bad}, None)
        assert answer.status == 400 and answer.code in ("bad_element", "too_long"), answer


def only_agents_ask_and_not_without_end(api):
    api.only(("agent",), lambda caller, want: caller.post("/pseudonyms", {"blinded": BASE}, want))
    eager = api.others["agent.castelmorin"]
    for _ in range(200):
        eager.post("/pseudonyms", {"blinded": BASE})
    assert eager.post("/pseudonyms", {"blinded": BASE}, None).code == "too_many_pseudonyms"


WALKS = [what_is_blinded_is_evaluated_the_same_way, what_is_no_element_is_refused,
         only_agents_ask_and_not_without_end]
