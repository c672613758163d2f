"""Expressions are plain data; scoring evaluates them in exact decimals, as a spreadsheet would."""

from decimal import Decimal, localcontext
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlrubric import scoring
from xlrubric.expressions import (
    OPERATIONS,
    Call,
    Expression,
    Number,
    Ref,
    Words,
    call,
    constant,
    references,
    renamed,
    total,
)
from xlrubric.graph import Entry, Graph, Quantity, name
from xlrubric.ledger import Account
from xlrubric.rubric import ROLES, Finding, Rubric, full_points
from xlrubric.rules import Box
from xlrubric.scoring import DIGITS, Value, compile_scorer, evaluate, floored, half_up, joined, number, same
from xlrubric.standard import read_standard

RUBRICS = sorted((Path(__file__).parent.parent / "rubrics").rglob("*.yaml"))
A, B = Ref("a"), Ref("b")


def d(text: str) -> Decimal:
    return Decimal(text)


@pytest.mark.parametrize(
    ("operation", "arguments"),
    [
        ("power", (1, 2)),
        ("", ()),
        ("add", ()),
        ("add", (1,)),
        ("min", (1,)),
        ("join", ("a",)),
        ("and", (A,)),
        ("sub", (1, 2, 3)),
        ("sub", (1,)),
        ("mul", (1, 2, 3)),
        ("div", (1,)),
        ("neg", (1, 2)),
        ("round", (1,)),
        ("if", (A, 1)),
        ("if", (A, 1, 2, 3)),
        ("eq", (A, 1, 2)),
        ("not", (A, B)),
        ("number", ()),
        ("floor", ()),
        ("floor", (1, 0)),
    ],
)
def test_an_operation_that_there_is_not_and_a_wrong_number_of_arguments_are_faults(
    operation: str, arguments: tuple[Expression | int | str, ...]
) -> None:
    with pytest.raises(ValueError, match=r"operation|arguments"):
        call(operation, *arguments)


def test_plain_values_become_constants() -> None:
    assert call("join", "a", A, 2) == Call("join", (Words("a"), A, Number(d("2"))))
    assert constant(d("0.5")) == Number(d("0.5"))
    assert constant(A) is A


@pytest.mark.parametrize(("terms", "value"), [((), "0"), ((A,), "2"), ((A, B), "5"), ((A, B, Number(d("0.5"))), "5.5")])
def test_a_total_of_any_number_of_terms_is_their_sum(terms: tuple[Expression, ...], value: str) -> None:
    assert evaluate(total(terms), {"a": d("2"), "b": d("3")}) == d(value)


def test_references_come_in_order_and_can_be_renamed() -> None:
    nested = call("if", call("eq", B, "a"), call("add", A, B), call("neg", Ref("c")))
    assert list(references(nested)) == ["b", "a", "b", "c"]
    assert list(references(renamed(nested, lambda n: f"x/{n}"))) == ["x/b", "x/a", "x/b", "x/c"]
    assert renamed(nested, lambda n: n) == nested
    assert list(references(Words("a"))) == []


