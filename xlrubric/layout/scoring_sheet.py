"""The scoring sheet: the official table, a row a finding, self-check and review side by side."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from xlrubric.cellrefs import letters
from xlrubric.expressions import Expression, Ref, call, renamed
from xlrubric.graph import can_doubt, name, once_filled
from xlrubric.layout.columns import Column, scoring_columns
from xlrubric.layout.inputs import input_of, unit_behind
from xlrubric.layout.measure import TALLEST, height, needed, page_breaks, page_room, spread, widest_word
from xlrubric.layout.sheets import Cell, Formula, FreeText, Input, Mark, Sheet
from xlrubric.rubric import ROLES, Finding, Item, Section
from xlrubric.rules import rule_of
from xlrubric.skin import Skin
from xlrubric.standard import Standard
from xlrubric.units import Unit
from xlrubric.wording import amount_words
from xlrubric.words import FOUND_WORDS

TITLE, UNIT, HEAD, SUBHEAD, FIRST = 2, 3, 4, 5, 6
WIDEST_SECTION = 24.0  # characters; a longer word is torn all the same
TOP_HEIGHTS = {TITLE: 30.0, UNIT: 22.0, HEAD: 20.0, SUBHEAD: 32.0}


@dataclass(frozen=True)
class Plan:
    """What every part of the sheet needs to know."""

    standard: Standard
    skin: Skin
    unit: Unit
    number: int
    sheet: str
    columns: tuple[Column, ...]
    at: dict[str, int]

    def full(self, local: str) -> str:
        """Give a name within the workbook."""
        return f"{self.number}/{local}"

    def last(self) -> int:
        """Give the last visible column."""
        return self.at["hint"]


def scoring_sheet(standard: Standard, skin: Skin, unit: Unit, number: int, sheet: str, options: str) -> Sheet:
    """Lay out one unit's scoring sheet; ``options`` is the area of the dropdown's words."""
    columns = scoring_columns(standard.rubric)
    plan = Plan(standard, skin, unit, number, sheet, columns, {c.key: n for n, c in enumerate(columns, 2)})
    rows = Rows(plan, options)
    body = tuple(rows.cells())
    last = rows.row
    return Sheet(
        key=f"scoring:{unit.id}",
        name=sheet,
        cells=(*_top(plan), *_heads(plan), *body),
        row_keys={TITLE: "title", UNIT: "unit", HEAD: "head", SUBHEAD: "subhead", **rows.keys},
        column_keys={plan.at[c.key]: c.key for c in columns},
        widths={plan.at[c.key]: _width(plan, c) for c in columns},
        heights={**TOP_HEIGHTS, **rows.heights},
        hidden_columns=tuple(plan.at[c.key] for c in columns if c.hidden),
        marks=tuple(_marks(plan, last)),
        freeze=SUBHEAD,
        repeat=(HEAD, SUBHEAD),
        breaks=_breaks(plan, rows),
        filter=(SUBHEAD, 2, last - 1, plan.last()),
        footer=f"{unit.name}　{standard.rubric.title}",
    )


def _top(plan: Plan) -> Iterator[Cell]:
    skin, last = plan.skin, plan.last()
    yield Cell(TITLE, 2, plan.standard.rubric.title, "title", across=last - 1)
    who = skin.say("unit_line", name=plan.unit.name, id=plan.unit.id)
    yield Cell(UNIT, 2, who, "value", name=plan.full("text.unit:"), across=plan.at["self.choice"] - 2)
    for role in ROLES:
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
    findings = sum(1 for _ in standard.rubric.findings())
    missing = call("sub", findings, Ref(name(role, "done")))
    say = skin.labels
    left = call("join", missing, say["status_open"])
    far = call("if", call("gt", missing, 0), left, say["status_full"])
    doubts = call("join", say["status_doubt"], Ref(name(role, "doubt")), say["status_doubt_end"])
    doubtful = call("if", call("gt", Ref(name(role, "doubt")), 0), doubts, "")
    return call("join", skin.say("status_words", role=say[role]), far, doubtful)


def _heads(plan: Plan) -> Iterator[Cell]:
    for column in plan.columns:
        label, at = plan.skin.labels.get(column.label, column.key), plan.at[column.key]
        if column.hidden:
            yield Cell(SUBHEAD, at, column.key, "hidden")
        elif column.role:
            yield Cell(SUBHEAD, at, label, f"head_{column.role}")
        else:
            yield Cell(HEAD, at, label, "head", down=2)
    for role in ROLES:
        yield Cell(HEAD, plan.at[f"{role}.choice"], plan.skin.labels[role], f"head_{role}", across=4)


class Rows:
    """Gives the cells below the headings, row by row, and remembers each row's key and height."""

    def __init__(self, plan: Plan, options: str) -> None:
        self.plan, self.options = plan, options
        self.row = FIRST
        self.keys: dict[int, str] = {}
        self.heights: dict[int, float] = {}
        self.blocks: list[list[range]] = []  # the rows of each section's items, its subtotal with the last

    def tall(self, start: int, stop: int) -> float:
        """Give the height in points of the rows from ``start`` to before ``stop``."""
        return sum(self.heights[row] for row in range(start, stop))

    def cells(self) -> Iterator[Cell]:
        """Give the rows of every section, then the total."""
        for section in self.plan.standard.rubric.sections:
            yield from self._section(section)
        yield from self._sum("total", "total", self.plan.standard.rubric.full_points(), "total")

    def _section(self, section: Section) -> Iterator[Cell]:
        first = self.row
        self.blocks.append([])
        for item in section.items:
            yield from self._item(item)
        block = range(first, self.row)
        self._raise(block, section.name, "section")
        yield Cell(first, self.plan.at["section"], section.name, "section", down=len(block))
        yield from self._sum(f"section.{section.id}", section.id, section.full_points(), "subtotal")

    def _item(self, item: Item) -> Iterator[Cell]:
        first, at = self.row, self.plan.at
        for finding in item.findings:
            yield from self._finding(finding)
        block = range(first, self.row)
        self.blocks[-1].append(block)
        down, text, evidence = len(block), f"{item.id} {item.text or item.name}", "\n".join(item.evidence)
        for column, shown in (("item", text), ("evidence", evidence)):
            if column in at:
                self._raise(block, shown, column)
                yield Cell(first, at[column], shown or None, "text", down=down)
        yield Cell(first, at["points"], item.points, "center", down=down)
        for role in ROLES:
            local = name(role, "item", item.id)
            yield Cell(first, at[f"{role}.score"], self._formula(local), "score", self.plan.full(local), down)

    def _finding(self, finding: Finding) -> Iterator[Cell]:
        row, at, plan = self.row, self.plan.at, self.plan
        words = amount_words(finding, plan.skin)
        self.keys[row] = f"finding.{finding.id}"
        self.heights[row] = max(18, self._height(finding.text, "finding"), self._height(words, "amount"))
        yield Cell(row, at["finding"], finding.text, "text")
        yield Cell(row, at["amount"], words, "text")
        for role in ROLES:
            yield from self._boxes(finding, role)
            yield from self._of_role(finding, role)
        remark = Input(FreeText(), finding.id, plan.skin.labels["remark"])
        yield Cell(row, at["remark"], remark, "entry_text", plan.full(f"remark:{finding.id}"))
        hint = Formula(renamed(hint_words(finding, plan.skin), plan.full)) if can_doubt(finding) else None
        yield Cell(row, at["hint"], hint, "hint", plan.full(f"hint:{finding.id}") if hint else "")
        self.row += 1

    def _boxes(self, finding: Finding, role: str) -> Iterator[Cell]:
        boxes = {box.name: box for box in rule_of(finding).boxes(finding)}
        for part in ("choice", "number"):
            column = self.plan.at[f"{role}.{part}"]
            if part in boxes:
                content = input_of(finding, boxes[part], self.plan.standard, self.plan.skin, self.options)
                full = self.plan.full(name(role, part, finding.id))
                unit = unit_behind(boxes[part], self.plan.skin)
                yield Cell(self.row, column, content, "entry", full, unit=unit)
            else:
                yield Cell(self.row, column, None, "closed")

    def _of_role(self, finding: Finding, role: str) -> Iterator[Cell]:
        parts = ("effect", "done", "doubt") if can_doubt(finding) else ("effect", "done")
        for part in parts:
            local = name(role, part, finding.id)
            style = part if part == "effect" else "hidden"
            column = self.plan.at[f"{role}.{part}"]
            yield Cell(self.row, column, self._formula(local), style, self.plan.full(local))

    def _sum(self, key: str, node: str, points: Decimal, style: str) -> Iterator[Cell]:
        row, at, plan = self.row, self.plan.at, self.plan
        self.keys[row], self.heights[row] = key, 20
        label = plan.skin.labels["total" if style == "total" else "subtotal"]
        yield Cell(row, 2, label, style, across=at["points"] - 2)
        yield Cell(row, at["points"], points, style)
        for column in range(at["points"] + 1, at["self.choice"]):
            yield Cell(row, column, None, style)
        what, node = ("total", "") if style == "total" else ("section", node)
        for role in ROLES:
            yield from self._sum_of(role, what, node, style)
        yield Cell(row, at["remark"], None, style)
        yield Cell(row, at["hint"], None, style)
        self.row += 1

    def _sum_of(self, role: str, what: str, node: str, style: str) -> Iterator[Cell]:
        for part in ("choice", "number", "effect"):
            yield Cell(self.row, self.plan.at[f"{role}.{part}"], None, style)
        for part, column in ((what, "score"), ("done", "done"), ("doubt", "doubt")):
            local = name(role, part, node)
            shown = style if column == "score" else "hidden"
            at = self.plan.at[f"{role}.{column}"]
            yield Cell(self.row, at, self._formula(local), shown, self.plan.full(local))

    def _formula(self, local: str) -> Formula:
        return Formula(renamed(self.plan.standard.expression(local), self.plan.full))

    def _height(self, text: str, column: str) -> float:
        return height(text, self.plan.skin.widths[column], self.plan.skin.size)

    def _raise(self, block: range, text: str, column: str) -> None:
        points = needed(text, self.plan.skin.widths[column], self.plan.skin.size)
        raised = spread(points, [self.heights[row] for row in block])
        self.heights.update((row, min(TALLEST, tall)) for row, tall in zip(block, raised, strict=True))


