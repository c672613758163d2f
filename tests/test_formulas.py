"""Formulas say in Excel's words what the expressions say: texts by hand, values by a spreadsheet engine."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import ironcalc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlrubric import formulas
from xlrubric.expressions import OPERATIONS, Expression, Number, Ref, Words, call, references, total
from xlrubric.formulas import Spot, formula, reference
from xlrubric.graph import Entry, Graph
from xlrubric.scoring import Value, compile_scorer, evaluate
from xlrubric.standard import read_standard

HERE, THERE = "Sheet1", "评'分 (1)"
SPOTS = {
    **{f"e{n}": Spot(THERE, 3 + n, 2) for n in range(4)},  # what people typed: a number, a text, nothing
    **{f"t{n}": Spot(HERE, 3 + n, 2) for n in range(3)},  # texts
    **{f"q{n}": Spot(HERE, 3 + n, 4) for n in range(5)},  # numbers, one below the other
    **{f"r{n}": Spot(THERE, 30 + n, 27) for n in range(3)},  # numbers on the other sheet
}
E0, E1, Q0 = Ref("e0"), Ref("e1"), Ref("q0")


def text(expression: Expression) -> str:
    return formula(expression, SPOTS.__getitem__, HERE)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (Number(Decimal("0.50")), "0.5"),
        (Number(Decimal(-2)), "-2"),
        (Words("有"), '"有"'),
        (Words('say "no"'), '"say ""no"""'),
        (Words(""), '""'),
        (Q0, "D3"),
        (E0, "'评''分 (1)'!B3"),
        (call("add", Q0, 1), "D3+1"),
        (call("sub", Q0, call("sub", 2, 1)), "D3-(2-1)"),
        (call("mul", call("add", Q0, 1), 2), "(D3+1)*2"),
        (call("div", 1, call("div", 2, 4)), "1/(2/4)"),
        (call("neg", Q0), "-D3"),
        (call("neg", call("add", Q0, 1)), "-(D3+1)"),
        (call("neg", call("mul", Number(Decimal("0.2")), call("number", E0))), "-(0.2*N('评''分 (1)'!B3))"),
        (call("max", 0, call("add", 5, Ref("q1"))), "MAX(0,5+D4)"),
        (call("min", Q0, 1, 2), "MIN(D3,1,2)"),
        (call("round", call("div", Q0, 3), 4), "ROUND(D3/3,4)"),
        (call("floor", call("div", Q0, 2)), "INT(D3/2)"),
        (call("floor", call("round", call("sub", 80, Q0), 9)), "INT(ROUND(80-D3,9))"),
        (call("neg", call("floor", call("neg", Q0))), "-INT(-D3)"),
        (call("mul", Number(Decimal("0.5")), call("floor", Q0)), "0.5*INT(D3)"),
        (call("eq", Ref("t0"), "有"), 'B3="有"'),
        (call("if", call("eq", Ref("t0"), "有"), call("neg", 2), 0), 'IF(B3="有",-2,0)'),
        (call("and", call("lt", Q0, 1), call("gt", Q0, 0)), "AND(D3<1,D3>0)"),
        (
            call("or", call("not", call("is_number", E0)), call("is_blank", Q0)),
            "OR(NOT(ISNUMBER('评''分 (1)'!B3)),ISBLANK(D3))",
        ),
        (call("join", "(", Q0, ")"), '"("&D3&")"'),
        (call("join", "a", call("add", Q0, 1)), '"a"&(D3+1)'),
        (call("if", call("eq", call("join", "a)", Q0), "("), 1, 2), 'IF(("a)"&D3)="(",1,2)'),
        (total((Q0,)), "D3"),
        (total((Q0, Ref("q1"), Ref("q2"))), "SUM(D3:D5)"),
        (total((Ref("q1"), Q0)), "D4+D3"),  # not from top to bottom
        (total((Q0, Ref("q2"))), "D3+D5"),  # a gap
        (total((Q0, Ref("q1"), Number(Decimal(1)))), "D3+D4+1"),
        (total((Ref("r0"), Ref("r1"), Ref("r2"))), "SUM('评''分 (1)'!AA30:AA32)"),
        (total((Ref("q4"), Ref("r0"))), "D7+'评''分 (1)'!AA30"),  # two sheets
        (call("add", 4, total((Q0, Ref("q1")))), "4+SUM(D3:D4)"),
        (call("add", Q0, call("add", 1, 2)), "D3+(1+2)"),
        (call("max", 0, total((Q0, Ref("q1")))), "MAX(0,SUM(D3:D4))"),
    ],
)
def test_an_expression_is_rendered_as_this_text(expression: Expression, expected: str) -> None:
    assert text(expression) == expected


