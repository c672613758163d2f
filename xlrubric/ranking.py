"""The tables of a collection, as pandas DataFrames: ranking, scores, ledger, comparison, missing, problems, sources.

Apart from the workbook that shows them, because scripts want the same tables. Points are exact ``Decimal`` objects
(use ``.astype(float)`` for plots); every other column is text, whole numbers or times. Columns have English names;
the ranking workbook gives them headings in the rubric's language.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

import pandas as pd

from xlrubric.collect import Collection
from xlrubric.graph import name
from xlrubric.messages import level, needs_person, words
from xlrubric.rubric import ROLES, Finding, Item, Section
from xlrubric.skin import read_skin
from xlrubric.units import Unit
from xlrubric.verify import UnitReturn
from xlrubric.wording import amount_words

TABLES = ("ranking", "scores", "ledger", "comparison", "missing", "problems", "sources")
Row = dict[str, object]


def tables(collection: Collection, language: str = "zh") -> dict[str, pd.DataFrame]:
    """Make all tables; messages in ``language`` (``en`` or ``zh``)."""
    made = {
        "ranking": ranking(collection),
        "scores": scores(collection),
        "ledger": ledger(collection),
        "comparison": comparison(collection),
        "missing": missing(collection),
        "problems": problems(collection, language),
        "sources": sources(collection),
    }
    assert tuple(made) == TABLES
    return made


def ranking(collection: Collection) -> pd.DataFrame:
    """A row a scored unit, best first: rank (ties shared: 1, 2, 2, 4), totals in points, what is filled in.

    ``standing`` is ``final``, or ``provisional`` while findings are blank or entries were refused on the side that
    counts: such a score can still change.
    """
    scored = _scored(collection)
    ranks: dict[Decimal, int] = {}
    for place, (_, _, total) in enumerate(scored, 1):
        ranks.setdefault(total, place)
    troubles = Counter(p.unit for p in collection.problems if needs_person(p))
    rows = [_rank_row(collection, *entry, ranks[entry[2]], troubles[entry[0].id]) for entry in scored]
    columns = ["rank", "unit", "name", "group", "lead", "total", "self_total", "difference"]
    return _frame(rows, [*columns, "standing", "filled", "findings", "problems", "file"])


def _scored(collection: Collection) -> list[tuple[Unit, UnitReturn, Decimal]]:
    """Give the scored units, best first; equal totals in the order of the unit list."""
    found = []
    for unit in collection.units:
        returned = collection.returns.get(unit.id)
        if returned is not None and returned.total is not None:
            found.append((unit, returned, returned.total))
    return sorted(found, key=lambda entry: -entry[2])


def _rank_row(
    collection: Collection, unit: Unit, returned: UnitReturn, total: Decimal, rank: int, troubles: int
) -> Row:
    own = _points(returned, "self", "total") if _entered(returned, "self") else None
    findings = sum(1 for _ in collection.standard.rubric.findings())
    return {
        "rank": rank,
        "unit": unit.id,
        "name": unit.name,
        "group": unit.group,
        "lead": unit.lead,
        "total": _tidy(total),
        "self_total": own,
        "difference": None if own is None else _tidy(own - total),
        "standing": "final" if returned.filled == findings else "provisional",
        "filled": returned.filled,
        "findings": findings,
        "problems": troubles,
        "file": returned.file,
    }


def _entered(returned: UnitReturn, role: str) -> bool:
    return returned.score[name(role, "done")] != 0


def _points(returned: UnitReturn, role: str, what: str, node: str = "") -> Decimal:
    value = returned.score[name(role, what, node)]
    assert isinstance(value, Decimal)  # effects, items, sections and totals are numbers
    return _tidy(value)


def _tidy(number: Decimal) -> Decimal:
    """Give the same number without trailing zeros or exponent: 99.0 -> 99."""
    whole = number.to_integral_value()
    return whole if number == whole else number.normalize()


def scores(collection: Collection) -> pd.DataFrame:
    """A row a scored unit, a column a section (``1``) and an item (``1.2``), in points, by the role that counts."""
    columns = ["rank", "unit", "name", "total"]
    nodes: list[tuple[str, str]] = []
    for section in collection.standard.rubric.sections:
        nodes += [("section", section.id), *(("item", item.id) for item in section.items)]
    rows = []
    for row in ranking(collection).to_dict("records"):
        returned = collection.returns[str(row["unit"])]
        figures = {node: _points(returned, returned.counts, what, node) for what, node in nodes}
        rows.append({**{column: row[column] for column in columns}, **figures})
    return _frame(rows, [*columns, *(node for _, node in nodes)])


def ledger(collection: Collection) -> pd.DataFrame:
    """A row a point lost or won; a unit's rows add up exactly to its total.

    The first row of a unit is the full points (``base``). A finding's row has its whole effect; where an item's
    faults take more than it has, a row ``floor`` gives back what lies below 0.
    """
    rows = [row for unit, returned, _ in _scored(collection) for row in _ledger_of(collection, unit, returned)]
    columns = ["unit", "name", "kind", "section", "item", "finding", "words", "amount", "count", "points"]
    return _frame(rows, [*columns, "remark", "role", "found_by"])


def _ledger_of(collection: Collection, unit: Unit, returned: UnitReturn) -> Iterator[Row]:
    rubric = collection.standard.rubric
    who: Row = {
        "unit": unit.id,
        "name": unit.name,
        "role": returned.counts,
        "found_by": returned.signed.get(f"{returned.counts}_by", ""),
    }
    yield {**who, "kind": "base", "words": rubric.title, "points": _tidy(rubric.full_points())}
    for section in rubric.sections:
        for item in section.items:
            for row in _item_rows(collection, section, item, returned):
                yield {**who, "section": section.name, "item": item.id, **row}


def _item_rows(collection: Collection, section: Section, item: Item, returned: UnitReturn) -> Iterator[Row]:
    taken = Decimal(0)
    for finding in item.findings:
        effect = _points(returned, returned.counts, "effect", finding.id)
        taken += effect
        if effect:
            yield _finding_row(collection, finding, effect, returned)
    given_back = _points(returned, returned.counts, "item", item.id) - item.points - taken
    if given_back:
        yield {"kind": "floor", "words": item.text or item.name, "points": _tidy(given_back)}


def _finding_row(collection: Collection, finding: Finding, effect: Decimal, returned: UnitReturn) -> Row:
    reading = returned.readings.get(name(returned.counts, "number", finding.id))
    return {
        "kind": "lost" if effect < 0 else "won",
        "finding": finding.id,
        "words": finding.text,
        "amount": amount_words(finding, read_skin(collection.standard.rubric.language)),
        "count": _tidy(reading.value) if reading and isinstance(reading.value, Decimal) else None,
        "points": effect,
        "remark": returned.remarks.get(finding.id, ""),
    }


def comparison(collection: Collection) -> pd.DataFrame:
    """Self-check against review: a row an item that the two score differently, in points."""
    rows = []
    for unit, returned, _ in _scored(collection):
        if not _entered(returned, "self") or not _entered(returned, "review"):
            continue
        for item in collection.standard.rubric.items():
            own, other = (_points(returned, role, "item", item.id) for role in ROLES)
            if own != other:
                shown = {"item": item.id, "words": item.text or item.name, "points": _tidy(item.points)}
                scores = {"self": own, "review": other, "difference": _tidy(own - other)}
                rows.append({"unit": unit.id, "name": unit.name, **shown, **scores})
    return _frame(rows, ["unit", "name", "item", "words", "points", "self", "review", "difference"])


def missing(collection: Collection) -> pd.DataFrame:
    """A row a unit without a score; the reason is ``not_returned``, ``blank`` or ``damaged`` (its sheet is gone)."""
    there = {unit: account.file for account in collection.files for unit in account.units}
    rows: list[Row] = [
        {
            "unit": unit.id,
            "name": unit.name,
            "group": unit.group,
            "lead": unit.lead,
            "contact": unit.contact,
            "reason": _reason(collection, unit, there),
            "file": there.get(unit.id, ""),
        }
        for unit in collection.missing
    ]
    return _frame(rows, ["unit", "name", "group", "lead", "contact", "reason", "file"])


def _reason(collection: Collection, unit: Unit, there: Mapping[str, str]) -> str:
    if unit.id in collection.returns:
        return "blank"
    return "damaged" if unit.id in there else "not_returned"


def problems(collection: Collection, language: str) -> pd.DataFrame:
    """A row a problem: level, file, sheet, cell, unit, what is wrong, what to do."""
    rows = []
    for found in collection.problems:
        what, remedy = words(found, language)
        place = found.place
        where = {"file": place.file, "sheet": place.sheet, "cell": place.cell, "unit": found.unit}
        rows.append({"level": str(level(found)), **where, "what": what, "remedy": remedy, "code": found.code})
    rank = {"error": 0, "warning": 1, "note": 2}
    rows.sort(key=lambda row: rank[row["level"]])
    return _frame(rows, ["level", "file", "sheet", "cell", "unit", "what", "remedy", "code"])


def sources(collection: Collection) -> pd.DataFrame:
    """A row a file: what became of it, whose it is, its SHA-256, who saved it, when (UTC) and with what."""
    rows: list[Row] = [
        {
            "file": account.file,
            "status": str(account.status),
            "units": ", ".join(account.units),
            "sha256": account.sha256,
            "bytes": account.size,
            "saved_by": account.saved_by,
            "saved_at": account.saved_at.strftime("%Y-%m-%d %H:%M:%S") if account.saved_at else "",
            "application": account.application,
            "problems": sum(map(needs_person, account.problems)),
        }
        for account in collection.files
    ]
    columns = [
        "file",
        "status",
        "units",
        "sha256",
        "bytes",
        "saved_by",
        "saved_at",
        "application",
        "problems",
    ]
    return _frame(rows, columns)


def _frame(rows: Sequence[Mapping[str, object]], columns: list[str]) -> pd.DataFrame:
    """Make a table with these columns even when it has no rows; figures stay the objects they are."""
    frame = pd.DataFrame({column: pd.Series([r.get(column) for r in rows], dtype=object) for column in columns})
    return frame
