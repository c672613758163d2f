"""Forms of different looks collected together: fonts, widths and page breaks make no difference, labels are known."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import pytest

from tests.looks.made import OWN, SHIPPED, cell, changed, drawn_of, look_of, shipped_skin, skin_of
from tests.returns.forms import FAULTS, FAULTS_TOTAL, LEAD, SCORING, SKIN, STANDARD, UNITS, told, warned, written
from tests.returns.raw import put
from xlrubric.cellrefs import address
from xlrubric.collect import Collection, settled
from xlrubric.collector import Collector
from xlrubric.expected import expect_unit
from xlrubric.intake import Arrived
from xlrubric.layout.form import layout_mark, lead_form, unit_form
from xlrubric.layout.hands import HANDS
from xlrubric.layout.past import PastFault, with_past
from xlrubric.looks.paper import Paper
from xlrubric.shipped_files import shipped
from xlrubric.skin import Look, Skin, read_skin
from xlrubric.standard import Standard, read_standard


def collected(files: Iterable[bytes], looks: Iterable[Look] = (), standard: Standard = STANDARD) -> Collection:
    """Collect files with looks at hand beyond the shipped ones."""
    named = [read_skin(standard.rubric.language, look) for look in looks]
    collector = Collector(standard, SKIN, UNITS, standard.rubric.counts, looks=named)
    return settled(standard, UNITS, [collector.read(Arrived(f"{n}.xlsx", data)) for n, data in enumerate(files)])


def filled_in(skin: Skin, number: int = 0) -> bytes:
    """Give one unit's form in a look, filled in."""
    return written(unit_form(STANDARD, skin, UNITS[number]), {UNITS[number].id: FAULTS})


def stretched(factor: float, **more: object) -> Skin:
    """Give the official form with all columns so many times as wide."""
    widths = {name: width * factor for name, width in SKIN.widths.items()}
    return replace(SKIN, widths=MappingProxyType(widths), **more)  # type: ignore[arg-type]


LOOKS = (
    stretched(0.5),
    stretched(1.7),
    stretched(1, size=14.0),
    stretched(1, size=7.0, paper=Paper("A5", False, 1, 1, 1, 1)),
    stretched(3, paper=Paper("A3", True, 1, 1, 1, 1)),
)


@pytest.mark.parametrize("skin", LOOKS)
def test_the_mark_of_a_layout_does_not_depend_on_widths_fonts_and_pages(skin: Skin) -> None:
    for hands in HANDS.values():
        assert layout_mark(STANDARD, skin, hands) == layout_mark(STANDARD, SKIN, hands)


def test_these_looks_do_break_pages_elsewhere() -> None:
    """Else the tests here would not try what they are for."""
    breaks = {unit_form(STANDARD, skin, UNITS[0]).sheets[1].breaks for skin in (SKIN, *LOOKS)}
    assert len(breaks) >= 4


@pytest.mark.parametrize("label", ["remark", "cover", "status_open", "sign", "verb_deduct", "howto"])
def test_the_mark_changes_with_any_label(label: str) -> None:
    other = replace(SKIN, labels=MappingProxyType({**SKIN.labels, label: SKIN.labels[label] + "！"}))
    if label != "sign":  # which no sheet shows
        assert layout_mark(STANDARD, other) != layout_mark(STANDARD, SKIN)


@pytest.mark.parametrize("skin", LOOKS)
def test_a_form_with_other_pages_comes_back_without_a_word(skin: Skin) -> None:
    found = collected([filled_in(skin)])
    assert found.problems == ()
    assert found.returns["U01"].total == FAULTS_TOTAL


@lru_cache(maxsize=1)
def long_standard() -> Standard:
    return read_standard(shipped("rubrics") / "branch-quantified.yaml")


@pytest.mark.parametrize("skin", LOOKS[:2])
def test_a_long_form_with_other_pages_comes_back_without_a_word(skin: Skin) -> None:
    standard = long_standard()
    unit = replace(UNITS[0], tags=standard.known_tags)
    form = unit_form(standard, skin, unit)
    assert form.sheets[1].breaks != unit_form(standard, SKIN, unit).sheets[1].breaks
    collector = Collector(standard, SKIN, (unit,), standard.rubric.counts)
    assert told(collector.read(Arrived("a.xlsx", written(form))).account.problems, "form-blank") == []


@pytest.mark.parametrize("typed", ["另一名称", ""])
def test_a_sections_name_that_was_changed_or_wiped_is_still_named(typed: str) -> None:
    form = unit_form(STANDARD, stretched(1.7), UNITS[0])
    name = STANDARD.outline.tops[0].name
    rows = [(c.row + n, c.column) for c in form.sheets[1].cells if c.part_of == name for n in range(c.down)]
    data = filled_in(stretched(1.7))
    for row, column in rows if typed == "" else rows[:1]:
        data = put(data, (SCORING, address(row, column)), typed)
    assert warned(collected([data]).problems) == [("text-changed", f"{SCORING}!{address(*rows[0])}")]


