"""Units of different kinds in one collection: each scored by what applies to its tags, whatever the list says today."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.returns.forms import detail, stamp, told, warned
from tests.returns.forms import written as rendered
from tests.returns.raw import put
from tests.small_forms import standard
from xlrubric.accounting import Status
from xlrubric.build import Prefill, lead_workbooks, unit_workbooks
from xlrubric.cellrefs import address
from xlrubric.cli import NEEDS_PERSON, run
from xlrubric.cli.texts import Texts
from xlrubric.collect import Collection, settled
from xlrubric.collector import Collector, Read
from xlrubric.entries import Reading
from xlrubric.intake import Arrived
from xlrubric.layout.form import Form, lead_form, unit_form
from xlrubric.ranking import comparison, ledger, scores
from xlrubric.scoring import Value
from xlrubric.skin import read_skin
from xlrubric.standard import Standard
from xlrubric.units import Unit

VARIED = """
rubric: varied
title: 分类考核
sections:
  - name: 一、共同
    items:
      - name: 学习
        points: 10
        findings: [{text: 缺课, deduct: 1, per: 次}, {text: 所长缺课, deduct: 2, applies_to: [所]}]
  - name: 二、窗口
    applies_to: [所, 窗口]
    items: [{name: 服务, points: 10, findings: [{text: 投诉, deduct: 3}]}]
  - name: 三、机关
    applies_to: [机关]
    items: [{name: 公文, points: 5, findings: [{text: 差错, deduct: 0.5, per: 处}]}]
"""
MADE = standard(VARIED)
SKIN = read_skin("zh-Hans")
LEAD = "局党组"


def unit(number: int, name: str, *tags: str) -> Unit:
    return Unit(f"U{number}", name, "", LEAD, frozenset(tags))


UNITS = (unit(1, "一所", "所", "城区"), unit(2, "办公室", "机关"), unit(3, "大厅", "窗口"))
FAULTY: Mapping[str, Value] = {
    **{"review.choice:1.1.1": "有", "review.number:1.1.1": Decimal(2), "review.choice:1.1.2": "有"},
    **{"review.choice:2.1.1": "有", "review.choice:3.1.1": "有", "review.number:3.1.1": Decimal(3)},
}
# of the 25 points of all sections: 一所 10 − 2 − 2 and 10 − 3: 13 of 20; 办公室 8 and 5 − 1.5: 11.5 of 15;
# 大厅 8 and 7: 15 of 20; what is left counts for 25
TOTALS = {"U1": Decimal("16.25"), "U2": Decimal("11.5") * 25 / 15, "U3": Decimal("18.75")}


def fitting(own: Unit) -> dict[str, Value]:
    """Give the entries that a unit's form has."""
    there = {entry.name for entry in MADE.variant(own.tags).graph.entries}
    return {name: value for name, value in FAULTY.items() if name in there}


def collected(
    files: Mapping[str, bytes], listed: Sequence[Unit] = UNITS, made: Standard = MADE
) -> tuple[Collection, list[Read]]:
    collector = Collector(made, read_skin(made.rubric.language), tuple(listed), made.rubric.counts)
    reads = [collector.read(Arrived(name, data)) for name, data in files.items()]
    return settled(made, tuple(listed), reads), reads


def own_file(own: Unit) -> bytes:
    return rendered(unit_form(MADE, SKIN, own), {own.id: fitting(own)})


def together() -> Form:
    return lead_form(MADE, SKIN, LEAD, UNITS)


def led_file() -> bytes:
    return rendered(together(), {own.id: fitting(own) for own in UNITS})


def fact(form: Form, key: str) -> tuple[str, str]:
    """Give the place of a fact of the identity sheet."""
    sheet = next(sheet for sheet in form.sheets if sheet.key == "identity")
    return sheet.name, address(next(row for row, found in sheet.row_keys.items() if found == key), 2)


def totals(collection: Collection) -> dict[str, Decimal | None]:
    return {
        own: None if (found := returned.total) is None else round(found, 12)
        for own, returned in collection.returns.items()
    }


ROUNDED = {own: round(total, 12) for own, total in TOTALS.items()}


@pytest.mark.parametrize("how", ["a workbook each", "one workbook"])
def test_each_unit_is_scored_by_what_applies_to_its_tags(how: str) -> None:
    files = {"lead.xlsx": led_file()} if how == "one workbook" else {f"{u.id}.xlsx": own_file(u) for u in UNITS}
    collection, _ = collected(files)
    assert totals(collection) == ROUNDED
    assert collection.problems == () and {account.status for account in collection.files} == {Status.SCORED}
    asked = {own: len(returned.standard.outline.asked) for own, returned in collection.returns.items()}
    assert (
        asked == {own: returned.filled for own, returned in collection.returns.items()} == {"U1": 3, "U2": 2, "U3": 2}
    )


