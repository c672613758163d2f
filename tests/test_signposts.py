"""The formulas that show the way: what they show is what LibreOffice makes of them, and where they lead."""

import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.office.headless import recalculate
from tests.office.programs import needs
from tests.small_forms import SIMPLIFIED, UNITS, led, prefill, rendered, single
from tests.test_layout_rows import DUTIES
from xlrubric.build import Prefill, form_values
from xlrubric.layout.form import Form
from xlrubric.layout.hands import HANDS
from xlrubric.layout.sheets import Signpost
from xlrubric.layout.signposts import MOST_LINES, Waiting, signpost_text, signpost_value
from xlrubric.writer import Value

FEW = """
rubric: few
title: 甲
language: zh-Hans
sections:
  - name: 一、会议
    items:
      - name: 开会
        points: 10
        findings:
          - {text: 无记录, deduct: 1}
          - {text: 缺席, deduct: 1, per: 次}
      - name: 写"报告"
        points: 5
        findings:
          - {text: '未写"总结"', deduct: 1}
  - name: 二、加分
    items:
      - name: 获奖
        findings:
          - {text: 获表彰, bonus: 1, per: 次, register: 2}
"""
MANY = f"""
rubric: many
title: 乙
language: zh-Hans
sections:
  - name: 一
    items:
      - name: 甲
        points: 100
        findings: [{", ".join(f"{{text: 情形{n}, deduct: 1}}" for n in range(1, MOST_LINES + 4))}]
"""
BOTH_WAYS = {"review.choice:1.1.1": "无", "review.choice:1.1.2": "有", "review.choice:1.2.1": "无"}


def shown(form: Form, entries: Mapping[str, Value], kind: str, role: str = "review") -> list[Value]:
    """Give what the signposts of a kind show, on the sheets in order, when so much is filled in."""
    values = form_values(form, prefill(entries))
    ways = [way for way in form.ways.values() if (way.post.kind, way.post.role) == (kind, role)]
    return [signpost_value(way, Waiting(values)) for way in ways]


def test_every_row_that_is_asked_counts_on() -> None:
    form = single(FEW)
    assert shown(form, {}, "count") == [Decimal(n) for n in range(1, 5)]
    assert shown(form, BOTH_WAYS, "count") == [Decimal(n) for n in (0, 1, 1, 2)]  # 1.1.2 has no count: in doubt


def test_the_list_names_what_waits_and_why_and_the_rest_is_blank() -> None:
    assert shown(single(FEW), BOTH_WAYS, "line") == [
        "1.1.2 缺席：数量与情况不符",
        "2.1.1 获表彰：未填",
        *[""] * (MOST_LINES - 2),
    ]
    assert shown(single(FEW), {}, "line")[2] == '1.2.1 未写"总结"：未填'


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ({}, "核查：尚未填写，从第一项填起 →"),
        (BOTH_WAYS, "核查：待填2项，转到下一项 →"),
        (BOTH_WAYS | {"review.number:1.1.2": Decimal(1), "review.choice:2.1.1": "无"}, "核查：已填完，没有疑问"),
    ],
)
def test_the_way_on_says_how_much_waits(entries: Mapping[str, Value], said: str) -> None:
    assert shown(single(FEW), entries, "next") == [said, said]  # on the cover, and above the table


def test_what_the_list_has_no_room_for_is_counted() -> None:
    form = single(MANY)
    assert shown(form, {}, "more") == ["……另有3项"]
    assert shown(form, {f"review.choice:1.1.{n}": "无" for n in range(1, 4)}, "more") == [""]
    assert "" not in shown(form, {f"review.choice:1.1.{n}": "无" for n in range(1, 4)}, "line")


def test_a_summary_says_for_each_unit_what_waits() -> None:
    form = led(FEW)
    values = form_values(form, prefill(BOTH_WAYS, UNITS[1]))
    short = [signpost_value(way, Waiting(values)) for way in form.ways.values() if way.post.kind == "short"]
    assert short == ["4 →", "4 →", "4 →", "2 →", "4 →", "4 →"]  # self-check and review of each unit


@pytest.mark.parametrize("key", HANDS)
def test_only_who_may_write_is_shown_the_way(key: str) -> None:
    form = single(FEW, hands=HANDS[key])
    roles = {way.post.role for way in form.ways.values() if way.post.kind != "count"}
    assert roles == set(HANDS[key].open)


def test_a_standard_that_asks_for_nothing_has_no_signposts() -> None:
    text = "rubric: r\ntitle: t\nsections: [{name: a, items: [{name: b, points: 1, formula: '1'}]}]\n"
    assert not single(text).ways


