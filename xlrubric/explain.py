"""One form's arithmetic, line by line: from the entry to the total.

Apart from the commands, because the same lines serve ``explain`` and people's questions. The words are those of
the rubric's language.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from xlrubric.entries import Reading, shown
from xlrubric.graph import name
from xlrubric.rubric import Finding, Item, Rubric, Section
from xlrubric.rules import plain, rule_of
from xlrubric.scoring import Score
from xlrubric.skin import Skin
from xlrubric.wording import amount_words, behind


@dataclass(frozen=True)
class Sum:
    """What is explained: a rubric, one role's readings, the score."""

    rubric: Rubric
    skin: Skin
    role: str
    readings: Mapping[str, Reading]
    score: Score

    def points(self, what: str, node: str = "") -> Decimal:
        """Give a quantity in points."""
        value = self.score[name(self.role, what, node)]
        assert isinstance(value, Decimal)  # effects, items, sections and the total are numbers
        return value


def explain(whole: Sum) -> Iterator[str]:
    """Give the arithmetic of one role, section by section."""
    for section in whole.rubric.sections:
        yield from _section(whole, section)
    parts = " + ".join(plain(whole.points("section", s.id)) for s in whole.rubric.sections)
    yield f"{whole.skin.labels['total']} = {parts} = {plain(whole.points('total'))}"


def _section(whole: Sum, section: Section) -> Iterator[str]:
    yield section.name
    for item in section.items:
        yield from _item(whole, item)
    parts = " + ".join(plain(whole.points("item", item.id)) for item in section.items)
    yield f"  {whole.skin.labels['subtotal']} = {parts} = {plain(whole.points('section', section.id))}"


def _item(whole: Sum, item: Item) -> Iterator[str]:
    yield f"  {item.id} {item.name}　{plain(item.points)}{whole.skin.labels['points_unit']}"
    for finding in item.findings:
        effect = whole.points("effect", finding.id)
        entered = entered_words(finding, whole.readings, whole.role)
        words = amount_words(finding, whole.skin)
        says = {"id": finding.id, "text": finding.text, "words": words, "entered": entered, "effect": signed(effect)}
        yield f"    {whole.skin.say('explained', **says)}"
    yield f"    {_item_sum(whole, item)}"


def entered_words(finding: Finding, readings: Mapping[str, Reading], role: str) -> str:
    """Say what was entered for a finding: «有 2次», «—» for a blank, «?２x» for what was refused."""
    pieces = []
    for part in ("choice", "number"):
        reading = readings.get(name(role, part, finding.id))
        if reading is not None and reading.value is not None:
            pieces.append(shown(reading.value) + (behind(finding.per or "") if part == "number" else ""))
        elif reading is not None and reading.code:
            pieces.append("?" + reading.typed)
    return " ".join(pieces) or "—"


def signed(effect: Decimal) -> str:
    """Write an effect with its sign: −1, +5, 0."""
    if not effect:
        return "0"
    return ("−" if effect < 0 else "+") + plain(abs(effect))


def _item_sum(whole: Sum, item: Item) -> str:
    on_top = {f.id for f in item.findings if rule_of(f).on_top}
    effects = [(f.id, whole.points("effect", f.id)) for f in item.findings]
    lost = " ".join(f"{'−' if e < 0 else '+'} {plain(abs(e))}" for i, e in effects if e and i not in on_top)
    won = "".join(f" + {plain(e)}" for i, e in effects if e and i in on_top)
    inner = f"max(0, {plain(item.points)} {lost})" if lost else plain(item.points)
    score = plain(whole.points("item", item.id))
    return f"{whole.skin.labels['score'].split(chr(10))[0]} = {inner}{won} = {score}"
