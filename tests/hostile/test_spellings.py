"""One table of spellings: what each is read as in a workbook's cell and in a table of entries, or that it is refused.

What stands here as refused must be refused: a spelling that is suddenly read fails as one that is suddenly not. Each
verdict has its reason, so that whoever wants to change it knows what it protects.
"""

from decimal import Decimal

import pytest

from xlrubric.entries import Reading, Value, read_entry, read_percentage, read_table_value
from xlrubric.graph import Entry
from xlrubric.rules import Box

CHOICE = Entry("review.choice:1", "1", "review", Box("choice", options=("无", "有")))
ENGLISH = Entry("review.choice:1", "1", "review", Box("choice", options=("no", "yes")))
COUNT = Entry("review.number:1", "1", "review", Box("number", unit="次"))
LARGE = Entry("review.number:1", "1", "review", Box("number", high=Decimal(99_999_999), unit="元"))
POINTS = Entry("review.number:1", "1", "review", Box("number", Decimal(0), Decimal(5), whole=False, unit="@points"))
RATE = Entry("review.number:1", "1", "review", Box("number", high=Decimal(1000), whole=False, unit="%", gap=True))
MEASURE = Entry(
    "review.number:1", "1", "review", Box("number", Decimal(-99999), Decimal(99999), whole=False, unit="万元")
)
LEVEL = Entry("review.choice:1", "1", "review", Box("choice", options=("国家级", "Level A", "（一）级")))
REFUSED = "refused"

