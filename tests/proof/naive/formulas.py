"""Formulas computed naively: the text turned into Python's own notation, over numbers that are fractions.

Apart from the rest because it is a language of its own.
"""

from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor
from re import findall

TOKEN = r'\[[^\]]*\]|"[^"]*"|[0-9]+(?:\.[0-9]+)?|[a-z]+|<>|<=|>=|[-+*/()<>=,]'
PLACES = 9  # at which two computed numbers are held to be equal


def rounded(value: Fraction, places: int) -> Fraction:
    """Round half away from zero."""
    whole = floor(abs(value) * 10**places + Fraction(1, 2))
    return Fraction(whole if value >= 0 else -whole, 10**places)


class Num:
    """A number as formulas have it: dividing by nothing gives 0, and noise decides nothing."""

    def __init__(self, value: Fraction) -> None:
        self.value = value

    def __add__(self, other: "Num") -> "Num":
        return Num(self.value + other.value)

    def __sub__(self, other: "Num") -> "Num":
        return Num(self.value - other.value)

    def __mul__(self, other: "Num") -> "Num":
        return Num(self.value * other.value)

    def __truediv__(self, other: "Num") -> "Num":
        return Num(self.value / other.value if rounded(other.value, PLACES) else Fraction(0))

    def __neg__(self) -> "Num":
        return Num(-self.value)

    def _apart(self, other: "Num") -> Fraction:
        return rounded(self.value - other.value, PLACES)

    def __lt__(self, other: "Num") -> bool:
        return self._apart(other) < 0

    def __gt__(self, other: "Num") -> bool:
        return self._apart(other) > 0

    def __le__(self, other: "Num") -> bool:
        return self._apart(other) <= 0

    def __ge__(self, other: "Num") -> bool:
        return self._apart(other) >= 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Num) and self._apart(other) == 0

    __hash__ = None  # type: ignore[assignment]


def _sum(*numbers: Num) -> Num:
    return Num(sum((number.value for number in numbers), Fraction(0)))


FUNCTIONS: dict[str, object] = {
    "min_": lambda *numbers: Num(min(number.value for number in numbers)),
    "max_": lambda *numbers: Num(max(number.value for number in numbers)),
    "sum_": _sum,
    "mean_": lambda *numbers: Num(_sum(*numbers).value / len(numbers)),
    "round_": lambda number, places: Num(rounded(rounded(number.value, PLACES), int(places.value))),
    "floor_": lambda number: Num(Fraction(floor(rounded(number.value, PLACES)))),
    "ceil_": lambda number: Num(Fraction(ceil(rounded(number.value, PLACES)))),
    "abs_": lambda number: Num(abs(number.value)),
    "if_": lambda condition, one, other: one if condition else other,
}


def computed(text: str, named: Callable[[str], "Num | str"], x: Num) -> "Num | bool":
    """Compute a formula; ``named`` gives what an id in brackets stands for, ``x`` is the number entered."""
    python = " ".join(_token(token) for token in findall(TOKEN, text))
    found = eval(python, {**FUNCTIONS, "named": named, "x": x, "Num": Num, "Fraction": Fraction})
    assert isinstance(found, Num | bool)
    return found


def _token(token: str) -> str:
    if token.startswith("["):
        return f"named({token[1:-1].strip()!r})"
    if token.startswith('"'):
        return repr(token[1:-1])
    if token[0].isdigit():
        return f"Num(Fraction({token!r}))"
    signs = {"=": "==", "<>": "!="}
    return signs.get(token, f"{token}_" if f"{token}_" in FUNCTIONS else token)
