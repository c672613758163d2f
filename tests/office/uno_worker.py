"""Fill in workbooks through UNO; run by a Python that has the module ``uno``, never imported by the tests.

Apart from ``fill`` because LibreOffice brings its own Python, often an older one: this file imports nothing
of the project and keeps to what Python 3.8 understands. Arguments: the name of the pipe at which LibreOffice
listens, and how many seconds to wait for it. A list of jobs comes in on stdin as JSON; a list of results, in
the same order, goes out on stdout. ``fill`` documents both.
"""

from __future__ import annotations

import contextlib
import json
import re
import sys
import time
from collections.abc import Callable
from typing import Any

import uno

SPREADSHEET = "Calc MS Excel 2007 XML"
VALUE = "VALUE"
EMPTY = "EMPTY"

# What a validation asks, as a formula over the cell {x} and the rule's own two formulas {a} and {b}.
LIST = 'SUMPRODUCT(EXACT({a}&"";{x}&"")*1)>0'  # EXACT alone takes no number of a range for equal
COMPARISONS = {
    "EQUAL": "{v}=({a})",
    "NOT_EQUAL": "{v}<>({a})",
    "GREATER": "{v}>({a})",
    "GREATER_EQUAL": "{v}>=({a})",
    "LESS": "{v}<({a})",
    "LESS_EQUAL": "{v}<=({a})",
    "BETWEEN": "AND({v}>=({a});{v}<=({b}))",
    "NOT_BETWEEN": "OR({v}<({a});{v}>({b}))",
}
NUMBERS = {"WHOLE": "INT({x})={x}", "DECIMAL": "TRUE()", "DATE": "TRUE()", "TIME": "TRUE()"}


class Refused(Exception):
    """LibreOffice's user would not have been able to do this."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail


def main(pipe: str, seconds: float) -> None:
    """Do the jobs on stdin one after the other, then tell LibreOffice to end."""
    jobs = json.load(sys.stdin)
    context = connect(pipe, seconds)
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    try:
        json.dump([do(desktop, job) for job in jobs], sys.stdout)
    finally:
        # The connection may close before the answer to this call comes back.
        with contextlib.suppress(Exception):
            desktop.terminate()


def connect(pipe: str, seconds: float) -> Any:
    """Wait until LibreOffice listens."""
    here = uno.getComponentContext()
    resolver = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
    last = time.monotonic() + seconds
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:
            if time.monotonic() > last:
                raise
            time.sleep(0.05)


def do(desktop: Any, job: dict[str, Any]) -> dict[str, Any]:
    """Do one job; what goes wrong in it does not touch the others."""
    try:
        url = uno.systemPathToFileUrl(job["source"])
        document = desktop.loadComponentFromURL(url, "_blank", 0, (setting("Hidden", True),))
        if not hasattr(document, "Sheets"):
            raise ValueError("LibreOffice does not take it for a workbook")
        try:
            return fill(document, job)
        finally:
            document.close(True)
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}


def fill(document: Any, job: dict[str, Any]) -> dict[str, Any]:
    """Take the steps, recalculate, read, and store."""
    refused = []
    for step in job["steps"]:
        try:
            STEPS[step[0]](document, *step[1:])
        except Refused as refusal:
            refused.append({"step": step, "reason": refusal.reason, "detail": refusal.detail})
    document.calculateAll()
    seen = [see(document, sheet, cell) for sheet, cell in job["read"]]
    document.storeToURL(uno.systemPathToFileUrl(job["target"]), (setting("FilterName", SPREADSHEET),))
    return {"refused": refused, "seen": seen}


def see(document: Any, sheet: str, address: str) -> list[Any]:
    """Give sheet, cell, the text that it shows, and its value: a number, a text, or null if empty."""
    cell = find(document, sheet, address)
    kind = cell.Type.value
    if kind == "FORMULA":
        kind = VALUE if cell.FormulaResultType2 == 1 else "TEXT"
    value = cell.Value if kind == VALUE else None if kind == EMPTY else cell.String
    return [sheet, address, cell.String, value]


def type_in(document: Any, sheet: str, address: str, value: Any) -> None:
    """Type into an open cell; what its validation stops is taken back."""
    cell = find(document, sheet, address)
    undo = document.UndoManager
    undo.enterUndoContext("typing")
    paste(document, sheet, address, value)
    undo.leaveUndoContext()
    rule = "" if value is None else broken_rule(document, cell)
    if rule:
        undo.undo()
        raise Refused("invalid", rule)


def paste(document: Any, sheet: str, address: str, value: Any) -> None:
    """Put a value into an open cell past its validation, as pasting does."""
    cell = find(document, sheet, address)
    refuse_locked(cell)
    refuse_covered(cell)
    # FormulaLocal reads its text as the keyboard is read: it makes numbers and dates, and heeds text format.
    cell.FormulaLocal = "" if value is None else str(value)


def broken_rule(document: Any, cell: Any) -> str:
    """Ask LibreOffice whether a cell's value breaks its validation; give the rule in words, or ""."""
    rule = cell.Validation
    kind = rule.Type.value
    # A warning can be clicked away; only "stop" stops.
    if kind == "ANY" or not rule.ShowErrorMessage or rule.ErrorAlertStyle.value != "STOP":
        return ""
    a, b = (moved(document, text, rule, cell) for text in (rule.getFormula1(), rule.getFormula2()))
    verdict, error = evaluate(document, cell, question(kind, rule.getOperator().value, a, b, name_of(cell)))
    if verdict and not error:
        return ""
    words = f"{kind} {a}" if kind in ("LIST", "CUSTOM") else in_words(kind, rule.getOperator().value, a, b)
    return f"{words} (error {error})" if error else words


