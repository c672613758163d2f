"""``build --for``: the self-checks go out, come back, and stand in the forms for the review, which come back too."""

import contextlib
import io
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from tests.returns.forms import SKIN, STANDARD, UNITS, stamp
from xlrubric import cli
from xlrubric.build import Prefill, form_values
from xlrubric.cli.texts import Texts
from xlrubric.collect import collect
from xlrubric.entries import Reading
from xlrubric.layout.form import unit_form
from xlrubric.layout.hands import HANDS
from xlrubric.self_checks import with_self_checks
from xlrubric.units import Unit
from xlrubric.writer import Value, render
from xlrubric.xlsx import read_workbook

RUBRIC = "rubrics/xiangxi-2018.yaml"
ENTRIES: Mapping[str, Value] = {"self.choice:1.1.2": "有", "self.number:1.1.1": Decimal(4)}
FREE: Mapping[str, Value] = {"remark:1.1.2": "会议室漏水", "sign.self_by:": "张三"}


def run(*arguments: object) -> tuple[int, str]:
    """Run a command; give its exit code and all that it said."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = cli.run(list(map(str, arguments)), Texts("en"))
    return code, out.getvalue() + err.getvalue()


def self_check(unit: Unit) -> bytes:
    form = unit_form(STANDARD, SKIN, unit, HANDS["self"])
    entries = {n: Reading(v) for n, v in ENTRIES.items()}
    return render(form, form_values(form, Prefill({unit.id: entries}, free={unit.id: FREE})), stamp())


@pytest.fixture
def units(tmp_path: Path) -> Path:
    rows = [f"{unit.id},{unit.name},{unit.lead}" for unit in UNITS]
    (tmp_path / "units.csv").write_text("\n".join(["id,name,lead", *rows]), encoding="utf-8")
    return tmp_path / "units.csv"


@pytest.fixture
def sent(tmp_path: Path, units: Path) -> Path:
    """Give the forms for the review, in which the self-checks of two of the three units stand."""
    (tmp_path / "self").mkdir()
    for unit in UNITS[:2]:
        (tmp_path / "self" / f"{unit.id}.xlsx").write_bytes(self_check(unit))
    code, said = run(
        *("build", RUBRIC, "--units", units, "-o", tmp_path / "review"),
        *("--for", "review", "--self-check", tmp_path / "self"),
    )
    assert code == 1  # one self-check is missing
    assert "units without a self-check: 1 (州水利局)" in said
    return tmp_path / "review"


def test_the_self_checks_stand_in_the_forms_for_the_review(sent: Path) -> None:
    form = unit_form(STANDARD, SKIN, UNITS[0], HANDS["review"])
    book = read_workbook((sent / "U01 州财政局.xlsx").read_bytes(), "a.xlsx")
    shown = {sheet.name: sheet.cells for sheet in book.sheets}
    for name, value in {**ENTRIES, **FREE}.items():
        spot = form.spots[f"0/{name}"]
        assert shown[spot.sheet][spot.row, spot.column].value == value
    total = form.spots["0/top.self:"]
    assert shown[total.sheet][total.row, total.column].value == 99


def test_a_form_for_the_review_comes_back_with_both(sent: Path, tmp_path: Path, units: Path) -> None:
    form = unit_form(STANDARD, SKIN, UNITS[0], HANDS["review"])
    entries = {**ENTRIES, "review.choice:1.1.3": "有"}
    filled = Prefill({"U01": {n: Reading(v) for n, v in entries.items()}}, free={"U01": FREE})
    (sent / "U01 州财政局.xlsx").write_bytes(render(form, form_values(form, filled), stamp(9)))
    found = collect([sent, tmp_path / "self"], STANDARD, UNITS)
    first = found.returns["U01"]
    assert first.total == first.score["self.total:"] == 99
    assert "self-check-differs" not in {p.code for p in found.problems}
    code, _ = run("collect", sent, tmp_path / "self", "--rubric", RUBRIC, "--units", units, "-o", tmp_path / "r.xlsx")
    assert code == 1 and (tmp_path / "r.xlsx").exists()  # two reviews are still blank


def test_the_units_hand_in_what_build_made_for_them(tmp_path: Path, units: Path) -> None:
    code, _ = run("build", RUBRIC, "--units", units, "-o", tmp_path / "out", "--for", "self", "--by", "lead")
    assert code == 0
    (made,) = (tmp_path / "out").iterdir()
    found = collect([made], STANDARD, UNITS, counts="self")
    assert [account.problems for account in found.files] and len(found.returns) == 3


def test_a_self_check_goes_with_the_review_only(units: Path, tmp_path: Path) -> None:
    code, said = run("build", RUBRIC, "--units", units, "-o", tmp_path / "x", "--self-check", tmp_path)
    assert code == 2 and "--self-check goes with --for review." in said
    assert not (tmp_path / "x").exists()


def test_what_could_not_be_read_in_a_self_check_stays_blank_and_is_said(tmp_path: Path) -> None:
    form = unit_form(STANDARD, SKIN, UNITS[0], HANDS["self"])
    values = form_values(form, Prefill()) | {"0/self.choice:1.1.2": "也许", "0/self.choice:1.1.3": "有"}
    (tmp_path / "a.xlsx").write_bytes(render(form, values, stamp()))
    (tmp_path / "b.xlsx").write_bytes(b"no workbook")
    prefill, problems = with_self_checks(Prefill(), [tmp_path], STANDARD, UNITS)
    assert {n: r.value for n, r in prefill.readings["U01"].items()} == {"self.choice:1.1.3": "有"}
    assert {"entry-refused", "package-text", "self-check-missing"} <= {p.code for p in problems}


def test_entries_of_a_table_go_before_those_of_a_self_check(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(self_check(UNITS[0]))
    begun = Prefill({"U01": {"self.choice:1.1.2": Reading("无")}, "U02": {"self.choice:1.1.2": Reading("有")}})
    prefill, _ = with_self_checks(begun, [tmp_path], STANDARD, UNITS)
    assert prefill.readings["U01"]["self.choice:1.1.2"].value == "无"
    assert prefill.readings["U01"]["self.number:1.1.1"].value == 4
    assert prefill.readings["U02"] == begun.readings["U02"] and prefill.free.keys() == {"U01"}


@pytest.mark.parametrize("given", [True, False], ids=["with", "without"])
def test_a_self_check_under_a_password_is_carried_where_the_password_is_given(
    given: bool, tmp_path: Path, units: Path
) -> None:
    locked, word = io.BytesIO(), "评分2018"
    OOXMLFile(io.BytesIO(self_check(UNITS[0]))).encrypt(word, locked)
    (tmp_path / "locked.xlsx").write_bytes(locked.getvalue())
    (tmp_path / "p.txt").write_text(word, encoding="utf-8")
    passwords = ("--password-file", tmp_path / "p.txt") if given else ()
    code, said = run(
        *("build", RUBRIC, "--units", units, "-o", tmp_path / "out", *passwords),
        *("--for", "review", "--self-check", tmp_path / "locked.xlsx"),
    )
    assert code == 1 and ("package-encrypted" in said) == (not given)
    if given:
        spot = unit_form(STANDARD, SKIN, UNITS[0], HANDS["review"]).spots["0/self.choice:1.1.2"]
        book = read_workbook((tmp_path / "out" / "U01 州财政局.xlsx").read_bytes(), "a.xlsx")
        cells = next(sheet.cells for sheet in book.sheets if sheet.name == spot.sheet)
        assert cells[spot.row, spot.column].value == ENTRIES["self.choice:1.1.2"]
    else:
        assert not (tmp_path / "out").exists()
