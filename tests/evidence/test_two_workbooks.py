"""Self-check and review in workbooks of their own: the unit's evidence stands locked beside the review."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.evidence.made import (
    MISSING,
    NONE,
    PLAIN,
    THERE,
    Typed,
    asked,
    collector,
    filled,
    gathered,
    records,
    said,
    spot,
    standard_of,
)
from tests.returns.raw import put
from tests.small_forms import STAMP
from xlrubric.build import Prefill, form_values
from xlrubric.intake import Arrived
from xlrubric.layout.form import Form, unit_form
from xlrubric.layout.hands import HANDS
from xlrubric.self_checks import with_self_checks
from xlrubric.skin import read_skin
from xlrubric.verify import UnitReturn
from xlrubric.writer import render

SKIN = read_skin("zh-Hans")
OWN, REVIEW = (unit_form(standard_of(), SKIN, PLAIN, HANDS[key]) for key in ("self", "review"))
CHECKED: Typed = {
    "self.choice:1.1.1": "无",
    "self.choice:1.2.1": "无",
    "evidence.state:1.1.1": THERE,
    "evidence.where:1.1.1": "〔2026〕3号",
    "evidence.state:1.1.2": MISSING,
    "evidence.state:2.1.1.1": NONE,
    "sign.self_on:": "2026-03-01",
}
SAID = {
    "1.1.1": ("there", "〔2026〕3号", ""),
    "1.1.2": ("missing", "", ""),
    "1.3.1": ("unsaid", "", ""),
    "2.1.1.1": ("none", "", ""),
}
REVIEWED = {"review.choice:1.1.1": "无", "review.choice:1.2.1": "有"}


@pytest.fixture
def prefill(tmp_path: Path) -> Prefill:
    """Read the self-check that came back."""
    (tmp_path / "own.xlsx").write_bytes(filled(OWN, CHECKED))
    found, problems = with_self_checks(Prefill(), [tmp_path], standard_of(), [PLAIN])
    assert not [problem.code for problem in problems if problem.code == "self-check-missing"]
    return found


def only(files: Mapping[str, bytes]) -> UnitReturn:
    return gathered(files, units=(PLAIN,)).returns["U1"]


def sent(prefill: Prefill) -> bytes:
    return render(REVIEW, form_values(REVIEW, prefill), STAMP)


def reviewed(data: bytes) -> bytes:
    """Fill in the review, past what the program would recalculate."""
    for name, value in REVIEWED.items():
        data = put(data, spot(REVIEW, name), value, REVIEW)
    return data


def shown(form: Form, values: Mapping[str, object]) -> object:
    return values[next(cell.name for cell in asked(form).cells if cell.name == "0/evidence.count:")]


def test_the_form_for_the_review_shows_what_the_unit_ticked(prefill: Prefill) -> None:
    values = form_values(REVIEW, prefill)
    assert values["0/evidence.state:1.1.2"] == MISSING
    assert values["0/evidence.where:1.1.1"] == "〔2026〕3号"
    assert shown(REVIEW, values) == "共4份：已备1，缺1，不涉及1，未填1"


def test_it_comes_back_with_the_review(prefill: Prefill) -> None:
    returned = only({"r.xlsx": reviewed(sent(prefill))})
    assert said(returned) == SAID
    assert [p for p in returned.problems if p.place.sheet == asked(REVIEW).name] == []


def test_the_units_own_file_counts_where_both_are_collected(prefill: Prefill) -> None:
    changed = put(reviewed(sent(prefill)), spot(REVIEW, "evidence.state:1.1.2"), THERE, REVIEW)
    files = {"r.xlsx": changed, "own.xlsx": filled(OWN, CHECKED)}
    assert said(only(files)) == SAID
    rows = records(gathered(files, units=(PLAIN,)))
    assert {row["file"] for row in rows} == {"own.xlsx"}
    assert rows[0]["state"] == "missing"


def test_a_review_without_the_unit_s_own_evidence_keeps_what_its_form_says(prefill: Prefill) -> None:
    bare = {name: value for name, value in CHECKED.items() if not name.startswith("evidence.")}
    files = {"r.xlsx": reviewed(sent(prefill)), "own.xlsx": filled(OWN, bare)}
    assert said(only(files)) == SAID


def test_a_self_check_alone_tells_its_evidence() -> None:
    read = collector(units=(PLAIN,)).read(Arrived("own.xlsx", filled(OWN, CHECKED)))
    assert said(read.returns[0]) == SAID
