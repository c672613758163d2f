"""A trial of a standard, as ``score --against`` and ``collect --against`` read, print and hand it on.

Apart from those commands because both say the same of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import click

from xlrubric.against import Moved, Trial
from xlrubric.changes import Matching, matching, told_changes
from xlrubric.cli.report import source_named
from xlrubric.cli.texts import Texts
from xlrubric.compiled import figure
from xlrubric.faults.material import read_material
from xlrubric.problems import Problem
from xlrubric.rules import plain
from xlrubric.standard import Standard, standard_of
from xlrubric.trial_words import causes, signed

NONE = "—"
MOST_UNITS, MOST_RULES, MOST_LEFT = 20, 15, 15


@dataclass(frozen=True)
class Other:
    """The rubric to try out, how its ids match those of the old one, and what is to be said of them."""

    standard: Standard
    matching: Matching
    problems: tuple[Problem, ...]


def other_rubric(old: Standard, old_name: str, name: str) -> Other:
    """Read the rubric to try out. Raises Refusal where it cannot be read."""
    source = source_named(name)
    new = standard_of(source)
    found = matching(read_material(new.rubric, source), read_material(old.rubric, source_named(old_name)))
    return Other(new, found, tuple(told_changes(found)))


def trial_data(trial: Trial) -> dict[str, object]:
    """Give a trial as plain data for JSON."""
    return {
        "rubric": trial.new.rubric.rubric,
        "units": [_unit_data(one) for one in trial.moved],
        "rules": [
            {
                **dict(effect.rule._asdict()),
                "words": effect.words,
                "old_words": effect.old_words,
                "new_words": effect.new_words,
                "units": effect.units,
                "points": figure(effect.points),
            }
            for effect in trial.effects
        ],
        "gone": [{"id": o.id, "words": o.words, "units": o.units, "points": figure(o.points)} for o in trial.gone],
        "new": [{"id": o.id, "words": o.words, "units": o.units} for o in trial.added],
        "unscored": list(trial.unscored),
    }


def _unit_data(one: Moved) -> dict[str, object]:
    return {
        "unit": one.unit,
        "before": figure(one.before),
        "after": None if one.after is None else figure(one.after),
        "difference": None if one.difference is None else figure(one.difference),
        "rank_before": one.rank_before,
        "rank_after": one.rank_after,
        "parts": [{**rule._asdict(), "points": figure(points)} for rule, points in one.parts.items()],
        "untaken": [{"old": o.old, "new": o.new, "entry": o.entry, "reason": o.reason} for o in one.untaken],
    }


def show_trial(trial: Trial, names: Mapping[str, str], texts: Texts) -> None:
    """Print a trial: who moves, which rules move them, what could not be compared."""
    movers = sum(one.rank_after not in (None, one.rank_before) for one in trial.moved)
    heading = {"rubric": trial.new.rubric.rubric, "units": len(trial.moved), "movers": movers}
    click.echo(texts.say("trial", **heading))
    for one in trial.by_size[:MOST_UNITS]:
        click.echo(_unit_line(one, trial, names, texts))
    _more(len(trial.moved), MOST_UNITS, texts)
    _rules(trial, texts)
    _left(trial, texts)


def _unit_line(one: Moved, trial: Trial, names: Mapping[str, str], texts: Texts) -> str:
    name = f"{names[one.unit]} ({one.unit})" if names.get(one.unit) else one.unit
    if one.after is None or one.difference is None:
        return texts.say("trial_untaken_unit", name=name, before=plain(one.before))
    points = {"before": plain(one.before), "after": plain(one.after), "difference": signed(one.difference)}
    ranks = {"rank_before": one.rank_before, "rank_after": one.rank_after}
    why = causes(one, trial)
    return texts.say("trial_unit_why" if why else "trial_unit", name=name, causes=why, **points, **ranks)


def _rules(trial: Trial, texts: Texts) -> None:
    if trial.effects:
        click.echo(texts["trial_rules"])
    for effect in trial.effects[:MOST_RULES]:
        rule = effect.rule
        ids = rule.new if rule.old == rule.new else f"{rule.old or NONE}→{rule.new or NONE}"
        same = effect.old_words == effect.new_words
        words = effect.old_words if same else f"{effect.old_words or NONE} → {effect.new_words or NONE}"
        details = {"id": ids, "words": effect.words, "rule": words or NONE, "points": signed(effect.points)}
        click.echo(texts.say("trial_rule", **details, units=effect.units))
    _more(len(trial.effects), MOST_RULES, texts)


def _left(trial: Trial, texts: Texts) -> None:
    lines = [
        texts.say("trial_gone", id=one.id, words=one.words, units=one.units, points=signed(one.points))
        for one in trial.gone
    ]
    lines += [texts.say("trial_new", id=one.id, words=one.words, units=one.units) for one in trial.added]
    lines += [
        texts.say("trial_untaken", unit=one.unit, id=left.old, entry=left.entry, reason=texts[f"untaken_{left.reason}"])
        for one in trial.moved
        for left in one.untaken
    ]
    lines += [texts.say("trial_unscored", unit=unit) for unit in trial.unscored]
    if lines:
        click.echo(texts["trial_left"])
    for line in lines[:MOST_LEFT]:
        click.echo(line)
    _more(len(lines), MOST_LEFT, texts)


def _more(count: int, most: int, texts: Texts) -> None:
    if count > most:
        click.echo(texts.say("more", count=count - most))
