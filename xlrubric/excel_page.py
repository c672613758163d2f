"""What every workbook that XlsxWriter makes has in common: formats, print set-up, return codes checked.

Apart from ``writer`` (forms) and ``ranking_book``, which both write with it and know nothing of each other's sheets.
Pages, formats and workbooks are XlsxWriter's objects, which have no types.
"""

from collections.abc import Mapping
from typing import Any

from xlrubric.layout.sheets import cut
from xlrubric.skin import Skin
from xlrubric.typed_text import holdable

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
LONGEST_FOOTER = 100  # Excel's limit is 255 with the codes, and each & may become two
ADVICE = ("number_stored_as_text", "formula_differs", "formula_range", "formula_unlocked")  # green corners: all meant
WHOLE = "A1:XFD1048576"
A4 = 9
Look = Mapping[str, str]


def done(code: int | None) -> None:
    """Hold a call of the writer to its word: it answers what it dropped or cut with a code other than 0."""
    if code:
        raise ValueError(f"XlsxWriter refused a call: {code}")


def unit_format(unit: str, one: str = "") -> str:
    """Give the number format that shows a unit behind the number, and another behind a 1 if there is ``one``.

    A quotation mark would end the unit and is left out.
    """
    many, single = (f'General"{text.replace(chr(34), "")}"' for text in (unit, one))
    return f"[=1]{single};{many}" if one and one != unit else many


def is_on(look: Look, key: str) -> bool:
    """Say whether a style switches something on; ``bold: false`` does not."""
    return look.get(key) == "true"


def font_size(look: Look, skin: Skin) -> float:
    """Give a style's font size in points."""
    return float(look.get("size", skin.title_size if is_on(look, "title") else skin.size))


def properties(look: Look, skin: Skin, number_format: str = "") -> dict[str, object]:
    """Give a style of the look in XlsxWriter's terms; the style's own number format goes before the one given."""
    made: dict[str, object] = {
        "font_name": skin.title_font if is_on(look, "title") else skin.font,
        "font_size": font_size(look, skin),
        "valign": "vcenter",
        "align": look.get("align", "left"),
        "text_wrap": is_on(look, "wrap"),
        "shrink": is_on(look, "shrink"),
        "bold": is_on(look, "bold"),
        "indent": int(look.get("indent", 0)),
    }
    if is_on(look, "border"):
        made |= {"border": 1, "border_color": skin.border}
    if "fill" in look:
        made["bg_color"] = look["fill"]
    if "color" in look:
        made["font_color"] = look["color"]
    if wanted := look.get("format", number_format):
        made["num_format"] = wanted
    return made


def no_advice(page: Any) -> None:
    """Switch off the green corners on a sheet, which would mislead."""
    done(page.ignore_errors(dict.fromkeys(ADVICE, WHOLE)))


def set_up_print(page: Any, skin: Skin, footer: str, wide: int = 1, high: int = 0) -> None:
    """Print on A4 landscape, so many pages wide and high (0: as many as it takes); the footer has the page's number."""
    page.set_landscape()
    page.set_paper(A4)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.center_horizontally()
    page.fit_to_pages(wide, high)
    numbers = skin.say("footer_page", page="&P", pages="&N")
    left = cut(holdable(footer).replace("\n", " "), LONGEST_FOOTER).replace("&", "&&")
    page.set_footer(f"&L&8 {left}&R&8 {numbers}")  # the blank ends the size: &82018 would be one number
