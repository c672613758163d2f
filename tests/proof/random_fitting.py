"""The second pass over a random rubric: what cannot stand where it stands is changed, and the formulas are written.

Apart from ``random_rubrics`` because both need the whole: where a finding's points come from, what has an id and is
there for all units that a formula is for.
"""

from collections.abc import Sequence
from decimal import Decimal
from random import Random
from typing import cast

from tests.proof.random_findings import LATER, LATER_CONDITION, LATER_X, VERBS, Written, without_all
from tests.proof.random_formulas import Named, condition, number
from xlrubric.words import FOUND_WORDS

Tags = tuple[frozenset[str], ...]
TABLES = {"from", "to", "bands", "of", "points", "formula", "steps"}


def carried(node: Written, each: bool = False) -> Decimal:
    """Give the points that a node carries; ``each``: for a single one of its instances."""
    below = [counted(child) for child in children_of(node)]
    together = sum(below, Decimal(0))
    if "rubric" not in node and not node.get("instances") and node.get("combine", "sum") != "sum":
        together = max(below, default=Decimal(0))
    own = together or Decimal(str(node.get("points") or 0))
    names = cast(Sequence[str], node.get("instances") or ())
    return own * (len(names) if names and node.get("combine") == "sum" and not each else 1)


def counted(node: Written) -> Decimal:
    """Give the points that a node counts for above it."""
    return Decimal(str(node["worth"])) if node.get("worth") else carried(node)


def children_of(node: Written) -> list[Written]:
    """Give the nodes below, in the order of the sheet."""
    return [*cast(list[Written], node.get("sections", [])), *cast(list[Written], node.get("items", []))]


def items_below(node: Written) -> list[Written]:
    """Give all items of a section."""
    inner = (item for section in cast(list[Written], node.get("sections", [])) for item in items_below(section))
    return [*inner, *cast(list[Written], node.get("items", []))]


def parts_of(item: Written) -> list[Written]:
    """Give an item's findings and groups."""
    return cast(list[Written], item.get("findings", []))


def findings_of(item: Written) -> list[Written]:
    """Give an item's findings, those of groups too."""
    return [one for part in parts_of(item) for one in cast(list[Written], part.get("findings", [part]))]


def is_section(node: Written) -> bool:
    """Say whether a node is a section."""
    return "sections" in node or "items" in node


def is_pool(section: Written) -> bool:
    """Say whether a section has points for itself, and nothing below has any."""
    return bool(section.get("points")) and not any(carried(child) for child in children_of(section))


class Place:
    """Where a node stands: the sections above it, and the tags of units that it is for."""

    def __init__(self, above: Sequence[Written], tags: Tags, whole: Decimal) -> None:
        self.above, self.tags, self.whole = tuple(above), tags, whole

    def inside(self, node: Written) -> "Place":
        """Give the place of what is below a node."""
        return Place((*self.above, node), tagged(node, self.tags), self.whole)

    def plain(self, node: Written) -> bool:
        """Say whether a node has no score: its findings draw on points above it."""
        if any(is_pool(section) for section in self.above):
            return True
        return not is_section(node) and not node.get("points") and any(carried(section) for section in self.above)

    def drawn_on(self, item: Written) -> Written | None:
        """Give the node whose points an item's findings draw on; None for an item that stands open."""
        if item.get("points"):
            return item
        pools = [section for section in self.above if is_pool(section)]
        carrying = [section for section in self.above if carried(section)]
        if pools:
            return pools[0]
        return self.above[-1] if carrying else None

    def around(self) -> Decimal:
        """Give the points of which a per cent is taken."""
        return next((points for section in reversed(self.above) if (points := carried(section))), self.whole)


def tagged(made: Written, tags: Tags) -> Tags:
    """Add what a part applies to."""
    own = cast(list[str] | None, made.get("applies_to"))
    return (*tags, frozenset(own)) if own else tags


