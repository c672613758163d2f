"""The summary of a lead unit's workbook: one row for each of its units, then the signatures."""

from collections.abc import Iterator, Mapping, Sequence

from xlrubric.expressions import Expression, Ref, renamed
from xlrubric.graph import name, once_filled, role_of, what_of
from xlrubric.layout.columns import moves_points
from xlrubric.layout.cover import signature_keys, signatures
from xlrubric.layout.hands import BOTH, Hands
from xlrubric.layout.measure import BOLD, height
from xlrubric.layout.scoring_rows import dashed
from xlrubric.layout.scoring_sheet import FRONT, unit_anchor
from xlrubric.layout.sheets import Cell, Content, Formula, Sheet, Signpost
from xlrubric.layout.signposts import post_name
from xlrubric.rules import plain
from xlrubric.skin import Skin
from xlrubric.standard import Standard
from xlrubric.units import Unit

TITLE, LEAD, HEAD, FIRST = 2, 3, 5, 6
SIGNED = 7  # the last column in which something is signed


def summary(standard: Standard, skin: Skin, lead: str, units: Sequence[Unit], hands: Hands = BOTH) -> Sheet:
    """Lay out the summary: each unit's sections and totals, self-check and review, and what is filled in."""
    columns = _columns(standard, skin, hands)
    last = FIRST + len(units) - 1
    signs = last + 3
    signed = signature_keys(signs, standard.rubric.signatures, hands)
    edge = max(len(columns) + 1, SIGNED + 2)  # of what is printed: the signatures may go further than the table
    more = range(len(columns) + 2, SIGNED + 1)
    ways = dict(enumerate(hands.open, edge + 1))  # what waits, right of all that is printed
    return Sheet(
        key=f"summary:{lead}",
        name=skin.labels["summary"],
        cells=(
            Cell(TITLE, 2, standard.rubric.title, "title", across=len(columns)),
            Cell(LEAD, 2, skin.say("lead_line", lead=lead), "subtitle", across=len(columns)),
            *(Cell(HEAD, c, label, "head") for c, (_, label, _) in enumerate(columns, 2)),
            *(Cell(HEAD, c, skin.labels[f"{role}_waits"], "way_head") for c, role in ways.items()),
            *(cell for n, unit in enumerate(units) for cell in _row(columns, unit, n, standard.variant(unit.tags))),
            *(
                cell
                for n, unit in enumerate(units)
                if standard.variant(unit.tags).outline.asked
                for cell in _ways(ways, n)
            ),
            *signatures(skin, 0, signs, standard.rubric.signatures, hands),
        ),
        row_keys={TITLE: "title", LEAD: "lead", HEAD: "head", **signed}
        | {FIRST + n: f"unit.{unit.id}" for n, unit in enumerate(units)},
        column_keys={c: key for c, (key, _, _) in enumerate(columns, 2)}
        | {c: f"way.{role}" for c, role in ways.items()}
        | {c: f"more.{c}" for c in more},
        widths={c: width for c, (_, _, width) in enumerate(columns, 2)} | dict.fromkeys(ways, 10.0),
        heights={TITLE: 36, LEAD: 22, HEAD: _head_height(columns, skin), **dict.fromkeys(range(FIRST, last + 1), 22)}
        | dict.fromkeys(signed, 28),
        freeze=HEAD,
        printed=(TITLE, 2, max(signed), edge),
        anchors={FRONT: (TITLE, 2)},
        repeat=(HEAD, HEAD),
        owner=lead,
    )


def _head_height(columns: Sequence[tuple[str, str, float]], skin: Skin) -> float:
    """Give the height that the tallest heading needs."""
    return max(32.0, *(height(label, width, skin.size * BOLD, skin.font) for _, label, width in columns))


def _columns(standard: Standard, skin: Skin, hands: Hands) -> list[tuple[str, str, float]]:
    """Give each column's name in the graph (or the unit's field), heading and width."""
    counts, outline = hands.counts(standard.rubric.counts), standard.outline
    sections = [
        (name(counts, top.what, top.id), f"{top.name}\n{skin.say('of_points', points=plain(top.points))}", 12.0)
        for top in outline.tops
        if top.scored and moves_points(outline)
    ]
    pointed = hands.shown if moves_points(outline) else ()
    totals = [(name(role, "total"), _two_lines(skin, f"{role}_total"), 12.0) for role in pointed]
    done = [(name(role, "done"), _two_lines(skin, f"{role}_done"), 11.0) for role in hands.shown]
    graded = name(counts, "grade") in standard.expressions
    result = [(name(counts, "grade"), skin.labels["result"], 12.0)] if graded else []
    who = [("id", skin.labels["unit_id"], 18.0), ("name", skin.labels["unit"], 22.0)]
    return [*who, *sections, *totals, *result, *done]


def _two_lines(skin: Skin, label: str) -> str:
    """Put the unit of a heading on a line of its own, where it stands in wide brackets."""
    return skin.labels[label].replace("（", "\n（")


def _shown(local: str) -> Expression:
    """Show points once something is filled in, and how much is filled in at once."""
    role, what, node = role_of(local), what_of(local), local.partition(":")[2]
    if what == "grade":
        return once_filled(role, "", dashed(Ref(local)))
    return Ref(local) if what == "done" else once_filled(role, node, Ref(local))


def _ways(ways: Mapping[int, str], number: int) -> Iterator[Cell]:
    """Say how many entries of a unit wait; a click leads to the first."""
    for column, role in ways.items():
        post = Signpost("short", number, role)
        yield Cell(FIRST + number, column, post, "way", f"{post_name(post)}@summary")


def _row(columns: list[tuple[str, str, float]], unit: Unit, number: int, own: Standard) -> Iterator[Cell]:
    for column, (key, _, _) in enumerate(columns, 2):
        content: Content = unit.id if key == "id" else unit.name
        if ":" not in key:
            link = unit_anchor(number) if key == "name" else ""
            yield Cell(FIRST + number, column, content, "link" if link else "text", link=link)
        elif key in own.expressions:
            content = Formula(renamed(_shown(key), lambda local: f"{number}/{local}"))
            yield Cell(FIRST + number, column, content, "score", f"{number}/summary.{key}")
        else:  # a section that does not apply to this unit
            yield Cell(FIRST + number, column, None, "closed")
