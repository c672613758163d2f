"""Rows and columns are found by their keys: wherever they were moved to, the same readings and the same score."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.effort import tried
from tests.returns.forms import FAULTS, FAULTS_TOTAL, FORM, SCORING, detail, filled, read, row_of, told, warned
from tests.returns.moved import Step, inserted, last_row, moved_file
from tests.returns.raw import formula_changed, put
from xlrubric.accounting import Status
from xlrubric.cellrefs import address
from xlrubric.layout.scoring_rows import FIRST

LAST, INSIDE = last_row(FORM), row_of("review.effect:1.1.2")
KEPT = read(filled(FAULTS))[1]
MOVED = ("rows-moved", SCORING)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        pytest.param(inserted(2), inserted(99), id="a row above all"),
        pytest.param(inserted(FIRST, 3), inserted(99), id="three rows above the first finding"),
        pytest.param(inserted(INSIDE), inserted(99), id="a row inside an item"),
        pytest.param(inserted(LAST), inserted(99), id="a row above the total"),
        pytest.param(inserted(99999), inserted(2), id="a column before all"),
        pytest.param(inserted(99999), inserted(11, 2), id="two columns before the review"),
        pytest.param(inserted(row_of("review.item:1.2")), inserted(12), id="a row and a column"),
    ],
)
def test_inserted_rows_and_columns_change_nothing(row: Step, column: Step) -> None:
    account, unit = read(moved_file(FORM, FAULTS, row, column))
    assert unit is not None
    assert KEPT is not None
    assert (account.status, told(account.problems)) == (Status.SCORED, [MOVED])
    assert (unit.readings, unit.score) == (KEPT.readings, KEPT.score)


@st.composite
def rearrangements(draw: st.DrawFn) -> Step:
    """Give any order of the rows from the first finding on, with gaps between them."""
    rows = draw(st.permutations(range(FIRST, LAST + 1)))
    gaps = draw(st.lists(st.integers(1, 3), min_size=len(rows), max_size=len(rows)))
    places, place = {}, FIRST - 1
    for row, gap in zip(rows, gaps, strict=True):
        place += gap
        places[row] = place
    return lambda n: places.get(n, n)


@settings(max_examples=tried(12, 25), deadline=None)
@given(rearrangements())
def test_rows_in_any_order_give_the_same_readings_and_score(row: Step) -> None:
    account, unit = read(moved_file(FORM, FAULTS, row))
    assert unit is not None
    assert KEPT is not None
    assert (unit.readings, unit.score) == (KEPT.readings, KEPT.score)
    assert {code for code, _ in told(account.problems)} <= {"rows-moved"}


def test_what_is_wrong_in_a_moved_row_is_named_where_it_stands_now() -> None:
    data = moved_file(FORM, FAULTS, inserted(INSIDE, 4))
    choice = (SCORING, f"K{row_of('review.choice:1.1.2') + 4}")
    total = (SCORING, f"N{LAST + 4}")
    data = put(formula_changed(data, total, lambda formula: formula + "+1"), choice, "是")
    account, unit = read(data)
    assert unit is not None
    assert unit.total == FAULTS_TOTAL + 1
    said = dict(warned(account.problems))
    assert said["entry-refused"] == "!".join(choice)
    assert said["formula-changed"] == "!".join(total)


def test_a_formula_that_did_not_follow_its_moved_cells_is_changed() -> None:
    """The rows of 1.1.2 and 1.1.3 were moved down by one, but the item's sum was made to leave them out."""
    first, second, third = (row_of(f"review.effect:1.1.{n}") for n in (1, 2, 3))
    data = moved_file(FORM, FAULTS, inserted(second))
    item = (SCORING, f"N{row_of('review.item:1.1')}")
    account, _ = read(formula_changed(data, item, lambda formula: formula.replace(f"M{third + 1}", f"M{second}")))
    (found,) = (p for p in account.problems if p.code == "formula-changed")
    assert detail(found, "came") == f"MAX(0,4+SUM(M{first}:M{second}))"


def test_entries_swapped_between_rows_by_hand_are_read_by_the_keys_and_their_texts_differ() -> None:
    """Someone sorted the visible columns without the hidden key: every text in the two rows is off."""
    one, other = row_of("review.choice:1.1.2"), row_of("review.choice:1.1.3")
    data = filled(FAULTS)
    for column, pair in ((5, ("无总结汇报", "无年度计划")), (11, ("无", "有"))):
        for row, value in zip((one, other), pair, strict=True):
            data = put(data, (SCORING, address(row, column)), value)
    account, unit = read(data)
    assert unit is not None
    assert unit.readings["review.choice:1.1.3"].value == "有"
    assert unit.total == FAULTS_TOTAL
    changed = [cell for code, cell in warned(account.problems) if code == "text-changed"]
    assert changed == [f"{SCORING}!E{one}", f"{SCORING}!E{other}"]


def test_rows_moved_and_one_of_them_gone_and_one_twice() -> None:
    places = {row: row + 1 for row in range(FIRST, LAST + 1)}
    data = moved_file(FORM, FAULTS, lambda n: places.get(n, n))
    gone, twice = row_of("review.choice:1.1.2") + 1, row_of("review.choice:1.1.3") + 1
    data = put(data, (SCORING, f"A{gone}"), "finding.1.1.3")
    account, unit = read(data)
    assert unit is not None
    said = warned(account.problems)
    assert ("row-gone", f"{SCORING}!A{gone - 1}") in said
    assert ("row-twice", f"{SCORING}!A{twice}") in said
    assert unit.readings["review.choice:1.1.3"].value == "有"  # the first of the two
    assert unit.total == Decimal("95.5")
