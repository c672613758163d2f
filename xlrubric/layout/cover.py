"""The cover of one unit's workbook: who, the sections' subtotals, how much is filled in, signatures."""

from collections.abc import Iterator
from decimal import Decimal

from xlrubric.expressions import Ref, renamed
from xlrubric.graph import name, once_filled
from xlrubric.layout.scoring_sheet import status_words
from xlrubric.layout.sheets import Cell, Formula, FreeText, Input, Mark, Sheet
from xlrubric.rubric import ROLES
from xlrubric.skin import Skin
from xlrubric.standard import Standard
from xlrubric.units import Unit

KEYS = ("label", "points", "self.score", "review.score", "rate", "of", "self.done", "review.done")
HEADS = ("section", "points", "self_total", "review_total", "rate", "of", "self_done", "review_done")
WIDTHS = (30, 11, 13, 13, 22, 12, 13, 13)
LAST = len(KEYS) + 1
TITLE, SUBTITLE, WHO, HEAD = 2, 3, 5, 9
MOST_ON_A_PAGE = 20  # sections; more would be printed too small to read
SIGNATURES = (("self_by", "self_on"), ("review_by", "review_on"), ("head_by", ""))


def cover(standard: Standard, skin: Skin, unit: Unit, number: int) -> Sheet:
    """Lay out the cover of the workbook of one unit."""
    rubric = standard.rubric
    first, last = HEAD + 1, HEAD + len(rubric.sections)
    keys = {HEAD + n: f"section.{s.id}" for n, s in enumerate(rubric.sections, 1)}
    signs = last + 6
    cells = (
        Cell(TITLE, 2, rubric.title, "title", across=LAST - 1),
        Cell(SUBTITLE, 2, rubric.period, "subtitle", across=LAST - 1),
        *_who(skin, unit),
        *(Cell(HEAD, c, skin.labels[head], "head") for c, head in enumerate(HEADS, 2)),
        *_sections(standard, number),
        *_total(standard, skin, number, last + 1),
        *_status(standard, skin, number, last + 3),
        *signatures(skin, number, signs),
    )
    return Sheet(
        key=f"cover:{unit.id}",
        name=skin.labels["cover"],
        cells=cells,
        row_keys={
            **{TITLE: "title", SUBTITLE: "subtitle", HEAD: "head", last + 1: "total"},
            **{WHO + n: f"who.{n}" for n in range(3)},
            **{last + 3 + n: f"status.{role}" for n, role in enumerate(ROLES)},
            **signature_keys(signs),
            **keys,
        },
        column_keys=dict(enumerate(KEYS, 2)),
        widths=dict(enumerate(WIDTHS, 2)),
        heights={TITLE: 42, SUBTITLE: 24, HEAD: 30, **dict.fromkeys(range(first, last + 2), 24)}
        | dict.fromkeys(range(WHO, WHO + 3), 24)
        | dict.fromkeys(range(last + 3, last + 5), 20)
        | dict.fromkeys(range(signs, signs + 3), 28),
        marks=(Mark("bar", (first, 6, last + 1, 6)),),
        whole=len(rubric.sections) <= MOST_ON_A_PAGE,
        footer=f"{unit.name}　{rubric.title}",
    )


def _who(skin: Skin, unit: Unit) -> Iterator[Cell]:
    pairs = (
        (("unit", unit.name), ("unit_id", unit.id)),
        (("group", unit.group), ("lead", unit.lead)),
        (("contact", unit.contact), ("", "")),
    )
    for row, (left, right) in enumerate(pairs, WHO):
        for (label, text), column, across in ((left, 2, 3), (right, 6, 3)):
            yield Cell(row, column, skin.labels.get(label), "label")
            yield Cell(row, column + 1, text or None, "value", across=across)


def _sections(standard: Standard, number: int) -> Iterator[Cell]:
    for row, section in enumerate(standard.rubric.sections, HEAD + 1):
        of = Decimal(sum(len(item.findings) for item in section.items))
        yield Cell(row, 2, section.name, "text")
        yield Cell(row, 3, section.full_points(), "center")
        yield Cell(row, 7, of, "center")
        yield from _figures(number, row, "section", section.id, "score")
        yield _rate(standard, number, row, section.id, "rate")


def _figures(number: int, row: int, what: str, node: str, style: str) -> Iterator[Cell]:
    for column, (role, part) in zip((4, 5, 8, 9), ((r, p) for p in (what, "done") for r in ROLES), strict=True):
        local = name(role, part, node)
        value = Ref(local) if part == "done" else once_filled(role, node, Ref(local))
        shown = Formula(renamed(value, lambda n: f"{number}/{n}"))
        yield Cell(row, column, shown, style, f"{number}/cover.{local}")


def _total(standard: Standard, skin: Skin, number: int, row: int) -> Iterator[Cell]:
    yield Cell(row, 2, skin.labels["total"], "total")
    yield Cell(row, 3, standard.rubric.full_points(), "total")
    yield Cell(row, 7, Decimal(sum(1 for _ in standard.rubric.findings())), "total")
    yield from _figures(number, row, "total", "", "total")
    yield _rate(standard, number, row, "", "rate_total")


def _rate(standard: Standard, number: int, row: int, node: str, style: str) -> Cell:
    local = name(standard.rubric.counts, "rate", node)
    rate = Formula(renamed(standard.expression(local), lambda n: f"{number}/{n}"))
    return Cell(row, 6, rate, style, f"{number}/{local}")


def _status(standard: Standard, skin: Skin, number: int, row: int) -> Iterator[Cell]:
    yield Cell(row, 2, skin.labels["status"], "label", down=len(ROLES))
    for n, role in enumerate(ROLES):
        expression = renamed(status_words(standard, skin, role), lambda local: f"{number}/{local}")
        yield Cell(row + n, 3, Formula(expression), "value", f"{number}/status.{role}:", across=LAST - 2)


def signatures(skin: Skin, number: int, row: int) -> Iterator[Cell]:
    """Give the block to sign: who checked and when, the head of the unit."""
    for n, (by, on) in enumerate(SIGNATURES):
        for label, column in ((by, 2), (on, 6)):
            if label:
                yield Cell(row + n, column, skin.labels[label], "label")
                ask = skin.labels["ask_date"] if label.endswith("_on") else ""
                content = Input(FreeText(), skin.labels[label], ask)
                yield Cell(row + n, column + 1, content, "entry_text", f"{number}/sign.{label}:", across=3)


def signature_keys(row: int) -> dict[int, str]:
    """Give the keys of the block's rows."""
    return {row + n: f"sign.{n}" for n in range(len(SIGNATURES))}
