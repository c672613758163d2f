"""What may stand in an input cell, and the words that the spreadsheet program shows beside it."""

from decimal import Decimal

from xlrubric.layout.measure import PIXELS_A_CHARACTER, signs
from xlrubric.layout.sheets import Bounds, Choice, Input
from xlrubric.rubric import Finding
from xlrubric.rules import Box, plain
from xlrubric.skin import Skin
from xlrubric.standard import Standard
from xlrubric.wording import behind
from xlrubric.words import FOUND_WORDS

POINTS = "@points"  # a box that holds points; the skin has the word


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
    said = f"\n{finding.note}" if finding.note else ""
    absent, found = FOUND_WORDS[standard.rubric.language]
    title = f"{finding.id} {finding.text}"
    if box.name == "choice":
        label = "ask_choice_count" if finding.per else "ask_choice"
        refuse = skin.say("refuse_choice", absent=absent, found=found)
        ask = skin.say(label, absent=absent, found=found)
        return Input(Choice(options, (absent, found)), title, ask + said, refuse)
    return Input(bounds(box), title, _ask(finding, box, skin) + said, _refuse(box, skin))


def bounds(box: Box) -> Bounds:
    """Give a number box's bounds."""
    return Bounds(box.low, box.high, box.whole, box.zero)


def _ask(finding: Finding, box: Box, skin: Skin) -> str:
    if not box.whole:
        return skin.say("ask_amount", low=plain(box.low), high=plain(box.high))
    label = "ask_achieved" if finding.target else "ask_count"
    return skin.say(label, unit=unit_of(box, skin).strip())


def _refuse(box: Box, skin: Skin) -> str:
    label = "refuse_count" if box.whole and box.low <= Decimal(0) else "refuse_amount"
    return skin.say(label, low=plain(box.low), high=plain(box.high))
