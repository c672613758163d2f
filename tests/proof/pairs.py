"""Which kinds of rule can meet in one item, and how often they did."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations, combinations_with_replacement

from tests.proof.random_findings import KINDS
from xlrubric.rubric import Rubric
from xlrubric.rules import RULES, rule_of
from xlrubric.rules.noted import OWN

Pair = tuple[str, str]
EVERY_KIND = tuple(rule.name for rule in (*RULES, OWN))
EVERY_PAIR: tuple[Pair, ...] = tuple(combinations_with_replacement(sorted(KINDS), 2))


def met(rubric: Rubric) -> Counter[Pair]:
    """Count in how many items each two kinds stand together; one kind with itself where it stands twice."""
    found: Counter[Pair] = Counter()
    for item in rubric.items():
        kinds = sorted(rule_of(finding).name for finding in item.every_finding())
        found.update(set(combinations(kinds, 2)))
    return found


def never_met(found: Iterable[Pair]) -> list[Pair]:
    """Give the pairs that are missing."""
    return sorted(set(EVERY_PAIR) - set(found))


def shared_out(number: int) -> list[Sequence[Pair]]:
    """Share all pairs out over so many rubrics."""
    return [EVERY_PAIR[start::number] for start in range(number)]
