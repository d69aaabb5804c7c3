"""Named tests in the Test Anything Protocol."""
import sys
import traceback


def same(have, want, about=""):
    assert have == want, f"{about}{': ' if about else ''}{have!r}, not {want!r}"


def run(tests):
    """Each test is (name, function); what a function returns is a list of complaints."""
    bad = 0
    print(f"1..{len(tests)}", flush=True)
    for number, (name, test) in enumerate(tests, 1):
        try:
            complaints = list(test() or [])
        except Exception as error:
            where = traceback.extract_tb(error.__traceback__)[-1]
            complaints = [f"{where.name}:{where.lineno}: {type(error).__name__}: {error}"]
        for complaint in complaints[:20]:
            print("# " + complaint.replace("\n", "\n# "))
        bad += bool(complaints)
        print(f"{'not ok' if complaints else 'ok'} {number} - {name}", flush=True)
    return int(bad > 0)


def skip(why):
    print(f"1..0 # SKIP {why}")
    sys.exit(0)
