"""The rows of the scoring sheet: sections and items to the left, a finding's boxes for both roles, subtotals.

Apart from ``scoring_sheet``, which sets them into a sheet with its headings, widths and pages.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from xlrubric.expressions import Expression, Ref, call, renamed
from xlrubric.graph import name, once_filled
from xlrubric.layout.columns import Column, moves_points, section_levels
from xlrubric.layout.hands import Hands
from xlrubric.layout.inputs import Areas, input_of, unit_behind
from xlrubric.layout.measure import BOLD, CENTRED, PADDING, TALLEST, height, needed, spread
from xlrubric.layout.sheets import Cell, Days, Formula, FreeText, Input, Signpost
from xlrubric.layout.signposts import count_name
from xlrubric.outline import Node, Row
from xlrubric.quantities.marks import box_name
from xlrubric.rules import Box, plain
from xlrubric.skin import Skin
from xlrubric.standard import Standard
from xlrubric.units import Unit
from xlrubric.wording import amount_words, clause_words

FIRST = 7


@dataclass(frozen=True)
class Plan:
    """What every part of the sheet needs to know."""

    standard: Standard
    skin: Skin
    unit: Unit
    number: int
    sheet: str
    columns: tuple[Column, ...]
    at: Mapping[str, int]
    hands: Hands

    def full(self, local: str) -> str:
        """Give a name within the workbook."""
        return f"{self.number}/{local}"

    def last(self) -> int:
        """Give the last visible column."""
        return self.at["hint"]

    def heading(self, column: Column) -> str:
        """Give a column's heading."""
        return self.skin.labels.get(column.label, column.key)

    def has(self, local: str) -> bool:
        """Say whether the graph has a quantity."""
        return local in self.standard.expressions

    @property
    def roles(self) -> tuple[str, ...]:
        """Give the roles that have columns."""
        return self.hands.shown

    @property
    def counts(self) -> str:
        """Give the role whose figures are the result."""
        return self.hands.counts(self.standard.rubric.counts)


