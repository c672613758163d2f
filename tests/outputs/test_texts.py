"""Any text whatever, through every sink: it comes back as it was, or as is documented; it never runs, links or breaks.

XLRUBRIC_STRINGS says how many random texts go through (some hundred by default).
"""

import csv
import io
import json
import os
import random
import warnings
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pandas as pd
import pytest

from tests.outputs.sinks import csv_faults, formulas, is_control, package_faults, unarmoured
from tests.ranked import BLOCKED, SPOTLESS, collected
from tests.small_forms import ENGLISH
from tests.small_forms import standard as small
from xlrubric.authoring.writing import authored
from xlrubric.build import Prefill, file_names, lead_workbooks, unit_workbooks
from xlrubric.cli import run
from xlrubric.cli.texts import Texts
from xlrubric.csv_tables import csv_bytes, field
from xlrubric.entries import Reading
from xlrubric.excel_page import (
    message,
    new_book,
    put_formula,
    put_link,
    put_number,
    put_text,
    set_up_print,
    unit_format,
)
from xlrubric.feedback.book import feedback_books
from xlrubric.layout.form import tab_names
from xlrubric.outputs import fits_file_name, safe_file_name
from xlrubric.ranked import ranked_of
from xlrubric.ranking import tables
from xlrubric.ranking_book import ranking_book
from xlrubric.skin import read_skin
from xlrubric.typed_text import CUT, LONGEST_CELL, cell_text, holdable
from xlrubric.units import Unit
from xlrubric.writer import Stamp
from xlrubric.xlsx import read_workbook
from xlrubric.yamltext import Source

COUNT = int(os.environ.get("XLRUBRIC_STRINGS", "300"))
MADE = datetime(2025, 1, 2, 3, 4, 5)
AWKWARD = (
    *("=1+1", "+1", "-1", "@SUM(A1)", "{=1+1}", '=HYPERLINK("http://x.example")', "=cmd|' /C calc'!A0", "-2+3+cmd|x"),
    *("\t=1", "\r=1", "\n=1", " =1", "'=1", "''", "'", "＝1", "＋1", "－1", "＠x", ";=1", ",=1", "a\n=1", "\u200b=1"),
    *(
        "http://x.example",
        "mailto:a@x.example",
        "external:x.xlsx",
        "internal:'x'!A1",
        "file:///c:/x",
        "\\\\host\\share",
    ),
    *("_x000D_", "_x0041_", "a_x000d_b", "_x005F_x0041_", "_x005F_", "_X000D_", "_x000_", "_xFFFE_", "_xD83D_"),
    *("\x00", "\x07", "\x1b[2J", "\x7f", "\x85", "\x9f", "\ud83d", "\ude00", "a\udcb2b", "\ufffe", "\uffff", "\ufeff"),
    *("\r\n", "a\rb", "\n", "\t", " ", "  a  ", "\u3000", "\u2028", "\u202eabc", "é", "e\u0301", "😀", "👩‍👩‍👧", "𪛖"),
    *(
        "<r>",
        "</r>",
        "<r></r>",
        "<r><t>a</t></r>",
        "<r> & </r>",
        "&amp;",
        "&",
        "<",
        "]]>",
        "<!--",
        "<?xml?>",
        '"',
        "''",
    ),
    *('&L&"x"&8 &P&N&&', "[Red]0", "#REF!", "#N/A", "TRUE", "nan", "inf", "1e5", "007", "1,5", "12月3日"),
    *(
        "a" * 255,
        "字" * 300,
        "a" * LONGEST_CELL,
        "a" * (LONGEST_CELL + 1),
        "😀" * 20_000,
        "=" * 40_000,
        "<r>" * 9000 + "</r>",
    ),
)
BLOCKS = ((0, 0x20), (0x20, 0x7F), (0x7F, 0xA0), (0xA0, 0x500), (0x2000, 0x2100), (0x3000, 0x3100), (0x4E00, 0x9FFF))
RARE = ((0xD800, 0xE000), (0xE000, 0xF900), (0xFE00, 0x10000), (0x10000, 0x20000), (0x20000, 0x2A700), (0, 0x110000))


def random_text(chance: random.Random) -> str:
    """Make a text of signs from any part of Unicode, halves and controls too, now and then with a sign that runs."""
    signs = []
    for _ in range(chance.choice((0, 1, 2, 3, 5, 8, 13, 40))):
        low, high = chance.choice(BLOCKS if chance.random() < 0.7 else RARE)
        signs.append(chr(chance.randrange(low, high)))
    before = chance.choice(AWKWARD[:60]) if chance.random() < 0.3 else ""
    return before + "".join(signs)


