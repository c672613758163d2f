"""The rubric: a published standard as frozen data, and the schema of its file.

Apart because everything reads it and it reads nothing. Field types are decided here, by the schema: a file's
scalars arrive as text, and ``0.1`` becomes a Decimal because the field says so. Unknown fields are refused.
"""

from collections.abc import Iterator
from decimal import Decimal
from re import fullmatch
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag
from pydantic_core import PydanticCustomError

ROLES = ("self", "review")
Role = Literal["self", "review"]
Language = Literal["zh-Hans", "zh-Hant", "en"]


def exact(value: object) -> object:
    """Take the text of a number as it stands; refuse what only Python would call one (``1_0``, ``１``)."""
    if isinstance(value, str):
        if not fullmatch(r"[+-]?[0-9]{1,12}(\.[0-9]{1,6})?", value):
            raise PydanticCustomError("not-a-number", "{text}", {"text": value})
        return Decimal(value)
    return value


def words(value: object) -> object:
    """Refuse a text of nothing but blanks."""
    if isinstance(value, str) and not value.strip():
        raise PydanticCustomError("text-blank", "blank")
    return value.strip() if isinstance(value, str) else value


Points = Annotated[Decimal, BeforeValidator(exact), Field(ge=0, le=100000)]
Amount = Annotated[Decimal, BeforeValidator(exact), Field(gt=0, le=100000)]
Whole = Annotated[int, BeforeValidator(exact), Field(gt=0, le=10000)]
Text = Annotated[str, BeforeValidator(words), Field(max_length=2000)]
Clause = Annotated[str, BeforeValidator(words), Field(max_length=340)]  # what one row can hold at Excel's tallest
Label = Annotated[str, BeforeValidator(words), Field(max_length=60)]
Id = Annotated[str, Field(pattern=r"^[\w.\-]{1,40}$")]


class Data(BaseModel):
    """Frozen; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Range(Data):
    """An amount that the assessor chooses between two bounds, in points."""

    low: Annotated[Points, Field(alias="from")]
    high: Annotated[Amount, Field(alias="to")]


AMOUNT, RANGE = "@amount", "@range"  # pydantic's names of the two shapes; they stand in its errors' paths


def shape(value: object) -> str:
    """Say which of the two an amount is meant to be, so that only that one complains."""
    return RANGE if isinstance(value, dict | Range) else AMOUNT


Deduction = Annotated[
    Annotated[Amount, Tag(AMOUNT)] | Annotated[Range, Tag(RANGE)],
    Discriminator(shape),
]


class Finding(Data):
    """One thing that can be found, with its effect on the pool.

    Which fields are given decides which rule it is (``xlrubric.rules``). Amounts are in points.
    """

    id: Id = ""
    text: Clause
    deduct: Deduction | None = None
    bonus: Amount | None = None
    per: Label | None = None
    at_most: Amount | None = None
    target: Whole | None = None
    note: Text | None = None

    def given(self) -> frozenset[str]:
        """Name the fields that say how the finding counts."""
        return frozenset(f for f in ("deduct", "bonus", "per", "at_most", "target") if getattr(self, f))


class Item(Data):
    """A node that carries points: its findings draw on them and never below 0."""

    id: Id = ""
    name: Label
    text: Clause | None = None
    points: Amount
    evidence: tuple[Text, ...] = ()
    findings: tuple[Finding, ...] = Field(min_length=1)


class Section(Data):
    """A part of the standard; its points are those of its items."""

    id: Id = ""
    name: Label
    points: Amount | None = None
    items: tuple[Item, ...] = Field(min_length=1)

    def full_points(self) -> Decimal:
        """Add up the items' points; ``points`` is only what the file states."""
        return sum((item.points for item in self.items), Decimal(0))


class Rubric(Data):
    """A published standard. ``counts`` names the role whose entries make the official score."""

    rubric: Id
    title: Text
    language: Language = "zh-Hans"
    period: Label | None = None
    points: Amount | None = None
    counts: Role = "review"
    source: Text | None = None
    note: Text | None = None
    sections: tuple[Section, ...] = Field(min_length=1)

    def items(self) -> Iterator[Item]:
        """Give all items in order."""
        return (item for section in self.sections for item in section.items)

    def findings(self) -> Iterator[Finding]:
        """Give all findings in order."""
        return (finding for item in self.items() for finding in item.findings)

    def full_points(self) -> Decimal:
        """Add up the items' points."""
        return sum((section.full_points() for section in self.sections), Decimal(0))


def numbered(rubric: Rubric) -> Rubric:
    """Give every node the id it was not given: section, item, finding, by order of appearance (``1.2.3``)."""
    sections = tuple(_numbered_section(s, s.id or str(n)) for n, s in enumerate(rubric.sections, 1))
    return rubric.model_copy(update={"sections": sections})


def _numbered_section(section: Section, own: str) -> Section:
    items = tuple(_numbered_item(i, i.id or f"{own}.{n}") for n, i in enumerate(section.items, 1))
    return section.model_copy(update={"id": own, "items": items})


def _numbered_item(item: Item, own: str) -> Item:
    findings = tuple(f.model_copy(update={"id": f.id or f"{own}.{n}"}) for n, f in enumerate(item.findings, 1))
    return item.model_copy(update={"id": own, "findings": findings})
