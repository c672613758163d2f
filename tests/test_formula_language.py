"""A formula's text becomes an expression that every engine computes alike, or a fault with its column."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal, localcontext
from functools import cache
from random import Random
from typing import Any

import ironcalc
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from xlrubric.expressions import Ref, Words, call, references
from xlrubric.formula_language import FUNCTIONS, FormulaFault, Parsed, parse_formula, referenced
from xlrubric.formulas import Spot, formula
from xlrubric.scoring import Value, evaluate

HERE = "评分"
SPOTS = {"x": Spot(HERE, 1, 2), "[a]": Spot(HERE, 2, 2), "[b]": Spot(HERE, 3, 2), "[1.2]": Spot(HERE, 4, 2)}
SPOTS |= {"[t]": Spot(HERE, 5, 2), "[u]": Spot(HERE, 6, 2), "[学 习]": Spot("另 表", 7, 27)}
KINDS = dict.fromkeys(SPOTS, "number") | {"[t]": "text", "[u]": "text"}
VALUES: dict[str, Value] = {
    "x": Decimal(3),
    "[a]": Decimal("7.5"),
    "[b]": Decimal(-2),
    "[1.2]": Decimal(40),
    "[t]": "严重",
    "[u]": None,
    "[学 习]": None,
}


def parsed(text: str) -> Parsed:
    return parse_formula(text, KINDS.get)


def value(text: str, **changed: Value) -> Value:
    return evaluate(parsed(text).expression, VALUES | {f"[{k}]" if k != "x" else k: v for k, v in changed.items()})


def rendered(text: str) -> str:
    return formula(parsed(text).expression, SPOTS.__getitem__, HERE)


def fault(text: str) -> FormulaFault:
    with pytest.raises(FormulaFault) as caught:
        parsed(text)
    return caught.value


NUMBERS = [
    ("5", "5"),
    ("0.25", "0.25"),
    ("10%", "0.1"),
    ("12.5 %", "0.125"),
    ("100%", "1"),
    ("123456.123456", "123456.123456"),
    ("999999999999", "999999999999"),
    ("1 + 2 * 3", "7"),
    ("(1 + 2) * 3", "9"),
    ("1 - 2 - 3", "-4"),
    ("1 - (2 - 3)", "2"),
    ("1 - 2 + 3 - 4", "-2"),
    ("24 / 4 / 2", "3"),
    ("24 / 4 * 2", "12"),
    ("24 / (4 * 2)", "3"),
    ("-x", "-3"),
    ("--x", "3"),
    ("- 2 * -x", "6"),
    ("5--2", "7"),
    ("-(1 + 2)", "-3"),
    ("2 * - x + 1", "-5"),
    ("X * 2", "6"),
    ("[a] + [b]", "5.5"),
    ("[1.2] * 10%", "4"),
    ("[ 1.2 ] / 2", "20"),
    ("[学 习] + 1", "1"),  # a blank counts 0
    ("5 / [学 习]", "0"),
    ("5 / 0", "0"),
    ("5 / (x - 3)", "0"),
    ("5 / (0.1 + 0.2 - 0.3)", "0"),
    ("1 / -4", "-0.25"),
    ("sum(1, 2, x)", "6"),
    ("sum(x)", "3"),
    ("min(4, x * 0.5)", "1.5"),
    ("MIN([a], [b], x)", "-2"),
    ("min(x)", "3"),
    ("Max([a], [b], x)", "7.5"),
    ("mean(1, 2, 6)", "3"),
    ("mean(x)", "3"),
    ("round(2.345, 2)", "2.35"),
    ("round(-2.345, 2)", "-2.35"),
    ("round(2.5, 0)", "3"),
    ("round(1/3, 4)", "0.3333"),
    ("floor(2.7)", "2"),
    ("floor(-2.1)", "-3"),
    ("floor(0.3 / 0.1)", "3"),
    ("floor(1 / 3 * 3)", "1"),
    ("ceil(2.1)", "3"),
    ("ceil(-2.7)", "-2"),
    ("ceil(1 / 3 * 3)", "1"),
    ("abs([b])", "2"),
    ("abs(x)", "3"),
    ("abs(-0.5)", "0.5"),
    ("if(x > 2, 10, 20)", "10"),
    ("if(x > 3, 10, 20)", "20"),
    ("if(x > 3, 10, if(x = 3, 15, 20))", "15"),
    ('if([t] = "严重", 5, 2)', "5"),
    ('if([t] = "一般", 5, 2)', "2"),
    ("if(x > 2 and not [a] > 8 or x = 0, 1, 0)", "1"),
    ("（１＋２）×３", "9"),
    ("６÷４−１", "0.5"),
    ("ｍａｘ（１，２）", "2"),
    ("［1.2］＊１０％", "4"),
    ("　5 \n+\t1 ", "6"),
]


@pytest.mark.parametrize(("text", "expected"), NUMBERS)
def test_a_formula_of_numbers_gives_this_number(text: str, expected: str) -> None:
    assert parsed(text).kind == "number"
    assert value(text) == Decimal(expected)


CONDITIONS = [
    ("x = 3", True),
    ("x <> 3", False),
    ("x != 3", False),
    ("x ≠ 2", True),
    ("x < 3", False),
    ("x < 3.01", True),
    ("x <= 3", True),
    ("x ≤ 2.99", False),
    ("x > 3", False),
    ("x > 2.99", True),
    ("x >= 3", True),
    ("x ≥ 3.01", False),
    ("x＝3", True),
    ("x＞＝3", True),
    ("1/3*3 >= 1", True),
    ("1/3*3 < 1", False),
    ("1/3*3 = 1", True),
    ("0.000001 = 0", False),
    ("[学 习] = 0", True),
    ("1 + 1 = 2", True),
    ("x = 3 and [a] = 7.5", True),
    ("x = 3 and [a] = 7", False),
    ("x = 0 or [a] = 0 or [b] = -2", True),
    ("x = 3 or x = 0 and x = 1", True),  # and binds closer than or
    ("(x = 3 or x = 0) and x = 1", False),
    ("not x = 3 or x = 3", True),  # not binds closer than or
    ("not x = 3 and x = 0", False),
    ("NOT NOT x = 3", True),
    ("not(x = 3)", False),
    ('[t] = "严重"', True),
    ("[t] = “严重”", True),
    ("[t] = ”严重”", True),
    ('[t] <> "严重"', False),
    ('"a“b”" = “a"b"”', False),
    ('"A" = "a"', True),
    ('[u] = ""', True),  # a blank
    ("[u] = [t]", False),
    ('if(x > 2, [u], "y") = ""', True),
    ('"[a] + 1" = "[a] + 1"', True),
]


@pytest.mark.parametrize(("text", "expected"), CONDITIONS)
def test_a_condition_holds_or_does_not(text: str, expected: bool) -> None:
    assert parsed(text).kind == "condition"
    assert value(text) is expected


TEXTS = [('"好"', "好"), ("[t]", "严重"), ("[u]", ""), ('if(x > 2, [t], "无")', "严重"), ("if(x > 2, [u], [t])", "")]


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_a_text_is_given_and_a_blank_is_the_empty_text(text: str, expected: str) -> None:
    assert parsed(text).kind == "text"
    assert value(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x", "N(B1)"),
        ("10% * [a]", "0.1*N(B2)"),
        ("[学 习] + 1", "N('另 表'!AA7)+1"),
        ("-2", "-2"),
        ("-0", "0"),
        ("-x", "-N(B1)"),
        ("5 - -2", "5--2"),
        ("100 - [a] - [b]", "100-(N(B2)+N(B3))"),
        ("100 - [a] + [b]", "(100+N(B3))-N(B2)"),
        ("1 + 2 + 3 + 4", "1+2+3+4"),
        ("2 * (x + 1)", "2*(N(B1)+1)"),
        ("x / 4", "N(B1)/4"),
        ("1 / x", "IF(N(B1)=0,0,1/N(B1))"),
        ("1 / [a]", "IF(ROUND(N(B2),9)=0,0,1/N(B2))"),  # another cell's figure may carry noise
        ("1 / (x - 1)", "IF(ROUND(N(B1)-1,9)=0,0,1/(N(B1)-1))"),
        ("1 / round([a], 2)", "IF(ROUND(ROUND(N(B2),9),2)=0,0,1/ROUND(ROUND(N(B2),9),2))"),
        ("1 / 0", "IF(0=0,0,1/0)"),
        ("[a] = 1", "ROUND(N(B2)-1,9)=0"),
        ("[a] <> 1", "NOT(ROUND(N(B2)-1,9)=0)"),
        ("[a] < 1", "ROUND(N(B2)-1,9)<0"),
        ("[a] <= 1", "NOT(ROUND(N(B2)-1,9)>0)"),
        ("[a] > 1", "ROUND(N(B2)-1,9)>0"),
        ("[a] >= 1", "NOT(ROUND(N(B2)-1,9)<0)"),
        ('[t] = "严重"', 'B5="严重"'),
        ('[t] ≠ “说"好"”', 'NOT(B5="说""好""")'),
        ("x > 1 and x < 5 and not [t] = [u]", "AND(ROUND(N(B1)-1,9)>0,ROUND(N(B1)-5,9)<0,NOT(B5=B6))"),
        ("x > 1 or x < 0", "OR(ROUND(N(B1)-1,9)>0,ROUND(N(B1)-0,9)<0)"),
        ("sum([a], [b])", "N(B2)+N(B3)"),
        ("min([a], 2)", "MIN(N(B2),2)"),
        ("max([a])", "N(B2)"),
        ("mean([a], [b])", "(N(B2)+N(B3))/2"),
        ("floor(x)", "INT(ROUND(N(B1),9))"),
        ("ceil(x)", "-INT(ROUND(-N(B1),9))"),
        ("abs([a])", "MAX(N(B2),-N(B2))"),
        ("round(x, 2)", "ROUND(N(B1),2)"),
        ("round(x * 2, 0)", "ROUND(ROUND(N(B1)*2,9),0)"),
        ("round(floor(x), 0)", "ROUND(ROUND(INT(ROUND(N(B1),9)),9),0)"),
        ("round(round(x, 2), 1)", "ROUND(ROUND(N(B1),2),1)"),
        ('if(x > 1, [t], "无")', 'IF(ROUND(N(B1)-1,9)>0,B5&"","无")'),
        ("[t]", 'B5&""'),
    ],
)
def test_a_formula_is_rendered_as_this_excel_text(text: str, expected: str) -> None:
    assert rendered(text) == expected


