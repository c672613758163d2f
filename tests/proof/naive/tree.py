"""A rubric as it is for a unit, made naively of its text: nodes with their rows, registers and groups."""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from fractions import Fraction

from tests.proof.naive.text import (
    NOTHING,
    Tree,
    all_nodes,
    counted,
    full_points,
    instance,
    is_section,
    number,
    number_ids,
    per,
    points_inside,
    unfold,
)

# what each instance has for itself, and not all of them together
EACH_HAS = ("start", "floor", "at_most", "bonus_at_most", "formula", "gate", "findings", "sections", "items")


@dataclass
class Part:
    """A row, a register with its lines, or a group with its members."""

    kind: str
    id: str
    finding: Tree
    members: "list[Part]" = field(default_factory=list)
    limit: Fraction | None = None
    keep: bool = False


@dataclass(eq=False)
class Node:
    """A section or item, with its points and what is below it."""

    id: str
    tree: Tree
    points: Fraction
    worth: Fraction
    missing: str
    combine: str
    above: "Node | None" = None
    children: "list[Node]" = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    pool: "Node | None" = None  # whose points its findings draw on; itself where it is open
    kind: str = "inner"
    granted: Fraction = Fraction(0)  # of what does not apply to the unit and counts with full marks


class Naive:
    """Scores one rubric for a unit with certain tags."""

    def __init__(self, rubric: Tree, tags: frozenset[str]) -> None:
        self.rubric = deepcopy(rubric)
        self.language = str(rubric.get("language", "zh-Hans"))
        self.tags = tags
        for place, section in enumerate(self.rubric["sections"], 1):
            number_ids(section, str(place))
        self.full = {
            node["id"]: full_points(node) for section in self.rubric["sections"] for node in all_nodes(section)
        }
        self.whole = sum((counted(section) for section in self.rubric["sections"]), NOTHING)
        self.start = number(self.rubric.get("start", 0))
        missing = self.rubric.get("not_applicable", "rebase")
        self.root = Node("", self.rubric, self.whole, self.whole, missing, "sum")
        self.root.children = [
            node for section in self.rubric["sections"] if (node := self.node(section, self.root, [], missing))
        ]
        self.root.granted = self.granted(self.rubric["sections"], self.root.children, missing)
        self.nodes = list(below(self.root))[1:]
        for node in self.nodes:
            node.pool = self.pool_of(node)
        self.by_id = {node.id: node for node in self.nodes}
        self.rows = {part.id: part for node in self.nodes for part in every_part(node.parts)}
        self.home = {part.id: node for node in self.nodes for part in every_part(node.parts)}

    def applies(self, tree: Tree) -> bool:
        """Say whether something applies to the unit."""
        return "applies_to" not in tree or not self.tags.isdisjoint(tree["applies_to"])

    def node(self, tree: Tree, above: Node, over: list[Tree], missing: str) -> Node | None:
        """Make a node and what is below it; None where nothing of it applies."""
        if not self.applies(tree):
            return None
        own = tree.get("not_applicable", missing)
        names = tree.get("instances")
        combine = tree.get("combine", "mean" if names else "sum")
        made = Node(tree["id"], tree, full_points(tree), counted(tree), own, combine, above)
        if names:
            made.tree = {key: value for key, value in tree.items() if key not in EACH_HAS}
            copies = [instance(tree, place) for place in range(1, len(names) + 1)]
            self.full.update((inner["id"], full_points(inner)) for one in copies for inner in all_nodes(one))
            made.children = [node for one in copies if (node := self.node(one, made, over, own))]
        elif is_section(tree):
            trees = (*tree.get("sections", ()), *tree.get("items", ()))
            made.children = [node for one in trees if (node := self.node(one, made, [*over, tree], own))]
            made.granted = self.granted(trees, made.children, own) if made.combine == "sum" else NOTHING
        else:
            made.parts = list(self.parts(tree, over))
        self.decide_kind(made, tree, over)
        return (
            made if made.children or made.parts or (not is_section(tree) and "formula" in tree and not names) else None
        )

    @staticmethod
    def granted(trees: Sequence[Tree], there: "list[Node]", missing: str) -> Fraction:
        """Give the points of what does not apply to the unit and counts with full marks all the same."""
        known = {node.id for node in there}
        gone = (tree for tree in trees if tree["id"] not in known and tree.get("not_applicable", missing) == "full")
        return sum(map(counted, gone), NOTHING)

    def decide_kind(self, made: Node, tree: Tree, over: list[Tree]) -> None:
        """Say where the findings of a node draw their points from."""
        carrying = any(full_points(section) for section in over)
        pooled = any("points" in section and not points_inside(section) for section in over)
        if tree.get("instances"):
            made.kind = "inner"
        elif not is_section(tree):
            made.kind = "pool" if tree.get("points") else "plain" if carrying else "open"
        elif points_inside(tree) or not tree.get("points"):
            made.kind = "plain" if pooled else "inner"
        else:
            made.kind = "pool"

    def pool_of(self, node: Node) -> Node:
        """Give the node whose points the findings of a node draw on."""
        while node.kind == "plain":
            assert node.above is not None
            node = node.above
        return node

    def around(self, over: list[Tree]) -> Fraction:
        """Give the points of the nearest section above that has some, else of the whole."""
        return next((points for tree in reversed(over) if (points := full_points(tree))), self.whole + self.start)

    def limit(self, tree: Tree, over: list[Tree]) -> Fraction | None:
        """Give ``at_most`` of a finding or a group in points."""
        text = tree.get("at_most")
        if text is None or not str(text).endswith("%"):
            return None if text is None else number(text)
        whole = self.full[tree["of"]] if "of" in tree else self.around(over)
        return whole * number(str(text)[:-1]) / 100

    def parts(self, item: Tree, over: list[Tree]) -> Iterator[Part]:
        """Give an item's rows, registers and groups."""
        for place, entry in enumerate(item.get("findings", ()), 1):
            if "findings" in entry:
                inside = [p for f in entry["findings"] if self.applies(f) for p in self.finding(f, item, over)]
                if inside:
                    group = f"group {item['id']} {place}"
                    yield Part("group", group, entry, inside, self.limit(entry, over), "keep" in entry)
            elif self.applies(entry):
                yield from self.finding(entry, item, over)

    def finding(self, tree: Tree, item: Tree, over: list[Tree]) -> Iterator[Part]:
        """Give what one finding stands for: a row, or several."""
        several = unfold(tree)
        limit = self.limit(tree, over)
        tree = {**tree, "_pool": number(item["points"]) if item.get("points") else self.around(over)}
        if several:
            inside = [part for one in several for part in self.finding(one, item, over)]
            if limit is None:
                yield from inside
            else:
                yield Part("group", f"several {tree['id']}", tree, inside, limit)
        elif "register" in tree:
            gone = ("register", "keep", "at_least", "at_most", "zero", "reverse", "veto")
            line = {key: value for key, value in tree.items() if key not in gone}
            lines = [
                Part("line", f"{tree['id']}.{n}", {**line, "id": f"{tree['id']}.{n}"})
                for n in range(1, int(tree["register"]) + 1)
            ]
            yield Part("register", tree["id"], tree, lines, limit, "keep" in tree)
        else:
            yield Part("row", tree["id"], tree, limit=limit)


