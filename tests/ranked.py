"""Collections made up without any workbook, and the ranking workbooks made of them, read again.

Apart from the tests because those of the ranking's sheets and of the kinds of standard both begin here.
"""

import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl

from xlrubric import ranking
from xlrubric.accounting import FileAccount, Status
from xlrubric.collect import Collection
from xlrubric.entries import Reading
from xlrubric.messages import needs_person
from xlrubric.problems import Place, Problem, problem
from xlrubric.ranking_book import ranking_book
from xlrubric.scoring import compile_scorer
from xlrubric.standard import Standard, check_source
from xlrubric.units import Unit
from xlrubric.verify import UnitReturn
from xlrubric.writer import Stamp
from xlrubric.xlsx import CellData, SheetData, WorkbookData, read_workbook
from xlrubric.yamltext import parse_yaml

CHINESE = """
rubric: small
title: 2025年安全检查评分表
language: zh-Hans
period: 2025年度
sections:
  - name: 一、通道
    items:
      - name: 出口
        text: 出口畅通
        points: 10
        findings:
          - {text: 出口堵塞, deduct: 0.5, per: 处}
          - {text: 没有疏散图, deduct: 1.5}
      - name: 器材
        points: 2
        findings: [{text: 器材过期, deduct: 2, per: 件}]
  - name: 二、培训
    items:
      - name: 演练
        points: 5
        findings:
          - {text: 演练次数, deduct: 2.5, per: 次, target: 2}
          - {text: 受到表扬, bonus: 1}
"""
ENGLISH = """
rubric: small-en
title: Fire & Safety 2025
language: en
sections:
  - name: Exits
    items:
      - name: Exits
        points: 10
        findings: [{text: An exit is blocked, deduct: 0.5, per: exit}]
"""
SPOTLESS = {"review.number:2.1.1": Decimal(2), "self.number:2.1.1": Decimal(2)}
BLOCKED = {**SPOTLESS, "review.choice:1.1.1": "有", "review.number:1.1.1": Decimal(3)}
SUNK = {**SPOTLESS, "review.choice:1.2.1": "有", "review.number:1.2.1": Decimal(4)}
STAMP = Stamp(datetime(2026, 1, 2, 9, 30))
Entered = Mapping[str, Mapping[str, Any]]


def standard(text: str = CHINESE) -> Standard:
    rubric, problems = check_source(parse_yaml(text, "small.yaml"))
    assert rubric is not None, problems
    return Standard(rubric)


def returned(of: Standard, unit: str, entries: Mapping[str, Any], remark: str = "", by: str = "李四") -> UnitReturn:
    """Make a return that has everything filled in, or nothing."""
    score = compile_scorer(of.graph)(entries)
    readings = {name: Reading(value) for name, value in entries.items()}
    remarks = {finding.id: remark for finding in of.rubric.findings()} if remark else {}
    filled = len(of.outline.asked) if any(name.startswith("review") for name in entries) else 0
    return UnitReturn(unit, f"in/{unit}.xlsx", of, "review", readings, score, remarks, {"review_by": by}, filled, ())


def account(
    file: str, problems: Iterable[Problem] = (), status: Status | None = None, units: tuple[str, ...] = ()
) -> FileAccount:
    problems = tuple(problems)
    own = Status.FLAGGED if any(map(needs_person, problems)) else Status.SCORED
    moment = datetime(2025, 12, 20, 8, 0, tzinfo=UTC)
    return FileAccount(file, "ab" * 32, 30_000, status or own, units, "李四", moment, "WPS", problems)


def collected(
    entered: Entered,
    of: Standard | None = None,
    problems: Iterable[Problem] = (),
    remark: str = "",
    missing: int = 0,
    tags: Mapping[str, str] | None = None,
) -> Collection:
    """Make a collection of the units U1, U2 … with these entries (and tags), and some that sent nothing."""
    of, of_unit = of or standard(), {unit: frozenset({tag}) for unit, tag in (tags or {}).items()}
    units = [Unit(unit, f"单位{unit}", "甲组", "办公室", of_unit.get(unit, frozenset())) for unit in entered]
    absent = [Unit(f"N{n}", f"未交{n}", contact="张三") for n in range(missing)]
    variants = {unit.id: of.variant(unit.tags) if tags else of for unit in units}
    returns = {unit: returned(variants[unit], unit, entries, remark) for unit, entries in entered.items()}
    return Collection(of, (*units, *absent), tuple(_account_of(unit, problems) for unit in entered), returns)


