"""The tables of a year's result: the ranking by composite, every step of it, who is close to another outcome.

Apart from ``ranking``, whose tables are those of the forms: here the rows come from ``year.outcome``. Units that are
not ranked stand behind the ranked ones, with no rank.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from decimal import Decimal
from functools import lru_cache, partial

from xlrubric.collect import Collection
from xlrubric.frames import Frame, Row, frame
from xlrubric.graph import name
from xlrubric.ledger import Account, Posting
from xlrubric.messages import needs_person
from xlrubric.outline import Outline
from xlrubric.score import scorer_of
from xlrubric.tidying import tidy
from xlrubric.units import Unit
from xlrubric.verify import UnitReturn
from xlrubric.year.close import Without, close_calls
from xlrubric.year.columns import Value
from xlrubric.year.given import form_values
from xlrubric.year.outcome import Outcome
from xlrubric.year.program import Program

FIRST = ("rank", "unit", "name", "group", "lead", "composite", "grade", "follows", "effect", "from_end", "size")
FORM = ("total", "form_grade", "self_total", "difference", "standing", "filled", "findings", "problems", "file")

BOUNDED = frozenset(("lost", "won", "floor", "limit", "zero"))  # postings that one finding less can only raise
CLOSE = ("rank", "unit", "name", "composite", "what", "now", "instead", "by", "finding", "words", "gain", "would")
EXACT = ("rank", "composite", "gain", "would")


def year_tables(collection: Collection) -> dict[str, Frame]:
    """Give the tables of the result; none where the standard has no rules for one."""
    if collection.outcome is None:
        return {}
    return {
        "composite": composite(collection.outcome),
        "close_calls": close(collection, collection.outcome),
    }


def source_columns(outcome: Outcome) -> tuple[str, ...]:
    """Give the columns of the ranking that show each source: its score of 100, or its points on top."""
    return tuple(
        f"given:{source.id}" if source.adds else f"score:{source.id}" for source in outcome.program.result.sources
    )


def year_ranking(collection: Collection, outcome: Outcome) -> Frame:
    """A row a unit, the first first: rank, composite, grade, consequences, the sources' scores, and its form.

    ``total`` is that of the unit's form, in points; None where no form counts.
    """
    troubles = Counter(p.unit for p in collection.problems if needs_person(p))
    columns = [*FIRST, *(("rank_all",) if "rank_all" in outcome.program.by_name else ()), *source_columns(outcome)]
    there = [column for column in columns if column in outcome.program.by_name]
    rows = [
        {**{column: _plain(outcome, row, column) for column in there}, **_form(collection, str(row["unit"]), troubles)}
        for row in (*outcome.ranked, *_seen(collection, outcome))
    ]
    return frame(rows, [*columns, *FORM])


def _seen(collection: Collection, outcome: Outcome) -> list[Mapping[str, Value]]:
    """Give the unranked units of which there is at least a form or a source."""
    return [row for row in outcome.unranked if str(row["unit"]) in collection.returns or _has_some(row)]


def _has_some(row: Mapping[str, Value]) -> bool:
    return any(name.startswith("has:") and value == 1 for name, value in row.items())


def _plain(outcome: Outcome, row: Mapping[str, Value], name: str) -> object:
    """Give a step's value: an empty one is None, where it shows a number."""
    value = row.get(name)
    if isinstance(value, Decimal):
        return tidy(value)
    return (value or "") if outcome.program.by_name[name].shows == "text" else value or None


def _form(collection: Collection, unit: str, troubles: Mapping[str, int]) -> Row:
    """Give what the ranking shows of a unit's form."""
    returned = collection.returns.get(unit)
    if returned is None or returned.total is None:
        file = returned.file if returned else ""
        return {"problems": troubles.get(unit, 0), "file": file, "standing": "final"}
    own = returned.score[name("self", "total")] if returned.score[name("self", "done")] != 0 else None
    findings = len(returned.standard.outline.asked)
    return {
        "total": tidy(returned.total),
        "form_grade": returned.score.get(name(returned.counts, "grade")) or "",
        "self_total": tidy(own) if isinstance(own, Decimal) else None,
        "difference": tidy(own - returned.total) if isinstance(own, Decimal) else None,
        "standing": "final" if returned.filled == findings else "provisional",
        "filled": returned.filled,
        "findings": findings,
        "problems": troubles.get(unit, 0),
        "file": returned.file,
    }


