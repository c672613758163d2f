"""Counting a word over an area: exact evaluation, Excel's text, and two spreadsheet engines say the same."""

from datetime import datetime
from decimal import Decimal
from pathlib import Path
from random import Random

import ironcalc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.evidence.made import ENGLISH, Typed, asked, filled, form_of, led_form, values_of
from tests.office.headless import recalculate
from tests.office.programs import needs
from tests.proof.engines import PLANTED
from xlrubric.expressions import Expression, Ref, Words, call, references, renamed
from xlrubric.formula_text import as_written
from xlrubric.formulas import Spot, formula
from xlrubric.layout.evidence import documents
from xlrubric.layout.form import Form
from xlrubric.layout.sheets import Formula
from xlrubric.scoring import Value, counted, evaluate
from xlrubric.words import EVIDENCE_WORDS
from xlrubric.writer import Stamp, render
from xlrubric.xlsx import read_workbook

HERE, THERE = "Sheet1", "另表"
SPOTS = {
    **{f"a{n}": Spot(HERE, 3 + n, 2) for n in range(4)},
    **{f"b{n}": Spot(HERE, 9 + n, 2) for n in range(2)},
    **{f"c{n}": Spot(THERE, 3 + n, 5) for n in range(2)},
}


def count(word: str, *names: str) -> Expression:
    return call("count", word, *map(Ref, names))


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        (count("有", "a0"), 'COUNTIF(B3:B3,"有")'),
        (count("有", "a0", "a1", "a2"), 'COUNTIF(B3:B5,"有")'),
        (count("有", "a0", "a1", "b0", "b1"), 'COUNTIF(B3:B4,"有")+COUNTIF(B9:B10,"有")'),
        (count("有", "c0", "c1"), "COUNTIF('另表'!E3:E4,\"有\")"),
        (count("有", "a0", "c0"), 'COUNTIF(B3:B3,"有")+COUNTIF(\'另表\'!E3:E3,"有")'),
        (count('a"b', "a0"), 'COUNTIF(B3:B3,"a""b")'),
        (count("有", "a1", "a0"), 'COUNTIF(B4:B4,"有")+COUNTIF(B3:B3,"有")'),
        (call("sub", 4, count("有", "a0", "b0")), '4-(COUNTIF(B3:B3,"有")+COUNTIF(B9:B9,"有"))'),
        (call("mul", 2, count("有", "a0", "b0")), '2*(COUNTIF(B3:B3,"有")+COUNTIF(B9:B9,"有"))'),
        (call("gt", count("有", "a0"), 0), 'COUNTIF(B3:B3,"有")>0'),
        (call("join", "共", count("有", "a0"), "份"), '"共"&COUNTIF(B3:B3,"有")&"份"'),
    ],
)
def test_a_count_is_one_function_for_each_area(expression: Expression, text: str) -> None:
    assert formula(expression, SPOTS.__getitem__, HERE) == text


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ('COUNTIF(E11:E11,"缺")', 'COUNTIF(E11,"缺")', True),  # as a program may write it that tidies formulas up
        ('COUNTIF(E11:E12,"缺")', 'COUNTIF(E11,"缺")', False),
        ('COUNTIF(E11:E11,"缺")', 'COUNTIF(E11:E11,"已备")', False),
        ('countif($E$7:$E$9, "缺")', 'COUNTIF(E7:E9,"缺")', True),
    ],
)
def test_an_area_of_one_cell_is_that_cell_when_formulas_are_compared(one: str, other: str, same: bool) -> None:
    assert (as_written(one, HERE) == as_written(other, HERE)) is same


@pytest.mark.parametrize("argument", [Words("有"), call("join", Ref("a0"), "x")])
def test_only_cells_can_be_counted(argument: Expression) -> None:
    with pytest.raises(ValueError, match="cells only"):
        formula(call("count", "有", argument), SPOTS.__getitem__, HERE)


def test_a_count_takes_a_word_and_at_least_one_cell() -> None:
    with pytest.raises(ValueError, match="does not take"):
        call("count", "有")


def test_a_count_refers_to_its_cells_and_is_renamed_with_them() -> None:
    assert list(references(count("有", "a0", "a1"))) == ["a0", "a1"]
    assert renamed(count("有", "a0"), lambda name: f"0/{name}") == count("有", "0/a0")


@pytest.mark.parametrize(
    ("values", "number"),
    [
        ((), 0),
        (("有",), 1),
        (("有", "无", "有"), 2),
        (("有 ", " 有", "有的"), 0),
        ((None, "", Decimal(1), True), 0),
    ],
)
def test_the_texts_that_are_the_word_are_counted(values: tuple[Value, ...], number: int) -> None:
    assert counted("有", *values) == number