def below(node: Node) -> Iterator[Node]:
    """Give a node and all below it."""
    yield node
    for child in node.children:
        yield from below(child)


def every_part(parts: Sequence[Part]) -> Iterator[Part]:
    """Give all parts, those of groups and registers too."""
    for part in parts:
        yield part
        yield from every_part(part.members)


def leaves(part: Part) -> Iterator[Part]:
    """Give the rows and registers of a part."""
    if part.kind == "group":
        for member in part.members:
            yield from leaves(member)
    else:
        yield part


def trees_above(node: Node) -> list[Tree]:
    """Give what stands above a node, the nearest last; what stands for instances counts once."""
    found: list[Tree] = []
    above = node.above
    while above is not None and above.above is not None:
        if above.children and "instances" not in above.tree:
            found.insert(0, above.tree)
        above = above.above
    return found


def in_scale(node: Node, points: Fraction) -> Fraction:
    """Turn a node's points into those that it counts for above."""
    return points * node.worth / node.points if node.points else points


def gives(part: Part, verb: str) -> bool:
    """Say whether a part moves anything by a verb."""
    return any(verb in one.finding for one in leaves(part))


def most_award(part: Part) -> Fraction | None:
    """Give the most that a part can award; None without end."""
    if part.kind in ("row", "line"):
        return _most(part)
    each = [most_award(member) for member in part.members]
    if None in each:
        return part.limit
    known = [most for most in each if most is not None]
    most = max(known, default=NOTHING) if part.keep and part.kind == "group" else sum(known, NOTHING)
    return most if part.limit is None else min(part.limit, most)


def _most(part: Part) -> Fraction | None:
    tree, value = part.finding, part.finding.get("award")
    factor = max((number(f) for f in tree.get("forms", {}).values()), default=Fraction(1))
    if value is None:
        return NOTHING
    if isinstance(value, dict):
        if "formula" in value:
            return part.limit
        if "of" in value:
            return number(value.get("points", tree["_pool"]))
        if "steps" in value:
            return max(tree["_pool"] if step == "all" else number(step) for step in value["steps"])
        if set(value) == {"from", "to"}:
            return number(value["to"])
        return max(map(number, value.get("bands", value).values())) * factor
    if "target" in tree:
        most: Fraction | None = number(value) * number(tree["target"]) / per(tree)
    else:
        most = None if "per" in tree else number(value) * factor
    known = [one for one in (most, part.limit) if one is not None]
    return min(known) if known else None
