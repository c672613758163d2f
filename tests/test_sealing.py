"""Signatures: a form made with the office's key is known, and any other is not."""

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.returns.forms import ANSWERED, FAULTS, FAULTS_TOTAL, FORM, LED, SKIN, STANDARD, UNITS, stamp, told
from tests.returns.raw import part_changed, put
from xlrubric.accounting import FileAccount, Status
from xlrubric.build import Prefill, form_values, unit_workbooks
from xlrubric.cli import run
from xlrubric.cli.texts import Texts
from xlrubric.collector import Collector
from xlrubric.entries import Reading
from xlrubric.intake import Arrived
from xlrubric.layout.form import Form
from xlrubric.problems import Place, Refusal
from xlrubric.sealing import LEAST, read_key, seal_fault, sealed, signature
from xlrubric.shipped_files import shipped
from xlrubric.writer import render

KEY, OTHER = b"a key of the office", b"a key of last year"
IDENTITY = SKIN.labels["identity"]
FACTS = {"rubric": "r", "unit.0.id": "U1", "unit.0.name": "甲"}


def signed(form: Form = FORM, key: bytes | None = KEY) -> bytes:
    made = sealed(form, key)
    values = form_values(made, Prefill({unit.id: {n: Reading(v) for n, v in FAULTS.items()} for unit in made.units}))
    return render(made, values, stamp())


def collected(data: bytes, key: bytes | None = KEY) -> FileAccount:
    collector = Collector(STANDARD, SKIN, UNITS, "review", None, key)
    got = collector.read(Arrived("a.xlsx", data))
    collector.close()
    assert all(one.total == FAULTS_TOTAL for one in got.returns)
    return got.account


@pytest.mark.parametrize("form", [FORM, LED])
def test_a_form_made_with_the_key_is_scored_without_a_word(form: Form) -> None:
    account = collected(signed(form))
    assert (account.status, account.problems) == (Status.SCORED, ())


def test_without_a_key_a_signature_is_nothing_to_speak_of() -> None:
    account = collected(signed(), None)
    assert (account.status, account.problems) == (Status.SCORED, ())


def test_without_a_key_a_form_is_made_as_it_always_was() -> None:
    assert sealed(FORM, None) is FORM
    assert signed(FORM, None) == render(FORM, form_values(FORM, Prefill({"U01": dict_of()})), stamp())


def dict_of() -> Mapping[str, Reading]:
    return {n: Reading(v) for n, v in FAULTS.items()}


def test_a_form_without_a_signature_or_with_another_keys_is_named_and_flagged() -> None:
    unsigned, forged = collected(signed(key=None)), collected(signed(key=OTHER))
    assert (unsigned.status, told(unsigned.problems)) == (Status.FLAGGED, [("form-unsigned", IDENTITY)])
    assert (forged.status, told(forged.problems)) == (Status.FLAGGED, [("form-forged", f"{IDENTITY}!B12")])


@pytest.mark.parametrize("row", range(2, 11))
def test_any_fact_of_the_identity_that_was_changed_breaks_the_signature(row: int) -> None:
    account = collected(put(signed(), (IDENTITY, f"B{row}"), "U02" if row == 6 else "changed"), KEY)
    codes = {problem.code for problem in account.problems}
    assert "form-forged" in codes or account.status is Status.NOT_A_FORM


def test_a_fact_added_to_the_identity_breaks_the_signature() -> None:
    more = '<row r="20"><c r="A20" t="str"><v>lead</v></c><c r="B20" t="str"><v>x</v></c></row></sheetData>'
    number = [sheet.name for sheet in FORM.sheets].index(IDENTITY) + 1
    data = part_changed(signed(), f"xl/worksheets/sheet{number}.xml", lambda xml: xml.replace("</sheetData>", more))
    assert "form-forged" in {problem.code for problem in collected(data).problems}


def test_what_is_filled_in_does_not_touch_the_signature() -> None:
    one, other = (sealed(FORM, KEY) for _ in range(2))
    assert one == other or one.sheets == other.sheets
    data = render(one, form_values(one, Prefill({"U01": {n: Reading(v) for n, v in ANSWERED.items()}})), stamp())
    collector = Collector(STANDARD, SKIN, UNITS, "review", None, KEY)
    assert collector.read(Arrived("a.xlsx", data)).account.problems == ()


