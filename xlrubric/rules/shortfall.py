"""shortfall: a number to be reached; each one short costs so much.

    - {text: 班子会议研究党建, deduct: 1, per: 次, target: 4}

The person types what was achieved. 4 or more: nothing off; 3: −1; 0: −4. A blank is not 0: nothing is off yet
and the finding counts as not filled in. Wrong: ``target: 0``.
"""

from xlrubric.expressions import Expression, call
from xlrubric.rubric import Finding
from xlrubric.rules.rule import NUMBER, Box, Rule, Term, term
from xlrubric.rules.terms import count, counted, deducted, limit


def boxes(finding: Finding) -> tuple[Box, ...]:
    """What was achieved, from 0."""
    return (count(finding, ask="ask_achieved"),)


def effect(finding: Finding) -> Expression:
    """−deduct for each one short of the target, within at_most."""
    missing = call("max", 0, call("sub", finding.target or 0, counted()))
    product: Expression = call("mul", deducted(finding), missing)
    if finding.at_most is not None:
        product = call("min", finding.at_most, product)
    return call("if", call("is_number", NUMBER), call("neg", product), 0)


def terms(finding: Finding) -> tuple[Term, ...]:
    """At least so many; so much off for each one short."""
    short = term("deduct_short", amount=deducted(finding), per=finding.per, target=finding.target)
    return (short, *limit(finding))


SHORTFALL = Rule("shortfall", frozenset({"deduct", "per", "target"}), frozenset({"at_most"}), boxes, effect, terms)
