"""The rubric: a published standard as frozen data, and the schema of its file.

Apart because everything reads it and it reads nothing. Unknown fields are refused; what may stand in a field is in
``values``, and what follows from the fields (pools, periods, who a node applies to) in ``outline``.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, ConfigDict, Discriminator, Field, RootModel, Tag
from typing_extensions import TypeAliasType

from xlrubric.result import Result
from xlrubric.values import (
    Amount,
    Apart,
    Bound,
    Clause,
    Data,
    Day,
    DaySpan,
    Flag,
    Floor,
    Formula,
    Id,
    Label,
    Number,
    Places,
    Points,
    Rows,
    Share,
    Tags,
    Text,
    Word,
    alone,
    either,
    ticked,
    words,
)

ROLES = ("self", "review")
Role = Literal["self", "review"]
Language = Literal["zh-Hans", "zh-Hant", "en"]


class Range(Data):
    """An amount that the assessor chooses between two bounds, in points."""

    low: Annotated[Points, Field(alias="from")]
    high: Annotated[Amount, Field(alias="to")]


class Span(Data):
    """The numbers that may be typed."""

    low: Annotated[Number, Field(alias="from")]
    high: Annotated[Number, Field(alias="to")]


class Levels(RootModel):  # type: ignore[type-arg]  # given its argument, pydantic would make a schema at once
    """Words to choose from and their amounts in points."""

    model_config = ConfigDict(frozen=True, defer_build=True)
    root: Annotated[dict[Word, Points], Field(min_length=1, max_length=20)]


Step = Annotated[Annotated[Points, Tag("@number")] | Annotated[Literal["all"], Tag("@word")], Discriminator(either)]


class Steps(Data):
    """Amounts for once, twice, three times …; the last one for more; ``all`` is everything that there is."""

    steps: Annotated[tuple[Step, ...], Field(min_length=1, max_length=20)]


class Bands(Data):
    """Amounts for a measure: the first band that it lies in; ``else`` for the rest."""

    bands: Annotated[dict[Annotated[str, BeforeValidator(words)], Points], Field(min_length=1, max_length=20)]


class Converted(Data):
    """A measure out of ``of``, converted to ``points`` (the item's, where not given)."""

    of: Amount
    points: Amount | None = None


class ByFormula(Data):
    """An amount by a formula."""

    formula: Formula


SHAPES = {"of": "@converted", "steps": "@steps", "bands": "@bands", "formula": "@formula"}
MODELS: dict[type, str] = {
    Range: "@range",
    Levels: "@levels",
    Steps: "@steps",
    Bands: "@bands",
    Converted: "@converted",
}


def shape(value: object) -> str:
    """Say which shape an amount is meant to have, so that only that one complains."""
    if isinstance(value, dict):
        names = {str(key).casefold() for key in value}
        if not value or names & {"from", "to"}:
            return "@range"
        return next((tag for key, tag in SHAPES.items() if key in names), "@levels")
    return MODELS.get(type(value), "@formula" if isinstance(value, ByFormula) else "@amount")


Value = TypeAliasType(
    "Value",
    Annotated[
        Annotated[Amount, Tag("@amount")]
        | Annotated[Range, Tag("@range")]
        | Annotated[Levels, Tag("@levels")]
        | Annotated[Steps, Tag("@steps")]
        | Annotated[Bands, Tag("@bands")]
        | Annotated[Converted, Tag("@converted")]
        | Annotated[ByFormula, Tag("@formula")],
        Discriminator(shape),
    ],
)

VERBS = ("deduct", "award", "bonus", "deduct_section", "penalty")
FLAGS = ("zero", "reverse", "veto")
# the fields that decide, beside the verbs, which kind of clause a finding is
MODIFIERS = (
    "per",
    "at_most",
    "target",
    "below",
    "above",
    "step",
    "zero_after",
    "unit",
    "range",
    "check",
    "measure",
    "when",
)


class Finding(Data):
    """One thing that can be found, with its effect on the points.

    Which fields are given decides which rule it is (``xlrubric.rules``). Amounts are in points.
    """

    id: Id = ""
    text: Clause
    note: Text | None = None
    applies_to: Tags | None = None
    deduct: Value | None = None
    award: Value | None = None
    bonus: Value | None = None
    deduct_section: Value | None = None
    penalty: Value | None = None
    zero: Literal["item", "section", "total"] | None = None
    reverse: Amount | None = None
    veto: Label | None = None
    per: Label | None = None
    at_most: Share | None = None
    of: Id | None = None
    target: Amount | None = None
    below: Share | None = None
    above: Share | None = None
    step: Literal["whole", "started", "linear"] | None = None
    zero_after: Points | None = None
    unit: Label | None = None
    range: Span | None = None
    periods: Annotated[tuple[Label, ...], Field(min_length=2, max_length=31)] | None = None
    register_: Annotated[Rows | None, Field(alias="register")] = None
    forms: Annotated[dict[Word, Amount], Field(min_length=1, max_length=10)] | None = None
    keep: Literal["highest"] | None = None
    at_least: Rows | None = None
    dated: DaySpan | None = None
    due_on: Annotated[tuple[Day, ...], Field(min_length=1, max_length=31), BeforeValidator(alone)] | None = None
    check: Annotated[tuple[Word, ...], Field(max_length=20), BeforeValidator(ticked)] | None = None
    measure: Label | None = None
    when: Formula | None = None

    def verbs(self) -> tuple[str, ...]:
        """Name the verbs that are given."""
        return tuple(verb for verb in VERBS if getattr(self, verb) is not None)

    def flags(self) -> tuple[str, ...]:
        """Name the flags that are given."""
        return tuple(name for name in FLAGS if getattr(self, name) is not None)

    def modifiers(self) -> frozenset[str]:
        """Name the fields, beside verbs and flags, that say how the finding counts.

        What a register or several periods come to is limited together, which is none of the rule's business.
        """
        given = {name for name in MODIFIERS if getattr(self, name) is not None}
        return frozenset(given - {"at_most"} if self.register_ or self.periods else given)


class Group(Data):
    """Findings that are limited together, or of which only the one with the largest effect counts."""

    group: Label | None = None
    at_most: Share | None = None
    of: Id | None = None
    keep: Literal["highest"] | None = None
    findings: Annotated[tuple[Finding, ...], Field(min_length=1)]


def part(value: object) -> str:
    """Say whether an entry of ``findings`` is meant to be a group."""
    grouped = isinstance(value, dict) and ("findings" in value or "group" in value)
    return "@group" if isinstance(value, Group) or grouped else "@finding"


Part = Annotated[Annotated[Finding, Tag("@finding")] | Annotated[Group, Tag("@group")], Discriminator(part)]
Combine = Literal["sum", "mean", "lowest", "highest"]
NotApplicable = Literal["rebase", "shrink", "full"]
Merge = Literal["newest", "ask", "whole"]  # of several files of a unit: what decides where they differ


class Item(Data):
    """A node with findings; with ``points`` they draw on these, otherwise on the nearest section that has some."""

    id: Id = ""
    name: Label
    text: Clause | None = None
    note: Text | None = None
    points: Amount | None = None
    start: Points | None = None
    evidence: tuple[Text, ...] = ()
    due_on: Day | None = None
    key: Flag = False
    applies_to: Tags | None = None
    may_not_apply: Flag = False
    follows_up: Flag = False
    not_applicable: NotApplicable | None = None
    floor: Floor | None = None
    at_most: Share | None = None
    bonus_at_most: Share | None = None
    round: Places | None = None
    instances: Annotated[tuple[Label, ...], Field(min_length=2, max_length=30)] | None = None
    combine: Combine | None = None
    formula: Formula | None = None
    findings: tuple[Part, ...] = ()

    def every_finding(self) -> Iterator[Finding]:
        """Give the findings, those of groups too."""
        for entry in self.findings:
            yield from entry.findings if isinstance(entry, Group) else (entry,)


class Gate(Data):
    """When a section scores nothing although its items score something."""

    key_zero: Flag = False
    key_below: Amount | None = None
    when: Formula | None = None


class Section(Data):
    """A part of the standard: sections or items, or both (the sections first)."""

    id: Id = ""
    name: Label
    text: Clause | None = None
    note: Text | None = None
    points: Amount | None = None
    start: Points | None = None
    worth: Amount | None = None
    applies_to: Tags | None = None
    may_not_apply: Flag = False
    not_applicable: NotApplicable | None = None
    floor: Floor | None = None
    at_most: Share | None = None
    bonus_at_most: Share | None = None
    round: Places | None = None
    instances: Annotated[tuple[Label, ...], Field(min_length=2, max_length=30)] | None = None
    combine: Combine | None = None
    formula: Formula | None = None
    gate: Gate | None = None
    sections: tuple[Self, ...] = ()
    items: tuple[Item, ...] = ()

    def children(self) -> tuple["Section | Item", ...]:
        """Give sections and items, in this order."""
        return (*self.sections, *self.items)


class Grade(Data):
    """A grade and what a total must have for it: all conditions that are given."""

    name: Label
    low: Annotated[Bound | None, Field(alias="from")] = None
    high: Annotated[Bound | None, Field(alias="to")] = None
    each_section: Share | None = None
    no_zero: Flag = False
    when: Formula | None = None


class Rubric(Data):
    """A published standard. ``counts`` names the role whose entries make the official score."""

    rubric: Id
    title: Text
    language: Language = "zh-Hans"
    period: Label | None = None
    points: Amount | None = None
    counts: Role = "review"
    source: Text | None = None
    note: Text | None = None
    due: Label | None = None
    due_on: Day | None = None
    signatures: Annotated[tuple[Word, ...], Field(min_length=1, max_length=12)] | None = None
    start: Points | None = None
    floor: Floor | None = None
    at_most: Share | None = None
    bonus_at_most: Share | None = None
    round: Places | None = None
    better: Literal["higher", "lower"] = "higher"
    not_applicable: NotApplicable = "rebase"
    formula: Formula | None = None
    grades: Annotated[tuple[Grade, ...], Field(min_length=2, max_length=20)] | None = None
    merge: Merge | None = None
    result: Annotated[Result, Apart()] | None = None
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]

    def items(self) -> Iterator[Item]:
        """Give all items in order, at every depth."""
        return (node for node in self.nodes() if isinstance(node, Item))

    def nodes(self) -> Iterator[Section | Item]:
        """Give all sections and items, each before what is below it."""
        todo: list[Section | Item] = list(reversed(self.sections))
        while todo:
            node = todo.pop()
            yield node
            if isinstance(node, Section):
                todo.extend(reversed(node.children()))

    def findings(self) -> Iterator[Finding]:
        """Give all findings in order, as they are written."""
        return (finding for item in self.items() for finding in item.every_finding())


