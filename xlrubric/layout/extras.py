"""The sheets around the form: how to fill it in, the dropdowns' words (hidden), the identity (very hidden)."""

from collections.abc import Iterable, Sequence

from xlrubric.cellrefs import letters, quoted
from xlrubric.expressions import Expression, references, renamed
from xlrubric.layout.evidence import documents, evidence_words
from xlrubric.layout.hands import BOTH, Hands
from xlrubric.layout.inputs import Areas
from xlrubric.layout.measure import height
from xlrubric.layout.sheets import Cell, Formula, Sheet
from xlrubric.skin import Skin
from xlrubric.standard import Standard
from xlrubric.units import Unit
from xlrubric.words import FOUND_WORDS

HOWTO_WIDTH = 100
UNIT_FIELDS = ("id", "name", "group", "lead", "contact")


def howto(standard: Standard, skin: Skin, hands: Hands = BOTH) -> Sheet:
    """Give the page that explains how to fill the workbook in."""
    absent, found = FOUND_WORDS[standard.rubric.language]
    counts, roles = skin.labels[standard.rubric.counts], skin.labels[f"howto_{hands.key}"]
    said = [line.format(absent=absent, found=found, counts=counts, roles=roles) for line in skin.howto]
    said += [skin.say("howto_note", note=standard.rubric.note)] if standard.rubric.note else []
    said += [skin.say("howto_source", source=standard.rubric.source)] if standard.rubric.source else []
    rows, size = dict(enumerate(said, 3)), skin.size_of("plain")
    return Sheet(
        key="howto",
        name=skin.labels["howto"],
        cells=(Cell(2, 2, skin.labels["howto"], "title"), *(Cell(r, 2, t, "plain") for r, t in rows.items())),
        row_keys={2: "title", **{row: f"line.{n}" for n, row in enumerate(rows, 1)}},
        column_keys={2: "text"},
        widths={2: HOWTO_WIDTH},
        heights={2: 36, **{row: height(text, HOWTO_WIDTH, size, skin.font) + 6 for row, text in rows.items()}},
    )


def lists(standard: Standard, skin: Skin) -> Sheet:
    """Give the hidden sheet that holds the words of the dropdowns: from B2 on, a column for each."""
    columns = dict(enumerate(option_lists(standard), 2))
    longest = max(len(words) for words in columns.values())
    return Sheet(
        key="lists",
        name=skin.labels["lists"],
        cells=tuple(Cell(r, c, word, "value") for c, words in columns.items() for r, word in enumerate(words, 2)),
        row_keys={row: f"word.{n}" for n, row in enumerate(range(2, 2 + longest), 1)},
        column_keys={c: "found" if c == 2 else f"list.{c - 2}" for c in columns},
        state="hidden",
    )


def option_lists(standard: Standard) -> tuple[tuple[str, ...], ...]:
    """Give the dropdowns of the whole standard, each once; found or not comes first."""
    found = FOUND_WORDS[standard.rubric.language]
    every = (box.options for row in standard.whole.outline.rows for box in row.boxes if box.options)
    ticks = (evidence_words(standard),) if documents(standard.whole) else ()
    return tuple(dict.fromkeys((found, *every, *ticks)))


def options_areas(standard: Standard, skin: Skin) -> Areas:
    """Give the area of each dropdown's words, with its sheet."""
    sheet = quoted(skin.labels["lists"])
    return {
        words: f"={sheet}!${letters(c)}$2:${letters(c)}${1 + len(words)}"
        for c, words in enumerate(option_lists(standard), 2)
    }


def workings(standard: Standard, skin: Skin, unit: Unit, number: int, placed: Iterable[Cell], tab: str) -> Sheet | None:
    """Give the hidden sheet of what the visible cells of one unit refer to and no sheet shows; None where all is shown.

    Each quantity has a row of its own: what it is in A, its formula in C.
    """
    prefix = f"{number}/"
    own = [cell for cell in placed if cell.name.startswith(prefix) and isinstance(cell.content, Formula)]
    there = {cell.name.removeprefix(prefix) for cell in own}
    wanted = [n.removeprefix(prefix) for cell in own for n in references(cell.content.expression)]  # type: ignore[union-attr]
    needed: dict[str, None] = {}
    while wanted:
        local = wanted.pop()
        if local not in there and local not in needed and local in standard.expressions:
            needed[local] = None
            wanted += references(standard.expressions[local])
    rows = dict(enumerate((q.name for q in standard.graph.quantities if q.name in needed), 2))
    cells = (Cell(r, 3, Formula(_full(standard.expression(n), prefix)), "value", prefix + n) for r, n in rows.items())
    return (
        Sheet(
            key=f"workings:{unit.id}",
            name=tab,
            cells=tuple(cells),
            row_keys=rows,
            column_keys={3: "value"},
            widths={1: 28, 3: 14},
            state="hidden",
        )
        if rows
        else None
    )


def _full(expression: Expression, prefix: str) -> Expression:
    return renamed(expression, lambda local: prefix + local)


def identity(standard: Standard, skin: Skin, units: Sequence[Unit], lead: str | None, mark: str, hands: Hands) -> Sheet:
    """Give the very hidden sheet that says which form this is and whose: keys in A, values in B.

    A lead unit's form has a row ``lead``. Each unit's fields stand in it, so that the form can be laid out
    again exactly as it was sent, whatever the unit list says by then.
    """
    facts = [
        ("rubric", standard.rubric.rubric),
        ("fingerprint", standard.fingerprint),
        ("layout", mark),
        ("look", skin.look),
        ("period", standard.rubric.period or ""),
        *([] if hands is BOTH else [("hands", hands.key)]),
        *([] if lead is None else [("lead", lead)]),
        *((f"unit.{n}.{key}", getattr(unit, key)) for n, unit in enumerate(units) for key in UNIT_FIELDS),
        *((f"unit.{n}.tags", tags) for n, unit in enumerate(units) if (tags := _tags(standard, unit))),
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


def _tags(standard: Standard, unit: Unit) -> str:
    """Give the tags of a unit that this standard knows, as the form keeps them."""
    return "、".join(sorted(unit.tags & standard.known_tags))