def hint_words(finding: Finding, skin: Skin) -> Expression:
    """Say which of count and finding is missing, for each role that has one without the other."""
    found = FOUND_WORDS[skin.language][1]
    said = []
    for role in ROLES:
        choice = Ref(name(role, "choice", finding.id))
        without_count = skin.labels[role] + skin.labels["hint_finding_without"]
        without_finding = skin.labels[role] + skin.labels["hint_count_without"]
        which = call("if", call("eq", choice, found), without_count, without_finding)
        said.append(call("if", call("gt", Ref(name(role, "doubt", finding.id)), 0), which, ""))
    both = call("and", *(call("gt", Ref(name(role, "doubt", finding.id)), 0) for role in ROLES))
    return call("join", said[0], call("if", both, skin.labels["between"], ""), said[1])


def _width(plan: Plan, column: Column) -> float:
    """Give a column's width: the look's, but never so narrow that a section's name is torn within a word."""
    wanted = plan.skin.widths.get(column.label, 8)
    if column.key != "section":
        return wanted
    word = widest_word((s.name for s in plan.standard.rubric.sections), plan.skin.size)
    return max(wanted, min(word, WIDEST_SECTION))


def _breaks(plan: Plan, rows: Rows) -> tuple[int, ...]:
    """Keep sections together on a page; one that is longer than a page is broken between its items."""
    shown = (c for c in plan.columns if not c.hidden)
    room = page_room(_width(plan, c) for c in shown)
    repeated = TOP_HEIGHTS[HEAD] + TOP_HEIGHTS[SUBHEAD]
    ends = [items[-1].stop + 1 for items in rows.blocks]  # a section's subtotal goes with its last item
    ends[-1] += 1  # and the total with the last section
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