def test_every_row_of_a_section_may_show_its_name() -> None:
    (expected,) = (sheet for sheet in expect_unit(STANDARD, SKIN, UNITS[0]).sheets if sheet.pieces)
    rows = [(piece.row, piece.column) for piece in expected.pieces]
    assert len(rows) == len(set(rows))
    assert {piece.value for piece in expected.pieces} == {top.name for top in STANDARD.outline.tops}
    assert not {(cell.row, cell.column) for cell in expected.cells} & set(rows)


def test_forms_of_all_looks_are_collected_together(tmp_path: Path) -> None:
    own = look_of(tmp_path, OWN)
    skins = [*(shipped_skin(name) for name in SHIPPED), read_skin("zh-Hans", own)]
    for skin in skins:
        found = collected([filled_in(skin), filled_in(SKIN, 1), filled_in(shipped_skin("compact"), 2)], [own])
        assert found.problems == ()
        assert {returned.total for returned in found.returns.values()} == {FAULTS_TOTAL}
        assert len(found.returns) == 3


def test_a_look_drawn_in_excel_with_labels_and_tabs_of_its_own_is_collected(tmp_path: Path) -> None:
    def change(book: object) -> None:
        for label, text in (
            ("scoring", "打分"),
            ("cover", "首页"),
            ("choice", "有无"),
            ("hint_finding_without", "没写数"),
        ):
            cell(book, f"label_{label}", "文字 zh-Hans").value = text

    look = drawn_of(tmp_path, changed(change))
    data = filled_in(read_skin("zh-Hans", look))
    assert collected([data], [look]).problems == ()
    without = collected([data])
    assert warned(without.problems) == [("other-look", warned(without.problems)[0][1])]
    assert without.returns["U01"].total == FAULTS_TOTAL


def test_a_look_without_labels_need_not_be_at_hand(tmp_path: Path) -> None:
    skin = skin_of(tmp_path, "based_on: compact\nsize: 12\nborder: '#000000'\nwidths: {item: 60}\n")
    found = collected([filled_in(skin)])
    assert (found.problems, found.returns["U01"].total) == ((), FAULTS_TOTAL)


def test_a_look_of_another_content_under_the_same_name_is_not_taken_for_it(tmp_path: Path) -> None:
    data = filled_in(skin_of(tmp_path, OWN))
    other = look_of(tmp_path, OWN.replace("说明", "附注"))
    assert [code for code, _ in warned(collected([data], [other]).problems)] == ["other-look"]


def test_a_form_of_the_very_look_and_another_layout_is_of_another_program() -> None:
    form = unit_form(STANDARD, SKIN, UNITS[0])
    (sheet,) = (s for s in form.sheets if s.key == "identity")
    (row,) = (row for row, key in sheet.row_keys.items() if key == "layout")
    data = put(filled_in(SKIN), (sheet.name, f"B{row}"), "0123456789abcdef")
    found = collected([data])
    assert [code for code, _ in warned(found.problems)] == ["other-layout"]


def test_the_identity_names_the_look_and_nothing_is_compared_with_it(tmp_path: Path) -> None:
    for skin, name in ((SKIN, "official"), (shipped_skin("compact"), "compact")):
        (sheet,) = (s for s in unit_form(STANDARD, skin, UNITS[0]).sheets if s.key == "identity")
        facts = {sheet.row_keys[cell.row]: cell.content for cell in sheet.cells}
        assert facts["look"] == name
    (row,) = (row for row, key in sheet.row_keys.items() if key == "look")
    assert collected([put(filled_in(SKIN), (sheet.name, f"B{row}"), "elsewhere-12345678")]).problems == ()


def test_a_lead_unit_s_workbook_of_another_look_is_collected(tmp_path: Path) -> None:
    own = look_of(tmp_path, OWN)
    form = lead_form(STANDARD, read_skin("zh-Hans", own), LEAD, UNITS)
    found = collected([written(form, {unit.id: FAULTS for unit in UNITS})], [own])
    assert found.problems == ()
    assert [returned.total for returned in found.returns.values()] == [FAULTS_TOTAL] * 3


def test_last_years_faults_on_a_form_of_another_look_are_compared_too(tmp_path: Path) -> None:
    own = look_of(tmp_path, OWN.replace("remark: 说明", "past_state: 进展, remark: 说明"))
    fault = PastFault("1.1", "1.1.2", "无计划", Decimal("-1"), "open", "2017年")
    form = with_past(unit_form(STANDARD, read_skin("zh-Hans", own), UNITS[0]), {0: [fault]})
    data = written(form, {"U01": FAULTS})
    assert collected([data], [own]).problems == ()
    assert [code for code, _ in warned(collected([data]).problems)] == ["other-look"]
