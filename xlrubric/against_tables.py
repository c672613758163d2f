"""A trial of a standard as pandas DataFrames: units that move, rules that move them, what could not be compared.

Apart from ``against``, which a command without pandas runs too.
"""

from collections.abc import Iterator, Mapping

from xlrubric.against import Leftover, Moved, Trial
from xlrubric.against_year import YEAR, both_years, year_under
from xlrubric.collect import Collection
from xlrubric.frames import Frame, frame
from xlrubric.trial_words import causes
from xlrubric.verify import UnitReturn

TABLES = ("against", "against_rules", "against_left")
Values = dict[str, object]


def against_tables(trial: Trial, collection: Collection) -> dict[str, Frame]:
    """Make the tables of a trial with the entries of a collection."""
    names = {unit.id: unit.name for unit in collection.units}
    return {
        "against": _with_year(units(trial, names), trial, collection),
        "against_rules": rules(trial),
        "against_left": left(trial, names, collection.returns),
    }


def _with_year(table: Frame, trial: Trial, collection: Collection) -> Frame:
    """Add the year's result before and after, where both standards have rules for one."""
    before, after = collection.outcome, year_under(trial, collection.outcome)
    if before is None or after is None:
        return table
    rows = [{**row, **both_years(before, after, str(row["unit"]))} for row in table.to_dict("records")]
    return frame(rows, [*table.columns, *YEAR])


def units(trial: Trial, names: Mapping[str, str]) -> Frame:
    """A row a unit: total and rank before and after, what moved it most; those that move most come first.

    ``places`` is how many ranks it rises (above 0) or falls; ``untaken`` how many entries the new rubric cannot take.
    """
    columns = [
        "unit",
        "name",
        "before",
        "after",
        "difference",
        "rank_before",
        "rank_after",
        "places",
        "causes",
        "untaken",
    ]
    rows = [{"name": names.get(one.unit, ""), **_unit_row(one, trial)} for one in trial.by_size]
    return frame(rows, [*columns, "untaken"])


def _unit_row(one: Moved, trial: Trial) -> Values:
    return {
        "unit": one.unit,
        "before": one.before,
        "after": one.after,
        "difference": one.difference,
        "rank_before": one.rank_before,
        "rank_after": one.rank_after,
        "places": None if one.rank_after is None else one.rank_before - one.rank_after,
        "causes": causes(one, trial),
        "untaken": len(one.untaken),
    }


def rules(trial: Trial) -> Frame:
    """A row a rule that moves points: its words before and after, how many units it moves, and by how much in all.

    ``changed`` is False where the rule says the same in both: something else about it, or beside it, has changed.
    """
    rows: list[Values] = [
        {
            "kind": effect.rule.kind,
            "old": effect.rule.old,
            "new": effect.rule.new,
            "words": effect.words,
            "old_words": effect.old_words,
            "new_words": effect.new_words,
            "changed": effect.old_words != effect.new_words,
            "units": effect.units,
            "points": effect.points,
        }
        for effect in trial.effects
    ]
    return frame(rows, ["kind", "old", "new", "words", "old_words", "new_words", "changed", "units", "points"])


def left(trial: Trial, names: Mapping[str, str], returns: Mapping[str, UnitReturn]) -> Frame:
    """A row for each thing that could not be compared.

    ``kind``: ``gone`` (a finding that the new rubric does not have, with the points that it moved), ``new`` (one that
    nobody can have answered), ``untaken`` (an entry that the new rule cannot take; ``reason`` says why), ``unscored``
    (a unit without any entry).
    """
    columns = ["kind", "reason", "unit", "name", "old", "new", "words", "amount", "entry", "units", "points", "file"]
    return frame([*_untaken(trial, names, returns), *_unmatched(trial, names)], columns)


def _untaken(trial: Trial, names: Mapping[str, str], returns: Mapping[str, UnitReturn]) -> Iterator[Values]:
    texts = {row.id: row.text for row in trial.old.whole.outline.rows}
    for one in trial.moved:
        file = returns[one.unit].file if one.unit in returns else ""
        for entry in one.untaken:
            whose = {"unit": one.unit, "name": names.get(one.unit, ""), "file": file}
            said = {"old": entry.old, "new": entry.new, "words": texts.get(entry.old, ""), "entry": entry.entry}
            yield {"kind": "untaken", "reason": entry.reason, **whose, **said}


def _unmatched(trial: Trial, names: Mapping[str, str]) -> Iterator[Values]:
    for one in trial.gone:
        yield {"kind": one.kind, "old": one.id, "units": one.units, "points": one.points, **_said(one)}
    for one in trial.added:
        yield {"kind": one.kind, "new": one.id, "units": one.units, **_said(one)}
    for unit in trial.unscored:
        yield {"kind": "unscored", "unit": unit, "name": names.get(unit, "")}


def _said(one: Leftover) -> Values:
    return {"words": one.words, "amount": one.amount}
