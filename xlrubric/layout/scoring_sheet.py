"""The scoring sheet: the official table, a row a finding, self-check and review side by side."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from xlrubric.cellrefs import letters
from xlrubric.expressions import Expression, Ref, call, renamed
from xlrubric.graph import name, once_filled
from xlrubric.layout.columns import HELPERS, Column, moves_points, places, scoring_columns
from xlrubric.layout.hands import BOTH, Hands
from xlrubric.layout.inputs import Areas
from xlrubric.layout.measure import CENTRED, needed, page_breaks, page_room, widest_word
from xlrubric.layout.scoring_rows import FIRST, Plan, Rows
from xlrubric.layout.sheets import Cell, Formula, Mark, Sheet, Signpost
from xlrubric.layout.signposts import post_name
from xlrubric.outline import Node, Outline
from xlrubric.skin import Skin
from xlrubric.standard import Standard
from xlrubric.units import Unit

WAY, TITLE, UNIT, HEAD, SUBHEAD = 2, 3, 4, 5, 6
WIDEST_SECTION = 24.0  # characters; a longer word is torn all the same
TOP_HEIGHTS = {WAY: 20.0, TITLE: 28.0, UNIT: 22.0, HEAD: 20.0, SUBHEAD: 32.0}
FRONT = "go_front"  # the anchor of the first sheet


def scoring_sheet(
    standard: Standard, skin: Skin, unit: Unit, number: int, sheet: str, areas: Areas, hands: Hands = BOTH
) -> Sheet:
    """Lay out one unit's scoring sheet; ``areas`` are those of the dropdowns' words."""
    columns = scoring_columns(standard.outline, hands)
    plan = Plan(standard, skin, unit, number, sheet, columns, places(standard.outline), hands)
    rows, heights = Rows(plan, areas), _top_heights(plan)
    body = tuple(rows.cells())
    last, breaks = rows.row, _breaks(plan, rows, heights)
    placed = tuple(piece for cell in body for piece in _on_pages(cell, breaks, plan, rows))
    return Sheet(
        key=f"scoring:{unit.id}",
        name=sheet,
        cells=(*_way(plan), *_top(plan), *_heads(plan), *placed),
        row_keys={WAY: "way", TITLE: "title", UNIT: "unit", HEAD: "head", SUBHEAD: "subhead", **rows.keys},
        column_keys={plan.at[c.key]: c.key for c in columns},
        widths={plan.at[c.key]: _width(plan, c) for c in columns},
        heights={**heights, **rows.heights},
        hidden_columns=tuple(plan.at[c.key] for c in columns if c.hidden),
        marks=tuple(_marks(plan, last)),
        freeze=SUBHEAD,
        repeat=(HEAD, SUBHEAD),
        breaks=breaks,
        filter=(SUBHEAD, 2, last - 1, plan.last()),
        printed=(TITLE, 2, last - 1, plan.at["remark"]),
        levels=rows.depth,
        anchors={unit_anchor(number): (FIRST, 2)}
        | {section_anchor(number, node, standard.outline): (row, 2) for node, row in rows.starts},
        owner=unit.name,
    )


def unit_anchor(number: int) -> str:
    """Name the anchor of the scoring sheet of the unit at a place: fit for a defined name."""
    return f"go_unit_{number}"


def section_anchor(number: int, node: Node, outline: Outline) -> str:
    """Name the anchor of a section: by its place in the standard, since its id may be no fit name."""
    return f"{unit_anchor(number)}_{outline.nodes.index(node)}"


def _way(plan: Plan) -> Iterator[Cell]:
    """Give the line above the table that is not printed: back to the first sheet, on to the next open entry."""
    yield Cell(WAY, 2, plan.skin.labels["way_back"], "way", across=plan.at["item"] - 1, link=FRONT)
    pointed = moves_points(plan.standard.outline)
    free = dict(zip(plan.hands.open, ((plan.at["finding"], 1), (plan.at["remark"], 2)), strict=False))
    for role in plan.hands.open if plan.standard.outline.asked else ():
        post = Signpost("next", plan.number, role)
        column, across = (plan.at[f"{role}.choice"], 4) if pointed else free[role]  # else only a word's room is there
        yield Cell(WAY, column, post, "way", post_name(post), across=across)


def _on_pages(cell: Cell, breaks: tuple[int, ...], plan: Plan, rows: Rows) -> Iterator[Cell]:
    """Cut a section's name where a page begins, so that every page shows it that has room for it."""
    if cell.style != "section":
        yield cell
        return
    starts = [cell.row, *(row for row in breaks if cell.row < row < cell.row + cell.down)]
    pieces = list(zip(starts, [*starts[1:], cell.row + cell.down], strict=True))
    wanted = needed(str(cell.content), plan.skin.widths["section"], plan.skin.size, plan.skin.font, CENTRED)
    if all(rows.tall(*piece) < wanted for piece in pieces):
        rows.make_room(range(*pieces[-1]), str(cell.content), "section")
    for start, stop in pieces:
        content = cell.content if rows.tall(start, stop) > wanted - 1 else None
        yield replace(cell, row=start, down=stop - start, content=content, part_of=str(cell.content))