@pytest.mark.parametrize(
    ("operation", "arguments", "value"),
    [
        ("add", (A, B, "0.3"), d("0.6")),  # 0.1 + 0.2 + 0.3, exactly
        ("sub", (A, B), d("-0.1")),
        ("mul", (A, B), d("0.02")),
        ("div", (A, B), d("0.5")),
        ("neg", (A,), d("-0.1")),
        ("min", (A, B, "-1"), d("-1")),
        ("max", (A, B, "-1"), d("0.2")),
        ("round", (A, "0"), d("0")),
        ("round", ("0.45", "1"), d("0.5")),
        ("floor", (A,), d("0")),
        ("floor", ("-0.1",), d("-1")),
        ("floor", ("3",), d("3")),
        ("eq", (A, "0.10"), True),
        ("eq", (A, B), False),
        ("lt", (A, B), True),
        ("lt", (B, A), False),
        ("lt", (A, A), False),
        ("gt", (B, A), True),
        ("gt", (A, A), False),
        ("number", (A,), d("0.1")),
        ("number", (Ref("text"),), d("0")),
        ("number", (Ref("digits"),), d("0")),
        ("number", (Ref("blank"),), d("0")),
        ("number", (Ref("true"),), d("1")),
        ("number", (Ref("false"),), d("0")),
        ("is_number", (A,), True),
        ("is_number", (Ref("text"),), False),
        ("is_number", (Ref("digits"),), False),
        ("is_number", (Ref("blank"),), False),
        ("is_number", (Ref("true"),), False),
        ("is_blank", (Ref("blank"),), True),
        ("is_blank", (Ref("nowhere"),), True),
        ("is_blank", (Ref("zero"),), False),
        ("is_blank", (Ref("empty"),), False),
        ("join", (Ref("text"), A, Ref("blank"), Ref("zero")), "有0.10"),
    ],
)
def test_each_operation_does_what_a_spreadsheet_does(
    operation: str, arguments: tuple[Expression | str, ...], value: Value
) -> None:
    known: dict[str, Value] = {
        **{"a": d("0.1"), "b": d("0.20"), "zero": d("0"), "text": "有", "digits": "3", "empty": ""},
        **{"blank": None, "true": True, "false": False},
    }
    given = (d(a) if isinstance(a, str) else a for a in arguments)
    found = evaluate(call(operation, *given), known)
    assert found == value and type(found) is type(value)


TRUE, FALSE = call("eq", 1, 1), call("eq", 1, 2)


@pytest.mark.parametrize(
    ("condition", "value"),
    [
        (call("and", TRUE, TRUE), True),
        (call("and", TRUE, FALSE), False),
        (call("and", TRUE, TRUE, FALSE), False),
        (call("or", FALSE, FALSE), False),
        (call("or", FALSE, FALSE, TRUE), True),
        (call("not", TRUE), False),
        (call("not", FALSE), True),
        (call("and", call("or", TRUE, FALSE), call("not", FALSE)), True),
        (call("not", call("and", TRUE, FALSE)), True),
        (call("or", call("and", FALSE, TRUE), TRUE), True),
        (call("and", FALSE, call("or", TRUE, TRUE)), False),
    ],
)
def test_conditions_are_joined_whatever_their_number(condition: Expression, value: bool) -> None:
    assert evaluate(condition, {}) is value
    assert evaluate(call("if", condition, "yes", "no"), {}) == ("yes" if value else "no")
    assert evaluate(call("join", condition, ""), {}) == str(value).upper()


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [
        ("2.675", 2, "2.68"),
        ("43.675", 2, "43.68"),
        ("-2.5", 0, "-3"),
        ("2.5", 0, "3"),
        ("-2.675", 2, "-2.68"),
        ("0.5", 0, "1"),
        ("-0.5", 0, "-1"),
        ("0.49999999999999999999", 0, "0"),
        ("1.005", 2, "1.01"),
        ("25", -1, "30"),
        ("24.999", -1, "20"),
        ("1E+20", 2, "1E+20"),
        ("0", 4, "0"),
        # more digits than are computed with: there is no place left to round, and no fault
        ("1E+49", 0, "1E+49"),
        ("1E+60", 9, "1E+60"),
        ("-1E+60", 0, "-1E+60"),
        ("123456789012345678901234567890123456789012345.5", 4, "123456789012345678901234567890123456789012345.5"),
        ("1234567890123456789012345678901234567890.123456789", 8, "1234567890123456789012345678901234567890.12345679"),
    ],
)
def test_rounding_goes_half_away_from_zero(value: str, places: int, rounded: str) -> None:
    with localcontext() as context:
        context.prec = DIGITS  # as in every score
        assert half_up(d(value), Decimal(places)) == d(rounded)


@pytest.mark.parametrize(
    ("value", "whole"),
    [
        ("2.9", "2"),
        ("2", "2"),
        ("0.999999999", "0"),
        ("0", "0"),
        ("-0.1", "-1"),
        ("-2", "-2"),
        ("-2.9", "-3"),
        ("1E+60", "1E+60"),
        ("-1E-60", "-1"),
    ],
)
def test_the_floor_is_the_whole_number_at_or_below(value: str, whole: str) -> None:
    assert floored(d(value)) == evaluate(call("floor", d(value)), {}) == d(whole)


