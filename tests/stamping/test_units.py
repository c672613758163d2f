"""Units of every kind: their texts stand in the stamped workbook as in the rendered one, or the form is rendered."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.effort import tried
from tests.small_forms import ENGLISH, STAMP, standard
from tests.stamping.packages import parts, rendered
from xlrubric.build import Batch, Prefill, form_values, unit_workbook, unit_workbooks
from xlrubric.entries import Reading
from xlrubric.layout.form import unit_form
from xlrubric.layout.hands import BOTH, HANDS
from xlrubric.layout.past import PastFault, with_past
from xlrubric.sealing import sealed
from xlrubric.skin import read_skin
from xlrubric.stamping import blanks
from xlrubric.stamping.bases import Bases
from xlrubric.stamping.blanks import MOST_BLANKS, Stamper
from xlrubric.units import Unit
from xlrubric.writer import render

TINY = """
rubric: tiny
title: 校园安全检查
period: 2018年度
sections:
  - name: 制度
    items:
      - {name: 计划, points: 5, evidence: [年度计划], findings: [{text: 没有计划, deduct: 1}]}
"""
OF, SKIN = standard(TINY), read_skin("zh-Hans")
KEY = b"a key of the office"
FULL = Unit("u1", "甲单位", "一组", "乙委", contact="丙 0571-1")


@cache
def stamper(key: bytes | None = None) -> Stamper:
    return Stamper(OF, SKIN, STAMP, BOTH, key)


def check(unit: Unit, key: bytes | None = None) -> bool:
    """Compare the two ways; say whether the unit was stamped."""
    made = stamper(key).stamped(unit)
    assert made is None or parts(made) == parts(rendered(OF, SKIN, unit, STAMP, BOTH, key))
    return made is not None


ODD = [
    "",
    " ",
    "　甲　",
    " x",
    "x ",
    "=1+1",
    "+86",
    "@x",
    "https://x.cn",
    "internal:a",
    "A&G",
    "Q&[Picture]",
    "a&b<c>d\"e'",
    "&amp;",
    "]]>",
    "<!--",
    "_x0041_",
    "_x000D_ &",
    "\t甲",
    "a\tb",
    "甲\x01",
    "\x7f\x85\ufffe",
    "\ud83d",
    "𠮷野家",
    "\ue000\ue001",
    "\ue004x\ue005",
    "\U000f0000",
    "{unit}",
    "{0}",
    "%s",
    "有",
    "无",
    "scoring",
    "u1",
    "·",
    "、甲|",
    "甲" * 130,
    "x&" * 200,
    "&" * 120,
    "长" * 17_000,
    "𠮷" * 17_000,
    "_x0041_" * 5_000,
]


@pytest.mark.parametrize(("n", "text"), list(enumerate(ODD)))
def test_a_text_stands_as_it_would_have_been_rendered(n: int, text: str) -> None:
    unit = replace(FULL, name=f"甲{text}" if n % 2 else text or "甲", contact=text)
    assert check(unit, KEY if n % 3 else None)


@pytest.mark.parametrize(
    "unit", [replace(FULL, name="甲\n乙"), replace(FULL, contact="a\nb"), replace(FULL, group="\n")]
)
def test_a_text_of_several_lines_makes_its_row_higher_and_is_rendered(unit: Unit) -> None:
    assert not check(unit)
    assert unit_workbook(stamper(), unit, Prefill()) == rendered(OF, SKIN, unit, STAMP)


@pytest.mark.parametrize("text", ["<r>a</r>", "<r></r>"])
def test_a_text_that_the_writer_takes_for_markup_is_rendered(text: str) -> None:
    unit = replace(FULL, group=text)
    assert not check(unit)
    assert unit_workbook(stamper(), unit, Prefill()) == rendered(OF, SKIN, unit, STAMP)


ALIKE = [
    Unit("x", "x"),
    Unit("x", "x", "x", "x", contact="x"),
    Unit("x", "甲", "甲"),
    Unit("x", "甲", "", "甲", contact="x"),
    Unit("a", "b", "c", "c"),
    Unit("有", "无", "有", "无", contact="有"),
    Unit("cover", "cover:cover", "scoring:cover"),
    Unit("x", "cover:x"),
    Unit("x", "identity", "unit.0.id", "value", contact="both"),
]


@pytest.mark.parametrize("unit", ALIKE)
def test_texts_that_stand_elsewhere_too_are_counted_once(unit: Unit) -> None:
    check(unit), check(unit, KEY)
    assert parts(unit_workbook(stamper(), unit, Prefill())) == parts(rendered(OF, SKIN, unit, STAMP))


@pytest.mark.parametrize("unit", [ALIKE[n] for n in (0, 1, 2, 3, 4, 5, 8)])
def test_a_group_of_units_with_such_a_text_is_stamped_all_the_same(unit: Unit) -> None:
    assert check(unit)


def test_a_text_that_only_a_sheets_key_holds_is_rendered() -> None:
    assert not check(Unit("x", "cover:x"))


TEXTS = st.one_of(
    st.sampled_from([*ODD[:-6], *"xyz"]),
    st.text(st.characters(codec=None, categories=None), max_size=12),
)


@settings(max_examples=tried(20, 500), deadline=None)
@given(TEXTS.filter(bool), TEXTS.filter(bool), TEXTS, TEXTS, TEXTS)
@example("a", "a\r\nb", "\r", "\r\n", "\n")
def test_any_texts_are_stamped_as_they_are_rendered(id_: str, name: str, group: str, lead: str, contact: str) -> None:
    check(Unit(id_, name, group, lead, contact=contact))


def test_a_units_bytes_do_not_depend_on_the_units_before_it() -> None:
    alone = [Stamper(OF, SKIN, STAMP).stamped(unit) for unit in (FULL, ALIKE[5])]
    together = Stamper(OF, SKIN, STAMP)
    for unit in (ALIKE[0], ALIKE[1], FULL, ALIKE[5]):
        together.stamped(unit)
    assert [together.stamped(unit) for unit in (FULL, ALIKE[5])] == alone


def test_the_time_of_making_is_the_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    later = replace(STAMP, created=STAMP.created.replace(year=2031))
    made = Stamper(OF, SKIN, later).stamped(FULL)
    assert made is not None and parts(made) == parts(rendered(OF, SKIN, FULL, later))
    assert parts(made) != parts(rendered(OF, SKIN, FULL, STAMP))


def test_a_standard_that_uses_the_marks_itself_gets_others() -> None:
    marked = "".join(Bases(OF, SKIN, BOTH).marks)
    of = standard(TINY.replace("校园安全检查", f"校园{marked}检查"))
    assert not set(marked).intersection(Bases(of, SKIN, BOTH).marks)
    made = Stamper(of, SKIN, STAMP).stamped(FULL)
    assert made is not None and parts(made) == parts(rendered(of, SKIN, FULL, STAMP))


def test_where_a_mark_stands_in_a_place_that_is_not_known_nothing_is_stamped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blanks, "marked_texts", lambda sheets, marks: iter(()))
    own = Stamper(OF, SKIN, STAMP)
    assert own.stamped(FULL) is None
    assert unit_workbook(own, FULL, Prefill()) == rendered(OF, SKIN, FULL, STAMP)


def test_one_blank_is_rendered_for_all_units_of_a_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    count = 0

    def counted(*given: object) -> bytes:
        nonlocal count
        count += 1
        return render(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(blanks, "render", counted)
    own = Stamper(OF, SKIN, STAMP)
    units = [Unit(f"u{n}", f"单位{n}", f"{n % 7}组", "乙委", contact=f"{n}") for n in range(200)]
    assert all(own.stamped(unit) for unit in units) and count == 1
    assert own.stamped(replace(FULL, lead="")) and count == 2
    assert own.stamped(replace(FULL, tags=frozenset({"不在细则中"}))) and count == 2
    assert MOST_BLANKS >= 2**5


# Forms in which something is filled in


def long_way(unit: Unit, prefill: Prefill, key: bytes | None = None) -> bytes:
    form = with_past(unit_form(OF, SKIN, unit), {0: prefill.past.get(unit.id, ())})
    form = sealed(form, key)
    return render(form, form_values(form, prefill), STAMP)


FAULT = PastFault("1.1", "1.1.1", "没有计划", 1, "open", "2017")  # type: ignore[arg-type]
GIVEN = [
    Prefill({"u1": {"review.choice:1.1.1": Reading("有")}}),
    Prefill(remarks={"u1": {"1.1.1": "=见附件"}}),
    Prefill(past={"u1": [FAULT]}),
    Prefill(free={"u1": {"sign.self_by:": "丙"}}),
    Prefill({"u1": {"self.choice:1.1.1": Reading("有")}}, {"u1": {"1.1.1": "甲"}}, (), {"u1": [FAULT, FAULT]}),
]


@pytest.mark.parametrize("prefill", GIVEN)
@pytest.mark.parametrize(
    "unit", [FULL, replace(FULL, name="A&G\x01 ", group="", lead=""), replace(FULL, name="甲\n乙")]
)
def test_a_form_with_entries_is_rendered_as_if_it_were_laid_out_anew(prefill: Prefill, unit: Unit) -> None:
    assert unit_workbook(stamper(KEY), unit, prefill) == long_way(unit, prefill, KEY)
    assert unit_workbook(stamper(), replace(unit, id="u2"), prefill) == stamper().stamped(replace(unit, id="u2")) or (
        "\n" in unit.name
    )


def test_a_unit_whose_entries_were_all_refused_gets_a_blank() -> None:
    prefill = Prefill({"u1": {}}, {"u1": {}}, (), {"u1": ()}, {"u1": {}})
    assert unit_workbook(stamper(), FULL, prefill) == stamper().stamped(FULL)


def test_the_form_of_a_unit_is_the_base_with_its_texts() -> None:
    for hands in HANDS.values():
        made = Bases(OF, SKIN, hands).form(FULL)
        wanted = unit_form(OF, SKIN, FULL, hands)
        assert made is not None and (made.sheets, made.units) == (wanted.sheets, wanted.units)
        assert (made.formulas, made.spots) == (wanted.formulas, wanted.spots)


# Batches


def batch(count: int) -> Batch:
    units = [Unit(f"u{n}", "甲") for n in range(count)]
    return unit_workbooks(standard(ENGLISH), read_skin("en"), units, Prefill(), STAMP)


def test_the_names_of_a_batch_are_known_before_anything_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blanks, "render", lambda *_: pytest.fail("made too early"))
    made = batch(3)
    assert made.names == ("u0 甲.xlsx", "u1 甲.xlsx", "u2 甲.xlsx") and len(made) == 3


def test_a_batch_makes_one_workbook_after_another_and_can_be_made_again() -> None:
    made = batch(3)
    first: Iterator[object] = iter(made)
    assert next(first) == next(iter(made))
    assert list(made) == list(made)