def texts(seed: int, count: int) -> list[str]:
    chance = random.Random(seed)
    return [*AWKWARD, *(random_text(chance) for _ in range(count))]


PAGE = SimpleNamespace(write_number=lambda *_: 0, write_formula=lambda *_: 0)  # takes whatever it is given
TEXTS = texts(6, COUNT)
Writer = Callable[[Any, int, str], None]


def pages(write: Writer, given: Sequence[str]) -> bytes:
    """Make a workbook with each text in a row of column A."""
    buffer = io.BytesIO()
    with new_book(buffer, MADE) as book:
        page = book.add_worksheet("page")
        for row, text in enumerate(given):
            write(page, row, text)
    return buffer.getvalue()


def by_ourselves(data: bytes) -> list[str]:
    found = read_workbook(data, "x.xlsx").sheets[0]
    return [found.cells[(row, 1)].text if (row, 1) in found.cells else "" for row in range(1, len(TEXTS) + 1)]


def by_openpyxl(data: bytes) -> list[str]:
    page = openpyxl.load_workbook(io.BytesIO(data)).active
    assert page is not None
    cells = [page.cell(row, 1) for row in range(1, len(TEXTS) + 1)]
    assert {cell.data_type for cell in cells} <= {"s", "n"}  # "n" is what it calls an empty cell
    return ["" if cell.value is None else str(cell.value) for cell in cells]


def told_by_openpyxl(text: str) -> str:
    """Say what openpyxl makes of a text: it takes ``x005F_`` for part of an escape wherever it stands."""
    return text.replace("x005F_", "")


def as_text(page: Any, row: int, text: str) -> None:
    put_text(page, row, 0, text)


def as_link(page: Any, row: int, text: str) -> None:
    put_link(page, row, 0, "internal:'page'!A1", None, text)


def test_every_text_comes_back_from_a_cell_as_it_went_in() -> None:
    data = pages(as_text, TEXTS)
    assert by_ourselves(data) == [cell_text(text) for text in TEXTS]
    assert by_openpyxl(data) == [told_by_openpyxl(cell_text(text)) for text in TEXTS]
    assert (list(package_faults(data)), formulas(data)) == ([], [])


def test_every_text_comes_back_from_a_link_that_leads_to_our_own_place() -> None:
    shown = [text for text in TEXTS if text]
    data = pages(as_link, shown)
    found = read_workbook(data, "x.xlsx").sheets[0]
    assert [found.cells[(row, 1)].text for row in range(1, len(shown) + 1)] == [cell_text(text) for text in shown]
    assert (list(package_faults(data)), formulas(data)) == ([], [])
    page = openpyxl.load_workbook(io.BytesIO(data)).active
    assert page is not None
    targets = {(link.target, link.location) for row in page.iter_rows() for c in row if (link := c.hyperlink)}
    assert targets == {(None, "'page'!A1")}


def test_every_text_that_a_formula_shows_comes_back() -> None:
    data = pages(lambda page, row, text: put_formula(page, row, 0, "=B1", None, text), TEXTS)
    assert by_ourselves(data) == [cell_text(text) for text in TEXTS]
    assert list(package_faults(data)) == [] and set(formulas(data)) == {"B1"}


def test_every_text_comes_back_from_csv_when_one_apostrophe_is_taken_away() -> None:
    data = csv_bytes(pd.DataFrame({"text": pd.Series(TEXTS, dtype=object)})).decode("utf-8-sig")
    found = [row[0] if row else "" for row in csv.reader(io.StringIO(data, newline=""))][1:]
    assert [fault for text in found for fault in csv_faults(text)] == []
    for text, kept in zip(TEXTS, found, strict=True):
        wanted = cell_text(text)
        assert unarmoured(kept) == wanted or kept == wanted or (kept.endswith(CUT) and len(text) >= LONGEST_CELL / 2)


def test_only_texts_that_could_run_or_begin_with_an_apostrophe_are_armed() -> None:
    assert [field(text) for text in ("a", "a=1", "007", "'a", "=1", "''")] == ["a", "a=1", "007", "''a", "'=1", "'''"]