class Fitting:
    """Goes over a rubric once, from the top to the bottom of the sheet."""

    def __init__(self, chance: Random, rubric: Written) -> None:
        self.chance, self.rubric = chance, rubric
        self.words: tuple[str, ...] = FOUND_WORDS[str(rubric["language"])]
        self.known: list[Named] = []
        self.nodes = [LATER]

    def fit(self) -> None:
        """Change what does not fit, and put every formula in its place."""
        whole = carried(self.rubric) + Decimal(str(self.rubric.get("start", 0)))
        place = Place((), (), whole)
        grades = cast(list[Written], self.rubric.get("grades", []))
        for made in (self.rubric, *grades):
            in_points(made, whole, "at_most", "bonus_at_most", "from", "to")
        for n, section in enumerate(cast(list[Written], self.rubric["sections"]), 1):
            self.node(section, str(n), place)
        for made in (self.rubric, *grades):
            self.fill(made, ())

    def node(self, node: Written, own: str, place: Place) -> None:
        """Fit a node and what is below it."""
        own = str(node.get("id", own))
        before, inside = len(self.known), place.inside(node)
        self.fields(node, own, place)
        for n, child in enumerate(children_of(node), 1):
            self.node(child, f"{own}.{n}", inside)
        self.item(node, own, place, inside.tags)
        self.fill(node, inside.tags)
        if "gate" in node:
            self.fill(cast(Written, node["gate"]), inside.tags)
        if node.get("instances"):  # what is inside has other names outside
            del self.known[before:]
        if not place.plain(node):
            self.known.append(Named(own, tags=inside.tags))

    def fields(self, node: Written, own: str, place: Place) -> None:
        """Take out what a node cannot have where it stands."""
        in_points(node, carried(node) or place.around(), "at_most", "bonus_at_most")
        if place.plain(node):
            for field in ("formula", "gate"):
                node.pop(field, None)
            if not is_section(node):
                node.setdefault("findings", [{"text": "情形", "check": "true"}])
        elif carried(node):
            self.nodes.append(own)
        if not any({"key_zero", "key_below"} & set(cast(Written, above.get("gate", {}))) for above in place.above):
            node.pop("key", None)

    def item(self, item: Written, own: str, place: Place, tags: Tags) -> None:
        """Fit an item's findings."""
        count = 0
        for part in parts_of(item):
            self.limit(part, place)
            for finding in cast(list[Written], part.get("findings", [part])):
                count += 1
                self.limit(finding, place)
                self.verbs(finding, item, place)
                self.fill(finding, tagged(finding, tags))
                self.entry(finding, str(finding.get("id", f"{own}.{count}")), tagged(finding, tags))

    def limit(self, part: Written, place: Place) -> None:
        """Let a limit be of something."""
        if part.get("of") == LATER:
            part["of"] = self.chance.choice(self.nodes)
            if part["of"] == LATER:
                del part["of"]
        if "of" not in part:
            in_points(part, place.around(), "at_most")

    def verbs(self, finding: Written, item: Written, place: Place) -> None:
        """Change what a finding cannot do where it stands."""
        pool = place.drawn_on(item)
        above = place.above[: place.above.index(pool)] if pool in place.above else place.above
        reached = bool(above) and pool is not None and not pool.get("instances") and (pool is item or is_pool(pool))
        if not (reached or (pool is None and not item.get("instances"))):
            if "deduct_section" in finding:
                finding.setdefault("penalty", finding.pop("deduct_section"))
            if finding.get("zero") == "section":
                finding["zero"] = "item"
        if pool is None or not carried(pool):
            without_points(finding, pool is None)
        for verb in VERBS:
            table = finding.get(verb)
            if isinstance(table, dict) and "of" in table and not item.get("points") and not place.around():
                table.setdefault("points", "2")

    def fill(self, made: Written, tags: Tags) -> None:
        """Write the formulas that one table leaves open, over what is there for all units that it is for."""
        known = [named for named in self.known if named.there_for(tags)]
        for key, value in made.items():
            if isinstance(value, dict) and value.get("formula") in (LATER, LATER_X):
                value["formula"] = number(self.chance, known, value["formula"] == LATER_X)
            elif value == LATER:
                made[key] = number(self.chance, known)
            elif value == LATER_CONDITION:
                made[key] = condition(self.chance, known)

    def entry(self, finding: Written, own: str, tags: Tags) -> None:
        """Remember what is entered for a finding, for formulas further on; where it is several rows, of each."""
        tables = (value for verb in VERBS if isinstance(value := finding.get(verb), dict))
        table = cast(Written, next(tables, {}))
        shaped = set(table) <= TABLES
        asks = "x" in str(table.get("formula", "x")).replace("max", "")
        if "register" in finding or "when" in finding or not asks or (table and not shaped and "per" in finding):
            return
        words = self.words
        if not shaped:
            words = tuple(map(str, table))
        elif isinstance(finding.get("check"), list):
            words = tuple(cast(list[str], finding["check"]))
        elif table or {"per", "below", "above", "measure"} & set(finding):
            words = ()
        count = len(cast(list[str], finding.get("periods", [])))
        self.known += [Named(name, words, tags) for name in [f"{own}.{n}" for n in range(1, count + 1)] or [own]]


def without_points(finding: Written, is_open: bool) -> None:
    """Change what only points can be taken off; where an item stands open, amounts count by themselves."""
    for verb in () if is_open else ("deduct", "award"):
        if verb in finding:
            finding.setdefault("bonus", without_all(finding.pop(verb)))
    turned = finding.pop("reverse", None)
    if turned and not any(key in finding for key in (*VERBS, "zero", "veto")):
        finding["zero"] = "item"


def in_points(made: Written, whole: Decimal, *fields: str) -> None:
    """Write per cents of nothing in points."""
    for field in fields:
        if not whole and str(made.get(field)).endswith("%"):
            made[field] = str(made[field])[:-1]