def nested(opening: str, inner: str, depth: int) -> str:
    return opening * depth + inner + ")" * (depth * opening.count("("))


FAULTS: list[tuple[str, int, str, dict[str, str]]] = [
    ("", 1, "formula-empty", {}),
    (" 　\n", 1, "formula-empty", {}),
    ("x" * 501, 501, "formula-too-long", {"length": "501", "limit": "500"}),
    ("1+" * 100 + "1", 201, "formula-too-many-parts", {"limit": "200"}),
    (nested("(", "1", 21), 21, "formula-too-deep", {"limit": "20"}),
    (nested("sum(", "1", 21), 81, "formula-too-deep", {"limit": "20"}),
    ("-" * 21 + "x", 21, "formula-too-deep", {"limit": "20"}),
    ("not " * 21 + "x = 1", 81, "formula-too-deep", {"limit": "20"}),
    (nested("abs(", "x", 12), 1, "formula-too-large", {}),
    (nested("1/(", "x + 1", 12), 1, "formula-too-large", {}),
    ("x" + "*x" * 20, 1, "formula-too-large", {}),
    (nested("ceil(", "x", 10), 1, "formula-too-large", {}),
    ("1 ^ 2", 3, "formula-sign", {"sign": "^"}),
    ("'a'", 1, "formula-sign", {"sign": "'"}),
    ("x；1", 2, "formula-sign", {"sign": "；"}),
    ("1 \u200b", 3, "formula-sign", {"sign": "U+200B"}),
    ("1 + a]", 6, "formula-sign", {"sign": "]"}),
    ("1 + .5", 5, "formula-number", {"number": ".5", "digits": "12", "places": "6"}),
    ("5.", 1, "formula-number", {"number": "5.", "digits": "12", "places": "6"}),
    ("1.2.3", 1, "formula-number", {"number": "1.2.3", "digits": "12", "places": "6"}),
    ("min(1,000, x)", 7, "formula-number", {"number": "000", "digits": "12", "places": "6"}),
    ("1234567890123", 1, "formula-number", {"number": "1234567890123", "digits": "12", "places": "6"}),
    ("0.1234567 %", 1, "formula-number", {"number": "0.1234567 %", "digits": "12", "places": "6"}),
    ('x = "a', 5, "formula-unclosed", {"sign": '"'}),
    ("x = “a", 5, "formula-unclosed", {"sign": "“"}),
    ("1 + [a", 5, "formula-unclosed", {"sign": "["}),
    ("[a[b]", 1, "formula-unclosed", {"sign": "["}),
    ("1 * (2 + (3)", 5, "formula-unclosed", {"sign": "("}),
    ("1 + min(2, 3", 8, "formula-unclosed", {"sign": "("}),
    ("［1.2", 1, "formula-unclosed", {"sign": "［"}),
    ('x = "' + "a" * 256 + '"', 5, "formula-text", {"limit": "255"}),
    ('"a\nb"', 1, "formula-text", {"limit": "255"}),
    ('"\ud800"', 1, "formula-text", {"limit": "255"}),
    ("[ ]", 1, "formula-id", {"limit": "40"}),
    ("1+[" + "a" * 41 + "]", 3, "formula-id", {"limit": "40"}),
    ("[\ud800]", 1, "formula-id", {"limit": "40"}),
    ("1 +", 4, "formula-no-value", {"found": ""}),
    ("1 + * 2", 5, "formula-no-value", {"found": "*"}),
    ("+1", 1, "formula-no-value", {"found": "+"}),
    ("= 1", 1, "formula-no-value", {"found": "="}),
    ("()", 2, "formula-no-value", {"found": ")"}),
    ("min(1,)", 7, "formula-no-value", {"found": ")"}),
    ("min(,1)", 5, "formula-no-value", {"found": ","}),
    ("and(x > 1, x < 2)", 1, "formula-no-value", {"found": "and"}),
    ("x > not x < 1", 5, "formula-no-value", {"found": "not"}),
    ("1 2", 3, "formula-unexpected", {"found": "2"}),
    ("2x", 2, "formula-unexpected", {"found": "x"}),
    ("x(1)", 2, "formula-unexpected", {"found": "("}),
    ("1e5", 2, "formula-unexpected", {"found": "e5"}),
    ("(1, 2)", 3, "formula-unexpected", {"found": ","}),
    ("1 + 2)", 6, "formula-unexpected", {"found": ")"}),
    ('min(1 "a")', 7, "formula-unexpected", {"found": '"a"'}),
    ("1, 2", 2, "formula-unexpected", {"found": ","}),
    ("score + 1", 1, "formula-unknown-word", {"word": "score"}),
    ("1 + Median(1, 2)", 5, "formula-unknown-word", {"word": "Median"}),
    ("如果(x > 1, 1, 2)", 1, "formula-unknown-word", {"word": "如果"}),
    ("x1", 1, "formula-unknown-word", {"word": "x1"}),
    ("1 + [9.9]", 5, "formula-unknown-name", {"name": "[9.9]"}),
    ("[x]", 1, "formula-unknown-name", {"name": "[x]"}),
    ("[A]", 1, "formula-unknown-name", {"name": "[A]"}),
    ("1 + min", 5, "formula-arguments", {"function": "min", "takes": "1+", "found": "0"}),
    ("sum()", 1, "formula-arguments", {"function": "sum", "takes": "1+", "found": "0"}),
    ("1 + round(x)", 5, "formula-arguments", {"function": "round", "takes": "2", "found": "1"}),
    ("abs(1, 2)", 1, "formula-arguments", {"function": "abs", "takes": "1", "found": "2"}),
    ("if(x > 1, 2)", 1, "formula-arguments", {"function": "if", "takes": "3", "found": "2"}),
    ("round(x, 7)", 10, "formula-places", {"limit": "6"}),
    ("round(x, -1)", 10, "formula-places", {"limit": "6"}),
    ("round(x, 0.5)", 10, "formula-places", {"limit": "6"}),
    ("round(x, [a])", 10, "formula-places", {"limit": "6"}),
    ('1 + "a"', 5, "formula-type", {"where": "+", "expected": "number", "found": "text"}),
    ("[t] - 1", 1, "formula-type", {"where": "-", "expected": "number", "found": "text"}),
    ("(x > 1) * 2", 1, "formula-type", {"where": "*", "expected": "number", "found": "condition"}),
    ("2 / (x > 1)", 5, "formula-type", {"where": "/", "expected": "number", "found": "condition"}),
    ("-[t]", 2, "formula-type", {"where": "-", "expected": "number", "found": "text"}),
    ("min(1, [t])", 8, "formula-type", {"where": "min", "expected": "number", "found": "text"}),
    ("sum(x > 1)", 5, "formula-type", {"where": "sum", "expected": "number", "found": "condition"}),
    ("round([t], 1)", 7, "formula-type", {"where": "round", "expected": "number", "found": "text"}),
    ("if(x, 1, 2)", 4, "formula-type", {"where": "if", "expected": "condition", "found": "number"}),
    ("x > 1 and 2", 11, "formula-type", {"where": "and", "expected": "condition", "found": "number"}),
    ("[t] or x > 1", 1, "formula-type", {"where": "or", "expected": "condition", "found": "text"}),
    ("not x", 5, "formula-type", {"where": "not", "expected": "condition", "found": "number"}),
    ('x = "3"', 3, "formula-comparison", {"operator": "=", "left": "number", "right": "text"}),
    ("[t] ≥ [u]", 5, "formula-comparison", {"operator": "≥", "left": "text", "right": "text"}),
    ("(x > 1) = (x > 2)", 9, "formula-comparison", {"operator": "=", "left": "condition", "right": "condition"}),
    ("(x > 1) < 2", 9, "formula-comparison", {"operator": "<", "left": "condition", "right": "number"}),
    ("1 < x < 5", 7, "formula-chained", {"operator": "<"}),
    ('if(x > 1, 2, "a")', 14, "formula-branches", {"one": "number", "other": "text"}),
    ("if(x > 1, x > 2, x > 3)", 18, "formula-branches", {"one": "condition", "other": "condition"}),
]


