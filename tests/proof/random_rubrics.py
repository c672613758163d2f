"""Rubrics at random, over the whole language: what the long proof and the tests try beside the shipped ones."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from random import Random
from typing import cast

import yaml

from tests.proof.random_findings import KINDS, LATER, LATER_CONDITION, VERBS, Findings, Written
from tests.proof.random_fitting import Fitting, carried, children_of, counted, items_below

TAGS = ("甲类", "乙类", "丙类")
LANGUAGES = ("zh-Hans", "zh-Hans", "zh-Hant", "en")
POINTS = ("1", "2", "3", "5", "10", "20", "4.5", "0.5", "100")
MISSING = ("rebase", "shrink", "full")
COMBINE = ("sum", "mean", "lowest", "highest")
NAMES = ("一", "二", "三")
GRADES = ("优秀", "良好", "合格", "不合格")
DEPTHS, DEPTHS_USUAL = (1, 2, 3, 4), (6, 4, 2, 1)
VERBLESS = ("check", "measure", "own")
MOST_ITEMS = 6

Pair = tuple[str, str]


def random_rubric(chance: Random, pairs: Sequence[Pair] = ()) -> Written:
    """Write a rubric by chance; each of ``pairs`` are kinds that meet in an item of it."""
    return Writer(chance, pairs).rubric()


def random_tags(chance: Random) -> frozenset[str]:
    """Give the tags of a unit."""
    return frozenset(tag for tag in TAGS if chance.random() < 0.6)


class Dumper(yaml.SafeDumper):
    """Writes every list out, however often it occurs."""

    def ignore_aliases(self, data: object) -> bool:
        """Say that nothing is written as an alias."""
        return True


def yaml_of(rubric: Written) -> str:
    """Give a rubric as a file's text."""
    return yaml.dump(rubric, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=1000)


