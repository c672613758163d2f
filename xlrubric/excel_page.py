"""What every workbook that XlsxWriter makes has in common: formats, print set-up, return codes checked.

Apart from ``writer`` (forms) and ``ranking_book``, which both write with it and know nothing of each other's sheets.
Pages, formats and workbooks are XlsxWriter's objects, which have no types. Here is the one door for values: every text
goes through ``put_text`` (never a formula or a link, whatever it begins with), every number through ``put_number``.
Rows and columns of the door count from 0.
"""

import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter import xmlwriter
from xlsxwriter.worksheet import Worksheet

from xlrubric.layout.sheets import cut
from xlrubric.looks.shape import LINES
from xlrubric.skin import Skin
from xlrubric.typed_text import cell_text, escaped, finite, holdable

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
LONGEST_UNIT = 100  # a number format has 255 signs
LONGEST_FOOTER = 100  # signs of what fills a placeholder; each & becomes two
LONGEST_EDGES = 255  # Excel's limit for a header or footer with its codes
ADVICE = ("number_stored_as_text", "formula_differs", "formula_range", "formula_unlocked")  # green corners: all meant
WHOLE = "A1:XFD1048576"
A4 = 9
PAGES = {"page": "&P", "pages": "&N"}
EDGES = {"left": "&L&8 ", "center": "&C&8 ", "right": "&R&8 "}  # the blank ends the size: &82018 would be one number
LOOSE = " \u3000·|/,，、—:：;；"  # what is left over beside a placeholder that nothing fills
# How programs choose another font where one is lacking: 1 with serifs, 2 without; and the signs that it must have.
SERIF = re.compile("宋|明|仿|楷|Sun|Ming|Song|Times|Cambria|Georgia|Garamond|Serif")
CHARSETS = {"zh-Hans": 134, "zh-Hant": 136}
_BLANK_AT_AN_END = re.compile(r"^\s|\s$")
_SPECIAL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff<>&_]|^\s|\s$")  # what XML or Excel reads otherwise
SHORT = 1000  # signs of a text that needs no cutting
Look = Mapping[str, str]


@dataclass(frozen=True)
class Told:
    """What header and footer can say: the standard, its period, whose sheet it is."""

    standard: str
    unit: str = ""
    period: str = ""


# its own pattern misses the second of two things like ``_x0041_`` that share a line: ``_x005F_x0041_``
xmlwriter.re_control_chars_1 = re.compile("(_)(?=x[0-9a-fA-F]{4}_)")
# it looks some thirty times through every formula for newer functions: a third of all rendering, and we use none
_with_newer_functions = Worksheet._prepare_formula
_FUNCTION = re.compile(r"([\w.]+)\(")
_OLD = """
ABS AND COUNT COUNTA COUNTIF FLOOR HYPERLINK IF INDEX INT ISBLANK ISNUMBER ISTEXT LEFT LEN MATCH MAX MID MIN N NOT OR
ROUND ROW SUM SUMIF SUMPRODUCT T TEXT TRUE VALUE
"""
OLD_FUNCTIONS = frozenset(_OLD.split())


def _prepared(page: Any, formula: str, expand_future_functions: bool = False) -> str:
    """Give a formula as it stands in the file, without looking for newer functions where all are old."""
    if formula.startswith("{") or formula.endswith("}") or not OLD_FUNCTIONS.issuperset(_FUNCTION.findall(formula)):
        made: str = _with_newer_functions(page, formula, expand_future_functions)
        return made
    return formula.removeprefix("=")


Worksheet._prepare_formula = _prepared


def done(code: int | None) -> None:
    """Hold a call of the writer to its word: it answers what it dropped or cut with a code other than 0."""
    if code:
        raise ValueError(f"XlsxWriter refused a call: {code}")


@contextmanager
def new_book(buffer: BytesIO, created: datetime, **said: str) -> Iterator[Any]:
    """Give a workbook to write into; ``said`` are document properties such as its title.

    What XlsxWriter only warns of (a call that it ignores) raises.
    """
    with warnings.catch_warnings():
        warnings.filterwarnings("error", category=UserWarning)
        with xlsxwriter.Workbook(buffer, dict(OPTIONS)) as book:
            told = {name: cell_text(text).replace("\n", " ") for name, text in said.items()}
            book.set_properties({**told, "created": created})
            yield book


