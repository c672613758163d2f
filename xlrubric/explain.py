"""One form's arithmetic, line by line: from the entry to the total.

Apart from the commands, because the same lines serve ``explain`` and people's questions. The words are those of
the rubric's language.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext

from xlrubric.entries import Reading, shown
from xlrubric.graph import name
from xlrubric.ledger import NOTHING, Account, in_scale
from xlrubric.outline import Node, Row
from xlrubric.quantities.marks import SHARED
from xlrubric.rules import plain
from xlrubric.scoring import DIGITS, Score
from xlrubric.skin import Skin
from xlrubric.standard import Standard
from xlrubric.wording import amount_words, behind

Term = tuple[Decimal, str]  # points, and the words behind them


@dataclass(frozen=True)
class Sum:
    """What is explained: a standard, one role's readings, the score."""

    standard: Standard
    skin: Skin
    role: str
    readings: Mapping[str, Reading]
    score: Score

    @property
    def account(self) -> Account:
        """Give the account behind the sum."""
        return Account(self.standard.outline, self.score, self.role)


def explain(whole: Sum) -> Iterator[str]:
    """Give the arithmetic of one role, node by node, then the total and the grade."""
    with localcontext() as context:
        context.prec = DIGITS
        for top in whole.standard.outline.tops:
            yield from _node(whole, top)
        yield _summed(whole, whole.standard.outline.root, whole.skin.labels["total"])
        grade = whole.score.get(name(whole.role, "grade"))
        if grade:
            yield whole.skin.say("group_label", name=whole.skin.labels["result"]) + str(grade)


def _node(whole: Sum, node: Node) -> Iterator[str]:
    indent = "  " * (node.depth - 1)
    points = f"　{plain(node.points)}{whole.skin.labels['points_unit']}" if node.points else ""
    yield f"{indent}{node.id} {node.name}{points}"
    for row in node.rows:
        yield f"{indent}    {_row(whole, row)}"
    for child in node.children:
        yield from _node(whole, child)
    if node.scored:
        label = "subtotal" if node.children else "score"
        yield f"{indent}    {_summed(whole, node, first_line(whole.skin.labels[label]))}"


def first_line(label: str) -> str:
    """Give a heading's first line, without the unit below it."""
    return label.partition("\n")[0]


def _row(whole: Sum, row: Row) -> str:
    words = amount_words(row, whole.skin)
    text = whole.skin.labels["applies_row"] if row.kind == "applies" else row.text
    effect = signed(whole.account.figure("effect", row.id)) if row.clause.finding.verbs() else ""
    says = {"id": row.id, "text": text, "entered": entered_words(row, whole.readings, whole.role), "effect": effect}
    said = whole.skin.say("explained" if words else "explained_plain", words=words, **says)
    return said.removesuffix(" → ") if not effect else said


def entered_words(row: Row, readings: Mapping[str, Reading], role: str) -> str:
    """Say what was entered in a row: «有 2次», «—» for a blank, «?２x» for what was refused."""
    pieces = []
    for box in row.boxes:
        reading = readings.get(name(SHARED if box.name == "text" else role, box.name, row.id))
        if reading is not None and reading.value is not None:
            unit = behind(box.unit) if box.name == "number" and not box.unit.startswith("@") else ""
            pieces.append(shown(reading.value) + unit)
        elif reading is not None and reading.code:
            pieces.append("?" + reading.typed)
    return " ".join(pieces) or "—"


def signed(effect: Decimal) -> str:
    """Write an effect with its sign: −1, +5, 0."""
    if not effect:
        return "0"
    return ("−" if effect < 0 else "+") + plain(_short(abs(effect)))


def _short(number: Decimal) -> Decimal:
    return round(number, 6).normalize() if number != round(number, 6) else number


def _summed(whole: Sum, node: Node, label: str) -> str:
    """Write a node's sum: what is there, each effect, what happened to it as a whole, and what it comes to."""
    account = whole.account
    score = account.figure(node.what if node.id else "total", node.id)
    terms = [term for term in _terms(account, node) if term[0]]
    rest = score - sum((points for points, _ in terms), Decimal(0))
    if abs(rest) > NOTHING:
        terms.append((rest, whole.skin.say("within", words=whole.skin.labels[f"rest_{account.reason(node, rest)}"])))
    first, *others = terms or [(Decimal(0), "")]
    said = ("−" if first[0] < 0 else "") + plain(_short(abs(first[0]))) + first[1]
    said += "".join(f" {'−' if p < 0 else '+'} {plain(_short(abs(p)))}{words}" for p, words in others)
    return f"{label} = {said} = {signed(score) if score < 0 else plain(_short(score))}"


def _terms(account: Account, node: Node) -> Iterator[Term]:
    """Give what a node is made of, in its own scale."""
    if node.kind == "pool" or not node.id:
        yield node.start, ""
    for child in node.scored_children():
        yield in_scale(child, account.figure(child.what, child.id)), ""
    drawn = [*node.drawing()] if node.id else []
    for part in (part for one in drawn for part in one.parts):
        yield from ((points, "") for _, points, target in account.flows(part) if target in ("pool", "top"))
    yield from _from_below(account, node)


def _from_below(account: Account, node: Node) -> Iterator[Term]:
    """Give what comes off a section by faults in its items, and off the total by any."""
    below = account.outline.nodes if not node.id else tuple(n for c in node.scored_children() for n in c.drawing())
    wanted = "section" if node.id else "total"
    for one in below:
        for part in one.parts:
            yield from ((points, "") for _, points, target in account.flows(part) if target == wanted)