def test_a_product_of_large_numbers_is_rounded_without_a_fault() -> None:
    large = call("mul", *(Number(d("999999999.999999")),) * 2)
    huge = call("round", call("mul", call("mul", large, large), call("mul", large, large)), 4)
    found = evaluate(huge, {})
    assert isinstance(found, Decimal) and abs(found / d("1E+72") - 1) < d("1E-13")


def test_a_tie_after_a_product_is_still_a_tie() -> None:
    half = call("round", call("mul", d("0.5"), d("87.35")), 2)
    assert evaluate(half, {}) == d("43.68")  # 43.675


def test_a_quotient_has_places_enough_to_be_rounded_rightly() -> None:
    third = call("round", call("mul", call("div", 1, 3), 3), 9)
    assert evaluate(third, {}) == 1


def test_dividing_by_nothing_is_a_fault_and_no_number() -> None:
    with pytest.raises(ArithmeticError):
        evaluate(call("div", 1, call("number", A)), {})


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("有", "有", True),
        ("有", "无", False),
        ("Yes", "yES", True),
        ("a", "a ", False),
        ("", "", True),
        ("1", Decimal(1), False),
        (Decimal("1.0"), Decimal(1), True),
        (True, Decimal(1), False),
        (False, Decimal(0), False),
        (True, True, True),
        (True, "TRUE", False),
        (None, None, True),
        (None, "", True),
        (None, Decimal(0), True),
        (None, False, True),
        (None, True, False),
        (None, Decimal(1), False),
        (None, "无", False),
    ],
)
def test_comparing_is_that_of_a_spreadsheet(one: Value, other: Value, alike: bool) -> None:
    assert same(one, other) is alike
    assert same(other, one) is alike


@pytest.mark.parametrize(
    ("value", "as_number"),
    [(d("0.5"), "0.5"), ("2", "0"), ("", "0"), (None, "0"), (True, "1"), (False, "0")],
)
def test_the_number_of_what_is_none_is_nothing(value: Value, as_number: str) -> None:
    assert number(value) == d(as_number)


@pytest.mark.parametrize(
    ("texts", "text"),
    [
        (("a", "b"), "ab"),
        ((None, "a", None), "a"),
        ((d("0"), d("0.50"), d("1E+1")), "00.510"),
        ((True, False), "TRUEFALSE"),
        ((), ""),
    ],
)
def test_texts_are_joined_with_numbers_written_plainly(texts: tuple[Value, ...], text: str) -> None:
    assert joined(*texts) == text


def box(own: str) -> Entry:
    return Entry(own, "f", "review", Box("number"))


def graph_of(entries: tuple[Entry, ...], *quantities: Quantity) -> Graph:
    return Graph(entries, quantities, ())


def test_quantities_follow_from_entries_and_from_one_another() -> None:
    graph = graph_of(
        (box("e"),), Quantity("twice", call("mul", Ref("e"), 2)), Quantity("more", call("add", Ref("twice"), 1))
    )
    scorer = compile_scorer(graph, (Quantity("shown", call("join", Ref("more"), " 分")),))
    assert scorer({"e": d("1.5")}) == {"twice": d("3.0"), "more": d("4.0"), "shown": "4 分"}
    assert scorer({"e": d("0"), "other": "ignored"})["shown"] == "1 分"


def test_a_name_that_is_nowhere_is_found_when_compiling() -> None:
    with pytest.raises(KeyError):
        compile_scorer(graph_of((), Quantity("q", A)))


def test_every_operation_has_its_template_in_both_witnesses_arithmetic() -> None:
    assert set(scoring.TEMPLATES) == set(OPERATIONS)


AWKWARD = st.text(st.sampled_from("a'\"\\{}\n0: (){}有%"), max_size=12)


@given(AWKWARD, AWKWARD, AWKWARD)
def test_no_name_and_no_text_is_ever_run(entry: str, quantity: str, text: str) -> None:
    own = "q" + quantity
    graph = graph_of((box("e" + entry),), Quantity(own, call("join", Ref("e" + entry), text)))
    assert compile_scorer(graph)({"e" + entry: "x"}) == {own: "x" + text}
    assert evaluate(call("join", Ref("e" + entry), text), {"e" + entry: "x"}) == "x" + text


