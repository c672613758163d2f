"""Trying out a standard: the same entries scored under another rubric, who moves, and which change of rule moves them.

Apart from ``carried``, which brings the entries across. The difference of each unit is split up by what the two
ledgers say: a finding's postings against those of its match, a node's limits against the node's, so that the parts add
up exactly to the difference.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from typing import Protocol

from xlrubric.carried import Bridge, Untaken, bridge, carry, unanswered
from xlrubric.changes import Matching
from xlrubric.entries import Reading
from xlrubric.graph import name
from xlrubric.ledger import Account, base_of, in_scale
from xlrubric.outline import Node, Row
from xlrubric.rule_words import Rule, Rules, Wording
from xlrubric.score import scorer_of
from xlrubric.scoring import DIGITS, Score
from xlrubric.standard import Standard
from xlrubric.tidying import tidy
from xlrubric.units import Unit

ZERO = Decimal(0)


class Entered(Protocol):
    """A unit as it was scored under the old rubric: from a table, or from a returned form."""

    @property
    def unit(self) -> str:
        """Its id."""

    @property
    def standard(self) -> Standard:
        """The old standard's variant for it."""

    @property
    def readings(self) -> Mapping[str, Reading]:
        """Its entries by local name."""

    @property
    def score(self) -> Score:
        """Its old score."""


@dataclass(frozen=True)
class Moved:
    """One unit under both rubrics: totals and ranks; what moved it adds up exactly to the difference.

    ``after`` is None where nothing that it entered can be taken.
    """

    unit: str
    before: Decimal
    after: Decimal | None
    rank_before: int
    rank_after: int | None
    parts: Mapping[Rule, Decimal]
    untaken: tuple[Untaken, ...]

    @property
    def difference(self) -> Decimal | None:
        """Give how many points more it has under the new rubric."""
        return None if self.after is None else self.after - self.before


@dataclass(frozen=True)
class Effect:
    """A rule in words, before and after; how many units it moves, and by how many points in all.

    Where the words are the same, the rule itself did not change: what else changed has an effect on it.
    """

    rule: Rule
    words: str
    old_words: str
    new_words: str
    units: int
    points: Decimal


@dataclass(frozen=True)
class Leftover:
    """A finding that only one of the rubrics has: ``gone`` with the points it moved, ``new`` that nobody answered."""

    kind: str
    id: str
    words: str
    amount: str
    units: int
    points: Decimal


@dataclass(frozen=True)
class Rescored:
    """A unit's entries as the new rubric takes them and what they come to; ``standard`` is the unit's variant."""

    standard: Standard
    readings: Mapping[str, Reading]
    score: Score


@dataclass(frozen=True)
class Trial:
    """All units under both rubrics; ``moved`` in the order given, ``effects`` the largest first.

    ``rescored`` are the scores under the new one, by unit.
    """

    old: Standard
    new: Standard
    moved: tuple[Moved, ...]
    effects: tuple[Effect, ...]
    leftovers: tuple[Leftover, ...]
    unscored: tuple[str, ...]
    rescored: Mapping[str, Rescored] = field(default_factory=dict)

    @property
    def by_size(self) -> tuple[Moved, ...]:
        """Give the units, those that move most first; of equal ones the better before."""
        return tuple(sorted(self.moved, key=lambda one: (-abs(one.difference or ZERO), one.rank_before)))

    @property
    def gone(self) -> tuple[Leftover, ...]:
        """Give the findings that the new rubric does not have."""
        return tuple(one for one in self.leftovers if one.kind == "gone")

    @property
    def added(self) -> tuple[Leftover, ...]:
        """Give the findings of the new rubric that nobody can have answered."""
        return tuple(one for one in self.leftovers if one.kind == "new")


def try_out(
    old: Standard,
    new: Standard,
    matching: Matching,
    entered: Iterable[Entered],
    counts: str,
    units: Mapping[str, Unit] | None = None,
) -> Trial:
    """Score entries under ``new`` that were made under ``old``, and compare; ``counts`` is the role that counts.

    ``units`` are those of a unit list: their tags say what applies. A unit without any entry is not compared.
    """
    between, given = bridge(old, new, matching), tuple(entered)
    scored = [one for one in given if one.score[name(counts, "done")]]
    drafts = [_draft(between, one, counts, units or {}) for one in scored]
    moved = _ranked(drafts, old, new)
    unscored = tuple(one.unit for one in given if not one.score[name(counts, "done")])
    leftovers = (*_gone(between, scored, counts), *_new(between, drafts))
    rescored = {draft.unit: draft.rescored for draft in drafts if draft.after is not None}
    return Trial(old, new, moved, _effects(between, moved), leftovers, unscored, rescored)


@dataclass(frozen=True)
class _Draft:
    unit: str
    before: Decimal
    after: Decimal | None
    parts: Mapping[Rule, Decimal]
    untaken: tuple[Untaken, ...]
    unanswered: tuple[Row, ...]
    rescored: Rescored


def _draft(between: Bridge, one: Entered, counts: str, units: Mapping[str, Unit]) -> _Draft:
    unit = units.get(one.unit)
    own = between.new.whole if unit is None else between.new.variant(unit.tags)
    carried = carry(between, one.standard, own, one.readings)
    score = scorer_of(own)({local: reading.value for local, reading in carried.readings.items()})
    left = unanswered(between, own, carried.readings)
    accounts = (Account(one.standard.outline, one.score, counts), Account(own.outline, score, counts))
    before, after = (tidy(account.figure("total")) for account in accounts)
    rescored = Rescored(own, carried.readings, score)
    if not score[name(counts, "done")]:
        return _Draft(one.unit, before, None, {}, carried.untaken, left, rescored)
    parts = _parts(between, *accounts, after - before)
    return _Draft(one.unit, before, after, parts, carried.untaken, left, rescored)


