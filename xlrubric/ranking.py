"""The tables of a collection, as pandas DataFrames: ranking, scores, ledger, comparison, missing, problems, sources.

Apart from the workbook that shows them, because scripts want the same tables. Points are exact ``Decimal`` objects
(use ``.astype(float)`` for plots); every other column is text, whole numbers or times. Columns have English names;
the ranking workbook gives them headings in the rubric's language.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

import pandas as pd

from xlrubric.accounting import ArchiveAccount, FileAccount, reason
from xlrubric.ballots.tables import ballot_tables
from xlrubric.collect import Collection
from xlrubric.duties import duty_tables
from xlrubric.entries import shown
from xlrubric.evidence_table import evidence_tables
from xlrubric.feedback.tables import rectification_tables
from xlrubric.frames import Row, frame
from xlrubric.graph import name
from xlrubric.ledger import Account, Posting
from xlrubric.messages import level, needs_person, words
from xlrubric.outline import Node, Outline, scored_nodes
from xlrubric.quantities.marks import SHARED
from xlrubric.rubric import ROLES
from xlrubric.skin import Skin, read_skin
from xlrubric.tidying import tidy
from xlrubric.units import Unit
from xlrubric.verify import UnitReturn
from xlrubric.wording import amount_words
from xlrubric.year_tables import year_ranking, year_tables

CELL = re.compile("([A-Z]+)([0-9]+)")
TABLES = ("ranking", "scores", "ledger", "comparison", "missing", "problems", "sources")


def tables(collection: Collection, language: str = "zh") -> dict[str, pd.DataFrame]:
    """Make all tables: those of the year's result, of duties, evidence, lists and ballots only where there are any.

    Messages are in ``language`` (``en`` or ``zh``).
    """
    ranked = ranking(collection)
    made = {
        "ranking": ranked,
        "scores": scores(collection, ranked),
        "ledger": ledger(collection),
        "comparison": comparison(collection),
        "missing": missing(collection),
        "problems": problems(collection, language),
        "sources": sources(collection, language),
    }
    assert tuple(made) == TABLES
    more = (
        year_tables(collection),
        duty_tables(collection, language),
        evidence_tables(collection),
        rectification_tables(collection),
        ballot_tables(collection, language),
    )
    return {**made, **{table: frame for tables in more for table, frame in tables.items()}}


def ranking(collection: Collection) -> pd.DataFrame:
    """A row a scored unit, best first: rank (ties shared: 1, 2, 2, 4), totals in points, what is filled in.

    Where the standard has rules for the year's result, the ranking is that of ``year_tables``. ``standing`` is
    ``final``, or ``provisional`` while rows are blank or entries were refused on the side that
    counts: such a score can still change. ``grade`` is blank where the standard has none.
    """
    if collection.outcome is not None:
        return year_ranking(collection, collection.outcome)
    scored = _scored(collection)
    ranks: dict[Decimal, int] = {}
    for place, (_, _, total) in enumerate(scored, 1):
        ranks.setdefault(total, place)
    troubles = Counter(p.unit for p in collection.problems if needs_person(p))
    rows = [_rank_row(*entry, ranks[entry[2]], troubles[entry[0].id]) for entry in scored]
    columns = ["rank", "unit", "name", "group", "lead", "total", "grade", "self_total", "difference"]
    return frame(rows, [*columns, "standing", "filled", "findings", "problems", "file"])


def _scored(collection: Collection) -> list[tuple[Unit, UnitReturn, Decimal]]:
    """Give the scored units, in the order of the ranking; equal ones in the order of the unit list."""
    found = []
    for unit in collection.units:
        returned = collection.returns.get(unit.id)
        if returned is not None and returned.total is not None:
            found.append((unit, returned, returned.total))
    if collection.outcome is not None:
        places = {unit: n for n, unit in enumerate(collection.outcome.order)}
        return sorted(found, key=lambda entry: places[entry[0].id])
    sign = 1 if collection.standard.rubric.better == "lower" else -1
    return sorted(found, key=lambda entry: sign * entry[2])


def _rank_row(unit: Unit, returned: UnitReturn, total: Decimal, rank: int, troubles: int) -> Row:
    own = _points(returned, "self", "total") if _entered(returned, "self") else None
    findings = len(returned.standard.outline.asked)
    return {
        "rank": rank,
        "unit": unit.id,
        "name": unit.name,
        "group": unit.group,
        "lead": unit.lead,
        "total": tidy(total),
        "grade": returned.score.get(name(returned.counts, "grade")) or "",
        "self_total": own,
        "difference": None if own is None else tidy(own - total),
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
    return tidy(value)


def scores(collection: Collection, ranked: pd.DataFrame | None = None) -> pd.DataFrame:
    """A row a scored unit, a column a scored section (``1``) and item (``1.2``), in points, by the role that counts.

    A node that does not apply to a unit is blank. ``ranked`` is what ``ranking`` gave, for who has it.
    """
    columns, table = ["rank", "unit", "name", "total"], ranking(collection) if ranked is None else ranked
    nodes = scored_nodes(collection.standard.outline)
    rows = []
    for values in zip(*(table[column].tolist() for column in columns), strict=True):
        row = dict(zip(columns, values, strict=True))
        if row["total"] is None:
            continue
        returned = collection.returns[row["unit"]]
        own = returned.standard.outline.by_id
        figures = {n.id: _points(returned, returned.counts, n.what, n.id) for n in nodes if n.id in own}
        rows.append({**row, **figures})
    return frame(rows, [*columns, *(node.id for node in nodes)])


def ledger(collection: Collection) -> pd.DataFrame:
    """A row a point lost or won; a unit's rows add up exactly to its total.

    The first row of a unit is what was there at the beginning (``base``). A finding's row has its whole effect; where
    a limit, a floor, zeroing or anything else makes a node's score another, a row of that kind has the difference.
    """
    skin = read_skin(collection.standard.rubric.language)
    rows = [row for unit, returned, _ in _scored(collection) for row in _ledger_of(unit, returned, skin)]
    columns = ["unit", "name", "kind", "section", "item", "finding", "words", "amount", "count", "points"]
    return frame(rows, [*columns, "remark", "role", "found_by"])


def _ledger_of(unit: Unit, returned: UnitReturn, skin: Skin) -> Iterator[Row]:
    outline = returned.standard.outline
    account = Account(outline, returned.score, returned.counts)
    who: Row = {
        "unit": unit.id,
        "name": unit.name,
        "role": returned.counts,
        "found_by": returned.signed.get(f"{returned.counts}_by", ""),
    }
    yield {**who, "kind": "base", "words": outline.rubric.title, "points": tidy(account.base())}
    for posting in account.postings():
        yield {**who, **_where(outline, posting.node), **_posting_row(posting, returned, skin)}


def _where(outline: Outline, node: Node) -> Row:
    """Name the section at the top and the item."""
    if not node.id:
        return {}
    top = node
    while top.depth > 1:
        top = outline.above(top)
    return {"section": top.name, "item": node.id if node is not top else None}


def _posting_row(posting: Posting, returned: UnitReturn, skin: Skin) -> Row:
    row = posting.row
    if row is None:
        node = posting.node
        return {"kind": posting.kind, "words": node.text or node.name, "points": tidy(posting.points)}
    reading = returned.readings.get(name(returned.counts, "number", row.id))
    named = returned.readings.get(name(SHARED, "text", row.id))
    return {
        "kind": posting.kind,
        "finding": row.id,
        "words": f"{row.text}：{shown(named.value)}" if named and named.value else row.text,
        "amount": _amount_words(row, skin),
        "count": tidy(reading.value) if reading and isinstance(reading.value, Decimal) else None,
        "points": tidy(posting.points),
        "remark": returned.remarks.get(row.id, ""),
    }


_amount_words = lru_cache(maxsize=8192)(amount_words)  # of ten thousand units the same findings cost the same


def comparison(collection: Collection) -> pd.DataFrame:
    """Self-check against review: a row an item that the two score differently, in points."""
    rows = []
    for unit, returned, _ in _scored(collection):
        if not _entered(returned, "self") or not _entered(returned, "review"):
            continue
        for node, names in _compared(returned.standard.outline):
            if returned.score[names[0]] == returned.score[names[1]]:  # of most: no need to tidy them
                continue
            own, other = (_points(returned, role, node.what, node.id) for role in ROLES)
            if own != other:
                shown_ = {"item": node.id, "words": node.text or node.name, "points": tidy(node.points)}
                scores = {"self": own, "review": other, "difference": tidy(own - other)}
                rows.append({"unit": unit.id, "name": unit.name, **shown_, **scores})
    return frame(rows, ["unit", "name", "item", "words", "points", "self", "review", "difference"])


@lru_cache(maxsize=64)
def _compared(outline: Outline) -> Sequence[tuple[Node, Sequence[str]]]:
    """Give the nodes that are scored by themselves, with the names of their scores by both roles."""
    own = (node for node in scored_nodes(outline) if node.kind != "inner")
    return [(node, [name(role, node.what, node.id) for role in ROLES]) for node in own]


def missing(collection: Collection) -> pd.DataFrame:
    """A row a unit without a score.

    The reason is ``not_returned``, ``blank``, ``self_only`` (its review did not come) or ``damaged`` (its sheet is
    gone).
    """
    there = {unit: account.file for account in collection.files for unit in account.units if not account.kind}
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
    return frame(rows, ["unit", "name", "group", "lead", "contact", "reason", "file"])


def _reason(collection: Collection, unit: Unit, there: Mapping[str, str]) -> str:
    if (returned := collection.returns.get(unit.id)) is not None:
        return "blank" if returned.counts in returned.hands.shown else "self_only"
    return "damaged" if unit.id in there else "not_returned"


def problems(collection: Collection, language: str) -> pd.DataFrame:
    """A row a problem: level, file, sheet, cell, unit, what is wrong, what to do; the gravest first, then by place.

    Cells go as one reads them: line by line, J7 before J10.
    """
    rows = []
    for found in collection.problems:
        what, remedy = words(found, language)
        place = found.place
        where = {"file": place.file, "sheet": place.sheet, "cell": place.cell, "unit": found.unit}
        rows.append({"level": str(level(found)), **where, "what": what, "remedy": remedy, "code": found.code})
    rank = {"error": 0, "warning": 1, "note": 2}
    rows.sort(key=lambda row: (rank[row["level"]], row["file"], row["sheet"], _reading_order(row["cell"])))
    return frame(rows, ["level", "file", "sheet", "cell", "unit", "what", "remedy", "code"])


def _reading_order(cell: str) -> tuple[int, int, str]:
    """Give a cell's row and column to sort by; what is no cell stands first."""
    found = CELL.fullmatch(cell)
    return (int(found[2]), len(found[1]), found[1]) if found else (0, 0, cell)