def leads_to(text: str) -> list[str]:
    """Give the column and the sheet that links of a formula lead to."""
    return re.findall(r'HYPERLINK\("#(.+?)"&', text)


def test_a_link_leads_to_the_first_box_of_the_role() -> None:
    form = led(FEW)
    texts = {n: signpost_text(way) for n, way in form.ways.items()}
    assert leads_to(texts["0/way.next.self:"]) == ["'East & West'!G"]
    assert leads_to(texts["1/way.next.review:"]) == ["'=1+1'!K"]


def test_no_formula_has_a_text_longer_than_excel_takes() -> None:
    form = single(MANY)
    texts = [signpost_text(way) for way in form.ways.values()]
    assert max(map(len, texts)) < 1000
    assert all(len(part) <= 255 for text in texts for part in re.findall(r'"((?:[^"]|"")*)"', text))


def test_the_cover_says_what_is_said_of_the_evidence_and_leads_there() -> None:
    form = single(SIMPLIFIED.replace("points: 4", "points: 4\n        evidence: [纪要]"))
    (way,) = (way for way in form.ways.values() if way.post.kind == "evidence")
    values = form_values(form, Prefill())
    assert signpost_value(way, Waiting(values)) == "佐证材料：共1份：已备0，缺0，不涉及0，未填1 →"
    assert "\"#'佐证材料'!B2\"" in signpost_text(way)


CASES: dict[str, tuple[Form, Prefill]] = {
    "blank": (single(FEW), Prefill()),
    "begun": (single(FEW), prefill(BOTH_WAYS | {"self.choice:1.1.1": "有"})),
    "many": (single(MANY), prefill({"review.choice:1.1.2": "无"})),
    "plain": (single(SIMPLIFIED), Prefill()),
    "evidence": (single(SIMPLIFIED.replace("points: 4", "points: 4\n        evidence: [纪要]")), Prefill()),
    "duties": (single(DUTIES), Prefill()),
    "self": (single(FEW, hands=HANDS["self"]), prefill({"self.choice:1.1.1": "无"})),
    "review": (single(FEW, hands=HANDS["review"]), prefill({"self.choice:1.1.1": "无"})),
    "led": (led(FEW), prefill(BOTH_WAYS, UNITS[2])),
}


@pytest.fixture(scope="module")
def recalculated(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    folder = tmp_path_factory.mktemp("signposts")
    for case, (form, filled) in CASES.items():
        (folder / f"{case}.xlsx").write_bytes(rendered(form, filled))
    made = recalculate([folder / f"{case}.xlsx" for case in CASES], folder / "out")
    return dict(zip(CASES, made, strict=True))


@needs("soffice")
@pytest.mark.parametrize("case", CASES)
def test_libreoffice_computes_what_every_signpost_shows(case: str, recalculated: Mapping[str, Path]) -> None:
    form, filled = CASES[case]
    values = form_values(form, filled)
    book = openpyxl.load_workbook(recalculated[case], data_only=True)
    assert form.ways
    for name, way in form.ways.items():
        spot = form.spots[name]
        found = book[spot.sheet].cell(spot.row, spot.column).value
        assert (found or 0 if way.post.kind == "count" else found or "") == signpost_value(way, Waiting(values)), name


@needs("soffice")
def test_the_names_that_links_lead_to_are_known_to_libreoffice(recalculated: Mapping[str, Path]) -> None:
    form = CASES["led"][0]
    book = openpyxl.load_workbook(recalculated["led"])
    linked = {cell.link for sheet in form.sheets for cell in sheet.cells if cell.link}
    assert linked <= set(book.defined_names)
    for sheet in form.sheets:
        for anchor, (row, column) in sheet.anchors.items():
            ((tab, area),) = book.defined_names[anchor].destinations
            assert (tab, area.replace("$", "")) == (sheet.name, book[sheet.name].cell(row, column).coordinate)


def test_every_link_has_its_anchor() -> None:
    for form, _ in CASES.values():
        anchors = {anchor for sheet in form.sheets for anchor in sheet.anchors}
        assert {cell.link for sheet in form.sheets for cell in sheet.cells if cell.link} <= anchors
        assert all(re.fullmatch(r"go_[a-z0-9_]+", anchor) for anchor in anchors)


def test_signposts_are_locked_and_not_asked_for_by_the_reader() -> None:
    form = single(FEW)
    named = {cell.name for sheet in form.sheets for cell in sheet.cells if isinstance(cell.content, Signpost)}
    assert named == set(form.ways) and not named & set(form.formulas)
