"""Formulas at random, over the names that stand before them.

Apart from ``random_rubrics`` because a formula is written last: only when everything has its id and its points is it
known what may be named.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

# Products of products, taken from each other, would leave nothing but the noise of binary numbers: so only of two.
CONSTANTS = ("0", "0.5", "1", "2", "3", "10", "0.1", "0.25", "60")
SIGNS = ("=", "<>", "<", ">", "<=", ">=")
DEEPEST = 3


@dataclass(frozen=True)
class Named:
    """What a formula may name: an id, and the words that may be chosen there (none for a number).

    ``tags`` are those of units that it is there for: one of each set.
    """

    id: str
    words: tuple[str, ...] = ()
    tags: tuple[frozenset[str], ...] = ()

    def there_for(self, tags: Sequence[frozenset[str]]) -> bool:
        """Say whether it is there for all units that something with such tags is for."""
        return all(any(known <= wanted for known in tags) for wanted in self.tags)


def number(chance: Random, names: Sequence[Named], x: bool = False, depth: int = 0) -> str:
    """Write a formula that gives a number; ``x`` says whether it may ask for one."""
    if depth >= DEEPEST or chance.random() < 0.3 * depth:
        return _leaf(chance, names, x)
    inner = [number(chance, names, x, depth + 1) for _ in range(3)]
    one, other, third = inner
    return chance.choice(
        (
            one,
            f"{one} + {other}",
            f"({one} - {other})",
            f"({one}) * {chance.choice(CONSTANTS)}",
            f"{_leaf(chance, names, x)} * {_leaf(chance, names, x)}",
            f"({one}) / ({other})",
            f"-({one})",
            f"min({one}, {other})",
            f"max({one}, {other}, {third})",
            f"sum({one}, {other}, {third})",
            f"mean({one}, {other})",
            f"round({one}, {chance.choice('0123')})",
            f"floor({one})",
            f"ceil({one})",
            f"abs({one})",
            f"if({condition(chance, names, x, depth + 1)}, {one}, {other})",
        )
    )


def condition(chance: Random, names: Sequence[Named], x: bool = False, depth: int = 0) -> str:
    """Write a formula that gives a condition."""
    inside = depth + 1
    kind = chance.choice(("compare", "compare", "word", "and", "or", "not") if depth < DEEPEST else ("compare", "word"))
    worded = [named for named in names if named.words]
    if kind == "word" and worded:
        named = chance.choice(worded)
        return f'[{named.id}] {chance.choice(("=", "<>"))} "{chance.choice(named.words)}"'
    if kind in ("and", "or"):
        return f"({condition(chance, names, x, inside)}) {kind} ({condition(chance, names, x, inside)})"
    if kind == "not":
        return f"not ({condition(chance, names, x, inside)})"
    left, right = number(chance, names, x, inside), number(chance, names, x, max(inside, DEEPEST - 1))
    return f"{left} {chance.choice(SIGNS)} {right}"


def _leaf(chance: Random, names: Sequence[Named], x: bool) -> str:
    numbers = [named for named in names if not named.words]
    if x and chance.random() < 0.5:
        return "x"
    if numbers and chance.random() < 0.7:
        return f"[{chance.choice(numbers).id}]"
    return chance.choice(CONSTANTS)
