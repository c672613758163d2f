"""Days as people write them: ``2019-06-30``, ``2019.6.30``, ``2019年6月30日``, or the number that Excel keeps.

Apart because rubrics, options of the command line, registers, signatures and lists all read them alike. A day is
taken only whole: without its year it could be any year's.
"""

from datetime import date, timedelta
from decimal import Decimal
from re import compile as pattern
from unicodedata import normalize

_IN_SIGNS = r"([-./])\s*([0-9]{1,2})\s*\2\s*([0-9]{1,2})"
_IN_WORDS = r"年\s*([0-9]{1,2})\s*月\s*([0-9]{1,2})\s*日?"
_DAY = pattern(rf"(?<![0-9])([0-9]{{4}})\s*(?:{_IN_SIGNS}|{_IN_WORDS})(?![0-9])")
_DIGITS = pattern(r"(?:19|20)[0-9]{6}")
_MIDNIGHT = pattern(r"[ T]00:00(:00(\.0+)?)?")
ZERO = date(1899, 12, 30)  # Excel's day 0, as far as days after February 1900 go
FIRST, LAST = 61, 2958465  # 1900-03-01 and 9999-12-31
SIGNED = range(2000, 2100)  # the years in which somebody signs a form


def read_day(text: str) -> date | None:
    """Read a text that is a day and nothing else; None for any other."""
    plain = normalize("NFKC", text).strip()
    if _DIGITS.fullmatch(plain):
        return _day(plain[:4], plain[4:6], plain[6:])
    found = _DAY.match(plain)
    if found is None or not (found.end() == len(plain) or _MIDNIGHT.fullmatch(plain, found.end())):
        return None
    return _named(found.groups())


def find_day(text: str) -> date | None:
    """Find the first day that stands anywhere in a text (``绍市委〔2020〕12号，2020.3.6``)."""
    days = (_named(found.groups()) for found in _DAY.finditer(normalize("NFKC", text)))
    return next((day for day in days if day is not None), None)


def without_day(text: str) -> str:
    """Give a text without the first day in it and what stands around that: ``张三 2020.3.20`` -> ``张三``."""
    plain = normalize("NFKC", text)
    found = next((one for one in _DAY.finditer(plain) if _named(one.groups()) is not None), None)
    if found is None:
        return text.strip()
    before, after = (part.strip(" \t\n,，;；、/()") for part in (plain[: found.start()], plain[found.end() :]))
    return " ".join(filter(None, (before, after)))


def day_of_number(number: Decimal) -> date | None:
    """Give the day that Excel keeps as a number (the time of day is left out); None where it is none."""
    return ZERO + timedelta(days=int(number)) if FIRST <= number <= LAST else None


def day_of_signature(number: Decimal) -> date | None:
    """Give the day that a bare number means beside a signature: Excel's own, or its digits (``20181205``).

    A number that would be a day of another century is no day but something else: a year alone, a badge's number.
    """
    written = read_day(f"{number:f}") if number == int(number) else None
    day = written or day_of_number(number)
    return day if day and day.year in SIGNED else None


def serial_of(day: date) -> Decimal:
    """Give the number that Excel keeps for a day."""
    return Decimal((day - ZERO).days)


def _named(found: tuple[str | None, ...]) -> date | None:
    year, _, month, day, other_month, other_day = found
    return _day(year or "", month or other_month or "", day or other_day or "")


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