class Writer:
    """Writes one rubric: sections within sections, items with findings and groups."""

    def __init__(self, chance: Random, pairs: Sequence[Pair]) -> None:
        self.chance, self.pairs = chance, list(pairs)
        self.grade_names = GRADES[-chance.choice((2, 3, 4)) :]
        self.findings = Findings(chance, self.grade_names)
        self.items = self.named = 0

    def maybe(self, share: float) -> bool:
        """Say yes in a share of the cases."""
        return self.chance.random() < share

    def some(self, made: Written, share: float, **fields: Sequence[object]) -> None:
        """Give some of the fields."""
        for field, values in fields.items():
            if self.maybe(share):
                made[field] = self.chance.choice(values)

    def rubric(self) -> Written:
        """Write the whole."""
        made: Written = {"rubric": "random", "title": "t", "language": self.chance.choice(LANGUAGES)}
        self.some(made, 0.15, counts=("self", "review"), start=("0", "5", "100"), floor=("0", "-5", "1.5", "none"))
        self.some(made, 0.15, at_most=("10", "100", "90%"), bonus_at_most=("1", "10", "5%"), round="012")
        self.some(made, 0.3, not_applicable=MISSING)
        self.some(made, 0.1, better=("higher", "lower"), formula=(LATER,))
        if self.maybe(0.5):
            made["grades"] = list(self.grades())
        made["sections"] = list(self.sections())
        if self.maybe(0.3):
            made.update(stated(carried(made) + Decimal(str(made.get("start", 0)))))
        Fitting(self.chance, made).fit()
        return made

    def sections(self) -> Iterator[Written]:
        """Write the sections at the top."""
        while True:
            yield self.section(self.chance.choices(DEPTHS, DEPTHS_USUAL)[0], self.maybe(0.15), (), None)
            if not self.pairs and (self.items >= MOST_ITEMS or self.maybe(0.5)):
                return

    def grades(self) -> Iterator[Written]:
        """Write the grades, best first."""
        for place, name in enumerate(self.grade_names[:-1]):
            bound = self.chance.choice((str(90 - 30 * place), f"{85 - 25 * place}%"))
            grade: Written = {"name": name, "from": bound}
            self.some(grade, 0.15, each_section=("50%", "1", "80%"), no_zero=("true",), when=(LATER_CONDITION,))
            self.some(grade, 0.1, to=("100", "95%", "5"))
            yield grade
        yield {"name": self.grade_names[-1]}

    def name(self) -> Written:
        """Give a node its name, and now and then an id of its own."""
        self.named += 1
        own: Written = {"id": f"节{self.named}"} if self.maybe(0.1) else {}
        return {"name": f"名称{self.named}", **own}

    def node(self, made: Written) -> None:
        """Give what sections and items have in common."""
        self.some(made, 0.12, may_not_apply=("true",), applies_to=([TAGS[0]], [TAGS[1], TAGS[2]]))
        self.some(made, 0.06, not_applicable=MISSING, floor=("0", "none", "-2", "1"), round="012", formula=(LATER,))
        self.some(made, 0.08, at_most=("2", "8", "60%", "110%"), bonus_at_most=("0.5", "2", "10%"))

    def section(self, depth: int, pool: bool, gates: Sequence[Written], points: str | None) -> Written:
        """Write a section of so many levels.

        ``pool``: nothing below has points, it has them itself; ``gates`` are those above; ``points`` are those that it
        has to count for.
        """
        made, first = self.name(), self.items
        self.node(made)
        alike = self.chance.choice(POINTS) if self.maybe(0.12) and not pool else None
        gate: Written = self.gate() if self.maybe(0.15) else {}
        gates = (*gates, gate) if gate else gates
        if depth > 1:
            made["sections"] = [self.section(depth - 1, pool, gates, alike)]
            if self.maybe(0.3) and self.items < MOST_ITEMS:
                made["sections"] = [*children_of(made), self.section(1, pool, gates, alike)]
        if depth == 1 or self.maybe(0.3):
            made["items"] = list(self.several_items(pool or (alike is None and self.maybe(0.1)), gates, alike))
        if gate:
            fitting_gate(gate, items_below(made))
            made.update({"gate": gate} if gate else {})
        self.carries(made, pool, alike is not None, points)
        assert self.items > first
        return made

    def several_items(self, bare: bool, gates: Sequence[Written], points: str | None) -> Iterator[Written]:
        """Write a section's items; ``bare``: without points; otherwise with ``points``, where they have to be alike."""
        while True:
            yield self.item(bare, gates, points)
            if self.items >= MOST_ITEMS or self.maybe(0.6):
                return

    def carries(self, made: Written, pool: bool, alike: bool, points: str | None) -> None:
        """Give a section its points, and say how what is below it is put together."""
        if pool and not any(carried(child) for child in children_of(made)):
            made["points"] = self.chance.choice(POINTS)
            self.some(made, 0.2, start=("0", str(made["points"])))
        elif alike and len({counted(child) for child in children_of(made)}) == 1 and len(children_of(made)) > 1:
            self.some(made, 0.9, combine=COMBINE[1:])
        if carried(made) and self.maybe(0.06):
            made["instances"] = list(NAMES[: self.chance.choice((2, 3))])
            self.some(made, 0.5, combine=COMBINE)
            if "combine" in made and alike:
                del made["combine"]
        if any(carried(child) for child in children_of(made)) and self.maybe(0.4):
            made.update(stated(sum_below(made)))
        if carried(made) and (points or self.maybe(0.1)):
            made["worth"] = points or self.chance.choice(("1", "10", "7.5"))

    def gate(self) -> Written:
        """Write a gate."""
        made: Written = {}
        self.some(made, 0.6, key_zero=("true",))
        self.some(made, 0.4, key_below=("0.5", "1", "3.5", "10"), when=(LATER_CONDITION,))
        return made

    def item(self, bare: bool, gates: Sequence[Written], points: str | None) -> Written:
        """Write an item."""
        self.items += 1
        made = self.name()
        self.node(made)
        self.some(made, 0.1, evidence=(["材料"],))
        if points or not (bare or self.maybe(0.08)):
            made["points"] = points or self.chance.choice(POINTS)
            self.some(made, 0.1, start=("0", "0.5", str(made["points"])))
            if any({"key_zero", "key_below"} & set(gate) for gate in gates):
                self.some(made, 0.6, key=("true",))
            if self.maybe(0.08):
                made["instances"] = list(NAMES[: self.chance.choice((2, 3))])
                self.some(made, 0.7, combine=COMBINE)
        if "formula" in made and self.maybe(0.5) and not self.pairs:
            return made
        made["findings"] = list(self.parts())
        return made

    def parts(self) -> Iterator[Written]:
        """Write an item's findings and groups: first the pair that has to meet."""
        kinds = list(self.pairs.pop()) if self.pairs else self.chance.choices(KINDS, k=self.chance.choice((1, 2, 3)))
        for kind in kinds:
            yield self.applying(self.findings.finding(kind))
        if self.maybe(0.25):
            yield self.group()

    def applying(self, made: Written) -> Written:
        """Let a finding apply to some units only, now and then, or have an id of its own."""
        self.some(made, 0.06, applies_to=([TAGS[0]], [TAGS[1], TAGS[2]]))
        if self.maybe(0.08):
            self.named += 1
            made["id"] = f"情.{self.named}"
        return made

    def group(self) -> Written:
        """Write a group of findings with one verb."""
        (verb,) = self.chance.choices(VERBS, (4, 4, 2, 1, 1))
        keep = self.maybe(0.4)
        kinds = [kind for kind in KINDS if kind not in VERBLESS and not (keep and kind == "graded")]
        members: list[Written] = []
        while len(members) < 2 or self.maybe(0.3):
            members.append(self.applying(self.findings.finding(self.chance.choice(kinds), verb)))
        made: Written = {"findings": members, **({"keep": "highest"} if keep else {})}
        self.findings.limit(made, 0.3 if keep else 1)
        self.some(made, 0.3, group=("合计",))
        return made


def fitting_gate(gate: Written, items: Sequence[Written]) -> None:
    """Take out of a gate what nothing below can meet."""
    keys = [item for item in items if item.get("key")]
    together = sum(map(counted, keys), Decimal(0))
    if not keys:
        gate.pop("key_zero", None)
    if "key_below" in gate and Decimal(str(gate["key_below"])) > together:
        del gate["key_below"]


def stated(points: Decimal) -> Written:
    """State points, where there are any."""
    return {"points": f"{points:f}"} if points else {}


def sum_below(section: Written) -> Decimal:
    """Give the points that a section has to state: those of one instance."""
    return carried(cast(Written, {**section, "points": None}), each=True)