def put_text(page: Any, row: int, column: int, text: str, style: Any = None) -> None:
    """Write a text as a text."""
    text = cell_text(text)
    if _like_markup(text):
        done(page.write_rich_string(row, column, "<", "r", text[2:], *([style] if style else [])))
    else:
        done(page.write_string(row, column, text, style))


def _like_markup(text: str) -> bool:
    """Say whether XlsxWriter would copy a text into the file as its own markup."""
    return text.startswith("<r>") and text.endswith("</r>")


def put_number(page: Any, row: int, column: int, number: Decimal | float, style: Any = None) -> None:
    """Write a number. Raises ValueError for NaN and infinity."""
    done(page.write_number(row, column, finite(number), style))


def put_blank(page: Any, row: int, column: int, style: Any) -> None:
    """Write nothing, in a style."""
    done(page.write_blank(row, column, None, style))


def put_formula(
    page: Any, row: int, column: int, formula: str, style: Any, shown: Decimal | float | str | bool | None
) -> None:
    """Write a formula of ours with the value that it shows; one that shows nothing gives an empty text."""
    if isinstance(shown, str):
        shown = escaped(cell_text(shown))
    elif shown is not None and not isinstance(shown, bool):
        shown = finite(shown)
    done(page.write_formula(row, column, formula, style, "" if shown is None else shown))


def put_link(page: Any, row: int, column: int, target: str, style: Any, text: str) -> None:
    """Write a text that leads to a place in the same workbook, or to a file that came in, by its path from here.

    ``target`` begins with ``internal:`` or ``external:``; a path is that of a file on disk, escaped by ``file_links``,
    never what a file says.
    """
    assert target.startswith(("internal:", "external:")), target
    text = cell_text(text)
    marked = _like_markup(text)
    done(page.write_url(row, column, target, style, "-" if marked else text))
    if marked:
        put_text(page, row, column, text, style)


def put_comment(page: Any, row: int, column: int, text: str, look: Mapping[str, object]) -> None:
    """Write a comment of ours beside a cell."""
    done(page.write_comment(row, column, escaped(cell_text(text)), dict(look)))


def message(text: str, most: int) -> str:
    """Give a text for a dropdown's or a check's message, at most so many signs."""
    return cut(escaped(holdable(text)), most)


def unit_format(unit: str, one: str = "") -> str:
    """Give the number format that shows a unit behind the number, and another behind a 1 if there is ``one``.

    A quotation mark would end the unit and is left out; a unit that is too long is cut.
    """
    plain = (cut(holdable(text).replace("\n", " ").replace('"', ""), LONGEST_UNIT) for text in (unit, one))
    many, single = (f'General"{text}"' for text in plain)
    return f"[=1]{single};{many}" if one and one != unit else many


def is_on(look: Look, key: str) -> bool:
    """Say whether a style switches something on; ``bold: false`` does not."""
    return look.get(key) == "true"


def font_size(look: Look, skin: Skin) -> float:
    """Give a style's font size in points."""
    return float(look.get("size", skin.title_size if is_on(look, "title") else skin.size))


def properties(look: Look, skin: Skin, number_format: str = "") -> dict[str, object]:
    """Give a style of the look in XlsxWriter's terms; the style's own number format goes before the one given."""
    font = look.get("font", skin.title_font if is_on(look, "title") else skin.font)
    made: dict[str, object] = {
        "font_name": font,
        "font_size": font_size(look, skin),
        **substitutes(font, skin.language),
        "valign": {"center": "vcenter"}.get(valign := look.get("valign", "center"), valign),
        "align": look.get("align", "left"),
        "text_wrap": is_on(look, "wrap"),
        "shrink": is_on(look, "shrink"),
        "bold": is_on(look, "bold"),
        "italic": is_on(look, "italic"),
        "indent": int(look.get("indent", 0)),
        **_border(look, skin),
    }
    if is_on(look, "underline"):
        made["underline"] = 1
    if "fill" in look:
        made["bg_color"] = look["fill"]
    if "color" in look:
        made["font_color"] = look["color"]
    if wanted := look.get("format", number_format):
        made["num_format"] = wanted
    return made


