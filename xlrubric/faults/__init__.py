"""What a standard says wrongly of itself, each thing with its place: rules that clash, points that do not add up.

Apart from ``schema_faults``, which knows the fields one by one: here they are held against each other. Each module is
one kind of check; a check is a function from the material to problems, listed by hand below.
"""

from collections.abc import Callable, Iterator

from xlrubric.faults.bands import band_faults
from xlrubric.faults.findings import finding_faults
from xlrubric.faults.formulas import circle_faults, formula_faults
from xlrubric.faults.grades import grade_faults, veto_faults
from xlrubric.faults.groups import group_faults
from xlrubric.faults.limits import limit_faults
from xlrubric.faults.material import Material, read_material
from xlrubric.faults.nodes import node_faults
from xlrubric.faults.pools import pool_faults
from xlrubric.faults.shares import of_faults, share_faults
from xlrubric.faults.tags import tag_faults
from xlrubric.faults.whole import amounts_too_large, empty_lists, ids_twice, points_differ
from xlrubric.faults.words import words_twice
from xlrubric.on_demand import OnDemand
from xlrubric.problems import Problem
from xlrubric.rubric import Rubric
from xlrubric.yamltext import Source

__all__ = ["UNSURE", "standard_faults"]

# a rubric without problems has no use for the one, a rubric without rules of a result none for the other
messages, result = OnDemand("xlrubric.messages"), OnDemand("xlrubric.faults.result")
Check = Callable[[Material], Iterator[Problem]]

# what is written, line by line
WRITTEN: tuple[Check, ...] = (
    empty_lists,
    ids_twice,
    finding_faults,
    words_twice,
    band_faults,
    group_faults,
    points_differ,
    amounts_too_large,
    of_faults,
    grade_faults,
    veto_faults,
    tag_faults,
)
# what it comes to, once every finding is of a known kind and every id stands for one thing
SETTLED: tuple[Check, ...] = (
    share_faults,
    formula_faults,
    node_faults,
    pool_faults,
    limit_faults,
)
UNSETTLED = (
    "list-empty",
    "no-such-rule",
    "verbs-clash",
    "target-with-unit",
    "id-twice",
    "of-unknown",
    "band-unreadable",
)
# what a finding that the schema refused might have made right
UNSURE = ("formula-unknown-name", "formula-type", "formula-comparison", "formula-branches", "formula-kind")


def standard_faults(rubric: Rubric, source: Source) -> list[Problem]:
    """Find what is wrong with a numbered rubric; what needs the rest to be right is left for later."""
    material, ruled = read_material(rubric, source), rubric.result is not None
    found = _found((*WRITTEN, *(result.WRITTEN if ruled else ())), material)
    if not any(problem.code in UNSETTLED for problem in found):
        found += _found((*SETTLED, *(result.SETTLED if ruled else ())), material)
        if not any(messages.is_error(problem) for problem in found):
            found += _found((circle_faults, *(result.AT_LAST if ruled else ())), material)
    return list(dict.fromkeys(found))


def _found(checks: tuple[Check, ...], material: Material) -> list[Problem]:
    return [problem for check in checks for problem in check(material)]
