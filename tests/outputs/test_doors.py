"""One door for every value: outside of ``excel_page`` nothing writes a cell, and no return code goes unheard."""

import ast
import inspect
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from xlsxwriter.chart import Chart
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

ROOT = Path(__file__).parent.parent.parent / "xlrubric"
DOOR = "excel_page.py"
NO_CODE = frozenset({"add_chart", "add_chartsheet", "add_format", "add_worksheet", "worksheets", "write_bytes"})
NO_CODE |= {"write"}  # a pen of ours has a call of that name
NO_CODE |= {"get_name", "get_default_url_format", "get_worksheet_by_name", "write_text"}
WRITING_FILES = frozenset(
    {"write_bytes", "write_text", "mkdir", "rename", "replace", "unlink", "rmdir", "rmtree", "open"}
)
# what may write to the disk; demo and crew write into the system's folder for passing things, xls into nothing
WRITERS = {"deliveries.py", "leftovers.py", "demo/__init__.py", "foreign/xls.py", "crew.py"}


def answering() -> set[str]:
    """Name the calls of XlsxWriter that answer with a code, by what it states of itself."""
    found = set()
    for kind in (Worksheet, Workbook, Chart):
        for name, method in inspect.getmembers(kind, inspect.isfunction):
            if not name.startswith("_") and inspect.signature(method).return_annotation is not None:
                found.add(name)
    return found - NO_CODE


@cache
def calls(path: Path) -> list[tuple[ast.Call, str, ast.AST]]:
    """Give each call of a method: the call, the method's name, what it stands in."""
    return list(_calls(ast.parse(path.read_text(encoding="utf-8"))))


def _calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str, ast.AST]]:
    for node in ast.walk(tree):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Call) and isinstance(child.func, ast.Attribute):
                yield child, child.func.attr, node


def unheard(path: Path, names: set[str]) -> list[str]:
    """Name the calls whose code nobody hears: those that are not the one argument of ``done``."""
    return [
        f"{path.name}:{call.lineno} {name}"
        for call, name, around in calls(path)
        if name in names and not (isinstance(around, ast.Call) and ast.unparse(around.func) == "done")
    ]


def modules() -> list[Path]:
    return sorted(ROOT.rglob("*.py"))


def test_xlsxwriter_says_which_of_its_calls_answer() -> None:
    assert {"write_string", "write_url", "write_comment", "set_row", "set_column", "merge_range"} <= answering()
    assert {"data_validation", "conditional_format", "insert_chart", "define_name", "write_blank"} <= answering()


def test_every_return_code_of_the_writer_is_heard() -> None:
    names = answering()
    assert [found for path in modules() for found in unheard(path, names)] == []


def test_cells_are_written_nowhere_but_at_the_door() -> None:
    names = {name for name in answering() if name.startswith("write") and name != "write_comment"}
    away = [p.name for p in modules() if p.name != DOOR for _, name, _ in calls(p) if name in names]
    assert away == []


def test_links_and_pictures_and_macros_are_asked_for_nowhere() -> None:
    barred = {
        "insert_image",
        "add_vba_project",
        "insert_button",
        "set_background",
        "embed_image",
        "add_signed_vba_project",
    }
    assert [p.name for p in modules() for _, name, _ in calls(p) if name in barred] == []


def test_files_are_written_nowhere_but_in_one_module() -> None:
    """A text has ``replace`` too: with two texts as arguments; a file's has one."""
    found = set()
    for path in modules():
        for call, name, _ in calls(path):
            if name not in WRITING_FILES or (name == "replace" and len(call.args) != 1):
                continue
            if name == "open" and not any(
                isinstance(a, ast.Constant) and set(str(a.value)) & set("wxa+") for a in call.args
            ):
                continue
            found.add(path.relative_to(ROOT).as_posix())
    assert found - WRITERS == set()


@pytest.mark.parametrize(
    "text", ["page.write_string(0, 0, 'x')", "x = page.set_row(1, 2)", "int(page.set_column(1, 2, 3))"]
)
def test_a_call_that_is_not_heard_is_seen(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.py").write_text(text, encoding="utf-8")
    assert len(unheard(tmp_path / "a.py", answering())) == 1


def test_a_call_that_is_heard_is_let_through(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("done(page.write_string(0, 0, 'x'))", encoding="utf-8")
    assert unheard(tmp_path / "a.py", answering()) == []