@given(st.lists(st.decimals(-1000, 1000, places=2), min_size=2, max_size=8))
def test_a_sum_of_tenths_is_exact_in_any_order(terms: list[Decimal]) -> None:
    there = total(tuple(Number(t) for t in terms))
    back = total(tuple(Number(t) for t in reversed(terms)))
    assert evaluate(there, {}) == evaluate(back, {}) == Decimal(sum(int(t * 100) for t in terms)) / 100


@given(st.decimals(-1000, 1000, places=5), st.integers(0, 4))
def test_rounding_is_the_nearest_and_mirrors_at_zero(value: Decimal, places: int) -> None:
    rounded = half_up(value, Decimal(places))
    step = Decimal(1).scaleb(-places)
    assert abs(rounded - value) * 2 <= step
    assert rounded % step == 0
    assert half_up(-value, Decimal(places)) == -rounded
    assert half_up(rounded, Decimal(places)) == rounded


@pytest.mark.parametrize("path", RUBRICS, ids=lambda p: p.name)
def test_a_graph_is_in_the_order_of_its_arithmetic_and_names_each_thing_once(path: Path) -> None:
    graph = read_standard(path).graph
    known = [entry.name for entry in graph.entries]
    for quantity in graph.quantities:
        assert set(references(quantity.expression)) <= set(known), quantity.name
        known.append(quantity.name)
    assert len(known) == len(set(known))


@pytest.mark.parametrize("path", RUBRICS, ids=lambda p: p.name)
def test_a_blank_form_scores_what_is_there_at_the_beginning_with_nothing_filled_in(path: Path) -> None:
    standard = read_standard(path)
    scored = compile_scorer(standard.graph)({})
    for role in ROLES:
        there, known = beginning(standard.rubric), scored[name(role, "total")]
        account = Account(standard.outline, scored, role)
        assert known == account.base() + sum(posting.points for posting in account.postings())
        assert there is None or known == there
        computed = sum(1 for row in standard.outline.asked if not row.boxes and row.kind == "finding")
        assert (scored[name(role, "done")], scored[name(role, "doubt")]) == (computed, 0)
    if standard.outline.points:
        assert scored[name(standard.rubric.counts, "rate")] == "—"


def beginning(rubric: Rubric) -> Decimal | None:
    """Give the points at the beginning where all of them are there: nothing is awarded, and nothing computed."""
    earned = any(finding.award is not None for finding in rubric.findings())
    computed = rubric.formula or any(node.formula or node.start is not None for node in rubric.nodes())
    return None if earned or computed or rubric.start is not None else full_points(rubric)


@pytest.mark.parametrize("path", RUBRICS, ids=lambda p: p.name)
def test_every_row_has_its_quantities_and_only_what_can_be_doubted_a_doubt(path: Path) -> None:
    standard = read_standard(path)
    names = {quantity.name for quantity in standard.graph.quantities}
    boxes = {(entry.role, entry.finding, entry.box.name): entry for entry in standard.graph.entries}
    for row in standard.outline.asked:
        for role in ROLES:
            assert {name(role, "effect", row.id), name(role, "done", row.id)} <= names
            found, count = boxes.get((role, row.id, "choice")), boxes.get((role, row.id, "number"))
            beside = row.kind == "register" or (count is not None and not count.options)
            assert (name(role, "doubt", row.id) in names) == (found is not None and beside)


@pytest.mark.parametrize("path", RUBRICS, ids=lambda p: p.name)
def test_every_finding_stands_in_a_row_of_its_own(path: Path) -> None:
    standard = read_standard(path)
    ids = [row.id for row in standard.outline.rows if row.kind != "applies"]
    assert len(ids) == len(set(ids))
    for finding in standard.rubric.findings():
        assert any(own == finding.id or own.startswith(f"{finding.id}.") for own in ids) or among_instances(
            finding, ids
        )


def among_instances(finding: Finding, ids: list[str]) -> bool:
    """Say whether a finding stands in the rows of an item's instances: 1.2.3 as 1.2.1.3."""
    node, _, last = finding.id.rpartition(".")
    return f"{node}.1.{last}" in ids