# box, what is typed, what it is read as, why
NUMBERS: tuple[tuple[Entry, str, str, str], ...] = (
    (COUNT, "2", "2", "as it is"),
    (COUNT, "２", "2", "full width"),
    (COUNT, "１２", "12", "full width"),
    (COUNT, "𝟐", "2", "a mathematical font"),
    (COUNT, "①", "1", "one circled digit"),
    (COUNT, "①②", REFUSED, "1 and 2, or 12"),
    (COUNT, "2²", REFUSED, "a power is not 22"),
    (COUNT, "²", REFUSED, "a footnote"),
    (COUNT, "½", REFUSED, "a fraction"),
    (COUNT, " 2 ", "2", "blanks around"),
    (COUNT, "\u30002", "2", "the wide blank"),
    (COUNT, "2\u00a0", "2", "the blank that keeps words together"),
    (COUNT, "\u200b2\ufeff", "2", "signs that nobody sees"),
    (COUNT, "\t2\n", "2", "an end of line behind it"),
    (COUNT, "1\u200b2", "12", "a sign that nobody sees, within"),
    (COUNT, "\u202e12", REFUSED, "a sign that turns the order round: 21 is what is seen"),
    (COUNT, "1 2", REFUSED, "two numbers"),
    (COUNT, "2\n3", REFUSED, "two numbers"),
    (COUNT, "1 200", REFUSED, "two numbers, or a thousand"),
    (COUNT, "2次", "2", "the unit behind it"),
    (COUNT, "2 次", "2", "the unit behind it"),
    (COUNT, "２　次", "2", "the unit behind it"),
    (COUNT, "2人", REFUSED, "another unit"),
    (COUNT, "2次次", REFUSED, "no unit twice"),
    (COUNT, "次", REFUSED, "a unit alone"),
    (COUNT, "次2", REFUSED, "the unit stands behind"),
    (COUNT, "第2次", REFUSED, "the second is not two"),
    (COUNT, "2分", REFUSED, "points where times are asked for"),
    (POINTS, "2分", "2", "points"),
    (POINTS, "2.5 分", "2.5", "points"),
    (POINTS, "2 PTS", "2", "points, in capitals"),
    (COUNT, "+2", "2", "a plus"),
    (COUNT, "＋2", "2", "a full-width plus"),
    (COUNT, "+ 2", REFUSED, "a sign stands at its number"),
    (COUNT, "-0", "0", "no negative nought"),
    (COUNT, "-1", REFUSED, "out of range"),
    (MEASURE, "-3.25", "-3.25", "a minus"),
    (MEASURE, "－3.25", "-3.25", "a full-width minus"),
    (MEASURE, "\u22123.25", "-3.25", "the true minus"),
    (MEASURE, "\u20133.25", "-3.25", "the short dash that word processors make of a minus"),
    (MEASURE, "\u20143.25", REFUSED, "the long dash is a dash"),
    (MEASURE, "--3", REFUSED, "two signs"),
    (MEASURE, "3.25-", REFUSED, "a sign stands before its number"),
    (MEASURE, "(3.25)", REFUSED, "a bookkeeper's minus, or a remark"),
    (COUNT, "2.", "2", "a trailing point"),
    (COUNT, "2.0", "2", "no fraction"),
    (COUNT, "002", "2", "noughts before"),
    (COUNT, "2.5", REFUSED, "a fraction where whole numbers are asked for"),
    (POINTS, ".5", "0.5", "a leading point"),
    (POINTS, "2。5", "2.5", "the point of a Chinese input method"),
    (POINTS, "2·5", REFUSED, "a middle point multiplies as well"),
    (POINTS, "2.5.1", REFUSED, "a numbering"),
    (POINTS, "2,5", "2.5", "a comma before one digit can only be a decimal mark"),
    (POINTS, "2，5", "2.5", "and a full-width one"),
    (POINTS, "2、5", REFUSED, "a list"),
    (COUNT, "2,5", REFUSED, "a list, where no fraction may stand"),
    (POINTS, "0,125", "0.125", "no thousand begins with nought"),
    (LARGE, "1,200", REFUSED, "1200 or 1.2"),
    (LARGE, "1，200", REFUSED, "1200 or 1.2"),
    (MEASURE, "1,200", REFUSED, "1200 or 1.2"),
    (LARGE, "1,234,567", "1234567", "two commas can only be thousands"),
    (LARGE, "12,34,567", REFUSED, "no thousands"),
    (MEASURE, "1,234.5", "1234.5", "a comma before a point can only be thousands"),
    (MEASURE, "1.234,5", REFUSED, "no language of the forms writes so"),
    (MEASURE, "1'234", REFUSED, "no language of the forms writes so"),
    (MEASURE, "3万元", "3", "the unit behind it"),
    (MEASURE, "3万", REFUSED, "half a unit: 30000 or 3"),
    (MEASURE, "¥3", REFUSED, "a currency"),
    (RATE, "78.5%", "78.5", "per cent where per cent is asked for"),
    (RATE, "７８．５％", "78.5", "per cent, full width"),
    (RATE, "78,5 %", "78.5", "per cent with a comma"),
    (RATE, "0.785", REFUSED, "a share, or less than one per cent"),
    (RATE, "785‰", REFUSED, "per mille"),
    (COUNT, "2%", REFUSED, "per cent where times are asked for"),
    (COUNT, "三", REFUSED, "numerals in words: 一 is how a dash is drawn, too"),
    (COUNT, "一", REFUSED, "one, or a dash"),
    (COUNT, "两次", REFUSED, "numerals in words"),
    (COUNT, "Ⅲ", REFUSED, "a numbering"),
    (COUNT, "٣", REFUSED, "digits of another script"),
    (COUNT, "O", REFUSED, "a letter"),
    (COUNT, "l", REFUSED, "a letter"),
    (COUNT, "1e2", REFUSED, "an exponent: nobody types it, programs make it of 1E2, a room"),
    (COUNT, "1E+02", REFUSED, "an exponent"),
    (COUNT, "0x2", REFUSED, "a program's number"),
    (COUNT, "1_0", REFUSED, "a program's number"),
    (COUNT, "NaN", REFUSED, "no number"),
    (COUNT, "inf", REFUSED, "no number"),
    (COUNT, "∞", REFUSED, "no number"),
    (COUNT, "#N/A", REFUSED, "an error"),
    (COUNT, "2018-11-30", REFUSED, "a day"),
    (COUNT, "1-2", REFUSED, "1 to 2, or a day"),
    (COUNT, "1/2", REFUSED, "a half, or a day"),
    (COUNT, "2~3", REFUSED, "a range"),
    (COUNT, "约2", REFUSED, "about"),
    (COUNT, "2+", REFUSED, "more than"),
    (COUNT, ">2", REFUSED, "more than"),
    (COUNT, "=1+1", REFUSED, "a formula as text"),
    (COUNT, "'2", REFUSED, "a mark of text within a text"),
    (COUNT, "无", REFUSED, "none, or nothing to say: a blank is not 0"),
    (COUNT, "/", REFUSED, "a stroke through the box"),
    (COUNT, "—", REFUSED, "a stroke through the box"),
    (COUNT, "x", REFUSED, "a cross"),
    (COUNT, "TRUE", REFUSED, "no number"),
    (COUNT, "10000", REFUSED, "out of range"),
    (COUNT, "1234567890", REFUSED, "more digits than any entry has"),
    (COUNT, "9" * 5000, REFUSED, "more digits than any entry has"),
    (MEASURE, "0.1234567", REFUSED, "more places than any entry has"),
)

