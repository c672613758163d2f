"""A trial of a standard carried on to the year's result: composites, ranks and consequences before and after.

Apart from ``against``, which compares the forms' own scores: here the other sources stay as they were given, and the
new standard's rules make another result of them.
"""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from xlrubric.against import Rescored, Trial
from xlrubric.graph import name
from xlrubric.tidying import tidy
from xlrubric.verify import UnitReturn
from xlrubric.year.columns import Value
from xlrubric.year.outcome import Outcome, make_outcome

SHOWN = ("composite", "rank", "grade", "follows")
YEAR = tuple(f"{what}_{when}" for what in SHOWN for when in ("then", "now"))


def year_under(trial: Trial, outcome: Outcome | None) -> Outcome | None:
    """Give the year's result under the new standard; None where one of the two has no rules for one."""
    if outcome is None or trial.new.rubric.result is None:
        return None
    returns = {unit: _returned(one, trial.rescored.get(unit)) for unit, one in outcome.material.returns.items()}
    there = {unit: one for unit, one in returns.items() if one is not None}
    return make_outcome(replace(outcome.material, standard=trial.new, returns=there))


def _returned(old: UnitReturn, new: Rescored | None) -> UnitReturn | None:
    if new is None:
        return None
    done = new.score[name(old.counts, "done")]
    filled = int(done) if isinstance(done, Decimal) else 0
    return replace(old, standard=new.standard, readings=new.readings, score=new.score, filled=filled)


def both_years(before: Outcome, after: Outcome, unit: str) -> Mapping[str, object]:
    """Give a unit's composite, rank, grade and consequences before (``…_then``) and after (``…_now``)."""
    pairs = (("then", before.by_unit.get(unit, {})), ("now", after.by_unit.get(unit, {})))
    return {f"{what}_{when}": _plain(row.get(what)) for what in SHOWN for when, row in pairs}


def _plain(value: Value) -> object:
    return tidy(value) if isinstance(value, Decimal) else value or None