# --- what moves a unit -----------------------------------------------------------------------------------


def _parts(between: Bridge, old: Account, new: Account, difference: Decimal) -> dict[Rule, Decimal]:
    """Split a difference up by rule; what division leaves over at the fiftieth place goes with the largest part."""
    rules, parts = Rules(between), dict[Rule, Decimal]()
    with localcontext() as context:
        context.prec = DIGITS
        for account, is_new, sign in ((old, False, -1), (new, True, 1)):
            for rule, points in _figures(rules, account, is_new):
                parts[rule] = parts.get(rule, ZERO) + sign * points
        parts = {rule: tidy(points) for rule, points in parts.items()}
        rest = difference - sum(parts.values(), ZERO)
        if rest:
            largest = max(parts, key=lambda rule: (abs(parts[rule]), rule), default=Rule("node", "", ""))
            parts[largest] = parts.get(largest, ZERO) + rest
    return {rule: tidy(points) for rule, points in parts.items() if points}


def _figures(rules: Rules, account: Account, is_new: bool) -> Iterator[tuple[Rule, Decimal]]:
    """Give what was there at the beginning by node, then every posting by its finding or its node."""
    root = account.outline.root
    yield rules.of_node("", is_new), root.start
    for top in root.children:
        if top.scored:
            yield from ((rules.of_node(node.id, is_new), points) for node, points in _bases(top))
    for posting in account.postings():
        own = posting.row.id if posting.row else ""
        yield rules.of_row(own, is_new) if own else rules.of_node(posting.node.id, is_new), posting.points


def _bases(node: Node) -> Iterator[tuple[Node, Decimal]]:
    """Split up what a node counts for at the beginning by the pools below it, in the scale of the whole."""
    whole = in_scale(node, base_of(node))
    if node.kind != "inner" or node.combine != "sum":
        yield node, whole
        return
    below = [(one, in_scale(node, points)) for child in node.scored_children() for one, points in _bases(child)]
    yield from below
    rest = whole - sum((points for _, points in below), ZERO)
    if rest:
        yield node, rest


def _ranked(drafts: Sequence[_Draft], old: Standard, new: Standard) -> tuple[Moved, ...]:
    before = _ranks({one.unit: one.before for one in drafts}, old)
    after = _ranks({one.unit: one.after for one in drafts if one.after is not None}, new)
    return tuple(
        Moved(one.unit, one.before, one.after, before[one.unit], after.get(one.unit), one.parts, one.untaken)
        for one in drafts
    )


def _ranks(totals: Mapping[str, Decimal], standard: Standard) -> dict[str, int]:
    """Rank the units, ties shared: 1, 2, 2, 4."""
    ordered = sorted(totals.values(), reverse=standard.rubric.better == "higher")
    return {unit: ordered.index(total) + 1 for unit, total in totals.items()}


# --- rules in words --------------------------------------------------------------------------------------


def _effects(between: Bridge, moved: Sequence[Moved]) -> tuple[Effect, ...]:
    points: dict[Rule, list[Decimal]] = {}
    for one in moved:
        for rule, part in one.parts.items():
            points.setdefault(rule, []).append(part)
    words = Wording(between)
    found = (
        Effect(rule, words.text(rule), *words.both(rule), len(parts), tidy(sum(parts, ZERO)))
        for rule, parts in points.items()
    )
    size = {rule: sum(map(abs, parts), ZERO) for rule, parts in points.items()}
    return tuple(sorted(found, key=lambda effect: (-size[effect.rule], effect.rule)))


# --- what has no match -----------------------------------------------------------------------------------


def _gone(between: Bridge, scored: Sequence[Entered], counts: str) -> Iterator[Leftover]:
    """Give the findings of the old rubric that the new one does not have, and what they moved."""
    wording = Wording(between)
    points: dict[str, list[Decimal]] = {}
    for one in scored:
        account, sums = Account(one.standard.outline, one.score, counts), dict[str, Decimal]()
        for posting in account.postings():
            if posting.row is not None and between.is_gone(posting.row.id):
                own = between.old_origins[posting.row.id].id
                sums[own] = sums.get(own, ZERO) + posting.points
        for own, moved in sums.items():
            points.setdefault(own, []).append(moved)
    for finding in between.old.rubric.findings():
        if finding.id not in between.matching.new_of:
            rule, moved_ = Rule("finding", finding.id, ""), points.get(finding.id, [])
            yield Leftover(
                "gone", finding.id, finding.text, wording.both(rule)[0], len(moved_), tidy(sum(moved_, ZERO))
            )


def _new(between: Bridge, drafts: Sequence[_Draft]) -> Iterator[Leftover]:
    """Give the findings of the new rubric that nobody can have answered, and for how many units that is so."""
    wording = Wording(between)
    units: dict[str, set[str]] = {}
    for draft in drafts:
        for row in draft.unanswered:
            if row.id in between.new_origins:
                units.setdefault(between.new_origins[row.id].id, set()).add(draft.unit)
    texts = {finding.id: finding.text for finding in between.new.rubric.findings()}
    for own, text in texts.items():
        if own in units:
            words = wording.both(Rule("finding", "", own))[1]
            yield Leftover("new", own, text, words, len(units[own]), ZERO)