def test_what_does_not_apply_to_a_unit_is_blank_in_the_scores_and_absent_from_its_ledger() -> None:
    collection, _ = collected({"lead.xlsx": led_file()})
    table = scores(collection).set_index("unit")
    assert [c for c in table.columns if c[0].isdigit()] == ["1", "1.1", "2", "2.1", "3", "3.1"]
    assert table.loc["U2", ["2", "2.1"]].isna().all() and table.loc["U1", ["3", "3.1"]].isna().all()
    assert table.loc["U2", "3"] == Decimal("3.5") and table.loc["U1", "1.1"] == 6
    rows = ledger(collection)
    assert rows[rows.unit == "U2"].finding.dropna().tolist() == ["1.1.1", "3.1.1"]
    for own, total in ROUNDED.items():
        assert round(sum(rows[rows.unit == own].points), 9) == round(total, 9)
    kinds = rows[rows.unit == "U2"].kind.tolist()
    assert kinds == ["base", "lost", "lost", "rebased"]
    assert len(comparison(collection)) == 0  # nobody checked himself


def test_the_tags_of_a_form_are_those_that_it_was_sent_with() -> None:
    today = (replace(UNITS[0], tags=frozenset({"窗口"})), *UNITS[1:])
    collection, _ = collected({"a.xlsx": own_file(UNITS[0])}, today)
    form = unit_form(MADE, SKIN, UNITS[0])
    assert warned(collection.files[0].problems) == [("other-tags", "!".join(fact(form, "unit.0.tags")))]
    (said,) = collection.files[0].problems
    assert (detail(said, "sent"), detail(said, "today"), said.unit) == ("所", "窗口", "U1")
    assert totals(collection) == {"U1": ROUNDED["U1"]}
    assert collection.files[0].status is Status.FLAGGED


def test_tags_that_the_standard_does_not_know_make_no_difference() -> None:
    today = (replace(UNITS[0], tags=frozenset({"所", "郊区"})), *UNITS[1:])
    collection, _ = collected({"a.xlsx": own_file(UNITS[0])}, today)
    assert collection.problems == ()


def test_in_a_lead_units_workbook_the_unit_with_other_tags_is_named_and_no_other() -> None:
    today = (UNITS[0], replace(UNITS[1], tags=frozenset({"窗口", "机关"})), UNITS[2])
    collection, _ = collected({"lead.xlsx": led_file()}, today)
    assert [(p.code, p.unit) for p in collection.problems] == [("other-tags", "U2")]
    assert totals(collection) == ROUNDED


def test_a_form_whose_tags_were_wiped_is_read_as_one_without() -> None:
    """Only what applies to everyone is left: the section for offices is not looked for, and its rows are unknown."""
    form = unit_form(MADE, SKIN, UNITS[1])
    collection, _ = collected({"a.xlsx": put(own_file(UNITS[1]), fact(form, "unit.0.tags"), None, form)})
    codes = {code for code, _ in told(collection.files[0].problems)}
    assert {"other-tags", "other-layout"} <= codes
    assert totals(collection) == {"U2": Decimal(8) * 25 / 10}  # 8 of the 10 points that apply, for 25


def test_a_form_to_which_nothing_applies_any_more_is_accounted_for() -> None:
    made = standard(VARIED.replace("  - name: 一、共同\n", "  - name: 一、共同\n    applies_to: [所, 机关, 窗口]\n"))
    form = unit_form(made, SKIN, UNITS[1])
    data = put(rendered(form, {"U2": fitting(UNITS[1])}), fact(form, "unit.0.tags"), None, form)
    collection, _ = collected({"a.xlsx": data}, made=made)
    assert [account.status for account in collection.files] == [Status.WITHOUT_SCORE]
    assert [own.id for own in collection.missing] == ["U1", "U2", "U3"]


def test_two_units_of_one_kind_share_what_is_prepared_for_their_forms() -> None:
    more = (*UNITS, unit(4, "二所", "所"))
    collector = Collector(MADE, SKIN, more, "review")
    for own in (UNITS[0], more[3], UNITS[1]):
        collector.read(Arrived(f"{own.id}.xlsx", own_file(own)))
    assert len(collector.single) == 2


def test_workbooks_are_built_by_the_tags_of_the_list() -> None:
    given = Prefill({own.id: {n: Reading(v) for n, v in FAULTY.items()} for own in UNITS})
    each = {built.name: built.data for built in unit_workbooks(MADE, SKIN, UNITS, given, stamp())}
    assert totals(collected(each)[0]) == ROUNDED
    one = {built.name: built.data for built in lead_workbooks(MADE, SKIN, UNITS, given, stamp())}
    assert list(one) == ["局党组.xlsx"] and totals(collected(one)[0]) == ROUNDED


def test_entries_are_scored_by_the_tags_of_the_unit_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "r.yaml").write_text(VARIED, encoding="utf-8")
    (tmp_path / "units.csv").write_text("编号,单位名称,标签\nU1,一所,所、城区\nU3,大厅,窗口\n", encoding="utf-8")
    rows = "".join(f"{own},1.1.1,2\n{own},1.1.2,有\n{own},2.1.1,有\n" for own in ("U1", "U3"))
    (tmp_path / "e.csv").write_text(f"单位编号,评分项,核查情况\n{rows}", encoding="utf-8")
    names = [str(tmp_path / name) for name in ("r.yaml", "e.csv", "units.csv")]
    assert run(["score", names[0], names[1], "--units", names[2]], Texts("zh")) in (0, NEEDS_PERSON)
    assert capsys.readouterr().out.splitlines() == [
        "U1　16.25分（3 项中填了 3 项）",
        "U3　18.75分（2 项中填了 2 项）",
    ]
