#!/usr/bin/env python3
"""pages_test.py PRINT_SHEETS TEMPLATES: print documents, then read them as people and scanners do.

Pages become grey pictures of 150 dots an inch; each coupon is cut out of them along the grid of the
layout and given to two decoders, alone. TAP on standard output.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

DPI = 150
MARK = {"duplicate": {"fr": "DUPLICATA", "falc": "DUPLICATA", "uk": "ДУБЛІКАТ"},
        "specimen": {"fr": "SPÉCIMEN"}}
UNTIL = {"fr": "jusqu’au vendredi 31 décembre 2027", "falc": "jusqu’au vendredi 31 décembre 2027",
         "en": "until Friday 31 December 2027", "uk": "п’ятниця, 31 грудня 2027",
         "tr": "31 Aralık 2027 Cuma", "pt": "até sexta-feira, 31 de dezembro de 2027"}
TITLE = {"fr": "Votre pass numérique", "falc": "Votre pass numérique", "en": "Your digital pass",
         "ar": "بطاقتك الرقمية", "uk": "Ваш цифровий пас", "tr": "Dijital kartınız",
         "pt": "O seu passe digital"}
TAG = {"falc": "fr"}
LIGATURE = 4  # so many characters may be one sign; more of them are what a "…" stands for
DECODED = ["fr5", "fr10", "fr10-large", "ar5", "ar5-large", "fr8-duplicate", "fr10-awkward", "batch"]


def run(*words):
    return subprocess.run(words, capture_output=True, check=False).stdout


class Picture:
    """A page as grey bytes, row by row."""

    def __init__(self, path):
        magic, self.width, self.height, rest = re.match(
            rb"(P5)\s(\d+) (\d+)\s255\s(.*)", path.read_bytes(), re.S).groups()
        self.width, self.height, self.rows = int(self.width), int(self.height), rest

    def row(self, y, left=0, right=None):
        right = self.width if right is None else right
        return self.rows[y * self.width + left:y * self.width + right]

    def cut(self, path, left, top, right, bottom):
        rows = b"".join(self.row(y, left, right) for y in range(top, bottom))
        path.write_bytes(b"P5\n%d %d\n255\n" % (right - left, bottom - top) + rows)


class Grid:
    """Where the coupons are, read from the layout itself."""

    def __init__(self, templates, name):
        text = pathlib.Path(templates, f"a4-{name}.layout").read_text()
        grid = text[text.index("[coupons grid]"):]
        self.x, self.y, self.width, self.height = map(
            float, re.search(r"^at = (.*)$", grid, re.M)[1].split())
        self.columns, self.rows = map(int, re.search(r"^cells = (.*)$", grid, re.M)[1].split())

    def pages(self, count):
        return -(-count // (self.columns * self.rows))

    def cell(self, index, rtl):
        """Page after the letter, and the box in pixels."""
        page, place = divmod(index, self.columns * self.rows)
        row, column = divmod(place, self.columns)
        width, height = self.width / self.columns, self.height / self.rows
        x = self.x + (self.columns - 1 - column if rtl else column) * width
        y = self.y + row * height
        return page + 1, [round(mm / 25.4 * DPI) for mm in (x, y, x + width, y + height)]


def elements(objects, parent):
    """The structure in the order in which it is read aloud."""
    kids = parent.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        element = objects.get(kid) if isinstance(kid, str) else None
        if isinstance(element, dict):
            yield element
            yield from elements(objects, element)


class Document:
    def __init__(self, folder, line):
        self.name, self.language, self.size, passes, *mark = line.split()
        self.path, self.passes = folder / (self.name + ".pdf"), int(passes)
        self.mark, self.coupons, self.covers, self.folder = "".join(mark), [], [], folder

    def read(self, grids):
        count = len(self.coupons) // self.passes
        few = grids.get(self.size + "-few")
        self.grid = few if few and few.pages(count) == 1 else grids[self.size]
        self.letters = self.grid.pages(count) + 1  # pages of one pass
        run("pdftoppm", "-gray", "-r", str(DPI), self.path, self.folder / self.name)
        self.pictures = [Picture(p) for p in sorted(self.folder.glob(self.name + "-*.pgm"))
                         if re.fullmatch(re.escape(self.name) + r"-\d+", p.stem)]
        self.info = run("pdfinfo", self.path).decode()
        self.texts = [" ".join(t.split()) for t in
                      run("pdftotext", self.path, "-").decode().split("\f")[:-1]]
        drawn = run("qpdf", "--qdf", "--object-streams=disable", self.path, "-")
        self.hidden = [t for t in (bytes.fromhex(h.decode()).decode("utf-16-be")
                                   for h in re.findall(rb"/ActualText <feff([0-9a-f]+)>", drawn))
                       if len(t) > LIGATURE]
        objects = json.loads(run("qpdf", "--json=1", "--json-key=objects", self.path))["objects"]
        self.objects = [o for o in objects.values() if isinstance(o, dict)]
        root = next(o for o in self.objects if o.get("/Type") == "/StructTreeRoot")
        self.elements = list(elements(objects, root))

    def decode(self, decoder):
        """What one decoder makes of each coupon, alone."""
        cut = self.folder / "coupon.pgm"
        for number, index, code, rank, payload in self.coupons:
            page, box = self.grid.cell(index, self.language == "ar")
            self.pictures[number * self.letters + page].cut(cut, *box)
            yield rank, payload, decoder(cut)


def zbar(path):
    return run("zbarimg", "-q", "--raw", path).decode().strip()


def zxing(path):
    found = re.search(r'^Text:\s+"(.*)"$', run("ZXingReader", path).decode(), re.M)
    return found[1] if found else ""


# Each test yields complaints about the documents.

def every_coupon_decodes_alone_with(decoder):
    def test(documents):
        for d in documents:
            if d.name in DECODED:
                for rank, payload, seen in d.decode(decoder):
                    if seen != payload:
                        yield f"{d.name}, coupon {rank}: {seen!r}"
    return test


def every_cover_is_scanned_with(decoder):
    """The letter, whole, as the scanner of a desk sees it."""
    def test(documents):
        for d in documents:
            if len(d.covers) != d.passes:
                yield f"{d.name}: {len(d.covers)} covers"
            if d.name in DECODED:
                for number, payload in enumerate(d.covers):
                    letter, whole = d.pictures[number * d.letters], d.folder / "cover.pgm"
                    letter.cut(whole, 0, 0, letter.width, letter.height)
                    seen = decoder(whole)
                    if seen != payload:
                        yield f"{d.name}, cover {number + 1}: {seen!r}"
    return test


def passes_have_the_pages_they_need(documents):
    want = {"fr5": 2, "fr10": 2, "fr10-large": 3, "ar5-large": 2, "batch": 6}
    for d in documents:
        pages = len(d.pictures)
        if pages != d.letters * d.passes or want.get(d.name, pages) != pages:
            yield f"{d.name}: {pages} pages"
        if "Page size:       595.276 x 841.89 pts (A4)" not in d.info:
            yield f"{d.name}: not A4"


def margins_of_10_mm_are_white(documents):
    margin = int(10 / 25.4 * DPI)
    for d in documents:
        for number, picture in enumerate(d.pictures, 1):
            white = bytes([255])
            for y in range(picture.height):
                inside = margin <= y < picture.height - margin
                row = picture.row(y)
                edge = row[:margin] + row[-margin:] if inside else row
                if edge.strip(white):
                    yield f"{d.name}, page {number}: ink {y / DPI * 25.4:.1f} mm from the top"
                    break


def ink_is_black_only(documents):
    for d in documents[:4]:
        picture = run("pdftoppm", "-r", "50", d.path)
        pixels = re.match(rb"P6\s\d+ \d+\s255\s(.*)", picture, re.S)[1]
        if pixels[0::3][:10000] != pixels[1::3][:10000] or pixels[1::3][:10000] != pixels[2::3][:10000]:
            yield f"{d.name}: there is colour"


def all_fonts_are_embedded(documents):
    for d in documents:
        fonts = run("pdffonts", d.path).decode().splitlines()[2:]
        if not fonts:
            yield f"{d.name}: no font"
        for font in fonts:
            if not re.search(r" yes yes yes +\d+ +\d+$", font):
                yield f"{d.name}: {font}"


def documents_are_tagged_and_titled(documents):
    for d in documents:
        for line in ("Tagged:          yes", f"Title:           {TITLE[d.language]}",
                     "Metadata Stream: yes"):
            if line not in d.info:
                yield f"{d.name}: not \"{line}\""


def language_and_pictures_are_told(documents):
    for d in documents:
        catalog = next(o for o in d.objects if o.get("/Type") == "/Catalog")
        language = TAG.get(d.language, d.language)
        if catalog.get("/Lang") != language:
            yield f"{d.name}: the language is {catalog.get('/Lang')}"
        if catalog.get("/ViewerPreferences") != {"/DisplayDocTitle": True}:
            yield f"{d.name}: the title is not shown"
        figures = [o for o in d.elements if o.get("/S") == "/Figure"]
        alts = [o.get("/Alt", "") for o in figures]
        if len(figures) < len(d.coupons) or not all(alts):
            yield f"{d.name}: {len(figures)} pictures, {alts.count('')} without words"
        said = [o.get("/Alt", "") for o in d.elements if o.get("/S") == "/Figure"]
        ranks = [m[0] for m in (re.search(r"\d+/\d+", alt) for alt in said) if m]
        if ranks != [rank for _, _, _, rank, _ in d.coupons]:
            yield f"{d.name}: the pictures say {ranks}"
        parts = [o.get("/Lang") for o in d.elements if o.get("/S") == "/Sect"]
        if parts != [language, "en", language][:d.passes]:
            yield f"{d.name}: the passes' languages are {parts}"
        for tag in ("/H1", "/H2", "/P", "/L", "/LI", "/LBody"):
            if not any(o.get("/S") == tag for o in d.objects):
                yield f"{d.name}: no {tag}"


def files_are_sound_pdf(documents):
    for d in documents:
        said = subprocess.run(["qpdf", "--check", d.path], capture_output=True, check=False)
        if said.returncode:
            yield f"{d.name}: {said.stdout.decode()[-200:]}"


def texts_can_be_read_and_searched(documents):
    for d in documents:
        for number, index, code, rank, _ in d.coupons:
            page = d.texts[number * d.letters + d.grid.cell(index, False)[0]]
            for what in (code, rank):
                if what not in page:
                    yield f"{d.name}: {what} is not in the text of its page"
        for number, text in enumerate(d.texts):
            language = "en" if d.passes > 1 and number // d.letters == 1 else d.language
            coupons = sum(1 for c in d.coupons if c[0] * d.letters + d.grid.cell(c[1], False)[0] == number)
            if language in UNTIL and text.count(UNTIL[language]) < max(coupons, 1):
                yield f"{d.name}, page {number + 1}: the last day is not said on every coupon"
        if "awkward" not in d.name and not re.search(r"05 45 36 50 12", d.texts[0]):
            yield f"{d.name}: no telephone number"


def opening_hours_are_said_in_the_language(documents):
    want = {"fr5": "du mardi au vendredi : 10 h–12 h, 14 h–18 h", "en5": "Tuesday to Friday: 10:00–12:00",
            "tr5": "Salı–Cuma: 10.00–12.00", "uk5": "вівторок–п’ятниця: 10:00–12:00",
            "pt5": "de terça-feira a sexta-feira: 10 h–12 h"}
    for d in documents:
        if want.get(d.name, "") not in d.texts[0]:
            yield f"{d.name}: {d.texts[0]}"


def hours_are_never_cut_short(documents):
    """A lost hour sends a person to a closed door: hours are whole, or to be asked for. To those
    who search the file a "…" is the text behind it; to the eye it is not."""
    for d in documents:
        letter, ask = d.texts[0], "Demandez les horaires avant de venir."
        awkward = "awkward" in d.name
        for text in d.hidden:
            if not awkward or re.search("rendez|mercredi|congés", text):
                yield f"{d.name}: {text!r} is cut off"
        if d.name in ("fr5", "fr10-large", "falc10") and "samedi : 10 h–17 h" not in letter:
            yield f"{d.name}: not open on Saturday"
        if not awkward and "fermé en août" not in letter:
            yield f"{d.name}: the note on hours is lost"
        if awkward and d.language == "fr" and "pendant les congés" not in letter and ask not in letter:
            yield f"{d.name}: no word on hours"


def places_on_a_letter_are_as_many_as_fit(documents):
    for d in documents:
        places = letter_places(d)
        least = 4 if d.size == "normal" and "awkward" not in d.name else 3
        if places < least:
            yield f"{d.name}: {places} places"


def letter_places(d):
    """List items of the first letter, less its steps: an L after the places' title."""
    lists = [e for e in d.elements if e.get("/S") == "/L"]
    kids = lists[1].get("/K", []) if len(lists) > 1 else []
    return len(kids) if isinstance(kids, list) else 1


