"""The types of a rubric's fields: what may stand in each, and how its text is read.

Apart from ``rubric``, whose models are made of them. A file's scalars arrive as text; the type decides that ``0.1`` is
exactly a tenth, ``10%`` a share, ``no`` a word.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from re import fullmatch
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    GetCoreSchemaHandler,
    Tag,
)
from pydantic_core import CoreSchema, PydanticCustomError
from pydantic_core.core_schema import no_info_plain_validator_function
from typing_extensions import TypeAliasType

from xlrubric.days import read_day

MOST = 100000
LONGEST_ID = 40  # characters
FARTHEST = 999999999  # of what can be typed as a measure
TRUE, FALSE = ("true", "yes", "是"), ("false", "no", "否")


class Data(BaseModel):
    """Frozen; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Apart:
    """Marks a field whose model has a schema of its own, made when the first is read: few files have it at all."""

    def __get_pydantic_core_schema__(self, source: type[Data], _: GetCoreSchemaHandler) -> CoreSchema:
        """Leave the reading to the model; what it refuses is told at its place in the whole."""
        return no_info_plain_validator_function(source.model_validate)


@dataclass(frozen=True, slots=True)
class Percent:
    """A share in per cent: ``10%`` is ``Percent(10)``."""

    value: Decimal

    def of(self, whole: Decimal) -> Decimal:
        """Give the share of a whole."""
        return whole * self.value / 100


def exact(value: object) -> object:
    """Take the text of a number as it stands; refuse what only Python would call one (``1_0``, ``１``, ``010``)."""
    if isinstance(value, str):
        if not fullmatch(r"[+-]?(0|[1-9][0-9]{0,11})(\.[0-9]{1,6})?", value):
            raise PydanticCustomError("not-a-number", "{text}", {"text": value})
        return Decimal(value)
    return value


def share(value: object) -> object:
    """Take ``10%`` as a per cent, and anything else as a number."""
    if isinstance(value, str) and value.endswith("%"):
        number = exact(value.removesuffix("%").rstrip())
        assert isinstance(number, Decimal)  # a text that is none has been refused
        return Percent(_positive(number, value))
    number = exact(_no_table(value))
    return _positive(number, str(value)) if isinstance(number, Decimal) else number


def bound(value: object) -> object:
    """Take a bound of the total, which may also be 0 or below; ``60%`` as a per cent."""
    if isinstance(value, str) and value.endswith("%"):
        return share(value)
    number = exact(_no_table(value))
    if isinstance(number, Decimal) and abs(number) > MOST:
        raise PydanticCustomError("less_than_equal", "{text}", {"text": str(value), "le": MOST})
    return number


def _no_table(value: object) -> object:
    """Refuse ``{value: 10}``, of which pydantic would make a ``Percent``: it takes a table for any of our records."""
    if isinstance(value, dict):
        raise PydanticCustomError("no-single-value", "a table")
    return value


def _positive(number: Decimal, text: str) -> Decimal:
    if number <= 0:
        raise PydanticCustomError("greater_than", "{text}", {"text": text, "gt": 0})
    if number > MOST:
        raise PydanticCustomError("less_than_equal", "{text}", {"text": text, "le": MOST})
    return number


def words(value: object) -> object:
    """Refuse a text of nothing but blanks."""
    if isinstance(value, str) and not value.strip():
        raise PydanticCustomError("text-blank", "blank")
    return value.strip() if isinstance(value, str) else value


def flag(value: object) -> object:
    """Read yes or no; YAML's own words for it are texts to us."""
    if isinstance(value, str):
        if value.lower() in (*TRUE, *FALSE):
            return value.lower() in TRUE
        raise PydanticCustomError("not-a-flag", "{text}", {"text": value})
    return value


def ticked(value: object) -> object:
    """Read ``true`` as a box to be ticked, which has no words of its own."""
    return () if isinstance(value, str) and value.lower() in TRUE else value


def day(value: object) -> object:
    """Read a day with its year (``2020-03-31``)."""
    if isinstance(value, str):
        found = read_day(value)
        if found is None:
            raise PydanticCustomError("not-a-day", "{text}", {"text": value})
        return found
    return value


def alone(value: object) -> object:
    """Take a single value for a list of one."""
    return [value] if isinstance(value, str) else value


def id_size(value: str) -> str:
    """Refuse an id of more than 40 characters.

    Apart from the pattern: with ``{1,40}`` in it, that one pattern would take longer than all the rest of the schema.
    """
    if len(value) > LONGEST_ID:
        raise PydanticCustomError("id-too-long", "{text}", {"text": value})
    return value


def either(value: object) -> str:
    """Say whether a number or the one word beside it is meant, so that only one of the two complains."""
    return "@word" if value in ("none", "all") else "@number"


# What stands in many fields has a name for pydantic too, which makes its schema once for all of them.
Points = TypeAliasType("Points", Annotated[Decimal, BeforeValidator(exact), Field(ge=0, le=MOST)])
Amount = TypeAliasType("Amount", Annotated[Decimal, BeforeValidator(exact), Field(gt=0, le=MOST)])
Number = TypeAliasType("Number", Annotated[Decimal, BeforeValidator(exact), Field(ge=-FARTHEST, le=FARTHEST)])
Share = TypeAliasType("Share", Annotated[Percent | Decimal, BeforeValidator(share)])
Flag = TypeAliasType("Flag", Annotated[bool, BeforeValidator(flag)])
Text = TypeAliasType("Text", Annotated[str, BeforeValidator(words), Field(max_length=2000)])
Label = TypeAliasType("Label", Annotated[str, BeforeValidator(words), Field(max_length=60)])
Word = TypeAliasType("Word", Annotated[str, BeforeValidator(words), Field(max_length=30)])
Day = TypeAliasType("Day", Annotated[date, BeforeValidator(day)])
Formula = TypeAliasType("Formula", Annotated[str, BeforeValidator(words), Field(max_length=500)])
Id = TypeAliasType("Id", Annotated[str, Field(pattern=r"^[\w.\-]+$"), AfterValidator(id_size)])
Tags = TypeAliasType("Tags", Annotated[tuple[Label, ...], Field(min_length=1)])
Bound = TypeAliasType("Bound", Annotated[Percent | Decimal, BeforeValidator(bound)])
Whole = TypeAliasType("Whole", Annotated[int, BeforeValidator(exact), Field(gt=0, le=10000)])
Places = TypeAliasType("Places", Annotated[int, BeforeValidator(exact), Field(ge=0, le=6)])
Rows = Annotated[int, BeforeValidator(exact), Field(gt=0, le=60)]  # narrowed further where it stands for years
# what one row can hold at Excel's tallest
Clause = TypeAliasType("Clause", Annotated[str, BeforeValidator(words), Field(max_length=340)])
Floor = TypeAliasType(
    "Floor",
    Annotated[
        Annotated[Decimal, BeforeValidator(exact), Field(ge=-MOST, le=MOST), Tag("@number")]
        | Annotated[Literal["none"], Tag("@word")],
        Discriminator(either),
    ],
)


class DaySpan(Data):
    """The days that may be typed, both ends with them."""

    low: Annotated[Day, Field(alias="from")]
    high: Annotated[Day, Field(alias="to")]
