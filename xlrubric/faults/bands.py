"""Bands and thresholds held against what may be typed: which of them nothing can ever reach."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from xlrubric.faults.material import Located, Material
from xlrubric.problems import Problem
from xlrubric.rubric import Bands, Converted, Finding
from xlrubric.rules import Box, Clause, plain, spelled_rule
from xlrubric.rules.bands import band
from xlrubric.rules.rule import value_of
from xlrubric.words import FOUND_WORDS

OTHER_SIDE = {"ge": "lt", "gt": "le", "le": "gt", "lt": "ge"}


class Stretch(NamedTuple):
    """A stretch of numbers; ``from_low`` and ``to_high`` say whether its bounds belong to it."""

    low: Decimal
    high: Decimal
    from_low: bool = True
    to_high: bool = True

    @property
    def empty(self) -> bool:
        """Say whether no number lies in it."""
        return self.low > self.high or (self.low == self.high and not (self.from_low and self.to_high))

    def beyond(self, side: str, bound: Decimal) -> "Stretch":
        """Give what of it lies on one side (``ge``, ``gt``, ``le``, ``lt``) of a bound."""
        closed = side in ("ge", "le")
        if side in ("ge", "gt"):
            tighter = bound > self.low or (bound == self.low and not closed)
            return self._replace(low=bound, from_low=closed) if tighter else self
        tighter = bound < self.high or (bound == self.high and not closed)
        return self._replace(high=bound, to_high=closed) if tighter else self


def band_faults(material: Material) -> Iterator[Problem]:
    """Find bands that cannot be read or are never reached, and thresholds that nothing can cross."""
    for one, finding in material.findings():
        for verb in finding.verbs():
            value = getattr(finding, verb)
            if isinstance(value, Bands):
                yield from _bands(material, one, finding, verb, value)
        yield from _thresholds(material, one, finding)
        yield from _full(material, one, finding)


def number_box(material: Material, finding: Finding) -> Box | None:
    """Give the box in which a finding's measure or count is typed; None where its range is itself at fault."""
    rule, span = spelled_rule(finding), finding.range
    if rule is None or rule.name == "formula" or (span and span.low > span.high):
        return None
    clause = Clause(finding, FOUND_WORDS[material.rubric.language])
    return next((box for box in rule.boxes(clause) if box.name == "number"), None)


def _bands(material: Material, one: Located, finding: Finding, verb: str, value: Bands) -> Iterator[Problem]:
    box = number_box(material, finding)
    if box is None:
        return
    left = Stretch(box.low, box.high)
    known = [(key, band(key)) for key in value.bands]
    yield from (material.problem(one, "band-unreadable", verb, "bands", key, band=key) for key, is_ in known if not is_)
    for key, (side, bound) in sorted(((k, b) for k, b in known if b), key=lambda found: found[1][0] == "else"):
        if (left if side == "else" else left.beyond(side, bound)).empty:
            low, high = plain(box.low), plain(box.high)
            yield material.problem(one, "band-never", verb, "bands", key, band=key, low=low, high=high)
        if side != "else":
            left = left.beyond(OTHER_SIDE[side], bound)


def _thresholds(material: Material, one: Located, finding: Finding) -> Iterator[Problem]:
    known = list(bounds(finding))
    box = number_box(material, finding) if known else None
    if box is None:
        return
    for field, bound, asks_more in known:
        beyond = bound >= box.high or (bound < box.low) if asks_more else bound <= box.low or bound > box.high
        if beyond:
            said = {"bound": plain(bound), "low": plain(box.low), "high": plain(box.high)}
            yield material.problem(one, "threshold-out-of-range", field, field=field, **said)


def _full(material: Material, one: Located, finding: Finding) -> Iterator[Problem]:
    """Find measures that may be typed beyond the full amount, and so come to more than the full points."""
    for verb in finding.verbs():
        value, span = getattr(finding, verb), finding.range
        if isinstance(value, Converted) and span and span.high > value.of:
            said = {"high": plain(span.high), "full": plain(value.of)}
            yield material.problem(one, "range-beyond-full", "range", **said)


def bounds(finding: Finding) -> Iterator[tuple[str, Decimal, bool]]:
    """Give the fields that a number is held against, and whether more than it is asked for (or less)."""
    if finding.below is not None:
        yield "below", value_of(finding.below), False
    if finding.above is not None:
        yield "above", value_of(finding.above), True
    if finding.target is not None:
        yield "target", finding.target, False
    if finding.zero_after is not None:
        yield "zero_after", finding.zero_after, True
