"""The cover of one unit's workbook: who, the sections' subtotals, how much is filled in, signatures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlrubric.expressions import Expression, Ref, renamed
from xlrubric.graph import name, once_filled
from xlrubric.layout.columns import moves_points
from xlrubric.layout.evidence import documents
from xlrubric.layout.hands import BOTH, Hands
from xlrubric.layout.measure import height, lines
from xlrubric.layout.scoring_rows import dashed
from xlrubric.layout.scoring_sheet import FRONT, section_anchor, status_words, unit_anchor
from xlrubric.layout.sheets import Cell, Formula, FreeText, Input, Mark, Sheet, Signpost
from xlrubric.layout.signposts import MOST_LINES, post_name
from xlrubric.outline import Node
from xlrubric.quantities.whole import rate
from xlrubric.rubric import ROLES
from xlrubric.skin import Skin
from xlrubric.standard import Standard
from xlrubric.units import Unit

KEYS = ("label", "points", "self.score", "review.score", "rate", "of", "self.done", "review.done")
HEADS = ("section", "points", "self_total", "review_total", "rate", "of", "self_done", "review_done")
WIDTHS = (30, 11, 13, 13, 22, 12, 13, 13)
LAST = len(KEYS) + 1
TITLE, SUBTITLE, WHO, HEAD = 2, 3, 5, 9
OF_POINTS = (3, 6)  # the columns of points, from and to
MOST_ON_A_PAGE = 20  # sections; more would be printed too small to read
SIGNATURES = (("self_by", "self_on"), ("review_by", "review_on"), ("head_by", ""))


@dataclass(frozen=True)
class Plan:
    """What every part of the cover needs to know."""

    standard: Standard
    skin: Skin
    number: int
    hands: Hands

    @property
    def counts(self) -> str:
        """Give the role whose figures are the result."""
        return self.hands.counts(self.standard.rubric.counts)

    @property
    def pointed(self) -> bool:
        """Say whether the standard is about points."""
        return moves_points(self.standard.outline)

    @property
    def graded(self) -> bool:
        """Say whether the form comes to a result in words."""
        return name(self.counts, "grade") in self.standard.expressions

    def roles(self, *columns: int) -> Iterator[tuple[int, str]]:
        """Give the roles that are shown, each with its column."""
        return ((column, role) for column, role in zip(columns, ROLES, strict=True) if role in self.hands.shown)

    def full(self, local: str) -> str:
        """Give a name within the workbook."""
        return f"{self.number}/{local}"

    def formula(self, expression: Expression) -> Formula:
        """Make a formula of an expression over the unit's own names."""
        return Formula(renamed(expression, self.full))


def cover(standard: Standard, skin: Skin, unit: Unit, number: int, hands: Hands = BOTH) -> Sheet:
    """Lay out the cover of the workbook of one unit."""
    rubric, shown, plan = standard.rubric, listed(standard), Plan(standard, skin, number, hands)
    first, last = HEAD + 1, HEAD + len(shown)
    status = last + 3 + plan.graded
    signs = status + len(hands.shown) + 1
    signed = signature_keys(signs, rubric.signatures, hands)
    waits = signs + len(signed) + 1
    waiting = dict(enumerate(waiting_keys(plan), waits))
    cells = (
        Cell(TITLE, 2, rubric.title, "title", across=LAST - 1),
        Cell(SUBTITLE, 2, _subtitle(standard, skin), "subtitle", across=LAST - 1),
        *_who(skin, unit, hands),
        *_heads(plan),
        *_sections(plan, shown),
        *_total(plan, last + 1),
        *(_grade(plan, last + 2) if plan.graded else ()),
        *_status(plan, status),
        *signatures(skin, number, signs, rubric.signatures, hands),
        *(_waiting(plan, waits) if waiting else ()),
    )
    return Sheet(
        key=f"cover:{unit.id}",
        name=skin.labels["cover"],
        cells=cells,
        row_keys={
            **{TITLE: "title", SUBTITLE: "subtitle", HEAD: "head", last + 1: "total"},
            **({last + 2: "grade"} if plan.graded else {}),
            **{WHO + n: f"who.{n}" for n in range(3)},
            **{status + n: f"status.{role}" for n, role in enumerate(hands.shown)},
            **signed,
            **waiting,
            **{HEAD + n: f"section.{node.id}" for n, node in enumerate(shown, 1)},
        },
        column_keys=dict(enumerate(KEYS, 2)),
        widths=dict(enumerate(WIDTHS, 2)),
        heights={TITLE: 42, SUBTITLE: 24, HEAD: 30, **dict.fromkeys(range(first, last + 2 + plan.graded), 24)}
        | {row: _row_height(plan, node) for row, node in enumerate(shown, first)}
        | dict.fromkeys(range(WHO, WHO + 3), 24)
        | dict.fromkeys(range(status, status + len(hands.shown)), 20)
        | dict.fromkeys(signed, 28)
        | dict.fromkeys(waiting, 20),
        hidden_columns=tuple(n for n, key in enumerate(KEYS, 2) if _unused(key, hands)),
        marks=(Mark("bar", (first, 6, last + 1, 6)),),
        whole=len(shown) <= MOST_ON_A_PAGE,
        printed=(TITLE, 2, signs + len(signed) - 1, LAST),
        anchors={FRONT: (TITLE, 2)},
        owner=unit.name,
    )