WORDS: tuple[tuple[Entry, str, str, str], ...] = (
    (CHOICE, "有", "有", "as it is"),
    (CHOICE, " 有\u3000", "有", "blanks around"),
    (CHOICE, "\u200b无", "无", "a sign that nobody sees"),
    (CHOICE, "無", "无", "the form's word in the other script"),
    (CHOICE, "没有", "无", "the same word, spoken"),
    (CHOICE, "沒有", "无", "the same word, spoken"),
    (CHOICE, "no", "无", "the form's word in English"),
    (CHOICE, "YES", "有", "the form's word in English"),
    (CHOICE, "ｙｅｓ", "有", "full width"),
    (CHOICE, "N", "无", "short for no"),
    (CHOICE, "y", "有", "short for yes"),
    (CHOICE, "0", "无", "a spreadsheet's no"),
    (CHOICE, "１", "有", "a spreadsheet's yes"),
    (CHOICE, "FALSE", "无", "a spreadsheet's no"),
    (CHOICE, "TRUE", "有", "a spreadsheet's yes"),
    (ENGLISH, "有", "yes", "the form's word in Chinese"),
    (ENGLISH, "none", REFUSED, "no option"),
    (CHOICE, "2", REFUSED, "a count in the wrong column"),
    (CHOICE, "是", REFUSED, "found, or in order"),
    (CHOICE, "否", REFUSED, "not found, or not in order"),
    (CHOICE, "√", REFUSED, "found, or in order"),
    (CHOICE, "✓", REFUSED, "found, or in order"),
    (CHOICE, "☑", REFUSED, "found, or in order"),
    (CHOICE, "×", REFUSED, "a fault, or not found"),
    (CHOICE, "x", REFUSED, "a fault, or not found"),
    (CHOICE, "✗", REFUSED, "a fault, or not found"),
    (CHOICE, "对", REFUSED, "found, or in order"),
    (CHOICE, "合格", REFUSED, "the answer to another question"),
    (CHOICE, "有？", REFUSED, "a doubt"),
    (CHOICE, "无有", REFUSED, "both"),
    (CHOICE, "有1次", REFUSED, "a count in the wrong column"),
    (CHOICE, "N/A", REFUSED, "does not apply"),
    (CHOICE, "不适用", REFUSED, "does not apply"),
    (CHOICE, "—", REFUSED, "a stroke through the box"),
    (CHOICE, "右", REFUSED, "another word"),
    (CHOICE, "元", REFUSED, "another word"),
    (LEVEL, "国家级 ", "国家级", "blanks around"),
    (LEVEL, "level a", "Level A", "small letters"),
    (LEVEL, "(一)级", "（一）级", "narrow brackets"),
    (LEVEL, "国家", REFUSED, "half a word"),
    (LEVEL, "1", REFUSED, "a level is no count"),
    (LEVEL, "有", REFUSED, "a level is not found or not found"),
)


def wanted(entry: Entry, verdict: str) -> Value:
    if verdict == REFUSED:
        return None
    return verdict if entry.options else Decimal(verdict)


@pytest.mark.parametrize(("entry", "typed", "verdict", "why"), [*NUMBERS, *WORDS])
def test_a_spelling_in_a_cell_has_its_verdict_and_whatever_was_changed_is_said(
    entry: Entry, typed: str, verdict: str, why: str
) -> None:
    reading = read_entry(entry, typed)
    assert reading.value == wanted(entry, verdict), why
    as_is = typed in entry.options
    code = "" if as_is else "entry-refused" if verdict == REFUSED else "entry-normalised"
    assert reading.code == code
    assert bool(reading.typed) is not as_is


