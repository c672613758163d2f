"""LibreOffice must be able to disagree: each test plants something that only a working LibreOffice mends."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.office import fill, headless, pictures, programs
from tests.office.fill import fill_in
from tests.office.headless import recalculate, to_pdf
from tests.office.programs import OfficeError, needs
from tests.office.small import cached, formula, workbook, wrong_sum

# Finding the programs


def installed(answer: bool) -> bool:
    return answer


@pytest.mark.parametrize(
    ("absent", "asked", "reason"),
    [
        ((), ("soffice", "uno", "poppler"), ""),
        (("uno",), ("soffice", "poppler"), ""),
        (("soffice",), ("soffice",), "not installed here: LibreOffice (soffice)"),
        (
            ("poppler", "uno"),
            ("soffice", "uno", "poppler"),
            "not installed here: a Python with LibreOffice's uno module (python3-uno), "
            "poppler (pdftoppm and pdftotext)",
        ),
    ],
)
def test_what_is_missing_is_named(
    monkeypatch: pytest.MonkeyPatch, absent: tuple[str, ...], asked: tuple[str, ...], reason: str
) -> None:
    finders = {name: partial(installed, name not in absent) for name in ("soffice", "uno", "poppler")}
    monkeypatch.setattr(programs, "FINDERS", finders)
    assert programs.missing(*asked) == reason


def test_a_test_that_needs_an_absent_program_is_skipped_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "FINDERS", {"soffice": lambda: None})

    @needs("soffice")
    def example() -> None: ...

    marks = {mark.name: mark for mark in example.pytestmark}  # type: ignore[attr-defined]
    assert set(marks) == {"office", "skipif"}
    assert marks["skipif"].args == (True,)
    assert marks["skipif"].kwargs["reason"] == "not installed here: LibreOffice (soffice)"


def test_a_helper_called_without_its_program_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    source = workbook(tmp_path / "a.xlsx", wrong_sum)
    monkeypatch.setattr(headless, "soffice", lambda: None)
    monkeypatch.setattr(headless, "missing", lambda *what: f"missing {what}")
    with pytest.raises(OfficeError, match="soffice"):
        recalculate([source], tmp_path / "out")


# Recalculating


@needs("soffice")
def test_planted_wrong_values_are_corrected_under_any_name_in_the_order_asked(tmp_path: Path) -> None:
    names = ["b.xlsx", "单位 1（甲）.xlsx", "a.xlsx"]
    sources = [workbook(tmp_path / name, wrong_sum) for name in names]
    assert [cached(path, "C1") for path in sources] == [-999] * 3
    made = recalculate(sources, tmp_path / "new" / "out")
    assert [path.relative_to(tmp_path).as_posix() for path in made] == [f"new/out/{name}" for name in names]
    assert [cached(path, "C1") for path in made] == [3.5] * 3
    assert formula(made[0], "C1") == "=SUM(A1:B1)"


@needs("soffice")
def test_a_result_may_replace_its_source(tmp_path: Path) -> None:
    source = workbook(tmp_path / "a.xlsx", wrong_sum)
    assert recalculate([source], tmp_path) == [source]
    assert cached(source, "C1") == 3.5
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


def test_nothing_to_do_starts_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(headless, "soffice", lambda: Path("/no/such/program"))
    monkeypatch.setattr(fill, "uno_python", lambda: Path("/no/such/program"))
    assert recalculate([], tmp_path) == to_pdf([], tmp_path) == []
    assert fill_in([]) == []


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["absent.xlsx"], "no such file: .*absent.xlsx"),
        (["x/a.xlsx", "y/A.xlsx"], "would overwrite each other: a.xlsx, A.xlsx"),
    ],
)
def test_sources_that_cannot_be_told_apart_or_found_are_refused(tmp_path: Path, names: list[str], message: str) -> None:
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        if "absent" not in name:
            workbook(tmp_path / name, wrong_sum)
    with pytest.raises(OfficeError, match=message):
        recalculate([tmp_path / name for name in names], tmp_path / "out")


@needs("soffice")
def test_a_file_that_libreoffice_cannot_open_is_named(tmp_path: Path) -> None:
    good = workbook(tmp_path / "good.xlsx", wrong_sum)
    torn = tmp_path / "torn.xlsx"
    torn.write_bytes(good.read_bytes()[:2000])
    with pytest.raises(OfficeError, match=r"(?s)could not convert torn\.xlsx; it said: .*not be loaded"):
        recalculate([good, torn], tmp_path / "out")


@needs("soffice")
def test_a_time_limit_is_kept(tmp_path: Path) -> None:
    source = workbook(tmp_path / "a.xlsx", wrong_sum)
    with pytest.raises(OfficeError, match=r"not done after 0\.05 seconds"):
        recalculate([source], tmp_path / "out", seconds=0.05)
    assert list((tmp_path / "out").iterdir()) == []


@needs("soffice")
def test_two_calls_at_once_do_not_block_each_other(tmp_path: Path) -> None:
    sources = [workbook(tmp_path / f"{number}.xlsx", wrong_sum) for number in range(2)]
    with ThreadPoolExecutor() as pool:
        made = list(pool.map(lambda source: recalculate([source], tmp_path / "out"), sources))
    assert [cached(path, "C1") for (path,) in made] == [3.5, 3.5]


# Pictures


@needs("soffice", "poppler")
def test_pages_are_drawn_and_read_in_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def draw(book: Any, sheet: Any, is_open: Any) -> None:
        sheet.set_landscape()
        sheet.set_paper(9)
        for page in range(11):
            sheet.write(page, 0, f"第{page + 1}页 安全检查")
        sheet.set_h_pagebreaks(list(range(1, 11)))
        book.add_worksheet("lists").hide()

    source = workbook(tmp_path / "考核表.xlsx", draw)
    out = tmp_path / "pictures"
    pictures.main([str(source), str(out), "--dpi", "20"])
    names = [f"考核表-{number}.png" for number in range(1, 12)]
    assert capsys.readouterr().out.split("\n")[:-1] == [str(out / name) for name in names]
    assert all((out / name).read_bytes().startswith(b"\x89PNG") for name in names)
    width, height = (int.from_bytes((out / names[0]).read_bytes()[at : at + 4]) for at in (16, 20))
    assert (width, height) == (234, 166)  # A4 is 11.69 by 8.27 inches
    texts = pictures.text_of(out / "考核表.pdf")
    assert [f"第{page}页 安全检查" in text for page, text in enumerate(texts, start=1)] == [True] * 11


@needs("poppler")
def test_a_pdf_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "no.pdf").write_bytes(b"no PDF")
    with pytest.raises(OfficeError, match="pdftotext failed: "):
        pictures.text_of(tmp_path / "no.pdf")