def _account_of(unit: str, problems: Iterable[Problem]) -> FileAccount:
    file = f"in/{unit}.xlsx"
    return account(file, [found for found in problems if found.place.file == file], units=(unit,))


def half_done(collection: Collection, *units: str) -> Collection:
    """Leave one finding of these units blank."""
    returns = {u: replace(r, filled=r.filled - (u in units)) for u, r in collection.returns.items()}
    return replace(collection, returns=returns)


def renamed(collection: Collection, name: str) -> Collection:
    """Give the first unit another name."""
    return replace(collection, units=(replace(collection.units[0], name=name), *collection.units[1:]))


def blank(unit: str, **place: str) -> Problem:
    where = Place(f"in/{unit}.xlsx", **place)  # type: ignore[arg-type]
    return problem(where, "form-blank", unit=unit, role_en="review", role_zh="核查", other=0, of=5)


def made(collection: Collection, out: Path | None = None, unit_pages: bool = False) -> bytes:
    language = "en" if collection.standard.rubric.language == "en" else "zh"
    return ranking_book(collection, ranking.tables(collection, language), STAMP, out, unit_pages)


def opened(collection: Collection, out: Path | None = None, unit_pages: bool = False) -> Any:
    """Open the workbook with openpyxl: formulas as formulas."""
    return openpyxl.load_workbook(io.BytesIO(made(collection, out, unit_pages)))


def read(collection: Collection, unit_pages: bool = False) -> WorkbookData:
    return read_workbook(made(collection, unit_pages=unit_pages), "ranking.xlsx")


def sheet(book: WorkbookData, name: str) -> SheetData:
    return next(found for found in book.sheets if found.name == name)


def rows(found: SheetData, first: int = 5) -> list[list[Any]]:
    """Give the values of a table, row by row; a blank is None."""
    last_row = max(row for row, _ in found.cells)
    last_column = max(column for row, column in found.cells if row >= 4)
    return [
        [value_at(found, row, column) for column in range(1, last_column + 1)] for row in range(first, last_row + 1)
    ]


def value_at(found: SheetData, row: int, column: int) -> Any:
    return found.cells.get((row, column), CellData("blank", "")).value


def texts(found: SheetData) -> list[str]:
    return [cell.text for cell in found.cells.values() if cell.kind == "text"]


def target(book: Any, cell: Any) -> Any:
    """Give the cell that a link leads to."""
    assert cell.hyperlink is not None, f"{cell.coordinate} has no link"
    name, place = re.fullmatch(r"'(.+)'!(A\d+)", cell.hyperlink.location).groups()  # type: ignore[union-attr]
    return book[name.replace("''", "'")][place]


def find(page: Any, text: str) -> Any:
    return next(cell for row in page.iter_rows() for cell in row if cell.value == text)


def heading(page: Any, label: str) -> int:
    """Give the column with this heading."""
    return int(next(cell.column for cell in page[4] if str(cell.value).startswith(label)))


def figures(found: SheetData) -> dict[str, Any]:
    """Give the overview's tiles."""
    heads = {text.replace("\n", ""): column for (row, column), text in labels(found) if row == 4}
    return {label: value_at(found, 5, column) for label, column in heads.items()}


def labels(found: SheetData) -> list[tuple[tuple[int, int], str]]:
    return [(position, cell.text) for position, cell in found.cells.items() if cell.kind == "text"]


def chart_table(found: WorkbookData, title: str) -> list[list[Any]]:
    """Give the rows of a table on the sheet behind the charts."""
    page = next(one for one in found.sheets if one.name in ("图表数据", "圖表資料", "Chart data"))
    row = next(at for (at, column), text in labels(page) if text == title and column == 1) + 2
    table: list[list[Any]] = []
    while (row, 1) in page.cells:
        table.append([value_at(page, row, column) for column in range(1, 6)])
        row += 1
    return table


def block(found: SheetData, title: str, column: int) -> list[list[Any]]:
    """Give the rows of a block of the overview, from below its headings to the first row that is none of it."""
    start = next(row for (row, at), text in labels(found) if text == title and at == column) + 2
    table: list[list[Any]] = []
    while len(values := [v for at in range(column, 16) if (v := value_at(found, start, at)) is not None]) > 1:
        if value_at(found, start, column) is None:
            break
        table.append(values)
        start += 1
    return table
