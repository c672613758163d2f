"""Number formats by which a cell shows something else than it holds: days, per cents, words in place of digits.

Apart from ``sheet`` because styles are a part of their own, and most cells need none of this: of a whole workbook only
the few formats that tell are kept, so that a form in which nobody changed a format costs nothing.
"""

import re
from typing import Literal

from xlrubric.xlsx.markup import Part, elements
from xlrubric.xlsx.remembered import Remembered

Telling = Literal["date", "percent", "disguise"]

_BUILT_IN: dict[int, Telling] = {
    **dict.fromkeys((9, 10), "percent"),
    **dict.fromkeys((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)), "date"),
}
_WORDS = re.compile(r'"[^"]*"?|\\.|_.|\*.')  # what stands for itself, or for room
_BRACKETS = re.compile(r"\[[^\]]*\]?")  # colours, conditions, languages; elapsed time is looked for first
_GENERAL = re.compile(r"General|G/通用格式|@", re.I)
_ELAPSED = re.compile(r"\[[hms]+\]", re.I)
_DAYS = re.compile(r"[ymdhse年月日时分秒]", re.I)
_DIGIT = re.compile(r"[0-9\uff10-\uff19\u2460-\u2473]")  # also of full width, and circled
_CURRENCY = re.compile(r"\[\$([^\]-]*)")
_HOLDER = re.compile(r"[0#?]")
_SCALED = re.compile(r"[0#?],+(?![0#?,])")
_KNOWN: Remembered[bytes, dict[str, Telling]] = Remembered(2**20)
_FORMAT_KEPT = 200  # bytes that a format takes, about


def telling_formats(part: Part) -> dict[str, Telling]:
    """Give, by the index that a cell states, the formats that show something else than a cell's number.

    The result is not to be changed. Raises Refusal where the XML is broken.
    """
    found = _KNOWN.get(part.xml)
    if found is None:
        found = _read(part)
        _KNOWN.keep(part.xml, found, len(part.xml) + _FORMAT_KEPT * len(found))
    return found


def _read(part: Part) -> dict[str, Telling]:
    codes: dict[int, str] = {}
    formats: list[int] = []
    inside = False
    for element in elements(part):
        if element.name == "numFmt" and element.own:
            codes[_number(element.attributes.get("numFmtId", ""))] = element.attributes.get("formatCode", "")
        elif element.name in ("cellXfs", "cellStyleXfs", "cellStyles", "dxfs"):
            inside = element.name == "cellXfs" and element.own
        elif element.name == "xf" and inside:
            formats.append(_number(element.attributes.get("numFmtId", "")))
    kinds = {own: told for own in set(formats) if (told := _kind(own, codes)) is not None}
    return {str(index): kinds[own] for index, own in enumerate(formats) if own in kinds}


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 0


def _kind(number: int, codes: dict[int, str]) -> Telling | None:
    return told_by(codes[number]) if number in codes else _BUILT_IN.get(number)


def told_by(code: str) -> Telling | None:
    """Say what a number format makes of a number that it should show; None where it shows it.

    What the first section says, which is that of positive numbers, holds; the others must write no digits of their own.
    """
    first = code.partition(";")[0] if '"' not in code else _first_section(code)
    told = _told_by_section(first)
    return "disguise" if told != "date" and _DIGIT.search(_words(code[len(first) :])) else told


def _words(written: str) -> str:
    """Give what stands for itself in a section, as a currency's sign does."""
    said = "".join(word for word in _WORDS.findall(written) if not word.startswith("_"))
    return said + "".join(_CURRENCY.findall(_WORDS.sub("", written)))


def _told_by_section(written: str) -> Telling | None:
    words = _words(written)
    signs = _WORDS.sub("", written)
    if _ELAPSED.search(signs):
        return "date"
    signs = _BRACKETS.sub("", signs)
    if _GENERAL.search(signs):
        return "disguise" if _DIGIT.search(words) else None
    if _DAYS.search(re.sub(r"[0#?]\.?[eE][+-]", "", signs)):
        return "date"
    if _DIGIT.search(words) or re.search("[1-9]", signs) or not _HOLDER.search(signs) or _SCALED.search(signs):
        return "disguise"
    return "percent" if "%" in signs else None


def _first_section(code: str) -> str:
    """Cut at the first semicolon that is not within quotation marks."""
    quoted = False
    for place, sign in enumerate(code):
        quoted ^= sign == '"'
        if sign == ";" and not quoted:
            return code[:place]
    return code
