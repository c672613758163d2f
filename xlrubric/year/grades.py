"""The grades' columns: who meets a grade's conditions, how many may have it, who gets it; and other tables' words.

Apart from ``follows``. Grades are given from the best down; who meets a grade's conditions but finds no place within
its quota is asked for the next. The number of places is rounded as it adds up over the grades that have a share.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from xlrubric.expressions import Expression, Ref, Words, call
from xlrubric.result import Award, Check, Result
from xlrubric.rules import plain
from xlrubric.values import Percent
from xlrubric.year.columns import Across, Column
from xlrubric.year.ranks import RANKED
from xlrubric.year.shares import places_up_to
from xlrubric.year.sources import SCOPES

Conditions = Mapping[str, Expression]


def grade_columns(result: Result, better: str, conditions: Conditions) -> Iterator[Column]:
    """Give the columns of all grades; ``conditions`` are the parsed ``when`` by number, from 1."""
    grades = result.grades or ()
    if not grades:
        return
    scope, taken = SCOPES[result.quota.within], Decimal(0)
    if any(award.share is not None for award in grades) and result.quota.within != result.rank.within:
        yield Column(
            "field", "field", Across("count", where=(RANKED,), same=scope, only=RANKED), "number", working=True
        )
    for n, award in enumerate(grades, 1):
        said = (("name", award.name),)
        yield Column(f"fits:{n}", "fits", _fits(result, award, n, conditions), "flag", said, working=True)
        if award.share is None:
            continue
        yield Column(f"order:{n}", "grade_order", _order(result, better, n), "place", said, working=True)
        size = Ref("size" if result.quota.within == result.rank.within else "field")
        share = share_of(award)
        places = places_up_to(size, taken + share, result.quota.rounding)
        if taken:
            places = call("sub", places, places_up_to(size, taken, result.quota.rounding))
        note = (("share", f"{plain(share * 100)}%"),)
        rule = call("if", call("eq", Ref(RANKED), 1), places, "")
        yield Column(f"quota:{n}", "quota", rule, "number", said, note, working=True)
        taken += share
        within = call("not", call("gt", call("number", Ref(f"order:{n}")), Ref(f"quota:{n}")))
        gets = call("and", call("eq", Ref(f"fits:{n}"), 1), within)
        yield Column(f"gets:{n}", "gets", call("if", gets, 1, 0), "flag", said, working=True)
    yield Column("grade", "grade", _grade(grades), "text")


def share_of(award: Award) -> Decimal:
    """Give the share of a grade as a part of 1."""
    share = award.share
    return (share.value if isinstance(share, Percent) else share or Decimal(0)) / 100


def _fits(result: Result, award: Award, n: int, conditions: Conditions) -> Expression:
    """Ask the grade's conditions of a unit that has no better grade."""
    asked: list[Expression] = [call("eq", Ref(RANKED), 1)]
    asked += (call("eq", Ref(_got(result, k)), 0) for k in range(1, n))
    if award.low is not None:
        asked.append(call("not", call("lt", Ref("composite"), award.low)))
    if award.each_source is not None:
        asked += (_enough(source.id, award.each_source) for source in result.sources if not source.adds)
    if str(n) in conditions:
        asked.append(conditions[str(n)])
    return call("if", _all(asked), 1, 0)


def _all(asked: list[Expression]) -> Expression:
    return call("and", *asked) if len(asked) > 1 else asked[0]


def _enough(source: str, least: Decimal) -> Expression:
    """Ask for a source's score, as far as there is one; what is not there was let off by the rules of the composite."""
    missing = call("eq", Ref(f"has:{source}"), 0)
    low = call("lt", call("round", call("number", Ref(f"score:{source}")), 6), least)
    return call("or", missing, call("not", low))


def _got(result: Result, n: int) -> str:
    award = (result.grades or ())[n - 1]
    return f"gets:{n}" if award.share is not None else f"fits:{n}"


def _order(result: Result, better: str, n: int) -> Across:
    """Give the place among those that meet the conditions; the last of equal ones' places where ties stay out."""
    scope, out = SCOPES[result.quota.within], result.quota.ties == "out"
    by_rank = result.rank.ties == "broken" and result.rank.within in ("all", result.quota.within)
    if by_rank:
        column, side = "rank", "le" if out else "lt"
    else:
        higher = better == "higher"
        column, side = "composite", (("gt", "ge") if higher else ("lt", "le"))[out]
    beyond = (column, side)
    own = f"fits:{n}"
    return Across("count", where=(own,), same=scope, beyond=beyond, plus=0 if out else 1, only=own)  # type: ignore[arg-type]


def _grade(grades: tuple[Award, ...]) -> Expression:
    grade: Expression = Words("")
    for n, award in reversed(tuple(enumerate(grades, 1))):
        got = f"gets:{n}" if award.share is not None else f"fits:{n}"
        grade = call("if", call("eq", Ref(got), 1), award.name, grade)
    return grade


def check_columns(result: Result) -> Iterator[Column]:
    """Give the columns that hold another table's words against the grades: the word given, and 1 where it clashes."""
    for n, check in enumerate(result.checks, 1):
        said = (("name", check.name),)
        yield Column(f"check:{n}", "check", None, "text", said)
        yield Column(f"clash:{n}", "clash", call("if", _clashes(check, n), 1, 0), "flag", said)


def _clashes(check: Check, n: int) -> Expression:
    clashes = []
    for word, grades in check.only.items():
        other = [call("not", call("eq", Ref("grade"), grade)) for grade in grades]
        clashes.append(call("and", call("eq", Ref(f"check:{n}"), word), *other))
    return call("or", *clashes) if len(clashes) > 1 else clashes[0]
