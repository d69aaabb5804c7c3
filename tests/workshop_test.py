#!/usr/bin/env python3
"""The checks checked: every rule of house.py can go red, and summary.py counts as it says.

BAD gives each rule the smallest tree it must refuse; GOOD is a tree that all rules accept.
"""
import contextlib
import hashlib
import io
import json
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
sys.dont_write_bytecode = True

import house  # noqa: E402
import summary  # noqa: E402

BODY = "bool pass_add(struct err *err)\n{\n\treturn true;\n}\n"
GOOD = {
    "src/model/pass.c": '#include "model/pass.h"\n\n#include <stdio.h>\n\n'
                        '#include "model/part.h"\n\n/* never strcpy(a, b); */\n' + BODY.replace("true", 'puts("gets(")'),
    "src/model/meson.build": "files('pass.c', 'part.c')\n",
    "src/model/part.c": '#include "model/part.h"\n',  # a helper, exercised through pass.c
    "src/model/part.h": "#pragma once\n",
    "include/model/pass.h": "#pragma once\n\nbool pass_add(struct err *err);\n",
    "tests/model/pass_test.c": '#include "model/pass.h"\n#include "check.h"\n',
    "tests/model/meson.build": "foreach name : ['pass']\n",
    "src/store/migrations/0001-pass.sql": "CREATE TABLE pass (id BIGINT);\n",
    "tests/store/migrations.sha256": hashlib.sha256(b"CREATE TABLE pass (id BIGINT);\n").hexdigest()
                                     + "  0001-pass.sql\n",
    "src/domain/issue.c": 'err_named(err, ERR_REFUSED, "over_budget", "%d cents", 3)\n',
    "src/domain/meson.build": "files('issue.c')\n",
    "tests/domain/issue_test.c": "",
    "tests/domain/meson.build": "['issue']\n",
    "src/cli/cmd_check.c": "",
    "src/cli/meson.build": "'cmd_check.c'\n",
    "tests/cli/01-check.sh": "passnum check\n",
    "templates/lang/fr.json": '{"errors": {"over_budget": "Le budget ne suffit pas."}}\n',
}
WHOLE = "int pass_add(%s)\n{\n%s}\n"
BAD = {  # rule: trees, each GOOD with these files changed, that it must refuse
    "floors_include_only_those_below": [{"src/model/pass.c": '#include "store/sql.h"\n'},
                                        {"src/attic/pass.c": '#include "base/err.h"\n'}],
    "includes_are_path_qualified": [{"src/model/pass.c": '#include "pass.h"\n'},
                                    {"src/model/pass.c": '#include "model/nowhere.h"\n'},
                                    {"src/store/driver.h": "#pragma once\n",
                                     "src/domain/issue.c": '#include "store/driver.h"\n'}],
    "no_source_is_included": [{"tests/model/pass_test.c": '#include "../src/model/pass.c"\n'}],
    "libraries_have_one_door": [{"src/model/pass.c": "#include <sqlite3.h>\n"},
                                {"src/model/pass.c": "#include <zlib.h>\n"}],
    "headers_are_read_once": [{"include/model/pass.h": "bool pass_add(void);\n"}],
    "files_are_short": [{"src/model/pass.c": "\n" * 401}],
    "functions_are_short": [{"src/model/pass.c": WHOLE % ("void", "\tputs();\n" * 58)}],
    "parameters_are_few": [{"src/model/pass.c": WHOLE % ("int a, int b, int c,\n int d, int e, int f", "")}],
    "err_comes_last": [{"src/model/pass.c": WHOLE % ("struct err *err, int *ret", "")}],
    "banned_words_stay_out": [{"src/model/pass.c": f"\t{word}(x);\n"} for word in
                              house.BANNED + house.BANNED_BELOW_MAIN]
                             + [{"src/model/pass.c": "\tgoto out;\n"},
                                {"include/model/pass.h": "#pragma once\ntypedef struct {\n"}],
    "sources_have_a_test": [{"src/model/level.c": "\n"}, {"src/model/pass.c": "\n"},
                            {"src/cli/cmd_issue.c": "\n"}],
    "sources_are_built": [{"src/model/meson.build": "files('level.c')\n"},
                          {"tests/model/meson.build": "['level']\n"}],
    "text_is_clean": [{"notes.md": "blank \n"}, {"notes.md": "no end"}, {"notes.md": "two\r\n"},
                      {"notes.md": "TO" + "DO: later\n"}],
    "no_machine_is_named": [{"notes.md": "in /ho" + "me/ada/passnum\n"},
                            {"notes.md": "https://registry.np" + "mjs.org/x\n"}],
    "released_migrations_are_never_edited": [{"src/store/migrations/0001-pass.sql": "CREATE TABLE p;\n"},
                                             {"src/store/migrations/0001-pass.sql": None}],
    "every_failure_has_a_french_sentence": [{"templates/lang/fr.json": '{"errors": {"over_budget": ""}}\n'},
                                            {"src/domain/issue.c": 'err_named(err, X, "too_late", "x")\n'},
                                            {"src/model/pass.c": '[OUTCOME_EXPIRED] = "expired",\n'}],
}


