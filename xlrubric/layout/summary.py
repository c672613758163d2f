"""The summary of a lead unit's workbook: one row for each of its units, then the signatures."""

from collections.abc import Iterator, Sequence

from xlrubric.expressions import Expression, Ref, renamed
from xlrubric.graph import name, once_filled
from xlrubric.layout.cover import signature_keys, signatures
from xlrubric.layout.sheets import Cell, Content, Formula, Sheet
from xlrubric.rubric import ROLES
from xlrubric.rules import plain
from xlrubric.skin import Skin
from xlrubric.standard import Standard
from xlrubric.units import Unit

TITLE, LEAD, HEAD, FIRST = 2, 3, 5, 6


def summary(standard: Standard, skin: Skin, lead: str, units: Sequence[Unit]) -> Sheet:
    """Lay out the summary: each unit's sections and totals, self-check and review, and what is filled in."""
    columns = _columns(standard, skin)
    last = FIRST + len(units) - 1
    signs = last + 3
    return Sheet(
        key=f"summary:{lead}",
        name=skin.labels["summary"],
        cells=(
            Cell(TITLE, 2, standard.rubric.title, "title", across=len(columns)),
            Cell(LEAD, 2, skin.say("lead_line", lead=lead), "subtitle", across=len(columns)),
            *(Cell(HEAD, c, label, "head") for c, (_, label, _) in enumerate(columns, 2)),
            *(cell for n, unit in enumerate(units) for cell in _row(columns, unit, n)),
            *signatures(skin, 0, signs),
        ),
        row_keys={TITLE: "title", LEAD: "lead", HEAD: "head", **signature_keys(signs)}
        | {FIRST + n: f"unit.{unit.id}" for n, unit in enumerate(units)},
        column_keys={c: key for c, (key, _, _) in enumerate(columns, 2)},
        widths={c: width for c, (_, _, width) in enumerate(columns, 2)},
        heights={TITLE: 36, LEAD: 22, HEAD: 48, **dict.fromkeys(range(FIRST, last + 1), 22)}
        | dict.fromkeys(range(signs, signs + 3), 28),
        freeze=HEAD,
        repeat=(HEAD, HEAD),
        footer=f"{lead}　{standard.rubric.title}",
    )


def _columns(standard: Standard, skin: Skin) -> list[tuple[str, str, float]]:
    """Give each column's name in the graph (or the unit's field), heading and width."""
    counts = standard.rubric.counts
    sections = [
        (name(counts, "section", s.id), f"{s.name}\n{skin.say('of_points', points=plain(s.full_points()))}", 11.0)
        for s in standard.rubric.sections
    ]
    totals = [(name(role, "total"), skin.labels[f"{role}_total"], 11.0) for role in ROLES]
    done = [(name(role, "done"), skin.labels[f"{role}_done"], 10.0) for role in ROLES]
    who = [("id", skin.labels["unit_id"], 12.0), ("name", skin.labels["unit"], 22.0)]
    return [*who, *sections, *totals, *done]


def _shown(local: str) -> Expression:
    """Show points once something is filled in, and how much is filled in at once."""
    (role, what), node = local.partition(":")[0].split("."), local.partition(":")[2]
    return Ref(local) if what == "done" else once_filled(role, node, Ref(local))


def _row(columns: list[tuple[str, str, float]], unit: Unit, number: int) -> Iterator[Cell]:
    for column, (key, _, _) in enumerate(columns, 2):
        content: Content = unit.id if key == "id" else unit.name
        if ":" in key:
            content = Formula(renamed(_shown(key), lambda local: f"{number}/{local}"))
            yield Cell(FIRST + number, column, content, "score", f"{number}/summary.{key}")
        else:
            yield Cell(FIRST + number, column, content, "text")
