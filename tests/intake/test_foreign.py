"""Other formats: cells as an .xlsx would hold them, and our own forms through LibreOffice with the same scores."""

import io
import re
import time
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

from tests.intake.beside import gathered, with_two_good
from tests.intake.made import biff, label_record, number_record, packed, spreadsheet, truth_record
from tests.office.headless import _convert
from tests.office.programs import needs
from tests.returns.forms import FAULTS, FAULTS_TOTAL, STANDARD, UNITS, collector_of, filled, lead_workbook
from xlrubric.accounting import FileAccount, Status
from xlrubric.collect import Collection, settled
from xlrubric.foreign.reading import read_any
from xlrubric.foreign.wire import answer, answered
from xlrubric.intake import Arrived
from xlrubric.messages import needs_person
from xlrubric.problems import Refusal
from xlrubric.xlsx import WorkbookData
from xlrubric.xlsx.workbook import read_workbook


def read(data: bytes) -> WorkbookData:
    """Read as the worker does, and send the result through the wire."""
    return answered(answer(read_any(data, "a", ())))


def refused(data: bytes) -> str:
    with pytest.raises(Refusal) as caught:
        read(data)
    return caught.value.problems[0].code


# --- one cell each ------------------------------------------------------------------------------------------

CELLS = [
    ('office:value-type="float" office:value="2.5"', "2,5", ("number", Decimal("2.5"), None)),
    ('office:value-type="float" office:value="0.30000000000000004"', "0.3", ("number", Decimal("0.3"), None)),
    ('office:value-type="float" office:value="1_000"', "1000", ("error", "1_000", None)),
    ('office:value-type="float" office:value="nan"', "nan", ("error", "nan", None)),
    ('office:value-type="currency" office:value="7"', "￥7", ("number", Decimal(7), None)),
    ('office:value-type="percentage" office:value="0.5"', "50%", ("number", Decimal("0.5"), "percent")),
    ('office:value-type="date" office:date-value="2018-10-01"', "1.10.18", ("number", Decimal(43374), "date")),
    ('office:value-type="date" office:date-value="2018-10-01T12:00:00"', "", ("number", Decimal("43374.5"), "date")),
    ('office:value-type="date" office:date-value="2018-99-01"', "", ("error", "2018-99-01", None)),
    ('office:value-type="time" office:time-value="PT06H00M00S"', "6:00", ("number", Decimal("0.25"), "date")),
    ('office:value-type="time" office:time-value="6:00"', "6:00", ("error", "6:00", None)),
    ('office:value-type="boolean" office:boolean-value="true"', "WAHR", ("bool", True, None)),
    ('office:value-type="boolean" office:boolean-value="1"', "", ("error", "1", None)),
    ('office:value-type="string"', "有", ("text", "有", None)),
    ('office:value-type="string" office:string-value="无"', "有", ("text", "无", None)),
    ('office:value-type="string"', "a<text:s text:c='3'/>b<text:tab/>c", ("text", "a   b\tc", None)),
    ('office:value-type="string"', "a</text:p><text:p>b<text:span>c</text:span>", ("text", "a\nbc", None)),
    ('office:value-type="string" calcext:value-type="error"', "#DIV/0!", ("error", "#DIV/0!", None)),
]
CALCEXT = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'


@pytest.mark.parametrize(("attributes", "text", "wanted"), CELLS)
def test_a_cell_of_an_ods_is_what_an_xlsx_would_hold(
    attributes: str, text: str, wanted: tuple[str, object, str | None]
) -> None:
    (sheet,) = read(spreadsheet({f"{CALCEXT} {attributes}": text})).sheets
    cell = sheet.cells[1, 1]
    assert (cell.kind, cell.value, sheet.formats.get((1, 1))) == wanted
    assert cell.formula is None


def test_a_comment_is_no_part_of_a_cell_and_a_formula_is_seen() -> None:
    note = "<office:annotation><text:p>note</text:p></office:annotation><text:p>x"
    data = spreadsheet({'office:value-type="string" table:formula="of:=[.A2]"': f"有</text:p>{note}"})
    cell = read(data).sheets[0].cells[1, 1]
    assert (cell.text, cell.formula) == ("有\nx", "[.A2]")


