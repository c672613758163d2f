"""Numbers as people type them: one grammar for workbooks, tables and ballots.

Apart from ``entries``, which knows boxes and words: here only a text is known, and whether fractions may stand.
What can mean one number only is taken; what could mean two is none, and a person is asked:

- digits of full width or of a mathematical font, a single circled digit; a sign before them (minus signs and the
  short dash that word processors make of one); a point, also as a Chinese input method types it (``2。5``);
- a comma with other than three digits behind it is a decimal mark where fractions may stand; ``1,200`` is a thousand
  or a fraction, so it is none; ``1,234,567`` and ``1,234.5`` can only be thousands;
- blanks around it and signs that nobody sees are nothing; a blank within parts two numbers, so it is none;
- numerals in words (``三``), exponents, fractions, powers, ranges and dates are none: «一» is also how a dash is drawn.
"""

import re
from decimal import Decimal
from unicodedata import category, normalize

INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e\u200e\u200f"

_PLAIN = re.compile(r"[+-]?(?:[0-9]{1,9}(?:\.[0-9]{0,6})?|\.[0-9]{1,6})")
_GROUPED = re.compile(r"([+-]?[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.([0-9]{1,6}))?")
_COMMA = re.compile(r"([+-]?[0-9]{1,9}),([0-9]{1,2}|[0-9]{4,6})")
_SMALL_COMMA = re.compile(r"([+-]?0),([0-9]{1,6})")
_UNSEEN = str.maketrans(dict.fromkeys(INVISIBLE))
_SIGNS = str.maketrans({"\u2212": "-", "\u2013": "-", "。": "."})
_CIRCLED = range(0x2460, 0x2474)  # ① to ⑳


def spelled_plainly(text: str) -> str:
    """Give a text without blanks at its ends and signs that nobody sees, letters and digits in their plain width."""
    return normalize("NFKC", text.translate(_UNSEEN)).strip()


def typed_number(text: str, units: tuple[str, ...] = (), whole: bool = False) -> Decimal | None:
    """Read a number as a person types it, perhaps with one of the units behind it; None where it is none.

    ``whole`` says that no fraction may stand: a comma is then never a decimal mark.
    """
    if _raised(text):
        return None
    plain = spelled_plainly(text)
    digits = _without_unit(plain, units).translate(_SIGNS)
    return _number(digits, whole)


def _raised(text: str) -> bool:
    """Say whether a digit is one that plain spelling would put beside others: ``2²`` is not 22."""
    return any(category(sign) == "No" for sign in text) and not _is_circled(text.strip())


def _is_circled(text: str) -> bool:
    return len(text) == 1 and ord(text) in _CIRCLED


def _without_unit(text: str, units: tuple[str, ...]) -> str:
    small = text.casefold()
    for unit in (spelled_plainly(unit).casefold() for unit in units if unit):
        if small.endswith(unit) and len(small) == len(text):
            return text[: len(text) - len(unit)].rstrip()
    return text


def _number(digits: str, whole: bool) -> Decimal | None:
    if _PLAIN.fullmatch(digits):
        return Decimal(digits) or Decimal(0)  # no negative zero
    if grouped := _GROUPED.fullmatch(digits):
        plain = _PLAIN.fullmatch(digits.replace(",", ""))
        certain = grouped[2] is not None or digits.count(",") > 1
        return Decimal(digits.replace(",", "")) if plain and certain else None
    comma = None if whole else _COMMA.fullmatch(digits) or _SMALL_COMMA.fullmatch(digits)
    return (Decimal(f"{comma[1]}.{comma[2]}") or Decimal(0)) if comma else None
