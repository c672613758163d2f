"""The cover of one unit's workbook: who, the sections' subtotals, how much is filled in, signatures."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from xlrubric.expressions import Ref, renamed
from xlrubric.graph import name, once_filled
from xlrubric.layout.columns import moves_points
from xlrubric.layout.scoring_rows import dashed
from xlrubric.layout.scoring_sheet import status_words
from xlrubric.layout.sheets import Cell, Formula, FreeText, Input, Mark, Sheet
from xlrubric.outline import Node
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


def cover(standard: Standard, skin: Skin, unit: Unit, number: int) -> Sheet:
    """Lay out the cover of the workbook of one unit."""
    rubric, shown = standard.rubric, listed(standard)
    first, last = HEAD + 1, HEAD + len(shown)
    keys = {HEAD + n: f"section.{node.id}" for n, node in enumerate(shown, 1)}
    graded = name("review", "grade") in standard.expressions
    status = last + 3 + graded
    signs = status + 3
    signed = signature_keys(signs, rubric.signatures)
    cells = (
        Cell(TITLE, 2, rubric.title, "title", across=LAST - 1),
        Cell(SUBTITLE, 2, _subtitle(standard, skin), "subtitle", across=LAST - 1),
        *_who(skin, unit),
        *_heads(standard, skin),
        *_sections(standard, number, shown),
        *_total(standard, skin, number, last + 1),
        *(_grade(standard, skin, number, last + 2) if graded else ()),
        *_status(standard, skin, number, status),
        *signatures(skin, number, signs, rubric.signatures),
    )
    return Sheet(
        key=f"cover:{unit.id}",
        name=skin.labels["cover"],
        cells=cells,
        row_keys={
            **{TITLE: "title", SUBTITLE: "subtitle", HEAD: "head", last + 1: "total"},
            **({last + 2: "grade"} if graded else {}),
            **{WHO + n: f"who.{n}" for n in range(3)},
            **{status + n: f"status.{role}" for n, role in enumerate(ROLES)},
            **signed,
            **keys,
        },
        column_keys=dict(enumerate(KEYS, 2)),
        widths=dict(enumerate(WIDTHS, 2)),
        heights={TITLE: 42, SUBTITLE: 24, HEAD: 30, **dict.fromkeys(range(first, last + 2 + graded), 24)}
        | dict.fromkeys(range(WHO, WHO + 3), 24)
        | dict.fromkeys(range(status, status + 2), 20)
        | dict.fromkeys(signed, 28),
        marks=(Mark("bar", (first, 6, last + 1, 6)),),
        whole=len(shown) <= MOST_ON_A_PAGE,
        footer=f"{unit.name}　{rubric.title}",
    )


def listed(standard: Standard) -> tuple[Node, ...]:
    """Give the sections that the cover lists: those at the top, and the ones below them where there is room."""
    two = tuple(n for n in standard.outline.nodes if n.depth == 1 or (n.depth == 2 and n.children and n.scored))
    return two if len(two) <= MOST_ON_A_PAGE else standard.outline.tops


def _heads(standard: Standard, skin: Skin) -> Iterator[Cell]:
    """Give the headings; a list of duties has none of points, and its first column is as wide as theirs together."""
    pointed = moves_points(standard.outline)
    for column, head in enumerate(HEADS, 2):
        if column == 2 or column > OF_POINTS[1] or pointed:
            yield Cell(HEAD, column, skin.labels[head], "head", across=_first(standard) if column == 2 else 1)


def _first(standard: Standard) -> int:
    """Give how many columns the first one takes."""
    return 1 if moves_points(standard.outline) else OF_POINTS[1] - 1


def _subtitle(standard: Standard, skin: Skin) -> str | None:
    rubric = standard.rubric
    last = rubric.due or rubric.due_on
    due = [skin.say("due_line", due=last)] if last else []
    return "　".join([*([rubric.period] if rubric.period else []), *due]) or None


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


def _sections(standard: Standard, number: int, shown: tuple[Node, ...]) -> Iterator[Cell]:
    for row, node in enumerate(shown, HEAD + 1):
        yield Cell(row, 2, "　" * (node.depth - 1) + node.name, "text", across=_first(standard))
        if moves_points(standard.outline):
            yield from _pointed(standard, number, row, node)
        if node.depth == 1:
            yield Cell(row, 7, Decimal(sum(1 for one in node.all_rows() if one.asked)), "center")
            yield from _filled(number, row, node.id, "score")
        else:
            yield from (Cell(row, column, None, "closed") for column in (7, 8, 9))


def _pointed(standard: Standard, number: int, row: int, node: Node) -> Iterator[Cell]:
    """Give a section's points, its scores, and the share of them."""
    yield Cell(row, 3, node.points or None, "center")
    yield from _scores(number, row, node.what, node.id, "score", _top_of(standard, node))
    if name(standard.rubric.counts, "rate", node.id) in standard.expressions:
        yield _rate(standard, number, row, node.id, "rate")
    else:
        yield Cell(row, 6, None, "closed")