def _named(node: Node) -> str:
    """Give a section's name as the cover shows it: set in by its level."""
    return "　" * (node.depth - 1) + node.name


def _lines(plan: Plan, node: Node) -> int:
    """Count the lines of a section's name; LibreOffice keeps a link on one, so a longer name is none."""
    return lines(_named(node), sum(WIDTHS[: _first(plan)]), plan.skin.size, plan.skin.font)


def _row_height(plan: Plan, node: Node) -> float:
    """Give the height of a section's row: a long name may take more than one line."""
    return max(24.0, height(_named(node), sum(WIDTHS[: _first(plan)]), plan.skin.size, plan.skin.font))


def _unused(key: str, hands: Hands) -> bool:
    """Say whether a column belongs to a role that the form is not for."""
    role = key.partition(".")[0]
    return role in ROLES and role not in hands.shown


def listed(standard: Standard) -> tuple[Node, ...]:
    """Give the sections that the cover lists: those at the top, and the ones below them where there is room."""
    two = tuple(n for n in standard.outline.nodes if n.depth == 1 or (n.depth == 2 and n.children and n.scored))
    return two if len(two) <= MOST_ON_A_PAGE else standard.outline.tops


def _heads(plan: Plan) -> Iterator[Cell]:
    """Give the headings; a list of duties has none of points, and its first column is as wide as theirs together."""
    for column, (key, head) in enumerate(zip(KEYS, HEADS, strict=True), 2):
        needed = column == 2 or column > OF_POINTS[1] or plan.pointed
        if needed and not _unused(key, plan.hands):
            yield Cell(HEAD, column, plan.skin.labels[head], "head", across=_first(plan) if column == 2 else 1)


def _first(plan: Plan) -> int:
    """Give how many columns the first one takes."""
    return 1 if plan.pointed else OF_POINTS[1] - 1


def _subtitle(standard: Standard, skin: Skin) -> str | None:
    rubric = standard.rubric
    last = rubric.due or rubric.due_on
    due = [skin.say("due_line", due=last)] if last else []
    return "　".join([*([rubric.period] if rubric.period else []), *due]) or None


def _who(skin: Skin, unit: Unit, hands: Hands) -> Iterator[Cell]:
    pairs = (
        (("unit", unit.name), ("unit_id", unit.id)),
        (("group", unit.group), ("lead", unit.lead)),
        (("contact", unit.contact), ("hands", skin.labels[f"hands_{hands.key}"])),
    )
    for row, (left, right) in enumerate(pairs, WHO):
        for (label, text), column, across in ((left, 2, 3), (right, 6, 3)):
            yield Cell(row, column, skin.labels[label], "label")
            yield Cell(row, column + 1, text or None, "value", across=across)


def _sections(plan: Plan, shown: tuple[Node, ...]) -> Iterator[Cell]:
    """Give a line a section; a click on its name leads to it."""
    outline = plan.standard.outline
    for row, node in enumerate(shown, HEAD + 1):
        link = section_anchor(plan.number, node, outline) if _lines(plan, node) == 1 else ""
        yield Cell(row, 2, _named(node), "link" if link else "text", across=_first(plan), link=link)
        if plan.pointed:
            yield from _pointed(plan, row, node)
        if node.depth == 1:
            yield Cell(row, 7, Decimal(sum(1 for one in node.all_rows() if one.asked)), "center")
            yield from _filled(plan, row, node.id, "score")
        else:
            yield from (Cell(row, column, None, "closed") for column in (7, *(c for c, _ in plan.roles(8, 9))))


def _pointed(plan: Plan, row: int, node: Node) -> Iterator[Cell]:
    """Give a section's points, its scores, and the share of them."""
    yield Cell(row, 3, node.points or None, "center")
    yield from _scores(plan, row, node.what, node.id, "score", _top_of(plan.standard, node))
    if name(plan.standard.rubric.counts, "rate", node.id) in plan.standard.expressions:
        yield _rate(plan, row, node, "rate")
    else:
        yield Cell(row, 6, None, "closed")


def _top_of(standard: Standard, node: Node) -> str:
    """Give the id of the section at the top that a node stands in: how much of that is filled in, is known."""
    while node.depth > 1:
        node = standard.outline.above(node)
    return node.id


def _scores(plan: Plan, row: int, what: str, node: str, style: str, top: str) -> Iterator[Cell]:
    for column, role in plan.roles(4, 5):
        local = name(role, what, node)
        shown = plan.formula(once_filled(role, top, Ref(local)))
        yield Cell(row, column, shown, style, plan.full(f"cover.{local}"))


def _filled(plan: Plan, row: int, node: str, style: str) -> Iterator[Cell]:
    for column, role in plan.roles(8, 9):
        local = name(role, "done", node)
        yield Cell(row, column, plan.formula(Ref(local)), style, plan.full(f"cover.{local}"))


