"""Formulas that compute the same have one shape; those that might not have another, or none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlrubric.formula_text import LONGEST, same_formula

HERE = "评分"


@pytest.mark.parametrize(
    ("sent", "came"),
    [
        ("A1", "(A1)"),
        ("A1", "((A1))"),
        ("A1", "+A1"),
        ("A1", "=A1"),
        ("A1", "{=A1}"),
        ("A1", "of:=A1"),
        ("A1", "OF:=a1"),
        ("A1", "@A1"),
        ("A1", "_xlfn.SINGLE(A1)"),
        ("A1+B1*C1", "A1+(B1*C1)"),
        ("A1+B1-C1", "(A1+B1)-C1"),
        ("A1+B1+C1", "A1+(B1+C1)"),
        ("A1*B1*C1", "A1*(B1*C1)"),
        ('A1&"分"&B1', 'A1&("分"&B1)'),
        ("-A1", "-(A1)"),
        ("-IF(A1>0,1,0)", "-(IF((A1>0),(1),0))"),
        ("-2^2", "(-2)^2"),  # a minus binds tighter than a power, in spreadsheets
        ("A1=B1", "(A1)=(B1)"),
        ("A1<>B1", "( A1 <> B1 )"),
        ("0.5*A1", ".5*A1"),
        ("0.5*A1", "0.50*A1"),
        ("0.5*A1", "5E-1*A1"),
        ("100*A1", "1e2*A1"),
        ("TRUE", "TRUE()"),
        ("IF(A1,TRUE,FALSE)", "if(A1;true();false())"),
        ("IF(A1,,0)", "IF(A1;;0)"),
        ("MAX(0,A1)", "_xlws.MAX(0,A1)"),
        ("MAX(0,A1)", "_xlfn._xlws.max(0;A1)"),
        ("A1%", "(A1)%"),
        ("SUM(A1:A3,B1)", "SUM((A1:A3),(B1))"),
        ("SUM('a b'!A1:A3)", "SUM('a b'!$A$3:$A$1)"),
        ("N(A1)", "N((A1))"),
        ("PI()", "pi( )"),
    ],
)
def test_what_computes_the_same_is_the_same_formula(sent: str, came: str) -> None:
    assert same_formula(came, sent, HERE, HERE)


@pytest.mark.parametrize(
    ("sent", "came"),
    [
        ("A1-B1-C1", "A1-(B1-C1)"),
        ("A1/B1/C1", "A1/(B1/C1)"),
        ("A1/B1*C1", "A1/(B1*C1)"),
        ("(A1+B1)*C1", "A1+B1*C1"),
        ("-(A1+B1)", "-A1+B1"),
        ("-2^2", "-(2^2)"),
        ("2^3^2", "2^(3^2)"),
        ("A1=(B1=C1)", "A1=B1=C1"),
        ("SUM(A1:A3)", "A1+A2+A3"),  # they differ over texts
        ("A1+B1", "B1+A1"),  # nobody writes it so
        ("SUM(A1:A3)", "SUM(A1,A2,A3)"),
        ("SUM(A1:A3)", "_xlfn.SINGLE(A1:A3)"),
        ("A1", "_xlfn.SINGLE(A1:A3)"),
        ("A1", "-A1"),
        ("A1", "--A1"),
        ("A1", "A1%"),
        ("A1", "A1+0"),
        ("A1", "(A1"),
        ("A1", "A1)"),
        ("A1", "A1 A1"),
        ("A1", "{A1}+1"),
        ("IF(A1,1,0)", "IF(A1,1)"),
        ("IF(A1,1,0)", "IF(A1,1,0,)"),
        ("IF(A1,,0)", "IF(A1,0)"),
        ("TRUE", "TRUE(1)"),
        ("TRUE", '"TRUE"'),
        ("PI()", "PI"),
        ("1.5", "1,5"),
        ("0.5", "0.05"),
        ("1", "1E1"),
        ('"1"', "1"),
        ('"a"', '("A")'),
        ('"a;b"', '("a,b")'),
        ("MAX(A1,B1)", "MAX(A1:B1)"),
        ("'a'!A1", "('b'!A1)"),
    ],
)
def test_what_might_compute_something_else_is_another(sent: str, came: str) -> None:
    assert not same_formula(came, sent, HERE, HERE)
    assert not same_formula(sent, came, HERE, HERE)


@pytest.mark.parametrize(
    "came", ["(" * 5000 + "A1" + ")" * 5000, "-" * 9000 + "A1", "A1" * 9000, "", "(", "IF(", "'" * 9000]
)
def test_endless_and_broken_ones_are_no_formula_of_ours(came: str) -> None:
    assert not same_formula(came, "A1", HERE, HERE)


def test_the_longest_formula_of_excel_is_compared() -> None:
    long = "+".join(["A1"] * 2700)
    assert len(long) < LONGEST
    assert same_formula(f"({long})", long, HERE, HERE) in (True, False)  # it ends
    assert same_formula(long.lower(), long, HERE, HERE)


LEAVES = st.sampled_from(("A1", "B2", "1", "0.5", '"有"', "TRUE", "封面!C3"))
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(("+", "-", "*", "/", "&", "=", "<", "^")), inner, inner),
        st.tuples(st.sampled_from(("MAX", "IF", "SUM")), inner, inner),
    ),
    max_leaves=12,
)
LOOSE = {"=": 1, "<": 1, "&": 2, "+": 3, "-": 3, "*": 4, "/": 4, "^": 5}


def bare(tree: object, least: int = 0) -> str:
    """Write a tree with no bracket more than it needs."""
    if isinstance(tree, str):
        return tree
    assert isinstance(tree, tuple)
    sign, left, right = tree
    if sign not in LOOSE:
        return f"{sign}({bare(left)},{bare(right)})"
    own = LOOSE[sign]
    text = f"{bare(left, own)}{sign}{bare(right, own + 1)}"
    return f"({text})" if own < least else text


def full(tree: object) -> str:
    """Write a tree with a bracket around everything, blanks and semicolons."""
    if isinstance(tree, str):
        return f"({tree})"
    assert isinstance(tree, tuple)
    sign, left, right = tree
    return (
        f"({full(left)} {sign} {full(right)})" if sign in LOOSE else f"{sign.lower()}( {full(left)} ; {full(right)} )"
    )


@given(TREES)
def test_brackets_and_blanks_never_make_another_formula(tree: object) -> None:
    assert same_formula(full(tree), bare(tree), HERE, HERE)


@given(TREES, TREES)
def test_two_formulas_are_the_same_only_if_their_trees_are_but_for_the_grouping_of_terms(
    one: object, other: object
) -> None:
    if same_formula(full(one), bare(other), HERE, HERE):
        assert flat(one) == flat(other)


def flat(tree: object) -> object:
    if isinstance(tree, str):
        return tree
    assert isinstance(tree, tuple)
    sign, *inner = tree
    terms = [flat(one) for one in inner]
    if sign in ("+", "*", "&"):
        spread = [term[1:] if isinstance(term, tuple) and term[0] == sign else (term,) for term in terms]
        return (sign, *spread[0], *spread[1])
    return (sign, *terms)