def test_a_reference_names_its_sheet_only_from_another() -> None:
    assert reference(Spot("a", 1, 1), "a") == "A1"
    assert reference(Spot("a", 1048576, 16384), "b") == "'a'!XFD1048576"
    assert reference(Spot("it's", 1, 1), "b") == "'it''s'!A1"


def test_a_column_of_cells_is_one_sum_only_on_one_sheet_and_in_one_column() -> None:
    spots = {"a": Spot("x", 3, 2), "b": Spot("y", 4, 2), "c": Spot("x", 4, 3)}
    assert formula(total((Ref("a"), Ref("b"))), spots.__getitem__, "x") == "B3+'y'!B4"
    assert formula(total((Ref("a"), Ref("c"))), spots.__getitem__, "x") == "B3+C4"


def test_every_operation_can_be_rendered() -> None:
    assert set(formulas.TEMPLATES) | {"add", "count"} == set(OPERATIONS)


@cache
def engine() -> Any:
    model = ironcalc.create("t", "en", "UTC", "en")
    model.add_sheet(THERE)
    return model


def put(spot: Spot, value: Value) -> None:
    """Type a value into a cell; a text is typed as a text, whatever it looks like."""
    sheet = 0 if spot.sheet == HERE else 1
    engine().clear_cell_contents(sheet, spot.row, spot.column)
    if value is not None:
        typed = "'" + value if isinstance(value, str) else str(value).upper()
        engine().set_user_input(sheet, spot.row, spot.column, typed)


def computed(expression: Expression, values: Mapping[str, Value]) -> Any:
    """Compute an expression's formula over cells that hold these values."""
    for own in set(references(expression)):
        put(SPOTS[own], values.get(own))
    engine().set_user_input(0, 1, 1, "=" + text(expression))
    engine().evaluate()
    return engine().get_cell_value(0, 1, 1)


def agree(shown: Any, exact: Value) -> bool:
    """Say whether the engine shows the exact value, but for a double's noise."""
    if isinstance(exact, Decimal) and type(shown) is float:
        return abs(Decimal(shown) - exact) <= Decimal("1e-9") * max(Decimal(1), abs(exact))
    return bool(shown == exact) and type(shown) is type(exact)


@pytest.mark.parametrize(
    ("expression", "values", "expected"),
    [
        (call("round", Number(Decimal("2.675")), 2), {}, "2.68"),
        (call("round", Number(Decimal("-2.5")), 0), {}, "-3"),
        (call("round", call("mul", Number(Decimal("0.5")), Number(Decimal("87.35"))), 2), {}, "43.68"),
        (call("round", call("div", Q0, 32), 4), {"q0": "31"}, "0.9688"),
        (call("sub", Q0, call("sub", Ref("q1"), Ref("q2"))), {"q0": "7", "q1": "2", "q2": "4"}, "9"),
        (call("sub", Q0, call("neg", Ref("q1"))), {"q0": "7", "q1": "-2"}, "5"),
        (call("neg", call("neg", Number(Decimal(-3)))), {}, "-3"),
        (call("mul", Number(Decimal(-2)), Number(Decimal(-3))), {}, "6"),
        (call("floor", Q0), {"q0": "2.9"}, "2"),
        (call("floor", Q0), {"q0": "-0.1"}, "-1"),  # downwards, not towards 0
        (call("floor", Q0), {"q0": "-3"}, "-3"),
        (call("neg", call("floor", call("neg", Q0))), {"q0": "1.1"}, "2"),  # begun steps
        # 80 - 78.5 in steps of 0.3 are five whole ones; as doubles they are a little less
        (
            call("floor", call("round", call("div", call("sub", 80, Q0), Number(Decimal("0.3"))), 9)),
            {"q0": "78.5"},
            "5",
        ),
        (call("number", E0), {"e0": "0.2"}, "0.2"),
        (call("number", E0), {}, "0"),
        (total((Q0, Ref("q1"), Ref("q2"))), {"q0": "0.1", "q1": "0.2", "q2": "-0.3"}, "0"),
        (call("max", 0, call("add", 1, total((Q0, Ref("q1"))))), {"q0": "-2", "q1": "-5"}, "0"),
    ],
)
def test_both_witnesses_find_the_number_found_by_hand(
    expression: Expression, values: dict[str, str], expected: str
) -> None:
    exact = {own: Decimal(value) for own, value in values.items()}
    assert evaluate(expression, exact) == Decimal(expected)
    assert agree(computed(expression, exact), Decimal(expected))


