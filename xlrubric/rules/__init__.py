"""The kinds of clause, one small file each, listed by hand.

A new kind is a new file here, a line in ``RULES``, its page in ``rubrics/README.md`` and its cases in the
tests; a field that no kind had before also stands in ``rubric.Finding``. Each file's
docstring is the user's documentation of the kind.
"""

from xlrubric.rubric import Finding, Range
from xlrubric.rules.bonus import BONUS, BONUS_EACH
from xlrubric.rules.counted import COUNTED
from xlrubric.rules.discretion import DISCRETION
from xlrubric.rules.flat import FLAT
from xlrubric.rules.rule import POINTS, Box, Rule, Term, plain
from xlrubric.rules.shortfall import SHORTFALL
from xlrubric.rules.terms import FOUND

RULES = (FLAT, COUNTED, SHORTFALL, DISCRETION, BONUS, BONUS_EACH)

__all__ = ["FOUND", "POINTS", "RULES", "Box", "Rule", "Term", "fits", "plain", "rule_of", "spelled_rule", "spelling"]


def fits(rule: Rule, finding: Finding) -> bool:
    """Say whether the finding's fields are those of the rule."""
    given = finding.given()
    ranged = isinstance(finding.deduct, Range)
    return rule.needs <= given <= rule.needs | rule.allows and ranged == rule.ranged


def spelling(rule: Rule) -> str:
    """Say which fields spell a rule: ``deduct + per (at_most)``, what may be left out in brackets."""
    needs = "deduct {from, to}" if rule.ranged else " + ".join(sorted(rule.needs))
    return " ".join((needs, *(f"({field})" for field in sorted(rule.allows))))


def spelled_rule(finding: Finding) -> Rule | None:
    """Find the one rule that a finding's fields spell, or none."""
    return next((rule for rule in RULES if fits(rule, finding)), None)


def rule_of(finding: Finding) -> Rule:
    """Give the rule of a finding of a checked rubric. Raises ValueError where its fields spell none."""
    rule = spelled_rule(finding)
    if rule is None:
        raise ValueError(f"finding {finding.id} spells no rule")
    return rule