def test_repeated_cells_stand_where_they_are_repeated_and_blanks_cost_nothing() -> None:
    content = """<o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
        xmlns:t="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
        xmlns:x="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><o:body><o:spreadsheet>
        <t:tracked-changes><t:table t:name="old"><t:table-row><t:table-cell o:value-type="float" o:value="9"/>
        </t:table-row></t:table></t:tracked-changes>
        <t:table t:name="甲"><t:table-column t:number-columns-repeated="2"/><t:table-column t:visibility="collapse"/>
        <t:table-row t:number-rows-repeated="1048570"/><t:table-row t:number-rows-repeated="2" t:visibility="filter">
        <t:table-cell t:number-columns-repeated="1000"/>
        <t:table-cell t:number-columns-repeated="2" o:value-type="float" o:value="5"/></t:table-row></t:table>
        </o:spreadsheet></o:body></o:document-content>"""
    (sheet,) = read(spreadsheet({}, content=content)).sheets
    assert set(sheet.cells) == {(r, c) for r in (1_048_571, 1_048_572) for c in (1001, 1002)}
    assert [p.code for p in sheet.problems] == ["sheet-far-cell"]
    assert sheet.hidden == (frozenset({1_048_571, 1_048_572}), frozenset({3}))


@pytest.mark.parametrize(
    ("cell", "text", "code"),
    [
        ('table:number-columns-repeated="16384" office:value-type="float" office:value="1"', "", "package-cell-count"),
        ('office:value-type="string"', "<text:span>" * 300 + "</text:span>" * 300, "package-nesting"),
        ('table:number-columns-repeated="16384" office:value-type="string"', "长" * 9000, "package-content"),
    ],
)
def test_what_would_fill_the_memory_is_refused(cell: str, text: str, code: str) -> None:
    assert refused(spreadsheet({f"{cell} n='{n}'": text for n in range(20)})) == code


def test_who_saved_an_ods_and_when_is_read() -> None:
    book = read(spreadsheet({}, meta="<dc:creator>张三</dc:creator><dc:date>2018-10-01T08:00:00</dc:date>"))
    assert book.saved_at is not None
    assert (book.saved_by, book.saved_at.isoformat()) == ("张三", "2018-10-01T08:00:00+00:00")


def test_an_ods_whose_checksum_is_wrong_is_refused() -> None:
    data = spreadsheet({'office:value-type="float" office:value="2"': "2"})
    assert refused(data.replace(b'office:value="2"', b'office:value="3"')) == "package-checksum"


def test_a_cell_of_an_xls_is_what_an_xlsx_would_hold() -> None:
    records = (
        number_record(0, 0, 2.5),
        number_record(1, 0, 0.1 + 0.2),
        number_record(2, 0, float("nan")),
        number_record(3, 0, 7.0),
        label_record(4, 0, "a"),
        label_record(5, 0, "#N/A"),
        truth_record(6, 0, 1),
        truth_record(7, 0, 0),
        truth_record(8, 0, 7, error=1),
    )
    book = read(biff(*records))
    cells = book.sheets[0].cells
    assert [(cells[n, 1].kind, cells[n, 1].value) for n in range(1, 10)] == [
        ("number", Decimal("2.5")),
        ("number", Decimal("0.3")),
        ("error", "nan"),
        ("number", Decimal(7)),
        ("text", "a"),
        ("error", "#N/A"),
        ("bool", True),
        ("bool", False),
        ("error", "#DIV/0!"),
    ]
    assert [p.code for p in book.sheets[0].problems] == ["sheet-number"]
    assert book.by_value


def test_the_wire_loses_nothing() -> None:
    book = read_workbook(filled(FAULTS), "a.xlsx")
    assert answered(answer(book)) == book


def test_a_binary_workbook_without_a_workbook_is_damaged() -> None:
    assert refused(packed(("[Content_Types].xml", b"<Types/>"), ("xl/workbook.bin", b"x"))) == "package-damaged"


# --- our own forms ------------------------------------------------------------------------------------------