def in_words(kind: str, operator: str, a: str, b: str) -> str:
    """Give a comparison as ``WHOLE BETWEEN 0 and 9``."""
    return f"{kind} {operator} {a} and {b}" if "BETWEEN" in operator else f"{kind} {operator} {a}"


def question(kind: str, operator: str, a: str, b: str, x: str) -> str:
    """Write a validation as a formula that is true where the value may stay."""
    if kind == "LIST":
        return LIST.format(a="{" + a + "}" if a.startswith('"') else a, x=x)
    if kind == "CUSTOM":
        return a
    if kind == "TEXT_LEN":
        return COMPARISONS[operator].format(v=f"LEN({x})", a=a, b=b)
    compared = COMPARISONS[operator].format(v=x, a=a, b=b)
    return f"IF(ISNUMBER({x});AND({NUMBERS[kind].format(x=x)};{compared});FALSE())"


def moved(document: Any, formula: str, rule: Any, cell: Any) -> str:
    """Rewrite a rule's formula, kept for the first cell of its range, for the cell that it is asked of."""
    if not formula:
        return formula
    parser = document.createInstance("com.sun.star.sheet.FormulaParser")
    parser.CompileEnglish = True
    first = rule.getSourcePosition()
    return str(parser.printFormula(parser.parseFormula(formula, first), cell.CellAddress))


def evaluate(document: Any, cell: Any, formula: str) -> tuple[bool, int]:
    """Compute a formula in the last column of the cell's row and take it back; give its truth and error."""
    sheet = cell.Spreadsheet
    scratch = sheet.getCellByPosition(sheet.Columns.Count - 1, cell.CellAddress.Row)
    # Unlike FormulaLocal this writes into a locked cell too. The result is a number because one that is true
    # or false would leave its format behind.
    scratch.setFormula(f"=IF({formula};1;0)")
    if scratch.Type.value != "FORMULA":
        raise ValueError(f"cannot evaluate {formula}")
    answer = bool(scratch.Value), int(scratch.getError())
    document.UndoManager.undo()
    return answer


def insert_rows(document: Any, sheet: str, before: int, count: int) -> None:
    """Insert empty rows above a row, which is counted from 1."""
    with refusal_to_change_rows(page := find_sheet(document, sheet)):
        page.Rows.insertByIndex(before - 1, count)


def delete_rows(document: Any, sheet: str, row: int, count: int) -> None:
    """Delete rows from a row on, which is counted from 1."""
    with refusal_to_change_rows(page := find_sheet(document, sheet)):
        page.Rows.removeByIndex(row - 1, count)


