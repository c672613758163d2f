"""What moves points, named alike from two rubrics and in the words of each: findings, and nodes with their limits.

Apart from ``against``, which says how many points each moves.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from xlrubric.carried import Bridge, Origin
from xlrubric.outline import Node, Outline, Row
from xlrubric.skin import Skin, read_skin
from xlrubric.tidying import tidy
from xlrubric.wording import amount_words

ZERO = Decimal(0)


class Rule(NamedTuple):
    """What moves points: a finding or a node (``finding``, ``node``), by its ids in both rubrics; "" for none.

    The node with no id at all is the whole.
    """

    kind: str
    old: str
    new: str


@dataclass(frozen=True)
class Rules:
    """Names the rule of each row and node, alike from both sides."""

    between: Bridge

    def of_row(self, own: str, is_new: bool) -> Rule:
        """Name the finding that a row of the sheet is made of."""
        return self._of("finding", own, is_new)

    def of_node(self, own: str, is_new: bool) -> Rule:
        """Name a node; the whole has no id."""
        return self._of("node", own, is_new) if own else Rule("node", "", "")

    def _of(self, kind: str, own: str, is_new: bool) -> Rule:
        origins = self.between.new_origins if is_new else self.between.old_origins
        written = origins[own].id if own in origins else own
        if is_new:
            return Rule(kind, self.between.matching.old_of.get(written, ""), written)
        return Rule(kind, written, self.between.matching.new_of.get(written, ""))


class Wording:
    """Says what a rule is, in the words of each rubric."""

    def __init__(self, between: Bridge) -> None:
        self.sides = tuple(
            (standard, _rows(standard.whole.outline, origins), read_skin(standard.rubric.language))
            for standard, origins in (
                (between.old, between.old_origins),
                (between.new, between.new_origins),
            )
        )

    def text(self, rule: Rule) -> str:
        """Give what a finding says or a node is called: in the new rubric where it stands there."""
        return self._text(1, rule.kind, rule.new) if rule.new else self._text(0, rule.kind, rule.old)

    def _text(self, side: int, kind: str, own: str) -> str:
        standard = self.sides[side][0]
        if kind == "finding":
            return next((one.text for one in standard.rubric.findings() if one.id == own), "")
        node = standard.whole.outline.by_id.get(own)
        return node.name if node else standard.rubric.title

    def both(self, rule: Rule) -> tuple[str, str]:
        """Give the words of the amount in the old rubric and in the new; "" where it does not stand there."""
        if rule.kind == "finding":
            return self._amount(0, rule.old), self._amount(1, rule.new)
        is_whole = not rule.old and not rule.new
        old, new = (self._limits(n, own) if own or is_whole else "" for n, own in enumerate((rule.old, rule.new)))
        return old, new

    def _amount(self, side: int, own: str) -> str:
        _, rows, skin = self.sides[side]
        return skin.labels["separator"].join(
            filter(None, dict.fromkeys(amount_words(r, skin) for r in rows.get(own, ())))
        )

    def _limits(self, side: int, own: str) -> str:
        standard, _, skin = self.sides[side]
        outline = standard.whole.outline
        node = outline.by_id.get(own) if own else outline.root
        return node_words(node, outline, skin) if node else ""


def _rows(outline: Outline, origins: Mapping[str, Origin]) -> dict[str, list[Row]]:
    """Give the rows of each written finding that say what it costs: its periods and levels, a register's head."""
    found: dict[str, list[Row]] = {}
    for row in outline.rows:
        if row.kind in ("finding", "register") and row.id in origins:
            found.setdefault(origins[row.id].id, []).append(row)
    return found


def node_words(node: Node, outline: Outline, skin: Skin) -> str:
    """Say what holds for a node as a whole: its points, its limits."""
    points = node.points if node.id else outline.points
    said = [f"{_plain(points)}{skin.labels['points_unit']}"] if points else []
    limits = {"at_most": node.at_most, "bonus_at_most": node.bonus_at_most, "floor": node.floor, "round": node.round}
    usual = ZERO if node.kind == "pool" else None
    said += [f"{what} {_plain(value)}" for what, value in limits.items() if value is not None and value != usual]
    if node.counted != node.points and node.counted:
        said.append(skin.say("worth_note", worth=_plain(node.counted)))
    if node.start != node.points and node.kind == "pool":
        said.append(f"start {_plain(node.start)}")
    if node.formula:
        said.append(node.formula)
    return skin.labels["join"].join(said)


def _plain(number: Decimal | int) -> str:
    return f"{tidy(Decimal(number)):f}"
