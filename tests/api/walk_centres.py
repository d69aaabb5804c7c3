"""The nearest approved centres, for anyone."""


def the_nearest_come_first(api):
    centres = api.nobody.get("/centres?near=46.3,2.4&limit=5").json["centres"]
    far = [centre["distance_m"] for centre in centres]
    assert len(centres) == 5 and far == sorted(far), far
    assert len(api.nobody.get("/centres?near=46.3,2.4").json["centres"]) == 10
    assert api.nobody.get(f"/centres?near=46.3,2.4&programme={api.programme}").json["centres"]


def bad_questions_are_refused(api):
    api.nobody.get("/centres", (400, "bad_point"))
    for near in ("46.3", "91,0", "46.3,2.4,1", "x,y", ""):
        api.nobody.get(f"/centres?near={near}", (400, "bad_point"))
    for limit in ("0", "101", "x", ""):
        api.nobody.get(f"/centres?near=46.3,2.4&limit={limit}", (400, "out_of_range"))
    api.nobody.get("/centres?near=46.3,2.4&programme=99999", (404, "no_programme"))
    api.nobody.get("/centres?near=46.3,2.4&name=x", (400, "unknown_field"))
    api.nobody.get("/centres?near=46.3,2.4&near=46.3,2.4", (400, "unknown_field"))


WALKS = [the_nearest_come_first, bad_questions_are_refused]
