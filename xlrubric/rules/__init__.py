"""The kinds of clause, one small file each, listed by hand.

A new kind is a new file here, a line in ``RULES``, its page in ``rubrics/README.md`` and its cases in the
tests; a field that no kind had before also stands in ``rubric.Finding``. Each file's docstring is the user's
documentation of the kind. Where the points go (the verbs) and what else a finding does (the flags) is the same
for all kinds, and none of them knows it.
"""

from collections.abc import Iterator

from xlrubric.rubric import Finding, shape
from xlrubric.rules.bands import BANDS
from xlrubric.rules.by_formula import BY_FORMULA
from xlrubric.rules.computed import COMPUTED
from xlrubric.rules.converted import CONVERTED
from xlrubric.rules.counted import COUNTED
from xlrubric.rules.crossed import ABOVE, BELOW
from xlrubric.rules.discretion import DISCRETION
from xlrubric.rules.flat import FLAT
from xlrubric.rules.late import LATE
from xlrubric.rules.level import GRADED, LEVEL
from xlrubric.rules.noted import CHECK, MEASURE, OWN
from xlrubric.rules.rate import RATE_ABOVE, RATE_BELOW
from xlrubric.rules.rule import POINTS, Box, Clause, Rule, Term, plain, shapes_of
from xlrubric.rules.short import SHORT
from xlrubric.rules.steps import STEPS

RULES = (
    FLAT,
    COUNTED,
    SHORT,
    BELOW,
    ABOVE,
    RATE_BELOW,
    RATE_ABOVE,
    LATE,
    DISCRETION,
    LEVEL,
    GRADED,
    STEPS,
    BANDS,
    CONVERTED,
    BY_FORMULA,
    COMPUTED,
    CHECK,
    MEASURE,
)

SHOWN = {"@amount": "", "@range": " {from, to}", "@levels": " {word: points}", "@converted": " {of}"}

__all__ = [
    "POINTS",
    "RULES",
    "Box",
    "Clause",
    "Rule",
    "Term",
    "given",
    "nearest",
    "plain",
    "rule_of",
    "rules_fitting",
    "spelled_rule",
    "spelling",
    "verbs_clash",
]


def rules_fitting(finding: Finding) -> Iterator[Rule]:
    """Give the rules whose fields are the finding's."""
    shapes, modifiers = shapes_of(finding), finding.modifiers()
    if not spells_something(finding, shapes, modifiers):
        return
    for rule in RULES:
        if shapes <= rule.shapes and rule.needs <= modifiers <= rule.needs | rule.allows:
            yield rule


def spells_something(finding: Finding, shapes: frozenset[str], modifiers: frozenset[str]) -> bool:
    """Say whether the finding's fields may be those of any rule at all."""
    if verbs_clash(finding):
        return False
    if finding.check and finding.flags():  # among states of its own words none is a fault
        return False
    return shapes != {""} or bool(finding.flags() or modifiers & {"check", "measure"})


def verbs_clash(finding: Finding) -> bool:
    """Say whether several verbs do not go together: only plain amounts do, neither limited nor in a register."""
    together = finding.at_most is not None or finding.register_ is not None
    return len(finding.verbs()) > 1 and (shapes_of(finding) != {"@amount"} or together)


def spelling(rule: Rule) -> str:
    """Say which fields spell a rule: ``deduct + per (at_most)``, what may be left out in brackets."""
    verb = next((written("deduct", one) for one in sorted(rule.shapes, reverse=True) if one), "")
    needs = " + ".join(filter(None, (verb, *sorted(rule.needs))))
    return " ".join((needs, *(f"({field})" for field in sorted(rule.allows))))


def written(verb: str, of_shape: str) -> str:
    """Write a verb and what its value looks like: ``deduct {from, to}``."""
    return verb + SHOWN.get(of_shape, f" {{{of_shape.removeprefix('@')}}}")


def given(finding: Finding) -> str:
    """Say which fields of a finding decide on its kind, as ``spelling`` does."""
    verbs = (written(verb, shape(getattr(finding, verb))) for verb in finding.verbs())
    return " + ".join((*verbs, *finding.flags(), *sorted(finding.modifiers()))) or "-"


def nearest(finding: Finding) -> list[Rule]:
    """Give the three rules whose spelling is nearest to a finding's fields, the nearest first."""
    shapes, modifiers = shapes_of(finding), finding.modifiers()

    def distance(rule: Rule) -> int:
        wrong = len(rule.needs - modifiers) + len(modifiers - rule.needs - rule.allows)
        return wrong + 2 * len(shapes - rule.shapes)

    return sorted(RULES, key=distance)[:3]


def spelled_rule(finding: Finding) -> Rule | None:
    """Find the one rule that a finding's fields spell, or none."""
    if finding.register_ and not (finding.verbs() or finding.flags() or finding.modifiers()):
        return OWN
    return next(rules_fitting(finding), None)


def rule_of(finding: Finding) -> Rule:
    """Give the rule of a finding of a checked rubric. Raises ValueError where its fields spell none."""
    rule = spelled_rule(finding)
    if rule is None:
        raise ValueError(f"finding {finding.id} spells no rule")
    return rule
