"""The graph: a rubric compiled once into named entries and quantities, in the order of their arithmetic.

Everything else reads the graph: ``scoring`` evaluates it, ``layout`` gives its names their cells,
``formulas`` renders it. Names are ``role.what:id``:

    review.choice:1.1.2    review.number:1.1.1    what a person enters
    review.effect:1.1.2    points won (+) or lost (−) by a finding
    review.done:1.1.2      1 when the finding has been filled in, else 0
    review.doubt:1.1.2     1 when there is a count without its finding or a finding without its count, else 0
    review.item:1.1        review.section:1       review.total:
    review.done:1          findings filled in, of a section; of all: review.done:
    review.doubt:1         findings in doubt, of a section; of all: review.doubt:
    review.rate:1          a section's share of its points, rounded half up to 4 places; only of the role that
                           counts; of all: review.rate:  («—» until something is filled in)
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from xlrubric.expressions import Call as _Call
from xlrubric.expressions import Expression, Ref, Words, call, constant, renamed, total
from xlrubric.rubric import ROLES, Finding, Item, Rubric, Section
from xlrubric.rules import FOUND, Box, plain, rule_of
from xlrubric.words import FOUND_WORDS

RATE_PLACES = 4
NOTHING_YET = "—"


@dataclass(frozen=True)
class Entry:
    """A box that a person fills in: its name, the finding and role it belongs to."""

    name: str
    finding: str
    role: str
    box: Box
    options: tuple[str, ...] = ()

    def allowed(self) -> str:
        """Say what may stand in the box, in signs that every language can show: «无 / 有», «0, 1, 2 … 9999»."""
        if self.options:
            return " / ".join(self.options)
        low, high = self.box.low, self.box.high
        if self.box.whole:
            return f"{plain(low)}, {plain(low + 1)}, {plain(low + 2)} … {plain(high)}"
        span = f"{plain(low)} … {plain(high)}"
        return f"0, {span}" if self.box.zero and low > 0 else span


@dataclass(frozen=True)
class Quantity:
    """A named value that follows from others."""

    name: str
    expression: Expression


@dataclass(frozen=True)
class Graph:
    """Entries, and quantities in an order in which each refers only to what stands before it."""

    entries: tuple[Entry, ...]
    quantities: tuple[Quantity, ...]

    @cached_property
    def doubts(self) -> tuple[tuple[str, str, str, str], ...]:
        """Give the names that tell a contradiction of count and finding: doubt, finding's id, choice, count."""
        names = {entry.name for entry in self.entries}
        return tuple(
            (name(e.role, "doubt", e.finding), e.finding, name(e.role, "choice", e.finding), e.name)
            for e in self.entries
            if e.box.name == "number" and name(e.role, "choice", e.finding) in names
        )


def build_graph(rubric: Rubric) -> Graph:
    """Compile a checked and numbered rubric, for both roles."""
    entries = tuple(e for role in ROLES for f in rubric.findings() for e in _entries(rubric, f, role))
    quantities = tuple(q for role in ROLES for q in _quantities(rubric, role))
    return Graph(entries, quantities)


def name(role: str, what: str, node: str = "") -> str:
    """Spell the name of an entry or a quantity."""
    return f"{role}.{what}:{node}"


def _entries(rubric: Rubric, finding: Finding, role: str) -> Iterator[Entry]:
    for box in rule_of(finding).boxes(finding):
        options = FOUND_WORDS[rubric.language] if box.name == "choice" else ()
        yield Entry(name(role, box.name, finding.id), finding.id, role, box, options)


def _quantities(rubric: Rubric, role: str) -> Iterator[Quantity]:
    for section in rubric.sections:
        for item in section.items:
            for finding in item.findings:
                yield from _of_finding(rubric, finding, role)
            yield Quantity(name(role, "item", item.id), _item_score(item, role))
        yield from _of_section(section, role)
        if role == rubric.counts:
            yield _rate(role, section.id, constant(section.full_points()))
    sections = tuple(s.id for s in rubric.sections)
    yield Quantity(name(role, "total"), _sum(role, "section", sections))
    yield Quantity(name(role, "done"), _sum(role, "done", sections))
    yield Quantity(name(role, "doubt"), _sum(role, "doubt", sections))
    if role == rubric.counts:
        yield _rate(role, "", constant(rubric.full_points()))