@pytest.mark.parametrize("length", [LONGEST_CELL - 1, LONGEST_CELL, LONGEST_CELL + 1, 99_999])
@pytest.mark.parametrize("sign", ["a", "字", "😀", "=", "e\u0301"])
def test_what_is_too_long_is_cut_at_a_whole_sign_and_marked(sign: str, length: int) -> None:
    text = sign * length
    kept = cell_text(text)
    units = len(kept.encode("utf-16-le")) // 2
    if len(text.encode("utf-16-le")) // 2 <= LONGEST_CELL:
        assert kept == text
    else:
        assert kept[-1] == CUT and text.startswith(kept[:-1]) and LONGEST_CELL - 1 <= units <= LONGEST_CELL


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1E+400"])
def test_what_is_no_number_never_reaches_a_file(number: str) -> None:
    given = (Decimal(number), float(number) if number != "1E+400" else float("inf"))
    for value in given:
        with pytest.raises(ValueError, match="no number"):
            put_number(PAGE, 0, 0, value)
        with pytest.raises(ValueError, match="no number"):
            put_formula(PAGE, 0, 0, "=1", None, value)
    with pytest.raises(ValueError, match="no number"):
        field(Decimal(number))


def test_every_text_can_be_a_message_a_unit_a_footer_a_title_and_a_name_of_a_sheet() -> None:
    for start in range(0, len(TEXTS), 40):
        some = TEXTS[start : start + 40]
        buffer = io.BytesIO()
        with new_book(buffer, MADE, title=some[0], author=some[-1]) as book:
            for tab, text in zip(tab_names(some), some, strict=True):
                page = book.add_worksheet(tab)
                set_up_print(page, read_skin("en"), text)
                said = {"input_title": message(text, 32), "input_message": message(text, 255)}
                assert page.data_validation(0, 0, 0, 0, {"validate": "any", **said}) == 0
                put_number(page, 0, 0, 1, book.add_format({"num_format": unit_format(text, "one")}))
        assert list(package_faults(buffer.getvalue())) == []
        assert formulas(buffer.getvalue()) == []
        openpyxl.load_workbook(io.BytesIO(buffer.getvalue()))


def test_every_text_gives_the_name_of_a_file() -> None:
    names = file_names(TEXTS)
    assert len({name.casefold() for name in names}) == len(TEXTS)
    assert all(fits_file_name(safe_file_name(text)) for text in TEXTS)
    assert not any(is_control(sign) for name in names for sign in name)


# Through whole outputs

MOST_FED = 15 if COUNT <= 300 else 2000
SHORT = [text for text in AWKWARD if len(text) < 300]
SOME = [*SHORT, *(TEXTS[len(AWKWARD) :][: 20 if COUNT <= 300 else 2000]), "长" * 40_000]


def units_of(given: Sequence[str]) -> list[Unit]:
    """Make units of texts: each stands as a name, as a group, as a lead unit and as who is asked."""
    turned = [*given[1:], given[0]]
    return [Unit(f"U{n}", a or "-", b, b or "x", contact=a) for n, (a, b) in enumerate(zip(given, turned, strict=True))]


def harmless(units: Sequence[Unit]) -> list[Unit]:
    return [replace(unit, name="x", group="x", lead="x", contact="x") for unit in units]


def test_no_text_of_a_return_runs_in_a_ranking_its_tables_or_the_feedback() -> None:
    made = []
    for given in (SOME, ["x"] * len(SOME)):
        collection = collected({"U1": BLOCKED, "U2": SPOTLESS}, remark=given[3])
        units = units_of(given)
        own = {f"U{n}": list(collection.returns.values())[n % 2] for n in range(len(units))}
        returns = {u: replace(found, unit=u, file=given[n] or "f") for n, (u, found) in enumerate(own.items())}
        accounts = tuple(
            replace(collection.files[0], file=f"{n:05}{text}", saved_by=text, application=text, units=(f"U{n}",))
            for n, text in enumerate(given)
        )
        full = replace(collection, units=tuple(units), returns=returns, files=accounts)
        frames = tables(full, "zh")
        made.append((frames, ranking_book(full, frames, Stamp(MADE))))
    (frames, book), (_, plain) = made
    assert list(package_faults(book)) == [] and formulas(book) == formulas(plain)
    for frame in frames.values():
        rows = list(csv.reader(io.StringIO(csv_bytes(frame).decode("utf-8-sig"), newline="")))
        held = [(heading, cell) for row in rows[1:] for heading, cell in zip(rows[0], row, strict=True)]
        typed = [cell for heading, cell in held if not is_number(cell)]
        assert [fault for cell in typed for fault in csv_faults(cell)] == []
    fed = list(islice(feedback_books(ranked_of(book, "r.xlsx"), Stamp(MADE)), MOST_FED))
    assert len(fed) == min(MOST_FED, len(SOME))
    for made_of in fed:
        assert list(package_faults(made_of.data)) == []
        assert not set(AWKWARD) & {f"={one}" for one in formulas(made_of.data)}


