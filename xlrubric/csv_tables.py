"""The tables of a collection as CSV files, for other programs; safe to open in a spreadsheet program.

Apart from the ranking workbook: here numbers are exact decimal text and columns keep their English names.
"""

import csv
from collections.abc import Iterable, Mapping
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pandas as pd

from xlrubric.outputs import write_bytes
from xlrubric.problems import Place, Refusal, problem
from xlrubric.typed_text import holdable

DANGEROUS = tuple("=+-@\t\r\n＝＋－＠")  # what a spreadsheet program may take for the beginning of a formula


def write_csvs(frames: Mapping[str, pd.DataFrame], folder: Path) -> tuple[Path, ...]:
    """Write ``ranking.csv`` and so on, UTF-8 with a byte-order mark; give the files' paths.

    The folder is made if need be. Each file is whole or the old one. Raises Refusal where it cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        reason = fault.strerror or str(fault)
        raise Refusal([problem(Place(str(folder)), "output-unwritable", reason=reason)]) from fault
    paths = tuple(folder / f"{name}.csv" for name in frames)
    for path, frame in zip(paths, frames.values(), strict=True):
        write_bytes(path, csv_bytes(frame))
    return paths


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

    A text that a spreadsheet program may take for a formula gets a leading ``'``; a number never does.
    """
    if value is None or value != value:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if not isinstance(value, str):
        return str(value)
    return ("'" if value.startswith(DANGEROUS) else "") + holdable(value)
