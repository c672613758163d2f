"""What is wrong with a group: members of different kinds, one member only, nothing that it does."""

from collections.abc import Iterator

from xlrubric.faults.material import Located, Material
from xlrubric.problems import Problem
from xlrubric.rubric import Finding, Group
from xlrubric.unfold import is_graded


def group_faults(material: Material) -> Iterator[Problem]:
    """Look at each group."""
    for one, group in material.groups():
        kinds = dict.fromkeys(" + ".join(finding.verbs()) for finding in group.findings)
        if len(kinds) > 1 or any("+" in kind for kind in kinds):
            yield material.problem(one, "group-mixed", verbs=", ".join(kind or "-" for kind in kinds))
        elif kinds == {"": None} or not (group.keep or group.at_most is not None):
            yield material.problem(one, "group-idle")
        elif len(group.findings) == 1 and not several_rows(group.findings[0]):
            yield material.problem(one, "group-of-one")
        yield from _kept(material, one, group)


def several_rows(finding: Finding) -> bool:
    """Say whether a finding stands on the sheet with several rows."""
    return bool(finding.periods or finding.register_ or is_graded(finding))


def _kept(material: Material, one: Located, group: Group) -> Iterator[Problem]:
    """Find levels that are counted each for itself where only one row of the group counts."""
    for n, finding in enumerate(group.findings):
        if group.keep and is_graded(finding):
            yield material.problem(one, "group-keep-several", "findings", n, id=finding.id)
