"""Per cents of nothing: ``of`` that names nothing, and shares where there are no points to take them of."""

from collections.abc import Iterator

from xlrubric.faults.material import Located, Material, Path
from xlrubric.problems import Problem
from xlrubric.rubric import Finding, Group, Section
from xlrubric.rules import plain
from xlrubric.values import Percent, Share
from xlrubric.yamltext import Step


def of_faults(material: Material) -> Iterator[Problem]:
    """Look at each ``of``."""
    known = {node.id for _, node in material.parts()}
    for one in material.nodes:
        part = one.node
        if not isinstance(part, Finding | Group) or part.of is None:
            continue
        if not isinstance(part.at_most, Percent):
            yield material.problem(one, "of-without-percent", "of")
        elif part.of not in known:
            yield material.problem(one, "of-unknown", "of", id=part.of)


def share_faults(material: Material) -> Iterator[Problem]:
    """Find per cents where there are no points."""
    for one in material.nodes:
        for field in ("at_most", "bonus_at_most"):
            share = getattr(one.node, field, None)
            if isinstance(share, Percent) and not _points(material, one):
                yield of_nothing(material, one, share, field)
    if not material.settler.points_of[""]:
        for path, share in whole_shares(material):
            if isinstance(share, Percent):
                yield of_nothing(material, (), share, *path)


def of_nothing(material: Material, one: Located | Path, share: Percent, *steps: Step) -> Problem:
    """Say that a share is one of nothing."""
    return material.problem(one, "percent-of-nothing", *steps, share=f"{plain(share.value)}%")


def _points(material: Material, one: Located) -> bool:
    """Say whether there are points to take a share of: those named, the node's own, or the nearest above."""
    known, node = material.settler.points_of, one.node
    if isinstance(node, Finding | Group):
        if node.of is not None:
            return node.of not in known or bool(known[node.of])
        above: tuple[str, ...] = tuple(section.id for section in one.above if isinstance(section, Section))
    else:
        above = (*(section.id for section in one.above), node.id)
    return any(known[own] for own in (*above, ""))


def whole_shares(material: Material) -> Iterator[tuple[Path, Share | None]]:
    """Give the shares of the whole that the rubric and its grades speak of."""
    rubric = material.rubric
    yield ("at_most",), rubric.at_most
    yield ("bonus_at_most",), rubric.bonus_at_most
    for n, grade in enumerate(rubric.grades or ()):
        yield ("grades", n, "from"), grade.low
        yield ("grades", n, "to"), grade.high
