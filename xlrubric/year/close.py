"""Close calls: who would stand otherwise with one finding less, or with the composite rounded otherwise.

Apart from ``outcome``, which it asks «what if»: the unit's own figures are computed anew, then all that follows from
the composites. What a source is relative to (the best, the mean, a rank in it) is left as it is.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Literal

from xlrubric.result import Within
from xlrubric.scoring import DIGITS, compiled_expression
from xlrubric.year.alone import Alone, Unsteady
from xlrubric.year.arithmetic import computed
from xlrubric.year.columns import Across, Column, Value, column_names, in_order
from xlrubric.year.outcome import Outcome
from xlrubric.year.program import formulas_of

What = Literal["follows", "grade", "rank"]
OTHERS = ("follows", "grade")
WHATS: tuple[What, ...] = ("follows", "grade", "rank")
MOST = 300  # units up to which another rank alone is looked for: among more, every finding brings one
MOST_WHOLE = 2000  # units up to which the whole year is computed anew for one of them, where nothing less will do
Row = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Without:
    """What a unit's form would give without one of its findings: the finding, its words, the given values."""

    finding: str
    words: str
    given: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class CloseCall:
    """One unit that is close to another outcome.

    ``by`` is ``finding`` or ``rounding``; ``gain`` is how much the composite would be higher (lower: below 0),
    ``would`` what it would be; ``what`` would be otherwise, ``instead`` is what it would be then.
    """

    unit: str
    name: str
    rank: Decimal
    composite: Decimal
    by: Literal["finding", "rounding"]
    finding: str
    words: str
    gain: Decimal
    would: Decimal
    what: What
    now: str
    instead: str


def close_calls(
    outcome: Outcome,
    without: Callable[[str], Sequence[Without]],
    at_best: Callable[[str], Mapping[str, Value] | None] = lambda _: None,
) -> list[CloseCall]:
    """Give the close calls of all ranked units, by rank; ``without`` gives what a unit's form would give.

    ``at_best`` gives values that a unit's form cannot pass without any one finding, where they are known: most units
    are so far from an edge that nothing needs to be scored.
    """
    asked = _Asked(outcome)
    found: list[CloseCall] = []
    for n, row in enumerate(outcome.rows):
        if row["ranked"] == 1:
            found += asked.by_rounding(n)
            unit = str(row["unit"])
            if asked.could_change(n, at_best):
                found += asked.by_finding(n, without(unit))
    return sorted(found, key=lambda call: (WHATS.index(call.what), call.rank, call.unit, call.by))


def leaves_some_out(outcome: Outcome) -> bool:
    """Say whether there are too many units to compute the year anew for each, and rules that would need it."""
    if len(outcome.rows) <= MOST_WHOLE:
        return False
    columns = in_order(outcome.program.columns)
    after = _following(columns)
    return not Alone(_leading_to(OTHERS, [column for column in columns if column.name in after]), ()).steady


