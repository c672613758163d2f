"""Years made up without any file: a text table is what came in and, behind a stroke, what must come out.

Apart from the tests because all of them begin with a year. A table's first line names its columns. Before the stroke:
``unit``, ``group``, ``lead``, ``tags`` (joined by +), ``form`` (the total of the form, or its two sections' points as
50+38), sources and ``check:1``; ``place@2017``, ``end@2017``, ``grade@2017`` are other years'. Behind it: columns of
the program. ``-`` is nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from tests.ranked import account, returned
from tests.ranked import standard as standard_of
from xlrubric.collect import Collection
from xlrubric.problems import Problem
from xlrubric.standard import Standard
from xlrubric.units import Unit
from xlrubric.verify import UnitReturn
from xlrubric.year.columns import Value
from xlrubric.year.given import Material
from xlrubric.year.outcome import Outcome, make_outcome
from xlrubric.year.past import History, Past
from xlrubric.year.score_tables import Figure, Scores

# 100 points: 60 and 40; a form of whole and half points is made by numbers of faults
FORM = """
rubric: nian-2018
title: 年度考核
language: zh-Hans
period: 2018年度
sections:
  - name: 一、制度
    points: 60
    items: [{name: 会议, points: 60, findings: [{text: 少开会, deduct: 0.5, per: 次}]}]
  - name: 二、台账
    points: 40
    items: [{name: 记录, points: 40, findings: [{text: 缺记录, deduct: 0.5, per: 次}]}]
"""
UNIT = ("unit", "group", "lead", "tags")
Table = list[dict[str, str]]


def standard(rules: str, form: str = FORM) -> Standard:
    """Give the standard with these rules, which stand two spaces in from ``result:``."""
    return standard_of(f"{form}result:\n{rules}")


def tables(text: str) -> tuple[Table, Table]:
    """Read a text table: what came in, what must come out."""
    lines = [line for line in text.strip().splitlines() if line.strip()]
    heads = lines[0].partition("|")[::2]
    cut = [[part.split() for part in line.partition("|")[::2]] for line in lines[1:]]
    left, right = ([dict(zip(head.split(), row[side], strict=True)) for row in cut] for side, head in enumerate(heads))
    return left, right


def unit(row: Mapping[str, str]) -> Unit:
    own = {name: row[name] for name in ("group", "lead") if row.get(name, "-") != "-"}
    tags = frozenset(row["tags"].split("+")) if row.get("tags", "-") != "-" else frozenset()
    return Unit(row["unit"], f"单位{row['unit']}", **own, tags=tags)


def form_return(of: Standard, unit_id: str, total: str) -> UnitReturn:
    """Make the return of a form with this total: taken off the first section, then off the second."""
    full = [node.points for node in of.outline.nodes if node.depth == 1]
    if "+" in total:
        points = [Decimal(part) for part in total.split("+")]
    else:
        lost, points = sum(full, Decimal(0)) - Decimal(total), []
        for whole in full:
            points.append(whole - min(lost, whole))
            lost -= whole - points[-1]
    faults = [(whole - own) * 2 for whole, own in zip(full, points, strict=True)]
    entries = {f"review.number:{n}.1.1": Decimal(fault) for n, fault in enumerate(faults, 1)}
    return returned(of, unit_id, entries)


def collection(rules: str | Standard, text: str | Table, **more: Any) -> Collection:
    """Make a collection with its year's result; ``more`` are what tables gave beside the rows."""
    of = standard(rules) if isinstance(rules, str) else rules
    rows = tables(text)[0] if isinstance(text, str) else text
    units = tuple(unit(row) for row in rows)
    returns = {
        row["unit"]: form_return(of.variant(own.tags), row["unit"], row["form"])
        for row, own in zip(rows, units, strict=True)
        if row.get("form", "-") != "-"
    }
    files = tuple(account(returns[id_].file, units=(id_,)) for id_ in returns)
    made = Collection(of, units, files, returns)
    return replace(made, outcome=make_outcome(material(made, rows, **more)))


def material(made: Collection, rows: Table, problems: tuple[Problem, ...] = ()) -> Material:
    """Gather what a year is made of, from its rows."""
    result = made.standard.rubric.result
    assert result is not None
    figures: dict[str, dict[str, Figure]] = {}
    votes: dict[str, dict[str, Decimal]] = {}
    past: dict[str, dict[str, dict[str, str]]] = {}
    sources = {source.id: source for source in result.sources}
    for row in rows:
        for name, typed in row.items():
            what, _, year = name.partition("@")
            if year:
                past.setdefault(year, {}).setdefault(row["unit"], {})[what] = typed
            elif name not in (*UNIT, "form"):
                own = sources.get(name)
                figures.setdefault(name, {})
                if typed != "-" and own is not None and own.ballot:
                    votes.setdefault(name, {})[row["unit"]] = Decimal(typed)
                elif typed != "-":
                    worded = own is None or bool(own.tiers and not own.assign)
                    figures[name][row["unit"]] = typed if worded else Decimal(typed)
    years = tuple(sorted(past, reverse=True))
    read = {year: {unit: one for unit, row in past[year].items() if (one := _past(row))} for year in years}
    scores = Scores(figures, {}, frozenset(figures), problems)
    return Material(made.standard, made.units, made.returns, scores, votes, History(years, read))


def _past(row: Mapping[str, str]) -> Past | None:
    numbers = {name: Decimal(row[name]) for name in ("place", "end") if row.get(name, "-") != "-"}
    grade = row.get("grade", "-")
    return Past(**numbers, grade="" if grade == "-" else grade) if numbers or grade != "-" else None


def outcome(rules: str | Standard, text: str | Table) -> Outcome:
    made = collection(rules, text).outcome
    assert made is not None
    return made


def shown(value: Value) -> str:
    """Show a step's value as the tables do: to six places, without a tail of zeros."""
    if isinstance(value, Decimal):
        rounded = round(value, 6)
        return f"{rounded.normalize():f}" if rounded else "0"
    return str(value or "-")


def column(made: Outcome, name: str) -> list[str]:
    return [shown(row.get(name)) for row in made.rows]


def codes(made: Outcome) -> list[str]:
    return sorted({problem.code for problem in made.problems})


def as_text(rows: Sequence[Mapping[str, str]]) -> list[str]:
    """Give rows as lines that a failing test shows well."""
    return [" ".join(f"{name}={value}" for name, value in row.items()) for row in rows]