def reprints_and_specimens_say_so_on_every_page_and_coupon(documents):
    for d in documents:
        coupons = d.grid.columns * d.grid.rows
        for kind, words in MARK.items():
            mark = words.get(d.language)
            for number, text in enumerate(d.texts):
                have = text.count(mark) if mark else 0
                on_page = min(coupons, len(d.coupons)) if number else 0
                if mark and kind in d.mark and have < min(1 + on_page, 6):
                    yield f"{d.name}, page {number + 1}: {mark} {have} times"
                if mark and kind not in d.mark and have:
                    yield f"{d.name}, page {number + 1}: {mark} is said"


TESTS = {
    "every_coupon_decodes_alone_with_zbarimg": every_coupon_decodes_alone_with(zbar),
    "every_coupon_decodes_alone_with_zxing": every_coupon_decodes_alone_with(zxing),
    "every_cover_is_scanned_with_zbarimg": every_cover_is_scanned_with(zbar),
    "every_cover_is_scanned_with_zxing": every_cover_is_scanned_with(zxing),
    **{f.__name__: f for f in (
        passes_have_the_pages_they_need, margins_of_10_mm_are_white, ink_is_black_only,
        all_fonts_are_embedded, documents_are_tagged_and_titled, language_and_pictures_are_told,
        files_are_sound_pdf, texts_can_be_read_and_searched, opening_hours_are_said_in_the_language,
        hours_are_never_cut_short, places_on_a_letter_are_as_many_as_fit,
        reprints_and_specimens_say_so_on_every_page_and_coupon)},
}


