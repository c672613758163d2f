"""The scoring sheet: the official table, a row a finding, self-check and review side by side."""

from collections.abc import Iterator
from dataclasses import replace

from xlrubric.cellrefs import letters
from xlrubric.expressions import Expression, Ref, call, renamed
from xlrubric.graph import name, once_filled
from xlrubric.layout.columns import Column, moves_points, scoring_columns
from xlrubric.layout.inputs import Areas
from xlrubric.layout.measure import needed, page_breaks, page_room, widest_word
from xlrubric.layout.scoring_rows import FIRST, Plan, Rows
from xlrubric.layout.sheets import Cell, Formula, Mark, Sheet
from xlrubric.rubric import ROLES
from xlrubric.skin import Skin
from xlrubric.standard import Standard
from xlrubric.units import Unit

TITLE, UNIT, HEAD, SUBHEAD = 2, 3, 4, 5
WIDEST_SECTION = 24.0  # characters; a longer word is torn all the same
TOP_HEIGHTS = {TITLE: 30.0, UNIT: 22.0, HEAD: 20.0, SUBHEAD: 32.0}


def scoring_sheet(standard: Standard, skin: Skin, unit: Unit, number: int, sheet: str, areas: Areas) -> Sheet:
    """Lay out one unit's scoring sheet; ``areas`` are those of the dropdowns' words."""
    columns = scoring_columns(standard.outline)
    plan = Plan(standard, skin, unit, number, sheet, columns, {c.key: n for n, c in enumerate(columns, 2)})
    rows = Rows(plan, areas)
    body = tuple(rows.cells())
    last, breaks = rows.row, _breaks(plan, rows)
    placed = tuple(piece for cell in body for piece in _on_pages(cell, breaks, plan, rows))
    return Sheet(
        key=f"scoring:{unit.id}",
        name=sheet,
        cells=(*_top(plan), *_heads(plan), *placed),
        row_keys={TITLE: "title", UNIT: "unit", HEAD: "head", SUBHEAD: "subhead", **rows.keys},
        column_keys={plan.at[c.key]: c.key for c in columns},
        widths={plan.at[c.key]: _width(plan, c) for c in columns},
        heights={**TOP_HEIGHTS, **rows.heights},
        hidden_columns=tuple(plan.at[c.key] for c in columns if c.hidden),
        marks=tuple(_marks(plan, last)),
        freeze=SUBHEAD,
        repeat=(HEAD, SUBHEAD),
        breaks=breaks,
        filter=(SUBHEAD, 2, last - 1, plan.last()),
        footer=f"{unit.name}　{standard.rubric.title}",
    )


def _on_pages(cell: Cell, breaks: tuple[int, ...], plan: Plan, rows: Rows) -> Iterator[Cell]:
    """Cut a section's name where a page begins, so that every page shows it that has room for it."""
    if cell.style != "section":
        yield cell
        return
    starts = [cell.row, *(row for row in breaks if cell.row < row < cell.row + cell.down)]
    pieces = list(zip(starts, [*starts[1:], cell.row + cell.down], strict=True))
    wanted = needed(str(cell.content), plan.skin.widths["section"], plan.skin.size)
    if all(rows.tall(*piece) < wanted for piece in pieces):
        rows.make_room(range(*pieces[-1]), str(cell.content), "section")
    for start, stop in pieces:
        content = cell.content if rows.tall(start, stop) > wanted - 1 else None
        yield replace(cell, row=start, down=stop - start, content=content)


def _top(plan: Plan) -> Iterator[Cell]:
    skin, last = plan.skin, plan.last()
    yield Cell(TITLE, 2, plan.standard.rubric.title, "title", across=last - 1)
    who = skin.say("unit_line", name=plan.unit.name, id=plan.unit.id)
    yield Cell(UNIT, 2, who, "value", name=plan.full("text.unit:"), across=plan.at["self.choice"] - 2)
    for role in ROLES if moves_points(plan.standard.outline) else ():
        start, score = plan.at[f"{role}.choice"], plan.at[f"{role}.score"]
        yield Cell(UNIT, start, skin.labels[f"{role}_total"], "label", across=3)
        total = once_filled(role, "", Ref(name(role, "total")))
        yield Cell(UNIT, score, Formula(renamed(total, plan.full)), "figure", plan.full(f"top.{role}:"))
    yield Cell(UNIT, plan.at["remark"], _status(plan), "hint", plan.full("top.status:"), across=2)


def _status(plan: Plan) -> Formula:
    """Say in words what is still open, for the role that counts."""
    role = plan.standard.rubric.counts
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
        if column.role and column.key.endswith((".done", ".doubt")):
            yield Cell(SUBHEAD, at, column.key, "hidden")
        elif column.role:
            yield Cell(SUBHEAD, at, label, f"head_{column.role}")
        elif column.key == "section":  # one heading over all levels
            yield Cell(HEAD, at, label, "head", down=2, across=plan.at["item"] - at)
        elif not column.key.startswith("section"):
            yield Cell(HEAD, at, label, "head", down=2)
    for role in ROLES:
        yield Cell(HEAD, plan.at[f"{role}.choice"], plan.skin.labels[role], f"head_{role}", across=4)


def _width(plan: Plan, column: Column) -> float:
    """Give a column's width: the look's, but never so narrow that a section's name is torn within a word."""
    if not column.key.startswith("section"):
        return plan.skin.widths.get(column.label, 8)
    level = int(column.key.removeprefix("section") or 1)
    names = [node.name for node in plan.standard.outline.nodes if node.children and node.depth == level]
    word = widest_word(names, plan.skin.size)
    return max(plan.skin.widths["section"], min(word, WIDEST_SECTION))


def _breaks(plan: Plan, rows: Rows) -> tuple[int, ...]:
    """Keep sections together on a page; one that is longer than a page is broken between its items."""
    if not rows.blocks:  # nothing applies to this unit
        return ()
    shown = (c for c in plan.columns if not c.hidden)
    room = page_room(_width(plan, c) for c in shown)
    repeated = TOP_HEIGHTS[HEAD] + TOP_HEIGHTS[SUBHEAD]
    ends = [items[0].start for items in rows.blocks[1:]] + [rows.row]  # subtotals go with the last item before them
    blocks: list[tuple[int, float]] = []
    for items, end in zip(rows.blocks, ends, strict=True):
        starts = [item.start for item in items]
        if repeated + rows.tall(starts[0], end) <= room:
            starts = starts[:1]
        blocks += [(start, rows.tall(start, stop)) for start, stop in zip(starts, [*starts[1:], end], strict=True)]
    return page_breaks(blocks, sum(TOP_HEIGHTS.values()), repeated, room)


def _marks(plan: Plan, last: int) -> Iterator[Mark]:
    """Colour what costs or brings points, and where count and finding disagree."""
    words = (plan.at["finding"], plan.at["amount"])
    counting = letters(plan.at[f"{plan.standard.rubric.counts}.effect"])
    for role in ROLES:
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
