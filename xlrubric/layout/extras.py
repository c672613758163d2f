"""The sheets around the form: how to fill it in, the dropdowns' words (hidden), the identity (very hidden)."""

from collections.abc import Sequence

from xlrubric.cellrefs import quoted
from xlrubric.layout.measure import height
from xlrubric.layout.sheets import Cell, Sheet
from xlrubric.skin import Skin
from xlrubric.standard import Standard
from xlrubric.units import Unit
from xlrubric.words import FOUND_WORDS

HOWTO_WIDTH = 100
UNIT_FIELDS = ("id", "name", "group", "lead", "contact")


def howto(standard: Standard, skin: Skin) -> Sheet:
    """Give the page that explains how to fill the workbook in."""
    absent, found = FOUND_WORDS[standard.rubric.language]
    counts = skin.labels[standard.rubric.counts]
    said = [line.format(absent=absent, found=found, counts=counts) for line in skin.howto]
    said += [skin.say("howto_note", note=standard.rubric.note)] if standard.rubric.note else []
    said += [skin.say("howto_source", source=standard.rubric.source)] if standard.rubric.source else []
    rows = dict(enumerate(said, 3))
    return Sheet(
        key="howto",
        name=skin.labels["howto"],
        cells=(Cell(2, 2, skin.labels["howto"], "title"), *(Cell(r, 2, t, "plain") for r, t in rows.items())),
        row_keys={2: "title", **{row: f"line.{n}" for n, row in enumerate(rows, 1)}},
        column_keys={2: "text"},
        widths={2: HOWTO_WIDTH},
        heights={2: 36, **{row: height(text, HOWTO_WIDTH, 11) + 6 for row, text in rows.items()}},
        footer=standard.rubric.title,
    )


def lists(standard: Standard, skin: Skin) -> Sheet:
    """Give the hidden sheet that holds the words of the dropdowns, from B2 downwards."""
    words = FOUND_WORDS[standard.rubric.language]
    return Sheet(
        key="lists",
        name=skin.labels["lists"],
        cells=tuple(Cell(row, 2, word, "value") for row, word in enumerate(words, 2)),
        row_keys={row: f"word.{n}" for n, row in enumerate(range(2, 2 + len(words)), 1)},
        column_keys={2: "found"},
        state="hidden",
    )


def options_area(skin: Skin, language: str) -> str:
    """Give the area of the dropdown's words, with its sheet."""
    return f"={quoted(skin.labels['lists'])}!$B$2:$B${1 + len(FOUND_WORDS[language])}"


def identity(standard: Standard, skin: Skin, units: Sequence[Unit], lead: str | None, mark: str) -> Sheet:
    """Give the very hidden sheet that says which form this is and whose: keys in A, values in B.

    A lead unit's form has a row ``lead``. Each unit's fields stand in it, so that the form can be laid out
    again exactly as it was sent, whatever the unit list says by then.
    """
    facts = [
        ("rubric", standard.rubric.rubric),
        ("fingerprint", standard.fingerprint),
        ("layout", mark),
        ("period", standard.rubric.period or ""),
        *([] if lead is None else [("lead", lead)]),
        *((f"unit.{n}.{key}", getattr(unit, key)) for n, unit in enumerate(units) for key in UNIT_FIELDS),
    ]
    return Sheet(
        key="identity",
        name=skin.labels["identity"],
        cells=tuple(Cell(row, 2, value or None, "hidden") for row, (_, value) in enumerate(facts, 2)),
        row_keys={row: key for row, (key, _) in enumerate(facts, 2)},
        column_keys={2: "value"},
        widths={1: 16, 2: 40},
        state="veryHidden",
    )