def full_points(node: Section | Item | Rubric) -> Decimal:
    """Give the points that a node carries, in its own scale: those stated, or of what is below together; 0 for none."""
    below = Decimal(0) if isinstance(node, Item) else points_below(node)
    if isinstance(node, Rubric):  # what is there before the sections stands for itself
        return below + (node.start or Decimal(0))
    own = below or node.points or Decimal(0)
    times = len(node.instances) if node.instances and node.combine == "sum" else 1
    return own * times


def points_below(node: Section | Rubric) -> Decimal:
    """Add up the points that a node's children carry, as they count in the node."""
    children = node.sections if isinstance(node, Rubric) else node.children()
    carried = [counted_points(child) for child in children]
    if isinstance(node, Section) and not node.instances and node.combine not in (None, "sum"):
        return max(carried, default=Decimal(0))
    return sum(carried, Decimal(0))


def counted_points(node: Section | Item) -> Decimal:
    """Give the points that a node counts for above it: its worth, where it has one."""
    return (node.worth if isinstance(node, Section) else None) or full_points(node)


def numbered(rubric: Rubric) -> Rubric:
    """Give every node the id it was not given: section, item, finding, by order of appearance (``1.2.3``)."""
    sections = tuple(_numbered_section(s, s.id or str(n)) for n, s in enumerate(rubric.sections, 1))
    return rubric.model_copy(update={"sections": sections, "result": _numbered_result(rubric.result)})


def _numbered_result(result: Result | None) -> Result | None:
    if result is None:
        return None
    named = (one.model_copy(update={"id": one.id or f"c{n}"}) for n, one in enumerate(result.consequences, 1))
    return result.model_copy(update={"consequences": tuple(named)})


def _numbered_section(section: Section, own: str) -> Section:
    sections = tuple(_numbered_section(s, s.id or f"{own}.{n}") for n, s in enumerate(section.sections, 1))
    after = len(sections) + 1
    items = tuple(_numbered_item(i, i.id or f"{own}.{n}") for n, i in enumerate(section.items, after))
    return section.model_copy(update={"id": own, "sections": sections, "items": items})


def _numbered_item(item: Item, own: str) -> Item:
    findings: list[Finding | Group] = []
    count = 0
    for entry in item.findings:
        members = entry.findings if isinstance(entry, Group) else (entry,)
        done = tuple(f.model_copy(update={"id": f.id or f"{own}.{count + n}"}) for n, f in enumerate(members, 1))
        count += len(members)
        findings.append(entry.model_copy(update={"findings": done}) if isinstance(entry, Group) else done[0])
    return item.model_copy(update={"id": own, "findings": tuple(findings)})
