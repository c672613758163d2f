"""What is entered, and what each row moves: read naively."""

from collections.abc import Mapping
from fractions import Fraction
from math import floor
from re import fullmatch, sub
from typing import Any

from tests.proof.naive.formulas import Num, computed
from tests.proof.naive.text import (
    GIVING,
    NOTHING,
    VERBS,
    Tree,
    band,
    gives_points,
    is_word,
    number,
    stepped,
)
from tests.proof.naive.tree import Naive, Node, Part

Entries = Mapping[str, object]
YES = {"zh-Hans": "有", "zh-Hant": "有", "en": "yes"}
OUT = {"zh-Hans": "不适用", "zh-Hant": "不適用", "en": "n/a"}


class Entered:
    """One role's entries of a unit."""

    def __init__(self, naive: Naive, entries: Entries, role: str) -> None:
        self.naive, self.entries, self.role = naive, entries, role
        self.yes, self.no = YES[naive.language], OUT[naive.language]

    def score_of(self, node: Node) -> Fraction:
        """Give a node's score."""
        raise NotImplementedError

    def choice(self, row: str) -> str:
        """Give the word chosen in a row."""
        value = self.entries.get(f"{self.role}.choice:{row}")
        return value if isinstance(value, str) else ""

    def typed(self, row: str) -> Fraction | None:
        """Give the number typed in a row."""
        value = self.entries.get(f"{self.role}.number:{row}")
        return None if value is None or isinstance(value, str) else Fraction(str(value))

    def is_out(self, node: Node) -> bool:
        """Say whether the assessor said that a node, or one above it, does not apply."""
        while node.above is not None:
            if node.tree.get("may_not_apply") and self.choice(node.id) == self.no:
                return True
            node = node.above
        return False

    def named(self, name: str) -> Num | str:
        """Give what a formula's id stands for."""
        if name in self.naive.by_id:
            return Num(self.score_of(self.naive.by_id[name]))
        part = self.naive.rows.get(name)
        if part is not None and is_word(part.finding):
            return self.choice(name)
        return Num(self.typed(name) or NOTHING)

    def formula(self, text: str, x: Fraction = NOTHING) -> Fraction:
        """Compute a formula that gives a number."""
        found = computed(text, self.named, Num(x))
        assert isinstance(found, Num)
        return found.value

    def holds(self, text: str) -> bool:
        """Compute a condition."""
        found = computed(text, self.named, Num(NOTHING))
        assert isinstance(found, bool)
        return found

    def amount(self, part: Part, value: Any) -> Fraction:
        """Give the points of one verb in a row."""
        tree, typed = part.finding, self.typed(part.id)
        count = max(NOTHING, typed or NOTHING)
        if isinstance(value, dict):
            return self.of_table(part, value, typed, count)
        each = number(value)
        if "when" in tree:
            return each if self.holds(tree["when"]) else NOTHING
        if "target" in tree:
            target = number(tree["target"])
            far = min(count, target) if gives_points(tree) else max(NOTHING, target - count)
            lost = NOTHING if typed is None else each * stepped(tree, far)
        elif "below" in tree or "above" in tree:
            far = self.beyond(tree, typed)
            lost = (each * stepped(tree, far) if "per" in tree else each) if far > 0 else NOTHING
        elif "per" in tree:
            lost = each * stepped(tree, count)
        else:
            lost = each if self.choice(part.id) == self.yes else NOTHING
        return lost if part.limit is None else min(part.limit, lost)

    @staticmethod
    def beyond(tree: Tree, typed: Fraction | None) -> Fraction:
        """Give how far a measure lies beyond its threshold; 0 where it does not."""
        bound = number(str(tree.get("below", tree.get("above"))).removesuffix("%"))
        if typed is None:
            return NOTHING
        return max(NOTHING, bound - typed if "below" in tree else typed - bound)

    def of_table(self, part: Part, value: Tree, typed: Fraction | None, count: Fraction) -> Fraction:
        """Give the points of a verb whose value is more than an amount."""
        if "bands" in value:
            return NOTHING if typed is None else band(value["bands"], typed)
        if "of" in value:
            return (
                NOTHING
                if typed is None
                else count * number(value.get("points", part.finding["_pool"])) / number(value["of"])
            )
        if "steps" in value:
            steps = ["0" if step == "all" else step for step in value["steps"]]
            return NOTHING if count < 1 else number(steps[min(floor(count), len(steps)) - 1])
        if "formula" in value:
            if self.asks(value) and typed is None:
                return NOTHING
            found = self.formula(value["formula"], typed or NOTHING)
            return max(NOTHING, found if part.limit is None else min(part.limit, found))
        if set(value) == {"from", "to"}:
            return min(number(value["to"]), count)
        return number(value.get(self.choice(part.id), 0))

    @staticmethod
    def asks(value: object) -> bool:
        """Say whether a verb's value asks for something to be entered."""
        if not isinstance(value, dict) or "formula" not in value:
            return True
        return bool(fullmatch(r"(?s).*\bx\b.*", sub(r"\[[^\]]*\]", "", value["formula"])))

    def met(self, part: Part) -> bool:
        """Say whether a row's fault was found, or its achievement is there."""
        tree = part.finding
        if part.kind == "register":
            return self.lines(part) > 0
        if "when" in tree:
            return self.holds(tree["when"])
        if is_word(tree):
            tables = [tree[verb] for verb in VERBS if isinstance(tree.get(verb), dict)]
            return self.amount(part, tables[0]) > 0 if tables else self.choice(part.id) == self.yes
        return self.typed_enough(part, self.typed(part.id))

    def typed_enough(self, part: Part, typed: Fraction | None) -> bool:
        """Say whether the number typed in a row is one that counts."""
        tree, count = part.finding, max(NOTHING, typed or NOTHING)
        if "below" in tree or "above" in tree:
            return self.beyond(tree, typed) > 0
        if "measure" in tree:
            return typed is not None
        if "target" in tree and not gives_points(tree):
            return typed is not None and count < number(tree["target"])
        for table in (tree[verb] for verb in VERBS if isinstance(tree.get(verb), dict)):
            if "bands" in table or "formula" in table:
                return self.amount(part, table) > 0
        return count > number(tree.get("zero_after", 0))

    def clears(self, part: Part) -> bool:
        """Say whether a row leaves nothing of its pool beside its amount: ``all``, or more than ``zero_after``."""
        if part.kind == "register":
            return any(self.clears(line) for line in part.members)
        count = self.typed(part.id) or NOTHING
        if "zero_after" in part.finding and count > number(part.finding["zero_after"]):
            return True
        values = (part.finding.get(verb) for verb in VERBS)
        steps: list[str] = next((v["steps"] for v in values if isinstance(v, dict) and "steps" in v), [])
        return "all" in steps and count >= steps.index("all") + 1

    def lines(self, register: Part) -> int:
        """Count the rows of a register that are filled in."""
        return sum(self.filled(line, register) for line in register.members)

    def filled(self, line: Part, register: Part) -> bool:
        """Say whether a row of a register holds anything beside its name."""
        if not any(verb in line.finding and self.asks(line.finding[verb]) for verb in VERBS):
            return bool(self.entries.get(f"shared.text:{line.id}"))
        typed = self.typed(line.id) is not None and "forms" not in line.finding
        return typed or bool(self.choice(line.id))

    def verb_amount(self, part: Part, verb: str, leaf: Node) -> Fraction:
        """Give the signed points that a part moves by one verb."""
        if self.is_out(leaf):
            return NOTHING
        sign = 1 if verb in GIVING else -1
        if part.kind == "row":
            return sign * self.amount(part, part.finding[verb]) if verb in part.finding else NOTHING
        if part.kind == "register":
            moved = self.of_register(part, verb)
        else:
            moved_each = [abs(self.verb_amount(member, verb, leaf)) for member in part.members]
            moved = max(moved_each) if part.keep else sum(moved_each, NOTHING)
        return sign * (moved if part.limit is None else min(part.limit, moved))

    def of_register(self, register: Part, verb: str) -> Fraction:
        """Give what the rows of a register come to."""
        if verb not in register.finding:
            return NOTHING
        best: dict[object, Fraction] = {}
        for place, line in enumerate(register.members):
            moved = self.amount(line, line.finding[verb])
            if "forms" in line.finding:
                form = self.entries.get(f"{self.role}.number:{line.id}")
                moved *= number(line.finding["forms"].get(form, 1))
            text = self.entries.get(f"shared.text:{line.id}")
            key = str(text).casefold() if text and register.keep else place
            best[key] = max(best.get(key, NOTHING), moved)
        return sum(best.values(), NOTHING)