def complaints(rule, files):
    with tempfile.TemporaryDirectory() as root:
        for path, text in files.items():
            if text is not None:
                place = pathlib.Path(root, path)
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_text(text, newline="")
        return list(rule(house.Tree(root)))


def a_good_tree_is_accepted_by_every_rule():
    return [c for rule in house.RULES for c in complaints(rule, GOOD)]


def a_tree_that_breaks_it_is_refused(rule):
    trees = BAD.get(rule.__name__, [])
    return [f"accepted: {tree}" for tree in trees if not complaints(rule, {**GOOD, **tree})] or \
        ([] if trees else ["no tree breaks it"])


LOGS = [  # what programs print, how meson judges it, the line that must come of it
    ([("1..2\nok 1 - a\nok 2 - b\n", "OK", 0)], "2 passed, 0 failed"),
    ([("1..2\nok 1 - a\nnot ok 2 - b\n", "FAIL", 1)], "1 passed, 1 failed"),
    ([("1..3\nok 1 - a\n", "ERROR", -11)], "1 passed, 1 failed"),
    ([("1..1\nok 1 - a\n", "FAIL", 1)], "1 passed, 1 failed"),
    ([("1..1\nok 1 - a\n", "TIMEOUT", -9)], "1 passed, 1 failed"),
    ([("1..2\nok 1 - a\nok 2 - b # SKIP no server\n", "OK", 0)], "1 passed, 0 failed, 1 skipped"),
    ([("1..0 # SKIP no server\n", "SKIP", 0), ("1..1\nok 1\n", "OK", 0)], "1 passed, 0 failed, 1 skipped"),
    ([("", "OK", 0), ("", "SKIP", 77), ("boom\n", "FAIL", 1)], "1 passed, 1 failed, 1 skipped"),
    ([("not ok 1 - a # TO" + "DO\n1..1\n", "OK", 0)], "0 passed, 1 failed"),
    ([], "0 passed, 0 failed"),
]


def run_summary(arguments):
    with contextlib.redirect_stdout(io.StringIO()) as out:
        code = summary.main(arguments)
    return code, out.getvalue().splitlines()[-1]


def the_last_line_counts_every_test():
    for programs, want in LOGS:
        with tempfile.TemporaryDirectory() as build:
            log = pathlib.Path(build, "meson-logs", "testlog.json")
            log.parent.mkdir()
            log.write_text("".join(json.dumps({"name": "x", "stdout": text, "result": result, "returncode": code})
                                   + "\n" for text, result, code in programs))
            code, last = run_summary([build])
            good = " 0 failed" in want and not want.startswith("0 passed")
            if last != want or (code == 0) != good:
                yield f"{programs}: \"{last}\", exit {code}; not \"{want}\""


def a_build_that_failed_or_never_tested_is_a_failure():
    for arguments in (["--broken", "clang"], ["nowhere"]):
        if run_summary(arguments) != (1, "0 passed, 1 failed"):
            yield f"{arguments}: {run_summary(arguments)}"


TESTS = [("a_good_tree_is_accepted_by_every_rule", a_good_tree_is_accepted_by_every_rule)] \
    + [(f"a_tree_is_refused_unless_{rule.__name__}", lambda rule=rule: a_tree_that_breaks_it_is_refused(rule))
       for rule in house.RULES] \
    + [("the_last_line_counts_every_test", the_last_line_counts_every_test),
       ("a_build_that_failed_or_never_tested_is_a_failure", a_build_that_failed_or_never_tested_is_a_failure)]


def main():
    failed = 0
    print(f"1..{len(TESTS)}")
    for number, (name, test) in enumerate(TESTS, 1):
        wrong = list(test())
        failed += bool(wrong)
        for line in wrong:
            print(f"# {line}")
        print(f"{'not ok' if wrong else 'ok'} {number} - {name}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
