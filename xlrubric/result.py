"""The rules of a year's result: what is made of all units' scores, as frozen data; the ``result:`` of a rubric's file.

Apart from ``rubric``, which says how one unit is scored: here stand the sources and their weights, ballots, ranks,
consequences, grades and checks, which hold across units. Unknown fields are refused. What the fields mean for the
arithmetic is in ``xlrubric.year``.
"""

from collections.abc import Iterator
from decimal import Decimal
from re import fullmatch
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from xlrubric.values import (
    Amount,
    Data,
    Flag,
    Formula,
    Id,
    Label,
    Number,
    Places,
    Points,
    Rows,
    Share,
    Tags,
    Text,
    Whole,
    Word,
    alone,
    id_size,
    words,
)

Within = Literal["all", "group", "lead"]
Rounding = Literal["nearest", "up", "down"]
Ties = Literal["shared", "dense", "broken"]
SPAN = r"第?([1-9][0-9]{0,4})名?(?: *(?:[-–—~～至到]|\.\.) *第?([1-9][0-9]{0,4})名?)?"  # 3; 4-6; 第4至6名


def ratio(value: object) -> object:
    """Read ``3:5:2`` (or with ``：``) as its parts."""
    if isinstance(value, str):
        parts = value.replace("：", ":").replace("∶", ":").split(":")
        if len(parts) < 2:
            raise PydanticCustomError("not-a-ratio", "{text}", {"text": value})
        return [part.strip() for part in parts]
    return value


def places(value: object) -> object:
    """Read ``3`` as the places 1 to 3, and ``4-6`` or ``4至6`` as those from 4 to 6."""
    if isinstance(value, str):
        found = fullmatch(SPAN, value)
        if found is None:
            raise PydanticCustomError("not-a-span", "{text}", {"text": value})
        low, high = found.groups()
        return {"from": low if high else "1", "to": high or low}
    return value


def key_size(value: str) -> str:
    """Refuse a key whose id, without the minus before it, is too long."""
    id_size(value.removeprefix("-"))
    return value


OneOrMore = Annotated[tuple[Word, ...], Field(min_length=1), BeforeValidator(alone)]
Key = Annotated[str, Field(pattern=r"^-?[\w.\-]+$"), AfterValidator(key_size)]
Ratio = Annotated[tuple[Amount, ...], BeforeValidator(ratio), Field(min_length=2, max_length=10)]


class PlaceSpan(Data):
    """Places in a ranking, both ends with it; 1 is the first, or the last where it is counted from the end."""

    low: Annotated[Whole, Field(alias="from")]
    high: Annotated[Whole, Field(alias="to")]


Spread = Annotated[PlaceSpan, BeforeValidator(places)]


class Scale(Data):
    """The points that may be given on a ballot: whole numbers or not, between two bounds."""

    low: Annotated[Number, Field(alias="from")]
    high: Annotated[Amount, Field(alias="to")]


class Raters(Data):
    """A group of raters: its weight among the groups, and how many ballots are sent out to it."""

    name: Word
    weight: Share
    ballots: Whole | None = None


class Ballot(Data):
    """Raters' opinions of many units: a row a unit, a column a question.

    ``levels`` are words with their points, ``scale`` bounds of points typed. Within each group of raters so many of
    the highest and of the lowest ballots on a unit are left out (``trim``). ``share`` counts votes with one of these
    words instead of points. ``per`` says which units stand on one ballot.
    """

    questions: Annotated[tuple[Label, ...], Field(min_length=1, max_length=12)]
    levels: Annotated[dict[Word, Points], Field(min_length=2, max_length=10)] | None = None
    scale: Scale | None = None
    share: Annotated[tuple[Word, ...], Field(min_length=1, max_length=10), BeforeValidator(alone)] | None = None
    groups: Annotated[tuple[Raters, ...], Field(min_length=1, max_length=12)] | None = None
    ballots: Whole | None = None
    trim: Rows | None = None
    at_least: Whole | None = None
    per: Within = "all"
    signed: Flag = False

    @property
    def full(self) -> Decimal:
        """Give the most points that a ballot can give a unit: the best level's, the scale's end, or 100 per cent."""
        if self.share is not None:
            return Decimal(100)
        if self.scale is not None:
            return self.scale.high
        return max(self.levels.values()) if self.levels else Decimal(100)