def substitutes(font: str, language: str) -> dict[str, object]:
    """Say by what a program that lacks a font is to choose another one."""
    charset = CHARSETS.get(language)
    return {"font_family": 1 if SERIF.search(font) else 2, **({"font_charset": charset} if charset else {})}


def _border(look: Look, skin: Skin) -> dict[str, object]:
    line = LINES.get("thin" if is_on(look, "border") else look.get("border", ""))
    if line is None:
        return {}
    color = look.get("border_color", skin.border)
    if "sides" not in look:
        return {"border": line, "border_color": color}
    return {key: value for side in look["sides"].split() for key, value in ((side, line), (f"{side}_color", color))}


def no_advice(page: Any) -> None:
    """Switch off the green corners on a sheet, which would mislead."""
    done(page.ignore_errors(dict.fromkeys(ADVICE, WHOLE)))


def set_up_print(page: Any, skin: Skin, footer: str | Told, wide: int = 1, high: int = 0) -> None:
    """Print on the look's paper, so many pages wide and high (0: as many as it takes), with its header and footer.

    A ``footer`` that is a text alone is the standard's title.
    """
    paper, told = skin.paper, Told(footer) if isinstance(footer, str) else footer
    if paper.landscape:
        page.set_landscape()
    page.set_paper(paper.code)
    sides = {side: round(getattr(paper, side) / 2.54, 3) for side in ("left", "right", "top", "bottom")}
    page.set_margins(**sides)
    page.center_horizontally()
    page.fit_to_pages(wide, high)
    if header := edges(skin.header, skin, told):
        page.set_header("")
        page.header = header  # not by its own door, which takes «A&G» for a picture that is lacking
    if said := edges(skin.footer, skin, told):
        page.set_footer("")
        page.footer = said


def header_footer(skin: Skin, told: Told) -> bytes:
    """Give the element of a sheet's XML that ``set_up_print`` makes of header and footer; nothing where both are."""
    said = (("oddHeader", edges(skin.header, skin, told)), ("oddFooter", edges(skin.footer, skin, told)))
    inner = "".join(f"<{tag}>{_in_xml(escaped(text))}</{tag}>" for tag, text in said if text)
    return f"<headerFooter>{inner}</headerFooter>".encode() if inner else b""


def shared_string(text: str) -> bytes | None:
    """Give the element of a workbook's table of texts that ``put_text`` makes of a text; None of one like markup."""
    if len(text) < SHORT and not _SPECIAL.search(text):
        return b"<si><t>%b</t></si>" % text.encode()
    text = escaped(cell_text(text))
    if _like_markup(text):
        return None
    space = ' xml:space="preserve"' if _BLANK_AT_AN_END.search(text) else ""
    return f"<si><t{space}>{_in_xml(text)}</t></si>".encode()


def _in_xml(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def edges(texts: Mapping[str, str], skin: Skin, told: Told) -> str:
    """Give a header or footer in Excel's codes; what fills its placeholders is cut until all fits."""
    made = ""
    for most in range(LONGEST_FOOTER, 0, -5):
        filled = {edge: _filled(texts.get(edge, ""), skin, told, most) for edge in EDGES}
        made = "".join(EDGES[edge] + text for edge, text in filled.items() if text)
        if len(made.encode("utf-16-le")) <= 2 * LONGEST_EDGES:
            return made
    return cut(made, LONGEST_EDGES)


def _filled(text: str, skin: Skin, told: Told, most: int) -> str:
    if not text:
        return ""
    said = {"unit": told.unit, "standard": told.standard, "period": told.period}
    values = {key: _value(value, most) for key, value in said.items()}
    words = skin.labels["footer_page"].replace("&", "&&").format(**PAGES)
    made = _code(text).format(**values, **PAGES, page_words=words)
    blank = any(f"{{{key}}}" in text and not value for key, value in values.items())
    return made.strip(LOOSE) if blank else made.strip()


@lru_cache(maxsize=256)
def _value(text: str, most: int) -> str:
    """Give what fills a placeholder, cut and in Excel's codes; the standard's stands in every sheet of every unit."""
    return cut(_escaped(text), most).replace("&", "&&")


@lru_cache(maxsize=256)
def _code(text: str) -> str:
    """Give a text with placeholders in Excel's codes."""
    return _escaped(text).replace("&", "&&")


def _escaped(text: str) -> str:
    return re.sub(r"\r?\n", " ", holdable(text))
