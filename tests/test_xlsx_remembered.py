"""What the reader remembers: within bounds, and never an answer that belongs to other bytes.

The reader is held against itself without memory: whatever a file differs in from one that was read before, reading it
gives what reading it first would have given.
"""

import tracemalloc
import zipfile
from collections.abc import Iterator
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.returns.raw import parts_of, zipped
from tests.test_xlsx_roundtrip import FORM
from xlrubric.cellrefs import letters
from xlrubric.problems import Problem, Refusal
from xlrubric.xlsx import CellData, WorkbookData, markup, package, read_workbook, remembered, shapes, styles, workbook
from xlrubric.xlsx.remembered import Remembered
from xlrubric.xlsx.rows import NAMESPACES

MEMORIES = (
    package._INFLATED,
    markup._ELEMENTS,
    styles._KNOWN,
    workbook._RELATIONS,
    shapes._ROWS,
    shapes._SHAPES,
    shapes._FRAMES,
)
PARTS = parts_of(FORM)
SHEET, LOOK, STRINGS = "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/sharedStrings.xml"
Outcome = WorkbookData | tuple[Problem, ...]


def forget() -> None:
    for memory in (*MEMORIES, shapes._SEEN):
        memory.clear()


def read(data: bytes) -> Outcome:
    try:
        return read_workbook(data, "a.xlsx")
    except Refusal as refusal:
        return tuple(refusal.problems)


def first_read(data: bytes) -> Outcome:
    """Read a file as if it were the first."""
    forget()
    return read(data)


def read_after(data: bytes, *before: bytes) -> Outcome:
    """Read a file after others, which came twice: it is then that a row is kept."""
    forget()
    for other in (*before, *before):
        read(other)
    return read(data)


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    yield
    forget()


def changed(part: str, old: str, new: str) -> bytes:
    text = PARTS[part].decode()
    assert old in text
    return zipped({**PARTS, part: text.replace(old, new, 1).encode()})


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (SHEET, "<v>0.1</v>", "<v>0.2</v>"),
        (SHEET, "<v>0.1</v>", "<v>0,1</v>"),
        (SHEET, '<c r="B2"', '<c r="B3"'),
        (SHEET, '<c r="B2" s="1">', '<c r="B2" s="1" t="b">'),
        (SHEET, "B2&lt;0.5", "B2&lt;0.6"),
        (SHEET, '<row r="3"', '<row r="2"'),
        (SHEET, '<row r="3"', '<row r="3" hidden="1"'),
        (SHEET, '<row r="3"', '<row r="3" x:a="1"'),
        (SHEET, "<sheetData>", '<cols><col min="2" max="3" width="1" hidden="1"/></cols><sheetData>'),
        (SHEET, "</sheetData>", "</sheetData><sheetData/>"),
        (
            LOOK,
            '<xf numFmtId="0" fontId="0" fillId="0" borderId="1"',
            '<xf numFmtId="9" fontId="0" fillId="0" borderId="1"',
        ),
        (LOOK, "</cellXfs>", ""),
        (STRINGS, "第1项", "第l项"),
        (STRINGS, "<t>", "<t><t>"),
        ("xl/workbook.xml", 'name="id"', 'name="ID"'),
        ("xl/workbook.xml", 'state="veryHidden"', 'state="hidden"'),
        ("xl/_rels/workbook.xml.rels", 'Id="rId2"', 'Id="rId1"'),
        ("xl/_rels/workbook.xml.rels", "worksheets/sheet2.xml", "worksheets/sheet1.xml"),
        ("docProps/core.xml", "<cp:lastModifiedBy>考核办", "<cp:lastModifiedBy>考核組"),
        ("xl/theme/theme1.xml", "<?xml", "<!DOCTYPE a><?xml"),
    ],
)
def test_a_part_that_differs_is_read_anew(part: str, old: str, new: str) -> None:
    other = changed(part, old, new)
    alone = first_read(other)
    assert read_after(other, FORM) == alone
    assert alone != first_read(FORM)
    assert read_after(FORM, other) == first_read(FORM)


def edits() -> st.SearchStrategy[tuple[str, int, int]]:
    """A part, a place in it, and what its byte there becomes."""
    places = {name: st.integers(0, len(xml) - 1) for name, xml in PARTS.items()}
    return st.sampled_from(sorted(PARTS)).flatmap(
        lambda name: st.tuples(st.just(name), places[name], st.sampled_from(b"<>&\"'=/ 0159AZaz\0\x80"))
    )


@settings(max_examples=80, deadline=None)
@given(edits())
def test_of_a_part_with_one_other_byte_nothing_is_believed_that_was_read_before(edit: tuple[str, int, int]) -> None:
    name, place, byte = edit
    xml = bytearray(PARTS[name])
    xml[place] = byte
    other = zipped({**PARTS, name: bytes(xml)})
    assert read_after(other, FORM) == first_read(other)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, len(FORM) - 1), st.integers(1, 255))
def test_of_a_file_with_one_other_byte_nothing_is_believed_that_was_read_before(place: int, flip: int) -> None:
    data = bytearray(FORM)
    data[place] ^= flip
    assert read_after(bytes(data), FORM) == first_read(bytes(data))


def test_a_checksum_is_held_against_a_part_that_is_known() -> None:
    """The same compressed bytes under another checksum or another size are not the part that was read."""
    with zipfile.ZipFile(BytesIO(FORM)) as archive:
        listed = archive.getinfo(LOOK)
    for stated in (listed.CRC.to_bytes(4, "little"), listed.file_size.to_bytes(4, "little")):
        lie = bytes([stated[0] ^ 1]) + stated[1:]
        other = FORM.replace(stated, lie)
        found = read_after(other, FORM)
        assert found == first_read(other)
        assert isinstance(found, tuple)
        assert [fault.code for fault in found] == ["package-checksum"]