def _top_of(standard: Standard, node: Node) -> str:
    """Give the id of the section at the top that a node stands in: how much of that is filled in, is known."""
    while node.depth > 1:
        node = standard.outline.above(node)
    return node.id


def _scores(number: int, row: int, what: str, node: str, style: str, top: str) -> Iterator[Cell]:
    for column, role in zip((4, 5), ROLES, strict=True):
        local = name(role, what, node)
        shown = Formula(renamed(once_filled(role, top, Ref(local)), lambda n: f"{number}/{n}"))
        yield Cell(row, column, shown, style, f"{number}/cover.{local}")


def _filled(number: int, row: int, node: str, style: str) -> Iterator[Cell]:
    for column, role in zip((8, 9), ROLES, strict=True):
        local = name(role, "done", node)
        yield Cell(row, column, Formula(Ref(f"{number}/{local}")), style, f"{number}/cover.{local}")


def _total(standard: Standard, skin: Skin, number: int, row: int) -> Iterator[Cell]:
    yield Cell(row, 2, skin.labels["total"], "total", across=_first(standard))
    yield Cell(row, 7, Decimal(len(standard.outline.asked)), "total")
    yield from _filled(number, row, "", "total")
    if not moves_points(standard.outline):
        return
    yield Cell(row, 3, standard.outline.points or None, "total")
    yield from _scores(number, row, "total", "", "total", "")
    if name(standard.rubric.counts, "rate") in standard.expressions:
        yield _rate(standard, number, row, "", "rate_total")
    else:
        yield Cell(row, 6, None, "total")


def _grade(standard: Standard, skin: Skin, number: int, row: int) -> Iterator[Cell]:
    """Give the row of the result, of the role that counts."""
    role = standard.rubric.counts
    shown = once_filled(role, "", dashed(Ref(name(role, "grade"))))
    content = Formula(renamed(shown, lambda n: f"{number}/{n}"))
    yield Cell(row, 2, skin.labels["result"], "total")
    yield Cell(row, 3, content, "total", f"{number}/cover.grade:", across=LAST - 2)


def _rate(standard: Standard, number: int, row: int, node: str, style: str) -> Cell:
    local = name(standard.rubric.counts, "rate", node)
    rate = Formula(renamed(standard.expression(local), lambda n: f"{number}/{n}"))
    return Cell(row, 6, rate, style, f"{number}/{local}")


def _status(standard: Standard, skin: Skin, number: int, row: int) -> Iterator[Cell]:
    yield Cell(row, 2, skin.labels["status"], "label", down=len(ROLES))
    for n, role in enumerate(ROLES):
        expression = renamed(status_words(standard, skin, role), lambda local: f"{number}/{local}")
        yield Cell(row + n, 3, Formula(expression), "value", f"{number}/status.{role}:", across=LAST - 2)


def signatures(skin: Skin, number: int, row: int, named: Sequence[str] | None = None) -> Iterator[Cell]:
    """Give the block to sign: who checked and when, the head of the unit; or what the rubric names."""
    for n, pair in enumerate(signed_pairs(skin, named)):
        for (key, label, ask), column in zip(pair, (2, 6), strict=False):
            yield Cell(row + n, column, label, "label")
            yield Cell(
                row + n, column + 1, Input(FreeText(), label, ask), "entry_text", f"{number}/sign.{key}:", across=3
            )


def signed_pairs(skin: Skin, named: Sequence[str] | None) -> list[list[tuple[str, str, str]]]:
    """Give key, label and help of each field to sign, two in a row."""
    if named is not None:
        fields = [(str(n), label, "") for n, label in enumerate(named, 1)]
        return [fields[n : n + 2] for n in range(0, len(fields), 2)]
    asks = {key: skin.labels["ask_date"] if key.endswith("_on") else "" for pair in SIGNATURES for key in pair}
    return [[(key, skin.labels[key], asks[key]) for key in pair if key] for pair in SIGNATURES]


def signature_keys(row: int, named: Sequence[str] | None = None) -> dict[int, str]:
    """Give the keys of the block's rows."""
    rows = len(SIGNATURES) if named is None else (len(named) + 1) // 2
    return {row + n: f"sign.{n}" for n in range(rows)}
