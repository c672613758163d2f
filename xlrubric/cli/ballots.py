"""``xlrubric build --ballot``: the rating workbooks of the sources that come from ballots.

Apart from ``cli.build``, whose workbooks are forms.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from xlrubric.ballots.blanks import ballot_sources, ballot_workbooks, slips, unplaced
from xlrubric.ballots.slips import Slip
from xlrubric.ballots.words import ballot_skin
from xlrubric.cli.folder import write_new
from xlrubric.cli.inputs import own_file
from xlrubric.cli.moment import now
from xlrubric.cli.progress import watched
from xlrubric.cli.report import Refusal, leave, show_problems
from xlrubric.cli.texts import Texts
from xlrubric.messages import is_error
from xlrubric.skin import Look
from xlrubric.standard import Standard
from xlrubric.units import UnitList
from xlrubric.writer import Stamp


@dataclass(frozen=True)
class Wanted:
    """Which ballots are wanted: of all sources or of one, and how many for each group where the rubric does not say.

    ``look`` is the one that is named, if any.
    """

    source: str | None
    count: int | None
    look: Look | None = None


def build_ballots(
    standard: Standard,
    rubric: str,
    listed: UnitList,
    units: Path,
    wanted: Wanted,
    out: Path,
    overwrite: bool,
    texts: Texts,
) -> int:
    """Write the ballots and say how many; give the exit code. Raises Refusal where none can be made."""
    sources = ballot_sources(standard, wanted.source, rubric)
    if faults := [*filter(is_error, listed.problems), *unplaced(sources, listed.units, str(units))]:
        raise Refusal(faults)
    show_problems(listed.problems, texts)
    made = [slip for source in sources for slip in slips(source, listed.units, wanted.count)]
    stamp = Stamp(now())
    built = ballot_workbooks(standard, ballot_skin(standard.rubric.language, wanted.look), made, stamp)
    show_problems(write_new(watched(built, texts), out, overwrite, [units, *own_file(rubric)]), texts)
    for line in _said(made, texts):
        click.echo(line)
    click.echo(texts.say("ballots_built", count=len(built), folder=out))
    return leave(listed.problems)


def _said(made: Sequence[Slip], texts: Texts) -> list[str]:
    """Say of each source how many ballots there are, on how many units."""
    lines = []
    for source in dict.fromkeys(slip.source.id for slip in made):
        own = [slip for slip in made if slip.source.id == source]
        sets = {slip.set: len(slip.units) for slip in own}
        groups = len({slip.group for slip in own})
        details = {"source": own[0].source.name, "count": len(own), "units": sum(sets.values())}
        lines.append(texts.say("ballots_of", **details, sets=len(sets), groups=groups))
    return lines
