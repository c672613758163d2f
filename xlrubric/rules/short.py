"""short: a number to be reached; each one short costs so much (or each one reached brings so much).

    - {text: 班子会议研究党建, deduct: 1, per: 次, target: 4}
    - {text: 上报信息, award: 0.5, per: 篇, target: 6}

The person types what was achieved. 4 or more of the first: nothing off; 3: −1; 0: −4. 5 of the second: +2.5; 6 and
more: +3. A blank is not 0: nothing moves yet and the finding counts as not filled in. Wrong: ``target: 0``.
"""

from decimal import Decimal

from xlrubric.expressions import Expression, call
from xlrubric.rules.rule import GIVING, NUMBER, Box, Clause, Term, Value, new_rule, term
from xlrubric.rules.terms import count, counted, least, limit, measure, number, per_words, stepped, times


def target(clause: Clause) -> Decimal:
    """Give the number to be reached."""
    assert clause.finding.target is not None  # the rule's needs have seen to it
    return clause.finding.target


def boxes(clause: Clause) -> tuple[Box, ...]:
    """What was achieved, from 0; with decimals where the target has some."""
    return (count(clause, ask="ask_achieved") if counted_whole(clause) else measure(clause),)


def counted_whole(clause: Clause) -> bool:
    """Say whether only whole numbers are typed."""
    return target(clause) == target(clause).to_integral_value() and clause.finding.step != "linear"


def missing(clause: Clause) -> Expression:
    """Give how many are lacking."""
    return call("max", 0, call("sub", target(clause), counted()))


def met(clause: Clause) -> Expression:
    """Ask whether any is lacking, or where points are earned whether there is any."""
    if gives(clause):
        return call("gt", counted(), 0)
    return call("and", call("is_number", NUMBER), call("lt", counted(), target(clause)))


def amount(clause: Clause, value: Value) -> Expression:
    """So much for each one short, or for each one reached, within at_most."""
    plainly = clause.per.step == 1 and counted_whole(clause)  # what is lacking is whole anyway
    distance = reached(clause) if gives(clause) else missing(clause)
    steps = distance if plainly else stepped(clause, distance)
    return call("if", call("is_number", NUMBER), times(clause, value, steps), 0)


def gives(clause: Clause) -> bool:
    """Say whether points are earned here."""
    return any(verb in GIVING for verb in clause.finding.verbs())


def reached(clause: Clause) -> Expression:
    """Give how many were reached, as far as they were asked for."""
    return call("min", target(clause), counted())


def most(clause: Clause, value: Value) -> Decimal | None:
    """Give what it comes to when nothing was achieved, or all of it."""
    return least(clause.limit, number(value) * target(clause) / clause.per.step)


def terms(clause: Clause, value: Value) -> tuple[Term, ...]:
    """At least so many; so much for each one short."""
    per = clause.per
    label = "reached" if gives(clause) else "short" if per.step == 1 else "short_steps"
    values = {"amount": number(value), "per": per_words(per), "unit": per.unit, "target": target(clause)}
    return (term(label, **values), *limit(clause))


SHORT = new_rule(
    "short",
    "amount",
    "per target",
    "at_most step",
    boxes=boxes,
    met=met,
    amount=amount,
    most=most,
    terms=terms,
)