class _Asked:
    """The outcome cut in two: the columns up to the composite, and those that follow from it."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        columns = in_order(outcome.program.columns)
        after = _following(columns)
        self.rules = {
            column.name: compiled_expression(column.rule)
            for column in columns
            if column.name not in after and column.rule is not None and not isinstance(column.rule, Across)
        }
        self.after = [column for column in columns if column.name in after]
        self.own_after = {
            column.name: compiled_expression(column.rule)
            for column in self.after
            if column.rule is not None and not isinstance(column.rule, Across)
        }
        self.asked = {"composite", *(name for column in self.after for name in column_names(column))} - after
        self.of_rank = _leading_to(("rank",), self.after)
        self.of_others = _leading_to(OTHERS, self.after)
        self.rank_alone, self.alone = Alone(self.of_rank, outcome.rows), Alone(self.of_others, outcome.rows)
        dropped = {column.name for column in self.after}
        self.bare = [{name: value for name, value in row.items() if name not in dropped} for row in outcome.rows]
        self.edges = sorted({*_edges(outcome), *_thresholds(outcome)})
        conditions = [text for _, text in formulas_of(outcome.program.result)]
        self.places_asked = any(place in text for text in conditions for place in ("[rank]", "[from_end]"))
        small = len(self.bare) <= MOST
        self.whats = {what for what in WHATS if what in outcome.program.by_name and (small or what != "rank")}
        self.by_edges = not conditions and "rank" not in self.whats  # composites alone decide

    def could_change(self, n: int, at_best: Callable[[str], Mapping[str, Value] | None]) -> bool:
        """Say whether anything that is asked might be otherwise between a unit's values and those at best."""
        if not self.whats or not self.by_edges:
            return bool(self.whats)
        best = at_best(str(self.outcome.rows[n]["unit"]))
        return best is None or self._may_change(n, self._own(n, best))

    def by_rounding(self, n: int) -> Iterator[CloseCall]:
        """Ask what one unit of the last decimal place, more or less, would change."""
        composite = self.outcome.rows[n]["composite"]
        assert isinstance(composite, Decimal)
        step = Decimal(1).scaleb(-self.outcome.program.result.places)
        if self.by_edges and not self._passes(composite - step, composite + step):
            return
        left = set(self.whats)
        for change in (step, -step):
            for what, instead in self._changed(n, {**self.bare[n], "composite": composite + change}, left):
                left.discard(what)
                yield self._call(n, what, instead, composite + change)

    def by_finding(self, n: int, without: Sequence[Without]) -> Iterator[CloseCall]:
        """Ask what each finding less would change; of those that change a thing the one that changes least is told."""
        would = [(self._own(n, one.given), one) for one in without]
        left = set(self.whats)
        for own, one in sorted(would, key=lambda pair: abs(_decimal(pair[0]["composite"]) - self._now(n))):
            if any(own.get(name) != self.bare[n].get(name) for name in self.asked):
                for what, instead in self._changed(n, own, left):
                    left.discard(what)
                    yield self._call(n, what, instead, _decimal(own["composite"]), one)

    def _now(self, n: int) -> Decimal:
        composite = self.outcome.rows[n]["composite"]
        assert isinstance(composite, Decimal)
        return composite

    def _own(self, n: int, given: Mapping[str, Value]) -> Row:
        """Compute a unit's own figures up to the composite from other given values; looks across stay as they were."""
        row = _evaluated(self.rules, {**self.bare[n], **given})
        return row if isinstance(row["composite"], Decimal) else self.bare[n]

    def _changed(self, n: int, own: Row, wanted: set[What]) -> list[tuple[What, str]]:
        """Give what of the wanted would be otherwise of a unit with other figures of its own."""
        then: dict[str, Value] = {}
        if "rank" in wanted:
            then["rank"] = self._otherwise(self.rank_alone, self.of_rank, n, own)["rank"]
        if wanted - {"rank"} and self._may_change(n, own):
            found = self._otherwise(self.alone, self.of_others, n, own)
            then |= {what: found[what] for what in wanted - {"rank"}}
        now = self.outcome.rows[n]
        return [(what, _shown(then[what])) for what in WHATS if what in then and then[what] != now[what]]

    def _otherwise(self, alone: Alone, columns: Sequence[Column], n: int, own: Row) -> Row:
        """Compute what follows from a unit's other figures: alone, or with all the others' where they change too."""
        try:
            return alone.answer(self.outcome.rows[n], own)
        except Unsteady:
            whole = len(self.bare) <= MOST_WHOLE
            return computed(columns, self._with(n, own))[n] if whole else self.outcome.rows[n]

    def _with(self, n: int, own: Row) -> list[Row]:
        """Put a unit's other figures in the place of its own."""
        return [*self.bare[:n], own, *self.bare[n + 1 :]]

    def _may_change(self, n: int, own: Row) -> bool:
        """Say whether an edge of a span or a quota is passed, or a condition on its own figures turns."""
        now = self.outcome.rows[n]
        then = _evaluated(self.own_after, {**now, **own})
        if any(then.get(what) != now.get(what) for what in ("grade", "follows")):
            return True
        low, high = sorted((self._now(n), _decimal(own["composite"])))
        return self.places_asked or self._passes(low, high)

    def _passes(self, low: Decimal, high: Decimal) -> bool:
        return bisect_left(self.edges, low) < bisect_right(self.edges, high)

    def _call(self, n: int, what: What, instead: str, composite: Decimal, one: Without | None = None) -> CloseCall:
        row = self.outcome.rows[n]
        return CloseCall(
            unit=str(row["unit"]),
            name=str(row["name"]),
            rank=_decimal(row["rank"]),
            composite=self._now(n),
            by="finding" if one else "rounding",
            finding=one.finding if one else "",
            words=one.words if one else "",
            gain=composite - self._now(n),
            would=composite,
            what=what,
            now=_shown(row[what]),
            instead=instead,
        )


def _evaluated(rules: Mapping[str, Callable[[Row], Value]], row: Row) -> Row:
    """Compute columns of one row, one after another."""
    found = dict(row)
    with localcontext() as context:
        context.prec = DIGITS
        for name, rule in rules.items():
            found[name] = rule(found)
    return found


def _following(columns: Sequence[Column]) -> set[str]:
    """Give the columns that follow from the composite, which stand after what they look at."""
    after = {"composite"}
    for column in columns:
        if after.intersection(column_names(column)):
            after.add(column.name)
    return after - {"composite"}


def _leading_to(names: Sequence[str], columns: Sequence[Column]) -> list[Column]:
    """Give of some columns, which stand after what they look at, those that these names need."""
    needed = set(names)
    for column in reversed(columns):
        if column.name in needed:
            needed.update(column_names(column))
    return [column for column in columns if column.name in needed]


def _edges(outcome: Outcome) -> list[Decimal]:
    """Give the composites at which a place more or less brings other things: the edges of spans and of quotas."""
    result, found = outcome.program.result, set[Decimal]()
    for one in result.consequences:
        for column, span in (("rank", one.first), ("from_end", one.last)):
            if span:
                low, high = max(span.low, 1), span.high
                found.update(_turns(outcome.ranked, column, result.rank.within, low, high))
    for n, award in enumerate(result.grades or (), 1):
        if award.share is not None:
            fit = [row for row in outcome.ranked if row[f"fits:{n}"] == 1]
            for quota in {_decimal(row[f"quota:{n}"]) for row in fit}:
                found.update(_turns(fit, f"order:{n}", result.quota.within, 1, int(quota)))
    return sorted(found)


def _thresholds(outcome: Outcome) -> Iterator[Decimal]:
    """Give the composites from which on a grade is given."""
    yield from (award.low for award in outcome.program.result.grades or () if award.low is not None)


def _turns(rows: Sequence[Row], column: str, within: Within, low: int, high: int) -> Iterator[Decimal]:
    """Give the composites with a place next to an end of a span; equal ones take up as many places as they are."""
    level = Counter(("" if within == "all" else row[within], row["composite"]) for row in rows)
    for row in rows:
        place, many = _decimal(row[column]), level["" if within == "all" else row[within], row["composite"]]
        if any(place - many <= end <= place + many for end in (low - 1, low, high, high + 1)):
            yield _decimal(row["composite"])


def _decimal(value: Value) -> Decimal:
    assert isinstance(value, Decimal)
    return value


def _shown(value: Value) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else str(value or "")
