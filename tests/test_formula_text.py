"""Two texts are one formula when only their spelling differs; every other change shows."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from xlrubric.cellrefs import address
from xlrubric.expressions import Expression, Number, Ref, Words, call, total
from xlrubric.formula_text import Cell, canonical
from xlrubric.formulas import Spot, formula

HERE = "评分"


@pytest.mark.parametrize(
    ("sent", "came"),
    [
        ("A1+B2", "$A$1+B$2"),
        ("A1+B2", " A1 +\n\tB2 "),
        ("SUM(A1:A3)", "sum( $A$1 : $A$3 )"),
        ("SUM(A1:A3)", "Sum(a1:a3)"),
        ("A1", "评分!A1"),
        ("A1", "'评分'!A1"),
        ("A1", "'评分'!$A$1"),
        ("SUM('封面'!B2:B4)", "SUM(封面!B2:B4)"),
        ("'封面'!B2", "封面!$B$2"),
        ("'it''s'!A1", "'it''s'!a1"),
        ("CONCAT(A1)", "_xlfn.CONCAT(A1)"),
        ("CONCAT(A1)", "_XLFN.concat(a1)"),
        ('IF(A1="有",-2,0)', 'if( A1 = "有" , - 2 , 0 )'),
        ("N(H3)", "n(h3)"),
        ("ROUND(A1/18,4)", "ROUND( A1 / 18, 4 )"),
        ("TRUE", "true"),
    ],
)
def test_another_spelling_is_the_same_formula(sent: str, came: str) -> None:
    assert canonical(came, HERE) == canonical(sent, HERE)


@pytest.mark.parametrize(
    ("sent", "came"),
    [
        ("A1", "A2"),
        ("A1", "B1"),
        ("A1", "AA1"),
        ("A1", "A11"),
        ("A1", "封面!A1"),
        ("'a'!A1", "'b'!A1"),
        ("'a'!A1", "'a'''!A1"),  # a sheet whose name ends in an apostrophe
        ("'a b'!A1", "'ab'!A1"),
        ("SUM(A1:A3)", "SUM(A1:A4)"),
        ("SUM(A1:A3)", "SUM(A2:A3)"),
        ("SUM(A1:A3)", "SUM(A1,A3)"),
        ("A1:A3", "A1"),
        ("1.5", "1.50001"),
        ("1.5", "15"),
        ("-2", "2"),
        ("A1+B1", "A1-B1"),
        ("A1<B1", "A1<=B1"),
        ("A1-(B1-C1)", "A1-B1-C1"),
        ("MAX(0,A1)", "MIN(0,A1)"),
        ("MAX(0,A1)", "MAX(A1,0)"),
        ("MAX(0,A1)", "MAX(0,A1)+1"),
        ("MAX(0,A1)", "5"),
        ("A1", ""),
        ('"有"', '"无"'),
        ('"a"', '"A"'),  # letters count inside a text
        ('"a b"', '"ab"'),  # and blanks
        ('"$A$1"', '"A1"'),
        ('"a""b"', '"ab"'),
        ('"_xlfn.x"', '"x"'),
        ("A1", "INDIRECT(A1)"),
        ("A1", '"A1"'),
        ("A1", "#REF!"),
        ("LOG10(5)", "LOG11(5)"),
        ("name1x", "name2x"),
    ],
)
def test_any_other_change_shows(sent: str, came: str) -> None:
    assert canonical(came, HERE) != canonical(sent, HERE)


def test_the_canonical_form_is_bare_and_names_every_sheet() -> None:
    assert canonical("if($A$1 = \"有 $A$1\", _xlfn.Max(b2:B3), '封 面'!c4)", HERE) == (
        'IF(评分!A1="有 $A$1",MAX(评分!B2:评分!B3),封 面!C4)'
    )


def down(cell: Cell) -> Cell | None:
    """Rows from 3 on are one further down, row 9 is lost, the sheet is renamed."""
    sheet, row, column = cell
    return None if row == 9 else ("新" if sheet == HERE else sheet, row + (row >= 3), column)


@pytest.mark.parametrize(
    ("formula_text", "moved"),
    [
        ("A2", "新!A2"),
        ("A3", "新!A4"),
        ("SUM(A2:A3)", "SUM(新!A2:新!A4)"),
        ("封面!A3", "封面!A4"),
        ("A9+1", "#REF!+1"),
        ("SUM(A2:A9)", "SUM(#REF!)"),
        ('"A3"&A3', '"A3"&新!A4'),
        ("LOG10(A3)", "LOG10(新!A4)"),  # a function, though it looks like a cell
        ("XFE3", "XFE3"),  # no such column: a name
        ("A3B", "A3B"),
        ("TAX.A3", "TAX.A3"),
    ],
)
def test_references_move_with_their_cells_and_nothing_else_does(formula_text: str, moved: str) -> None:
    assert canonical(formula_text, HERE, down) == moved


def test_a_formula_moved_with_its_rows_is_the_one_that_came() -> None:
    assert canonical("MAX(0,5+SUM(H3:H5))", HERE, down) == canonical("MAX(0,5+SUM(H4:H6))", "新")


SHEETS = st.sampled_from((HERE, "封面", "a b", "it's", "x!1", "2018"))
SPOTS = st.builds(Spot, SHEETS, st.integers(1, 300), st.integers(1, 60))
LEAVES = st.one_of(
    st.decimals(0, 100, places=2).map(Number),
    st.text(st.sampled_from("aA1$ \"'()&,=有"), max_size=4).map(Words),
    st.integers(0, 7).map(lambda n: Ref(str(n))),
)
EXPRESSIONS: st.SearchStrategy[Expression] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(call, st.sampled_from(("add", "sub", "mul", "min", "max", "join", "eq", "gt")), inner, inner),
        st.builds(call, st.sampled_from(("neg", "number", "is_number")), inner),
        st.builds(call, st.just("if"), inner, inner, inner),
    ),
    max_leaves=6,
)
WHERE = st.lists(SPOTS, min_size=8, max_size=8, unique=True)


def written(expression: Expression, spots: list[Spot], here: str = HERE) -> str:
    return formula(expression, lambda own: spots[int(own)], here)


@given(EXPRESSIONS, WHERE, st.data())
def test_any_respelling_is_the_same_formula(expression: Expression, spots: list[Spot], data: st.DataObject) -> None:
    sent = written(expression, spots)
    assert canonical(respelled(sent, data), HERE) == canonical(sent, HERE)


def respelled(sent: str, data: st.DataObject) -> str:
    """Spell a formula otherwise: blanks between its tokens, its words small or in capitals."""
    pieces = sent.split('"')  # the even ones stand outside the texts
    for n in range(0, len(pieces), 2):
        for sign in ",+*/(":
            blank = data.draw(st.sampled_from(("", " ", "\n")))
            pieces[n] = pieces[n] if "'" in pieces[n] else pieces[n].replace(sign, sign + blank)
        if "'" not in pieces[n] and data.draw(st.booleans()):
            pieces[n] = pieces[n].lower()
    return '"'.join(pieces)


@given(EXPRESSIONS, WHERE, st.integers(0, 7), SPOTS)
def test_a_reference_to_another_cell_shows(
    expression: Expression, spots: list[Spot], changed: int, other: Spot
) -> None:
    assume(other not in spots)
    came = [other if n == changed else spot for n, spot in enumerate(spots)]
    same = canonical(written(expression, came), HERE) == canonical(written(expression, spots), HERE)
    assert same == (str(changed) not in set(names(expression)))


def names(expression: Expression) -> list[str]:
    if isinstance(expression, Ref):
        return [expression.name]
    return [n for argument in getattr(expression, "arguments", ()) for n in names(argument)]


@given(EXPRESSIONS, EXPRESSIONS, WHERE)
def test_two_formulas_that_differ_in_any_sign_differ(one: Expression, other: Expression, spots: list[Spot]) -> None:
    sent, came = written(one, spots), written(other, spots)
    assert (canonical(sent, HERE) == canonical(came, HERE)) == (sent == came)


@given(EXPRESSIONS, WHERE)
def test_seen_from_another_sheet_it_is_still_the_same(expression: Expression, spots: list[Spot]) -> None:
    assert canonical(written(expression, spots, "别处"), "别处") == canonical(written(expression, spots), HERE)


@given(EXPRESSIONS, WHERE, st.integers(1, 50), st.integers(1, 50))
def test_moving_rows_down_moves_every_reference(expression: Expression, spots: list[Spot], least: int, by: int) -> None:
    def move(cell: Cell) -> Cell:
        return (cell[0], cell[1] + by, cell[2]) if cell[1] >= least else cell

    came = [Spot(*move((s.sheet, s.row, s.column))) for s in spots]
    assert canonical(written(expression, spots), HERE, move) == canonical(written(expression, came), HERE)


@pytest.mark.parametrize("count", [2, 5])
def test_a_sum_over_a_column_differs_when_a_cell_is_left_out(count: int) -> None:
    spots = [Spot(HERE, 3 + n, 8) for n in range(8)]
    whole = total(tuple(Ref(str(n)) for n in range(count)))
    assert canonical(written(whole, spots), HERE) == f"SUM(评分!{address(3, 8)}:评分!{address(2 + count, 8)})"
    shorter = total(tuple(Ref(str(n)) for n in range(count - 1)))
    assert canonical(written(shorter, spots), HERE) != canonical(written(whole, spots), HERE)
