"""Fields of sections, items and the whole that have nothing to work on: no points, no parts, no key items."""

from collections.abc import Iterator
from decimal import Decimal

from xlrubric.faults.material import Located, Material, Written
from xlrubric.outline import Node
from xlrubric.problems import Problem
from xlrubric.rubric import Item, Section
from xlrubric.rules import plain

# what a node has no use for that keeps no score of its own, because its findings draw on points above it
IDLE = ("start", "floor", "at_most", "bonus_at_most", "round", "key", "not_applicable", "may_not_apply")
UNUSED = ("formula", "gate")


def node_faults(material: Material) -> Iterator[Problem]:
    """Look at each section and item as the outline has it."""
    for one, written in material.parts():
        node = material.outline.by_id.get(material.ids_of[one.path])
        if node is None:
            continue
        yield from _idle(material, one, written, node)
        yield from _combined(material, one, written, node)
        yield from _gate(material, one, written, node)
        yield from _key(material, one)
    yield from _grades(material)


def _idle(material: Material, one: Located, written: Written, node: Node) -> Iterator[Problem]:
    if isinstance(written, Section) and written.worth is not None and not node.points:
        yield material.problem(one, "worth-without-points", "worth", worth=plain(written.worth))
    if node.kind != "plain":
        if written.start is not None and node.kind != "pool" and not written.instances:
            yield material.problem(one, "start-idle", "start")
        return
    for field in (*IDLE, *UNUSED):
        value = getattr(written, field, None)
        if value is not None and value is not False:  # 0 is something
            code = "score-never-used" if field in UNUSED else "field-without-points"
            yield material.problem(one, code, field, field=field)


def _combined(material: Material, one: Located, written: Written, node: Node) -> Iterator[Problem]:
    if written.combine is None:
        return
    parts = node.scored_children()
    if len(parts) < 2 or node.formula or node.kind != "inner":
        yield material.problem(one, "combine-idle", "combine")
        return
    each = {part.counted for part in parts}
    if written.combine == "sum" or len(each) == 1:
        return
    points = ", ".join(plain(part.counted) for part in parts)
    yield material.problem(one, "combine-unequal", "combine", combine=written.combine, points=points)


def _gate(material: Material, one: Located, written: Written, node: Node) -> Iterator[Problem]:
    gate = written.gate if isinstance(written, Section) else None
    if gate is None or node.kind == "plain":
        return
    if not (gate.key_zero or gate.key_below is not None or gate.when):
        yield material.problem(one, "gate-empty", "gate")
    elif gate.key_zero or gate.key_below is not None:
        gated = node.children[0] if written.instances and node.children else node  # each instance has its own gate
        keys = [below for below in gated.walk() if below.key and below.scored]
        points = sum((key.points for key in keys), Decimal(0))
        if not keys:
            yield material.problem(one, "gate-without-keys", "gate")
        elif gate.key_below is not None and gate.key_below > points:
            said = {"bound": plain(gate.key_below), "points": plain(points)}
            yield material.problem(one, "gate-always", "gate", "key_below", **said)


def _key(material: Material, one: Located) -> Iterator[Problem]:
    if isinstance(one.node, Item) and one.node.key:
        gates = (section.gate for section in one.above if isinstance(section, Section))
        if not any(gate and (gate.key_zero or gate.key_below is not None) for gate in gates):
            yield material.problem(one, "key-without-gate", "key")


def _grades(material: Material) -> Iterator[Problem]:
    """Find conditions on sections where none at the top carries points."""
    if any(top.points and top.scored for top in material.outline.tops):
        return
    for n, grade in enumerate(material.rubric.grades or ()):
        for field in ("each_section", "no_zero"):
            if getattr(grade, field):
                yield material.problem(("grades", n), "field-without-points", field, field=field)