def test_each_unit_has_its_own_signature() -> None:
    texts = [re.findall(rb"[0-9a-f]{64}", part) for part in map(strings_of, (0, 1))]
    assert len(texts[0]) == len(texts[1]) == 1
    assert texts[0] != texts[1]


def strings_of(number: int) -> bytes:
    (built,) = unit_workbooks(STANDARD, SKIN, [UNITS[number]], Prefill(), stamp(), key=KEY)
    with zipfile.ZipFile(io.BytesIO(built.data)) as archive:
        return bytes(archive.read("xl/sharedStrings.xml"))


def test_the_signature_stands_on_everything_but_blanks_and_order() -> None:
    assert signature(FACTS, KEY) == signature(dict(reversed(FACTS.items())), KEY)
    assert signature(FACTS, KEY) == signature({**FACTS, "unit.0.name": " 甲\r\n", "signature": "x"}, KEY)
    others = [{**FACTS, "rubric": "s"}, {**FACTS, "more": ""}, {"rubric": "r"}, {**FACTS, "unit.0.name": "甲 乙"}]
    assert len({signature(facts, KEY) for facts in (FACTS, *others)}) == 5
    assert signature({"a": "b\nc\td"}, KEY) != signature({"a": "b", "c": "d"}, KEY)
    assert signature(FACTS, KEY) != signature(FACTS, OTHER)


@pytest.mark.parametrize("stated", ["", "0" * 64, "é", "x"])
def test_a_wrong_signature_is_a_fault_and_none_without_a_key(stated: str) -> None:
    fault = seal_fault({**FACTS, "signature": stated}, Place("a.xlsx"), KEY)
    assert fault is not None
    assert fault.code == ("form-forged" if stated else "form-unsigned")
    assert seal_fault({**FACTS, "signature": stated}, Place("a.xlsx"), None) is None


@pytest.mark.parametrize(
    ("content", "fits"), [(b"x" * LEAST, True), (b" " + b"x" * LEAST + b"\r\n", True), (b"", False)]
)
def test_a_key_is_what_stands_in_its_file(tmp_path: Path, content: bytes, fits: bool) -> None:
    path = tmp_path / "key.txt"
    path.write_bytes(content)
    if fits:
        assert read_key(path) == b"x" * LEAST
        return
    with pytest.raises(Refusal):
        read_key(path)


@pytest.mark.parametrize("size", [LEAST - 1, 5000])
def test_a_key_too_short_or_too_long_is_refused(tmp_path: Path, size: int) -> None:
    (tmp_path / "key").write_bytes(b"x" * size)
    with pytest.raises(Refusal) as caught:
        read_key(tmp_path / "key")
    assert [problem.code for problem in caught.value.problems] == ["key-unfit"]


def test_a_key_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal):
        read_key(tmp_path / "key")


def test_the_commands_sign_and_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("key").write_bytes(KEY)
    Path("other").write_bytes(OTHER)
    Path("u.csv").write_text("id,name\nU01,州财政局\n", encoding="utf-8")
    rubric, texts = str(shipped("rubrics") / "xiangxi-2018.yaml"), Texts("en")
    assert run(["build", rubric, "--units", "u.csv", "-o", "out", "--key-file", "key"], texts) == 0
    said = []
    for key in ("key", "other"):
        arguments = ["collect", "out", "--rubric", rubric, "--units", "u.csv", "-o", f"{key}.xlsx", "--key-file", key]
        assert run(arguments, texts) == 1  # nothing is filled in
        captured = capsys.readouterr()
        said.append("form-forged" in captured.out + captured.err)
    assert said == [False, True]
    assert run(["build", rubric, "--units", "u.csv", "-o", "o2", "--key-file", "nowhere"], texts) != 0
    assert not Path("o2").exists()


def test_a_signature_is_the_same_in_every_run_and_version() -> None:
    """Forms are out for months: what was signed last year must be known by the program of this year."""
    known = "e81338e2280c74f9d8e9f44c805fd2d36a4f523be39050871f1d003b0a74a796"
    assert signature(FACTS, KEY) == known
    assert signature(dict(reversed(FACTS.items())) | {"identity": "x", "signature": "y"}, KEY) == known