def composite(outcome: Outcome) -> Frame:
    """Every step: a row a unit, ranked ones first, a column a column of the program."""
    columns = [column.name for column in outcome.program.columns]
    rows = [{name: _plain(outcome, row, name) for name in columns} for row in (*outcome.ranked, *outcome.unranked)]
    return frame(rows, columns)


def close(collection: Collection, outcome: Outcome) -> Frame:
    """Who is within one finding or one rounding of another grade, consequence or rank, and of which."""
    units = {unit.id: unit for unit in collection.units}
    postings = lru_cache(maxsize=2)(partial(_postings, collection))  # both are asked of a unit, one after the other
    found = close_calls(
        outcome,
        lambda unit: list(_without(outcome, units[unit], *postings(unit))),
        lambda unit: _at_best(outcome, units[unit], *postings(unit)),
    )
    rows = [{**asdict(call), **{key: tidy(getattr(call, key)) for key in EXACT}} for call in found]
    return frame(rows, CLOSE)


def _postings(collection: Collection, unit: str) -> tuple[UnitReturn | None, Sequence[Posting]]:
    """Give a unit's form, and every point that it lost or won; nothing where it has no score."""
    returned = collection.returns.get(unit)
    if returned is None or returned.total is None:
        return None, ()
    return returned, Account(returned.standard.outline, returned.score, returned.counts).postings()


def _without(
    outcome: Outcome, unit: Unit, returned: UnitReturn | None, postings: Sequence[Posting]
) -> Iterator[Without]:
    """Give what a unit's form would give without each of the findings that cost it points."""
    if returned is None:
        return
    scorer = scorer_of(returned.standard)
    whole = {n: reading.value for n, reading in returned.readings.items()}
    for posting in postings:
        if posting.row is not None and posting.kind == "lost":
            own = posting.row.id
            entries = {n: value for n, value in whole.items() if not n.endswith(own) or not _is_of(n, returned, own)}
            changed = replace(returned, score=scorer(entries))
            yield Without(own, posting.row.text, form_values(outcome.program, changed, unit))


def _at_best(
    outcome: Outcome, unit: Unit, returned: UnitReturn | None, postings: Sequence[Posting]
) -> Mapping[str, Value] | None:
    """Give what a unit's form cannot pass without any one finding: no point lost; None where that is not certain.

    It is where findings add up: no rule of the form makes one depend on another, and the result asks for totals only.
    """
    program = outcome.program
    if returned is None or returned.total is None or not _adds_up(program) or _depends(returned.standard.outline):
        return None
    if any(posting.kind not in BOUNDED for posting in postings):
        return None
    lost = sum((posting.points for posting in postings if posting.points < 0), Decimal(0))
    score = {**returned.score, name(returned.counts, "total"): returned.total - lost}
    return form_values(program, replace(returned, score=score), unit)


@lru_cache(maxsize=64)
def _adds_up(program: Program) -> bool:
    """Say whether the composite goes up or down with the forms' total alone."""
    forms = [source for source in program.result.sources if source.forms]
    scaled = any(s.tiers or s.by_rank or s.best or s.mean or s.forms != "total" for s in forms)
    return not (scaled or program.nodes or "form_grade" in program.by_name)


@lru_cache(maxsize=64)
def _depends(outline: Outline) -> bool:
    """Say whether some finding counts only under a condition, which may be on another."""
    return any(row.clause.finding.when for row in outline.rows)


def _is_of(entry: str, returned: UnitReturn, row: str) -> bool:
    """Say whether an entry is that of a row, made by the role that counts."""
    return entry.startswith(f"{returned.counts}.") and entry.partition(":")[2] == row
