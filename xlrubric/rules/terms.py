"""What several rules say alike: found or not, how many, at most so much; and the boxes for it."""

from decimal import Decimal

from xlrubric.expressions import Expression, call
from xlrubric.rules.rule import CHOICE, NUMBER, PER_CENT, Box, Clause, Per, Term, Value, plain, term, value_of
from xlrubric.values import Percent

HIGHEST = Decimal(999999999)  # what can be typed as a measure, unless the rubric says otherwise
HIGHEST_RATE = Decimal(1000)
NOISE = 9  # places to which a computed number is trusted before a step or a comparison is decided by it


def choice(clause: Clause, counted: bool = False) -> Box:
    """Give the box of found or not found; ``counted`` when a count stands beside it."""
    ask = "ask_choice_count" if counted else "ask_choice"
    return Box("choice", ask=ask, refuse="refuse_choice", options=clause.words)


def count(clause: Clause, ask: str = "ask_count") -> Box:
    """Give the box of a whole number from 0, with the finding's unit behind it."""
    return Box("number", unit=clause.per.unit, ask=ask, refuse="refuse_count")


def measure(clause: Clause, high: Decimal | None = None) -> Box:
    """Give the box of a measure: any number from 0, or within the finding's range, with its unit behind it."""
    unit, span = unit_of(clause), clause.finding.range
    top = high or (HIGHEST_RATE if unit == PER_CENT else HIGHEST)
    low, top = (span.low, span.high) if span else (Decimal(0), top)
    ask = "ask_rate" if unit == PER_CENT else "ask_measure"
    gap = unit == PER_CENT and min(thresholds(clause), default=Decimal(100)) >= 2
    return Box("number", low, top, False, unit, low <= 0 <= top, ask, "refuse_measure", gap=gap)


def thresholds(clause: Clause) -> list[Decimal]:
    """Give the numbers that a measure is held against."""
    finding = clause.finding
    return [value_of(limit) for limit in (finding.below, finding.above) if limit is not None]


def unit_of(clause: Clause) -> str:
    """Give the unit of a measure: per cent where its threshold is one, else as stated, else what is counted."""
    finding = clause.finding
    if isinstance(finding.below, Percent) or isinstance(finding.above, Percent):
        return PER_CENT
    return finding.unit or finding.measure or clause.per.unit


def found(clause: Clause) -> Expression:
    """Ask whether the fault was found."""
    return call("eq", CHOICE, clause.words[1])


def counted() -> Expression:
    """Give the number typed; one below 0, which the sheet refuses but a paste brings in, counts as 0."""
    return call("max", 0, call("number", NUMBER))


def many(clause: Clause) -> Expression:
    """Give how many times the count counts."""
    return stepped(clause, counted())


def stepped(clause: Clause, distance: Expression) -> Expression:
    """Turn a distance into steps: whole ones (unless otherwise said), begun ones, or in proportion."""
    step, mode = clause.per.step, clause.finding.step or "whole"
    if mode == "whole" and step == 1 and distance == counted():
        return distance  # a count is whole anyway
    steps = distance if step == 1 else call("div", distance, step)
    if mode == "linear":
        return steps
    if mode == "started":
        return call("neg", call("floor", call("round", call("neg", steps), NOISE)))
    return call("floor", call("round", steps, NOISE))


def times(clause: Clause, amount: Value, steps: Expression) -> Expression:
    """Multiply the amount by the steps, within ``at_most``."""
    return limited(clause, call("mul", number(amount), steps))


def limited(clause: Clause, amount: Expression) -> Expression:
    """Hold an amount within ``at_most``."""
    return amount if clause.limit is None else call("min", clause.limit, amount)


def number(amount: Value) -> Decimal:
    """Give the plain amount of a verb."""
    assert isinstance(amount, Decimal)  # the rule's shapes have seen to it
    return amount


def limit(clause: Clause) -> tuple[Term, ...]:
    """Say the limit, where there is one."""
    return () if clause.limit is None else (term("at_most", amount=clause.limit),)


def per_words(per: Per) -> str:
    """Write what is counted as the wording needs it: 次, 2天."""
    return per.unit if per.step == 1 else f"{plain(per.step)}{per.unit}"


def span_words(per: Per) -> str:
    """Write the step of a measure: 1%, 10万元."""
    return f"{plain(per.step)}{per.unit}"


def least(limit: Decimal | None, amount: Decimal | None) -> Decimal | None:
    """Give the smaller of two bounds, either of which may be none."""
    known = [bound for bound in (limit, amount) if bound is not None]
    return min(known) if known else None