@pytest.mark.parametrize("factors", [2, 4, 6, 8, 12])
@pytest.mark.parametrize("places", [0, 4, 9])
def test_both_witnesses_round_a_number_that_no_cell_would_show(factors: int, places: int) -> None:
    power: Expression = Q0
    for _ in range(factors - 1):
        power = call("mul", power, Q0)
    rounded = call("round", power, places)
    values: dict[str, Value] = {"q0": Decimal("999999999.5")}
    exact = evaluate(rounded, values)
    assert isinstance(exact, Decimal) and abs(exact / Decimal("999999999.5") ** factors - 1) < Decimal("1e-17")
    assert agree(computed(rounded, values), exact)
    floored = call("floor", rounded)
    assert agree(computed(floored, values), evaluate(floored, values))


@pytest.mark.parametrize("value", [None, Decimal(0), Decimal(1), Decimal("-0.5"), "", "有", "1", 'a"b', True, False])
@pytest.mark.parametrize(
    "expression",
    [
        call("number", E0),
        call("is_number", E0),
        call("is_blank", E0),
        call("eq", E0, "有"),
        call("eq", E0, 'A"B'),
        call("eq", E0, 0),
        call("eq", E0, 1),
        call("eq", E0, ""),
        call("eq", E0, E1),
        call("join", E0, "|", E1),
        call("if", call("eq", E0, 'a"b'), E1, "x"),
    ],
)
def test_both_witnesses_see_the_same_in_whatever_was_typed(expression: Expression, value: Value) -> None:
    values: dict[str, Value] = {"e0": value, "e1": "有"}
    assert agree(computed(expression, values), evaluate(expression, values))


CENTS = st.decimals(-50, 50, places=2)
TYPED = st.one_of(st.none(), CENTS, st.integers(0, 30).map(Decimal), st.sampled_from(("有", "无", "x y", "3")))
SAID = st.text(st.sampled_from("有无aB\"'()&=, .{}<>-1"), max_size=6)
ENTRIES = st.sampled_from([Ref(f"e{n}") for n in range(4)])
FIGURES = st.sampled_from([Ref(own) for own in SPOTS if own[0] in "qr"])


def runs(column: str, length: int) -> list[Expression]:
    """Give every sum of cells that stand one below the other."""
    cells = [Ref(f"{column}{n}") for n in range(length)]
    return [total(tuple(cells[a:b])) for a in range(length) for b in range(a + 2, length + 1)]


LEAVES = st.one_of(
    CENTS.map(Number),
    ENTRIES.map(lambda ref: call("number", ref)),
    FIGURES,
    st.sampled_from(runs("q", 5) + runs("r", 3)),
)


def rounded(numbers: st.SearchStrategy[Expression], places: int = 4) -> st.SearchStrategy[Expression]:
    return numbers.map(lambda one: call("round", one, places))