class Rows:
    """Gives the cells below the headings, row by row, and remembers each row's key and height."""

    def __init__(self, plan: Plan, areas: Areas) -> None:
        self.plan, self.areas = plan, areas
        self.row = FIRST
        self.keys: dict[int, str] = {}
        self.heights: dict[int, float] = {}
        self.blocks: list[list[range]] = []  # the rows of the items of each section at the top
        self.levels = section_levels(plan.standard.outline)
        self.depth: dict[int, int] = {}  # how deep a row lies in the outline
        self.starts: list[tuple[Node, int]] = []  # the first row of each section
        self.asked = 0

    def tall(self, start: int, stop: int) -> float:
        """Give the height in points of the rows from ``start`` to before ``stop``."""
        return sum(self.heights[row] for row in range(start, stop))

    def cells(self) -> Iterator[Cell]:
        """Give the rows of every section, then the total and the grade."""
        outline = self.plan.standard.outline
        for top in outline.tops:
            self.blocks.append([])
            yield from self._node(top)
        yield from self._sum(outline.root, "total")
        if self.plan.has(name("review", "grade")):
            yield from self._grade()

    def _node(self, node: Node) -> Iterator[Cell]:
        """Give a node's rows: its name beside them, what is below it, and its score beside or below them."""
        first = self.row
        if node.children or node.depth == 1:
            self.starts.append((node, first))
        if node.children:
            for row in node.rows:
                yield from self._row(row)
                yield from self._beside(row, node)
            for child in node.children:
                yield from self._node(child)
            block = range(first, self.row)
            self.depth.update((row, self.depth.get(row, 0) + 1) for row in block)
            yield from self._section_name(node, block)
        else:
            yield from self._item(node)
            block = range(first, self.row)
        if node.kind == "inner":
            yield from self._sum(node, "subtotal") if moves_points(self.plan.standard.outline) else ()
        elif node.scored:
            yield from self._scored(node, block)
        elif self._unpooled(node):
            yield from self._blanks(block, "points", *(f"{role}.score" for role in self.plan.roles))

    def _unpooled(self, node: Node) -> bool:
        """Say whether a node without a score has no block of a score beside it either."""
        outline = self.plan.standard.outline
        return not node.children and outline.above(node).kind == "inner"

    def _beside(self, row: Row, node: Node) -> Iterator[Cell]:
        """Fill the columns beside a section's own row, which has no item."""
        start = self._level(node.depth + 1)
        block = range(self.row - 1, self.row)
        self.blocks[-1].append(block)
        yield Cell(
            block.start, start, self.plan.skin.labels["applies_row"], "text", across=self.plan.at["item"] - start + 1
        )
        yield from self._blanks(block, "points", "evidence", *(f"{role}.score" for role in self.plan.roles))

    def _level(self, depth: int) -> int:
        """Give the column in which a node of a depth begins."""
        at = self.plan.at
        return at["item"] if depth > self.levels else at["section" if depth == 1 else f"section{depth}"]

    def _section_name(self, node: Node, block: range) -> Iterator[Cell]:
        self.make_room(block, node.name, "section")
        yield Cell(block.start, self._level(node.depth), node.name, "section", down=len(block), below=True)

    def _item(self, node: Node) -> Iterator[Cell]:
        first, at = self.row, self.plan.at
        for row in node.rows:
            yield from self._row(row)
        block = range(first, self.row)
        self.blocks[-1].append(block)
        down, text, evidence = len(block), f"{node.id} {node.text or node.name}", "\n".join(node.evidence)
        start = self._level(node.depth)
        self.make_room(block, text, "item")
        yield Cell(first, start, text, "text", down=down, across=at["item"] - start + 1, below=True)
        if "evidence" in at:
            self.make_room(block, evidence, "evidence")
            yield Cell(first, at["evidence"], evidence or None, "text", down=down)

    def _scored(self, node: Node, block: range) -> Iterator[Cell]:
        """Give the points and the scores beside the rows that draw on them."""
        at, down = self.plan.at, len(block)
        yield Cell(block.start, at["points"], node.points or None, "center", down=down)
        for role in self.plan.roles:
            local = name(role, node.what, node.id)
            yield Cell(block.start, at[f"{role}.score"], self._formula(local), "score", self.plan.full(local), down)

    def _blanks(self, block: range, *columns: str) -> Iterator[Cell]:
        for column in columns:
            if column in self.plan.at:
                yield Cell(block.start, self.plan.at[column], None, "closed", down=len(block))

    def _row(self, row: Row) -> Iterator[Cell]:
        at, plan, here = self.plan.at, self.plan, self.row
        self.keys[here] = f"{'applies' if row.kind == 'applies' else 'finding'}.{row.id}"
        yield from self._words(row)
        self.asked += row.asked
        for role in self.plan.roles:
            yield from self._boxes(row, role)
            yield from self._of_role(row, role)
            yield from self._counted(row, role)
        remark = Input(FreeText(), row.id, plan.skin.labels["remark"])
        yield Cell(here, at["remark"], remark, "entry_text", plan.full(f"remark:{row.id}"))
        hint = Formula(renamed(hint_words(row, plan.skin, plan.roles), plan.full)) if row.countable else None
        yield Cell(here, at["hint"], hint, "hint", plan.full(f"hint:{row.id}") if hint else "")
        self.row += 1

    def _words(self, row: Row) -> Iterator[Cell]:
        """Give the clause and what it costs; in a register's rows both are written by the unit."""
        at, plan, here = self.plan.at, self.plan, self.row
        if row.kind == "line":
            self.heights[here] = 24
            (box, *_) = row.boxes
            content = input_of(row, box, plan.skin, self.areas)
            yield Cell(here, at["finding"], content, "entry_text", plan.full(box_name("", "text", row.id)))
            document = Input(FreeText(), row.id, plan.skin.labels["ask_document"])
            yield Cell(here, at["amount"], document, "entry_text", plan.full(f"document:{row.id}"))
            yield from self._dated(row)
            return
        text, words = self._texts(row)
        self.heights[here] = max(18, self._height(text, "finding"), self._height(words, "amount"))
        yield Cell(here, at["finding"], text, "text")
        yield Cell(here, at["amount"], words or None, "text")
        yield from self._dated(row)

    def _dated(self, row: Row) -> Iterator[Cell]:
        """Give the box for the day of a register's row, where any register has days."""
        if "dated" not in self.plan.at:
            return
        column, span = self.plan.at["dated"], row.clause.finding.dated
        if row.kind != "line" or span is None:
            yield Cell(self.row, column, None, "closed")
            return
        ask, refuse = (self.plan.skin.say(f"{what}_dated", low=span.low, high=span.high) for what in ("ask", "refuse"))
        content = Input(Days(span.low, span.high), f"{row.id} {row.text}", ask, refuse)
        yield Cell(self.row, column, content, "entry_day", self.plan.full(f"dated:{row.id}"))

    def _texts(self, row: Row) -> tuple[str, str]:
        labels = self.plan.skin.labels
        if row.kind == "applies":
            return labels["applies_row"], labels["applies_note"]
        pointed = moves_points(self.plan.standard.outline)  # else the column for what it costs is hidden
        return clause_words(row, self.plan.skin, pointed), amount_words(row, self.plan.skin)

    def _boxes(self, row: Row, role: str) -> Iterator[Cell]:
        boxes = {box.name: box for box in row.boxes}
        for part in ("choice", "number"):
            column = self.plan.at[f"{role}.{part}"]
            if part in boxes:
                yield self._box(row, role, boxes[part], column)
            elif part == "number" and row.kind == "register":
                lines = name(role, "lines", row.id)
                yield Cell(self.row, column, self._formula(lines), "closed", self.plan.full(lines))
            else:
                yield Cell(self.row, column, None, "closed")

    def _box(self, row: Row, role: str, box: Box, column: int) -> Cell:
        shut = role not in self.plan.hands.open
        content = replace(input_of(row, box, self.plan.skin, self.areas), shut=shut)
        full, unit = self.plan.full(name(role, box.name, row.id)), unit_behind(box, self.plan.skin)
        return Cell(self.row, column, content, "given" if shut else "entry", full, unit="" if box.options else unit)

    def _counted(self, row: Row, role: str) -> Iterator[Cell]:
        """Give the hidden cell that counts the rows which wait for an entry, down to this one."""
        if row.asked:
            post = Signpost("count", self.plan.number, role, self.asked)
            at = self.plan.at[f"{role}.way"]
            yield Cell(self.row, at, post, "hidden", count_name(self.plan.number, role, row.id))

    def _of_role(self, row: Row, role: str) -> Iterator[Cell]:
        for part in ("effect", "done", "doubt"):
            local, column = name(role, part, row.id), self.plan.at[f"{role}.{part}"]
            if row.kind != "applies" and self.plan.has(local):  # its id is its node's
                style = part if part == "effect" else "hidden"
                yield Cell(self.row, column, self._formula(local), style, self.plan.full(local))
            elif part == "effect":
                yield Cell(self.row, column, None, "effect")

    def _sum(self, node: Node, style: str) -> Iterator[Cell]:
        """Give the row of a section's subtotal, or of the total."""
        row, at, plan = self.row, self.plan.at, self.plan
        start, words = self._level(max(node.depth, 1)), self._sum_words(node)
        self.keys[row], self.heights[row] = f"section.{node.id}" if node.id else "total", self._sum_height(words, start)
        yield Cell(row, start, words, style, across=at["points"] - start)
        yield Cell(row, at["points"], (node.points if node.id else plan.standard.outline.points) or None, style)
        for column in range(at["points"] + 1, at["self.choice"]):
            yield Cell(row, column, None, style)
        for role in self.plan.roles:
            yield from self._sum_of(role, "section" if node.id else "total", node.id, style)
        yield self._progress(node, style)
        yield Cell(row, at["hint"], None, style)
        self.row += 1

    def _sum_height(self, words: str, start: int) -> float:
        """Give the height of a subtotal's row: a deep section has a long name and few columns for it."""
        skin, stop = self.plan.skin, self.plan.at["points"]
        wide = sum(skin.widths["item" if column == stop - 1 else "section"] for column in range(start, stop))
        return max(20.0, height(words, wide, skin.size * BOLD, skin.font))

    def _progress(self, node: Node, style: str) -> Cell:
        """Say beside a subtotal how much is filled in: «自查 3/10　核查 0/10»."""
        plan = self.plan
        asked = sum(1 for row in (node.all_rows() if node.id else plan.standard.outline.asked) if row.asked)
        here = (self.row, plan.at["remark"])
        if not asked or not plan.has(name(plan.counts, "done", node.id)):
            return Cell(*here, None, style)
        said: list[Expression | str] = []
        for n, role in enumerate(plan.roles):
            done = Ref(plan.full(name(role, "done", node.id)))
            said += [f"{'　' if n else ''}{plan.skin.labels[role]} ", done, f"/{asked}"]
        return Cell(*here, Formula(call("join", *said)), f"{style}_words", plan.full(f"progress:{node.id}"))

    def _sum_words(self, node: Node) -> str:
        skin = self.plan.skin
        if not node.id:
            return skin.labels["total"]
        name_of = f"{node.name}　" if self.levels > 1 else ""
        worth = skin.say("worth_note", worth=plain(node.counted)) if node.counted != node.points else ""
        return f"{name_of}{skin.labels['subtotal']}{worth}"

    def _sum_of(self, role: str, what: str, node: str, style: str) -> Iterator[Cell]:
        for part in ("choice", "number", "effect"):
            yield Cell(self.row, self.plan.at[f"{role}.{part}"], None, style)
        for part, column in ((what, "score"), ("done", "done"), ("doubt", "doubt")):
            local = name(role, part, node)
            if self.plan.has(local):
                shown = style if column == "score" else "hidden"
                at = self.plan.at[f"{role}.{column}"]
                yield Cell(self.row, at, self._formula(local), shown, self.plan.full(local))

    def _grade(self) -> Iterator[Cell]:
        """Give the row of the result."""
        row, at, plan = self.row, self.plan.at, self.plan
        self.keys[row], self.heights[row] = "grade", 22
        yield Cell(row, 2, plan.skin.labels["result"], "total", across=at["self.choice"] - 2)
        for role in self.plan.roles:
            shown = once_filled(role, "", dashed(Ref(name(role, "grade"))))
            content = Formula(renamed(shown, plan.full))
            yield Cell(row, at[f"{role}.choice"], content, "total", plan.full(f"shown.grade.{role}:"), across=4)
        yield Cell(row, at["remark"], None, "total", across=2)
        self.row += 1

    def _formula(self, local: str) -> Formula:
        return Formula(renamed(self.plan.standard.expression(local), self.plan.full))

    def _height(self, text: str, column: str) -> float:
        return height(text, self.plan.skin.widths[column], self.plan.skin.size, self.plan.skin.font)

    def make_room(self, block: range, text: str, column: str) -> None:
        """Raise the rows of a block evenly until a text fits beside them."""
        skin, free = self.plan.skin, CENTRED if column == "section" else PADDING
        points = needed(text, skin.widths[column], skin.size, skin.font, free)
        raised = spread(points, [self.heights[row] for row in block])
        self.heights.update((row, min(TALLEST, tall)) for row, tall in zip(block, raised, strict=True))


def dashed(value: Expression) -> Expression:
    """Show a dash for a blank text."""
    return call("if", call("eq", value, ""), "—", value)


def hint_words(row: Row, skin: Skin, roles: tuple[str, ...]) -> Expression:
    """Say which of count and finding is missing, for each role that has one without the other."""
    found = row.clause.words[1]
    said = []
    for role in roles:
        choice = Ref(name(role, "choice", row.id))
        without_count = skin.labels[role] + skin.labels["hint_finding_without"]
        without_finding = skin.labels[role] + skin.labels["hint_count_without"]
        which = call("if", call("eq", choice, found), without_count, without_finding)
        said.append(call("if", call("gt", Ref(name(role, "doubt", row.id)), 0), which, ""))
    if len(said) == 1:
        return said[0]
    both = call("and", *(call("gt", Ref(name(role, "doubt", row.id)), 0) for role in roles))
    return call("join", said[0], call("if", both, skin.labels["separator"], ""), said[1])
