"""The summary of a lead unit's workbook: one row for each of its units, then the signatures."""

from collections.abc import Iterator, Sequence

from xlrubric.expressions import Expression, Ref, renamed
from xlrubric.graph import name, once_filled, role_of, what_of
from xlrubric.layout.columns import moves_points
from xlrubric.layout.cover import signature_keys, signatures
from xlrubric.layout.scoring_rows import dashed
from xlrubric.layout.sheets import Cell, Content, Formula, Sheet
from xlrubric.rubric import ROLES
from xlrubric.rules import plain
from xlrubric.skin import Skin
from xlrubric.standard import Standard
from xlrubric.units import Unit

TITLE, LEAD, HEAD, FIRST = 2, 3, 5, 6
SIGNED = 7  # the last column in which something is signed


def summary(standard: Standard, skin: Skin, lead: str, units: Sequence[Unit]) -> Sheet:
    """Lay out the summary: each unit's sections and totals, self-check and review, and what is filled in."""
    columns = _columns(standard, skin)
    last = FIRST + len(units) - 1
    signs = last + 3
    signed = signature_keys(signs, standard.rubric.signatures)
    more = range(len(columns) + 2, SIGNED + 1)  # the signatures may stand further to the right
    return Sheet(
        key=f"summary:{lead}",
        name=skin.labels["summary"],
        cells=(
            Cell(TITLE, 2, standard.rubric.title, "title", across=len(columns)),
            Cell(LEAD, 2, skin.say("lead_line", lead=lead), "subtitle", across=len(columns)),
            *(Cell(HEAD, c, label, "head") for c, (_, label, _) in enumerate(columns, 2)),
            *(cell for n, unit in enumerate(units) for cell in _row(columns, unit, n, standard.variant(unit.tags))),
            *signatures(skin, 0, signs, standard.rubric.signatures),
        ),
        row_keys={TITLE: "title", LEAD: "lead", HEAD: "head", **signed}
        | {FIRST + n: f"unit.{unit.id}" for n, unit in enumerate(units)},
        column_keys={c: key for c, (key, _, _) in enumerate(columns, 2)} | {c: f"more.{c}" for c in more},
        widths={c: width for c, (_, _, width) in enumerate(columns, 2)},
        heights={TITLE: 36, LEAD: 22, HEAD: 48, **dict.fromkeys(range(FIRST, last + 1), 22)}
        | dict.fromkeys(signed, 28),
        freeze=HEAD,
        repeat=(HEAD, HEAD),
        footer=f"{lead}　{standard.rubric.title}",
    )


def _columns(standard: Standard, skin: Skin) -> list[tuple[str, str, float]]:
    """Give each column's name in the graph (or the unit's field), heading and width."""
    counts, outline = standard.rubric.counts, standard.outline
    sections = [
        (name(counts, top.what, top.id), f"{top.name}\n{skin.say('of_points', points=plain(top.points))}", 11.0)
        for top in outline.tops
        if top.scored and moves_points(outline)
    ]
    totals = [(name(role, "total"), skin.labels[f"{role}_total"], 11.0) for role in ROLES if moves_points(outline)]
    done = [(name(role, "done"), skin.labels[f"{role}_done"], 10.0) for role in ROLES]
    graded = name(counts, "grade") in standard.expressions
    result = [(name(counts, "grade"), skin.labels["result"], 11.0)] if graded else []
    who = [("id", skin.labels["unit_id"], 12.0), ("name", skin.labels["unit"], 22.0)]
    return [*who, *sections, *totals, *result, *done]


def _shown(local: str) -> Expression:
    """Show points once something is filled in, and how much is filled in at once."""
    role, what, node = role_of(local), what_of(local), local.partition(":")[2]
    if what == "grade":
        return once_filled(role, "", dashed(Ref(local)))
    return Ref(local) if what == "done" else once_filled(role, node, Ref(local))


def _row(columns: list[tuple[str, str, float]], unit: Unit, number: int, own: Standard) -> Iterator[Cell]:
    for column, (key, _, _) in enumerate(columns, 2):
        content: Content = unit.id if key == "id" else unit.name
        if ":" not in key:
            yield Cell(FIRST + number, column, content, "text")
        elif key in own.expressions:
            content = Formula(renamed(_shown(key), lambda local: f"{number}/{local}"))
            yield Cell(FIRST + number, column, content, "score", f"{number}/summary.{key}")
        else:  # a section that does not apply to this unit
            yield Cell(FIRST + number, column, None, "closed")
