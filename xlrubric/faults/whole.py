"""What is wrong with the standard as a whole: lists that are empty, ids used twice, points that do not add up."""

from collections.abc import Iterator
from decimal import Decimal

from xlrubric.faults.material import Located, Material, Path, Written
from xlrubric.faults.most import largest
from xlrubric.problems import Place, Problem
from xlrubric.rubric import Group, Item, Section, full_points, points_below
from xlrubric.rules import plain


def empty_lists(material: Material) -> Iterator[Problem]:
    """Find sections without anything below, and items without findings that no formula computes."""
    for one, node in material.parts():
        if isinstance(node, Section) and not node.children():
            yield material.problem(one, "list-empty", "items", field="items")
        if isinstance(node, Item) and not node.findings and not node.formula:
            yield material.problem(one, "list-empty", "findings", field="findings")


def ids_twice(material: Material) -> Iterator[Problem]:
    """Find ids that stand for two things."""
    seen: dict[str, Place] = {}
    for one in material.nodes:
        if isinstance(one.node, Group):
            continue
        if one.node.id in seen:
            yield material.problem(one, "id-twice", id=one.node.id, first=seen[one.node.id])
        seen.setdefault(one.node.id, material.place(one))


def points_differ(material: Material) -> Iterator[Problem]:
    """Find points that are stated and are not those of what is below."""
    rubric = material.rubric
    if rubric.points is not None and rubric.points != full_points(rubric):
        yield _differ(material, (), rubric.points, full_points(rubric))
    for one, node in material.parts():
        if isinstance(node, Section) and node.points is not None:
            below = points_below(node)
            if below and below != node.points:
                yield _differ(material, one, node.points, below)


def amounts_too_large(material: Material) -> Iterator[Problem]:
    """Find what takes more from its points, or gives more to them, than there is."""
    known: dict[int, Decimal] = {}
    for one, finding in material.findings():
        pool = next((node for node in reversed(one.above) if _own_points(node, known)), None)
        for verb in ("deduct", "award") if pool is not None and not pool.formula else ():
            amount, points = largest(finding, verb), _own_points(pool, known) if pool else Decimal(0)
            if amount is not None and amount > points:
                said = {"id": finding.id, "amount": plain(amount), "points": plain(points)}
                code = "award-larger-than-item" if verb == "award" else "finding-larger-than-item"
                yield material.problem(one, code, verb, **said)


def _own_points(node: Written, known: dict[int, Decimal]) -> Decimal:
    """Give the points that findings below draw on, of one instance where there are several; each node once."""
    if id(node) not in known:
        below = points_below(node) if isinstance(node, Section) else Decimal(0)
        known[id(node)] = below or node.points or Decimal(0)
    return known[id(node)]


def _differ(material: Material, one: Located | Path, stated: Decimal, real: Decimal) -> Problem:
    return material.problem(one, "points-differ", "points", stated=plain(stated), real=plain(real))
