"""The sources' columns: what was given, converted to a scale of 100, weighted, and together the composite.

Apart from ``ranks`` and what follows, which begin with the composite. A source that is missing for a unit is blank,
never 0: the composite waits for it, or the others' weights are scaled up where the rules say so.
"""

from collections.abc import Iterator
from decimal import Decimal

from xlrubric.expressions import Expression, Number, Ref, Words, call, total
from xlrubric.result import Result, Source
from xlrubric.rules import plain
from xlrubric.values import Percent
from xlrubric.year.columns import Across, Column
from xlrubric.year.shares import NOISE, cumulated, places_up_to

FULL = 100  # the scale to which every source is converted
FORMS = "given:forms"  # the forms' total, where there are no sources
SCOPES = {"all": (), "group": ("group",), "lead": ("lead",)}


def weight_of(source: Source) -> Decimal:
    """Give a source's weight in per cent; 0 for one that is added on top."""
    weight = source.weight
    return weight.value if isinstance(weight, Percent) else weight or Decimal(0)


def source_columns(result: Result) -> Iterator[Column]:
    """Give the columns of all sources, and of the composite."""
    if not result.sources:
        yield Column(FORMS, "forms", None, "points")
        there = call("is_number", Ref(FORMS))
        rounded = call("round", Ref(FORMS), result.places)
        yield Column("composite", "composite", call("if", there, rounded, ""), "points")
        return
    for source in result.sources:
        yield from _given(source)
        yield from _scale(source)
        if not source.adds:
            yield from _part(source, result)
    yield from _composite(result)


def _said(source: Source) -> tuple[tuple[str, str], ...]:
    return (("name", source.name),)


def _given(source: Source) -> Iterator[Column]:
    own, said = source.id, _said(source)
    worded = bool(source.tiers) and not source.assign
    if source.applies_to:
        yield Column(f"applies:{own}", "applies", None, "flag", said, working=True)
    yield Column(f"given:{own}", "given", None, "text" if worded else "points", said)
    if source.forms and source.of is None:
        yield Column(f"full:{own}", "full", None, "points", said, working=True)
    there = call("not", call("is_blank", Ref(f"given:{own}"))) if worded else call("is_number", Ref(f"given:{own}"))
    yield Column(f"has:{own}", "has", call("if", there, 1, 0), "flag", said, working=True)


def _scale(source: Source) -> Iterator[Column]:
    """Convert what was given to a score of 100; what is added on top stays in points."""
    if source.adds:
        return
    if source.tiers:
        yield from _tiers(source)
    elif source.by_rank:
        yield _order(source, "in")
        rule = source.by_rank
        less = call("mul", call("sub", Ref(f"order:{source.id}"), 1), rule.step)
        yield _score(source, call("max", call("sub", rule.first, less), rule.least))
    elif source.best or source.mean:
        yield from _relative(source)
    else:
        full: Expression = Ref(f"full:{source.id}") if source.forms and source.of is None else Number(full_of(source))
        yield _score(source, _share(Ref(f"given:{source.id}"), full))


def full_of(source: Source) -> Decimal:
    """Give the full points of a source whose forms do not give them."""
    if source.of is not None:
        return source.of
    return source.ballot.full if source.ballot else Decimal(FULL)


def _share(given: Expression, full: Expression) -> Expression:
    if full == Number(Decimal(FULL)):
        return given
    return call("div", call("mul", given, FULL), full)


def _score(source: Source, score: Expression) -> Column:
    """Give the score of 100, blank where the source is missing."""
    rule = call("if", call("eq", Ref(f"has:{source.id}"), 1), score, "")
    return Column(f"score:{source.id}", "score", rule, "points", _said(source))


def _order(source: Source, ties: str) -> Column:
    """Give the place among those that have the source; with ``out`` equal ones stand at the last of their places."""
    higher = source.better == "higher"
    side = (("gt", "ge") if higher else ("lt", "le"))[ties == "out"]
    rule = Across(
        "count",
        where=(f"has:{source.id}",),
        same=SCOPES[source.within],
        beyond=(f"given:{source.id}", side),  # type: ignore[arg-type]
        plus=0 if ties == "out" else 1,
        only=f"has:{source.id}",
    )
    return Column(f"order:{source.id}", "order", rule, "place", _said(source))