def _top(plan: Plan) -> Iterator[Cell]:
    skin = plan.skin
    yield Cell(TITLE, 2, plan.standard.rubric.title, "title", across=plan.at["remark"] - 1)
    who, start = skin.say("unit_line", name=plan.unit.name, id=plan.unit.id), plan.at["finding"]
    yield Cell(UNIT, 2, who, "value", name=plan.full("text.unit:"), across=start - 2)
    pointed = moves_points(plan.standard.outline)
    stop = plan.at["self.choice" if pointed else "remark"]
    yield Cell(UNIT, start, _status(plan), "status", plan.full("top.status:"), across=stop - start)
    for role in plan.roles if pointed else ():
        start, score = plan.at[f"{role}.choice"], plan.at[f"{role}.score"]
        yield Cell(UNIT, start, skin.labels[f"{role}_total"], "label", across=3)
        total = once_filled(role, "", Ref(name(role, "total")))
        yield Cell(UNIT, score, Formula(renamed(total, plan.full)), "figure", plan.full(f"top.{role}:"))
    yield Cell(UNIT, plan.at["remark"], None, "value")


def _status(plan: Plan) -> Formula:
    """Say in words what is still open, for the role that counts."""
    role = plan.counts
    return Formula(renamed(status_words(plan.standard, plan.skin, role), plan.full))


def status_words(standard: Standard, skin: Skin, role: str) -> Expression:
    """Say in words how far a role has filled in its part: «核查：3项未填，数量与情况不符 1项»."""
    missing = call("sub", len(standard.outline.asked), Ref(name(role, "done")))
    say = skin.labels
    left = call("join", missing, say["status_open"])
    far = call("if", call("gt", missing, 0), left, say["status_full"])
    doubts = call("join", say["status_doubt"], Ref(name(role, "doubt")), say["status_doubt_end"])
    doubtful = call("if", call("gt", Ref(name(role, "doubt")), 0), doubts, "")
    return call("join", skin.say("status_words", role=say[role]), far, doubtful)


def _heads(plan: Plan) -> Iterator[Cell]:
    for column in plan.columns:
        label, at = plan.heading(column), plan.at[column.key]
        if column.role and column.key.endswith(HELPERS):
            yield Cell(SUBHEAD, at, column.key, "hidden")
        elif column.role and column.role not in plan.roles:
            continue
        elif column.role:
            yield Cell(SUBHEAD, at, label, f"head_{column.role}")
        elif column.key == "section":  # one heading over all levels
            yield Cell(HEAD, at, label, "head", down=2, across=plan.at["item"] - at)
        elif not column.key.startswith("section"):
            yield Cell(HEAD, at, label, "head", down=2)
    for role in plan.roles:
        yield Cell(HEAD, plan.at[f"{role}.choice"], plan.skin.labels[role], f"head_{role}", across=4)