def is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except ArithmeticError:
        return False


def test_no_text_of_a_list_or_a_table_runs_in_a_form() -> None:
    standard, skin = small(ENGLISH), read_skin("en")
    units = units_of(SHORT[:: 4 if COUNT <= 300 else 1])
    remarks = {unit.id: {"1.1.1": unit.contact} for unit in units}
    entries = {unit.id: {"review.number:1.1.2": Reading(Decimal(3), "3")} for unit in units}
    filled = Prefill(entries, remarks)
    for made, plain in zip(
        unit_workbooks(standard, skin, units, filled, Stamp(MADE)),
        unit_workbooks(standard, skin, harmless(units), filled, Stamp(MADE)),
        strict=True,
    ):
        assert list(package_faults(made.data)) == []
        assert formulas(made.data) == formulas(plain.data)
    for made in lead_workbooks(standard, skin, units[:6], filled, Stamp(MADE)):
        assert list(package_faults(made.data)) == []


def test_no_text_of_a_rubric_runs_in_the_workbook_for_authors() -> None:
    given = [text for text in SOME if 0 < len(text) < 20_000 and holdable(text) == text and text == text.strip()][:200]
    items = [{"name": text, "points": "1", "findings": [{"text": text, "deduct": "1"}]} for text in given]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            book = authored(Source("", {"title": "t", "sections": [{"name": "s", "items": items}]}, {}, ()))
        except Exception as refused:  # what cannot stand in a cell is refused by name, which is as good
            assert type(refused).__name__ == "Refusal"
            return
    assert list(package_faults(book)) == []


CARRIED = {
    "xl/vbaProject.bin": b"macros",
    "xl/externalLinks/externalLink1.xml": b"<externalLink><ddeLink/></externalLink>",
    "xl/connections.xml": b"<connections/>",
    "xl/embeddings/oleObject1.bin": b"object",
    "xl/_rels/more.xml.rels": b'<Relationships><Relationship Id="r" Target="http://x.example" TargetMode="External"/>'
    b"</Relationships>",
}


def test_nothing_is_carried_over_from_a_return_into_what_is_made_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("r.yaml").write_text(ENGLISH, encoding="utf-8")
    Path("u.csv").write_text("id,name\nu1,East\n", encoding="utf-8")
    Path("e.csv").write_text("unit,finding,value\nu1,1.1.1,yes\n", encoding="utf-8")
    assert run(["build", "r.yaml", "--units", "u.csv", "--entries", "e.csv", "-o", "back"], Texts("en")) == 0
    with zipfile.ZipFile("back/u1 East.xlsx", "a") as package:
        for name, data in CARRIED.items():
            package.writestr(name, data)
    assert list(package_faults(Path("back/u1 East.xlsx").read_bytes()))
    assert run(
        ["collect", "back", "--rubric", "r.yaml", "--units", "u.csv", "-o", "r.xlsx", "--json"], Texts("en")
    ) in (0, 1)
    assert {"package-macros", "package-external-links"} <= {p["code"] for p in said(capsys)["problems"]}
    assert run(["feedback", "r.xlsx", "-o", "fed"], Texts("en")) in (0, 1)
    for made in (Path("r.xlsx"), *Path("fed").iterdir()):
        assert list(package_faults(made.read_bytes())) == []


def said(capsys: pytest.CaptureFixture[str]) -> Any:
    out = capsys.readouterr().out
    return json.loads(out[out.index("{") :])


# What the checks themselves see


def broken(part: str, xml: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr(part, xml)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("part", "xml"),
    [
        ("a.xml", "<a>\x9f</a>"),
        ("a.xml", "<a>_x0007_</a>"),
        ("a.rels", '<a TargetMode="External"/>'),
        ("xl/vbaProject.bin", ""),
        ("xl/externalLinks/externalLink1.xml", "<a/>"),
        ("a.xml", "<!DOCTYPE a><a/>"),
    ],
)
def test_a_fault_planted_in_a_package_is_seen(part: str, xml: str) -> None:
    assert list(package_faults(broken(part, xml)))


def test_a_formula_planted_in_a_package_is_seen() -> None:
    assert formulas(broken("a.xml", "<a><f>1+1</f></a>")) == ["1+1"]
    assert list(csv_faults("=1")) and list(csv_faults("a\x07")) and not list(csv_faults("'=1"))