SENT = {
    "single": filled(FAULTS),
    "blank": filled({}, number=1),
    "third": filled(FAULTS, number=2),
    "lead": lead_workbook({"U01": FAULTS, "U02": {"review.choice:1.1.2": "有"}}),
}


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("converted")
    sources = []
    for name, data in SENT.items():
        (folder / f"{name}.xlsx").write_bytes(data)
        sources.append(folder / f"{name}.xlsx")
    made = [path for kind in ("xls", "ods") for path in _convert(sources, folder / kind, kind, kind, None)]
    return {path.name: path.read_bytes() for path in made}


def collected(data: bytes, name: str) -> tuple[FileAccount, Collection]:
    collection = settled(STANDARD, UNITS, [collector_of(STANDARD).read(Arrived(name, data))])
    return collection.files[0], collection


@needs("soffice")
@pytest.mark.xdist_group("intake-office")
@pytest.mark.parametrize("kind", ["xls", "ods"])
@pytest.mark.parametrize("name", SENT)
def test_a_form_saved_in_another_format_has_the_same_score_and_no_false_alarm(
    converted: dict[str, bytes], name: str, kind: str
) -> None:
    sent, as_sent = collected(SENT[name], "a.xlsx")
    account, collection = collected(converted[f"{name}.{kind}"], f"a.{kind}")
    assert account.status == sent.status
    assert [p.code for p in account.problems if needs_person(p)] == [p.code for p in sent.problems if needs_person(p)]
    assert [p.code for p in account.problems if p.code == "checked-by-value"] == ["checked-by-value"]
    for unit, returned in as_sent.returns.items():
        ours = collection.returns[unit]
        assert (ours.total, ours.filled, ours.score) == (returned.total, returned.filled, returned.score)
        assert {n: r.value for n, r in ours.readings.items()} == {n: r.value for n, r in returned.readings.items()}
        assert (ours.remarks, ours.signed) == (returned.remarks, returned.signed)
    assert (account.saved_by, account.saved_at) == (sent.saved_by, sent.saved_at)


@needs("soffice")
@pytest.mark.xdist_group("intake-office")
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_a_form_in_another_format_stands_beside_good_ones(
    tmp_path: Path, converted: dict[str, bytes], kind: str
) -> None:
    (account,) = with_two_good(tmp_path, f"改名.{kind}x", converted[f"third.{kind}"])
    assert (account.status, account.units) == (Status.SCORED, ("U03",))


@needs("soffice")
@pytest.mark.xdist_group("intake-office")
def test_an_entry_altered_behind_the_figures_of_an_ods_is_flagged(converted: dict[str, bytes]) -> None:
    account, collection = collected(altered(converted["single.ods"]), "a.ods")
    assert collection.returns["U01"].total != FAULTS_TOTAL
    assert account.status is Status.FLAGGED
    assert "value-differs" in {p.code for p in account.problems}


def altered(data: bytes) -> bytes:
    """Change one entry in the file, and none of the figures that follow from it."""
    members = unpacked(data)
    content = members["content.xml"].decode()
    entry = re.compile(r'(<table:table-cell(?:(?!formula)[^>])*office:value=)"1\.5"')
    content, count = entry.subn(r'\1"2.5"', content)
    assert count == 1
    return packed(*((n, content.encode() if n == "content.xml" else d) for n, d in members.items()))


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_two_good_ones_are_there_at_all(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(filled(FAULTS))
    assert gathered([tmp_path]).returns["U01"].total == FAULTS_TOTAL


def test_a_stray_cell_in_the_last_corner_of_an_xls_costs_one_cell() -> None:
    began = time.process_time()
    (sheet,) = read(biff(label_record(0, 0, "a"), number_record(16_383, 255, 1))).sheets
    assert sorted(sheet.cells) == [(1, 1), (16_384, 256)]
    assert time.process_time() - began < 1  # with all rows as long as the longest it takes five


@pytest.mark.parametrize(
    "inner",
    [
        '<table:table-cell office:value-type="float" office:value="1"/>',
        '<table:table table:is-sub-table="true"><table:table-row/></table:table>',
    ],
)
def test_a_cell_within_a_cell_of_an_ods_is_flagged(inner: str) -> None:
    (sheet,) = read(spreadsheet({'office:value-type="float" office:value="2"': f"2</text:p>{inner}<text:p>"})).sheets
    assert sheet.cells[1, 1].value == 2
    assert [(p.code, p.place.cell) for p in sheet.problems] == [("sheet-nesting", "A1")]
