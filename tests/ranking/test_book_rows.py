"""The rows of a table as the sheets take them: put together one by one, as a list of them would be."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlrubric.ranking_book.book import Rows, _rows
from xlrubric.ranking_book.places import parts

COLUMNS = ("unit", "total")
TABLE = st.lists(st.tuples(st.text(max_size=3), st.integers() | st.none()))


@given(TABLE, st.integers(0, 9), st.integers(0, 9))
def test_rows_are_what_a_list_of_them_would_be(table: list[tuple[str, int | None]], start: int, end: int) -> None:
    rows = Rows(COLUMNS, [[row[n] for row in table] for n in range(2)])
    listed = [dict(zip(COLUMNS, row, strict=True)) for row in table]
    assert list(rows) == listed
    assert list(rows[start:end]) == listed[start:end]
    assert [rows[index] for index in range(len(rows))] == listed
    assert [rows.value(index, "total") for index in range(len(rows))] == [row["total"] for row in listed]
    assert bool(rows) == bool(listed)
    assert list(rows.column("total")) == [row["total"] for row in listed]
    assert list(rows.column("none")) == []
    assert list(rows.of("total", "unit")) == [(row["total"], row["unit"]) for row in listed]


def test_beyond_the_last_row_there_is_none() -> None:
    with pytest.raises(IndexError):
        Rows(COLUMNS, [["u1"], [1]])[1]


def test_a_part_of_the_rows_has_rows_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xlrubric.ranking_book.places.MOST_ROWS", 2)
    cut = parts(Rows(COLUMNS, [["u1", "u2", "u3"], [1, 2, None]]))
    assert [list(part) for part in cut] == [
        [{"unit": "u1", "total": 1}, {"unit": "u2", "total": 2}],
        [{"unit": "u3", "total": None}],
    ]


@pytest.mark.parametrize(("values", "kind"), [([1, 2], int), (["a", None], object), ([0.5, 1.5], float)])
def test_of_any_frame_the_values_are_those_of_python(values: list[object], kind: type) -> None:
    rows = _rows(pd.DataFrame({7: pd.Series(values, dtype=object if kind is object else None)}))
    assert rows.columns == ("7",)
    assert list(rows) == [{"7": value} for value in values]
    assert all(isinstance(value, kind) for value in rows.column("7"))


def test_a_table_without_columns_has_no_rows() -> None:
    assert list(_rows(pd.DataFrame())) == []
    assert not Rows((), [])
