"""Points held against the findings that draw on them: never reached, never lost, or gone at once."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import NamedTuple

from xlrubric.faults.material import Located, Material
from xlrubric.faults.most import added, heads, largest, most
from xlrubric.outline import Node, Part, Row
from xlrubric.problems import Problem
from xlrubric.rubric import Converted
from xlrubric.rules import plain
from xlrubric.rules.terms import per_words

DRAWING = ("deduct", "award")
LOSING = ("deduct", "award", "deduct_section", "penalty", "zero", "reverse", "zero_after")


class Pool(NamedTuple):
    """A node with a score, what draws on it, and what is written for it."""

    node: Node
    above: Node
    parts: tuple[Part, ...]
    one: Located


def pool_faults(material: Material) -> Iterator[Problem]:
    """Look at each node that findings draw on, once where it has instances."""
    for pool in pools(material):
        for check in CHECKS:
            yield from check(material, pool)


def pools(material: Material) -> Iterator[Pool]:
    """Give the nodes that findings draw on."""
    outline = material.outline
    for node in outline.nodes:
        parts = node.drawn() if node.scored else ()
        if parts:
            yield Pool(node, outline.above(node), parts, material.origins[node.id])


def rows(material: Material, pool: Pool) -> Iterator[tuple[Row, Located, str]]:
    """Give the findings that draw on a pool, what is written for each, and its id there."""
    for row in heads(pool.parts):
        one = material.origins.get(row.id)
        if one is not None:
            yield row, one, getattr(one.node, "id", row.id)


def _nothing(material: Material, pool: Pool) -> Iterator[Problem]:
    """Find what takes off or adds to points that there are not; in an open item amounts count by themselves."""
    node = pool.node
    if node.formula or node.points:
        return
    idle = (*DRAWING, "reverse") if node.kind == "inner" else ("reverse",)
    for row, one, own in rows(material, pool):
        finding = row.clause.finding
        for verb in idle:
            if getattr(finding, verb) is not None:
                yield material.problem(one, "nothing-to-draw-on", verb, verb=verb, id=own)
        for verb in finding.verbs():
            value = getattr(finding, verb)
            if isinstance(value, Converted) and value.points is None and not row.clause.points:
                yield material.problem(one, "nothing-to-draw-on", verb, verb=verb, id=own)


def _section(material: Material, pool: Pool) -> Iterator[Problem]:
    """Find what is meant for a section above the pool where none is: the whole, or the node of the instances."""
    several = pool.above.id and material.origins[pool.above.id].path == pool.one.path
    if pool.above.id and not several:
        return
    for row, one, _ in rows(material, pool):
        if row.clause.finding.deduct_section is not None:
            yield material.problem(one, "section-out-of-reach", "deduct_section", field="deduct_section")
        if row.clause.finding.zero == "section":
            yield material.problem(one, "section-out-of-reach", "zero", field="zero: section")


def _computed(material: Material, pool: Pool) -> Iterator[Problem]:
    """Find amounts that a formula leaves out."""
    own: tuple[str, ...] = DRAWING if pool.node.formula else ()
    above = ("deduct_section",) if pool.above.formula and pool.above.id else ()
    for row, one, known in rows(material, pool):
        for verb in (*own, *above):
            if getattr(row.clause.finding, verb) is not None:
                yield material.problem(one, "amount-never-counted", verb, verb=verb, id=known)


def _reached(material: Material, pool: Pool) -> Iterator[Problem]:
    node = pool.node
    if node.kind != "pool" or node.formula:
        return
    reach = added([node.start, *(most(part, "award") for part in pool.parts)])
    if reach is not None and node.at_most is not None:
        reach = min(reach, node.at_most)
    if reach is not None and reach < node.points:
        said = {"points": plain(node.points), "most": plain(reach)}
        yield material.problem(pool.one, "points-never-reached", "points", **said)


def _lost(material: Material, pool: Pool) -> Iterator[Problem]:
    node = pool.node
    if node.kind != "pool" or node.formula:
        return
    findings = [row.clause.finding for row in heads(pool.parts)]
    if not any(getattr(finding, field) is not None for finding in findings for field in LOSING):
        yield material.problem(pool.one, "points-never-lost", "points", points=plain(node.points))


def _spilt(material: Material, pool: Pool) -> Iterator[Problem]:
    """Find what takes more off the section above than there is."""
    points = pool.above.points if pool.above.id else Decimal(0)
    for row, one, own in rows(material, pool):
        amount = largest(row.clause.finding, "deduct_section")
        if amount is not None and points and amount > points:
            said = {"id": own, "amount": plain(amount), "points": plain(points)}
            yield material.problem(one, "finding-larger-than-item", "deduct_section", **said)


def _at_once(material: Material, pool: Pool) -> Iterator[Problem]:
    """Find what is counted although the first already takes all."""
    for row, one, own in rows(material, pool):
        finding, points = row.clause.finding, pool.node.points
        counted = row.rule.name in ("counted", "late", "rate_below", "rate_above") and row.kind == "finding"
        if counted and points and finding.deduct == points:
            per = per_words(row.clause.per)
            yield material.problem(one, "lost-at-once", "deduct", id=own, per=per, points=plain(points))


CHECKS: tuple[Callable[[Material, Pool], Iterator[Problem]], ...] = (
    _nothing,
    _section,
    _computed,
    _reached,
    _lost,
    _spilt,
    _at_once,
)