def _total(plan: Plan, row: int) -> Iterator[Cell]:
    outline = plan.standard.outline
    link = unit_anchor(plan.number)
    yield Cell(row, 2, plan.skin.labels["total"], "total_link", across=_first(plan), link=link)
    yield Cell(row, 7, Decimal(len(outline.asked)), "total")
    yield from _filled(plan, row, "", "total")
    if not plan.pointed:
        return
    yield Cell(row, 3, outline.points or None, "total")
    yield from _scores(plan, row, "total", "", "total", "")
    if name(plan.standard.rubric.counts, "rate") in plan.standard.expressions:
        yield _rate(plan, row, outline.root, "rate_total")
    else:
        yield Cell(row, 6, None, "total")


def _grade(plan: Plan, row: int) -> Iterator[Cell]:
    """Give the row of the result, of the role that counts."""
    content = plan.formula(once_filled(plan.counts, "", dashed(Ref(name(plan.counts, "grade")))))
    yield Cell(row, 2, plan.skin.labels["result"], "total")
    yield Cell(row, 3, content, "total", plan.full("cover.grade:"), across=LAST - 2)


def _rate(plan: Plan, row: int, node: Node, style: str) -> Cell:
    """Give the share of the points: of the role that counts the graph has it, of another one it is made here."""
    made = rate(plan.standard.outline, node, plan.counts)
    own = made.name if made.name in plan.standard.expressions else f"cover.{made.name}"
    return Cell(row, 6, plan.formula(made.expression), style, plan.full(own))


def _status(plan: Plan, row: int) -> Iterator[Cell]:
    yield Cell(row, 2, plan.skin.labels["status"], "label", down=len(plan.hands.shown))
    for n, role in enumerate(plan.hands.shown):
        content = plan.formula(status_words(plan.standard, plan.skin, role))
        yield Cell(row + n, 3, content, "value", plan.full(f"status.{role}:"), across=LAST - 2)


def waiting_keys(plan: Plan) -> list[str]:
    """Give the keys of the rows that list what waits; none where nothing is asked."""
    if not plan.standard.outline.asked:
        return []
    asked = ["waiting.evidence"] if documents(plan.standard) else []
    return ["waiting", *(f"waiting.{n}" for n in range(1, MOST_LINES + 1)), "waiting.more", *asked]


def _waiting(plan: Plan, row: int) -> Iterator[Cell]:
    """List what is not filled in or contradicts itself, by who may write; it is not printed."""
    blocks = ((2, 4), (6, 4)) if len(plan.hands.open) == len(ROLES) else ((2, LAST - 1),)
    for role, (column, across) in zip(plan.hands.open, blocks, strict=True):
        posts = [Signpost("next", plan.number, role)]
        posts += [Signpost("line", plan.number, role, n) for n in range(1, MOST_LINES + 1)]
        posts += [Signpost("more", plan.number, role)]
        for n, post in enumerate(posts):
            style = "waiting_head" if n == 0 else "waiting"
            yield Cell(row + n, column, post, style, f"{post_name(post)}@cover", across=across)
    if documents(plan.standard):
        post = Signpost("evidence", plan.number, plan.hands.open[0])
        yield Cell(row + MOST_LINES + 2, 2, post, "waiting_head", post_name(post), across=LAST - 1)


def signatures(
    skin: Skin, number: int, row: int, named: Sequence[str] | None = None, hands: Hands = BOTH
) -> Iterator[Cell]:
    """Give the block to sign: who checked and when, the head of the unit; or what the rubric names."""
    for n, pair in enumerate(signed_pairs(skin, named, hands)):
        for (key, label, ask), column in zip(pair, (2, 6), strict=False):
            yield Cell(row + n, column, label, "label")
            style = "entry_day" if key.endswith("_on") else "entry_text"
            yield Cell(row + n, column + 1, Input(FreeText(), label, ask), style, f"{number}/sign.{key}:", across=3)


def signed_pairs(skin: Skin, named: Sequence[str] | None, hands: Hands = BOTH) -> list[list[tuple[str, str, str]]]:
    """Give key, label and help of each field to sign, two in a row."""
    if named is not None:
        fields = [(str(n), label, "") for n, label in enumerate(named, 1)]
        return [fields[n : n + 2] for n in range(0, len(fields), 2)]
    pairs = [pair for pair in SIGNATURES if not _unused(pair[0].replace("_", "."), hands)]
    asks = {key: skin.labels["ask_date"] if key.endswith("_on") else "" for pair in pairs for key in pair}
    return [[(key, skin.labels[key], asks[key]) for key in pair if key] for pair in pairs]


def signature_keys(row: int, named: Sequence[str] | None = None, hands: Hands = BOTH) -> dict[int, str]:
    """Give the keys of the block's rows."""
    pairs = [pair for pair in SIGNATURES if not _unused(pair[0].replace("_", "."), hands)]
    rows = len(pairs) if named is None else (len(named) + 1) // 2
    return {row + n: f"sign.{n}" for n in range(rows)}