def sources(collection: Collection, language: str = "zh") -> pd.DataFrame:
    """A row a file: what became of it and why, whose it is, its SHA-256, who saved it, when (UTC) and with what.

    ``kind`` is empty for forms and for what is nothing else. An archive that was opened has a row too
    (``archive_opened``); its files follow. Behind what came back stand the tables and rankings that went in beside it.
    """
    troubles = Counter(p.place.file for p in collection.problems if needs_person(p))
    rows = [_source(account, troubles, language) for account in collection.files]
    rows += [_opened(archive) for archive in collection.archives]
    rows.sort(key=lambda row: str(row["file"]))
    rows += [_source(account, troubles, language) for account in collection.inputs]
    columns = ["file", "status", "kind", "units", "sha256", "bytes", "saved_by", "saved_at", "application"]
    return frame(rows, [*columns, "problems", "reason", "remedy"])


def _source(account: FileAccount, troubles: Mapping[str, int], language: str) -> Row:
    return {
        "file": account.file,
        "status": str(account.status),
        "kind": account.kind,
        "units": ", ".join(account.units),
        "sha256": account.sha256,
        "bytes": account.size,
        "saved_by": account.saved_by,
        "saved_at": account.saved_at.strftime("%Y-%m-%d %H:%M:%S") if account.saved_at else "",
        "application": account.application,
        "problems": troubles.get(account.file, 0),
        **_why(account, language),
    }


def _why(account: FileAccount, language: str) -> Row:
    """Give the gravest thing found in a file, and what to do about it."""
    found = reason(account)
    what, remedy = words(found, language) if found else ("", "")
    return {"reason": what, "remedy": remedy}


def _opened(archive: ArchiveAccount) -> Row:
    facts = {"file": archive.file, "sha256": archive.sha256, "bytes": archive.size}
    blank = dict.fromkeys(("kind", "units", "saved_by", "saved_at", "application", "reason", "remedy"), "")
    return {**facts, **blank, "status": "archive_opened", "problems": 0}