def test_the_same_rows_in_sheets_with_other_namespaces_are_not_the_same() -> None:
    row = '<row r="3" x14ac:dyDescent="0.2" '
    declared = changed(SHEET, '<row r="3" ', row)
    with_prefix = zipped(
        {**parts_of(declared), SHEET: parts_of(declared)[SHEET].replace(b"<worksheet ", b'<worksheet xmlns:x14ac="x" ')}
    )
    assert isinstance(read_after(with_prefix), WorkbookData)
    broken = read_after(declared, with_prefix)
    assert isinstance(broken, tuple)
    assert broken[0].code == "package-xml"


def test_what_is_kept_is_found_by_an_equal_key() -> None:
    memory: Remembered[bytes, str] = Remembered(100)
    memory.keep(b"a", "one", 10)
    assert memory.get(bytes([97])) == "one"
    assert memory.get(b"b") is None


def test_what_was_asked_for_lately_stays_and_the_rest_goes() -> None:
    memory: Remembered[int, int] = Remembered(100)
    for number in range(1000):
        memory.keep(number, number, 10)
        assert memory.get(0) == 0
    kept = [number for number in range(1000) if memory.get(number) is not None]
    assert len(kept) <= 10
    assert {0, 999} <= set(kept)


def test_everything_is_forgotten_where_no_more_files_are_to_be_read() -> None:
    read(FORM)
    read(FORM)
    own: Remembered[int, int] = Remembered(100)
    own.keep(1, 2, 10)
    remembered.forget()
    assert own.get(1) is None
    assert not any(memory._new or memory._old for memory in MEMORIES)


def test_what_is_too_large_is_not_kept() -> None:
    memory: Remembered[int, int] = Remembered(100)
    assert memory.keep(1, 2, 51) == 2
    assert memory.get(1) is None


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 60), st.booleans()), max_size=60))
def test_never_more_is_kept_than_was_allowed(steps: list[tuple[int, int, bool]]) -> None:
    memory: Remembered[int, int] = Remembered(100)
    sizes: dict[int, int] = {}
    for key, size, ask in steps:
        if not ask and memory.get(key) is None:
            memory.keep(key, size, size)
            sizes[key] = size
        found = memory.get(key)
        assert found is None or found == sizes[key]
        assert sum(sizes[kept] for kept in {*memory._new, *memory._old}) <= 100


def test_the_memory_of_rows_holds_no_more_than_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many shapes of row are sent in, those of the last file are the most that stays beyond the bound."""
    monkeypatch.setattr(shapes, "_SHAPES", Remembered(20_000))
    rows = "".join(f'<row r="{n}" ht="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 500))
    sheet = f'<worksheet xmlns="{NAMESPACES[0]}"><sheetData>{rows}</sheetData></worksheet>'
    assert sum(1 for _ in shapes.plain_rows(sheet.encode())) == 499
    kept = {*shapes._SHAPES._new, *shapes._SHAPES._old}
    assert 0 < len(kept) < 40


@pytest.mark.parametrize(
    "cell", ['<c r="{}"><f>{}</f></c>', '<c r="{}"><v>{}</v></c>', '<c r="{}" t="s"><v>{}</v></c>']
)
def test_a_row_takes_no_more_than_it_is_counted_for(cell: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cells without a value of their own count too: it is by them that a hostile file would fill the memory."""
    cells = ["".join(cell.format(f"{letters(c)}{n}", n * 1000 + c) for c in range(1, 400)) for n in range(1, 30)]
    rows = "".join(f'<row r="{n}">{own}</row>' for n, own in enumerate(cells, 1))
    sheet = f'<worksheet xmlns="{NAMESPACES[0]}"><sheetData>{rows}</sheetData></worksheet>'.encode()
    for memory in ("_ROWS", "_SHAPES"):
        monkeypatch.setattr(shapes, memory, Remembered(2**27))
    tracemalloc.start()
    try:
        for _ in range(2):
            assert sum(1 for _ in shapes.plain_rows(sheet)) == 29
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(shapes._ROWS._new) == 29
    assert held < 1.5 * (shapes._ROWS._held + shapes._SHAPES._held)


def test_a_row_that_came_once_is_not_kept_and_one_that_came_twice_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shapes, "_MOST_SEEN", 3)
    sheets = [
        f'<worksheet xmlns="{NAMESPACES[0]}"><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        f'<row r="2"><c r="A2"><v>{n}</v></c></row></sheetData></worksheet>'.encode()
        for n in range(2)
    ]
    first = [[row.cells for row in shapes.plain_rows(sheet)] for sheet in sheets]
    assert first == [[None, None], [{(1, 1): CellData("number", "1")}, None]]
    kept = {*shapes._ROWS._new, *shapes._ROWS._old}
    assert kept == {b'<row r="1"><c r="A1"><v>1</v></c>'}


def test_of_the_rows_that_came_once_no_more_are_noted_than_was_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shapes, "_MOST_SEEN", 10)
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 100))
    sheet = f'<worksheet xmlns="{NAMESPACES[0]}"><sheetData>{rows}</sheetData></worksheet>'
    assert sum(1 for _ in shapes.plain_rows(sheet.encode())) == 99
    assert 0 < len(shapes._SEEN) <= 10