def _width(plan: Plan, column: Column) -> float:
    """Give a column's width: the look's, but never so narrow that a section's name is torn within a word."""
    if not column.key.startswith("section"):
        return plan.skin.widths.get(column.label, 8)
    level = int(column.key.removeprefix("section") or 1)
    names = [node.name for node in plan.standard.outline.nodes if node.children and node.depth == level]
    word = widest_word(names, plan.skin.size)
    return max(plan.skin.widths["section"], min(word, WIDEST_SECTION))


def _top_heights(plan: Plan) -> dict[int, float]:
    """Give the heights of the rows above the findings: headings in narrow columns may need more than the usual."""
    shown = [column for column in plan.columns if not column.hidden and not column.key.startswith("section")]
    font = plan.skin.size, plan.skin.font, CENTRED
    lower = [needed(plan.heading(c), _width(plan, c), *font) for c in shown if c.role]
    whole = [needed(plan.heading(c), _width(plan, c), *font) for c in shown if not c.role]
    subhead = max(TOP_HEIGHTS[SUBHEAD], *lower)
    head = max(TOP_HEIGHTS[HEAD], max(whole) - subhead)
    return {**TOP_HEIGHTS, HEAD: head, SUBHEAD: subhead}


def _breaks(plan: Plan, rows: Rows, heights: Mapping[int, float]) -> tuple[int, ...]:
    """Keep sections together on a page; one that is longer than a page is broken between its items."""
    if not rows.blocks:  # nothing applies to this unit
        return ()
    shown = (c for c in plan.columns if not c.hidden and c.key != "hint")  # which is not printed
    room = page_room((_width(plan, c) for c in shown), plan.skin.paper.room)
    repeated = heights[HEAD] + heights[SUBHEAD]
    ends = [items[0].start for items in rows.blocks[1:]] + [rows.row]  # subtotals go with the last item before them
    blocks: list[tuple[int, float]] = []
    for items, end in zip(rows.blocks, ends, strict=True):
        starts = [item.start for item in items]
        if repeated + rows.tall(starts[0], end) <= room:
            starts = starts[:1]
        blocks += [(start, rows.tall(start, stop)) for start, stop in zip(starts, [*starts[1:], end], strict=True)]
    return page_breaks(blocks, sum(heights.values()) - heights[WAY], repeated, room)


def _marks(plan: Plan, last: int) -> Iterator[Mark]:
    """Colour what costs or brings points, and where count and finding disagree."""
    words = (plan.at["finding"], plan.at["amount"])
    counting = letters(plan.at[f"{plan.counts}.effect"])
    for role in plan.roles:
        first, effect = plan.at[f"{role}.choice"], letters(plan.at[f"{role}.effect"])
        doubt, filled = (
            letters(plan.at[f"{role}.doubt"]),
            f"${letters(first)}{FIRST}&${letters(first + 1)}{FIRST}",
        )
        yield Mark("doubt", (FIRST, first, last, first + 1), f'=AND(${doubt}{FIRST}=1,{filled}<>"")')
        yield Mark("lost", (FIRST, first, last, first + 2), f"=AND(ISNUMBER(${effect}{FIRST}),${effect}{FIRST}<0)")
        yield Mark("won", (FIRST, first, last, first + 2), f"=AND(ISNUMBER(${effect}{FIRST}),${effect}{FIRST}>0)")
    yield Mark("lost", (FIRST, words[0], last, words[1]), f"=AND(ISNUMBER(${counting}{FIRST}),${counting}{FIRST}<0)")
    yield Mark("won", (FIRST, words[0], last, words[1]), f"=AND(ISNUMBER(${counting}{FIRST}),${counting}{FIRST}>0)")
