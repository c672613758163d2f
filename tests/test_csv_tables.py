"""Tables as CSV: exact numbers, text that no spreadsheet program runs, files whole or not at all."""

import csv
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlrubric.csv_tables import csv_bytes, field, write_csvs
from xlrubric.problems import Refusal


def frame(**columns: list[object]) -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(values, dtype=object) for name, values in columns.items()})


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.parametrize("sign", list("=+-@\t\r\n＝＋－＠"))
def test_a_text_that_could_run_gets_an_apostrophe(sign: str) -> None:
    assert field(f"{sign}1+1").startswith("'")
    assert not field(f"1{sign}1").startswith("'")


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (Decimal("-4.5"), "-4.5"),
        (Decimal("1E+2"), "100"),
        (Decimal("0.0000001"), "0.0000001"),
        (Decimal("1") / Decimal("3"), "0.3333333333333333333333333333"),
        (-3, "-3"),
        (True, "True"),
        (None, ""),
        (float("nan"), ""),
    ],
)
def test_numbers_are_plain_and_never_get_an_apostrophe(number: object, written: str) -> None:
    assert field(number) == written


def test_a_text_of_digits_stays_as_it_is() -> None:
    assert field("007") == "007"


@pytest.mark.parametrize(
    ("typed", "written"),
    [("a\x00b", "a\ufffdb"), ("\udcb2", "\ufffd"), ("两\r\n行", "两\n行"), ("", "")],
)
def test_what_a_file_cannot_hold_is_replaced(typed: str, written: str) -> None:
    assert field(typed) == written


@given(st.text(alphabet=st.characters(), max_size=20))
def test_no_text_begins_with_a_dangerous_sign(text: str) -> None:
    assert not field(text).startswith(tuple("=+-@\t\r\n＝＋－＠"))
    field(text).encode("utf-8")


def test_files_are_named_after_their_tables(tmp_path: Path) -> None:
    folder = tmp_path / "新" / "tables"
    paths = write_csvs({"ranking": frame(unit=["U1"]), "ledger": frame(unit=[])}, folder)
    assert paths == (folder / "ranking.csv", folder / "ledger.csv")
    assert [read(path) for path in paths] == [[["unit"], ["U1"]], [["unit"]]]


def test_a_file_begins_with_a_byte_order_mark_and_its_lines_end_as_on_windows() -> None:
    assert csv_bytes(frame(单位=["甲"], points=[Decimal("1.50")])) == "\ufeff单位,points\r\n甲,1.50\r\n".encode()


def test_what_goes_in_comes_out(tmp_path: Path) -> None:
    texts: list[object] = ["a,b", 'say "x"', "two\nlines", "=1+1", " "]
    (path,) = write_csvs({"t": frame(text=texts, points=[Decimal(n) for n in range(5)])}, tmp_path)
    assert [row[0] for row in read(path)[1:]] == ["a,b", 'say "x"', "two\nlines", "'=1+1", " "]


def test_a_heading_is_disarmed_too() -> None:
    assert csv_bytes(frame(**{"-1.2": []})).decode("utf-8-sig") == "'-1.2\r\n"


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("", encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        write_csvs({"ranking": frame(unit=[])}, tmp_path / "x")
    assert [found.code for found in refused.value.problems] == ["output-no-folder"]