def read_documents(program, templates, folder):
    """The documents that can be read, and complaints about the others."""
    grids = {name: Grid(templates, name) for name in ("normal", "normal-few", "large")}
    documents, complaints = [], []
    said = subprocess.run([program, folder], stdout=subprocess.PIPE, check=False)
    if said.returncode:
        complaints.append(f"{program} ends with {said.returncode}")
    for line in said.stdout.decode().splitlines():
        kind, rest = line.split(" ", 1)
        if kind == "document":
            documents.append(Document(folder, rest))
        elif kind == "cover":
            documents[-1].covers.append(rest.split()[-1])
        else:
            _, number, index, code, rank, payload = rest.split()
            documents[-1].coupons.append((int(number), int(index), code, rank, payload))
    for document in list(documents):
        try:
            document.read(grids)
        except Exception as error:  # whatever a broken file leads to
            complaints.append(f"{document.name}: {error!r}")
            documents.remove(document)
    return documents, complaints or ([] if documents else ["there are no documents"])


def complaints_of(test, documents):
    try:
        return list(test(documents))
    except Exception as error:
        return [repr(error)]


def main():
    program, templates = sys.argv[1:]
    with tempfile.TemporaryDirectory() as name:
        documents, unread = read_documents(program, templates, pathlib.Path(name))
        tests = {"every_document_can_be_read": lambda _: unread, **TESTS}
        print(f"1..{len(tests)}")
        for number, (title, test) in enumerate(tests.items(), 1):
            complaints = complaints_of(test, documents)
            for complaint in complaints[:10]:
                print("#", complaint.replace("\n", "\n# "))
            print("not ok" if complaints else "ok", number, "-", title, flush=True)


main()