@pytest.mark.parametrize(("text", "column", "code", "details"), FAULTS, ids=[repr(f[0][:30]) for f in FAULTS])
def test_a_fault_has_its_column_code_and_details(text: str, column: int, code: str, details: dict[str, str]) -> None:
    found = fault(text)
    assert (found.column, found.code, found.details) == (column, code, details)


def test_x_is_unknown_where_nothing_is_entered() -> None:
    with pytest.raises(FormulaFault) as caught:
        parse_formula("1 + X", lambda name: None)
    assert (caught.value.column, caught.value.code, caught.value.details) == (5, "formula-unknown-name", {"name": "x"})


@pytest.mark.parametrize(
    "text",
    [
        "1" + "+1" * 99 + " " * 200,  # 199 tokens
        nested("(", "1", 20),
        nested("sum(", "1", 20),
        "-" * 20 + "1",
        nested("ceil(", "x", 9),
        "+".join(["(-abs(x))"] * 20),  # beside each other, not within
        "x" + "*x" * 19,
        '"' + "a" * 255 + '"',
        "1" + " " * 499,
        "+".join(["[a]"] * 100),
    ],
)
def test_what_reaches_a_limit_is_still_taken(text: str) -> None:
    assert parsed(text)


def test_x_and_the_id_x_are_two_names() -> None:
    found = parse_formula("x + [x] + X", {"x": "number", "[x]": "number"}.get)
    assert found.names == ("x", "[x]")
    assert set(references(found.expression)) == {"x", "[x]"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("[b] + x * [a] - [b]", ("[b]", "x", "[a]")),
        ("1 + 2", ()),
        ('if([ t ] = "[u] x", ［1.2］, max(1))', ("[t]", "[1.2]")),
        ("not a formula [a] ) [zz] x", ("[a]", "[zz]", "x")),
        ("[a] + ^ [b]", ("[a]",)),
        ("[a] + [", ("[a]",)),
        ("[a]" + " " * 500, ()),
    ],
)
def test_the_names_in_a_formula_are_found_without_checks(text: str, names: tuple[str, ...]) -> None:
    assert referenced(text) == names


