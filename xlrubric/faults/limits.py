"""Limits held against what can come: those that never bind, and bonuses above the limit over them."""

from collections.abc import Iterator
from decimal import Decimal

from xlrubric.faults.material import Located, Material, Path
from xlrubric.faults.most import (
    ZERO,
    added,
    every_part,
    heads,
    is_raised,
    largest,
    most_of,
    most_total,
    unlimited,
    unlimited_bonus,
)
from xlrubric.faults.pools import Pool, pools
from xlrubric.outline import Bunch, Node, Part, Row
from xlrubric.problems import Problem
from xlrubric.rubric import VERBS
from xlrubric.rules import plain


def limit_faults(material: Material) -> Iterator[Problem]:
    """Look at the limits of findings, groups, nodes and the whole."""
    for pool in pools(material):
        for part in every_part(pool.parts):
            yield from _part(material, pool, part)
    for node in (material.outline.root, *material.outline.nodes):
        if node.scored:
            yield from _node(material, node)
    yield from _bonuses(material, material.outline.root, None)
    yield from _grades(material)


def _part(material: Material, pool: Pool, part: Part) -> Iterator[Problem]:
    limit = part.clause.limit if isinstance(part, Row) else part.limit
    one = material.origins.get(part_id(part))
    verb = next((verb for row in heads((part,)) for verb in VERBS if verb in row.clause.finding.verbs()), "")
    if limit is None or one is None or not verb:
        return
    bound, points = unlimited(part, verb), pool.node.points
    if bound is not None and limit >= bound:
        yield _idle(material, one, "at_most", limit, bound)
    elif verb in ("deduct", "award") and points and limit > points and not pool.node.formula:
        yield _idle(material, one, "at_most", limit, points)


def part_id(part: Part) -> str:
    """Give the id of a part; of a register that of its head."""
    return part.id if isinstance(part, Row | Bunch) else part.head.id


def _idle(material: Material, one: Located | Path, field: str, limit: Decimal, most: Decimal) -> Problem:
    said = {"field": field, "limit": plain(limit), "most": plain(most)}
    return material.problem(one, "limit-never-binds", field, **said)


def _node(material: Material, node: Node) -> Iterator[Problem]:
    one: Located | Path = material.origins[node.id] if node.id else ()
    if node.id and node.floor is not None and is_raised(node):
        said = {"floor": plain(node.floor), "points": plain(node.points)}
        yield material.problem(one, "floor-too-high", "floor", **said)
    bonus = unlimited_bonus(node) if node.bonus_at_most is not None else None
    if node.bonus_at_most is not None and bonus is not None and node.bonus_at_most >= bonus:
        yield _idle(material, one, "bonus_at_most", node.bonus_at_most, bonus)
    start = ZERO if node.id else node.start
    whole = added([most_of(node), start]) if node.at_most is not None else None
    if node.at_most is not None and whole is not None and node.at_most >= whole:
        yield _idle(material, one, "at_most", node.at_most, whole)


def _bonuses(material: Material, node: Node, over: Decimal | None) -> Iterator[Problem]:
    """Go down the nodes with the nearest limit for bonuses over them, as far as it is one and in the same scale."""
    limit = node.bonus_at_most
    if limit is not None and over is not None and limit > over:
        yield _above(material, material.origins[node.id], "bonus_at_most", limit, over)
    nearest = over if limit is None else limit
    if nearest is not None and node.id:
        yield from _own_bonuses(material, node, nearest)
    for child in node.scored_children():
        apart = node.combine != "sum" or node.formula or (child.points and child.counted != child.points)
        yield from _bonuses(material, child, None if apart else nearest)


def _own_bonuses(material: Material, node: Node, over: Decimal) -> Iterator[Problem]:
    for part in every_part(node.drawn()):
        one = material.origins.get(part_id(part))
        if one is None or not any(row.clause.finding.bonus is not None for row in heads((part,))):
            continue
        limit = part.clause.limit if isinstance(part, Row) else part.limit
        if limit is not None and limit > over:
            yield _above(material, one, "at_most", limit, over)
        amount = largest(part.clause.finding, "bonus") if isinstance(part, Row) else None
        if limit is None and amount is not None and amount > over:
            yield _above(material, one, "bonus", amount, over)


def _above(material: Material, one: Located, field: str, amount: Decimal, over: Decimal) -> Problem:
    return material.problem(one, "bonus-above-limit", field, amount=plain(amount), limit=plain(over))


def _grades(material: Material) -> Iterator[Problem]:
    """Find grades that ask for more points than there can be."""
    grades = (material.rubric.grades or ())[:-1]
    highest = most_total(material.outline) if grades else None
    for n, grade in enumerate(grades):
        if isinstance(grade.low, Decimal) and highest is not None and grade.low > highest:
            said = {"name": grade.name, "points": plain(grade.low), "most": plain(highest)}
            yield material.problem(("grades", n), "grade-beyond", "from", **said)
