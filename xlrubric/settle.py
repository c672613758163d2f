"""From a rubric as it is written to its outline for units with certain tags.

Apart from ``outline``, which everybody reads: this is run once for each kind of unit. Ids are those of
``rubric.numbered`` and of ``unfold``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property

from xlrubric.expressions import Expression, renamed
from xlrubric.formula_language import Parsed, parse_formula
from xlrubric.formula_tokens import asks
from xlrubric.outline import Bunch, Node, Outline, Part, Register, Row, Together, with_parents
from xlrubric.rubric import (
    ByFormula,
    Finding,
    Group,
    Item,
    NotApplicable,
    Rubric,
    Section,
    counted_points,
    full_points,
    points_below,
)
from xlrubric.rules import Clause, rule_of
from xlrubric.rules.rule import NUMBER
from xlrubric.unfold import every_unfolded, expanded, instances_of, items_of, unfolded, within, without_its_own
from xlrubric.values import Percent, Share
from xlrubric.words import APPLIES_WORDS, FOUND_WORDS

Tags = frozenset[str]
Written = Section | Item
TEXTUAL = ("flat", "level", "check")  # rules whose entry is a word


class Settler:
    """Makes the outline of one rubric for one set of tags (None: as if everything applied)."""

    def __init__(self, rubric: Rubric, tags: Tags | None) -> None:
        self.rubric, self.tags = rubric, tags
        self.words = FOUND_WORDS[rubric.language]

    def outline(self) -> Outline:
        """Settle the whole."""
        tops = self._below(self.rubric.sections, (), 1, self.rubric.not_applicable)
        whole, below = full_points(self.rubric), points_below(self.rubric)
        root = Node(
            id="",
            name=self.rubric.title,
            text="",
            note="",
            kind="inner",
            depth=0,
            points=below,
            counted=below,
            start=whole - below,
            missing=self.rubric.not_applicable,
            granted=granted(self.rubric, tops, self.rubric.not_applicable),
            floor=self.rubric.floor if isinstance(self.rubric.floor, Decimal) else None,
            at_most=self._share(self.rubric.at_most, whole),
            bonus_at_most=self._share(self.rubric.bonus_at_most, whole),
            round=self.rubric.round,
            formula=self.rubric.formula or "",
            children=tops,
        )
        return with_parents(self.rubric, root, lambda text: self.parsed(text).expression)

    def applies(self, to: Sequence[str] | None) -> bool:
        """Say whether something applies to units with these tags."""
        return to is None or self.tags is None or not self.tags.isdisjoint(to)

    def _below(
        self, written: Sequence[Written], above: tuple[Section, ...], depth: int, missing: NotApplicable
    ) -> tuple[Node, ...]:
        made = (self._node(one, above, depth, missing) for one in written if self.applies(one.applies_to))
        return tuple(node for node in made if node.children or node.parts)

    def _node(self, written: Written, above: tuple[Section, ...], depth: int, missing: NotApplicable) -> Node:
        if written.instances:
            return self._instances(written, above, depth, missing)
        if isinstance(written, Section):
            return self._section(written, above, depth, missing)
        return self._item(written, above, depth, missing)

    def _section(self, section: Section, above: tuple[Section, ...], depth: int, missing: NotApplicable) -> Node:
        own = section.not_applicable or missing
        children = self._below(section.children(), (*above, section), depth + 1, own)
        return self._made(section, above, depth, own, (), children)

    def _item(self, item: Item, above: tuple[Section, ...], depth: int, missing: NotApplicable) -> Node:
        parts = tuple(self._parts(item, above))
        return self._made(item, above, depth, item.not_applicable or missing, parts, ())

    def _instances(self, written: Written, above: tuple[Section, ...], depth: int, missing: NotApplicable) -> Node:
        """Make a node whose children are the written one once for each instance."""
        own = written.not_applicable or missing
        children = self._below(instances_of(written), above, depth + 1, own)
        return self._made(without_its_own(written), above, depth, own, (), children)

    def _made(
        self,
        written: Written,
        above: tuple[Section, ...],
        depth: int,
        missing: NotApplicable,
        parts: tuple[Part, ...],
        children: tuple[Node, ...],
    ) -> Node:
        kind, points = node_kind(written, above), full_points(written)
        beside = points or self._whole(above)
        drawn = tuple(part for child in children if child.kind == "plain" for n in child.drawing() for part in n.parts)
        every = (*parts, *drawn)
        floor = written.floor
        return Node(
            id=written.id,
            name=written.name,
            text=written.text or "",
            note=written.note or "",
            kind=kind,
            depth=depth,
            points=points,
            counted=counted_points(written) if kind != "plain" else Decimal(0),
            start=written.start if written.start is not None else start_of(points, every),
            evidence=written.evidence if isinstance(written, Item) else (),
            key=isinstance(written, Item) and written.key,
            may_not_apply=self._applies_row(written) if written.may_not_apply else None,
            missing=missing,
            granted=granted(written, children, missing),
            floor=floor if isinstance(floor, Decimal) else (Decimal(0) if floor is None and kind == "pool" else None),
            at_most=self._share(written.at_most, beside),
            bonus_at_most=self._share(written.bonus_at_most, beside),
            round=written.round,
            combine=written.combine or ("mean" if written.instances else "sum"),
            formula=written.formula or "",
            gate=written if isinstance(written, Section) and written.gate else None,
            children=children,
            parts=parts,
            awards=any(awards(part) for part in every),
        )

    def _applies_row(self, written: Written) -> Row:
        words = APPLIES_WORDS[self.rubric.language]
        finding = Finding(id=written.id, text=written.name, note=None, check=words)
        return Row(written.id, Clause(finding, words), rule_of(finding), "applies")

    def _whole(self, above: tuple[Section, ...]) -> Decimal:
        """Give the points of the nearest section above that has some, else of the whole."""
        known = (points for section in reversed(above) if (points := self.points_of[section.id]))
        return next(known, self.points_of[""])

    @staticmethod
    def _share(share: Share | None, whole: Decimal) -> Decimal | None:
        return share.of(whole) if isinstance(share, Percent) else share

    def _limit(self, limited: Finding | Group, above: tuple[Section, ...]) -> Decimal | None:
        if isinstance(limited.at_most, Percent):
            return limited.at_most.of(self.points_of[limited.of] if limited.of else self._whole(above))
        return limited.at_most

    @cached_property
    def points_of(self) -> dict[str, Decimal]:
        """Give the points of each node by its id."""
        shown = tuple(expanded(self.rubric))
        nodes = (*self.rubric.nodes(), *(inner for node in shown for inner in within(node)), *shown)
        return {node.id: full_points(node) for node in nodes} | {"": full_points(self.rubric)}

    def _parts(self, item: Item, above: tuple[Section, ...]) -> Iterator[Part]:
        parts = tuple(self._written_parts(item, above))
        yield from parts
        if not parts and item.formula:  # a row that shows what is computed, with nothing to fill in
            label = Finding.model_validate({"id": f"{item.id}.1", "text": item.name, "register": "1"})
            yield Row(label.id, Clause(label, self.words, read=self._reader), rule_of(label), "computed")

    def _written_parts(self, item: Item, above: tuple[Section, ...]) -> Iterator[Part]:
        groups = 0
        for entry in item.findings:
            if isinstance(entry, Group):
                groups += 1
                parts = tuple(
                    p for f in entry.findings if self.applies(f.applies_to) for p in self._part(f, item, above)
                )
                limit = self._limit(entry, above)
                if parts:
                    yield bunch(
                        f"{item.id}.g{groups}", parts, Together(entry.group or "", limit, entry.keep == "highest")
                    )
            elif self.applies(entry.applies_to):
                yield from self._part(entry, item, above)

    def _part(self, finding: Finding, item: Item, above: tuple[Section, ...]) -> Iterator[Part]:
        several = unfolded(finding)
        if several:
            limit = self._limit(finding, above)
            parts = tuple(p for one in several for p in self._part(one, item, above))
            if limit is None:
                yield from parts
            else:
                yield bunch(finding.id, parts, Together("", limit, keep=False))
        elif finding.register_:
            yield self._register(finding, item, above)
        else:
            yield self._row(finding, item, above)

    def _row(self, finding: Finding, item: Item, above: tuple[Section, ...], kind: str = "finding") -> Row:
        limit = self._limit(finding, above)
        points = full_points(item) if item.points else self._whole(above)
        clause = Clause(finding, self.words, points, limit, self._reader)
        forms = tuple(finding.forms.items()) if finding.forms and kind == "line" else ()
        due = finding.due_on[0] if finding.due_on else item.due_on
        return Row(finding.id, clause, rule_of(finding), kind, forms, due=None if kind == "line" else due)

    def _register(self, finding: Finding, item: Item, above: tuple[Section, ...]) -> Register:
        gone = dict.fromkeys(("keep", "at_least", "at_most", "of", "zero", "reverse", "veto"))
        rows = range(1, (finding.register_ or 0) + 1)
        line = finding.model_copy(update={**gone, "register_": None if finding.verbs() else 1})
        lines = tuple(self._row(line.model_copy(update={"id": f"{finding.id}.{n}"}), item, above, "line") for n in rows)
        head = self._row(finding, item, above, "register")
        return Register(head, lines, head.clause.limit, finding.keep == "highest")

    def _reader(self, text: str) -> Expression:
        return renamed(self.parsed(text).expression, lambda name: NUMBER.name if name == "x" else name)

    def parsed(self, text: str) -> Parsed:
        """Read a formula over what this rubric names. Raises FormulaFault."""
        return parse_formula(text, self.kind_of)

    def parsed_within(self, text: str, instanced: Written) -> Parsed:
        """Read a formula that stands in a node with instances, where ids are those of the same instance."""
        own: dict[str, str] = {node.id: "number" for node in within(instanced)}
        found = (f for item in items_of(instanced) for f in every_unfolded(item) if not f.register_ and is_entered(f))
        own.update((f.id, kind_of_entry(f)) for f in found)
        return parse_formula(text, lambda name: own.get(name[1:-1]) or self.kind_of(name))

    def kind_of(self, name: str) -> str | None:
        """Say what a name in a formula stands for: number, text or nothing."""
        return "number" if name == "x" else self._kinds.get(name[1:-1])

    @cached_property
    def _kinds(self) -> dict[str, str]:
        """Give what each id stands for: nodes that have a score, and findings for which something is entered."""
        whole = Settler(self.rubric, None).outline()
        kinds = {node.id: "number" for node in whole.nodes if node.scored}
        rows = (row for row in whole.rows if row.kind == "finding")
        kinds.update((row.id, kind_of_entry(row.clause.finding)) for row in rows if is_entered(row.clause.finding))
        return kinds


def granted(written: Written | Rubric, there: tuple[Node, ...], missing: NotApplicable) -> Decimal:
    """Give the points of what does not apply to these units and counts with full marks all the same."""
    if isinstance(written, Item):
        return Decimal(0)
    if isinstance(written, Section) and (written.instances or written.combine not in (None, "sum")):
        return Decimal(0)
    known = {node.id for node in there}
    children = written.sections if isinstance(written, Rubric) else written.children()
    gone = [child for child in children if child.id not in known and (child.not_applicable or missing) == "full"]
    return sum(map(counted_points, gone), Decimal(0))


def bunch(own: str, parts: tuple[Part, ...], together: Together) -> Bunch:
    """Put parts into a group; each of their rows knows what it shares with the others."""
    marked = tuple(_marked(part, together) for part in parts)
    return Bunch(own, marked, together.limit, together.keep, together.label)


def _marked(part: Part, together: Together) -> Part:
    if isinstance(part, Row):
        return replace(part, together=(*part.together, together))
    if isinstance(part, Register):
        return replace(part, head=replace(part.head, together=(*part.head.together, together)))
    return replace(part, parts=tuple(_marked(member, together) for member in part.parts))


def settle(rubric: Rubric, tags: Tags | None = None) -> Outline:
    """Make the outline of a checked and numbered rubric for units with these tags (None: everything applies)."""
    return Settler(rubric, tags).outline()


def node_kind(written: Written, above: tuple[Section, ...]) -> str:
    """Say where a node's findings draw their points from."""
    if written.instances:
        return "inner"
    if isinstance(written, Item):
        return "pool" if written.points else ("plain" if any(map(carries, above)) else "open")
    if carries_below(written) or not written.points:
        inside_pool = any(section.points and not carries_below(section) for section in above)
        return "plain" if inside_pool else "inner"
    return "pool"


