"""The material of the error book of returns: the smallest form that there is, and what is done to it.

Apart from the book only for its length.
"""

import re
from dataclasses import replace
from datetime import datetime

from tests.returns.raw import part_changed, zipped
from tests.small_forms import standard
from xlrubric.build import Prefill, form_values
from xlrubric.cellrefs import address, letters
from xlrubric.entries import Reading
from xlrubric.layout.form import unit_form
from xlrubric.layout.hands import HANDS
from xlrubric.skin import read_skin
from xlrubric.units import Unit
from xlrubric.writer import Stamp, render

RUBRIC = """
rubric: r
title: t
sections:
  - {name: s, items: [{name: i, points: 5, findings: [{text: a, deduct: 1}, {text: b, deduct: 1, per: 次}]}]}
"""
TAGGED = RUBRIC.replace("{text: b, deduct: 1, per: 次}", "{text: b, deduct: 1, applies_to: [机关]}")
SHOWN = RUBRIC.replace("points: 5,", "points: 5, evidence: [d],")
STANDARD = standard(RUBRIC)
UNIT = Unit("U1", "甲")
FORM = unit_form(STANDARD, read_skin("zh-Hans"), UNIT)
LAST = max(FORM.sheets[2].row_keys)  # of the page that explains the form
COVER, SCORING, HOWTO, _, IDENTITY = (sheet.name for sheet in FORM.sheets)
COLUMNS = {key: letters(column) for column, key in FORM.sheets[1].column_keys.items()}  # of the scoring sheet
FACTS = {key: (IDENTITY, f"B{row}") for row, key in FORM.sheets[-1].row_keys.items()}
SPOTS = (FORM.spots[f"0/review.{name}"] for name in ("choice:1.1.1", "number:1.1.2", "section:1", "total:"))
CHOICE, COUNT, SUBTOTAL, TOTAL = ((spot.sheet, address(spot.row, spot.column)) for spot in SPOTS)
ROW = str(FORM.spots["0/review.choice:1.1.1"].row)  # of the first finding


def form(*choices: str, day: int = 1) -> bytes:
    """Give the form with the review's choices: none, or one for each finding."""
    entries = {f"review.choice:1.1.{n}": Reading(choice) for n, choice in enumerate(choices, 1)}
    return render(FORM, form_values(FORM, Prefill({"U1": entries})), Stamp(datetime(2018, 10, day)))


GOOD = form("无", "无")


def form_of(hand: str, **choices: str) -> bytes:
    """Give the form for the self-check or for the review alone, with each role's choice in 1.1.1."""
    made = unit_form(STANDARD, read_skin("zh-Hans"), UNIT, HANDS[hand])
    entries = {f"{role}.choice:1.1.1": Reading(choice) for role, choice in choices.items()}
    return render(made, form_values(made, Prefill({"U1": entries})), Stamp(datetime(2018, 10, 1)))


def tagged_form() -> bytes:
    """Give the form of a unit with the tag 机关, filled in well, of the standard in which a finding needs it."""
    made = unit_form(standard(TAGGED), read_skin("zh-Hans"), replace(UNIT, tags=frozenset({"机关", "山区"})))
    entries = {f"review.choice:1.1.{n}": Reading("无") for n in (1, 2)}
    return render(made, form_values(made, Prefill({"U1": entries})), Stamp(datetime(2018, 10, 1)))


def ticked_form(word: str) -> bytes:
    """Give the form of the standard that asks for a document, filled in well, with a word in the cell to be ticked."""
    made = unit_form(standard(SHOWN), read_skin("zh-Hans"), UNIT)
    entries = {f"review.choice:1.1.{n}": Reading("无") for n in (1, 2)}
    ticks = {"U1": {"evidence.state:1.1.1": word}}
    return render(made, form_values(made, Prefill({"U1": entries}, free=ticks)), Stamp(datetime(2018, 10, 1)))


def without(sheet: str) -> bytes:
    """Give the form without a sheet."""
    return part_changed(GOOD, "xl/workbook.xml", lambda xml: re.sub(f'<sheet name="{sheet}".*?/>', "", xml))


def damaged_archive() -> bytes:
    """Give an archive whose one file is not what its checksum says."""
    data = bytearray(zipped({"b.xlsx": b"0123456789" * 9}))
    data[40] ^= 255
    return bytes(data)