def conditions(numbers: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    """Questions about entries and numbers; numbers are compared rounded, as the house does."""
    plain = st.one_of(
        st.builds(call, st.sampled_from(("is_number", "is_blank")), ENTRIES),
        st.builds(call, st.just("eq"), ENTRIES, SAID.filter(bool)),
        st.builds(call, st.sampled_from(("eq", "lt", "gt")), rounded(numbers), rounded(numbers)),
    )
    return st.one_of(
        plain,
        st.builds(call, st.sampled_from(("and", "or")), plain, plain),
        st.builds(call, st.sampled_from(("and", "or")), plain, plain, plain),
        plain.map(lambda one: call("not", one)),
    )


def larger(numbers: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    several = st.sampled_from(("add", "min", "max"))
    return st.one_of(
        st.builds(call, several, numbers, numbers),
        st.builds(call, several, numbers, numbers, numbers),
        st.builds(call, st.sampled_from(("sub", "mul")), numbers, numbers),
        st.builds(call, st.just("div"), numbers, st.sampled_from((2, 4, 5, 8, Decimal("-0.5")))),
        numbers.map(lambda one: call("neg", one)),
        st.builds(call, st.just("round"), numbers, st.integers(0, 3)),
        rounded(numbers, 9).map(lambda one: call("floor", one)),  # as the house does: noise decides nothing
        st.builds(call, st.just("if"), conditions(numbers), numbers, numbers),
    )


NUMBERS: st.SearchStrategy[Expression] = st.recursive(LEAVES, larger, max_leaves=8)
TEXTS = st.recursive(
    st.one_of(SAID.map(Words), st.sampled_from([call("join", Ref(f"t{n}"), "") for n in range(3)])),
    lambda texts: st.one_of(
        st.builds(call, st.just("join"), texts, texts),
        st.builds(call, st.just("join"), texts, st.one_of(CENTS.map(Number), FIGURES), texts),
        st.builds(call, st.just("if"), conditions(LEAVES), texts, texts),
    ),
    max_leaves=5,
)
VALUES = st.fixed_dictionaries(
    {own: CENTS if own[0] in "qr" else TYPED if own[0] == "e" else st.none() | SAID for own in SPOTS}
)


@settings(max_examples=300, deadline=None)
@given(NUMBERS, VALUES)
def test_any_number_is_the_same_in_both_witnesses(expression: Expression, values: dict[str, Value]) -> None:
    assert agree(computed(expression, values), evaluate(expression, values)), text(expression)


@settings(max_examples=150, deadline=None)
@given(conditions(NUMBERS), VALUES)
def test_any_condition_is_the_same_in_both_witnesses(expression: Expression, values: dict[str, Value]) -> None:
    assert agree(computed(expression, values), evaluate(expression, values)), text(expression)


@settings(max_examples=150, deadline=None)
@given(TEXTS, VALUES)
def test_any_text_is_the_same_in_both_witnesses(expression: Expression, values: dict[str, Value]) -> None:
    assert agree(computed(expression, values), evaluate(expression, values)), text(expression)


class Sheet:
    """A whole graph on one sheet: entries from column B on in rows of their own, quantities in column D."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.spots = {entry.name: Spot(HERE, 3 + n, 2) for n, entry in enumerate(graph.entries)}
        self.spots |= {quantity.name: Spot(HERE, 3 + n, 4) for n, quantity in enumerate(graph.quantities)}
        self.model = ironcalc.create("t", "en", "UTC", "en")
        for quantity in graph.quantities:
            rendered = formula(quantity.expression, self.spots.__getitem__, HERE)
            self.model.set_user_input(0, self.spots[quantity.name].row, 4, "=" + rendered)

    def differing(self, entries: Mapping[str, Value]) -> list[str]:
        """Fill the entries in; name the quantities that the engine and the scoring do not agree on."""
        for own, value in entries.items():
            self.model.clear_cell_contents(0, self.spots[own].row, 2)
            if value is not None:
                self.model.set_user_input(0, self.spots[own].row, 2, str(value))
        self.model.evaluate()
        exact = compile_scorer(self.graph)(entries)
        return [own for own in exact if not agree(self.model.get_cell_value(0, self.spots[own].row, 4), exact[own])]


def typed(entry: Entry) -> st.SearchStrategy[Value]:
    """What a person may make of a box: often right, at times a text, at times nothing."""
    right: st.SearchStrategy[Value] = st.integers(0, 30).map(Decimal)
    if entry.options:
        right = st.sampled_from(entry.options)
    return st.one_of(right, right, right, st.none(), st.sampled_from(("两次", "是")))


@cache
def shipped() -> Sheet:
    return Sheet(read_standard(Path(__file__).parent.parent / "rubrics" / "xiangxi-2018.yaml").graph)


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_a_whole_shipped_rubric_is_the_same_in_both_witnesses(data: st.DataObject) -> None:
    entries = {entry.name: typed(entry) for entry in shipped().graph.entries}
    assert shipped().differing(data.draw(st.fixed_dictionaries(entries))) == []