def test_capitals_make_no_difference_and_a_number_is_no_word() -> None:
    assert counted("Ready", "READY", "ready", "read y") == 2
    assert counted("1", Decimal(1), "1") == 1
    assert counted("TRUE", True) == 0
    assert evaluate(count("n/a", "x", "y"), {"x": "N/A"}) == 1


# Engines

TYPED = st.one_of(
    st.sampled_from(
        [*EVIDENCE_WORDS["zh-Hans"], *EVIDENCE_WORDS["en"], "READY", "有", "无", "缺 ", " 缺", "缺少", "*", "?"]
    ),
    st.integers(0, 3),
    st.booleans(),
    st.none(),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(TYPED, min_size=4, max_size=4), st.sampled_from([*EVIDENCE_WORDS["zh-Hans"], *EVIDENCE_WORDS["en"]]))
def test_ironcalc_counts_as_the_exact_evaluation_does(typed: list[object], word: str) -> None:
    model = ironcalc.create("counted", "en", "UTC", "en")
    values: dict[str, Value] = {}
    for n, value in enumerate(typed):
        values[f"a{n}"] = Decimal(value) if type(value) is int else value  # type: ignore[assignment]
        if value is not None:
            text = str(value).upper() if isinstance(value, bool) else str(value)
            model.set_user_input(0, 3 + n, 2, text if not isinstance(value, str) else f"'{value}")
    expression = count(word, "a0", "a1", "a2", "a3")
    model.set_user_input(0, 1, 1, "=" + formula(expression, SPOTS.__getitem__, HERE))
    model.evaluate()
    assert Decimal(str(model.get_cell_value(0, 1, 1))) == evaluate(expression, values)


FORMS = {"unit": form_of(), "lead": led_form(), "english": form_of(ENGLISH)}


def ticked(form: Form, seed: int) -> list[Typed]:
    """Tick the documents of every unit of a form at random, some with a word that is none."""
    chance = Random(seed)
    made: list[Typed] = []
    for own in form.standards:
        words = (*EVIDENCE_WORDS[own.rubric.language], "", "是")
        ticks = {f"evidence.state:{document.id}": chance.choice(words) for document in documents(own)}
        made.append({name: word for name, word in ticks.items() if word})
    return made


def spoiled(form: Form, typed: list[Typed]) -> bytes:
    """Render a form with this ticked and a wrong value behind every formula."""
    wrong: dict[str, Value] = {cell.name: Decimal(int(PLANTED)) for _, cell in form.computed()}
    cells = {f"{n}/{name}": value for n, own in enumerate(typed) for name, value in own.items()}
    return render(form, {**values_of(form), **cells, **wrong}, Stamp(datetime(2026, 3, 1)))


def figures(form: Form, data: bytes) -> dict[str, Value]:
    """Give what the computed cells of the sheet of evidence show."""
    sheet = asked(form)
    cells = next(found for found in read_workbook(data, "a.xlsx").sheets if found.name == sheet.name).cells
    computed = [cell for cell in sheet.cells if isinstance(cell.content, Formula)]
    return {cell.name: cells[cell.row, cell.column].value for cell in computed}


@needs("soffice")
def test_libreoffice_counts_as_the_exact_evaluation_does(tmp_path: Path) -> None:
    cases = [(form, ticked(form, seed)) for form in FORMS.values() for seed in range(4)]
    paths = [tmp_path / f"{n}.xlsx" for n in range(len(cases))]
    for path, (form, typed) in zip(paths, cases, strict=True):
        path.write_bytes(spoiled(form, typed))
    back = recalculate(paths, tmp_path / "back")
    for path, (form, typed) in zip(back, cases, strict=True):
        exact = values_of(form, *typed)
        assert figures(form, path.read_bytes()) == {name: exact[name] for name in figures(form, path.read_bytes())}


@pytest.mark.parametrize("name", FORMS)
def test_ironcalc_shows_the_counts_that_the_file_was_written_with(name: str, tmp_path: Path) -> None:
    form = FORMS[name]
    typed = ticked(form, 7)
    (tmp_path / "a.xlsx").write_bytes(spoiled(form, typed))
    model = ironcalc.load_from_xlsx(str(tmp_path / "a.xlsx"))
    model.evaluate()
    exact = values_of(form, *typed)
    number = [sheet.name for sheet in form.sheets].index(asked(form).name)
    for cell in (cell for cell in asked(form).cells if isinstance(cell.content, Formula)):
        assert model.get_cell_value(number, cell.row, cell.column) == exact[cell.name], cell.name


def test_the_written_files_carry_their_right_values() -> None:
    for form in FORMS.values():
        typed = ticked(form, 3)
        exact = values_of(form, *typed)
        shown = figures(form, filled(form, *typed))
        assert shown == {name: exact[name] for name in shown}