def carries(written: Written) -> bool:
    """Say whether a node carries points, without adding them up."""
    return bool(written.points) or (isinstance(written, Section) and carries_below(written))


def carries_below(section: Section) -> bool:
    """Say whether anything below a section carries points."""
    return any(getattr(child, "worth", None) or carries(child) for child in section.children())


def kind_of_entry(finding: Finding) -> str:
    """Say whether a formula sees a word or a number in a finding's entry."""
    return "text" if rule_of(finding).name in TEXTUAL else "number"


def is_entered(finding: Finding) -> bool:
    """Say whether a word or a number is entered for a finding; a computed one has nothing to fill in."""
    values = (getattr(finding, verb) for verb in finding.verbs())
    formula = next((value.formula for value in values if isinstance(value, ByFormula)), None)
    return finding.when is None and (formula is None or asks(formula))


def start_of(points: Decimal, parts: Sequence[Part]) -> Decimal:
    """Give the points that are there at the beginning: all but what awards can give; none where all is earned."""
    given = [award for part in parts if awards(part) for award in (most_award(part),)]
    if not given:
        return points
    if not any(deducts(part) for part in parts):
        return Decimal(0)
    known = [award for award in given if award is not None]
    return max(Decimal(0), points - sum(known, Decimal(0))) if len(known) == len(given) else Decimal(0)


def _gives(part: Part, verb: str) -> bool:
    if isinstance(part, Bunch):
        return any(_gives(member, verb) for member in part.parts)
    row = part.head if isinstance(part, Register) else part
    return verb in row.clause.finding.verbs()


def awards(part: Part) -> bool:
    """Say whether a part can give points into the pool."""
    return _gives(part, "award")


def deducts(part: Part) -> bool:
    """Say whether a part can take points off the pool."""
    return _gives(part, "deduct")


def most_award(part: Part) -> Decimal | None:
    """Give the most that a part can award; None without end."""
    if isinstance(part, Row):
        value = part.clause.finding.award
        most = Decimal(0) if value is None else part.rule.most(part.clause, value)
        factor = max((factor for _, factor in part.forms), default=Decimal(1))
        return None if most is None else most * factor
    lines = part.lines if isinstance(part, Register) else part.parts
    each = [most_award(line) for line in lines]
    known = [award for award in each if award is not None]
    together = max(known, default=Decimal(0)) if isinstance(part, Bunch) and part.keep else sum(known, Decimal(0))
    bounds = [bound for bound in (part.limit, together if len(known) == len(each) else None) if bound is not None]
    return min(bounds) if bounds else None