class ByRank(Data):
    """Points by rank: so many for the first, so many less for each further place, never less than ``least``."""

    first: Amount
    step: Amount
    least: Points = Decimal(0)


ORIGINS = ("forms", "table", "tiers", "ballot")


class Source(Data):
    """One part of the composite and where it comes from: exactly one of ``ORIGINS``.

    ``weight`` is its share of the composite; ``adds`` says that its points are added on top instead. ``of`` are its
    full points: what 100 per cent of its weight stands for.
    """

    id: Id
    name: Label
    weight: Share | None = None
    adds: Flag = False
    applies_to: Tags | None = None
    note: Text | None = None
    forms: Annotated[str, BeforeValidator(words), Field(max_length=40)] | None = None
    table: Flag = False
    tiers: Annotated[dict[Word, Points], Field(min_length=2, max_length=10)] | None = None
    ballot: Ballot | None = None
    of: Amount | None = None
    better: Literal["higher", "lower"] = "higher"
    best: Flag = False
    mean: Flag = False
    by_rank: ByRank | None = None
    shares: Ratio | None = None
    within: Within = "all"
    rounding: Rounding = "nearest"
    assign: Flag = False
    ties: Literal["in", "out"] = "in"

    def origins(self) -> tuple[str, ...]:
        """Name where it is said to come from."""
        return tuple(origin for origin in ORIGINS if getattr(self, origin))


class Order(Data):
    """How units are ranked: within what, how equal ones stand, and by which sources ties are broken.

    A key is a source's id, ``-id`` where less is better.
    """

    within: Within = "all"
    ties: Ties = "shared"
    keys: Annotated[tuple[Key, ...], Field(max_length=5), BeforeValidator(alone)] = ()


class Consequence(Data):
    """What a rank or a grade brings: all conditions that are given must hold.

    ``years`` says in how many years running, this one included; ``points`` is what it does to another account, such
    as the yearly performance appraisal, named ``account``.
    """

    id: Id = ""
    name: Label
    first: Spread | None = None
    last: Spread | None = None
    grade: OneOrMore | None = None
    when: Formula | None = None
    years: Annotated[Rows, Field(ge=2, le=10)] | None = None
    points: Number | None = None
    note: Text | None = None


class Award(Data):
    """A grade of the year's result and what a unit must have for it: all conditions that are given.

    ``share`` limits how many may have it.
    """

    name: Word
    low: Annotated[Number | None, Field(alias="from")] = None
    each_source: Points | None = None
    when: Formula | None = None
    share: Share | None = None


class Quota(Data):
    """How the shares of grades become numbers: within what, rounded how, and whether ties at the edge are let in."""

    within: Within = "all"
    rounding: Rounding = "down"
    ties: Literal["in", "out"] = "out"


class Check(Data):
    """Another table's words held against the grades: ``only: {优秀: [好]}`` lets only a 好 be 优秀 there."""

    name: Label
    only: Annotated[dict[Word, OneOrMore], Field(min_length=1)]


class Result(Data):
    """The rules of a year's result, in the order in which they are applied.

    Sources make the composite, of ``points`` and rounded to ``round`` places (2 where not given); a source that is
    ``missing`` for a unit lets its composite wait, or its weight is shared out among the others (``reweigh``). Without
    sources the total of the forms is ranked as it is.
    """

    points: Amount = Decimal(100)
    round: Places | None = None
    missing: Literal["wait", "reweigh"] = "wait"
    sources: Annotated[tuple[Source, ...], Field(max_length=20)] = ()
    rank: Order = Field(default_factory=Order)
    consequences: Annotated[tuple[Consequence, ...], Field(max_length=30)] = ()
    account: Label | None = None
    grades: Annotated[tuple[Award, ...], Field(min_length=2, max_length=10)] | None = None
    quota: Quota = Field(default_factory=Quota)
    checks: Annotated[tuple[Check, ...], Field(max_length=10)] = ()
    note: Text | None = None

    @property
    def places(self) -> int:
        """Give the decimal places of the composite; 6 leave a form's total as it is."""
        return self.round if self.round is not None else 2 if self.sources else 6

    def ballots(self) -> Iterator[Source]:
        """Give the sources that come from ballots."""
        return (source for source in self.sources if source.ballot is not None)