@pytest.mark.parametrize(("entry", "typed", "verdict", "why"), [*NUMBERS, *WORDS])
def test_a_table_of_entries_reads_the_same(entry: Entry, typed: str, verdict: str, why: str) -> None:
    (reading,) = read_table_value((entry,), typed).values()
    assert reading.value == wanted(entry, verdict), why
    assert (reading.code == "entry-refused") is (verdict == REFUSED)


@pytest.mark.parametrize(("entry", "typed", "verdict", "why"), NUMBERS)
def test_a_count_beside_a_choice_is_read_as_one_that_stands_alone(
    entry: Entry, typed: str, verdict: str, why: str
) -> None:
    """In a table one column serves both; the words of the choice are the only ones that it takes besides."""
    if typed in ("无", "有", "TRUE"):
        return
    found = read_table_value((CHOICE, entry), typed)
    assert found[entry.name].value == wanted(entry, verdict) if entry.name in found else verdict == "0", why


STORED: tuple[tuple[Entry, Value, str, str], ...] = (
    (COUNT, Decimal(2), "2", "a number"),
    (COUNT, Decimal("2.0"), "2", "a number"),
    (COUNT, Decimal("1E2"), "100", "a stored number may have an exponent: it is a number"),
    (COUNT, Decimal("2.5"), REFUSED, "a fraction"),
    (COUNT, Decimal(43434), REFUSED, "a day, or out of range"),
    (COUNT, True, REFUSED, "a truth is no number"),
    (CHOICE, True, "有", "a spreadsheet's yes"),
    (CHOICE, False, "无", "a spreadsheet's no"),
    (CHOICE, Decimal(1), "有", "a spreadsheet's yes"),
    (CHOICE, Decimal(0), "无", "a spreadsheet's no"),
    (CHOICE, Decimal(2), REFUSED, "a count in the wrong column"),
    (CHOICE, Decimal("0.5"), REFUSED, "no choice"),
    (LEVEL, True, REFUSED, "no level"),
    (LEVEL, Decimal(1), REFUSED, "no level"),
)


@pytest.mark.parametrize(("entry", "stored", "verdict", "why"), STORED)
def test_a_stored_value_that_is_no_text_has_its_verdict(entry: Entry, stored: Value, verdict: str, why: str) -> None:
    reading = read_entry(entry, stored)
    assert reading.value == wanted(entry, verdict), why
    as_is = not entry.options and verdict != REFUSED
    assert reading.code == ("" if as_is else "entry-refused" if verdict == REFUSED else "entry-normalised")


@pytest.mark.parametrize(
    ("entry", "share", "verdict"),
    [
        (RATE, "0.785", "78.5"),
        (RATE, "1", "100"),  # as a number it would be 1 %
        (RATE, "0", "0"),
        (RATE, "0.005", REFUSED),
        (RATE, "20", REFUSED),
        (COUNT, "2", REFUSED),
        (POINTS, "0.5", REFUSED),
    ],
)
def test_a_number_that_its_cell_shows_in_per_cent_is_what_is_seen(entry: Entry, share: str, verdict: str) -> None:
    reading = read_percentage(entry, Decimal(share))
    assert reading.value == wanted(entry, verdict)
    assert reading.code == ("entry-refused" if verdict == REFUSED else "entry-normalised")
    assert reading.typed.endswith("%")


def test_the_table_is_as_long_as_it_should_be_and_no_spelling_stands_in_it_twice() -> None:
    spelled = [(entry.name, entry.box, typed) for entry, typed, _, _ in (*NUMBERS, *WORDS)]
    assert len(spelled) == len(set(spelled)) > 140
    assert sum(verdict == REFUSED for _, _, verdict, _ in NUMBERS) > 50


def test_blanks_of_all_kinds_are_a_blank() -> None:
    for blank in ("", " ", "\u3000", "\u00a0", "\u200b", "\ufeff", "\n", " \t\u3000\u200b"):
        assert read_entry(COUNT, blank) == read_entry(CHOICE, blank) == Reading(None)
        assert read_table_value((COUNT,), blank) == {}