def test_a_constant_text_keeps_its_signs() -> None:
    assert parsed('"（Ａ）［１］×＂"').expression == Words("（Ａ）［１］×＂")


def test_names_stand_in_the_expression_as_the_number_that_they_hold() -> None:
    assert parsed("[a] * x").expression == call("mul", call("number", Ref("[a]")), call("number", Ref("x")))


PIECES = ["x", "[a]", "[t]", "[zz]", "1", "0", "2.5", "10%", '"a"', "“好”", *"+-*/()（），,×÷", " ", "if(", "round("]
PIECES += [
    "and",
    "or ",
    " not ",
    *FUNCTIONS,
    "=",
    "<>",
    "<=",
    "≥",
    ",2)",
    "[",
    "]",
    '"',
    "”",
    "．",
    "１",
    "\ud800",
    "\x00",
]
ANY_TEXT = st.text(max_size=60) | st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@settings(max_examples=600, deadline=None)
@given(ANY_TEXT)
@example("(" * 500)
@example("-" * 500)
@example("not " * 125)
@example("min(" * 125)
@example("1/" * 99 + "x")
@example("x" + "/[a]" * 99)
@example("abs(" * 20 + "x" + ")" * 20)
@example("1/(x+" * 20 + "x" + ")" * 20)
def test_no_text_whatever_raises_anything_but_a_fault(text: str) -> None:
    try:
        names: tuple[str, ...] | None = parsed(text).names
    except FormulaFault as found:
        names = None
        assert 1 <= found.column <= len(text) + 1
    assert names is None or names == referenced(text)


