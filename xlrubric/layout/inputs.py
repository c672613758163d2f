"""What may stand in an input cell, and the words that the spreadsheet program shows beside it."""

from xlrubric.layout.measure import PIXELS_A_CHARACTER, signs
from xlrubric.layout.sheets import Bounds, Choice, Input
from xlrubric.rubric import Finding
from xlrubric.rules import POINTS, Box, plain
from xlrubric.skin import Skin
from xlrubric.standard import Standard
from xlrubric.wording import behind
from xlrubric.words import FOUND_WORDS


def unit_of(box: Box, skin: Skin) -> str:
    """Give what stands behind the box's number: 次, 人, 分."""
    return skin.labels["points_unit"] if box.unit == POINTS else box.unit


def unit_behind(box: Box, skin: Skin) -> str:
    """Give what stands behind the number in its cell: the unit where four digits leave room for it, else nothing.

    A number that does not fit is shown as ####, and the clause beside it names the unit anyway.
    """
    unit = behind(unit_of(box, skin).strip())
    return unit if signs(f"9999{unit}", skin.size) <= skin.widths["number"] * PIXELS_A_CHARACTER else ""


def input_of(finding: Finding, box: Box, standard: Standard, skin: Skin, options: str) -> Input:
    """Make the input cell of a finding's box; the title is the clause, the message what counts and the note."""
    words = FOUND_WORDS[standard.rubric.language]
    values = {"absent": words[0], "found": words[1], "low": plain(box.low), "high": plain(box.high)}
    ask = skin.say(box.ask, unit=unit_of(box, skin).strip(), **values)
    rule = Choice(options, words) if box.name == "choice" else Bounds(box.low, box.high, box.whole, box.zero)
    note = f"\n{finding.note}" if finding.note else ""
    return Input(rule, f"{finding.id} {finding.text}", ask + note, skin.say(box.refuse, **values))
