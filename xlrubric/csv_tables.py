"""The tables of a collection as CSV files, for other programs; safe to open in a spreadsheet program.

Apart from the ranking workbook: here numbers are exact decimal text and columns keep their English names.
"""

import csv
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from io import StringIO
from pathlib import Path

import pandas as pd

from xlrubric.deliveries import deliver
from xlrubric.typed_text import csv_text, finite


def csv_files(frames: Mapping[str, pd.DataFrame], folder: Path) -> tuple[tuple[Path, bytes], ...]:
    """Make ``ranking.csv`` and so on, UTF-8 with a byte-order mark: each file's path and its bytes."""
    return tuple((folder / f"{name}.csv", csv_bytes(frame)) for name, frame in frames.items())


def write_csvs(frames: Mapping[str, pd.DataFrame], folder: Path) -> tuple[Path, ...]:
    """Write the tables together; give the files' paths. Raises Refusal as ``deliver`` does."""
    return deliver(csv_files(frames, folder)).paths


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """Give a table as the bytes of a CSV file."""
    buffer = StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(field(str(column)) for column in frame.columns)
    columns: Iterable[list[object]] = (frame.iloc[:, n].tolist() for n in range(len(frame.columns)))
    for row in zip(*columns, strict=True):
        writer.writerow(map(field, row))
    return buffer.getvalue().encode("utf-8-sig")


def field(value: object) -> str:
    """Write a value: a number plainly and exactly, nothing as nothing, a text disarmed.

    A text that a spreadsheet program may take for a formula gets a leading ``'``; a number never does. Raises
    ValueError for a number that is none.
    """
    if value is None or (isinstance(value, float) and value != value):  # pandas writes a gap among numbers as NaN
        return ""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Decimal | float):
        finite(value)
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


_text = lru_cache(maxsize=16_384)(csv_text)  # words and names come again and again
