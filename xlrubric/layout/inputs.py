"""What may stand in an input cell, and the words that the spreadsheet program shows beside it."""

from collections.abc import Mapping

from xlrubric.layout.measure import PIXELS_A_CHARACTER, signs
from xlrubric.layout.sheets import Bounds, Choice, FreeText, Input
from xlrubric.outline import Row
from xlrubric.rules import POINTS, Box, plain
from xlrubric.skin import Skin
from xlrubric.wording import behind

Areas = Mapping[tuple[str, ...], str]  # the area of the hidden sheet in which the words of a dropdown stand


def unit_of(box: Box, skin: Skin) -> str:
    """Give what stands behind the box's number: 次, 人, 分."""
    return skin.labels["points_unit"] if box.unit == POINTS else box.unit


def unit_behind(box: Box, skin: Skin) -> str:
    """Give what stands behind the number in its cell: the unit where four digits leave room for it, else nothing.

    A number that does not fit is shown as ####, and the clause beside it names the unit anyway.
    """
    unit = behind(unit_of(box, skin).strip())
    return unit if signs(f"9999{unit}", skin.size) <= skin.widths["number"] * PIXELS_A_CHARACTER else ""


def input_of(row: Row, box: Box, skin: Skin, areas: Areas) -> Input:
    """Make the input cell of a row's box; the title is the clause, the message what counts and the note."""
    absent, found = row.clause.words
    values = {"absent": absent, "found": found, "low": plain(box.low), "high": plain(box.high)}
    unit = unit_of(box, skin).strip()
    ask = skin.say(box.ask, unit=unit, unit_of=skin.say("unit_of", unit=unit) if unit else "", **values)
    note = f"\n{row.clause.finding.note}" if row.clause.finding.note else ""
    refuse = skin.say(box.refuse, **values) if box.refuse else ""
    return Input(_allowed(box, areas), f"{row.id} {row.text}", ask + note, refuse)


def _allowed(box: Box, areas: Areas) -> Choice | Bounds | FreeText:
    if box.name == "text":
        return FreeText()
    if box.options:
        return Choice(areas[box.options], box.options)
    return Bounds(box.low, box.high, box.whole, box.zero, box.gap)