def _of_finding(rubric: Rubric, finding: Finding, role: str) -> Iterator[Quantity]:
    rule = rule_of(finding)
    absent, found = FOUND_WORDS[rubric.language]
    choice, number = Ref(name(role, "choice", finding.id)), Ref(name(role, "number", finding.id))
    boxes = {box.name for box in rule.boxes(finding)}
    local = renamed(rule.effect(finding), lambda box: name(role, box, finding.id))
    yield Quantity(name(role, "effect", finding.id), _worded(local, found))
    yield Quantity(name(role, "done", finding.id), _done(boxes, choice, number, absent, found))
    if boxes == {"choice", "number"}:
        yield Quantity(name(role, "doubt", finding.id), _doubt(choice, number, found))


def _done(boxes: set[str], choice: Ref, number: Ref, absent: str, found: str) -> Expression:
    """Filled in: a number, or for a mere choice one of its words; 无 needs no count."""
    chosen = call("or", call("eq", choice, absent), call("eq", choice, found))
    if boxes == {"choice"}:
        return call("if", chosen, 1, 0)
    if boxes == {"number"}:
        return call("if", call("is_number", number), 1, 0)
    return call("if", call("or", call("eq", choice, absent), call("is_number", number)), 1, 0)


def _doubt(choice: Ref, number: Ref, found: str) -> Expression:
    """Ask whether count and finding contradict each other."""
    counted, is_found = call("gt", call("number", number), 0), call("eq", choice, found)
    # not as a comparison of two comparisons: IronCalc drops the brackets of (a>0)=(b="有")
    return call("if", call("and", counted, is_found), 0, call("if", call("or", counted, is_found), 1, 0))


def _item_score(item: Item, role: str) -> Expression:
    """Points less what the findings took, never below 0, and what stands on top.

    Source: xiangxi-2018, annex, 直至扣完基分 (item by item).
    """
    pooled = _effects(item, role, on_top=False)
    on_top = _effects(item, role, on_top=True)
    floored: Expression = constant(item.points)
    if pooled:
        floored = call("max", 0, call("add", item.points, total(pooled)))
    return call("add", floored, total(on_top)) if on_top else floored


def _effects(item: Item, role: str, *, on_top: bool) -> tuple[Expression, ...]:
    chosen = (f for f in item.findings if rule_of(f).on_top == on_top)
    return tuple(Ref(name(role, "effect", f.id)) for f in chosen)


def _of_section(section: Section, role: str) -> Iterator[Quantity]:
    findings = tuple(f for item in section.items for f in item.findings)
    items = tuple(item.id for item in section.items)
    yield Quantity(name(role, "section", section.id), _sum(role, "item", items))
    yield Quantity(name(role, "done", section.id), _sum(role, "done", tuple(f.id for f in findings)))
    doubtful = tuple(f.id for f in findings if can_doubt(f))
    yield Quantity(name(role, "doubt", section.id), _sum(role, "doubt", doubtful))


def _rate(role: str, node: str, points: Expression) -> Quantity:
    """Give the share of the points that a section, or with no node the whole, has scored."""
    score = name(role, "section" if node else "total", node)
    share = call("round", call("div", Ref(score), points), RATE_PLACES)
    return Quantity(name(role, "rate", node), once_filled(role, node, share))


def once_filled(role: str, node: str, value: Expression) -> Expression:
    """Show a value once something of the section (or with no node of the whole) is filled in, until then a dash.

    A blank form would show full points, which nobody has given.
    """
    return call("if", call("gt", Ref(name(role, "done", node)), 0), value, NOTHING_YET)


def can_doubt(finding: Finding) -> bool:
    """Say whether a finding has both a choice and a count, which may contradict each other."""
    return len(rule_of(finding).boxes(finding)) > 1


def _sum(role: str, what: str, ids: tuple[str, ...]) -> Expression:
    return total(tuple(Ref(name(role, what, i)) for i in ids))


def _worded(expression: Expression, found: str) -> Expression:
    """Put the language's word for «found» where the rules say FOUND."""
    if isinstance(expression, Words) and expression.value == FOUND:
        return Words(found)
    if isinstance(expression, _Call):
        return _Call(expression.operation, tuple(_worded(a, found) for a in expression.arguments))
    return expression