# Random formulas, each with its own reckoning: what the language says of it, not by way of an expression.

Reckon = Callable[[Mapping[str, Value]], Any]


@dataclass(frozen=True)
class Sample:
    """A formula's text, how close its outermost sign binds (0 or … 6 single), and what it gives."""

    text: str
    binds: int
    gives: Reckon

    def at(self, binds: int) -> str:
        """Write the sample for a place that needs a binding at least this close."""
        return self.text if self.binds >= binds else f"({self.text})"


def rounded(number: Decimal, places: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def whole(number: Decimal) -> Decimal:
    return rounded(number, 9).to_integral_value(ROUND_FLOOR)


def divided(one: Decimal, other: Decimal) -> Decimal:
    return one / other if rounded(other, 9) else Decimal(0)


ARITHMETIC: dict[str, tuple[int, Callable[[Decimal, Decimal], Decimal]]] = {
    "+": (3, lambda a, b: a + b),
    "-": (3, lambda a, b: a - b),
    "*": (4, lambda a, b: a * b),
    "/": (4, divided),
}
COMPARING: dict[str, Callable[[Decimal], bool]] = {
    "=": lambda d: d == 0,
    "<>": lambda d: d != 0,
    "<": lambda d: d < 0,
    "<=": lambda d: d <= 0,
    ">": lambda d: d > 0,
    ">=": lambda d: d >= 0,
}
APPLIED: dict[str, Callable[..., Decimal]] = {
    "sum": lambda *v: sum(v, Decimal(0)),
    "min": lambda *v: min(v),
    "max": lambda *v: max(v),
    "mean": lambda *v: sum(v, Decimal(0)) / len(v),
    "floor": whole,
    "ceil": lambda v: -whole(-v),
    "abs": abs,
}
OTHERWISE = {"*": "×", "/": "÷", "-": "−", "<=": "≤", ">=": "≥", "<>": "≠"}


def leaf(chance: Random) -> Sample:
    name = chance.choice(["x", "[a]", "[b]", "[1.2]", "[学 习]", ""])
    if name:
        return Sample(name, 6, lambda v, n=name: v.get(n) or Decimal(0))  # type: ignore[misc]
    number = Decimal(chance.randint(0, 400)).scaleb(-chance.randint(0, 2))
    text = f"{number:f}"
    return Sample(text, 6, lambda v: number)


def binary(chance: Random, depth: int) -> Sample:
    sign = chance.choice(list(ARITHMETIC))
    binds, reckon = ARITHMETIC[sign]
    one, other = of_number(chance, depth), of_number(chance, depth)
    spelt = OTHERWISE.get(sign, sign) if chance.random() < 0.2 else sign
    text = f"{one.at(binds)} {spelt} {other.at(binds + 1)}"
    return Sample(text, binds, lambda v: reckon(one.gives(v), other.gives(v)))


def negative(chance: Random, depth: int) -> Sample:
    one = of_number(chance, depth)
    return Sample(f"-{one.at(5)}", 5, lambda v: -one.gives(v))


def applied(chance: Random, depth: int) -> Sample:
    name = chance.choice(list(APPLIED))
    several = FUNCTIONS[name][0] == "1+"
    values = [of_number(chance, depth) for _ in range(chance.randint(1, 3) if several else 1)]
    text = f"{name}({', '.join(value.text for value in values)})"
    return Sample(text, 6, lambda v: APPLIED[name](*(value.gives(v) for value in values)))


def to_places(chance: Random, depth: int) -> Sample:
    one, places = of_number(chance, depth), chance.randint(0, 6)
    return Sample(f"ROUND({one.text}，{places})", 6, lambda v: rounded(rounded(one.gives(v), 9), places))


def choice(chance: Random, depth: int) -> Sample:
    question, one, other = of_condition(chance, depth), of_number(chance, depth), of_number(chance, depth)
    text = f"If（{question.text}, {one.text}, {other.text}）"
    return Sample(text, 6, lambda v: (one if question.gives(v) else other).gives(v))


def of_number(chance: Random, depth: int) -> Sample:
    makers = [binary, binary, binary, negative, applied, to_places, choice]
    return chance.choice(makers)(chance, depth - 1) if depth and chance.random() < 0.85 else leaf(chance)


def compared(chance: Random, depth: int) -> Sample:
    if chance.random() < 0.2:
        level = chance.choice(["严重", "一般", ""])
        return Sample(f'[t] = "{level}"', 2, lambda v: (v.get("[t]") or "") == level)
    sign, one, other = chance.choice(list(COMPARING)), of_number(chance, depth), of_number(chance, depth)
    spelt = OTHERWISE.get(sign, sign) if chance.random() < 0.2 else sign
    text = f"{one.at(3)} {spelt} {other.at(3)}"
    return Sample(text, 2, lambda v: COMPARING[sign](rounded(one.gives(v) - other.gives(v), 9)))


def of_condition(chance: Random, depth: int) -> Sample:
    how = chance.choice(["compare", "and", "or", "not"]) if depth > 0 else "compare"
    if how == "compare":
        return compared(chance, max(depth - 1, 0))
    one, other = of_condition(chance, depth - 1), of_condition(chance, depth - 1)
    if how == "not":
        return Sample(f"not {one.at(2)}", 2, lambda v: not one.gives(v))
    binds = 1 if how == "and" else 0
    text = f"{one.at(binds)} {how} {other.at(binds)}"
    both: Reckon = lambda v: one.gives(v) and other.gives(v)  # noqa: E731
    return Sample(text, binds, both if how == "and" else lambda v: one.gives(v) or other.gives(v))


SAMPLES = st.builds(lambda chance, make: make(chance, 3), st.randoms(), st.sampled_from([of_number, of_condition]))
NUMBER = st.none() | st.integers(-30, 30).map(Decimal) | st.decimals(-30, 30, places=2)
FILLINGS = st.fixed_dictionaries(
    {name: NUMBER if kind == "number" else st.sampled_from([None, "严重", "一般"]) for name, kind in KINDS.items()}
)


def read(sample: Sample) -> Parsed | None:
    """Parse a sample; one beyond the limits says so, and nothing else can be wrong with it."""
    try:
        return parsed(sample.text)
    except FormulaFault as found:
        assert found.code in ("formula-too-long", "formula-too-many-parts", "formula-too-large"), sample.text
        return None


def agree(shown: Any, exact: Any, tolerance: str) -> bool:
    """Compare; the tolerance is relative for large numbers."""
    if isinstance(exact, Decimal):
        near = Decimal(tolerance) * max(Decimal(1), abs(exact))
        return isinstance(shown, Decimal | float | int) and abs(Decimal(shown) - exact) <= near
    return type(shown) is type(exact) and bool(shown == exact)


@settings(max_examples=400, deadline=None)
@given(SAMPLES, FILLINGS)
def test_a_random_formula_gives_what_it_says(sample: Sample, filling: dict[str, Value]) -> None:
    found = read(sample)
    if found is not None:
        with localcontext() as context:
            context.prec = 50
            expected = sample.gives(filling)
        assert agree(evaluate(found.expression, filling), expected, "1e-30"), sample.text


# The third witness.


@cache
def engine() -> Any:
    model = ironcalc.create("t", "en", "UTC", "en")
    model.add_sheet("另 表")
    return model


def fill_in(filling: Mapping[str, Value]) -> None:
    for name, spot in SPOTS.items():
        at = (0 if spot.sheet == HERE else 1, spot.row, spot.column)
        held = filling.get(name)
        if held is None:
            engine().clear_cell_contents(*at)
        else:
            engine().set_user_input(*at, held if isinstance(held, str) else f"{held:f}")


def computed(found: Parsed) -> Any:
    engine().set_user_input(0, 1, 1, "=" + formula(found.expression, SPOTS.__getitem__, HERE))
    engine().evaluate()
    return engine().get_cell_value(0, 1, 1)


@pytest.mark.parametrize("text", [row[0] for row in (*NUMBERS, *CONDITIONS, *TEXTS)])
def test_a_spreadsheet_program_computes_the_same(text: str) -> None:
    fill_in(VALUES)
    assert agree(computed(parsed(text)), value(text), "1e-12")


@pytest.mark.parametrize(
    ("text", "filling"),
    [
        ("round(0.3 - [a] - 0.195, 2)", {"[a]": "0.1"}),  # 0.00499999999999998 in binary
        ("floor(([a] + 0.2 - 0.3) * 1000000)", {"[a]": "0.1"}),
        ("floor([a] / 0.1)", {"[a]": "0.3"}),
        ("ceil([a] * 1.1)", {"[a]": "10"}),
        ("1 / ([a] + 0.2 - 0.3)", {"[a]": "0.1"}),
        ("if([a] + 0.2 > 0.3, 1, 2)", {"[a]": "0.1"}),
        ("if([a] + 0.2 <= 0.3, 1, 2)", {"[a]": "0.1"}),
        ("if([a] + 0.2 - 0.3 = 0, 1, 2)", {"[a]": "0.1"}),
        ("if([a] * 3 < 3.3, 1, 2)", {"[a]": "1.1"}),
    ],
)
def test_the_noise_of_binary_numbers_decides_nothing(text: str, filling: dict[str, str]) -> None:
    held: dict[str, Value] = {name: Decimal(number) for name, number in filling.items()}
    fill_in(held)
    found = parsed(text)
    assert agree(computed(found), evaluate(found.expression, held), "1e-12")


@settings(max_examples=300, deadline=None)
@given(SAMPLES, FILLINGS)
def test_a_spreadsheet_program_computes_random_formulas_alike(sample: Sample, filling: dict[str, Value]) -> None:
    found = read(sample)
    if found is not None:
        fill_in(filling)
        assert agree(computed(found), evaluate(found.expression, filling), "1e-9"), sample.text


FAR = "纪检监察工作考核评分表（第十二期）（一二三四五六七八九）'"  # thirty signs and one that is doubled


@settings(max_examples=200, deadline=None)
@given(st.randoms())
def test_what_is_taken_fits_into_a_cell_with_room_to_spare(chance: Random) -> None:
    text = "x"
    for _ in range(chance.randint(1, 18)):
        text = chance.choice(["abs({} - [a])", "1 / ({} + 1)", "if({} <= [b], x, [a])", "ceil({})"]).format(text)
    try:
        expression = parsed(text).expression
    except FormulaFault as found:
        assert found.code == "formula-too-large"
        return
    excel = formula(expression, lambda name: Spot(FAR, 1000, 27), HERE)
    assert len(excel) <= 7000
    deepest = depth = 0
    for sign in excel:
        depth += (sign == "(") - (sign == ")")
        deepest = max(deepest, depth)
    assert deepest <= 56