def _relative(source: Source) -> Iterator[Column]:
    """Score relative to the best, or to the mean, of those that have the source."""
    has, given, scope = f"has:{source.id}", f"given:{source.id}", SCOPES[source.within]
    look = {"of": given, "where": (has,), "same": scope, "only": has}
    if source.best:
        operation = "highest" if source.better == "higher" else "lowest"
        yield Column(f"best:{source.id}", "best", Across(operation, **look), "points", _said(source))  # type: ignore[arg-type]
        mark = f"best:{source.id}"
    else:
        count = Across("count", where=(has,), same=scope, only=has)
        yield Column(f"sum:{source.id}", "sum", Across("sum", **look), "points", _said(source), working=True)  # type: ignore[arg-type]
        yield Column(f"count:{source.id}", "count", count, "number", _said(source), working=True)
        mean = call("if", call("eq", Ref(has), 1), call("div", Ref(f"sum:{source.id}"), Ref(f"count:{source.id}")), "")
        yield Column(f"mean:{source.id}", "mean", mean, "points", _said(source))
        mark = f"mean:{source.id}"
    over, under = (given, mark) if source.better == "higher" else (mark, given)
    nothing = call("eq", call("round", Ref(under), NOISE), 0)
    score = call("if", nothing, FULL, _share(Ref(over), Ref(under)))
    yield _score(source, call("min", score, FULL) if source.mean else score)


def _tiers(source: Source) -> Iterator[Column]:
    assert source.tiers is not None
    tier: Expression = Ref(f"given:{source.id}")
    if source.assign:
        has, scope = f"has:{source.id}", SCOPES[source.within]
        count = Across("count", where=(has,), same=scope, only=has)
        yield Column(f"count:{source.id}", "count", count, "number", _said(source), working=True)
        yield _order(source, source.ties)
        yield Column(f"tier:{source.id}", "tier", _tier(source), "text", _said(source))
        tier = Ref(f"tier:{source.id}")
    points: Expression = Words("")
    for word, amount in reversed(source.tiers.items()):
        points = call("if", call("eq", tier, word), _share(Number(amount), Number(full_of(source))), points)
    yield _score(source, points)


def _tier(source: Source) -> Expression:
    """Give the tier by place: each has as many places as its share of those within the same scope."""
    words = tuple(source.tiers or {})
    shares = source.shares or ()
    ends = cumulated(shares, sum(shares, Decimal(0)))
    tier: Expression = Words(words[-1])
    order, size = Ref(f"order:{source.id}"), Ref(f"count:{source.id}")
    for word, end in reversed(tuple(zip(words[:-1], ends, strict=False))):
        within = call("not", call("gt", order, places_up_to(size, end, source.rounding)))
        tier = call("if", within, word, tier)
    return call("if", call("eq", Ref(f"has:{source.id}"), 1), tier, "")


def _part(source: Source, result: Result) -> Iterator[Column]:
    own, weight = source.id, weight_of(source)
    note = (("weight", f"{plain(weight)}%"),)
    share = call("mul", Ref(f"score:{own}"), weight * result.points / FULL / FULL)
    if result.missing == "reweigh" or source.applies_to:
        share = call("mul", call("mul", Ref(f"score:{own}"), Ref(f"weight:{own}")), result.points / FULL / FULL)
        counts = Ref(f"has:{own}") if result.missing == "reweigh" else Ref(f"applies:{own}")
        rule = call("mul", counts, weight)
        yield Column(f"weight:{own}", "weight", rule, "percent", _said(source), note, working=True)
    rule = call("if", call("eq", Ref(f"has:{own}"), 1), share, "")
    yield Column(f"part:{own}", "part", rule, "points", _said(source), note)


def _composite(result: Result) -> Iterator[Column]:
    weighed = [source for source in result.sources if not source.adds]
    lacking = [_lacks(source) for source in weighed]
    yield Column("lacking", "lacking", total(tuple(lacking)), "number", working=True)
    parts = total(tuple(call("number", Ref(f"part:{source.id}")) for source in weighed))
    added = [call("number", Ref(f"given:{source.id}")) for source in result.sources if source.adds]
    there: Expression = call("eq", Ref("lacking"), 0)
    if result.missing == "reweigh" or any(source.applies_to for source in weighed):
        weights = (_weight(source, result) for source in weighed)
        yield Column("weights", "weights", total(tuple(weights)), "percent")
        whole_weight = call("eq", call("round", Ref("weights"), NOISE), FULL)
        there = call("and", there, whole_weight)  # tags that choose too much or too little give no composite
    if result.missing == "reweigh":
        there = call("gt", Ref("weights"), 0)
        parts = call("div", call("mul", parts, FULL), Ref("weights"))
    whole = total((parts, *added))
    rounded = call("round", call("round", whole, NOISE), result.places)
    yield Column("composite", "composite", call("if", there, rounded, ""), "points")


def _weight(source: Source, result: Result) -> Expression:
    used = result.missing == "reweigh" or source.applies_to
    return Ref(f"weight:{source.id}") if used else Number(weight_of(source))


def _lacks(source: Source) -> Expression:
    without = call("sub", 1, Ref(f"has:{source.id}"))
    return call("mul", Ref(f"applies:{source.id}"), without) if source.applies_to else without