def move_rows(document: Any, sheet: str, row: int, count: int, to: int) -> None:
    """Cut rows and insert them above the row that is now ``to``, as cut and insert does."""
    page = find_sheet(document, sheet)
    if page.isProtected():
        raise Refused("protected")
    if row <= to <= row + count:
        return
    insert_rows(document, sheet, to, count)
    start = row if to > row else row + count
    source = page.getCellRangeByPosition(0, start - 1, page.Columns.Count - 1, start + count - 2)
    page.moveRange(page.getCellByPosition(0, to - 1).CellAddress, source.RangeAddress)
    delete_rows(document, sheet, start, count)


def sort(document: Any, sheet: str, area: str, column: str) -> None:
    """Sort the rows of an area, which has no heading, by one of its columns, upwards."""
    block = find(document, sheet, area)
    refuse_locked(block)
    letters = re.fullmatch("[A-Z]+", column)
    if not letters:
        raise ValueError(f"not a column: {column}")
    field = uno.createUnoStruct("com.sun.star.table.TableSortField")
    field.Field = find(document, sheet, f"{column}1").CellAddress.Column - block.RangeAddress.StartColumn
    field.IsAscending = True
    fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
    uno.invoke(block, "sort", ((setting("SortFields", fields), setting("ContainsHeader", False)),))


def rename_sheet(document: Any, old: str, new: str) -> None:
    """Rename a sheet. LibreOffice does not load the protection of an .xlsx file's structure."""
    find_sheet(document, old).Name = new


def unprotect(document: Any, sheet: str) -> None:
    """Take off a sheet's protection that has no password."""
    page = find_sheet(document, sheet)
    with contextlib.suppress(Exception):
        page.unprotect("")
    if page.isProtected():
        raise Refused("password")


STEPS: dict[str, Callable[..., None]] = {
    "type": type_in,
    "paste": paste,
    "set_formula": paste,
    "insert_rows": insert_rows,
    "delete_rows": delete_rows,
    "move_rows": move_rows,
    "sort": sort,
    "rename_sheet": rename_sheet,
    "unprotect": unprotect,
}


@contextlib.contextmanager
def refusal_to_change_rows(sheet: Any) -> Any:
    """Take LibreOffice's error for what it is, if the sheet is protected: the error itself has no words."""
    try:
        yield
    except Exception as error:
        if sheet.isProtected():
            raise Refused("protected") from error
        raise


def refuse_locked(block: Any) -> None:
    """Refuse a cell or an area with a locked cell, if its sheet is protected."""
    if not block.Spreadsheet.isProtected():
        return
    size = block.RangeAddress
    rows, columns = size.EndRow - size.StartRow + 1, size.EndColumn - size.StartColumn + 1
    cells = (block.getCellByPosition(column, row) for row in range(rows) for column in range(columns))
    if any(cell.CellProtection.IsLocked for cell in cells):
        raise Refused("protected")


def refuse_covered(cell: Any) -> None:
    """Refuse a cell that a merged area hides; its first cell is the one to type into."""
    cursor = cell.Spreadsheet.createCursorByRange(cell)
    cursor.collapseToMergedArea()
    area, place = cursor.RangeAddress, cell.CellAddress
    if (area.StartColumn, area.StartRow) != (place.Column, place.Row):
        raise Refused("covered", f"part of the merged area {cursor.AbsoluteName}")


def find(document: Any, sheet: str, address: str) -> Any:
    """Find a cell or an area."""
    return find_sheet(document, sheet).getCellRangeByName(address)


def find_sheet(document: Any, name: str) -> Any:
    """Find a sheet; an unknown name is the test's own mistake."""
    if not document.Sheets.hasByName(name):
        raise ValueError(f"no sheet {name!r}; there are {', '.join(document.Sheets.ElementNames)}")
    return document.Sheets.getByName(name)


def name_of(cell: Any) -> str:
    """Give a cell's address without its sheet, with ``$``."""
    return str(cell.AbsoluteName).rpartition(".")[2]


def setting(name: str, value: Any) -> Any:
    """Make one of UNO's named settings."""
    made = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    made.Name, made.Value = name, value
    return made


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
