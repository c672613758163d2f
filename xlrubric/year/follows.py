"""The consequences' columns: what a place, a grade or a condition brings, this year and over years running.

Apart from ``grades``. What other years must have had is given by their ranking workbooks (``history``): a unit's place,
its place from the end and its grade in each year before, as columns that the formulas ask.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from xlrubric.expressions import Expression, Ref, Words, call, total
from xlrubric.result import Consequence, PlaceSpan, Result
from xlrubric.rules import plain
from xlrubric.year.columns import Column

Conditions = Mapping[str, Expression]
LIST_SIGN = {"zh-Hans": "；", "zh-Hant": "；", "en": "; "}


def consequence_columns(
    result: Result, conditions: Conditions, years: Sequence[str], language: str
) -> Iterator[Column]:
    """Give the columns of all consequences.

    ``conditions`` are the parsed ``when`` by id; ``years`` are those of the history, the latest first.
    """
    asked = tuple(years[: years_needed(result) - 1])
    for year in asked:
        for what in ("place", "end", "grade"):
            if any(what in _looks_at(one) for one in result.consequences if one.years):
                shows = "text" if what == "grade" else "place"
                yield Column(f"{what}:{year}", f"past_{what}", None, shows, (("year", year),))  # type: ignore[arg-type]
    for one in result.consequences:
        yield from _one(one, conditions, asked)
    if any(one.points is not None for one in result.consequences):
        points = (call("mul", Ref(f"does:{one.id}"), one.points) for one in result.consequences if one.points)
        said = (("name", result.account or ""),)
        counted = call("if", call("eq", Ref("ranked"), 1), total(tuple(points)), "")
        yield Column("effect", "effect" if result.account else "effect_plain", counted, "points", said)
    if result.consequences:
        yield Column("follows", "follows", _listed(result.consequences, LIST_SIGN[language]), "text")


def years_needed(result: Result) -> int:
    """Give over how many years, this one included, some consequence looks."""
    return max((one.years or 1 for one in result.consequences), default=1)


def _looks_at(one: Consequence) -> set[str]:
    """Name what a consequence asks of a year: place, place from the end, grade."""
    asked = {"place": one.first, "end": one.last, "grade": one.grade}
    return {name for name, value in asked.items() if value is not None}


def _one(one: Consequence, conditions: Conditions, years: Sequence[str]) -> Iterator[Column]:
    said = (("name", one.name),)
    holds: list[Expression] = [call("eq", Ref("ranked"), 1), *_held(one, "rank", "from_end", "grade")]
    if one.id in conditions:
        holds.append(conditions[one.id])
    if one.years:
        before = years[: one.years - 1]
        yield from (_past(one, year, said) for year in before)
        if len(before) < one.years - 1:  # a year that nobody gave: it cannot be said to have held
            holds.append(call("eq", 1, 0))
        holds += (call("eq", Ref(f"held:{one.id}:{year}"), 1) for year in before)
    now: Expression = call("and", *holds) if len(holds) > 1 else holds[0]
    yield Column(f"does:{one.id}", "does", call("if", now, 1, 0), "flag", said)


def _past(one: Consequence, year: str, said: tuple[tuple[str, str], ...]) -> Column:
    held = list(_held(one, f"place:{year}", f"end:{year}", f"grade:{year}"))
    rule: Expression = call("and", *held) if len(held) > 1 else held[0]
    return Column(
        f"held:{one.id}:{year}", "held", call("if", rule, 1, 0), "flag", (*said, ("year", year)), working=True
    )


def _held(one: Consequence, place: str, end: str, grade: str) -> Iterator[Expression]:
    """Give the conditions on place, place from the end and grade, for this year's columns or another's."""
    if one.first:
        yield _within(place, one.first)
    if one.last:
        yield _within(end, one.last)
    if one.grade:
        words = [call("eq", Ref(grade), word) for word in one.grade]
        yield call("or", *words) if len(words) > 1 else words[0]


def _within(column: str, span: PlaceSpan) -> Expression:
    value = call("number", Ref(column))
    low, high = call("lt", value, max(span.low, 1)), call("gt", value, span.high)
    return call("not", call("or", low, high))


def _listed(consequences: Sequence[Consequence], sign: str) -> Expression:
    """Give the names of what follows, one after another."""
    parts: list[Expression] = []
    for n, one in enumerate(consequences):
        before = total(tuple(Ref(f"does:{other.id}") for other in consequences[:n]))
        lead: Expression = Words("")
        if n:
            lead = call("if", call("gt", before, 0), sign, "")
        name = call("join", lead, one.name) if n else Words(one.name)
        parts.append(call("if", call("eq", Ref(f"does:{one.id}"), 1), name, ""))
    return call("join", *parts) if len(parts) > 1 else parts[0]


def span_words(span: PlaceSpan) -> str:
    """Give a span of places as people write it: 3 for 1 to 3, else 4–6."""
    return plain(Decimal(span.high)) if span.low == 1 else f"{span.low}–{span.high}"
